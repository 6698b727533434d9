"""A misspelt name finds who was meant; what is like nobody finds nobody."""

from __future__ import annotations

import pytest

from weaktie.core.names_spelling import meant

NAMES = [(1, "Charles Babbage"), (2, "Łucja Śliwińska"), (3, "Rosalind Blackburn"), (4, "Omar Haddad")]


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("Charles Babage", [1]),
        ("Babage", [1]),
        ("lucja slivinska", [2]),
        ("Rosalnd Blackbrun", [3]),
        ("Omar Hadad", [4]),
        ("Priya Raman", []),
        ("Charles Dickens", []),
        ("", []),
        ("!", []),
    ],
)
def test_finds_the_name_that_was_meant(sought, found):
    assert meant(sought, NAMES) == found


def test_offers_at_most_three_the_most_alike_first():
    found = meant("Omar Haddad", [(n, "Omar Hadad") for n in range(5)] + [(9, "Omar Haddad")])

    assert (len(found), found[0]) == (3, 9)
