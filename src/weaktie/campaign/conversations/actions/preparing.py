"""Preparing a conversation: what one wants, the opening, the questions, what one means to show."""

from __future__ import annotations

from datetime import datetime

from weaktie.accounts.models import User
from weaktie.campaign.conversations.models import Conversation, Desire, Question
from weaktie.campaign.timeline.actions import step
from weaktie.core.readers import text as reading
from weaktie.core.refusal import Refused

MOST_QUESTIONS = 8
"""More fit on no page and into no conversation [J]."""


class Locked(Refused):
    """What was wanted before can no longer be said."""

    code = "locked"


class NoSuchDesire(Refused):
    """Not one of the five words."""

    code = "no_such_desire"


class NeedsWords(Refused):
    """A question has to ask something."""

    code = "needs_words"


class EnoughQuestions(Refused):
    """More questions than a conversation holds."""

    code = "enough_questions"


class ClosingStays(Refused):
    """The closing question is always there."""

    code = "closing_stays"


def say_desire(conversation: Conversation, *, by: User, desire: str, why: str = "", now: datetime) -> None:
    """Say how much one wants this job or employer, before the conversation; refused once it has begun."""
    conversation.refresh_from_db(fields=["started_at", "cancelled_at"])
    if conversation.is_locked:
        raise Locked("The conversation has begun: what you wanted before it can no longer be said.")
    if desire not in Desire.values:
        words = ", ".join(label.lower() for label in Desire.labels)
        raise NoSuchDesire(f"Choose one of: {words}.")
    with step("desire", "Said how much you want it, before", by=by, now=now) as act:
        act.change(
            conversation,
            desire_before=desire,
            desire_before_why=reading.clean(why, 300),
            desire_before_at=now,
        )


def write_opening(conversation: Conversation, *, by: User, words: str, now: datetime) -> None:
    """Keep the opening as it will be spoken; an empty one gives the draft back."""
    with step("opening", "Wrote the opening", by=by, now=now) as act:
        act.change(conversation, opening=reading.clean(words, 2000))


def plan(conversation: Conversation, *, by: User, clear: str, sharp: str, easy: str, now: datetime) -> None:
    """Say what one means to show: of thinking clearly, asking sharply, being easy to work with."""
    with step("plan", "Planned what to show", by=by, now=now) as act:
        act.change(
            conversation,
            plan_clear=reading.clean(clear, 300),
            plan_sharp=reading.clean(sharp, 300),
            plan_easy=reading.clean(easy, 300),
        )


def add_question(
    conversation: Conversation, *, by: User, words: str, why: str = "", now: datetime
) -> Question:
    """Put a question into the middle of the conversation."""
    clean = _words(words)
    middle = conversation.questions.filter(phase=Question.Phase.MIDDLE)
    if middle.count() >= MOST_QUESTIONS:
        raise EnoughQuestions(f"{MOST_QUESTIONS} questions are more than you will ask; drop one first.")
    last = middle.order_by("-position").values_list("position", flat=True).first()
    with step("question", "Added a question", by=by, now=now) as act:
        added = Question(
            conversation=conversation,
            phase=Question.Phase.MIDDLE,
            text=clean,
            why=reading.clean(why, 300),
            position=0 if last is None else last + 1,
        )
        act.add(added)
    return added


def change_question(question: Question, *, by: User, words: str, now: datetime) -> None:
    """Put a question into other words."""
    clean = _words(words)
    with step("question", "Changed a question", by=by, now=now) as act:
        act.change(question, text=clean)


def close_with(conversation: Conversation, *, by: User, words: str, now: datetime) -> None:
    """Put the closing question into one's own words."""
    clean = _words(words)
    phase = Question.Phase.CLOSING
    known = conversation.questions.filter(phase=phase).order_by("position", "pk").first()
    with step("question", "Changed the closing question", by=by, now=now) as act:
        if known is None:
            act.add(Question(conversation=conversation, phase=phase, text=clean))
        else:
            act.change(known, text=clean)


def move_question(question: Question, *, by: User, up: bool, now: datetime) -> None:
    """Ask a question one place earlier, or later; at the end of the row it stays."""
    row = list(_row(question))
    here = next(place for place, one in enumerate(row) if one.pk == question.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(row):
        return
    row[here], row[there] = row[there], row[here]
    with step("question", "Moved a question", by=by, now=now) as act:
        for position, one in enumerate(row):
            act.change(one, position=position)


def drop_question(question: Question, *, by: User, now: datetime) -> None:
    """Take a question off the agenda; the closing question stays."""
    if question.phase == Question.Phase.CLOSING:
        raise ClosingStays("The closing question is always asked; put it into your own words instead.")
    with step("question", "Dropped a question", by=by, now=now) as act:
        act.remove(question)


def _row(question: Question) -> list[Question]:
    same = Question.objects.filter(conversation=question.conversation_id, phase=question.phase)
    return list(same.order_by("position", "pk"))


def _words(words: str) -> str:
    clean = reading.clean(words, 500)
    if not clean:
        raise NeedsWords("Write the question first.")
    return clean
