import json
import random
from datetime import date

import pytest

from weaktie.adapters.wall.values import Malformed
from weaktie.adapters.wall.wire import (
    LINE_LIMIT,
    Began,
    Decoder,
    Ended,
    Finished,
    Message,
    Reached,
    Ready,
    encode,
)
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
    Skip,
    Stint,
    Tally,
)

STINT = Stint("Northwind", "Engineer", "Bridges", date(2019, 3, 1), None)
MESSAGES: list[Message] = [
    Contact(
        "row 7", "key", "Priya Raman", "Priya", "Raman", "Pri", "Rao", ("p@x.example",), "priya", ("https://x.example",),
        ("+49 30 1",), (STINT,), (Stint("TU"),), date(2020, 2, 29), ("friends",), "--02-29", "Köln",
    ),
    Owner("Profile", "Ada", "Byron", ("a@x.example",), "ada", ("030",), (STINT,), (STINT, STINT)),
    Interest("row 1", "Northwind", "applied", "Engineer", "https://x.example", date(2024, 1, 2)),
    Skip("row 2", "It holds “nothing” at all."),
    Tally(3, "one note"),
    Ready(frozenset({"memory", "seccomp"})),
    Began("a/b.csv", Source("csv", "A table", "linkedin", needed=False)),
    Began("photo.jpg", None),
    Ended(12, "0" * 64, "", False),
    Ended(0, "", "It is broken.", True),
    Reached(1 << 40),
    Finished("No."),
]  # fmt: skip


def sent(message: Message) -> list[Message]:
    decoder = Decoder()
    return [decoder.decode(line) for line in encode(message)]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_arrives_as_it_was_sent(message):
    assert sent(message) == [message]


def test_encounters_arrive_as_they_were_sent_in_lines_that_are_not_too_long():
    chance = random.Random(5)
    parties = tuple(Party(f"Omar {'ü' * chance.randrange(190)}", f"o{n}@x.example") for n in range(3000))

    def encounter() -> Encounter:
        to, cc = (
            tuple(chance.randrange(OWNER, 3000) for _ in range(chance.choice((0, 1, 3, 50)))) for _ in "tc"
        )
        kind = chance.choice(list(Kind))
        return Encounter(chance.getrandbits(63), chance.randrange(-(10**9), 2 * 10**9), kind, OWNER, to, cc)

    run = Encounters(parties, tuple(encounter() for _ in range(5000)))

    lines = list(encode(run))
    decoder = Decoder()
    runs = [decoder.decode(line) for line in lines]

    assert max(map(len, lines)) < LINE_LIMIT
    assert all(isinstance(run, Encounters) for run in runs)
    assert tuple(party for run in runs for party in run.parties) == run.parties
    assert tuple(row for run in runs for row in run.rows) == run.rows


GOOD = json.dumps(["encounters", [["Omar", "o@x.example", ""]], [5, 100, 0, 0, 1, 0, -1]]).encode() + b"\n"


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"[]\n",
        b"{}\n",
        b"[1]\n",
        b'["skip","a","b"]',
        b'["skip","a"]\n',
        b'["skip","a",1]\n',
        b'["skip","a","\\u0007"]\n',
        b'["skip","a","' + b"x" * 10_001 + b'"]\n',
        b'["skip","a","\\ud800"]\n',
        b'["skip","a","b","c"]\n',
        b'["system","rm -rf"]\n',
        b'["tally",-1,""]\n',
        b'["tally",true,""]\n',
        b'["tally",1.5,""]\n',
        b'["tally",1e400,""]\n',
        b'["tally",' + b"9" * 5000 + b',""]\n',
        b'["ended",1,"zz","",false]\n',
        b'["ended",1,"","",0]\n',
        b'["began","a",["csv","A","b"]]\n',
        b'["interest","a","b","c","d","e","2024-13-01"]\n',
        b'["owner","a","b","c","d","e","f",[],[]]\n',
        b'["encounters",[],[1,1,0,-1,0]]\n',
        b'["encounters",[],[1,1,0,-1,5,0]]\n',
        b'["encounters",[],[1,1,0,-1,-1,1,0]]\n',
        b'["encounters",[],[1,1,6,-1,0,0]]\n',
        b'["encounters",[],[1,1,0,0,0,0]]\n',
        b'["encounters",[],[1,1,0,-2,0,0]]\n',
        b'["encounters",[],[-1,1,0,-1,0,0]]\n',
        b'["encounters",[],[9223372036854775808,1,0,-1,0,0]]\n',
        b'["encounters",[],[1,999999999999,0,-1,0,0]]\n',
        b'["encounters",[],[1,1,0,-1,0,0.0]]\n',
        b'["encounters",[],[1,1,0,-1,0,null]]\n',
        b'["encounters",[],[1,1,0,-1,0,false]]\n',
        b'["encounters",[["Omar","o@x.example"]],[]]\n',
        b"[" * 100_000 + b"\n",
        b'["skip","' + b"a" * LINE_LIMIT + b'",""]\n',
        b"\xff\xfe\n",
    ],
    ids=lambda line: line[:40].decode("latin-1"),
)
def test_takes_nothing_that_is_not_a_message(line):
    with pytest.raises(Malformed):
        Decoder().decode(line)


def test_takes_nothing_mangled_for_more_than_a_message():
    chance = random.Random(11)
    lines = [line for message in MESSAGES for line in encode(message)] + [GOOD]
    refused = 0

    for _ in range(4000):
        line = bytearray(chance.choice(lines))
        for _ in range(chance.randrange(1, 4)):
            line[chance.randrange(len(line))] = chance.randrange(256)
        try:
            Decoder().decode(bytes(line))
        except Malformed:
            refused += 1

    assert refused > 2000


def test_forgets_the_parties_of_one_member_before_the_next():
    decoder = Decoder()
    decoder.decode(GOOD)
    (began,) = encode(Began("b", None))
    decoder.decode(began)

    with pytest.raises(Malformed):
        decoder.decode(b'["encounters",[],[1,1,0,0,0,0]]\n')


def test_sends_no_row_that_is_longer_than_a_line_may_be():
    with pytest.raises(Malformed):
        list(encode(Skip("row 1", "x" * LINE_LIMIT)))
