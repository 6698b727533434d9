"""The rhythm of asking: how many, whom, when again, and when never again.

A message out of turn costs the seeker a contact and the contact their peace; so every rule here holds back.
Days are the seeker's own: `today` is passed, an instant becomes a day by `local_date`. What is known only
after `today` is not known yet, so a question as of an earlier day gets the answer of that day.

Sources are sections of DOMAIN.md; [J] marks judgement. What is due after a conversation: `cadence_after`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from weaktie.core.workdays import WEEKDAYS, Workdays

ASKS_A_WEEK = 5
"""New asks from Monday to Sunday (3, default rules). A follow-up is none, an introduction asked for is."""

WINDOW = 14
"""Days for which silence stays open after the last message (3, default rules)."""

SECOND_PERSON_AFTER = 3
"""Working days of silence until a second person at that employer is asked (3, Dalton's 3B7)."""

FOLLOW_UP_AFTER = 7
"""Working days of silence until the one follow-up (3, Dalton's 3B7)."""

MOST_UNANSWERED = 2
"""Messages to somebody who answers none: an ask and one more (3, "follow up only once")."""

INTRODUCER_RESTS = 30
"""Days between two introductions asked of one person (2.3)."""

MOST_DECLINES = 2
"""Introductions that somebody declines before they are asked for none any more (2.3)."""

Key = int | str
"""Whatever the caller tells people and employers apart by."""


class Kind(StrEnum):
    """What was asked for."""

    CONVERSATION = "conversation"
    INTRODUCTION = "introduction"


class Answer(StrEnum):
    """How an ask ended. `DECLINED` is "not this introduction"; `NO` is no to the seeker, and for ever."""

    OPEN = ""
    YES = "yes"
    NO = "no"
    REDIRECTED = "redirected"
    DECLINED = "declined"
    NONE = "none"
    WITHDRAWN = "withdrawn"


HEARD = frozenset({Answer.YES, Answer.NO, Answer.REDIRECTED, Answer.DECLINED})
"""Answers that somebody gave. The others are silence, or the seeker's own doing."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One ask: to whom, when, its follow-up, its answer. `target` is whom an introducer was asked about."""

    person: Key
    sent_on: date
    followed_up_on: date | None = None
    answer: Answer = Answer.OPEN
    answered_on: date | None = None
    employer: Key = ""
    kind: Kind = Kind.CONVERSATION
    target: Key = ""

    @property
    def last_message_on(self) -> date:
        """Return the day of the follow-up, or of the ask itself."""
        return self.followed_up_on or self.sent_on

    @property
    def messages(self) -> int:
        """Count what was written."""
        return 1 if self.followed_up_on is None else 2


class State(StrEnum):
    """Where an ask stands."""

    OPEN = "open"
    FOLLOW_UP_DUE = "follow-up due"
    CLOSED = "closed"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Allowed:
    """Go ahead. True, where `Reason` is false."""

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Reason:
    """Why not, in a sentence, and the first day on which that is over: None if waiting changes nothing."""

    code: str
    sentence: str
    from_on: date | None = None

    def __bool__(self) -> bool:
        return False


def local_date(moment: datetime, zone: tzinfo) -> date:
    """Return the day on which somebody in this zone lived through a moment."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone is on no day")
    return moment.astimezone(zone).date()


# --- one ask ----------------------------------------------------------------------------------------------


def closes_on(ask: Ask) -> date:
    """Return the last day on which silence is still open; from the next day on it is no answer."""
    return ask.last_message_on + timedelta(days=WINDOW)


def follow_up_on(ask: Ask, workdays: Workdays = WEEKDAYS) -> date | None:
    """Return the first day for the follow-up; None if there is none to write.

    That is so after an answer, after the one follow-up, and where holidays fill the whole window.
    """
    if ask.answer is not Answer.OPEN or ask.followed_up_on is not None:
        return None
    day = workdays.after(ask.sent_on, FOLLOW_UP_AFTER)
    return day if day <= closes_on(ask) else None


def second_person_on(ask: Ask, workdays: Workdays = WEEKDAYS) -> date | None:
    """Return the day from which a second person at that employer is proposed; None once this one answered."""
    return None if ask.answer in HEARD else workdays.after(ask.sent_on, SECOND_PERSON_AFTER)


def state(ask: Ask, today: date, workdays: Workdays = WEEKDAYS) -> State:
    """Say where an ask stands today. An answer that comes late is an answer."""
    ask = _as_known(ask, today)
    if ask.answer in HEARD:
        return State.ANSWERED
    if ask.answer is not Answer.OPEN or today > closes_on(ask):
        return State.CLOSED
    due = follow_up_on(ask, workdays)
    return State.OPEN if due is None or today < due else State.FOLLOW_UP_DUE


def is_open(ask: Ask, today: date) -> bool:
    """Say whether an answer may still be waited for."""
    known = _as_known(ask, today)
    return known.answer is Answer.OPEN and today <= closes_on(known)


def _as_known(ask: Ask, today: date) -> Ask:
    if ask.followed_up_on is not None and ask.followed_up_on > today:
        ask = replace(ask, followed_up_on=None)
    if ask.answered_on is not None and ask.answered_on > today:
        ask = replace(ask, answer=Answer.OPEN, answered_on=None)
    return ask


# --- everything asked so far ------------------------------------------------------------------------------


def week_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def asks_left(history: Iterable[Ask], today: date) -> int:
    """Return how many new asks this week still holds. A day that is already planned counts."""
    monday = week_of(today)
    return max(0, ASKS_A_WEEK - sum(week_of(ask.sent_on) == monday for ask in history))


def said_no(history: Iterable[Ask], person: Key, today: date) -> bool:
    """Say whether somebody has ever said no. Thanks, and the report to an introducer, stay due."""
    return any(ask.answer is Answer.NO for ask in asked(history, person, today))


def unanswered(history: Iterable[Ask], person: Key, today: date) -> int:
    """Count the messages to somebody since they last answered one."""
    count = 0
    for ask in asked(history, person, today):
        count = 0 if ask.answer in HEARD else count + ask.messages
    return count


def asked(history: Iterable[Ask], person: Key, today: date) -> list[Ask]:
    """Return the asks to somebody as they are known today, the first one first."""
    to_them = (ask for ask in history if ask.person == person and ask.sent_on <= today)
    return sorted((_as_known(ask, today) for ask in to_them), key=lambda ask: ask.sent_on)


def may_ask(
    history: Iterable[Ask],
    today: date,
    *,
    person: Key,
    employer: Key = "",
    workdays: Workdays = WEEKDAYS,
    name: str = "This person",
) -> Allowed | Reason:
    """Say whether somebody may be asked today. `history` is everything asked of everybody."""
    known = list(history)
    return _verdict(
        [
            *_personal(known, today, person, name),
            *_of_the_employer(known, today, person, employer, workdays),
            *_of_the_week(known, today),
        ]
    )


def may_follow_up(
    history: Iterable[Ask], ask: Ask, today: date, *, workdays: Workdays = WEEKDAYS, name: str = "This person"
) -> Allowed | Reason:
    """Say whether the one follow-up of an ask may be written today."""
    known = list(history)
    if said_no(known, ask.person, today):
        return _no(name)
    if ask.target != "" and said_no(known, ask.target, today):
        return Reason("target_said_no", "Whom you wanted to be introduced to has said no: let it rest.")
    stands = state(ask, today, workdays)
    if stands is State.ANSWERED:
        return Reason("answered", f"{name} has answered.")
    if stands is State.CLOSED:
        return Reason("closed", f"{name} did not answer in {WINDOW} days: let it rest.")
    if unanswered(known, ask.person, today) >= MOST_UNANSWERED:
        return _third(name)
    if stands is State.FOLLOW_UP_DUE:
        return Allowed()
    due = follow_up_on(_as_known(ask, today), workdays)
    if due is None:
        return Reason("holidays", "Holidays fill the days in which a follow-up could go: let it rest.")
    return Reason("too_early", f"Follow up from {_day(due)} on, after seven working days.", due)


def may_ask_introducer(
    history: Iterable[Ask],
    today: date,
    *,
    person: Key,
    target: Key = "",
    employer: Key = "",
    workdays: Workdays = WEEKDAYS,
    name: str = "This person",
    target_name: str = "The other person",
) -> Allowed | Reason:
    """Say whether somebody may be asked today for an introduction, to `target` if one is named."""
    known = list(history)
    return _verdict(
        [
            *_personal(known, today, person, name),
            *_of_the_introducer(known, today, person, name),
            *(_of_the_target(known, today, person, target, target_name) if target != "" else ()),
            *_of_the_employer(known, today, person, employer, workdays),
            *_of_the_week(known, today),
        ]
    )


# --- reasons ----------------------------------------------------------------------------------------------


def _verdict(reasons: list[Reason]) -> Allowed | Reason:
    """Return the first reason that waiting does not cure, else the one that lasts longest."""
    lasting = [(reason.from_on, reason) for reason in reasons if reason.from_on is not None]
    if len(lasting) < len(reasons):
        return next(reason for reason in reasons if reason.from_on is None)
    return max(lasting, key=lambda each: each[0])[1] if lasting else Allowed()


def _personal(known: list[Ask], today: date, person: Key, name: str) -> Iterator[Reason]:
    if said_no(known, person, today):
        yield _no(name)
    is_last = unanswered(known, person, today) >= MOST_UNANSWERED
    waiting = [closes_on(ask) for ask in asked(known, person, today) if is_open(ask, today)]
    if waiting:
        from_on = None if is_last else max(waiting) + timedelta(days=1)
        yield Reason("open", f"{name} has not answered your last message yet.", from_on)
    elif is_last:
        yield _third(name)


def _of_the_employer(
    known: list[Ask], today: date, person: Key, employer: Key, workdays: Workdays
) -> Iterator[Reason]:
    if employer == "":
        return
    others = (ask for ask in known if ask.employer == employer and ask.person != person)
    waiting = [ask for ask in others if ask.sent_on <= today and is_open(ask, today)]
    ready = [workdays.after(ask.sent_on, SECOND_PERSON_AFTER) for ask in waiting]
    if ready and today < max(ready):
        yield Reason(
            "employer_waits",
            f"Ask a second person there from {_day(max(ready))} on, after three working days of silence.",
            max(ready),
        )


def _of_the_week(known: list[Ask], today: date) -> Iterator[Reason]:
    if not asks_left(known, today):
        monday = week_of(today) + timedelta(days=7)
        yield Reason(
            "week_full", f"You have asked five people this week; ask the next one on {_day(monday)}.", monday
        )


def _of_the_introducer(known: list[Ask], today: date, person: Key, name: str) -> Iterator[Reason]:
    favours = [ask for ask in asked(known, person, today) if ask.kind is Kind.INTRODUCTION]
    if sum(ask.answer is Answer.DECLINED for ask in favours) >= MOST_DECLINES:
        yield Reason("declined_twice", f"{name} has declined two introductions; ask for no more.")
    if favours:
        rested = favours[-1].sent_on + timedelta(days=INTRODUCER_RESTS)
        if today < rested:
            yield Reason(
                "introducer_rests",
                f"You asked {name} for an introduction lately; one a month is enough, the next from "
                f"{_day(rested)} on.",
                rested,
            )


def _of_the_target(
    known: list[Ask], today: date, person: Key, target: Key, target_name: str
) -> Iterator[Reason]:
    """Yield why nobody may be asked for this target: they said no, or another introducer is asked already."""
    if said_no(known, target, today):
        yield Reason("target_said_no", f"{target_name} said no to you; a no also holds by way of others.")
    others = (ask for ask in known if ask.target == target and ask.person != person and ask.sent_on <= today)
    waiting = [closes_on(_as_known(ask, today)) for ask in others if is_open(ask, today)]
    if waiting:
        yield Reason(
            "target_asked_for",
            f"Somebody else is already asked to introduce you to {target_name}; wait for their answer.",
            max(waiting) + timedelta(days=1),
        )


def _no(name: str) -> Reason:
    return Reason("said_no", f"{name} said no: ask them nothing any more.")


def _third(name: str) -> Reason:
    return Reason("third_message", f"{name} left two messages unanswered: a third is never sent.")


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"
