"""All that the seeker said and did, table by table, as an export has it."""

from __future__ import annotations

from django.apps import apps
from django.db import models
from django.db.models import Q

from weaktie.accounts.models import User

OWNERS = {
    "targets": ("target", "owner"),
    "materials": ("material", "owner"),
    "messages": ("message", "owner"),
    "asks": ("ask", "owner"),
    "conversations": ("conversation", "owner"),
    "questions": ("question", "conversation__owner"),
    "notes": ("note", "conversation__owner"),
    "openings": ("opening", "owner"),
    "fits": ("fit", "conversation__owner"),
    "own_ways": ("ownway", "owner"),
    "transcripts": ("transcript", "conversation__owner"),
    "followups": ("followup", "owner"),
    "promises": ("promise", "owner"),
    "introductions": ("introduction", "owner"),
    "referrals": ("referral", "owner"),
    "ends": ("searchend", "owner"),
}
"""Tables by the name they have in an export, with the way from a row to its owner."""

OFF_RECORD = {
    "notes": Q(off_record=True),
    "openings": Q(note__off_record=True),
    "transcripts": Q(),
}
"""What is left out unless the seeker asks for it: raw words are, for nobody can tell which were meant so."""

LEFT_OUT = frozenset({"owner", "key", "employer_key", "uid"})
"""Columns that only serve the program."""


def said(*, by: User, with_off_record: bool) -> dict[str, list[dict[str, object]]]:
    """Return the rows of every table; what was said off the record only if asked for."""
    found = {}
    for name, (model, owner) in OWNERS.items():
        table: type[models.Model] = apps.get_model("campaign", model)
        rows = table._default_manager.filter(**{owner: by}).order_by("pk")
        if name in OFF_RECORD and not with_off_record:
            rows = rows.exclude(OFF_RECORD[name]) if OFF_RECORD[name] else rows.none()
        found[name] = list(rows.values(*_columns(table)))
    if with_off_record:
        _tell_promises(found["promises"], found["notes"])
    return found


def _columns(table: type[models.Model]) -> list[str]:
    return [column.attname for column in table._meta.concrete_fields if column.name not in LEFT_OUT]


def _tell_promises(promises: list[dict[str, object]], notes: list[dict[str, object]]) -> None:
    """Put back the words of promises that stand in a note off the record."""
    text = {note["id"]: note["text"] for note in notes if note["off_record"]}
    for promise in promises:
        promise["text"] = text.get(promise["note_id"], promise["text"])
