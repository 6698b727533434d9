"""Choosing people as a set: each further person counts for what the earlier ones do not bring.

The worth of a set S of people, each with a merit m > 0 and circles c of weight w:

    F(S) = own * sum of m over S  +  sum over circles of w * (m1 + r * m2 + r^2 * m3 + ...)

where m1 >= m2 >= ... are the merits of those in S who belong to the circle and r = DIMINISHING. F never falls
when somebody is added, and adds less to a larger set (it is a sum of weighted ranks of uniform matroids:
monotone and submodular), so taking the largest gain each time reaches at least 1 - 1/e of the best
(Nemhauser, Wolsey & Fisher 1978). Gains only fall, so a stale one is an upper bound and most need never be
computed again (lazy greedy: Minoux 1978). Measured against exact answers: docs/ranking.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

DIMINISHING = 1 / 3
"""[J] A second person of one circle counts a third of the first there, a third one a ninth."""


_LAST = 1 << 62


class Option(NamedTuple):
    """Somebody who could be chosen: a merit, and the keys of the circles they belong to."""

    id: int
    merit: float
    circles: tuple[str, ...]


class Choice(NamedTuple):
    """An option and what it added to the worth of the set when it was taken."""

    option: Option
    gain: float


class Cover:
    """What a growing set brings, circle by circle."""

    def __init__(self, weights: Mapping[str, float], own: float = 1.0) -> None:
        """Start with nobody. `weights` says what each circle is worth, `own` what a person alone is."""
        self._weights = weights
        self._own = own
        self._held: dict[str, list[float]] = {}

    def gain(self, option: Option) -> float:
        """Return by how much the worth of the set would grow."""
        weights, held, merit = self._weights, self._held, option.merit
        total = self._own
        for circle in option.circles:
            total += weights[circle] * (_rise(held[circle], merit) if circle in held else 1.0)
        return total * merit

    def take(self, option: Option) -> float:
        """Add somebody and return by how much the worth grew."""
        gain = self.gain(option)
        for circle in option.circles:
            held = self._held.setdefault(circle, [])
            held.append(option.merit)
            held.sort(reverse=True)
        return gain


def _rise(held: Sequence[float], merit: float) -> float:
    """Return how much a circle's falling sum grows by one more, per unit of merit (held: largest first)."""
    share, rise, is_placed = 1.0, 0.0, False
    for value in held:
        if not is_placed and merit > value:
            rise += share * merit
            is_placed = True
        if is_placed:
            # Everybody after the newcomer moves down one place.
            rise -= share * (1 - DIMINISHING) * value
        share *= DIMINISHING
    return (rise if is_placed else share * merit) / merit


def worth(options: Iterable[Option], weights: Mapping[str, float], own: float = 1.0) -> float:
    """Return F of a set."""
    cover = Cover(weights, own)
    return sum(cover.take(option) for option in options)


class Shortlist:
    """Options in order of what they would add, kept right as others are taken."""

    def __init__(
        self, bounds: Iterable[tuple[float, int]], option: Callable[[int], Option], cover: Cover
    ) -> None:
        """Start with an empty cover. `bounds` are (gain over nobody, id); `option` gives one by its id."""
        self.cover = cover
        self._option = option
        self._taken = 0
        self._gone: set[int] = set()
        self._heap = [
            (-bound, person if person >= 0 else _LAST - person, person, 0) for bound, person in bounds
        ]
        heapify(self._heap)

    def best(self) -> Choice | None:
        """Take out the option that adds most, without adding it to the set; None when no option is left.

        Of equal ones the lowest id comes first, and negative ids come last, -1 before -2.
        """
        while self._heap:
            bound, place, person, seen = heappop(self._heap)
            if person in self._gone:
                continue
            option = self._option(person)
            if seen == self._taken:
                return Choice(option, -bound)
            heappush(self._heap, (-self.cover.gain(option), place, person, self._taken))
        return None

    def put_back(self, person: int) -> None:
        """Return an option, as it was or with less merit."""
        place = person if person >= 0 else _LAST - person
        heappush(self._heap, (-self.cover.gain(self._option(person)), place, person, self._taken))

    def take(self, person: int) -> Choice:
        """Add an option to the set, whether or not it was the best."""
        self._gone.add(person)
        self._taken += 1
        option = self._option(person)
        return Choice(option, self.cover.take(option))


def choose(
    options: Iterable[Option], weights: Mapping[str, float], count: int, own: float = 1.0
) -> list[Choice]:
    """Return up to `count` options by lazy greedy, the largest gain first."""
    known = {option.id: option for option in options}
    cover = Cover(weights, own)
    bounds = [(cover.gain(option), option.id) for option in known.values()]
    shortlist = Shortlist(bounds, known.__getitem__, cover)
    chosen: list[Choice] = []
    while len(chosen) < count:
        best = shortlist.best()
        if best is None:
            break
        chosen.append(shortlist.take(best.option.id))
    return chosen
