"""Files made to exhaust whoever opens them, for BOMB-1: small to make, enormous to believe.

As a program it reads every bomb the way an import does and prints what came of each as a line of JSON:
`python -m tests.harness.bombs FOLDER [NAME ...]`. In a process of its own, because the kernel only tells
how much the hungriest child of a process has eaten.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import resource
import stat
import struct
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from tests.harness.memory import most_memory

from weaktie.adapters.parsing import parse
from weaktie.adapters.wall.job import MODULES
from weaktie.core.readers import Hints

MB = 1_000_000
CONNECTIONS = b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
ROW = b"Omar,Haddad,https://www.linkedin.com/in/omar,,Northwind,Engineer,05 Jun 2024\n"
SHARES = b"Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
LETTER = (
    b"From o@x.example Thu Jan  1 00:00:00 2015\nFrom: Omar <o@x.example>\nTo: Ada <a@x.example>\n"
    b"Date: Thu, 1 Jan 2015 00:00:00 +0000\nMessage-ID: <1@x.example>\n"
)
CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Omar Haddad\r\nEMAIL:o@x.example\r\n"
CALENDAR = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
EVENT = (
    b"BEGIN:VEVENT\r\nUID:1@x.example\r\nDTSTART:20190101T090000Z\r\nDTEND:20190101T093000Z\r\n"
    b"ORGANIZER:mailto:o@x.example\r\nATTENDEE:mailto:a@x.example\r\n"
)
EVENT_END = b"END:VEVENT\r\n"
CALENDAR_END = b"END:VCALENDAR\r\n"


# --- archives, put together by hand -----------------------------------------------------------------------


def deflated(start: bytes, repeated: bytes, times: int) -> bytes:
    """Return raw deflate data of `start` and then `repeated` so often, without ever holding it."""
    engine = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    first = engine.compress(start) + engine.flush(zlib.Z_FULL_FLUSH)
    block = engine.compress(repeated) + engine.flush(zlib.Z_FULL_FLUSH)
    return first + block * times + engine.flush()


def raw_zip(*entries: tuple[str, bytes, int]) -> bytes:
    """Return a zip of (name, deflated data, claimed size) without a word of truth about sums."""
    body, directory = bytearray(), bytearray()
    for name, packed, size in entries:
        numbers = struct.pack("<3L2H", 0, len(packed), size, len(name), 0)
        directory += b"PK\x01\x02" + struct.pack("<6H", 20, 20, 0, 8, 0, 0) + numbers
        directory += struct.pack("<3H2L", 0, 0, 0, 0, len(body)) + name.encode()
        body += b"PK\x03\x04" + struct.pack("<5H", 20, 0, 8, 0, 0) + numbers + name.encode() + packed
    shown = min(len(entries), 0xFFFF)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, shown, shown, len(directory), len(body), 0)
    return bytes(body + directory + end)


def gzipped(raw: bytes) -> bytes:
    """Return a gzip of raw deflate data, with a sum that is wrong."""
    return b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + raw + bytes(8)


def zipped(*files: tuple[str, bytes]) -> bytes:
    """Return an honest zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files:
            made.writestr(name, content)
    return out.getvalue()


def _nested(depth: int) -> bytes:
    data = zipped(("Connections.csv", CONNECTIONS + ROW * 100_000))
    for _ in range(depth):
        data = zipped(*((f"{number}.zip", data) for number in range(10)))
    return data


def _overlapping() -> bytes:
    packed = deflated(CONNECTIONS, ROW * 12_000, 50)
    honest = raw_zip(("Connections.csv", packed, 46 * MB))
    at = honest.index(b"PK\x01\x02")
    entry, body = honest[at:-22], honest[:at]
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 999, 999, len(entry) * 999, len(body), 0)
    return body + entry * 999 + end


def _huge_directory() -> bytes:
    data = bytearray(zipped(("Connections.csv", CONNECTIONS + ROW)))
    data[-10:-6] = struct.pack("<L", 0xFFFFFFF0)
    return bytes(data)


def _locked() -> bytes:
    data = bytearray(zipped(("Connections.csv", CONNECTIONS + ROW)))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _linked() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as made:
        for kind, target in (
            (tarfile.SYMTYPE, "/etc/passwd"),
            (tarfile.LNKTYPE, "../../x"),
            (tarfile.CHRTYPE, ""),
        ):
            entry = tarfile.TarInfo("../../../root/.ssh/authorized_keys")
            entry.type, entry.linkname = kind, target
            made.addfile(entry)
    return out.getvalue()


