"""The parts of long texts that bear on a message."""

from __future__ import annotations

from weaktie.core.excerpt import excerpt

QUESTION = "How does the desk forecast demand in the evening?"


def test_short_texts_are_looked_at_whole():
    assert excerpt(["One page.", "Another."], QUESTION) == ("One page.", "Another.")


def test_of_long_texts_the_sentences_near_the_message_are_kept_in_their_order():
    filler = "Nothing here is about that at all. " * 40
    texts = [f"{filler}Evening demand is forecast by four models. {filler}", f"The desk moved. {filler}"]

    first, second = excerpt(texts, QUESTION, most=120)

    assert "Evening demand is forecast by four models." in first
    assert second == "The desk moved."
    assert len(first) + len(second) <= 120


def test_what_is_kept_stays_under_the_limit():
    texts = ["forecast demand evening desk. " * 5000, "x" * 50_000]

    assert sum(map(len, excerpt(texts, QUESTION))) <= 30_000
