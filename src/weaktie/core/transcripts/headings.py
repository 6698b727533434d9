"""Text with a heading of name and time over each turn: Otter, Teams saved as text, Fathom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from weaktie.core.transcripts.said import Kind, Piece, Read, limited, seconds

_OTTER_FOOT = "Transcribed by https://otter.ai"

_CLOCK = r"((?:\d{1,2}:)?\d{1,2}:\d{2})"
_NAMED = re.compile(rf"(\S.{{0,100}}?)(?:\s{{2}}|\t){_CLOCK}\s{{0,2}}")
_NAMELESS = re.compile(rf"{_CLOCK}\s{{0,2}}")
_INSIDE = re.compile(rf"(?:  |^){_CLOCK}(?=  |$)")
_FATHOM = re.compile(rf"\s{{0,2}}@?{_CLOCK} - (.{{1,120}})")
_NOT_SAID = ("ACTION ITEM:", "SCREEN SHARING:", "VIEW RECORDING", "HIGHLIGHT:")

_LONGEST_HEADING = 140
_WORDS_OF_A_NAME = 3


def is_named(lines: Sequence[str]) -> bool:
    """Say whether lines have two headings `Name  m:ss`, or Otter's last line."""
    if any(line.startswith(_OTTER_FOOT) for line in lines[-20:]):
        return True
    headings = [_heading(line) for line in lines]
    return sum(bool(each and each[0]) for each in headings) > 1


def is_otter(lines: Sequence[str]) -> bool:
    """Say whether lines have a heading at the top, two with times alone, or several in a single line."""
    filled = [line for line in lines if line.strip()]
    if filled and _heading(filled[0]) and len(filled) > 1:
        return True
    if sum(bool(_heading(line)) for line in filled) > 1:
        return True
    return len(filled) == 1 and len(_INSIDE.findall(filled[0])) > 1


def read_otter(lines: Sequence[str]) -> Read:
    """Return the turns under their headings, or those of a text that lost its line ends."""
    filled = [line for line in lines if line.strip() and not line.startswith(_OTTER_FOOT)]
    if any(_heading(line) for line in filled):
        return Read(Kind.OTTER, list(_under(filled)))
    return Read(Kind.OTTER, [piece for line in filled for piece in _inside(line)])


def _heading(line: str) -> tuple[str, int | None] | None:
    """Return the name and the time of a heading, None for any other line."""
    if len(line) > _LONGEST_HEADING:
        return None
    named = _NAMED.fullmatch(line)
    if named:
        return named[1], seconds(named[2])
    nameless = _NAMELESS.fullmatch(line)
    return ("", seconds(nameless[1])) if nameless else None


def _under(lines: Sequence[str]) -> Iterator[Piece]:
    speaker: str = ""
    at: int | None = None
    begins = True
    for line in lines:
        heading = _heading(line)
        if heading is None:
            yield Piece(speaker, at, line, begins)
            begins = False
        else:
            speaker, at = heading
            begins = True


def _inside(line: str) -> Iterator[Piece]:
    """Yield the turns of `Name  0:00  Words. Name  0:09  Words.` in one line."""
    line = line.replace(_OTTER_FOOT, "")
    found = limited(_INSIDE.finditer(line))
    ends = [_name_begins(line, each.start()) for each in found]
    for number, each in enumerate(found):
        end = ends[number + 1] if number + 1 < len(found) else len(line)
        yield Piece(line[ends[number] : each.start()], seconds(each[1]), line[each.end() : end], begins=True)


def _name_begins(line: str, end: int) -> int:
    """Return where the name in front of a time begins: up to three capitalised words behind a sentence."""
    before = line[max(0, end - 60) : end]
    words = before.replace("?", ".").replace("!", ".").rpartition(".")[2].split(" ")
    name: list[str] = []
    for word in reversed(words):
        if not word or word[0].islower() or len(name) == _WORDS_OF_A_NAME:
            break
        name.insert(0, word)
    return end - len(" ".join(name))


def is_fathom(lines: Sequence[str]) -> bool:
    """Say whether lines have headings `m:ss - Name (Company)`."""
    return any(_fathom_heading(line) for line in lines)


def read_fathom(lines: Sequence[str]) -> Read:
    """Return the turns under their headings; what stands above the first one was not said."""
    pieces: list[Piece] = []
    heading: re.Match[str] | None = None
    begins = False
    for line in lines:
        found = _fathom_heading(line)
        if found:
            heading, begins = found, True
        elif heading and line.strip() and not line.strip().startswith(_NOT_SAID):
            pieces.append(Piece(heading[2], seconds(heading[1]), line, begins))
            begins = False
    return Read(Kind.FATHOM, pieces)


def _fathom_heading(line: str) -> re.Match[str] | None:
    return _FATHOM.fullmatch(line.replace("*", "")) if len(line) <= _LONGEST_HEADING else None
