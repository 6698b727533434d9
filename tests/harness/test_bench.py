"""Each part of the bench runs on a tiny size, so that it cannot rot; its figures say nothing here."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest
from bench import fill, growth, mail, pages, peers, settling
from bench.browsing import Browser, Page, Times, free_port, serving, times
from bench.processes import Failed, memory, middle, run
from bench.table import ratio

ROOT = Path(__file__).resolve().parents[2]


def test_connections_are_as_many_as_asked_for_and_the_same_for_the_same_seed():
    once, again, others = (fill.connections(200, seed=seed) for seed in (7, 7, 8))

    assert once == again != others
    assert len({(row.name, row.company) for row in once}) == len({row.url for row in once}) == 200


def test_half_of_those_who_write_are_connections_with_their_address(tmp_path):
    connections, mailbox = fill.fill(tmp_path, people=60, messages=120)

    rows = list(csv.reader(connections.read_text().splitlines()[3:]))
    writers = fill.correspondents(120)
    emails = {row[3] for row in rows[1:]} - {""}
    assert rows[0] == list(fill.HEADS)
    assert emails == set(writers[::2])
    assert len(rows) - 1 + len(writers) - len(emails) == 60
    assert mailbox.read_bytes().count(b"\nFrom ") == 119


def test_a_program_that_fails_is_no_figure():
    with pytest.raises(Failed, match="ended with 3: oh no"):
        run([sys.executable, "-c", "print('oh no'); raise SystemExit(3)"])


def test_what_children_compute_counts_for_their_parent():
    spin = "import time\nwhile time.process_time() < 0.2: pass"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {spin!r}])"

    took = middle([run([sys.executable, "-c", parent])])

    assert took.cpu >= 0.2
    assert took.seconds >= 0.2


def test_memory_of_parent_and_child_is_seen_together():
    child = "import time; held = bytearray(60_000_000); time.sleep(0.6)"
    parent = "import subprocess, sys; held = bytearray(40_000_000); "
    parent += f"subprocess.run([sys.executable, '-c', {child!r}])"

    held = memory([sys.executable, "-c", parent])

    assert 60_000_000 < held.largest < 95_000_000
    assert held.together > 100_000_000


def test_requests_are_timed_on_one_connection_that_is_opened_again(tmp_path):
    (tmp_path / "page.html").write_text("a page")
    port = free_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"]

    with serving(command, port, env={}, folder=tmp_path) as browser:
        page = Page("site", "page", browser, ("/page.html", "/page.html"))
        (took,) = times([page], warm_up=1, rounds=4)
        with pytest.raises(Failed, match="answers 404 to /nothing"):
            browser.get("/nothing")

    assert took.size == 2 * len("a page")
    assert 0 < took.p50 <= took.p95


def test_a_ratio_says_which_is_less():
    assert (ratio(2, 20), ratio(20, 2), ratio(1, 0)) == ("1/10.0", "10.00 x", "-")


@pytest.mark.slow
def test_mail_is_measured_beside_whoever_is_here(tmp_path, capsys):
    mailbox = mail.mailbox(tmp_path, messages=60, size=60_000)

    mail.compare(mailbox, tmp_path / "work", runs=1)

    told = capsys.readouterr().out
    assert told.count("\n  weaktie import") >= 2
    assert "1/20 of Python's mailbox" in told
    assert "memory, all at once" in told


@pytest.mark.slow
def test_pages_are_measured_without_the_peers(tmp_path, capsys):
    pages.compare(tmp_path, people=40, rounds=2, with_peers=False, imports=1, changes=1)

    told = capsys.readouterr().out
    assert [name for name in ("list", "find one", "today", "next") if f"\n  {name}" not in told] == []
    assert "First request after a change" in told


@pytest.mark.slow
@pytest.mark.parametrize("kind", [peers.Hermit, peers.Kestrel])
def test_peers_are_filled_and_answer(tmp_path, kind):
    peer = kind(tmp_path / "peer" / "book")
    if not (peers.CACHE / peer.package.replace("==", "-") / "ready").exists():
        pytest.skip("the peer is installed by: make bench ARGS=pages")
    (tmp_path / "peer").mkdir()

    seconds = peer.fill(fill.connections(8))
    with peer.serve() as browser:
        asked = peer.pages(browser)
        took = times(asked, warm_up=1, rounds=2)

    assert seconds > 0
    assert [page.name for page in asked] == ["list", "today"]
    assert all(isinstance(each, Times) and each.size > 100 for each in took)


@pytest.mark.slow
def test_growth_is_measured(tmp_path, capsys):
    growth.compare(tmp_path, sizes=((20, 60), (40, 100)), picture=30, rounds=2, changes=1)

    told = capsys.readouterr().out
    assert "40 + 100" in told
    assert "n log n by" in told
    assert "as a picture" in told


@pytest.mark.slow
def test_who_is_who_is_measured_inside_the_import(tmp_path, capsys):
    took = settling.compare(tmp_path, people=60)

    assert "60 people afterwards" in capsys.readouterr().out
    assert 0 < took["resolve"] < took["settle"] < took["import"]


def test_a_part_that_does_not_exist_is_refused_with_those_that_do():
    done = subprocess.run([ROOT / "tools" / "bench", "nothing"], capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "mail pages growth" in done.stderr


def test_the_servers_of_a_bench_are_gone_afterwards(tmp_path):
    port = free_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"]

    with serving(command, port, env=dict(os.environ), folder=tmp_path):
        pass

    with pytest.raises(ConnectionRefusedError):
        Browser(port).get("/")