def _linked_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        link = zipfile.ZipInfo("Connections.csv")
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/passwd")
        made.writestr("../../../../tmp/zip-slip", CONNECTIONS + ROW)
        made.writestr("C:\\Windows\\Connections.csv", CONNECTIONS + ROW)
    return out.getvalue()


def _tar_header(name: str, size: int, kind: bytes = tarfile.REGTYPE) -> bytes:
    entry = tarfile.TarInfo(name)
    entry.size, entry.type = size, kind
    return entry.tobuf(tarfile.GNU_FORMAT)


# --- text ---------------------------------------------------------------------------------------------------


def _times(piece: bytes, count: int) -> list[bytes]:
    """Return a piece so often, in a few large chunks that are all the same object."""
    block = max(1, MB // len(piece))
    return [piece * block] * (count // block) + [piece * (count % block)]


def _garbage(count: int) -> bytes:
    return b"\xff\xfe" + random.Random(1).randbytes(count)


def _parts(depth: int) -> list[bytes]:
    parts = [b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(depth)]
    return [LETTER, *parts]


def _event(inside: bytes, count: int = 1) -> list[bytes]:
    return [CALENDAR, *[EVENT + inside + EVENT_END] * count, CALENDAR_END]


def _dates(count: int) -> bytes:
    dates = (
        b"%04d%02d%02dT%02d0000Z" % (2000 + n // 9000, 1 + n % 12, 1 + n % 28, n % 24) for n in range(count)
    )
    return b"RDATE:" + b",".join(dates) + b"\r\n"


ALARM = b"BEGIN:VALARM\r\nTRIGGER:-PT1S\r\nDURATION:PT1S\r\nREPEAT:1000000000\r\nEND:VALARM\r\n"
PICTURE = b"A" * 74 + b"\r\n "

ARCHIVES: dict[str, Callable[[], bytes]] = {
    "zip of 1 GB in 1 MB": lambda: raw_zip(
        ("Connections.csv", deflated(CONNECTIONS, ROW * 12_000, 1100), 10**9)
    ),
    "zip that says it holds 10 bytes": lambda: raw_zip(
        ("Connections.csv", deflated(CONNECTIONS, ROW * 12_000, 99), 10)
    ),
    "zip of 70 members of 9 MB": lambda: raw_zip(
        *((f"Shares_{n}.csv", deflated(SHARES, bytes(MB), 9), 9 * MB + len(SHARES)) for n in range(70))
    ),
    "zip of zips of zips": lambda: _nested(4),
    "zip of overlapping members": _overlapping,
    "zip of 100,000 members": lambda: raw_zip(*((f"{n}.csv", b"\x4b\x04\x00", 1) for n in range(100_000))),
    "zip with a directory of 4 GB": _huge_directory,
    "zip that is locked": _locked,
    "zip with links and names that reach out": _linked_zip,
    "zip of noise behind a head": lambda: zipped(("a.csv", b"x"))[:40] + _garbage(3 * MB),
    "tgz of 1 GB in 1 MB": lambda: gzipped(
        deflated(_tar_header("Mail.mbox", 2**30) + LETTER, bytes(MB), 1074)
    ),
    "tgz of a million members": lambda: gzipped(deflated(b"", _tar_header("a.csv", 0) * 2000, 500)),
    "tgz with a name of 1 GB": lambda: gzipped(deflated(_tar_header("x", 2**30, b"x"), bytes(MB), 1074)),
    "tgz with links and devices": _linked,
    "gzip of a gzip of a gzip": lambda: gzip.compress(gzip.compress(gzip.compress(CONNECTIONS + ROW * 1000))),
    "gzip of 1 GB of mail in 1 MB": lambda: gzipped(deflated(b"", LETTER * 5000, 1100)),
    "gzip in 300,000 pieces": lambda: gzip.compress(b"", 1) * 300_000,
}
TEXTS: dict[str, Callable[[], list[bytes]]] = {
    "table of a million columns": lambda: [CONNECTIONS, *[b"x," * MB + b"\n"] * 3],
    "table head of a million columns": lambda: [CONNECTIONS[:-1], b",x" * MB, b"\n", ROW],
    "table with a line of 100 MB": lambda: [CONNECTIONS, b"Omar,", *_times(b"x", 100 * MB), b"\n"],
    "table with a cell never closed": lambda: [CONNECTIONS, b'Omar,"', *_times(ROW, 60_000)],
    "table of quotation marks": lambda: [CONNECTIONS, b'"' * 5 * MB, b"\n", b'",' * 2 * MB],
    "table of empty lines": lambda: [CONNECTIONS, *_times(b"\n", 3 * MB)],
    "table of NULs": lambda: [CONNECTIONS, *_times(b"\0", 100 * MB)],
    "table of UTF-16 garbage": lambda: [CONNECTIONS.decode().encode("utf-16"), _garbage(20 * MB)[2:]],
    "garbage in UTF-16": lambda: [_garbage(20 * MB)],
    "mail with a header line of 100 MB": lambda: [
        LETTER,
        b"X-Long: ",
        *_times(b"x", 100 * MB),
        b"\n\n",
        LETTER,
        b"\n",
    ],
    "mail with headers that never end": lambda: [LETTER, *_times(b"X-Long: x\n", 10 * MB)],
    "mail of 50,000 nested parts": lambda: _parts(50_000),
    "mail of nothing but separators": lambda: [LETTER, *_times(b"\n" + LETTER.partition(b"\n")[0], 500_000)],
    "mail to 19,000 people": lambda: [LETTER, b"Cc: ", b"o@x.example, " * 19_000, b"\n\n"],
    "mail of encoded words": lambda: [LETTER, b"Cc: ", b"=?utf-8?q?=?= " * 17_000, b"\n\n"],
    "mail of brackets and quotes": lambda: [LETTER + b"Cc: " + b'("<' * 80_000 + b"\n\n"] * 20,
    "calendar with an alarm that repeats 10^9 times": lambda: _event(ALARM),
    "calendar with a meeting every second": lambda: _event(b"RRULE:FREQ=SECONDLY;COUNT=1000000000\r\n", 50),
    "calendar with rules that never come true": lambda: _event(
        b"RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31;BYDAY=MO\r\n", 500
    ),
    "calendar with 100,000 dates": lambda: _event(_dates(100_000)),
    "calendar of a million beginnings": lambda: [b"BEGIN:VCALENDAR\r\n", *_times(b"BEGIN:VEVENT\r\n", MB)],
    "calendar with a line of 100 MB": lambda: [
        CALENDAR,
        EVENT,
        b"DESCRIPTION:",
        *_times(b"x", 100 * MB),
        b"\r\n",
    ],
    "card with a picture of 100 MB": lambda: [
        CARD,
        b"PHOTO;ENCODING=b:",
        *_times(PICTURE, 1_300_000),
        b"\r\nEND:VCARD",
    ],
    "card in a card in a card": lambda: [
        *_times(CARD + b"AGENT:\r\n", 100_000),
        *_times(b"END:VCARD\r\n", 100_000),
    ],
    "card of 400,000 e-mails": lambda: [CARD, *_times(b"EMAIL:o@x.example\r\n", 400_000), b"END:VCARD\r\n"],
    "card that is never closed": lambda: [CARD, *_times(b"NOTE:x\r\n ;;\\\\,\r\n", MB)],
}
BOMBS = [*ARCHIVES, *TEXTS]
"""Bombs by name. Those of PDF and DOCX come with the stages that read such files."""


def lay(name: str, path: Path) -> None:
    """Write a bomb to a file, without ever holding all of it."""
    with path.open("wb") as file:
        file.writelines(TEXTS[name]() if name in TEXTS else [ARCHIVES[name]()])


def outcomes(folder: Path, names: list[str], modules: list[str]) -> Iterator[dict[str, object]]:
    """Yield what came of each bomb: files, rows, seconds of computing, the most memory so far in bytes."""
    for name in names:
        path = folder / name
        lay(name, path)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        reads = list(parse([path], hints=Hints(date(2026, 11, 23)), modules=modules))
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        path.unlink()
        yield {
            "name": name,
            "files": len(reads),
            "rows": sum(len(read.rows) for read in reads),
            "errors": sorted({read.error for read in reads if read.error}),
            "paths": [read.path for read in reads[:5]],
            "seconds": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
            "child": after.ru_maxrss * 1024,
            "parent": most_memory(os.getpid()),
        }


if __name__ == "__main__":
    chosen = sys.argv[2].split(";") if len(sys.argv) > 2 else BOMBS
    readers = sys.argv[3].split(";") if len(sys.argv) > 3 else list(MODULES)
    for outcome in outcomes(Path(sys.argv[1]), chosen, readers):
        sys.stdout.write(json.dumps(outcome) + "\n")
        sys.stdout.flush()
