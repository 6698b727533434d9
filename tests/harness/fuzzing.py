"""Read spoilt files, one after another in one limited child, and note every accident, for FUZZ-1."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from tests.harness.memory import most_memory

from weaktie.adapters.parsing import transcripts
from weaktie.adapters.parsing.cell import Broken, Cell
from weaktie.adapters.parsing.gathering import gathered
from weaktie.adapters.wall.child import TOO_MUCH_MEMORY
from weaktie.adapters.wall.job import MODULES, Job, Task
from weaktie.adapters.wall.sandbox import Limits
from weaktie.core.readers import Hints
from weaktie.core.rows import Problem

MOST_SECONDS = 5.0
MOST_MEMORY = 512 * 1024 * 1024
MOST_ROWS = 1_000_000
EVERY = (*MODULES, transcripts.MODULE)
HINTS = Hints(date(2026, 11, 23), "Europe/Berlin")


@dataclass(slots=True)
class Report:
    """What came of the files: how many, how many a reader took up, how many it refused, the accidents."""

    files: int = 0
    read: int = 0
    refused: int = 0
    rows: int = 0
    slowest: float = 0.0
    peak: int = 0
    accidents: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        share = (
            f"{self.read / max(1, self.files):.0%} reached a reader, {self.refused} refused, {self.rows} rows"
        )
        most = f"slowest {self.slowest * 1000:.0f} ms, {self.peak >> 20} MB"
        return f"{self.files} files, {share}, {most}, {len(self.accidents)} accidents"


def fuzz(
    files: Iterable[tuple[str, bytes]], modules: Sequence[str] = EVERY, seconds: float = MOST_SECONDS
) -> Report:
    """Read these files and report; a child that breaks is replaced."""
    report = Report()
    left = iter(enumerate(files))
    is_over = False
    while not is_over:
        with Cell(Job(Task.FRAMES, HINTS, tuple(modules), limits=Limits(cpu=3600))) as cell:
            is_over = _read_in(cell, left, seconds, report)
    if report.peak > MOST_MEMORY:
        report.accidents.append(f"{report.peak >> 20} MB")
    return report


def _read_in(
    cell: Cell, left: Iterable[tuple[int, tuple[str, bytes]]], seconds: float, report: Report
) -> bool:
    """Read files until none is left (True) or the child breaks (False)."""
    cell.walls()
    for number, (name, content) in left:
        since = time.monotonic()
        report.files += 1
        cell.send([(name, content)])
        is_read = False
        try:
            for file in gathered(cell.messages(seconds), MOST_ROWS, lambda _: None):
                is_read |= file.source is not None
                report.rows += len(file.rows)
                _suspect(report, number, name, file.ended.error)
        except Broken as broken:
            report.accidents.append(f"file {number}, {name}: {broken} {broken.trace}")
            return False
        except Problem as problem:
            report.refused += 1
            _suspect(report, number, name, str(problem))
        report.read += is_read
        report.slowest = max(report.slowest, time.monotonic() - since)
        report.peak = max(report.peak, most_memory(cell.pid))
    return True


def _suspect(report: Report, number: int, name: str, sentence: str) -> None:
    if sentence == TOO_MUCH_MEMORY:
        report.accidents.append(f"file {number}, {name}: {sentence}")
