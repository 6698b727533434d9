"""Texts that say alike point alike, and numpy waits until somebody asks."""

from __future__ import annotations

import subprocess
import sys

import pytest

from weaktie.core.meaning import DIMENSIONS, likeness, pieces, vectors


@pytest.mark.parametrize(
    ("text", "alike", "unlike"),
    [
        (
            "When was the company founded?",
            "Northwind was established in 1987 by two sisters.",
            "We sell boats to museums.",
        ),
        ("Ring, don't email.", "Phone rather than write.", "Buy the cheaper fertiliser."),
        (
            "Where are your offices?",
            "Headquartered in Lisbon, with branches in Porto.",
            "He plays the cello.",
        ),
    ],
)
def test_what_says_alike_is_more_alike_than_what_does_not(text, alike, unlike):
    assert likeness(text, alike) > likeness(text, unlike) + 0.1


def test_every_text_has_unit_length_and_one_without_words_none():
    found = vectors(["Why did the ward change its rota?", "", "漢字"])

    assert found.shape == (3, DIMENSIONS)
    assert found.dtype == "float32"
    assert float(found[0] @ found[0]) == pytest.approx(1, abs=1e-5)
    assert not found[1].any()


def test_case_and_accents_make_no_difference():
    assert pieces("CAFÉ") == pieces("café") == pieces("cafe")
    assert likeness("Résumé", "resume") == pytest.approx(1, abs=1e-5)


def test_a_word_beyond_all_length_is_passed_over():
    assert pieces("x" * 101) == ()


def test_the_command_line_starts_without_numpy():
    seen = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, weaktie.cli.main, weaktie.core.meaning; print('numpy' in sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
    )

    assert seen.stdout.strip() == "False"
