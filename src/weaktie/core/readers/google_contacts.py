"""Google Contacts' CSV, the family until early 2024 and the one since.

Kept are names, e-mail addresses, phones, employers, labels, links, birthday and town; never notes,
streets, gender, hobbies, relations nor any custom field that is not a LinkedIn address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from weaktie.core.readers import Hints, Source
from weaktie.core.readers.contact_fields import is_web_address, town
from weaktie.core.readers.csv_table import Header, Line, Table, headers
from weaktie.core.readers.dates import parse_birthday
from weaktie.core.readers.table_reading import Reading, rows_of
from weaktie.core.readers.text import NAME_LIMIT, clean, email_address, profile_slug, stable_name
from weaktie.core.rows import Contact, Row, Skip, Stint

_OLD = Source("google_contacts_old", "Google Contacts (until 2024)", "google_contacts")
_NEW = Source("google_contacts", "Google Contacts", "google_contacts")

_BETWEEN = ":::"
_CELL_LIMIT = 10_000

_MACHINE_LABELS = frozenset(("mycontacts", "my contacts", "other contacts", "starred in android"))
"""Labels, in lower case, that Google sets on everybody."""

_NOT_A_PERSONS_PHONE = re.compile(r"fax|pager|main", re.IGNORECASE)
_REPEATED = re.compile(r"([a-z]+)(\d+)([a-z]+)")


def recognise(head: bytes, *, name: str) -> Source | None:
    """Tell the two families of Google's CSV by their column names."""
    return next((source for header in headers(head, {}) if (source := _source(header))), None)


def read(source: Source, stream: BinaryIO, hints: Hints) -> Iterator[Row]:
    """Yield the contacts of one file; raise Problem when it has to be refused whole."""
    yield from rows_of(
        stream,
        hints,
        fits=lambda header: _source(header) == source,
        aliases={},
        reading=_Contacts,
    )


def _source(header: Header) -> Source | None:
    columns = set(header.columns)
    if {"name", "givenname", "familyname"} <= columns and columns & {
        "groupmembership",
        "yominame",
        "email1value",
    }:
        return _OLD
    if not {"firstname", "lastname"} <= columns:
        return None
    has_labels = "labels" in columns and columns & {"fileas", "organizationname", "email1label"}
    return _NEW if has_labels or "email1value" in columns else None


class _Contacts(Reading):
    dated = "birthday"

    def __init__(self, table: Table, hints: Hints) -> None:
        super().__init__(table, hints)
        self._emails = _places(table.header, "email", "value")
        self._phones = _places(table.header, "phone", "value")
        self._sites = _places(table.header, "website", "value")
        self._custom = _places(table.header, "customfield", "value")
        self._cities = _places(table.header, "address", "city")
        self._employers = _places(table.header, "organization", "name") or ["organizationname"]

    def take(self, line: Line) -> Iterator[Row]:
        """Yield the contact, if it is a person that can be told from others."""
        emails = tuple(dict.fromkeys(filter(None, map(email_address, _values(line, self._emails)))))
        given, family = _first_name(line), _last_name(line)
        name = _full_name(line)
        # "Other contacts", whom one has only written to, have their address as first name.
        if email_address(name):
            emails = emails or (email_address(name),)
            name = given = family = ""
        if not name and not emails:
            yield Skip(line.where, _why_nobody(line, self._employers))
            return

        phones = tuple(dict.fromkeys(self._numbers(line)))
        sites = [_unescaped(site) for site in _values(line, self._sites)]
        links = [*sites, *_values(line, self._custom)]
        yield Contact(
            where=line.where,
            key=stable_name(name.casefold(), *(emails[:1] or phones[:1])),
            name=name,
            given=given,
            family=family,
            nickname=line.text("nickname", NAME_LIMIT),
            maiden=line.text("maidenname", NAME_LIMIT),
            emails=emails,
            profile=next((slug for link in links if (slug := profile_slug(link))), ""),
            urls=tuple(dict.fromkeys(s for s in sites if is_web_address(s) and not profile_slug(s))),
            phones=phones,
            work=tuple(_work(line, self._employers)),
            groups=_labels(line["labels"] or line["groupmembership"]),
            born=parse_birthday(line.text("birthday"), today=self.hints.today, day_first=self.day_first),
            place=next((place for place in map(town, _values(line, self._cities)) if place), ""),
        )

    def _numbers(self, line: Line) -> Iterator[str]:
        for column in self._phones:
            stem = column.removesuffix("value")
            label = line[f"{stem}label"] or line[f"{stem}type"]
            if not _NOT_A_PERSONS_PHONE.search(label):
                yield from _values(line, [column])


def _places(header: Header, thing: str, part: str) -> list[str]:
    """Return the columns of a repeated thing, `E-mail 1 - Value`, `E-mail 2 - Value`, in their order."""
    found = (_REPEATED.fullmatch(column) for column in header.columns)
    return [match[0] for match in found if match and match[1] == thing and match[3] == part]


def _values(line: Line, columns: list[str]) -> list[str]:
    """Return all values in these cells, each of which may hold several."""
    cells = (line[column][:_CELL_LIMIT].split(_BETWEEN) for column in columns)
    return [value for values in cells for part in values if (value := clean(part))]


def _first_name(line: Line) -> str:
    return line.text("firstname", NAME_LIMIT) or line.text("givenname", NAME_LIMIT)


def _last_name(line: Line) -> str:
    return line.text("lastname", NAME_LIMIT) or line.text("familyname", NAME_LIMIT)


def _full_name(line: Line) -> str:
    middle = line["middlename"] or line["additionalname"]
    parts = clean(f"{_first_name(line)} {middle} {_last_name(line)}", NAME_LIMIT)
    return line.text("name", NAME_LIMIT) or parts or line.text("fileas", NAME_LIMIT)


def _work(line: Line, employers: list[str]) -> Iterator[Stint]:
    for column in employers:
        stem = column.removesuffix("name")
        titles = _values(line, [f"{stem}title"])
        departments = _values(line, [f"{stem}department"])
        for place, employer in enumerate(_values(line, [column])):
            yield Stint(
                employer,
                titles[place] if place < len(titles) else "",
                departments[place] if place < len(departments) else "",
            )


def _why_nobody(line: Line, employers: list[str]) -> str:
    if _values(line, employers):
        return "It names a company and no person; the row is left out."
    return "It has no name and no e-mail address; the row is left out."


def _labels(cell: str) -> tuple[str, ...]:
    labels = (clean(label).removeprefix("*").strip() for label in cell[:_CELL_LIMIT].split(_BETWEEN))
    return tuple(dict.fromkeys(label for label in labels if label and label.lower() not in _MACHINE_LABELS))


def _unescaped(site: str) -> str:
    r"""Return a link without the backslash that Google writes before a colon (`https\://`)."""
    return site.replace("\\:", ":")
