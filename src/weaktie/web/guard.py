"""The outermost wrapper: who may talk to weaktie at all, before any page runs.

A page on the web can make a browser send requests to this machine, and a name can be made to point at it
(DNS rebinding). So every request must carry an exact host and port, must not have been caused by another
site, and must hold the cookie that the launch link gave. Every answer carries the same security headers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from weaktie.web import launch

if TYPE_CHECKING:
    from types import TracebackType
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    OptExcInfo = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]

Headers = list[tuple[str, str]]
Write = Callable[[bytes], object]

# What the door's own pages need: the only answers that take no cookie, because they hold nobody's data.
OPEN_FILES = frozenset(
    f"/static/{name}"
    for name in (
        "tokens.css",
        "components.css",
        "shell.css",
        "fonts.css",
        "mark.svg",
        "fonts/newsreader-latin-wght-normal.woff2",
        "fonts/newsreader-latin-ext-wght-normal.woff2",
        "fonts/newsreader-latin-wght-italic.woff2",
    )
)
READING = frozenset({"GET", "HEAD"})
# "same-site" is not enough: all ports of one machine are one site to a browser.
OWN_FETCHES = frozenset({"", "none", "same-origin"})
NONCE = re.compile(r"[0-9a-f]{32}")
# A calendar program has no cookie: the address itself is the secret, and the page compares it.
FEED_PATH = "/feed/"
FEED = re.compile(r"/feed/[0-9a-f]{64}\.ics")

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
SECURITY_HEADERS: Headers = [
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Frame-Options", "DENY"),
    ("X-Content-Type-Options", "nosniff"),
    # Not no-referrer: with it browsers send "Origin: null" from our own forms, which could not be checked.
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    ),
]
_FIXED = frozenset(name.lower() for name, _ in SECURITY_HEADERS)


@dataclass(frozen=True, slots=True)
class Knock:
    """What the guard looks at in a request; an empty string stands for a header that is not there."""

    method: str
    path: str
    host: str
    origin: str
    fetch_site: str
    fetch_mode: str
    fetch_dest: str
    cookies: str

    @classmethod
    def read(cls, environ: Mapping[str, object]) -> Knock:
        """Take the parts out of a WSGI environment."""
        return cls(
            method=str(environ.get("REQUEST_METHOD", "")),
            path=str(environ.get("PATH_INFO", "")),
            host=str(environ.get("HTTP_HOST", "")),
            origin=str(environ.get("HTTP_ORIGIN", "")),
            fetch_site=str(environ.get("HTTP_SEC_FETCH_SITE", "")),
            fetch_mode=str(environ.get("HTTP_SEC_FETCH_MODE", "")),
            fetch_dest=str(environ.get("HTTP_SEC_FETCH_DEST", "")),
            cookies=str(environ.get("HTTP_COOKIE", "")),
        )


@dataclass(frozen=True, slots=True)
class Notice:
    """A page at the door: the HTTP status line, a heading, a sentence, and what to press or type (HTML)."""

    status: str
    heading: str
    sentence: str
    action: str = ""


COMMAND = "<code>weaktie open</code>"
WRONG_HOST = Notice(
    "400 Bad Request",
    "Not an address of weaktie",
    "weaktie answers only at the address that it printed in your terminal.",
)
FROM_ELSEWHERE = Notice(
    "403 Forbidden",
    "Another page asked for this",
    "weaktie lets no other page in. If it was you who followed a link, open weaktie from your terminal:",
    COMMAND,
)
NOT_SIGNED_IN = Notice(
    "401 Unauthorized",
    "Open weaktie from your terminal",
    "This browser has not been let in yet, or it was more than 14 days ago. One command hands out a link:",
    COMMAND,
)
LINK_IS_OLD = Notice(
    "401 Unauthorized",
    "This link no longer works",
    "A link opens weaktie once, within a minute. One command hands out another:",
    COMMAND,
)
OPEN = Notice(
    "200 OK",
    "weaktie is open",
    "This browser is let in for 14 days.",
    '<a class="button first" href="/">Go to the front page</a>',
)


class Guard:
    """A WSGI application around another one that lets only this machine's seeker through."""

    def __init__(
        self,
        application: WSGIApplication,
        *,
        home: Path,
        port: int,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._application = application
        self._home = home
        self.hosts: Container[str] = allowed_hosts(port)
        self._clock = clock

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        knock = Knock.read(environ)

        def start(status: str, headers: Headers, error: OptExcInfo | None = None, /) -> Write:
            return start_response(status, secured(headers, path=knock.path), error)

        notice = self.turns_away(knock)
        if notice is not None:
            return _page(start, knock, notice)
        if knock.path.startswith(launch.LAUNCH_PATH):
            return self._launch(start, knock)
        if knock.path.startswith(launch.HELLO_PATH):
            return self._hello(start, knock)
        return self._application(environ, start)

    def turns_away(self, knock: Knock) -> Notice | None:
        """Say why a request may not come in, or None if it may; looks at its head, never at its body."""
        if knock.host not in self.hosts:
            return WRONG_HOST
        if _comes_from_elsewhere(knock):
            return FROM_ELSEWHERE
        if _needs_no_cookie(knock) or launch.is_signed_in(self._home, knock.cookies, now=self._clock()):
            return None
        return NOT_SIGNED_IN

    def _launch(self, start: StartResponse, knock: Knock) -> Iterable[bytes]:
        """Trade the link's token for the cookie, and lead away from the address that holds the token."""
        now = self._clock()
        token = knock.path.removeprefix(launch.LAUNCH_PATH)
        if knock.method != "GET" or not launch.redeem(self._home, token, now):
            return _page(start, knock, LINK_IS_OLD)

        cookie = ("Set-Cookie", launch.session_cookie(self._home, now=now))
        if knock.fetch_site in OWN_FETCHES:
            start("303 See Other", [cookie, ("Location", "/"), ("Content-Length", "0")])
            return []
        # A redirect would still count as asked for by the other page, without the cookie; a refresh is ours.
        return _page(start, knock, OPEN, cookie, ("Refresh", "0; url=/"))

    def _hello(self, start: StartResponse, knock: Knock) -> Iterable[bytes]:
        """Prove to `weaktie serve` that this server works on the same data folder."""
        nonce = knock.path.removeprefix(launch.HELLO_PATH)
        body = launch.answer_hello(self._home, nonce).encode()
        start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
        return [body]


def allowed_hosts(port: int) -> frozenset[str]:
    """Return the exact Host values of this server."""
    return frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]"))


