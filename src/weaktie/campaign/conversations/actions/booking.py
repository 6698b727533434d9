"""Arranging a conversation: times offered, the booking, another time, called off."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from weaktie.accounts.models import User
from weaktie.campaign.conversations.models import USUAL_LENGTH, Conversation, Question
from weaktie.campaign.network.models import Person
from weaktie.campaign.outreach.models import Ask, Message
from weaktie.campaign.targets.models import Target
from weaktie.campaign.timeline.actions import Act, step
from weaktie.campaign.timeline.models import Event
from weaktie.core import agenda, times
from weaktie.core.readers import text
from weaktie.core.refusal import Refused

CLOSING = "Who else should I talk to?"
"""The closing question until the seeker finds words of their own."""

MOST_OFFERED = 3
BACK = timedelta(days=1)
"""A conversation that was agreed elsewhere may be noted so long after it was to begin [J]."""


class AnswerFirst(Refused):
    """The ask to this person still waits for its answer."""

    code = "answer_first"


class NotAhead(Refused):
    """It has begun, was held or was called off."""

    code = "not_ahead"


class NotBooked(Refused):
    """It has no time yet."""

    code = "not_booked"


class BookedAlready(Refused):
    """It has a time; moving it is another thing."""

    code = "booked_already"


class NoGoodTime(Refused):
    """A time that has passed, or none, or too many."""

    code = "no_good_time"


class NoSuchZone(Refused):
    """Not the name of a time zone."""

    code = "no_such_zone"


class NoSuchLength(Refused):
    """Shorter or longer than a conversation can be."""

    code = "no_such_length"


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed beside the time. None leaves what is there; an empty text takes it away."""

    length: int | None = None
    way: str | None = None
    place: str | None = None
    zone: str | None = None


AS_IT_IS = Agreed()


def begin(person: Person, *, by: User, target: Target | None = None, now: datetime) -> Conversation:
    """Begin to arrange a conversation with somebody; the one that is ahead already is kept."""
    everybody = [person.pk, *person.merged.values_list("pk", flat=True)]
    known = Conversation.objects.visible_to(by).ahead().filter(person__in=everybody).order_by("pk").first()
    if known is not None:
        return known
    ask = Ask.objects.visible_to(by).filter(person__in=everybody).order_by("-sent_on", "-pk").first()
    if ask is not None and ask.answer == Ask.Answer.OPEN:
        raise AnswerFirst(f"Note first how {person.name} answered your ask.")
    with step("conversation", f"Began to arrange a conversation with {person.name}", by=by, now=now) as act:
        begun = Conversation(
            owner=by,
            person=person,
            ask=ask if ask is not None and ask.answer == Ask.Answer.YES else None,
            target=target or _target_of(person, by),
            begun_at=now,
            uid=f"{uuid.uuid4()}@weaktie",
            length=USUAL_LENGTH,
        )
        act.add(begun)
        act.add(Question(conversation=begun, phase=Question.Phase.CLOSING, text=CLOSING))
    return begun


def offer(
    conversation: Conversation,
    moments: Sequence[datetime],
    *,
    by: User,
    length: int | None = None,
    zone: str | None = None,
    name: str = "",
    now: datetime,
) -> Message:
    """Keep the times that are offered, and a reply that says them in both zones, ready to be copied."""
    _refuse_unless_ahead(conversation)
    chosen = sorted(set(moments))
    if not chosen or len(chosen) > MOST_OFFERED:
        raise NoGoodTime("Offer one to three times; two or three are easiest to answer.")
    if chosen[0] <= now:
        raise NoGoodTime("One of these times has passed; choose times ahead.")
    agreed = _clean(Agreed(length=length, zone=zone))
    theirs = str(agreed.get("their_zone") or conversation.their_zone or by.zone)
    minutes = length or conversation.length
    between = times.Between(by.timezone(), ZoneInfo(theirs))
    person = _whose(conversation)
    with step("times", f"Offered {person.name} times", by=by, now=now) as act:
        offered = [moment.astimezone(between.theirs).isoformat() for moment in chosen]
        act.change(conversation, offered=offered, **{**agreed, "their_zone": theirs})
        return _keep(person, times.offer(chosen, between, length=minutes, name=name), act=act)


