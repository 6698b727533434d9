"""Read a large mailbox in two children at once, each one half, and join what they found."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace

from weaktie.adapters.parsing.cell import Cell
from weaktie.adapters.parsing.gathering import gathered
from weaktie.adapters.parsing.plans import Plan
from weaktie.adapters.wall.job import Job
from weaktie.core.readers import mail
from weaktie.core.readers.mail_automatic import Cause
from weaktie.core.rows import OWNER, Encounter, Encounters, Owner, Party, Row, Tally

FROM = 64_000_000
"""Bytes from which on two children are worth their start."""

_TELL_EVERY = 0.25


def read_halves(plan: Plan, job: Job, reached: Callable[[int], None]) -> list[Row]:
    """Return the rows of a mailbox; raise Problem when either half cannot be read.

    `reached` is called from this thread only.
    """
    middle = plan.size // 2
    jobs = [replace(job, start=0, stop=middle), replace(job, start=middle, stop=plan.size)]
    done = [0, 0]

    def first_reached(count: int) -> None:
        done[0] = count
        reached(sum(done))

    def second_reached(count: int) -> None:
        done[1] = count

    with (
        ThreadPoolExecutor(1) as pool,
        plan.file.path.open("rb") as first_file,
        plan.file.path.open("rb") as second_file,
        Cell(jobs[0], stdin=first_file) as first,
        Cell(jobs[1], stdin=second_file) as second,
    ):
        later = pool.submit(_rows, second, plan, second_reached)
        rows = _rows(first, plan, first_reached)
        while not wait([later], _TELL_EVERY).done:
            reached(sum(done))
        return joined(rows, later.result())


def _rows(cell: Cell, plan: Plan, reached: Callable[[int], None]) -> list[Row]:
    return [
        row
        for file in gathered(cell.messages(plan.seconds, plan.most_bytes), plan.most_rows, reached)
        for row in file.rows
    ]


def joined(first: list[Row], second: list[Row]) -> list[Row]:
    """Return the rows of two halves as if the whole had been read at once.

    A party is known by its address, a letter by its key; a letter that is in both halves counts once.
    """
    joint = _Joint()
    rows = [row for row in (*map(joint.taken, first), *map(joint.taken_again, second)) if row is not None]
    return [*rows, *joint.owners, joint.tally()]


class _Joint:
    """What the first half has named, for the second to refer to, and what is told once at the end."""

    def __init__(self) -> None:
        self.owners: list[Owner] = []
        self._indices: dict[Party, int] = {}
        self._count = 0
        self._keys: set[int] = set()
        self._tallies: list[Tally] = []
        self._twice = 0
        self._index_of: list[int] = []

    def taken(self, row: Row) -> Row | None:
        """Return a row of the first half as it is, or None when it is kept for the end."""
        if isinstance(row, Encounters):
            for party in row.parties:
                self._indices.setdefault(_known_by(party), self._count)
                self._count += 1
            self._keys.update(encounter.key for encounter in row.rows)
        return self._unless_kept(row)

    def taken_again(self, row: Row) -> Row | None:
        """Return a row of the second half with the indices of the whole, without what the first half had."""
        if not isinstance(row, Encounters):
            return self._unless_kept(row)
        new = tuple(party for party in row.parties if self._is_new(party))
        encounters = tuple(
            self._moved(encounter) for encounter in row.rows if encounter.key not in self._keys
        )
        self._twice += len(row.rows) - len(encounters)
        return Encounters(new, encounters)

    def tally(self) -> Tally:
        """Return the sum of both halves' tallies."""
        return mail.sum_of([*self._tallies, Tally(0, f"{self._twice} {Cause.TWICE}")])

    def _unless_kept(self, row: Row) -> Row | None:
        if isinstance(row, Tally):
            self._tallies.append(row)
            return None
        if isinstance(row, Owner):
            self.owners += [row] if row not in self.owners else []
            return None
        return row

    def _is_new(self, party: Party) -> bool:
        known = _known_by(party)
        is_new = known not in self._indices
        if is_new:
            self._indices[known] = self._count
            self._count += 1
        self._index_of.append(self._indices[known])
        return is_new

    def _moved(self, encounter: Encounter) -> Encounter:
        author, to, cc = encounter.author, encounter.to, encounter.cc
        return encounter._replace(
            author=self._moved_to(author),
            to=tuple(map(self._moved_to, to)),
            cc=tuple(map(self._moved_to, cc)),
        )

    def _moved_to(self, index: int) -> int:
        return index if index == OWNER else self._index_of[index]


def _known_by(party: Party) -> Party:
    return Party("", party.email) if party.email else party
