"""A table out of bytes, whatever its encoding, its separator and what stands before the column names.

The file is read once, in pieces. A row that does not fit is a Skip with a reason; a file beyond the
limits is a Problem.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO

from weaktie.core.readers.text import clean
from weaktie.core.rows import Problem, Skip

SIZE_LIMIT = 200_000_000
"""Bytes of a table."""

ROW_LIMIT = 1_000_000
COLUMN_LIMIT = 2_000
FIELD_LIMIT = 1_000_000
"""Characters of a cell or of a line."""

_HEAD = 64 * 1024
_PIECE = 256 * 1024
_HEADER_LINES = 60
_DELIMITERS = ",;\t"
_BOMS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_NOT_IN_NAMES = re.compile(r"[\W_]+")

_REPAIRS = 100
"""So many open quotation marks are mended; each may cost reading a cell of the longest kind again."""

_LINES_TRIED = 20

# The csv module's own limit, for the whole process, is 131,072 characters: less than a long message.
csv.field_size_limit(FIELD_LIMIT)


@dataclass(frozen=True, slots=True)
class Header:
    """The line with the column names, counted from 1, and what it tells of the lines after it.

    `columns` are the names made plain (a name that occurs again is followed by #2, #3), `written` the cells
    as they stand. `has_tail` means that lines end in a semicolon that separates nothing.
    """

    line: int
    delimiter: str
    columns: tuple[str, ...]
    written: tuple[str, ...]
    has_tail: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table. `number` is the line of the file on which it begins."""

    number: int
    cells: list[str]
    places: Mapping[str, int]

    def __getitem__(self, column: str) -> str:
        """Return the cell as written, or "" when the table has no such column."""
        place = self.places.get(column)
        return "" if place is None else self.cells[place]

    def text(self, column: str, limit: int = 300) -> str:
        """Return the cell cleaned, or "" when the table has no such column."""
        place = self.places.get(column)
        return "" if place is None else clean(self.cells[place], limit)

    @property
    def where(self) -> str:
        """Name the place in the file."""
        return f"line {self.number}"


def plain(column: str) -> str:
    """Return a column's name in lower case, without blanks and punctuation."""
    return _NOT_IN_NAMES.sub("", clean(column).casefold())


def headers(head: bytes, aliases: Mapping[str, str]) -> Iterator[Header]:
    """Yield each of the first lines of a file, read with each separator, as if it held the column names.

    `aliases` turn plain names in other languages into the plain English ones.
    """
    for number, line in enumerate(islice(_lines(iter([head])), _HEADER_LINES), 1):
        for delimiter in _DELIMITERS:
            cells = _unpacked(_split(line, delimiter), delimiter)
            if len(cells) <= COLUMN_LIMIT:
                has_tail = delimiter != ";" and line.rstrip().endswith(";")
                yield Header(number, delimiter, _names(cells, aliases), tuple(cells), has_tail)


class Table:
    """The rows under the first line that `fits`; raise Problem when there is no such line."""

    def __init__(self, stream: BinaryIO, fits: Callable[[Header], bool], aliases: Mapping[str, str]) -> None:
        head = _first_bytes(stream)
        header = next((header for header in headers(head, aliases) if fits(header)), None)
        if header is None:
            raise Problem("The line with the column names is missing. Bring the file as it was exported.")
        self.header = header
        self.read = 0
        self._width = len(header.columns)
        self._places = {name: place for place, name in reversed(list(enumerate(header.columns))) if name}
        self._rows = self._parsed(_Lines(_lines(_pieces(head, stream))))
        self._ahead: deque[Line | Skip] = deque()

    def __iter__(self) -> Iterator[Line | Skip]:
        """Yield the rows from top to bottom; a row that does not fit is a Skip."""
        while True:
            row = self._ahead.popleft() if self._ahead else next(self._rows, None)
            if row is None:
                return
            yield row

    def sample(self, column: str, rows: int = 500) -> list[str]:
        """Return a column's cells in the first rows, which stay to be read."""
        self._ahead.extend(islice(self._rows, max(0, rows - len(self._ahead))))
        return [row[column] for row in self._ahead if isinstance(row, Line)]

    def _parsed(self, lines: _Lines) -> Iterator[Line | Skip]:
        """Yield what the records under the header make, mending quotation marks that are never closed."""
        for _ in range(self.header.line):
            next(lines, None)
        records = csv.reader(lines, delimiter=self.header.delimiter, skipinitialspace=True)
        repairs = 0
        cells: list[str] | None
        while True:
            number = lines.begin()
            try:
                cells = next(records)
            except StopIteration:
                return
            except csv.Error:
                cells = None

            if self._is_runaway(cells, lines.taken):
                repairs += 1
                if repairs > _REPAIRS:
                    raise Problem("Too many quotation marks in this file are never closed. Export it again.")
                lines.give_back()
                yield self._skip(number, "A quotation mark in it is never closed; the line is left out.")
            elif cells is None:
                raise Problem(f"Line {number} has a cell of more than {FIELD_LIMIT:,} characters.")
            else:
                yield from self._fitted(number, cells)

    def _is_runaway(self, cells: list[str] | None, taken: list[str]) -> bool:
        """Tell whether a record that is not well-formed runs over lines which are rows by themselves."""
        if self._width == 1 or len(taken) == 1 or not any(map(self._is_row, taken[1 : 1 + _LINES_TRIED])):
            return False
        return cells is None or len(cells) != self._width or not self._is_well_quoted(taken)

    def _is_row(self, line: str) -> bool:
        delimiter = self.header.delimiter
        return line.count(delimiter) >= self._width - 1 and len(_split(line, delimiter)) == self._width

    def _is_well_quoted(self, taken: list[str]) -> bool:
        strict = csv.reader(taken, delimiter=self.header.delimiter, skipinitialspace=True, strict=True)
        try:
            return len(list(strict)) == 1
        except csv.Error:
            return False

    def _fitted(self, number: int, cells: list[str]) -> Iterator[Line | Skip]:
        """Make a record as wide as the header, or say why it cannot be."""
        width = self._width
        if len(cells) > COLUMN_LIMIT:
            raise Problem(f"Line {number} has more than {COLUMN_LIMIT:,} columns.")
        if self.header.has_tail and cells:
            cells[-1] = cells[-1].rstrip(";")
        if width > 1:
            cells = _unpacked(cells, self.header.delimiter)
        if not any(cells) or tuple(cells) == self.header.written:
            return

        if len(cells) > width and any(cell.strip() for cell in cells[width:]):
            yield self._skip(number, f"It has {len(cells)} columns instead of {width}; the row is left out.")
            return
        if len(cells) * 2 < width:
            yield self._skip(number, f"It has only {len(cells)} of {width} columns; the row is left out.")
            return
        if len(cells) < width:
            yield Skip(f"line {number}", f"It ends after {len(cells)} of {width} columns; the rest is empty.")
            cells += [""] * (width - len(cells))
        self._count()
        yield Line(number, cells, self._places)

    def _skip(self, number: int, reason: str) -> Skip:
        self._count()
        return Skip(f"line {number}", reason)

    def _count(self) -> None:
        self.read += 1
        if self.read > ROW_LIMIT:
            raise Problem(f"This table has more than {ROW_LIMIT:,} rows. Split it and bring the parts.")


class _Lines:
    """Hands lines to the csv module, and remembers those of the record it is at so as to give them back."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.taken: list[str] = []
        self._lines = lines
        self._returned: deque[str] = deque()
        self._number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._returned.popleft() if self._returned else next(self._lines)
        self._number += 1
        self.taken.append(line)
        return line

    def begin(self) -> int:
        """Forget the last record and return the number of the line after it."""
        self.taken = []
        return self._number + 1

    def give_back(self) -> None:
        """Take all lines of this record but the first as not yet read."""
        self._returned.extendleft(reversed(self.taken[1:]))
        self._number -= len(self.taken) - 1


def _split(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])
    except csv.Error:
        return []


def _unpacked(cells: list[str], delimiter: str) -> list[str]:
    """Return the cells inside a single one, where a spreadsheet has taken the whole line for one."""
    packed = cells[0].rstrip(";") if len(cells) == 1 else ""
    return _split(packed, delimiter) if delimiter in packed else cells


def _names(cells: list[str], aliases: Mapping[str, str]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    names: list[str] = []
    for cell in cells:
        name = plain(cell)
        seen[name] = seen.get(name, 0) + 1
        if name and seen[name] > 1:
            name = f"{name}#{seen[name]}"
        names.append(aliases.get(name, name))
    return tuple(names)


def _first_bytes(stream: BinaryIO) -> bytes:
    head = b""
    while len(head) < _HEAD:
        piece = stream.read(_HEAD - len(head))
        if not piece:
            break
        head += piece
    return head


def _pieces(head: bytes, stream: BinaryIO) -> Iterator[bytes]:
    """Yield the file, its first bytes already read, until it ends or is too large."""
    size = 0
    piece = head
    while piece:
        size += len(piece)
        if size > SIZE_LIMIT:
            raise Problem(
                f"This table is larger than {SIZE_LIMIT // 10**6} MB. Split it and bring the parts."
            )
        yield piece
        piece = stream.read(_PIECE)


def _lines(pieces: Iterator[bytes]) -> Iterator[str]:
    r"""Yield decoded lines that end in \n, whichever line ends the file has; NULs are dropped."""
    first = next(pieces, b"")
    encoding = next((name for bom, name in _BOMS if first.startswith(bom)), "latin-1")
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    start = decoder.decode(first.removeprefix(codecs.BOM_UTF8))
    newline = "\r" if "\r" in start and "\n" not in start else "\n"

    for text in _whole_lines(chain([start], map(decoder.decode, pieces)), newline):
        if encoding == "latin-1":
            text = _decoded(text.encode("latin-1"))
        text = text.replace("\x00", "").removeprefix("\ufeff")
        if newline == "\r":
            text = text.replace("\r", "\n")
        elif "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", " ")
        yield from _cut(text)


def _whole_lines(texts: Iterator[str], newline: str) -> Iterator[str]:
    """Yield the same text in pieces that end where lines do."""
    rest = ""
    for text in texts:
        text = rest + text
        end = text.rfind(newline) + 1
        rest = text[end:]
        if len(rest) > FIELD_LIMIT:
            raise Problem(f"A line of this file is longer than {FIELD_LIMIT:,} characters.")
        if end:
            yield text[:end]
    if rest:
        yield rest


def _decoded(raw: bytes) -> str:
    """Return UTF-8 as it is; line by line, what is not UTF-8 is Windows' Western code page."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return "".join(map(_decoded_line, raw.splitlines(keepends=True)))


def _decoded_line(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _cut(text: str) -> Iterator[str]:
    r"""Yield lines; unlike str.splitlines, cut only at \n."""
    lines = text.split("\n")
    last = lines.pop()
    for line in lines:
        yield line + "\n"
    if last:
        yield last
