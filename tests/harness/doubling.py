"""weaktie whose server takes every copy of a note for another note: what the harness has to catch."""

from __future__ import annotations

import os
import uuid
from dataclasses import replace


def plant() -> None:
    """Make weaktie worse than it is."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "weaktie.project.settings"
    import django

    django.setup()
    from weaktie.campaign.conversations.actions import noting

    kept = noting._keep
    noting._keep = lambda talk, copy, **more: kept(talk, replace(copy, key=str(uuid.uuid4())), **more)


if __name__ == "__main__":
    plant()
    from weaktie.project.command import main

    main()
