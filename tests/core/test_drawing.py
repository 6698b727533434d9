"""The picture of the network: nothing touches, no words lie on a disc or on other words."""

from __future__ import annotations

import random
from itertools import permutations

import pytest

from weaktie.core import drawing
from weaktie.core.drawing import Words, packed


def boxes(laid: drawing.Packed, words: list[Words]) -> list[tuple[float, float, float, float]]:
    return [
        (p.x - over.width / 2, p.y - p.r - over.height, p.x + over.width / 2, p.y - p.r)
        for p, over in zip(laid.places, words, strict=True)
    ]


@pytest.mark.parametrize("seed", range(8))
def test_neither_discs_nor_the_words_over_them_touch(seed):
    chance = random.Random(seed)
    sizes = sorted((chance.randrange(1, 300) for _ in range(12)), reverse=True)
    words = [Words(chance.randrange(60, 210), chance.choice((24, 42, 60))) for _ in sizes]

    laid = packed(sizes, words)

    for one, other in permutations(range(12), 2):
        a, b = laid.places[one], laid.places[other]
        assert (a.x - b.x) ** 2 + (a.y - b.y) ** 2 > (a.r + b.r) ** 2
        left, top, right, bottom = boxes(laid, words)[one]
        x, y = min(max(b.x, left), right), min(max(b.y, top), bottom)
        assert (b.x - x) ** 2 + (b.y - y) ** 2 > b.r**2
        theirs = boxes(laid, words)[other]
        assert left > theirs[2] or right < theirs[0] or top > theirs[3] or bottom < theirs[1]


def test_everything_is_on_the_sheet():
    words = [Words(200, 60)] * 5

    laid = packed([90, 40, 9, 3, 1], words)

    for left, top, right, _ in boxes(laid, words):
        assert 0 <= left < right <= laid.width
        assert top >= 0
    assert all(place.y + place.r <= laid.height for place in laid.places)


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("Northwind", ("Northwind",)),
        ("Royal Greenwich Observatory", ("Royal Greenwich", "Observatory")),
        ("the circle around Augustus De Morgan", ("the circle around", "Augustus De Morgan")),
        ("A" * 40, ("A" * 21 + "…",)),
        (
            "One two three four five six seven eight nine ten eleven",
            ("One two three four", "five six seven eight…"),
        ),
        ("", ("",)),
    ],
)
def test_a_long_name_stands_in_two_lines(label, lines):
    assert drawing.lines(label) == lines
    assert all(len(line) <= drawing.LONGEST for line in lines)
