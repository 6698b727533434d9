"""Which pairs of portraits are worth comparing: those that share a key; nobody is compared with all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product

from weaktie.core import nicknames
from weaktie.core.folding import sound
from weaktie.core.identity_addresses import is_handle, spellings
from weaktie.core.identity_portraits import Portrait
from weaktie.core.names import Name
from weaktie.core.names_likeness import alike

# How many portraits may share a key before it is dropped. Common names then still meet through what they
# share beside the name; three thousand people called alike make no four million pairs.
_MOST_BY_NAME = 25
_MOST_BY_TRAIT = 12
_MOST_BY_KEY = 12
_MOST_BY_HANDLE = 6
_MOST_SPELLINGS = 60  # names in one block that are looked through for slips of the pen

Pair = tuple[int, int]


def candidates(portraits: Sequence[Portrait]) -> list[Pair]:
    """Return pairs of portrait numbers, each once, the lower number first, in rising order."""
    pairs: set[Pair] = set()
    pairs.update(_within(_by_key(portraits), _MOST_BY_KEY))
    pairs.update(_within(_by_full_name(portraits), _MOST_BY_NAME))
    pairs.update(_within(_by_trait(portraits), _MOST_BY_TRAIT))
    pairs.update(_within(_by_handle(portraits), _MOST_BY_HANDLE))
    pairs.update(_across(_by_letters(portraits), _by_spelling(portraits)))
    pairs.update(_across(_by_initial(portraits, lone=True), _by_initial(portraits, lone=False)))
    pairs.update(_across(_lone_words(portraits), _all_words(portraits)))
    pairs.update(_slips(portraits))
    return sorted(pairs)


def _within(entries: Iterable[tuple[str, int]], most: int) -> Iterator[Pair]:
    for numbers in _blocks(entries).values():
        if 1 < len(numbers) <= most:
            yield from combinations(sorted(numbers), 2)


def _across(few: Iterable[tuple[str, int]], many: Iterable[tuple[str, int]]) -> Iterator[Pair]:
    """Pair those of the first kind with those of the second under the same key."""
    left = _blocks(few)
    right = _blocks(entry for entry in many if entry[0] in left)
    for key, numbers in right.items():
        if len(left[key]) <= _MOST_BY_NAME and len(numbers) <= _MOST_BY_NAME:
            for one, other in product(left[key], numbers):
                if one != other:
                    yield (one, other) if one < other else (other, one)


def _blocks(entries: Iterable[tuple[str, int]]) -> dict[str, set[int]]:
    blocks: dict[str, set[int]] = {}
    for key, number in entries:
        if key in blocks:
            blocks[key].add(number)
        else:
            blocks[key] = {number}
    return blocks


def _by_key(portraits: Sequence[Portrait]) -> Iterator[tuple[str, int]]:
    for number, portrait in enumerate(portraits):
        for address in portrait.addresses:
            yield address.key, number
        for phone in portrait.phones:
            yield phone, number


def _by_full_name(portraits: Sequence[Portrait]) -> Iterator[tuple[str, int]]:
    for number, portrait in enumerate(portraits):
        for name in portrait.names:
            for key in _full_name_keys(name):
                yield key, number


def _full_name_keys(name: Name) -> Iterator[str]:
    """Yield a key for each family name with each name the given name may stand for, and one in any order."""
    if not name.family or len(name.given) < 2:
        return
    for family in _family_sounds(name):
        for given in _given_forms(name):
            yield f"{family}|{given}"
    yield "|".join(sorted((sound(name.given), sound("".join(name.family)))))


def _family_sounds(name: Name) -> set[str]:
    words = {word for word in (*name.family, *name.maiden, *name.middle) if len(word) > 1}
    return {sound(word) for word in words} | {sound("".join(name.family))}


def _given_forms(name: Name) -> set[str]:
    forms = {
        form for given in (name.given, name.first, *name.aliases) for form in nicknames.stands_for(given)
    }
    forms.update(middle for middle in name.middle if len(middle) > 1)
    return forms | {sound(name.given)}


def _by_trait(portraits: Sequence[Portrait]) -> Iterator[tuple[str, int]]:
    """Key full names, roughly, with each employer, school and place, and each word with each birthday."""
    for number, portrait in enumerate(portraits):
        for trait in _traits(portrait):
            for name in portrait.names:
                for form in _given_forms(name) if name.family else ():
                    yield f"{form}|{name.family[-1][0]}@{trait}", number
        for born in portrait.borns:
            yield born, number
            for word in {sound(word) for name in portrait.names for word in name.tokens}:
                yield f"{word}@{born}", number


def _lone_words(portraits: Sequence[Portrait]) -> Iterator[tuple[str, int]]:
    """Key names of one word, given or family, with each employer, school and place."""
    for number, portrait in enumerate(portraits):
        for name in portrait.names:
            if name.is_lone:
                for word, trait in product({sound(name.given), *_given_forms(name)}, _traits(portrait)):
                    yield f"{word}@{trait}", number


def _all_words(portraits: Sequence[Portrait]) -> Iterator[tuple[str, int]]:
    for number, portrait in enumerate(portraits):
        traits = _traits(portrait)
        if traits:
            words = {word for name in portrait.names for word in (*_family_sounds(name), *_given_forms(name))}
            for word, trait in product(words, traits):
                yield f"{word}@{trait}", number


def _traits(portrait: Portrait) -> list[str]:
    return [*portrait.work, *portrait.schools, *portrait.places]


def _by_handle(portraits: Sequence[Portrait]) -> Iterator[tuple[str, int]]:
    for number, portrait in enumerate(portraits):
        for address in portrait.addresses:
            if is_handle(address):
                yield address.local, number


def _by_spelling(portraits: Sequence[Portrait]) -> Iterator[tuple[str, int]]:
    for number, portrait in enumerate(portraits):
        if not portrait.guessed:
            for name in portrait.names:
                for letters in spellings(name):
                    yield letters, number


def _by_letters(portraits: Sequence[Portrait]) -> Iterator[tuple[str, int]]:
    for number, portrait in enumerate(portraits):
        if not portrait.names or portrait.guessed:
            for address in portrait.addresses:
                yield address.letters, number


def _by_initial(portraits: Sequence[Portrait], lone: bool) -> Iterator[tuple[str, int]]:
    """Key family names with an initial, for names that have no more than it, or for those that have."""
    for number, portrait in enumerate(portraits):
        for name in portrait.names:
            if name.family and name.given and (len(name.given) == 1) is lone:
                for family in _family_sounds(name):
                    yield f"{family}|{name.given[0]}", number


def _slips(portraits: Sequence[Portrait]) -> Iterator[Pair]:
    """Pair names of which one half is equal and the other a letter or two apart."""
    bearers: dict[tuple[str, str], set[int]] = defaultdict(set)
    for number, portrait in enumerate(portraits):
        for name in portrait.names:
            if name.family and len(name.given) > 1:
                bearers[name.given, "".join(name.family)].add(number)
    for half in (0, 1):
        beside: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for bearer in bearers:
            beside[f"{bearer[half]}|{bearer[1 - half][0]}"].append(bearer)
        for names in beside.values():
            if len(names) <= _MOST_SPELLINGS:
                yield from _near_pairs(names, 1 - half, bearers)


def _near_pairs(
    names: list[tuple[str, str]], half: int, bearers: dict[tuple[str, str], set[int]]
) -> Iterator[Pair]:
    for one, other in combinations(names, 2):
        if alike(one[half], other[half]) and len(bearers[one]) * len(bearers[other]) <= _MOST_BY_NAME:
            for pair in product(bearers[one], bearers[other]):
                if pair[0] != pair[1]:
                    yield (pair[0], pair[1]) if pair[0] < pair[1] else (pair[1], pair[0])
