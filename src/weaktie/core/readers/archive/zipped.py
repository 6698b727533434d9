"""Members of a zip: PKWARE's APPNOTE 6.3.10, with zip64; stored and deflated members only.

Own code rather than zipfile, which loads any directory whole and believes it.
"""

from __future__ import annotations

import codecs
import os
import stat
import struct
import zlib
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

# Names without the Unicode flag are in code page 437 (APPNOTE, appendix D); fetched now, because nothing can
# be loaded once the process has locked itself down.
_CP437 = codecs.lookup("cp437")

_END = struct.Struct("<4s4H2LH")
_END_SIGN = b"PK\x05\x06"
_LOCATOR = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_COMMENT_LIMIT = 65_535
_DIRECTORY_LIMIT = 32_000_000
"""Bytes of a directory: 20,000 members with 1,600 bytes each."""

_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _UTF8 = 0x1, 0x800
_UNKNOWN = 0xFFFFFFFF
_ZIP64 = 1
_UNIX = 3

LOCKED = "This archive is locked with a password. Unpack it and bring the folder."
MISLEADING = "This archive is made to mislead: its files lie on top of each other. Nothing of it was read."
_LYING = "This member is damaged: what it holds is not what the archive says. Fetch the archive again."
_PACKED_OTHERWISE = "This is packed in a way that is not read here. Unpack the archive and bring the folder."
_DOCUMENT = "This is a spreadsheet, a document or a book, not an archive. Save it as CSV and bring that."


@dataclass(slots=True)
class _Entry:
    """One line of the directory; `end` is where the next entry begins."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    offset: int
    mode: int
    end: int

    @property
    def is_link(self) -> bool:
        return stat.S_IFMT(self.mode) not in (0, stat.S_IFREG, stat.S_IFDIR)


def members(stream: BinaryIO, limits: Limits) -> Iterator[Member]:
    """Yield the members of a zip as they lie; raise Problem when it is broken or locked."""
    spent = Spent(limits)
    for entry in _fenced(list(_entries(stream, spent))):
        if entry.size == 0 or entry.name.endswith(("/", "\\")):
            continue
        if entry.is_link:
            yield left_out(entry.name, entry.size, LINK, spent)
        elif entry.method not in (_STORED, _DEFLATED):
            yield left_out(entry.name, entry.size, _PACKED_OTHERWISE, spent)
        else:
            unpacker = _Unpacker(stream, entry, spent)
            yield Member(entry.name, entry.size, Unpacking(unpacker.chunks(), unpacker.packed, spent))


def _entries(stream: BinaryIO, spent: Spent) -> Iterator[_Entry]:
    directory, start, shift = _directory(stream)
    at = 0
    while at + _ENTRY.size <= len(directory):
        spent.count_member()
        fields = _ENTRY.unpack_from(directory, at)
        if fields[0] != b"PK\x01\x02":
            raise Problem(BROKEN)
        name_at = at + _ENTRY.size
        extra_at = name_at + fields[10]
        comment_at = extra_at + fields[11]
        name = _name(directory[name_at:extra_at], utf8=bool(fields[3] & _UTF8))
        if fields[3] & _ENCRYPTED:
            raise Problem(LOCKED)
        if name == "[Content_Types].xml" or (name == "mimetype" and at == 0):
            raise Problem(_DOCUMENT)
        yield _entry(name, fields, directory[extra_at:comment_at], shift=shift, end=start)
        at = comment_at + fields[12]


def _entry(name: str, fields: tuple[int, ...], extra: bytes, *, shift: int, end: int) -> _Entry:
    size, packed, offset = _long_numbers(extra, (fields[9], fields[8], fields[16]))
    mode = fields[15] >> 16 if fields[1] >> 8 == _UNIX else 0
    return _Entry(name, fields[4], fields[7], packed, size, offset + shift, mode, end)


def _long_numbers(extra: bytes, numbers: tuple[int, int, int]) -> tuple[int, int, int]:
    """Put the 64-bit numbers of the zip64 field in the place of those too large for 32 bits."""
    if _UNKNOWN not in numbers:
        return numbers
    at = 0
    while at + 4 <= len(extra):
        tag, length = struct.unpack_from("<HH", extra, at)
        if tag == _ZIP64:
            field = extra[at + 4 : at + 4 + length]
            longer = iter(struct.unpack(f"<{len(field) // 8}Q", field[: len(field) // 8 * 8]))
            size, packed, offset = (next(longer, -1) if n == _UNKNOWN else n for n in numbers)
            return size, packed, offset
        at += 4 + length
    return numbers


def _name(raw: bytes, *, utf8: bool) -> str:
    # Many packers write UTF-8 without saying so, and text in another code page is hardly ever valid UTF-8.
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "replace") if utf8 else _CP437.decode(raw)[0]


def _directory(stream: BinaryIO) -> tuple[bytes, int, int]:
    """Return the directory, where it starts, and by how much all offsets are shifted by bytes in front."""
    end_at, size, offset = _end_record(stream)
    start = end_at - size
    if size > _DIRECTORY_LIMIT or start < 0 or offset > start:
        raise Problem(BROKEN)
    stream.seek(start)
    return stream.read(size), start, start - offset


def _end_record(stream: BinaryIO) -> tuple[int, int, int]:
    """Return where the end record lies, the directory's size and its claimed offset, in bytes."""
    length = stream.seek(0, os.SEEK_END)
    tail_at = max(0, length - _END.size - _COMMENT_LIMIT)
    stream.seek(tail_at)
    tail = stream.read()
    at = tail.rfind(_END_SIGN, 0, len(tail) - _END.size + len(_END_SIGN))
    if at < 0:
        raise Problem(BROKEN)
    _, _, _, _, count, size, offset, _ = _END.unpack_from(tail, at)
    if _UNKNOWN in (size, offset) or count == 0xFFFF:
        return _end_record_64(stream, tail_at + at) or (tail_at + at, size, offset)
    return tail_at + at, size, offset


