"""Address books in vCard 2.1, 3.0 and 4.0: one card, one contact.

Written by telephones of twenty years as much as by today's address books, so everything that can be
understood is taken: cards without an end, without a name, in the wrong charset. Pictures, notes, streets,
keys and gender are not even held while reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from weaktie.core.readers import Hints, Source
from weaktie.core.readers.content_lines import Property, opening, properties
from weaktie.core.readers.text import clean, stable_name
from weaktie.core.readers.vcard_fields import (
    birthday,
    emails,
    first,
    groups,
    names,
    nickname,
    phones,
    stints,
    town,
    web_addresses,
)
from weaktie.core.rows import Contact, Problem, Row, Skip, Tally

MOST_CARDS = 200_000
MOST_NESTED = 100
MOST_PROPERTIES = 300
"""How many properties of one card are looked at."""

_WANTED = frozenset(
    b"BEGIN END VERSION AGENT KIND X-ADDRESSBOOKSERVER-KIND X-ABSHOWAS UID N FN NICKNAME ORG TITLE ROLE "
    b"EMAIL TEL X-ABLABEL URL X-SOCIALPROFILE SOCIALPROFILE IMPP X-MAIDENNAME CATEGORIES BDAY ADR".split()
)

_ORGANISATION = "This card is an organisation, not a person."
_NOT_A_PERSON = {
    "group": "This card is a group, not a person.",
    "org": _ORGANISATION,
    "organization": _ORGANISATION,
    "company": _ORGANISATION,
    "location": "This card is a place, not a person.",
    "application": "This card is a program, not a person.",
    "device": "This card is a device, not a person.",
}

_UID_LIMIT = 200


def recognise(head: bytes, *, name: str) -> Source | None:
    """Say that this is an address book when the first line with something on it begins a card."""
    lines = opening(head)
    if lines and "".join(lines[0].split()) == "BEGIN:VCARD":
        return Source("vcard", "Address book (vCard)", "vcard")
    return None


def read(source: Source, stream: BinaryIO, hints: Hints) -> Iterator[Row]:
    """Yield a Contact or a Skip for each card, then a Tally; raise Problem beyond 200 MB or 200,000 cards."""
    seen: set[str] = set()
    number = 0
    for number, card in enumerate(_cards(stream), start=1):
        if number > MOST_CARDS:
            raise Problem(f"This address book holds more than {MOST_CARDS:,} cards. Export it in parts.")
        yield _row(card, f"card {number}", seen)
    yield Tally(number)


def _cards(stream: BinaryIO) -> Iterator[list[Property]]:
    """Yield the properties of each card; a card inside a card (the AGENT of 2.1 and 3.0) is left out."""
    card: list[Property] | None = None
    inner = 0
    last = ""
    for line in properties(stream, _WANTED):
        is_border = line.name in ("BEGIN", "END") and line.value.strip().upper() == "VCARD"
        border = line.name if is_border else ""
        begins_inside = border == "BEGIN" and card is not None and last == "AGENT"
        if begins_inside or (border == "END" and inner):
            inner += 1 if begins_inside else -1
        elif border:
            if card is not None:
                yield card
            card, inner = ([] if border == "BEGIN" else None), 0
        elif card is not None and not inner and len(card) < MOST_PROPERTIES:
            card.append(line)
        if inner > MOST_NESTED:
            raise Problem("A card in this address book is nested without end. Export it anew.")
        last = "" if line.value.strip() else line.name
    if card is not None:
        yield card


def _row(card: list[Property], where: str, seen: set[str]) -> Contact | Skip:
    """Turn one card into a contact, or say why it is none."""
    name, given, family = names(card)
    work = stints(card)
    addresses, numbers = emails(card), phones(card)
    reason = _other_kind(card)
    if not reason and work and _is_organisation(name, given or family, work[0].organisation, addresses):
        reason = _ORGANISATION
    if not (reason or name or addresses or numbers):
        reason = "This card holds no name, no e-mail address and no phone number."
    if reason:
        return Skip(where, reason)
    profile, urls = web_addresses(card)
    return Contact(
        where=where,
        key=_key(card, name, (*addresses, *numbers, ""), seen),
        name=name,
        given=given,
        family=family,
        nickname=nickname(card),
        maiden=clean(first(card, "X-MAIDENNAME")),
        emails=addresses,
        profile=profile,
        urls=urls,
        phones=numbers,
        work=work,
        groups=groups(card),
        born=birthday(card),
        place=town(card),
    )


def _other_kind(card: list[Property]) -> str:
    """Return the sentence for a card whose kind is not a person, or ""."""
    kinds = (first(card, name) for name in ("KIND", "X-ADDRESSBOOKSERVER-KIND", "X-ABSHOWAS"))
    sentences = (_NOT_A_PERSON.get(kind.strip().lower(), "") for kind in kinds)
    return next((sentence for sentence in sentences if sentence), "")


def _is_organisation(name: str, half: str, organisation: str, addresses: tuple[str, ...]) -> bool:
    """Say whether the only name on a card is that of the organisation; an address may be a person's."""
    if half or not organisation:
        return False
    return name.casefold() == organisation.casefold() or not (name or addresses)


def _key(card: list[Property], name: str, addresses: tuple[str, ...], seen: set[str]) -> str:
    """Name the card by its UID; by name and address if it has none or shares it with an earlier card.

    Some programs write the same UID on every card: taken at its word, it would make one person of all.
    """
    uid = clean(first(card, "UID").strip().lower().removeprefix("urn:uuid:"), _UID_LIMIT)
    if not uid or uid in seen:
        return stable_name(name.casefold(), addresses[0])
    seen.add(uid)
    return f"uid:{uid}"
