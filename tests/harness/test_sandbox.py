"""BOX-1: the reading child cannot connect, read, write, fork or outlive its limit; 5 of 5."""

import os
import socket
import sys
from datetime import date
from pathlib import Path

import pytest
from tests.harness.probes import REFUSED

from weaktie.adapters.parsing import walls
from weaktie.adapters.parsing.cell import PROGRAM, Broken, Cell
from weaktie.adapters.wall.job import Job, Task
from weaktie.adapters.wall.sandbox import Limits
from weaktie.core.readers import Hints
from weaktie.core.rows import Skip

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the walls of other systems are limits only")

FIVE = ["socket", "read", "write", "fork", "outlive"]

OPEN = PROGRAM.replace(
    "from weaktie.adapters.wall.child import main;",
    "from weaktie.adapters.wall import sandbox; sandbox.lock_down = lambda limits: frozenset(); "
    "from weaktie.adapters.wall.child import main;",
)
"""The planted defect: a child that does not lock itself down."""

ONLY_LANDLOCK = OPEN.replace(
    "sandbox.lock_down = lambda limits: frozenset()",
    "sandbox._filter_system_calls = lambda: False; sandbox._refuse = print",
)
ONLY_SECCOMP = OPEN.replace(
    "sandbox.lock_down = lambda limits: frozenset()",
    "sandbox._forbid_files = lambda libc: False; sandbox._refuse = print",
)
"""One of the two walls that hold files back, without the other and without the audit hook."""


@pytest.fixture
def arguments(tmp_path: Path):
    """What each probe needs: a listening port, a secret to read, a place to write, seconds, a process."""
    secret = tmp_path / ".ssh" / "id_ed25519"
    secret.parent.mkdir()
    secret.write_text("the canary sings")
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield {
            "socket": str(server.getsockname()[1]),
            "read": str(secret),
            "write": str(tmp_path / "written"),
            "fork": "-",
            "outlive": "1.5",
            "signal": str(os.getpid()),
        }


def answers(probe: str, argument: str, program: str = PROGRAM) -> list[str]:
    """Return what a child says came of a probe, in each way it was tried."""
    job = Job(Task.FRAMES, Hints(date(2026, 11, 23)), ("tests.harness.probes",), limits=Limits(cpu=1))
    with Cell(job, program=program) as cell:
        cell.send([("probe", f"PROBE {probe}\n{argument}".encode())], last=True)
        try:
            return [message.reason for message in cell.messages(10) if isinstance(message, Skip)]
        except Broken as broken:
            return [REFUSED if "longer" in str(broken) else broken.trace]


@pytest.mark.parametrize("probe", [*FIVE, "signal"])
def test_the_child_cannot(probe, arguments):
    assert set(answers(probe, arguments[probe])) == {REFUSED}


@pytest.mark.parametrize("probe", [*FIVE, "signal"])
def test_a_child_that_is_not_locked_down_is_noticed(probe, arguments):
    assert REFUSED not in answers(probe, arguments[probe], OPEN)


@pytest.mark.parametrize("program", [ONLY_LANDLOCK, ONLY_SECCOMP])
@pytest.mark.parametrize("probe", ["socket", "read", "write"])
def test_each_wall_holds_without_the_other(probe, program, arguments):
    missing = {"landlock", "seccomp"} - walls()
    if missing:
        pytest.skip(f"this kernel does not offer {missing}")

    assert set(answers(probe, arguments[probe], program)) == {REFUSED}


def test_every_wall_stands_on_this_system():
    expected = {"audit", "cpu", "files", "imports", "memory", "privileges", "processes"}

    assert walls() >= expected
    if not walls() >= {"landlock", "seccomp"}:
        pytest.skip("this kernel offers not all of the walls")


def test_the_child_does_not_inherit_what_is_secret(monkeypatch):
    monkeypatch.setenv("WEAKTIE_SECRET_OF_A_TEST", "hush")

    assert answers("environment", "WEAKTIE_SECRET_OF_A_TEST") == [REFUSED]