def _end_record_64(stream: BinaryIO, end_at: int) -> tuple[int, int, int] | None:
    locator_at = end_at - _LOCATOR.size
    record_at = locator_at - _END64.size
    if record_at < 0:
        return None
    stream.seek(locator_at)
    sign, _, claimed_at, _ = _LOCATOR.unpack(stream.read(_LOCATOR.size))
    if sign != b"PK\x06\x07":
        return None
    # The record may be longer than its fixed part; then only its own claim tells where it begins.
    for start in (record_at, claimed_at):
        stream.seek(min(start, record_at))
        fields = _END64.unpack(stream.read(_END64.size))
        if fields[0] == b"PK\x06\x06":
            return min(start, record_at), fields[8], fields[9]
    raise Problem(BROKEN)


def _fenced(entries: list[_Entry]) -> list[_Entry]:
    """Return the entries as they lie, each with its end; raise Problem when they overlap."""
    entries.sort(key=lambda entry: entry.offset)
    for entry, after in zip(entries, entries[1:], strict=False):
        entry.end = min(entry.end, after.offset)
    for entry in entries:
        if entry.offset < 0 or entry.offset + _LOCAL.size + entry.packed > entry.end:
            raise Problem(MISLEADING)
    return entries


class _Unpacker:
    """Unpacks one member and checks its size and sum at its end."""

    def __init__(self, stream: BinaryIO, entry: _Entry, spent: Spent) -> None:
        self._stream = stream
        self._entry = entry
        self._spent = spent
        self._taken = 0

    def packed(self) -> int:
        """Return how many packed bytes were used up so far."""
        return self._taken

    def chunks(self) -> Iterator[bytes]:
        """Yield the bytes of the member, unpacked; raise Problem when they are not what was claimed."""
        # A bomb that does not even lie needs no unpacking.
        self._spent.check_ratio(self._entry.size, self._entry.packed)
        size = crc = 0
        for chunk in self._inflated() if self._entry.method == _DEFLATED else self._blocks():
            size += len(chunk)
            crc = zlib.crc32(chunk, crc)
            if size > self._entry.size:
                raise Problem(_LYING)
            yield chunk
        if size != self._entry.size or crc != self._entry.crc:
            raise Problem(_LYING)

    def _inflated(self) -> Iterator[bytes]:
        engine = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for block in self._blocks():
                while block:
                    yield engine.decompress(block, CHUNK)
                    block = engine.unconsumed_tail
            while chunk := engine.decompress(b"", CHUNK):
                yield chunk
        except zlib.error:
            raise Problem(BROKEN) from None

    def _blocks(self) -> Iterator[bytes]:
        at = self._data_at()
        while self._taken < self._entry.packed:
            self._stream.seek(at + self._taken)
            block = self._stream.read(min(CHUNK, self._entry.packed - self._taken))
            if not block:
                raise Problem(BROKEN)
            self._taken += len(block)
            yield block

    def _data_at(self) -> int:
        self._stream.seek(self._entry.offset)
        header = self._stream.read(_LOCAL.size)
        if len(header) < _LOCAL.size or not header.startswith(b"PK\x03\x04"):
            raise Problem(BROKEN)
        name_length, extra_length = _LOCAL.unpack(header)[9:]
        at: int = self._entry.offset + _LOCAL.size + name_length + extra_length
        if at + self._entry.packed > self._entry.end:
            raise Problem(MISLEADING)
        return at
