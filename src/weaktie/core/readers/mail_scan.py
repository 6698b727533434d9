"""Find the letters in a mailbox and cut out their headers, without ever copying a body.

An mbox file is one long text in which a line such as `From ada@x.example Thu Jan  1 00:00:00 2015` begins
each letter. Most of its bytes are attachments, so a reader is as fast as it flies over them:

- Only C code walks over bytes (compiled patterns and `bytes.find`); Python wakes up once per letter.
- Windows of 2 MB stay in the processor's cache, and the memory of one serves the next. With windows of
  64 MB the reading alone takes ten times as long.
- A separator holds a time of day, hence a colon, and base64 holds none. So `find(b":")` crosses an
  attachment at the speed of memory, and only what has colons is searched for separators.

Whether a line is a separator depends on that line and the next alone. So a file can be cut anywhere and
its parts be read by several processes, which together find exactly what one would.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

WINDOW = 2 << 20
"""Bytes read at a time."""

HEAD_LIMIT = 256 * 1024
"""Longest block of headers read, in bytes; real ones have 1 to 20 KB."""

BOM = b"\xef\xbb\xbf"

_TEXT = 4096
"""Bytes searched for separators before the next leap to a colon."""

# Programs write the sender and the date in many ways, but always a time and a year; then comes a header or
# the quoted separator of another mailbox. A sentence that begins with "From" has all this only by ill luck.
_LINE = (
    rb"From (?=(?:[^\n:]{0,300}+:){1,20}?(?<=\d:)\d\d)(?=[^\n]{0,400}(?:19|20)\d\d)[^\n]{0,500}+"
    rb"(?=\n(?:[!-9;-~]{1,80}+[ \t]{0,80}+:|>From ))"
)
_SEPARATOR = re.compile(rb"\n" + _LINE)
_SEPARATOR_LIMIT = 1024
"""More bytes than a separator and the name of the header after it can have."""

# Headers end at a blank line, or at the next separator where a letter has no body.
_HEAD_END = re.compile(rb"\n(?=[\r\nF])(?:\r?\n|" + _LINE + rb")")
_BLANK_LINE = re.compile(rb"\n\r?\n")
_STEP = 16 * 1024


class Letter(NamedTuple):
    """The headers of one letter: lines each with an LF before it.

    `place` is the offset in bytes, or the number, of the letter. `separator` is the line before the
    headers, if any. `head` is None when the headers are longer than HEAD_LIMIT.
    """

    place: int
    separator: bytes
    head: bytes | None


def letters(stream: BinaryIO, start: int = 0, stop: int | None = None) -> Iterator[Letter]:
    """Yield the letters of an mbox whose separators begin in [start, stop), in bytes."""
    for base, window, settled in _windows(stream, start):
        place = 0
        while separator := _next_separator(window, place, settled):
            offset = base + separator.start() + 1
            if stop is not None and offset >= stop:
                return
            place = separator.end()
            end = _head_end(window, place)
            head = None if end is None else _with_lf(window[place:end])
            if offset >= start:
                yield Letter(offset, separator[0], head)
            place = place if end is None else end


def letter_of(message: bytes, place: int) -> Letter:
    """Return the letter that a message, or only its beginning, consists of."""
    text = _without_blank_start(message)
    separator = b""
    if text.startswith(b"From "):
        separator, _, text = text.partition(b"\n")
    head = head_in(text)
    return Letter(place, separator, _with_lf(b"\n" + head) if len(head) <= HEAD_LIMIT else None)


def beginning_of(stream: BinaryIO) -> bytes:
    """Return the headers of a single message and some kilobytes more; a body is not read to its end."""
    head = b""
    while len(head) <= HEAD_LIMIT and (chunk := stream.read(_STEP)):
        head = _without_blank_start(head + chunk)
        if _BLANK_LINE.search(head, max(0, len(head) - len(chunk) - 2)):
            break
    return head


def head_in(message: bytes) -> bytes:
    """Return what stands before the first blank line."""
    blank = _BLANK_LINE.search(message)
    return message[: blank.start()] if blank else message


def is_separator(text: bytes) -> bool:
    """Tell whether this text begins with the separator of an mbox."""
    return _SEPARATOR.match(b"\n" + text[:_SEPARATOR_LIMIT]) is not None


def _windows(stream: BinaryIO, start: int) -> Iterator[tuple[int, bytes, int]]:
    """Yield (offset of the window, window, settled) from just before `start` to the end.

    Every separator that begins before `settled` has all of its headers in the window; the next window
    begins at `settled`. The end of a line stands before each separator, also before one at byte 0.
    """
    is_first = start <= len(BOM)
    base, window = (-1, b"\n") if is_first else (start - 1, b"")
    if not is_first:
        stream.seek(base)
    chunk = stream.read(WINDOW)
    if is_first and chunk.startswith(BOM):
        base, chunk = base + len(BOM), chunk[len(BOM) :]
    while True:
        window += chunk
        settled = len(window) - HEAD_LIMIT - 2 * _SEPARATOR_LIMIT if chunk else len(window)
        if settled > 0:
            yield base, window, settled
            base, window = base + settled, window[settled:]
        if not chunk:
            return
        chunk = stream.read(WINDOW)


def _next_separator(window: bytes, place: int, settled: int) -> re.Match[bytes] | None:
    """Find the next separator that begins, with the end of the line before it, in [place, settled)."""
    while place < settled:
        beyond = min(place + _TEXT, settled)
        separator = _SEPARATOR.search(window, place, beyond + _SEPARATOR_LIMIT)
        if separator is not None:
            return separator if separator.start() < settled else None
        colon = window.find(b":", beyond, settled + _SEPARATOR_LIMIT)
        if colon < 0:
            return None
        # Every separator passed over would have had a colon: the next can only be this colon's line.
        place = max(beyond, window.rfind(b"\n", beyond, colon))
    return None


def _head_end(window: bytes, place: int) -> int | None:
    """Return where the headers that begin here end; None when they are too long to be headers."""
    limit = place + HEAD_LIMIT
    if end := _HEAD_END.search(window, place, limit):
        return end.start()
    return None if len(window) >= limit else len(window)


def _with_lf(head: bytes) -> bytes:
    if b"\r" in head:
        head = head.replace(b"\r\n", b"\n")
    return head.rstrip(b"\r\n")


def _without_blank_start(message: bytes) -> bytes:
    return message.lstrip(BOM + b"\r\n")
