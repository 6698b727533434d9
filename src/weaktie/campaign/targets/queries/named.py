"""Who was named by whom, and how far the introduction has come, as the timeline tells it.

Every event of an introduction has the introducer as its person and whom it leads to as the other, and its
word begins with the day. Once somebody was asked for a conversation, with an introducer or not, that counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from weaktie.accounts.models import User
from weaktie.campaign.network.models import Person
from weaktie.campaign.timeline.models import Event
from weaktie.core.cadence import INTRODUCER_RESTS
from weaktie.core.candidates import Named, Stage

STAGES = {
    Event.Kind.NAMED: Stage.NAMED,
    Event.Kind.INTRODUCED: Stage.MADE,
    Event.Kind.DECLINED: Stage.DECLINED,
}
FURTHEST = (Stage.MADE, Stage.NAMED, Stage.DECLINED)


@dataclass(frozen=True, slots=True)
class Told:
    """One event of an introduction."""

    introducer: int
    person: int
    stage: Stage
    on: date


def named(*, by: User, as_of: date, favours: Mapping[int, date]) -> dict[int, Named]:
    """Return who was named by that day and not yet written to or met: person -> by whom, how far.

    Of several introducers the one counts with whom it has come furthest, and of those the first. `favours`
    are the days on which introducers were last asked for an introduction.
    """
    pairs = {(told.introducer, told.person): told for told in introduced(by=by, as_of=as_of)}
    reached = _reached(by=by, as_of=as_of)
    names = dict(Person.objects.filter(owner=by, pk__in={one for one, _ in pairs}).values_list("pk", "name"))
    found: dict[int, Named] = {}
    for told in sorted(pairs.values(), key=lambda one: FURTHEST.index(one.stage)):
        if told.person not in found and reached.get(told.person, date.min) < told.on:
            asked = favours.get(told.introducer)
            rests = asked is not None and as_of < asked + timedelta(INTRODUCER_RESTS)
            name = names.get(told.introducer, "")
            found[told.person] = Named(told.introducer, name, told.stage, rests)
    return found


def introduced(*, by: User, as_of: date) -> Iterator[Told]:
    """Yield every event of an introduction by that day, in order; successors answer for who is merged."""
    successor = successors(by=by)
    events = Event.objects.visible_to(by).of_kind(*STAGES).exclude(other=None).exclude(person=None)
    for kind, person, other, word in events.order_by("at", "pk").values_list(
        "kind", "person_id", "other_id", "word"
    ):
        on, stage = date.fromisoformat(word[:10]), STAGES[Event.Kind(kind)]
        if on <= as_of and person is not None and other is not None:
            yield Told(successor.get(person, person), successor.get(other, other), stage, on)


def successors(*, by: User) -> dict[int, int]:
    """Return whom everybody who was merged is now."""
    into = dict(Person.objects.filter(owner=by).exclude(merged_into=None).values_list("pk", "merged_into_id"))
    found = {}
    for merged in into:
        last = merged
        while last in into:
            last = into[last]
        found[merged] = last
    return found


def _reached(*, by: User, as_of: date) -> dict[int, date]:
    """Return when the seeker last asked somebody for a conversation or talked to them, by that day."""
    events = Event.objects.visible_to(by).of_kind(Event.Kind.ASKED, Event.Kind.TALKED).exclude(person=None)
    told = events.order_by("at", "pk").values_list("person_id", "at")
    days = ((person, at.astimezone(by.timezone()).date()) for person, at in told)
    return {person: on for person, on in days if person is not None and on <= as_of}
