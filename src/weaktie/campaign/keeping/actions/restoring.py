"""Putting a backup back: what is here is kept first, and whoever was forgotten is forgotten again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from weaktie.accounts.models import User
from weaktie.adapters import backup
from weaktie.campaign.keeping.actions.forget import forget_again
from weaktie.core.refusal import Refused


class OnlySqlite(Refused):
    """A server's database has tools of its own."""

    code = "only_sqlite"


def restore(source: Path, *, passphrase: str = "", now: datetime) -> tuple[Path, int]:
    """Replace the database; return the backup of what was here, and how many were forgotten again."""
    if connection.vendor != "sqlite":
        raise OnlySqlite("On PostgreSQL, back up and restore with pg_dump and pg_restore.")
    with backup.opened(source, passphrase=passphrase):
        pass
    connection.close()
    kept = settings.HOME / "backups" / f"before-restore-{now:%Y%m%d-%H%M%S}.weaktie"
    backup.back_up(settings.HOME, kept, now=now)
    backup.restore(source, settings.HOME, passphrase=passphrase)
    call_command("migrate", verbosity=0, interactive=False)
    forgotten = sum(forget_again(by=user) for user in User.objects.order_by("pk"))
    return kept, forgotten
