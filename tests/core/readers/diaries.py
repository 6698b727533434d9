"""Calendars, made up, as fourteen programs write them, with what is true of the meetings in them.

Everybody here is fictional; the calendar is Ada's. Each dialect writes the same plan: a meeting with a room,
an optional guest and one who declined; one that somebody else called; a weekly series across the change of
clocks with a date taken out and a date moved; and what must not count: cancelled, alone, still ahead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from tests.core.readers.address_book import WORLD
from tests.core.readers.cards import folded

SECRET = "Secret"
"""Stands in everything that must not be kept."""


class Guest(NamedTuple):
    """Somebody at a meeting: CN and address, and how they answered."""

    name: str
    email: str
    status: str = "ACCEPTED"
    role: str = "REQ-PARTICIPANT"
    kind: str = "INDIVIDUAL"


ADA = Guest("Ada Quist", "ada@quist.example")
OMAR, PRIYA, JUERGEN, ZOE, ANNE, _, ANNA, _ = (Guest(one.name, one.email) for one in WORLD)
ROOM = Guest("Room 5, North", "room5@northwind.example", kind="RESOURCE")
TEAM = Guest("Everybody", "everybody@northwind.example", kind="GROUP")


class Event(NamedTuple):
    """One VEVENT of the plan; times are clock times in Berlin."""

    uid: str
    start: datetime
    organiser: Guest | None
    guests: tuple[Guest, ...]
    status: str = "CONFIRMED"
    rule: str = ""
    without: datetime | None = None
    replaces: datetime | None = None


class Meeting(NamedTuple):
    """A meeting that took place: who called it, who came, who was optional, by address."""

    at: int
    author: str
    to: frozenset[str]
    cc: frozenset[str]


def _at(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M")  # noqa: DTZ007  clock times, the dialects give the zone


PLAN = (
    Event(
        "a1@cal.example",
        _at("2025-01-15 10:00"),
        ADA,
        (ADA, OMAR, PRIYA._replace(role="OPT-PARTICIPANT"), JUERGEN._replace(status="DECLINED"), ROOM, TEAM),
    ),
    Event(
        "b2@cal.example",
        _at("2025-07-02 16:30"),
        ZOE,
        (ADA._replace(status="TENTATIVE"), OMAR._replace(status="NEEDS-ACTION")),
    ),
    Event(
        "c3@cal.example",
        _at("2025-03-10 09:00"),
        OMAR,
        (OMAR, ADA, ANNE),
        rule="FREQ=WEEKLY;WKST=MO;COUNT=5;BYDAY=MO",
        without=_at("2025-03-17 09:00"),
    ),
    Event(
        "c3@cal.example", _at("2025-03-25 14:00"), OMAR, (ADA, ANNE, ANNA), replaces=_at("2025-03-24 09:00")
    ),
    Event("d4@cal.example", _at("2025-02-01 12:00"), ADA, (ADA, PRIYA), status="CANCELLED"),
    Event("e5@cal.example", _at("2025-02-02 12:00"), None, ()),
    Event("f6@cal.example", _at("2027-02-02 12:00"), ADA, (ADA, PRIYA)),
)


def _meeting(at: str, author: Guest, to: tuple[Guest, ...], cc: tuple[Guest, ...] = ()) -> Meeting:
    instant = datetime.strptime(at, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
    emails = (frozenset(guest.email for guest in guests) for guests in (to, cc))
    return Meeting(int(instant.timestamp()), author.email, *emails)


TRUTH = (
    _meeting("2025-01-15 09:00", ADA, (OMAR,), (PRIYA,)),
    _meeting("2025-07-02 14:30", ZOE, (ADA, OMAR)),
    _meeting("2025-03-10 08:00", OMAR, (ADA, ANNE)),
    _meeting("2025-03-25 13:00", OMAR, (ADA, ANNE, ANNA)),
    _meeting("2025-03-31 07:00", OMAR, (ADA, ANNE)),
    _meeting("2025-04-07 07:00", OMAR, (ADA, ANNE)),
)
NAMES = {one.email: one.name for one in (ADA, OMAR, PRIYA, ZOE, ANNE, ANNA)}
LEFT_OUT = "1 lies ahead, 1 was cancelled or declined, 1 was without company."


def zone_of_berlin(name: str, *, first: str = "1601") -> list[str]:
    """Return a VTIMEZONE of this name with the rules of Berlin since 1996."""
    return [
        "BEGIN:VTIMEZONE",
        f"TZID:{name}",
        "BEGIN:STANDARD",
        f"DTSTART:{first}1028T030000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "END:STANDARD",
        "BEGIN:DAYLIGHT",
        f"DTSTART:{first}0325T020000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "END:DAYLIGHT",
        "END:VTIMEZONE",
    ]


def _rfc_guest(guest: Guest) -> str:
    kind = f"CUTYPE={guest.kind};ROLE={guest.role};PARTSTAT={guest.status};RSVP=TRUE"
    return f'ATTENDEE;{kind};CN="{guest.name}":mailto:{guest.email}'


def _google_guest(guest: Guest) -> str:
    kind = f"CUTYPE={guest.kind};ROLE={guest.role};PARTSTAT={guest.status}"
    return f"ATTENDEE;{kind};CN={guest.name.replace(',', '')};X-NUM-GUESTS=0:mailto:{guest.email}"


def _apple_guest(guest: Guest) -> str:
    kind = f"CUTYPE={guest.kind};PARTSTAT={guest.status};ROLE={guest.role}"
    return f'ATTENDEE;CN="{guest.name}";{kind};EMAIL="{guest.email}":/aMjA4/principal/'


def _outlook_guest(guest: Guest) -> str:
    room = "CUTYPE=RESOURCE;" if guest.kind == "RESOURCE" else f"CUTYPE={guest.kind};"
    kind = f"{room}ROLE={guest.role};PARTSTAT={guest.status}"
    return f"ATTENDEE;{kind};CN='{guest.name}':MAILTO:{guest.email.title()}"


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one program writes calendars; `zone` names Berlin's time, `definition` is its VTIMEZONE."""

    name: str
    zone: str = "Europe/Berlin"
    head: tuple[str, ...] = ()
    definition: tuple[str, ...] = ()
    guest: Callable[[Guest], str] = _rfc_guest
    is_folded: bool = True
    end: str = "\r\n"
    charset: str = "utf-8"
    mark: bytes = b""
    zones_last: bool = False

    def file(self) -> bytes:
        """Return the plan as a file."""
        events = [line for event in PLAN for line in self.event(event)]
        parts = [*events, *self.definition] if self.zones_last else [*self.definition, *events]
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", *self.head, *parts, "END:VCALENDAR"]
        written = self.end.join([*lines, ""]).encode(self.charset)
        return self.mark + (folded(written) if self.is_folded else written)

    def event(self, event: Event) -> list[str]:
        """Return the lines of one event, with an alarm that rings at somebody else's."""
        optional = [
            self.when("RECURRENCE-ID", event.replaces) if event.replaces else "",
            f"RRULE:{event.rule}" if event.rule else "",
            self.when("EXDATE", event.without) if event.without else "",
            self.organiser(event.organiser) if event.organiser else "",
        ]
        return [
            "BEGIN:VEVENT",
            self.when("DTSTART", event.start),
            self.when("DTEND", event.start.replace(minute=45)),
            "DTSTAMP:20250101T000000Z",
            f"UID:{event.uid}",
            *filter(None, optional),
            *map(self.guest, event.guests),
            f"STATUS:{event.status}",
            "SUMMARY:Secret\\, and long",
            "DESCRIPTION:Secret\\nBEGIN:VEVENT\\nATTENDEE:mailto:nobody@secret.example",
            "LOCATION:Secret",
            "BEGIN:VALARM",
            "TRIGGER:-PT15M",
            "ACTION:EMAIL",
            "ATTENDEE:mailto:alarm@secret.example",
            "END:VALARM",
            "END:VEVENT",
        ]

    def when(self, name: str, at: datetime) -> str:
        """Return a property with a clock time in this dialect's zone."""
        zone = f";TZID={self.zone}" if self.zone else ""
        return f"{name}{zone}:{at:%Y%m%dT%H%M%S}"

    def organiser(self, guest: Guest) -> str:
        """Return who called the meeting, written like a guest."""
        head, _, value = self.guest(guest).rpartition(":")
        if value.startswith("/"):
            return f'ORGANIZER;CN="{guest.name}";EMAIL="{guest.email}":{value}'
        scheme = ":mailto" if head.lower().endswith("mailto") else ""
        return f'ORGANIZER;CN="{guest.name}"{scheme}:{value}'


