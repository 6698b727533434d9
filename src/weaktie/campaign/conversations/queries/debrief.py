"""The page right after, and what its answers add up to: desire by conversation, fit of a team, openings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from weaktie.accounts.models import User
from weaktie.campaign.conversations.models import (
    Conversation,
    ConversationQuerySet,
    Desire,
    Fit,
    Note,
    Opening,
    OwnWay,
)
from weaktie.campaign.conversations.queries.live import LiveNote, notes_of
from weaktie.campaign.network.models import Person
from weaktie.campaign.network.queries.people import first_name, successor
from weaktie.campaign.outreach.models import Ask
from weaktie.campaign.targets.models import Target
from weaktie.core import fit, lint

RESPECTS = {
    Fit.Respect.PACE: "How fast things have to be done, and how often they change",
    Fit.Respect.DECISIONS: "Who decides, how, and how long it takes",
    Fit.Respect.AMBIGUITY: "How much is left open, and who closes it",
    Fit.Respect.HOURS: "When and how long people work, and who minds",
    Fit.Respect.FEEDBACK: "How people hear what they did well or badly",
}
"""The five respects, and what each is about. There are no others: nothing of somebody's private life."""


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note of the debrief, with what it would be better without."""

    one: LiveNote
    asked: str
    """What weaktie asks about its words, or ""."""


@dataclass(frozen=True, slots=True)
class FitLine:
    """One respect of the debrief: the seeker's own way, and what was written down."""

    respect: str
    name: str
    about: str
    own: str
    fit: Fit
    is_sameness: bool


@dataclass(frozen=True, slots=True)
class DebriefPage:
    """All that the debrief shows."""

    conversation: Conversation
    person: Person
    target: Target | None
    notes: tuple[NoteLine, ...]
    fits: tuple[FitLine, ...]
    promised: tuple[Note, ...]
    promised_you: tuple[Note, ...]
    named: tuple[Note, ...]
    minutes: int
    sameness: bool
    """The reason for wanting it is only that they are like the seeker."""

    @property
    def first_name(self) -> str:
        """The name to say in a sentence."""
        return first_name(self.person.name)

    @property
    def has_sameness(self) -> bool:
        """Whether some reason is likeness alone."""
        return self.sameness or any(line.is_sameness for line in self.fits)


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation about a target: with whom, when, and how much it was wanted before and after."""

    conversation: Conversation
    person: Person
    on: date
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class TargetTalks:
    """What the conversations about one target say, for its page."""

    talks: tuple[Talk, ...]
    fits: tuple[fit.Beside, ...]
    own: dict[str, str]
    people: int
    dropped_after: int | None
    """How many conversations had been held when it was dropped; None while it stands."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """What is still open at a target that is about to be dropped."""

    asks: tuple[Ask, ...]
    bookings: tuple[Conversation, ...]
    thanks: tuple[Conversation, ...]
    """Conversations held there: thanks for them stay due."""


def debrief_page(conversation: Conversation, *, by: User) -> DebriefPage:
    """Return the debrief of one conversation, filled from its notes."""
    notes = notes_of(conversation)
    plain = [one.note for one in reversed(notes)]
    person = successor(conversation.person_id, by=by) or conversation.person
    begun, ended = conversation.started_at, conversation.ended_at
    return DebriefPage(
        conversation=conversation,
        person=person,
        target=target_of(conversation, person, by=by),
        notes=tuple(NoteLine(one, lint.asked((one.note.text,))) for one in reversed(notes)),
        fits=_fit_lines(conversation, by=by),
        promised=tuple(note for note in plain if note.kind == Note.Kind.MINE),
        promised_you=tuple(note for note in plain if note.kind == Note.Kind.THEIRS),
        named=tuple(note for note in plain if note.kind == Note.Kind.NAME),
        minutes=int((ended - begun).total_seconds() // 60) if begun and ended else conversation.length,
        sameness=fit.only_alike(conversation.desire_after_why),
    )


def target_of(conversation: Conversation, person: Person, *, by: User) -> Target | None:
    """Return the target a conversation is about: the one it was booked for, else the person's employer."""
    if conversation.target is not None:
        return conversation.target
    standing = Target.objects.visible_to(by).filter(kind=Target.Kind.EMPLOYER)
    return standing.filter(key=person.organisation_key).first() if person.organisation_key else None


