"""What is due as a calendar: days of the seeker, alarms, first names, no word that was said."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from weaktie.core import calendar_feed
from weaktie.core.calendar_feed import Talk
from weaktie.core.due import Matter, What

STAMP = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def entries(*, talks=(), matters=(), today: date = TODAY):
    return Calendar.from_ical(calendar_feed.written(talks, matters, today=today, stamp=STAMP)).walk("VEVENT")


def matter(what: What = What.THANKS, **facts) -> Matter:
    told = {"name": "Omar Haddad", "called": "Omar", "quote": "Ring first", "text": "A list"}
    return Matter(what=what, row="12", since=TODAY, **(told | facts))


def test_something_due_is_a_whole_day_with_an_alarm_in_the_morning():
    (entry,) = entries(matters=[matter(by_day=TODAY + timedelta(days=2))])

    assert entry["summary"] == "Thank Omar"
    assert entry.decoded("dtstart") == TODAY + timedelta(days=2)
    (alarm,) = entry.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(hours=9)


def test_what_is_late_or_has_no_day_stands_on_today():
    late, none = entries(matters=[matter(by_day=date(2026, 11, 20)), matter(What.OFFER)])

    assert late.decoded("dtstart") == none.decoded("dtstart") == TODAY


@pytest.mark.parametrize("zone", ["Pacific/Tongatapu", "Pacific/Niue", "Europe/Lisbon"])
def test_a_conversation_stands_at_its_moment_in_any_zone(zone):
    at = datetime(2026, 11, 26, 10, 0, tzinfo=ZoneInfo(zone))

    (entry,) = entries(talks=[Talk("talk-3", "Tomasz", at, 20)])

    assert entry.decoded("dtstart") == at
    assert entry.decoded("dtend") - entry.decoded("dtstart") == timedelta(minutes=20)


@pytest.mark.parametrize("what", [what for what in What if what in calendar_feed.TITLES])
def test_no_entry_says_what_was_said_or_a_family_name(what):
    (entry,) = entries(matters=[matter(what, by_day=TODAY)])
    text = entry.to_ical().decode()

    assert "Omar" in text
    assert not any(word in text for word in ("Haddad", "Ring first", "A list"))


def test_the_same_thing_keeps_its_name():
    first, again = entries(matters=[matter()]), entries(matters=[matter()], today=date(2026, 11, 25))

    assert first[0]["uid"] == again[0]["uid"] == "thanks:12@weaktie"
