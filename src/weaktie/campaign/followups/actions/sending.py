"""Saying that thanks, a report, a light word or word to an introducer went out, or letting it be.

weaktie sends nothing: the seeker does, and says so. A letter in which a gap is left is not noted as sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from weaktie.accounts.models import User
from weaktie.campaign.conversations.models import Note
from weaktie.campaign.followups.models import FollowUp
from weaktie.campaign.followups.queries import writing
from weaktie.campaign.followups.queries.due import Held
from weaktie.campaign.network.models import Person
from weaktie.campaign.outreach.models import Message
from weaktie.campaign.outreach.queries import asks
from weaktie.campaign.timeline.actions import Act, step
from weaktie.campaign.timeline.models import Event
from weaktie.core import drafts
from weaktie.core.refusal import Refused

VERBS = {
    FollowUp.Kind.THANKS: "Thanked {to}",
    FollowUp.Kind.REPORT: "Told {to} what came of it",
    FollowUp.Kind.TOUCH: "Wrote to {to}",
    FollowUp.Kind.INTRODUCER: "Told {to} how it went with {about}",
}
EVENTS = {
    FollowUp.Kind.THANKS: Event.Kind.THANKED,
    FollowUp.Kind.REPORT: Event.Kind.REPORTED,
    FollowUp.Kind.TOUCH: Event.Kind.TOUCHED,
    FollowUp.Kind.INTRODUCER: Event.Kind.REPORTED,
}
MOST_SUBJECT = 200
MOST_TEXT = 20_000


class AlreadyDone(Refused):
    """This went out, or was let go, before."""

    code = "already_done"


class GapLeft(Refused):
    """A draft that still waits for the seeker's own words."""

    code = "gap_left"


class NeedsAReason(Refused):
    """A light word needs a real reason."""

    code = "needs_a_reason"


class NotYet(Refused):
    """A day that has not come, or before the conversation."""

    code = "not_yet"


class NoSuchKind(Refused):
    """Not one of the letters there are."""

    code = "no_such_kind"


@dataclass(frozen=True, slots=True)
class Letter:
    """What went out, as far as the seeker says: without a text it was in other words than weaktie knows."""

    text: str = ""
    subject: str = ""
    way: str = Message.Way.MAIL


def send(
    kind: str, held: Held, *, by: User, letter: Letter, note: Note | None = None, on: date, now: datetime
) -> FollowUp:
    """Say that what was owed after a conversation went out, in these words or in others."""
    which = _kind(kind)
    to = writing.recipient(which, held)
    _refuse_early_or_again(which, held, on, by=by, now=now)
    if which == FollowUp.Kind.TOUCH and not letter.text.strip():
        raise NeedsAReason("Write what you sent, with the reason why you wrote: without one it is a nag.")
    if drafts.gaps(letter.text):
        gap = drafts.gaps(letter.text)[0]
        raise GapLeft(f"A gap is left: {gap}. Fill it, or empty the letter if you wrote in other words.")
    words = VERBS[which].format(to=to.name, about=held.person.name)
    with step("followup", words, by=by, now=now) as act:
        message = noted(to, str(Message.Kind(which)), letter, at=_moment(on, by=by, now=now), act=act)
        cited = note if note is not None and not note.off_record else None
        act.add(done := _row(which, held, to, on=on, by=by, message=message, note=cited))
        other = held.person.pk if to != held.person else None
        act.event(EVENTS[which], person_id=to.pk, other_id=other, word=on.isoformat())
    return done


def let_go(kind: str, held: Held, *, by: User, on: date, now: datetime) -> FollowUp:
    """Let something be that is owed: it is not done, and no longer due."""
    which = _kind(kind)
    to = writing.recipient(which, held)
    _refuse_early_or_again(which, held, on, by=by, now=now)
    with step("let_go", f"Let it be: {FollowUp.Kind(which).label.lower()}, {to.name}", by=by, now=now) as act:
        draft = asks.draft(to, by=by, kind=str(Message.Kind(which)))
        if draft is not None:
            act.remove(draft)
        act.add(done := _row(which, held, to, on=on, by=by, let_go=True))
    return done


def noted(to: Person, kind: str, letter: Letter, *, at: datetime, act: Act) -> Message:
    """Note a letter as sent, as a part of a step: the draft that was kept, if there is one, becomes it."""
    values = {"subject": letter.subject[:MOST_SUBJECT], "text": letter.text[:MOST_TEXT], "way": letter.way}
    draft = asks.draft(to, by=act.by, kind=kind)
    if draft is not None:
        act.change(draft, **values, sent_at=at)
        return draft
    message = Message(owner=act.by, person=to, kind=kind, kept_at=act.now, sent_at=at, **values)
    act.add(message)
    return message


def _row(
    kind: FollowUp.Kind,
    held: Held,
    to: Person,
    *,
    on: date,
    by: User,
    message: Message | None = None,
    note: Note | None = None,
    let_go: bool = False,
) -> FollowUp:
    return FollowUp(
        owner=by, conversation=held.row, person=to, kind=kind, done_on=on, message=message, note=note,
        let_go=let_go,
    )  # fmt: skip


def _kind(kind: str) -> FollowUp.Kind:
    try:
        return FollowUp.Kind(kind)
    except ValueError as error:
        raise NoSuchKind(f"Choose one of: {', '.join(FollowUp.Kind)}.") from error


def _refuse_early_or_again(kind: FollowUp.Kind, held: Held, on: date, *, by: User, now: datetime) -> None:
    if not held.day(by) <= on <= now.astimezone(by.timezone()).date():
        raise NotYet("Choose a day from the conversation on, and not after today.")
    done = (
        FollowUp.objects.visible_to(by).filter(conversation=held.row, kind=kind).exclude(kind="touch").first()
    )
    if done is not None:
        what = "let this go" if done.let_go else "noted this as sent"
        raise AlreadyDone(f"You {what} on {done.done_on.day} {done.done_on:%B}; undo that first.")


def _moment(on: date, *, by: User, now: datetime) -> datetime:
    """Return now for today, else noon of that day."""
    if now.astimezone(by.timezone()).date() == on:
        return now
    return datetime.combine(on, time(12), tzinfo=by.timezone())
