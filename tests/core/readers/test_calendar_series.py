"""Meetings that repeat: which dates they have, and where the counting stops."""

from __future__ import annotations

import pytest
from tests.core.readers.small_calendars import NOON, OMAR, PRIYA, encounters, event, met, rows, skips, starts

from weaktie.core.readers import calendar_meetings, calendar_series
from weaktie.core.rows import Tally

MONDAY = "DTSTART;TZID=Europe/Berlin:20250310T090000"


@pytest.mark.parametrize(
    ("start", "lines", "expected"),
    [
        (MONDAY, ["RRULE:FREQ=DAILY;COUNT=3"], ["03-10 08:00", "03-11 08:00", "03-12 08:00"]),
        (MONDAY, ["RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=3"], ["03-10 08:00", "03-24 08:00", "04-07 07:00"]),
        (MONDAY, ["RRULE:FREQ=WEEKLY;BYDAY=MO, WE;COUNT=3"], ["03-10 08:00", "03-12 08:00", "03-17 08:00"]),
        (MONDAY, ["RRULE:FREQ=WEEKLY;UNTIL=20250324T080000Z"], ["03-10 08:00", "03-17 08:00", "03-24 08:00"]),
        (MONDAY, ["RRULE:FREQ=WEEKLY;UNTIL=20250324"], ["03-10 08:00", "03-17 08:00", "03-24 08:00"]),
        (MONDAY, ["RRULE:FREQ=WEEKLY;UNTIL=20250324T075959Z"], ["03-10 08:00", "03-17 08:00"]),
        (MONDAY, ["RRULE:FREQ=MONTHLY;BYDAY=2MO;COUNT=2"], ["03-10 08:00", "04-14 07:00"]),
        (MONDAY, ["RRULE:FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1;COUNT=1"], ["03-10 08:00", "03-31 07:00"]),
        (MONDAY, ["RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=1"], ["03-10 08:00", "03-31 07:00"]),
        (MONDAY, ["RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=MO;BYSETPOS=2;COUNT=1"], ["03-10 08:00"]),
        (MONDAY, ["RDATE:20250401T100000Z,20250402T100000Z"], ["03-10 08:00", "04-01 10:00", "04-02 10:00"]),
        (MONDAY, ["RDATE;VALUE=PERIOD:20250401T100000Z/PT1H"], ["03-10 08:00", "04-01 10:00"]),
        (MONDAY, ["RDATE;TZID=America/New_York:20250401T100000"], ["03-10 08:00", "04-01 14:00"]),
        (MONDAY, ["RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20250311T080000Z"], ["03-10 08:00", "03-12 08:00"]),
        (MONDAY, ["RRULE:FREQ=DAILY;COUNT=3", "EXDATE;VALUE=DATE:20250311"], ["03-10 08:00", "03-12 08:00"]),
        (MONDAY, ["RRULE:FREQ=DAILY;COUNT=2", "EXDATE:", "RDATE:"], ["03-10 08:00", "03-11 08:00"]),
        ("DTSTART:20250310", ["RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20250311"], ["03-09 23:00", "03-11 23:00"]),
        (
            "DTSTART:20250329",
            ["RRULE:FREQ=DAILY;UNTIL=20250331"],
            ["03-28 23:00", "03-29 23:00", "03-30 22:00"],
        ),
        ("DTSTART:20250310T090000", ["RRULE:FREQ=DAILY;COUNT=2"], ["03-10 08:00", "03-11 08:00"]),
        ("DTSTART:20250310T090000", ["RRULE:FREQ=DAILY;COUNT=2", "EXDATE:20250311T090000Z"], ["03-10 08:00"]),
        (
            "DTSTART:20250310T090000Z",
            ["RRULE:FREQ=WEEKLY;COUNT=2", "RRULE:FREQ=DAILY;COUNT=2"],
            ["03-10 09:00", "03-11 09:00", "03-17 09:00"],
        ),
    ],
)
def test_follows_a_series(start: str, lines: list[str], expected: list[str]) -> None:
    assert [at.removeprefix("2025-") for at in starts(event(start, OMAR, *lines))] == expected


