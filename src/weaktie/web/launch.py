"""Who may open the pages: a link that works once, then a cookie of this installation.

The link is written by `weaktie serve` and `weaktie open`, and lives in the data folder only as a hash.
Whoever can read the data folder can open weaktie anyway; nobody else gets a link.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.http import parse_cookie

from weaktie.adapters.home import secret, write_private

DEFAULT_PORT = 8765
LINK_LIFE = timedelta(seconds=60)
SESSION_LIFE = timedelta(days=14)
CLOCK_SLACK = timedelta(minutes=1)
LAUNCH_PATH = "/launch/"
HELLO_PATH = "/hello/"
TOKEN_BYTES = 32
PRIVATE_FOLDER = 0o700


@dataclass(frozen=True, slots=True)
class _Link:
    """What the data folder keeps of a launch link: not the token, only its hash and its end."""

    sha256: str
    ends_at: datetime

    def opens_with(self, token: str, now: datetime) -> bool:
        """Tell whether this token fits, and the link is neither past its end nor from a clock ahead."""
        alive = now < self.ends_at <= now + LINK_LIFE
        return hmac.compare_digest(self.sha256.encode(), _hash(token).encode()) and alive


def new_link(home: Path, *, port: int, now: datetime) -> str:
    """Write a fresh launch link, the only one that works from now on, and return its address."""
    home.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    ends_at = now + LINK_LIFE
    kept = {"sha256": _hash(token), "ends_at": ends_at.astimezone(UTC).isoformat()}
    write_private(_link_file(home), json.dumps(kept).encode())
    return f"http://127.0.0.1:{port}{LAUNCH_PATH}{token}"


def redeem(home: Path, token: str, now: datetime) -> bool:
    """Use up the launch link if this is its token; True at most once for each link."""
    link = _read_link(_link_file(home))
    if link is None or not link.opens_with(token, now):
        return False

    # Of two requests with the same token only one can move the file away. What it moved is read
    # again, because a newer link may have been written in between: then nobody gets in with the old one.
    claimed = home / f".launch.{secrets.token_hex(8)}"
    try:
        _link_file(home).rename(claimed)
    except FileNotFoundError:
        return False
    link = _read_link(claimed)
    claimed.unlink()
    opening_page(home).unlink(missing_ok=True)
    return link is not None and link.opens_with(token, now)


def opening_page(home: Path) -> Path:
    """Return where the page lies that leads a browser to the link, until the link is used."""
    return home / "open.html"


def cookie_name(home: Path) -> str:
    """Return the cookie's name, different on each installation because cookies are shared between ports."""
    return f"weaktie_{secret(home, 'cookie')[:8]}"


def session_cookie(home: Path, *, now: datetime) -> str:
    """Return the Set-Cookie value that signs this browser in for 14 days."""
    since = str(int(now.timestamp()))
    value = f"{since}.{_seal(home, 'session', since)}"
    age = int(SESSION_LIFE.total_seconds())
    return f"{cookie_name(home)}={value}; Max-Age={age}; Path=/; HttpOnly; SameSite=Strict"


def is_signed_in(home: Path, cookies: str, *, now: datetime) -> bool:
    """Tell whether a Cookie header holds this installation's cookie, made in the last 14 days."""
    since, _, seal = parse_cookie(cookies).get(cookie_name(home), "").partition(".")
    if not (since.isascii() and since.isdigit()):
        return False
    if not hmac.compare_digest(seal.encode(), _seal(home, "session", since).encode()):
        return False
    age = now - datetime.fromtimestamp(int(since), tz=UTC)
    return -CLOCK_SLACK <= age < SESSION_LIFE


def answer_hello(home: Path, nonce: str) -> str:
    """Return what only a server on this same data folder can answer to a nonce."""
    return _seal(home, "hello", nonce)


def _link_file(home: Path) -> Path:
    return home / "launch.json"


def _read_link(path: Path) -> _Link | None:
    """Return the link that is kept, or None when there is none or it cannot be read."""
    try:
        kept = json.loads(path.read_bytes())
        return _Link(str(kept["sha256"]), datetime.fromisoformat(kept["ends_at"]))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _seal(home: Path, purpose: str, text: str) -> str:
    """Return an HMAC-SHA256 in hex; the purpose keeps one seal from being used as another."""
    key = bytes.fromhex(secret(home, "session"))
    return hmac.new(key, f"{purpose}:{text}".encode(), hashlib.sha256).hexdigest()
