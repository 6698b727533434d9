"""WEB-1, cross-site requests, the cookie: who gets past the guard."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.web.door import NOON, PORT, SECRET, ask, cookie, guarded, serving

from weaktie.web import launch
from weaktie.web.guard import OPEN_FILES, Guard

OURS = ("127.0.0.1:8765", "localhost:8765", "[::1]:8765")
NOT_OURS = (
    ("127.0.0.1", "localhost", "[::1]", "127.0.0.1:", "127.0.0.1:80", "127.0.0.1:9999", "localhost:3000")
    + ("localhost.:8765", "127.0.0.1.:8765", "LOCALHOST:8765", "Localhost:8765", " localhost:8765")
    + ("localhost:8765 ", "localhost:8765.", "localhost:08765", "localhost:8765:8765", "localhost:+8765")
    + ("127.1:8765", "127.0.0.2:8765", "0.0.0.0:8765", "2130706433:8765", "0x7f000001:8765", "0:8765")
    + ("[::]:8765", "[::ffff:127.0.0.1]:8765", "::1:8765", "[0:0:0:0:0:0:0:1]:8765", "[::1%25lo]:8765")
    + ("evil.example:8765", "evil.example", "localhost:8765.evil.example", "evil.example.localhost:8765")
    + ("evil.example,localhost:8765", "localhost:8765, evil.example", "user@localhost:8765")
    + ("http://localhost:8765", "localhost:8765/", "xlocalhost:8765", "weaktie.localhost:8765", "", None)
)
MOUNTS = (
    "/",
    "/people/1/",
    "/static/tokens.css",
    "/launch/abc",
    "/hello/" + "0" * 32,
    "/api/",
    "/mcp",
    "/health",
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


def hosts_let_in(guard: Guard, home: Path) -> set[str | None]:
    """Return which Host values of the table get anything but the 400."""
    return {
        host
        for host in (*OURS, *NOT_OURS)
        for mount in MOUNTS
        if ask(guard, mount, host=host, cookie=cookie(home)).status != 400
    }


def test_only_the_exact_hosts_get_past_on_every_mount(home):
    guard = guarded(home)

    let_in = hosts_let_in(guard, home)

    assert len(NOT_OURS) >= 40
    assert let_in == set(OURS)


class Forgiving:
    """A planted defect: hosts compared in a way that lets more in than the exact values."""

    def __init__(self, accepts: Callable[[str], bool]) -> None:
        self._accepts = accepts

    def __contains__(self, host: object) -> bool:
        return isinstance(host, str) and self._accepts(host)


@pytest.mark.parametrize(
    "accepts",
    [
        lambda host: host.lower() in OURS,
        lambda host: host.strip() in OURS,
        lambda host: host.rstrip(".") in OURS,
        lambda host: host.replace(".:", ":") in OURS,
        lambda host: host.endswith(OURS),
        lambda host: host.startswith(OURS),
        lambda host: host.rpartition(":")[0] in ("127.0.0.1", "localhost", "[::1]"),
        lambda host: host.partition(":")[0] in ("127.0.0.1", "localhost"),
        lambda host: any(one.strip() in OURS for one in host.split(",")),
        lambda host: host in (*OURS, ""),
    ],
)
def test_the_table_catches_a_guard_that_compares_hosts_loosely(home, accepts):
    guard = guarded(home)
    guard.hosts = Forgiving(accepts)

    let_in = hosts_let_in(guard, home)

    assert let_in != set(OURS)


def test_a_wrong_host_is_told_in_one_sentence_and_nothing_else(home):
    answer = ask(guarded(home), "/people/1/", host="evil.example:8765", cookie=cookie(home))

    assert answer.status == 400
    assert b"answers only at the address" in answer.body
    assert b"evil" not in answer.body
    assert SECRET not in answer.body


@pytest.mark.parametrize("site", ["cross-site", "same-site", "anything-new"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
@pytest.mark.parametrize(
    "path", ["/", "/people/1/", "/static/tokens.css", "/static/js/keys.js", "/hello/" + "0" * 32]
)
def test_what_another_site_caused_is_refused_even_with_the_cookie(home, site, method, path):
    answer = ask(guarded(home), path, method=method, sec_fetch_site=site, cookie=cookie(home))

    assert answer.status == 403
    assert SECRET not in answer.body


def test_a_link_from_another_page_is_refused_with_what_to_do_instead(home):
    answer = ask(
        guarded(home),
        "/people/1/",
        sec_fetch_site="cross-site",
        sec_fetch_mode="navigate",
        sec_fetch_dest="document",
        cookie=cookie(home),
    )

    assert answer.status == 403
    assert b"<code>weaktie open</code>" in answer.body


@pytest.mark.parametrize("site", ["none", "same-origin"])
def test_what_the_seeker_did_comes_in(home, site):
    answer = ask(guarded(home), "/people/1/", sec_fetch_site=site, cookie=cookie(home))

    assert (answer.status, answer.body) == (200, SECRET)


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "http://127.0.0.1:3000",
        "https://127.0.0.1:8765",
        "http://localhost:8765",
    ]
    + ["http://127.0.0.1:8765.evil.example", "http://127.0.0.1:8765/", "HTTP://127.0.0.1:8765"],
)
def test_a_foreign_origin_is_refused_even_with_the_cookie(home, origin):
    answer = ask(guarded(home), "/people/1/", method="POST", origin=origin, cookie=cookie(home))

    assert answer.status == 403


@pytest.mark.parametrize("host", OURS)
def test_a_form_of_our_own_page_comes_in(home, host):
    answer = ask(guarded(home), method="POST", host=host, origin=f"http://{host}", cookie=cookie(home))

    assert answer.body == SECRET


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/people/1/",
        "/api/",
        "/static/js/keys.js",
        "/static/../people/1/",
        "/static/tokens.css/../../people/1/",
    ]
    + ["/static/", "//static/tokens.css", "/hello/", "/hello/" + "0" * 31, "/hello/" + "0" * 32 + "/x"],
)
def test_without_the_cookie_nothing_is_told_but_the_command(home, path):
    answer = ask(guarded(home), path)

    assert answer.status == 401
    assert b"<code>weaktie open</code>" in answer.body
    assert SECRET not in answer.body


@pytest.mark.parametrize("path", sorted(OPEN_FILES))
def test_the_door_page_gets_its_own_files_without_the_cookie(home, path):
    files = Path(__file__).resolve().parents[2] / "src" / "weaktie" / "web"

    answer = ask(guarded(home), path)

    assert answer.status == 200
    assert (files / path.removeprefix("/")).is_file()
    assert ask(guarded(home), path, method="POST").status == 401


def test_a_cookie_lasts_fourteen_days(home):
    old = cookie(home, now=NOON - timedelta(days=14) + timedelta(seconds=1))
    older = cookie(home, now=NOON - timedelta(days=14))

    assert ask(guarded(home), cookie=old).status == 200
    assert ask(guarded(home), cookie=older).status == 401


def test_a_cookie_that_nobody_gave_is_refused(home, tmp_path_factory):
    name, _, value = cookie(home).partition("=")
    since, _, seal = value.partition(".")
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    later = f"{int(since) + 9}.{seal}"
    forged = [
        later,
        f"{since}.",
        f"{since}.{'0' * 64}",
        f".{seal}",
        seal,
        "",
        f"-1.{seal}",
        f"²{since}.{seal}",
    ]
    forged += [
        f"{since}.{launch.answer_hello(home, since)}",
        f"{'9' * 30}.{seal}",
        cookie(elsewhere).partition("=")[2],
    ]

    statuses = {text: ask(guarded(home), cookie=f"{name}={text}").status for text in forged}

    assert set(statuses.values()) == {401}, statuses
    assert ask(guarded(home), cookie=cookie(elsewhere)).status == 401


def test_cookies_of_other_local_programs_do_not_lock_the_seeker_out(home):
    crowd = f'theme={{"dark": true}}; bad name=1; =; {cookie(home)}; x=";'

    assert ask(guarded(home), cookie=crowd).status == 200


def test_each_installation_has_a_cookie_name_of_its_own(home, tmp_path_factory):
    names = {launch.cookie_name(home), launch.cookie_name(tmp_path_factory.mktemp("second"))}

    assert len(names) == 2
    assert all(len(name) == len("weaktie_") + 8 for name in names)


def test_a_large_body_from_a_stranger_is_refused_before_it_is_read(home):
    with serving(home) as port, socket.create_connection(("127.0.0.1", port), timeout=5) as stranger:
        head = f"POST / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {40 << 30}\r\n\r\n"
        stranger.sendall(head.encode())
        answer = stranger.recv(4000)

    assert answer.startswith(b"HTTP/1.1 403 ")


def test_a_large_body_from_the_seeker_is_awaited(home):
    body = b"x" * 200_000

    with serving(home) as port, socket.create_connection(("127.0.0.1", port), timeout=5) as seeker:
        given = cookie(home, now=datetime.now(UTC))
        head = f"POST / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {given}\r\nConnection: close\r\n"
        seeker.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        answer = b"".join(iter(lambda: seeker.recv(4000), b""))

    assert answer.startswith(b"HTTP/1.1 200 ")
    assert answer.endswith(SECRET)


def test_the_port_in_the_table_is_the_default_one():
    assert PORT == launch.DEFAULT_PORT
