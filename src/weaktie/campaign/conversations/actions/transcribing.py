"""Transcripts that somebody already has: brought with consent, turned into notes, gone after ninety days."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction

from weaktie.accounts.models import User
from weaktie.adapters import database, parsing
from weaktie.campaign.conversations.actions.noting import NotAKind, keep_notes
from weaktie.campaign.conversations.models import Conversation, Note, Transcript
from weaktie.campaign.conversations.queries.transcript import line_key
from weaktie.campaign.timeline.actions import mark_changed, step
from weaktie.core.copies import Copy
from weaktie.core.readers import text
from weaktie.core.refusal import Refused

KEPT_DAYS = 90
"""So long the words stay, unless they are deleted before (DOMAIN 6)."""

AHEAD = timedelta(hours=14)
"""How far the earliest zone is ahead of UTC."""


class NoConsent(Refused):
    """A transcript needs the stated consent of everybody who is in it."""

    code = "no_consent"


class HasTranscript(Refused):
    """This conversation has a transcript already."""

    code = "has_transcript"


class NoSuchLine(Refused):
    """No line of this number, or the words are deleted."""

    code = "no_such_line"


def bring(
    conversation: Conversation, file: Path | bytes, *, by: User, basis: str, name: str = "", now: datetime
) -> Transcript:
    """Take in a transcript on a stated consent: all agreed, or the other side made it and passed it on."""
    if basis not in (Conversation.Consent.ALL, Conversation.Consent.THEIRS):
        raise NoConsent(
            "Say on whose word: all (everybody agreed) or theirs (the other side made it and passed it on). "
            "Without that it is not taken in."
        )
    known = Transcript.objects.filter(conversation=conversation).first()
    if known is not None and known.deleted_at is None and known.lines:
        raise HasTranscript("This conversation has a transcript already; delete that one first.")
    read = parsing.read_transcript(file, name=name)
    values: dict[str, object] = {
        "kind": str(read.kind),
        "file": text.clean(name or (file.name if isinstance(file, Path) else ""), 200),
        "brought_at": now,
        "delete_on": now.astimezone(by.timezone()).date() + timedelta(days=KEPT_DAYS),
        "deleted_at": None,
    }
    with step("transcript", f"A transcript with {conversation.person.name}", by=by, now=now) as act:
        if conversation.consent != basis:
            act.change(conversation, consent=basis, consented_at=now)
        if known is None:
            known = Transcript(conversation=conversation, **values)
            act.add(known)
        else:
            act.change(known, **values)
        # Not by the step: what is deleted later must not be kept there.
        known.lines = [[line.speaker, line.at_seconds, line.text] for line in read.lines]
        known.save(update_fields=["lines"])
    return known


def take_line(transcript: Transcript, number: int, *, by: User, kind: str, now: datetime) -> Note:
    """Make a note of one line, by its number from 0; pressed again with another kind, the kind changes."""
    if kind not in Note.Kind.values:
        raise NotAKind(f"Choose one of: {', '.join(Note.Kind.values)}.")
    if not 0 <= number < len(transcript.lines):
        raise NoSuchLine("There is no such line; look at the transcript again.")
    _, second, words = transcript.lines[number]
    key = line_key(transcript, number)
    talk = transcript.conversation
    known = talk.notes.filter(key=key).first()
    copy = Copy(
        key=key,
        version=known.version + 1 if known else 1,
        kind=kind,
        text=known.text if known else words,
        off_record=bool(known and known.off_record),
        written_at=now,
        at_second=second,
        first_hand=known.first_hand if known else None,
    )
    keep_notes(talk, [copy], by=by, now=now)
    return talk.notes.get(key=key)


def delete_words(transcript: Transcript, *, by: User, now: datetime) -> None:
    """Delete the words of a transcript now; notes made of them stay. This cannot be undone."""
    database.owe_scrub()
    with transaction.atomic():
        Transcript.objects.filter(pk=transcript.pk).update(lines=[], deleted_at=now)
        mark_changed(by)
    database.scrub()
    transcript.refresh_from_db()


def drop_next(*, now: datetime) -> Transcript | None:
    """Delete the words of one transcript whose ninety days are over."""
    due = Transcript.objects.filter(deleted_at=None, delete_on__lte=(now + AHEAD).date())
    for transcript in due.select_related("conversation__owner").order_by("delete_on", "pk"):
        owner = transcript.conversation.owner
        if transcript.delete_on > now.astimezone(owner.timezone()).date():
            continue
        # Whoever changes the row first has it: two workers never do the same.
        database.owe_scrub()
        if Transcript.objects.filter(pk=transcript.pk, deleted_at=None).update(lines=[], deleted_at=now):
            mark_changed(owner)
            database.scrub()
            return transcript
    return None
