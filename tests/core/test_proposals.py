"""Questions that only one person can answer, the opening, and what others left open."""

from __future__ import annotations

from datetime import date

import pytest

from weaktie.core import opening
from weaktie.core.heard import Heard, disagreements, hearsay
from weaktie.core.proposals import Facts, Family, Post, proposals
from weaktie.core.sight import sight

TODAY = date(2026, 11, 23)
NORTHWIND = Post("Northwind", "Head of planning", "Grid", since=date(2021, 3, 1))
LARKSPUR = Post("Larkspur Foods", "Planner", since=date(2016, 1, 1), until=date(2021, 2, 1))
OMAR = Facts("Omar", TODAY, (NORTHWIND, LARKSPUR))
THREE = {Family.CHANGED, Family.BEFORE, Family.SEPARATES}


def texts(facts: Facts) -> list[str]:
    return [one.text for one in proposals(facts)]


@pytest.mark.parametrize(
    "posts",
    [
        (NORTHWIND, LARKSPUR),
        (NORTHWIND,),
        (Post("Northwind", "Grid planner", seen=date(2024, 11, 18)),),
        (Post("Northwind", seen=date(2026, 11, 20)),),
        (
            Post("Northwind", "Lead", since=date(2023, 1, 1)),
            Post("Northwind", "Planner", until=date(2022, 12, 31)),
        ),
        (LARKSPUR,),
    ],
)
def test_the_three_families_are_always_there_each_tied_to_a_dated_fact(posts):
    found = proposals(Facts("Omar", TODAY, posts))

    assert {one.family for one in found} >= THREE
    assert {one.family for one in found[:3]} == THREE
    for one in found:
        assert any(post.employer in one.text for post in posts), one
        assert any(year in one.text + one.why for year in map(str, range(2016, 2027))), one
        assert "Omar" in one.why
        assert len(one.text.split()) <= 45


def test_nobody_is_asked_what_anybody_could_be_asked():
    assert proposals(Facts("Omar", TODAY)) == []
    assert proposals(Facts("Omar", TODAY, (Post("Retired", seen=TODAY),))) == []
    assert proposals(Facts("Omar", TODAY, (Post("Northwind", "Planner"),))) == []


def test_a_move_and_a_step_are_asked_about_with_their_year():
    moved = texts(OMAR)
    stepped = texts(Facts("Omar", TODAY, (NORTHWIND, Post("Northwind", "Planner", until=date(2021, 2, 1)))))

    assert any("from Larkspur Foods to Northwind in 2021" in text for text in moved)
    assert any("from Planner to Head of planning at Northwind in 2021" in text for text in stepped)


def test_what_the_posting_leaves_vague_or_out_is_asked_of_whoever_works_there():
    posting = "Forecasting analyst. Shift work as needed. You report to the head of desk. A team of six."
    there = Facts("Omar", TODAY, (NORTHWIND,), posting=posting, posting_employer="Northwind")
    elsewhere = Facts("Omar", TODAY, (NORTHWIND,), posting=posting, posting_employer="Tidewell")

    found = [one for one in proposals(there) if one.family is Family.POSTING]

    assert any("“Shift work as needed”" in one.text for one in found)
    assert any("what the first months look like" in one.why for one in found)
    assert not any("whom one reports to" in one.why for one in found)
    assert all(one.family is not Family.POSTING for one in proposals(elsewhere))


def test_what_they_alone_can_see_is_said_with_its_dates():
    assert sight(OMAR) == [
        "Head of planning at Northwind, Grid, since March 2021: 5 years of it",
        "Before that, Planner at Larkspur Foods, until February 2021",
    ]
    assert sight(Facts("Omar", TODAY)) == []


# The opening


def test_a_draft_has_the_link_the_reason_the_time_and_hands_over():
    text = opening.draft(
        opening.Known(
            "Omar", 20, "We were both at Larkspur Foods until 2019.", "have been at Northwind since 2021",
            "What did the desk stop doing?",
        )
    )  # fmt: skip

    assert "Larkspur" in text and "since 2021" in text and "20 minutes" in text
    assert text.endswith("What did the desk stop doing?")
    assert opening.words(text) <= opening.MOST_WORDS


@pytest.mark.parametrize("long", ["link", "role", "question"])
def test_a_draft_never_has_more_than_sixty_words(long):
    known = opening.Known("Omar", 30, **{long: "word " * 70})

    text = opening.draft(known)

    assert opening.words(text) <= opening.MOST_WORDS
    assert text.endswith("?")


# What others left open


def test_two_people_who_may_contradict_each_other_are_shown_together():
    kofi = Heard("Kofi", "Night shifts end after a year.")
    ingrid = Heard("Ingrid", "The night shifts don’t end after one year.")
    other = Heard("Priya", "Night shifts are paid.")

    assert disagreements([kofi, ingrid, other]) == [(kofi, ingrid)]


def test_nobody_contradicts_themselves_and_other_words_are_no_contradiction():
    assert disagreements([Heard("Kofi", "Nights end."), Heard("Kofi", "Nights do not end.")]) == []
    assert disagreements([Heard("Kofi", "Pay is fair."), Heard("Ingrid", "Nobody rings the stores.")]) == []


def test_hearsay_is_what_was_said_to_be_so():
    assert [
        one.text for one in hearsay([Heard("a", "x"), Heard("a", "y", True), Heard("a", "z", False)])
    ] == ["z"]
