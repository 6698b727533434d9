"""Read one public page behind the wall: its title and its words, or a sentence why not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from weaktie.adapters.parsing import parse
from weaktie.core.readers import HEAD, Hints, archive
from weaktie.core.readers.pages import BRING, LARGEST, TITLE, TOO_LARGE
from weaktie.core.rows import Passage, Problem, Skip

MODULE = "weaktie.core.readers.pages"
NEW_PAGE = "\f"
"""What stands between two pages of a PDF."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says: paragraphs are lines, a form feed parts pages; `note` tells what is missing."""

    title: str
    text: str
    note: str


def read_page(path: Path, *, hints: Hints) -> Page:
    """Return what a saved page, PDF or text says; raise Problem with what to bring instead."""
    if path.stat().st_size > LARGEST:
        raise Problem(TOO_LARGE)
    with path.open("rb") as stream:
        if archive.recognise(stream.read(HEAD)) is not None:
            raise Problem(f"This is neither a page nor a PDF. {BRING}")
    (read,) = parse([path], hints=hints, modules=(MODULE,))
    if read.error:
        raise Problem(read.error)
    return _page([row for row in read.rows if isinstance(row, Passage | Skip)])


def _page(rows: list[Passage | Skip]) -> Page:
    title = next((row.text for row in rows if isinstance(row, Passage) and row.where == TITLE), "")
    pages: list[list[str]] = [[]]
    for row in rows:
        if isinstance(row, Passage) and row.where != TITLE:
            pages += [[] for _ in range(_number(row.where) - len(pages))]
            pages[-1].append(row.text)
    note = next((row.reason for row in rows if isinstance(row, Skip)), "")
    return Page(title, NEW_PAGE.join("\n".join(lines) for lines in pages), note)


def _number(where: str) -> int:
    digits = where.rpartition(" ")[2]
    return int(digits) if digits.isdecimal() else 0
