"""Bringing a data folder up to date: a verified backup first, then the migrations."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from weaktie.accounts.models import User
from weaktie.adapters import backup, database
from weaktie.core.refusal import Refused


class NewerData(Refused):
    """The data folder was written by a newer weaktie."""

    code = "newer_data"


class DamagedData(Refused):
    """The database cannot be read."""

    code = "damaged_data"


def bring_up_to_date(*, now: datetime) -> Path | None:
    """Migrate the database if it is older than the program; return the backup made before, if any."""
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        mend = "Put a backup back: weaktie restore FILE."
        raise DamagedData(f"The database in {settings.HOME} cannot be read ({error}). {mend}") from error
    done = set(executor.loader.applied_migrations)
    refuse_newer(done)
    made = None
    if not done and connection.vendor == "sqlite":
        _lay_tables(executor)
    elif executor.migration_plan(executor.loader.graph.leaf_nodes()):
        made = _backup_before(now) if done else None
        call_command("migrate", verbosity=0, interactive=False)
    if (settings.HOME / "forgotten.txt").exists():
        _forget_who_came_back()
    if database.owes_scrub():
        database.scrub()
    return made


def refuse_newer(applied: set[tuple[str, str]]) -> None:
    """Raise NewerData if a database went through migrations, as (app, name), that are not known here."""
    known = set(MigrationLoader(None).disk_migrations)
    if {key for key in applied if key[0] in ("campaign", "accounts")} - known:
        raise NewerData("This was written by a newer weaktie; install that version to open it.")


def _lay_tables(executor: MigrationExecutor) -> None:
    """Make every table of a new data folder as the models say, all at once, and count the migrations as done.

    They lead to the same tables (a test compares both), but take many times as long on the way.
    """
    recorder = executor.recorder
    with connection.schema_editor() as editor:
        # Another process may have been faster, and held the lock until it was done.
        if not recorder.applied_migrations():
            if not recorder.has_table():
                editor.create_model(recorder.Migration)
            for model in apps.get_models():
                editor.create_model(model)
            for app, name in executor.loader.graph.nodes:
                recorder.record_applied(app, str(name))


def _forget_who_came_back() -> None:
    """Finish what was cut short: a restore that had yet to forget again, or a forgetting."""
    # Most folders never get here: what forgetting needs is loaded only then, so that commands start fast.
    from weaktie.campaign.intake.actions import forgetting
    from weaktie.campaign.keeping.actions.forget import forget_again

    if forgetting.is_behind():
        for user in User.objects.order_by("pk"):
            forget_again(by=user)


def _backup_before(now: datetime) -> Path | None:
    if connection.vendor != "sqlite":
        return None
    connection.close()
    target = settings.HOME / backup.FOLDER / f"{backup.BEFORE}upgrade-{now:%Y%m%d-%H%M%S}.weaktie"
    return backup.back_up(settings.HOME, target, now=now)
