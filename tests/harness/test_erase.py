"""GDPR-2 and BKP-5: whoever is forgotten leaves no byte, and no import or backup brings them back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.harness.flows import Flows, bytes_of
from tests.people import connections, files, mail

pytestmark = pytest.mark.slow
NAME = "Zephyrine Quartermain"
CANARIES = ("Zephyrine", "Quartermain", "zephyrine.q@wobblegate.example", "351217778889", "Wobblegate")
CARD = f"""BEGIN:VCARD
VERSION:3.0
FN:{NAME}
EMAIL:zephyrine.q@wobblegate.example
TEL:+351 217 778 889
ORG:Wobblegate Flumes
END:VCARD
"""
ROW = (
    "Zephyrine,Quartermain,https://www.linkedin.com/in/zephyrine-quartermain,zephyrine.q@wobblegate.example,"
    "Wobblegate Flumes,Wrangler,05 Jun 2021"
)
OMAR = (
    "Omar,Haddad,https://www.linkedin.com/in/omarhaddad,omar@northwind.example,Northwind,Planner,05 Jun 2021"
)
MAIL = mail(1, "ada@quill.example", "zephyrine.q@wobblegate.example", "Mon, 06 May 2024", "Ada Quill") + mail(
    2, "zephyrine.q@wobblegate.example", "ada@quill.example", "Tue, 07 May 2024", NAME
)
FORGOTTEN = 200


@pytest.fixture(scope="module")
def flows(tmp_path_factory) -> Iterator[Flows]:
    found = Flows(tmp_path_factory.mktemp("prepared"))
    yield found
    found.close()


@pytest.fixture(scope="module")
def exports(tmp_path_factory) -> list[Path]:
    """Her in three formats, with Omar beside her."""
    contents = {"Connections_csv": connections(ROW, OMAR), "her_vcf": CARD, "mail_mbox": MAIL}
    return files(tmp_path_factory.mktemp("exports"), **contents)


@pytest.fixture(scope="module")
def full(flows, exports, tmp_path_factory) -> Path:
    """A book in which she is, of three sources."""
    home = tmp_path_factory.mktemp("full") / "home"
    home.mkdir()
    flows.do(home, "say who")
    for export in exports:
        flows.do(home, "import", str(export))
    return home


@pytest.fixture
def home(full, tmp_path) -> Path:
    return Path(shutil.copytree(full, tmp_path / "home"))


def left(home: Path) -> dict[str, list[str]]:
    """Return which canaries stand in which files."""
    return {canary: found for canary in CANARIES if (found := bytes_of(home, canary))}


def test_nothing_of_somebody_forgotten_is_left_in_any_file(flows, home):
    assert set(left(home)) == set(CANARIES)

    flows.do(home, "forget", NAME)

    assert left(home) == {}
    assert "Omar Haddad" in flows.do(home, "names")


def test_the_harness_catches_bytes_that_are_left_in_deleted_rows(flows, home):
    flows.do(home, "forget, unscrubbed", NAME)

    assert left(home)
    # Scrubbing was owed, and the next start makes up for it.
    assert NAME not in flows.do(home, "names")
    assert left(home) == {}


@pytest.mark.parametrize("number", [0, 1, 2])
def test_no_file_brings_her_back(flows, home, exports, number):
    flows.do(home, "forget", NAME)

    flows.do(home, "import", str(exports[number]))

    assert NAME not in flows.do(home, "names")
    assert left(home) == {}


def called(number: int) -> str:
    """Spell a first name that nobody else here has."""
    return "Nil" + "".join("aeioulmnrs"[int(digit)] for digit in f"{number:03}")


def crowd(folder: Path) -> Path:
    """Write a table of 250 people, and return its path."""
    lines = [
        f"{called(n)},Canary,https://www.linkedin.com/in/canary{n},canary{n}@wobblegate.example,Wobblegate,Clerk,"
        "05 Jun 2021"
        for n in range(250)
    ]
    return files(folder, Connections_csv=connections(*lines))[0]


@pytest.fixture(scope="module")
def restored(flows, tmp_path_factory) -> tuple[Path, Path, list[str]]:
    """A book of 250 of whom 200 were forgotten, a backup from before, and their names."""
    place = tmp_path_factory.mktemp("crowd")
    home = place / "home"
    home.mkdir()
    flows.do(home, "say who")
    flows.do(home, "import", str(crowd(place)))
    older = place / "older.weaktie"
    flows.do(home, "back up", str(older))
    names = [f"{called(n)} Canary" for n in range(FORGOTTEN)]
    assert back(flows, home, names) == FORGOTTEN
    flows.do(home, "forget", ";".join(names))
    return home, older, names


def back(flows: Flows, home: Path, names: list[str]) -> int:
    """Return how many of these people are here."""
    return len(set(names) & set(flows.do(home, "names").split(";")))


def test_an_older_backup_brings_none_of_200_back(flows, restored, tmp_path):
    home, older, names = restored
    home = Path(shutil.copytree(home, tmp_path / "home"))

    flows.do(home, "restore", str(older))

    assert back(flows, home, names) == 0
    assert back(flows, home, [f"{called(n)} Canary" for n in range(250)]) == 250 - FORGOTTEN
    assert bytes_of(home, "canary199@wobblegate.example") == []


def test_the_harness_catches_a_restore_that_forgets_to_forget(flows, restored, tmp_path):
    home, older, names = restored
    home = Path(shutil.copytree(home, tmp_path / "home"))

    flows.run(home, "restore, forgetful", argument=str(older))

    assert bytes_of(home, "canary199@wobblegate.example")


def test_the_next_start_forgets_whom_a_cut_restore_brought_back(flows, restored, tmp_path):
    home, older, names = restored
    home = Path(shutil.copytree(home, tmp_path / "home"))
    flows.run(home, "restore, forgetful", argument=str(older))

    assert back(flows, home, names) == 0
