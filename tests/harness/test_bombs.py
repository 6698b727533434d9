"""BOMB-1: every bomb is refused or bounded: under 3 s of computing, 300 MB of memory, nothing on the disk."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.harness.bombs import ARCHIVES, BOMBS

MOST_SECONDS = 3.0
MOST_MEMORY = 300_000_000

ROOT = Path(__file__).resolve().parents[2]


def outcomes(folder: Path, names: list[str], *modules: str) -> dict[str, dict]:
    """Read bombs in a process of its own; return what came of each, by name."""
    (folder / "temporary").mkdir(parents=True)
    (folder / "bombs").mkdir()
    command = [sys.executable, "-m", "tests.harness.bombs", str(folder / "bombs"), ";".join(names)]
    environment = {"PYTHONPATH": os.pathsep.join(["src", "."]), "TMPDIR": str(folder / "temporary")}
    if modules:
        command.append(";".join(modules))
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert list((folder / "temporary").iterdir()) == []
    assert list((folder / "bombs").iterdir()) == []
    return {outcome["name"]: outcome for outcome in map(json.loads, done.stdout.splitlines())}


def faults(outcome: dict) -> list[str]:
    """Return what is wrong with how a bomb ended."""
    found = []
    if outcome["seconds"] > MOST_SECONDS:
        found.append(f"{outcome['seconds']:.1f} s")
    if max(outcome["child"], outcome["parent"]) > MOST_MEMORY:
        found.append(f"{outcome['child'] >> 20} MB in the child, {outcome['parent'] >> 20} MB in the parent")
    if any("foresee" in error or "broke off" in error or "sensible" in error for error in outcome["errors"]):
        found.append(f"no refusal but an accident: {outcome['errors']}")
    if outcome["files"] == 0 or any(".." in path or path.startswith("/") for path in outcome["paths"]):
        found.append(f"files {outcome['paths']}")
    return found


@pytest.mark.slow
def test_every_bomb_is_bounded_and_every_archive_that_is_one_is_refused(tmp_path):
    came_of = outcomes(tmp_path / "all", BOMBS)

    assert list(came_of) == BOMBS
    assert {bomb: faults(outcome) for bomb, outcome in came_of.items() if faults(outcome)} == {}
    for bomb in ARCHIVES:
        if "links" not in bomb:
            assert came_of[bomb]["errors"], bomb
            assert came_of[bomb]["rows"] == 0, bomb


def test_there_are_enough_of_them():
    assert len(BOMBS) >= 25


@pytest.mark.slow
def test_a_reader_that_swallows_a_file_whole_is_noticed(tmp_path):
    bomb = "table with a line of 100 MB"

    (outcome,) = outcomes(tmp_path / "one", [bomb], "tests.harness.defects").values()

    assert "MB in the child" in faults(outcome)[0]


@pytest.mark.slow
def test_a_reader_that_takes_its_time_is_noticed(tmp_path):
    bomb = "card of 400,000 e-mails"

    (outcome,) = outcomes(tmp_path / "one", [bomb], "tests.harness.defects").values()

    assert " s" in faults(outcome)[0]


@pytest.mark.slow
def test_a_reader_that_stumbles_is_noticed(tmp_path):
    bomb = "garbage in UTF-16"

    (outcome,) = outcomes(tmp_path / "one", [bomb], "tests.harness.defects").values()

    assert "an accident" in faults(outcome)[0]
