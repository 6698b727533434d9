"""`weaktie import`: the report for programs, a dry run stores nothing, a refused file stops no other."""

from __future__ import annotations

import zipfile

import pytest
from tests.cli.program import FLAG, ID, MAYBE, TEXT, N, fits, refused, run, told
from tests.people import CARDS, CONNECTIONS, NOON, bring, connections, files

from weaktie.campaign.intake.models import Import, Record

FILE = {
    "path": TEXT, "kind": MAYBE, "needed": FLAG, "read": N, "new": N, "known": N, "ties": N,
    "skipped": [{"where": TEXT, "reason": TEXT}], "note": TEXT, "error": MAYBE,
}  # fmt: skip
PLANNED = {"path": TEXT, "where": TEXT, "name": TEXT, "what": TEXT, "why": TEXT}


@pytest.fixture
def export(tmp_path):
    """A small export with one line that names nobody, and one file that is not needed."""
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Connections.csv", CONNECTIONS + ",,,,,,01 Jan 2020\n")
        archive.writestr("Ad_Targeting.csv", "Member Age\n55\n")
    return path


def test_tells_every_member_of_a_zip_in_the_documented_shape(ada, export):
    answer = told("import", export)

    assert fits(answer, {"files": [FILE], "people": N, "import_id": ID})
    files_by_path = {file["path"]: file for file in answer["files"]}
    assert set(files_by_path) == {"export.zip!/Connections.csv", "export.zip!/Ad_Targeting.csv"}
    taken = files_by_path["export.zip!/Connections.csv"]
    assert (taken["kind"], taken["new"], taken["known"], taken["error"]) == (
        "linkedin_connections", 4, 0, None,
    )  # fmt: skip
    assert [row["where"] for row in taken["skipped"]] == ["line 6"]
    assert answer["people"] == 4


def test_the_same_file_twice_changes_nothing(ada, export):
    first = told("import", export)
    before = told("people")

    second = told("import", export)

    assert second["people"] == first["people"]
    assert second["files"][0]["new"] == 0
    assert told("people") == before


def test_a_dry_run_tells_every_row_and_stores_nothing(ada, tmp_path):
    told("import", *files(tmp_path, Connections_csv=CONNECTIONS))
    before = (Import.objects.count(), Record.objects.count(), told("people"))

    answer = told(
        "import", "--dry-run", *files(tmp_path, contacts_vcf=CARDS, more_vcf=CARDS.replace("Priya", "Cleo"))
    )

    assert fits(answer, {"files": [FILE], "people": N, "import_id": type(None), "plan": [PLANNED]})
    assert {row["what"] for row in answer["plan"]} <= {"create", "update", "keep", "skip"}
    assert "create" in {row["what"] for row in answer["plan"]}
    assert (Import.objects.count(), Record.objects.count(), told("people")) == before


def test_one_refused_file_ends_with_1_and_the_others_are_in(ada, tmp_path):
    (card,) = files(tmp_path, contacts_vcf=CARDS)
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x03\x04 nothing more")

    answer = run("import", "--json", broken, card, tmp_path / "missing.csv")

    assert (answer.code, answer.err) == (1, "")
    assert fits(answer.json, {"files": [FILE], "people": N, "import_id": ID})
    assert {file["path"]: bool(file["error"]) for file in answer.json["files"]} == {
        "broken.zip": True, "contacts.vcf": False, "missing.csv": True,
    }  # fmt: skip
    assert answer.json["people"] == 2


def test_people_are_told_how_to_go_on_and_are_not_asked_outside_a_terminal(ada, tmp_path):
    answer = run("import", *files(tmp_path, contacts_vcf=CARDS))

    assert answer.code == 0
    assert "2 people in all. Undo: weaktie undo. Whom to talk to: weaktie next" in answer.out
    assert "Is this you" not in answer.out + answer.err


@pytest.fixture
def hers(ada):
    """Ada looks around in somebody's made-up book."""
    bring(
        ada, Connections_csv=connections("Sunniva,Brandt,https://www.linkedin.com/in/sunniva,,,,05 Jun 2021")
    )
    ada.is_demo, ada.welcomed_at = True, NOON
    ada.save()
    return ada


def names() -> set[str]:
    return {one["name"] for one in told("people")["people"]}


def test_own_people_never_mix_with_the_fictional_seekers(hers, export):
    assert refused("import", export) == "demo_is_here"
    assert refused("add", "My Real Friend") == "demo_is_here"
    assert refused("me", "--name", "Ada Quill") == "demo_is_here"
    assert names() == {"Sunniva Brandt"}

    assert told("import", "--dry-run", export)["people"] == 4
    assert names() == {"Sunniva Brandt"}
    assert told("import", "--end-demo", export)["people"] == 4
    assert names() == {"Omar Haddad", "Priya Raman", "Łucja Śliwińska"}


def test_leaving_her_asks_first_about_what_was_done(hers):
    told("target", "add", "Northwind")

    assert refused("demo", "--end") == "not_all_hers"
    assert "Added Northwind" in run("demo", "--end").err
    assert names() == {"Sunniva Brandt"}
    assert told("demo", "--end", "--yes") == {"demo": False}
    assert names() == set()
