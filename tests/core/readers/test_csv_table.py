"""Tables out of bytes: encodings, separators, preambles, broken rows and limits."""

from __future__ import annotations

import contextlib
import random
from io import BytesIO

import pytest

from weaktie.core.readers import csv_table
from weaktie.core.readers.csv_table import Header, Line, Table
from weaktie.core.rows import Problem, Skip

PLAIN = "Name,Town,Since\nOmar,Haifa,2019\nPriya,Köln,2021\n"


def is_header(header: Header) -> bool:
    return {"name", "town"} <= set(header.columns)


def table(text: str | bytes) -> Table:
    return Table(BytesIO(text.encode() if isinstance(text, str) else text), is_header, {})


def rows(text: str | bytes) -> list[list[str]]:
    return [[row["name"], row["town"], row["since"]] for row in table(text) if isinstance(row, Line)]


def skips(text: str | bytes) -> list[tuple[str, str]]:
    return [(row.where, row.reason) for row in table(text) if isinstance(row, Skip)]


@pytest.mark.parametrize(
    "raw",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("cp1252"),
        PLAIN.encode("utf-16"),
        b"\xff\xfe" + PLAIN.replace(",", "\t").encode("utf-16-le"),
        b"\xfe\xff" + PLAIN.encode("utf-16-be"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "\t").encode(),
        PLAIN.replace("\n", ";\n").encode(),
        PLAIN.replace("\n", ",,,\n").encode(),
        PLAIN.replace("\n", "\n\n").encode(),
        PLAIN.replace("Omar", "Om\x00ar").encode(),
        PLAIN.replace(",", ", ").replace("Omar", '"Omar"').encode(),
        ('Notes:\n"Some, of it\nis missing"\n\n' + PLAIN).encode(),
        ('An "open note\n' + PLAIN).encode(),
        PLAIN.replace("Omar,Haifa,2019", '"Omar,""Haifa"",2019"').encode(),
        PLAIN.replace("Name,Town,Since", '"Name,Town,Since";;;').encode(),
        (PLAIN + PLAIN.partition("\n")[0] + "\n").encode(),
        PLAIN.rstrip().encode(),
        PLAIN.replace("Since", "Since,Town").replace("2019", "2019,Jaffa").replace("2021", "2021,x").encode(),
    ],
)
def test_reads_the_same_table_in_every_dress(raw):
    assert [[cell.strip() for cell in row] for row in rows(raw)] == [
        ["Omar", "Haifa", "2019"],
        ["Priya", "Köln", "2021"],
    ]


def test_keeps_lines_and_commas_inside_quotation_marks_and_counts_lines_of_the_file():
    found = [
        row for row in table('Name,Town,Since\n"Wei, Ph.D.","a\nb\n",x\nOmar,,\n') if isinstance(row, Line)
    ]

    assert found[0].text("name") == "Wei, Ph.D."
    assert found[0].text("town") == "a b"
    assert [row.where for row in found] == ["line 2", "line 5"]


def test_reads_nothing_from_a_header_alone():
    assert rows("Name,Town,Since\n") == []


def test_leaves_out_or_fills_up_rows_that_do_not_fit():
    text = "Name,Town,Since\nOmar,Haifa,2019,x\nOmar\nPriya,Pune\n"

    assert rows(text) == [["Priya", "Pune", ""]]
    assert skips(text) == [
        ("line 2", "It has 4 columns instead of 3; the row is left out."),
        ("line 3", "It has only 1 of 3 columns; the row is left out."),
        ("line 4", "It ends after 2 of 3 columns; the rest is empty."),
    ]


@pytest.mark.parametrize("end", ["", '"Zoe",Oslo,2020\n', '"Zoe,Oslo,2020\n'])
def test_an_open_quotation_mark_costs_one_row_and_not_the_file(end):
    text = PLAIN + '"Open,Lyon,2020\n' + "".join(f"P{n},T{n},{n}\n" for n in range(50)) + end

    assert rows(text)[2:52] == [[f"P{n}", f"T{n}", str(n)] for n in range(50)]
    assert skips(text)[0] == ("line 4", "A quotation mark in it is never closed; the line is left out.")


def test_counts_rows_taken_and_left_out():
    read = table(PLAIN + "a,b,c,d\n")

    list(read)

    assert read.read == 3


def test_a_sample_stays_to_be_read():
    read = table(PLAIN)

    sample = read.sample("since")

    assert sample == ["2019", "2021"]
    assert [row["name"] for row in read if isinstance(row, Line)] == ["Omar", "Priya"]


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"Nothing,here\n1,2\n", "column names is missing"),
        (b"", "column names is missing"),
        (b"Name,Town,Since\n" + b"x" * 1_100_000, "longer than 1,000,000 characters"),
        (b"Name,Town,Since\n" + b'"' + b"x\n" * 600_000, "cell of more than 1,000,000 characters"),
        (b"Name,Town,Since\n" + b"," * 3000, "more than 2,000 columns"),
        (b"Name,Town,Since\n" + b'"a,b,c\nx,y,z\n' * 103, "never closed"),
    ],
)
def test_refuses_what_is_beyond_its_limits(raw, sentence):
    with pytest.raises(Problem, match=sentence):
        list(table(raw))


def test_refuses_a_table_that_is_too_large_before_the_end(monkeypatch):
    monkeypatch.setattr(csv_table, "SIZE_LIMIT", 200_000)
    monkeypatch.setattr(csv_table, "ROW_LIMIT", 1_000)

    with pytest.raises(Problem, match="larger than"):
        list(table(b"Name,Town,Since\n" + b" \n" * 200_000))
    with pytest.raises(Problem, match="more than 1,000 rows"):
        list(table(b"Name,Town,Since\n" + b"a,b,c\n" * 1_001))


def test_reads_random_bytes_without_any_other_error():
    seed = 20
    chance = random.Random(seed)

    for _ in range(150):
        raw = bytearray(PLAIN.encode() * 3)
        for _ in range(chance.randrange(1, 12)):
            raw[chance.randrange(len(raw))] = chance.choice(b'",;\n\r\x00\xff\xfe"\t\x85')
        with contextlib.suppress(Problem):
            read = table(bytes(raw))
            assert len(list(read)) >= read.read, seed
