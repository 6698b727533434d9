"""Whose the minutes of a conversation are, and its phases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.people import NOON

from weaktie.core.agenda import phases
from weaktie.core.minutes import Clock


def at(minutes: float):
    return NOON + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("length", "minutes"),
    [(20, [5, 10, 5]), (30, [5, 20, 5]), (15, [3, 9, 3]), (45, [5, 35, 5]), (5, [1, 3, 1])],
)
def test_the_phases_follow_the_length(length, minutes):
    found = phases(length)

    assert [phase.minutes for phase in found] == minutes
    assert [phase.begins for phase in found] == [0, minutes[0], minutes[0] + minutes[1]]
    assert found[-1].ends == length


def test_minutes_beyond_the_agreed_end_are_the_seekers():
    assert Clock(NOON, 20).overrun(at(19)) == 0
    assert Clock(NOON, 20).overrun(at(20.9)) == 0
    assert Clock(NOON, 20).overrun(at(23.5)) == 3


def test_what_the_contact_gave_in_time_is_theirs():
    clock = Clock(NOON, 20, extended=5, extended_at=at(19))

    assert clock.end == at(25)
    assert (clock.overrun(at(24)), clock.overrun(at(27))) == (0, 2)


def test_what_was_overrun_before_they_gave_more_stays_the_seekers():
    clock = Clock(NOON, 20, extended=5, extended_at=at(23))

    assert clock.end == at(28)
    assert clock.overrun(at(26)) == 3


def test_the_page_stops_at_thirty_or_at_what_they_gave_beyond():
    assert Clock(NOON, 20).stop == at(30)
    assert Clock(NOON, 20, extended=15, extended_at=at(18)).stop == at(35)
    assert Clock(NOON, 45).stop == at(45)
