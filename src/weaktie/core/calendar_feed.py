"""What is due as a calendar that other programs read: short titles, first names, no word of what was said.

Days are the seeker's own; conversations stand at their hour. Every entry has an alarm, so that a calendar
rings without weaktie.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from weaktie.core.due import Matter, What

MORNING = timedelta(hours=9)
"""[J] When a calendar reminds of what is due on a day."""

BEFORE = timedelta(minutes=15)
"""[J] How long before a conversation it reminds."""

REFRESH = timedelta(hours=1)
NAME = "weaktie"

TITLES = {
    What.OFFER: "Offer {called} two times",
    What.AGREED: "Offer {called} two times",
    What.NAMED: "Thank {called}, write down the name",
    What.MISSED: "Note the conversation with {called}",
    What.DEBRIEF: "Write down the conversation with {called}",
    What.THANKS: "Thank {called}",
    What.PROMISE: "A promise to {called}",
    What.REPORT: "Tell {called} what came of it",
    What.LETTER: "The letter to {called}",
    What.WITHDRAW: "Take back the ask to {called}",
    What.INTRODUCER: "Tell {called} how it went",
    What.MEMORY: "A note to {called}",
    What.FOLLOW_UP: "Follow up with {called}",
    What.CLOSE: "How the ask to {called} ended",
    What.TOUCH: "A word to {called}",
}
"""First names only, and never what was said: calendars are shared and copied to other machines."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation that is booked."""

    key: str
    called: str
    at: datetime
    length: int


def written(talks: Iterable[Talk], matters: Iterable[Matter], *, today: date, stamp: datetime) -> bytes:
    """Return the calendar."""
    calendar = Calendar()
    calendar.add("prodid", "-//weaktie//what is due//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", NAME)
    calendar.add("name", NAME)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for talk in talks:
        calendar.add_component(_talk(talk, stamp))
    for matter in matters:
        if matter.what in TITLES:
            calendar.add_component(_day(matter, today, stamp))
    content: bytes = calendar.to_ical()
    return content


def day_of(matter: Matter, today: date) -> date:
    """Return the day something stands on: its last one; what is late, or has none, stands on today."""
    return max(matter.by_day or today, today)


def _talk(talk: Talk, stamp: datetime) -> Event:
    event = _event(f"{talk.key}@weaktie", f"Conversation with {talk.called}", stamp)
    start = talk.at.astimezone(UTC)
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=talk.length))
    event.add_component(_alarm(-BEFORE, f"Conversation with {talk.called}"))
    return event


def _day(matter: Matter, today: date, stamp: datetime) -> Event:
    title = TITLES[matter.what].format(called=matter.called)
    event = _event(f"{matter.key}@weaktie", title, stamp)
    day = day_of(matter, today)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm(MORNING, title))
    return event


def _event(uid: str, title: str, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("summary", title)
    event.add("class", "PRIVATE")
    return event


def _alarm(trigger: timedelta, title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", trigger)
    return alarm
