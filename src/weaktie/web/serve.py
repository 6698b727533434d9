"""The local server: waitress on 127.0.0.1 behind the guard, and the browser that opens it."""

from __future__ import annotations

import errno
import http.client
import logging
import os
import secrets
import signal
import sys
import tempfile
import threading
import webbrowser
from collections.abc import Callable
from datetime import UTC, datetime
from hmac import compare_digest
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from django.core.wsgi import get_wsgi_application
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ErrorTask, WSGITask
from waitress.utilities import Error

from weaktie.adapters.home import spool, write_private
from weaktie.core.refusal import Refused
from weaktie.web import launch
from weaktie.web.guard import FEED_PATH, SECURITY_HEADERS, Guard, Knock

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

ADDRESS = "127.0.0.1"
THREADS = 4
# A mailbox of ten years can have 30 GB; the disk is the limit that counts.
LARGEST_UPLOAD = 64 << 30
# What somebody at the door may send before being turned away; the guard's page answers up to here.
SMALL_BODY = 64 << 10
KNOCK_SECONDS = 5.0
RUNNING = "weaktie.port"
"""In the data folder while it is served: the port at which it is."""
WIND_DOWN_SECONDS = 10.0

Announce = Callable[[str], None]
Background = Callable[[threading.Event], None]


class PortTaken(Refused):
    """Another program listens at this port."""

    code = "port_taken"


class NotRunning(Refused):
    """Nothing answers at this port."""

    code = "not_running"


class _TurnedAway(Error):  # type: ignore[misc]  # waitress is untyped
    code = 403
    reason = "Forbidden"


class _DiscreetTask(WSGITask):  # type: ignore[misc]  # waitress is untyped
    """Keeps secrets in addresses out of what waitress logs when a browser hangs up or something breaks."""

    def get_environment(self) -> dict[str, object]:
        environ: dict[str, object] = super().get_environment()
        for secret in (launch.LAUNCH_PATH, FEED_PATH):
            if self.request.path.startswith(secret):
                self.request.path = secret
        return environ


class _SafeErrorTask(ErrorTask):  # type: ignore[misc]  # waitress is untyped
    """Puts the security headers on what waitress answers by itself."""

    def execute(self) -> None:
        self.response_headers.extend([*SECURITY_HEADERS, ("Cache-Control", "no-store")])
        super().execute()


def serve(
    home: Path,
    *,
    port: int = launch.DEFAULT_PORT,
    open_browser: bool,
    announce: Announce,
    background: Background | None = None,
    application: WSGIApplication | None = None,
) -> None:
    """Serve until stopped; if this data folder is served at the port already, only hand out a fresh link.

    The application is Django's unless another is given; `background` runs in a thread of its own until its
    event is set. Refuses a port that another program uses.
    """
    try:
        server = listen(Guard(application or get_wsgi_application(), home=home, port=port), port=port)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        _join_running(home, port=port, open_browser=open_browser, announce=announce)
        return

    # Uploads are kept beside the data while they arrive, never in a folder shared with other users.
    tempfile.tempdir = str(spool(home))
    write_private(home / RUNNING, str(port).encode())
    announce(f"weaktie runs at http://{ADDRESS}:{port}/ and stops with Ctrl-C.")
    _hand_out(home, port=port, open_browser=open_browser, announce=announce)
    try:
        _run(server.run, background)
    finally:
        if _noted_port(home) == port:
            (home / RUNNING).unlink(missing_ok=True)


def listen(guard: Guard, *, port: int) -> BaseWSGIServer:
    """Return a server bound to 127.0.0.1 that answers when its `run` is called."""
    server = create_server(
        guard,
        host=ADDRESS,
        port=port,
        threads=THREADS,
        max_request_body_size=LARGEST_UPLOAD,
        ident=None,
    )
    server.channel_class = _channel(guard)
    # A page and its eight files are always more than four threads; that is no news.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    return server


