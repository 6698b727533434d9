"""Invent twelve years of mail: who writes to whom, and the headers and texts of every message."""

from __future__ import annotations

import random
import time
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.header import Header
from itertools import accumulate

from bench.mailbox_words import FAMILY, FIRMS, FROM_ABROAD, GIVEN, SENTENCES

FIRST = 1_388_534_400  # 2014-01-01
LAST = 1_767_225_600  # 2026-01-01
CORRESPONDENTS = 3_000
OWNER = "ada.quill@post.example"

ATTACHED = 0.06
"""Share of the messages between people that carry an attachment; these hold most of the bytes."""

TWICE_EVERY = 90
"""One message in so many is a copy of an earlier one."""

BOUNDARY = "000000000000a1b2c3"
_INNER_BOUNDARY = "000000000000d4e5f6"
_BOTH = f"Content-Type: multipart/alternative; boundary={_INNER_BOUNDARY}"

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Correspondent:
    """Somebody who writes, and how their name and address stand in a header."""

    email: str
    header: str


@dataclass(slots=True)
class Thread:
    """A conversation so far: who takes part besides the owner, and the ids of its messages."""

    people: list[Correspondent]
    ids: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Message:
    """One message; `kind` is person, newsletter, list, automatic or aside (spam, trash, drafts, chats).

    Where there is an attachment, `body` lacks it and the last boundary.
    """

    kind: str
    sender: str
    at: int
    headers: str
    body: str
    has_attachment: bool = False


