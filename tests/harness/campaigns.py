"""A year of a seeker who tries everything at any time, held against a second reading of the rules.

`core.cadence` says what may be done and what is owed; `Ledger` only knows what was done and counts it again
from the list, in other words. Both must say the same at every try: a rule set that lets too much pass is
caught, and so is one that holds too much back.
"""

from __future__ import annotations

import importlib.util
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from types import ModuleType
from zoneinfo import ZoneInfo

import holidays
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from weaktie.core import cadence, cadence_after
from weaktie.core.workdays import Workdays

PEOPLE = range(30)
EMPLOYERS = ("harrow", "larkspur", "", "harrow", "harrow", "northwind", "northwind", "", "larkspur", "") * 3
"""By person. "" is not known."""

ZONES = ("Pacific/Tongatapu", "Pacific/Pago_Pago", "Europe/Berlin", "America/Santiago", "UTC")
COUNTRIES = ("", "DE", "US", "JP", "IL", "CN")
YEAR = 365
HEARD = ("yes", "no", "redirected", "declined")

people = st.sampled_from(PEOPLE)
chances = st.integers(0, 2**32)


@dataclass(slots=True)
class Sent:
    """An ask as the ledger keeps it: the days of its messages, and what came back when."""

    person: int
    employer: str
    days: list[date]
    target: int | None = None
    is_favour: bool = False
    answer: str = ""
    answered_on: date | None = None

    @property
    def is_heard(self) -> bool:
        return self.answer in HEARD

    def waits(self, today: date) -> bool:
        return not self.answer and (today - self.days[-1]).days < 15


@dataclass(slots=True)
class Ledger:
    """What was done, and which rules a further message would break."""

    country: str
    sent: list[Sent] = field(default_factory=list)

    def broken_by_asking(self, person: int, today: date) -> set[str]:
        broken = set() if not self._refused(person) else {"said_no"}
        if sum(one.days[0].isocalendar()[:2] == today.isocalendar()[:2] for one in self.sent) >= 5:
            broken.add("week_full")
        if any(one.person == person and one.waits(today) for one in self.sent):
            broken.add("open")
        if self._in_vain(person) >= 2:
            broken.add("third_message")
        employer = EMPLOYERS[person]
        for one in self.sent:
            is_theirs = employer and one.employer == employer and one.person != person
            if is_theirs and one.waits(today) and self._working_days(one.days[0], today) < 3:
                broken.add("employer_waits")
        return broken

    def broken_by_asking_for(self, target: int, person: int, today: date) -> set[str]:
        broken = self.broken_by_asking(person, today)
        favours = [one for one in self.sent if one.is_favour and one.person == person]
        if any((today - one.days[0]).days < 30 for one in favours):
            broken.add("introducer_rests")
        if [one.answer for one in favours].count("declined") > 1:
            broken.add("declined_twice")
        if self._refused(target):
            broken.add("target_said_no")
        if any(one.target == target and one.person != person and one.waits(today) for one in self.sent):
            broken.add("target_asked_for")
        return broken

    def broken_by_following_up(self, one: Sent, today: date) -> set[str]:
        broken = set() if not self._refused(one.person) else {"said_no"}
        if one.target is not None and self._refused(one.target):
            broken.add("target_said_no")
        if one.is_heard:
            broken.add("answered")
        if not one.waits(today):
            broken.add("closed")
        if len(one.days) > 1 or self._in_vain(one.person) >= 2:
            broken.add("third_message")
        if self._working_days(one.days[0], today) < 7:
            broken.add("too_early")
        return broken

    def state(self, one: Sent, today: date) -> str:
        if one.is_heard:
            return "answered"
        if not one.waits(today):
            return "closed"
        is_due = len(one.days) == 1 and self._working_days(one.days[0], today) >= 7
        return "follow-up due" if is_due else "open"

    def _refused(self, person: int) -> bool:
        return any(one.person == person and one.answer == "no" for one in self.sent)

    def _in_vain(self, person: int) -> int:
        count = 0
        for one in reversed([one for one in self.sent if one.person == person]):
            if one.is_heard:
                break
            count += len(one.days)
        return count

    def _working_days(self, start: date, end: date) -> int:
        days = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
        return sum(_is_working_day(self.country, day) for day in days)


def _is_working_day(country: str, day: date) -> bool:
    if not country:
        return day.isoweekday() <= 5
    if country not in _CALENDARS:
        _CALENDARS[country] = holidays.country_holidays(country)
    return _CALENDARS[country].is_working_day(day)


_CALENDARS: dict[str, holidays.HolidayBase] = {}


