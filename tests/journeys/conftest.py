"""weaktie as people run it: its own process, its own data folder, its real door, and a browser before it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.web.door import free_port

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

STARTS_WITHIN = 30.0
ANSWERS_WITHIN_MS = 10_000


@dataclass(slots=True)
class Weaktie:
    """A data folder, and the server on it once it runs."""

    home: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def command(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        """Run one command on this data folder."""
        return subprocess.run(
            self._line(*words), env=self._env(), capture_output=True, text=True, check=False, timeout=120
        )

    def answer(self, *words: str | Path) -> dict[str, object]:
        """Run one command with --json and return what it says; exit 1, some files refused, is one too."""
        done = self.command(*words, "--json")
        assert done.returncode in (0, 1), done.stderr
        told: dict[str, object] = json.loads(done.stdout)
        return told

    def serve(self) -> None:
        line = self._line("serve", "--no-open", "--port", str(self.port))
        self.process = subprocess.Popen(line, env=self._env(), stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        until = time.monotonic() + STARTS_WITHIN
        while "/launch/" not in self.process.stdout.readline():
            assert time.monotonic() < until, "the server did not start"

    def stop(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.process.communicate(timeout=20)

    def _line(self, *words: str | Path) -> list[str]:
        return [sys.executable, "-m", "weaktie", *map(str, words)]

    def _env(self) -> dict[str, str]:
        return {**os.environ, "WEAKTIE_HOME": str(self.home)}


@pytest.fixture
def weaktie(tmp_path: Path) -> Iterator[Weaktie]:
    running = Weaktie(tmp_path / "home")
    yield running
    running.stop()


def enter(chromium: Browser, weaktie: Weaktie, **options: object) -> Page:
    """Open a page that came in by the launch link, as the seeker's browser does."""
    context = chromium.new_context(base_url=weaktie.address, **options)  # type: ignore[arg-type]
    context.set_default_timeout(ANSWERS_WITHIN_MS)
    page = context.new_page()
    page.goto(weaktie.command("open", "--print", "--port", str(weaktie.port)).stdout.strip())
    return page
