"""What a file is and how long it may take, from its first bytes and its size, before a child reads it."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from weaktie.adapters.parsing.cell import MOST_BYTES
from weaktie.adapters.parsing.folders import Found
from weaktie.adapters.wall.child import Reader
from weaktie.adapters.wall.sandbox import Limits
from weaktie.core import readers
from weaktie.core.readers import HEAD, Source, archive
from weaktie.core.rows import Problem

MAIL = "mail"
"""The family whose files have no largest size."""

LARGEST = 200_000_000
"""Bytes of a file that is neither mail nor an archive."""

MOST_ROWS = 1_000_000
SECONDS = 30.0
BYTES_A_SECOND = 10_000_000
"""How slowly mail and archives may be read, beyond the seconds that every file has."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A file, its size in bytes and what it is: a source, an archive, or for `error` nothing to read."""

    file: Found
    size: int = 0
    source: Source | None = None
    archive: archive.Kind | None = None
    error: str = ""

    @property
    def grows(self) -> bool:
        """Tell whether there is no limit to its size, as with mail, so that its other limits grow."""
        return self.archive is not None or (self.source is not None and self.source.family == MAIL)

    @property
    def seconds(self) -> float:
        """Return how long its reading may take."""
        return SECONDS + (self.size / BYTES_A_SECOND if self.grows else 0)

    @property
    def limits(self) -> Limits:
        """Return what its child may use."""
        return Limits(cpu=int(self.seconds))

    @property
    def most_bytes(self) -> int:
        """Return how much its child may say of it, in bytes."""
        return MOST_BYTES + (self.size // 2 if self.grows else 0)

    @property
    def most_rows(self) -> int:
        """Return how many rows it may have: a letter in a large mailbox has 200 bytes or more."""
        return MOST_ROWS + (self.size // 200 if self.grows else 0)


def plan(file: Found, modules: Sequence[str]) -> Plan:
    """Look at a file's first bytes and say what to do with it; `modules` are the readers that are asked."""
    if file.left_out:
        return Plan(file, error=file.left_out)
    try:
        return _mail_folder(file, modules) if file.letters else _plan(file, modules)
    except Problem as problem:
        return Plan(file, error=str(problem))
    except OSError:
        return Plan(file, error="This file may not be read by you. Look at its permissions.")


def _plan(file: Found, modules: Sequence[str]) -> Plan:
    with file.path.open("rb") as stream:
        head = stream.read(HEAD)
        size = stream.seek(0, 2)
    kind = archive.recognise(head)
    if kind is not None:
        return Plan(file, size, archive=kind)

    planned = Plan(file, size, _recognised(head, file.path.name, modules))
    if size > LARGEST and not planned.grows:
        raise Problem(f"This file is larger than {LARGEST // 1_000_000} MB. Export a part of it.")
    return planned


def _mail_folder(file: Found, modules: Sequence[str]) -> Plan:
    """Take a Maildir for what its letters are; an empty one never comes here."""
    for letter in file.letters:
        with letter.open("rb") as stream:
            source = _recognised(stream.read(HEAD), letter.name, modules)
        if source.family == MAIL:
            size = sum(path.stat().st_size for path in file.letters)
            return Plan(file, size, Source("maildir", "Mail folder (Maildir)", MAIL))
    raise Problem("Nothing in this folder is mail.")


def _recognised(head: bytes, name: str, modules: Sequence[str]) -> Source:
    for reader in _readers(modules):
        source = reader.recognise(head, name=name)
        if source is not None:
            return source
    # None of those asked: raises the sentence that tells what it may be instead.
    return readers.recognise(head, name=name)


def _readers(modules: Sequence[str]) -> Iterator[Reader]:
    for module in modules:
        yield cast(Reader, importlib.import_module(module))
