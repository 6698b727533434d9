"""From a child's messages to files with their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from weaktie.adapters.parsing.cell import GARBLED, Broken
from weaktie.adapters.wall.wire import Began, Ended, Finished, Message, Reached
from weaktie.core.readers import Source
from weaktie.core.rows import Encounters, Problem, Row


@dataclass(frozen=True, slots=True)
class Gathered:
    """A file, or a member of an archive, as the child read it. Rows of one that was refused are dropped."""

    name: str
    source: Source | None
    rows: list[Row]
    ended: Ended


def gathered(
    messages: Iterator[Message], most_rows: int, reached: Callable[[int], None]
) -> Iterator[Gathered]:
    """Yield each file as it is complete.

    Raises Problem when the child refuses the whole, Broken when it breaks off or says too much. `reached`
    is told how many bytes were read so far of the file that was handed over.
    """
    began: Began | None = None
    rows: list[Row] = []
    count = 0
    try:
        for message in messages:
            match message:
                case Began():
                    began, rows, count = message, [], 0
                case Ended():
                    yield _closed(began, rows, message)
                    began = None
                case Finished(error):
                    if error:
                        raise Problem(error)
                case Reached(done):
                    reached(done)
                case _:
                    rows.append(message)
                    count += _weight(message)
                    if count > most_rows:
                        raise Broken(f"This file holds more than {most_rows:,} rows. Export a part of it.")
    except Broken as broken:
        broken.began = began
        raise


def _closed(began: Began | None, rows: list[Row], ended: Ended) -> Gathered:
    if began is None:
        raise Broken(GARBLED)
    return Gathered(began.name, began.source, [] if ended.error else rows, ended)


def _weight(row: Row) -> int:
    return len(row.rows) + len(row.parties) if isinstance(row, Encounters) else 1
