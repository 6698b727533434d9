"""Where circles and dots go in a picture of groups: plain geometry, the same answer every time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin, sqrt

GAP = 18.0
"""Space between two circles."""

CLEAR = 7.0
"""Space between the words over a circle and whatever lies beside them."""

LETTER = 8.8
"""How wide a letter of a name is drawn, about, at most."""

LONGEST, MOST_LINES = 22, 2
"""Letters of a line of a name, and lines of it."""

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
class Words:
    """How wide and how high the words over a disc are; they stand right above it."""

    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Packed:
    """Discs that do not touch, in the order given, and the size of the sheet that holds them."""

    places: tuple[Place, ...]
    width: int
    height: int


def packed(sizes: Sequence[int], words: Sequence[Words] = (), *, wide: float = 1.6) -> Packed:
    """Lay out one disc per size, the first in the middle, each next where it is nearest to it.

    Areas are in proportion to sizes, within bounds; words over a disc touch nothing else. `wide` stretches
    the sheet.
    """
    if not sizes:
        return Packed((), 0, 0)
    largest = max(sizes)
    laid: list[tuple[Place, Words]] = []
    for number, size in enumerate(sizes):
        over = words[number] if words else Words()
        radius = max(SMALLEST, LARGEST * sqrt(size / largest))
        laid.append((_nearest_free(laid, radius, over, wide), over))
    left = min(p.x - max(p.r, over.width / 2) for p, over in laid) - GAP
    top = min(p.y - p.r - over.height for p, over in laid) - GAP
    moved = tuple(Place(round(p.x - left, 1), round(p.y - top, 1), round(p.r, 1)) for p, _ in laid)
    ends = [max(p.r, over.width / 2) + p.x for p, (_, over) in zip(moved, laid, strict=True)]
    return Packed(moved, round(max(ends) + GAP), round(max(p.y + p.r for p in moved) + GAP))


def lines(label: str) -> tuple[str, ...]:
    """Return a name in a line or two, cut where two are not enough."""
    found = [""]
    for word in label.split():
        longer = f"{found[-1]} {word}".strip()
        if len(longer) <= LONGEST or not found[-1]:
            found[-1] = longer
        else:
            found.append(word)
    kept = found[:MOST_LINES]
    cut = [line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…" for line in kept]
    if len(found) > MOST_LINES and not cut[-1].endswith("…"):
        cut[-1] = f"{cut[-1][: LONGEST - 1]}…"
    return tuple(cut)


def width_of(line: str) -> float:
    """Return about how wide a line of a name is drawn."""
    return LETTER * len(line)


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


def _nearest_free(laid: Sequence[tuple[Place, Words]], radius: float, over: Words, wide: float) -> Place:
    """Return the free place nearest to the middle, looked for along a spiral."""
    step = 0
    while True:
        distance, angle = 4.0 * sqrt(step), step * 0.35
        place = Place(distance * cos(angle) * wide, distance * sin(angle), radius)
        if all(_are_apart(place, over, other, theirs) for other, theirs in laid):
            return place
        step += 1


def _are_apart(one: Place, over: Words, other: Place, theirs: Words) -> bool:
    if hypot(one.x - other.x, one.y - other.y) < one.r + other.r + GAP:
        return False
    if _reaches(one, other, theirs) or _reaches(other, one, over):
        return False
    beside = abs(one.x - other.x) >= (over.width + theirs.width) / 2 + CLEAR
    low, high = (one.y - one.r, other.y - other.r)
    return beside or low - over.height >= high + CLEAR or high - theirs.height >= low + CLEAR


def _reaches(disc: Place, below: Place, words: Words) -> bool:
    """Tell whether a disc lies over the words that stand above another."""
    bottom = below.y - below.r
    x = min(max(disc.x, below.x - words.width / 2), below.x + words.width / 2)
    y = min(max(disc.y, bottom - words.height), bottom)
    return hypot(disc.x - x, disc.y - y) < disc.r + CLEAR
