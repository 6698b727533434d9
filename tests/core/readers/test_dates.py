"""Dates in the shapes that exports write."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from weaktie.core.readers.dates import (
    NotADay,
    is_day_first,
    parse_birthday,
    parse_day,
    parse_instant,
    parse_month,
)

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    "written",
    [
        "05 Jun 2024",
        "5 June 2024",
        "5. Juni 2024",
        "05 juin 2024",
        "5 de junio de 2024",
        "5-Jun-24",
        "2024-06-05",
        "2024/06/05 15:02:55 UTC",
        "2024-06-05T15:02:55Z",
        "6/5/24, 9:32 AM",
        "6/5/24, 9:32\u202fAM",
        "06/05/2024 09:32",
        "05.06.2024",
        "Jun 5, 2024",
        "Wed Jun 05 09:32:11 UTC 2024",
    ],
)
def test_reads_a_day_in_every_shape(written):
    assert parse_day(written, today=TODAY) == date(2024, 6, 5)


def test_reads_the_day_first_where_the_file_writes_it_so():
    assert parse_day("05/06/2024", today=TODAY, day_first=True) == date(2024, 6, 5)


@pytest.mark.parametrize(
    ("cells", "day_first"),
    [
        (["01/02/2020", "28/02/2020"], True),
        (["01/02/2020", "02/28/2020"], False),
        (["1/2/20, 3:04 AM"], False),
        (["05 Jun 2024", "x", ""], True),
        (["05.06.2024"], True),
    ],
)
def test_tells_the_order_from_the_column(cells, day_first):
    assert is_day_first(cells, default=True) is day_first


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("31 Feb 2021", "no such day"),
        ("13/13/2021", "no such day"),
        ("05 Jun 1833", "before 1970"),
        ("05 Jun 2033", "future"),
        ("soon", "not a date"),
        ("05 Xyz 2020", "not a date"),
        ("", "not a date"),
        ("0/0/00", "no such day"),
        ("٣٤ Jun 2020", "no such day"),
    ],
)
def test_says_why_a_day_cannot_be_meant(written, reason):
    with pytest.raises(NotADay, match=reason):
        parse_day(written, today=TODAY)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2024-03-04 10:00:05 UTC", datetime(2024, 3, 4, 10, 0, 5, tzinfo=UTC)),
        ("2024-03-04 10:00", datetime(2024, 3, 4, 10, tzinfo=UTC)),
        ("2024-03-04T10:00:00+02:00", datetime(2024, 3, 4, 8, tzinfo=UTC)),
        ("2024-03-04T10:00:00.123-0530", datetime(2024, 3, 4, 15, 30, tzinfo=UTC)),
        ("9/9/24, 12:32 AM", datetime(2024, 9, 9, 0, 32, tzinfo=UTC)),
        ("9/9/24, 12:32 PM", datetime(2024, 9, 9, 12, 32, tzinfo=UTC)),
        ("9/9/18, 9:32 PM", datetime(2018, 9, 9, 21, 32, tzinfo=UTC)),
        ("Mon Jun 03 09:32:11 UTC 2024", datetime(2024, 6, 3, 9, 32, 11, tzinfo=UTC)),
        ("05 Jun 2024", datetime(2024, 6, 5, tzinfo=UTC)),
        ("1842-07-10 08:14:00 UTC", datetime(1842, 7, 10, 8, 14, tzinfo=UTC)),
    ],
)
def test_reads_an_instant(written, moment):
    assert parse_instant(written, today=TODAY) == int(moment.timestamp())


@pytest.mark.parametrize(
    "written", ["2024-03-04 25:00:00", "9/9/24, 13:00 PM", "2099-01-01 10:00:00 UTC", "0001-01-01"]
)
def test_refuses_an_instant_that_cannot_be(written):
    with pytest.raises(NotADay):
        parse_instant(written, today=TODAY)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Jan 2022", date(2022, 1, 1)),
        ("2019", date(2019, 1, 1)),
        ("01 Oct 2022", date(2022, 10, 1)),
        ("Sept. 2008", date(2008, 9, 1)),
        ("09/2008", date(2008, 9, 1)),
        ("2008-09", date(2008, 9, 1)),
    ],
)
def test_reads_the_month_a_job_began(written, day):
    assert parse_month(written) == day


@pytest.mark.parametrize(
    ("written", "day_first", "born"),
    [
        ("1985-06-12", False, "1985-06-12"),
        (" --03-01", False, "--03-01"),
        ("6/12/1985", False, "1985-06-12"),
        ("12/6/1985", True, "1985-06-12"),
        ("12.06.1985", False, "1985-06-12"),
        ("6/12/85", False, "1985-06-12"),
        ("1604-03-01", False, "--03-01"),
        ("0/0/00", False, ""),
        ("--13-01", False, ""),
        ("2031-01-01", False, ""),
        ("", False, ""),
    ],
)
def test_reads_a_birthday_with_and_without_its_year(written, day_first, born):
    assert parse_birthday(written, today=TODAY, day_first=day_first) == born
