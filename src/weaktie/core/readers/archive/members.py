"""One member of an archive as a stream that counts what it unpacks."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, BinaryIO

from weaktie.core.readers import HEAD
from weaktie.core.rows import Problem

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

CHUNK = 64 * 1024
"""Bytes unpacked at a time."""

NAME_LIMIT = 200
"""Longest name of a member shown, in characters."""

BROKEN = "This archive is broken or was not downloaded whole. Fetch it again."

NESTED = "An archive inside an archive is not opened. Unpack it once and bring what was in it."
LINK = "A link or a device inside an archive is left out."

_UNSHOWABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an archive may hold: bytes unpacked (mail not counted), unpacked to packed, members.

    The ratio is looked at from `ratio_from` unpacked bytes on: small text may well shrink more. Text of real
    exports shrinks 5 to 20 times; deflate cannot exceed 1,032 times (RFC 1951: 258 bytes for 2 bits).
    """

    unpacked: int = 500_000_000
    ratio: int = 200
    ratio_from: int = 10_000_000
    members: int = 20_000


class TooMuch(Problem):
    """The whole archive is refused, not only the member at hand."""


class Spent:
    """What the members of one archive have unpacked so far."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.unpacked = 0
        self.members = 0

    def count_member(self) -> None:
        """Count a member; raise Problem when there are too many."""
        self.members += 1
        if self.members > self.limits.members:
            most = f"This archive holds more than {self.limits.members:,} files."
            raise Problem(f"{most} Bring only those of mail, contacts and calendars.")

    def count(self, size: int) -> None:
        """Count unpacked bytes; raise Problem when there are too many."""
        self.unpacked += size
        if self.unpacked > self.limits.unpacked:
            most = self.limits.unpacked // 1_000_000
            raise TooMuch(f"This archive unpacks to more than {most} MB without its mail.")

    def check_ratio(self, unpacked: int, packed: int) -> None:
        """Raise Problem when so many bytes cannot honestly have come out of so few."""
        if unpacked > self.limits.ratio_from and unpacked > self.limits.ratio * packed:
            raise Problem(
                f"This unpacks to more than {self.limits.ratio} times its size, as no honest export does."
            )


class Unpacking(io.RawIOBase):
    """The unpacked bytes of one member, counted; cannot seek.

    `packed` tells how many packed bytes were used up; None where that is watched for the archive as a whole.
    """

    def __init__(self, chunks: Iterator[bytes], packed: Callable[[], int] | None, spent: Spent) -> None:
        self._chunks = chunks
        self._packed = packed
        self._spent = spent
        self._rest = memoryview(b"")
        self._unpacked = 0
        self._uncounted = False
        self._hash = sha256()

    def readable(self) -> bool:
        """Say yes: it is for reading."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill the buffer as far as there are bytes; return how many; raise Problem beyond a limit."""
        view = memoryview(buffer).cast("B")
        filled = 0
        while filled < len(view):
            if not self._rest and not self._fetch():
                break
            taken = self._rest[: len(view) - filled]
            view[filled : filled + len(taken)] = taken
            self._rest = self._rest[len(taken) :]
            filled += len(taken)
        return filled

    def uncap(self) -> None:
        """Count this member no longer against the archive's bytes: it is mail, or nothing reads it."""
        self._uncounted = True
        self._spent.unpacked -= self._unpacked

    def finish(self) -> tuple[int, str]:
        """Unpack what is left; return the size in bytes and the SHA-256 in hex of all there was."""
        while self._fetch():
            pass
        return self._unpacked, self._hash.hexdigest()

    def _fetch(self) -> bool:
        chunk = next(self._chunks, None)
        if chunk is None:
            return False
        self._rest = memoryview(chunk)
        self._unpacked += len(chunk)
        self._hash.update(chunk)
        if self._packed is not None:
            self._spent.check_ratio(self._unpacked, self._packed())
        if not self._uncounted:
            self._spent.count(len(chunk))
        return True


class Member:
    """A file in an archive: a name safe to show, its claimed size, its stream, or why it is left out.

    `stream` cannot seek. `left_out` is "" or the sentence why the member is not read (a link, a device).
    """

    def __init__(self, name: str, size: int, unpacking: Unpacking, *, left_out: str = "") -> None:
        self.name = shown(name)
        self.size = size
        self.left_out = left_out
        self._unpacking = unpacking
        self._buffered = io.BufferedReader(unpacking, HEAD)

    @property
    def stream(self) -> BinaryIO:
        """The unpacked bytes."""
        return self._buffered

    def head(self) -> bytes:
        """Return the first bytes, at most HEAD of them, without taking them off the stream."""
        return self._buffered.peek(HEAD)[:HEAD]

    def finish(self) -> tuple[int, str]:
        """Read what is left over; return the size in bytes and the SHA-256 in hex of the whole member."""
        return self._unpacking.finish()

    def uncap(self) -> None:
        """Take the limit on size off this member: it is mail, or nothing reads it. The ratio still holds."""
        self._unpacking.uncap()


def left_out(name: str, size: int, sentence: str, spent: Spent) -> Member:
    """Return a member without bytes, to be reported with this sentence."""
    return Member(name, size, Unpacking(iter(()), None, spent), left_out=sentence)


def shown(name: str) -> str:
    """Return a member's name as it may be shown: relative, forward slashes, nothing invisible, not too long.

    No file is ever written under this name; it only must not pretend to lie elsewhere.
    """
    parts = _UNSHOWABLE.sub("", name).replace("\\", "/").split("/")
    if re.fullmatch("[A-Za-z]:", parts[0]):
        parts = parts[1:]
    safe = "/".join(part for part in parts if part not in ("", ".", ".."))
    return safe if len(safe) <= NAME_LIMIT else "…" + safe[1 - NAME_LIMIT :]
