"""A book of weaktie's in a folder of its own, filled and asked through the real program."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from bench.browsing import Browser, free_port, serving
from bench.mailbox_life import OWNER
from bench.peers import ASKED, DAYS_AGO
from bench.processes import Failed, Took, run

PROGRAM = (sys.executable, "-m", "weaktie")


@dataclass(frozen=True, slots=True)
class Book:
    """A data folder."""

    home: Path

    @property
    def env(self) -> dict[str, str]:
        """Return what tells the program where its data lies."""
        return {"WEAKTIE_HOME": str(self.home)}

    def run(self, *arguments: str | Path) -> Took:
        """Run one command of weaktie, from the start of its process to the end."""
        return run([*PROGRAM, *arguments], env=self.env)

    def say_whose(self) -> None:
        """Say who the seeker is."""
        self.run("me", "--name", "Ada Quill", "--email", OWNER)

    def people(self) -> int:
        """Count everybody but the seeker."""
        total: int = json.loads(self.run("people", "--json", "--limit", "1").output)["total"]
        return total

    def first(self, count: int) -> list[str]:
        """Return the ids of the strongest ties."""
        found = json.loads(self.run("people", "--json", "--limit", str(count)).output)["people"]
        return [str(person["id"]) for person in found]

    def ask_five(self) -> None:
        """Write down five asks that nobody has answered, as the peers' books have them."""
        on = (datetime.now(UTC) - timedelta(DAYS_AGO)).date().isoformat()
        for person in self.first(ASKED):
            self.run("asked", person, "--on", on)

    @contextmanager
    def serve(self) -> Iterator[Browser]:
        """Start the real server on this book, and let a browser in by the link that is handed out."""
        port = free_port()
        command = [*PROGRAM, "serve", "--no-open", "--port", str(port)]
        with serving(command, port, env=self.env, folder=self.home) as browser:
            link = self.run("open", "--print", "--port", str(port)).output.strip()
            answer = browser.ask("GET", urlsplit(link).path)
            if "Set-Cookie" not in answer.headers:
                raise Failed(f"the link of `weaktie open` let nobody in: {answer.status}")
            browser.headers["Cookie"] = answer.headers["Set-Cookie"].partition(";")[0]
            yield browser


def new(folder: Path) -> Book:
    """Return a book in an empty folder; its first command makes the database too."""
    folder.mkdir(parents=True)
    return Book(folder)
