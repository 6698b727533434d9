"""A reader of files that begin with STUB and then say what it is to do. Loaded by children in tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from weaktie.core.readers import Hints, Source
from weaktie.core.rows import Problem, Row, Skip, Tally

FAMILY = "stub_reader"


def recognise(head: bytes, *, name: str) -> Source | None:
    """Recognise STUB; STUB! is recognised and not needed."""
    if not head.startswith(b"STUB"):
        return None
    return Source("stub", "A stub", FAMILY, needed=not head.startswith(b"STUB!"))


def read(source: Source, stream: BinaryIO, hints: Hints) -> Iterator[Row]:
    """Yield the first line and its size, after doing what it says."""
    line = stream.readline()
    order = line[4:].strip().decode()
    if order == "refuse":
        yield Skip("line 1", "This row must not be seen.")
        raise Problem("No good.")
    if order == "stumble":
        raise KeyError("a secret of the file's")
    if order == "loop":
        while True:
            pass
    if order == "eat":
        eaten = [bytearray(b"x" * 1_000_000) for _ in range(1_000)]
        raise AssertionError(len(eaten))
    if order == "flood":
        while True:
            yield Tally(1)
    if order == "garble":
        yield Skip("line 1", "a control character: \x07")
    yield Skip("line 1", order)
    yield Tally(len(line) + len(stream.read()))
