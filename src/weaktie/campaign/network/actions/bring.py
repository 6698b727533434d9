"""Files from anywhere into people and ties: a plan first, then for real.

Each file is one transaction. What was stored of earlier files stays if a later one is refused, and
whoever was not yet worked out is worked out by whoever comes next (`finish`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from weaktie.accounts.models import User
from weaktie.adapters import parsing
from weaktie.adapters.parsing import FileRead, Progress
from weaktie.campaign.intake.actions import forgetting
from weaktie.campaign.intake.actions.store import Stored, StoredRecord, store
from weaktie.campaign.intake.models import File, Import
from weaktie.campaign.network.actions.settle import settle
from weaktie.campaign.network.models import Identity, Person
from weaktie.campaign.timeline import actions as timeline
from weaktie.campaign.timeline.models import Event
from weaktie.core.readers import Hints
from weaktie.core.refusal import Refused

Told = Callable[[Progress], None]


class NothingToRead(Refused):
    """No path was given, or none of them exists."""

    code = "nothing_to_read"


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What would become of one row: create, update, keep or skip, and why."""

    where: str
    name: str
    what: str
    why: str


@dataclass(slots=True)
class Brought:
    """What an import did, file by file, or (of a plan) would do."""

    batch: Import
    files: list[File] = field(default_factory=list)
    plan: dict[str, list[PlannedRow]] = field(default_factory=dict)
    people: int = 0


def bring(
    paths: Sequence[Path],
    *,
    by: User,
    now: datetime,
    batch: Import | None = None,
    told: Told | None = None,
) -> Brought:
    """Read files and folders and store what is in them; each file is one transaction."""
    reads = _read(paths, by=by, now=now, told=told)
    return _store_all(reads, batch or Import.objects.create(owner=by, received_at=now), by=by, now=now)


def plan(
    paths: Sequence[Path],
    *,
    by: User,
    now: datetime,
    told: Told | None = None,
) -> Brought:
    """Say what bringing these files would do, row by row, and store nothing."""
    reads = list(_read(paths, by=by, now=now, told=told))
    with transaction.atomic():
        batch = Import.objects.create(owner=by, received_at=now)
        brought = _store_all(reads, batch, by=by, now=now)
        transaction.set_rollback(True)
    return brought


def finish(*, by: User, now: datetime) -> int:
    """Work out who is who for imports that were cut short; return how many there were."""
    left = list(Import.objects.visible_to(by).filter(settled=False).exclude(state=Import.State.READING))
    for batch in left:
        _finish(batch, set(), by=by, now=now, circles=True)
    return len(left)


def _store_all(reads: Iterable[FileRead], batch: Import, *, by: User, now: datetime) -> Brought:
    today = now.astimezone(by.timezone()).date()
    brought = Brought(batch)
    Import.objects.filter(pk=batch.pk).update(settled=False)
    touched: set[int] = set()
    met = False
    for read in reads:
        stored = _take(read, batch=batch, by=by, today=today)
        brought.files.append(stored.file)
        brought.plan[stored.file.path] = _planned(stored)
        touched.update(record.handle for record in stored.records if record.is_new)
        met = met or bool(stored.met)
    _finish(batch, touched, by=by, now=now, circles=met)
    brought.people = Person.objects.visible_to(by).others().count()
    return brought


def _read(
    paths: Sequence[Path], *, by: User, now: datetime, told: Told | None
) -> Iterator[FileRead]:
    if not paths:
        raise NothingToRead("Name at least one file or folder to import.")
    today = now.astimezone(by.timezone()).date()
    hints = Hints(today=today, zone=by.zone, day_first=by.day_first)
    return parsing.parse(paths, hints=hints, progress=told)


@transaction.atomic
def _take(read: FileRead, *, batch: Import, by: User, today: date) -> Stored:
    """Store one file and count whom it brought: people new, people known, ties."""
    stored = store(read, batch=batch, by=by, today=today, forgotten=forgetting.checker(by=by))
    file = stored.file
    handles = {handle for record in stored.records for handle in (record.handle, *record.cites)}
    known = _who(handles)
    new_handles = _new_people(stored.records, known)
    file.new = len(new_handles)
    file.known = len({person for record in stored.records for person in _people(record, known)})
    file.ties = len(stored.met) - 1 if stored.met else 0
    file.save(update_fields=["new", "known", "ties"])
    return stored


def _who(handles: set[int]) -> dict[int, int]:
    """Return the person of each handle that has one."""
    if len(handles) < 900:
        found = Identity.objects.filter(handle__in=handles)
    else:
        found = Identity.objects.all()
    return dict(found.values_list("handle_id", "person_id"))


def _people(record: StoredRecord, known: dict[int, int]) -> set[int]:
    return {known[handle] for handle in (record.handle, *record.cites) if handle in known}


def _new_people(records: Sequence[StoredRecord], known: dict[int, int]) -> set[int]:
    """Return one handle for each person nobody knew: records that share a handle are one person."""
    parent: dict[int, int] = {}

    def root(handle: int) -> int:
        while parent.setdefault(handle, handle) != handle:
            parent[handle] = parent[parent[handle]]
            handle = parent[handle]
        return handle

    fresh = [record for record in records if not _people(record, known)]
    for record in fresh:
        for handle in record.cites:
            parent[root(handle)] = root(record.handle)
    return {root(record.handle) for record in fresh}


def _finish(batch: Import, touched: set[int], *, by: User, now: datetime, circles: bool) -> None:
    with transaction.atomic():
        settle(by=by, touched=touched, with_circles=circles)
        batch.settled = True
        batch.state = Import.State.APPLIED
        batch.applied_at = now
        batch.save(update_fields=["settled", "state", "applied_at"])
        timeline.record(Event.Kind.IMPORTED, by=by, now=now, word=str(batch.pk))
        change: dict[str, object] = {"model": "import", "pk": batch.pk}
        timeline.keep("import", _words(batch), by=by, now=now, changes=[change])


def _words(batch: Import) -> str:
    names = list(batch.files.order_by("pk").values_list("path", flat=True)[:2])
    whole = names[0].partition("!/")[0] if names else "nothing"
    return f"Imported {whole}" + (" and more" if len(names) > 1 and "!/" not in names[0] else "")


def _planned(stored: Stored) -> list[PlannedRow]:
    """Return what becomes of each row of a file that has a row of its own in the report."""
    known = _who({handle for r in stored.records if r.shown for handle in (r.handle, *r.cites)})
    planned = [_planned_row(record, known) for record in stored.records if record.shown]
    return planned + [PlannedRow(s["where"], "", "skip", s["reason"]) for s in stored.file.skipped]


def _planned_row(record: StoredRecord, known: dict[int, int]) -> PlannedRow:
    if not _people(record, known):
        return PlannedRow(record.where, record.name, "create", "New to you")
    if record.is_new:
        return PlannedRow(record.where, record.name, "update", "Known; adds what this file says, keeps your edits")
    return PlannedRow(record.where, record.name, "keep", "Known, and nothing new")
