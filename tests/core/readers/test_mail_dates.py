"""Dates of letters."""

from __future__ import annotations

from datetime import date

import pytest

from weaktie.core.readers.mail_dates import instant, instant_of_separator, midnight

NOON = 1706788800  # 2024-02-01 12:00 UTC


@pytest.mark.parametrize(
    "value",
    [
        "Thu, 01 Feb 2024 12:00:00 +0000",
        "Thu, 1 Feb 2024 13:00:00 +0100 (CET)",
        "1 Feb 2024 06:30:00 -0530",
        "Thu, 01 Feb 2024 12:00:00 GMT",
        "Thu, 01 Feb 2024 12:00:00 Z",
        "thu, 01 feb 2024 12:00:00 +0000",
        "Thu,  1 Feb 2024 12:00:00 -0000",
        "Thu, 1 Feb 2024 12:00 +0000",
        "Thu, 1 Feb 24 12:00:00 UT",
        "Thu, 01 Feb 2024 07:00:00 EST",
        "Thu Feb  1 12:00:00 2024",
        "Thu, 01-Feb-2024 12:00:00 +0000",
        "Thu, 01 Feb 2024 12:00:00",
        "Thu, 01 Feb 2024 12:00:00 +9900",
        "Thu, 01 Feb 2024\n 12:00:00 +0000",
    ],
)
def test_reads_dates_as_programs_write_them(value: str):
    assert instant(value.encode()) == NOON


@pytest.mark.parametrize(
    "value",
    [
        "",
        "yesterday",
        "Thu, 31 Feb 2024 12:00:00 +0000",
        "Thu, 01 Xyz 2024 12:00:00 +0000",
        "Thu, 01 Feb 0000 12:00:00 +0000",
        "Thu, 01 Feb 2024 25:61:00 +0000",
        "99999999999999999999",
        ", , , , ,",
        "0" * 100_000,
    ],
)
def test_says_nothing_of_a_date_it_cannot_read(value: str):
    assert instant(value.encode()) is None


@pytest.mark.parametrize(
    "line",
    [
        "From omar@north.example Thu Feb  1 12:00:00 2024",
        "From - Thu Feb 01 12:00:00 2024",
        "From 1789@xxx Thu Feb 01 12:00:00 +0000 2024\r",
        "From x Thu Feb 01 13:00:00 +0100 2024",
        "From x Thu Feb  1 12:00 2024",
        "From x Thu Feb  1 12:00:00 UTC 2024",
    ],
)
def test_reads_the_date_of_a_separator(line: str):
    assert instant_of_separator(line.encode()) == NOON


def test_says_nothing_of_a_separator_without_a_date():
    assert instant_of_separator(b"") is None
    assert instant_of_separator(b"From x Thu Feb 31 12:00:00 2024") is None


def test_a_day_begins_at_midnight_in_utc():
    assert midnight(date(2024, 2, 1)) == NOON - 12 * 3600
