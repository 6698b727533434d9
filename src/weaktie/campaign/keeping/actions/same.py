"""Two entries are one person, or they are not: the seeker's word, which wins for ever and can be undone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import product

from django.db import transaction
from django.db.models import Q

from weaktie.accounts.models import User
from weaktie.campaign.intake.models import Handle
from weaktie.campaign.network.actions import joining
from weaktie.campaign.network.actions.settle import refresh
from weaktie.campaign.network.models import Person, Proposal, Verdict
from weaktie.campaign.timeline.actions import Act, step
from weaktie.core.refusal import Refused


class NotTwoPeople(Refused):
    """Merging needs two different people."""

    code = "not_two_people"


class NothingToPart(Refused):
    """Splitting needs some of the entries of a person, and not all."""

    code = "nothing_to_part"


@transaction.atomic
def merge(a: Person, b: Person, *, by: User, now: datetime) -> Person:
    """Make two people one; the one known by the lower id stays, and the other id answers for it."""
    if a.pk == b.pk:
        raise NotTwoPeople(f"{a.name} and {b.name} are one person already.")
    with step("merge", f"Merged {a.name} and {b.name}", by=by, now=now) as act:
        ours, theirs = _entries(a), _entries(b)
        _unsay(product(ours, theirs), same=False, act=act)
        # Every entry is said to be of the one, or two different profiles among them would part them again.
        _say(product((*ours, *theirs)[:1], (*ours, *theirs)[1:]), same=True, act=act)
        kept = joining.join(a, b, act=act)
    refresh({a.pk, b.pk}, by=by)
    kept.refresh_from_db()
    return kept


@transaction.atomic
def part(person: Person, entries: Collection[int], *, by: User, now: datetime) -> Person:
    """Make somebody of their own of these entries (ids of handles) of a person; return the new one."""
    here = _entries(person)
    leaving = [entry for entry in here if entry.pk in set(entries)]
    staying = [entry for entry in here if entry.pk not in set(entries)]
    if not leaving or not staying:
        raise NothingToPart(f"Choose some of the entries of {person.name}, but not all of them.")
    with step("split", f"Split {person.name}", by=by, now=now) as act:
        _unsay(product(leaving, staying), same=True, act=act)
        for together in (leaving, staying):
            _say(product(together[:1], together[1:]), same=True, act=act)
        _say(product(leaving, staying), same=False, act=act)
        new = joining.part(person, [entry.pk for entry in leaving], act=act)
    refresh({person.pk, new.pk}, by=by)
    new.refresh_from_db()
    return new


def keep_apart(a: Person, b: Person, *, by: User, now: datetime) -> None:
    """Answer that two proposed people are two; it is not asked again."""
    if a.pk == b.pk:
        raise NotTwoPeople(f"{a.name} is one person; part some of the entries instead.")
    with step("not_same", f"{a.name} and {b.name} stay two people", by=by, now=now) as act:
        _say(product(_entries(a), _entries(b)), same=False, act=act)
        for proposal in Proposal.objects.filter(owner=by, a__in=(a, b), b__in=(a, b)):
            act.remove(proposal)


def _entries(person: Person) -> list[Handle]:
    handles = Handle.objects.filter(identity__person=person).exclude(records=None)
    return list(handles.distinct().order_by("pk"))


def _say(pairs: Iterable[tuple[Handle, Handle]], *, same: bool, act: Act) -> None:
    """Write the verdict on each pair; what is said last holds."""
    for a, b in _ordered(pairs):
        said = Verdict.objects.filter(a=a, b=b).first()
        if said is None:
            act.add(Verdict(owner=act.by, a_id=a, b_id=b, same=same))
        else:
            act.change(said, same=same)


def _unsay(pairs: Iterable[tuple[Handle, Handle]], *, same: bool, act: Act) -> None:
    """Take back what was said of these pairs before."""
    for a, b in _ordered(pairs):
        for said in Verdict.objects.filter(Q(a=a), Q(b=b), same=same):
            act.remove(said)


def _ordered(pairs: Iterable[tuple[Handle, Handle]]) -> list[tuple[int, int]]:
    return [(min(a.pk, b.pk), max(a.pk, b.pk)) for a, b in pairs]
