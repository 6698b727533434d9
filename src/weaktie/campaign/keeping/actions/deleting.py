"""Everything of one seeker out, at once and for good."""

from __future__ import annotations

import shutil

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from weaktie.accounts.models import User
from weaktie.adapters import backup, database, home
from weaktie.campaign.intake.actions import forgetting
from weaktie.campaign.intake.models import Import
from weaktie.campaign.timeline import actions as timeline

OWNED = (
    "import", "handle", "person", "organisation", "target", "event", "step", "opening", "ownway", "later",
    "feed", "searchend",
)  # fmt: skip
"""Tables whose rows know their owner; whatever else there is goes with these."""


def delete_everything(*, by: User, but: Import | None = None, forgotten_too: bool = False) -> None:
    """Delete every row of this seeker, what waits in the spool, and the bytes that are left behind.

    `but` is an import that waits to be stored in the emptied book; it stays with its files.

    Backups that the seeker wrote elsewhere stay theirs to delete. Whoever was forgotten stays forgotten,
    unless that list goes as well (`forgotten_too`). This cannot be undone.
    """
    database.owe_scrub()
    with transaction.atomic():
        for name in OWNED:
            rows = apps.get_model("campaign", name)._default_manager.filter(owner=by)
            (rows.exclude(pk=but.pk) if but is not None and name == "import" else rows).delete()
        if forgotten_too:
            forgetting.unbury_all(by=by)
        timeline.mark_changed(by)
        by.is_demo = False
        by.welcomed_at = None
        by.save(update_fields=["is_demo", "welcomed_at"])
    if connection.vendor == "sqlite":
        for place in (*home.spool(settings.HOME).iterdir(), *backup.made_by_itself(settings.HOME)):
            if but is not None and place.name == but.folder:
                continue
            if place.is_dir():
                shutil.rmtree(place, ignore_errors=True)
            else:
                place.unlink()
        home.sweep(settings.HOME, older_than=0)
    database.scrub()
