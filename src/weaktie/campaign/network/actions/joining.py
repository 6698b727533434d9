"""Moving handles from one person to another as the seeker says, each move noted so that it can be undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from django.db.models import Q

from weaktie.campaign.intake.models import Handle
from weaktie.campaign.network.actions import arrangement
from weaktie.campaign.network.models import Identity, Person, Proposal
from weaktie.campaign.timeline.actions import Act
from weaktie.core.facts import cited, unpacked


def join(a: Person, b: Person, *, act: Act) -> Person:
    """Give all that is the person's of the higher id to the other, who is returned."""
    kept, gone = sorted((a, b), key=lambda person: person.pk)
    was_me = gone.is_me
    for identity in Identity.objects.filter(person=gone).order_by("pk"):
        act.change(identity, person_id=kept.pk)
    for merged in Person.objects.filter(Q(pk=gone.pk) | Q(merged_into=gone)).order_by("pk"):
        act.change(merged, merged_into_id=kept.pk, is_me=False)
    act.change(kept, is_me=kept.is_me or was_me)
    arrangement.carry_over(gone, kept, change=act.change)
    _hand_over_proposals(gone, kept, act=act)
    return kept


def part(person: Person, leaving: Collection[int], *, act: Act) -> Person:
    """Give these entries (ids of handles), and what they alone cite, to somebody of their own."""
    whose = {identity.handle_id: identity for identity in Identity.objects.filter(person=person)}
    going = set(leaving) | (_cited_by(leaving) & whose.keys()) - _cited_by(whose.keys() - set(leaving))
    moving = [whose[handle] for handle in sorted(going & whose.keys())]
    new = _who_leaves(person, moving, act=act)
    owns = Handle.objects.filter(pk__in=going, kind=Handle.Kind.OWNER).exists()
    if owns:
        act.change(person, is_me=False)
        act.change(new, is_me=True)
    for identity in moving:
        origin = new.pk if identity.origin_id == person.pk else identity.origin_id
        act.change(identity, person_id=new.pk, origin_id=origin)
    for merged in Person.objects.filter(merged_into=person, pk__in=[i.origin_id for i in moving]):
        act.change(merged, merged_into_id=new.pk)
    return new


def _who_leaves(person: Person, moving: Collection[Identity], *, act: Act) -> Person:
    """Return whom the entries began as, if nobody else is that by now, else somebody new."""
    began = Counter(identity.origin_id for identity in moving)
    merged = Person.objects.filter(merged_into=person, pk__in=began).order_by("pk").first()
    if merged is not None:
        act.change(merged, merged_into_id=None)
        return merged
    new = Person(owner=act.by)
    act.add(new)
    return new


def _cited_by(handles: Collection[int]) -> set[int]:
    """Return the handles that the records of these entries name, and the entries themselves."""
    found = set(handles)
    entries = Handle.objects.filter(pk__in=handles)
    for owner, kept in entries.exclude(records=None).values_list("owner_id", "records__facts"):
        for kind, value in cited(unpacked(kept)):
            found.update(
                Handle.objects.filter(owner=owner, kind=kind, value=value).values_list("pk", flat=True)
            )
    return found


def _hand_over_proposals(gone: Person, kept: Person, *, act: Act) -> None:
    """Ask of the survivor what was to be asked of both; what was to be asked of the two is answered."""
    for asked in Proposal.objects.filter(Q(a=gone) | Q(b=gone)).order_by("pk"):
        act.remove(asked)
        other = asked.b_id if asked.a_id == gone.pk else asked.a_id
        ends = sorted((kept.pk, other))
        if other != kept.pk and not Proposal.objects.filter(a=ends[0], b=ends[1]).exists():
            act.add(
                Proposal(
                    owner=act.by, a_id=ends[0], b_id=ends[1], probability=asked.probability,
                    evidence=asked.evidence,
                )
            )  # fmt: skip
