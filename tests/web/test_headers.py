"""WEB-5, XSS-2: the security headers are on every answer, whoever gives it."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from tests.web.door import NOON, Answer, ask, cookie, guarded, serving

from weaktie.web import launch
from weaktie.web.guard import SECURITY_HEADERS, secured

NAMES = [name for name, _ in SECURITY_HEADERS]
# waitress refuses a head from this length on; not a byte more, or the answer may be lost with the rest.
LONGEST_HEAD = 262_144
POLICY = dict(SECURITY_HEADERS)["Content-Security-Policy"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


def raw(port: int, request: bytes) -> Answer:
    """Send bytes that no client library would, and read the head of the answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(request)
        received = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = [line.partition(": ") for line in lines]
    return Answer(int(first.split()[1]), [(name, value) for name, _, value in pairs], body)


def missing(answer: Answer) -> list[str]:
    return [name for name, value in SECURITY_HEADERS if answer.header(name) != value]


def every_kind_of_answer(home: Path) -> dict[str, Answer]:
    guard, signed_in = guarded(home), {"cookie": cookie(home)}
    token = launch.new_link(home, port=1, now=NOON).rpartition("/")[2]
    answers = {
        f"inside {status}": ask(guard, f"/status/{status}/", **signed_in) for status in (200, 302, 404, 500)
    }
    answers |= {
        "wrong host": ask(guard, host="evil.example"),
        "cross-site": ask(guard, sec_fetch_site="cross-site", **signed_in),
        "no cookie": ask(guard),
        "old link": ask(guard, "/launch/x"),
        "head": ask(guard, method="HEAD"),
        "launch": ask(guard, f"/launch/{token}"),
        "hello": ask(guard, "/hello/" + "0" * 32),
        "static": ask(guard, "/static/tokens.css"),
    }
    return answers


def test_every_kind_of_answer_carries_every_header_once(home):
    answers = every_kind_of_answer(home)

    without = {kind: missing(answer) for kind, answer in answers.items() if missing(answer)}

    assert without == {}
    assert {answer.status for answer in answers.values()} == {200, 302, 303, 400, 401, 403, 404, 500}


def test_what_the_server_answers_by_itself_carries_them_too(home):
    with serving(home) as port:
        answers = {
            "no request": raw(port, b"nonsense\r\n\r\n"),
            "bad header": raw(port, b"GET / HTTP/1.1\r\nHost x\r\n\r\n"),
            "long header": raw(port, (b"GET / HTTP/1.1\r\nX: " + b"x" * LONGEST_HEAD)[:LONGEST_HEAD]),
            "strange coding": raw(port, b"POST / HTTP/1.1\r\nTransfer-Encoding: odd\r\n\r\n"),
            "stranger's upload": raw(port, b"POST / HTTP/1.1\r\nContent-Length: 9999999\r\n\r\n"),
            "no host": raw(port, b"GET / HTTP/1.0\r\n\r\n"),
        }

    assert {kind: missing(answer) for kind, answer in answers.items() if missing(answer)} == {}
    assert [answer.status for answer in answers.values()] == [400, 400, 431, 501, 403, 400]
    assert all(answer.header("Cache-Control") == "no-store" for answer in answers.values())
    assert all(answer.header("Server") is None for answer in answers.values())


def test_an_application_cannot_weaken_them():
    theirs = [("x-frame-options", "ALLOWALL"), ("content-security-policy", "script-src *"), ("X-Own", "kept")]

    headers = secured(theirs, path="/")

    assert [(name, value) for name, value in headers if name.lower().startswith("x-frame")] == [
        ("X-Frame-Options", "DENY")
    ]
    assert [value for name, value in headers if name.lower() == "content-security-policy"] == [POLICY]
    assert ("X-Own", "kept") in headers


@pytest.mark.parametrize(
    ("path", "given", "kept"),
    [
        ("/people/", "max-age=600", "no-store"),
        ("/people/", None, "no-store"),
        ("/static/tokens.css", "max-age=600", "max-age=600"),
        ("/static/missing.css", None, "no-store"),
    ],
)
def test_pages_are_never_stored_by_the_browser(path, given, kept):
    headers = secured([("Cache-Control", given)] if given else [], path=path)

    assert [value for name, value in headers if name == "Cache-Control"] == [kept]


def test_the_policy_starts_from_nothing_and_allows_no_inline_code():
    directives = {words[0]: words[1:] for part in POLICY.split("; ") if (words := part.split())}

    assert directives["default-src"] == ["'none'"]
    assert directives["frame-ancestors"] == ["'none'"]
    assert directives["base-uri"] == ["'none'"]
    assert {source for name, sources in directives.items() for source in sources} == {"'none'", "'self'"}


def test_no_answer_opens_us_to_other_origins(home):
    answers = every_kind_of_answer(home)

    opened = [
        (kind, name)
        for kind, answer in answers.items()
        for name, _ in answer.headers
        if name.lower().startswith("access-control-")
    ]

    assert opened == []


def test_our_own_forms_keep_their_origin_and_other_sites_get_no_referrer():
    assert dict(SECURITY_HEADERS)["Referrer-Policy"] == "same-origin"
    assert len(NAMES) == len(set(NAMES))
