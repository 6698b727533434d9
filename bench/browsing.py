"""Ask for pages over HTTP as one browser does: one connection that stays open, request after request."""

from __future__ import annotations

import http.client
import math
import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter

from bench.processes import Command, Failed

HOST = "127.0.0.1"
WARM_UP = 5
ROUNDS = 40
_PATIENCE = 60.0
_BETWEEN_KNOCKS = 0.1


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, the body, and the seconds until its last byte."""

    status: int
    body: bytes
    seconds: float
    headers: Mapping[str, str]


@dataclass(slots=True)
class Browser:
    """One connection to one server on this machine, and the headers that it always sends."""

    port: int
    headers: dict[str, str] = field(default_factory=dict)
    _connection: http.client.HTTPConnection | None = None

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> Answer:
        """Send a request and read the whole answer; where the server has hung up, send it anew."""
        if self._connection is not None:
            try:
                return self._ask(self._connection, method, path, body, kind)
            except (http.client.RemoteDisconnected, ConnectionError):
                self.close()
        self._connection = http.client.HTTPConnection(HOST, self.port, timeout=_PATIENCE)
        return self._ask(self._connection, method, path, body, kind)

    def _ask(
        self, connection: http.client.HTTPConnection, method: str, path: str, body: bytes, kind: str
    ) -> Answer:
        headers = self.headers | ({"Content-Type": kind} if kind else {})
        began = perf_counter()
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        content = answer.read()
        seconds = perf_counter() - began
        if answer.will_close:
            self.close()
        return Answer(answer.status, content, seconds, dict(answer.getheaders()))

    def get(self, path: str) -> Answer:
        """Ask for a page that has to be there."""
        answer = self.ask("GET", path)
        if answer.status != http.HTTPStatus.OK:
            raise Failed(f"port {self.port} answers {answer.status} to {path}")
        return answer

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


@dataclass(frozen=True, slots=True)
class Page:
    """What is asked for: whose page it is, what it is called, and its addresses, asked in turn."""

    site: str
    name: str
    browser: Browser
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds for half of the requests and for all but one in twenty, and the bytes of an answer."""

    p50: float
    p95: float
    size: int


def times(pages: Sequence[Page], *, warm_up: int = WARM_UP, rounds: int = ROUNDS) -> list[Times]:
    """Ask for all pages in turn, round after round: whatever else the machine does meets all alike."""
    for _ in range(warm_up):
        for page in pages:
            _visit(page)
    taken = [[_visit(page) for page in pages] for _ in range(rounds)]
    return [
        _summed([seconds for seconds, _ in visits], visits[-1][1])
        for visits in ([one[place] for one in taken] for place in range(len(pages)))
    ]


def _visit(page: Page) -> tuple[float, int]:
    answers = [page.browser.get(path) for path in page.paths]
    return sum(answer.seconds for answer in answers), sum(len(answer.body) for answer in answers)


def _summed(seconds: Sequence[float], size: int) -> Times:
    return Times(median(seconds), sorted(seconds)[math.ceil(0.95 * len(seconds)) - 1], size)


@contextmanager
def serving(command: Command, port: int, *, env: Mapping[str, str], folder: Path) -> Iterator[Browser]:
    """Start a server, wait until it answers at the port, and stop it at the end."""
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(
            command,
            env={**os.environ, **env},
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=told,
            start_new_session=True,
        )
        browser = Browser(port)
        try:
            if not _answers(process, port):
                raise Failed(f"{command[0]} does not answer at port {port}")
            yield browser
        except Failed as failed:
            if f"port {port}" in str(failed):
                told.seek(0)
                failed.add_note(f"The server's last words: {told.read()[-2000:].decode(errors='replace')}")
            raise
        finally:
            browser.close()
            _stop(process)


def free_port() -> int:
    """Return a port of this machine that nobody listens at."""
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        port: int = listener.getsockname()[1]
        return port


def _answers(process: subprocess.Popen[bytes], port: int) -> bool:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(_BETWEEN_KNOCKS)
        else:
            return True
    return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the server and what it started, by the session that it leads."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
            process.wait(10)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue
        else:
            return
