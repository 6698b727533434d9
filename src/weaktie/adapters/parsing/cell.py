"""The parent's side of one reading child: start it, listen to it for a limited time, end it."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Self

import weaktie
from weaktie.adapters.wall.job import Job
from weaktie.adapters.wall.values import Malformed
from weaktie.adapters.wall.wire import LINE_LIMIT, Began, Decoder, Finished, Line, Message, Ready
from weaktie.core.rows import Problem

PROGRAM = (
    "import json, os, sys; sys.path += json.loads(os.environ['WEAKTIE_PATH']); "
    "from weaktie.adapters.wall.child import main; main(os.environ['WEAKTIE_JOB'])"
)
"""What the child runs. The standard library stays first, so that no folder can stand in for a part of it.

The job has the name of a file in it and goes by the environment: everybody may read a command line.
"""

_KEPT = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")
"""Variables without which some Pythons do not start. All others, and what is secret in them, stay here."""

MOST_BYTES = 200_000_000
"""Of what a child says of a file. The parent keeps it, in about four times the memory."""

_LINES_AHEAD = 64
_SECONDS_TO_START = 30.0
_SECONDS_TO_EXIT = 2.0
_TRACE = 4096

_TOO_LONG = "Reading this file took longer than a file of its kind should. It was left out."
_BROKE_OFF = "Reading this file broke off. It was left out; the others are not affected."
_STUMBLED = "This file holds something that weaktie did not foresee. It was left out; please report it."
_TOO_MUCH = "There is more in this file than can be kept. Export a part of it."
GARBLED = "Reading this file gave no sensible answer. It was left out."


class Broken(Problem):
    """The child did not finish the file.

    `trace` tells where in the program, if anything is known; `began` which member it was at, if at any.
    """

    def __init__(self, sentence: str, trace: str = "") -> None:
        super().__init__(sentence)
        self.trace = trace
        self.began: Began | None = None


class Cell:
    """A limited child process and what it says. Use it in a `with`: it does not outlive that.

    `stdin` is the open file to read, or None to send files with `send`. Raises OSError when no process can
    be started.
    """

    def __init__(self, job: Job, *, stdin: BinaryIO | None = None, program: str = PROGRAM) -> None:
        self._ready: Ready | None = None
        self._decoder = Decoder()
        self._bytes_left = MOST_BYTES
        self._lines: queue.Queue[bytes] = queue.Queue(_LINES_AHEAD)
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter, and nothing out of the file
            [sys.executable, "-I", "-S", "-W", "ignore", "-c", program],
            stdin=subprocess.PIPE if stdin is None else stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(job),
        )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    @property
    def pid(self) -> int:
        """The number of the child's process."""
        return self._process.pid

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.end()

    def walls(self) -> frozenset[str]:
        """Wait until the child has locked itself down; return the walls that stand; raise Broken."""
        if self._ready is None:
            message, _ = self._next(_SECONDS_TO_START)
            if not isinstance(message, Ready):
                raise Broken(GARBLED)
            self._ready = message
        return self._ready.walls

    def send(self, files: Iterable[tuple[str, bytes]], *, last: bool = False) -> None:
        """Send files, each a name and its content, in the background; `last` closes the child's input."""
        threading.Thread(target=self._write, args=(files, last), daemon=True).start()

    def messages(self, seconds: float, most_bytes: int = MOST_BYTES) -> Iterator[Message]:
        """Yield what the child says of one file up to Finished.

        Raises Broken when it ends, takes longer than `seconds` or says more than `most_bytes`. Only the time
        spent waiting for the child to read counts, not its start nor what the caller does meanwhile.
        """
        self.walls()
        self._bytes_left = most_bytes
        message: Line | None = None
        while not isinstance(message, Finished):
            message, seconds = self._next(seconds)
            if isinstance(message, Ready):
                raise Broken(GARBLED)
            yield message

    def end(self) -> None:
        """Kill the child if it still lives and let go of it. Whoever waits for it elsewhere gets Broken."""
        self._kill()
        while self._listener.is_alive():
            with contextlib.suppress(queue.Empty):
                self._lines.get(timeout=0.005)
        self._lines.put(b"")
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _next(self, seconds: float) -> tuple[Line, float]:
        """Return the next message and the seconds that are left."""
        since = time.monotonic()
        try:
            line = self._lines.get(timeout=max(seconds, 0))
        except queue.Empty:
            raise Broken(_TOO_LONG) from None
        self._bytes_left -= len(line)
        if self._bytes_left < 0:
            raise Broken(_TOO_MUCH)
        if not line:
            raise self._why_it_ended()
        try:
            return self._decoder.decode(line), seconds - (time.monotonic() - since)
        except Malformed:
            raise Broken(GARBLED) from None

    def _why_it_ended(self) -> Broken:
        deadline = time.monotonic() + _SECONDS_TO_EXIT
        while not self._has_ended() and time.monotonic() < deadline:
            time.sleep(0.002)
        self._kill()
        code = self._process.returncode
        if sys.platform != "win32" and code in (-signal.SIGXCPU, -signal.SIGKILL):
            return Broken(_TOO_LONG)
        pipe = self._process.stderr
        trace = pipe.read(_TRACE).decode("ascii", "replace") if pipe else ""
        return Broken(_BROKE_OFF, f"ended with {code}") if code < 0 else Broken(_STUMBLED, trace)

    def _kill(self) -> None:
        while not self._has_ended():
            self._process.kill()
            time.sleep(0.002)

    def _has_ended(self) -> bool:
        return self._process.poll() is not None

    def _listen(self) -> None:
        """Take the child's lines, and an empty one at the end. A full queue makes the child wait."""
        pipe = self._process.stdout
        while pipe is not None and (line := pipe.readline(LINE_LIMIT + 1)):
            self._lines.put(line)
        self._lines.put(b"")

    def _write(self, files: Iterable[tuple[str, bytes]], last: bool) -> None:
        pipe = self._process.stdin
        if pipe is None:
            return
        # When the child is gone, whoever waits for its answer hears of it.
        with contextlib.suppress(OSError, ValueError):
            for name, content in files:
                pipe.write(json.dumps([name, len(content)]).encode() + b"\n")
                pipe.write(content)
            pipe.flush()
            if last:
                pipe.close()


def _environment(job: Job) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return kept | {"WEAKTIE_PATH": _path(), "WEAKTIE_JOB": job.written()}


def _path() -> str:
    """Write where the child finds its modules: this package, then what else the parent knows."""
    package = str(Path(weaktie.__file__).parent.parent)
    others = (folder for folder in sys.path if os.path.isabs(folder) and os.path.isdir(folder))
    return json.dumps(list(dict.fromkeys((package, *others))))
