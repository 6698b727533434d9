"""Read exports behind a wall: every file goes through a child process that can do nothing but read it.

What comes back is rows or a sentence, never an exception: one hostile file costs nobody the others.

folders    from what was dropped to the files in it
plans      what each file is, and how long it may take
desk       one file after another, each in the way that suits it
cell       a child process and what it says; its own half is `weaktie.adapters.wall`
gathering  from its messages to rows
halves     a large mailbox in two children
transcripts  one transcript, read in the same way
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from weaktie.adapters.parsing.cell import Cell
from weaktie.adapters.parsing.desk import Desk, is_small
from weaktie.adapters.parsing.file_read import FileRead, Progress
from weaktie.adapters.parsing.folders import found
from weaktie.adapters.parsing.plans import plan
from weaktie.adapters.parsing.transcripts import read_transcript
from weaktie.adapters.wall.job import MODULES, Job, Task
from weaktie.core.readers import Hints

__all__ = ["FileRead", "Progress", "parse", "read_transcript", "walls"]


def parse(
    paths: Sequence[Path],
    *,
    hints: Hints,
    progress: Callable[[Progress], None] | None = None,
    modules: Sequence[str] = MODULES,
) -> Iterator[FileRead]:
    """Yield each file under these paths as it is read; folders are walked, archives opened, nothing raised.

    `progress` is called in the caller's thread. `modules` are the readers by their import names.
    """
    plans = [plan(file, modules) for file in found(paths)]
    small = {each.source.family for each in plans if each.source is not None and is_small(each)}
    with Desk(hints, progress or _untold, modules, small) as desk:
        for each in plans:
            yield from desk.files(each)


def walls() -> frozenset[str]:
    """Return the walls behind which a child stands on this system; raise Problem if none can start."""
    with Cell(Job(Task.FRAMES, Hints(today=date.min), modules=())) as cell:
        return cell.walls()


def _untold(progress: Progress) -> None:
    pass
