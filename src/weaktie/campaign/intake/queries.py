"""What can be asked about imports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from weaktie.accounts.models import User
from weaktie.campaign.intake.models import File, Import

SHOWN = 200
"""How many rows of a file a page shows at once."""

NAMED = 3
"""So many files of an import are named in the list of imports."""

BUSY = (Import.State.RECEIVED, Import.State.READING, Import.State.WANTED)

PLANNED = (("create", "new"), ("update", "added to"), ("keep", "as they are"), ("skip", "left out"))
"""What may become of a row, and how it is said."""

MEMBER = "!/"
"""What stands between an archive and a file in it."""


IN_ALL_THE_SAME = "the person is in"
"""How readers say that a row was taken without one of its parts."""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """What would become of one row of a file."""

    where: str
    name: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file of an import: what it is, what it brought or would bring, and what was left out."""

    path: str
    label: str
    read: int
    new: int
    known: int
    ties: int
    note: str
    error: str
    skipped: tuple[tuple[str, str], ...]
    more_skipped: int
    rows: tuple[PlanRow, ...]
    more_rows: int
    counts: tuple[tuple[str, int], ...]

    @property
    def people(self) -> int:
        """How many people the file names, new and known."""
        return self.new + self.known

    @property
    def left_out(self) -> int:
        """How many rows were left out, shown or not."""
        return len(self.skipped) + self.more_skipped


@dataclass(frozen=True, slots=True)
class BatchPage:
    """One import: its files, and totals."""

    lines: tuple[FileLine, ...]
    unneeded: tuple[str, ...]
    beside: tuple[str, ...]
    refused: tuple[FileLine, ...]
    new: int
    people: int
    left_out: int
    percent: int
    problem: str
    is_busy: bool
    """Whether it waits to be read or stored, or is at it."""
    is_storing: bool
    brings: bool
    """Whether going ahead with the plan would store anything that is not here yet."""


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One import in the list of imports: the files as they were chosen, and what they brought."""

    batch: Import
    names: tuple[str, ...]
    files: int
    new: int
    left_out: int
    refused: int

    @property
    def title(self) -> str:
        """The files in one line, as one would say it."""
        more = self.files - len(self.names)
        listed = ", ".join(self.names)
        return f"{listed} and {more:,} more" if more > 0 else listed


def batches(*, by: User) -> list[BatchLine]:
    """Return the imports, the latest first."""
    found = Import.objects.visible_to(by).defer("plan").order_by("-pk")
    return [_batch_line(batch) for batch in found.prefetch_related("files")]


def planned(*, by: User) -> list[BatchLine]:
    """Return the imports that were read and wait for a yes, the earliest first."""
    found = Import.objects.visible_to(by).filter(state=Import.State.PLANNED).order_by("pk")
    return [_batch_line(batch) for batch in found.prefetch_related("files")]


def _batch_line(batch: Import) -> BatchLine:
    files = sorted(batch.files.all(), key=lambda file: file.pk)
    names = dict.fromkeys(path.partition(MEMBER)[0] for path in _paths(batch, files))
    return BatchLine(
        batch=batch,
        names=tuple(names)[:NAMED],
        files=len(names),
        new=sum(file.new for file in files),
        left_out=sum(IN_ALL_THE_SAME not in row["reason"] for file in files for row in file.skipped),
        refused=sum(bool(file.error) for file in files),
    )


def _paths(batch: Import, files: Sequence[File]) -> list[str]:
    """Return the files of an import in their order, stored or planned."""
    if batch.state != Import.State.PLANNED:
        return [file.path for file in files]
    planned = (batch.plan or {}).get("files", ())
    return [str(file["path"]) for file in planned]


def batch_page(batch: Import, *, by: User) -> BatchPage:
    """Return one import as planned or as done."""
    plan: Mapping[str, object] = batch.plan or {}
    is_busy = batch.state in BUSY
    lines = [] if is_busy else _lines(batch, plan.get("files"))
    taken = [line for line, needed in lines if needed and not line.error]
    total = batch.total_bytes or 1
    return BatchPage(
        lines=tuple(sorted(taken, key=lambda line: not line.people)),
        unneeded=tuple(line.path for line, needed in lines if not needed and line.label and not line.error),
        beside=tuple(line.path for line, needed in lines if not line.label and not line.error),
        refused=tuple(line for line, _ in lines if line.error),
        new=sum(line.new for line in taken),
        people=int(str(plan.get("people", 0))),
        left_out=sum(line.left_out for line in taken),
        percent=min(100, round(100 * batch.done_bytes / total)),
        problem=str(plan.get("error", "")),
        is_busy=is_busy,
        is_storing=is_busy and bool(plan),
        brings=bool(plan.get("brings", True)),
    )


def _lines(batch: Import, planned: object) -> list[tuple[FileLine, bool]]:
    if isinstance(planned, list):
        return [_planned(file) for file in planned]
    return [_done(file) for file in batch.files.order_by("pk")]


def _done(file: File) -> tuple[FileLine, bool]:
    skipped = [(str(row["where"]), str(row["reason"])) for row in file.skipped]
    line = FileLine(
        file.path, file.label, file.read, file.new, file.known, file.ties, file.note, file.error,
        tuple(skipped[:SHOWN]), max(0, len(skipped) - SHOWN), (), 0, (),
    )  # fmt: skip
    return line, file.needed


def _planned(file: Mapping[str, object]) -> tuple[FileLine, bool]:
    kept = file["rows"]
    rows = [PlanRow(**row) for row in kept] if isinstance(kept, Sequence) else []
    skipped = [(row.where, row.why) for row in rows if row.what == "skip"]
    doing = [row for row in rows if row.what != "skip"]
    more = _int(file["more"])
    counts = [(words, sum(row.what == what for row in rows)) for what, words in PLANNED]
    line = FileLine(
        str(file["path"]), str(file["label"]), _int(file["read"]), _int(file["new"]), _int(file["known"]),
        _int(file["ties"]), str(file["note"]), str(file["error"]),
        tuple(skipped[:SHOWN]), max(0, len(skipped) - SHOWN),
        tuple(doing[:SHOWN]), max(0, len(doing) - SHOWN) + more,
        tuple((words, count) for words, count in counts if count and not more),
    )  # fmt: skip
    return line, bool(file["needed"])


def _int(value: object) -> int:
    return int(str(value))
