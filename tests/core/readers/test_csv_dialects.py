"""Every dialect of CSV met in the wild: what is true of the file comes out of it, to 99.5 % of the fields."""

from __future__ import annotations

import dataclasses
import random
from io import BytesIO

import pytest
from tests.core.readers import dialects, dialects_activity, dialects_books
from tests.core.readers.dialects import Dialect, Spoken, Truth

from weaktie.core.readers import Hints, google_contacts, linkedin, outlook_contacts
from weaktie.core.readers.text import clean
from weaktie.core.rows import OWNER, Contact, Encounters, Interest, Owner, Problem, Row, Tally

HINTS = Hints(today=dialects.TODAY, day_first=True)
FAMILIES = (linkedin, google_contacts, outlook_contacts)
LEAST_ACCURACY = 0.995
ALL: list[Dialect] = [
    *dialects.connections(),
    *dialects.messages(),
    *dialects_activity.invitations(),
    *dialects_activity.praise(),
    *dialects_activity.interests(),
    *dialects_activity.owners(),
    *dialects_books.google(),
    *dialects_books.outlook(),
    *dialects_books.imported(),
]
FIELDS = {
    Contact: tuple(field.name for field in dataclasses.fields(Contact) if field.name not in ("where", "key")),
    Owner: tuple(field.name for field in dataclasses.fields(Owner) if field.name != "where"),
    Interest: tuple(field.name for field in dataclasses.fields(Interest) if field.name != "where"),
    Spoken: ("at", "author", "to"),
}


def read(raw: bytes, name: str) -> tuple[str, list[Row]]:
    """Return the kind of a file and its rows."""
    for family in FAMILIES:
        source = family.recognise(raw[: 64 * 1024], name=name)
        if source is not None:
            return source.kind, list(family.read(source, BytesIO(raw), HINTS))
    return "", []


def found_in(rows: list[Row]) -> list[Truth]:
    """Return people, interests and encounters in the order of the file; encounters in that of time."""
    parties: list[tuple[str, str]] = []
    spoken: list[Truth] = []
    others: list[Truth] = []
    for row in rows:
        if isinstance(row, Encounters):
            parties += [(party.name, party.profile) for party in row.parties]
            ends = {OWNER: dialects.ME, **dict(enumerate(parties))}
            for one in row.rows:
                to = tuple(sorted(ends[number] for number in one.to))
                spoken.append(Spoken(one.at, ends[one.author], to))
        elif isinstance(row, Contact | Owner | Interest):
            others.append(row)
    return others + sorted(spoken, key=lambda one: (one.at, one.author))


def right_fields(dialect: Dialect) -> tuple[int, int, list[str]]:
    """Count the fields that are right, and all; a row too many or too few costs all its fields."""
    _, rows = read(dialect.raw, dialect.name)
    found = found_in(rows)
    spoken = [one for one in dialect.truth if isinstance(one, Spoken)]
    truth = [one for one in dialect.truth if not isinstance(one, Spoken)]
    truth += sorted(spoken, key=lambda one: (one.at, one.author))
    total = sum(len(FIELDS[type(one)]) for one in max(truth, found, key=len))
    wrong = []
    right = 0
    for expected, got in zip(truth, found, strict=False):
        for field in FIELDS[type(expected)]:
            if getattr(expected, field) == getattr(got, field, None):
                right += 1
            else:
                wrong.append(f"{field}: {getattr(expected, field)!r} became {getattr(got, field, None)!r}")
    return right, total, wrong


def test_there_are_at_least_forty_dialects_all_different():
    assert len({dialect.title for dialect in ALL}) == len(ALL) >= 40
    assert len({dialect.raw for dialect in ALL}) == len(ALL)


@pytest.mark.parametrize("dialect", ALL, ids=lambda dialect: dialect.title)
def test_reads_a_dialect(dialect):
    kind, rows = read(dialect.raw, dialect.name)
    right, total, wrong = right_fields(dialect)

    assert kind == dialect.kind
    assert isinstance(rows[-1], Tally) and rows[-1].read > 0
    assert right >= LEAST_ACCURACY * total, wrong[:5]


