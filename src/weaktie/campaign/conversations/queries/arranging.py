"""What arranging needs: near times, where they are, and the entry for both calendars."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from weaktie.accounts.models import User
from weaktie.campaign.conversations.models import Conversation, Question
from weaktie.campaign.conversations.queries.listing import Talk, talk, whose
from weaktie.campaign.intake.models import Handle
from weaktie.campaign.network.models import Person
from weaktie.campaign.network.queries import seeker
from weaktie.campaign.outreach.models import Message
from weaktie.core import employers, invitation, phones, times
from weaktie.core.refusal import Refused
from weaktie.core.workdays import WEEKDAYS, Workdays

ZONES = (
    "Europe/Lisbon", "Europe/London", "Europe/Dublin", "Europe/Madrid", "Europe/Paris", "Europe/Berlin",
    "Europe/Warsaw", "Europe/Rome", "Europe/Athens", "Europe/Helsinki", "Europe/Istanbul", "Africa/Lagos",
    "Africa/Johannesburg", "Africa/Nairobi", "Asia/Dubai", "Asia/Kolkata", "Asia/Singapore", "Asia/Tokyo",
    "Australia/Sydney", "Pacific/Auckland", "America/New_York", "America/Chicago", "America/Denver",
    "America/Los_Angeles", "America/Toronto", "America/Sao_Paulo", "America/Mexico_City",
)  # fmt: skip
"""Zones that are offered by name; any other can be written."""


class NoInvitation(Refused):
    """A conversation without a time has no entry in a calendar."""

    code = "not_booked"


@dataclass(frozen=True, slots=True)
class Slot:
    """One time that can be offered, in words for both sides."""

    at: datetime
    words: str
    is_offered: bool = False


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Everything that the page of times shows."""

    talk: Talk
    length: int
    zone: str
    is_guessed: bool
    """Whether the zone is ours to guess: nobody said it."""
    slots: tuple[Slot, ...]
    draft: Message | None


def arrangement(
    conversation: Conversation, *, by: User, zone: str = "", length: int | None = None, now: datetime
) -> Arrangement:
    """Return near times for a zone and a length: those asked for, kept, or guessed."""
    person = whose(conversation)
    said = times.zone_named(zone) if zone else ""
    theirs = said or conversation.their_zone or guessed_zone(person) or by.zone
    minutes = length or conversation.length
    between = times.Between(by.timezone(), ZoneInfo(theirs))
    kept = [datetime.fromisoformat(one) for one in conversation.offered]
    found = kept if kept and not zone and length is None else None
    moments = found or propose(conversation, by=by, between=between, length=minutes, now=now)
    drafts = Message.objects.visible_to(by).drafts().filter(person=person, kind=Message.Kind.TIMES)
    return Arrangement(
        talk=talk(conversation, by=by),
        length=minutes,
        zone=theirs,
        is_guessed=not said and not conversation.their_zone,
        slots=tuple(Slot(at, times.both(at, between), is_offered=at in kept) for at in moments),
        draft=drafts.first(),
    )


def propose(
    conversation: Conversation, *, by: User, between: times.Between, length: int, now: datetime
) -> tuple[datetime, ...]:
    """Return near times on working days of both sides that meet nothing booked.

    Their country is that of their telephone; without one it is the seeker's where the clocks are the same.
    """
    others = Conversation.objects.visible_to(by).ahead().exclude(pk=conversation.pk)
    booked = others.exclude(starts_at=None).values_list("starts_at", "length")
    busy = [(at, at + timedelta(minutes=minutes)) for at, minutes in booked if at is not None]
    home = Workdays(by.country)
    abroad = next(filter(None, map(phones.country, _numbers(whose(conversation)))), "")
    there = Workdays(abroad) if abroad else home if between.theirs == between.mine else WEEKDAYS
    return times.propose(
        between,
        now=now,
        length=length,
        busy=busy,
        mine=times.Hours(workdays=home),
        theirs=times.Hours(workdays=there),
    )


def guessed_zone(person: Person) -> str:
    """Return the zone in which their telephone rings, if that is one."""
    return next(filter(None, map(phones.zone, _numbers(person))), "")


def _numbers(person: Person) -> list[str]:
    numbers = Handle.objects.filter(identity__person=person, kind=Handle.Kind.PHONE).order_by("pk")
    return list(numbers.values_list("value", flat=True))


def name_of(*, by: User) -> str:
    """Return the name with which the seeker signs."""
    return seeker.guessed(by=by)[0]


def entry(conversation: Conversation, *, by: User) -> invitation.Entry:
    """Return what both calendars are told; refuse where there is no time."""
    if conversation.starts_at is None:
        raise NoInvitation("It has no time yet; book it first.")
    person = whose(conversation)
    name, emails = seeker.guessed(by=by)
    asked = conversation.questions.filter(phase=Question.Phase.MIDDLE).order_by("position", "pk")
    return invitation.Entry(
        uid=conversation.uid,
        sequence=conversation.sequence,
        starts=conversation.starts_at.astimezone(by.timezone()),
        length=conversation.length,
        seeker=invitation.Side(name, emails[0] if emails else ""),
        other=invitation.Side(person.name, _address(person)),
        place=conversation.place or conversation.get_way_display(),
        questions=tuple(asked.values_list("text", flat=True)),
        is_off=conversation.cancelled_at is not None,
    )


def _address(person: Person) -> str:
    """Return where to write to: at the present employer, else at no employer, else any address known."""
    handles = Handle.objects.filter(identity__person=person, kind=Handle.Kind.EMAIL).order_by("pk")
    known = list(handles.values_list("value", flat=True))
    at = {email: employers.domain_employer(email.rpartition("@")[2]) for email in known}
    known.sort(key=lambda email: (at[email] != person.organisation_key, bool(at[email])))
    return known[0] if known else ""


def invitation_file(conversation: Conversation, *, by: User, now: datetime) -> tuple[str, bytes]:
    """Return the name and the content of the .ics file for both calendars."""
    told = entry(conversation, by=by)
    kind = "called-off" if told.is_off else "conversation"
    return f"{kind}-{told.starts:%Y-%m-%d-%H%M}.ics", invitation.written(told, stamp=now)


def agenda_of(conversation: Conversation, *, by: User) -> str:
    """Return the agenda as the other side reads it in the invitation."""
    return invitation.agenda(entry(conversation, by=by))
