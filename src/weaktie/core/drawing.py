"""Where circles and dots go in a picture of groups: plain geometry, the same answer every time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin, sqrt

GAP = 46.0
"""Space between two circles, for two lines of words above each."""

SMALLEST, LARGEST = 34.0, 120.0
TURN = pi * (3 - sqrt(5))
"""The golden angle: dots laid out by it fill a disc evenly (Vogel 1979)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A disc: its middle and its radius."""

    x: float
    y: float
    r: float


@dataclass(frozen=True, slots=True)
class Packed:
    """Discs that do not touch, in the order given, and the size of the sheet that holds them."""

    places: tuple[Place, ...]
    width: int
    height: int


def packed(sizes: Sequence[int], *, wide: float = 1.6) -> Packed:
    """Lay out one disc per size, the first in the middle, each next where it is nearest to it.

    Areas are in proportion to sizes, within bounds. `wide` stretches the sheet.
    """
    if not sizes:
        return Packed((), 0, 0)
    largest = max(sizes)
    radii = [max(SMALLEST, LARGEST * sqrt(size / largest)) for size in sizes]
    laid: list[Place] = []
    for radius in radii:
        laid.append(_nearest_free(laid, radius, wide))
    left = min(place.x - place.r for place in laid) - GAP
    top = min(place.y - place.r for place in laid) - GAP
    moved = tuple(Place(round(p.x - left, 1), round(p.y - top, 1), round(p.r, 1)) for p in laid)
    width = max(place.x + place.r for place in moved) + GAP
    height = max(place.y + place.r for place in moved) + GAP
    return Packed(moved, round(width), round(height))


def sunflower(place: Place, count: int) -> list[Place]:
    """Return dots spread evenly over a disc, the first in the middle; all of one size that leaves room."""
    if count == 0:
        return []
    dot = max(2.2, min(6.0, 0.42 * place.r / sqrt(count)))
    reach = place.r - 2.2 * dot
    return [
        Place(
            round(place.x + reach * sqrt(i / count) * cos(i * TURN), 1),
            round(place.y + reach * sqrt(i / count) * sin(i * TURN), 1),
            round(dot, 1),
        )
        for i in range(count)
    ]


def _nearest_free(laid: Sequence[Place], radius: float, wide: float) -> Place:
    """Return the free place nearest to the middle, looked for along a spiral."""
    step = 0
    while True:
        distance, angle = 4.0 * sqrt(step), step * 0.35
        place = Place(distance * cos(angle) * wide, distance * sin(angle), radius)
        if all(hypot(place.x - p.x, place.y - p.y) >= radius + p.r + GAP for p in laid):
            return place
        step += 1
