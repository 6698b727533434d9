"""Writing down what happens, and taking a step back or doing it again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction
from django.db.models import F

from weaktie.accounts.models import User
from weaktie.campaign.timeline.models import Event, Step
from weaktie.core.refusal import Refused

MOST_STEPS = 500
"""How many steps are kept to be undone; older ones are forgotten."""

LATEST = 50
"""How many of the latest steps are looked through for the one that brought a row."""


class CannotUndo(Refused):
    """Later changes rest on this one, or it is done already."""

    code = "cannot_undo"


class _NotAsLeft(Exception):
    """A row is not what a step left."""


Image = dict[str, object] | None
"""The columns of one row, or None where there is no row."""

Change = dict[str, object]
"""What became of one row: model, pk, its image before and after."""


@dataclass(slots=True)
class Act:
    """Rows changed by one step, gathered while it is done."""

    by: User
    now: datetime
    changes: list[Change] = field(default_factory=list)
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

    def event(
        self, kind: Event.Kind, *, person_id: int | None, other_id: int | None = None, word: str = ""
    ) -> None:
        """Write an event that goes when the step is undone."""
        told = Event(
            owner=self.by, kind=kind, at=self.now, person_id=person_id, other_id=other_id, word=word[:60]
        )
        self.add(told)

    def _note(self, row: models.Model, *, before: Image, after: Image) -> None:
        name = row._meta.model_name
        self.changes.append({"model": name, "pk": row.pk, "before": before, "after": after})


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Rows as they stood at one moment: by model, by key."""

    rows: dict[str, dict[int, dict[str, object]]]

    def changes_to(self, after: Snapshot, *, new: frozenset[str]) -> list[Change]:
        """Return the changes of rows that were there, and the rows that were not of the models `new`."""
        changes: list[Change] = []
        for model, before in self.rows.items():
            now = after.rows[model]
            others = [pk for pk, row in before.items() if now.get(pk) != row]
            others += sorted(now.keys() - before.keys()) if model in new else []
            changes += [
                {"model": model, "pk": pk, "before": _plain(before.get(pk)), "after": _plain(now.get(pk))}
                for pk in others
            ]
        return changes


def snapshot(*found: models.QuerySet[models.Model]) -> Snapshot:
    """Return the rows of these querysets as they stand now."""
    rows = {}
    for some in found:
        name = str(some.model._meta.model_name)
        rows[name] = {row[some.model._meta.pk.attname]: row for row in some.values(*_columns(some.model))}
    return Snapshot(rows)


@contextmanager
def step(verb: str, words: str, *, by: User, now: datetime) -> Iterator[Act]:
    """Do something in one transaction and keep what undoes it."""
    with transaction.atomic():
        act = Act(by=by, now=now)
        yield act
        if act.changes:
            keep(verb, words, by=by, now=now, changes=act.changes)


def keep(verb: str, words: str, *, by: User, now: datetime, changes: list[Change]) -> Step:
    """Put a step on the pile; what had been undone before it can no longer be done again."""
    Step.objects.visible_to(by).taken_back().delete()
    mark_changed(by)
    kept = Step.objects.create(owner=by, verb=verb, words=words[:300], at=now, changes=changes)
    _drop_oldest(by)
    return kept


def carry_on(row: models.Model, *, verb: str, act: Act, **values: object) -> None:
    """Change a row that is still being written, as part of the step of this verb that brought it last.

    Undoing that step then takes the row away as it is now, instead of one step for every few letters.
    """
    before = _image(row)
    quiet = Act(by=act.by, now=act.now)
    quiet.change(row, **values)
    if not quiet.changes:
        return
    place = {"model": row._meta.model_name, "pk": row.pk}
    for kept in Step.objects.visible_to(act.by).standing().filter(verb=verb).order_by("-pk")[:LATEST]:
        for change in reversed(kept.changes):
            if {name: change[name] for name in place} == place and change["after"] == before:
                change["after"] = _image(row)
                kept.save(update_fields=["changes"])
                return


def mark_changed(by: User) -> None:
    """Say that this seeker's book is another than before: answers kept from before no longer hold."""
    User.objects.filter(pk=by.pk).update(revision=F("revision") + 1)


def record(
    kind: Event.Kind, *, by: User, now: datetime, person_id: int | None = None, word: str = ""
) -> Event:
    """Write down that something happened."""
    return Event.objects.create(owner=by, kind=kind, at=now, person_id=person_id, word=word)


