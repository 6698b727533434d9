"""What is owed after conversations: worked out from those that were held and from what was done since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from weaktie.accounts.models import User
from weaktie.campaign.conversations.models import Conversation
from weaktie.campaign.followups.models import FollowUp, Promise
from weaktie.campaign.network.models import Person
from weaktie.campaign.network.queries.people import first_name
from weaktie.campaign.outreach.models import Ask, Message
from weaktie.campaign.outreach.queries import asks
from weaktie.campaign.targets.queries.named import introduced
from weaktie.core import cadence, cadence_after
from weaktie.core.cadence_after import Duty
from weaktie.core.candidates import Stage

REPORT_FROM = timedelta(days=7)
"""[J] What came of it is asked for after a week: before, there was hardly time to do anything."""

TOUCH = "touch"
PROMISE = "promise"


PRESSING = ("thanks", "introducer", PROMISE, "report", TOUCH)
"""Kinds of what is owed, the most pressing first."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing owed: what, to whom, since when, until when it is in time, and why.

    `kind` is thanks, introducer, report, touch or promise. `key` names it among all that is due.
    """

    kind: str
    person: Person
    since: date
    on: date
    reason: str
    conversation: Conversation | None = None
    promise: Promise | None = None

    @property
    def key(self) -> str:
        """The name under which it can be put off."""
        about = self.promise or self.conversation
        return f"{self.kind}:{about.pk if about else self.person.pk}"


@dataclass(frozen=True, slots=True)
class Held:
    """One conversation that was held, who led there, and what was done after it."""

    row: Conversation
    person: Person
    introducer: Person | None
    done: dict[str, FollowUp]

    def day(self, by: User) -> date:
        """Return the seeker's day on which it ended."""
        assert self.row.ended_at is not None
        return cadence.local_date(self.row.ended_at, by.timezone())


def due(*, by: User, now: datetime) -> list[Due]:
    """Return what is owed now: thanks before promises before reports of use, and what was due first."""
    today = cadence.local_date(now, by.timezone())
    rows = held(by=by, now=now)
    found = [*_after(rows, by=by, today=today), *_touches(rows, by=by, today=today), *_promised(by, today)]
    return sorted((one for one in found if one.since <= today), key=_pressing)


def owed(person: Person, *, by: User, now: datetime, rows: list[Held] | None = None) -> list[Due]:
    """Return what is owed to one person, also what is not due yet; `rows` as `held` gives them, if known."""
    today = cadence.local_date(now, by.timezone())
    rows = held(by=by, now=now) if rows is None else rows
    found = [*_after(rows, by=by, today=today), *_touches(rows, by=by, today=today), *_promised(by, today)]
    return sorted((one for one in found if one.person == person), key=_pressing)


def held(*, by: User, now: datetime) -> list[Held]:
    """Return the conversations that were held by now, the first one first, with what was done after each."""
    rows = Conversation.objects.visible_to(by).held().filter(ended_at__lte=now)
    rows = rows.select_related("person__merged_into", "ask__via", "target").prefetch_related("followups")
    ordered = list(rows.order_by("ended_at", "pk"))
    if not ordered:
        return []
    led = _introducers(by=by, today=cadence.local_date(now, by.timezone()))
    known = Person.objects.in_bulk(list(led.values()))
    return [_held(row, led, known) for row in ordered]


def last_words(rows: Iterable[Held], *, by: User, today: date) -> dict[int, date]:
    """Return the day of the last word with each of these people by that day, in either direction."""
    zone, found = by.timezone(), dict[int, date]()
    rows = list(rows)
    people = {one.person.pk for one in rows}
    sent = Message.objects.visible_to(by).sent().filter(person__in=people).values_list("person_id", "sent_at")
    asked = Ask.objects.visible_to(by).filter(person__in=people)
    days = [(one.person.pk, one.day(by)) for one in rows]
    days += [(one.person_id, one.done_on) for row in rows for one in row.done.values()]
    days += [(person, cadence.local_date(at, zone)) for person, at in sent if at is not None]
    for person, *when in asked.values_list("person_id", "sent_on", "followed_up_on", "answered_on"):
        days += [(person, day) for day in when if day is not None]
    for one in rows:
        if one.person.contact:
            at = datetime.fromtimestamp(one.person.contact, UTC)
            days.append((one.person.pk, cadence.local_date(at, zone)))
    for person, day in days:
        if day > today:
            continue
        found[person] = max(day, found.get(person, day))
    return found


