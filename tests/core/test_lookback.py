"""A week in sentences: facts, no score, no praise."""

from __future__ import annotations

from weaktie.core.lookback import Week, sentences


def test_a_week_is_told_in_a_few_sentences():
    week = Week(
        asked=("Omar", "Priya"), followed_up=("Łucja",), yes=("Omar",), no=("Zoe", "Ines"), talked=("Kofi",),
        notes=4, openings=1, thanked=("Kofi",), told=("Ingrid",), kept=1, named=("Delphine",),
    )  # fmt: skip

    assert sentences(week) == (
        "You asked Omar and Priya, and wrote once more to Łucja.",
        "Omar said yes; Zoe and Ines said no.",
        "You talked with Kofi: four things noted, one job heard of.",
        "You thanked Kofi.",
        "You told Ingrid what came of it.",
        "You kept one promise.",
        "Delphine was named to you.",
    )


def test_more_than_three_people_are_counted():
    assert sentences(Week(asked=("a", "b", "c", "d"))) == ("You asked four people.",)


def test_nothing_happened_is_no_sentence():
    assert sentences(Week()) == ()
