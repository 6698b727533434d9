"""What a seeker can do about asks: write, say that it went out, follow up once, note how it was answered."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from weaktie.accounts.models import User
from weaktie.campaign.network.models import Person
from weaktie.campaign.outreach.models import Ask, Message
from weaktie.campaign.outreach.queries import asks as queries
from weaktie.campaign.timeline.actions import Act, step
from weaktie.campaign.timeline.models import Event
from weaktie.core.cadence import Reason
from weaktie.core.readers import text as clean_text
from weaktie.core.refusal import Refused

LONGEST_TEXT = 20_000
LONGEST_WORDS = 500

ANSWERS = (Ask.Answer.YES, Ask.Answer.NO, Ask.Answer.REDIRECTED, Ask.Answer.NONE)
"""How an ask can end by what somebody else did or did not do."""


class OutOfTurn(Refused):
    """The rhythm holds this message back (core.cadence); `from_on` is the day from which it may go."""

    code = "out_of_turn"
    from_on: date | None = None


class AlreadyAsked(OutOfTurn):
    """An ask to this person is still open."""

    code = "already_asked"


class WeekIsFull(OutOfTurn):
    """Five new asks went out this week."""

    code = "week_is_full"


class SaidNo(OutOfTurn):
    """They said no, and that holds."""

    code = "said_no"


class NotYet(Refused):
    """A day that has not come."""

    code = "not_yet"


class NotAnAnswer(Refused):
    """Not one of the answers there are."""

    code = "not_an_answer"


class NotAChance(Refused):
    """Not a percentage."""

    code = "not_a_chance"


REFUSALS: dict[str, type[OutOfTurn]] = {"open": AlreadyAsked, "week_full": WeekIsFull, "said_no": SaidNo}
"""By the code of the reason; every other reason is told under its own code."""


def keep_draft(
    person: Person,
    *,
    by: User,
    kind: str = Message.Kind.ASK,
    way: str = "",
    subject: str = "",
    text: str = "",
    question: str = "",
    now: datetime,
) -> Message | None:
    """Keep what is being written to somebody, exactly as it is typed; nothing typed keeps nothing.

    No step is made of it: typing is taken back where it is done.
    """
    kept = queries.draft(person, by=by, kind=kind)
    if not (text.strip() or subject.strip() or question.strip()):
        if kept is not None:
            kept.delete()
        return None
    with transaction.atomic():
        kept = kept or Message(owner=by, person=person, kind=kind)
        kept.way, kept.subject, kept.text = way, subject[:200], text[:LONGEST_TEXT]
        kept.question = question[:LONGEST_WORDS]
        kept.kept_at = now
        kept.save()
    return kept


def log_ask(
    person: Person,
    *,
    by: User,
    channel: str = "",
    drawn_with: float | None = None,
    message: Message | None = None,
    via: Person | None = None,
    guess: int | None = None,
    sent_on: date,
    now: datetime,
) -> Ask:
    """Write down that the seeker asked somebody for a conversation, themselves or through an introducer."""
    _refuse_a_day_to_come(sent_on, by=by, now=now)
    if guess is not None and not 0 <= guess <= 100:
        raise NotAChance("Guess a chance between 0 and 100 percent.")
    reason = queries.held_back(person, by=by, via=via, on=sent_on)
    if reason is not None:
        raise _refused(reason)
    whom = f"Asked {via.name} about {person.name}" if via else f"Asked {person.name}"
    with step("ask", whom, by=by, now=now) as act:
        _close_the_silent(person, act=act)
        if message is not None:
            act.change(message, sent_at=now)
        ask = Ask(
            owner=by, person=person, channel=channel, drawn_with=drawn_with, message=message, via=via,
            guess=guess, sent_on=sent_on,
        )  # fmt: skip
        act.add(ask)
        word = f"{sent_on.isoformat()} {channel}".strip()
        act.event(Event.Kind.ASKED, person_id=person.pk, other_id=via.pk if via else None, word=word)
    return ask


def follow_up(ask: Ask, *, by: User, message: Message | None = None, sent_on: date, now: datetime) -> None:
    """Write down that the one follow-up went out; it opens fourteen new days."""
    _refuse_a_day_to_come(sent_on, by=by, now=now)
    reason = queries.follow_up_held_back(ask, by=by, on=sent_on)
    if reason is not None:
        raise _refused(reason)
    with step("follow_up", f"Wrote to {ask.person.name} once more", by=by, now=now) as act:
        if message is not None:
            act.change(message, sent_at=now)
        act.change(ask, followed_up_on=sent_on)
        word = f"{sent_on.isoformat()} {ask.channel}".strip()
        act.event(Event.Kind.FOLLOWED_UP, person_id=ask.person_id, word=word)


def log_answer(ask: Ask, *, by: User, answer: str, words: str = "", answered_on: date, now: datetime) -> None:
    """Write down how an ask ended: yes, no, redirected (they named somebody), or none; and in which words."""
    if answer not in ANSWERS:
        raise NotAnAnswer("Choose yes, no, redirected, or none.")
    _refuse_a_day_to_come(answered_on, by=by, now=now)
    if answered_on < ask.sent_on:
        raise NotYet(f"You asked on {ask.sent_on.day} {ask.sent_on:%B}; an answer comes after that.")
    noted = clean_text.clean(words, LONGEST_WORDS)
    with step("answer", f"{ask.person.name} answered: {answer}", by=by, now=now) as act:
        act.change(ask, answer=answer, answered_on=answered_on, **({"words": noted} if noted else {}))
        act.event(Event.Kind.ANSWERED, person_id=ask.person_id, word=f"{answer} {ask.channel}".strip())


def _close_the_silent(person: Person, *, act: Act) -> None:
    """Close the asks to somebody whose window is over and which nobody closed: only one is ever open."""
    for ask in queries.open_to(person, by=act.by):
        act.change(ask, answer=Ask.Answer.NONE, answered_on=queries.closes_on(ask))
        act.event(Event.Kind.ANSWERED, person_id=ask.person_id, word=f"none {ask.channel}".strip())


def _refuse_a_day_to_come(day: date, *, by: User, now: datetime) -> None:
    if day > now.astimezone(by.timezone()).date():
        raise NotYet("Choose today or a day before it.")


def _refused(reason: Reason) -> OutOfTurn:
    refusal = REFUSALS.get(reason.code)
    refused = refusal(reason.sentence) if refusal else OutOfTurn(reason.sentence, code=reason.code)
    refused.from_on = reason.from_on
    return refused
