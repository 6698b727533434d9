"""What a reading child and its parent say to each other: lines of JSON, one message each.

The child has read a hostile file and may by now be in its hands. So the parent takes nothing from it that is
not exactly of the shapes below: a line is an array, its first item tells which message it is, and `decode`
raises Malformed on anything else. Rows go from `Row` to a line and back without loss.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from weaktie.adapters.wall import values
from weaktie.adapters.wall.values import Malformed
from weaktie.core.readers import Source
from weaktie.core.rows import (
    OWNER,
    Contact,
    Encounter,
    Encounters,
    Interest,
    Kind,
    Owner,
    Party,
    Passage,
    Row,
    Skip,
    Speech,
    Stint,
    Tally,
    Turn,
)

LINE_LIMIT = 1_000_000
"""Longest line in bytes. A child splits what is longer, and refuses a single row that is."""

_PARTIES = 200
_NUMBERS = 40_000
"""Parties, and numbers of encounters, in one line: so many that it stays under the limit by far."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The child has locked itself down behind these walls and begins to read."""

    walls: frozenset[str]


@dataclass(frozen=True, slots=True)
class Began:
    """A member of an archive, or a file sent to the child, is being read; None when nothing reads it."""

    name: str
    source: Source | None


@dataclass(frozen=True, slots=True)
class Ended:
    """It was read: its bytes, their hash in hex ("" when not read to the end), why it was refused or "".

    `passed_over` tells that it was left alone because it is nothing that is read here.
    """

    size: int = 0
    digest: str = ""
    error: str = ""
    passed_over: bool = False


@dataclass(frozen=True, slots=True)
class Reached:
    """So many bytes of the file handed over were read by now."""

    done: int


@dataclass(frozen=True, slots=True)
class Finished:
    """All of the file handed over was read, or it was refused whole for this reason."""

    error: str


Message = Row | Began | Ended | Reached | Finished
"""What a child may say of a file."""

Line = Ready | Message
"""What a child may say."""

Json = None | bool | int | str | Sequence["Json"]
"""What a line is made of. No floats and no objects."""


# --- the child's side -------------------------------------------------------------------------------------


def encode(message: Line) -> Iterator[bytes]:
    """Yield the lines for a message, each ending in a newline; raise Malformed for a row that is too long."""
    for parts in _runs(message) if isinstance(message, Encounters) else (_parts(message),):
        line = json.dumps(parts, separators=(",", ":")).encode("ascii") + b"\n"
        if len(line) > LINE_LIMIT:
            raise Malformed("a row is too long")
        yield line


def _parts(message: Line) -> Json:
    match message:
        case Contact():
            return ["contact", *_contact_parts(message)]
        case Owner():
            return ["owner", *_owner_parts(message)]
        case Interest(where, organisation, how, title, url, on):
            return ["interest", where, organisation, how, title, url, _day(on)]
        case Skip(where, reason):
            return ["skip", where, reason]
        case Passage(where, text):
            return ["passage", where, text]
        case Tally(read, note):
            return ["tally", read, note]
        case Speech():
            return ["speech", message.kind, message.started, message.turns]
        case _:
            return _words(message)


def _words(message: Line) -> Json:
    match message:
        case Ready(walls):
            return ["ready", sorted(walls)]
        case Began(name, source):
            return ["began", name, _source_parts(source)]
        case Ended(size, digest, error, passed_over):
            return ["ended", size, digest, error, passed_over]
        case Reached(done):
            return ["reached", done]
        case Finished(error):
            return ["finished", error]
        case _:
            raise Malformed("not a message")


def _contact_parts(row: Contact) -> list[Json]:
    texts = (row.where, row.key, row.name, row.given, row.family, row.nickname, row.maiden, row.profile)
    lists = (row.emails, row.urls, row.phones, row.groups)
    stints = (_stint_parts(row.work), _stint_parts(row.schools))
    return [*texts, row.born, row.place, *lists, *stints, _day(row.connected)]


def _owner_parts(row: Owner) -> list[Json]:
    stints = (_stint_parts(row.work), _stint_parts(row.schools))
    return [row.where, row.name, row.maiden, row.profile, row.emails, row.phones, *stints]


def _stint_parts(stints: tuple[Stint, ...]) -> Json:
    return [[s.organisation, s.title, s.department, _day(s.started), _day(s.ended)] for s in stints]


def _source_parts(source: Source | None) -> Json:
    return None if source is None else [source.kind, source.label, source.family, source.needed]


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _runs(run: Encounters) -> Iterator[Json]:
    """Split a run so that no line is too long; parties go ahead, so that every index is known by then."""
    for start in range(0, len(run.parties), _PARTIES):
        yield ["encounters", run.parties[start : start + _PARTIES], []]

    # Encounters as one row of numbers: key, time, kind, author, how many to, how many cc, then those.
    numbers: list[int] = []
    for key, at, kind, author, to, cc in run.rows:
        numbers += (key, at, _KIND_NUMBERS[kind], author, len(to), len(cc), *to, *cc)
        if len(numbers) > _NUMBERS:
            yield ["encounters", [], numbers]
            numbers = []
    if numbers:
        yield ["encounters", [], numbers]


_KINDS = tuple(Kind)
_KIND_NUMBERS = {kind: number for number, kind in enumerate(_KINDS)}


# --- the parent's side ------------------------------------------------------------------------------------


