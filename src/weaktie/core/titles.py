"""Titles of jobs: the words that say what somebody does, and how high up the title says they are.

Nothing is read from a title beyond its words. Which words mean what stands in `data/titles.json`: judgement.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType

from weaktie.core import folding

LEVELS = ("below_senior", "senior", "executive")
"""From the lowest to the highest."""

WORDS = re.compile(r"[^\W_]+(?:[+#]+)?")
SHORTEST_STEM = 4
ENDINGS_TAKEN_OFF = 2

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What `data/titles.json` says of words in titles.

    After a lowering word ("associate") a word in `raised` still makes a senior title, never an executive one.
    `generic` words name a standing more than a kind of work: they count when a title says nothing else.
    """

    executive: frozenset[str]
    executive_pairs: frozenset[Pair]
    senior: frozenset[str]
    senior_pairs: frozenset[Pair]
    below_anywhere: frozenset[str]
    below_at_the_start: frozenset[str]
    raised: frozenset[str]
    owns_a_thing: frozenset[str]
    partner_is_a_role: frozenset[str]
    silent: frozenset[str]
    generic: frozenset[str]
    suffixes: tuple[str, ...]
    same_work: Mapping[str, tuple[str, ...]]


class BadVocabulary(ValueError):
    """The file of title words does not keep its own schema."""


def read_vocabulary(text: str) -> Vocabulary:
    """Read the JSON of title words. Raise BadVocabulary where a list is missing or holds no words."""
    data = json.loads(text)
    if not isinstance(data, dict):
        raise BadVocabulary("The file of title words is one object.")
    executive, senior, below = (_words(data, name) for name in ("executive", "senior", "below_anywhere"))
    return Vocabulary(
        executive=frozenset(executive),
        executive_pairs=_pairs(data, "executive_pairs"),
        senior=frozenset(senior),
        senior_pairs=_pairs(data, "senior_pairs"),
        below_anywhere=frozenset(below),
        below_at_the_start=frozenset(_words(data, "below_at_the_start")),
        raised=frozenset(_words(data, "raised")),
        owns_a_thing=frozenset(_words(data, "owns_a_thing")),
        partner_is_a_role=frozenset(_words(data, "partner_is_a_role")),
        silent=frozenset(
            (*executive, *senior, *below, *_words(data, "other_level_words"), *_words(data, "empty"))
        ),
        generic=frozenset(_words(data, "generic")),
        suffixes=tuple(_words(data, "suffixes")),
        same_work=_same_work(data.get("same_work")),
    )


def _words(data: Mapping[str, object], name: str) -> list[str]:
    values = data.get(name)
    if not isinstance(values, list) or not values:
        raise BadVocabulary(f"{name} is a list of words.")
    words = [value for value in values if isinstance(value, str) and value]
    if len(words) < len(values):
        raise BadVocabulary(f"{name} holds something that is not a word.")
    return words


def _pairs(data: Mapping[str, object], name: str) -> frozenset[Pair]:
    pairs = [phrase.split() for phrase in _words(data, name)]
    if any(len(pair) != 2 for pair in pairs):
        raise BadVocabulary(f"{name} holds phrases of two words.")
    return frozenset((first, second) for first, second in pairs)


def _same_work(rows: object) -> Mapping[str, tuple[str, ...]]:
    if not isinstance(rows, dict) or not all(isinstance(stems, str) and stems for stems in rows.values()):
        raise BadVocabulary("same_work gives the stems of each word.")
    return MappingProxyType({word: tuple(stems.split()) for word, stems in rows.items()})


VOCABULARY = read_vocabulary(resources.files("weaktie.core").joinpath("data/titles.json").read_text("utf-8"))


@lru_cache(maxsize=1 << 16)
def role_words(title: str) -> tuple[str, ...]:
    """Return the distinct stems that say what the work is, in order, without level and filler words.

    A title of nothing else ("Chief Executive Officer") is told by those words.
    """
    silent, generic = VOCABULARY.silent, VOCABULARY.generic
    words = [word for word in _split(title) if word not in silent and not word.isdigit()]
    telling = [word for word in words if word not in generic] or words or _split(title)
    return tuple(dict.fromkeys(stem for word in telling for stem in _stems(word)))


@lru_cache(maxsize=1 << 16)
def _stems(word: str) -> tuple[str, ...]:
    """Take endings off, so that planner and planning, recruiter and recruitment meet."""
    known = VOCABULARY.same_work.get(word)
    if known:
        return known
    for _ in range(ENDINGS_TAKEN_OFF):
        endings = (end for end in VOCABULARY.suffixes if word.endswith(end))
        longest = next((end for end in endings if len(word) - len(end) >= SHORTEST_STEM), "")
        word = word[: len(word) - len(longest)]
    return (word,)


@lru_cache(maxsize=1 << 16)
def level(title: str) -> str:
    """Return below_senior, senior or executive, as the words of the title say; "" for no title."""
    words = _split(title)
    if not words:
        return ""
    low = _lowering(words)
    if low >= 0:
        return "senior" if set(words[low + 1 : low + 2]) & VOCABULARY.raised else "below_senior"
    pairs = set(zip(words, words[1:], strict=False))
    if _is_executive(words, pairs):
        return "executive"
    is_senior = VOCABULARY.senior.intersection(words) or VOCABULARY.senior_pairs & pairs
    return "senior" if is_senior else "below_senior"


def _lowering(words: list[str]) -> int:
    """Return where a word stands that lowers the whole title, or -1."""
    if words[0] in VOCABULARY.below_at_the_start:
        return 0
    for place, word in enumerate(words):
        if word in VOCABULARY.below_anywhere:
            return place
    return -1


def _is_executive(words: list[str], pairs: set[Pair]) -> bool:
    if VOCABULARY.executive_pairs & pairs or ("chief" in words and "officer" in words):
        return True
    if "partner" in words and VOCABULARY.partner_is_a_role.isdisjoint(words):
        return True
    high = VOCABULARY.executive.intersection(words)
    return bool(high) and not (high == {"owner"} and VOCABULARY.owns_a_thing.intersection(words))


def _split(title: str) -> list[str]:
    return WORDS.findall(folding.fold(title))
