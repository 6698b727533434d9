"""Which asks wait for an answer, what may go out today, and how the seeker's guesses turned out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from weaktie.accounts.models import User
from weaktie.campaign.network.models import Person
from weaktie.campaign.outreach.models import Ask, AskQuerySet, Message
from weaktie.core import cadence, guessing
from weaktie.core.cadence import Allowed, Answer, Kind, Reason, State
from weaktie.core.refusal import Refused
from weaktie.core.workdays import Workdays


class NothingOpen(Refused):
    """No ask to this person waits for an answer."""

    code = "nothing_open"


def everybody(person: Person) -> list[int]:
    """Return the ids that rows of this person may carry: their own, and those merged into them."""
    return [person.pk, *person.merged.values_list("pk", flat=True)]


def open_ask(person: Person, *, by: User) -> Ask:
    """Return the ask to this person (or to whoever they were before a merge) that waits for an answer."""
    ask = open_to(person, by=by).first()
    if ask is None:
        raise NothingOpen(f"No ask to {person.name} is open; note one with: weaktie asked {person.pk}.")
    return ask


def answerable(person: Person, *, by: User) -> Ask:
    """Return the ask that an answer is to: the open one, else the last one that was given up as silent."""
    silent = Ask.objects.visible_to(by).filter(person__in=everybody(person), answer=Ask.Answer.NONE)
    found = open_to(person, by=by).first() or silent.order_by("-sent_on", "-pk").first()
    return found or open_ask(person, by=by)


def open_to(person: Person, *, by: User) -> AskQuerySet:
    """Return the open asks to one person, the latest first."""
    return Ask.objects.visible_to(by).open().filter(person__in=everybody(person)).order_by("-sent_on", "-pk")


def open_asks(*, by: User) -> AskQuerySet:
    """Return the asks that wait for an answer, the oldest first."""
    waiting = Ask.objects.visible_to(by).open().select_related("person")
    return waiting.order_by("sent_on", "pk")


def past_window(*, by: User, today: date) -> list[Ask]:
    """Return open asks whose window is over: silent for more than fourteen days since the last message."""
    return [ask for ask in open_asks(by=by) if today > closes_on(ask)]


def closes_on(ask: Ask) -> date:
    """Return the last day on which silence is still open."""
    return cadence.closes_on(_as_cadence(ask))


def follow_ups_due(*, by: User, today: date) -> list[Ask]:
    """Return the asks whose one follow-up may go today, the oldest first."""
    history = _history(by)
    return [ask for ask in open_asks(by=by) if _follow_up(ask, history, by=by, on=today) is None]


def draft(person: Person, *, by: User, kind: str = Message.Kind.ASK) -> Message | None:
    """Return what is being written to somebody and not sent yet."""
    drafts = Message.objects.visible_to(by).drafts().filter(kind=kind, person__in=everybody(person))
    return drafts.order_by("-kept_at", "-pk").first()


# --- the rhythm -------------------------------------------------------------------------------------------


def held_back(person: Person, *, by: User, via: Person | None = None, on: date) -> Reason | None:
    """Return why somebody may not be asked (or an introducer for them) on a day; None if they may."""
    history = _history(by)
    days = workdays(by)
    if _has_said_no(person, by=by):
        return Reason("said_no", f"{person.name} said no: ask them nothing any more.")
    if via is None:
        return _reason(
            cadence.may_ask(
                history, on, person=person.pk, employer=person.organisation_key, workdays=days,
                name=person.name,
            )
        )  # fmt: skip
    return _reason(
        cadence.may_ask_introducer(
            history, on, person=via.pk, target=person.pk, employer=via.organisation_key, workdays=days,
            name=via.name, target_name=person.name,
        )
    )  # fmt: skip


def follow_up_held_back(ask: Ask, *, by: User, on: date) -> Reason | None:
    """Return why the one follow-up may not go out on a day; None if it may."""
    return _follow_up(ask, _history(by), by=by, on=on)


def _follow_up(ask: Ask, history: list[cadence.Ask], *, by: User, on: date) -> Reason | None:
    name = ask.via.name if ask.via else ask.person.name
    one = _as_cadence(ask)
    return _reason(cadence.may_follow_up(history, one, on, workdays=workdays(by), name=name))


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is: whether the one follow-up may go today, or why nothing is to be asked any more."""

    follow_up: bool
    never: str


def turn(person: Person, *, by: User, today: date) -> Turn:
    """Say what the rhythm has to say of one person today."""
    ask = open_to(person, by=by).first()
    if ask is not None:
        return Turn(follow_up_held_back(ask, by=by, on=today) is None, "")
    reason = held_back(person, by=by, on=today)
    never = reason is not None and reason.from_on is None
    return Turn(False, reason.sentence if reason is not None and never else "")


def standing(ask: Ask, *, by: User, today: date) -> State:
    """Say where an ask stands: open, follow-up due, closed, answered."""
    return cadence.state(_as_cadence(ask), today, workdays(by))


def follow_up_on(ask: Ask, *, by: User) -> date | None:
    """Return the first day for the follow-up of an ask; None if there is none to write."""
    return cadence.follow_up_on(_as_cadence(ask), workdays(by))


def asks_left(*, by: User, today: date) -> int:
    """Return how many new asks this week still holds."""
    return cadence.asks_left(_history(by), today)


def workdays(by: User) -> Workdays:
    """Return the working days where the seeker lives."""
    return Workdays(by.country)


def history(*, by: User) -> list[cadence.Ask]:
    """Return every ask of the seeker as the rhythm counts them."""
    return _history(by)


def _history(by: User) -> list[cadence.Ask]:
    """Return every ask of the seeker as the rhythm counts them."""
    asks = Ask.objects.visible_to(by).select_related("person", "via").order_by("sent_on", "pk")
    return [_as_cadence(ask) for ask in asks]


def _as_cadence(ask: Ask) -> cadence.Ask:
    whom = ask.via or ask.person
    return cadence.Ask(
        person=_successor(whom),
        sent_on=ask.sent_on,
        followed_up_on=ask.followed_up_on,
        # Through an introducer, no is "not this introduction": the introducer may be asked for other things.
        answer=Answer.DECLINED if ask.via and ask.answer == Ask.Answer.NO else Answer(ask.answer),
        answered_on=ask.answered_on,
        employer=whom.organisation_key,
        kind=Kind.INTRODUCTION if ask.via else Kind.CONVERSATION,
        target=_successor(ask.person) if ask.via else "",
    )


def _successor(person: Person) -> int:
    return person.merged_into_id or person.pk


def _has_said_no(person: Person, *, by: User) -> bool:
    asks = Ask.objects.visible_to(by).filter(person__in=everybody(person), answer=Ask.Answer.NO)
    return asks.exists()


def _reason(verdict: Allowed | Reason) -> Reason | None:
    return verdict if isinstance(verdict, Reason) else None


# --- guesses ----------------------------------------------------------------------------------------------


def guesses(*, by: User) -> guessing.Outcome | None:
    """Return how often the seeker expected a yes and how often one came, once eight guessed asks closed."""
    closed = Ask.objects.visible_to(by).closed().exclude(guess=None).exclude(answer=Ask.Answer.WITHDRAWN)
    told: Iterable[tuple[int | None, str]] = closed.order_by("pk").values_list("guess", "answer")
    return guessing.outcome(
        [(guess, answer == Ask.Answer.YES) for guess, answer in told if guess is not None]
    )
