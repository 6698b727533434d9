"""What earlier conversations at one employer leave open: said by one, denied by another; or only hearsay.

Only a sign that two notes may contradict each other: shared words, and a "not" on one side [J]. The notes
themselves are shown, so that the seeker judges.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

SHARED = 2
"""So many telling words both notes have to hold."""

LIKE = 0.5
"""And so large a share of all telling words of both."""

# fmt: off
DENIES = frozenset((
    "not", "no", "never", "none", "nobody", "nothing", "without", "hardly", "cannot", "neither", "nor",
))
TURNS = (
    ("always", "never"), ("more", "less"), ("more", "fewer"), ("early", "late"), ("before", "after"),
    ("everybody", "nobody"), ("often", "rarely"), ("fast", "slow"), ("easy", "hard"), ("up", "down"),
)
LITTLE = frozenset((
    "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "do", "does", "did", "for", "from", "had",
    "has", "have", "he", "her", "his", "i", "if", "in", "into", "is", "it", "its", "of", "on", "one", "or",
    "our", "out", "say", "says", "said", "she", "so", "that", "the", "their", "them", "then", "there", "they",
    "this", "to", "was", "we", "were", "what", "when", "which", "who", "will", "with", "would", "you", "your",
    "about", "also", "just", "only", "really", "very",
))
# fmt: on


@dataclass(frozen=True, slots=True)
class Heard:
    """One note on record: by whom it was said, and whether at first hand (None: not said)."""

    who: str
    text: str
    first_hand: bool | None = None


def disagreements(notes: Sequence[Heard]) -> list[tuple[Heard, Heard]]:
    """Return pairs of notes by different people that may contradict each other."""
    return [(a, b) for a, b in combinations(notes, 2) if a.who != b.who and _may_contradict(a.text, b.text)]


def hearsay(notes: Sequence[Heard]) -> list[Heard]:
    """Return what nobody has said at first hand."""
    return [note for note in notes if note.first_hand is False]


def _may_contradict(a: str, b: str) -> bool:
    ours, theirs = _words(a), _words(b)
    turned = any((x in ours and y in theirs) or (y in ours and x in theirs) for x, y in TURNS)
    denied = _denies(ours) != _denies(theirs)
    telling, others = _telling(ours), _telling(theirs)
    common = telling & others
    alike = len(common) >= SHARED and len(common) / len(telling | others) >= LIKE
    return alike and (turned or denied)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[\w'’]+", text.casefold().replace("’", "'")))


def _denies(words: frozenset[str]) -> bool:
    return bool(words & DENIES) or any(word.endswith("n't") for word in words)


def _telling(words: frozenset[str]) -> frozenset[str]:
    turning = {word for pair in TURNS for word in pair}
    return frozenset(_stem(word) for word in words - LITTLE - DENIES - turning if not word.endswith("n't"))


def _stem(word: str) -> str:
    for ending in ("ing", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word
