"""A gzip (RFC 1952): a tar inside, or a single file."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import BinaryIO

from weaktie.core.readers.archive import tarred
from weaktie.core.readers.archive.members import BROKEN, CHUNK, Limits, Member, Spent, Unpacking
from weaktie.core.rows import Problem

_WITH_GZIP_HEADER = 16 + zlib.MAX_WBITS


def members(stream: BinaryIO, limits: Limits, *, name: str) -> Iterator[Member]:
    """Yield the members of the tar inside, or the one file, called as the archive without .gz."""
    gunzip = _Gunzip(stream, limits)
    unpacking = Unpacking(gunzip.chunks(), gunzip.packed, Spent(limits))
    inside = Member(name.removesuffix(".gz"), -1, unpacking)
    if not tarred.is_header(inside.head()[: tarred.BLOCK]):
        yield inside
        return

    # The members count for themselves from here on; the ratio is still that of the whole.
    inside.uncap()
    yield from tarred.members(inside.stream, limits)


class _Gunzip:
    """Unpacks a gzip, which may be several of them one after another."""

    def __init__(self, stream: BinaryIO, limits: Limits) -> None:
        self._stream = stream
        self._pieces = Spent(limits)
        self._taken = 0

    def packed(self) -> int:
        """Return how many packed bytes were used up so far."""
        return self._taken

    def chunks(self) -> Iterator[bytes]:
        """Yield the unpacked bytes; raise Problem when they are broken or broken off."""
        engine = zlib.decompressobj(_WITH_GZIP_HEADER)
        try:
            for block in iter(lambda: self._stream.read(CHUNK), b""):
                self._taken += len(block)
                rest = block
                while rest:
                    if engine.eof:
                        engine = self._next_engine()
                    yield engine.decompress(rest, CHUNK)
                    # Zeros between and after are filling, as on a tape.
                    rest = engine.unused_data.lstrip(b"\0") if engine.eof else engine.unconsumed_tail
            while chunk := engine.decompress(b"", CHUNK):
                yield chunk
        except zlib.error:
            raise Problem(BROKEN) from None
        if not engine.eof:
            raise Problem(BROKEN)

    def _next_engine(self) -> zlib._Decompress:
        self._pieces.count_member()
        return zlib.decompressobj(_WITH_GZIP_HEADER)
