"""Bringing a data folder up to date: a verified backup first, then the migrations."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from weaktie.adapters import backup
from weaktie.core.refusal import Refused


class NewerData(Refused):
    """The data folder was written by a newer weaktie."""

    code = "newer_data"


def bring_up_to_date(*, now: datetime) -> Path | None:
    """Migrate the database if it is older than the program; return the backup made before, if any."""
    executor = MigrationExecutor(connection)
    known = set(executor.loader.disk_migrations)
    done = {key for key in executor.loader.applied_migrations if key[0] in ("campaign", "accounts")}
    if done - known:
        raise NewerData("This data folder was written by a newer weaktie; install that version to open it.")
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return None
    made = _backup_before(now) if done else None
    call_command("migrate", verbosity=0, interactive=False)
    return made


def _backup_before(now: datetime) -> Path | None:
    if connection.vendor != "sqlite":
        return None
    connection.close()
    target = settings.HOME / "backups" / f"before-upgrade-{now:%Y%m%d-%H%M%S}.weaktie"
    return backup.back_up(settings.HOME, target, now=now)
