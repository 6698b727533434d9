"""`weaktie import`: the report for programs, a dry run stores nothing, a refused file stops no other."""

from __future__ import annotations

import zipfile

import pytest
from tests.cli.program import FLAG, ID, MAYBE, TEXT, N, fits, refused, run, told
from tests.people import CARDS, CONNECTIONS, MAILBOX, NOON, bring, connections, files, mail

from weaktie.campaign.intake.models import Import, Record

FILE = {
    "path": TEXT, "kind": MAYBE, "needed": FLAG, "read": N, "new": N, "known": N, "ties": N,
    "skipped": [{"where": TEXT, "reason": TEXT}], "forgotten": N, "note": TEXT, "error": MAYBE,
}  # fmt: skip
NOTE = {"code": TEXT, "path": TEXT, "says": TEXT}
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

    assert fits(answer, {"files": [FILE], "people": N, "import_id": ID, "notes": [NOTE]})
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

    assert fits(
        answer,
        {"files": [FILE], "people": N, "import_id": type(None), "notes": [NOTE], "plan": [PLANNED]},
    )
    assert {row["what"] for row in answer["plan"]} <= {"create", "update", "keep", "skip"}
    assert "create" in {row["what"] for row in answer["plan"]}
    assert (Import.objects.count(), Record.objects.count(), told("people")) == before


def test_one_refused_file_ends_with_1_and_the_others_are_in(ada, tmp_path):
    (card,) = files(tmp_path, contacts_vcf=CARDS)
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x03\x04 nothing more")

    answer = run("import", "--json", broken, card, tmp_path / "missing.csv")

    assert (answer.code, answer.err) == (1, "")
    assert fits(answer.json, {"files": [FILE], "people": N, "import_id": ID, "notes": [NOTE]})
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


PROFILE = "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry\n{},,,,,,\n"
EMAILS = "Email Address,Confirmed,Primary,Updated On\n{},Yes,Yes,1/1/20 10:00 AM\n"
INVITED = 'From,To,Sent At,Message,Direction\n{},Cleo Marsh,"1/2/24, 3:04 AM",,OUTGOING\n'


def archive(folder, name, who, email, **more):
    """Write one LinkedIn archive and return its path."""
    path = folder / name
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("Profile.csv", PROFILE.format(who.replace(" ", ",")))
        made.writestr("Email Addresses.csv", EMAILS.format(email))
        for member, content in more.items():
            made.writestr(f"{member}.csv", content)
    return path


def notes(answer) -> dict[str, str]:
    return {one["code"]: one["says"] for one in answer["notes"]}


def test_the_quick_archive_is_told_to_be_without_connections(ada, tmp_path):
    quick = told("import", archive(tmp_path, "quick.zip", "Ada Quill", "ada@quill.example"))
    whole = told(
        "import", archive(tmp_path, "whole.zip", "Ada Quill", "ada@quill.example", Connections=CONNECTIONS)
    )

    assert notes(quick) == {
        "quick_archive": "quick.zip is LinkedIn’s quick archive: your connections are not in it."
        " Ask LinkedIn for the larger one; it comes within a day."
    }
    assert whole["notes"] == []


def test_somebody_elses_archive_is_named_and_does_not_become_the_seeker(ada, tmp_path):
    told("import", archive(tmp_path, "mine.zip", "Ada Quill", "ada@quill.example", Connections=CONNECTIONS))
    theirs = archive(
        tmp_path, "theirs.zip", "Me Owner", "me@example.com",
        Connections=CONNECTIONS, Invitations=INVITED.format("Me Owner"),
    )  # fmt: skip

    plan = told("import", "--dry-run", theirs)
    answer = told("import", theirs)

    assert (
        notes(answer)
        == notes(plan)
        == {
            "somebody_else": "theirs.zip is of Me Owner (me@example.com), not of Ada Quill."
            " Who you are stays as it is."
        }
    )
    assert told("me")["emails"] == ["ada@quill.example"]
    assert [one["emails"] for one in told("people", "me owner")["people"]] == [["me@example.com"]]
    assert notes(told("import", theirs)) == notes(answer)


