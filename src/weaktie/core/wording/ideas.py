"""Lexicons by idea: what words say "a job is asked for", "this may be declined", "they said it".

They stand in `data/wording_ideas.txt`, compiled at first use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

PIECE = re.compile(r"\{([A-Z]+)\}")
DENIAL = re.compile(
    r"\b(?:not|no|never|nor|neither|without|nothing|none|rather than|instead of|far from|hardly|nobody)\b"
    r"[^.;?!]{0,45}$"
    r"|n't\b[^.;?!]{0,45}$"
)
TURN = re.compile(
    r"\b(?:but|though|however|only|still|yet|unless|except|that said|if|should|because|as such)\b|: "
)


def find(idea: str, low: str) -> re.Match[str] | None:
    """Return the first place in a text (in plain lower case) that expresses an idea."""
    return min(_each(idea, low), key=lambda found: found.start(), default=None)


def find_meant(idea: str, low: str) -> re.Match[str] | None:
    """Return the first place that expresses an idea and is not denied by what stands before it."""
    meant = (found for found in _all(idea, low) if not denied(low, found.start()))
    return min(meant, key=lambda found: found.start(), default=None)


def denied(low: str, at: int) -> bool:
    """Say whether what stands at this place is denied by its clause: "I am not looking for a referral"."""
    found = DENIAL.search(low[:at])
    return bool(found and not TURN.search(low[found.start() : at]))


def pattern(name: str) -> re.Pattern[str]:
    """Return the one pattern that stands under "[=name]"."""
    (only,) = _lexicon()[f"={name}"]
    return only


def words(text: str) -> frozenset[str]:
    """Return the words of a list written as one text."""
    return frozenset(text.split())


def names() -> tuple[str, ...]:
    """Return every idea, in the order of the file."""
    return tuple(name for name in _lexicon() if not name.startswith("="))


def _each(idea: str, low: str) -> Iterator[re.Match[str]]:
    for pattern in _lexicon()[idea]:
        if found := pattern.search(low):
            yield found


def _all(idea: str, low: str) -> Iterator[re.Match[str]]:
    for pattern in _lexicon()[idea]:
        yield from pattern.finditer(low)


@cache
def _lexicon() -> dict[str, tuple[re.Pattern[str], ...]]:
    data = resources.files("weaktie.core").joinpath("data/wording_ideas.txt").read_text("utf-8")
    pieces: dict[str, str] = {}
    ideas: dict[str, list[re.Pattern[str]]] = {}
    patterns: list[re.Pattern[str]] = []
    for line in data.splitlines():
        if line.startswith("@"):
            name, _, piece = line[1:].partition(" = ")
            pieces[name] = PIECE.sub(lambda found: pieces[found[1]], piece)
        elif line.startswith("[") and line.endswith("]") and line[1:-1].removeprefix("=").isidentifier():
            patterns = ideas.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            patterns.append(re.compile(PIECE.sub(lambda found: pieces[found[1]], line)))
    return {idea: tuple(lines) for idea, lines in ideas.items()}
