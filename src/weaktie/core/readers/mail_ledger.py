"""Enter letters in a ledger: who wrote to whom, and when.

Decoding an address costs far more than finding it, and most addresses have been seen before, byte for
byte. So what is decoded is remembered by its raw bytes. Every memory here is bounded: a file made to fill
them makes the ledger forget and decode again, never grow.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import TypeVar

from weaktie.core.readers import Hints
from weaktie.core.readers.mail_addresses import mailboxes, name_and_address
from weaktie.core.readers.mail_automatic import (
    MOST_RECEIVERS,
    Cause,
    cause_in_headers,
    is_list_sender,
    is_robot,
    is_set_aside,
)
from weaktie.core.readers.mail_dates import EARLIEST, instant, instant_of_separator, midnight
from weaktie.core.readers.mail_headers import headers
from weaktie.core.readers.mail_scan import HEAD_LIMIT, Letter
from weaktie.core.readers.mail_words import decoded
from weaktie.core.readers.text import email_address, stable_key
from weaktie.core.rows import Encounter, Encounters, Kind, Owner, Party, Row, Skip, Tally

RUN = 5_000
"""Encounters handed over at a time."""

MOST_SKIPPED = 1_000
"""Letters named one by one as unreadable; what comes after them is only counted."""

_REMEMBERED = 20_000
_LONGEST_REMEMBERED = 500  # bytes
_PEOPLE_REMEMBERED = 100_000
_KEYS_REMEMBERED = 250_000

_LETTERS_TO_TELL_OWNER = 5
_SHARE_TO_TELL_OWNER = 0.6
_DELIVERY_HEADERS = (b"x-original-to", b"envelope-to", b"delivered-to")

_MESSAGE_ID = re.compile(rb"[^<>\s]+")

_V = TypeVar("_V")

_TOO_LONG = f"Its headers are longer than {HEAD_LIMIT // 1024} KB."
_NO_SENDER = "It names no sender with an e-mail address."
_NO_DATE = "It has no date that can be read."


def rows(letters: Iterable[Letter], hints: Hints, *, unit: str = "byte") -> Iterator[Row]:
    """Yield what letters say of who wrote to whom; `unit` says what their places count."""
    ledger = _Ledger(hints)
    skipped = 0
    for letter in letters:
        outcome = ledger.outcome(letter)
        if isinstance(outcome, Encounter):
            ledger.entries.append(outcome)
            if len(ledger.entries) == RUN:
                yield ledger.page()
        elif isinstance(outcome, Cause):
            ledger.left_out[outcome] += 1
        elif skipped < MOST_SKIPPED:
            skipped += 1
            yield Skip(f"{unit} {letter.place}", outcome)
        else:
            ledger.left_out[Cause.UNREADABLE] += 1
    if ledger.entries:
        yield ledger.page()
    yield from ledger.owner()
    yield ledger.tally()


def tally_of(read: int, left_out: Counter[Cause]) -> Tally:
    """Say how many letters were read and how many of them make no tie, by cause."""
    return Tally(read, "; ".join(f"{left_out[cause]:,} {cause}" for cause in Cause if left_out[cause]))


class _Somebody:
    """A sender or receiver. `index` is -1 until an encounter names them; `email` is "" for nobody at all."""

    __slots__ = ("email", "index", "is_person", "is_robot", "name")

    def __init__(self, name: str, email: str) -> None:
        self.name = name
        self.email = email
        self.is_robot = is_robot(name, email)
        self.is_person = bool(email) and not self.is_robot
        self.index = -1


class _Ledger:
    """The encounters so far and what has to be remembered to enter the next."""

    def __init__(self, hints: Hints) -> None:
        self.entries: list[Encounter] = []
        self.left_out: Counter[Cause] = Counter()
        self._latest = midnight(hints.today + timedelta(days=2))
        self._read = 0
        self._parties = 0
        self._new: list[_Somebody] = []
        self._by_value: dict[bytes, tuple[_Somebody, ...]] = {}
        self._by_mailbox: dict[bytes, _Somebody] = {}
        self._by_email: dict[str, _Somebody] = {}
        self._set_aside: dict[bytes, bool] = {}
        self._deliveries: dict[bytes, int] = {}
        self._keys: set[int] = set()
        self._older_keys: set[int] = set()

    def outcome(self, letter: Letter) -> Encounter | Cause | str:
        """Return the encounter that a letter is, or why it makes no tie, or a sentence why it is not read."""
        self._read += 1
        if letter.head is None:
            return _TOO_LONG
        found = headers(letter.head)
        self._remember_delivery(found)
        if cause := cause_in_headers(found) or self._cause_in_values(found):
            return cause

        author = self._author(found)
        if not author.email:
            return _NO_SENDER
        if author.is_robot:
            return Cause.AUTOMATIC

        at = self._instant(found, letter.separator)
        if at is None:
            return _NO_DATE
        return self._encounter(found, author, at)

    def page(self) -> Encounters:
        """Hand over the encounters entered since the last page, and the parties new in them."""
        page = Encounters(
            parties=tuple(Party(somebody.name, somebody.email) for somebody in self._new),
            rows=tuple(self.entries),
        )
        self._new = []
        self.entries = []
        return page

    def owner(self) -> Iterator[Owner]:
        """Yield the address most letters were delivered to, if there is one."""
        counts: Counter[str] = Counter()
        for value, times in self._deliveries.items():
            counts[email_address(value.decode("latin-1"))] += times
        for email, times in counts.most_common(1):
            if email and times >= max(_LETTERS_TO_TELL_OWNER, _SHARE_TO_TELL_OWNER * counts.total()):
                yield Owner("Delivered-To", emails=(email,))

    def tally(self) -> Tally:
        """Say how many letters were read and how many of them make no tie, by cause."""
        return tally_of(self._read, self.left_out)

    def _cause_in_values(self, found: dict[bytes, bytes]) -> Cause | None:
        labels = found.get(b"x-gmail-labels")
        if labels is not None and self._is_set_aside(labels):
            return Cause.SET_ASIDE
        if b"sender" in found:
            sender = self._somebody(found[b"sender"])
            if is_list_sender(sender.email):
                return Cause.LIST
            if sender.is_robot:
                return Cause.AUTOMATIC
        return None

    def _is_set_aside(self, labels: bytes) -> bool:
        known = self._set_aside.get(labels)
        if known is None:
            known = is_set_aside(decoded(labels[:_LONGEST_REMEMBERED]))
            _remember(self._set_aside, labels, known)
        return known

    def _author(self, found: dict[bytes, bytes]) -> _Somebody:
        value = found.get(b"from") or found.get(b"sender", b"")
        known = self._by_mailbox.get(value)
        return known or self._somebody(next(iter(mailboxes(value)), b""))

    def _somebody(self, mailbox: bytes) -> _Somebody:
        """Return who is meant by a mailbox; the same address is the same somebody."""
        known = self._by_mailbox.get(mailbox)
        if known is not None:
            return known

        name, email = name_and_address(mailbox)
        somebody = self._by_email.get(email)
        if somebody is None:
            if len(self._by_email) >= _PEOPLE_REMEMBERED:
                self._by_email.clear()
            somebody = self._by_email[email] = _Somebody(name, email)
        elif _standing(name) > _standing(somebody.name):
            somebody.name = name
        _remember(self._by_mailbox, mailbox, somebody)
        return somebody

    def _instant(self, found: dict[bytes, bytes], separator: bytes) -> int | None:
        at = instant(found.get(b"date", b""))
        if at is None or not EARLIEST <= at <= self._latest:
            at = instant_of_separator(separator)
            if at is None or not EARLIEST <= at <= self._latest:
                return None
        return at

    def _encounter(self, found: dict[bytes, bytes], author: _Somebody, at: int) -> Encounter | Cause:
        to = self._people(found[b"to"]) if b"to" in found else ()
        cc = self._people(found[b"cc"]) if b"cc" in found else ()
        if len(to) + len(cc) > MOST_RECEIVERS:
            return Cause.MASS
        if not to and not cc:
            return Cause.ALONE

        key = _key(found.get(b"message-id", b""), at, author, to)
        if self._is_known(key):
            return Cause.TWICE
        if to and cc:
            cc = tuple([somebody for somebody in cc if somebody not in to])
        return Encounter(key, at, Kind.MAIL, self._index(author), self._indices(to), self._indices(cc))

    def _people(self, value: bytes) -> tuple[_Somebody, ...]:
        """Return the people in an address header, each once; of a crowd, enough to tell that it is one."""
        known = self._by_value.get(value)
        if known is None:
            everybody = (self._somebody(mailbox) for mailbox in mailboxes(value)[: 2 * MOST_RECEIVERS])
            known = tuple(dict.fromkeys(somebody for somebody in everybody if somebody.is_person))
            _remember(self._by_value, value, known)
        return known

    def _is_known(self, key: int) -> bool:
        """Tell whether the key was met before, at least among the last quarter of a million; remember it."""
        if key in self._keys or key in self._older_keys:
            return True
        if len(self._keys) == _KEYS_REMEMBERED:
            self._older_keys, self._keys = self._keys, set()
        self._keys.add(key)
        return False

    def _indices(self, people: tuple[_Somebody, ...]) -> tuple[int, ...]:
        return tuple([self._index(somebody) for somebody in people])

    def _index(self, somebody: _Somebody) -> int:
        """Return the index of a party, which becomes one when it is first needed."""
        if somebody.index < 0:
            somebody.index = self._parties
            self._parties += 1
            self._new.append(somebody)
        return somebody.index

    def _remember_delivery(self, found: dict[bytes, bytes]) -> None:
        for header in _DELIVERY_HEADERS:
            if header in found:
                value = found[header]
                _remember(self._deliveries, value, self._deliveries.get(value, 0) + 1)
                return


def _remember(memory: dict[bytes, _V], raw: bytes, meaning: _V) -> None:
    """Keep what raw bytes mean; when the memory is full, forget all: rare, and cheaper than choosing."""
    if len(raw) > _LONGEST_REMEMBERED:
        return
    if len(memory) >= _REMEMBERED:
        memory.clear()
    memory[raw] = meaning


def _standing(name: str) -> tuple[bool, bool, int]:
    """Rank spellings of a name: two or three words first, then those without a comma, then the longest."""
    return 1 <= name.count(" ") <= 2, "," not in name, len(name)


def _key(message_id: bytes, at: int, author: _Somebody, to: tuple[_Somebody, ...]) -> int:
    """Return the key by which the same letter is known in any export: its id, else who wrote what when."""
    if named := _MESSAGE_ID.search(message_id):
        return stable_key(named[0].decode("latin-1"))
    return stable_key(str(at), author.email, *(somebody.email for somebody in to))
