"""Lives of `weaktie` that end by kill -9: each in a process forked from one that has everything loaded.

Run as a program it reads jobs: a data folder, the arguments of a command, after how many seconds to kill it
(or none), and whether the planted defect is on. A fork begins where a freshly started program would be after
its imports; what it does to its data folder from there on is what `weaktie` does.
"""

from __future__ import annotations

import io
import json
import os
import random
import select
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from contextlib import closing, nullcontext, redirect_stdout
from dataclasses import asdict, dataclass
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parents[2]
FIRST = ("Ana", "Bruno", "Chi", "Dora", "Edo", "Fay", "Gil", "Hana", "Ivo", "Jun", "Kay", "Lev", "Mia", "Noa")
LAST = (
    "Abel",
    "Brandt",
    "Cruz",
    "Dahl",
    "Eng",
    "Farr",
    "Grau",
    "Holm",
    "Ilic",
    "Jong",
    "Krol",
    "Lund",
    "Moss",
)
EMPLOYERS = ("Northwind", "Harrow Grid", "Tidewell Energy", "Brannock", "Larkspur Foods")


@dataclass(frozen=True, slots=True)
class Life:
    """How a command ended (-9: killed), after how many seconds, what it printed, what counts then."""

    status: int
    seconds: float
    printed: str
    dump: str


class Lives:
    """The other end of the program."""

    def __init__(self, home: Path) -> None:
        environment = {**os.environ, "WEAKTIE_HOME": str(home), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        environment.pop("WEAKTIE_DATABASE", None)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.harness.killing"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT,
        )  # fmt: skip

    def live(
        self, home: Path, *arguments: str, kill_after: float | None = None, careless: bool = False
    ) -> Life:
        """Run a command on a data folder, and kill it after so many seconds unless it is done by then."""
        assert self.process.stdin is not None and self.process.stdout is not None
        job = {"home": str(home), "arguments": arguments, "kill_after": kill_after, "careless": careless}
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        return Life(**json.loads(self.process.stdout.readline()))

    def close(self) -> None:
        """End the program."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(30)


def memory(otherwise: Path) -> Path:
    """Return a folder in memory if there is one: a kill, unlike a power cut, keeps what is not on disk."""
    shared = Path("/dev/shm")
    return Path(tempfile.mkdtemp(dir=shared)) if os.access(shared, os.W_OK) else otherwise


def unsound(home: Path) -> list[str]:
    """Return what SQLite finds wrong with a data folder's database."""
    with closing(sqlite3.connect(home / "weaktie.sqlite3")) as database:
        found = [row[0] for row in database.execute("PRAGMA integrity_check")]
        broken = [f"foreign key: {row}" for row in database.execute("PRAGMA foreign_key_check")]
    return [says for says in found if says != "ok"] + broken


def export(folder: Path, *, people: int, messages: int, seed: int) -> Path:
    """Write an export of LinkedIn's with so many connections and messages, and return its path."""
    chance = random.Random(seed)
    names = [f"{chance.choice(FIRST)},{chance.choice(LAST)}" for _ in range(people)]
    rows = [
        f"{name},https://www.linkedin.com/in/p{n},{f'p{n}@mail.example' if n % 3 == 0 else ''},"
        f"{chance.choice(EMPLOYERS)},Clerk {n % 7},{1 + n % 28:02} Mar {2012 + n % 14}"
        for n, name in enumerate(names)
    ]
    sent = [
        f"c{n % 40},,{names[n % people].replace(',', ' ')},https://www.linkedin.com/in/p{n % people},"
        f"Ada Quill,https://www.linkedin.com/in/ada,20{10 + n % 15}-05-{1 + n % 28:02} 10:{n % 60:02}:00 UTC,"
        ",hello,INBOX"
        for n in range(messages)
    ]
    path = folder / "Basic_LinkedInDataExport_11-01-2026.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        heading = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
        archive.writestr("Connections.csv", "\n".join([heading, *rows]) + "\n")
        heading = (
            "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,"
            "SUBJECT,CONTENT,FOLDER"
        )
        archive.writestr("messages.csv", "\n".join([heading, *sent]) + "\n")
    return path


# --- inside the program ------------------------------------------------------------------------------------


def _command(arguments: Sequence[str], *, careless: bool) -> int:
    from weaktie.cli.main import weaktie

    if careless:
        from weaktie.adapters import database
        from weaktie.campaign.network.actions import bring

        # The planted defect: that a message is known, and who took part in it, are committed one by one,
        # with so much time between that half of the kills fall there.
        bring.transaction = SimpleNamespace(atomic=nullcontext)
        database.insert = _slowly(database.insert)
    try:
        weaktie.main(args=list(arguments), prog_name="weaktie", standalone_mode=False)
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def _slowly(insert: Callable[..., None]) -> Callable[..., None]:
    def slow(*arguments: object) -> None:
        insert(*arguments)
        time.sleep(0.03)

    return slow


def _live(job: dict, pipe: int) -> None:
    from django.conf import settings
    from django.db import connection

    settings.HOME = Path(job["home"])
    connection.settings_dict["NAME"] = settings.HOME / "weaktie.sqlite3"
    printed = io.StringIO()
    with redirect_stdout(printed):
        status = _command(job["arguments"], careless=job["careless"])
    from weaktie.accounts.actions import local_seeker
    from weaktie.campaign.keeping.queries.dump import digest

    told = {"printed": printed.getvalue()[:4000], "dump": digest(by=local_seeker()) if status == 0 else ""}
    connection.close()
    os.write(pipe, json.dumps(told).encode())
    os._exit(status)


def _fork(job: dict) -> Life:
    reading, writing = os.pipe()
    since = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _live(job, writing)
    os.close(writing)
    done, _, _ = select.select([reading], [], [], job["kill_after"])
    if not done:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading) as pipe:
        # Whoever was killed may have left a child that still holds the pipe's other end.
        told = json.loads(pipe.read()) if done else {"printed": "", "dump": ""}
    return Life(os.waitstatus_to_exitcode(status), time.monotonic() - since, **told)


def main() -> None:
    """Load everything, then fork for each line."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "weaktie.project.settings"
    import django

    django.setup()
    from weaktie.campaign.keeping.actions import restoring
    from weaktie.cli import intake, keeping
    from weaktie.core import identity, phones

    assert restoring and intake and keeping and identity and phones
    for line in sys.stdin:
        sys.stdout.write(json.dumps(asdict(_fork(json.loads(line)))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
