"""An import's rows out of the tables again; what another file also holds stays, in that file's name."""

from __future__ import annotations

from django.db import connection, transaction
from django.db.models import Model

from weaktie.campaign.intake.models import (
    Encounter,
    EncounterAgain,
    Import,
    Interest,
    Record,
    RecordAgain,
)


@transaction.atomic
def withdraw(batch: Import) -> None:
    """Take away every record and encounter that this import alone brought; its report stays."""
    RecordAgain.objects.filter(file__batch=batch).delete()
    EncounterAgain.objects.filter(file__batch=batch).delete()
    _hand_over(Record, RecordAgain, "record", batch)
    _hand_over(Encounter, EncounterAgain, "encounter", batch)
    Record.objects.filter(file__batch=batch).delete()
    _delete_encounters(batch)
    Interest.objects.filter(file__batch=batch).delete()
    batch.state = Import.State.UNDONE
    batch.plan = None
    batch.save(update_fields=["state", "plan"])


def _hand_over(kept: type[Model], again: type[Model], name: str, batch: Import) -> None:
    """Give rows that a later import also brought to the first of its files."""
    seen = again._default_manager.filter(**{f"{name}__file__batch": batch}).order_by("pk")
    heirs: dict[int, tuple[int, int]] = {}
    for pk, row, file in seen.values_list("pk", f"{name}_id", "file_id"):
        heirs.setdefault(row, (pk, file))
    for row, (pk, file) in heirs.items():
        kept._default_manager.filter(pk=row).update(file_id=file)
        again._default_manager.filter(pk=pk).delete()


def _delete_encounters(batch: Import) -> None:
    """Delete encounters and their parts in two statements: there may be hundreds of thousands."""
    files = list(batch.files.values_list("pk", flat=True))
    with connection.cursor() as cursor:
        for file in files:
            cursor.execute(
                "DELETE FROM campaign_part WHERE encounter_id IN"
                " (SELECT id FROM campaign_encounter WHERE file_id = %s)",
                [file],
            )
            cursor.execute("DELETE FROM campaign_encounter WHERE file_id = %s", [file])
