"""A written name read into its parts, folded for comparison."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from weaktie.core import nicknames
from weaktie.core.folding import fold
from weaktie.core.names_written import (
    DEGREES,
    SHORT_DEGREES,
    SUFFIXES,
    TITLES,
    bare,
    undress,
    without_degrees,
)

_PARTICLE_WORDS = (
    "de del della dello degli dei di da das do dos du des d van von vom zum zur zu der den ter ten te la le "
    "las los lo bin ibn bint al el af av und the y"
)
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_JOINED_TO_NEXT = frozenset(("mc", "mac", "o", "fitz"))
_TAKEN_OFF = TITLES | DEGREES | SHORT_DEGREES | frozenset(SUFFIXES)
_PLAIN = re.compile(r"([A-Z][a-z]+) ([A-Z][a-z]+)$")  # two words that need no further reading
_HAN = re.compile(r"^[\u4e00-\u9fff]{2,4}$")
_MOST_WORDS_IN_A_HALF = 3
_SHORTEST_IN_CAPITALS = 3  # "LI Wei" could be initials ("JJ Quill"), so two letters prove nothing


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A name's parts: folded, without hyphens and particles. A single word stands in `given`.

    `first` is the first half of a hyphenated given name (else the given name), `sure` says that the order
    of given and family name is certain.
    """

    given: str = ""
    first: str = ""
    middle: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    maiden: tuple[str, ...] = ()
    suffix: str = ""
    sure: bool = False

    @property
    def is_lone(self) -> bool:
        """Tell whether only one word is known, be it the given or the family name."""
        return bool(self.given) and not self.family

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing of the name is known."""
        return not self.given and not self.family

    @property
    def tokens(self) -> tuple[str, ...]:
        """Return all words in order: given, middle, family."""
        given = (self.given,) if self.given else ()
        return given + self.middle + self.family


NOBODY = Name()


@lru_cache(maxsize=1 << 16)
def parse(text: str, nickname: str = "", maiden: str = "") -> Name:
    """Read a name as written into its parts; an empty or unreadable text gives an empty Name."""
    plain = _PLAIN.match(text)
    if plain and not (nickname or maiden or _TAKEN_OFF & {plain[1].lower(), plain[2].lower()}):
        given = plain[1].lower()
        return Name(given, given, (), (plain[2].lower(),))
    written = undress(text)
    tokens = _words(written.before)
    tokens, suffix = _suffix_off(tokens)
    after, late_suffix = _suffix_off(_words(written.after), fewest=1)
    suffix = written.suffix or late_suffix or suffix
    alias = tuple(_folded(part) for part in (nickname, written.nickname) if part)
    former = tuple(word for part in (maiden, written.maiden) for word in _family_words(part.split()))
    name = _arranged(tokens, after) if after and _is_inverted(tokens, after) else _in_order(tokens)
    if not (alias or former or suffix or late_suffix):
        return name
    return Name(
        name.given, name.first, name.middle, name.family, alias, former, suffix or late_suffix, name.sure
    )


def _words(half: str) -> list[str]:
    """Return the words of a name that have a letter, without titles and degrees."""
    return [token for token in without_degrees(half.split()) if _folded(token)]


def _suffix_off(tokens: list[str], fewest: int = 2) -> tuple[list[str], str]:
    if len(tokens) > fewest and bare(tokens[-1]) in SUFFIXES:
        return tokens[:-1], SUFFIXES[bare(tokens[-1])]
    return tokens, ""


def _is_inverted(before: list[str], after: list[str]) -> bool:
    """Tell "Quill, Ada" from "Ada Quill, Lisbon"."""
    if max(len(before), len(after)) > _MOST_WORDS_IN_A_HALF:
        return False
    starts_with_given = len(before) > 1 and nicknames.is_given_name(fold(before[0]))
    return not starts_with_given or len(after[0]) <= 2 or nicknames.is_given_name(fold(after[0]))


def _in_order(tokens: list[str]) -> Name:
    """Read words in the order given name, family name, unless capitals say otherwise."""
    if not tokens:
        return NOBODY
    if len(tokens) == 1:
        return _single(tokens[0])

    capitals = [_is_in_capitals(token) for token in tokens]
    if any(capitals) and not all(token.isupper() for token in tokens):
        start, stop = capitals.index(True), len(capitals) - capitals[::-1].index(True)
        if all(capitals[start:stop]) and (start == 0 or stop == len(tokens)):
            return _arranged(tokens[start:stop], tokens[:start] + tokens[stop:])

    start = _family_start(tokens)
    return _arranged(tokens[start:], tokens[:start], sure=False)


def _is_in_capitals(token: str) -> bool:
    return token.isupper() and len(token) >= _SHORTEST_IN_CAPITALS and "." not in token


def _single(token: str) -> Name:
    if _HAN.match(token):
        return Name(token[1:], token[1:], (), (token[0],), sure=True)
    word = _folded(token)
    return Name(word, fold(re.split("-", token)[0]))


def _family_start(tokens: list[str]) -> int:
    """Return where the family name begins: at its first particle, else at the last word."""
    last = len(tokens) - 1
    for index in range(1, last):
        word = tokens[index].lower()
        if word in _PARTICLES and len(word) > 1 or word in _JOINED_TO_NEXT and len(word) > 1:
            return index
        if tokens[index] == "y" and index > 1:
            return index - 1
    return last


def _arranged(family: list[str], given: list[str], sure: bool = True) -> Name:
    first, *middle = _split_initials(given) or [""]
    words = _family_words(family)
    if not first:
        return Name(words[0], words[0]) if words else NOBODY
    return Name(
        _folded(first),
        fold(first.split("-")[0]),
        tuple(_folded(word) for word in middle),
        words,
        sure=sure,
    )


def _split_initials(tokens: list[str]) -> list[str]:
    """Split "A.B." into "A" and "B"; other words keep their letters and lose their dots."""
    return [piece for token in tokens for piece in token.split(".") if piece.strip("-")]


def _family_words(tokens: list[str]) -> tuple[str, ...]:
    """Return the words of a family name, folded; particles are left out unless nothing else stays."""
    pieces = [fold(piece) for token in tokens for piece in re.split(r"[-.]", token) if piece]
    joined: list[str] = []
    for piece in pieces:
        if joined and joined[-1] in _JOINED_TO_NEXT:
            joined[-1] += piece
        else:
            joined.append(piece)
    return tuple(word for word in joined if word not in _PARTICLES) or tuple(joined)


def _folded(token: str) -> str:
    return fold(token).replace("-", "").replace(".", "")
