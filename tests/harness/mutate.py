"""Spoil files as files are spoiled, by accident and on purpose. The same seed spoils in the same way."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from random import Random

from tests.harness.corpus import SEEDS

LONGEST = 200_000
"""Bytes of a spoilt file; how readers bear size is the business of the bombs."""

TOKENS = [
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xfe\xff",
        b"\x1a",
        b"\x0b\x0c\x85",
        b"\r",
        b"\r\n\r\n",
        b"\n\n",
        b"\t",
    ),
    *(
        b'"',
        b'""',
        b'","',
        b",",
        b";",
        b",,,,,,,,",
        b"'",
        b"\\",
        b"\\n",
        b"\\\\,",
        b":",
        b"=",
        b"=\r\n",
        b"=C3",
        b"%C3%28",
    ),
    *(
        b"<",
        b">",
        b"<>",
        b"@",
        b"@@",
        b"(",
        b"((((",
        b")",
        b"<a@b",
        b"a@[127.0.0.1]",
        b"undisclosed-recipients:;",
        b"=?",
    ),
    *(
        b"=?utf-8?b?",
        b"?=",
        b"=?utf-8?Q?=FF=FE?=",
        b"=?x-unknown?b?AAAA?=",
        b"=?utf-7?q?+ADw-?=",
        b"=?idna?q?xn--a?=",
    ),
    *(
        b"-1",
        b"0",
        b"00000",
        b"99999999999999999999",
        b"1e309",
        b"nan",
        b"0x10",
        b"\xd9\xa1\xd9\xa2",
        b"\xc2\xb2",
        b"1/0",
    ),
    *(
        b"0000-00-00",
        b"9999-12-31",
        b"31 Feb 2020",
        b"29 Feb 2019",
        b"13/13/13, 25:61 PM",
        b"Mon, 99 Foo 0000 99:99 +9999",
    ),
    *(
        b"10000101T000000Z",
        b"00010101T000000Z",
        b"99991231T235959Z",
        b"20190230T256199",
        b"--1331",
        b"19000101",
        b"24:00",
    ),
    *(
        b"\nFrom ",
        b"\nFrom x Thu Jan  1 00:00:00 2015\n",
        b"\n>From ",
        b"\nDate: ",
        b"\nMessage-ID: <>\n",
        b"\nFrom: ,,,\n",
    ),
    *(
        b"\nBEGIN:VCARD\n",
        b"\nEND:VCARD\n",
        b"\nBEGIN:VEVENT\n",
        b"\nEND:VEVENT\n",
        b"\nBEGIN:\n",
        b"\nEND:VCALENDAR\n",
    ),
    *(
        b";ENCODING=QUOTED-PRINTABLE",
        b";ENCODING=b",
        b";CHARSET=utf-16",
        b";CHARSET=\x00",
        b';CN="',
        b";TZID=",
        b";VALUE=DATE",
    ),
    *(
        b";TZID=Nowhere/None",
        b";TZID=../../etc/passwd",
        b";TZID=/x/Europe/Berlin",
        b";VALUE=PERIOD",
        b"P1W/PT",
        b"-P99999999D",
    ),
    *(
        b"FREQ=SECONDLY",
        b"INTERVAL=0",
        b"COUNT=-1",
        b"UNTIL=00000000",
        b"BYDAY=9XX",
        b"BYMONTHDAY=99",
        b"FREQ=",
        b";;;;",
    ),
    *(
        "\u202e\u2066\u200b\ufeff".encode(),
        "e\u0301\u0323".encode() * 40,
        "\U000e0041🏴‍☠️".encode(),
        "İıſẞΣς".encode(),
    ),
    *(
        b"\xed\xa0\x80",
        b"\xf5\x80\x80\x80",
        b"\xc0\xaf",
        b"\xf0\x9f",
        b"\xe2\x80\xa8",
        b"www.linkedin.com/in/%FF/..//?x",
    ),
    *(
        b"WEBVTT",
        b"\n\n00:00:1d.5 --> 99:99:99.999\n",
        b" --> ",
        b"<v ",
        b"<v Ada>",
        b"</v>",
        b"&lt;",
        b"&#0;",
        b">> ",
        b"NOTE ",
    ),
    *(b"  0:00  \n", b"\n0:15 - ", b"\nTranscript\n", b"00:00:00\t", b"\n### 99:99:99\n", b"**"),
]


def mutants(reader: str, count: int, seed: str) -> Iterator[tuple[str, bytes]]:
    """Yield so many spoilt files for a reader, each a name and content; the same for the same seed."""
    for number in range(count):
        yield mutant(reader, number, seed)


def mutant(reader: str, number: int, seed: str) -> tuple[str, bytes]:
    """Return the one of this number."""
    chance = Random(f"{seed}/{reader}/{number}")
    name, content = chance.choice(SEEDS[reader])
    if reader == "archive" and chance.random() < 0.75:
        return name, _repacked(chance, name, content)
    return name, spoilt(chance, content)


def spoilt(chance: Random, content: bytes) -> bytes:
    """Return the content after one to four accidents."""
    for _ in range(chance.choice((1, 1, 2, 3, 4))):
        # A file whose beginning is spoilt is often taken for nothing at all, and no reader sees it.
        kept = content.find(b"\n") + 1 if chance.random() < 0.7 else 0
        content = content[:kept] + chance.choice(_ACCIDENTS)(chance, content[kept:])
    return content[:LONGEST]


def _repacked(chance: Random, name: str, content: bytes) -> bytes:
    """Spoil a member and pack it again with a sum that is right, so that the readers inside are reached."""
    if name.endswith(".zip"):
        return _rezipped(chance, content)
    if name.endswith(".tgz"):
        return _retarred(chance, content)
    return gzip.compress(spoilt(chance, gzip.decompress(content)), mtime=0)


def _rezipped(chance: Random, content: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as read,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for entry in read.infolist():
            inside = read.read(entry)
            made.writestr(entry.filename, spoilt(chance, inside) if chance.random() < 0.4 else inside)
    return out.getvalue()


def _retarred(chance: Random, content: bytes) -> bytes:
    out = io.BytesIO()
    with (
        tarfile.open(fileobj=io.BytesIO(content)) as read,
        tarfile.open(
            fileobj=out, mode="w", format=chance.choice((tarfile.GNU_FORMAT, tarfile.PAX_FORMAT))
        ) as made,
    ):
        for entry in read:
            member = read.extractfile(entry)
            inside = spoilt(chance, member.read()) if member else b""
            entry.size = len(inside)
            entry.name *= chance.choice((1, 1, 1, 9))
            made.addfile(entry, io.BytesIO(inside))
    packed = out.getvalue()
    return gzip.compress(spoilt(chance, packed) if chance.random() < 0.2 else packed, mtime=0)


# --- accidents: each takes some bytes and returns others ---------------------------------------------------


def _flip(chance: Random, content: bytes) -> bytes:
    flipped = bytearray(content or b"\0")
    for _ in range(chance.randrange(1, 9)):
        flipped[chance.randrange(len(flipped))] = chance.randrange(256)
    return bytes(flipped)


def _cut_short(chance: Random, content: bytes) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _lose(chance: Random, content: bytes) -> bytes:
    start, end = _stretch(chance, content)
    return content[:start] + content[end:]


def _repeat(chance: Random, content: bytes) -> bytes:
    start, end = _stretch(chance, content)
    return content[:start] + content[start:end] * chance.choice((2, 3, 50, 1000)) + content[end:]


def _splice(chance: Random, content: bytes) -> bytes:
    _, other = chance.choice(SEEDS[chance.choice(list(SEEDS))])
    start, end = _stretch(chance, other)
    at = chance.randrange(len(content) + 1)
    return content[:at] + other[start:end] + content[at:]


def _insert(chance: Random, content: bytes) -> bytes:
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(content) + 1)
        content = content[:at] + chance.choice(TOKENS) * chance.choice((1, 1, 1, 200)) + content[at:]
    return content


def _replace_value(chance: Random, content: bytes) -> bytes:
    """Put something else in the place of what stands between two separators."""
    for _ in range(chance.randrange(1, 6)):
        marks = [at for at, byte in enumerate(content) if byte in b",:;=\n"]
        if len(marks) < 2:
            return content
        first = chance.randrange(len(marks) - 1)
        content = content[: marks[first] + 1] + chance.choice(TOKENS) + content[marks[first + 1] :]
    return content


def _shuffle_lines(chance: Random, content: bytes) -> bytes:
    lines = content.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines)


def _double_lines(chance: Random, content: bytes) -> bytes:
    return b"".join(line * chance.choice((0, 1, 1, 1, 2, 3)) for line in content.splitlines(keepends=True))


def _recode(chance: Random, content: bytes) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(
        chance.choice(("utf-16", "utf-16-be", "utf-32", "cp1252", "mac-roman", "utf-7")), "replace"
    )


def _break_lines(chance: Random, content: bytes) -> bytes:
    return content.replace(
        b"\n", chance.choice((b"\r", b"\r\n", b"\n\r", b"", b" ", b"\n ", "\u2028".encode()))
    )


_ACCIDENTS: list[Callable[[Random, bytes], bytes]] = [
    *(_flip, _cut_short, _lose, _repeat, _splice, _insert, _insert, _replace_value, _replace_value),
    *(_shuffle_lines, _double_lines, _recode, _break_lines),
]


def _stretch(chance: Random, content: bytes) -> tuple[int, int]:
    start = chance.randrange(len(content) + 1)
    return start, min(len(content), start + chance.choice((1, 4, 30, 200, 1000)))
