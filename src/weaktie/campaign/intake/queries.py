"""What can be asked about imports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from weaktie.accounts.models import User
from weaktie.campaign.intake.models import File, Import, ImportQuerySet

SHOWN = 200
"""How many rows of a file a page shows at once."""


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


def batches(*, by: User) -> ImportQuerySet:
    """Return the imports, the latest first."""
    return Import.objects.visible_to(by).order_by("-pk").prefetch_related("files")


def batch_page(batch: Import, *, by: User) -> BatchPage:
    """Return one import as planned or as done."""
    plan: Mapping[str, object] = batch.plan or {}
    kept = plan.get("files")
    lines = (
        [_planned(f) for f in kept]
        if isinstance(kept, list)
        else [_done(f) for f in batch.files.order_by("pk")]
    )
    taken = tuple(line for line, needed in lines if needed and not line.error)
    total = batch.total_bytes or 1
    return BatchPage(
        lines=taken,
        unneeded=tuple(line.path for line, needed in lines if not needed and line.label and not line.error),
        beside=tuple(line.path for line, needed in lines if not line.label and not line.error),
        refused=tuple(line for line, _ in lines if line.error),
        new=sum(line.new for line in taken),
        people=int(str(plan.get("people", 0))),
        left_out=sum(len(line.skipped) + line.more_skipped for line in taken),
        percent=min(100, round(100 * batch.done_bytes / total)),
        problem=str(plan.get("error", "")),
    )


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
    counts = [(what, sum(row.what == what for row in rows)) for what in ("create", "update", "keep", "skip")]
    line = FileLine(
        str(file["path"]), str(file["label"]), _int(file["read"]), _int(file["new"]), _int(file["known"]),
        _int(file["ties"]), str(file["note"]), str(file["error"]),
        tuple(skipped[:SHOWN]), max(0, len(skipped) - SHOWN),
        tuple(doing[:SHOWN]), max(0, len(doing) - SHOWN) + _int(file["more"]),
        tuple((what, count) for what, count in counts if count),
    )  # fmt: skip
    return line, bool(file["needed"])


def _int(value: object) -> int:
    return int(str(value))
