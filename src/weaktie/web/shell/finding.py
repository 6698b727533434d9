"""What Find shows: groups of rows that lead somewhere; each stage can add a group of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from weaktie.accounts.models import User
from weaktie.campaign.network.queries import people
from weaktie.web.request import places

MOST_PEOPLE = 8
"""So many people are named at once; the list has them all."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing found: where it leads, its words, and what ends the line (a fact, or the keys)."""

    url: str
    text: str
    about: str = ""
    beside: str = ""
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one kind, under one heading."""

    title: str
    rows: tuple[Row, ...]


def pages(sought: str) -> Group:
    """Return weaktie's own pages whose label or description holds every word sought; all of them for none."""
    words = sought.lower().split()
    sections, under_more = places("")
    return Group(
        "Go to",
        tuple(
            Row(place.url, place.label, place.about, keys=("g", place.key) if place.key else ())
            for place in [*sections, *under_more]
            if all(word in f"{place.label} {place.about}".lower() for word in words)
        ),
    )


def in_order(sought: str, *groups: Group) -> list[Group]:
    """Return the groups as given, but first the one with a row that begins with what is sought."""
    return sorted(
        groups, key=lambda group: not any(row.text.lower().startswith(sought.lower()) for row in group.rows)
    )


def people_search(sought: str, *, by: User, now: datetime) -> Group:
    """Return the people who match, the strongest tie first, and the way to all of them."""
    try:
        address = f"{reverse('people')}?{urlencode({'q': sought})}"
    except NoReverseMatch:
        return Group("People", ())
    if not sought:
        return Group("People", ())
    everybody = Row(address, f"Everybody who matches “{sought}”")
    return Group("People", (*_people(sought, by=by, now=now), everybody))


def _people(sought: str, *, by: User, now: datetime) -> tuple[Row, ...]:
    # A seeker who is not stored has no book to look in.
    if by.pk is None:
        return ()
    page = people.people(people.Wanted(text=sought), by=by, now=now, limit=MOST_PEOPLE)
    return tuple(
        Row(reverse("person", args=[row.person.pk]), row.person.name, row.job, row.tie_words)
        for row in page.rows
    )
