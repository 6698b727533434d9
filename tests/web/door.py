"""A guard around the smallest application, and requests as a browser would send them."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from weaktie.web import launch, serve
from weaktie.web.guard import Guard

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

PORT = 8765
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SECRET = b"Omar was last heard of in June 2019."


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str | None:
        values = [value for key, value in self.headers if key.lower() == name.lower()]
        assert len(values) <= 1, f"{name} is there {len(values)} times"
        return values[0] if values else None


def inside(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer everything with somebody's data; the path chooses the status: /status/404/."""
    path = environ["PATH_INFO"]
    status = path.split("/")[2] if path.startswith("/status/") else "200"
    start_response(f"{status} Said", [("Content-Type", "text/plain"), ("X-Frame-Options", "ALLOWALL")])
    return [SECRET]


def guarded(home: Path, *, now: datetime = NOON, application: WSGIApplication = inside) -> Guard:
    return Guard(application, home=home, port=PORT, clock=lambda: now)


def cookie(home: Path, *, now: datetime = NOON) -> str:
    return launch.session_cookie(home, now=now).partition(";")[0]


def ask(
    guard: Guard, path: str = "/", *, method: str = "GET", host: str | None = f"127.0.0.1:{PORT}", **head: str
) -> Answer:
    """Send one request; `head` holds headers as cookie=..., sec_fetch_site=..., origin=..."""
    environ: dict[str, object] = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": ""}
    environ |= {f"HTTP_{name.upper()}": value for name, value in head.items()}
    if host is not None:
        environ["HTTP_HOST"] = host
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], error: object = None) -> object:
        started.append((status, headers))
        return lambda _: None

    body = b"".join(guard(environ, start_response))  # type: ignore[arg-type]
    status, headers = started[-1]
    return Answer(int(status.split()[0]), headers, body)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(home: Path, application: WSGIApplication = inside) -> Iterator[int]:
    """Serve an application behind the guard on a free port until the block ends."""
    port = free_port()
    server = serve.listen(Guard(application, home=home, port=port), port=port)
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    try:
        yield port
    finally:
        # Closed inside its own loop, which ends when nothing is left to listen to.
        server.trigger.pull_trigger(lambda: server.asyncore.close_all(server._map))
        running.join(5)
        server.task_dispatcher.shutdown()
        assert not running.is_alive()