def book(
    conversation: Conversation, at: datetime, *, by: User, agreed: Agreed = AS_IT_IS, now: datetime
) -> None:
    """Book a conversation: one of the times offered, or another."""
    _refuse_unless_ahead(conversation)
    if conversation.starts_at is not None:
        raise BookedAlready("It is booked; move it to another time instead.")
    _refuse_past(at, now)
    person = _whose(conversation)
    with step("book", f"Booked a conversation with {person.name}", by=by, now=now) as act:
        act.change(conversation, starts_at=at, **_clean(agreed))
        for draft in Message.objects.visible_to(by).drafts().filter(person=person, kind=Message.Kind.TIMES):
            act.remove(draft)
        act.event(Event.Kind.BOOKED, person_id=person.pk, word=at.astimezone(by.timezone()).isoformat())


def move(
    conversation: Conversation,
    *,
    by: User,
    at: datetime | None = None,
    agreed: Agreed = AS_IT_IS,
    now: datetime,
) -> None:
    """Move a booked conversation to another time, or change its length, way or place."""
    _refuse_unless_ahead(conversation)
    if conversation.starts_at is None:
        raise NotBooked("It has no time yet; book it first.")
    if at is not None:
        _refuse_past(at, now)
    starts = at or conversation.starts_at
    person = _whose(conversation)
    with step("move", f"Changed the conversation with {person.name}", by=by, now=now) as act:
        before = len(act.changes)
        act.change(conversation, starts_at=starts, **_clean(agreed))
        if len(act.changes) == before:
            return
        act.change(conversation, sequence=conversation.sequence + 1)
        word = starts.astimezone(by.timezone()).isoformat()
        act.event(Event.Kind.BOOKED, person_id=person.pk, word=word)


def cancel(conversation: Conversation, *, by: User, now: datetime) -> None:
    """Call a conversation off; both calendars can be told, and another can be arranged."""
    _refuse_unless_ahead(conversation)
    person = _whose(conversation)
    with step("call_off", f"Called off the conversation with {person.name}", by=by, now=now) as act:
        act.change(conversation, cancelled_at=now, sequence=conversation.sequence + 1)
        if conversation.starts_at is not None:
            act.event(Event.Kind.BOOKED, person_id=person.pk, word="called off")


def _refuse_unless_ahead(conversation: Conversation) -> None:
    conversation.refresh_from_db(fields=["started_at", "ended_at", "cancelled_at", "starts_at", "sequence"])
    if conversation.cancelled_at is not None:
        raise NotAhead("It was called off; arrange another.")
    if conversation.started_at is not None:
        raise NotAhead("It has begun; what was agreed before can no longer change.")


def _refuse_past(at: datetime, now: datetime) -> None:
    if at < now - BACK:
        raise NoGoodTime("This time has passed; choose one ahead.")


def _clean(agreed: Agreed) -> dict[str, object]:
    """Return the columns that were named, as they are kept; refuse what cannot be."""
    found: dict[str, object] = {}
    if agreed.length is not None:
        if not agenda.SHORTEST <= agreed.length <= agenda.LONGEST:
            raise NoSuchLength(f"Choose between {agenda.SHORTEST} and {agenda.LONGEST} minutes.")
        found["length"] = agreed.length
    if agreed.way is not None:
        found["way"] = agreed.way if agreed.way in Conversation.Way.values else ""
    if agreed.place is not None:
        found["place"] = text.clean(agreed.place, 300)
    if agreed.zone:
        found["their_zone"] = times.zone_named(agreed.zone)
        if not found["their_zone"]:
            raise NoSuchZone(f"There is no time zone {agreed.zone}; write it as Europe/Lisbon, or its city.")
    return found


def _keep(person: Person, words: str, *, act: Act) -> Message:
    """Keep the reply as the one draft of its kind."""
    kind = Message.Kind.TIMES
    draft = Message.objects.visible_to(act.by).drafts().filter(person=person, kind=kind).first()
    if draft is None:
        draft = Message(owner=act.by, person=person, kind=kind, text=words, kept_at=act.now)
        act.add(draft)
    else:
        act.change(draft, text=words, kept_at=act.now)
    return draft


def _whose(conversation: Conversation) -> Person:
    """Return the person as they are now, after every merge."""
    person = conversation.person
    while person.merged_into is not None:
        person = person.merged_into
    return person


def _target_of(person: Person, by: User) -> Target | None:
    """Return the target that the person's employer is."""
    if not person.organisation_key:
        return None
    mine = Target.objects.visible_to(by).standing().filter(kind=Target.Kind.EMPLOYER)
    return mine.filter(key=person.organisation_key).first()
