"""Employments put together from sources that each know a part."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from weaktie.core.candidates import OwnPast, Post
from weaktie.core.history import Employment, Told, changed_on, employments, shared

SPRING_2021, SPRING_2023, SPRING_2026 = date(2021, 4, 1), date(2023, 4, 1), date(2026, 4, 1)
PLANNER = ("Northwind", "Grid planner", "", "", "")
HEAD = ("Northwind", "Head of grid", "", "", "")
HARROW = ("Harrow Grid", "Forecaster", "", "", "")


def told(
    *rows: tuple[str, str, str, str, str],
    on: date = SPRING_2021,
    until: date | None = None,
    source: str = "linkedin",
    handle: int = 1,
) -> Told:
    return Told(handle, on, until or on, source, rows)


def jobs(past: list[Employment]) -> list[tuple[str, str, date | None]]:
    return [(job.organisation, job.title, job.ended) for job in past]


def test_a_later_export_ends_the_old_employer_and_starts_the_new_one():
    past = employments([told(PLANNER, on=SPRING_2021), told(HARROW, on=SPRING_2026)])

    assert jobs(past) == [("Harrow Grid", "Forecaster", None), ("Northwind", "Grid planner", SPRING_2026)]
    assert changed_on(past) == SPRING_2026


def test_a_new_title_at_the_same_employer_is_a_change_too():
    past = employments([told(PLANNER, on=SPRING_2021), told(HEAD, on=SPRING_2026)])

    assert jobs(past) == [("Northwind", "Head of grid", None), ("Northwind", "Grid planner", SPRING_2026)]
    assert changed_on(past) == SPRING_2026


def test_each_of_three_employers_ends_when_the_next_is_first_seen():
    past = employments(
        [told(PLANNER, on=SPRING_2021), told(HEAD, on=SPRING_2023), told(HARROW, on=SPRING_2026)]
    )

    assert jobs(past) == [
        ("Harrow Grid", "Forecaster", None),
        ("Northwind", "Head of grid", SPRING_2026),
        ("Northwind", "Grid planner", SPRING_2023),
    ]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_order_of_imports_changes_nothing(order):
    four = [
        told(PLANNER, on=SPRING_2021),
        told(HEAD, on=SPRING_2023, until=SPRING_2026),
        told(HARROW, on=SPRING_2026),
        told(("Northwind", "", "", "", ""), on=SPRING_2026, source="vcard", handle=2),
    ]

    assert employments([four[n] for n in order]) == employments(four)


def test_the_first_content_of_an_entry_is_no_change():
    past = employments([told(PLANNER, on=SPRING_2021, until=SPRING_2026)])

    assert jobs(past) == [("Northwind", "Grid planner", None)]
    assert changed_on(past) is None
    assert (past[0].first_seen, past[0].last_seen) == (SPRING_2021, SPRING_2026)


def test_two_contents_of_the_same_day_end_neither():
    past = employments([told(PLANNER), told(HARROW)])

    assert {job.ended for job in past} == {None}
    assert changed_on(past) is None


def test_who_comes_back_is_there_again():
    past = employments([told(PLANNER, on=SPRING_2021, until=SPRING_2026), told(HARROW, on=SPRING_2023)])

    assert jobs(past) == [("Northwind", "Grid planner", None), ("Harrow Grid", "Forecaster", SPRING_2023)]


def test_another_source_without_the_employer_ends_nothing():
    past = employments([told(PLANNER), told(("", "Forecaster", "", "", ""), on=SPRING_2026, handle=2)])

    assert jobs(past) == [("Northwind", "Grid planner", None)]


def test_a_card_without_a_title_is_part_of_the_employment_that_has_one():
    card = told(("NORTHWIND", "", "Grid", "", ""), on=SPRING_2026, source="vcard", handle=2)

    past = employments([told(PLANNER), card])

    assert jobs(past) == [("Northwind", "Grid planner", None)]
    assert (past[0].department, past[0].last_seen) == ("Grid", SPRING_2026)


def test_an_old_card_does_not_bring_back_an_employer_that_was_left():
    card = told(("Northwind", "", "", "", ""), on=SPRING_2026, source="google_contacts", handle=2)

    past = employments([told(PLANNER, on=SPRING_2021), told(HARROW, on=SPRING_2023), card])

    assert jobs(past)[0] == ("Harrow Grid", "Forecaster", None)
    assert jobs(past)[1] == ("Northwind", "Grid planner", SPRING_2023)


def test_the_profile_is_believed_before_a_later_card():
    card = told(("Brannock Logistics", "Driver", "", "", ""), on=SPRING_2026, source="vcard", handle=2)

    past = employments([told(HARROW, on=SPRING_2023), card])

    assert jobs(past) == [("Harrow Grid", "Forecaster", None), ("Brannock Logistics", "Driver", SPRING_2023)]


def test_dates_that_a_source_tells_are_kept():
    own = told(("Northwind", "Grid planner", "", "2016-03-01", "2019-06-01"), source="owner")

    (job,) = employments([own])

    assert (job.started, job.ended) == (date(2016, 3, 1), date(2019, 6, 1))
    assert changed_on([job]) is None


def test_nobody_without_an_employer_has_an_employment():
    assert employments([told(("", "Planner", "", "", ""))]) == []
    assert employments([]) == []
    assert changed_on([]) is None


def test_shared_years_are_told_and_undated_ones_are_not():
    own = OwnPast((Post("northwind", "Northwind", started=date(2014, 1, 1), ended=date(2016, 1, 1)),), ())
    theirs = Post("northwind", "Northwind", started=date(2015, 1, 1))

    assert shared([theirs], [], own) == ("Both at Northwind, 2015 to 2016",)
    assert shared([Post("northwind", "Northwind")], [], own) == ()
    assert shared([Post("northwind", "Northwind", started=date(2018, 1, 1))], [], own) == ()
