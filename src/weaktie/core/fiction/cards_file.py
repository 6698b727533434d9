"""The address book as vCards (version 3.0), as a telephone exports it."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from random import Random

from weaktie.core.fiction.circles import BY_NAME
from weaktie.core.fiction.shapes import Paper, Person, World

WITH_PROFILE = 0.25
"""Share of cards with a link to LinkedIn where nothing hangs on it."""

KEPT_UP, KEPT_UP_OF = 3, 5
"""So many cards of so many say where somebody works."""

SECOND_CARDS = 14
"""So many people stand in the book twice: from an old telephone, by a short name, with another number."""


def cards(world: World, seed: int) -> bytes:
    """Return the cards of everybody in the seeker's address book."""
    random = Random(f"weaktie cards {seed}")
    written: list[str] = []
    held = [person for person in world.people if Paper.CARD in person.papers]
    for person in held:
        written.extend(_card(person, random))
    for person in random.sample([p for p in held if p.offices], SECOND_CARDS):
        written.extend(_second_card(person))
    return "".join(f"{line}\r\n" for line in written).encode()


def uid(person: Person, which: str = "") -> str:
    """Return what names somebody's card in every export of this address book."""
    return blake2b(f"{person.slug}{which}".encode(), digest_size=12).hexdigest()


def _card(person: Person, random: Random) -> Iterator[str]:
    circle = BY_NAME[person.circle]
    short = person.called if person.called and circle.topic == "friends" else ""
    yield from _opening(short or person.given, person.former or person.family, uid(person))
    if person.called and not short:
        yield f"NICKNAME:{person.called}"
    for address in person.addresses():
        kind = "HOME" if address == person.private else "WORK"
        yield f"EMAIL;TYPE=INTERNET,{kind}:{address}"
    if person.phone:
        yield f"TEL;TYPE=CELL:{person.phone}"
    if random.random() < WITH_PROFILE or _needs_profile(person):
        yield f"X-SOCIALPROFILE;TYPE=linkedin:https://www.linkedin.com/in/{person.slug}"
    job = person.jobs[0]
    if person.number % KEPT_UP_OF < KEPT_UP and job.employer.domain:
        yield f"ORG:{_escaped(job.employer.name)};{_escaped(job.department)}"
        yield f"TITLE:{_escaped(job.title)}"
    if circle.topic == "friends":
        yield f"ADR;TYPE=HOME:;;;{person.town};;;United Kingdom"
    if person.born:
        yield f"BDAY:--{person.born}"
    yield f"CATEGORIES:{circle.name}"
    yield "END:VCARD"


def _second_card(person: Person) -> Iterator[str]:
    """Yield a card that shares no key with the first: only the seeker can say that it is the same person."""
    job = person.jobs[0]
    yield from _opening(person.called or f"{person.given[0]}.", person.family, uid(person, "old telephone"))
    yield f"ORG:{_escaped(job.employer.name)}"
    yield f"TITLE:{_escaped(job.title)}"
    yield "END:VCARD"


def _opening(given: str, family: str, name: str) -> tuple[str, ...]:
    return (
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"UID:{name}",
        f"FN:{_escaped(given)} {_escaped(family)}",
        f"N:{_escaped(family)};{_escaped(given)};;;",
    )


def _needs_profile(person: Person) -> bool:
    return Paper.LINKEDIN in person.papers and person.number % 8 != 0


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
