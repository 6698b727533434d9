"""Whether an export is the seeker's own."""

from __future__ import annotations

import pytest

from weaktie.core.owners import Told, is_another


def told(name: str = "", *emails: str, profile: str = "", sure: bool = False) -> Told:
    return Told(
        names=frozenset({name} - {""}),
        emails=frozenset(emails),
        profiles=frozenset({profile} - {""}),
        sure=sure,
    )


ADA = told("Ada Quill", "ada@quill.example", profile="adaquill")


@pytest.mark.parametrize(
    "mine",
    [
        told("Somebody Else", "ada@quill.example"),
        told("Somebody Else", profile="adaquill"),
        told("Ada Quill", "a.q@work.example"),
        told("", "adaquill@work.example"),
        told("", "ada@work.example"),
        told("", "xyz123@work.example"),
        told(),
    ],
)
def test_an_address_a_profile_or_a_name_in_common_makes_it_ones_own(mine):
    assert not is_another(mine, me=ADA)


@pytest.mark.parametrize(
    "other",
    [
        told("Me Owner", "me@example.com"),
        told("Omar Haddad", profile="omarhaddad"),
        told("", "omar.haddad@northwind.example"),
    ],
)
def test_another_name_and_nothing_in_common_make_it_somebody_elses(other):
    assert is_another(other, me=ADA)


def test_what_tells_nothing_is_somebody_elses_once_the_seeker_said_who_they_are():
    me = told("Ada Quill", "ada@quill.example", sure=True)

    assert is_another(told("", "xyz123@work.example"), me=me)
    assert not is_another(told("", "ada.quill@work.example"), me=me)


def test_the_first_export_is_ones_own():
    assert not is_another(told("Omar Haddad", "omar@northwind.example"), me=told())
