"""Cells that no spreadsheet takes for a formula, and back."""

from __future__ import annotations

import pytest

from weaktie.core.spreadsheet import harmless, original


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1", "+351210000001", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x", " =1", "a\n=1",
        'a;=cmd|"/c calc"!A1', 'x"=1', "x'@y", "a;\n =1",
    ],
)  # fmt: skip
def test_a_cell_that_could_be_a_formula_is_guarded(cell):
    assert harmless(cell) == "'" + cell
    assert original(harmless(cell)) == cell


@pytest.mark.parametrize("cell", ["", "Omar Haddad", "a=b", "5 - 3", "ada@quill.example", "O'Brien", "x;y"])
def test_a_cell_that_cannot_be_one_is_left_as_it_is(cell):
    assert harmless(cell) == cell
    assert original(cell) == cell


def test_a_guard_of_ones_own_comes_back():
    assert original(harmless("'quoted'")) == "'quoted'"
