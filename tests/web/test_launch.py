"""WEB-4: the link works once, within a minute, and its token stays nowhere."""

from __future__ import annotations

import logging
import os
import re
import signal
import stat
import subprocess
import sys
import webbrowser
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from threading import Barrier

import pytest
from tests.web.door import NOON, PORT, ask, cookie, free_port, guarded, inside, serving

from weaktie.web import launch, serve

NAVIGATION = {"sec_fetch_mode": "navigate", "sec_fetch_dest": "document"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


def new_token(home: Path) -> str:
    return launch.new_link(home, port=PORT, now=NOON).rpartition("/")[2]


def test_the_link_lets_in_and_leads_away_from_its_token(home):
    token = new_token(home)

    answer = ask(guarded(home), f"/launch/{token}", sec_fetch_site="none", **NAVIGATION)

    assert (answer.status, answer.header("Location")) == (303, "/")
    given = answer.header("Set-Cookie") or ""
    assert re.fullmatch(
        r"weaktie_[0-9a-f]{8}=\d+\.[0-9a-f]{64}; Max-Age=1209600; Path=/; HttpOnly; SameSite=Strict", given
    )
    assert ask(guarded(home), "/people/1/", cookie=given.partition(";")[0]).status == 200
    assert token not in str(answer)


def test_a_link_followed_from_another_page_leads_away_by_a_step_of_our_own(home):
    token = new_token(home)

    answer = ask(guarded(home), f"/launch/{token}", sec_fetch_site="cross-site", **NAVIGATION)

    assert (answer.status, answer.header("Refresh")) == (200, "0; url=/")
    assert answer.header("Set-Cookie") is not None
    assert token not in str(answer)


@pytest.mark.parametrize(
    "head",
    [
        {"sec_fetch_mode": "no-cors", "sec_fetch_dest": "image"},
        {"sec_fetch_mode": "navigate", "sec_fetch_dest": "iframe"},
        {"sec_fetch_mode": "cors", "sec_fetch_dest": "empty"},
        {},
    ],
)
def test_only_a_whole_page_may_follow_the_link_from_elsewhere(home, head):
    token = new_token(home)

    answer = ask(guarded(home), f"/launch/{token}", sec_fetch_site="cross-site", **head)

    assert answer.status == 403
    assert ask(guarded(home), f"/launch/{token}").status == 303


def test_the_link_works_once(home):
    token = new_token(home)
    first = ask(guarded(home), f"/launch/{token}")

    second = ask(guarded(home), f"/launch/{token}")

    assert (first.status, second.status) == (303, 401)
    assert second.header("Set-Cookie") is None


def test_of_many_at_once_one_gets_in(home):
    gate = Barrier(8)
    tokens = []

    def knock(_: int) -> bool:
        gate.wait()
        return launch.redeem(home, tokens[-1], NOON)

    let_in = []
    with ThreadPoolExecutor(8) as crowd:
        for _ in range(100):
            tokens.append(new_token(home))
            let_in.append(list(crowd.map(knock, range(8))).count(True))

    assert let_in == [1] * 100


@pytest.mark.parametrize(
    ("seconds", "lets_in"), [(0, True), (59, True), (60, False), (3600, False), (-5, False)]
)
def test_the_link_dies_after_a_minute(home, seconds, lets_in):
    token = new_token(home)

    assert launch.redeem(home, token, NOON + timedelta(seconds=seconds)) is lets_in


def test_a_fresh_link_ends_the_one_before(home):
    earlier, later = new_token(home), new_token(home)

    assert not launch.redeem(home, earlier, NOON)
    assert launch.redeem(home, later, NOON)


@pytest.mark.parametrize("wrong", ["", "x", "../launch.json", "a" * 43, "é" * 43, "a" * 100_000])
def test_a_wrong_token_opens_nothing_and_spoils_nothing(home, wrong):
    token = new_token(home)

    answer = ask(guarded(home), f"/launch/{wrong}")

    assert answer.status == 401
    assert b"<code>weaktie open</code>" in answer.body
    assert launch.redeem(home, token, NOON)


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT"])
def test_only_a_get_uses_up_the_link(home, method):
    token = new_token(home)

    answer = ask(guarded(home), f"/launch/{token}", method=method)

    assert answer.status == 401
    assert launch.redeem(home, token, NOON)


@pytest.mark.parametrize("kept", [b"", b"{", b"[]", b"{}", b'{"sha256": 1, "ends_at": "noon"}'])
def test_a_broken_file_opens_nothing(home, kept):
    token = new_token(home)
    (home / "launch.json").write_bytes(kept)

    assert not launch.redeem(home, token, NOON)


def test_the_data_folder_keeps_no_token_and_nobody_else_reads_it(tmp_path):
    home = tmp_path / "new"
    token = new_token(home)
    launch.session_cookie(home, now=NOON)

    kept = {path.name: path.read_bytes() for path in home.iterdir()}

    assert set(kept) == {"launch.json", "session.key", "cookie.key"}
    assert all(token.encode() not in content for content in kept.values())
    assert {stat.S_IMODE(path.stat().st_mode) for path in home.iterdir()} == {0o600}
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_the_link_has_256_random_bits(home):
    tokens = {new_token(home) for _ in range(20)}

    assert len(tokens) == 20
    assert {len(token) for token in tokens} == {43}


def test_no_token_is_logged_by_the_server(home, caplog):
    caplog.set_level(logging.DEBUG)

    with serving(home) as port:
        link = launch.new_link(home, port=port, now=datetime.now(UTC))
        token = link.rpartition("/")[2]
        statuses = []
        for path in (f"/launch/{token}", f"/launch/{token}", f"/launch/{token}?a=1"):
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", path)
            statuses.append(connection.getresponse().status)
            connection.close()

    assert statuses == [303, 401, 401]
    assert token not in caplog.text


def test_no_token_is_logged_when_the_launch_breaks(home, caplog):
    caplog.set_level(logging.DEBUG)
    (home / "launch.json").mkdir()

    with serving(home) as port:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/launch/the-token")
        answer = connection.getresponse()
        body = answer.read()
        connection.close()

    assert answer.status == 500
    assert answer.getheader("X-Frame-Options") == "DENY"
    assert "Exception while serving /launch/\n" in caplog.text
    assert "the-token" not in caplog.text
    assert b"the-token" not in body


def test_the_browser_is_opened_without_the_token_in_its_arguments(home, monkeypatch):
    opened: list[str] = []
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(webbrowser, "open", opened.append)
    announced: list[str] = []

    with serving(home) as port:
        serve.open_running(home, port=port, open_browser=True, announce=announced.append)
        page = home / "open.html"
        token = announced[-1].rpartition("/")[2]
        content, mode = page.read_text(), stat.S_IMODE(page.stat().st_mode)
        let_in = launch.redeem(home, token, datetime.now(UTC))

    assert opened == [page.as_uri()]
    assert token not in opened[0]
    assert f'url=http://127.0.0.1:{port}/launch/{token}"' in content
    assert mode == 0o600
    assert let_in
    assert not page.exists()


def test_a_terminal_without_a_screen_gets_only_the_link(home, monkeypatch):
    opened: list[str] = []
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(webbrowser, "open", opened.append)
    monkeypatch.setattr(sys, "platform", "linux")

    with serving(home) as port:
        serve.open_running(home, port=port, open_browser=True, announce=lambda sentence: None)

    assert opened == []


def test_serving_twice_hands_out_a_link_to_the_server_that_runs(home):
    announced: list[str] = []

    with serving(home) as port:
        serve.serve(home, port=port, open_browser=False, announce=announced.append, application=inside)
        token = announced[-1].rpartition("/")[2]
        let_in = launch.redeem(home, token, datetime.now(UTC))

    assert announced[0] == f"weaktie runs already at http://127.0.0.1:{port}/"
    assert let_in


def test_a_port_of_another_program_is_refused_with_a_way_out(home, tmp_path_factory):
    with serving(tmp_path_factory.mktemp("another")) as port, pytest.raises(serve.PortTaken) as refusal:
        serve.serve(home, port=port, open_browser=False, announce=str, application=inside)

    assert f"weaktie serve --port {port + 1}" in str(refusal.value)


def test_open_without_a_server_says_how_to_start_one(home):
    with pytest.raises(serve.NotRunning, match="start it with: weaktie serve"):
        serve.open_running(home, port=free_port(), open_browser=False, announce=str)


def test_the_hello_of_another_data_folder_is_not_ours(home, tmp_path_factory):
    cookie(home)

    with serving(tmp_path_factory.mktemp("another")) as port:
        assert not serve.is_serving(home, port=port)
    with serving(home) as port:
        assert serve.is_serving(home, port=port)


PROGRAM = """
import sys
from pathlib import Path
from threading import Barrier
from tests.web.door import inside
from weaktie.web.serve import serve

def chores(stop):
    print("chores began", flush=True)
    stop.wait()
    print("chores ended", flush=True)

serve(Path(sys.argv[1]), port=int(sys.argv[2]), open_browser=False,
      announce=lambda sentence: print(sentence, flush=True), background=chores, application=inside)
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="asks the system by a signal")
def test_the_server_winds_down_when_the_system_asks(home):
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", PROGRAM, str(home), str(free_port())]
    environment = os.environ | {"PYTHONPATH": f"{root}:{root / 'src'}"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout is not None
        first = [server.stdout.readline() for _ in range(3)]
        arguments = Path(f"/proc/{server.pid}/cmdline").read_text() if Path("/proc").exists() else ""
        server.send_signal(signal.SIGTERM)
        rest = server.stdout.read()

    token = first[1].strip().rpartition("/")[2]
    assert len(token) == 43
    assert token not in arguments
    assert (first[2], rest, server.returncode) == ("chores began\n", "chores ended\n", 0)
    assert list((home / "spool").iterdir()) == []
