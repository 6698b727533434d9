"""Read mailboxes: mbox files, single messages, Maildir folders. Headers only; a body is never kept.

mail_scan       finds letters in a stream of bytes and cuts out their headers
mail_headers    picks the headers that matter
mail_words      decodes encoded words
mail_addresses  takes address headers apart
mail_dates      reads dates
mail_automatic  tells which letters make no tie between people
mail_ledger     puts it together: who wrote to whom, and when
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from weaktie.core.readers import Hints, Source, mail_ledger, mail_scan
from weaktie.core.readers.mail_automatic import Cause
from weaktie.core.rows import Row, Tally

MBOX = Source("mbox", "Mailbox (mbox)", "mail")
EML = Source("eml", "E-mail message", "mail")


def recognise(head: bytes, *, name: str) -> Source | None:
    """Tell an mbox or a single message by its first line and headers; None when it is neither."""
    text = head.lstrip(mail_scan.BOM + b"\r\n")
    if mail_scan.is_separator(text):
        return MBOX
    if text.startswith(b"From "):
        text = text.partition(b"\n")[2]
    return EML if _begins_with_headers(text) else None


def read(source: Source, stream: BinaryIO, hints: Hints) -> Iterator[Row]:
    """Yield Encounters in runs, Skip for what cannot be read, an Owner if it shows, and a Tally."""
    if source.kind == EML.kind:
        return mail_ledger.rows([mail_scan.letter_of(mail_scan.beginning_of(stream), 0)], hints)
    return mail_ledger.rows(mail_scan.letters(stream), hints)


def read_part(stream: BinaryIO, hints: Hints, start: int, stop: int) -> Iterator[Row]:
    """Yield the rows of the letters of an mbox that begin in [start, stop), in bytes.

    The parts of a file hold together exactly the letters of the whole. Each part counts its parties from
    0, and a letter that is twice in the file counts once in each part: its key tells.
    """
    stream.seek(0)
    return mail_ledger.rows(mail_scan.letters(stream, start, stop), hints)


def read_letters(blocks: Iterable[bytes], hints: Hints) -> Iterator[Row]:
    """Yield the rows of many single messages, of each the beginning or all (see `beginning_of`).

    A Skip says which message it means by its number, from 0.
    """
    letters = (mail_scan.letter_of(block, number) for number, block in enumerate(blocks))
    return mail_ledger.rows(letters, hints, unit="message")


beginning_of = mail_scan.beginning_of
"""The headers of a single message, read from a stream in small steps: what `read_letters` needs of it."""


def sum_of(tallies: Iterable[Tally]) -> Tally:
    """Add up the tallies of the parts of a mailbox."""
    parts = list(tallies)
    left_out: Counter[Cause] = Counter()
    for part in parts:
        for number, words in _COUNT.findall(part.note):
            left_out[Cause(words)] += int(number.replace(",", ""))
    return mail_ledger.tally_of(sum(part.read for part in parts), left_out)


_COUNT = re.compile(r"([\d,]+) ([^;]+)")

_NAME = re.compile(rb"^([!-9;-~]{1,80}+)[ \t]*:", re.MULTILINE)
_OF_PEOPLE = frozenset(
    {b"from", b"to", b"sender", b"return-path", b"delivered-to", b"received", b"message-id"}
)
_OF_MAIL = _OF_PEOPLE | {
    b"subject",
    b"date",
    b"cc",
    b"bcc",
    b"reply-to",
    b"in-reply-to",
    b"references",
    b"mime-version",
    b"content-type",
    b"content-transfer-encoding",
}


def _begins_with_headers(text: bytes) -> bool:
    """Tell whether a text begins with at least two headers of mail, one of which says whose it is."""
    block = mail_scan.head_in(text)
    if _NAME.match(block) is None:
        return False
    names = {name.lower() for name in _NAME.findall(block)}
    return len(names & _OF_MAIL) >= 2 and not names.isdisjoint(_OF_PEOPLE)
