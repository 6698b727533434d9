"""Tables of oral history: `timestamp,speaker,words,tags`."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence

from weaktie.core.transcripts.refusals import NotATranscript
from weaktie.core.transcripts.said import Kind, Piece, Read, plain, seconds

LONGEST_CELL = 50_000
"""Characters. What somebody says in one go is far shorter."""

_COLUMNS = ("timestamp", "speaker", "words")
_ENDLESS = "A cell of this table does not end: export the table again."


def is_one(lines: Sequence[str]) -> bool:
    """Say whether the first line names the columns."""
    return set(_COLUMNS) <= set(_header(lines))


def read(lines: Sequence[str]) -> Read:
    """Return the rows of the table."""
    at, speaker, words = (_header(lines).index(column) for column in _COLUMNS)
    rows = [row for row in _rows(lines) if len(row) > max(at, speaker, words)]
    pieces = [Piece(row[speaker], seconds(row[at].strip()), plain(row[words])) for row in rows[1:]]
    return Read(Kind.ORAL_HISTORY, pieces)


def _rows(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yield the rows; raise NotATranscript where a quotation mark is never closed."""
    try:
        for row in csv.reader(f"{line}\n" for line in lines):
            if any(len(cell) > LONGEST_CELL for cell in row):
                raise NotATranscript(_ENDLESS)
            yield row
    except csv.Error:
        raise NotATranscript(_ENDLESS) from None


def _header(lines: Sequence[str]) -> list[str]:
    first = next((line for line in lines if line.strip()), "")[:1000]
    return [cell.strip(' "').lower() for cell in first.split(",")]
