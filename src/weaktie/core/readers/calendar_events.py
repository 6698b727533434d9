"""The events of a calendar file that bring people together, as they stand there.

Titles, descriptions and places are not held even while reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import islice
from typing import BinaryIO

from weaktie.core.readers.calendar_zones import MOST_LINES, Written
from weaktie.core.readers.content_lines import Property, properties, unescaped
from weaktie.core.readers.text import clean, email_address
from weaktie.core.rows import Party, Problem

MOST_EVENTS = 500_000
MOST_MEETINGS = 200_000
MOST_PEOPLE = 200_000
_MOST_ZONES = 500
_MOST_LINES = 6_000
"""How many properties of one event are looked at."""
_MOST_LISTS = 5_000
_MOST_RULES = 3
_MOST_NESTED = 1_000
_MOST_OWNERS = 5
_UID_LIMIT = 300

_WANTED = frozenset(
    b"BEGIN END METHOD X-WR-CALNAME X-WR-RELCALID X-OWNER UID DTSTART RECURRENCE-ID SEQUENCE STATUS RRULE "
    b"RDATE EXDATE ORGANIZER ATTENDEE TZID X-LIC-LOCATION TZOFFSETFROM TZOFFSETTO".split()
)

_NO_PERSON = frozenset({"ROOM", "RESOURCE", "GROUP"})
_ABSENT = frozenset({"DECLINED", "DELEGATED"})
_COPIED = frozenset({"OPT-PARTICIPANT", "NON-PARTICIPANT"})

# Google's addresses of calendars that belong to nobody: groups, rooms, imports, unknown organisers.
_GOOGLE_CALENDARS = ("calendar.google.com",)


class Seat(Enum):
    """What an attendee is to a meeting."""

    INVITED = "invited"
    COPIED = "copied"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Event:
    """One VEVENT. People are indices into `Book.people`.

    `instance` names the date of a series that this event replaces. `dates` and `exceptions` are lists of
    values as written, with commas between.
    """

    number: int
    uid: str
    start: Written
    instance: Written
    is_onwards: bool
    sequence: int
    rules: tuple[str, ...]
    dates: tuple[Written, ...]
    exceptions: tuple[Written, ...]
    organiser: int | None
    invited: tuple[int, ...]
    copied: tuple[int, ...]
    absent: tuple[int, ...]
    is_cancelled: bool

    @property
    def where(self) -> str:
        """Name the event as a person counts it."""
        return f"event {self.number}"

    @property
    def repeats(self) -> bool:
        """Say whether the event stands for several dates."""
        return bool(self.rules or self.dates)

    @property
    def has_company(self) -> bool:
        """Say whether two people meet: two who are named, or one and the calendar's owner."""
        others = {*self.invited, *self.copied}
        return bool(others) if self.organiser is None else bool(others - {self.organiser})


@dataclass(slots=True)
class Book:
    """What a calendar file holds: events in company, time zones, its owners; the rest is only counted."""

    events: list[Event] = field(default_factory=list)
    zones: list[list[Property]] = field(default_factory=list)
    people: list[Party] = field(default_factory=list)
    owners: dict[str, str] = field(default_factory=dict)
    read: int = 0
    alone: int = 0
    is_calling_off: bool = False
    _handles: dict[str, int] = field(default_factory=dict)

    def person(self, party: Party) -> int:
        """Return the index of a person; the same address (or name without one) is the same person."""
        handle = party.email or f"name:{party.name.casefold()}"
        index = self._handles.setdefault(handle, len(self.people))
        if index == len(self.people):
            if index >= MOST_PEOPLE:
                raise Problem(f"This calendar names more than {MOST_PEOPLE:,} people. Export it in parts.")
            self.people.append(party)
        elif party.name and not self.people[index].name:
            self.people[index] = party
        return index


def gathered(stream: BinaryIO) -> Book:
    """Read a whole file; raise Problem when it holds more than is reasonable."""
    book = Book()
    for kind, lines in _components(properties(stream, _WANTED)):
        if kind == "VEVENT":
            _take(book, lines)
        elif kind == "VTIMEZONE" and len(book.zones) < _MOST_ZONES:
            book.zones.append(lines)
        elif not kind:
            _note(book, lines[0])
    return book


