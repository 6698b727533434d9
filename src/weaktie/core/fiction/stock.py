"""Names, employers, words and the cast, read once from the packaged data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources
from typing import TypeAlias

from weaktie.core.fiction.shapes import Employer
from weaktie.core.folding import fold

Json: TypeAlias = "str | int | float | bool | None | list[Json] | dict[str, Json]"


@dataclass(frozen=True, slots=True)
class Language:
    """Names that go together; `share` says how common they are among the seeker's contacts.

    `is_home` says that the seeker's own family has given names from here.
    """

    share: int
    is_home: bool
    given: tuple[str, ...]
    family: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sender:
    """A newsletter, a program or a list that writes without being anybody."""

    name: str
    address: str
    list_id: str
    subjects: tuple[str, ...]


def table(value: Json) -> dict[str, Json]:
    """Return a JSON object; raise TypeError for anything else."""
    if not isinstance(value, dict):
        raise TypeError("An object is needed here.")
    return value


def rows(value: Json) -> list[Json]:
    """Return a JSON list; raise TypeError for anything else."""
    if not isinstance(value, list):
        raise TypeError("A list is needed here.")
    return value


def words(value: Json) -> tuple[str, ...]:
    """Return a JSON list as texts."""
    return tuple(str(each) for each in rows(value))


def number(value: Json) -> float:
    """Return a JSON number; raise TypeError for anything else."""
    if not isinstance(value, int | float):
        raise TypeError("A number is needed here.")
    return float(value)


def domain_of(name: str) -> str:
    """Return the invented domain of an invented employer or school."""
    plain = fold(name.replace("&", "and"))
    return "".join(letter for letter in plain if letter.isalnum()) + ".example"


def _read(name: str) -> dict[str, Json]:
    text = resources.files("weaktie.core").joinpath(f"data/fiction_{name}.json").read_text("utf-8")
    return table(json.loads(text))


def _language(value: Json) -> Language:
    row = table(value)
    return Language(int(number(row["share"])), "home" in row, words(row["given"]), words(row["family"]))


def _sender(value: Json) -> Sender:
    row = table(value)
    subjects = words(row["subjects"]) if "subjects" in row else (str(row["subject"]),)
    return Sender(str(row["name"]), str(row["address"]), str(row.get("list", "")), subjects)


_NAMES = _read("names")
_PLACES = _read("places")
_WORDS = _read("words")
CAST = _read("cast")
CAMPAIGN = _read("campaign")

LANGUAGES = tuple(_language(row) for row in rows(_NAMES["languages"]))
CALLED = {given: str(short) for given, short in table(_NAMES["called"]).items()}

WORK = {
    industry: {dept: words(titles) for dept, titles in table(table(row)["work"]).items()}
    for industry, row in table(_PLACES["industries"]).items()
}
"""Titles by industry and department."""

EMPLOYERS = {
    industry: tuple(Employer(name, industry, domain_of(name)) for name in words(table(row)["employers"]))
    for industry, row in table(_PLACES["industries"]).items()
}
BY_NAME = {employer.name: employer for some in EMPLOYERS.values() for employer in some}
TOWNS = words(_PLACES["towns"])

SUBJECTS = {kind: words(some) for kind, some in table(_WORDS["subjects"]).items()}
BODIES = words(_WORDS["bodies"])
MEETINGS = words(_WORDS["meetings"])
NEWSLETTERS = tuple(_sender(row) for row in rows(_WORDS["newsletters"]))
PROGRAMS = tuple(_sender(row) for row in rows(_WORDS["programs"]))
MAILING_LIST = _sender(_WORDS["list"])


def employer(name: str) -> Employer:
    """Return an employer of this name; one that is not in the register has no office ("Retired")."""
    return BY_NAME.get(name) or Employer(name)