def own_ways(*, by: User) -> dict[str, str]:
    """Return how the seeker likes to work, by respect."""
    return dict(OwnWay.objects.visible_to(by).values_list("respect", "words"))


def target_talks(target: Target, *, by: User) -> TargetTalks:
    """Return the conversations held about a target, and the seeker beside what its people showed."""
    held = list(_about(target, by=by).held().order_by("started_at", "pk"))
    talks = tuple(_talk(one, by=by) for one in held)
    own = own_ways(by=by)
    people = {talk.person.pk for talk in talks}
    whom = {talk.conversation.pk: talk for talk in talks}
    showed = [
        fit.Showed(one.respect, whom[one.conversation_id].person.pk, whom[one.conversation_id].person.name,
                   whom[one.conversation_id].on, one.theirs, one.says)
        for one in Fit.objects.filter(conversation__in=held).order_by("pk")
    ]  # fmt: skip
    before = [
        one for one in held if target.dropped_at and one.started_at and one.started_at <= target.dropped_at
    ]
    return TargetTalks(
        talks=talks,
        fits=fit.beside(own, showed, respects=list(Fit.Respect.values), people=people) if people else (),
        own=own,
        people=len(people),
        dropped_after=len(before) if target.dropped_at else None,
    )


def leaving(target: Target, *, by: User) -> Leaving:
    """Return what is open at a target: asks, bookings, and thanks that stay due whatever is dropped."""
    people = _people_of(target, by=by)
    asks = Ask.objects.visible_to(by).open().filter(person__in=people).select_related("person")
    about = _about(target, by=by)
    return Leaving(
        asks=tuple(asks.order_by("sent_on", "pk")),
        bookings=tuple(about.ahead().filter(started_at=None).order_by("starts_at", "pk")),
        thanks=tuple(about.held().order_by("started_at", "pk")),
    )


def openings(*, by: User) -> list[Opening]:
    """Return openings heard of, the latest first."""
    rows = Opening.objects.visible_to(by).select_related("person__merged_into")
    return list(rows.order_by("-heard_on", "-pk"))


def _people_of(target: Target, *, by: User) -> QuerySet[Person]:
    people = Person.objects.visible_to(by)
    if target.kind != Target.Kind.EMPLOYER:
        return people.filter(stranger__target=target)
    there = Q(organisation_key=target.key) | Q(merged_into__organisation_key=target.key)
    return people.filter(there | Q(stranger__target=target))


def _about(target: Target, *, by: User) -> ConversationQuerySet:
    """Return conversations about a target: booked for it, or with its people and for no other."""
    found = Conversation.objects.visible_to(by).select_related("person__merged_into")
    people = _people_of(target, by=by).values("pk")
    return found.filter(Q(target=target) | Q(target=None, person__in=people))


def _talk(conversation: Conversation, *, by: User) -> Talk:
    begun = conversation.started_at or conversation.begun_at
    words = dict(Desire.choices)
    return Talk(
        conversation=conversation,
        person=successor(conversation.person_id, by=by) or conversation.person,
        on=begun.astimezone(by.timezone()).date(),
        before=str(words.get(conversation.desire_before, "")),
        after=str(words.get(conversation.desire_after, "")),
        why=conversation.desire_after_why,
    )


def _fit_lines(conversation: Conversation, *, by: User) -> tuple[FitLine, ...]:
    own = own_ways(by=by)
    known = {one.respect: one for one in conversation.fits.all()}
    lines = []
    for respect, about in RESPECTS.items():
        found = known.get(respect) or Fit(conversation=conversation, respect=respect)
        alike = found.says == Fit.Says.AGREES and fit.only_alike(found.theirs)
        lines.append(FitLine(respect, respect.label, about, own.get(respect, ""), found, alike))
    return tuple(lines)


def heard_from(opening: Opening) -> str:
    """Return the name of whoever told of an opening, or ""."""
    person = opening.person
    return (person.merged_into or person).name if person else ""


def ordered_respects() -> Sequence[tuple[str, str, str]]:
    """Return the five respects: code, name, and what each is about."""
    return [(str(respect), str(respect.label), about) for respect, about in RESPECTS.items()]
