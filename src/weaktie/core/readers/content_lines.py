"""The lines that vCard (RFC 2426, RFC 6350) and iCalendar (RFC 5545) share: folded, with parameters, escaped.

Everything is bounded: a line is held up to `MOST_LINE` bytes and what nobody asked for is never held at all,
so that pictures, notes and a line of a hundred megabytes cost nothing but their reading.
"""

from __future__ import annotations

import codecs
import quopri
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import BinaryIO, NamedTuple

from weaktie.core.rows import Problem

MOST_BYTES = 200_000_000
"""Longest file read."""

MOST_LINE = 64 * 1024
"""How many bytes of one unfolded line are kept."""

_CHUNK = 64 * 1024

# With a byte order mark, or told by the first two letters of BEGIN.
_UTF16 = (
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"B\x00E\x00", "utf-16-le"),
    (b"\x00B\x00E", "utf-16-be"),
)

# Only what address books have been written in: some of Python's other codecs are slow or no charsets.
_CHARSET = re.compile(
    r"(?:utf-?8|us-ascii|iso-?8859-?\d{1,2}|latin-?1|(?:windows|cp)-?(?:125\d|932|936|949|950)|shift[_-]?jis|"
    r"sjis|euc-(?:jp|kr)|iso-2022-(?:jp|kr)|gb2312|gbk|gb18030|big5|koi8-[ru]|macintosh)",
    re.IGNORECASE,
)
_SEVEN_BIT = "iso-2022"

_NAME = re.compile(rb"(?:[A-Za-z0-9_-]+\.)?([A-Za-z0-9_-]+)[ \t]*(?:[;:]|$)")
_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"})
_NO_PARAMETERS: Mapping[str, tuple[str, ...]] = MappingProxyType({})
_CARETS = {"^n": "\n", "^'": '"', "^^": "^"}
_ESCAPE = re.compile(r"\\([nN,;:\\])")


class Property(NamedTuple):
    """One line: `name` and the parameters' names are upper case, the value is decoded but still escaped."""

    group: str
    name: str
    parameters: Mapping[str, tuple[str, ...]]
    value: str

    def parameter(self, name: str) -> str:
        """Return the first value of a parameter, or ""."""
        values = self.parameters.get(name)
        return values[0] if values else ""

    def types(self) -> frozenset[str]:
        """Return the values of TYPE in lower case, however they were written."""
        given = self.parameters.get("TYPE", ())
        return frozenset(word.strip().lower() for words in given for word in words.split(","))


def opening(head: bytes) -> list[str]:
    """Return the lines at the start of a file that are not blank, upper case, to recognise it by."""
    lines = _split(_as_utf8(iter([head])))
    return [line.strip().upper().decode("ascii", "replace") for line in lines if line.strip()]


def properties(stream: BinaryIO, wanted: frozenset[bytes]) -> Iterator[Property]:
    """Yield the wanted properties of a file in order; `wanted` are upper-case names.

    Raises Problem when the file is longer than `MOST_BYTES`.
    """
    for line in unfolded(_split(_as_utf8(_chunks(stream))), wanted):
        found = parsed(line)
        if found is not None:
            yield found


def unfolded(lines: Iterator[bytes], wanted: frozenset[bytes]) -> Iterator[bytes]:
    """Join folded lines, and the soft breaks of quoted-printable; leave out every unwanted property.

    A fold takes one blank away, except in vCard 2.1, where lines are folded before a blank that stays.
    """
    held: bytearray | None = None
    soft = False
    indent = 1
    for line in lines:
        if soft and held is not None and line and not _is_border(line):
            soft = line.endswith(b"=")
            _append(held, line[: len(line) - soft])
            continue
        soft = False
        if line[:1] in (b" ", b"\t"):
            if held is not None:
                soft = _is_soft(line, held)
                _append(held, line[indent : len(line) - soft])
            continue
        if not line:
            continue
        if held is not None:
            yield bytes(held)
            held = None
        name = _NAME.match(line)
        if name is not None and name[1].upper() in wanted:
            soft = _is_soft(line, line)
            held = bytearray(line[: len(line) - soft])
            indent = 0 if line[:11].upper() == b"VERSION:2.1" else 1 if _is_border(line) else indent
    if held is not None:
        yield bytes(held)


def parsed(line: bytes) -> Property | None:
    """Read one unfolded line with its charset, group and parameters in every form; None if it is none."""
    end = _colon(line)
    if end < 0:
        return None
    head, raw = line[:end], line[end + 1 :]
    if b";" not in head:
        return _plain(head, raw)
    names, parameters = _parameters(_decoded(head, ""))
    encodings = parameters.get("ENCODING", ())
    if any(encoding.upper() == "QUOTED-PRINTABLE" for encoding in encodings):
        raw = quopri.decodestring(raw)
    charset = parameters.get("CHARSET", ("",))[0]
    group, _, name = names.strip().upper().rpartition(".")
    return Property(group, name, parameters, _decoded(raw, charset))


