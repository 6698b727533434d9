"""Drawing one ask in five by lot, so that the order can be checked against what it did not choose.

A kind of tie is drawn by Thompson sampling (each kind's chance is drawn from what is believed of it, the
highest wins: Thompson 1933), then somebody at random among those of that kind who are nearly as good as the
best. The probability is kept beside the name, as an unbiased comparison needs it later (DOMAIN 2.2).
The seed is the week, the goal and the target: the same question has the same answer all week.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random
from typing import NamedTuple

from weaktie.core.beta import Beta, chances_to_lead
from weaktie.core.candidates import Goal
from weaktie.core.evidence import Channel

ONE_IN = 5
"""DOMAIN 2.2: 20 % random within the eligible. Every fifth place, so the first two are never drawn by lot."""

LAST_BY_LOT = 50
"""[J] Nobody asks further down in a week, so the lot stops there."""

NEARLY = 1 / 3
"""[J] Eligible is who would add at least a third of what the best one would."""

POOL = 20
"""[J] At most so many of one kind of tie stand for the lot."""


class Draw(NamedTuple):
    """Who was drawn, and with what probability."""

    id: int
    probability: float


def lot(*, as_of: date, goal: Goal, aim_id: int | None) -> Random:
    """Return the random numbers of one question in one ISO week."""
    year, week, _ = as_of.isocalendar()
    return Random(f"{year}-W{week:02}/{goal}/{'all' if aim_id is None else aim_id}")


def is_by_lot(place: int) -> bool:
    """Say whether a place in the list (from 1) is filled by lot."""
    return place % ONE_IN == 0 and place <= LAST_BY_LOT


def draw(pools: Mapping[Channel, Sequence[int]], beliefs: Mapping[Channel, Beta], chance: Random) -> Draw:
    """Draw a kind of tie, then one of its people. At least one pool holds somebody."""
    kinds = [kind for kind in Channel if pools.get(kind)]
    believed = [beliefs[kind] for kind in kinds]
    drawn = [chance.betavariate(rate.a, rate.b) for rate in believed]
    which = drawn.index(max(drawn))
    people = pools[kinds[which]]
    probability = chances_to_lead(believed)[which] / len(people)
    return Draw(people[chance.randrange(len(people))], probability)
