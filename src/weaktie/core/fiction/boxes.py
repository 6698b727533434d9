"""How the headers of letters and calendars name people, and the letters themselves."""

from __future__ import annotations

from random import Random

from weaktie.core.fiction.shapes import Box, Person


def box(person: Person, ago: int) -> Box:
    """Return how a header names somebody; some houses put the family name first, some people leave it out."""
    name = person.name_at(ago)
    if person.number % 29 == 0:
        name = ""
    elif person.number % 13 == 0:
        family = name.removeprefix(f"{person.given} ")
        name = f"{family}, {person.given}"
    return Box(name, person.address_at(ago))


def letter_id(random: Random, author: Box) -> str:
    """Return a message id as the author's mail program would make it."""
    return f"{random.getrandbits(64):016x}@{author.address.rpartition('@')[2]}"
