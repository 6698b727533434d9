"""Two programs that people use instead: Hermit CRM and Kestrel, each in an environment of its own.

Both come from PyPI at a fixed version, listen on this machine only, and live in the folder `.bench`, which
git leaves alone. Nothing of them is changed; Hermit's tour, its look for updates and its disclaimer are
switched off in its own configuration, because they would stand in front of its pages.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Protocol
from urllib.parse import quote, urlencode

from bench.browsing import HOST, Browser, Page, free_port, serving
from bench.fill import Connection, write_connections
from bench.processes import Failed, run

CACHE = Path(__file__).resolve().parents[1] / ".bench"
ASKED = 5
"""So many people were asked and have not answered, in every book."""

DAYS_AGO = 16
"""When they were asked: longer ago than any of the programs waits before it says so."""


PEOPLE = "/api/contacts?profile_id=1"


class NotInstalled(Exception):
    """A peer could not be installed; the words are what the installer said."""


class Peer(Protocol):
    """A peer as it is measured."""

    @property
    def name(self) -> str:
        """Return its name and version."""

    def fill(self, rows: Sequence[Connection]) -> float:
        """Bring all people in and return the seconds it took."""

    @contextmanager
    def serve(self) -> Iterator[Browser]:
        """Start its server, with five people asked."""

    def pages(self, browser: Browser) -> list[Page]:
        """Return its pages: "list" and "today"."""

    def search(self, text: str) -> str:
        """Return the address that searches its people."""


@dataclass(frozen=True, slots=True)
class Hermit:
    """Hermit CRM: a folder of Markdown files in git, and pages made by FastAPI and Jinja."""

    folder: Path
    name: str = "hermitcrm 1.0.0"
    package: str = "hermitcrm==1.0.0"

    def fill(self, rows: Sequence[Connection]) -> float:
        """Import Connections.csv, whose three lines above the table it cannot read, by its own command."""
        program = str(self._program())
        run([program, "init", "--no-setup", self.folder], env=self._env)
        with (self.folder / "config.toml").open("a") as file:
            today = datetime.now(UTC).date().isoformat()
            file.write("\nwelcome_dismissed = true\nupdate_check = false\n")
            file.write(f'disclaimer_accepted = "{today}T08:00:00"\n')
        table = write_connections(self.folder.parent / "hermit.csv", rows, preamble="")
        command = [program, "--data", str(self.folder), "import", str(table), "--mode", "contacts", "--apply"]
        return run(command, env=self._env).seconds

    @contextmanager
    def serve(self) -> Iterator[Browser]:
        """Serve, and log five messages that wait for an answer."""
        port = free_port()
        command = [str(self._program()), "--data", str(self.folder), "serve", "--port", str(port)]
        with serving(command, port, env=self._env, folder=self.folder) as browser:
            self._ask_five(browser)
            yield browser

    def pages(self, browser: Browser) -> list[Page]:
        """Return its pages; Home holds who waits, who is silent, and whom to keep in touch with."""
        addresses = {"list": "/contacts", "today": "/"}
        return [Page(self.name, name, browser, (path,)) for name, path in addresses.items()]

    def search(self, text: str) -> str:
        """Return the address of its list with a search."""
        return f"/contacts?q={quote(text)}"

    def _ask_five(self, browser: Browser) -> None:
        found = re.findall(rb'href="/companies/([^/"?]+)/contacts/([^/"?#]+)"', browser.get("/contacts").body)
        on = (datetime.now(UTC) - timedelta(DAYS_AGO)).date().isoformat()
        for company, contact in list(dict.fromkeys(found))[:ASKED]:
            form = {"channel": "email", "direction": "out", "contact": contact.decode(), "date": on}
            body = urlencode(form | {"subject": "Coffee", "body": "May I ask you about your work?"}).encode()
            path = f"/companies/{company.decode()}/interactions"
            answer = browser.ask("POST", path, body, "application/x-www-form-urlencoded")
            if answer.status != 303:
                raise Failed(f"{self.name} answers {answer.status} to {path}")

    def _program(self) -> Path:
        return installed(self.package) / "hermitcrm"

    @property
    def _env(self) -> dict[str, str]:
        return {"HOME": str(self.folder.parent)}


@dataclass(frozen=True, slots=True)
class Kestrel:
    """Kestrel: FastAPI and SQLite; the browser draws its pages from what these addresses answer."""

    folder: Path
    name: str = "kestrel-app 0.28.2"
    package: str = "kestrel-app==0.28.2"

    def fill(self, rows: Sequence[Connection]) -> float:
        """Post one person after the other: it has no import."""
        with self._serving() as browser:
            began = perf_counter()
            for row in rows:
                self._post(browser, "/api/contacts", {
                    "profile_id": 1, "name": row.name, "company": row.company, "role": row.position,
                    "email": row.email or None, "linkedin_url": row.url, "relationship_type": "peer",
                })  # fmt: skip
            return perf_counter() - began

    @contextmanager
    def serve(self) -> Iterator[Browser]:
        """Serve, with five follow-ups due: it hangs them on applications, not on people."""
        due = (datetime.now(UTC) - timedelta(DAYS_AGO)).isoformat()
        with self._serving() as browser:
            for number in range(ASKED):
                wanted = {"profile_id": 1, "company": f"Northwind {number}", "role": "Analyst"}
                made = self._post(browser, "/api/applications", wanted)
                self._post(browser, "/api/follow-ups", {
                    "profile_id": 1, "application_id": made["id"], "due_date": due, "follow_up_type": "email",
                })  # fmt: skip
            yield browser

    def pages(self, browser: Browser) -> list[Page]:
        """Return what its pages ask for; Follow-Ups asks twice."""
        due = "/api/follow-ups"
        return [
            Page(self.name, "list", browser, (PEOPLE,)),
            Page(self.name, "today", browser, (f"{due}?profile_id=1", f"{due}/overdue-count?profile_id=1")),
        ]

    def search(self, text: str) -> str:
        """Return the address that its list asks for with a search."""
        return f"{PEOPLE}&search={quote(text)}"

    @contextmanager
    def _serving(self) -> Iterator[Browser]:
        self.folder.mkdir(parents=True, exist_ok=True)
        port = free_port()
        program = str(installed(self.package) / "kestrel")
        # Its own default is to listen to the whole network.
        command = [program, "start", "--host", HOST, "--port", str(port), "--no-browser"]
        with serving(command, port, env={"HOME": str(self.folder)}, folder=self.folder) as browser:
            yield browser

    def _post(self, browser: Browser, path: str, told: dict[str, object]) -> dict[str, int]:
        answer = browser.ask("POST", path, json.dumps(told).encode(), "application/json")
        if answer.status != 201:
            raise Failed(f"{self.name} answers {answer.status} to {path}: {answer.body[:200]!r}")
        made: dict[str, int] = json.loads(answer.body)
        return made


def installed(package: str) -> Path:
    """Return the folder of a package's programs, in an environment of its own that is made when missing."""
    folder = CACHE / package.replace("==", "-")
    ready = folder / "ready"
    if not ready.exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        asked = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", package]
        done = subprocess.run(
            [*asked, "--disable-pip-version-check"], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise NotInstalled(f"{package} cannot be installed: {done.stderr.strip()[-400:]}")
        ready.touch()
    return folder / "bin"
