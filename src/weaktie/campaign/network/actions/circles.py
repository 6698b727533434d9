"""Who knows whom, how embedded and how bridging everybody is, and the circles they stand in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import groupby

from django.db.models import Max

from weaktie.accounts.models import User
from weaktie.adapters import database
from weaktie.campaign.network.models import Bond, Person, Stint
from weaktie.campaign.network.queries import measures
from weaktie.core import circles, ties

STRONGEST = 5
"""Whose employers and schools are what the seeker hears of anyway (DOMAIN 2.2)."""


def draw(*, by: User) -> None:
    """Work out again the ties between others and what follows from them."""
    groups = _groups(by)
    edges = circles.bonds(groups)
    Bond.objects.filter(a__owner=by).delete()
    database.insert(
        Bond._meta.db_table, ("a_id", "b_id", "weight"), ((a, b, weight) for (a, b), weight in edges.items())
    )
    near = circles.neighbours(edges)
    places = circles.quantiles(
        {person: float(n) for person, n in circles.embeddedness(near, _shared_years(by)).items()}
    )
    bridging = _bridging(near, by=by)
    home = circles.communities(edges)
    _write(places, bridging, home, by=by)


def _groups(by: User) -> Counter[tuple[int, ...]]:
    """Return the small groups of others who stood together, and how often; two alone tell nothing new."""
    me = measures.seeker(by)
    groups: Counter[tuple[int, ...]] = Counter()
    among_three = measures.members(by, None, None, least=3)
    for _, together in groupby(among_three, key=lambda member: member[0]):
        people = {person for _, _, _, person, _ in together} - {me}
        if 2 <= len(people) <= circles.MOST_TOGETHER:
            groups[tuple(sorted(people))] += 1
    return groups


def _shared_years(by: User) -> list[list[int]]:
    """Return, for each year of the seeker at an employer or a school, who was there too."""
    mine = Stint.objects.filter(person__owner=by, person__is_me=True).exclude(started=None)
    years: dict[tuple[str, int], list[int]] = {}
    for own in mine:
        for year in range(own.started.year, (own.ended or own.last_seen).year + 1) if own.started else ():
            years.setdefault((own.key, year), [])
    keys = {key for key, _ in years}
    theirs = Stint.objects.filter(person__owner=by, key__in=keys).exclude(person__is_me=True)
    for stint in theirs.exclude(started=None):
        assert stint.started is not None
        for year in range(stint.started.year, (stint.ended or stint.last_seen).year + 1):
            if (stint.key, year) in years:
                years[stint.key, year].append(stint.person_id)
    return list(years.values())


def _bridging(near: Mapping[int, set[int]], *, by: User) -> dict[int, float]:
    """Return how far each person reaches beyond those the seeker is in touch with, 0 to 1."""
    people = Person.objects.visible_to(by).others()
    now = people.exclude(contact=0).aggregate(latest=Max("contact"))["latest"] or 0
    in_touch = (ties.TieClass.CLOSE, ties.TieClass.ACTIVE)
    close = {pk for tie in in_touch for pk in people.of_tie(tie, now=now).values_list("pk", flat=True)}
    found = circles.bridging(near, close)
    schools = _schools(by)
    employers = list(people.order_by("-order", "pk").values_list("pk", "organisation_key"))
    facts = [(key, schools.get(pk, "")) for pk, key in employers[:STRONGEST]]
    for pk, key in employers:
        own = (key, schools.get(pk, ""))
        if pk not in found and any(own):
            found[pk] = circles.newness(own, facts) / len(own)
    return found


def _schools(by: User) -> dict[int, str]:
    stints = Stint.objects.filter(person__owner=by, kind=Stint.Kind.SCHOOL, position=0)
    return dict(stints.values_list("person_id", "key"))


def _write(
    places: Mapping[int, float], bridging: Mapping[int, float], home: Mapping[int, int], *, by: User
) -> None:
    known: dict[int, tuple[float | None, float | None, int | None]] = {
        pk: (embedded, bridge, community)
        for pk, embedded, bridge, community in Person.objects.visible_to(by).values_list(
            "pk", "embeddedness", "bridging", "community"
        )
    }
    changed = []
    for pk, before in known.items():
        after = (places.get(pk), bridging.get(pk), home.get(pk))
        if after != before:
            changed.append((*after, pk))
    database.update(Person._meta.db_table, ("embeddedness", "bridging", "community"), changed)
