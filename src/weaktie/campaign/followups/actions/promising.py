"""Promises: made in a conversation or since, kept, or released by an honest word."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from weaktie.accounts.models import User
from weaktie.campaign.conversations.models import Conversation, Note
from weaktie.campaign.followups.actions import sending
from weaktie.campaign.followups.actions.sending import GapLeft, Letter
from weaktie.campaign.followups.models import Promise
from weaktie.campaign.followups.queries import promises as queries
from weaktie.campaign.network.models import Person
from weaktie.campaign.outreach.models import Message
from weaktie.campaign.timeline.actions import step
from weaktie.campaign.timeline.models import Event
from weaktie.core import cadence, drafts
from weaktie.core.readers import text as clean_text
from weaktie.core.refusal import Refused

LONGEST = 500
A_WEEK = timedelta(days=7)
"""[J] What the seeker promised without naming a day is for a week later: without a day it is never due."""

OFF_RECORD = "Something said off the record; the conversation has it"
"""What stands on lists for a promise that was noted off the record."""


class NeedsWords(Refused):
    """A promise has to say something."""

    code = "needs_words"


class NotStanding(Refused):
    """A promise that was kept or released before."""

    code = "not_standing"


def promise(
    person: Person,
    *,
    by: User,
    text: str,
    whose: str = Promise.Whose.MINE,
    due_on: date | None = None,
    conversation: Conversation | None = None,
    now: datetime,
) -> Promise:
    """Note what was promised, by the seeker or to them, and by when."""
    words = clean_text.clean(text, LONGEST)
    if not words:
        raise NeedsWords("Write what was promised.")
    today = cadence.local_date(now, by.timezone())
    made = Promise(
        owner=by, person=person, conversation=conversation, whose=Promise.Whose(whose), text=words,
        made_on=today, due_on=due_on,
    )  # fmt: skip
    with step("promise", f"Noted a promise: {words}", by=by, now=now) as act:
        act.add(made)
    return made


def promises_from(conversation: Conversation, *, by: User, now: datetime) -> list[Promise]:
    """Make promises of the notes of a conversation that promise something; each note makes one."""
    notes = queries.promised_in(conversation)
    if not notes:
        return []
    ended = conversation.ended_at or now
    day = cadence.local_date(ended, by.timezone())
    person = conversation.person.merged_into or conversation.person
    found = [_of_note(note, person, day, by) for note in notes]
    with step("promises", f"Took promises from the notes on {person.name}", by=by, now=now) as act:
        for one in found:
            act.add(one)
    return found


def move(promise: Promise, *, by: User, due_on: date | None, now: datetime) -> None:
    """Say for which day a promise is; None for no day."""
    _refuse_done(promise)
    with step("promise", f"Moved a promise: {promise.text}", by=by, now=now) as act:
        act.change(promise, due_on=due_on)


def keep(promise: Promise, *, by: User, on: date, letter: Letter | None = None, now: datetime) -> None:
    """Say that a promise was kept, with the note that went with it, if there was one."""
    _refuse_done(promise)
    if letter is not None and drafts.gaps(letter.text):
        raise GapLeft(f"A gap is left: {drafts.gaps(letter.text)[0]}. Fill it, or empty the letter.")
    person = promise.person.merged_into or promise.person
    with step("promise", f"Kept: {promise.text}", by=by, now=now) as act:
        if letter is not None and letter.text.strip():
            sending.noted(person, str(Message.Kind.PROMISE), letter, at=now, act=act)
        act.change(promise, kept_on=on)
        act.event(Event.Kind.KEPT, person_id=person.pk, word=f"{on.isoformat()} {promise.whose}")


def release(promise: Promise, *, by: User, on: date, now: datetime) -> None:
    """Say that a promise no longer holds, on either side."""
    _refuse_done(promise)
    with step("promise", f"Released: {promise.text}", by=by, now=now) as act:
        act.change(promise, released_on=on)


def _of_note(note: Note, person: Person, day: date, by: User) -> Promise:
    whose = queries.WHOSE[Note.Kind(note.kind)]
    return Promise(
        owner=by,
        person=person,
        conversation_id=note.conversation_id,
        note=note,
        whose=whose,
        text=OFF_RECORD if note.off_record else clean_text.clean(note.text, LONGEST),
        made_on=day,
        due_on=day + A_WEEK if whose == Promise.Whose.MINE else None,
    )


def _refuse_done(promise: Promise) -> None:
    if promise.kept_on or promise.released_on:
        raise NotStanding("This promise is done with; undo that first.")
