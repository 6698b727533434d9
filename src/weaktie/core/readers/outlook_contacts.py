"""Outlook's contacts as CSV (the program's, Outlook.com's, Google's, LinkedIn's) and Thunderbird's.

Kept are names, e-mail addresses, phones, employer, categories, links, birthday and town; never notes,
streets, family, government numbers, hobbies nor gender.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from weaktie.core.readers import Hints, Source
from weaktie.core.readers.contact_fields import is_web_address, stints, town
from weaktie.core.readers.csv_table import Header, Line, headers
from weaktie.core.readers.dates import parse_birthday
from weaktie.core.readers.outlook_columns import ALIASES
from weaktie.core.readers.table_reading import Reading, rows_of
from weaktie.core.readers.text import NAME_LIMIT, clean, email_address, profile_slug, stable_name
from weaktie.core.rows import Contact, Row, Skip

_OUTLOOK = Source("outlook_contacts", "Outlook contacts", "outlook_contacts")
_THUNDERBIRD = Source("thunderbird_contacts", "Thunderbird address book", "outlook_contacts")

_MARKS = frozenset(
    ("businessphone", "homephone", "mobilephone", "jobtitle", "company", "businesscity", "homecity")
)
_MARKS_ASKED = 5
"""So many of Outlook's columns have to be there besides name and address: other programs have fewer."""

# A company's main number, an assistant's, faxes and pagers are not the person's.
_PHONES = (
    "mobilephone",
    "businessphone",
    "businessphone2",
    "homephone",
    "homephone2",
    "primaryphone",
    "otherphone",
    "carphone",
)
_CITIES = ("homecity", "businesscity", "othercity")
_PAGES = ("webpage", "personalwebpage")
_MACHINE_LABELS = frozenset(("mycontacts", "my contacts"))

# Outlook shows an address as "Ada Quill (ada@quill.example)".
_SHOWN = re.compile(r"(?P<name>[^()]*)\((?P<email>[^()\s]+@[^()\s]+)\)\s*")


def recognise(head: bytes, *, name: str) -> Source | None:
    """Tell Outlook's and Thunderbird's CSV by their column names."""
    return next((source for header in headers(head, ALIASES) if (source := _source(header))), None)


def read(source: Source, stream: BinaryIO, hints: Hints) -> Iterator[Row]:
    """Yield the contacts of one file; raise Problem when it has to be refused whole."""
    yield from rows_of(
        stream,
        hints,
        fits=lambda header: _source(header) == source,
        aliases=ALIASES,
        reading=_Contacts,
    )


def _source(header: Header) -> Source | None:
    columns = set(header.columns)
    if not {"firstname", "lastname", "emailaddress"} <= columns:
        return None
    if {"displayname", "email2address", "screenname"} <= columns or {"displayname", "birthyear"} <= columns:
        return _THUNDERBIRD
    return _OUTLOOK if len(columns & _MARKS) >= _MARKS_ASKED else None


class _Contacts(Reading):
    dated = "birthday"

    def take(self, line: Line) -> Iterator[Row]:
        """Yield the contact, if it is a person that can be told from others."""
        emails = tuple(dict.fromkeys(_emails(line)))
        name = _full_name(line)
        if email_address(name):
            emails = emails or (email_address(name),)
            name = ""
        if not name and not emails:
            yield Skip(line.where, _why_nobody(line))
            return
        if not emails and _has_exchange_address(line):
            reason = "Its address works only inside the company's Exchange; the person is in, without it."
            yield Skip(line.where, reason)

        phones = tuple(dict.fromkeys(filter(None, (line.text(column, 40) for column in _PHONES))))
        pages = [line.text(column) for column in _PAGES]
        yield Contact(
            where=line.where,
            key=stable_name(name.casefold(), *(emails[:1] or phones[:1])),
            name=name,
            given=line.text("firstname", NAME_LIMIT) if name else "",
            family=line.text("lastname", NAME_LIMIT) if name else "",
            nickname=line.text("nickname", NAME_LIMIT),
            emails=emails,
            profile=next((slug for page in pages if (slug := profile_slug(page))), ""),
            urls=tuple(page for page in pages if is_web_address(page) and not profile_slug(page)),
            phones=phones,
            work=stints(line.text("company"), line.text("jobtitle"), line.text("department")),
            groups=_categories(line["categories"]),
            born=self._born(line),
            place=next((place for column in _CITIES if (place := town(line[column]))), ""),
        )

    def _born(self, line: Line) -> str:
        cell = line.text("birthday")
        day, month, year = line.text("birthday"), line.text("birthmonth"), line.text("birthyear")
        if month and day.isdecimal():
            # Thunderbird has a column each for year, month and day.
            cell = f"{year}-{month}-{day}" if year else f"--{month.zfill(2)}-{day.zfill(2)}"
        return parse_birthday(cell, today=self.hints.today, day_first=self.day_first)


def _full_name(line: Line) -> str:
    parts = clean(f"{line['firstname']} {line['middlename']} {line['lastname']}", NAME_LIMIT)
    if parts:
        return parts
    shown = line.text("displayname", NAME_LIMIT) or line.text("emaildisplayname", NAME_LIMIT)
    found = _SHOWN.fullmatch(shown)
    return found["name"].strip() if found else shown


def _emails(line: Line) -> Iterator[str]:
    """Yield the addresses mail can reach, the one in the shown name where Exchange hides it."""
    for column in ("email", "email2", "email3"):
        email = email_address(line[f"{column}address"])
        if not email:
            found = _SHOWN.fullmatch(line.text(f"{column}displayname"))
            email = email_address(found["email"]) if found else ""
        if email:
            yield email


def _has_exchange_address(line: Line) -> bool:
    return any(line[f"{column}address"].lower().startswith("/o") for column in ("email", "email2", "email3"))


def _why_nobody(line: Line) -> str:
    if line.text("company"):
        return "It names a company and no person; the row is left out."
    return "It has no name and no e-mail address; the row is left out."


def _categories(cell: str) -> tuple[str, ...]:
    labels = (clean(label) for label in re.split(r"[;,]", cell[:2_000]))
    return tuple(dict.fromkeys(label for label in labels if label and label.lower() not in _MACHINE_LABELS))
