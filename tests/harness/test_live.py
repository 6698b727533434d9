"""LIVE-1: whatever dies while notes are typed, nothing older than a second is lost, nothing doubled.

Five kills in every run; WEAKTIE_KILLS=100 for as many.
"""

from __future__ import annotations

import os
import random
import sys
from collections import Counter

import pytest
from tests.chromium import CHROMIUM
from tests.harness.typing import KINDS, kill_once, typing

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="chromium is not installed: apt install chromium"),
]
KILLS = int(os.environ.get("WEAKTIE_KILLS", "5"))


def test_no_kill_loses_or_doubles_what_was_typed(playwright, tmp_path):
    seed = random.randrange(10**6)
    outcomes = []

    with typing(playwright, tmp_path, seed=seed) as ada:
        for number in range(KILLS):
            outcomes.append(kill_once(ada, KINDS[number % len(KINDS)]))
            assert outcomes[-1].wrong == [], f"seed {seed}, kill {number}: {outcomes[-1]}"
        notes, letters = len(ada.notes), sum(len(note.text) for note in ada.notes)

    kinds = dict(Counter(outcome.kind for outcome in outcomes))
    lost = sum(outcome.lost for outcome in outcomes)
    sys.stderr.write(
        f"seed {seed}: {KILLS} kills {kinds}, {notes} notes of {letters} letters; "
        f"0 doubled, 0 letters older than a second lost, {lost} younger\n"
    )
    assert notes and letters > 20 * KILLS


@pytest.mark.parametrize(("defect", "says"), [("on-enter", "lost"), ("doubles", "doubled")])
def test_the_harness_catches_a_page_that_waits_for_enter_and_a_server_that_doubles(
    playwright, tmp_path, defect, says
):
    caught = []

    with typing(playwright, tmp_path, seed=7, defect=defect) as ada:
        while not caught and ada.number < 200:
            caught = kill_once(ada, "tab").wrong

    assert any(says in wrong for wrong in caught), caught
