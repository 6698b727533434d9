"""Letters as one mailbox in mbox form, as a mail provider's export writes it."""

from __future__ import annotations

import time
from base64 import b64encode
from collections.abc import Sequence
from datetime import UTC, datetime

from weaktie.core.fiction.seeker import MARA
from weaktie.core.fiction.shapes import Box, Letter

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ -'")


def mailbox(letters: Sequence[Letter]) -> bytes:
    """Return the letters in the order given."""
    return "".join(_letter(letter) for letter in letters).encode()


def header(box: Box) -> str:
    """Return a name and an address as RFC 5322 writes them, and RFC 2047 where a name is not plain."""
    if not box.name:
        return box.address
    if _PLAIN.issuperset(box.name):
        return f"{box.name} <{box.address}>"
    if box.name.isascii():
        return f'"{box.name}" <{box.address}>'
    return f"=?UTF-8?B?{b64encode(box.name.encode()).decode()}?= <{box.address}>"


def _letter(letter: Letter) -> str:
    then = datetime.fromtimestamp(letter.at, UTC)
    lines = [
        f"From {letter.author.address} {time.asctime(then.timetuple())}",
        f"X-Gmail-Labels: {'Sent' if letter.author.address in MARA.emails else 'Inbox'}",
        f"Message-ID: <{letter.id}>",
        f"Date: {_date(then)}",
        f"From: {header(letter.author)}",
        f"To: {', '.join(map(header, letter.to))}",
    ]
    if letter.cc:
        lines.append(f"Cc: {', '.join(map(header, letter.cc))}")
    lines.append(f"Subject: {letter.subject}")
    if letter.answers:
        lines.append(f"In-Reply-To: <{letter.answers[-1]}>")
        lines.append("References: " + "\n ".join(f"<{each}>" for each in letter.answers))
    lines += [
        *letter.marks,
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "",
        letter.body,
        "",
        "",
    ]
    return "\n".join(lines)


def _date(then: datetime) -> str:
    """Return a date as RFC 5322 writes it, whatever the machine's language."""
    return (
        f"{_DAYS[then.weekday()]}, {then.day:02} {_MONTHS[then.month - 1]} {then.year}"
        f" {then.hour:02}:{then.minute:02}:{then.second:02} +0000"
    )
