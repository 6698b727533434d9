"""Read one file after another, each in the way that suits it, and turn what goes wrong into sentences."""

from __future__ import annotations

import hashlib
import logging
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Self

from weaktie.adapters.parsing import halves
from weaktie.adapters.parsing.cell import Broken, Cell
from weaktie.adapters.parsing.file_read import FileRead, Progress
from weaktie.adapters.parsing.gathering import Gathered, gathered
from weaktie.adapters.parsing.plans import Plan
from weaktie.adapters.wall.job import Job, Task
from weaktie.adapters.wall.sandbox import Limits
from weaktie.adapters.wall.wire import Ended
from weaktie.core.readers import Hints, archive, mail
from weaktie.core.rows import Problem, Row

SMALL = 1_000_000
"""Bytes up to which files share one child: starting a child takes as long as reading so much."""

_CPU_OF_MANY = 3600
"""Seconds of computing for a child that reads many files; the wait for each of them is `Plan.seconds`."""

_CHILDREN_FOR_AN_ARCHIVE = 4
"""One, and a new one behind each member at which one broke off, at most so many."""

_NOTHING = "Nothing in this archive is an address book, mail, a calendar or a part of LinkedIn's export."
_UNREADABLE = "This file could not be read to its end. It may lie on a disk that is gone."

_log = logging.getLogger(__name__)


def is_small(plan: Plan) -> bool:
    """Tell whether a file is read together with others in one child."""
    return not (plan.error or plan.archive or plan.file.letters) and plan.size <= SMALL


