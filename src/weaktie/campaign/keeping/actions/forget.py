"""Removing somebody without a trace: rows, words, undo steps, and the bytes that a database keeps."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, Q

from weaktie.accounts.models import User
from weaktie.adapters import database
from weaktie.campaign.intake.actions import forgetting
from weaktie.campaign.intake.models import Encounter, File, Handle, Import, Part
from weaktie.campaign.network.actions import circles
from weaktie.campaign.network.models import Organisation, Person, Stint
from weaktie.campaign.timeline import actions as timeline
from weaktie.campaign.timeline.models import Step
from weaktie.core.refusal import Refused


class CannotForgetYourself(Refused):
    """The seeker is not somebody in their own book."""

    code = "cannot_forget_yourself"


def forget(people: Iterable[Person], *, by: User) -> int:
    """Remove these people for good; later imports and restored backups do not bring them back.

    This cannot be undone. Returns how many were removed.
    """
    people = list(people)
    with transaction.atomic():
        for person in people:
            _forget_one(person, by=by)
        _drop_orphaned_organisations(by)
        circles.draw(by=by)
        timeline.mark_changed(by)
    database.scrub()
    return len(people)


def forget_again(*, by: User) -> int:
    """Remove whoever was forgotten before and is here again, as after restoring an older backup."""
    forgetting.exhume_into(by=by)
    is_forgotten = forgetting.handle_checker(by=by)
    back = [h.pk for h in Handle.objects.filter(owner=by) if is_forgotten((h.kind, h.value))]
    people = Person.objects.none()
    for some in database.chunks(back):
        people |= Person.objects.visible_to(by).filter(identities__handle__in=some)
    return forget(people.distinct(), by=by)


def _forget_one(person: Person, *, by: User) -> None:
    if person.is_me:
        raise CannotForgetYourself("That is you. Settings has a button that deletes everything.")
    everybody = Person.objects.filter(Q(pk=person.pk) | Q(merged_into=person))
    handles = Handle.objects.filter(Q(identity__person__in=everybody) | Q(identity__origin__in=everybody))
    keys = list(handles.values_list("kind", "value").distinct())
    ids = set(handles.values_list("pk", flat=True))
    words = _words(person, keys)
    pks = set(everybody.values_list("pk", flat=True))
    forgetting.bury(keys, by=by)
    _forget_steps(by, pks, ids, words)
    _forget_reports(by, words)
    _forget_encounters(ids)
    Handle.objects.filter(pk__in=ids).delete()
    Person.objects.filter(pk__in=pks).delete()


def _words(person: Person, keys: Iterable[tuple[str, str]]) -> set[str]:
    """Return the texts by which this person may be named in reports and steps."""
    names = {person.name} | {value for _, value in keys}
    for record in person.identities.values_list("handle__records__facts", flat=True):
        if record:
            names |= {str(record.get("name", "")), *map(str, record.get("emails", ()))}
    return {name for name in names if len(name) > 2}


def _forget_steps(by: User, people: set[int], handles: set[int], words: set[str]) -> None:
    for step in Step.objects.visible_to(by):
        told = json.dumps(step.changes, ensure_ascii=False)
        touches = any(_touches(change, people, handles) for change in step.changes)
        if touches or any(word in step.words or word in told for word in words):
            step.delete()


def _touches(change: dict[str, object], people: set[int], handles: set[int]) -> bool:
    image = change.get("after") or change.get("before")
    if change["model"] == "person" and change["pk"] in people:
        return True
    if change["model"] == "handle" and change["pk"] in handles:
        return True
    if not isinstance(image, dict):
        return False
    return (
        image.get("person_id") in people
        or image.get("handle_id") in handles
        or image.get("a_id") in handles
        or image.get("b_id") in handles
    )


def _forget_reports(by: User, words: set[str]) -> None:
    """Take the person out of import reports: plans are dropped, reasons that name them are blanked."""
    for batch in Import.objects.visible_to(by).exclude(plan=None):
        if any(word in json.dumps(batch.plan, ensure_ascii=False) for word in words):
            batch.plan = None
            batch.save(update_fields=["plan"])
    for file in File.objects.filter(owner=by).exclude(skipped=[]):
        kept = [row for row in file.skipped if not any(word in row["reason"] for word in words)]
        if len(kept) != len(file.skipped):
            file.skipped = kept
            file.save(update_fields=["skipped"])


def _forget_encounters(handles: set[int]) -> None:
    """Take them out of every thread; a message or meeting that leaves nobody to talk to goes whole."""
    touched = set(Part.objects.filter(handle__in=handles).values_list("encounter_id", flat=True))
    Part.objects.filter(handle__in=handles).delete()
    for some in database.chunks(touched):
        Encounter.objects.filter(pk__in=some).annotate(n=Count("parts")).filter(n__lt=2).delete()


def _drop_orphaned_organisations(by: User) -> None:
    used = set(Stint.objects.filter(person__owner=by).values_list("key", flat=True))
    for organisation in Organisation.objects.filter(owner=by):
        if organisation.key not in used:
            organisation.delete()
