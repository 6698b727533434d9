"""Whom a posting brings back: everybody talked to there, once, never after a no."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from weaktie.core.drafts import Said, gaps
from weaktie.core.memory import FRESH, Place, Posting, brought_back, note

TODAY = date(2026, 11, 24)
TALKED = date(2026, 11, 3)


def place(person: int = 1, talk: int = 1, on: date = TALKED, employer: str = "senmark") -> Place:
    return Place(person, talk, on, frozenset({employer}))


def posting(row: str = "t1", on: date = date(2026, 11, 20), **facts) -> Posting:
    told = {"employer": "senmark", "place": "Senmark", "role": "Forecaster", "is_posted": True} | facts
    return Posting(row=row, on=on, **told)


def back(places, postings, **more) -> list[tuple[int, str]]:
    return [(one.place.person, one.posting.row) for one in brought_back(places, postings, TODAY, **more)]


def test_everybody_talked_to_there_is_brought_back():
    places = [place(1), place(2, 2), place(3, 3, employer="tidewell")]

    assert back(places, [posting()]) == [(1, "t1"), (2, "t1")]


def test_a_posting_that_was_there_before_brings_nobody_back():
    assert back([place()], [posting(on=TALKED - timedelta(days=1))]) == []


def test_nobody_who_said_no_is_written_to():
    assert back([place(1), place(2, 2)], [posting()], said_no={1}) == [(2, "t1")]


def test_one_note_for_each_posting():
    after, before = {1: date(2026, 11, 21)}, {1: date(2026, 11, 19)}

    assert back([place()], [posting()], written=after) == []
    assert back([place()], [posting()], written=before) == [(1, "t1")]


def test_of_two_postings_the_latest_counts():
    older, newer = posting("t1", date(2026, 11, 10)), posting("m4", date(2026, 11, 22))

    assert back([place()], [older, newer]) == [(1, "m4")]


def test_whoever_told_of_a_job_is_brought_back_once_it_is_posted():
    heard = posting("o1", is_posted=False, teller=1)
    posted = posting("o1", teller=1)

    assert back([place(1), place(2, 2)], [heard]) == [(2, "o1")]
    assert back([place(1), place(2, 2)], [posted]) == [(1, "o1"), (2, "o1")]


def test_after_a_month_nobody_is_brought_back():
    old = posting(on=TODAY - FRESH - timedelta(days=1))

    assert back([place(on=date(2026, 9, 1))], [old]) == []


def draft(**facts):
    told = {
        "called": "Ingrid", "place": "Senmark", "role": "Forecaster", "is_posted": True,
        "day": "on 3 November", "said": Said("Ring first", True), "sender": "Ada",
    }  # fmt: skip
    return note(**(told | facts))


def test_the_note_holds_their_words_and_asks_for_nothing():
    text = draft().text

    assert "Senmark has a posting: Forecaster." in text
    assert "You said: “Ring first”" in text
    assert "?" not in text
    assert gaps(text) == ("[what you did with it since]",)


def test_a_job_that_is_only_heard_of_is_not_passed_on():
    text = draft(is_posted=False).text

    assert "Forecaster" not in text
    assert "posting" not in text


@pytest.mark.parametrize("said", [None, Said("They ring the control room")])
def test_words_that_are_not_theirs_are_not_quoted(said):
    assert "You said" not in draft(said=said).text
