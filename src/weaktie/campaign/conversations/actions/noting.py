"""Notes as they are typed, and the openings heard among them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from weaktie.accounts.models import User
from weaktie.campaign.conversations.models import Conversation, Note, Opening
from weaktie.campaign.network.models import Person
from weaktie.campaign.timeline.actions import Act, carry_on, step
from weaktie.core import lint
from weaktie.core.copies import Copy, settled
from weaktie.core.employers import employer_key
from weaktie.core.readers import text
from weaktie.core.refusal import Refused

LONGEST = 20_000
TYPED = "note"
"""The verb of the step that brings a note: what is typed on goes into it."""


class NoWords(Refused):
    """There is nothing to keep."""

    code = "no_words"


class NotAKind(Refused):
    """Not one of the kinds of notes."""

    code = "not_a_kind"


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a copy: the version that is kept, and the key it goes on under if it had to part."""

    key: str
    version: int
    now: str = ""


def keep_notes(
    conversation: Conversation, copies: Sequence[Copy], *, by: User, now: datetime
) -> tuple[Kept, ...]:
    """Keep notes as a page typed them, none lost and none twice; an emptied one goes.

    They are kept as they stand, whatever they say: nothing that somebody types while talking is refused.
    """
    with transaction.atomic():
        # One page's last words may come by two ways at once.
        Conversation.objects.select_for_update().get(pk=conversation.pk)
        return tuple(_keep(conversation, copy, by=by, now=now) for copy in copies)


def note(
    conversation: Conversation,
    words: str,
    *,
    by: User,
    kind: str = Note.Kind.INSIGHT,
    off_record: bool = False,
    first_hand: bool | None = None,
    employer: str = "",
    role: str = "",
    key: str = "",
    about_work: bool = False,
    now: datetime,
) -> Note:
    """Note one thing, whole; the same key twice is one note. Asks before private words are kept."""
    if not words.strip():
        raise NoWords("Write what to note.")
    if kind not in Note.Kind.values:
        raise NotAKind(f"Choose one of: {', '.join(Note.Kind.values)}.")
    lint.refuse_private(words, role, about_work=about_work)
    clock = conversation.clock()
    is_live = clock is not None and conversation.ended_at is None and now < clock.stop
    seconds = int((now - clock.started).total_seconds()) if clock and is_live else None
    copy = Copy(
        key or str(uuid.uuid4()), 1, kind, words, off_record, now, seconds, first_hand, employer, role
    )  # fmt: skip
    (kept,) = keep_notes(conversation, [copy], by=by, now=now)
    return conversation.notes.get(key=kept.now or kept.key)


def hear_of(
    employer: str,
    *,
    by: User,
    role: str = "",
    person: Person | None = None,
    first_hand: bool | None = None,
    on: date,
    now: datetime,
) -> Opening:
    """Write down a job that may come, heard of outside a conversation."""
    name = text.clean(employer, 200)
    if not name:
        raise NoWords("Name the employer where a job may come.")
    with step("opening", f"Heard of an opening at {name}", by=by, now=now) as act:
        opening = Opening(
            owner=by, person=person, employer=name, employer_key=employer_key(name),
            role=text.clean(role, 200), first_hand=first_hand, heard_on=on,
        )  # fmt: skip
        act.add(opening)
    return opening


def settle_opening(
    opening: Opening, *, by: User, posted_on: date | None = None, outcome: str | None = None, now: datetime
) -> None:
    """Say when an opening was posted, and what became of it; None leaves it."""
    values = {"posted_on": posted_on, "outcome": None if outcome is None else text.clean(outcome, 200)}
    with step("opening", f"The opening at {opening.employer}", by=by, now=now) as act:
        act.change(opening, **{name: value for name, value in values.items() if value is not None})


def _keep(conversation: Conversation, copy: Copy, *, by: User, now: datetime) -> Kept:
    row = conversation.notes.filter(key=copy.key).first()
    if row is None:
        _write(conversation, copy, by=by, now=now)
        return Kept(copy.key, copy.version)
    stays, apart = settled(_copy(row), copy)
    if apart is not None:
        if not conversation.notes.filter(key=apart.key).exists():
            _write(conversation, apart, by=by, now=now)
        return Kept(copy.key, copy.version, now=apart.key)
    if stays is copy:
        _rewrite(row, copy, by=by, now=now)
    return Kept(copy.key, stays.version)


def _write(conversation: Conversation, copy: Copy, *, by: User, now: datetime) -> None:
    if not _typed(copy.text).strip():
        return
    with step(TYPED, f"A note of {conversation.person.name}", by=by, now=now) as act:
        write(conversation, copy, act=act)


def _rewrite(row: Note, copy: Copy, *, by: User, now: datetime) -> None:
    if not _typed(copy.text).strip():
        with step("note_away", f"A note of {row.conversation.person.name} taken out", by=by, now=now) as act:
            for opening in Opening.objects.filter(note=row):
                act.remove(opening)
            act.remove(row)
        return
    # A step is kept only if an opening came or went; what is typed on goes into the one that brought it.
    with step(TYPED, f"A note of {row.conversation.person.name}", by=by, now=now) as act:
        carry_on(row, verb=TYPED, act=act, **_columns(copy))
        _hear(row, copy, act=act)


def _hear(row: Note, copy: Copy, *, act: Act) -> None:
    """Make an opening of a note of that kind, or take it away when the kind is another now."""
    heard = Opening.objects.filter(note=row).first()
    if row.kind != Note.Kind.OPENING:
        if heard is not None:
            act.remove(heard)
        return
    talk = row.conversation
    employer = text.clean(copy.employer, 200) or talk.person.organisation
    told: dict[str, object] = {
        "employer": employer,
        "employer_key": employer_key(employer),
        "role": text.clean(copy.role, 200),
        "first_hand": copy.first_hand,
    }
    if heard is not None:
        carry_on(heard, verb=TYPED, act=act, **told)
        return
    on = (talk.started_at or act.now).astimezone(act.by.timezone()).date()
    act.add(Opening(owner=act.by, person=talk.person, conversation=talk, note=row, heard_on=on, **told))


def _columns(copy: Copy) -> dict[str, object]:
    return {
        "version": copy.version,
        "kind": copy.kind,
        "text": _typed(copy.text),
        "off_record": copy.off_record,
        "first_hand": copy.first_hand,
        "at_second": copy.at_second,
        "written_at": copy.written_at,
    }


def _typed(words: str) -> str:
    """Return what was typed; no database takes a null character."""
    return words.replace("\x00", "")[:LONGEST]


def _copy(row: Note) -> Copy:
    return Copy(
        row.key,
        row.version,
        row.kind,
        row.text,
        row.off_record,
        row.written_at,
        row.at_second,
        row.first_hand,
    )


def write(conversation: Conversation, copy: Copy, *, act: Act) -> None:
    """Write a note in an open step, with the opening it tells of."""
    row = Note(conversation=conversation, key=copy.key, **_columns(copy))
    act.add(row)
    _hear(row, copy, act=act)


def reword(row: Note, *, act: Act, **values: object) -> None:
    """Change a note in an open step, so that no copy which a page still has takes it back."""
    before = _copy(row)
    heard = Opening.objects.filter(note=row).first()
    act.change(row, **values)
    if _copy(row) == before:
        return
    act.change(row, version=before.version + 1)
    now = _copy(row)
    _hear(row, replace(now, employer=heard.employer, role=heard.role) if heard else now, act=act)
