"""Working days: weekends and holidays by country; Monday to Friday where no country is known."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from weaktie.core import workdays
from weaktie.core.workdays import WEEKDAYS, Workdays


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 11, 23), 3, date(2026, 11, 26)),
        (date(2026, 11, 26), 3, date(2026, 12, 1)),
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
        (date(2026, 11, 27), 0, date(2026, 11, 27)),
    ],
)
def test_working_days_leave_out_weekends(start, count, end):
    assert WEEKDAYS.after(start, count) == end


@pytest.mark.parametrize(
    ("country", "region", "start", "count", "end"),
    [
        ("DE", "", date(2026, 12, 23), 2, date(2026, 12, 28)),  # Christmas on Friday and Saturday
        ("us", "", date(2026, 11, 25), 1, date(2026, 11, 27)),  # Thanksgiving
        ("GB", "SCT", date(2026, 11, 27), 1, date(2026, 12, 1)),  # Saint Andrew's Day, in Scotland only
        ("GB", "ENG", date(2026, 11, 27), 1, date(2026, 11, 30)),
        ("IL", "", date(2026, 11, 26), 1, date(2026, 11, 29)),  # Thursday, then Sunday
        ("US", "", date(2021, 12, 30), 1, date(2022, 1, 3)),  # a holiday of next year kept in this one
    ],
)
def test_working_days_leave_out_what_the_country_keeps(country, region, start, count, end):
    assert Workdays(country, region).after(start, count) == end


@pytest.mark.parametrize(
    ("unknown", "known"),
    [
        (Workdays("XX"), WEEKDAYS),
        (Workdays(""), WEEKDAYS),
        (Workdays("??", "nowhere"), WEEKDAYS),
        (Workdays("DE", "ZZ"), Workdays("DE")),
    ],
)
def test_an_unknown_country_has_weekends_only_and_an_unknown_region_is_left_out(unknown, known):
    year = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]

    assert [unknown.is_workday(day) for day in year] == [known.is_workday(day) for day in year]


def test_the_days_between_are_those_after_the_first_up_to_the_last():
    friday, monday = date(2026, 11, 27), date(2026, 11, 30)

    assert WEEKDAYS.between(friday, monday) == 1
    assert WEEKDAYS.between(friday, friday) == WEEKDAYS.between(monday, friday) == 0


def test_threads_that_ask_for_the_same_year_at_once_get_the_same_days():
    workdays._days_off.cache_clear()
    christmas = [date(year, 12, 25) for year in range(1991, 2041)] * 4

    with ThreadPoolExecutor(4) as pool:
        assert not any(pool.map(Workdays("DE").is_workday, christmas))


def test_the_calendar_is_not_loaded_until_it_is_needed():
    look = "import sys; from weaktie.core import cadence, pace; sys.exit('holidays' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", look], check=False).returncode == 0
