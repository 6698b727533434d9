"""Mailboxes as rows: who wrote to whom, and what makes no tie."""

from __future__ import annotations

import io
import sys
from datetime import date
from pathlib import Path

import pytest
from bench.mailbox import write_mailbox
from bench.mailbox_life import OWNER

from weaktie.core.readers import Hints, mail
from weaktie.core.readers.mail_words import decoded
from weaktie.core.rows import Encounters, Kind, Owner, Party, Row, Skip, Tally

HINTS = Hints(today=date(2026, 3, 1))
SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "mail"
ENRON = SHARED / "enron_headers_jeff.dasovich.mbox"

PLAIN = """\
From: Omar Hassan <omar@north.example>
To: Ada Quill <ada@post.example>
Date: Thu, 01 Feb 2024 09:30:00 +0100
Message-ID: <1@north.example>
"""


def letter(text: str, *, sender: str = "omar@north.example") -> str:
    return f"From {sender} Thu Feb  1 08:30:00 2024\n{text}\nHello.\n\n"


def rows_of(text: str | bytes) -> list[Row]:
    content = text.encode() if isinstance(text, str) else text
    source = mail.recognise(content[:65536], name="any")
    assert source is not None
    return list(mail.read(source, io.BytesIO(content), HINTS))


def parties_of(rows: list[Row]) -> list[Party]:
    return [party for row in rows if isinstance(row, Encounters) for party in row.parties]


def ties_in(rows: list[Row]) -> list[tuple[str, list[str], list[str], int]]:
    parties = parties_of(rows)
    return [
        (
            parties[row.author].email,
            [parties[index].email for index in row.to],
            [parties[index].email for index in row.cc],
            row.at,
        )
        for run in rows
        if isinstance(run, Encounters)
        for row in run.rows
    ]


def tally_of(rows: list[Row]) -> Tally:
    (tally,) = [row for row in rows if isinstance(row, Tally)]
    return tally


def test_a_letter_becomes_an_encounter():
    rows = rows_of(letter(PLAIN + "Cc: Priya Raman <priya@south.example>\n"))

    (run,) = [row for row in rows if isinstance(row, Encounters)]
    assert ties_in(rows) == [
        ("omar@north.example", ["ada@post.example"], ["priya@south.example"], 1706776200)
    ]
    assert run.rows[0].kind is Kind.MAIL
    assert 0 <= run.rows[0].key < 2**63
    assert parties_of(rows)[0] == Party("Omar Hassan", "omar@north.example")


def test_a_thread_has_an_encounter_for_each_letter_and_one_party_for_each_person():
    reply = (
        "From: Ada Quill <ada@post.example>\nTo: omar@north.example\nMessage-ID: <2@post.example>\n"
        "In-Reply-To: <1@north.example>\nReferences: <1@north.example>\n"
        "Date: Thu, 01 Feb 2024 11:00:00 +0100\n"
    )

    rows = rows_of(letter(PLAIN) + letter(reply))

    assert [tie[:2] for tie in ties_in(rows)] == [
        ("omar@north.example", ["ada@post.example"]),
        ("ada@post.example", ["omar@north.example"]),
    ]
    assert len(parties_of(rows)) == 2


def test_the_same_letter_twice_in_a_file_counts_once():
    rows = rows_of(letter(PLAIN) * 3)

    assert len(ties_in(rows)) == 1
    assert tally_of(rows) == Tally(3, "2 that were in the file already")


def test_a_letter_has_the_same_key_in_an_mbox_and_alone():
    in_mbox = rows_of(letter(PLAIN))
    alone = rows_of(PLAIN.replace("\n", "\r\n") + "\r\nHello.\r\n")

    assert in_mbox[0] == alone[0]


def test_without_a_message_id_the_key_tells_letters_apart_by_date_and_people():
    nameless = PLAIN.replace("Message-ID: <1@north.example>\n", "")
    later = nameless.replace("09:30", "09:31")

    rows = rows_of(letter(nameless) + letter(later) + letter(nameless))

    assert len(ties_in(rows)) == 2


def test_the_best_spelling_of_a_name_is_kept():
    shorter = PLAIN.replace("Omar Hassan", "omar").replace("<1@", "<0@")

    rows = rows_of(letter(shorter) + letter(PLAIN) + letter(shorter.replace("<0@", "<2@")))

    assert parties_of(rows)[0].name == "Omar Hassan"