def weekly(*lines: str) -> str:
    return event(MONDAY, OMAR, "RRULE:FREQ=WEEKLY;COUNT=3", *lines)


def changed(instance: str, start: str, *lines: str) -> str:
    return event(
        f"RECURRENCE-ID;TZID=Europe/Berlin:{instance}", f"DTSTART;TZID=Europe/Berlin:{start}", *lines
    )


def test_a_changed_date_takes_the_place_of_its_own() -> None:
    change = changed("20250317T090000", "20250318T140000", PRIYA)

    assert starts(weekly(), change) == ["2025-03-10 08:00", "2025-03-18 13:00", "2025-03-24 08:00"]
    assert [to for _, to, _ in met(change, weekly())] == [
        ["omar@north.example"],
        ["priya@west.example"],
        ["omar@north.example"],
    ]


def test_a_changed_date_may_be_called_off_or_lose_its_company() -> None:
    off = changed("20250317T090000", "20250317T090000", OMAR, "STATUS:CANCELLED")
    alone = changed("20250324T090000", "20250324T090000")

    assert starts(weekly(), off, alone) == ["2025-03-10 08:00"]
    assert rows(weekly(), off, alone)[-1] == Tally(3, "1 was cancelled or declined, 1 was without company.")


def test_a_change_from_a_date_onwards_moves_what_follows() -> None:
    change = changed("20250317T090000", "20250317T100000", PRIYA).replace("ID;", "ID;RANGE=THISANDFUTURE;")

    assert starts(weekly(), change) == ["2025-03-10 08:00", "2025-03-17 09:00", "2025-03-24 09:00"]


def test_the_newest_change_of_a_date_counts() -> None:
    first = changed("20250317T090000", "20250318T090000", OMAR, "SEQUENCE:2")
    second = changed("20250317T090000", "20250319T090000", OMAR, "SEQUENCE:1")

    assert "2025-03-18 08:00" in starts(weekly(), first, second)
    assert len(starts(weekly(), first, second)) == 3


def test_changed_dates_without_their_series_stand_alone() -> None:
    one = changed("20250317T090000", "20250318T140000", OMAR)
    two = changed("20250324T090000", "20250325T140000", OMAR)

    assert starts(one, two) == ["2025-03-18 13:00", "2025-03-25 13:00"]


def test_a_series_written_as_one_changed_date_is_followed() -> None:
    notes = changed("20250310T090000", "20250310T090000", OMAR, "RDATE:20250310T080000Z,20250407T070000Z")

    assert starts(notes) == ["2025-03-10 08:00", "2025-04-07 07:00"]


def test_a_changed_date_of_a_meeting_that_does_not_repeat_replaces_it() -> None:
    change = changed("20250310T090000", "20250311T090000", OMAR)

    assert starts(event(MONDAY, OMAR), change) == ["2025-03-11 08:00"]


def test_the_same_series_twice_in_a_file_counts_once() -> None:
    change = changed("20250317T090000", "20250318T140000", OMAR)

    assert starts(weekly(), change, weekly(), change) == starts(weekly(), change)


def test_a_series_stops_today() -> None:
    found = starts(event("DTSTART:20261101T090000Z", OMAR, "RRULE:FREQ=DAILY"))

    assert (found[0], found[-1], len(found)) == ("2026-11-01 09:00", "2026-11-19 09:00", 19)


def test_a_series_that_begins_tomorrow_lies_ahead() -> None:
    assert rows(event("DTSTART:20261121T090000Z", OMAR, "RRULE:FREQ=DAILY")) == [Tally(1, "1 lies ahead.")]


def test_a_series_goes_ten_years_back() -> None:
    found = starts(event("DTSTART:20010115T090000Z", OMAR, "RRULE:FREQ=MONTHLY"))

    assert found[0] == "2016-12-15 09:00"
    assert len(found) == 120


def test_of_a_series_that_ended_long_ago_the_last_date_is_kept() -> None:
    found = starts(event("DTSTART:20010115T090000Z", OMAR, "RRULE:FREQ=MONTHLY;COUNT=12"))

    assert found == ["2001-12-15 09:00"]


