"""Taking a step back, and doing it again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from weaktie.accounts.models import User
from weaktie.campaign.intake.actions.withdraw import touched, withdraw
from weaktie.campaign.intake.models import Import
from weaktie.campaign.keeping.actions.forget import FORGOT
from weaktie.campaign.network.actions import arrangement
from weaktie.campaign.network.actions.settle import refresh, settle
from weaktie.campaign.network.models import Identity, Person
from weaktie.campaign.timeline import actions as timeline
from weaktie.campaign.timeline.models import Step
from weaktie.core.refusal import Refused


class NothingToUndo(Refused):
    """Nothing was done yet, or all of it is undone."""

    code = "nothing_to_undo"


class Forgotten(Refused):
    """The last thing was to forget somebody."""

    code = "cannot_be_undone"


class NothingToRedo(Refused):
    """Nothing was undone, or something was done since."""

    code = "nothing_to_redo"


def undo(*, by: User, now: datetime, step: Step | None = None) -> str:
    """Take back a step, the latest if none is named, and return what it was in words.

    When the last thing was to forget somebody, that is said once; the next undo takes back what was before.
    """
    undone = step or Step.objects.visible_to(by).standing().order_by("-pk").first()
    if undone is None or undone.undone_at is not None:
        raise NothingToUndo("There is nothing to undo.")
    if undone.verb == FORGOT:
        undone.delete()
        before = Step.objects.visible_to(by).standing().order_by("-pk").first()
        more = f"To undo what came before it ({before.words}), undo once more." if before else ""
        raise Forgotten(f"Forgetting cannot be undone. {more}".strip())
    return _undo(undone, by=by, now=now)


@transaction.atomic
def _undo(undone: Step, *, by: User, now: datetime) -> str:
    if undone.verb == "import":
        batch = Import.objects.get(pk=undone.changes[0]["pk"])
        if _is_latest(undone, by=by):
            _withdraw_echoes(batch, by=by)
        _undo_import(batch, undone, by=by)
    else:
        _take_back(undone, by=by, now=now)
    return undone.words


@transaction.atomic
def redo(*, by: User, now: datetime) -> str:
    """Do the step again that was undone last, and return what it is in words.

    An import that was undone is not among them: its files are not kept, so it is imported again.
    """
    redone = Step.objects.visible_to(by).taken_back().order_by("undone_at", "-pk").last()
    if redone is None:
        raise NothingToRedo("There is nothing to do again.")
    people = _people_in(redone.changes)
    timeline.do_again(redone)
    _refresh_if(redone, people, by=by)
    return redone.words


@transaction.atomic
def undo_import(batch: Import, *, by: User, now: datetime) -> str:
    """Take an import back whole, whatever came after it."""
    if batch.state != Import.State.APPLIED:
        raise NothingToUndo("This import is undone already, or was never stored.")
    imports = Step.objects.visible_to(by).filter(verb="import").order_by("-pk")
    undone = next((step for step in imports if step.changes[0]["pk"] == batch.pk), None)
    _undo_import(batch, undone, by=by)
    return undone.words if undone else "An import"


def _withdraw_echoes(batch: Import, *, by: User) -> None:
    """Take out later imports that brought nothing new and so are no steps; they hold what this one has."""
    for echo in Import.objects.visible_to(by).applied().filter(pk__gt=batch.pk).order_by("-pk"):
        withdraw(echo)


def _undo_import(batch: Import, undone: Step | None, *, by: User) -> None:
    """Put everybody back to how they stood before, if nothing happened since; else work it out anew."""
    rearranged = undone.changes[1:] if undone else []
    there = touched(batch)
    changed = arrangement.people_of(there, by=by) | _people_in(rearranged)
    # A later import that brought nothing new is no step, yet it may hold what this one brought too.
    later = Import.objects.visible_to(by).applied().filter(pk__gt=batch.pk)
    as_before = _is_latest(undone, by=by) and not later.exists() and timeline.put_back(rearranged)
    withdraw(batch)
    if as_before:
        arrangement.drop_unnamed(by=by)
        refresh(changed | _people_in(rearranged), by=by)
    else:
        settle(by=by, touched=there, met=there)
        timeline.drop_broken(by=by)
    # What was undone before may rest on what is gone now.
    Step.objects.visible_to(by).taken_back().delete()
    if undone is not None:
        undone.delete()


def _is_latest(step: Step | None, *, by: User) -> bool:
    return step is not None and not Step.objects.visible_to(by).standing().filter(pk__gt=step.pk).exists()


RESTED_ON = ("verdict", "identity", "record", "edit")
"""Models on which names, employments and ties rest."""

ARRANGED = ("identity", "person", "proposal")
"""Models that are worked out anew when who is who was looked at again since."""


def _take_back(undone: Step, *, by: User, now: datetime) -> None:
    """Take back a step exactly; if who is who was worked out since, what was said, and work it out anew."""
    people = _people_in(undone.changes)
    said = [change for change in undone.changes if change["model"] not in ARRANGED]
    try:
        timeline.take_back(undone, now=now)
    except timeline.CannotUndo:
        if len(said) in (0, len(undone.changes)) or not timeline.put_back(said):
            raise
        undone.delete()
        settle(by=by)
    _refresh_if(undone, people, by=by)


def _refresh_if(step: Step, people: set[int], *, by: User) -> None:
    if any(change["model"] in RESTED_ON for change in step.changes) or step.verb == "tie":
        refresh(people | _people_in(step.changes), by=by)


def _people_in(changes: Sequence[timeline.Change]) -> set[int]:
    """Return the people whose rows these changes touch, through their handles too."""
    people: set[int] = set()
    handles: set[int] = set()
    for change in changes:
        if change["model"] == "person":
            people.add(int(str(change["pk"])))
        for image in (change["before"], change["after"]):
            if isinstance(image, dict):
                people |= {image[name] for name in ("person_id", "origin_id") if image.get(name)}
                handles |= {image[name] for name in _handles_in(str(change["model"])) if image.get(name)}
    named = Identity.objects.filter(handle__in=handles).values_list("person_id", "origin_id")
    people |= {pk for pair in named for pk in pair}
    return set(Person.objects.filter(pk__in=people).values_list("pk", flat=True))


def _handles_in(model: str) -> tuple[str, ...]:
    """Return the columns of a model that name handles; those of a proposal name people."""
    return ("a_id", "b_id") if model == "verdict" else ("handle_id",)
