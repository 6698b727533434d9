"""From bytes to lines, whatever the encoding, within bounds."""

from __future__ import annotations

import codecs
import re

from weaktie.core.transcripts.refusals import TooLong

MOST_BYTES = 5_000_000
"""Of a file. An hour of talk is about 100 KB."""

TOO_LARGE = f"This file is larger than {MOST_BYTES // 1_000_000} MB: cut out the part with your conversation."

MOST_LINES = 150_000
"""Of a file: about as many as cues of forty hours have."""

# UTF-32's mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_LINE_END = re.compile("\r\n?|[\u2028\u2029\x85\x0b\x0c]")
_WIDE = re.compile(r"[^\S\n\t]{3,}|\t{3,}")


def lines_of(content: bytes) -> list[str]:
    """Return the lines of a file, runs of blanks cut to two; raise TooLong."""
    if len(content) > MOST_BYTES:
        raise TooLong(TOO_LARGE)
    text = _LINE_END.sub("\n", _decoded(content).replace("\x00", "").replace("\ufeff", ""))
    if text.count("\n") > MOST_LINES:
        raise TooLong("This file has more than 150,000 lines: cut out the part with your conversation.")
    return _WIDE.sub("  ", text).split("\n")


def _decoded(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    head = content[:400]
    # Text in Latin letters in UTF-16 without its mark: every other byte is none.
    if head.count(0) * 3 > len(head):
        return content.decode("utf-16-be" if head[:1] == b"\x00" else "utf-16-le", "replace")
    try:
        return content.decode()
    except UnicodeDecodeError:
        return "\n".join(map(_decoded_line, content.split(b"\n")))


def _decoded_line(raw: bytes) -> str:
    """Take a line that is not UTF-8 for Windows' Latin letters: files are glued from both."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
