"""Putting a backup back: what is here is kept first, and whoever was forgotten is forgotten again."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from weaktie.accounts.models import User
from weaktie.adapters import backup, database
from weaktie.campaign.keeping.actions import upgrade
from weaktie.campaign.keeping.actions.forget import forget_again
from weaktie.core.refusal import Refused


class OnlySqlite(Refused):
    """A server's database has tools of its own."""

    code = "only_sqlite"


def restore(source: Path, *, passphrase: str = "", now: datetime) -> tuple[Path, int]:
    """Replace the database; return the backup of what was here, and how many were forgotten again."""
    if connection.vendor != "sqlite":
        raise OnlySqlite("On PostgreSQL, back up and restore with pg_dump and pg_restore.")
    with backup.opened(source, passphrase=passphrase, within=settings.HOME) as found:
        upgrade.refuse_newer(backup.applied(found))
    connection.close()
    kept = _keep_what_is_here(now)
    database.owe_scrub()
    backup.restore(source, settings.HOME, passphrase=passphrase)
    call_command("migrate", verbosity=0, interactive=False)
    # A restored book has an older number; what a running program keeps under such a number is of another.
    User.objects.update(revision=int(now.timestamp()))
    forgotten = sum(forget_again(by=user) for user in User.objects.order_by("pk"))
    database.scrub()
    return kept, forgotten


def _keep_what_is_here(now: datetime) -> Path:
    """Back up what is here; if it is no database any more, move it aside. Return where it is then."""
    target = settings.HOME / backup.FOLDER / f"{backup.BEFORE}restore-{now:%Y%m%d-%H%M%S}.weaktie"
    try:
        return backup.back_up(settings.HOME, target, now=now)
    except sqlite3.DatabaseError:
        return backup.set_aside(settings.HOME)
