"""What the seeker says of one person by hand. Every word of it can be undone, and no import touches it."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from weaktie.accounts import actions as accounts
from weaktie.accounts.models import User
from weaktie.campaign.intake.actions import forgetting
from weaktie.campaign.intake.models import Handle, Record
from weaktie.campaign.network.actions.settle import refresh
from weaktie.campaign.network.models import Edit, Identity, Person, Tag
from weaktie.campaign.timeline.actions import Act, step
from weaktie.core import phones, ties
from weaktie.core.facts import Facts, cited, packed
from weaktie.core.readers import text
from weaktie.core.refusal import Refused

HAND = "hand"


class NeedsAName(Refused):
    """A person has to be called something."""

    code = "needs_a_name"


class AlreadyKnown(Refused):
    """Somebody with this address is here."""

    code = "already_known"


class NoSuchAddress(Refused):
    """What was given as an address, a profile or a number is none."""

    code = "no_such_address"


class NoSuchTie(Refused):
    """Not one of the words for a tie."""

    code = "no_such_tie"


@transaction.atomic
def add_person(
    *,
    by: User,
    name: str,
    emails: tuple[str, ...] = (),
    profile: str = "",
    phone: str = "",
    organisation: str = "",
    title: str = "",
    now: datetime,
) -> Person:
    """Add somebody by hand."""
    accounts.refuse_mixing(by, now=now)
    known = told(name, emails, profile, phone, organisation, title, by=by)
    with step("add", f"Added {known.name}", by=by, now=now) as act:
        person = enter(known, act=act)
    refresh({person.pk}, by=by)
    person.refresh_from_db()
    return person


def told(
    name: str, emails: tuple[str, ...], profile: str, phone: str, organisation: str, title: str, *, by: User
) -> Facts:
    """Return what was typed of somebody as a record keeps it; refuse no name, and addresses that are here."""
    name = text.clean(name)
    if not name:
        raise NeedsAName("Write the name of the person you want to add.")
    number = phones.e164(phone, by.country) if phone else ""
    if phone and not number:
        raise NoSuchAddress(f"“{phone}” is no phone number; write it with its country, as +351 210 000 001.")
    slug = text.profile_slug(profile) if profile else ""
    if profile and not slug:
        raise NoSuchAddress(f"“{profile}” is no LinkedIn address; write it as linkedin.com/in/omarhaddad.")
    known = Facts(
        name=name,
        emails=tuple(_address(email) for email in emails if email),
        profile=slug,
        phones=(number,) if number else (),
        work=((organisation, title, "", "", ""),) if organisation or title else (),
    )
    _refuse_known(known, by=by)
    return known


def enter(known: Facts, *, act: Act) -> Person:
    """Make somebody of what was typed, as a part of a step; `settle.refresh` them after it."""
    person = Person(owner=act.by, confirmed=True)
    act.add(person)
    entry = _handle(Handle.Kind.ENTRY, f"hand:{uuid.uuid4().hex}", act=act)
    for handle in (entry, *(_handle(kind, value, act=act) for kind, value in cited(known))):
        act.add(Identity(handle=handle, person=person, origin=person))
    act.add(_record(entry, known, on=act.now.astimezone(act.by.timezone()).date(), by=act.by))
    forgetting.unbury(cited(known), by=act.by)
    return person


@transaction.atomic
def edit_person(person: Person, *, by: User, now: datetime, **values: str) -> Person:
    """Write the name, organisation, title or note of somebody; empty gives it back to the sources."""
    with step("edit", f"Edited {person.name}", by=by, now=now) as act:
        for field, value in values.items():
            value = value.strip()[:2000]
            kept = Edit.objects.filter(person=person, field=Edit.Field(field)).first()
            if kept is None and value:
                act.add(Edit(person=person, field=field, value=value))
            elif kept is not None and value:
                act.change(kept, value=value)
            elif kept is not None:
                act.remove(kept)
    refresh({person.pk}, by=by)
    person.refresh_from_db()
    return person


@transaction.atomic
def correct_tie(person: Person, *, by: User, tie: str, now: datetime) -> None:
    """Say how close a tie is; it wins for ever over what was worked out. Empty takes it back."""
    if tie and tie not in set(ties.TieClass):
        raise NoSuchTie(f"Choose one of: {', '.join(ties.TieClass)}.")
    with step("tie", f"Corrected the tie to {person.name}", by=by, now=now) as act:
        act.change(person, tie_said=tie)
    refresh({person.pk}, by=by)


def tag(people: Collection[Person], *, by: User, word: str, now: datetime) -> None:
    """Put a word on these people."""
    word = text.clean(word, 60).casefold()
    if not word:
        raise NeedsAName("Write the word to tag them with.")
    with step("tag", f"Tagged {_count(people)} “{word}”", by=by, now=now) as act:
        for person in people:
            if not person.tags.filter(word=word).exists():
                act.add(Tag(person=person, word=word))


def untag(people: Collection[Person], *, by: User, word: str, now: datetime) -> None:
    """Take a word off these people."""
    with step("untag", f"Took “{word}” off {_count(people)}", by=by, now=now) as act:
        for person in people:
            for found in person.tags.filter(word=word.casefold()):
                act.remove(found)


def hide(people: Collection[Person], *, by: User, now: datetime) -> None:
    """Leave these people out of lists and suggestions; they stay in the book."""
    with step("hide", f"Hid {_count(people)}", by=by, now=now) as act:
        for person in people:
            act.change(person, hidden=True)


def unhide(people: Collection[Person], *, by: User, now: datetime) -> None:
    """Show these people again."""
    with step("unhide", f"Showed {_count(people)} again", by=by, now=now) as act:
        for person in people:
            act.change(person, hidden=False)


def confirm(people: Collection[Person], *, by: User, now: datetime) -> None:
    """Say that these people were looked at and are right as they are."""
    with step("confirm", f"Confirmed {_count(people)}", by=by, now=now) as act:
        for person in people:
            act.change(person, confirmed=True)


def _address(email: str) -> str:
    address = text.email_address(email)
    if not address:
        raise NoSuchAddress(f"“{email}” is not an e-mail address; write it as omar@example.org.")
    return address


def _refuse_known(known: Facts, *, by: User) -> None:
    for kind, value in cited(known):
        found = Identity.objects.filter(handle__owner=by, handle__kind=kind, handle__value=value).first()
        if found is not None:
            raise AlreadyKnown(f"{value} belongs to {found.person.name}, who is here already.")


def _handle(kind: str, value: str, *, act: Act) -> Handle:
    """Return the handle of this value; it may be here already, without a person."""
    known = Handle.objects.filter(owner=act.by, kind=kind, value=value).first()
    if known is not None:
        return known
    handle = Handle(owner=act.by, kind=kind, value=value)
    act.add(handle)
    return handle


def _record(entry: Handle, known: Facts, *, on: date, by: User) -> Record:
    body = json.dumps(packed(known), sort_keys=True, ensure_ascii=False)
    digest = hashlib.blake2b(body.encode(), digest_size=16).hexdigest()
    return Record(owner=by, handle=entry, digest=digest, source=HAND, facts=packed(known), seen_on=on)


def _count(people: Collection[Person]) -> str:
    if len(people) == 1:
        return next(iter(people)).name
    return f"{len(people)} people"
