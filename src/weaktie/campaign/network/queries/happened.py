"""What happened with one person: encounters by month, asks by day, and the long silences between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise

from django.db.models import Q

from weaktie.accounts.models import User
from weaktie.campaign.intake.models import Encounter, Part
from weaktie.campaign.network.models import Identity, Person, Stint
from weaktie.campaign.timeline.models import Event
from weaktie.core.tie_words import NUMBERS

MOST_ENCOUNTERS = 5000
"""So many encounters with one person are looked through."""

SILENCE = 730
"""Days without an encounter that the timeline says in words."""

DAYS_A_MONTH = 365.25 / 12

ENCOUNTER_WORDS = {
    Encounter.Kind.MAIL: ("message", "messages"),
    Encounter.Kind.MESSAGE: ("LinkedIn message", "LinkedIn messages"),
    Encounter.Kind.MEETING: ("meeting", "meetings"),
    Encounter.Kind.INVITATION: ("LinkedIn invitation", "LinkedIn invitations"),
    Encounter.Kind.RECOMMENDATION: ("recommendation", "recommendations"),
    Encounter.Kind.ENDORSEMENT: ("endorsement", "endorsements"),
}
ANSWER_WORDS = {
    "yes": "Said yes",
    "no": "Said no",
    "redirected": "Named somebody else",
    "none": "No answer came",
    "withdrawn": "You took the ask back",
}
TOLD_WORDS = {
    Event.Kind.THANKED: "You thanked them",
    Event.Kind.REPORTED: "You told them what came of it",
    Event.Kind.TOUCHED: "You wrote to them",
    Event.Kind.KEPT: "A promise was kept",
    Event.Kind.NAMED: "Named {other}",
    Event.Kind.INTRODUCED: "Introduced you to {other}",
    Event.Kind.DECLINED: "The introduction to {other} was declined",
    Event.Kind.REFERRED: "Put you forward",
}
TOLD_OF_OTHER = {
    Event.Kind.NAMED: "{person} named them to you",
    Event.Kind.INTRODUCED: "{person} introduced you",
    Event.Kind.DECLINED: "The introduction by {person} was declined",
}
"""What stands on the timeline of whoever an event names beside the person it is about."""

HOW_IT_WENT = "You told them how it went with {other}"

ASK_WORDS = {Event.Kind.ASKED: "You asked for a conversation", Event.Kind.FOLLOWED_UP: "You wrote once more"}


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a person's timeline; a gap is a silence in words.

    `is_day` is true where the day is known and meant, false where `on` stands for a whole month.
    """

    on: date
    words: str
    is_gap: bool = False
    is_day: bool = False


def timeline(person: Person, *, by: User) -> list[Happening]:
    """Return what happened with somebody, newest first: by month, with long silences between."""
    happened = [*_encounters(person, by), *_jobs(person), *_asks(person, by), *_told(person, by)]
    happened.sort(key=lambda one: one.on, reverse=True)
    return list(_with_silences(happened))


def _encounters(person: Person, by: User) -> Iterator[Happening]:
    months: dict[tuple[int, int], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    zone = by.timezone()
    mine = Identity.objects.filter(person__owner=by, person__is_me=True).values("handle_id")
    shared = Part.objects.filter(handle__identity__person=person, encounter__parts__handle__in=mine)
    told = shared.values_list("encounter__at", "encounter__kind", "encounter_id").distinct()
    for at, kind, _ in told.order_by("-encounter__at", "-encounter_id")[:MOST_ENCOUNTERS]:
        on = datetime.fromtimestamp(at, UTC).astimezone(zone)
        months[on.year, on.month][kind] += 1
    for (year, month), kinds in months.items():
        yield Happening(date(year, month, 1), _month_words(kinds))


def _month_words(kinds: Mapping[int, int]) -> str:
    told = (f"{n} {ENCOUNTER_WORDS[Encounter.Kind(kind)][n > 1]}" for kind, n in sorted(kinds.items()))
    return ", ".join(told)


def _jobs(person: Person) -> Iterator[Happening]:
    for stint in person.stints.filter(position=0, kind=Stint.Kind.WORK):
        words = f"First seen as {stint.title or 'working'} at {stint.organisation}"
        yield Happening(stint.first_seen, words if stint.organisation else f"First seen as {stint.title}")


def _asks(person: Person, by: User) -> Iterator[Happening]:
    kinds = (*ASK_WORDS, Event.Kind.ANSWERED)
    told = Event.objects.visible_to(by).of_kind(*kinds).filter(person=person)
    for event in told.order_by("at", "pk"):
        first = event.word.partition(" ")[0]
        if event.kind != Event.Kind.ANSWERED:
            yield Happening(date.fromisoformat(first), ASK_WORDS[Event.Kind(event.kind)], is_day=True)
        else:
            on = event.at.astimezone(by.timezone()).date()
            yield Happening(on, ANSWER_WORDS[first], is_day=True)


def _told(person: Person, by: User) -> Iterator[Happening]:
    """Yield what was written after conversations, and who named or introduced whom."""
    told = Event.objects.visible_to(by).of_kind(*TOLD_WORDS).filter(Q(person=person) | Q(other=person))
    for event in told.select_related("person", "other").order_by("at", "pk"):
        kind = Event.Kind(event.kind)
        words = TOLD_WORDS[kind]
        if event.other_id == person.pk:
            words = TOLD_OF_OTHER.get(kind, "")
        elif event.other is not None and kind == Event.Kind.REPORTED:
            words = HOW_IT_WENT
        if words:
            name, other = (one.name if one else "somebody" for one in (event.person, event.other))
            on = date.fromisoformat(event.word[:10])
            yield Happening(on, words.format(person=name, other=other), is_day=True)


def _with_silences(happened: Sequence[Happening]) -> Iterable[Happening]:
    for later, earlier in pairwise(happened):
        yield later
        if (days := (later.on - earlier.on).days) > SILENCE:
            yield Happening(earlier.on, _long(days), is_gap=True)
    yield from happened[-1:]


def _long(days: int) -> str:
    """Say more than two years: "five years and eight months"."""
    years, months = divmod(round(days / DAYS_A_MONTH), 12)
    said = [f"{_number(years)} year{'s' * (years != 1)}"]
    said += [f"{_number(months)} month{'s' * (months != 1)}"] * bool(months)
    return " and ".join(said)


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)
