"""Texts set against what is stored: opposites, names, the recipient."""

from __future__ import annotations

import re

from weaktie.core import folding
from weaktie.core.wording import ideas, wordstock
from weaktie.core.wording.case import Case

OPPOSITES = tuple(
    tuple(ideas.words(side) for side in pair.split(" / "))
    for pair in ideas.pattern("opposites").pattern.split(" ; ")
)
_NOT = re.compile(
    r"\b(?:not|never|no|don't|dont|doesn't|n't|without|nobody|none|dead|waste|useless|avoid|stop)\b"
)
_FULL_NAME = re.compile(r"\b([A-ZÀ-Þ][\w'-]+) ((?:[a-z]{2,3} )?[A-ZÀ-Þ][\w'-]{2,})\b")
_TITLES = ideas.words(
    "mr mrs ms miss dr prof professor sir madam captain sister father herr frau rev lady lord major chief"
)


def opposed(one: frozenset[str], other: frozenset[str]) -> bool:
    """Say whether one text has a word and the other its opposite."""
    for left, right in OPPOSITES:
        for a, b in ((left, right), (right, left)):
            if one & a and other & b and not (one & b or other & a):
                return True
    return False


def folded_names(text: str) -> set[str]:
    return {folding.fold(word) for word in wordstock.NAME.findall(text)}


def recipient_names(case: Case) -> set[str]:
    """Return the names of the recipient: from the greeting, and remarks that say "Recipient: ..."."""
    told = " ".join(
        re.findall(
            r"(?i:recipient(?: is|:)?|contact(?: is|:)?) ([A-ZÀ-Þ][\w'-]+(?: [A-ZÀ-Þ][\w'-]+)*)",
            case.remarks.text,
        )
    )
    greeted = " ".join(re.findall(r"[^\W\d_][\w'-]+", case.text.greeting)[1:])
    return {folding.fold(word) for word in f"{greeted} {told}".split()} - _TITLES