def test_a_series_has_at_most_its_latest_500_dates() -> None:
    daily = event("DTSTART:20200101T090000Z", OMAR, "RRULE:FREQ=DAILY")

    found = starts(daily)

    assert (len(found), found[-1]) == (500, "2026-11-19 09:00")
    assert "only its latest dates" in skips(daily)[0].reason


def test_a_file_has_at_most_so_many_repeated_dates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar_meetings, "Allowance", lambda: calendar_series.Allowance(dates=15))
    series = [event(NOON, OMAR, "RRULE:FREQ=DAILY;COUNT=10", uid=str(number)) for number in range(3)]

    assert len(starts(*series)) == 16
    assert [skip.where for skip in skips(*series)] == ["event 2", "event 3"]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=SECONDLY", "within the day"),
        ("FREQ=MINUTELY;INTERVAL=30", "within the day"),
        ("FREQ=HOURLY;COUNT=3", "within the day"),
        ("FREQ=DAILY;BYHOUR=9,10", "within the day"),
        ("FREQ=DAILY;BYMINUTE=0,15,30", "within the day"),
        ("FREQ=DAILY;BYSECOND=0,1,2", "within the day"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "does not follow"),
        ("FREQ=DAILY;BYSETPOS=2", "does not follow"),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=TU", "does not follow"),
        ("FREQ=MONTHLY;BYDAY=6MO", "does not follow"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "does not follow"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=5", "does not follow"),
        ("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31", "does not follow"),
        ("FREQ=MONTHLY;BYMONTH=2;INTERVAL=5", "does not follow"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "does not follow"),
        ("FREQ=YEARLY;BYWEEKNO=53", "does not follow"),
        ("FREQ=YEARLY;BYMONTH=13", "does not follow"),
        ("FREQ=YEARLY;BYMONTH=0", "does not follow"),
        ("FREQ=DAILY;INTERVAL=0", "does not follow"),
        ("FREQ=DAILY;INTERVAL=-1", "does not follow"),
        ("FREQ=DAILY;COUNT=1e9", "does not follow"),
        ("FREQ=DAILY;UNTIL=never", "does not follow"),
        ("FREQ=DAILY;BYDAY=XX", "does not follow"),
        ("FREQ=FORTNIGHTLY", "does not follow"),
        ("RSCALE=CHINESE;FREQ=YEARLY", "does not follow"),
        ("D1 #10", "does not follow"),
        ("", "does not follow"),
        (";;;=;FREQ", "does not follow"),
    ],
)
def test_takes_the_first_date_of_what_it_does_not_follow(rule: str, words: str) -> None:
    odd = event(NOON, OMAR, f"RRULE:{rule}", "RDATE:20250116T120000Z")

    assert starts(odd) == ["2025-01-15 12:00"]
    assert words in skips(odd)[0].reason


def test_a_series_of_the_year_1601_is_not_followed() -> None:
    old = event("DTSTART:16010101T000000Z", OMAR, "RRULE:FREQ=DAILY")

    assert encounters(old) == []
    assert ["does not follow" in skip.reason or "1601" in skip.reason for skip in skips(old)] == [True, True]


def test_the_work_on_one_file_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar_meetings, "Allowance", lambda: calendar_series.Allowance(steps=45_000))
    start = "DTSTART:19710101T090000Z"
    series = [event(start, OMAR, "RRULE:FREQ=DAILY;COUNT=99999", uid=str(number)) for number in range(4)]

    found = [skip for skip in skips(*series) if "too many" in skip.reason]

    assert [skip.where for skip in found] == ["event 3", "event 4"]


def test_exceptions_without_end_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar_meetings, "Allowance", lambda: calendar_series.Allowance(steps=45_000))
    exceptions = "EXDATE:" + ",".join(["20250102T090000Z"] * 3_000)
    series = [event(NOON, OMAR, "RRULE:FREQ=DAILY", exceptions, uid=str(number)) for number in range(3)]

    assert ["too many" in skip.reason for skip in skips(*series)] == [False, False, True]
