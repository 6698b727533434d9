"""Circles of threads: people who stand together in small threads and meetings, and what each is called."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from weaktie.accounts.models import User
from weaktie.accounts.queries import while_unchanged
from weaktie.campaign.network.models import Person

STRONGEST = 3
"""So many of each are named."""


@dataclass(frozen=True, slots=True)
class Community:
    """One circle of threads: its number, how many stand in it, and its strongest ties in order."""

    number: int
    size: int
    strongest: tuple[tuple[int, str], ...]

    @property
    def label(self) -> str:
        """What it is called on every page: after whoever the seeker's tie is strongest to."""
        return f"the circle around {self.strongest[0][1]}"


def communities(*, by: User) -> dict[int, Community]:
    """Return the circles of threads by their number, the largest first."""
    return while_unchanged("communities", lambda: _communities(by), by=by)


def _communities(by: User) -> dict[int, Community]:
    sizes: dict[int, int] = defaultdict(int)
    named: dict[int, list[tuple[int, str]]] = defaultdict(list)
    members = Person.objects.visible_to(by).others().shown().exclude(community=None).order_by("-order", "pk")
    for number, pk, name in members.values_list("community", "pk", "name"):
        assert number is not None
        sizes[number] += 1
        if len(named[number]) < STRONGEST:
            named[number].append((pk, name))
    ranked = sorted(sizes, key=lambda number: (-sizes[number], number))
    return {number: Community(number, sizes[number], tuple(named[number])) for number in ranked}
