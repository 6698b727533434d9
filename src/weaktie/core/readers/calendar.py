"""Calendars in iCalendar (RFC 5545): told by their components, read by `calendar_meetings`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from weaktie.core.readers import Hints, Source
from weaktie.core.readers.content_lines import opening
from weaktie.core.rows import Row

_COMPONENTS = frozenset(
    f"BEGIN:{name}"
    for name in ("VCALENDAR", "VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "VAVAILABILITY")
)


def recognise(head: bytes, *, name: str) -> Source | None:
    """Say that this is a calendar when it begins with a component and one of the calendar's is among them."""
    lines = ["".join(line.split()) for line in opening(head)]
    if lines and lines[0].startswith("BEGIN:") and not _COMPONENTS.isdisjoint(lines):
        return Source("calendar", "Calendar (iCalendar)", "calendar")
    return None


def read(source: Source, stream: BinaryIO, hints: Hints) -> Iterator[Row]:
    """Yield the rows of a calendar; see `calendar_meetings.read`."""
    # The libraries for repeats take a tenth of a second to load; who only recognises a file need not wait.
    from weaktie.core.readers import calendar_meetings

    return calendar_meetings.read(source, stream, hints)