def secured(headers: Headers, *, path: str) -> Headers:
    """Return headers with ours in place of any of the same name; only static files may be stored."""
    kept = [(name, value) for name, value in headers if name.lower() not in _FIXED]
    says_how_long = any(name.lower() == "cache-control" for name, _ in kept)
    if path.startswith("/static/") and says_how_long:
        return kept + SECURITY_HEADERS
    fresh = [(name, value) for name, value in kept if name.lower() != "cache-control"]
    return [*fresh, ("Cache-Control", "no-store"), *SECURITY_HEADERS]


def _comes_from_elsewhere(knock: Knock) -> bool:
    """Tell whether another origin caused this request; the launch link may be followed from anywhere."""
    if knock.origin and knock.origin != f"http://{knock.host}":
        return True
    if knock.fetch_site in OWN_FETCHES:
        return False
    is_navigation = knock.fetch_mode == "navigate" and knock.fetch_dest == "document"
    return not (is_navigation and knock.method == "GET" and knock.path.startswith(launch.LAUNCH_PATH))


def _needs_no_cookie(knock: Knock) -> bool:
    if knock.method not in READING:
        return False
    if knock.path.startswith(launch.HELLO_PATH):
        return NONCE.fullmatch(knock.path, len(launch.HELLO_PATH)) is not None
    if FEED.fullmatch(knock.path):
        return True
    return knock.path.startswith(launch.LAUNCH_PATH) or knock.path in OPEN_FILES


def _page(start: StartResponse, knock: Knock, notice: Notice, *headers: tuple[str, str]) -> Iterable[bytes]:
    """Answer with the door's page, which holds only our own words, nothing of the request."""
    body = _door().substitute(heading=notice.heading, sentence=notice.sentence, action=notice.action).encode()
    about = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]
    start(notice.status, [*headers, *about])
    return [] if knock.method == "HEAD" else [body]


@cache
def _door() -> Template:
    page = resources.files("weaktie.web") / "door.html"
    return Template(page.read_text(encoding="utf-8"))
