"""Transcripts that somebody already has: bytes in, turns out. The form is told by content, never by the name.

cues          WebVTT and SRT: Zoom, Teams, Stream, captions
chat          Zoom's chat
headings      Otter, Teams as text, Fathom
meet          Google Meet, Gemini
oral_history  tables of oral history
speakers      names, and where they stand in front of the words
said          what a transcript is; from pieces to turns
decoding      from bytes to lines, within bounds
refusals      why a file is none

`recognise` and `read` are for the child behind the wall (`adapters.parsing.transcripts`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import BinaryIO

from weaktie.core.readers import Hints, Source
from weaktie.core.refusal import Refused
from weaktie.core.rows import Problem, Row, Speech, Tally, Turn
from weaktie.core.transcripts import chat, cues, headings, meet, oral_history
from weaktie.core.transcripts.decoding import MOST_BYTES, TOO_LARGE, lines_of
from weaktie.core.transcripts.refusals import NotATranscript, NoWords, TooLong
from weaktie.core.transcripts.said import Kind, Line, Read, Transcript, turns

__all__ = [
    "MOST_BYTES", "SOURCE", "TOO_LARGE", "Kind", "Line", "NoWords", "NotATranscript", "TooLong", "Transcript",
    "read", "recognise", "started_by_name", "transcript",
]  # fmt: skip

SOURCE = Source("transcript", "Transcript", "transcripts")

_FORMS: tuple[tuple[Callable[[Sequence[str]], bool], Callable[[Sequence[str]], Read]], ...] = (
    (oral_history.is_one, oral_history.read),
    (cues.is_one, cues.read),
    (headings.is_fathom, headings.read_fathom),
    (headings.is_named, headings.read_otter),
    (meet.is_one, meet.read),
    (chat.is_one, chat.read),
    (headings.is_otter, headings.read_otter),
)
"""In the order in which they are asked: the more a form's marks are its own, the earlier."""

_BRING = "bring WebVTT, SRT, or the text that Zoom, Teams, Meet, Otter or Fathom saves."

_SIGNATURES = (
    (b"PK\x03\x04", "This is a Word document or an archive: save it as plain text (.txt) and bring that."),
    (b"\xd0\xcf\x11\xe0", "This is an old Word document: save it as plain text (.txt) and bring that."),
    (b"{\\rtf", "This is rich text: save it as plain text (.txt) and bring that."),
    (b"%PDF", "This is a PDF: " + _BRING),
    (b"ID3", "This is a recording, which weaktie does not listen to: " + _BRING),
    (b"RIFF", "This is a recording, which weaktie does not listen to: " + _BRING),
    (b"OggS", "This is a recording, which weaktie does not listen to: " + _BRING),
)
_FILM = (4, b"ftyp", "This is a recording, which weaktie does not listen to: " + _BRING)

_NAME = re.compile(r"GMT(\d{8}-\d{6})")

_RUN = 30
"""Lines in one row for the wall: so many that it is far from too long, whatever they hold."""


def transcript(content: bytes, *, name: str = "") -> Transcript:
    """Return what is said in a file; raise Refused. `name` tells only the start, as Zoom writes it there."""
    _refuse_what_is_no_text(content)
    lines = lines_of(content)
    read_form = next((read_it for is_one, read_it in _FORMS if is_one(lines)), None)
    if read_form is None:
        raise _none_of_these(lines)
    found = read_form(lines)
    said = turns(found.pieces)
    if not said:
        raise NoWords("Nothing is said in this transcript: export it again, or type what you remember.")
    return Transcript(found.kind, found.started_at or started_by_name(name), said)


def started_by_name(name: str) -> datetime | None:
    """Return the instant in the name that Zoom gives its files (`GMT20240124-202901_Recording`), if any."""
    found = _NAME.search(name)
    try:
        return datetime.strptime(found[1], "%Y%m%d-%H%M%S").replace(tzinfo=UTC) if found else None
    except ValueError:
        return None


def recognise(head: bytes, *, name: str) -> Source | None:
    """Say whether a file that begins like this is a transcript; `name` is not asked."""
    try:
        lines = lines_of(head)
    except Refused:
        return None
    return SOURCE if any(is_one(lines) for is_one, _ in _FORMS) else None


def read(source: Source, stream: BinaryIO, hints: Hints) -> Iterator[Row]:
    """Yield the turns of a file in runs; raise Problem."""
    try:
        found = transcript(stream.read(MOST_BYTES + 1))
    except Refused as refused:
        raise Problem(str(refused)) from None
    started = int(found.started_at.timestamp()) if found.started_at else None
    said = [Turn(line.speaker, line.at_seconds, line.text) for line in found.lines]
    for start in range(0, len(said), _RUN):
        yield Speech(found.kind, started, tuple(said[start : start + _RUN]))
    yield Tally(len(said))


def _refuse_what_is_no_text(content: bytes) -> None:
    at, mark, sentence = _FILM
    if content[at : at + len(mark)] == mark:
        raise NotATranscript(sentence)
    for signature, sentence in _SIGNATURES:
        if content.startswith(signature):
            raise NotATranscript(sentence)


def _none_of_these(lines: Sequence[str]) -> Refused:
    if not any(line.strip() for line in lines):
        return NoWords("This file is empty: export the transcript again.")
    return NotATranscript("Nothing in this file looks like a transcript: " + _BRING)
