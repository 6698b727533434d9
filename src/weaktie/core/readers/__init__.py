"""Bytes in, rows out: one module per family of exports.

Each module offers `recognise(head, name=...)`, which looks at the first bytes of a file (never at its
extension) and says what it is or None, and `read(source, stream, hints)`, which yields rows.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from types import ModuleType
from typing import BinaryIO

from weaktie.core.rows import Problem, Row

HEAD = 64 * 1024
"""How many bytes at the start of a file tell what it is."""

FAMILIES = ("mail", "vcard", "calendar", "linkedin", "google_contacts", "outlook_contacts")
"""Modules in the order in which they are asked; the first that recognises a file reads it."""


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of file: `kind` is stable for programs, `label` is for people.

    `family` is the module that reads it. A source that is `needed=False` is recognised and left out.
    """

    kind: str
    label: str
    family: str
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Hints:
    """What a reader may need to know of the seeker: today's date, time zone, order of day and month."""

    today: date
    zone: str = "UTC"
    day_first: bool = False


def recognise(head: bytes, *, name: str) -> Source:
    """Tell the kind of a file from its first bytes; raise Problem when nothing here reads it.

    `name` is the base name, used only where two kinds have the same content (LinkedIn's bots' messages).
    """
    for family in FAMILIES:
        source: Source | None = _module(family).recognise(head, name=name)
        if source is not None:
            return source
    raise Problem(_what_it_is_instead(head))


def read(source: Source, stream: BinaryIO, hints: Hints) -> Iterator[Row]:
    """Yield the rows of a file of this kind; raise Problem when it has to be refused whole."""
    rows: Iterator[Row] = _module(source.family).read(source, stream, hints)
    return rows


def _module(family: str) -> ModuleType:
    return importlib.import_module(f"weaktie.core.readers.{family}")


_SIGNATURES = (
    (b"%PDF", "This is a PDF."),
    (b"PK\x03\x04", "This is a spreadsheet, a document or an archive inside an archive."),
    (b"\xd0\xcf\x11\xe0", "This is an old Office file or an Outlook message (.msg)."),
    (b"!BDN", "This is an Outlook data file (.pst)."),
    (b"\x89PNG", "This is a picture."),
    (b"\xff\xd8\xff", "This is a picture."),
    (b"GIF8", "This is a picture."),
    (b"SQLite format 3", "This is a database."),
    (b"bplist", "This is a property list."),
)


def _what_it_is_instead(head: bytes) -> str:
    """Say in a sentence what an unreadable file seems to be and what to bring instead."""
    bring = "Bring LinkedIn's export, vCard, Google or Outlook CSV, mbox or .eml mail, or an .ics calendar."
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        return f"This file is empty. {bring}"
    for signature, sentence in _SIGNATURES:
        if head.startswith(signature):
            return f"{sentence} {bring}"
    return f"Nothing in this file looks like an address book, mail, a calendar or a LinkedIn export. {bring}"
