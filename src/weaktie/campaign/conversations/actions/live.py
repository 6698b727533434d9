"""What happens in the thirty minutes. Each can arrive late, from a page that could not reach weaktie."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from weaktie.accounts.models import User
from weaktie.campaign.conversations.models import Conversation, Question
from weaktie.campaign.network.models import Person
from weaktie.campaign.targets.models import Target
from weaktie.campaign.timeline.actions import step
from weaktie.campaign.timeline.models import Event
from weaktie.core.minutes import GIFT, MOST
from weaktie.core.refusal import Refused

MOST_GIVEN = 240
"""More minutes than this nobody gives; a larger number is a slip."""


class NotBegun(Refused):
    """The clock has not been started."""

    code = "not_begun"


class OverAlready(Refused):
    """The conversation has ended, or was called off."""

    code = "over_already"


class NotConsent(Refused):
    """Recording, or a transcript, needs the stated consent of everybody."""

    code = "not_consent"


def begin_now(person: Person, *, by: User, target: Target | None = None, now: datetime) -> Conversation:
    """Start a conversation that nobody booked, as when somebody rings; a booked one is started early."""
    everybody = [person.pk, *person.merged.values_list("pk", flat=True)]
    ahead = Conversation.objects.visible_to(by).ahead().filter(person__in=everybody).order_by("pk").first()
    if ahead is not None:
        start(ahead, by=by, now=now)
        return ahead
    with step("talk", f"Began to talk with {person.name}", by=by, now=now) as act:
        found = Conversation(
            owner=by, person=person, target=target, begun_at=now, starts_at=now, started_at=now,
            uid=str(uuid.uuid4()),
        )  # fmt: skip
        act.add(found)
    return found


def start(conversation: Conversation, *, by: User, at: datetime | None = None, now: datetime) -> None:
    """Start the clock; started already, it runs on."""
    if conversation.started_at is not None:
        return
    if conversation.cancelled_at is not None:
        raise OverAlready("It was called off; begin a new one from the page of the person.")
    began = min(at or now, now)
    with step("talk", f"Began to talk with {conversation.person.name}", by=by, now=now) as act:
        act.change(conversation, started_at=began, starts_at=conversation.starts_at or began)


def give_more(
    conversation: Conversation,
    *,
    by: User,
    minutes: int | None = None,
    at: datetime | None = None,
    now: datetime,
) -> None:
    """Record how many minutes the contact gave on top, in all; without a number five more than before."""
    _begun(conversation)
    given = conversation.extended + GIFT if minutes is None else max(0, min(minutes, MOST_GIVEN))
    offered = (conversation.extended_at or _within(conversation, at, now)) if given else None
    with step("minutes", f"{conversation.person.name} gave {given} minutes more", by=by, now=now) as act:
        act.change(conversation, extended=given, extended_at=offered)


def ask_closing(
    conversation: Conversation, *, by: User, asked: bool = True, at: datetime | None = None, now: datetime
) -> None:
    """Record that the closing question was asked: who else should I speak with?"""
    when = (conversation.closing_asked_at or _within(conversation, at, now)) if asked else None
    with step("closing", f"Asked {conversation.person.name} who else to speak with", by=by, now=now) as act:
        act.change(conversation, closing_asked_at=when)
        for question in conversation.questions.filter(phase=Question.Phase.CLOSING):
            act.change(question, asked_at=when)


def tick(conversation: Conversation, asked: Collection[int], *, by: User, now: datetime) -> None:
    """Record which questions of the agenda have been asked (ids); the others are open again."""
    with step("questions", f"Questions asked {conversation.person.name}", by=by, now=now) as act:
        for question in conversation.questions.exclude(phase=Question.Phase.CLOSING):
            when = (question.asked_at or now) if question.pk in asked else None
            act.change(question, asked_at=when)


def end(conversation: Conversation, *, by: User, at: datetime | None = None, now: datetime) -> None:
    """Stop the clock, at the latest when the page stops by itself; what has ended stays so."""
    _begun(conversation)
    clock = conversation.clock()
    if conversation.ended_at is not None or clock is None:
        return
    ended = min(_within(conversation, at, now), clock.stop)
    with step("talk", f"Talked with {conversation.person.name}", by=by, now=now) as act:
        act.change(conversation, ended_at=ended)
        minutes = int((ended - clock.started).total_seconds() // 60)
        act.event(Event.Kind.TALKED, person_id=conversation.person_id, word=f"{minutes} minutes")


def agree_to_record(conversation: Conversation, *, by: User, basis: str, now: datetime) -> None:
    """Record on whose word something may be recorded, with the time; "" takes it back."""
    if basis not in Conversation.Consent.values:
        raise NotConsent("Say all (everybody agreed) or theirs (the other side made it and passed it on).")
    with step("consent", f"Recording with {conversation.person.name}", by=by, now=now) as act:
        act.change(conversation, consent=basis, consented_at=now if basis else None)


def stop_next(*, now: datetime) -> Conversation | None:
    """Stop one conversation whose page would have stopped by itself, if nobody pressed."""
    begun = Conversation.objects.ahead().filter(started_at__lte=now - timedelta(minutes=MOST))
    for conversation in begun.select_related("owner", "person").order_by("started_at", "pk"):
        clock = conversation.clock()
        if clock and clock.stop <= now and _claimed(conversation, now=now):
            return conversation
    return None


@transaction.atomic
def _claimed(conversation: Conversation, *, now: datetime) -> bool:
    """End it unless somebody did since; only one of several workers does."""
    still = Conversation.objects.select_for_update().filter(pk=conversation.pk, ended_at=None)
    if not still.exists():
        return False
    end(conversation, by=conversation.owner, now=now)
    return True


def _begun(conversation: Conversation) -> None:
    if conversation.started_at is None:
        raise NotBegun("Start the clock first.")


def _within(conversation: Conversation, at: datetime | None, now: datetime) -> datetime:
    """Return a moment that a page tells, not before the start and not after now."""
    told = min(at or now, now)
    return max(told, conversation.started_at) if conversation.started_at else told
