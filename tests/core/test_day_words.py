"""Days as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from weaktie.core.day_words import day_of

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        ("today", MONDAY),
        (" Yesterday ", date(2026, 11, 22)),
        ("tomorrow", date(2026, 11, 24)),
        ("monday", MONDAY),
        ("Fri", date(2026, 11, 20)),
        ("tuesday", date(2026, 11, 17)),
    ],
)
def test_a_day_back_is_meant_unless_asked_for_one_ahead(typed, day):
    assert day_of(typed, today=MONDAY) == day


@pytest.mark.parametrize(("typed", "day"), [("monday", date(2026, 11, 30)), ("tue", date(2026, 11, 24))])
def test_a_weekday_ahead_is_the_next_one(typed, day):
    assert day_of(typed, today=MONDAY, ahead=True) == day


@pytest.mark.parametrize("typed", ["May", "mo", "20261123", "2026-13-01", "23-11-2026", "", "-"])
def test_what_is_no_day_is_none(typed):
    assert day_of(typed, today=MONDAY) is None
