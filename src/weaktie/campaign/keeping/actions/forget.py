"""Removing somebody without a trace: rows, words, undo steps, copies, and the bytes that a database keeps."""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Count, F, Q

from weaktie.accounts.models import User
from weaktie.adapters import backup, database, home
from weaktie.campaign.conversations.models import Conversation
from weaktie.campaign.followups.models import FollowUp
from weaktie.campaign.intake.actions import forgetting
from weaktie.campaign.intake.models import Encounter, File, Handle, Import, Part, Record
from weaktie.campaign.keeping.actions.redacting import blank
from weaktie.campaign.network.actions import arriving
from weaktie.campaign.network.actions.settle import refresh
from weaktie.campaign.network.models import Edit, Identity, Organisation, Person, Stint
from weaktie.campaign.network.queries import measures
from weaktie.campaign.outreach.models import Message
from weaktie.campaign.timeline import actions as timeline
from weaktie.campaign.timeline.actions import Change
from weaktie.campaign.timeline.models import Step
from weaktie.core.facts import cited, unpacked
from weaktie.core.redaction import BLANK, naming
from weaktie.core.refusal import Refused

FORGOT = "forget"
"""The verb of the step that only says that somebody was forgotten."""


class CannotForgetYourself(Refused):
    """The seeker is not somebody in their own book."""

    code = "cannot_forget_yourself"


NAMING = ("person_id", "other_id", "introducer_id", "via_id")
"""Columns that name somebody."""


@dataclass(frozen=True, slots=True)
class Going:
    """Who goes: ids of people and of what is theirs alone, what names them, in words and in keys."""

    people: frozenset[int]
    handles: frozenset[int]
    conversations: frozenset[int]
    messages: frozenset[int]
    """Letters to others that tell of them."""
    words: frozenset[str]
    keys: frozenset[tuple[str, str]]


def forget(people: Iterable[Person], *, by: User, now: datetime | None = None) -> int:
    """Remove these people for good; later imports and restored backups do not bring them back.

    Files that wait to be stored are dropped unread, and so are backups that weaktie made by itself and that
    hold them. This cannot be undone; with `now` a step without names is kept, so that undo can say so rather
    than take back what came before. Returns how many were removed.
    """
    people = list(people)
    if not people:
        return 0
    if any(person.is_me for person in people):
        raise CannotForgetYourself("That is you. Settings has a button that deletes everything.")
    database.owe_scrub()
    with transaction.atomic():
        going = _going(people, by=by)
        beside = measures.companions(going.people, by=by) - going.people
        forgetting.bury(going.keys, by=by)
        _forget_steps(going, by=by)
        _forget_reports(going.words, by=by)
        _forget_encounters(going.handles)
        Message.objects.filter(pk__in=going.messages).delete()
        Handle.objects.filter(pk__in=going.handles).delete()
        Person.objects.filter(pk__in=going.people).delete()
        blank(going.words, by=by)
        refresh(beside, by=by)
        _drop_orphaned_organisations(by)
        if now is not None:
            words = "Forgot somebody" if len(people) == 1 else f"Forgot {len(people)} people"
            timeline.keep(FORGOT, words, by=by, now=now, changes=[])
    _forget_copies(going.keys)
    database.scrub()
    return len(people)


def forget_again(*, by: User) -> int:
    """Remove whoever was forgotten before and is here again, as after restoring an older backup."""
    # In one transaction: a list in the database without the forgetting would say that all is done.
    with transaction.atomic():
        forgetting.exhume_into(by=by)
        is_forgotten = forgetting.handle_checker(by=by)
        known = Identity.objects.filter(handle__owner=by, person__is_me=False)
        back = known.values_list("handle__kind", "handle__value", "person_id")
        people = {person for kind, value, person in back if is_forgotten((kind, value))}
        count = forget(Person.objects.visible_to(by).filter(pk__in=people), by=by)
    database.scrub()
    return count


def _going(people: Iterable[Person], *, by: User) -> Going:
    """Gather all that is theirs alone; what others share with them passes to those, without their names."""
    named = {person.pk for person in people}
    everybody = Person.objects.filter(owner=by).filter(Q(pk__in=named) | Q(merged_into__in=named))
    pks = set(everybody.values_list("pk", flat=True))
    theirs = Identity.objects.filter(person__in=pks).values_list("handle", "handle__kind", "handle__value")
    keys = {pk: (kind, value) for pk, kind, value in theirs}
    names = _names(pks, keys)
    heirs = _heirs(keys, by=by)
    _pass_on(heirs, names)
    Identity.objects.filter(origin__in=pks).exclude(person__in=pks).update(origin_id=F("person_id"))
    own = {handle: key for handle, key in keys.items() if handle not in heirs}
    told = {forgetting.named(keys[handle], name) for handle in heirs for name in names}
    words = {word for word in (*names, *(value for _, value in own.values())) if len(word) > 2}
    talks = frozenset(Conversation.objects.filter(person__in=pks).values_list("pk", flat=True))
    telling = frozenset(_letters_on(pks, talks, words, by=by))
    keys_ = frozenset({*own.values(), *told})
    return Going(frozenset(pks), frozenset(own), talks, telling, frozenset(words), keys_)


