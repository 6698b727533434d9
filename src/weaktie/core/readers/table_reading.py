"""From the lines of a table to rows: what every kind of CSV file shares."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import BinaryIO

from weaktie.core.readers import Hints
from weaktie.core.readers.csv_table import Header, Line, Table
from weaktie.core.readers.dates import NotADay, is_day_first, parse_day, parse_instant
from weaktie.core.readers.text import clean
from weaktie.core.rows import Row, Skip, Tally

_SHOWN = 40
"""So many characters of an unreadable date are repeated in the report."""


class Reading(ABC):
    """Makes rows of the lines of one file; each kind of file is a subclass.

    `dated` names the column of dates, from which the order of day and month in the file is told.
    """

    dated = ""

    def __init__(self, table: Table, hints: Hints) -> None:
        self.hints = hints
        sample = table.sample(self.dated) if self.dated else []
        self.day_first = is_day_first(sample, default=hints.day_first)

    @abstractmethod
    def take(self, line: Line) -> Iterator[Row]:
        """Yield what one line holds."""

    def finish(self) -> Iterator[Row]:
        """Yield what could be said only after the last line."""
        return iter(())

    def day(self, line: Line, outcome: str) -> tuple[date | None, list[Skip]]:
        """Return the line's day; None when it has none, with a Skip saying why if something stands there."""
        cell = line.text(self.dated)
        if not cell:
            return None, []
        try:
            return parse_day(cell, today=self.hints.today, day_first=self.day_first), []
        except NotADay as flaw:
            return None, [skipped_date(line, cell, flaw, outcome)]

    def instant(self, line: Line) -> int:
        """Return the line's instant in seconds since 1970; raise NotADay."""
        return parse_instant(line.text(self.dated), today=self.hints.today, day_first=self.day_first)


def skipped_date(line: Line, cell: str, flaw: NotADay, outcome: str) -> Skip:
    """Say what stands where a date should, why it is none, and what that means for the row."""
    shown = clean(cell, _SHOWN)
    if not shown:
        return Skip(line.where, f"Line {line.number} has no date; {outcome}.")
    return Skip(line.where, f"Line {line.number} says {shown}. {flaw}; {outcome}.")


def rows_of(
    stream: BinaryIO,
    hints: Hints,
    *,
    fits: Callable[[Header], bool],
    aliases: Mapping[str, str],
    reading: type[Reading],
) -> Iterator[Row]:
    """Yield the rows of a table and, last, how many there were."""
    table = Table(stream, fits, aliases)
    maker = reading(table, hints)
    for line in table:
        if isinstance(line, Skip):
            yield line
        else:
            yield from maker.take(line)
    yield from maker.finish()
    yield Tally(table.read)
