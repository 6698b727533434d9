"""Whom a name, an address or a profile means: for those who type it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from weaktie.accounts.models import User
from weaktie.campaign.intake.models import Handle, Record
from weaktie.campaign.network.models import Identity, Person
from weaktie.campaign.network.queries.people import found_by
from weaktie.core import folding, names, names_spelling
from weaktie.core.readers import text as reading

FEW = 900
"""Among so many the names that their files gave them count too, beside the one they are shown by."""


@dataclass(frozen=True, slots=True)
class Called:
    """Who is meant: by a whole name or address, and by a part of one."""

    whole: tuple[Person, ...]
    part: tuple[Person, ...]


def called(text: str, *, by: User) -> Called:
    """Return who has this name or address, hidden people too; employers and titles do not count."""
    everybody = Person.objects.visible_to(by).others()
    if addressed := list(everybody.filter(pk__in=_addressed(text, by=by))):
        return Called(tuple(addressed), ())
    found = list(found_by(text, everybody).order_by("-order", "pk"))
    names_of = _names_of(found)
    sought = folding.words(text)
    whole = tuple(one for one in found if any(folding.words(name) == sought for name in names_of[one.pk]))
    part = tuple(one for one in found if any(_begins(text, name) for name in names_of[one.pk]))
    return Called(whole, part or _at(text, found, by=by))


def like(text: str, *, by: User) -> list[Person]:
    """Return the few people whose name is spelt most like this."""
    everybody = Person.objects.visible_to(by).others()
    found = names_spelling.meant(text, everybody.values_list("pk", "name"))
    people = everybody.in_bulk(found)
    return [people[pk] for pk in found]


def _addressed(text: str, *, by: User) -> set[int]:
    """Return the people of an e-mail address, a LinkedIn address or a phone number."""
    keys = {
        Handle.Kind.EMAIL: reading.email_address(text),
        Handle.Kind.PROFILE: reading.profile_slug(text),
        Handle.Kind.PHONE: text.replace(" ", "") if text.startswith("+") else "",
    }
    return {
        person
        for kind, value in keys.items()
        if value
        for person in Identity.objects.filter(
            handle__owner=by, handle__kind=kind, handle__value=value
        ).values_list("person_id", flat=True)
    }


def _names_of(people: Sequence[Person]) -> Mapping[int, set[str]]:
    known = {person.pk: {person.name} for person in people}
    if len(people) <= FEW:
        told = Record.objects.filter(handle__identity__person__in=list(known))
        for person, name in told.values_list("handle__identity__person_id", "facts__name"):
            if name:
                known[person].add(str(name))
    return known


def _begins(text: str, name: str) -> bool:
    """Tell whether every word sought begins a word of the name."""
    words = names.words(name)
    sought = folding.words(text)
    return bool(sought) and all(any(word.startswith(piece) for word in words) for piece in sought)


def _at(text: str, people: Sequence[Person], *, by: User) -> tuple[Person, ...]:
    """Return those with an e-mail address that begins so, or at this domain."""
    wanted = text.casefold().strip()
    if "@" not in wanted and "." not in wanted.strip("."):
        return ()
    mail = Identity.objects.filter(handle__owner=by, handle__kind=Handle.Kind.EMAIL)
    some = mail.filter(person__in=[person.pk for person in people[:FEW]])
    having = {
        person
        for person, address in some.values_list("person_id", "handle__value")
        if address.startswith(wanted) or address.rpartition("@")[2] == wanted.removeprefix("@")
    }
    return tuple(person for person in people if person.pk in having)
