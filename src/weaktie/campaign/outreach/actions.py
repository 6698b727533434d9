"""What a seeker can do about asks: say that one was sent, and how it was answered."""

from __future__ import annotations

from datetime import date, datetime

from weaktie.accounts.models import User
from weaktie.campaign.network.models import Person
from weaktie.campaign.outreach.models import Ask
from weaktie.campaign.timeline.actions import step
from weaktie.campaign.timeline.models import Event
from weaktie.core.refusal import Refused


class AlreadyAsked(Refused):
    """An ask to this person is still open."""

    code = "already_asked"


class NotYet(Refused):
    """A day that has not come."""

    code = "not_yet"


class NotAnAnswer(Refused):
    """Not one of the answers there are."""

    code = "not_an_answer"


def log_ask(
    person: Person,
    *,
    by: User,
    channel: str = "",
    drawn_with: float | None = None,
    sent_on: date,
    now: datetime,
) -> Ask:
    """Write down that the seeker asked somebody for a conversation."""
    if person.asks.open().exists():
        raise AlreadyAsked(f"{person.name} has not answered your last message yet.")
    if sent_on > now.astimezone(by.timezone()).date():
        raise NotYet("Choose today or a day before it.")
    with step("ask", f"Asked {person.name}", by=by, now=now) as act:
        ask = Ask(owner=by, person=person, channel=channel, drawn_with=drawn_with, sent_on=sent_on)
        act.add(ask)
        act.event(Event.Kind.ASKED, person_id=person.pk, word=f"{sent_on.isoformat()} {channel}".strip())
    return ask


def log_answer(ask: Ask, *, by: User, answer: str, answered_on: date, now: datetime) -> None:
    """Write down how an ask was answered: yes, no, or none."""
    if answer not in (Ask.Answer.YES, Ask.Answer.NO, Ask.Answer.NONE):
        raise NotAnAnswer("Choose yes, no, or none.")
    with step("answer", f"{ask.person.name} answered: {answer}", by=by, now=now) as act:
        act.change(ask, answer=answer, answered_on=answered_on)
        act.event(Event.Kind.ANSWERED, person_id=ask.person_id, word=f"{answer} {ask.channel}".strip())
