"""Finding letters in a stream of bytes."""

from __future__ import annotations

import io
import random
from datetime import date

import pytest
from bench.mailbox import write_mailbox

from weaktie.core.readers import Hints, mail, mail_scan
from weaktie.core.rows import Encounters, Row

HINTS = Hints(today=date(2026, 3, 1))
SEPARATOR = b"From omar@north.example Thu Feb  1 08:30:00 2024\n"
HEADERS = b"From: omar@north.example\nTo: ada@post.example\nDate: Thu, 1 Feb 2024 08:30:00 +0000\n"
LETTER = SEPARATOR + HEADERS + b"\nHello.\n\n"


@pytest.fixture
def small_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let windows end in the middle of everything."""
    monkeypatch.setattr(mail_scan, "WINDOW", 3_001)
    monkeypatch.setattr(mail_scan, "HEAD_LIMIT", 6_000)


def heads(content: bytes) -> list[bytes | None]:
    return [letter.head for letter in mail_scan.letters(io.BytesIO(content))]


def places(content: bytes) -> list[int]:
    return [letter.place for letter in mail_scan.letters(io.BytesIO(content))]


def keys(rows: list[Row]) -> set[tuple[object, ...]]:
    """Return what the rows say, with e-mails for indices."""
    parties = [party for row in rows if isinstance(row, Encounters) for party in row.parties]
    return {
        (e.key, e.at, parties[e.author].email, *(parties[index].email for index in (*e.to, *e.cc)))
        for row in rows
        if isinstance(row, Encounters)
        for e in row.rows
    }


def test_cuts_out_headers_up_to_the_blank_line():
    assert heads(LETTER * 2) == [b"\n" + HEADERS.rstrip(b"\n")] * 2
    assert places(LETTER * 2) == [0, len(LETTER)]


def test_lines_may_end_in_crlf_or_in_both_ways():
    windows = LETTER.replace(b"\n", b"\r\n")
    mixed = SEPARATOR + HEADERS.replace(b"\n", b"\r\n") + b"\nHello.\r\n"

    assert heads(windows + mixed + LETTER) == heads(LETTER * 3)


@pytest.mark.parametrize(
    "separator",
    [
        b"From - Thu Feb 01 08:30:00 2024",
        b"From 1789@xxx Thu Feb 01 08:30:00 +0000 2024",
        b"From omar@north.example Thu, 1 Feb 2024 08:30:00 +0100",
        b"From MAILER-DAEMON Thu Feb  1 08:30 2024",
        b"From  Thu Feb  1 08:30:00 2024",
        b'From "Omar Hassan"@north.example  Thu Feb  1 08:30:00 CET 2024',
        b"From omar@north.example 2024-02-01T08:30:00Z",
    ],
)
def test_knows_the_separators_of_many_programs(separator: bytes):
    content = LETTER + separator + b"\n" + HEADERS + b"\nHi.\n"

    assert places(content) == [0, len(LETTER)]


@pytest.mark.parametrize(
    "line",
    [
        b">From omar@north.example Thu Feb  1 08:30:00 2024\nFrom: x@y.example",
        b">>From omar@north.example Thu Feb  1 08:30:00 2024\nFrom: x@y.example",
        b"From now on we meet at 10:30, as in 2024\nand not later.",
        b"From 10:30 we talk\nTopic: plans",
        b"From omar@north.example Thu Feb  1 08:30:00 2024\n\nFrom: x@y.example",
        b"From: omar@north.example\nDate: Thu, 1 Feb 2024 08:30:00 +0000",
        b" From omar@north.example Thu Feb  1 08:30:00 2024\nFrom: x@y.example",
    ],
)
def test_takes_no_line_of_a_body_for_a_separator(line: bytes):
    content = LETTER + b"Words.\n\n" + line + b"\n\nMore.\n\n" + LETTER

    assert len(places(content)) == 2


def test_content_length_is_not_believed():
    lying = SEPARATOR + HEADERS + b"Content-Length: 5\n\nHello.\n\n"

    assert len(places(lying + LETTER)) == 2


def test_a_letter_without_a_body_ends_at_the_next_separator():
    assert heads((SEPARATOR + HEADERS) * 3) == heads(LETTER * 3)


def test_a_mark_or_blank_lines_may_stand_before_the_first_letter():
    assert len(places(mail_scan.BOM + LETTER * 2)) == 2
    assert len(places(b"\r\n\n" + LETTER * 2)) == 2


def test_finds_letters_behind_attachments_without_a_colon_or_a_line():
    base64 = (b"QUJD" * 19 + b"\n") * 400
    content = LETTER + base64 + LETTER + b"x" * 50_000 + b"\n" + LETTER + b"a:" * 9_000 + b"\n" + LETTER

    assert len(places(content)) == 4


def test_headers_that_never_end_are_not_read_and_hide_no_other_letter(small_windows: None):
    endless = SEPARATOR + b"Subject: " + b"x" * 20_000 + b"\n" + HEADERS + b"\nHello.\n\n"

    assert [head is None for head in heads(LETTER + endless + LETTER)] == [False, True, False]


@pytest.mark.parametrize("seed", range(8))
def test_windows_change_nothing(seed: int, monkeypatch: pytest.MonkeyPatch):
    rng = random.Random(seed)
    stream = io.BytesIO()
    write_mailbox(stream, messages=60, seed=seed, body_bytes=4_000)
    in_one_window = list(mail_scan.letters(io.BytesIO(stream.getvalue())))

    monkeypatch.setattr(mail_scan, "HEAD_LIMIT", 8_000)
    monkeypatch.setattr(mail_scan, "WINDOW", rng.randrange(500, 9_000))

    assert list(mail_scan.letters(io.BytesIO(stream.getvalue()))) == in_one_window
    assert len(in_one_window) == 60


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
@pytest.mark.parametrize("before", [b"", mail_scan.BOM, b"\n\n"])
def test_parts_hold_together_exactly_the_letters_of_the_whole(
    before: bytes, ends: bytes, small_windows: None
):
    stream = io.BytesIO()
    write_mailbox(stream, messages=40, seed=2, body_bytes=5_000)
    content = before + stream.getvalue().replace(b"\n", ends)
    whole = places(content)
    rng = random.Random(4)
    cuts = [*range(8), *(place + shift for place in whole[:9] for shift in (-2, -1, 0, 1, 2))]

    for cut in (*cuts, *(rng.randrange(len(content)) for _ in range(60))):
        parts = [
            letter.place
            for start, stop in ((0, cut), (cut, len(content)))
            for letter in mail_scan.letters(io.BytesIO(content), start, stop)
        ]
        assert parts == whole, cut


@pytest.mark.parametrize("seed", range(5))
def test_rows_of_many_parts_are_those_of_the_whole(seed: int):
    stream = io.BytesIO()
    size = write_mailbox(stream, messages=80, seed=seed, body_bytes=2_000).size
    rng = random.Random(seed)
    cuts = [0, *sorted(rng.randrange(size) for _ in range(6)), size]

    whole = keys(list(mail.read_part(stream, HINTS, 0, size)))
    parts = [keys(list(mail.read_part(stream, HINTS, *ends))) for ends in zip(cuts, cuts[1:], strict=False)]

    assert set().union(*parts) == whole


def test_the_beginning_of_a_message_is_enough_and_its_body_is_left_alone():
    stream = io.BytesIO(b"\r\n" + HEADERS + b"\n" + b"x" * 10**6)

    beginning = mail_scan.beginning_of(stream)

    assert len(beginning) < 20_000
    assert mail_scan.letter_of(beginning, 7) == mail_scan.Letter(7, b"", b"\n" + HEADERS.rstrip(b"\n"))


def test_long_headers_of_a_message_are_read_in_steps():
    head = b"Subject: x\n" + b"X-Filler: y\n" * 5_000 + HEADERS

    beginning = mail_scan.beginning_of(io.BytesIO(head + b"\nHello.\n" + b"z" * 10**6))

    assert mail_scan.letter_of(beginning, 0).head == b"\n" + head.rstrip(b"\n")
