"""How alike two names are, part by part, and in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from weaktie.core import nicknames
from weaktie.core.folding import loose, sound
from weaktie.core.names_parts import Name


class Part(StrEnum):
    """How one part of a name compares with the same part of another."""

    EQUAL = "equal"
    VARIANT = "variant"  # Bob and Robert; goes by the middle name; Jean and Jean-Luc
    PARTIAL = "partial"  # one of two family names; a former family name
    SIMILAR = "similar"  # a letter or two apart, and not two known names
    INITIAL = "initial"
    MISSING = "missing"
    OTHER = "other"


class Kind(StrEnum):
    """How two names compare as a whole."""

    SAME = "same"
    COMPATIBLE = "compatible"
    NICKNAME = "nickname"
    SIMILAR = "similar"
    INITIAL = "initial"
    UNKNOWN = "unknown"
    DIFFERENT = "different"


# Judgement: how much of the certainty of "equal" is left. Only used to choose between readings and to show.
_WORTH = {
    Part.EQUAL: 1.0,
    Part.VARIANT: 0.9,
    Part.PARTIAL: 0.85,
    Part.SIMILAR: 0.8,
    Part.INITIAL: 0.6,
    Part.MISSING: 0.5,
    Part.OTHER: 0.05,
}
_OTHER_FAMILY_WORTH = 0.1  # family names change, given names hardly
_SWAPPED_WORTH = 0.97
_CLASH_WORTH = 0.2
_SHORTEST_SIMILAR = 4  # letters; Kim and Kin, Lee and Leo are two names
_JUMBLED = 0.75  # share of letters that two bad writings of one word keep


@dataclass(frozen=True, slots=True)
class Likeness:
    """The comparison of two names. `clash` says that middle names or suffixes rule each other out."""

    given: Part
    family: Part
    clash: bool = False
    swapped: bool = False
    given_names: tuple[str, str] = ("", "")

    @property
    def kind(self) -> Kind:
        """Return the whole in one word."""
        parts = (self.given, self.family)
        if Part.OTHER in parts or self.clash:
            return Kind.DIFFERENT
        if parts == (Part.MISSING, Part.MISSING):
            return Kind.UNKNOWN
        if parts == (Part.EQUAL, Part.EQUAL):
            return Kind.SAME
        for part, kind in _TELLING:
            if part in parts:
                return kind
        return Kind.COMPATIBLE

    @property
    def score(self) -> float:
        """Return 0 (nothing alike) to 1 (the same)."""
        worth = _WORTH[self.given] * (
            _OTHER_FAMILY_WORTH if self.family is Part.OTHER else _WORTH[self.family]
        )
        return worth * (_SWAPPED_WORTH if self.swapped else 1) * (_CLASH_WORTH if self.clash else 1)

    @property
    def words(self) -> tuple[str, ...]:
        """Return what is alike and what is not, as sentences without full stops."""
        said = [_GIVEN_WORDS.get(self.given, ""), _FAMILY_WORDS.get(self.family, "")]
        if self.kind is Kind.SAME:
            said = ["Same name"]
        elif self.given is Part.VARIANT:
            related = nicknames.related(*self.given_names)
            said[0] = nicknames.explain(*self.given_names) if related else "The given names fit together"
        if self.swapped:
            said.append("Given and family name in the other order")
        if self.clash:
            said.append("Different middle names or suffixes")
        return tuple(sentence for sentence in said if sentence)


_TELLING = (
    (Part.INITIAL, Kind.INITIAL),
    (Part.SIMILAR, Kind.SIMILAR),
    (Part.VARIANT, Kind.NICKNAME),
)
_GIVEN_WORDS = {
    Part.EQUAL: "Same given name",
    Part.SIMILAR: "Given names spelt alike",
    Part.INITIAL: "The initial fits",
    Part.OTHER: "Different given names",
}
_FAMILY_WORDS = {
    Part.EQUAL: "Same family name",
    Part.PARTIAL: "A family name in common",
    Part.SIMILAR: "Family names spelt alike",
    Part.INITIAL: "The family name's initial fits",
    Part.OTHER: "Different family names",
}
_ALIKE = Likeness(Part.EQUAL, Part.EQUAL)
_UNKNOWN = Likeness(Part.MISSING, Part.MISSING)


def compare(one: Name, other: Name, attested: Container[str] = frozenset()) -> Likeness:
    """Return how alike two names are, in whichever order of given and family name fits best.

    `attested` holds given names known to be names of their own in this network, so that Ella is not taken
    for a misspelt Elia.
    """
    if one == other and one.family:
        return _ALIKE
    if other < one:
        one, other = other, one
    if one.is_empty or other.is_empty:
        return _UNKNOWN
    if one.is_lone or other.is_lone:
        return _lone(one, other, attested)
    straight = _aligned(one, other, attested)
    if straight.score >= _WORTH[Part.VARIANT] or (one.sure and other.sure) or not _crosses(one, other):
        return straight
    turns = [_aligned(one, turned, attested, swapped=True) for turned in _turned(other)]
    turns += [_aligned(turned, other, attested, swapped=True) for turned in _turned(one)]
    return max([straight, *turns], key=lambda likeness: likeness.score)


@lru_cache(maxsize=1 << 16)
def jumbled(one: str, other: str) -> bool:
    """Tell whether two words have nearly the same letters, as if one had been badly typed."""
    longest = max(len(one), len(other))
    if longest < _SHORTEST_SIMILAR or min(len(one), len(other)) < _JUMBLED * longest:
        return False
    return (Counter(one) & Counter(other)).total() >= _JUMBLED * longest


def scrambled(one: Name, other: Name) -> bool:
    """Tell whether two names have nearly the same letters, in whatever order of words."""
    return jumbled("".join(one.tokens), "".join(other.tokens))


@lru_cache(maxsize=1 << 16)
def alike(one: str, other: str) -> bool:
    """Tell whether two folded words are one word spelt or typed differently."""
    longest = max(len(one), len(other))
    if min(len(one), len(other)) < _SHORTEST_SIMILAR - 1 or longest < _SHORTEST_SIMILAR:
        return False
    limit = 1 if longest <= 6 else 2
    return OSA.distance(one, other, score_cutoff=limit) <= limit or sound(one) == sound(other)


def _lone(one: Name, other: Name, attested: Container[str]) -> Likeness:
    """Compare when one side has a single word, which may be a given or a family name."""
    if not one.is_lone:
        one, other = other, one
    pair = (one.given, other.given)
    given = _given(one, other, attested)
    if given in (Part.EQUAL, Part.VARIANT):
        return Likeness(given, Part.MISSING, given_names=pair)
    as_family = _family(Name("", "", (), (one.given,)), other)
    if as_family in (Part.EQUAL, Part.PARTIAL):
        return Likeness(Part.MISSING, as_family)
    if given in (Part.INITIAL, Part.SIMILAR):
        return Likeness(given, Part.MISSING, given_names=pair)
    if as_family is Part.SIMILAR:
        return Likeness(Part.MISSING, as_family)
    is_name = is_own_name(one.given, attested) and is_own_name(other.given, attested)
    return Likeness(given if is_name else Part.MISSING, Part.MISSING, given_names=pair)


def _aligned(one: Name, other: Name, attested: Container[str], swapped: bool = False) -> Likeness:
    given, family = _given(one, other, attested), _family(one, other)
    clash = _middle_clash(one, other) or bool(one.suffix and other.suffix and one.suffix != other.suffix)
    return Likeness(given, family, clash, swapped, (one.given, other.given))


def _given(one: Name, other: Name, attested: Container[str]) -> Part:
    left, right = one.given, other.given
    if not left or not right:
        return Part.MISSING
    if (
        left == right
        or loose(left) == loose(right)
        or left == _with_middle(other)
        or right == _with_middle(one)
    ):
        return Part.EQUAL
    if _goes_by(one, other) or nicknames.related(left, right):
        return Part.VARIANT
    if len(left) == 1 or len(right) == 1:
        return Part.INITIAL if left[0] == right[0] else Part.OTHER
    if is_own_name(left, attested) and is_own_name(right, attested):
        return Part.OTHER
    if alike(left, right) or jumbled(left + "".join(one.middle), right + "".join(other.middle)):
        return Part.SIMILAR
    return Part.OTHER


def _with_middle(name: Name) -> str:
    """Return "minjun" for Min Jun Kim."""
    return name.given + name.middle[0] if name.middle and len(name.middle[0]) > 1 else ""


def _goes_by(one: Name, other: Name) -> bool:
    if one.first == other.first and len(one.first) > 1:
        return True
    known_as = {one.given, one.first, *one.aliases}, {other.given, other.first, *other.aliases}
    if (one.aliases or other.aliases) and not known_as[0].isdisjoint(known_as[1]):
        return True
    return (
        len(other.given) > 1 and other.given in one.middle or len(one.given) > 1 and one.given in other.middle
    )


def is_own_name(word: str, attested: Container[str]) -> bool:
    return nicknames.is_given_name(word) or word in attested


def _family(one: Name, other: Name) -> Part:
    left, right = one.family, other.family
    if not left or not right:
        return Part.MISSING
    if left == right or loose("".join(left)) == loose("".join(right)):
        return Part.EQUAL
    if _shares_family(one, other):
        return Part.PARTIAL
    if min(len(left[-1]), len(right[-1])) == 1:
        return Part.INITIAL if left[-1][0] == right[-1][0] else Part.OTHER
    is_slip = (
        alike("".join(left), "".join(right)) or alike(left[-1], right[-1]) or jumbled(left[-1], right[-1])
    )
    return Part.SIMILAR if is_slip else Part.OTHER


def _shares_family(one: Name, other: Name) -> bool:
    left, right = {*one.family, *one.maiden}, {*other.family, *other.maiden}
    shared = (left & right) | (left & {*other.middle}) | ({*one.middle} & right)
    return any(len(word) > 1 for word in shared)


def _middle_clash(one: Name, other: Name) -> bool:
    if not one.middle or not other.middle:
        return False
    for left in one.middle:
        for right in other.middle:
            if left == right or left[0] == right[0] and min(len(left), len(right)) == 1:
                return False
    return {*one.middle}.isdisjoint(other.family) and {*other.middle}.isdisjoint(one.family)


def _crosses(one: Name, other: Name) -> bool:
    """Tell whether a given name of one could be the family name of the other."""
    if one.given in other.tokens[1:] or other.given in one.tokens[1:]:
        return True
    return alike(one.given, "".join(other.family)) or alike(other.given, "".join(one.family))


def _turned(name: Name) -> list[Name]:
    """Return the name read with its first word as the family name: "Kim Min Jun", "Kim Minjun"."""
    if name.sure:
        return []
    family, first, *middle = name.tokens
    rest = name.aliases, name.maiden, name.suffix
    turned = Name(first, first, tuple(middle), (family,), *rest)
    return [turned, Name(first + "".join(middle), first, (), (family,), *rest)] if middle else [turned]