def test_fields_are_right_over_all_dialects():
    counts = [right_fields(dialect) for dialect in ALL]
    right, total = sum(count[0] for count in counts), sum(count[1] for count in counts)

    print(f"{len(ALL)} dialects: {right} of {total} fields right, {right / total:.4%}")  # noqa: T201
    assert right >= LEAST_ACCURACY * total


def test_the_count_notices_one_wrong_field():
    dialect = ALL[0]
    first = dataclasses.replace(dialect.truth[0], name="Somebody Else")
    planted = dataclasses.replace(dialect, truth=(first, *dialect.truth[1:]))

    assert right_fields(planted)[0] == right_fields(dialect)[0] - 1


def test_nothing_private_comes_out_of_an_address_book():
    books = [*dialects_books.google(), *dialects_books.outlook(), *dialects_books.imported()]

    text = "".join(repr(read(book.raw, book.name)[1]) for book in books)

    for secret in ("never to be kept", "Main St", "line one", "+1 555", "+1 556"):
        assert secret not in text


def test_nothing_of_what_was_written_comes_out_of_linkedins_files():
    files = [*dialects.messages(), *dialects_activity.invitations(), *dialects_activity.praise()]

    text = "".join(repr(read(file.raw, file.name)[1]) for file in files)

    for secret in ("Hi", "soon", "Great", "truly"):
        assert secret not in text.replace("spinmail", "")


def test_the_same_file_read_twice_has_the_same_keys():
    for dialect in ALL[::9]:
        assert read(dialect.raw, dialect.name) == read(dialect.raw, dialect.name), dialect.title


def test_a_mutilated_file_raises_nothing_but_a_problem():
    for seed, dialect in enumerate(ALL):
        read_mutilated(dialect, seed, files=2)


@pytest.mark.slow
@pytest.mark.parametrize("dialect", {one.kind: one for one in ALL}.values(), ids=lambda dialect: dialect.kind)
def test_a_hundred_and_fifty_mutilated_files_of_a_kind_raise_nothing_but_problems(dialect):
    read_mutilated(dialect, 7, files=150)


def read_mutilated(dialect: Dialect, seed: int, files: int) -> None:
    """Read damaged copies of a file; each has to end with a tally or be refused with a sentence."""
    chance = random.Random(seed)
    for number in range(files):
        raw = mutilated(chance, dialect.raw[:4_000])
        try:
            kind, rows = read(raw, dialect.name)
        except Problem as problem:
            refusal = str(problem)
        else:
            refusal = "" if not kind or isinstance(rows[-1], Tally) else "no tally"
        assert refusal != "no tally" and refusal == clean(refusal), f"{dialect.title}, {seed=}, {number=}"


def mutilated(chance: random.Random, raw: bytes) -> bytes:
    """Damage bytes, cut, repeat and splice as broken disks, editors and attackers do."""
    bad = bytearray(raw)
    for _ in range(chance.randrange(1, 8)):
        place = chance.randrange(max(1, len(bad)))
        action = chance.randrange(6)
        if action == 0:
            bad[place : place + 1] = bytes((chance.randrange(256),))
        elif action == 1:
            del bad[place : place + chance.randrange(1, 200)]
        elif action == 2:
            bad[place:place] = bad[place : place + chance.randrange(1, 2_000)]
        elif action == 3:
            bad[place:place] = chance.choice(
                (b'"', b",", b"\n", b"\x00", b"\xff\xfe", b";", b"\r", b"\xe2\x80\xae")
            )
        elif action == 4:
            bad[place:place] = bytes(chance.randrange(256) for _ in range(20))
        else:
            bad[place:place] = str(chance.choice((10**30, -1, "31 Feb 2021", "9999-99-99", "=cmd"))).encode()
    return bytes(bad)
