"""Meetings as an iCalendar file (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from weaktie.core.fiction.seeker import MARA
from weaktie.core.fiction.shapes import Box, Meeting

_OPENING = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Post Example//Calendar//EN
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALNAME:{owner}
X-WR-TIMEZONE:Europe/London
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
TZNAME:BST
DTSTART:19700329T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
TZNAME:GMT
DTSTART:19701025T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE"""

LONGEST_LINE = 74
"""RFC 5545 folds lines after 75 bytes; one is the space of the next."""


def calendar(meetings: Sequence[Meeting]) -> bytes:
    """Return the meetings; their instants are the clock on a wall in London."""
    lines = _OPENING.format(owner=MARA.emails[0]).split("\n")
    for meeting in meetings:
        lines.extend(_event(meeting))
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(meeting: Meeting) -> Iterator[str]:
    zone = ";TZID=Europe/London"
    yield "BEGIN:VEVENT"
    yield f"UID:{meeting.uid}"
    yield f"DTSTAMP:{_wall(meeting.at)}Z"
    yield f"DTSTART{zone}:{_wall(meeting.at)}"
    yield f"DTEND{zone}:{_wall(meeting.at + meeting.minutes * 60)}"
    if meeting.rule:
        yield f"RRULE:{meeting.rule}"
    for exception in meeting.exceptions:
        yield f"EXDATE{zone}:{_wall(exception)}"
    yield f"SUMMARY:{meeting.title}"
    yield f"STATUS:{meeting.status}"
    if meeting.guests:
        yield f"ORGANIZER;CN={_name(meeting.organiser)}:mailto:{meeting.organiser.address}"
        yield f"ATTENDEE;CN={MARA.name};PARTSTAT={meeting.own_answer}:mailto:{MARA.emails[0]}"
        for guest in meeting.guests:
            yield f"ATTENDEE;CN={_name(guest)};PARTSTAT=ACCEPTED:mailto:{guest.address}"
    yield "END:VEVENT"


def _wall(at: int) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y%m%dT%H%M%S}"


def _name(box: Box) -> str:
    return f'"{box.name}"' if "," in box.name else box.name


def _folded(line: str) -> bytes:
    """Return a line folded as the standard wants, never inside a letter."""
    found: list[bytes] = []
    piece = b""
    for letter in line:
        encoded = letter.encode()
        if len(piece) + len(encoded) > LONGEST_LINE:
            found.append(piece)
            piece = b""
        piece += encoded
    return b"\r\n ".join([*found, piece]) + b"\r\n"