def test_somebody_elses_archive_is_the_seekers_after_a_yes(ada, tmp_path):
    told("import", archive(tmp_path, "mine.zip", "Ada Quill", "ada@quill.example", Connections=CONNECTIONS))
    theirs = archive(tmp_path, "old.zip", "Ada Quill", "old@example.com", Connections=CONNECTIONS)
    other = archive(tmp_path, "theirs.zip", "Me Owner", "me@example.com", Connections=CONNECTIONS)
    told("import", other)

    told("me", "--email", "ada@quill.example", "--email", "me@example.com")

    assert told("import", other)["notes"] == []
    assert told("people", "me owner")["total"] == 0
    assert told("import", theirs)["notes"] == []


def test_a_mailbox_of_somebody_else_does_not_become_the_seekers(ada, tmp_path):
    told("me", "--name", "Ada Quill", "--email", "ada@quill.example")
    letters = "".join(
        mail(n, "jeff@enron.example", f"p{n}@enron.example", "Mon, 06 May 2024", "Jeff Dasher")
        for n in range(9)
    )
    (box,) = files(tmp_path, jeff_mbox=letters)

    answer = told("import", box)

    assert notes(answer)["somebody_else"].startswith(
        "jeff.mbox is of Jeff Dasher (jeff@enron.example), not of Ada Quill."
    )
    assert told("me")["emails"] == ["ada@quill.example"]


def test_how_many_rows_were_left_out_for_who_was_forgotten_is_told(ada, tmp_path):
    export, box = files(tmp_path, Connections_csv=CONNECTIONS, all_mbox=MAILBOX)
    told("import", export, box)
    told("forget", "Priya Raman")

    answer = told("import", export, box)

    assert [file["forgotten"] for file in answer["files"]] == [1, 2]
    assert notes(answer) == {"forgotten": "3 rows were left out: you asked to forget whom they name."}
    assert "riya" not in str(answer)


def test_a_dry_run_shows_a_few_rows_of_each_file(ada, tmp_path):
    rows = [f"Person{n},Known,,,Northwind,Planner,05 Jun 2021" for n in range(30)]
    (export,) = files(tmp_path, Connections_csv=connections(*rows, ",,,,,,01 Jan 2020"))

    short = run("import", "--dry-run", export).out
    whole = run("import", "--dry-run", "--rows", export).out

    assert "30 new, 1 left out" in short
    assert short.count("Known") == 4
    assert "left out    line 32" in short
    assert "and 26 more rows (--rows shows all)" in short
    assert whole.count("Known") == 30


def test_an_undo_is_offered_wherever_something_was_stored(ada, tmp_path):
    quick = archive(tmp_path, "quick.zip", "Ada Quill", "ada@quill.example")

    first, second = run("import", quick), run("import", quick)

    assert "Undo: weaktie undo." in first.out
    assert "Undo" not in second.out
    assert "Nothing of it is new; 0 people in all." in second.out


def test_lists_imports_with_the_number_that_undo_takes(ada, tmp_path):
    export, cards = files(tmp_path, Connections_csv=CONNECTIONS, contacts_vcf=CARDS)
    number = told("import", export)["import_id"]
    told("import", cards)

    answer = told("imports")

    shape = {
        "id": ID, "received_at": TEXT, "state": TEXT, "files": [TEXT], "file_count": N, "new": N,
        "left_out": N, "refused": N,
    }  # fmt: skip
    assert fits(answer, {"imports": [shape]})
    assert [(one["files"], one["new"]) for one in answer["imports"]] == [
        (["contacts.vcf"], 0), (["Connections.csv"], 4),
    ]  # fmt: skip
    assert f"{number:>5}" in run("imports").out
    told("undo", number)
    assert told("imports")["imports"][1]["state"] == "undone"