def _letters_on(
    people: Collection[int], talks: Collection[int], words: Collection[str], *, by: User
) -> Iterator[int]:
    """Yield the letters to others that tell of these people: after talks with them, or by their names."""
    yield from (
        FollowUp.objects.filter(conversation__in=talks)
        .exclude(message=None)
        .values_list("message_id", flat=True)
    )
    others = Message.objects.visible_to(by).exclude(person__in=people)
    for pk, *parts in others.values_list("pk", "subject", "text", "question"):
        if any(word in part for word in words for part in parts):
            yield pk


def _names(people: Collection[int], handles: Collection[int]) -> set[str]:
    """Return all that these people are called: in files, and by the seeker."""
    told = Record.objects.filter(handle__in=handles).values_list("facts__name", flat=True)
    listed = Person.objects.filter(pk__in=people).values_list("name", flat=True)
    written = Edit.objects.filter(person__in=people, field=Edit.Field.NAME).values_list("value", flat=True)
    return {str(name) for name in (*told, *listed, *written) if name}


def _heirs(keys: Mapping[int, tuple[str, str]], *, by: User) -> dict[int, int]:
    """Return, for each handle that entries of others cite too, one of those others."""
    handle_of = {key: handle for handle, key in keys.items()}
    others = Record.objects.visible_to(by).exclude(handle__in=keys).exclude(handle__identity=None)
    heirs: dict[int, int] = {}
    for person, kept in others.order_by("pk").values_list("handle__identity__person_id", "facts"):
        for key in cited(unpacked(kept)):
            if key in handle_of:
                heirs.setdefault(handle_of[key], person)
    return heirs


def _pass_on(heirs: Mapping[int, int], names: Collection[str]) -> None:
    for handle, person in heirs.items():
        Identity.objects.filter(pk=handle).update(person_id=person, origin_id=person)
        Record.objects.filter(handle_id=handle, facts__name__in=names).delete()


def _forget_steps(going: Going, *, by: User) -> None:
    """Take them out of what can be undone; a step that still names them, or is empty then, goes whole."""
    for step in Step.objects.visible_to(by):
        kept = [change for change in step.changes if not _is_of(change, going)]
        told = step.words + json.dumps(kept, ensure_ascii=False)
        if not kept or any(word in told for word in going.words):
            step.delete()
        elif len(kept) < len(step.changes):
            step.changes = kept
            step.save(update_fields=["changes"])


def _is_of(change: Change, going: Going) -> bool:
    """Tell whether a change is of a row of theirs."""
    own = {
        "person": going.people,
        "handle": going.handles,
        "identity": going.handles,
        "message": going.messages,
    }
    if change["pk"] in own.get(str(change["model"]), ()):
        return True
    ends = going.handles if change["model"] == "verdict" else going.people
    for image in (change.get("before"), change.get("after")):
        if isinstance(image, dict) and (
            any(image.get(column) in going.people for column in NAMING)
            or image.get("conversation_id") in going.conversations
            or image.get("handle_id") in going.handles
            or image.get("a_id") in ends
            or image.get("b_id") in ends
        ):
            return True
    return False


def _forget_reports(words: Collection[str], *, by: User) -> None:
    """Take them out of import reports; what waits to be stored may hold them, so it is dropped."""
    waiting = (Import.State.RECEIVED, Import.State.PLANNED, Import.State.FAILED)
    for batch in Import.objects.visible_to(by).filter(state__in=waiting):
        arriving.discard(batch)
    Import.objects.visible_to(by).exclude(plan=None).update(plan=None)
    Import.objects.visible_to(by).exclude(reading="").update(reading="")
    named = naming(words)
    for file in File.objects.filter(owner=by):
        kept = [row for row in file.skipped if not named.search(row["reason"])]
        told = [named.sub(BLANK, text) for text in (file.path, file.note, file.error)]
        if (kept, told) != (file.skipped, [file.path, file.note, file.error]):
            file.skipped = kept
            file.path, file.note, file.error = told
            file.save(update_fields=["skipped", "path", "note", "error"])


def _forget_encounters(handles: Collection[int]) -> None:
    """Take them out of every thread; a message or meeting that leaves nobody to talk to goes whole."""
    touched: set[int] = set()
    for some in database.chunks(handles):
        parts = Part.objects.filter(handle__in=some)
        touched.update(parts.values_list("encounter_id", flat=True))
        parts.delete()
    for some in database.chunks(touched):
        Encounter.objects.filter(pk__in=some).annotate(n=Count("parts")).filter(n__lt=2).delete()


def _drop_orphaned_organisations(by: User) -> None:
    used = set(Stint.objects.filter(person__owner=by).values_list("key", flat=True))
    for organisation in Organisation.objects.filter(owner=by):
        if organisation.key not in used:
            organisation.delete()


def _forget_copies(keys: Collection[tuple[str, str]]) -> None:
    """Delete the backups in the data folder that hold them, and drafts that a crash left there."""
    home.sweep(settings.HOME)
    for path in backup.made_by_itself(settings.HOME):
        if path.is_dir():
            shutil.rmtree(path)
        elif backup.holds(path, keys, within=settings.HOME):
            path.unlink()