def open_running(home: Path, *, port: int | None, open_browser: bool, announce: Announce) -> None:
    """Hand out a fresh link to the server that runs on this data folder."""
    found = running_port(home, port=port)
    _hand_out(home, port=found, open_browser=open_browser, announce=announce)


def running_port(home: Path, *, port: int | None) -> int:
    """Return the port at which this data folder is served: the one given, else where it says that it is."""
    tried = (port,) if port is not None else (_noted_port(home), launch.DEFAULT_PORT)
    for one in tried:
        if one is not None and is_serving(home, port=one):
            return one
    where = f" at port {port}" if port is not None else ""
    raise NotRunning(f"weaktie does not run{where}; start it with: weaktie serve")


def _noted_port(home: Path) -> int | None:
    try:
        return int((home / RUNNING).read_text())
    except (OSError, ValueError):
        return None


def is_serving(home: Path, *, port: int) -> bool:
    """Tell whether what listens at this port is weaktie on this same data folder."""
    nonce = secrets.token_hex(16)
    connection = http.client.HTTPConnection(ADDRESS, port, timeout=KNOCK_SECONDS)
    try:
        connection.request("GET", f"{launch.HELLO_PATH}{nonce}")
        answer = connection.getresponse().read(200)
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return compare_digest(answer, launch.answer_hello(home, nonce).encode())


def _join_running(home: Path, *, port: int, open_browser: bool, announce: Announce) -> None:
    if not is_serving(home, port=port):
        raise PortTaken(
            f"Another program, or weaktie with another data folder, uses port {port}; "
            f"choose a free one: weaktie serve --port {port + 1}"
        )
    announce(f"weaktie runs already at http://{ADDRESS}:{port}/")
    _hand_out(home, port=port, open_browser=open_browser, announce=announce)


def _hand_out(home: Path, *, port: int, open_browser: bool, announce: Announce) -> None:
    link = launch.new_link(home, port=port, now=datetime.now(UTC))
    announce(f"Open it with this link, once, within a minute: {link}")
    if open_browser and _has_screen():
        _open_in_browser(home, link)


def _open_in_browser(home: Path, link: str) -> None:
    """Open the link by way of a private file: any user of a machine can read a program's arguments."""
    page = launch.opening_page(home)
    write_private(page, f'<!doctype html><meta http-equiv="refresh" content="0; url={link}">'.encode())
    webbrowser.open(page.as_uri())


def _has_screen() -> bool:
    """Tell whether a browser window can be seen; without one Python may open a browser in the terminal."""
    if sys.platform in {"darwin", "win32"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _channel(guard: Guard) -> type[HTTPChannel]:
    """Return waitress's connection class, made to ask the guard before it takes in a large body."""

    class AskingParser(HTTPRequestParser):  # type: ignore[misc]  # waitress is untyped
        chunked: bool
        content_length: int

        def parse_header(self, header_plus: bytes) -> None:
            super().parse_header(header_plus)
            if not self.chunked and self.content_length <= SMALL_BODY:
                return
            head: dict[str, object] = {f"HTTP_{name}": value for name, value in self.headers.items()}
            head |= {"REQUEST_METHOD": self.command, "PATH_INFO": self.path}
            notice = guard.turns_away(Knock.read(head))
            if notice is not None:
                self.error = _TurnedAway(notice.sentence)
                self.body_rcv, self.chunked, self.content_length = None, False, 0
                self.expect_continue = False

    class AskingChannel(HTTPChannel):  # type: ignore[misc]  # waitress is untyped
        parser_class = AskingParser
        task_class = _DiscreetTask
        error_task_class = _SafeErrorTask

    return AskingChannel


def _run(run: Callable[[], None], background: Background | None) -> None:
    """Run the server in this thread and the chores in another, until Ctrl-C or SIGTERM."""
    stop = threading.Event()
    chores = (
        threading.Thread(target=background, args=(stop,), name="chores", daemon=True) if background else None
    )
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _leave)
    if chores is not None:
        chores.start()
    try:
        run()
    finally:
        stop.set()
        if chores is not None:
            chores.join(WIND_DOWN_SECONDS)


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(0)
