"""What is due after a conversation: thanks, word to the introducer, a report of use, promises, a touch.

Hours are counted on the wall clock and due on a day: 24 hours after one on Saturday is Sunday, also where the
clocks change in between. A no stops asks, never thanks nor a report. Sections are of DOMAIN.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from weaktie.core.cadence import Ask, Key, local_date, said_no, unanswered

THANKS_WITHIN = timedelta(hours=24)
"""After the end of the conversation (3, career centres: within 24 h)."""

INTRODUCER_HEARS_WITHIN = timedelta(hours=48)
"""After the end of the conversation (3, default rules)."""

REPORT_WITHIN = timedelta(days=14)
"""What came of it (3, Dalton: report back in two weeks)."""

TOUCH_AFTER = timedelta(days=90)
"""Since the last word, in either direction (3, default rules)."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation that was held, in the seeker's zone, and what has been done since."""

    person: Key
    ended_at: datetime
    zone: tzinfo
    introducer: Key = ""
    thanked_on: date | None = None
    reported_on: date | None = None
    introducer_told_on: date | None = None

    @property
    def ended_on(self) -> date:
        """Return the seeker's day on which it ended."""
        return local_date(self.ended_at, self.zone)


@dataclass(frozen=True, slots=True)
class Promise:
    """Something promised for a day, by either side."""

    due_on: date
    kept_on: date | None = None


class Duty(StrEnum):
    """What is owed after a conversation, by the words of `weaktie today`."""

    THANKS = "thanks"
    INTRODUCER = "introducer"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is owed, to whom, and the last day for it."""

    duty: Duty
    to: Key
    on: date


def thanks_due(conversation: Conversation) -> date:
    """Return the last day for thanks."""
    return conversation.ended_on + THANKS_WITHIN


def introducer_loop_due(conversation: Conversation) -> date | None:
    """Return the last day for telling the introducer how it went; None if nobody introduced."""
    return None if conversation.introducer == "" else conversation.ended_on + INTRODUCER_HEARS_WITHIN


def report_due(conversation: Conversation) -> date:
    """Return the last day for saying what came of it."""
    return conversation.ended_on + REPORT_WITHIN


def promise_due(promise: Promise, today: date) -> date | None:
    """Return the day a promise is for; None once it is kept."""
    is_kept = promise.kept_on is not None and promise.kept_on <= today
    return None if is_kept else promise.due_on


def touch_due(
    last_word_on: date, *, history: Iterable[Ask] = (), person: Key = "", today: date | None = None
) -> date | None:
    """Return the day for a light touch; None after a no, and to who left the last message unanswered.

    [J] A touch is a message too: after silence it would be the second or the third.
    """
    known = list(history)
    day = today or date.max
    if said_no(known, person, day) or unanswered(known, person, day):
        return None
    return last_word_on + TOUCH_AFTER


def owed(conversation: Conversation, today: date) -> tuple[Due, ...]:
    """Return what is still owed for a conversation, the most pressing first; nothing before it ended."""
    if today < conversation.ended_on:
        return ()
    found = []
    if _is_left(conversation.thanked_on, today):
        found.append(Due(Duty.THANKS, conversation.person, thanks_due(conversation)))
    told_by = introducer_loop_due(conversation)
    if told_by is not None and _is_left(conversation.introducer_told_on, today):
        found.append(Due(Duty.INTRODUCER, conversation.introducer, told_by))
    if _is_left(conversation.reported_on, today):
        found.append(Due(Duty.REPORT, conversation.person, report_due(conversation)))
    return tuple(found)


def _is_left(done_on: date | None, today: date) -> bool:
    return done_on is None or done_on > today
