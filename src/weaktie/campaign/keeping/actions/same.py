"""Two entries are one person, or they are not: the seeker's word, which wins for ever and can be undone."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from itertools import product

from django.db.models import Q

from weaktie.accounts.models import User
from weaktie.campaign.intake.models import Handle
from weaktie.campaign.network.actions.settle import settle
from weaktie.campaign.network.models import Person, Proposal, Verdict
from weaktie.campaign.timeline.actions import Act, step
from weaktie.core.refusal import Refused


class NotTwoPeople(Refused):
    """Merging needs two different people, neither of them the seeker."""

    code = "not_two_people"


class NothingToPart(Refused):
    """Splitting needs some of the entries of a person, and not all."""

    code = "nothing_to_part"


def merge(a: Person, b: Person, *, by: User, now: datetime) -> Person:
    """Make two people one; the one known by the lower id stays, and the other id answers for it."""
    if a.pk == b.pk:
        raise NotTwoPeople(f"{a.name} and {b.name} are one person already.")
    with step("merge", f"Merged {a.name} and {b.name}", by=by, now=now) as act:
        _say(_entries(a), _entries(b), same=True, act=act)
    settle(by=by, people={a.pk, b.pk}, with_circles=True)
    kept = Person.objects.get(pk=min(a.pk, b.pk))
    return kept.merged_into or kept


def part(person: Person, entries: Collection[int], *, by: User, now: datetime) -> Person:
    """Make somebody of their own of these entries (ids of handles) of a person; return the new one."""
    here = _entries(person)
    leaving = [entry for entry in here if entry.pk in set(entries)]
    staying = [entry for entry in here if entry.pk not in set(entries)]
    if not leaving or not staying:
        raise NothingToPart(f"Choose some of the entries of {person.name}, but not all of them.")
    with step("split", f"Split {person.name}", by=by, now=now) as act:
        _say(leaving, staying, same=False, act=act)
        _say(leaving[:1], leaving[1:], same=True, act=act)
        _say(staying[:1], staying[1:], same=True, act=act)
    settle(by=by, people={person.pk}, with_circles=True)
    return Person.objects.get(identities__handle=leaving[0])


def keep_apart(a: Person, b: Person, *, by: User, now: datetime) -> None:
    """Answer that two proposed people are two; it is not asked again."""
    with step("not_same", f"{a.name} and {b.name} stay two people", by=by, now=now) as act:
        _say(_entries(a), _entries(b), same=False, act=act)
        for proposal in Proposal.objects.filter(owner=by, a__in=(a, b), b__in=(a, b)):
            act.remove(proposal)


def _entries(person: Person) -> list[Handle]:
    handles = Handle.objects.filter(identity__person=person).exclude(records=None)
    return list(handles.distinct().order_by("pk"))


def _say(some: list[Handle], others: list[Handle], *, same: bool, act: Act) -> None:
    """Write the verdict on the pairs: one pair suffices to join, every pair is needed to keep apart."""
    pairs = [tuple(sorted((a.pk, b.pk))) for a, b in product(some, others)]
    for a, b in pairs:
        kept = Verdict.objects.filter(Q(a_id=a), Q(b_id=b)).first()
        if kept is not None and kept.same != same:
            act.remove(kept)
            kept = None
        if kept is None and (not same or (a, b) in pairs[:1] or len(some) == 1):
            act.add(Verdict(owner=act.by, a_id=a, b_id=b, same=same))
