"""What comes back of a file that was read behind the wall."""

from __future__ import annotations

from dataclasses import dataclass

from weaktie.core.readers import Source
from weaktie.core.rows import Row


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file, or one member of an archive, and what was in it.

    `path` is as people see it ("x.zip!/Connections.csv"), `digest` the SHA-256 of its bytes in hex ("" when
    it was not read to the end, or is so large that hashing would cost as much as reading), `size` in bytes.
    `error` is a sentence or None; with one, `rows` is empty.
    `passed_over` is True for what lay beside and is nothing that is read here (a picture in an archive).
    """

    path: str
    source: Source | None
    digest: str
    size: int
    rows: list[Row]
    error: str | None
    seconds: float
    passed_over: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How many bytes of a file were read so far, told a few times a second."""

    path: str
    done: int
    total: int