def take_back(undone: Step, *, now: datetime) -> None:
    """Restore the rows a step changed to what they were; refuse if one is no longer as it was left."""
    if not put_back(undone.changes):
        raise CannotUndo("Something later rests on this step; undo that first.")
    mark_changed(undone.owner)
    undone.undone_at = now
    undone.save(update_fields=["undone_at"])


def do_again(redone: Step) -> None:
    """Change the rows again as the step did; refuse if one is no longer as it was then."""
    forwards = [{**change, "before": change["after"], "after": change["before"]} for change in redone.changes]
    if not put_back(forwards[::-1]):
        raise CannotUndo("What this step changed is another by now; do it anew.")
    mark_changed(redone.owner)
    redone.undone_at = None
    redone.save(update_fields=["undone_at"])


def put_back(changes: Sequence[Change]) -> bool:
    """Restore rows, the last change first; leave all and return False if one is not as it was left."""
    try:
        with transaction.atomic():
            waiting = list(reversed(changes))
            while waiting:
                waiting = _put_all(waiting)
    except _NotAsLeft:
        return False
    return True


def _put_all(changes: Sequence[Change]) -> list[Change]:
    """Turn rows back; return those that have to wait until another row no longer stands in their way."""
    waiting: list[Change] = []
    for change in changes:
        try:
            with transaction.atomic():
                _put(change)
        except IntegrityError:
            waiting.append(change)
    if len(waiting) == len(changes):
        raise _NotAsLeft
    return waiting


def drop_broken(*, by: User) -> None:
    """Forget the steps that can no longer be undone, since what they changed is gone or another."""
    Step.objects.visible_to(by).taken_back().delete()
    before: dict[tuple[str, int], Image] = {}
    for kept in Step.objects.visible_to(by).order_by("-pk"):
        changes = kept.changes[1:] if kept.verb == "import" else kept.changes
        if all(_found(change, before) == change["after"] for change in _last_of_each(changes)):
            before.update(((str(c["model"]), int(str(c["pk"]))), c["before"]) for c in reversed(changes))
        elif kept.verb != "import":
            kept.delete()


def _last_of_each(changes: Sequence[Change]) -> Iterable[Change]:
    """Return the last change of each row."""
    return {(change["model"], change["pk"]): change for change in changes}.values()


def _found(change: Change, before: dict[tuple[str, int], Image]) -> Image:
    """Return the row as it was before later steps, else as it is."""
    place = (str(change["model"]), int(str(change["pk"])))
    if place in before:
        return before[place]
    row = _row(change)
    return _image(row) if row else None


def _row(change: Change) -> models.Model | None:
    model = apps.get_model("campaign", str(change["model"]))
    row: models.Model | None = model._default_manager.filter(pk=change["pk"]).first()
    return row


def _put(change: Change) -> None:
    """Turn one row back into what it was before a change; raise if it is not as left."""
    row, wanted = _row(change), change["before"]
    if (_image(row) if row else None) != change["after"]:
        raise _NotAsLeft
    if not isinstance(wanted, dict):
        if row is not None:
            row.delete()
        return
    if row is None:
        apps.get_model("campaign", str(change["model"]))(**wanted).save(force_insert=True)
        return
    for column, value in wanted.items():
        setattr(row, column, value)
    row.save(update_fields=[name for name in wanted if name != row._meta.pk.attname])


def _image(row: models.Model) -> Image:
    """Return the columns of a row as JSON would hold them."""
    return _plain({name: getattr(row, name) for name in _columns(type(row))})


def _columns(model: type[models.Model]) -> list[str]:
    """Return the columns that an undo brings back; derived ones are left to be worked out again."""
    derived: frozenset[str] = getattr(model, "DERIVED", frozenset())
    return [f.attname for f in model._meta.concrete_fields if f.name not in derived]


def _plain(columns: Image) -> Image:
    image: Image = json.loads(json.dumps(columns, cls=DjangoJSONEncoder))
    return image


def _drop_oldest(by: User) -> None:
    kept = Step.objects.visible_to(by).order_by("-pk").values_list("pk", flat=True)[MOST_STEPS:]
    if oldest := list(kept[:1]):
        Step.objects.visible_to(by).filter(pk__lte=oldest[0]).delete()
