"""Filling the list: the largest gain first, one place in five by lot, nobody asked twice at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from heapq import nlargest, nsmallest
from typing import NamedTuple

from weaktie.core import exploring
from weaktie.core.candidates import Circle
from weaktie.core.covering import Choice, Cover, Shortlist
from weaktie.core.evidence import Channel
from weaktie.core.field import Field
from weaktie.core.routes import Way
from weaktie.core.weighing import Weighed

MOST_SKIPPED = 5


class Pick(NamedTuple):
    """Somebody for the list, with what was true when they were chosen.

    `gain` is what they added to the worth of the list. `above` counts those before them in each circle they
    belong to; `is_first` says that there was nobody before them.
    """

    each: Weighed
    way: Way | None
    gain: float
    above: Mapping[str, int]
    is_first: bool
    explored: bool = False
    probability: float = 1.0


class Picker:
    """One list in the making."""

    def __init__(self, field: Field) -> None:
        """Start with an empty list."""
        self._field = field
        self._shortlist = Shortlist(field.bounds, field.option, Cover(field.weights, field.own))
        self._lot = exploring.lot(
            as_of=field.question.as_of,
            goal=field.question.goal,
            aim_id=field.question.aim.id if field.question.aim else None,
        )
        self._busy: set[int] = set()
        self._taken: set[int] = set()
        self._above: Counter[str] = Counter()
        self._pools: dict[Channel, list[int]] = {}

    def picks(self, count: int) -> Iterator[Pick]:
        """Yield up to `count` people, the first to ask first."""
        for place in range(1, count + 1):
            best = self._best()
            if best is None:
                return
            is_by_lot = exploring.is_by_lot(place) and not self._was_named(best)
            yield self._by_lot(best) if is_by_lot else self._take(best.option.id)

    def rate(self, person: int) -> Pick:
        """Return what somebody would add after everybody picked so far, without taking them."""
        gain = self._shortlist.cover.gain(self._field.option(person))
        return self._pick(person, gain)

    def _pick(self, person: int, gain: float, probability: float | None = None) -> Pick:
        each = self._field.weighed(person)
        above = {circle.key: self._above[circle.key] for circle in each.who.circles}
        is_drawn = probability is not None
        certain = 1.0 if probability is None else probability
        return Pick(each, self._field.ways.get(person), gain, above, not self._taken, is_drawn, certain)

    def skipped_by_habit(self) -> list[Pick]:
        """Return people not on the list whom one would pass over: those with two marks or more, else one."""
        merits, found = self._field.merits, list[int]()
        for marked in (self._field.marked[3] + self._field.marked[2], self._field.marked[1]):
            free = [person for person in marked if self._is_free(person) and self._field.is_wanted(person)]
            found = found or nlargest(MOST_SKIPPED, free, key=lambda person: (merits[person], -person))
        return [self.rate(person) for person in found]

    def _best(self) -> Choice | None:
        """Return the best choice that does not ask one person for two things at once."""
        while (choice := self._shortlist.best()) is not None:
            person = choice.option.id
            way = self._field.ways.get(person)
            if person in self._busy:
                continue
            if way is None or self._can_be_asked(way):
                return choice
            self._field.without_way(person)
            self._shortlist.put_back(person)
        return None

    def _was_named(self, choice: Choice) -> bool:
        """Say whether somebody named the person: no lot takes their place."""
        way = self._field.ways.get(choice.option.id)
        return way is not None and way.stage is not None

    def _can_be_asked(self, way: Way) -> bool:
        is_named = way.stage is not None
        return is_named or (way.via.id not in self._taken and way.via.id not in self._busy)

    def _is_free(self, person: int) -> bool:
        return person not in self._taken and person not in self._busy

    def _take(self, person: int, *, probability: float | None = None) -> Pick:
        pick = self._pick(person, self._shortlist.take(person).gain, probability)
        self._taken.add(person)
        if pick.way is not None:
            self._busy.add(pick.way.via.id)
        self._above.update(circle.key for circle in pick.each.who.circles)
        return pick

    def _by_lot(self, best: Choice) -> Pick:
        """Take somebody drawn among those nearly as good as the best."""
        least = best.gain * exploring.NEARLY
        pools = {kind: self._eligible(people, least) for kind, people in self._by_kind().items()}
        if sum(map(len, pools.values())) < 2:
            return self._take(best.option.id)
        drawn = exploring.draw(pools, self._field.beliefs, self._lot)
        self._shortlist.put_back(best.option.id)
        return self._take(drawn.id, probability=drawn.probability)

    def _eligible(self, people: Iterable[int], least: float) -> list[int]:
        found = []
        for person in people:
            way = self._field.ways.get(person)
            is_free = self._is_free(person) and (way is None or self._can_be_asked(way))
            if is_free and self._shortlist.cover.gain(self._field.option(person)) >= least:
                found.append(person)
        return found[: exploring.POOL]

    def _by_kind(self) -> dict[Channel, list[int]]:
        """Return the best of each kind of tie: more than a pool holds, as some will be taken."""
        if not self._pools:
            kinds: dict[Channel, list[tuple[float, int]]] = {}
            for bound, person in self._field.bounds:
                kinds.setdefault(self._field.kinds[person], []).append((-bound, person))
            most = exploring.POOL + exploring.LAST_BY_LOT
            self._pools = {
                kind: list(dict.fromkeys(person for _, person in nsmallest(most, people)))
                for kind, people in kinds.items()
            }
        return self._pools


def new_circles(pick: Pick) -> list[Circle]:
    """Return the circles that nobody above belongs to."""
    return [circle for circle in pick.each.who.circles if not pick.above.get(circle.key)]
