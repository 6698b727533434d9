"""Each introduction and how far it came: its own dates, and those of asks, conversations and thanks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from weaktie.accounts.models import User
from weaktie.campaign.followups.models import FollowUp
from weaktie.campaign.followups.queries import due as owing
from weaktie.campaign.followups.queries import writing
from weaktie.campaign.followups.queries.due import Held
from weaktie.campaign.introductions.models import Introduction
from weaktie.campaign.network.models import Person
from weaktie.campaign.network.queries import people
from weaktie.campaign.network.queries.people import first_name
from weaktie.campaign.outreach.models import Ask
from weaktie.campaign.outreach.queries import asks
from weaktie.core import cadence, drafts, introducing
from weaktie.core.cadence import Reason
from weaktie.core.drafts import Draft, Talk
from weaktie.core.employers import employer_key
from weaktie.core.introducing import Dates, State
from weaktie.core.refusal import Refused

MOST_ALIKE = 6
"""So many people who may be whoever was named are offered."""


class NoSuchIntroduction(Refused):
    """Nobody was named like this."""

    code = "no_such_introduction"


@dataclass(frozen=True, slots=True)
class Life:
    """One introduction: through whom, to whom, when each step was taken."""

    row: Introduction
    introducer: Person
    person: Person
    dates: Dates
    ask: Ask | None

    @property
    def state(self) -> State:
        """How far it has come."""
        return self.dates.state

    @property
    def words(self) -> str:
        """The state in words."""
        return introducing.WORDS[self.state]

    @property
    def next_step(self) -> str:
        """What comes next."""
        return introducing.next_step(
            self.state, introducer=first_name(self.introducer.name), name=first_name(self.person.name)
        )


def lives(*, by: User, now: datetime, rows: Sequence[Held] | None = None) -> list[Life]:
    """Return every introduction, the first named first. `rows` are the held conversations, if known."""
    found = Introduction.objects.visible_to(by).select_related(
        "introducer__merged_into", "person__merged_into", "conversation", "target"
    )
    ordered = list(found.order_by("named_on", "pk"))
    if not ordered:
        return []
    known = list(rows) if rows is not None else owing.held(by=by, now=now)
    asked = _asked(by)
    return [_life(row, asked, known, by=by, today=cadence.local_date(now, by.timezone())) for row in ordered]


def life(introduction: Introduction, *, by: User, now: datetime) -> Life:
    """Return one introduction."""
    return next(one for one in lives(by=by, now=now) if one.row.pk == introduction.pk)


def lives_of(
    person: Person, *, by: User, now: datetime, rows: Sequence[Held] | None = None
) -> tuple[list[Life], list[Life]]:
    """Return whom a person named, and by whom the person was named."""
    known = lives(by=by, now=now, rows=rows)
    return [one for one in known if one.introducer == person], [one for one in known if one.person == person]


def find(text: str, introducer: Person, *, by: User, now: datetime) -> Life:
    """Return the introduction through somebody to whoever is called so, or has this number."""
    mine = [one for one in lives(by=by, now=now) if one.introducer == introducer]
    found = [one for one in mine if text in (str(one.person.pk), f"#{one.person.pk}")] or [
        one for one in mine if one.person.name.casefold() == text.casefold()
    ]
    if len(found) != 1:
        raise NoSuchIntroduction(f"{introducer.name} has not named {text}; see: weaktie chain.")
    return found[0]


def alike(name: str, employer: str, *, by: User, now: datetime) -> list[Person]:
    """Return people who are here already and may be whoever was named, those at this employer first."""
    if not name.strip():
        return []
    found = people.matching(people.Wanted(text=name[:200]), by=by, now=now)
    place = employer_key(employer)
    known = found.order_by("-order", "pk")[:MOST_ALIKE]
    return sorted(known, key=lambda one: not place or one.organisation_key != place)


def held_back(life_: Life, *, by: User, on: date) -> Reason | None:
    """Return why the introducer may not be asked on a day; None if they may."""
    return asks.held_back(life_.person, by=by, via=life_.introducer, on=on)


def blurb(life_: Life, *, by: User) -> str:
    """Return the note that can be passed on: as it is kept, or drafted."""
    if life_.row.blurb:
        return life_.row.blurb
    talk = Talk(first_name(life_.person.name), writing.sender(by=by), "")
    about = life_.row.target.name if life_.row.target else ""
    return drafts.blurb(talk, introducer=first_name(life_.introducer.name), learning=about).text


def consent_letter(life_: Life, *, by: User, today: date) -> Draft:
    """Draft the ask to the introducer, with the note to pass on."""
    day = life_.dates.named_on
    apart = (today - day).days
    said = ("today", "yesterday")[apart] if 0 <= apart < 2 else f"on {day.day} {day:%B}"
    talk = Talk(first_name(life_.introducer.name), writing.sender(by=by), said)
    return drafts.ask_consent(talk, name=life_.person.name, note=blurb(life_, by=by))


def _asked(by: User) -> Mapping[tuple[int, int], Ask]:
    """Return the last ask that went through each introducer to each person."""
    rows = Ask.objects.visible_to(by).exclude(via=None).select_related("person", "via")
    found: dict[tuple[int, int], Ask] = {}
    for ask in rows.exclude(answer=Ask.Answer.WITHDRAWN).order_by("sent_on", "pk"):
        assert ask.via is not None
        found[_now(ask.via).pk, _now(ask.person).pk] = ask
    return found


def _life(
    row: Introduction, asked: Mapping[tuple[int, int], Ask], rows: Iterable[Held], *, by: User, today: date
) -> Life:
    introducer, person = _now(row.introducer), _now(row.person)
    ask = asked.get((introducer.pk, person.pk))
    answer = ask.answer if ask else ""
    day = ask.answered_on if ask else None
    is_over = ask is not None and not answer and today > asks.closes_on(ask)
    talks = [one for one in rows if one.person == person and one.day(by) >= row.named_on]
    told = [one.done[FollowUp.Kind.INTRODUCER] for one in talks if FollowUp.Kind.INTRODUCER in one.done]
    said = [one.done_on for one in told if _id(one) == introducer.pk and not one.let_go]
    silent = asks.closes_on(ask) if ask and is_over else day if answer == Ask.Answer.NONE else None
    return Life(
        row,
        introducer,
        person,
        Dates(
            named_on=row.named_on,
            asked_on=ask.sent_on if ask else None,
            silent_on=silent,
            agreed_on=row.agreed_on or (day if answer == Ask.Answer.YES else None),
            made_on=row.made_on,
            met_on=row.met_on or (talks[0].day(by) if talks else None),
            thanked_on=row.thanked_on or (said[0] if said else None),
            declined_on=row.declined_on or (day if answer == Ask.Answer.NO else None),
        ),
        ask,
    )


def _id(done: FollowUp) -> int:
    return done.person_id


def _now(person: Person) -> Person:
    return person.merged_into or person