@dataclass(slots=True)
class Talk:
    """A conversation: the seeker's day it ended on, and what is still to be done by when."""

    conversation: cadence_after.Conversation
    left: dict[str, date]


class Campaign(RuleBasedStateMachine):
    """A year of trying. `asking` and `owing` are the modules on trial, `tally` counts over all campaigns."""

    asking: ModuleType = cadence
    owing: ModuleType = cadence_after
    tally: Counter[str] = Counter()

    @initialize(
        start=st.dates(date(2024, 1, 1), date(2031, 12, 31)),
        country=st.sampled_from(COUNTRIES),
        zone=st.sampled_from(ZONES),
        seed=chances,
    )
    def begin(self, start: date, country: str, zone: str, seed: int) -> None:
        self.start = self.today = start
        self.workdays = Workdays(country)
        self.zone = ZoneInfo(zone)
        self.chance = Random(seed)
        self.ledger = Ledger(country)
        self.asks: list[cadence.Ask] = []
        self.talks: list[Talk] = []

    # --- what can be tried ---------------------------------------------------------------------------------

    @rule(days=st.sampled_from((1, 1, 1, 2, 3, 5, 8, 13, 21)))
    def wait(self, days: int) -> None:
        self.today += timedelta(days=days)
        for ask, one in zip(self.asks, self.ledger.sent, strict=True):
            if not one.is_heard:
                found = self.asking.state(ask, self.today, self.workdays)
                assert found == self.ledger.state(one, self.today), (found, one, self.today)
        for talk in self.talks:
            owed = {str(due.duty): due.on for due in self.owing.owed(talk.conversation, self.today)}
            assert owed == talk.left, (owed, talk, self.today)

    @rule(person=people)
    def ask(self, person: int) -> None:
        verdict = self.asking.may_ask(
            self.asks, self.today, person=person, employer=EMPLOYERS[person], workdays=self.workdays
        )
        broken = self.ledger.broken_by_asking(person, self.today)
        self._judged(verdict, broken)
        if verdict:
            self._sent("asks", Sent(person, EMPLOYERS[person], [self.today]))
        elif verdict.from_on is not None:
            assert verdict.from_on > self.today
            assert self.ledger.broken_by_asking(person, verdict.from_on) == set(), verdict

    @rule(person=people, step=st.integers(1, 8))
    def ask_for_an_introduction(self, person: int, step: int) -> None:
        target = (person + step) % len(PEOPLE)
        verdict = self.asking.may_ask_introducer(
            self.asks,
            self.today,
            person=person,
            target=target,
            employer=EMPLOYERS[person],
            workdays=self.workdays,
        )
        self._judged(verdict, self.ledger.broken_by_asking_for(target, person, self.today))
        if verdict:
            self._sent("introductions", Sent(person, EMPLOYERS[person], [self.today], target, True))
        elif verdict.from_on is not None:
            assert verdict.from_on > self.today
            assert self.ledger.broken_by_asking_for(target, person, verdict.from_on) == set(), verdict

    @rule(which=chances)
    def follow_up(self, which: int) -> None:
        at = self._one_of_the_last(which)
        if at is None:
            return
        verdict = self.asking.may_follow_up(self.asks, self.asks[at], self.today, workdays=self.workdays)
        self._judged(verdict, self.ledger.broken_by_following_up(self.ledger.sent[at], self.today))
        if verdict:
            self.asks[at] = replace(self.asks[at], followed_up_on=self.today)
            self.ledger.sent[at].days.append(self.today)
            self.tally["follow-ups"] += 1

    @rule(
        which=chances, answer=st.sampled_from(("yes", "yes", "yes", "redirected", "none", "withdrawn", "no"))
    )
    def hear(self, which: int, answer: str) -> None:
        at = self._one_of_the_last(which)
        if at is None or self.ledger.sent[at].answer:
            return
        one = self.ledger.sent[at]
        one.answer = "declined" if one.is_favour and answer == "redirected" else answer
        one.answered_on = self.today
        self.asks[at] = replace(self.asks[at], answer=self.asking.Answer(one.answer), answered_on=self.today)
        self.tally[f"answers: {one.answer}"] += 1

    @rule(which=chances, hour=st.integers(0, 23), minute=st.integers(0, 59))
    def talk(self, which: int, hour: int, minute: int) -> None:
        at = self._one_of_the_last(which)
        if at is None or self.ledger.sent[at].answer != "yes":
            return
        introducer = next(
            (one.person for one in self.ledger.sent if one.target == self.asks[at].person), None
        )
        ended_at = datetime.combine(self.today, time(hour, minute), self.zone).astimezone(UTC)
        left = {"thanks": self.today + timedelta(days=1), "report": self.today + timedelta(days=14)}
        if introducer is not None:
            left["introducer"] = self.today + timedelta(days=2)
        conversation = self.owing.Conversation(
            self.asks[at].person, ended_at, self.zone, "" if introducer is None else introducer
        )
        self.talks.append(Talk(conversation, left))
        self.tally["conversations"] += 1

    @rule(which=chances)
    def do_what_is_owed(self, which: int) -> None:
        unpaid = [talk for talk in self.talks if talk.left]
        if not unpaid:
            return
        talk = unpaid[which % len(unpaid)]
        first = self.owing.owed(talk.conversation, self.today)[0]
        assert talk.left.pop(str(first.duty)) == first.on
        done = {"thanks": "thanked_on", "report": "reported_on", "introducer": "introducer_told_on"}
        talk.conversation = replace(talk.conversation, **{done[first.duty]: self.today})
        self.tally["duties done"] += 1

    # --- the rest of the year ------------------------------------------------------------------------------

    def teardown(self) -> None:
        """Go on to the end of the year, trying more than is wise."""
        if not hasattr(self, "start"):
            return
        while (self.today - self.start).days < YEAR:
            for _ in range(self.chance.choice((0, 4, 12))):
                self._something()
            self.wait(self.chance.choice((1, 1, 2, 3, 4)))
        self.tally["campaigns"] += 1

    def _something(self) -> None:
        chance = self.chance
        match chance.randrange(8):
            case 0 | 1 | 2:
                self.ask(chance.choice(PEOPLE))
            case 3:
                self.ask_for_an_introduction(chance.choice(PEOPLE), chance.randint(1, 8))
            case 4 | 5:
                self.follow_up(chance.randrange(2**32))
            case 6:
                # A no is for ever: with many, a campaign would soon have nobody left.
                answer = "no" if chance.random() < 0.05 else chance.choice(("yes", "redirected", "none"))
                self.hear(chance.randrange(2**32), answer)
            case _:
                self.talk(chance.randrange(2**32), chance.randrange(24), chance.randrange(60))
                self.do_what_is_owed(chance.randrange(2**32))

    # --- bookkeeping ---------------------------------------------------------------------------------------

    def _one_of_the_last(self, which: int) -> int | None:
        """Choose an ask, a late one more often: most of what matters happens to what is still open."""
        if not self.asks:
            return None
        return len(self.asks) - 1 - which % min(len(self.asks), 12)

    def _sent(self, what: str, one: Sent) -> None:
        self.ledger.sent.append(one)
        kind = self.asking.Kind.INTRODUCTION if one.is_favour else self.asking.Kind.CONVERSATION
        target = "" if one.target is None else one.target
        ask = self.asking.Ask(one.person, one.days[0], employer=one.employer, kind=kind, target=target)
        self.asks.append(ask)
        self.tally[what] += 1

    def _judged(self, verdict: cadence.Allowed | cadence.Reason, broken: set[str]) -> None:
        """Hold a verdict against what would be broken."""
        if verdict:
            assert broken == set(), f"allowed on {self.today:%A %d %B %Y}, though it breaks {broken}"
            return
        # Holidays that fill the window keep a follow-up too early until it is closed.
        code = "too_early" if verdict.code == "holidays" else verdict.code
        assert code in broken, f"refused on {self.today:%A %d %B %Y} for {code}; the ledger says {broken}"
        self.tally["refusals"] += 1


def defective(module: ModuleType, **changes: object) -> ModuleType:
    """Return a fresh copy of a module with other values for some of its names."""
    spec = importlib.util.find_spec(module.__name__)
    assert spec is not None and spec.loader is not None
    copy = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(copy)
    for name, value in changes.items():
        assert hasattr(copy, name), name
        setattr(copy, name, value)
    return copy


def run(machine: type[Campaign], campaigns: int, *, derandomize: bool = False) -> str:
    """Run so many campaigns; return what happened in them, or raise what was broken."""
    machine.tally = Counter()
    steps = settings(
        max_examples=campaigns, stateful_step_count=40, deadline=None, database=None, derandomize=derandomize,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate], print_blob=True,
    )  # fmt: skip
    run_state_machine_as_test(machine, settings=steps)
    return told(machine.tally)


def told(tally: Counter[str]) -> str:
    """Say in a line what happened in all campaigns."""
    first = ("campaigns", "asks", "introductions", "follow-ups", "conversations", "duties done", "refusals")
    return ", ".join(f"{tally[name]} {name}" for name in first)
