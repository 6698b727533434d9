"""What Find shows: groups of rows that lead somewhere; each stage can add a group of its own."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from weaktie.web.request import places


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


def people_search(sought: str) -> Group:
    """Return the way to the list of people that match, if anything is sought."""
    try:
        address = f"{reverse('people')}?{urlencode({'q': sought})}"
    except NoReverseMatch:
        return Group("People", ())
    return Group("People", (Row(address, f"Everybody who matches “{sought}”"),) if sought else ())
