"""An entry for two calendars: exactly the agreed minutes, with the agenda; or the word that it is off.

RFC 5545 and 5546. Both sides' programs know it again by UID and take the higher SEQUENCE.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vCalAddress, vText

from weaktie.core.agenda import phases

PRODUCT = "-//weaktie//weaktie//EN"
NO_ADDRESS = "invalid:nomail"
"""What stands where an organiser has no address that weaktie knows."""

SAID = {
    "opening": "how we know each other, and what this is about",
    "middle": "my questions, and what you have seen",
    "closing": "who or what I should look at next",
}
"""The phases as the other side reads them."""

YEAR = timedelta(days=366)
"""The rules of a zone are written out for so long before and after."""


@dataclass(frozen=True, slots=True)
class Side:
    """Somebody who takes part; the address may be unknown."""

    name: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the entry says. `starts` carries the zone it is written in."""

    uid: str
    sequence: int
    starts: datetime
    length: int
    seeker: Side
    other: Side
    place: str = ""
    questions: Sequence[str] = ()
    is_off: bool = False


def written(entry: Entry, *, stamp: datetime) -> bytes:
    """Write the entry as the text of an .ics file."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if entry.is_off else "REQUEST")
    calendar.add_component(_event(entry, stamp))
    day = entry.starts.date()
    calendar.add_missing_timezones(first_date=day - YEAR, last_date=day + YEAR)
    return bytes(calendar.to_ical())


def agenda(entry: Entry) -> str:
    """Write the agenda as the other side reads it: the minutes, and what will be asked."""
    lines = [f"{phase.minutes} min: {SAID[phase.code]}" for phase in phases(entry.length)]
    asked = "\n".join(f"- {question}" for question in entry.questions)
    ends = f"It ends after {entry.length} minutes, unless you wish to go on."
    return "\n\n".join(filter(None, ("\n".join(lines), asked, ends)))


def _event(entry: Entry, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("dtstart", entry.starts)
    # Added in UTC: across a change of clocks the agreed minutes stay the agreed minutes.
    end = entry.starts.astimezone(UTC) + timedelta(minutes=entry.length)
    event.add("dtend", end.astimezone(entry.starts.tzinfo))
    event.add(
        "summary", f"{entry.seeker.name or 'Conversation'} and {entry.other.name}, {entry.length} minutes"
    )
    event.add("description", agenda(entry))
    if entry.place:
        event.add("location", entry.place)
    event.add("status", "CANCELLED" if entry.is_off else "CONFIRMED")
    event.add("organizer", _address(entry.seeker), encode=False)
    if entry.other.email:
        guest = _address(entry.other)
        guest.params["PARTSTAT"] = vText("NEEDS-ACTION")
        guest.params["RSVP"] = vText("TRUE")
        event.add("attendee", guest, encode=False)
    return event


def _address(side: Side) -> vCalAddress:
    address = vCalAddress(f"mailto:{side.email}" if side.email else NO_ADDRESS)
    if side.name:
        address.params["CN"] = vText(side.name)
    return address
