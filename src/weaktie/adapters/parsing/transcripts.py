"""Read one transcript in a child behind the wall, as every other file from elsewhere."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from weaktie.adapters.parsing.cell import Broken, Cell
from weaktie.adapters.parsing.gathering import gathered
from weaktie.adapters.wall.job import Job, Task
from weaktie.adapters.wall.sandbox import Limits
from weaktie.core.readers import Hints
from weaktie.core.refusal import Refused
from weaktie.core.rows import Problem, Speech
from weaktie.core.transcripts import (
    MOST_BYTES,
    SOURCE,
    TOO_LARGE,
    Kind,
    Line,
    NotATranscript,
    TooLong,
    Transcript,
    started_by_name,
)

MODULE = "weaktie.core.transcripts"

SECONDS = 20.0
_MOST_ROWS = 100_000
_MOST_SAID = 12 * MOST_BYTES
"""What a child may say: a letter of three bytes is six in its answer."""


def read_transcript(file: Path | bytes, *, name: str = "") -> Transcript:
    """Return what is said in a transcript, given as a path or as its bytes; raise Refused.

    `name` is the file's own name, which tells the start of what Zoom recorded.
    """
    content = file if isinstance(file, bytes) else _content(file)
    shown = name or ("" if isinstance(file, bytes) else file.name)
    if len(content) > MOST_BYTES:
        raise TooLong(TOO_LARGE)
    limits = Limits(cpu=int(SECONDS))
    job = Job(Task.FRAMES, Hints(date.min), (MODULE,), source=SOURCE, limits=limits)
    try:
        with Cell(job) as cell:
            cell.send([("", content)], last=True)
            return _whole(_speeches(cell), shown)
    except Problem as problem:
        raise NotATranscript(str(problem)) from None


def _content(path: Path) -> bytes:
    """Read a file up to the limit and a byte; a pipe would keep us waiting for ever."""
    try:
        if not path.is_file():
            raise Refused("There is no such file.", code="no_such_file")
        with path.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except OSError:
        raise Refused(
            "This file may not be read by you. Look at its permissions.", code="no_such_file"
        ) from None


def _speeches(cell: Cell) -> list[Speech]:
    messages = cell.messages(SECONDS, _MOST_SAID)
    rows = (row for each in gathered(messages, _MOST_ROWS, lambda _: None) for row in each.rows)
    return [row for row in rows if isinstance(row, Speech)]


def _whole(speeches: list[Speech], name: str) -> Transcript:
    """Join the runs; raise Broken when they are no transcript: the child may be in the file's hands."""
    if not speeches or speeches[0].kind not in set(Kind):
        raise Broken("Reading this file gave no sensible answer.")
    first = speeches[0]
    started = started_by_name(name) if first.started is None else datetime.fromtimestamp(first.started, UTC)
    lines = tuple(Line(*turn) for speech in speeches for turn in speech.turns)
    return Transcript(Kind(first.kind), started, lines)
