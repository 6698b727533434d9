"""The rhythm of asking, rule by rule. November 2026: the 23rd is a Monday."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from weaktie.core import cadence
from weaktie.core.cadence import Answer, Ask, Kind, State
from weaktie.core.workdays import Workdays

MONDAY = date(2026, 11, 23)
OMAR, PRIYA, CLEO = "omar", "priya", "cleo"


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def sent(number: int, person: str = OMAR, **more) -> Ask:
    return Ask(person, day(number), **more)


def favour(number: int, person: str = OMAR, **more) -> Ask:
    return sent(number, person, kind=Kind.INTRODUCTION, **more)


def others(number: int) -> list[Ask]:
    return [sent(0, f"contact {n}") for n in range(number)]


# --- the week ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("asks", "left"), [(0, 5), (3, 2), (5, 0), (7, 0)])
def test_a_week_holds_five_new_asks(asks, left):
    assert cadence.asks_left(others(asks), day(4)) == left


def test_a_week_lasts_from_monday_to_sunday():
    full = others(5)

    assert [cadence.asks_left(full, day(n)) for n in (-1, 0, 6, 7)] == [5, 0, 0, 5]


def test_a_follow_up_is_not_a_new_ask():
    asks = [sent(-10, f"contact {n}", followed_up_on=day(1)) for n in range(5)]

    assert cadence.asks_left(asks, day(1)) == 5


def test_a_sixth_ask_waits_for_monday():
    verdict = cadence.may_ask(others(5), day(3), person=OMAR)

    assert (verdict.code, verdict.from_on) == ("week_full", day(7))
    assert verdict.sentence == "You have asked five people this week; ask the next one on Monday 30 November."
    assert cadence.may_ask(others(5), day(7), person=OMAR)


# --- one ask ----------------------------------------------------------------------------------------------


def test_silence_is_open_for_fourteen_days_then_closed():
    found = [cadence.state(sent(0), day(n)) for n in (0, 8, 9, 14, 15)]

    assert found == [State.OPEN, State.OPEN, State.FOLLOW_UP_DUE, State.FOLLOW_UP_DUE, State.CLOSED]
    assert cadence.closes_on(sent(0)) == day(14)


def test_the_follow_up_opens_a_new_window_and_is_the_only_one():
    ask = sent(0, followed_up_on=day(10))

    assert [cadence.state(ask, day(n)) for n in (10, 20, 24, 25)] == [State.OPEN] * 3 + [State.CLOSED]
    assert cadence.follow_up_on(ask) is None
    assert cadence.may_follow_up([ask], ask, day(20)).code == "third_message"


def test_the_follow_up_goes_after_seven_working_days_where_the_seeker_lives():
    before_thanksgiving = sent(0)

    assert cadence.follow_up_on(before_thanksgiving) == day(9)
    assert cadence.follow_up_on(before_thanksgiving, Workdays("US")) == day(10)
    assert cadence.may_follow_up([sent(0)], sent(0), day(8)).from_on == day(9)
    assert cadence.may_follow_up([sent(0)], sent(0), day(9))


def test_where_holidays_fill_the_window_there_is_no_follow_up():
    golden_week = Ask(OMAR, date(2026, 9, 30))

    assert cadence.follow_up_on(golden_week, Workdays("CN")) is None
    refused = cadence.may_follow_up([golden_week], golden_week, date(2026, 10, 13), workdays=Workdays("CN"))
    assert refused.code == "holidays"


def test_a_second_person_is_proposed_after_three_working_days_of_silence():
    thursday = sent(3)

    assert cadence.second_person_on(thursday) == day(8)
    assert cadence.second_person_on(replace(thursday, answer=Answer.YES)) is None


def test_an_answer_is_an_answer_even_when_it_comes_late():
    late = sent(0, answer=Answer.YES, answered_on=day(40))

    assert cadence.state(late, day(39)) is State.CLOSED
    assert cadence.state(late, day(40)) is State.ANSWERED


@pytest.mark.parametrize("answer", [Answer.NONE, Answer.WITHDRAWN])
def test_what_the_seeker_closes_is_closed_and_no_answer(answer):
    ask = sent(0, answer=answer, answered_on=day(2))

    assert cadence.state(ask, day(2)) is State.CLOSED
    assert cadence.may_ask([ask], day(2), person=OMAR)
    assert cadence.unanswered([ask], OMAR, day(2)) == 1


def test_the_day_asked_for_knows_nothing_of_later_days():
    ask = sent(0, followed_up_on=day(9), answer=Answer.NO, answered_on=day(12))

    assert cadence.state(ask, day(8)) is State.OPEN
    assert cadence.state(ask, day(11)) is State.OPEN
    assert not cadence.said_no([ask], OMAR, day(11))
    assert cadence.asked([ask], OMAR, day(-1)) == []


# --- whom -------------------------------------------------------------------------------------------------


def test_nobody_is_asked_again_while_an_ask_is_open():
    verdict = cadence.may_ask([sent(0)], day(14), person=OMAR, name="Omar")

    assert verdict.code == "open"
    assert verdict.sentence == "Omar has not answered your last message yet."
    assert verdict.from_on == day(15)
    assert cadence.may_ask([sent(0)], day(15), person=OMAR)


def test_a_third_message_is_never_sent():
    followed = [sent(0, followed_up_on=day(9))]
    asked_again = [sent(0), sent(20)]

    assert cadence.may_ask(followed, day(400), person=OMAR).code == "third_message"
    assert cadence.may_ask(asked_again, day(400), person=OMAR).from_on is None
    assert cadence.may_follow_up(asked_again, asked_again[1], day(30)).code == "third_message"


def test_an_answer_lets_the_count_begin_anew():
    talked = [sent(0, followed_up_on=day(9), answer=Answer.YES, answered_on=day(12)), sent(100)]

    assert cadence.unanswered(talked, OMAR, day(100)) == 1
    assert cadence.may_ask(talked[:1], day(100), person=OMAR)
    assert cadence.may_follow_up(talked, talked[1], day(110))


def test_any_no_stops_asks_to_that_person_for_ever():
    said = [sent(0, answer=Answer.NO, answered_on=day(1)), sent(-40)]

    assert cadence.may_ask(said, day(4000), person=OMAR).code == "said_no"
    assert cadence.may_ask_introducer(said, day(4000), person=OMAR).code == "said_no"
    assert cadence.may_follow_up(said, said[1], day(4)).code == "said_no"
    assert cadence.may_ask(said, day(1), person=PRIYA)


def test_a_second_person_at_an_employer_waits_for_three_working_days_of_silence():
    asked = sent(3, employer="harrow")

    early = cadence.may_ask([asked], day(7), person=PRIYA, employer="harrow")

    assert (early.code, early.from_on) == ("employer_waits", day(8))
    assert cadence.may_ask([asked], day(8), person=PRIYA, employer="harrow")
    assert cadence.may_ask([asked], day(4), person=PRIYA, employer="elsewhere")
    assert cadence.may_ask([asked], day(4), person=PRIYA)


@pytest.mark.parametrize("answer", [Answer.YES, Answer.NO, Answer.REDIRECTED])
def test_an_answer_ends_the_wait_for_a_second_person(answer):
    asked = sent(0, employer="harrow", answer=answer, answered_on=day(0))

    assert cadence.may_ask([asked], day(0), person=PRIYA, employer="harrow")


def test_of_several_reasons_the_one_that_lasts_longest_is_told():
    history = [*others(4), sent(4, employer="harrow")]

    both = cadence.may_ask(history, day(4), person=PRIYA, employer="harrow")
    never = cadence.may_ask([*history, sent(-9, PRIYA, answer=Answer.NO)], day(4), person=PRIYA)

    assert (both.code, both.from_on) == ("employer_waits", day(9))
    assert never.code == "said_no"


# --- introducers ------------------------------------------------------------------------------------------


def test_an_introducer_has_one_open_ask():
    assert cadence.may_ask_introducer([sent(0)], day(10), person=OMAR).code == "open"
    assert cadence.may_ask([favour(0)], day(10), person=OMAR).code == "open"


def test_an_introducer_is_asked_once_in_thirty_days():
    made = [favour(0, answer=Answer.YES, answered_on=day(1))]

    early = cadence.may_ask_introducer(made, day(29), person=OMAR)

    assert (early.code, early.from_on) == ("introducer_rests", day(30))
    assert cadence.may_ask_introducer(made, day(30), person=OMAR)
    assert cadence.may_ask(made, day(2), person=OMAR)


def test_after_two_declines_an_introducer_is_asked_for_no_more():
    declined = [favour(40 * n, answer=Answer.DECLINED, answered_on=day(40 * n + 1)) for n in range(2)]

    assert cadence.may_ask_introducer(declined[:1], day(500), person=OMAR)
    assert cadence.may_ask_introducer(declined, day(500), person=OMAR).code == "declined_twice"
    assert cadence.may_ask(declined, day(500), person=OMAR)


def test_a_no_holds_by_way_of_others_too():
    no = [sent(0, CLEO, answer=Answer.NO, answered_on=day(1))]
    before = favour(-9, OMAR, target=CLEO)

    assert cadence.may_ask_introducer(no, day(9), person=OMAR, target=CLEO).code == "target_said_no"
    assert cadence.may_follow_up([*no, before], before, day(2)).code == "target_said_no"


def test_one_introducer_at_a_time_is_asked_for_the_same_person():
    waiting = [favour(0, OMAR, target=CLEO)]

    second = cadence.may_ask_introducer(waiting, day(3), person=PRIYA, target=CLEO)

    assert (second.code, second.from_on) == ("target_asked_for", day(15))
    assert cadence.may_ask_introducer(waiting, day(15), person=PRIYA, target=CLEO)
    assert cadence.may_ask_introducer(waiting, day(3), person=PRIYA, target="somebody else")


def test_an_introduction_asked_for_is_one_of_the_five():
    assert cadence.asks_left([favour(0)], day(0)) == 4
    assert cadence.may_ask_introducer(others(5), day(0), person=OMAR).code == "week_full"


# --- days of the seeker -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "zone", "expected"),
    [
        (datetime(2026, 11, 22, 11, tzinfo=UTC), "Pacific/Tongatapu", date(2026, 11, 23)),  # UTC+13
        (datetime(2026, 11, 22, 10, 59, tzinfo=UTC), "Pacific/Tongatapu", date(2026, 11, 22)),
        (datetime(2026, 11, 23, 10, 59, tzinfo=UTC), "Pacific/Pago_Pago", date(2026, 11, 22)),  # UTC-11
        (datetime(2026, 11, 23, 11, tzinfo=UTC), "Pacific/Pago_Pago", date(2026, 11, 23)),
        (datetime(2026, 3, 28, 22, 59, tzinfo=UTC), "Europe/Berlin", date(2026, 3, 28)),  # the eve, UTC+1
        (datetime(2026, 3, 29, 22, 0, tzinfo=UTC), "Europe/Berlin", date(2026, 3, 30)),  # the day, UTC+2
        (datetime(2026, 10, 24, 22, 0, tzinfo=UTC), "Europe/Berlin", date(2026, 10, 25)),
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), "Europe/Berlin", date(2026, 10, 25)),
    ],
)
def test_a_moment_is_on_the_day_that_the_seeker_lived(moment, zone, expected):
    assert cadence.local_date(moment, ZoneInfo(zone)) == expected


def test_a_moment_without_a_zone_is_on_no_day():
    with pytest.raises(ValueError, match="without a zone"):
        cadence.local_date(datetime(2026, 11, 23), UTC)  # noqa: DTZ001 - the point


def test_the_same_moment_is_in_another_week_at_the_other_end_of_the_world():
    moment = datetime(2026, 11, 29, 12, tzinfo=UTC)
    full = others(5)

    east = cadence.local_date(moment, ZoneInfo("Pacific/Tongatapu"))
    west = cadence.local_date(moment, ZoneInfo("Pacific/Pago_Pago"))

    assert (cadence.asks_left(full, east), cadence.asks_left(full, west)) == (5, 0)


@pytest.mark.parametrize("monday", [date(2026, 3, 23), date(2026, 10, 19)], ids=["spring", "autumn"])
def test_days_are_counted_across_a_change_of_clocks(monday):
    ask = Ask(OMAR, monday)

    assert cadence.follow_up_on(ask) == monday + timedelta(days=9)
    assert cadence.closes_on(ask) == monday + timedelta(days=14)
