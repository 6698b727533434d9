"""A transcript, line by line, with the notes made of it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from weaktie.campaign.conversations.models import Note, Transcript
from weaktie.core.copies import SPACE

AT_ONCE = 200
"""Lines on one page."""


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """One line: its number from 0, who spoke, when, the words, and the note made of it."""

    number: int
    speaker: str
    second: int | None
    words: str
    note: Note | None


@dataclass(frozen=True, slots=True)
class TranscriptPage:
    """Some lines of a transcript."""

    transcript: Transcript
    lines: tuple[TranscriptLine, ...]
    total: int
    before: int | None
    after: int | None
    """Where the page before and the page after begin."""


def line_key(transcript: Transcript, number: int) -> str:
    """Return the key of the note made of a line: one, however often it is pressed."""
    told = f"{transcript.conversation_id} {transcript.brought_at.isoformat()} {number}"
    return str(uuid.uuid5(SPACE, told))


def transcript_page(transcript: Transcript, *, start: int = 0) -> TranscriptPage:
    """Return the lines from a number on."""
    total = len(transcript.lines)
    start = min(max(0, start), max(0, total - 1))
    notes = {note.key: note for note in transcript.conversation.notes.all()}
    lines = tuple(
        TranscriptLine(number, speaker, second, words, notes.get(line_key(transcript, number)))
        for number, (speaker, second, words) in enumerate(transcript.lines[start : start + AT_ONCE], start)
    )
    return TranscriptPage(
        transcript=transcript,
        lines=lines,
        total=total,
        before=max(0, start - AT_ONCE) if start else None,
        after=start + AT_ONCE if start + AT_ONCE < total else None,
    )
