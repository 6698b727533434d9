"""CRASH-1: killed at any instant of an import, the book is sound; importing again completes it exactly."""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.harness.killing import Lives, export, memory, unsound

pytestmark = pytest.mark.slow
KILLS = 60
MOST_FOR_THE_DEFECT = 40


@pytest.fixture(scope="module")
def lives(tmp_path_factory) -> Iterator[Lives]:
    found = Lives(tmp_path_factory.mktemp("loaded"))
    yield found
    found.close()


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Iterator[Path]:
    folder = memory(tmp_path_factory.mktemp("homes"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Path:
    return export(tmp_path_factory.mktemp("export"), people=60, messages=120, seed=7)


@pytest.fixture(scope="module")
def empty(lives, place) -> Path:
    """A data folder whose owner said who she is."""
    home = place / "empty"
    home.mkdir()
    url = "https://www.linkedin.com/in/ada"
    assert (
        lives.live(home, "me", "--name", "Ada Quill", "--email", "ada@quill.example", "--url", url).status
        == 0
    )
    return home


def uninterrupted(lives: Lives, empty: Path, archive: Path, home: Path) -> tuple[str, float]:
    """Import without a kill; return the dump and the seconds it took."""
    shutil.copytree(empty, home)
    life = lives.live(home, "import", "--json", str(archive))
    assert life.status == 0, life.printed
    return life.dump, life.seconds


def killed(
    lives: Lives, empty: Path, archive: Path, home: Path, *, after: float, careless: bool = False
) -> tuple[int, list[str], str]:
    """Import, kill, import again; return how the first ended, what is unsound after it, and the last dump."""
    shutil.copytree(empty, home)
    first = lives.live(home, "import", "--json", str(archive), kill_after=after, careless=careless)
    found = unsound(home)
    again = lives.live(home, "import", "--json", str(archive))
    outcome = (first.status, found + [again.printed] * bool(again.status), again.dump)
    shutil.rmtree(home)
    return outcome


def test_no_kill_loses_or_doubles_anything(lives, empty, archive, place):
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    wanted, seconds = uninterrupted(lives, empty, archive, place / "whole")

    ends = [
        killed(lives, empty, archive, place / str(n), after=chance.uniform(0, seconds)) for n in range(KILLS)
    ]

    died = sum(status == -9 for status, _, _ in ends)
    sys.stderr.write(f"seed {seed}: {KILLS} imports of {seconds:.2f} s, {died} of them killed\n")
    assert died > KILLS / 3
    assert [found for _, found, _ in ends if found] == [], f"seed {seed}"
    assert {dump for _, _, dump in ends} == {wanted}, f"seed {seed}"


def test_the_harness_catches_progress_and_rows_in_two_transactions(lives, empty, archive, place):
    chance = random.Random(3)
    wanted, _ = uninterrupted(lives, empty, archive, place / "also whole")
    home = Path(shutil.copytree(empty, place / "careless"))
    seconds = lives.live(home, "import", "--json", str(archive), careless=True).seconds

    caught = (
        killed(lives, empty, archive, place / str(n), after=chance.uniform(0, seconds), careless=True)[2]
        != wanted
        for n in range(MOST_FOR_THE_DEFECT)
    )

    assert any(caught)