class Decoder:
    """Takes the lines about one file; knows how many parties were named, as encounters refer to them."""

    def __init__(self) -> None:
        self._parties = 0

    def decode(self, line: bytes) -> Line:
        """Return the message in a line; raise Malformed when it is none."""
        if len(line) > LINE_LIMIT or not line.endswith(b"\n"):
            raise Malformed("too long or broken off")
        try:
            tag, *parts = values.list_of(json.loads(line))
        except (ValueError, RecursionError):
            raise Malformed("not a message") from None

        if tag == "encounters":
            return self._encounters(*values.exactly(parts, 2))
        if tag == "began":
            self._parties = 0
        shape = _SHAPES.get(tag) if isinstance(tag, str) else None
        if shape is None:
            raise Malformed("no such message")
        return shape(parts)

    def _encounters(self, named: object, numbers: object) -> Encounters:
        parties = tuple(Party(*values.texts(values.exactly(party, 3))) for party in values.list_of(named))
        self._parties += len(parties)
        return Encounters(parties, tuple(_rows(values.list_of(numbers), self._parties)))


def _rows(numbers: list[object], parties: int) -> Iterator[Encounter]:
    """Yield the encounters in a row of numbers; raise Malformed when a party was never named."""
    if not set(map(type, numbers)) <= {int}:
        raise Malformed("not numbers")
    left = cast("list[int]", numbers)
    seen: dict[tuple[int, ...], tuple[int, ...]] = {}
    at = 0
    while at < len(left):
        if len(left) < at + 6:
            raise Malformed("broken off")
        key, moment, kind, author, to_count, cc_count = left[at : at + 6]
        to_at = at + 6
        cc_at = to_at + to_count
        at = cc_at + cc_count
        people = left[to_at:at]
        people.append(author)
        if (
            min(to_count, cc_count, kind, key) < 0
            or kind >= len(_KINDS)
            or key > values.LARGEST
            or len(left) < at
        ):
            raise Malformed("not an encounter")
        if min(people) < OWNER or max(people) >= parties or not values.EARLIEST <= moment <= values.LATEST:
            raise Malformed("a party without a name, or no moment")
        # Most people write to the same few: one tuple for each of those saves half of the memory.
        to, cc = tuple(left[to_at:cc_at]), tuple(left[cc_at:at])
        yield Encounter(key, moment, _KINDS[kind], author, seen.setdefault(to, to), seen.setdefault(cc, cc))


def _contact(parts: list[object]) -> Contact:
    fields = values.exactly(parts, 17)
    where, key, name, given, family, nickname, maiden, profile, born, place = values.texts(fields[:10])
    emails, urls, phones, groups = (tuple(values.texts(values.list_of(field))) for field in fields[10:14])
    return Contact(
        where, key, name, given, family, nickname, maiden, emails, profile, urls, phones,
        work=_stints(fields[14]), schools=_stints(fields[15]), connected=values.day(fields[16]),
        groups=groups, born=born, place=place,
    )  # fmt: skip


def _owner(parts: list[object]) -> Owner:
    fields = values.exactly(parts, 8)
    where, name, maiden, profile = values.texts(fields[:4])
    emails, phones = (tuple(values.texts(values.list_of(field))) for field in fields[4:6])
    return Owner(where, name, maiden, emails, profile, phones, _stints(fields[6]), _stints(fields[7]))


def _interest(parts: list[object]) -> Interest:
    fields = values.exactly(parts, 6)
    where, organisation, how, title, url = values.texts(fields[:5])
    return Interest(where, organisation, how, title, url, values.day(fields[5]))


def _skip(parts: list[object]) -> Skip:
    return Skip(*values.texts(values.exactly(parts, 2)))


def _passage(parts: list[object]) -> Passage:
    return Passage(*values.texts(values.exactly(parts, 2)))


def _tally(parts: list[object]) -> Tally:
    read, note = values.exactly(parts, 2)
    return Tally(values.count(read), values.text(note))


def _speech(parts: list[object]) -> Speech:
    kind, started, turns = values.exactly(parts, 3)
    return Speech(values.text(kind), values.seconds(started), tuple(map(_turn, values.list_of(turns))))


def _turn(value: object) -> Turn:
    speaker, at, text = values.exactly(value, 3)
    return Turn(values.text(speaker), values.seconds(at), values.text(text))


def _began(parts: list[object]) -> Began:
    name, source = values.exactly(parts, 2)
    if source is None:
        return Began(values.text(name), None)
    fields = values.exactly(source, 4)
    kind, label, family = values.texts(fields[:3])
    return Began(values.text(name), Source(kind, label, family, values.truth(fields[3])))


def _ended(parts: list[object]) -> Ended:
    size, digest, error, passed_over = values.exactly(parts, 4)
    if not _DIGEST.fullmatch(values.text(digest)):
        raise Malformed("not a digest")
    return Ended(values.count(size), values.text(digest), values.text(error), values.truth(passed_over))


def _ready(parts: list[object]) -> Ready:
    (walls,) = values.exactly(parts, 1)
    return Ready(frozenset(values.texts(values.list_of(walls))))


def _reached(parts: list[object]) -> Reached:
    return Reached(values.count(*values.exactly(parts, 1)))


def _finished(parts: list[object]) -> Finished:
    return Finished(values.text(*values.exactly(parts, 1)))


_SHAPES: dict[str, Callable[[list[object]], Line]] = {
    "contact": _contact,
    "owner": _owner,
    "interest": _interest,
    "skip": _skip,
    "passage": _passage,
    "tally": _tally,
    "speech": _speech,
    "began": _began,
    "ended": _ended,
    "ready": _ready,
    "reached": _reached,
    "finished": _finished,
}

_DIGEST = re.compile(r"(?:[0-9a-f]{64})?")


def _stints(value: object) -> tuple[Stint, ...]:
    return tuple(_stint(values.exactly(parts, 5)) for parts in values.list_of(value))


def _stint(parts: list[object]) -> Stint:
    organisation, title, department = values.texts(parts[:3])
    return Stint(organisation, title, department, values.day(parts[3]), values.day(parts[4]))
