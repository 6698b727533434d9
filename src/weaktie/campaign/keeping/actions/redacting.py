"""Taking the words that name somebody out of whatever the seeker wrote about others."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import NamedTuple

from django.apps import apps
from django.db import models

from weaktie.accounts.models import User
from weaktie.core.redaction import BLANK, naming


class _Written(NamedTuple):
    """Columns of a table in which the seeker writes freely, and the way from a row to its owner."""

    model: str
    owner: str
    columns: tuple[str, ...]


WRITTEN = (
    _Written("edit", "person__owner", ("value",)),
    _Written("target", "owner", ("posting",)),
    _Written("material", "owner", ("title", "found", "text")),
    _Written("stranger", "target__owner", ("found", "text")),
    _Written("message", "owner", ("subject", "text", "question")),
    _Written("ask", "owner", ("words",)),
    _Written(
        "conversation",
        "owner",
        (
            "place", "opening", "plan_clear", "plan_sharp", "plan_easy", "desire_before_why",
            "desire_after_why", "their_words", "question_that_landed", "remembered_of_you", "seen_clear",
            "seen_sharp", "seen_easy",
        ),
    ),
    _Written("question", "conversation__owner", ("text", "why")),
    _Written("note", "conversation__owner", ("text",)),
    _Written("fit", "conversation__owner", ("theirs", "yours")),
    _Written("opening", "owner", ("role", "outcome")),
    _Written("transcript", "conversation__owner", ("file", "lines")),
    _Written("promise", "owner", ("text",)),
    _Written("introduction", "owner", ("why", "blurb")),
    _Written("referral", "owner", ("role", "shown", "result")),
    _Written("event", "owner", ("word",)),
)  # fmt: skip
"""Every table in which the seeker writes of people; an architecture test holds it to the tables there are."""


def blank(words: Collection[str], *, by: User) -> None:
    """Put an ellipsis wherever one of these words stands in what the seeker wrote."""
    if not words:
        return
    named = naming(words)
    for table in WRITTEN:
        rows = apps.get_model("campaign", table.model)._default_manager.filter(**{table.owner: by})
        for row in rows.iterator():
            _blank_row(row, table.columns, named)


def _blank_row(row: models.Model, columns: Collection[str], named: re.Pattern[str]) -> None:
    changed = {}
    for column in columns:
        value = getattr(row, column)
        told = _without(value, named)
        if told != value:
            changed[column] = told
    if changed:
        for column, told in changed.items():
            setattr(row, column, told)
        row.save(update_fields=list(changed))


def _without(value: object, named: re.Pattern[str]) -> object:
    """Return a text, or a list of texts, without what names somebody."""
    if isinstance(value, str):
        return named.sub(BLANK, value)
    told: object = json.loads(named.sub(BLANK, json.dumps(value, ensure_ascii=False)))
    return told
