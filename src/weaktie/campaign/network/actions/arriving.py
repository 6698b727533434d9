"""Files from a browser: received into the spool, read into a plan, stored when the seeker says so.

The worker does the reading, so that an import goes on when the tab is closed, and is picked up again after
a power cut.
"""

from __future__ import annotations

import re
import shutil
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO

from django.conf import settings
from django.db import transaction

from weaktie.accounts.models import User
from weaktie.adapters import home
from weaktie.adapters.parsing import Progress
from weaktie.campaign.intake.actions import withdraw
from weaktie.campaign.intake.models import File, Import
from weaktie.campaign.network.actions import bring
from weaktie.campaign.network.actions.settle import settle
from weaktie.core.refusal import Refused

CHUNK = 1 << 20
_OURS = re.compile("[0-9a-f]{32}")
"""Names of folders that uploads wait in; others in the spool belong to whoever made them."""
MOST_PLANNED = 5_000
"""So many rows of a file's plan are kept to be looked at; the figures always cover all."""


class NothingChosen(Refused):
    """No file came with the form."""

    code = "nothing_chosen"


class NotPlanned(Refused):
    """This import does not wait for a yes."""

    code = "not_planned"


def receive(files: Sequence[tuple[str, IO[bytes]]], *, by: User, now: datetime) -> Import:
    """Take uploaded files (name as the browser tells it, stream) into the spool, to be read later."""
    if not files:
        raise NothingChosen("Choose at least one file, or drop files anywhere on this page.")
    folder = uuid.uuid4().hex
    place = _spool(folder)
    total = 0
    for number, (name, stream) in enumerate(files):
        target = place / f"{number:05}" / _safe(name)
        target.parent.mkdir(mode=home.PRIVATE_FOLDER)
        with target.open("wb") as out:
            shutil.copyfileobj(stream, out, CHUNK)
        total += target.stat().st_size
    return Import.objects.create(
        owner=by, state=Import.State.RECEIVED, received_at=now, folder=folder, total_bytes=total
    )


def go_ahead(batch: Import) -> None:
    """Say yes to a plan: the worker stores it."""
    changed = Import.objects.filter(pk=batch.pk, state=Import.State.PLANNED).update(state=Import.State.WANTED)
    if not changed:
        raise NotPlanned("This import is not waiting for a yes; look at it again.")


def discard(batch: Import) -> None:
    """Say no to a plan: its files are deleted and nothing is stored."""
    if batch.state not in (Import.State.PLANNED, Import.State.RECEIVED, Import.State.FAILED):
        raise NotPlanned("This import is stored already; undo it instead.")
    _clear(batch)
    batch.delete()


def plan_next(*, now: datetime) -> Import | None:
    """Read one received import into a plan, or return None when none waits."""
    batch = _claim(Import.State.RECEIVED)
    if batch is None:
        return None
    try:
        brought = bring.plan(_files(batch), by=batch.owner, now=now, told=_teller(batch))
    except Refused as refusal:
        return _failed(batch, str(refusal))
    batch.plan = _kept(brought)
    batch.state = Import.State.PLANNED
    batch.save(update_fields=["plan", "state"])
    return batch


def apply_next(*, now: datetime) -> Import | None:
    """Store one import that was said yes to, or return None when none waits."""
    batch = _claim(Import.State.WANTED)
    if batch is None:
        return None
    _start_anew(batch)
    try:
        bring.bring(_files(batch), by=batch.owner, now=now, batch=batch, told=_teller(batch))
    except Refused as refusal:
        return _failed(batch, str(refusal))
    Import.objects.filter(pk=batch.pk).update(plan=None)
    _clear(batch)
    return batch


@transaction.atomic
def give_up(*, now: datetime) -> None:
    """Take out what was stored of imports that broke weaktie, and say so in their place."""
    for batch in Import.objects.filter(state=Import.State.READING):
        there = _start_anew(batch)
        settle(by=batch.owner, touched=there, met=there)
        _failed(batch, "weaktie stumbled over these files and stored nothing of them. See its log for where.")


@transaction.atomic
def _start_anew(batch: Import) -> set[int]:
    """Take out what an earlier attempt stored; what others brought too stays with them."""
    there = withdraw.take_out(batch)
    batch.files.all().delete()
    return there


def pick_up_again(*, now: datetime) -> None:
    """Put imports that a stop interrupted back in line, and settle what was left unsettled."""
    for batch in Import.objects.filter(state=Import.State.READING):
        state = Import.State.RECEIVED if batch.plan is None else Import.State.WANTED
        Import.objects.filter(pk=batch.pk).update(state=state)
    for user in User.objects.order_by("pk"):
        bring.finish(by=user, now=now)
    known = set(Import.objects.exclude(folder="").values_list("folder", flat=True))
    for place in home.spool(settings.HOME).iterdir():
        if place.is_dir() and _OURS.fullmatch(place.name) and place.name not in known:
            shutil.rmtree(place, ignore_errors=True)
        elif place.is_file():
            place.unlink(missing_ok=True)


@transaction.atomic
def _claim(state: str) -> Import | None:
    """Take one import in this state; only the process whose UPDATE changes the row goes on."""
    batch = Import.objects.filter(state=state).order_by("pk").first()
    if batch is None:
        return None
    if not Import.objects.filter(pk=batch.pk, state=state).update(state=Import.State.READING, done_bytes=0):
        return None
    return batch


def _files(batch: Import) -> list[Path]:
    return sorted(path for path in _spool(batch.folder).glob("*/*"))


def _spool(folder: str) -> Path:
    place = home.spool(settings.HOME) / folder
    place.mkdir(exist_ok=True, mode=home.PRIVATE_FOLDER)
    return place


def _safe(name: str) -> str:
    """Return the last part of a name as a browser tells it: it can only ever be a file in its own folder."""
    last = PurePosixPath(name.replace("\\", "/")).name.replace("\x00", "")
    return last[-150:].lstrip(".") or "file"


def _teller(batch: Import) -> bring.Told:
    def tell(progress: Progress) -> None:
        Import.objects.filter(pk=batch.pk).update(
            done_bytes=progress.done, reading=Path(progress.path).name[:300]
        )

    return tell


def _kept(brought: bring.Brought) -> dict[str, object]:
    """Return the plan as it is kept until the seeker has looked at it."""
    return {
        "people": brought.people,
        "brings": brought.can_undo,
        "remarks": [asdict(remark) for remark in brought.remarks],
        "files": [_file(file, rows) for file, rows in zip(brought.files, brought.plan, strict=True)],
    }


def _file(file: File, rows: Iterable[bring.PlannedRow]) -> dict[str, object]:
    listed = list(rows)
    return {
        "path": file.path,
        "label": file.label,
        "needed": file.needed,
        "read": file.read,
        "new": file.new,
        "known": file.known,
        "ties": file.ties,
        "note": file.note,
        "error": file.error,
        "rows": [asdict(row) for row in listed[:MOST_PLANNED]],
        "more": max(0, len(listed) - MOST_PLANNED),
    }


def _failed(batch: Import, sentence: str) -> Import:
    batch.plan = {"files": [], "people": 0, "error": sentence}
    batch.state = Import.State.FAILED
    batch.settled = True
    batch.save(update_fields=["plan", "state", "settled"])
    _clear(batch)
    return batch


def _clear(batch: Import) -> None:
    if batch.folder:
        shutil.rmtree(home.spool(settings.HOME) / batch.folder, ignore_errors=True)
