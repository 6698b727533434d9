"""The installed command in processes of its own, each test with a data folder: from an export to a backup."""

from __future__ import annotations

import csv
import json
import os
import select
import signal
import socket
import stat
import subprocess
import zipfile
from pathlib import Path

import pytest
from tests.cli.program import FLAG, ID, TEXT, N, environment, fits, line, spawn
from tests.people import CONNECTIONS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("WEAKTIE_DATABASE" in os.environ, reason="runs on SQLite in its own folder"),
]

FINDING = {"code": TEXT, "level": TEXT, "says": TEXT, "mend": TEXT}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Connections.csv", CONNECTIONS)
    return path


def told(home: Path, *arguments: object):
    """Run a command for real with --json and return its answer."""
    answer = spawn(home, *arguments, "--json")
    assert (answer.code, answer.err) == (0, ""), answer
    return answer.json


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
    return port


def test_an_export_becomes_people_in_a_private_folder(home, export):
    answer = told(home, "import", export)

    assert (answer["people"], answer["import_id"]) == (4, 1)
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert told(home, "people")["total"] == 4
    assert told(home, "next", "-n", 3)["people"]


def test_a_dry_run_leaves_the_book_empty(home, export):
    assert len(told(home, "import", "--dry-run", export)["plan"]) == 4
    assert told(home, "people") == {"people": [], "total": 0}


def test_the_folder_named_on_the_command_line_wins(home, export, tmp_path):
    other = tmp_path / "other"
    told(home, "import", export)

    answer = spawn(home, "people", "--json", before=("--home", str(other)))

    assert answer.json == {"people": [], "total": 0}
    assert (other / "weaktie.sqlite3").exists()


@pytest.mark.parametrize("secret", [False, True])
def test_a_backup_comes_back_whole(home, export, tmp_path, secret):
    told(home, "import", export)
    before = told(home, "people")
    phrase = tmp_path / "phrase"
    phrase.write_text("seven grey herons\n")
    key = ("--passphrase-file", phrase) if secret else ()
    kept = tmp_path / "kept.weaktie"

    made = told(home, "backup", kept, *key)
    told(home, "add", "Cleo Marsh")
    restored = told(home, "restore", kept, *key)

    assert fits(made, {"path": TEXT, "bytes": N, "encrypted": FLAG})
    assert (made["path"], made["bytes"], made["encrypted"]) == (str(kept), kept.stat().st_size, secret)
    assert fits(restored, {"restored": TEXT, "before": TEXT, "forgotten_again": N})
    assert Path(restored["before"]).exists()
    assert told(home, "people") == before


def test_an_encrypted_backup_needs_its_passphrase(home, export, tmp_path):
    told(home, "import", export)
    phrase, wrong = tmp_path / "phrase", tmp_path / "wrong"
    phrase.write_text("seven grey herons\n")
    wrong.write_text("six grey herons\n")
    kept = tmp_path / "kept.weaktie"
    told(home, "backup", kept, "--passphrase-file", phrase)

    answers = [spawn(home, "restore", kept, "--json", *key) for key in ((), ("--passphrase-file", wrong))]

    assert {answer.code for answer in answers} == {1}
    assert all(fits(answer.json, {"error": {"code": TEXT, "message": TEXT}}) for answer in answers)
    assert told(home, "people")["total"] == 4


def test_what_is_no_backup_is_refused_and_changes_nothing(home, export, tmp_path):
    told(home, "import", export)
    other = tmp_path / "other.weaktie"
    other.write_bytes(b"not a backup")

    answer = spawn(home, "restore", other, "--json")

    assert (answer.code, answer.json["error"]["code"]) == (1, "not_a_backup")
    assert told(home, "people")["total"] == 4


def test_writes_everything_out_in_three_forms(home, export, tmp_path):
    told(home, "import", export)

    told_of = {
        form: told(home, "export", tmp_path / f"all.{form}", "--format", form)
        for form in ("json", "csv", "vcard")
    }

    assert all(fits(answer, {"path": TEXT, "bytes": N}) for answer in told_of.values())
    assert all(Path(a["path"]).stat().st_size == a["bytes"] for a in told_of.values())
    people = json.loads((tmp_path / "all.json").read_text())["people"]
    assert {one["name"] for one in people} == {"Omar Haddad", "Priya Raman", "Łucja Śliwińska"}
    rows = list(csv.DictReader((tmp_path / "all.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [row["name"] for row in rows].count("Omar Haddad") == 2
    assert {row["LinkedIn"] for row in rows} >= {"https://www.linkedin.com/in/omarhaddad"}
    assert {row["last contact"] for row in rows} == {""}
    assert spawn(home, "export", tmp_path / "people.txt", "--json").json["error"]["code"] == "unknown_form"
    assert not (tmp_path / "people.txt").exists()
    assert (tmp_path / "all.vcard").read_text().count("BEGIN:VCARD") == 4


def test_the_doctor_finds_nothing_wrong_and_then_an_open_folder(home):
    healthy = told(home, "doctor")
    home.chmod(0o755)

    answer = spawn(home, "doctor", "--json")

    assert fits(healthy, {"findings": [FINDING]})
    assert {one["level"] for one in healthy["findings"]} <= {"fine", "note"}
    wrong = [one for one in answer.json["findings"] if one["level"] == "wrong"]
    assert answer.code == 1 or stat.S_IMODE(home.stat().st_mode) == 0o700
    assert [one["code"] for one in wrong] == (["FOLDER_OPEN"] if answer.code else [])


def test_a_server_tells_a_program_where_it_is_and_open_hands_out_another_link(home):
    port = free_port()
    command = [*line(), "serve", "--json", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment(home)) as server:
        try:
            ready, _, _ = select.select([server.stdout], [], [], 60)
            answer = json.loads(server.stdout.readline()) if ready else None
            link = told(home, "open")
        finally:
            os.kill(server.pid, signal.SIGTERM)
    gone = spawn(home, "open", "--json")

    assert fits(answer, {"address": TEXT, "link": TEXT})
    assert answer["address"] == f"http://127.0.0.1:{port}/"
    assert answer["link"].startswith(f"{answer['address']}launch/")
    assert fits(link, {"link": TEXT})
    assert link["link"] != answer["link"]
    assert link["link"].startswith(answer["address"])
    assert (gone.code, gone.json["error"]["code"]) == (1, "not_running")
    assert not (home / "weaktie.port").exists()


def test_a_server_refuses_a_port_that_another_program_uses(home):
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        answer = spawn(home, "serve", "--json", "--no-open", "--port", door.getsockname()[1])

    assert (answer.code, answer.json["error"]["code"]) == (1, "port_taken")


def test_looks_around_and_leaves_nothing(home):
    begun = told(home, "demo")

    assert begun.keys() == {"demo", "people", "next"}
    assert (begun["demo"], begun["people"] > 1000, len(begun["next"]["people"])) == (True, True, 5)
    assert fits([row["id"] for row in begun["next"]["people"]], [ID])
    assert told(home, "demo", "--end") == {"demo": False}
    assert told(home, "people") == {"people": [], "total": 0}
    assert {path.name for path in home.iterdir() if path.stat().st_mode & 0o077} == set()


def test_a_file_that_others_could_read_is_closed_to_them(home):
    told(home, "people")
    (home / "weaktie.sqlite3").chmod(0o644)

    told(home, "people")

    assert stat.S_IMODE((home / "weaktie.sqlite3").stat().st_mode) == 0o600
