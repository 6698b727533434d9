"""What a transcript is, and how the pieces of a file become turns that somebody spoke."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice
from typing import TypeVar

from weaktie.core.readers.text import clean
from weaktie.core.transcripts.refusals import TooLong
from weaktie.core.transcripts.speakers import cleaned

TURN = 400
"""[J] Characters up to which pieces of one speaker are one line: about what a note holds."""

LONGEST_LINE = 2000
"""Characters of a line; what somebody says in one go beyond that goes on in another."""


MOST_PIECES = 50_000
"""Of a file: the cues of forty hours."""

Found = TypeVar("Found")


class Kind(StrEnum):
    """Forms of transcripts, told by their content."""

    ZOOM = "zoom"
    TEAMS = "teams"
    STREAM = "stream"
    WEBVTT = "webvtt"
    SRT = "srt"
    ZOOM_CHAT = "zoom-chat"
    OTTER = "otter"
    MEET = "meet"
    FATHOM = "fathom"
    ORAL_HISTORY = "oral-history"


@dataclass(frozen=True, slots=True)
class Line:
    """A turn: who spoke ("" if nobody is named), how many seconds after the start if known, the words."""

    speaker: str
    at_seconds: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """A conversation as written down by a program. `started_at` is an instant in UTC, None if not told."""

    kind: Kind
    started_at: datetime | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a file as it stands there; one that `begins` is never joined to the one before."""

    speaker: str
    at: int | None
    text: str
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """What a form's module found in a file."""

    kind: Kind
    pieces: list[Piece]
    started_at: datetime | None = None


def limited(found: Iterable[Found]) -> list[Found]:
    """Return what was found as a list; raise TooLong when it is more than a conversation can be."""
    kept = list(islice(found, MOST_PIECES + 1))
    if len(kept) > MOST_PIECES:
        raise TooLong("This file has more than 50,000 turns: cut out the part with your conversation.")
    return kept


def turns(pieces: Iterable[Piece]) -> tuple[Line, ...]:
    """Return the pieces as lines: cleaned, without what has no words, those of one speaker joined."""
    lines: list[Line] = []
    for piece in pieces:
        speaker = cleaned(piece.speaker)
        begins = piece.begins
        for text in _cut(piece.text):
            last = lines[-1] if lines else None
            if last and not begins and last.speaker == speaker and len(last.text) + len(text) < TURN:
                lines[-1] = Line(speaker, last.at_seconds, f"{last.text} {text}")
            else:
                lines.append(Line(speaker, piece.at, text))
            begins = False
    return tuple(lines)


def _cut(text: str) -> Iterator[str]:
    """Yield a text in clean parts that are short enough, split between words where there are any."""
    start = 0
    while start < len(text):
        end = start + LONGEST_LINE
        if end < len(text):
            end = text.rfind(" ", start + 1, end) + 1 or end
        part = clean(text[start:end], LONGEST_LINE)
        if any(map(str.isalnum, part)):
            yield part
        start = end


_TAG = re.compile(r"</?[A-Za-z0-9][^<>\n]{0,200}>|<>")


def plain(text: str) -> str:
    """Return a text without tags and with its entities resolved; a lone `<` stays what it is."""
    return html.unescape(_TAG.sub("", text)) if "<" in text or "&" in text else text


_TIME = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,]\d{0,9})?")


def seconds(text: str) -> int | None:
    """Return `m:ss`, `h:mm:ss` or `hh:mm:ss.mmm` as whole seconds; None when it is no such time."""
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    hours, minutes, rest = (int(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + rest
