"""Conversations that were held, made directly: what comes after them is told elsewhere."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from tests.people import NOON

SECRET = "Off the record: the canary sings at midnight"


def talk(by, person, *, ended: datetime = NOON, notes=(), **facts):
    """Return a conversation of twenty minutes with notes: (kind, text) or (kind, text, off the record)."""
    from weaktie.campaign.conversations.models import Conversation, Note
    from weaktie.campaign.timeline.models import Event

    started = ended - timedelta(minutes=20)
    row = Conversation.objects.create(
        owner=by, person=person, begun_at=started, starts_at=started, started_at=started, ended_at=ended,
        uid=uuid.uuid4().hex, **facts,
    )  # fmt: skip
    for second, (kind, text, *off) in enumerate(notes):
        Note.objects.create(
            conversation=row, key=uuid.uuid4().hex, kind=kind, text=text, off_record=bool(off),
            at_second=second, written_at=ended,
        )  # fmt: skip
    Event.objects.create(owner=by, kind=Event.Kind.TALKED, at=ended, person=person)
    return row


NOTES = (
    ("insight", "The desk stopped trusting the evening forecast in 2024"),
    ("quote", "Ring, don't email"),
    ("insight", SECRET, True),
    ("mine", "Send the load-curve paper"),
    ("theirs", "Look up the name of the planner"),
    ("mine", f"Burn this: {SECRET}", True),
    ("pay", "Between 50 and 60"),
)
"""Notes of every kind that matters afterwards; two of them off the record."""
