"""Readers with a planted defect, which the harnesses must catch. Each reads whatever it is given.

Which defect it is stands in the first bytes: what begins with a LinkedIn table is swallowed whole, and so on.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import BinaryIO

from weaktie.core.readers import Hints, Source
from weaktie.core.rows import Row, Skip, Tally


def recognise(head: bytes, *, name: str) -> Source | None:
    """Take everything."""
    return Source("defect", "A defect", "defects")


def read(source: Source, stream: BinaryIO, hints: Hints) -> Iterator[Row]:
    """Read in a way that no reader may."""
    start = stream.readline(100)
    if start.startswith(b"First Name"):
        yield from _swallow(stream)
    elif start.startswith(b"BEGIN:VCALENDAR"):
        _walk(10**9)
    elif start.startswith(b"BEGIN:VCARD"):
        _walk(3.5)
    elif start.startswith(b"hunger"):
        eaten = [bytearray(b"x") * 1_000_000 for _ in range(1000)]
        yield Tally(len(eaten))
    elif b"\xff" in start:
        raise KeyError("an exception that is not a Problem")
    elif b"\0" in start:
        yield Skip("line 1", "\x00 and \ud800 are no text")
    yield Tally(1)


def _swallow(stream: BinaryIO) -> Iterator[Row]:
    whole = stream.read()
    copies = [whole.replace(b"x", b"y"), whole.replace(b"x", b"z")]
    yield Tally(len(copies))


def _walk(seconds: float) -> None:
    while time.process_time() < seconds:
        pass