@pytest.mark.parametrize(
    "header",
    [
        "List-Id: <rowing.lists.example>",
        "LIST-UNSUBSCRIBE: <mailto:off@lists.example>",
        "List-Post: NO",
        "Precedence: bulk",
        "precedence: Junk",
        "Auto-Submitted: auto-replied (vacation)",
        "X-Gmail-Labels: Spam,Unread",
        "X-Gmail-Labels: =?UTF-8?Q?Entw=C3=BCrfe?=",
        "X-Gmail-Labels: Opened,Trash",
        "X-Mozilla-Status: 0009",
        "Sender: rowing-bounces@lists.example",
        "Sender: Calendar <calendar-notification@times.example>",
    ],
)
def test_these_headers_make_no_tie(header: str):
    rows = rows_of(letter(PLAIN + header + "\n"))

    assert ties_in(rows) == []
    assert parties_of(rows) == []
    assert tally_of(rows).note.startswith("1 ")
    assert not [row for row in rows if isinstance(row, Skip)]


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: no",
        "Precedence: first-class",
        "X-Gmail-Labels: Sent,Important",
        "X-Mozilla-Status: 0001",
        "Sender: Ben Marsh <ben@north.example>",
        "Subject: Precedence: bulk",
    ],
)
def test_these_headers_leave_a_tie(header: str):
    assert len(ties_in(rows_of(letter(PLAIN + header + "\n")))) == 1


def test_a_crowd_of_receivers_is_mass_mail_and_fifty_are_not():
    def to(count: int) -> str:
        return PLAIN.replace(
            "Ada Quill <ada@post.example>", ",\n ".join(f"p{n}@north.example" for n in range(count))
        )

    assert len(ties_in(rows_of(letter(to(50))))) == 1
    assert ties_in(rows_of(letter(to(51)))) == []
    assert tally_of(rows_of(letter(to(51)))).note == "1 to more than 50 people"


def test_a_robot_among_the_receivers_is_left_out():
    rows = rows_of(letter(PLAIN.replace("To: ", "To: reply+abc@reply.github.com, no-reply@x.example,")))

    assert ties_in(rows)[0][1] == ["ada@post.example"]


def test_a_receiver_named_twice_counts_once():
    rows = rows_of(letter(PLAIN.replace("To: ", "To: ada@post.example,") + "Cc: ADA@post.example\n"))

    assert ties_in(rows)[0][1:3] == (["ada@post.example"], [])


def test_of_two_headers_with_one_name_the_first_counts():
    rows = rows_of(letter(PLAIN + "FROM: Cleo <cleo@south.example>\n"))

    assert ties_in(rows)[0][0] == "omar@north.example"


def test_blind_copies_and_subjects_are_not_read():
    rows = rows_of(letter(PLAIN + "Bcc: secret@south.example\nSubject: canary-subject\n"))

    assert "secret" not in repr(rows)
    assert "canary" not in repr(rows)


def test_a_letter_without_sender_is_skipped_with_its_place_and_the_reason():
    first = letter(PLAIN)

    rows = rows_of(first + letter(PLAIN.replace("<omar@north.example>", "")))

    assert [row for row in rows if isinstance(row, Skip)] == [
        Skip(f"byte {len(first)}", "It names no sender with an e-mail address.")
    ]


def test_a_broken_date_is_replaced_by_that_of_the_separator():
    rows = rows_of(letter(PLAIN.replace("Thu, 01 Feb 2024", "Someday")))

    assert ties_in(rows)[0][3] == 1706776200


def test_a_date_in_the_future_or_before_mail_is_not_believed():
    for wrong in ("Fri, 01 Feb 2036 09:30:00 +0100", "Thu, 01 Jan 1970 00:00:00 +0000"):
        rows = rows_of(letter(PLAIN.replace("Thu, 01 Feb 2024 09:30:00 +0100", wrong)))

        assert ties_in(rows)[0][3] == 1706776200


def test_a_message_without_any_date_is_skipped():
    rows = rows_of(PLAIN.replace("Date: Thu, 01 Feb 2024 09:30:00 +0100\n", "") + "\nHello.\n")

    assert rows[0] == Skip("byte 0", "It has no date that can be read.")


def test_the_owner_shows_where_letters_are_delivered():
    mailbox = "".join(
        letter(PLAIN.replace("<1@", f"<{n}@") + "Delivered-To: ada@post.example\n") for n in range(6)
    )

    assert Owner("Delivered-To", emails=("ada@post.example",)) in rows_of(mailbox)
    assert not [row for row in rows_of(letter(PLAIN)) if isinstance(row, Owner)]


def test_everything_is_counted_in_a_generated_mailbox():
    stream = io.BytesIO()
    written = write_mailbox(stream, messages=300, seed=11, body_bytes=1000)

    rows = rows_of(stream.getvalue())

    assert tally_of(rows).read == 300
    assert len(ties_in(rows)) == written.kinds["person"] - written.copies
    assert Owner("Delivered-To", emails=(OWNER,)) in rows
    assert not [row for row in rows if isinstance(row, Skip)]
    assert any(not party.name.isascii() for party in parties_of(rows))


