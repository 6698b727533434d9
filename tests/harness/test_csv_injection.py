"""CSV-1: no exported cell is a formula to a spreadsheet, and what programs read comes back whole."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.people import NOON

from weaktie.campaign.keeping.queries.export import export
from weaktie.campaign.network.actions import people
from weaktie.core import spreadsheet

STARTS = "=+-@\t\r＝＋－＠"  # noqa: RUF001
RISKY = [
    f"{before}{start}cmd|' /C calc'!A0" for start in STARTS for before in ("", '"', ";", "\n", "x\n", " ")
]
CELLS = st.text(st.sampled_from(STARTS + "\"';,\n ab1"), max_size=12)


def is_formula(cell: str) -> bool:
    """Tell whether a spreadsheet may take the cell, or what follows a break in it, for a formula."""
    lines = cell.replace(";", "\n").replace('"', "\n").split("\n")
    return not cell.startswith("'") and any(
        line.lstrip(" ")[:1] in set(STARTS) for line in lines if line.strip(" ")
    )


@settings(max_examples=5_000, deadline=None)
@given(CELLS)
def test_no_cell_is_a_formula_and_every_cell_comes_back(cell):
    kept = spreadsheet.harmless(cell)

    assert not is_formula(kept)
    assert spreadsheet.original(kept) == cell


@pytest.mark.parametrize("cell", RISKY)
def test_known_injections_are_guarded(cell):
    assert spreadsheet.harmless(cell).startswith("'")


def test_a_cell_left_as_it_is_would_be_noticed():
    assert is_formula("=1+1")
    assert is_formula("a;＠SUM(A1)")  # noqa: RUF001


def test_the_export_guards_names_employers_and_tags(ada):
    omar = people.add_person(by=ada, name="Omar Haddad", organisation="=HYPERLINK(1)", title="+1", now=NOON)
    people.edit_person(omar, by=ada, now=NOON, name="@Omar", note="-2")
    people.tag([omar], by=ada, word="=tag", now=NOON)

    rows = list(csv.reader(io.StringIO(export("csv", by=ada, now=NOON).decode("utf-8-sig"))))

    assert len(rows) == 2
    assert not [cell for row in rows for cell in row if is_formula(cell)]
    assert "'@Omar" in rows[1]


def test_exports_for_programs_keep_every_sign(ada):
    omar = people.add_person(by=ada, name="Omar Haddad", organisation="=HYPERLINK(1)", now=NOON)

    told = json.loads(export("json", by=ada, now=NOON))
    card = export("vcard", by=ada, now=NOON).decode()

    assert [person["organisation"] for person in told["people"]] == [omar.organisation]
    assert "ORG:=HYPERLINK(1)" in card
