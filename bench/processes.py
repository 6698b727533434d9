"""Run a program from its start to its end, and say what it took."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

_BETWEEN_LOOKS = 0.02
_PAGE = os.sysconf("SC_PAGE_SIZE")

Command = Sequence[str | Path]


class Failed(RuntimeError):
    """A program ended with something else than 0."""


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds on the clock, seconds of computing (children included), and what was printed."""

    seconds: float
    cpu: float
    output: str = ""


@dataclass(frozen=True, slots=True)
class Memory:
    """The most that a program held, in bytes: its largest process, and all its processes at one time."""

    largest: int
    together: int


def run(
    command: Command, *, env: Mapping[str, str] | None = None, folder: Path | None = None, accepted: int = 0
) -> Took:
    """Run a program and wait for it; raise Failed with its last words if it does not end with `accepted`."""
    with tempfile.TemporaryFile() as told:
        began = perf_counter()
        process = subprocess.Popen(
            command, env=_environment(env), cwd=folder, stdin=subprocess.DEVNULL, stdout=told, stderr=told
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        told.seek(0)
        output = told.read().decode(errors="replace")
    if process.returncode != accepted:
        raise Failed(
            f"{' '.join(map(str, command))} ended with {process.returncode}: {output[-600:].strip()}"
        )
    return Took(seconds, usage.ru_utime + usage.ru_stime, output)


def middle(runs: Sequence[Took]) -> Took:
    """Return the medians of several runs."""
    return Took(median(one.seconds for one in runs), median(one.cpu for one in runs))


def memory(command: Command, *, env: Mapping[str, str] | None = None) -> Memory:
    """Run a program once more, only to look at the memory of it and its children every 20 ms.

    Pages that processes share (Python itself, its libraries) are counted once for each of them.
    """
    process = subprocess.Popen(
        command,
        env=_environment(env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    ended = threading.Event()
    threading.Thread(target=_wait, args=(process, ended), daemon=True).start()
    largest = together = 0
    while not ended.wait(_BETWEEN_LOOKS):
        held = [_resident(pid) for pid in _family(process.pid)]
        largest, together = max([largest, *held]), max(together, sum(held))
    if process.returncode:
        raise Failed(f"{' '.join(map(str, command))} ended with {process.returncode}")
    return Memory(largest, together)


def _wait(process: subprocess.Popen[bytes], ended: threading.Event) -> None:
    process.wait()
    ended.set()


def _environment(env: Mapping[str, str] | None) -> dict[str, str]:
    return {**os.environ, **(env or {})}


def _family(pid: int) -> list[int]:
    """Return a process and all that came of it and still lives."""
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found += map(int, task.read_text().split())
            except OSError:
                continue
    return found


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0
