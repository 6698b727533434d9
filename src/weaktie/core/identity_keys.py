"""Strong keys: a profile, an address or a number that two mentions share, and what their names say to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from itertools import combinations, pairwise, product

from weaktie.core.identity_addresses import Address, looks_shared, read_address
from weaktie.core.identity_clusters import Edge
from weaktie.core.identity_shapes import Mention, sorted_by_content
from weaktie.core.identity_trust import profile_key
from weaktie.core.names import Name, Part, compare
from weaktie.core.names_likeness import is_own_name, scrambled

_MOST_NAMES = 40  # writings of names on one key that are compared with each other
_MOST_PAIRED = 8  # mentions of one name on one key that are joined pair by pair


class Strength(IntEnum):
    """How sure a shared key makes it, the surest first."""

    PROFILE = 0
    FULL_NAME = 1  # the key, and both names agree
    FITTING_NAME = 2  # the key, and nothing in the names speaks against it
    NO_NAME = 3  # the key, and one of the names is not known


_AGREEING = (Part.EQUAL, Part.VARIANT)
_FITTING = (Part.EQUAL, Part.VARIANT, Part.PARTIAL, Part.SIMILAR, Part.INITIAL, Part.MISSING)

Verdict = Callable[[Name, Name], Strength | None]


class Keys:
    """Find the joins that strong keys make."""

    def __init__(
        self,
        mentions: Sequence[Mention],
        names: Sequence[Name],
        shared: frozenset[str],
        attested: frozenset[str],
    ) -> None:
        self._mentions = mentions
        self._names = names
        self._shared = shared
        self._attested = attested

    def edges(self) -> list[list[Edge]]:
        """Return the joins, one list for each strength, the surest first."""
        found: list[list[Edge]] = [[] for _ in Strength]
        for profile, holders in self._holders(lambda mention: mention.profiles).items():
            if profile_key(profile) in self._shared:
                continue
            words = (f"Same LinkedIn profile: {profile}",)
            found[Strength.PROFILE] += [Edge(a, b, words) for a, b in _all_pairs(holders)]
        for holders in self._holders(lambda mention: {mention.named} - {""}).values():
            words = ("Same name in one account",)
            found[Strength.PROFILE] += [Edge(a, b, words) for a, b in _all_pairs(holders)]
        for key, holders in self._holders(lambda m: {read_address(email).key for email in m.emails}).items():
            self._add(found, holders, f"Same address: {key}", self._verdict_on(read_address(key)))
        for phone, holders in self._holders(lambda mention: mention.phones).items():
            if phone not in self._shared:
                self._add(found, holders, "Same phone number", self._by_phone)
        return found

    def are_plainly_different(self, ones: Iterable[int], others: Iterable[int]) -> bool:
        """Tell whether some name of the one mentions rules out some name of the others."""
        left = {self._names[one] for one in ones}
        right = {self._names[other] for other in others}
        if left == right and len(left) == 1:
            return False
        return any(self._rule_out(one, other) for one in left for other in right)

    def _verdict_on(self, address: Address) -> Verdict:
        if address.is_role or address.key in self._shared:
            return self._by_shared
        return self._by_household if looks_shared(address) else self._by_address

    def _rule_out(self, one: Name, other: Name) -> bool:
        likeness = compare(one, other, self._attested)
        return likeness.clash or likeness.given is Part.OTHER and self._are_own_names(one, other)

    def _are_own_names(self, one: Name, other: Name) -> bool:
        """Tell whether both given names are certainly meant: known ones, or initials."""
        given = one.given, other.given
        return all(len(word) == 1 or is_own_name(word, self._attested) for word in given)

    def _holders(self, keys_of: Callable[[Mention], Iterable[str]]) -> dict[str, list[int]]:
        holders: dict[str, list[Mention]] = defaultdict(list)
        for mention in self._mentions:
            for key in keys_of(mention):
                holders[key].append(mention)
        several = ((key, rows) for key, rows in holders.items() if len(rows) > 1)
        return {key: [row.id for row in sorted_by_content(rows)] for key, rows in several}

    def _add(self, found: list[list[Edge]], holders: list[int], words: str, verdict: Verdict) -> None:
        """Add the joins among the holders of one key: all of one name at once, then name by name."""
        by_name: dict[Name, list[int]] = defaultdict(list)
        for holder in holders:
            by_name[self._names[holder]].append(holder)
        for name, same in by_name.items():
            strength = verdict(name, name)
            if strength is not None:
                said = (words, "Same name") if not name.is_empty else (words,)
                found[strength] += [Edge(a, b, said) for a, b in _all_pairs(same)]
        for one, other in combinations(sorted(by_name)[:_MOST_NAMES], 2):
            strength = verdict(one, other)
            if strength is not None:
                sentences = (words, *compare(one, other, self._attested).words)
                ends = product(by_name[one][:_MOST_PAIRED], by_name[other][:_MOST_PAIRED])
                found[strength] += [Edge(a, b, sentences) for a, b in ends]

    def _by_address(self, one: Name, other: Name) -> Strength | None:
        if one == other:
            return Strength.FULL_NAME
        if one.is_empty or other.is_empty or _is_latin(one) != _is_latin(other):
            return Strength.NO_NAME
        likeness = compare(one, other, self._attested)
        if likeness.clash:
            return None
        if likeness.given in _AGREEING:
            is_full = likeness.family in (Part.EQUAL, Part.PARTIAL)
            return Strength.FULL_NAME if is_full else Strength.FITTING_NAME
        if likeness.given in _FITTING and likeness.family in _FITTING:
            knows_any = likeness.given is not Part.MISSING or likeness.family is not Part.MISSING
            return Strength.FITTING_NAME if knows_any else Strength.NO_NAME
        has_initial = len(one.given) == 1 or len(other.given) == 1
        is_slip = not has_initial and scrambled(one, other) and not self._are_own_names(one, other)
        return Strength.FITTING_NAME if is_slip else None

    def _by_household(self, one: Name, other: Name) -> Strength | None:
        """Judge by an address that may serve a family: whoever gives no name there may be any of them."""
        strength = self._by_address(one, other)
        return None if strength is Strength.NO_NAME else strength

    def _by_shared(self, one: Name, other: Name) -> Strength | None:
        """Judge by a role's or many people's address: only one full name on it is one person."""
        if one.is_empty and other.is_empty:
            return Strength.FULL_NAME
        return Strength.FULL_NAME if self._are_full(one, other) else None

    def _by_phone(self, one: Name, other: Name) -> Strength | None:
        if self._are_full(one, other):
            return Strength.FULL_NAME
        likeness = compare(one, other, self._attested)
        fits = likeness.given in (*_AGREEING, Part.SIMILAR, Part.INITIAL)
        if fits and likeness.family in (Part.EQUAL, Part.PARTIAL, Part.SIMILAR) and not likeness.clash:
            return Strength.FITTING_NAME
        return None

    def _are_full(self, one: Name, other: Name) -> bool:
        likeness = compare(one, other, self._attested)
        agrees = likeness.given in _AGREEING and likeness.family in (Part.EQUAL, Part.PARTIAL)
        return agrees and not likeness.clash


def _all_pairs(numbers: list[int]) -> Iterable[tuple[int, int]]:
    """Return all pairs of a few, which shows every conflict among them, or a chain through many."""
    return combinations(numbers, 2) if len(numbers) <= _MOST_PAIRED else pairwise(numbers)


def _is_latin(name: Name) -> bool:
    return all(token.isascii() for token in name.tokens)
