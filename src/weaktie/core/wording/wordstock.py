"""Words made comparable: stems of content words, numbers, years, names."""

from __future__ import annotations

import re
from functools import lru_cache

from weaktie.core import folding

WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


def _listed(text: str) -> list[str]:
    """Return the words of a list written as one text."""
    return text.split()


STOP = frozenset(
    _listed("""
    a about above after again against all almost also although always am among an and any anybody anyone
    anything are as at away back be became because become been before being between both but by came can
    cannot could did do does doing done down during each either else even ever every everybody everyone
    everything few first for from further get gets getting give given go goes going gone got had has
    have having he her here hers herself him himself his how however i if in instead into is it its
    itself just kind know last least less let like little long made make makes many may me might mine
    more most mr mrs ms dr much must my myself near need neither never new next no nobody none nor not
    nothing now of off often old on once one only onto or other others our ours ourselves out over own
    part per perhaps please put rather really said same saw say says see seem seen several shall she
    should since so some somebody someone something soon still such take than thank thanks that the
    their theirs them themselves then there these they thing things this those though through till time
    to today together told too took toward two under until up upon us use used very want was way we well
    went were what when where whether which while who whole whom whose why will with within without
    would yes yesterday yet you your yours yourself dear hi hello hey don didn doesn isn wasn weren
    couldn wouldn won ve ll re im ask asked call called minutes talk monday tuesday wednesday thursday
    friday saturday sunday week morning afternoon evening recipient seeker asker
    """)
)
_ENDINGS = ("ization", "isation", "ational", "fulness", "ingly", "edly", "ments", "ment", "ness", "ings",
            "ing", "ies", "ied", "ers", "ed", "er", "es", "ly", "s", "e", "y")  # fmt: skip
SMALL = {
    word: n
    for n, word in enumerate(
        _listed(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
            " sixteen seventeen eighteen nineteen"
        )
    )
}
TENS = {
    word: 10 * n
    for n, word in enumerate(_listed("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)
}
MANY = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12}
ORDINALS = {
    word: float(n)
    for n, word in enumerate(_listed("second third fourth fifth sixth seventh eighth ninth tenth"), start=2)
}
NUMBER = re.compile(
    r"\b\d+(?:[.,]\d{3})*(?:\.\d+)?|\b(?:"
    + "|".join([*SMALL, *TENS, *MANY])
    + r")(?:[ -](?:"
    + "|".join([*SMALL, *TENS, *MANY])
    + r"))*\b"
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
NAME = re.compile(r"\b[^\W\d_a-zß-öø-ÿ][^\W\d_]*[^\W\d_A-ZÀ-ÞØ-Þ](?:['-][^\W\d_]+)*")


def stems(low: str) -> frozenset[str]:
    """Return the stems of the content words of a text."""
    return frozenset(
        stem(word) for word in WORD.findall(low.replace("'s", "")) if word not in STOP and len(word) > 2
    )


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """Return a word without its ending, roughly: closing, closed, closes are one."""
    word = folding.fold(word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return word


def years(text: str) -> frozenset[int]:
    """Return the years that a text names."""
    return frozenset(int(year) for year in YEAR.findall(text))


def numbers(low: str) -> frozenset[float]:
    """Return the numbers that a text names, in figures or in words; years, and plain one, left out."""
    found = {value(number) for number in NUMBER.findall(low)}
    found |= {ORDINALS[word] for word in re.findall(r"[a-z]+", low) if word in ORDINALS}
    return frozenset(n for n in found if n != 1 and not 1900 <= n <= 2100)


def value(written: str) -> float:
    if written[0].isdigit():
        return float(re.sub(r"[.,](?=\d{3}\b)", "", written).replace(",", "."))
    total, part = 0, 0
    for word in re.split(r"[ -]", written):
        if word in MANY:
            part = max(part, 1) * MANY[word]
        else:
            part += SMALL.get(word, TENS.get(word, 0))
    return float(total + part)


def counted(low: str) -> dict[str, set[float]]:
    """Return what is counted in a text, by the stem of the thing: 26 years, three docks."""
    found: dict[str, set[float]] = {}
    for number in NUMBER.finditer(low):
        thing = re.match(r"[ -]+(?:of (?:your |the )?)?([a-z]{3,})", low[number.end() :])
        if thing and not YEAR.fullmatch(number[0]) and thing[1] not in STOP:
            found.setdefault(stem(thing[1]), set()).add(value(number[0]))
    return found
