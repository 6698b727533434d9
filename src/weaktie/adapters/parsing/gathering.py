"""From a child's messages to files with their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from weaktie.adapters.parsing.cell import Broken
from weaktie.adapters.wall.wire import Began, Ended, Finished, Message, Reached, Ready
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
    """Yield each file as it is complete; raise Problem when the child refuses the whole, Broken when it says
    too much.

    `reached` is told the bytes read so far, of the file that was handed over.
    """
    began = Began("", None)
    rows: list[Row] = []
    count = 0
    for message in messages:
        match message:
            case Began():
                began, rows, count = message, [], 0
            case Ended():
                yield Gathered(began.name, began.source, [] if message.error else rows, message)
            case Finished(error):
                if error:
                    raise Problem(error)
            case Reached(done):
                reached(done)
            case Ready():
                pass
            case _:
                rows.append(message)
                count += len(message.rows) + len(message.parties) if isinstance(message, Encounters) else 1
                if count > most_rows:
                    raise Broken(f"This file holds more than {most_rows:,} rows. Export a part of it.")
