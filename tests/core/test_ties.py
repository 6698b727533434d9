from __future__ import annotations

import random
import time
from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from weaktie.core import ties
from weaktie.core.rows import Kind
from weaktie.core.tie_words import words
from weaktie.core.ties import DAY, Context, Measure, TieClass, Touch


def at(year: int, month: int = 1, day: int = 1) -> int:
    return int(datetime(year, month, day, 12, tzinfo=UTC).timestamp())


NOON = at(2026, 3, 16)


def sent(when: int, *, others: int = 0, copied: bool = False) -> Touch:
    return Touch(when, Kind.MAIL, 1, others, copied)


def received(when: int, *, others: int = 0, copied: bool = False) -> Touch:
    return Touch(when, Kind.MAIL, -1, others, copied)


def met(when: int, *, others: int = 0) -> Touch:
    return Touch(when, Kind.MEETING, 0, others, False)


def exchanges(count: int, *, every: float, until: int) -> list[Touch]:
    whens = [until - int(number * every * DAY) for number in range(count)]
    return [touch for when in whens for touch in (sent(when), received(when - DAY // 4))]


def some_touches(draw: random.Random, count: int) -> list[Touch]:
    return [
        Touch(
            draw.randrange(at(2005), NOON),
            draw.choice(list(Kind)),
            draw.choice((1, 0, -1)),
            draw.randrange(13),
            draw.random() < 0.2,
        )
        for _ in range(count)
    ]


@pytest.mark.parametrize(
    ("touch", "weight"),
    [
        (met(NOON), 3.0),
        (met(NOON, others=2), 1.5 / 2),
        (sent(NOON), 1.0),
        (received(NOON), 0.7),
        (sent(NOON, others=2), 1 / 2),
        (sent(NOON, copied=True), 0.2),
        (Touch(NOON, Kind.MAIL, 0, 2, False), 0.2 / 2),
        (Touch(NOON, Kind.MESSAGE, -1, 0, False), 0.7),
        (Touch(NOON, Kind.INVITATION, 1, 0, False), 0.3),
        (Touch(NOON, Kind.RECOMMENDATION, -1, 0, False), 3.0),
    ],
)
def test_weighs_an_encounter_by_kind_and_size(touch: Touch, weight: float):
    measured = ties.measure([touch])

    assert ties.short_sum(measured, NOON) == pytest.approx(weight)
    assert ties.capital(measured, NOON) == pytest.approx(weight)


def test_halves_the_fresh_sum_in_sixty_days_and_the_capital_in_nine_hundred():
    measured = ties.measure([sent(NOON)])

    assert ties.short_sum(measured, NOON + 60 * DAY) == pytest.approx(0.5)
    assert ties.short_sum(measured, NOON + 900 * DAY) == pytest.approx(0.5**15)
    assert ties.capital(measured, NOON + 900 * DAY) == pytest.approx(0.5)


def test_counts_ten_people_besides_the_owner_and_drops_eleven():
    assert ties.measure([sent(NOON, others=9)]).sent == 1
    assert ties.measure([sent(NOON, others=10)]) == Measure()


def test_tells_who_wrote_how_often_and_when_last():
    touches = [
        sent(at(2020)),
        sent(at(2022)),
        received(at(2021)),
        received(at(2023), copied=True),
        met(at(2019)),
    ]

    measured = ties.measure(touches)

    assert (measured.sent, measured.received, measured.copied, measured.meetings) == (2, 1, 1, 1)
    assert (measured.first, measured.last) == (at(2019), at(2023))
    assert (measured.last_sent, measured.last_received, measured.last_met) == (at(2022), at(2021), at(2019))
    assert measured.contexts == Context.MAIL | Context.MEETING
    assert ties.span(measured) == at(2023) - at(2019)


def test_a_thread_of_third_parties_is_no_contact():
    measured = ties.measure([received(at(2020)), Touch(at(2024), Kind.MAIL, 0, 3, False)])

    assert measured.last == at(2024)
    assert ties.last_contact(measured) == at(2020)


def test_counts_the_busiest_calendar_year():
    touches = [
        sent(when) for when in (at(2019, 12, 31), at(2020, 1, 1), at(2020, 6), at(2020, 12, 31), at(2021))
    ]

    assert ties.measure(touches).peak_year == 3


def test_says_who_begins_anew_after_a_month_of_silence():
    mostly_me = [sent(at(2020)), received(at(2020, 1, 2)), sent(at(2021)), received(at(2022)), sent(at(2023))]

    assert ties.measure(mostly_me).started == 2
    assert ties.measure([received(at(2020)), sent(at(2020, 1, 2))]).started == -1


def test_measures_the_same_in_any_order():
    draw = random.Random(7)
    touches = some_touches(draw, 300)
    shuffled = draw.sample(touches, len(touches))

    assert ties.measure(shuffled) == ties.measure(touches)


@pytest.mark.parametrize("seed", range(10))
def test_adding_two_lots_equals_measuring_both_at_once(seed: int):
    draw = random.Random(seed)
    ours, theirs = some_touches(draw, draw.randrange(1, 60)), some_touches(draw, draw.randrange(60))

    added = ties.add(ties.measure(ours), ties.measure(theirs))

    whole = ties.measure(ours + theirs)
    assert added.short == pytest.approx(whole.short, abs=1e-9)
    assert added.long == pytest.approx(whole.long, abs=1e-9)
    for field in (
        "sent",
        "received",
        "meetings",
        "copied",
        "first",
        "last",
        "last_sent",
        "last_met",
        "contexts",
    ):
        assert getattr(added, field) == getattr(whole, field), field
    assert added.peak_year <= whole.peak_year


def test_adding_nothing_changes_nothing():
    measured = ties.measure([sent(NOON)])

    assert ties.add(measured, Measure()) == ties.add(Measure(), measured) == measured
    assert ties.add(Measure(), Measure()) == Measure()


@pytest.mark.parametrize("year", [1833, 1969, 2099])
def test_dates_far_away_neither_overflow_nor_vanish(year: int):
    measured = ties.measure([sent(at(year)), received(at(year) + DAY)])

    assert ties.capital(measured, at(year) + DAY) == pytest.approx(1.7, rel=0.01)
    assert 0 <= ties.strength(measured, NOON) <= 1


def test_strength_is_zero_without_encounters_and_grows_with_them():
    counts = [0, 1, 3, 10, 100, 1000]

    strengths = [ties.strength(ties.measure(exchanges(n, every=1, until=NOON)), NOON) for n in counts]

    assert strengths[0] == 0
    assert strengths == sorted(set(strengths))
    assert strengths[-1] < 1


def test_strength_rises_with_either_sum():
    base = ties.measure(exchanges(5, every=20, until=NOON - 40 * DAY))
    fields = {field: getattr(base, field) for field in Measure.__slots__}

    for name in ("short", "long"):
        more = Measure(**{**fields, name: fields[name] + 0.01})
        assert ties.strength(more, NOON) > ties.strength(base, NOON)


def test_an_even_exchange_is_stronger_than_the_same_number_one_way():
    even = ties.measure(exchanges(5, every=3, until=NOON))
    one_way = ties.measure([sent(touch.at) for touch in exchanges(5, every=3, until=NOON)])

    assert ties.reciprocity(even) == 1
    assert ties.reciprocity(one_way) == 0
    assert ties.strength(even, NOON) > ties.strength(one_way, NOON)


def test_a_tie_fades_day_by_day():
    measured = ties.measure(exchanges(10, every=7, until=NOON))

    strengths = [ties.strength(measured, NOON + days * DAY) for days in range(0, 2000, 50)]

    assert all(later < earlier for earlier, later in pairwise(strengths))


def test_who_stands_higher_stands_higher_on_every_day():
    draw = random.Random(11)
    people = [ties.measure(some_touches(draw, draw.randrange(1, 40))) for _ in range(60)]
    people.sort(key=ties.order)

    for now in (at(2024), NOON, at(2027), at(2030)):
        strengths = [ties.strength(person, now) for person in people]
        assert strengths == sorted(strengths), f"seed 11, {now}"


def test_stored_order_and_strength_agree_on_nobody():
    assert ties.order(Measure()) < ties.order(ties.measure([received(at(1833))]))


WEEKLY = exchanges(60, every=7, until=NOON)


@pytest.mark.parametrize(
    ("touches", "expected"),
    [
        ([], TieClass.NEVER),
        ([received(NOON - day * DAY) for day in range(90)], TieClass.NEVER),
        ([sent(at(2025)), sent(at(2026))], TieClass.NEVER),
        ([Touch(NOON, Kind.MAIL, 0, 4, False)] * 9, TieClass.NEVER),
        ([Touch(NOON, Kind.ENDORSEMENT, -1, 0, False)], TieClass.NEVER),
        (WEEKLY, TieClass.CLOSE),
        (exchanges(1, every=1, until=NOON - 110 * DAY), TieClass.ACTIVE),
        ([met(NOON - 30 * DAY, others=2)], TieClass.ACTIVE),
        (exchanges(1, every=1, until=NOON - 200 * DAY), TieClass.MODERATE),
        (exchanges(60, every=7, until=at(2024)), TieClass.MODERATE),
        (exchanges(60, every=7, until=at(2023)), TieClass.DORMANT),
        (exchanges(1, every=7, until=at(2015)), TieClass.DORMANT),
        ([Touch(at(2025), Kind.RECOMMENDATION, -1, 0, False)], TieClass.MODERATE),
    ],
)
def test_tells_the_kind_of_tie(touches: list[Touch], expected: TieClass):
    assert ties.tie_class(ties.measure(touches), NOON) == expected


def test_a_tie_falls_dormant_three_years_after_the_last_contact_whatever_third_parties_write():
    touches = [*exchanges(60, every=7, until=at(2020)), Touch(at(2022, 6), Kind.MAIL, 0, 4, False)]
    measured = ties.measure(touches)

    assert ties.tie_class(measured, at(2022, 12, 30)) == TieClass.MODERATE
    assert ties.tie_class(measured, at(2023, 1, 2)) == TieClass.DORMANT


def test_years_at_one_employer_make_a_tie_without_a_message():
    lately = ties.shared_past(worked=[(at(2022), at(2025))])
    long_ago = ties.shared_past(worked=[(at(2010), at(2013))])

    assert ties.tie_class(lately, NOON) == TieClass.MODERATE
    assert ties.tie_class(long_ago, NOON) == TieClass.DORMANT
    assert ties.strength(lately, NOON) > ties.strength(long_ago, NOON) > 0


def test_longer_together_weighs_more_and_work_more_than_school():
    three = ties.shared_past(worked=[(at(2020), at(2023))])
    one = ties.shared_past(worked=[(at(2022), at(2023))])
    studied = ties.shared_past(studied=[(at(2020), at(2023))])

    assert ties.capital(three, NOON) > ties.capital(one, NOON)
    assert ties.capital(three, NOON) == pytest.approx(2 * ties.capital(studied, NOON))


def test_time_in_two_halves_weighs_what_it_weighs_at_once():
    whole = ties.shared_past(worked=[(at(2020), at(2023))])
    halves = ties.shared_past(worked=[(at(2020), at(2021)), (at(2021), at(2023))])

    assert ties.capital(halves, NOON) == pytest.approx(ties.capital(whole, NOON))


def test_a_connection_without_a_message_is_never_but_not_nothing():
    connected = ties.shared_past(connected=at(2025))

    assert ties.tie_class(connected, NOON) == TieClass.NEVER
    assert ties.strength(connected, NOON) > 0


def test_nobody_without_a_word_or_a_meeting_is_close():
    now_together = ties.shared_past(worked=[(at(2010), NOON)] * 5)

    assert ties.tie_class(now_together, NOON) == TieClass.MODERATE


def test_measures_answers_each_way_and_leaves_out_what_comes_months_later():
    hour = 3600
    touches = [
        sent(NOON), received(NOON + 2 * hour), sent(NOON + 3 * hour), received(NOON + 9 * hour),
        sent(NOON + 200 * DAY),
    ]  # fmt: skip

    assert ties.reply_times(touches) == (hour, 2 * hour)
    assert ties.reply_times([sent(NOON), sent(NOON + hour)]) == (None, None)


@pytest.mark.parametrize(
    ("touches", "said"),
    [
        (exchanges(9, every=30, until=at(2019, 6, 20)), "You last wrote in June 2019, both ways"),
        ([sent(at(2018)), received(at(2018, 2)), sent(at(2020, 5))],
         "Three messages since 2018: you last wrote in May 2020, and last heard in February 2018"),
        ([sent(at(2019, 5, 20)), received(at(2019, 6, 3))],
         "Two messages since 2019, both ways, the last in June 2019"),
        (exchanges(9, every=90, until=at(2019, 6, 20)), "You last wrote in June 2019, both ways"),
        ([*exchanges(5, every=2, until=at(2012, 6, 20)), sent(at(2021, 3)), sent(at(2021, 3, 2))],
         "You last wrote in March 2021, and last heard in June 2012"),
        ([*exchanges(5, every=2, until=at(2012, 6, 20)), received(at(2021, 3))],
         "You last heard in March 2021, and last wrote in June 2012"),
        ([*exchanges(5, every=2, until=at(2019, 5, 20)), received(at(2019, 6, 3))],
         "You last wrote in May and June 2019, both ways"),
        ([*exchanges(5, every=2, until=at(2018, 12, 20)), received(at(2019, 1, 3))],
         "You last wrote in December 2018 and January 2019, both ways"),
        ([*exchanges(5, every=2, until=at(2026, 2, 24)), received(NOON)],
         "You last wrote this month and the month before, both ways"),
        (exchanges(9, every=1, until=NOON), "You last wrote this month, both ways"),
        (exchanges(9, every=1, until=at(2026, 2, 9)), "You last wrote last month, both ways"),
        ([sent(at(2021, 4))], "You wrote in April 2021, no answer so far"),
        ([sent(at(2021, 4)), sent(at(2021, 5))], "You wrote twice, last in May 2021, no answer so far"),
        ([received(at(2021, 4))], "One message came in April 2021, you have not answered"),
        ([received(at(2021, 4))] * 12, "12 messages came, the last in April 2021, you have not answered"),
        ([met(at(2022, 9))], "You met in September 2022"),
        ([sent(at(2021, 4)), met(at(2022, 9)), met(at(2022, 8)), met(at(2022, 7))],
         "You wrote in April 2021, no answer so far; you met three times, last in September 2022"),
        ([Touch(NOON, Kind.MAIL, 0, 4, False)], "You were in the same threads, no message between you"),
        ([], "You have not met"),
    ],
)  # fmt: skip
def test_says_the_tie_in_plain_words(touches: list[Touch], said: str):
    assert words(ties.measure(touches), NOON) == said


def test_says_what_is_shared_where_nobody_has_written():
    worked = ties.shared_past(worked=[(at(2010), at(2013))], connected=at(2012))

    assert words(worked, NOON) == "You worked at the same place, no message between you"
    assert words(ties.shared_past(connected=at(2012)), NOON) == "You are connected, no message between you"


@pytest.mark.parametrize(
    ("kind", "ways", "said"),
    [
        (Kind.RECOMMENDATION, (1,), "You wrote a recommendation in October 2014, no message between you"),
        (Kind.RECOMMENDATION, (-1,), "A recommendation came in October 2014, no message between you"),
        (Kind.RECOMMENDATION, (1, -1), "You recommended each other, no message between you"),
        (Kind.ENDORSEMENT, (1,), "An endorsement, no message between you"),
        (Kind.INVITATION, (-1,), "An invitation, no message between you"),
    ],
)
def test_praise_is_no_message(kind: Kind, ways: tuple[int, ...], said: str):
    praised = ties.measure(Touch(at(2014, 10), kind, way, 0, False) for way in ways)

    assert words(praised, NOON) == said
    assert (praised.sent, praised.received, ties.last_contact(praised)) == (0, 0, 0)
    assert not ties.is_two_way(praised)
    written = ties.add(praised, ties.measure([sent(at(2020, 3))]))
    assert words(written, NOON).startswith("You wrote in March 2020, no answer so far")


def test_a_tie_from_before_1970_is_dated_as_it_was():
    letters = [sent(at(1842, 7)), sent(at(1843, 2))]
    both = [*letters, received(at(1843, 3))]

    assert words(ties.measure(letters), NOON) == "You wrote twice, last in February 1843, no answer so far"
    assert words(ties.measure(both), NOON) == "Three messages since 1842, both ways, the last in March 1843"
    assert ties.last_contact(ties.measure(both)) == at(1843, 3)
    split = ties.add(ties.measure(letters), ties.measure([received(at(1843, 3))]))
    assert (split.last_sent, split.last_received) == (at(1843, 2), at(1843, 3))


def test_months_are_those_of_the_seekers_zone():
    midnight = [Touch(int(datetime(2019, 6, 30, 23, tzinfo=UTC).timestamp()), Kind.MAIL, 1, 0, False)]

    assert words(ties.measure(midnight), NOON, ZoneInfo("Europe/Madrid")).startswith("You wrote in July 2019")
    assert words(ties.measure(midnight), NOON).startswith("You wrote in June 2019")


@pytest.mark.slow
def test_measures_a_quarter_of_a_million_encounters_in_about_a_second():
    draw = random.Random(3)
    touches = some_touches(draw, 1000)
    people = [touches[number % 900 :][:83] for number in range(3000)]

    began = time.perf_counter()
    for person in people:
        ties.measure(person)

    assert time.perf_counter() - began < 3
