"""Whose mailbox is it: whoever takes part in most of its messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from django.db.models import Count, Q

from weaktie.accounts.models import User
from weaktie.campaign.intake.models import Encounter, File, Handle, Part, Record, RecordQuerySet
from weaktie.core.facts import unpacked
from weaktie.core.owners import Told

MOSTLY = 0.5
"""An address that takes part in more than this share of a mailbox may be its owner's."""

TOP = 20
"""If an address of the seeker is among so many that are there most, the mailbox is theirs by it."""


def mailboxes(by: User) -> list[File]:
    """Return the files in which every message has the owner at one end, in an order of their content."""
    told = (Encounter.Kind.MAIL, Encounter.Kind.MESSAGE)
    kinds = set(File.objects.filter(owner=by, encounters__kind__in=told).values_list("kind", flat=True))
    return list(File.objects.filter(owner=by, kind__in=kinds).order_by("digest", "pk"))


def most_present(file: File, mine: Collection[int], guessed: Collection[int]) -> Handle | None:
    """Return the handle that takes part in most of a file's messages, unless one of the seeker's is there.

    Nobody is taken for the seeker who is there no more often than somebody else, but for whoever is called
    so, or was taken for the seeker before.
    """
    messages = file.encounters.count() + file.encounters_again.count()
    times: Counter[int] = Counter()
    for place in (Q(encounter__file=file), Q(encounter__again__file=file)):
        parts = Part.objects.filter(place).values_list("handle_id")
        times.update(dict(parts.annotate(present=Count("role"))))
    top = times.most_common(TOP)
    if not top or any(handle in mine for handle, count in times.items() if count >= top[-1][1]):
        return None
    most = top[0][1]
    best = [handle for handle, count in top if count == most]
    if len(best) > 1:
        best = _of_my_name(best, mine) or [handle for handle in best if handle in guessed]
    if len(best) != 1 or most < MOSTLY * messages:
        return None
    return Handle.objects.filter(pk=best[0], kind__in=(Handle.Kind.EMAIL, Handle.Kind.PROFILE)).first()


def own_handles(owner: Handle, by: User, told: RecordQuerySet) -> set[int]:
    """Return the seeker's own handle, and those of the addresses and profiles that these records tell."""
    known = [unpacked(kept) for kept in told.values_list("facts", flat=True)]
    emails = {email for one in known for email in one.emails}
    profiles = {one.profile for one in known if one.profile}
    own = Q(kind=Handle.Kind.EMAIL, value__in=emails) | Q(kind=Handle.Kind.PROFILE, value__in=profiles)
    return {owner.pk, *Handle.objects.filter(own, owner=by).values_list("pk", flat=True)}


def told_of(handle: Handle) -> Told:
    """Return what is told of whoever has this address or profile."""
    names = Record.objects.filter(handle=handle).values_list("facts__name", flat=True)
    is_mail = handle.kind == Handle.Kind.EMAIL
    return Told(
        names=frozenset(str(name) for name in names if name and "@" not in str(name)),
        emails=frozenset({handle.value} if is_mail else ()),
        profiles=frozenset(() if is_mail else {handle.value}),
    )


def told_of_me(*, by: User, without: str = "") -> Told:
    """Return what the seeker and exports tell of the seeker, but what has this source."""
    owner = Handle.objects.filter(owner=by, kind=Handle.Kind.OWNER).first()
    if owner is None:
        return Told()
    records = owner.records.exclude(source=without)
    known = [unpacked(kept) for kept in records.values_list("facts", flat=True)]
    handles = own_handles(owner, by, records)
    called = Record.objects.filter(handle__in=handles).values_list("facts__name", flat=True)
    return Told(
        names=frozenset(str(name) for name in called if name and "@" not in str(name)),
        emails=frozenset(email for one in known for email in one.emails),
        profiles=frozenset(one.profile for one in known if one.profile),
        sure=records.filter(source="hand").exists(),
    )


def _of_my_name(handles: list[int], mine: Collection[int]) -> list[int]:
    """Return those of the handles that are called as the seeker is."""
    names = Record.objects.filter(handle__in=mine).values_list("facts__name", flat=True)
    own = {str(name).casefold() for name in names if name}
    told = Record.objects.filter(handle__in=handles).values_list("handle_id", "facts__name")
    return sorted({handle for handle, name in told if str(name).casefold() in own})
