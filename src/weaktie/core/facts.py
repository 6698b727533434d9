"""What one record says of one person, in the shape in which it is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date

from weaktie.core import phones, rows


@dataclass(frozen=True, slots=True)
class Facts:
    """One source's word on one person. Stints are (organisation, title, department, started, ended)."""

    name: str = ""
    given: str = ""
    family: str = ""
    nickname: str = ""
    maiden: str = ""
    emails: tuple[str, ...] = ()
    profile: str = ""
    urls: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    work: tuple[tuple[str, str, str, str, str], ...] = ()
    schools: tuple[tuple[str, str, str, str, str], ...] = ()
    connected: str = ""
    groups: tuple[str, ...] = ()
    born: str = ""
    place: str = ""
    text: str = ""


Forgotten = Callable[[Facts, tuple[str, str]], bool]
"""Whether somebody asked to be forgotten who has these facts or this handle."""

_FIELDS = tuple(field.name for field in fields(Facts))


def of_contact(row: rows.Contact, *, country: str) -> Facts:
    """Keep of a contact what is needed; the birthday only as a digest that can be compared."""
    return Facts(
        name=row.name,
        given=row.given,
        family=row.family,
        nickname=row.nickname,
        maiden=row.maiden,
        emails=row.emails,
        profile=row.profile,
        urls=row.urls,
        phones=_numbers(row.phones, country),
        work=tuple(map(_stint, row.work)),
        schools=tuple(map(_stint, row.schools)),
        connected=_iso(row.connected),
        groups=row.groups,
        born=hashlib.blake2b(row.born.encode(), digest_size=8).hexdigest() if row.born else "",
        place=row.place,
    )


def of_owner(row: rows.Owner, *, country: str) -> Facts:
    """Keep what an export says of its owner."""
    return Facts(
        name=row.name,
        maiden=row.maiden,
        emails=row.emails,
        profile=row.profile,
        phones=_numbers(row.phones, country),
        work=tuple(map(_stint, row.work)),
        schools=tuple(map(_stint, row.schools)),
    )


def of_party(row: rows.Party) -> Facts:
    """Keep how a message names somebody."""
    return Facts(name=row.name, emails=(row.email,) if row.email else (), profile=row.profile)


def packed(known: Facts) -> dict[str, object]:
    """Return the facts without what is empty, ready for JSON."""
    return {name: value for name in _FIELDS if (value := getattr(known, name))}


def unpacked(kept: dict[str, object]) -> Facts:
    """Return facts from the JSON they were kept in."""
    return Facts(**{name: _tuples(value) for name, value in kept.items()})  # type: ignore[arg-type]


def cited(known: Facts) -> Iterator[tuple[str, str]]:
    """Yield the strong handles that these facts name, as (kind, value)."""
    for email in known.emails:
        yield ("email", email[:320])
    if known.profile:
        yield ("profile", known.profile[:300])
    for phone in known.phones:
        yield ("phone", phone[:320])


def _numbers(written: tuple[str, ...], country: str) -> tuple[str, ...]:
    numbers = (phones.e164(number, country) for number in written)
    return tuple(dict.fromkeys(number for number in numbers if number))


def _stint(stint: rows.Stint) -> tuple[str, str, str, str, str]:
    return (stint.organisation, stint.title, stint.department, _iso(stint.started), _iso(stint.ended))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _tuples(value: object) -> object:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