class Life:
    """Twelve years of mail, message by message in the order of time."""

    def __init__(self, rng: random.Random, count: int) -> None:
        self._rng = rng
        self._count = count
        self._owner = Correspondent(OWNER, f"Ada Quill <{OWNER}>")
        self._people = _correspondents(rng, min(CORRESPONDENTS, max(12, count // 8)))
        self._weights = list(accumulate((rank + 3) ** -0.9 for rank in range(len(self._people))))
        self._threads: list[Thread] = []
        self._noise = rng.randbytes(200_000).hex()

    def messages(self) -> Iterator[Message]:
        """Yield every message, some by people twice."""
        makers = (self._personal, self._newsletter, self._list, self._automatic, self._aside)
        step = (LAST - FIRST) // self._count
        before: Message | None = None
        for number in range(self._count):
            at = FIRST + number * step + self._rng.randrange(step)
            if before is None or number % TWICE_EVERY:
                message = self._rng.choices(makers, cum_weights=(56, 76, 88, 98, 100))[0](at)
                before = message if message.kind == "person" else before
                yield message
            else:
                yield before

    def _personal(self, at: int) -> Message:
        thread = self._thread()
        is_sent = self._rng.random() < 0.45
        author = self._owner if is_sent else self._rng.choice(thread.people)
        receivers = [person for person in thread.people if person is not author]
        if not is_sent:
            receivers.insert(self._rng.randrange(len(receivers) + 1), self._owner)
        addressed = 1 + self._rng.randrange(len(receivers))
        message_id = self._id(author.email)

        lines = [
            f"X-GM-THRID: {self._rng.randrange(10**18, 10**19)}",
            f"X-Gmail-Labels: {'Sent' if is_sent else 'Inbox,Important,Opened'}",
        ]
        if not is_sent:
            lines += self._trail(at, author.email)
        lines += self._told(at, message_id, author.header, receivers[:addressed])
        if receivers[addressed:]:
            lines.append("Cc: " + _folded(receivers[addressed:]))
        if thread.ids:
            lines.append(f"In-Reply-To: <{thread.ids[-1]}>")
            lines.append("References: " + "\n ".join(f"<{known}>" for known in thread.ids[-12:]))
        thread.ids.append(message_id)
        body = self._both(self._text())
        if self._rng.random() >= ATTACHED:
            return _message("person", author.email, at, [*lines, _BOTH], body)
        lines.append(f"Content-Type: multipart/mixed; boundary={BOUNDARY}")
        body = f"--{BOUNDARY}\n{_BOTH}\n\n{body}\n"
        return _message("person", author.email, at, lines, body, has_attachment=True)

    def _newsletter(self, at: int) -> Message:
        firm = self._rng.choice(FIRMS)
        sender = f"news@{firm}.example"
        lines = [
            "X-Gmail-Labels: Inbox,Category Promotions,Unread",
            *self._trail(at, sender),
            *self._told(at, self._id(f"@mta.{firm}.example"), f"{firm.title()} <{sender}>", [self._owner]),
            f"List-Unsubscribe: <https://{firm}.example/u/{self._hex(60)}>,\n <mailto:u@{firm}.example>",
            "Precedence: bulk",
            _BOTH,
        ]
        return _message("newsletter", sender, at, lines, self._both(self._text()))

    def _list(self, at: int) -> Message:
        author = self._person()
        name = self._rng.choice(("alumni", "rowing", "python", "parents"))
        lines = [
            "X-Gmail-Labels: Inbox,Category Forums",
            *self._trail(at, f"{name}-bounces@lists.example"),
            *self._told(at, self._id(author.email), author.header, []),
            f"To: {name}@lists.example",
            f"Sender: {name}-bounces@lists.example",
            "Precedence: list",
            f"List-Id: The {name} list <{name}.lists.example>",
            f"List-Post: <mailto:{name}@lists.example>",
        ]
        return _message("list", author.email, at, lines, self._text())

    def _automatic(self, at: int) -> Message:
        firm = self._rng.choice(FIRMS)
        robots = ("no-reply", "noreply", "notifications", "donotreply", "calendar-notification")
        sender = f"{self._rng.choice(robots)}@{firm}.example"
        lines = [
            "X-Gmail-Labels: Inbox,Category Updates",
            *self._trail(at, sender),
            *self._told(at, self._id(sender), f"{firm.title()} <{sender}>", [self._owner]),
            _BOTH,
        ]
        if self._rng.random() < 0.5:
            lines.append("Auto-Submitted: auto-generated")
        return _message("automatic", sender, at, lines, self._both(self._text()))

    def _aside(self, at: int) -> Message:
        author = self._person()
        lines = [
            f"X-Gmail-Labels: {self._rng.choice(('Spam', 'Trash,Unread', 'Drafts', 'Chat'))}",
            *self._told(at, self._id(author.email), author.header, [self._owner]),
        ]
        return _message("aside", author.email, at, lines, self._text())

    def _thread(self) -> Thread:
        if self._threads and self._rng.random() < 0.62:
            return self._threads[-1 - int(len(self._threads) * self._rng.random() ** 4)]
        company = 1 + min(7, int(self._rng.expovariate(0.9)))
        thread = Thread(list(dict.fromkeys(self._person() for _ in range(company))))
        self._threads = [*self._threads[-199:], thread]
        return thread

    def _person(self) -> Correspondent:
        return self._people[bisect(self._weights, self._rng.random() * self._weights[-1])]

    def _told(self, at: int, message_id: str, sender: str, to: list[Correspondent]) -> list[str]:
        """Return what every message says of itself."""
        lines = [
            "MIME-Version: 1.0",
            f"From: {sender}",
            f"Date: {_rfc5322(at, self._rng.choice((0, 0, 1, 2, -5, -8)))}",
            f"Message-ID: <{message_id}>",
            f"Subject: {self._rng.choice(SENTENCES)[:50]}",
        ]
        return [*lines, "To: " + _folded(to)] if to else lines

    def _trail(self, at: int, sender: str) -> list[str]:
        """Return the trail and the signatures that a large provider puts on what it delivers."""
        domain = sender.partition("@")[2]
        day = f"{_rfc5322(at, -8)} (PST)"
        server = f"192.0.2.{at % 250}"
        signature = "\n         ".join(self._hex(62) for _ in range(6))
        seal = f"i=1; a=rsa-sha256; d=post.example; s=arc-20160816;\n         b={signature}"
        checks = (
            f"mx.post.example;\n       dkim=pass header.i=@{domain} header.b={self._hex(8)};\n"
            f"       spf=pass (post.example: domain of {sender} designates {server}) smtp.mailfrom={sender}"
        )
        return [
            f"Delivered-To: {OWNER}",
            f"Received: by 2002:a05:6a10:{self._hex(4)}:0:0:0:0 with SMTP id {self._hex(18)};\n        {day}",
            f"X-Received: by 2002:a17:90b:{self._hex(4)}:: with SMTP id {self._hex(16)}.31;\n        {day}",
            f"ARC-Seal: {seal}",
            f"ARC-Message-Signature: h=to:subject:message-id:date:from:mime-version;\n         {seal}",
            f"ARC-Authentication-Results: i=1; {checks}",
            f"Return-Path: <{sender}>",
            f"Received: from mail.{domain} (mail.{domain}. [{server}])\n"
            f"        by mx.post.example with ESMTPS id {self._hex(20)}\n        for <{OWNER}>\n"
            f"        (version=TLS1_3 cipher=TLS_AES_128_GCM_SHA256 bits=128/128);\n        {day}",
            f"Received-SPF: pass (post.example: domain of {sender} designates {server} as permitted sender)",
            f"Authentication-Results: {checks}",
            f"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d={domain}; s=20161025;\n"
            f"         h=mime-version:from:date:message-id:subject:to;\n         b={signature}",
            f"X-Gm-Message-State: {self._hex(160)}",
        ]

    def _text(self) -> str:
        sentences = [self._rng.choice(SENTENCES) for _ in range(self._rng.randrange(2, 14))]
        return "\n".join(sentences) + "\n\n-- \nFrom my desk, with thanks\n"

    def _both(self, text: str) -> str:
        """Return the text as plain text and as a page, as nearly all programs send it."""
        rows = [
            f'<tr><td style=3D"color: #{self._hex(6)}; width: 90%">{line}</td></tr>'
            for line in text.split("\n")
        ]
        return (
            f"--{_INNER_BOUNDARY}\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"
            f"--{_INNER_BOUNDARY}\nContent-Type: text/html; charset=utf-8\n"
            "Content-Transfer-Encoding: quoted-printable\n\n"
            + "\n".join(("<html><body><table>", *rows, "</table></body></html>"))
            + f"\n--{_INNER_BOUNDARY}--\n"
        )

    def _id(self, email: str) -> str:
        return f"{self._hex(28)}@{email.partition('@')[2]}"

    def _hex(self, length: int) -> str:
        start = self._rng.randrange(len(self._noise) - length)
        return self._noise[start : start + length]


def _message(
    kind: str, sender: str, at: int, lines: list[str], body: str, *, has_attachment: bool = False
) -> Message:
    return Message(kind, sender, at, "\n".join(lines) + "\n", body, has_attachment)


def _correspondents(rng: random.Random, count: int) -> list[Correspondent]:
    """Invent people; one name in seven needs encoded words."""
    people = []
    for number in range(count):
        if rng.random() < 1 / 7:
            given, family = rng.choice(FROM_ABROAD)
            local = f"p{number}"
        else:
            given, family = rng.choice(GIVEN), rng.choice(FAMILY)
            local = f"{given}.{family}.{number}".lower()
        email = f"{local}@{rng.choice(FIRMS)}.example"
        people.append(Correspondent(email, _header(rng, given, family, email)))
    return people


def _header(rng: random.Random, given: str, family: str, email: str) -> str:
    """Write a mailbox as one of the programs in use would."""
    name = f"{given} {family}"
    if not name.isascii():
        charset = rng.choice(("utf-8", "utf-8", "utf-8", "iso-8859-1", "gb18030"))
        try:
            return f"{Header(name, charset).encode()} <{email}>"
        except UnicodeEncodeError:
            return f"{Header(name, 'utf-8').encode()} <{email}>"
    forms = (f"{name} <{email}>", f'"{name}" <{email}>', f'"{family}, {given}" <{email}>')
    rarer = (email, f"{email} ({name})")
    return rng.choice(rarer) if rng.random() < 1 / 6 else rng.choice(forms)


def _folded(people: list[Correspondent]) -> str:
    return ",\n ".join(person.header for person in people)


def asctime(at: int) -> str:
    """Write an instant as the separators of an mbox do."""
    t = time.gmtime(at)
    clock = f"{t.tm_hour:02d}:{t.tm_min:02d}:{t.tm_sec:02d}"
    return f"{_DAYS[t.tm_wday]} {_MONTHS[t.tm_mon - 1]} {t.tm_mday:2d} {clock} +0000 {t.tm_year}"


def _rfc5322(at: int, hours_east: int) -> str:
    t = time.gmtime(at + hours_east * 3600)
    clock = f"{t.tm_hour:02d}:{t.tm_min:02d}:{t.tm_sec:02d}"
    zone = f"{'-' if hours_east < 0 else '+'}{abs(hours_east):02d}00"
    return f"{_DAYS[t.tm_wday]}, {t.tm_mday} {_MONTHS[t.tm_mon - 1]} {t.tm_year} {clock} {zone}"