class Desk:
    """Reads the files of one import. The small ones share a child, which has the readers of `families`."""

    def __init__(
        self, hints: Hints, tell: Callable[[Progress], None], modules: Sequence[str], families: Iterable[str]
    ) -> None:
        self._hints = hints
        self._tell = tell
        self._modules = tuple(modules)
        self._families = frozenset(families)
        self._shared: Cell | None = None
        self._hasher = ThreadPoolExecutor(1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._part_with_shared()
        self._hasher.shutdown(wait=False, cancel_futures=True)

    def files(self, plan: Plan) -> Iterator[FileRead]:
        """Yield what was in a file, or in each member of an archive, and last what went wrong, if it did."""
        begun = time.monotonic()
        self._told(plan, 0)
        error = plan.error
        try:
            if plan.archive:
                yield from self._members(plan)
            elif not error:
                rows, digest = self._rows_and_digest(plan)
                taken = time.monotonic() - begun
                yield FileRead(plan.file.shown, plan.source, digest, plan.size, rows, None, taken)
        except Problem as problem:
            error = str(problem)
            _log_trace(problem)
        except OSError:
            error = _UNREADABLE
        if error:
            passed_over = plan.source is None and not plan.archive and not plan.file.given
            taken = time.monotonic() - begun
            yield FileRead(plan.file.shown, plan.source, "", plan.size, [], error, taken, passed_over)
        self._told(plan, plan.size)

    def _rows_and_digest(self, plan: Plan) -> tuple[list[Row], str]:
        if plan.file.letters:
            return self._of_letters(plan)
        is_needed = plan.source is not None and plan.source.needed
        if is_small(plan):
            content = plan.file.path.read_bytes()
            return self._of_small(plan, content) if is_needed else [], hashlib.sha256(content).hexdigest()
        if plan.size >= halves.FROM:
            # Hashing a gigabyte would cost as much as reading its headers.
            return self._of_large(plan) if is_needed else [], ""
        digest = self._hasher.submit(_digest, plan.file.path)
        return self._of_large(plan) if is_needed else [], digest.result()

    def _of_small(self, plan: Plan, content: bytes) -> list[Row]:
        if self._shared is None:
            modules = tuple(module for module in self._modules if _family(module) in self._families)
            self._shared = Cell(Job(Task.FRAMES, self._hints, modules, limits=Limits(cpu=_CPU_OF_MANY)))
        self._shared.send([(plan.file.name, content)])
        try:
            return _rows(
                gathered(self._shared.messages(plan.seconds, plan.most_bytes), plan.most_rows, _ignored)
            )
        except Broken:
            self._part_with_shared()
            raise

    def _of_large(self, plan: Plan) -> list[Row]:
        job = self._job(Task.FILE, plan)
        told = partial(self._told, plan)
        if plan.source == mail.MBOX and plan.size >= halves.FROM and (os.cpu_count() or 1) > 1:
            return halves.read_halves(plan, job, told)
        with plan.file.path.open("rb") as stream, Cell(job, stdin=stream) as cell:
            return _rows(gathered(cell.messages(plan.seconds, plan.most_bytes), plan.most_rows, told))

    def _of_letters(self, plan: Plan) -> tuple[list[Row], str]:
        letters = _Letters(plan)
        with Cell(self._job(Task.LETTERS, plan)) as cell:
            cell.send(letters.beginnings(), last=True)
            rows = _rows(
                gathered(
                    cell.messages(plan.seconds, plan.most_bytes),
                    plan.most_rows,
                    lambda _: self._told(plan, letters.done),
                )
            )
        return rows, letters.hash.hexdigest()

    def _members(self, plan: Plan) -> Iterator[FileRead]:
        """Yield the members; where a child breaks off, another goes on behind that member."""
        job = self._job(Task.FILE, plan)
        is_any_ours = False
        for _ in range(_CHILDREN_FOR_AN_ARCHIVE):
            since = time.monotonic()
            try:
                for member in self._members_of_one_child(plan, job):
                    yield _member(plan, member, time.monotonic() - since)
                    is_any_ours |= not member.ended.passed_over
                    job = replace(job, first_member=job.first_member + 1)
                    since = time.monotonic()
                break
            except Broken as broken:
                if broken.began is None:
                    raise
                _log_trace(broken)
                is_any_ours = True
                job = replace(job, first_member=job.first_member + 1)
                member = Gathered(broken.began.name, broken.began.source, [], Ended(error=str(broken)))
                yield _member(plan, member, time.monotonic() - since)
        else:
            raise Problem(
                "Too much in this archive could not be read. Unpack it and bring the parts you need."
            )
        if not is_any_ours:
            raise Problem(_NOTHING)

    def _members_of_one_child(self, plan: Plan, job: Job) -> Iterator[Gathered]:
        with plan.file.path.open("rb") as stream, Cell(job, stdin=stream) as cell:
            members = gathered(
                cell.messages(plan.seconds, plan.most_bytes), plan.most_rows, partial(self._told, plan)
            )
            # An honest child refuses an archive with more; one that does not is heard no further.
            yield from islice(members, archive.Limits().members + 1)

    def _job(self, task: Task, plan: Plan) -> Job:
        source = plan.source
        modules = tuple(m for m in self._modules if source is None or _family(m) == source.family)
        return Job(task, self._hints, modules, plan.file.name, source, limits=plan.limits)

    def _told(self, plan: Plan, done: int) -> None:
        self._tell(Progress(plan.file.shown, done, plan.size))

    def _part_with_shared(self) -> None:
        if self._shared is not None:
            self._shared.end()
            self._shared = None


class _Letters:
    """The letters of a mail folder, read up to where their bodies begin and hashed on the way."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self.done = 0
        self.hash = hashlib.sha256()

    def beginnings(self) -> Iterator[tuple[str, bytes]]:
        """Yield the beginning of each letter. One that vanished meanwhile is empty."""
        step = self._plan.size // len(self._plan.file.letters)
        for path in self._plan.file.letters:
            beginning = _beginning(path)
            self.hash.update(beginning)
            self.done += step
            yield "", beginning


def _beginning(letter: Path) -> bytes:
    try:
        with letter.open("rb") as stream:
            return mail.beginning_of(stream)
    except OSError:
        return b""


def _member(plan: Plan, member: Gathered, seconds: float) -> FileRead:
    path = f"{plan.file.shown}!/{member.name}"
    ended = member.ended
    error = ended.error or None
    return FileRead(
        path, member.source, ended.digest, ended.size, member.rows, error, seconds, ended.passed_over
    )


def _log_trace(problem: Problem) -> None:
    """Note where in the program a child broke off; the trace holds nothing out of the file."""
    if isinstance(problem, Broken) and problem.trace:
        _log.warning("A reader broke off at: %s", problem.trace)


def _rows(files: Iterator[Gathered]) -> list[Row]:
    """Return the rows of a child's only file."""
    return [row for file in files for row in file.rows]


def _family(module: str) -> str:
    return module.rpartition(".")[2]


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _ignored(done: int) -> None:
    pass
