"""Who is who, worked out from all records and what the seeker said, and all that follows from it.

The answer depends on the records and the verdicts alone, not on the order in which files came.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from django.db import transaction

from weaktie.accounts.models import User
from weaktie.campaign.intake.models import Handle
from weaktie.campaign.network.actions import arrangement, circles, me, summarise, weigh
from weaktie.campaign.network.models import Person, Proposal, Verdict
from weaktie.campaign.network.queries import measures
from weaktie.campaign.network.queries.entries import Entry, entries, mentions, places
from weaktie.campaign.timeline import actions as timeline
from weaktie.core import identity
from weaktie.core.facts import cited


@transaction.atomic
def settle(*, by: User, touched: Collection[int] = (), met: Collection[int] = ()) -> None:
    """Work out who is who, then again all that follows for whoever it changed.

    `touched` are handles with other records than before, `met` handles with other encounters.
    """
    me.guess(by=by)
    had = arrangement.people_of(touched, by=by)
    told = entries(by=by)
    decisions = list(_decisions(told, by=by))
    resolution = identity.resolve(mentions(told, by=by), decisions, called=places(told))
    changed, moved = arrangement.arrange(told, resolution.groups, by=by)
    changed |= had | arrangement.people_of(touched, by=by)
    _refresh(changed, moved, arrangement.people_of(met, by=by), by=by)
    _propose(told, resolution.proposals, by=by)
    timeline.mark_changed(by)


@transaction.atomic
def refresh(people: Collection[int], *, by: User) -> None:
    """Work out again what follows for these people: their records, edits or handles are others now."""
    _refresh(set(people), set(people), set(), by=by)
    timeline.mark_changed(by)


def _refresh(changed: set[int], moved: set[int], met: set[int], *, by: User) -> None:
    """Summarise and weigh; if it is the seeker who changed, every tie may be another.

    Where handles moved, a thread may have fewer or more people than before: its others are weighed too.
    """
    summarise.summarise(changed, by=by)
    if measures.seeker(by) in changed:
        weighed = set(Person.objects.visible_to(by).values_list("pk", flat=True))
    else:
        weighed = changed | met | measures.companions(moved, by=by)
    weigh.weigh(weighed, by=by)
    if changed or met:
        circles.draw(by=by)


def _decisions(told: Sequence[Entry], *, by: User) -> Iterator[identity.Decision]:
    """Yield the seeker's verdicts, and that their own addresses are theirs whatever name stands there."""
    place = {entry.handle: n for n, entry in enumerate(told)}
    for a, b, same in Verdict.objects.filter(owner=by).order_by("pk").values_list("a_id", "b_id", "same"):
        if a in place and b in place:
            yield identity.Decision(place[a], place[b], same)
    by_key = {entry.key: n for n, entry in enumerate(told)}
    for n, entry in enumerate(told):
        if entry.key[0] == Handle.Kind.OWNER:
            own = {key for _, known in entry.sources for key in cited(known) if key[0] != "phone"}
            for key in sorted(own & by_key.keys()):
                yield identity.Decision(n, by_key[key], same=True)


def _propose(told: Sequence[Entry], found: Sequence[identity.Proposal], *, by: User) -> None:
    """Keep the pairs to ask about; those that are asked about already keep their ids."""
    person_of = {handle: person for handle, (person, _) in arrangement.identities(by).items()}
    wanted: dict[tuple[int, int], tuple[float, list[str]]] = {}
    for proposal in found:
        a, b = sorted((person_of[told[proposal.a].handle], person_of[told[proposal.b].handle]))
        asked = (proposal.probability, list(proposal.evidence))
        if a != b and asked > wanted.get((a, b), (0.0, [])):
            wanted[a, b] = asked
    for kept in Proposal.objects.filter(owner=by):
        if wanted.get((kept.a_id, kept.b_id)) == (kept.probability, kept.evidence):
            del wanted[kept.a_id, kept.b_id]
        else:
            kept.delete()
    Proposal.objects.bulk_create(
        Proposal(owner=by, a_id=a, b_id=b, probability=chance, evidence=evidence)
        for (a, b), (chance, evidence) in wanted.items()
    )
