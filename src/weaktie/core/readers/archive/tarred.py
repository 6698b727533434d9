"""Members of a tar: POSIX ustar and pax, GNU long names; POSIX.1-2017, pax, "ustar Interchange Format".

Read in one pass and never sought in, so that it may come out of a gzip while that is unpacked.
"""

from __future__ import annotations

import collections
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from weaktie.core.readers.archive.members import (
    BROKEN,
    CHUNK,
    LINK,
    Limits,
    Member,
    Spent,
    Unpacking,
    left_out,
)
from weaktie.core.rows import Problem

BLOCK = 512
"""Bytes of a header; data is filled up to a multiple of it."""

_NOTE_LIMIT = 64 * 1024
"""Bytes of a long name or of pax records that are looked at; a longer note is passed over."""

_LARGEST = 1 << 50

_FILES = b"\x0007"
_WITHOUT_DATA = b"123456"
"""Links, devices, directories and pipes: whatever size they claim, nothing follows them."""
_DIRECTORY, _SPARSE, _LONG_NAME, _PAX = b"5", b"S", b"L", b"x"
_NOTES = b"LKxgXNV"
"""Entries that say something of the next one or of the whole tape, and are no members."""

_PAX_RECORD = re.compile(rb"\d{1,6} (path|size)=([^\n]*)\n")


@dataclass(frozen=True, slots=True)
class _Header:
    """What one header says of its entry; `goes_on` is whether a map of holes follows it."""

    kind: bytes
    name: str
    size: int
    goes_on: bool


@dataclass(frozen=True, slots=True)
class _Note:
    """What was said of the next entry in front of it."""

    name: str = ""
    size: int = -1


def is_header(block: bytes) -> bool:
    """Tell whether these 512 bytes are a tar header: there is a name, and the sum is right."""
    if len(block) != BLOCK or block[0] == 0:
        return False
    # The sum is taken with blanks in the place of the sum itself.
    return _number(block[148:156]) == sum(block) - sum(block[148:156]) + 8 * 0x20


def members(stream: BinaryIO, limits: Limits) -> Iterator[Member]:
    """Yield the members of a tar; raise Problem when it is broken."""
    spent = Spent(limits)
    note = _Note()
    while (header := _next_header(stream)) is not None:
        if header.kind in _NOTES:
            note = _read_note(stream, header, note)
            continue

        spent.count_member()
        yield from _member(stream, header, note, spent)
        note = _Note()


def _member(stream: BinaryIO, header: _Header, note: _Note, spent: Spent) -> Iterator[Member]:
    name = note.name or header.name
    size = header.size if note.size < 0 else note.size
    if header.goes_on:
        _pass_over_holes(stream)

    chunks = _chunks(stream, size)
    if header.kind in _FILES and size:
        yield Member(name, size, Unpacking(chunks, None, spent))
    elif header.kind == _SPARSE:
        yield left_out(name, size, "A file with holes inside an archive is left out.", spent)
    elif header.kind in _WITHOUT_DATA and header.kind != _DIRECTORY:
        yield left_out(name, size, LINK, spent)

    if header.kind not in _WITHOUT_DATA:
        _pass_over(itertools.chain(chunks, _chunks(stream, -size % BLOCK)))


def _next_header(stream: BinaryIO) -> _Header | None:
    block = stream.read(BLOCK)
    if not block.strip(b"\0"):
        return None
    if not is_header(block):
        raise Problem(BROKEN)
    size = _number(block[124:136])
    if not 0 <= size <= _LARGEST:
        raise Problem(BROKEN)

    kind = block[156:157]
    folder = _text(block[345:500]) if block[257:263] == b"ustar\0" else ""
    name = _text(block[:100])
    return _Header(kind, f"{folder}/{name}" if folder else name, size, kind == _SPARSE and block[482] != 0)


def _read_note(stream: BinaryIO, header: _Header, note: _Note) -> _Note:
    chunks = itertools.chain(_chunks(stream, header.size), _chunks(stream, -header.size % BLOCK))
    if header.kind not in (_LONG_NAME, _PAX) or header.size > _NOTE_LIMIT:
        _pass_over(chunks)
        return note

    said = b"".join(chunks)[: header.size]
    if header.kind == _LONG_NAME:
        return _Note(_text(said), note.size)
    for key, value in _PAX_RECORD.findall(said):
        if key == b"path":
            note = _Note(_text(value), note.size)
        elif value.isdigit() and len(value) < 16:
            note = _Note(note.name, int(value))
    return note


def _pass_over_holes(stream: BinaryIO) -> None:
    while stream.read(BLOCK)[504:505] not in (b"", b"\0"):
        pass


def _chunks(stream: BinaryIO, size: int) -> Iterator[bytes]:
    while size > 0:
        chunk = stream.read(min(CHUNK, size))
        if not chunk:
            raise Problem(BROKEN)
        size -= len(chunk)
        yield chunk


def _pass_over(chunks: Iterator[bytes]) -> None:
    collections.deque(chunks, maxlen=0)


def _number(field: bytes) -> int:
    """Return a number in octal digits, or in GNU's form of 256 to a digit; -1 when it is none."""
    if field[0] & 0x80:
        return int.from_bytes(field[1:])
    digits = field.strip(b"\0 ")
    return int(digits or b"0", 8) if re.fullmatch(rb"[0-7]*", digits) else -1


def _text(field: bytes) -> str:
    return field.partition(b"\0")[0].decode("utf-8", "replace")
