"""What is public of a person and of where they work: stored texts, postings, pasted findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from weaktie.accounts.models import User
from weaktie.campaign.network.models import Person
from weaktie.campaign.targets.models import Material, MaterialQuerySet, Stranger, Target
from weaktie.core.refusal import Refused

NEW_PAGE = "\f"
"""What stands between the pages of a stored PDF."""


class NoSuchMaterial(Refused):
    """No stored text has this number."""

    code = "no_such_material"


@dataclass(frozen=True, slots=True)
class Public:
    """One public text; `material` is its number, None for a posting or what was pasted of somebody."""

    title: str
    kind: str
    found: str
    text: str
    kept_on: date
    material: int | None
    about: str

    @property
    def words(self) -> str:
        """The text in one piece."""
        return self.text.replace(NEW_PAGE, "\n")

    def page_of(self, passage: str) -> int | None:
        """Return the page on which a passage stands, where the text has pages."""
        pages = self.text.split(NEW_PAGE)
        if len(pages) == 1:
            return None
        return next((number for number, page in enumerate(pages, 1) if passage in page), None)


def materials(*, by: User) -> MaterialQuerySet:
    """Return all stored public texts, the newest first."""
    return Material.objects.visible_to(by).select_related("target", "person").order_by("-added_at", "-pk")


def find(number: int, *, by: User) -> Material:
    """Return the stored text of this number."""
    found = materials(by=by).filter(pk=number).first()
    if found is None:
        raise NoSuchMaterial(f"There is no text {number}; see: weaktie material list.")
    return found


def public(person: Person, *, by: User) -> list[Public]:
    """Return what is public of a person and of where they work, the newest first."""
    there = targets_of(person, by=by)
    found = [*_stored(person, there, by=by), *_postings(there, by=by), *_found(person, by=by)]
    return sorted(found, key=lambda one: (one.kept_on, one.title), reverse=True)


def of_target(target: Target, *, by: User) -> list[Public]:
    """Return the texts stored with a target, the newest first; its posting has a place of its own."""
    return [_public(one, by) for one in materials(by=by).filter(target=target)]


def targets_of(person: Person, *, by: User) -> list[Target]:
    """Return the targets that are where this person works."""
    if not person.organisation_key:
        return []
    there = Target.objects.visible_to(by).filter(kind=Target.Kind.EMPLOYER, key=person.organisation_key)
    return list(there.order_by("pk"))


def _stored(person: Person, there: list[Target], *, by: User) -> Iterator[Public]:
    everybody = [person.pk, *person.merged.values_list("pk", flat=True)]
    about = Q(person__in=everybody) | Q(target__in=there)
    for one in materials(by=by).filter(about):
        yield _public(one, by)


def _public(one: Material, by: User) -> Public:
    kind = one.get_kind_display()
    about = str(one.target or one.person)
    return Public(one.title or kind, kind, one.found, one.text, _day(one.added_at, by), one.pk, about)


def _postings(there: list[Target], *, by: User) -> Iterator[Public]:
    for target in there:
        if target.posting.strip():
            kind = Material.Kind.POSTING.label
            yield Public(kind, kind, "", target.posting, _day(target.added_at, by), None, target.name)


def _found(person: Person, *, by: User) -> Iterator[Public]:
    stranger = Stranger.objects.filter(person=person, target__owner=by).select_related("target").first()
    if stranger is not None and stranger.text.strip():
        kept = _day(stranger.target.added_at, by)
        yield Public("What you pasted", "Profile", stranger.found, stranger.text, kept, None, person.name)


def _day(moment: datetime, by: User) -> date:
    return moment.astimezone(by.timezone()).date()
