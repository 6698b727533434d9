"""Files made to harm: nothing is raised, nothing takes long, nothing grows."""

from __future__ import annotations

import io
import random
import time
import tracemalloc
from collections.abc import Iterator
from datetime import date

import pytest
from bench.mailbox import write_mailbox

from weaktie.core.readers import Hints, mail, mail_ledger, mail_scan
from weaktie.core.rows import Encounters, Row, Skip, Tally

HINTS = Hints(today=date(2026, 3, 1))
SEPARATOR = b"From omar@north.example Thu Feb  1 08:30:00 2024\n"
HEADERS = b"From: omar@north.example\nTo: ada@post.example\nDate: Thu, 1 Feb 2024 08:30:00 +0000\n"
LETTER = SEPARATOR + HEADERS + b"\nHello.\n\n"
MB = 10**6

SPICES = (
    b"",
    b"\x00",
    b"\n",
    b"\r\n",
    b"\xff\xfe",
    b'"',
    b"<",
    b"(",
    b"=?utf-8?B?",
    b"?=",
    b"\nFrom ",
    b"\nFrom: ",
    b":" * 50,
    b"@" * 50,
    b"9" * 50,
    b"\nDate: ",
    b"\\",
    b"=?utf-16?B?//79?=",
    b"=?idna?Q?xn--?=",
    b"=?rot13?Q?abc?=",
)


def rows_of(content: bytes) -> list[Row]:
    return list(mail.read(mail.MBOX, io.BytesIO(content), HINTS))


def mutated(rng: random.Random, content: bytes) -> bytes:
    """Return the content with some bytes flipped, cut out, doubled or spiced."""
    changed = bytearray(content)
    for _ in range(rng.randrange(1, 40)):
        place = rng.randrange(len(changed))
        length = rng.choice((1, 1, 2, 8, 60))
        match rng.randrange(4):
            case 0:
                changed[place] = rng.randrange(256)
            case 1:
                del changed[place : place + length]
            case 2:
                changed[place:place] = changed[place : place + length]
            case _:
                changed[place:place] = rng.choice(SPICES)
    return bytes(changed)


@pytest.mark.parametrize("seed", [20260301])
def test_three_hundred_mutated_mailboxes_raise_nothing(seed: int):
    stream = io.BytesIO()
    write_mailbox(stream, messages=8, seed=1, body_bytes=500)
    rng = random.Random(seed)

    for _ in range(300):
        content = mutated(rng, stream.getvalue())
        mail.recognise(content[:65536], name="x")
        for source in (mail.MBOX, mail.EML):
            rows = list(mail.read(source, io.BytesIO(content), HINTS))
            assert isinstance(rows[-1], Tally)


class _Made(io.RawIOBase):
    """A stream of pieces that are made as they are read."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    def read(self, size: int = -1) -> bytes:
        """Return the next piece, whatever the size asked for."""
        return next(self._pieces, b"")


def stream_of(start: bytes, filler: bytes, size: int, end: bytes = LETTER) -> _Made:
    """Return a stream of about so many bytes without holding them."""
    block = filler * (MB // len(filler))
    return _Made(iter((start, *[block] * (size // len(block)), end)))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("start", "filler"),
    [
        (SEPARATOR + b"Subject: ", b"x"),
        (SEPARATOR + HEADERS, b"\x00"),
        (SEPARATOR + HEADERS + b"\n", b"x"),
        (SEPARATOR + HEADERS + b"\n", b"\x00"),
        (SEPARATOR + HEADERS + b"\n", b":"),
        (SEPARATOR + HEADERS + b"\n", b"\n"),
        (SEPARATOR + HEADERS + b"\n", b"\nFrom "),
        (SEPARATOR + HEADERS + b"\n", b"\nFrom 1:00 in 2024, " + b"1:00 " * 90),
        (SEPARATOR + HEADERS + b"\n", b"\nFrom 1:\n"),
        (SEPARATOR + HEADERS + b"\n", b"--a\nContent-Type: multipart/mixed; boundary=a\n\n"),
    ],
    ids=[
        "line",
        "zeros in headers",
        "no newline",
        "zeros",
        "colons",
        "newlines",
        "from",
        "times",
        "short",
        "parts",
    ],
)
def test_a_hundred_megabytes_of_one_thing_take_less_than_three_seconds(start: bytes, filler: bytes):
    stream = stream_of(LETTER + start, filler, 100 * MB, b"\n\n" + LETTER)

    begin = time.process_time()
    rows = list(mail.read(mail.MBOX, stream, HINTS))
    took = time.process_time() - begin

    assert isinstance(rows[-1], Tally)
    assert rows[-1].read == 3
    assert took < 3


@pytest.mark.parametrize(
    "header",
    [
        b"To: " + b"a@x.example," * 20_000,
        b"To: " + b'"\\' * 100_000,
        b"To: " + b"(" * 200_000,
        b"To: " + b"<" * 200_000,
        b"To: " + b'"' * 200_001,
        b"To: " + b"a " * 100_000 + b"@",
        b"To: " + b" " * 200_000 + b"<",
        b"To: " + b"=?utf-8?q?" * 20_000,
        b"To: " + b"a" * 200_000 + b"@",
        b"From: " + b'"\\"' * 60_000,
        b"Date: " + b"1 " * 100_000,
        b"Date: " + b"(" * 200_000,
        b"Message-ID: " + b"<" * 200_000,
        b"X-Gmail-Labels: " + b"a," * 100_000,
        b"Sender: " + b"=?b?q?" * 30_000,
        b"\n".join(b"To: a@x.example" for _ in range(15_000)),
        b"\n ".join(b"X: a" for _ in range(40_000)),
        b"From " + b"1:00 " * 80,
    ],
)
def test_no_header_takes_long(header: bytes):
    content = (SEPARATOR + header + b"\n" + HEADERS + b"\nHello.\n\n") * 4

    begin = time.process_time()
    rows = rows_of(content)
    took = time.process_time() - begin

    assert isinstance(rows[-1], Tally)
    assert took < 0.4


def test_fifty_thousand_parts_within_parts_are_one_letter():
    nested = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (depth, depth) for depth in range(50_000)
    )

    rows = rows_of(SEPARATOR + HEADERS + nested + LETTER)

    assert rows[-1] == Tally(2, "1 that were in the file already")


def test_memory_stays_bounded_however_many_strangers_write(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(mail_ledger, "_REMEMBERED", 500)
    monkeypatch.setattr(mail_ledger, "_PEOPLE_REMEMBERED", 500)
    monkeypatch.setattr(mail_ledger, "_KEYS_REMEMBERED", 500)
    monkeypatch.setattr(mail_ledger, "RUN", 100)
    strangers = (
        LETTER.replace(b"omar", b"omar%d" % n).replace(b"Date", b"Message-ID: <%d@x>\nDate" % n)
        for n in range(5_000)
    )
    monkeypatch.setattr(mail_scan, "HEAD_LIMIT", 10_000)
    stream = _Made(strangers)
    tracemalloc.start()

    met = sum(len(row.parties) for row in mail.read(mail.MBOX, stream, HINTS) if isinstance(row, Encounters))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert met >= 5_000
    assert peak < 600_000


def test_a_flood_of_unreadable_letters_is_counted_beyond_the_first_thousand():
    rows = rows_of((SEPARATOR + b"Subject: x\n\n") * 1_200)

    assert len([row for row in rows if isinstance(row, Skip)]) == 1_000
    assert rows[-1] == Tally(1_200, "200 more that could not be read")