def _pressing(one: Due) -> tuple[int, date, str]:
    return PRESSING.index(one.kind), one.on, one.key


def _introducers(*, by: User, today: date) -> dict[int, int]:
    """Return who led to whom: person -> introducer, the last one who named or introduced them."""
    told = introduced(by=by, as_of=today)
    return {one.person: one.introducer for one in told if one.stage is not Stage.DECLINED}


def _held(row: Conversation, led: dict[int, int], known: dict[int, Person]) -> Held:
    person = row.person.merged_into or row.person
    via = known.get(led.get(person.pk, 0)) or (row.ask.via if row.ask else None)
    introducer = None if via is None or via == person else via
    return Held(row, person, introducer, {one.kind: one for one in sorted(row.followups.all(), key=_number)})


def _number(one: FollowUp) -> int:
    return one.pk


def _after(rows: list[Held], *, by: User, today: date) -> Iterator[Due]:
    """Yield thanks, word to an introducer and reports of use that are owed."""
    for one in rows:
        for duty in cadence_after.owed(_as_cadence(one, by), today):
            since = one.day(by) + (REPORT_FROM if duty.duty is Duty.REPORT else timedelta(0))
            to = one.introducer if duty.duty is Duty.INTRODUCER and one.introducer else one.person
            yield Due(str(duty.duty), to, since, duty.on, _why(one, duty, today, by), one.row)


def _as_cadence(one: Held, by: User) -> cadence_after.Conversation:
    done = {kind: followup.done_on for kind, followup in one.done.items()}
    assert one.row.ended_at is not None
    return cadence_after.Conversation(
        person=one.person.pk,
        ended_at=one.row.ended_at,
        zone=by.timezone(),
        introducer=one.introducer.pk if one.introducer else "",
        thanked_on=done.get(FollowUp.Kind.THANKS),
        reported_on=done.get(FollowUp.Kind.REPORT),
        introducer_told_on=done.get(FollowUp.Kind.INTRODUCER),
    )


def _why(one: Held, duty: cadence_after.Due, today: date, by: User) -> str:
    name, day = first_name(one.person.name), _day(one.day(by), today)
    were = "They were" if duty.duty is Duty.THANKS else "It was"
    late = f" {were} due {_day(duty.on, today)}." if duty.on < today else ""
    if duty.duty is Duty.THANKS:
        return f"You talked {day}. Thanks within a day say more than thanks in a week.{late}"
    if duty.duty is Duty.INTRODUCER:
        return f"You talked with {one.person.name} {day}, and this introduction made it possible.{late}"
    return f"You talked {day}. Tell {name} what you did with it, within fourteen days.{late}"


def _touches(rows: list[Held], *, by: User, today: date) -> Iterator[Due]:
    """Yield a light word for everybody who was talked to and not written to for ninety days."""
    latest = {one.person.pk: one for one in rows}
    if not latest:
        return
    words = last_words(rows, by=by, today=today)
    history = asks.history(by=by)
    for pk, one in latest.items():
        let_go = one.done.get(FollowUp.Kind.TOUCH)
        on = cadence_after.touch_due(words[pk], history=history, person=pk, today=today)
        if on is None or (let_go is not None and let_go.let_go):
            continue
        reason = (
            f"Your last word was {_day(words[pk], today)}. Write if you have a real reason, else let it be."
        )
        yield Due(TOUCH, one.person, on, on, reason, one.row)


def _promised(by: User, today: date) -> Iterator[Due]:
    """Yield what the seeker promised for a day; what others promised is shown, and never due."""
    mine = Promise.objects.visible_to(by).mine().standing_on(today).exclude(due_on=None)
    for promise in mine.select_related("person__merged_into", "conversation").order_by("due_on", "pk"):
        on = promise.due_on
        assert on is not None
        person = promise.person.merged_into or promise.person
        reason = f"You promised {_day(promise.made_on, today)}: {promise.text}"
        yield Due(PROMISE, person, on, on, reason, promise.conversation, promise)


def _day(day: date, today: date) -> str:
    """Say a day inside a sentence."""
    apart = (today - day).days
    if apart in (0, 1):
        return "yesterday" if apart else "today"
    return f"on {day.day} {day:%B}" if day.year == today.year else f"on {day.day} {day:%B %Y}"
