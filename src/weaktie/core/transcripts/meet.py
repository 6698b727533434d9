"""Google Meet, as its document is exported to text or markdown, with Gemini's notes or without."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone

from weaktie.core.transcripts.said import Kind, Piece, Read, plain, seconds
from weaktie.core.transcripts.speakers import cleaned, in_front, is_name

_HEAD = 60
"""Lines in which title and attendees stand."""

_LONGEST_MARK = 80
_FEET = ("transcription ended after", "this editable transcript was computer generated")
_BOLD = re.compile(r"\*\*([^*\n]{1,100}?):?\*\*:?\s{0,2}")
_CLOCK = re.compile(r"#{0,6}\s{0,2}(\d{1,2}:\d{2}:\d{2})(?: \{#[^{}]{0,60}\})?")
_STARTED = re.compile(
    r"\((\d{4})[-/](\d{1,2})[-/](\d{1,2}),? (?:at )?(\d{1,2}):(\d{2}) (?:GMT|UTC)([+-]\d{1,2})?:?(\d{2})?\)"
)


def is_one(lines: Sequence[str]) -> bool:
    """Say whether lines have the title or the foot of Meet's transcripts."""
    marks = [_mark(line) for line in lines]
    has_foot = any(mark.startswith(_FEET) for mark in marks[-_HEAD:])
    return has_foot or any(mark == "transcript" or mark.endswith("- transcript") for mark in marks)


def read(lines: Sequence[str]) -> Read:
    """Return the turns below the last heading "Transcript"."""
    attendees = _attendees(lines)
    return Read(Kind.MEET, list(_pieces(lines[_begin(lines) :], attendees)), _started_at(lines))


def _mark(line: str) -> str:
    """Return a short line without what makes it a heading, in small letters; "" for a long one."""
    if len(line) > 4 * _LONGEST_MARK:
        return ""
    return line.strip(" #*_\t\ufeff\U0001f4d6\\").lower()


def _begin(lines: Sequence[str]) -> int:
    """Return the number of the line below the heading; a document may have Gemini's notes above it."""
    marks = [_mark(line) for line in lines]
    bare = [number for number, mark in enumerate(marks) if mark == "transcript"]
    titles = [
        number
        for number, mark in enumerate(marks)
        if mark.endswith("- transcript") and (number < _HEAD or lines[number].startswith("#"))
    ]
    return max([-1, *bare, *titles]) + 1


def _attendees(lines: Sequence[str]) -> frozenset[str]:
    marks = [_mark(line) for line in lines[:_HEAD]]
    if "attendees" not in marks:
        return frozenset()
    below = (line for line in lines[marks.index("attendees") + 1 : _HEAD] if line.strip())
    return frozenset(cleaned(name) for name in next(below, "")[:5000].split(","))


def _pieces(lines: Sequence[str], attendees: frozenset[str]) -> Iterator[Piece]:
    """Yield the turns; a line without a name goes on with what the one before said."""
    speaker = ""
    at: int | None = None
    for line in lines:
        if _mark(line).startswith(_FEET):
            return
        clock = _CLOCK.fullmatch(line.strip()) if len(line) < _LONGEST_MARK else None
        if clock:
            at = seconds(clock[1])
            continue
        name, words = _split(line.strip(), attendees)
        speaker = name or speaker
        yield Piece(speaker, at, plain(words))


def _split(line: str, attendees: frozenset[str]) -> tuple[str, str]:
    bold = _BOLD.match(line)
    if bold:
        return bold[1], line[bold.end() :]
    name, words = in_front(line)
    is_speaker = cleaned(name) in attendees or (" " in name if attendees else True)
    return (name, words) if name and is_name(name) and is_speaker else ("", line)


def _started_at(lines: Sequence[str]) -> datetime | None:
    for line in lines[:_HEAD]:
        found = _STARTED.search(line[:500])
        if found:
            year, month, day, hour, minute = map(int, found.groups()[:5])
            ahead = int(found[6] or 0)
            offset = timedelta(hours=ahead, minutes=int(found[7] or 0) * (-1 if ahead < 0 else 1))
            try:
                return datetime(year, month, day, hour, minute, tzinfo=timezone(offset)).astimezone(UTC)
            except (ValueError, OverflowError):
                return None
    return None
