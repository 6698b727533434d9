"""Archives in, members out: zip, tar, tar.gz and a single gzipped file; never unpacked to disk.

Whatever an archive says of itself is taken for a claim: bytes are counted while they are unpacked.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import BinaryIO

from weaktie.core.readers.archive import gzipped, tarred, zipped
from weaktie.core.readers.archive.members import NESTED, Limits, Member, TooMuch
from weaktie.core.rows import Problem

__all__ = ["NESTED", "Kind", "Limits", "Member", "TooMuch", "members", "recognise"]


class Kind(StrEnum):
    """Archives that can be opened."""

    ZIP = "zip"
    TAR = "tar"
    GZIP = "gzip"


_UNPACKABLE = (
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
)


def recognise(head: bytes) -> Kind | None:
    """Tell the kind of an archive from its first 512 bytes; raise Problem for a kind that is not opened."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK\x03\x04")):
        return Kind.ZIP
    if head.startswith(b"\x1f\x8b\x08"):
        return Kind.GZIP
    if tarred.is_header(head[: tarred.BLOCK]):
        return Kind.TAR
    for signature, name in _UNPACKABLE:
        if head.startswith(signature):
            raise Problem(
                f"This is an archive in the form {name}. Unpack it and bring the folder, or bring a zip."
            )
    return None


def members(kind: Kind, stream: BinaryIO, *, name: str, limits: Limits | None = None) -> Iterator[Member]:
    """Yield the members that are files and hold something, in order; each is to be read before the next.

    `stream` must be able to seek when it is a zip. `name` is the archive's own: a file that was gzipped
    alone is called after it. Raise Problem when the archive is broken, locked or larger than it may be.
    """
    limits = limits or Limits()
    if kind is Kind.ZIP:
        return zipped.members(stream, limits)
    if kind is Kind.TAR:
        return tarred.members(stream, limits)
    return gzipped.members(stream, limits, name=name)
