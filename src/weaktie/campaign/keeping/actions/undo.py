"""Taking a step back, and doing it again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from weaktie.accounts.models import User
from weaktie.campaign.intake.actions.withdraw import withdraw
from weaktie.campaign.intake.models import Import
from weaktie.campaign.network.actions.settle import settle
from weaktie.campaign.network.models import Identity, Person
from weaktie.campaign.timeline import actions as timeline
from weaktie.campaign.timeline.models import Step
from weaktie.core.refusal import Refused


class NothingToUndo(Refused):
    """Nothing was done yet, or all of it is undone."""

    code = "nothing_to_undo"


class NothingToRedo(Refused):
    """Nothing was undone, or something was done since."""

    code = "nothing_to_redo"


@transaction.atomic
def undo(*, by: User, now: datetime, step: Step | None = None) -> str:
    """Take back a step, the latest if none is named, and return what it was in words."""
    undone = step or Step.objects.visible_to(by).standing().order_by("-pk").first()
    if undone is None or undone.undone_at is not None:
        raise NothingToUndo("There is nothing to undo.")
    if undone.verb == "import":
        return _undo_import(undone, by=by)
    people = _people_in(undone.changes)
    timeline.take_back(undone, now=now)
    settle(by=by, people=people | _people_in(undone.changes), with_circles=_joins(undone))
    return undone.words


@transaction.atomic
def redo(*, by: User, now: datetime) -> str:
    """Do the step again that was undone last, and return what it is in words."""
    redone = Step.objects.visible_to(by).taken_back().order_by("undone_at", "-pk").last()
    if redone is None:
        raise NothingToRedo("There is nothing to do again.")
    people = _people_in(redone.changes)
    timeline.do_again(redone)
    settle(by=by, people=people | _people_in(redone.changes), with_circles=_joins(redone))
    return redone.words


def undo_import(batch: Import, *, by: User, now: datetime) -> str:
    """Take an import back whole, whatever came after it."""
    for undone in Step.objects.visible_to(by).filter(verb="import"):
        if undone.changes[0]["pk"] == batch.pk:
            return undo(by=by, now=now, step=undone)
    raise NothingToUndo("This import is undone already.")


def _undo_import(undone: Step, *, by: User) -> str:
    batch = Import.objects.get(pk=undone.changes[0]["pk"])
    withdraw(batch)
    settle(by=by, with_circles=True)
    undone.delete()
    return undone.words


def _joins(step: Step) -> bool:
    """Tell whether a step moved entries between people, so that ties between others change too."""
    return any(change["model"] in ("verdict", "identity") for change in step.changes)


def _people_in(changes: list[dict[str, object]]) -> set[int]:
    """Return the people whose rows these changes touch, through their handles too."""
    people: set[int] = set()
    handles: set[int] = set()
    for change in changes:
        image = change["after"] or change["before"]
        assert isinstance(image, dict)
        if change["model"] == "person":
            people.add(int(str(change["pk"])))
        people |= {image[name] for name in ("person_id", "origin_id") if image.get(name)}
        handles |= {image[name] for name in ("a_id", "b_id", "handle_id") if image.get(name)}
    named = Identity.objects.filter(handle__in=handles).values_list("person_id", "origin_id")
    people |= {pk for pair in named for pk in pair}
    here = Person.objects.filter(Q(pk__in=people))
    return set(here.values_list("pk", flat=True))
