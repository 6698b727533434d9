"""The rhythm of a week: five new asks, two of them at one employer, three working days apart."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.core.contacts import MONDAY, ask, employer, person, post

from weaktie.core.pace import Ask, turns


def somewhere(number: int) -> Ask:
    return Ask(f"Contact {number}", f"place{number}", f"Place {number}")


def at_harrow(number: int) -> Ask:
    return Ask(f"Contact {number}", "harrowgrid", "Harrow Grid")


@pytest.mark.parametrize(("asks_left", "expected"), [(5, 5), (3, 3), (0, 0), (-1, 0), (99, 5)])
def test_a_week_holds_at_most_five_new_asks(asks_left, expected):
    found = turns([somewhere(n) for n in range(12)], asks_left=asks_left, open_asks={}, as_of=MONDAY)

    assert [turn.this_week for turn in found] == [True] * expected + [False] * (12 - expected)


def test_a_second_person_at_one_employer_waits_three_working_days_and_a_third_for_next_week():
    found = turns(
        [at_harrow(1), at_harrow(2), at_harrow(3), somewhere(4)], asks_left=5, open_asks={}, as_of=MONDAY
    )

    assert [turn.this_week for turn in found] == [True, True, False, True]
    assert found[0].wait == ""
    assert found[1].wait == "Three working days after Contact 1, if no answer has come."
    assert found[2].wait == "Two people at Harrow Grid are enough for one week."


def test_people_without_a_known_employer_do_not_wait_for_each_other():
    found = turns([Ask(f"Contact {n}", "", "") for n in range(4)], asks_left=5, open_asks={}, as_of=MONDAY)

    assert all(turn.this_week and not turn.wait for turn in found)


def test_an_open_ask_at_an_employer_holds_the_next_one_back():
    friday = MONDAY - timedelta(days=3)
    harrow = employer(1, "Harrow Grid")
    asked = person(1, "moderate", post("Harrow Grid"), asked_open=True, asked_on=friday)
    people = [asked, person(2, "moderate", post("Harrow Grid")), person(3, "moderate", post("Harrow Grid"))]

    first, second = ask(people, harrow).people
    later = ask(people, harrow, as_of=MONDAY + timedelta(days=2)).people[0]

    assert first.wait == "From 25 November on, three working days after your ask at Harrow Grid."
    assert not second.this_week
    assert later.wait == ""
    assert later.this_week
