"""Which name somebody meant who misspelt one."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import nlargest

from rapidfuzz.distance import OSA

from weaktie.core import folding

MOST = 3
"""So many names are offered."""

A_WORD, ALL_WORDS = 0.6, 0.75
"""How alike each word sought has to be to one of the name, and all of them on average (0 to 1) [J]."""


def meant(sought: str, names: Iterable[tuple[int, str]]) -> list[int]:
    """Return the ids of the names most like what was sought, the most alike first; none if none is close."""
    words = folding.words(sought)
    if not words:
        return []
    likeness = ((_likeness(words, folding.words(name)), -pk) for pk, name in names)
    close = nlargest(MOST, (found for found in likeness if found[0] >= ALL_WORDS))
    return [-pk for _, pk in close]


def _likeness(sought: tuple[str, ...], name: tuple[str, ...]) -> float:
    best = [max((OSA.normalized_similarity(word, one) for one in name), default=0.0) for word in sought]
    return sum(best) / len(best) if min(best) >= A_WORD else 0.0
