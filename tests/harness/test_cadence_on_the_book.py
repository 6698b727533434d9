"""The same campaigns on a database: what the actions of outreach let pass breaks no rule either."""

from __future__ import annotations

import os
import sys
from datetime import date, datetime, time

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule
from tests.harness.campaigns import (
    COUNTRIES,
    EMPLOYERS,
    PEOPLE,
    ZONES,
    Campaign,
    Sent,
    chances,
    people,
    run,
)

from weaktie.accounts.models import User
from weaktie.campaign.network.models import Person
from weaktie.campaign.outreach import actions
from weaktie.campaign.outreach.models import Ask
from weaktie.core.refusal import Refused

pytestmark = pytest.mark.slow
CAMPAIGNS = int(os.environ.get("WEAKTIE_BOOKS", "4"))
"""So many in `make test`; bar 4 asks for 25."""

CODES = {"week_is_full": "week_full", "already_asked": "open"}
"""Codes of refusals that the rules know by another name."""


class OnTheBook(Campaign):
    """A campaign whose asks, follow-ups and answers are noted by the actions that a seeker's press calls."""

    @initialize(
        start=st.dates(date(2024, 1, 1), date(2031, 12, 31)),
        country=st.sampled_from(COUNTRIES),
        zone=st.sampled_from(ZONES),
        seed=chances,
    )
    def begin(self, start: date, country: str, zone: str, seed: int) -> None:
        super().begin(start, country, zone, seed)
        number = User.objects.count()
        self.by = User.objects.create(username=f"seeker-{number}", zone=zone, country=country)
        self.people = [
            Person.objects.create(owner=self.by, name=f"Person {n}", organisation_key=EMPLOYERS[n])
            for n in PEOPLE
        ]
        self.rows: list[Ask] = []

    @rule(person=people)
    def ask(self, person: int) -> None:
        broken = self.ledger.broken_by_asking(person, self.today)
        try:
            row = actions.log_ask(self.people[person], by=self.by, sent_on=self.today, now=self._now())
        except Refused as refusal:
            self._refused(refusal, broken)
        else:
            assert broken == set(), f"allowed on {self.today}, though it breaks {broken}"
            self.rows.append(row)
            self._sent("asks", Sent(person, EMPLOYERS[person], [self.today]))

    @rule(person=people, step=st.integers(1, 8))
    def ask_for_an_introduction(self, person: int, step: int) -> None:
        """Left to the pure campaigns: here the ledger would have to know of two people a row."""

    @rule(which=chances)
    def follow_up(self, which: int) -> None:
        at = self._one_of_the_last(which)
        if at is None:
            return
        broken = self.ledger.broken_by_following_up(self.ledger.sent[at], self.today)
        row = Ask.objects.get(pk=self.rows[at].pk)
        try:
            actions.follow_up(row, by=self.by, sent_on=self.today, now=self._now())
        except Refused as refusal:
            self._refused(refusal, broken)
        else:
            assert broken == set(), f"followed up on {self.today}, though it breaks {broken}"
            self.asks[at] = self._as_kept(at)
            self.ledger.sent[at].days.append(self.today)
            self.tally["follow-ups"] += 1

    @rule(which=chances, answer=st.sampled_from(("yes", "yes", "redirected", "none", "no")))
    def hear(self, which: int, answer: str) -> None:
        at = self._one_of_the_last(which)
        if at is None or self.ledger.sent[at].answer:
            return
        row = Ask.objects.get(pk=self.rows[at].pk)
        actions.log_answer(row, by=self.by, answer=answer, answered_on=self.today, now=self._now())
        self.ledger.sent[at].answer, self.ledger.sent[at].answered_on = answer, self.today
        self.asks[at] = self._as_kept(at)

    def _as_kept(self, at: int):
        """Return an ask as the stored row says it is."""
        row = Ask.objects.get(pk=self.rows[at].pk)
        person = self.ledger.sent[at].person
        return self.asking.Ask(
            person, row.sent_on, row.followed_up_on, self.asking.Answer(row.answer), row.answered_on,
            EMPLOYERS[person],
        )  # fmt: skip

    def _refused(self, refusal: Refused, broken: set[str]) -> None:
        code = CODES.get(refusal.code, refusal.code)
        code = "too_early" if code == "holidays" else code
        assert code in broken, f"refused on {self.today} for {code}; the ledger says {broken}"
        self.tally["refusals"] += 1

    def _now(self) -> datetime:
        return datetime.combine(self.today, time(21), self.zone)


def test_no_campaign_on_the_book_breaks_a_rule(db, capsys):
    figures = run(OnTheBook, CAMPAIGNS)
    with capsys.disabled():
        sys.stdout.write(f"\non the book: {figures}; 0 rules broken ")

    assert OnTheBook.tally["campaigns"] >= CAMPAIGNS
    assert OnTheBook.tally["asks"] > 20 * CAMPAIGNS
    assert OnTheBook.tally["follow-ups"] > CAMPAIGNS


def test_an_action_that_forgets_a_no_is_caught(db, monkeypatch):
    from weaktie.campaign.outreach.queries import asks

    monkeypatch.setattr(asks, "held_back", lambda *_, **__: None)
    monkeypatch.setattr(actions.queries, "held_back", lambda *_, **__: None)

    with pytest.raises(AssertionError):
        run(OnTheBook, CAMPAIGNS, derandomize=True)