def test_no_byte_of_a_body_or_a_subject_reaches_a_row():
    stream = io.BytesIO()
    write_mailbox(stream, messages=120, seed=3, body_bytes=1000)
    told = stream.getvalue().replace(b"Subject: ", b"Subject: canary ").replace(b"\n\n", b"\n\ncanary\n")

    assert told.count(b"canary") > 200
    assert "canary" not in repr(rows_of(told))


def test_many_messages_are_read_as_one_mailbox():
    messages = [letter(PLAIN.replace("<1@", f"<{n}@")).partition("\n")[2].encode() for n in range(20)]
    beginnings = [mail.beginning_of(io.BytesIO(message)) for message in messages]

    rows = list(mail.read_letters([*beginnings, b"Subject: nothing\n\n"], HINTS))

    assert len(ties_in(rows)) == 20
    assert len(parties_of(rows)) == 2
    assert [row.where for row in rows if isinstance(row, Skip)] == ["message 20"]


def test_tallies_of_parts_add_up():
    stream = io.BytesIO()
    write_mailbox(stream, messages=100, seed=5, body_bytes=1000)
    size = len(stream.getvalue())

    whole = tally_of(list(mail.read_part(stream, HINTS, 0, size)))
    halves = [
        tally_of(list(mail.read_part(stream, HINTS, start, stop)))
        for start, stop in ((0, size // 2), (size // 2, size))
    ]

    assert mail.sum_of(halves).read == whole.read == 100
    assert mail.sum_of([whole]) == whole


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (letter(PLAIN), "mbox"),
        ("\ufeff" + letter(PLAIN), "mbox"),
        ("\n\n" + letter(PLAIN), "mbox"),
        ("From - Thu Feb 01 08:30:00 2024\nX-Mozilla-Status: 0001\n", "mbox"),
        ("From 1789@xxx Thu Feb 01 08:30:00 +0000 2024\r\nX-GM-THRID: 1\r\n", "mbox"),
        (PLAIN + "\nHello.\n", "eml"),
        ("\ufeff\r\n" + PLAIN, "eml"),
        ("From omar@north.example\n" + PLAIN, "eml"),
        ("Received: from north.example\n by post.example\nReturn-Path: <omar@north.example>\n", "eml"),
    ],
)
def test_recognises_mail_by_its_first_lines(head: str, kind: str):
    source = mail.recognise(head.encode(), name="x.txt")

    assert source is not None
    assert source.kind == kind


@pytest.mark.parametrize(
    "head",
    [
        "",
        "BEGIN:VCARD\nVERSION:3.0\nFN:Omar\n",
        "BEGIN:VCALENDAR\nPRODID:x\n",
        "Notes:\n\nFirst Name,Last Name\n",
        "From,To,Date\n",
        "FROM,TO,DATE,SUBJECT,CONTENT\n",
        "Omar: hello\nAda: hello\n",
        "Content-Type: text/html\nDate: today\n\n<p>",
        "From here to there\nand back again\n",
        "\x00" * 500,
    ],
)
def test_leaves_other_files_to_other_readers(head: str):
    assert mail.recognise(head.encode(), name="x.eml") is None


def test_no_codec_or_module_is_loaded_while_reading():
    stream = io.BytesIO()
    write_mailbox(stream, messages=60, seed=9, body_bytes=1000)
    labels = "iso-2022-jp big5 gb2312 euc-kr shift_jis koi8-r utf-7 hz-gb-2312 iso-2022-kr never-heard-of"
    rows_of(letter(PLAIN))
    before = set(sys.modules)

    rows_of(stream.getvalue())
    for label in labels.split():
        decoded(f"=?{label}?B?GyRCOzNFRBsoQg==?= =?{label}?Q?=C4=E3=81?=".encode())
    rows_of(letter(PLAIN.replace("north.example>", "xn--mnchen-3ya.example>")))

    assert set(sys.modules) == before


@pytest.mark.skipif(not ENRON.exists(), reason="the shared test data is not there")
def test_reads_every_letter_of_a_real_mailbox():
    rows = rows_of(ENRON.read_bytes())

    assert len(ties_in(rows)) == 2458
    assert tally_of(rows) == Tally(2458)
    assert len(parties_of(rows)) == 61
    assert Party("Jeff Dasovich", "jeff.dasovich@enron.com") in parties_of(rows)
    assert all(" " in party.name for party in parties_of(rows))


@pytest.mark.skipif(not SHARED.exists(), reason="the shared test data is not there")
def test_reads_or_leaves_every_file_of_others():
    taken = 0
    for path in sorted(path for path in SHARED.rglob("*") if path.is_file()):
        content = path.read_bytes()
        source = mail.recognise(content[:65536], name=path.name)
        if source is not None:
            rows = list(mail.read(source, io.BytesIO(content), HINTS))
            assert tally_of(rows).read >= 1, path
            taken += 1

    assert taken >= 60