def _components(stream: Iterator[Property]) -> Iterator[tuple[str, list[Property]]]:
    """Yield events and time zones with their properties, and each property of a calendar with kind "".

    What is nested in an event (alarms, to any depth) is left out. An event that does not end, ends where
    the next begins.
    """
    kind = ""
    lines: list[Property] = []
    nested = 0
    for line in stream:
        named = line.value.strip().upper() if line.name in ("BEGIN", "END") else ""
        if line.name == "BEGIN" and named in ("VEVENT", "VTIMEZONE"):
            if kind:
                yield kind, lines
            kind, lines, nested = named, [], 0
        elif line.name == "END" and kind and named in (kind, "VCALENDAR"):
            yield kind, lines
            kind = ""
        elif named and kind == "VEVENT":
            nested = max(0, nested + (1 if line.name == "BEGIN" else -1))
            if nested > _MOST_NESTED:
                raise Problem("An event in this calendar is nested without end. Export the calendar anew.")
        elif not kind:
            yield "", [line]
        elif not nested and len(lines) < (MOST_LINES if kind == "VTIMEZONE" else _MOST_LINES):
            lines.append(line)
    if kind:
        yield kind, lines


def _note(book: Book, line: Property) -> None:
    """Keep what a calendar says of itself: whether it calls off its events, and whose it is."""
    if line.name in ("BEGIN", "END"):
        book.is_calling_off = False
    elif line.name == "METHOD":
        book.is_calling_off = line.value.strip().upper() == "CANCEL"
    elif line.name in ("X-WR-CALNAME", "X-WR-RELCALID", "X-OWNER"):
        owner = _party(line)
        if (
            owner is not None
            and owner.email
            and (len(book.owners) < _MOST_OWNERS or owner.email in book.owners)
        ):
            book.owners[owner.email] = owner.name or book.owners.get(owner.email, "")


def _take(book: Book, lines: list[Property]) -> None:
    """Count an event and keep it if it is in company, or may replace a date that was."""
    book.read += 1
    if book.read > MOST_EVENTS:
        raise Problem(f"This calendar holds more than {MOST_EVENTS:,} events. Export it in parts.")
    if not any(line.name in ("ATTENDEE", "RECURRENCE-ID") for line in lines):
        book.alone += 1
        return
    event = _event(book, lines)
    if not (event.has_company or event.instance.value):
        book.alone += 1
    elif len(book.events) >= MOST_MEETINGS:
        raise Problem(f"This calendar holds more than {MOST_MEETINGS:,} meetings. Export it in parts.")
    else:
        book.events.append(event)


def _event(book: Book, lines: list[Property]) -> Event:
    said = {line.name: line for line in reversed(lines) if line.name != "ATTENDEE"}
    seats: dict[Seat, list[int]] = {seat: [] for seat in Seat}
    for line in lines:
        if line.name == "ATTENDEE" and (party := _party(line)) is not None:
            seats[_seat(line)].append(book.person(party))
    organiser = _party(said["ORGANIZER"]) if "ORGANIZER" in said else None
    instance = said.get("RECURRENCE-ID")
    sequence = _text(said, "SEQUENCE")
    return Event(
        number=book.read,
        uid=clean(_text(said, "UID"), _UID_LIMIT),
        start=_written(said.get("DTSTART")),
        instance=_written(instance),
        is_onwards=instance is not None and instance.parameter("RANGE").upper() == "THISANDFUTURE",
        sequence=int(sequence) if sequence.isascii() and sequence.isdigit() and len(sequence) < 10 else 0,
        rules=tuple(line.value.strip().upper() for line in lines if line.name == "RRULE")[:_MOST_RULES],
        dates=_lists(lines, "RDATE"),
        exceptions=_lists(lines, "EXDATE"),
        organiser=None if organiser is None else book.person(organiser),
        invited=tuple(seats[Seat.INVITED]),
        copied=tuple(seats[Seat.COPIED]),
        absent=tuple(seats[Seat.ABSENT]),
        is_cancelled=book.is_calling_off or _text(said, "STATUS").upper() == "CANCELLED",
    )


def _party(line: Property) -> Party | None:
    """Return who an address names; None for rooms, groups, aliases and addresses of nobody."""
    if line.parameter("CUTYPE").upper() in _NO_PERSON:
        return None
    # Some write a comma into a name without quotes.
    written = ", ".join(line.parameters.get("CN", ())).replace("\\, ", ", ")
    name = clean(unescaped(written)).strip("' \"")
    address = email_address(line.value) or email_address(line.parameter("EMAIL")) or email_address(name)
    if address.endswith(_GOOGLE_CALENDARS):
        return None
    if email_address(name):
        name = ""
    return Party(name, address) if name or address else None


def _seat(line: Property) -> Seat:
    if line.parameter("PARTSTAT").upper() in _ABSENT:
        return Seat.ABSENT
    return Seat.COPIED if line.parameter("ROLE").upper() in _COPIED else Seat.INVITED


def _written(line: Property | None) -> Written:
    return Written("") if line is None else Written(line.value.strip(), line.parameter("TZID"))


def _lists(lines: list[Property], name: str) -> tuple[Written, ...]:
    found = (_written(line) for line in lines if line.name == name and line.value.strip())
    return tuple(islice(found, _MOST_LISTS))


def _text(said: dict[str, Property], name: str) -> str:
    return said[name].value.strip() if name in said else ""
