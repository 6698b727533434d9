"""How common each trait is in the network, and how far each kind of record can be trusted."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from weaktie.core.identity_portraits import Portrait
from weaktie.core.names import Name

# Judgement. How common a trait is before anything was seen, and how many people that opinion weighs: in a
# network of thirty people a name seen once is not one name in thirty.
_BACKGROUND = {
    "given": (1 / 300, 200.0),
    "family": (1 / 400, 200.0),
    "work": (1 / 200, 100.0),
    "school": (1 / 100, 100.0),
    "title": (1 / 100, 100.0),
    "place": (1 / 50, 50.0),
    "born": (1 / 2000, 200.0),
}
_OWN_NAME_FAMILIES = 3  # family names beside which a word must stand as given name to be a name of its own


class Census:
    """How many portraits of a network share each trait."""

    def __init__(self, portraits: Sequence[Portrait]) -> None:
        self.people = len(portraits)
        self._counts: dict[str, Counter[str]] = defaultdict(Counter)
        self._files = Counter(file for portrait in portraits for file in portrait.files)
        for portrait in portraits:
            for trait, values in _traits(portrait):
                counts = self._counts[trait]
                for value in values:
                    counts[value] += 1
        self._rarities: dict[tuple[str, str], float] = {}

    @property
    def usual_source(self) -> float:
        """Return how many portraits a source has, as the average portrait sees it."""
        total = self._files.total()
        return sum(size * size for size in self._files.values()) / total if total else 0.0

    def count(self, trait: str, value: str) -> int:
        """Return how many portraits have the value."""
        return self._counts[trait][value]

    def rarity(self, trait: str, value: str) -> float:
        """Return the natural logarithm of one over the share of people with the value, smoothed."""
        known = self._rarities.get((trait, value))
        if known is None:
            share, weight = _BACKGROUND[trait]
            # The two portraits that are compared do not count: how many others there are is the question.
            seen = max(self._counts["word" if trait in ("given", "family") else trait][value] - 2, 0)
            known = math.log((self.people + weight) / (seen + weight * share))
            self._rarities[trait, value] = known
        return known


def _traits(portrait: Portrait) -> Iterator[tuple[str, Iterable[str]]]:
    yield "word", {word for name in portrait.names for word in (name.given, *name.family)}
    yield "office", portrait.offices
    yield "work", portrait.work.keys()
    yield "school", portrait.schools.keys()
    yield "title", portrait.titles
    yield "place", portrait.places
    yield "born", portrait.borns


def attested_given_names(names: Iterable[Name]) -> frozenset[str]:
    """Return the words that stand as given name beside several family names, so are no slips of the pen."""
    families: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for name in names:
        if name.family:
            families[name.given].add(name.family)
    return frozenset(given for given, beside in families.items() if len(beside) >= _OWN_NAME_FAMILIES)
