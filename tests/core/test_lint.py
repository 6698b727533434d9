"""What is asked about before it is kept."""

from __future__ import annotations

import pytest

from weaktie.core import lint


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("She was off for months with depression", "health"),
        ("Catholic, goes every Sunday", "religion"),
        ("He is Turkish and proud of it", "origin"),
        ("Mentioned his husband twice", "sexuality"),
        ("Union rep at the depot", "union"),
        ("Rather left-wing, I would say", "politics"),
        ("Two small children, leaves at four", "family"),
        ("In her late fifties", "age"),
        ("A bit of a control freak", "personality"),
        ("Classic INTJ", "personality"),
    ],
)
def test_asks_about_what_is_private(text, topic):
    assert topic in {one.topic for one in lint.private(text)}
    assert lint.TOPICS[topic] in lint.asked((text,))


@pytest.mark.parametrize(
    "text",
    [
        "Decides in a day, without a committee",
        "On call every third week; nobody answers mail at night",
        "A conservative forecast beats a bold one",
        "The parent company sets the budget",
        "They sell healthcare software to hospitals",
        "The team voted on the stack and moved on",
        "Feedback comes weekly, in writing",
        "The skill they keep failing to hire for is reading a bad hour",
        "Son et lumière of dashboards, she called it",
        "The child process crashed and nobody noticed",
        "Owned by a family business until 2019",
        "",
    ],
)
def test_lets_words_on_work_pass(text):
    assert lint.private(text) == ()


def test_says_where_in_the_text_it_stands():
    (found,) = lint.private("Leaves early: children at home.")

    assert "Leaves early: children at home."[found.start : found.end] == found.words == "children"
