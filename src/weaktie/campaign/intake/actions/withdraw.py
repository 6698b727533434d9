"""An import's rows out of the tables again; what another file also holds stays, in that file's name."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction

from weaktie.adapters import database
from weaktie.campaign.intake.models import (
    Encounter,
    EncounterAgain,
    Import,
    Interest,
    Part,
    Record,
    RecordAgain,
)


@transaction.atomic
def withdraw(batch: Import) -> set[int]:
    """Take away every record and encounter that this import alone brought; its report stays.

    Returns the handles of all that it brought or brought again: what is known of them has changed.
    """
    there = take_out(batch)
    batch.state = Import.State.UNDONE
    batch.plan = None
    batch.save(update_fields=["state", "plan"])
    return there


@transaction.atomic
def take_out(batch: Import) -> set[int]:
    """Take an import's rows out of the tables; return the handles of all that it brought or brought again."""
    there = touched(batch)
    RecordAgain.objects.filter(file__batch=batch).delete()
    EncounterAgain.objects.filter(file__batch=batch).delete()
    _hand_over_records(batch)
    _hand_over_encounters(batch)
    Record.objects.filter(file__batch=batch).delete()
    _delete_encounters(batch)
    Interest.objects.filter(file__batch=batch).delete()
    return there


def touched(batch: Import) -> set[int]:
    """Return the handles of all that an import brought or brought again."""
    own = Record.objects.filter(file__batch=batch)
    again = RecordAgain.objects.filter(file__batch=batch)
    parts = Part.objects.filter(encounter__file__batch=batch)
    return {
        *own.values_list("handle_id", flat=True),
        *again.values_list("record__handle_id", flat=True),
        *parts.values_list("handle_id", flat=True).distinct(),
    }


def _hand_over_records(batch: Import) -> None:
    """Give records that a later import also brought to the first of its files, and that file's day."""
    seen = RecordAgain.objects.filter(record__file__batch=batch).order_by("pk")
    heirs: dict[int, tuple[int, tuple[object, ...]]] = {}
    columns = ("pk", "record_id", "file_id", "where", "file__exported_on")
    for pk, record, file, where, day in seen.values_list(*columns):
        heirs.setdefault(record, (pk, (file, where, database.day(day))))
    kept = ((*place, record) for record, (_, place) in heirs.items())
    database.update(Record._meta.db_table, ("file_id", "where", "seen_on"), kept)
    _drop(RecordAgain._meta.db_table, (pk for pk, _ in heirs.values()))


def _hand_over_encounters(batch: Import) -> None:
    """Give encounters that a later import also brought to the first of its files."""
    seen = EncounterAgain.objects.filter(encounter__file__batch=batch).order_by("pk")
    heirs: dict[int, tuple[int, int]] = {}
    for pk, encounter, file in seen.values_list("pk", "encounter_id", "file_id"):
        heirs.setdefault(encounter, (pk, file))
    database.update(
        Encounter._meta.db_table, ("file_id",), ((file, encounter) for encounter, (_, file) in heirs.items())
    )
    _drop(EncounterAgain._meta.db_table, (pk for pk, _ in heirs.values()))


def _drop(table: str, rows: Iterable[int]) -> None:
    with connection.cursor() as cursor:
        # The table is a name in this program, never input.
        cursor.executemany(f'DELETE FROM "{table}" WHERE id = %s', [(row,) for row in rows])  # noqa: S608


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
