"""The `weaktie` command for tests: in this process on the test database, or for real in one of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from weaktie.cli.main import weaktie
from weaktie.project import command as _wired  # noqa: F401

ID, N, TEXT, FLAG, NUMBER = int, int, str, bool, float
MAYBE = (str, type(None))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command told, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        """The one JSON object of standard output."""
        return json.loads(self.out)


def run(*arguments: object, says: str = "") -> Answer:
    """Run the command in this process; `says` is what the seeker types."""
    result = CliRunner().invoke(weaktie, [str(one) for one in arguments], input=says)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Answer(result.exit_code, result.stdout, result.stderr)


def told(*arguments: object):
    """Run the command with --json, see that it ends well and says nothing else, and return its answer."""
    answer = run(*arguments, "--json")
    assert (answer.code, answer.err) == (0, ""), answer
    assert answer.out.count("\n") == 1
    return answer.json


def refused(*arguments: object) -> str:
    """Run the command with --json, see that it is refused as documented, and return the code."""
    answer = run(*arguments, "--json")
    assert (answer.code, answer.err) == (1, ""), answer
    assert fits(answer.json, {"error": {"code": TEXT, "message": TEXT}})
    return answer.json["error"]["code"]


def spawn(home: Path, *arguments: object, before: tuple[str, ...] = ()) -> Answer:
    """Run the installed command for real, on a data folder of its own and SQLite, nobody at the keyboard."""
    done = subprocess.run(
        [*line(*before), *map(str, arguments)],
        env=environment(home),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Answer(done.returncode, done.stdout, done.stderr)


def line(*before: str) -> list[str]:
    """Return how the command is started here."""
    return [sys.executable, "-c", "from weaktie.project.command import main; main()", *before]


def environment(home: Path) -> dict[str, str]:
    """Return this process's environment with another data folder, and the database in it."""
    kept = {key: value for key, value in os.environ.items() if key != "WEAKTIE_DATABASE"}
    return {**kept, "WEAKTIE_HOME": str(home), "PYTHONPATH": str(Path(__file__).resolve().parents[2] / "src")}


def fits(value: object, shape: object) -> bool:
    """Tell whether a value has exactly this shape.

    A type or a tuple of types; {key: shape} with exactly these keys; [shape] for any number of them. Numbers
    may be whole, but True is no number.
    """
    if isinstance(shape, dict):
        same = isinstance(value, dict) and value.keys() == shape.keys()
        return same and all(fits(value[key], shape[key]) for key in shape)
    if isinstance(shape, list):
        return isinstance(value, list) and all(fits(one, shape[0]) for one in value)
    if isinstance(value, bool):
        return shape is bool
    return isinstance(value, (int, float) if shape is float else shape)
