"""Fit from both sides, and sameness taken for it."""

from __future__ import annotations

from datetime import date

import pytest

from weaktie.core.fit import Showed, beside, only_alike

RESPECTS = ("pace", "feedback")


def showed(
    person: int, says: str, words: str = "Weekly, in writing", respect: str = "feedback", day: int = 1
):
    return Showed(respect, person, f"P{person}", date(2026, 11, day), words, says)


@pytest.mark.parametrize(
    "reason",
    [
        "They are just like me",
        "Same university, same humour",
        "We clicked at once",
        "My kind of people",
        "Good chemistry",
    ],
)
def test_likeness_alone_is_no_fit(reason):
    assert only_alike(reason)


@pytest.mark.parametrize(
    "reason",
    [
        "Like me they decide in writing and change the plan weekly",
        "Feedback comes the same day",
        "We clicked, and the pace suits me: one release a week",
        "",
    ],
)
def test_likeness_with_something_of_the_work_passes(reason):
    assert not only_alike(reason)


def test_counts_people_and_gives_no_total():
    told = [showed(1, "agrees"), showed(2, "differs", "Never"), showed(3, "")]

    pace, feedback = beside({"feedback": "Often"}, told, respects=RESPECTS, people=[1, 2, 3, 4])

    assert (feedback.you, feedback.agree, feedback.differ, feedback.not_heard) == ("Often", 1, 1, 2)
    assert [one.name for one in feedback.quotes] == ["P1", "P2", "P3"]
    assert (pace.you, pace.agree, pace.differ, pace.not_heard, pace.quotes) == ("", 0, 0, 4, ())


def test_the_later_word_of_a_person_counts_once():
    told = [showed(1, "agrees", day=1), showed(1, "differs", day=9)]

    _, feedback = beside({}, told, respects=RESPECTS, people=[1])

    assert (feedback.agree, feedback.differ, feedback.not_heard, len(feedback.quotes)) == (0, 1, 0, 2)


def test_says_so_where_all_that_speaks_for_it_is_likeness():
    (only,) = beside({}, [showed(1, "agrees", "They are like me")], respects=["feedback"], people=[1])
    (more,) = beside(
        {},
        [showed(1, "agrees", "They are like me"), showed(2, "agrees")],
        respects=["feedback"],
        people=[1, 2],
    )

    assert only.alike and not more.alike
