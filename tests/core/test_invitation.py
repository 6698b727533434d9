"""The entry for both calendars, read again by the library that other calendars read with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from weaktie.core.invitation import Entry, Side, written

STAMP = datetime(2026, 11, 23, 12, tzinfo=UTC)
ENTRY = Entry(
    uid="abc@weaktie",
    sequence=2,
    starts=datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Europe/Lisbon")),
    length=20,
    seeker=Side("Ada Quill", "ada@quill.example"),
    other=Side("Łucja Śliwińska", "lucja@tidewell.example"),
    place="https://meet.example/a;b,c",
    questions=("What changed in 2024?",),
)


def event(entry: Entry):
    calendar = Calendar.from_ical(written(entry, stamp=STAMP))
    (found,) = calendar.walk("VEVENT")
    return calendar, found


def test_both_calendars_read_the_agreed_minutes_with_the_agenda():
    calendar, found = event(ENTRY)

    assert calendar["METHOD"] == "REQUEST"
    assert (found["UID"], found["SEQUENCE"], found["STATUS"]) == ("abc@weaktie", 2, "CONFIRMED")
    assert found["DTEND"].dt - found["DTSTART"].dt == timedelta(minutes=20)
    assert found["DTSTART"].dt.astimezone(UTC) == ENTRY.starts.astimezone(UTC)
    assert found["LOCATION"] == ENTRY.place
    for words in ("5 min:", "10 min:", "What changed in 2024?", "after 20 minutes"):
        assert words in found["DESCRIPTION"]
    assert found["ORGANIZER"] == "mailto:ada@quill.example"
    assert found["ATTENDEE"].params["CN"] == "Łucja Śliwińska"


def test_the_word_that_it_is_off_names_the_same_entry():
    calendar, found = event(replace(ENTRY, is_off=True, sequence=3))

    assert calendar["METHOD"] == "CANCEL"
    assert (found["UID"], found["SEQUENCE"], found["STATUS"]) == ("abc@weaktie", 3, "CANCELLED")


@pytest.mark.parametrize("zone", ["Europe/Lisbon", "Pacific/Apia", "Pacific/Pago_Pago", "Asia/Kolkata"])
@pytest.mark.parametrize("day", ["2026-10-25T00:50", "2027-03-28T00:50"])
def test_the_minutes_are_the_agreed_ones_in_any_zone_and_across_a_change_of_clocks(zone, day):
    starts = datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(zone))

    _, found = event(replace(ENTRY, starts=starts, length=45))

    begin, end = (found[name].dt.astimezone(UTC) for name in ("DTSTART", "DTEND"))
    assert begin == starts.astimezone(UTC)
    assert end - begin == timedelta(minutes=45)


def test_an_entry_of_people_without_addresses_still_has_an_organiser():
    _, found = event(replace(ENTRY, seeker=Side("Ada"), other=Side("Omar")))

    assert found["ORGANIZER"] == "invalid:nomail"
    assert "ATTENDEE" not in found


def test_no_words_of_a_person_can_add_lines_of_their_own():
    planted = replace(
        ENTRY, place="x\r\nATTENDEE:mailto:evil@example.com", other=Side('A"B\r\nX:Y', "a@b.example")
    )

    _, found = event(planted)

    assert "X" not in found
    assert found["ATTENDEE"] == "mailto:a@b.example"
