"""A reader that tries to break out, for BOX-1. It answers what came of it: "refused" or what it got.

Everything is imported and looked up ahead, and each probe goes past Python to the C library too, so that it
is the walls that are tried and not the missing imports or the audit hook.
"""

from __future__ import annotations

import ctypes
import os
import socket
import struct
import time
from collections.abc import Callable, Iterator
from typing import BinaryIO

from weaktie.core.readers import Hints, Source
from weaktie.core.rows import Row, Skip

_LIBC = ctypes.CDLL(None, use_errno=True)
_CONNECT, _FORK, _KILL, _OPEN, _READ, _SOCKET, _WRITE = (
    getattr(_LIBC, name) for name in ("connect", "fork", "kill", "open", "read", "socket", "write")
)
_BUFFER = ctypes.create_string_buffer(100)

REFUSED = "refused"


def recognise(head: bytes, *, name: str) -> Source | None:
    """Recognise PROBE."""
    return Source("probe", "A probe", "probes") if head.startswith(b"PROBE ") else None


def read(source: Source, stream: BinaryIO, hints: Hints) -> Iterator[Row]:
    """Do what the first line names, with the argument in the second."""
    name, argument = stream.read().decode().splitlines()
    probe = PROBES[name.removeprefix("PROBE ")]
    for way, got in enumerate(probe(argument)):
        yield Skip(f"way {way}", got or REFUSED)


def _with_python(attempt: Callable[[], str]) -> str:
    try:
        return attempt()
    except OSError:
        return ""


def _socket(port: str) -> Iterator[str]:
    def connected() -> str:
        with socket.create_connection(("127.0.0.1", int(port)), timeout=1):
            return "connected"

    yield _with_python(connected)
    descriptor = _SOCKET(socket.AF_INET, socket.SOCK_STREAM, 0)
    address = struct.pack("=H", socket.AF_INET) + struct.pack("!H4s8x", int(port), bytes((127, 0, 0, 1)))
    yield "connected" if descriptor >= 0 and _CONNECT(descriptor, address, len(address)) == 0 else ""


def _reading(path: str) -> Iterator[str]:
    def content() -> str:
        with open(path) as file:
            return file.read()

    yield _with_python(content)
    descriptor = _OPEN(path.encode(), os.O_RDONLY)
    yield _BUFFER.value.decode() if descriptor >= 0 and _READ(descriptor, _BUFFER, 99) > 0 else ""


def _writing(path: str) -> Iterator[str]:
    def written() -> str:
        with open(path, "w") as file:
            return str(file.write("was here"))

    yield _with_python(written)
    descriptor = _OPEN(path.encode(), os.O_WRONLY | os.O_CREAT, 0o600)
    yield "written" if descriptor >= 0 and _WRITE(descriptor, b"was here", 8) == 8 else ""


def _forking(_: str) -> Iterator[str]:
    for fork in (os.fork, _FORK):
        try:
            child = fork()
        except OSError:
            child = -1
        if child == 0:
            os._exit(0)
        yield "forked" if child > 0 else ""


def _outliving(seconds: str) -> Iterator[str]:
    while time.process_time() < float(seconds):
        pass
    yield "outlived"


def _signalling(process: str) -> Iterator[str]:
    yield "signalled" if _KILL(int(process), 0) == 0 else ""


def _environment(name: str) -> Iterator[str]:
    yield os.environ.get(name, "")


PROBES: dict[str, Callable[[str], Iterator[str]]] = {
    "socket": _socket,
    "read": _reading,
    "write": _writing,
    "fork": _forking,
    "outlive": _outliving,
    "signal": _signalling,
    "environment": _environment,
}
