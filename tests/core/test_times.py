"""Near times in two zones, and the minutes of a conversation."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weaktie.core import agenda, times
from weaktie.core.workdays import Workdays

MONDAY_NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ZONES = (
    "Europe/Lisbon", "Europe/Warsaw", "America/New_York", "America/Los_Angeles", "Asia/Kolkata", "Asia/Tokyo",
    "Pacific/Auckland", "Pacific/Apia", "Pacific/Pago_Pago", "Australia/Lord_Howe", "Pacific/Chatham",
)  # fmt: skip


def between(mine: str, theirs: str) -> times.Between:
    return times.Between(ZoneInfo(mine), ZoneInfo(theirs))


def offered(mine: str, theirs: str, **more) -> list[str]:
    pair = between(mine, theirs)
    return [times.both(at, pair) for at in times.propose(pair, now=MONDAY_NOON, length=20, **more)]


def test_three_days_and_three_hours_that_suit_both():
    assert offered("Europe/Lisbon", "Europe/Warsaw") == [
        "Monday 23 November, 17:00 your time (Warsaw), 16:00 mine",
        "Tuesday 24 November, 10:00 your time (Warsaw), 09:00 mine",
        "Wednesday 25 November, 14:00 your time (Warsaw), 13:00 mine",
    ]


def test_where_both_clocks_agree_one_time_is_said():
    assert offered("Europe/Lisbon", "Europe/London")[1] == "Tuesday 24 November, 10:00"


def test_where_office_hours_never_meet_the_seeker_stays_up_and_not_the_other_side():
    pair = between("Europe/Lisbon", "Pacific/Auckland")

    found = times.propose(pair, now=MONDAY_NOON, length=20)

    assert len(found) == 3
    assert all(9 <= at.astimezone(pair.theirs).hour < 18 for at in found)
    assert "for me Monday 23 November, 21:00" in times.both(found[0], pair)


def test_the_day_before_and_the_day_after_are_named_across_the_date_line():
    assert offered("Pacific/Apia", "Pacific/Pago_Pago")[0] == (
        "Monday 23 November, 10:00 your time (Pago Pago), for me Tuesday 24 November, 10:00"
    )


def test_nothing_on_a_weekend_nor_on_a_public_holiday_of_either():
    pair = between("Europe/Lisbon", "Europe/Lisbon")
    portugal = times.Hours(workdays=Workdays("PT"))

    # 1 December is a holiday in Portugal, and so is 8 December.
    for side in ({"mine": portugal}, {"theirs": portugal}):
        found = times.propose(pair, now=datetime(2026, 11, 27, 20, tzinfo=UTC), length=20, **side)
        assert [at.date().isoformat() for at in found] == ["2026-11-30", "2026-12-02", "2026-12-03"]


@settings(max_examples=60, deadline=None)
@given(
    mine=st.sampled_from(ZONES),
    theirs=st.sampled_from(ZONES),
    minutes=st.integers(0, 730 * 24 * 60),
    length=st.integers(agenda.SHORTEST, agenda.LONGEST),
    booked=st.lists(st.integers(0, 240), max_size=6),
)
def test_what_is_proposed_is_ahead_near_and_free_on_any_clocks(mine, theirs, minutes, length, booked):
    now = MONDAY_NOON + timedelta(minutes=minutes)
    busy = [(now + timedelta(hours=at), now + timedelta(hours=at, minutes=30)) for at in booked]
    lasts = timedelta(minutes=length)

    found = times.propose(between(mine, theirs), now=now, length=length, busy=busy)

    assert list(found) == sorted(set(found))
    assert 1 <= len(found) <= 3
    for at in found:
        begin = at.astimezone(UTC)
        assert now + times.LEAD <= begin <= now + timedelta(days=times.AHEAD + 2)
        assert all(begin + lasts <= since or begin >= until for since, until in busy)
        assert at.weekday() < 5
        assert time(7) <= at.time() <= time(21, 30)


def test_an_hour_that_the_clocks_skip_or_repeat_is_never_proposed_twice():
    lisbon = ZoneInfo("Europe/Lisbon")
    for day in (date(2027, 3, 28), date(2026, 10, 25)):
        found = [at.astimezone(UTC) for at in times._half_hours(day, lisbon)]
        assert len(set(found)) == len(found)
        assert found == sorted(found)


@pytest.mark.parametrize(
    ("text", "zone"),
    [("Warsaw", "Europe/Warsaw"), ("new york", "America/New_York"), ("Europe/Lisbon", "Europe/Lisbon"),
     ("", ""), ("Northwind", ""), ("../etc/passwd", "")],
)  # fmt: skip
def test_a_zone_is_named_by_itself_or_by_its_city(text, zone):
    assert times.zone_named(text) == zone


def test_the_reply_says_every_time_and_leaves_a_way_out():
    pair = between("Europe/Lisbon", "Europe/Warsaw")
    moments = [MONDAY_NOON + timedelta(days=1), MONDAY_NOON + timedelta(days=2)]

    text = times.offer(moments, pair, length=20, name="Ada")

    assert text.count("\n- ") == 2
    assert "for 20 minutes?" in text
    assert "answer in writing" in text
    assert text.endswith("\n\nAda")


# The minutes


@pytest.mark.parametrize(
    ("length", "minutes"),
    [(20, [5, 10, 5]), (30, [5, 20, 5]), (15, [3, 9, 3]), (10, [2, 6, 2]), (5, [1, 3, 1]), (60, [5, 50, 5])],
)
def test_the_phases_follow_the_length(length, minutes):
    assert [phase.minutes for phase in agenda.phases(length)] == minutes


@given(st.integers(agenda.SHORTEST, agenda.LONGEST))
def test_the_phases_fill_any_length_and_the_questions_get_most(length):
    first, middle, last = agenda.phases(length)

    assert (first.begins, middle.begins, last.begins) == (0, first.ends, middle.ends)
    assert last.ends == length
    assert middle.minutes >= first.minutes == last.minutes >= 1
    assert agenda.holds(length) >= 1