def _plain(head: bytes, raw: bytes) -> Property:
    """Read a line without parameters, as most are."""
    group, _, name = head.decode("ascii", "replace").strip().upper().rpartition(".")
    return Property(group, name, _NO_PARAMETERS, _decoded(raw, ""))


def unescaped(value: str) -> str:
    """Undo the backslashes of a text; a backslash before anything else is part of it."""
    if "\\" not in value:
        return value
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def components(value: str, separator: str = ";") -> list[str]:
    """Split a structured value at its unescaped separators and undo the backslashes of each part."""
    if "\\" not in value:
        return value.split(separator)
    return [
        unescaped(part)
        for part in re.findall(rf"(?s:(?:^|{separator})((?:\\.|[^\\{separator}]|\\$)*))", value)
    ]


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    total = 0
    while chunk := stream.read(_CHUNK):
        total += len(chunk)
        if total > MOST_BYTES:
            raise Problem("This file is longer than 200 MB. Export it in parts, or without pictures.")
        yield chunk


def _as_utf8(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the pieces of a file without a byte order mark, turned into UTF-8 if they are UTF-16."""
    start = next(chunks, b"")
    codec = next((codec for mark, codec in _UTF16 if start.startswith(mark)), "")
    if not codec:
        yield start.removeprefix(codecs.BOM_UTF8)
        yield from chunks
        return
    decoder = codecs.getincrementaldecoder(codec)("replace")
    yield decoder.decode(start).lstrip("\ufeff").encode("utf-8", "replace")
    for chunk in chunks:
        yield decoder.decode(chunk).encode("utf-8", "replace")


def _split(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield lines without their ends (LF, CR LF or CR), each cut at `MOST_LINE` bytes."""
    rest = b""
    for chunk in chunks:
        lines = (rest + chunk).splitlines(keepends=True)
        # A CR at the end may have its LF in the next piece.
        rest = lines.pop() if lines and not lines[-1].endswith(b"\n") else b""
        for line in lines:
            yield line.rstrip(b"\r\n")[:MOST_LINE]
        rest = rest[: MOST_LINE + 1]
    for line in rest.splitlines():
        yield line[:MOST_LINE]


def _append(held: bytearray, piece: bytes) -> None:
    room = MOST_LINE - len(held)
    if room > 0:
        held += piece[:room]


def _is_soft(line: bytes, start: bytes | bytearray) -> bool:
    """Say whether a line ends in a soft break of quoted-printable; `start` is where its property began."""
    return line.endswith(b"=") and b"QUOTED-PRINTABLE" in bytes(start[:200]).upper()


def _is_border(line: bytes) -> bool:
    return line[:6].upper() == b"BEGIN:" or line[:4].upper() == b"END:"


def _colon(line: bytes) -> int:
    """Return where the value begins: the first colon outside quotes, or the first if quotes stay open."""
    first = line.find(b":")
    if first < 0 or b'"' not in line[:first]:
        return first
    quoted = False
    for index, byte in enumerate(line):
        if byte == 0x22:
            quoted = not quoted
        elif byte == 0x3A and not quoted:
            return index
    return first


def _decoded(raw: bytes, charset: str) -> str:
    """Decode as UTF-8 if it is UTF-8, else as declared, else as Windows-1252."""
    known = charset if charset and _CHARSET.fullmatch(charset) else ""
    if known.lower().startswith(_SEVEN_BIT):
        return raw.decode(known, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as damage:
        # UTF-8 that was cut in the middle of a letter has proper letters before.
        has_letters = not known and len(raw[: damage.start].decode("utf-8")) < damage.start
        if has_letters or known.lower().startswith("utf"):
            return raw.decode("utf-8", "ignore")
    try:
        return raw.decode(known or "cp1252")
    except (UnicodeDecodeError, LookupError):
        return raw.decode("cp1252", "replace")


def _parameters(head: str) -> tuple[str, dict[str, tuple[str, ...]]]:
    """Split "name;A=b,c;D" into the name and its parameters; a bare word is a type or an encoding (2.1)."""
    if ";" not in head:
        return head, {}
    name, *rest = _outside_quotes(head, ";")
    found: dict[str, tuple[str, ...]] = {}
    for part in rest:
        key, equals, value = part.partition("=")
        key = key.strip().upper()
        if not equals:
            key, value = ("ENCODING" if key in _ENCODINGS else "TYPE"), part
        values = tuple(_unquoted(word) for word in _outside_quotes(value, ","))
        found[key] = found.get(key, ()) + values
    return name, found


def _outside_quotes(text: str, separator: str) -> list[str]:
    if '"' not in text:
        return text.split(separator)
    return re.findall(rf'(?:^|{separator})((?:[^"{separator}]|"[^"]*(?:"|$))*)', text)


def _unquoted(word: str) -> str:
    """Take the quotes off a parameter's value and undo its carets (RFC 6868)."""
    bare = word.strip().strip('"')
    if "^" not in bare:
        return bare
    return re.sub(r"\^[n'^]", lambda found: _CARETS[found[0]], bare)