_EXCHANGE_2003 = '"GMT +0100 (Standard) / GMT +0200 (Daylight)"'
_ZIMBRA = '"(GMT+01.00) Amsterdam / Berlin / Bern / Rome"'
_NOTES = '"Western/Central Europe"'

DIALECTS = (
    Dialect(
        "Google",
        head=("PRODID:-//Google Inc//Google Calendar 70.9054//EN", "X-WR-CALNAME:ada@quist.example"),
        guest=_google_guest,
    ),
    Dialect(
        "Google, a second calendar", head=("X-WR-CALNAME:Work", "X-WR-TIMEZONE:UTC"), guest=_google_guest
    ),
    Dialect("Apple", head=("PRODID:-//Apple Inc.//macOS 14.5//EN",), guest=_apple_guest),
    Dialect("Apple, no folds", guest=_apple_guest, is_folded=False, end="\n"),
    Dialect("Outlook", zone="W. Europe Standard Time", guest=_outlook_guest),
    Dialect(
        "Outlook, quoted",
        zone='"W. Europe Standard Time"',
        guest=_outlook_guest,
        charset="utf-16-le",
        mark=b"\xff\xfe",
        is_folded=False,
    ),
    Dialect(
        "Outlook, made-up zone",
        zone="Customized Time Zone",
        definition=tuple(zone_of_berlin("Customized Time Zone")),
        guest=_outlook_guest,
    ),
    Dialect(
        "Exchange 2003", zone=_EXCHANGE_2003, definition=tuple(zone_of_berlin(_EXCHANGE_2003.strip('"')))
    ),
    Dialect("Thunderbird", zone="/mozilla.org/20070129_1/Europe/Berlin"),
    Dialect(
        "Notes",
        zone=_NOTES,
        definition=tuple(zone_of_berlin(_NOTES.strip('"'), first="1950")),
        zones_last=True,
    ),
    Dialect("Zimbra", zone=_ZIMBRA, definition=tuple(zone_of_berlin(_ZIMBRA.strip('"'), first="1971"))),
    Dialect("Proton", head=("PRODID:-//Proton AG//WebCalendar 5//EN", "X-WR-RELCALID:ada@quist.example")),
    Dialect(
        "Nextcloud", definition=tuple(zone_of_berlin("Europe/Berlin", first="1970")), mark=b"\xef\xbb\xbf"
    ),
    Dialect("without zones", zone="", end="\r", is_folded=False),
)
