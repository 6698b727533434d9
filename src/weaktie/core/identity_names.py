"""How much two names say about being one person's, given how common they are in this network.

Weights are log-odds, ln(m / u): m, how often such a pair of names is seen for one person; u, how often
for two people. How rare a name is comes from the network; the other constants are judgement.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from weaktie.core.identity_addresses import Address, says_in_full, spellings
from weaktie.core.identity_census import Census
from weaktie.core.identity_portraits import Portrait
from weaktie.core.names import Likeness, Name, Part, compare

_GIVEN = {
    Part.EQUAL: -0.1,  # added to how rare the name is
    Part.VARIANT: -1.0,  # the same; a short form serves several names
    Part.INITIAL: 2.5,  # one name in twelve begins with the letter
    Part.SIMILAR: 1.8,  # 3 % of writings have a slip; 0.5 % of other people's names are that near
    Part.MISSING: 0.0,
    Part.OTHER: -4.6,  # 1 % of people go by quite another given name
}
_FAMILY = {
    Part.EQUAL: -0.1,
    Part.PARTIAL: -1.0,
    Part.INITIAL: 2.5,
    Part.SIMILAR: 2.7,  # 3 % against 0.2 %
    Part.MISSING: 0.0,
    Part.OTHER: -3.0,  # 5 % of people are known by a former and a present family name
}
_GROWS_WITH_RARITY = (Part.EQUAL, Part.VARIANT, Part.PARTIAL)
_CLASH = -4.0
_SWAPPED = -0.2
_FROM_ADDRESS = -0.7  # a name read from an address may be a chance likeness
_MOST = 12.0
_NOTHING = Likeness(Part.MISSING, Part.MISSING)


@dataclass(frozen=True, slots=True)
class NameClue:
    """The best comparison of the names of two portraits, and its weight in log-odds."""

    likeness: Likeness
    weight: float
    from_address: bool = False

    @property
    def is_full(self) -> bool:
        """Tell whether both the given and the family name agree, be it in a common variant."""
        return self.likeness.given in (Part.EQUAL, Part.VARIANT) and self.likeness.family in (
            Part.EQUAL,
            Part.PARTIAL,
        )

    @property
    def is_contrary(self) -> bool:
        """Tell whether the names speak of two people."""
        return self.likeness.given is Part.OTHER or self.likeness.clash

    @property
    def words(self) -> tuple[str, ...]:
        """Return the comparison in words."""
        if self.from_address:
            return ("The address spells the name",)
        return self.likeness.words


class NameJudge:
    """Weigh names against the census; every pair of names is weighed once."""

    def __init__(self, census: Census, attested: frozenset[str]) -> None:
        self._census = census
        self._attested = attested
        self._weighed: dict[tuple[int, int], NameClue] = {}

    def weigh(self, one: Portrait, other: Portrait) -> NameClue:
        """Return the most telling comparison between the names of two portraits."""
        if not one.names or not other.names:
            return self._spelt(one, other)
        if len(one.names) == 1 and len(other.names) == 1:
            best = self._pair(one.names[0], other.names[0])
        else:
            pairs = itertools.product(one.names, other.names)
            best = max((self._pair(*pair) for pair in pairs), key=_rank)
        if one.guessed or other.guessed:
            return NameClue(best.likeness, best.weight + _FROM_ADDRESS, from_address=best.weight > 0)
        return best

    def _pair(self, one: Name, other: Name) -> NameClue:
        # Names live as long as the portraits that hold them, so their identity serves as a key.
        key = (id(one), id(other))
        known = self._weighed.get(key)
        if known is None:
            likeness = compare(one, other, self._attested)
            known = NameClue(likeness, self._weight(likeness, one, other))
            self._weighed[key] = known
        return known

    def _weight(self, likeness: Likeness, one: Name, other: Name) -> float:
        weight = _GIVEN[likeness.given] + _FAMILY[likeness.family]
        if likeness.given in _GROWS_WITH_RARITY:
            weight += self._least_rare("given", likeness, one, other)
        if likeness.family in _GROWS_WITH_RARITY:
            weight += self._least_rare("family", likeness, one, other)
        weight += _CLASH * likeness.clash + _SWAPPED * likeness.swapped
        return min(weight, _MOST)

    def _least_rare(self, trait: str, likeness: Likeness, one: Name, other: Name) -> float:
        """Return the rarity of the commoner of the words that agree."""
        rarity = self._census.rarity
        if trait == "given" and not likeness.swapped:
            return min(rarity(trait, one.given), rarity(trait, other.given))
        shared = {*one.tokens, *one.maiden} & {*other.tokens, *other.maiden}
        words = shared & ({*one.family, *one.maiden} | {*other.family, *other.maiden}) or shared
        if trait == "given":
            words = shared & {one.given, other.given} or shared
        return max((rarity(trait, word) for word in words), default=0.0)

    def _spelt(self, one: Portrait, other: Portrait) -> NameClue:
        """Weigh a name against the letters of the address of somebody nameless."""
        named, nameless = (one, other) if one.names else (other, one)
        clues = [self._spelling(name, at) for name in named.names for at in nameless.addresses]
        return max(clues, key=_rank, default=NameClue(_NOTHING, 0.0))

    def _spelling(self, name: Name, address: Address) -> NameClue:
        if says_in_full(address, name):
            likeness = Likeness(Part.EQUAL, Part.EQUAL)
        elif address.letters in spellings(name):
            likeness = Likeness(Part.INITIAL, Part.EQUAL)
        else:
            return NameClue(_NOTHING, 0.0)
        return NameClue(likeness, self._weight(likeness, name, name) + _FROM_ADDRESS, from_address=True)


def _rank(clue: NameClue) -> tuple[float, float, tuple[str, ...]]:
    return clue.weight, clue.likeness.score, clue.words
