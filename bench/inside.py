"""Time parts of weaktie from inside one process, and print the seconds as JSON.

WEAKTIE_HOME=FOLDER python -m bench.inside rank TIMES
WEAKTIE_HOME=FOLDER python -m bench.inside import PATH...
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import ParamSpec, TypeVar
from unittest.mock import patch

from bench.processes import run
from weaktie.cli import telling

ROOT = Path(__file__).resolve().parents[1]
P = ParamSpec("P")
T = TypeVar("T")


def ranking(home: Path, *, often: int) -> list[float]:
    """Return the seconds of each of several rankings of everybody, in a process of its own."""
    taken: list[float] = json.loads(_told(home, "rank", str(often)))
    return taken


def importing(home: Path, paths: Sequence[Path]) -> dict[str, float]:
    """Return the seconds of an import whole ("import"), and within it of "settle" and of "resolve"."""
    taken: dict[str, float] = json.loads(_told(home, "import", *map(str, paths)))
    return taken


def _told(home: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "bench.inside", *arguments]
    return run(command, env={"WEAKTIE_HOME": str(home)}, folder=ROOT).output.splitlines()[-1]


def _rank(often: int) -> list[float]:
    """Rank everybody anew each time: the first, which also loads what ranking needs, is left out."""
    user = telling.ready()
    from django.core.cache import cache

    from weaktie.campaign.targets.queries.next import whom_to_ask

    taken = []
    for _ in range(often + 1):
        cache.clear()
        began = perf_counter()
        today = telling.now().date()
        whom_to_ask(by=user, as_of=today, today=today)
        taken.append(perf_counter() - began)
    return taken[1:]


def _import(paths: Sequence[Path]) -> dict[str, float]:
    """Import with a watch on working out who is who: all of it, and within it the comparing alone."""
    user = telling.ready()
    from weaktie.campaign.network.actions import bring
    from weaktie.campaign.network.actions.settle import settle
    from weaktie.core import identity

    taken = {"settle": 0.0, "resolve": 0.0}
    settle_watched = patch.object(bring, "settle", _watched(settle, "settle", taken))
    resolve_watched = patch.object(identity, "resolve", _watched(identity.resolve, "resolve", taken))
    with settle_watched, resolve_watched:
        began = perf_counter()
        bring.bring(paths, by=user, now=telling.now())
        return {"import": perf_counter() - began, **taken}


def _watched(function: Callable[P, T], name: str, taken: dict[str, float]) -> Callable[P, T]:
    def watched(*args: P.args, **kwargs: P.kwargs) -> T:
        began = perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            taken[name] += perf_counter() - began

    return watched


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    answer = _rank(int(rest[0])) if what == "rank" else _import([Path(path) for path in rest])
    print(json.dumps(answer))
