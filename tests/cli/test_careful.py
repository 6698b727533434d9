"""The command line forgives a slip, and does nothing irreversible on half a word."""

from __future__ import annotations

import stat
from datetime import timedelta

import pytest
from tests.cli.program import refused, run, told
from tests.people import NOON

from weaktie.campaign.network.actions import people as network
from weaktie.campaign.network.models import Person


def message(*arguments: object) -> str:
    """Return the sentence with which a command is refused."""
    text: str = run(*arguments, "--json").json["error"]["message"]
    return text


@pytest.fixture
def rosalind(book) -> Person:
    """Somebody whose employer is called as nobody is."""
    return network.add_person(by=book, name="Rosalind Blackburn", organisation="Trinity College", now=NOON)


def test_a_misspelt_name_is_answered_with_who_may_be_meant(rosalind):
    meant = f"Did you mean Rosalind Blackburn ({rosalind.pk})?"

    assert message("person", "Rosalind Blakburn") == f"Nobody here is called Rosalind Blakburn. {meant}"


def test_a_part_of_a_name_is_enough_to_look(rosalind):
    assert told("person", "rosalind black")["id"] == rosalind.pk


@pytest.mark.parametrize(
    "command", [("forget",), ("hide",), ("merge", "Priya Raman"), ("duplicates", "--not-same", "Priya Raman")]
)
def test_a_part_of_a_name_is_not_enough_for_what_changes_people(rosalind, command):
    assert refused(*command, "Rosalind Blackbur") == "name_in_part"
    assert f"Did you mean Rosalind Blackburn ({rosalind.pk})?" in message(*command, "Rosalind Blackbur")
    assert Person.objects.filter(pk=rosalind.pk, hidden=False, merged_into=None).exists()


def test_an_employer_is_not_a_name(rosalind):
    assert refused("hide", "Trinity") == "no_such_person"
    assert [one["id"] for one in told("people", "trinity")["people"]] == [rosalind.pk]


@pytest.mark.parametrize(
    "who", ["priya@harrow.example", "PRIYA RAMAN", "linkedin.com/in/priyaraman", "lucja sliwinska"]
)
def test_a_whole_name_or_address_in_any_spelling_is_enough(book, who):
    assert told("hide", who)["hidden"]


def test_hidden_people_are_found_by_their_name(rosalind):
    told("hide", rosalind.pk)

    assert told("hide", "Rosalind Blackburn", "--show") == {"people": [rosalind.pk], "hidden": False}


def test_a_misspelt_target_is_answered_with_the_one_meant(ada):
    told("target", "add", "Royal Society")

    assert message("target", "drop", "Royal Socity") == (
        "There is no target called Royal Socity. Did you mean Royal Society?"
    )


def test_who_was_forgotten_is_named(rosalind):
    answer = run("forget", rosalind.pk, "--yes")

    assert answer.out.startswith("Forgotten: Rosalind Blackburn.")


@pytest.mark.parametrize("option", [("--email", "foo"), ("--url", "example.org/omar"), ("--phone", "12")])
def test_what_is_no_address_is_not_kept(ada, option):
    assert refused("add", "Omar Haddad", *option) == "no_such_address"
    assert told("people")["total"] == 0


@pytest.mark.parametrize(("word", "back"), [("today", 0), ("yesterday", 1)])
def test_a_day_may_be_said_in_words(book, word, back):
    who = told("people", "priya")["people"][0]["id"]

    on = told("asked", who, "--on", word)["sent_on"]

    assert on == (_today(book) - timedelta(days=back)).isoformat()


def test_what_is_no_day_is_told_how_to_write_one(book):
    answer = run("asked", "Priya Raman", "--on", "someday")

    assert answer.code == 2
    assert "Write the day as 2026-11-23, or say today, yesterday or a weekday." in answer.err


@pytest.mark.parametrize("content", [b"", b" \n", b"\xff\xfe\x00", b"\x00", b"x" * 5000])
def test_a_passphrase_file_without_a_passphrase_writes_no_backup(ada, tmp_path, content):
    phrase = tmp_path / "phrase"
    phrase.write_bytes(content)
    target = tmp_path / "kept.weaktie"

    assert refused("backup", target, "--passphrase-file", phrase) == "no_passphrase"
    assert refused("restore", target, "--passphrase-file", phrase) == "no_passphrase"
    assert not target.exists()


def test_the_empty_device_is_no_passphrase(ada, tmp_path):
    assert refused("backup", tmp_path / "x", "--passphrase-file", "/dev/null") == "no_passphrase"


@pytest.mark.parametrize("command", ["export", "backup"])
def test_nothing_is_written_over_and_no_folder_is_made(book, tmp_path, command):
    kept = tmp_path / "kept.json"
    kept.write_text("mine")

    assert refused(command, kept) == "already_there"
    assert refused(command, tmp_path / "nope" / "x.json") == "no_such_folder"
    assert (kept.read_text(), sorted(path.name for path in tmp_path.iterdir())) == ("mine", ["kept.json"])


def test_an_export_is_written_over_a_file_when_that_is_asked_for(book, tmp_path):
    kept = tmp_path / "kept.json"
    kept.write_text("mine")

    told("export", kept, "--force")

    assert "Priya Raman" in kept.read_text()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def _today(user):
    from weaktie.cli import telling

    return telling.now().astimezone(user.timezone()).date()
