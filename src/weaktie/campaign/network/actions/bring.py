"""Files from anywhere into people and ties: a plan first, then for real.

Each file is one transaction. What was stored of earlier files stays if a later one is refused, and
whoever was not yet worked out is worked out by the next import, or when weaktie starts (`finish`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from weaktie.accounts import actions as accounts
from weaktie.accounts.models import User
from weaktie.adapters import home, parsing
from weaktie.adapters.parsing import FileRead, Progress
from weaktie.campaign.intake.actions import forgetting
from weaktie.campaign.intake.actions.store import Stored, StoredRecord, store
from weaktie.campaign.intake.actions.withdraw import touched
from weaktie.campaign.intake.models import File, Handle, Import
from weaktie.campaign.network.actions import arrangement
from weaktie.campaign.network.actions.settle import settle
from weaktie.campaign.network.models import Identity, Organisation, Person
from weaktie.campaign.network.queries import owning
from weaktie.campaign.network.queries.arrived import Remark, remarks
from weaktie.campaign.timeline import actions as timeline
from weaktie.campaign.timeline.models import Event
from weaktie.core.readers import Hints
from weaktie.core.refusal import Refused
from weaktie.core.rows import Owner

Told = Callable[[Progress], None]

LOCK = "import.lock"
"""In the data folder; whoever imports holds it, so that nobody settles what another is still storing."""


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
    plan: list[list[PlannedRow]] = field(default_factory=list)
    """For each file what becomes of its rows."""
    people: int = 0
    remarks: tuple[Remark, ...] = ()
    """What the seeker should know of the files as a whole."""
    can_undo: bool = False
    """Whether anything was stored that was not there before."""


def bring(
    paths: Sequence[Path],
    *,
    by: User,
    now: datetime,
    batch: Import | None = None,
    told: Told | None = None,
) -> Brought:
    """Read files and folders and store what is in them; one import at a time, one transaction a file."""
    accounts.refuse_mixing(by, now=now)
    reads = _read(paths, by=by, now=now, told=told)
    with home.locked(settings.HOME / LOCK):
        finish(by=by, now=now)
        return take(reads, batch or Import.objects.create(owner=by, received_at=now), by=by, now=now)


def plan(
    paths: Sequence[Path],
    *,
    by: User,
    now: datetime,
    told: Told | None = None,
) -> Brought:
    """Say what bringing these files would do, row by row, and store nothing.

    While the fictional seeker is here, say what it would do in a book without her: she goes first.
    """
    reads = list(_read(paths, by=by, now=now, told=told))
    with transaction.atomic():
        if by.is_demo:
            _clear_out(by)
        batch = Import.objects.create(owner=by, received_at=now)
        brought = take(reads, batch, by=by, now=now)
        transaction.set_rollback(True)
    return brought


def _clear_out(by: User) -> None:
    for rows in (Import.objects, Handle.objects, Person.objects, Organisation.objects):
        rows.filter(owner=by).delete()


def finish(*, by: User, now: datetime) -> int:
    """Work out who is who for imports that were cut short; return how many there were.

    Those of a browser are not among them: they are picked up from the beginning.
    """
    left = list(Import.objects.visible_to(by).applied().filter(settled=False))
    for batch in left:
        with transaction.atomic():
            there = touched(batch)
            _settle(batch, there, there, by=by, now=now)
    return len(left)


def take(reads: Iterable[FileRead], batch: Import, *, by: User, now: datetime) -> Brought:
    """Store files that were read, then work out who is who."""
    today = now.astimezone(by.timezone()).date()
    brought = Brought(batch)
    Import.objects.filter(pk=batch.pk).update(settled=False)
    before = set(Person.objects.visible_to(by).present().values_list("pk", flat=True))
    all_stored = []
    for export in owning.exports(reads):
        whose = owning.somebody_else(export, by=by)
        all_stored += [_take(read, brought, by=by, today=today, whose=whose) for read in export]
    fresh = {record.handle for stored in all_stored for record in stored.records if record.tells_more}
    met = {handle for stored in all_stored for handle in stored.met}
    with transaction.atomic():
        brought.can_undo = _settle(batch, fresh, met, by=by, now=now)
        _count(all_stored, before, brought, by=by)
    brought.people = Person.objects.visible_to(by).others().count()
    brought.remarks = remarks(batch, by=by)
    return brought


def _read(paths: Sequence[Path], *, by: User, now: datetime, told: Told | None) -> Iterator[FileRead]:
    if not paths:
        raise NothingToRead("Name at least one file or folder to import.")
    today = now.astimezone(by.timezone()).date()
    hints = Hints(today=today, zone=by.zone, day_first=by.day_first)
    return parsing.parse(paths, hints=hints, progress=told)


def _take(read: FileRead, brought: Brought, *, by: User, today: date, whose: Owner | None = None) -> Stored:
    """Store one file in a transaction of its own."""
    forgotten = forgetting.checker(by=by)
    with transaction.atomic():
        stored = store(read, batch=brought.batch, by=by, today=today, forgotten=forgotten, whose=whose)
    brought.files.append(stored.file)
    return stored


def _count(all_stored: Sequence[Stored], before: set[int], brought: Brought, *, by: User) -> None:
    """Count, file by file in their order, whom each brought that nobody had brought before."""
    who = dict(Identity.objects.filter(handle__owner=by).values_list("handle_id", "person_id"))
    me = Person.objects.filter(owner=by, is_me=True).values_list("pk", flat=True).first()
    seen = before - {me}
    for stored in all_stored:
        people = {who[record.handle] for record in stored.records if record.handle in who} - {me}
        file = stored.file
        file.new, file.known = len(people - seen), len(people & seen)
        file.ties = len({who[handle] for handle in stored.met if handle in who} - {me})
        file.save(update_fields=["new", "known", "ties"])
        brought.plan.append(_planned(stored, who, seen))
        seen |= people


def _settle(batch: Import, fresh: set[int], met: set[int], *, by: User, now: datetime) -> bool:
    """Work out who is who, and keep what undoes it: the import itself, and how everybody stood before.

    Returns whether there is anything to undo.
    """
    before = arrangement.snapshot(by=by)
    settle(by=by, touched=fresh, met=met)
    batch.settled = True
    batch.state = Import.State.APPLIED
    batch.applied_at = now
    batch.save(update_fields=["settled", "state", "applied_at"])
    timeline.record(Event.Kind.IMPORTED, by=by, now=now, word=str(batch.pk))
    rearranged = before.changes_to(arrangement.snapshot(by=by), new=arrangement.NEW_TOO)
    change: dict[str, object] = {"model": "import", "pk": batch.pk}
    # What brought nothing, the same file again or a picture, is nothing that one would want to undo next.
    brings = bool(fresh or met or rearranged) or batch.files.filter(interests__isnull=False).exists()
    if brings:
        timeline.keep("import", _words(batch), by=by, now=now, changes=[change, *rearranged])
    return brings


def _words(batch: Import) -> str:
    names = list(batch.files.order_by("pk").values_list("path", flat=True)[:2])
    whole = names[0].partition("!/")[0] if names else "nothing"
    return f"Imported {whole}" + (" and more" if len(names) > 1 and "!/" not in names[0] else "")


def _planned(stored: Stored, who: Mapping[int, int], seen: set[int]) -> list[PlannedRow]:
    """Return what becomes of each row of a file that has a row of its own in the report."""
    planned = [
        _planned_row(record, who.get(record.handle), seen) for record in stored.records if record.shown
    ]
    return planned + [PlannedRow(s["where"], "", "skip", s["reason"]) for s in stored.file.skipped]


def _planned_row(record: StoredRecord, person: int | None, seen: set[int]) -> PlannedRow:
    if person not in seen:
        return PlannedRow(record.where, record.name, "create", "New to you")
    if record.is_new:
        return PlannedRow(
            record.where, record.name, "update", "Known; adds what this file says, keeps your edits"
        )
    return PlannedRow(record.where, record.name, "keep", "Known, and nothing new")
