"""Writing down what happens, and taking a step back or doing it again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import F

from weaktie.accounts.models import User
from weaktie.campaign.timeline.models import Event, Step
from weaktie.core.refusal import Refused

MOST_STEPS = 500
"""How many steps are kept to be undone; older ones are forgotten."""


class CannotUndo(Refused):
    """Later changes rest on this one, or it is done already."""

    code = "cannot_undo"


Image = dict[str, object] | None
"""The columns of one row, or None where there is no row."""


@dataclass(slots=True)
class Act:
    """Rows changed by one step, gathered while it is done."""

    by: User
    now: datetime
    changes: list[dict[str, object]] = field(default_factory=list)
    people: set[int] = field(default_factory=set)

    def add(self, row: models.Model) -> None:
        """Save a new row."""
        row.save(force_insert=True)
        self._note(row, before=None, after=_image(row))

    def change(self, row: models.Model, **values: object) -> None:
        """Change columns of a row; nothing is written when they already have these values."""
        before = _image(row)
        for name, value in values.items():
            setattr(row, name, value)
        after = _image(row)
        if after != before:
            row.save(update_fields=list(values))
            self._note(row, before=before, after=after)

    def remove(self, row: models.Model) -> None:
        """Delete one row."""
        self._note(row, before=_image(row), after=None)
        row.delete()

    def event(self, kind: Event.Kind, *, person_id: int | None, word: str = "") -> None:
        """Write an event that goes when the step is undone."""
        self.add(Event(owner=self.by, kind=kind, at=self.now, person_id=person_id, word=word))

    def _note(self, row: models.Model, *, before: Image, after: Image) -> None:
        name = row._meta.model_name
        self.changes.append({"model": name, "pk": row.pk, "before": before, "after": after})


@contextmanager
def step(verb: str, words: str, *, by: User, now: datetime) -> Iterator[Act]:
    """Do something in one transaction and keep what undoes it."""
    with transaction.atomic():
        act = Act(by=by, now=now)
        yield act
        if act.changes:
            keep(verb, words, by=by, now=now, changes=act.changes)


def keep(verb: str, words: str, *, by: User, now: datetime, changes: list[dict[str, object]]) -> Step:
    """Put a step on the pile; what had been undone before it can no longer be done again."""
    Step.objects.visible_to(by).taken_back().delete()
    mark_changed(by)
    kept = Step.objects.create(owner=by, verb=verb, words=words[:300], at=now, changes=changes)
    _drop_oldest(by)
    return kept


def mark_changed(by: User) -> None:
    """Say that this seeker's book is another than before: answers kept from before no longer hold."""
    User.objects.filter(pk=by.pk).update(revision=F("revision") + 1)


def record(
    kind: Event.Kind, *, by: User, now: datetime, person_id: int | None = None, word: str = ""
) -> Event:
    """Write down that something happened."""
    return Event.objects.create(owner=by, kind=kind, at=now, person_id=person_id, word=word)


def take_back(undone: Step, *, now: datetime) -> list[dict[str, object]]:
    """Restore the rows a step changed to what they were and return its changes."""
    changes: list[dict[str, object]] = undone.changes
    for change in reversed(changes):
        _put(change, found="after", wanted="before")
    mark_changed(undone.owner)
    undone.undone_at = now
    undone.save(update_fields=["undone_at"])
    return changes


def do_again(redone: Step) -> list[dict[str, object]]:
    """Change the rows again as the step did and return its changes."""
    changes: list[dict[str, object]] = redone.changes
    for change in changes:
        _put(change, found="before", wanted="after")
    mark_changed(redone.owner)
    redone.undone_at = None
    redone.save(update_fields=["undone_at"])
    return changes


def _put(change: dict[str, object], *, found: str, wanted: str) -> None:
    """Turn one row from the found image into the wanted one; refuse if it is no longer as it was left."""
    model = apps.get_model("campaign", str(change["model"]))
    here, there = change[found], change[wanted]
    row = model._default_manager.filter(pk=change["pk"]).first()
    if (_image(row) if row else None) != here:
        raise CannotUndo("Something later rests on this step; undo that first.")
    if there is None:
        assert row is not None
        row.delete()
        return
    assert isinstance(there, dict)
    if row is None:
        model(**there).save(force_insert=True)
        return
    for column, value in there.items():
        setattr(row, column, value)
    row.save()


def _image(row: models.Model) -> dict[str, object]:
    """Return the columns of a row as JSON would hold them; derived ones are left to be worked out again."""
    derived: frozenset[str] = getattr(row, "DERIVED", frozenset())
    columns = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.name not in derived}
    image: dict[str, object] = json.loads(json.dumps(columns, cls=DjangoJSONEncoder))
    return image


def _drop_oldest(by: User) -> None:
    kept = Step.objects.visible_to(by).order_by("-pk").values_list("pk", flat=True)[MOST_STEPS:]
    if oldest := list(kept[:1]):
        Step.objects.visible_to(by).filter(pk__lte=oldest[0]).delete()
