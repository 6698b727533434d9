"""Names given and referrals: two acts, never mixed; and what was shown that could earn a referral."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from weaktie.accounts.models import User
from weaktie.campaign.followups.queries import due as owing
from weaktie.campaign.followups.queries import writing
from weaktie.campaign.followups.queries.due import Held
from weaktie.campaign.introductions.models import Referral
from weaktie.campaign.network.models import Person
from weaktie.campaign.network.queries.people import first_name
from weaktie.core import drafts
from weaktie.core.drafts import Draft, Talk

NOTHING = frozenset(("", "nothing", "nothing seen", "nothing shown", "none", "no", "n/a", "-", "–"))
"""Words by which a debrief says that nothing was shown."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What was shown in one conversation, in words."""

    held: Held
    words: str


@dataclass(frozen=True, slots=True)
class Standing:
    """One name given or referral: how far it came, in words and with its day."""

    row: Referral
    person: Person
    state: str
    on: date

    @property
    def words(self) -> str:
        """The state in words; a name and a referral have none in common but the no."""
        return WORDS[Referral.Kind(self.row.kind), self.state]


WORDS = {
    (Referral.Kind.NAME, "offered"): "Offered their name",
    (Referral.Kind.NAME, "asked"): "Asked whether you may use their name",
    (Referral.Kind.NAME, "given"): "You may use their name",
    (Referral.Kind.NAME, "declined"): "Would rather not be named",
    (Referral.Kind.NAME, "result"): "You may use their name",
    (Referral.Kind.REFERRAL, "offered"): "Offered to put you forward",
    (Referral.Kind.REFERRAL, "asked"): "Asked to put you forward",
    (Referral.Kind.REFERRAL, "given"): "Put you forward",
    (Referral.Kind.REFERRAL, "declined"): "Would rather not put you forward",
    (Referral.Kind.REFERRAL, "result"): "Put you forward",
}


def referrals(*, by: User, person: Person | None = None) -> list[Standing]:
    """Return the names given and referrals, the latest first; of everybody or of one person."""
    rows = Referral.objects.visible_to(by).select_related("person__merged_into", "conversation", "target")
    if person is not None:
        rows = rows.filter(person__in=[person.pk, *person.merged.values_list("pk", flat=True)])
    return sorted(map(standing, rows.order_by("pk")), key=lambda one: (one.on, one.row.pk), reverse=True)


def standing(row: Referral) -> Standing:
    """Say how far a name given or a referral came: the last date it has."""
    dates = (
        (row.declined_on, "declined"),
        (row.result_on, "result"),
        (row.given_on, "given"),
        (row.asked_on, "asked"),
        (row.offered_on, "offered"),
    )
    on, state = next((day, state) for day, state in dates if day is not None)
    return Standing(row, row.person.merged_into or row.person, state, on)


def shown_to(person: Person, *, by: User, now: datetime) -> list[Shown]:
    """Return what a person saw of the seeker, by held conversation, the last one first; "nothing" is none."""
    mine = [one for one in owing.held(by=by, now=now) if one.person == person]
    return [Shown(one, " ".join(_seen(one))) for one in reversed(mine)]


def letter(row: Referral, *, by: User, now: datetime) -> Draft:
    """Draft the ask: for a mention of their name, or to be put forward."""
    person = row.person.merged_into or row.person
    posting = " at ".join(filter(None, (row.role, row.employer)))
    rows = [one for one in owing.held(by=by, now=now) if one.person == person]
    held = next((one for one in rows if one.row.pk == row.conversation_id), rows[-1] if rows else None)
    today = now.astimezone(by.timezone()).date()
    if held is not None:
        talk = writing.talk_of(held, person, by=by, today=today)
    else:
        talk = Talk(first_name(person.name), writing.sender(by=by), drafts.gap("when"))
    if row.kind == Referral.Kind.NAME:
        return drafts.ask_for_name(talk, posting=posting)
    return drafts.ask_for_referral(talk, posting=posting, shown=row.shown)


def is_something(words: str) -> bool:
    """Say whether these words tell of something shown."""
    return " ".join(words.split()).strip(" .").casefold() not in NOTHING


def _seen(one: Held) -> Iterator[str]:
    for words in (one.row.seen_clear, one.row.seen_sharp, one.row.seen_easy):
        if is_something(words):
            yield words if words.rstrip().endswith((".", "!", "?")) else f"{words.rstrip()}."
