"""Fit, both ways: the seeker beside what people of a team showed, and where "fit" is only sameness."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

SAMENESS = "SAMENESS"

WHY_SAMENESS = (
    "The reason is that they are like you. That feels like fit and says little about the work: what did they "
    "show of pace, decisions, ambiguity, hours or feedback?"
)

_ALIKE = re.compile(
    r"\b(?:(?:just|so much|a lot|very much|pretty much)? ?(?:like|same as|similar to) (?:me|I am|myself|us)"
    r"|reminds? me of (?:me|myself)|same (?:school|university|college|background|home ?town|age|hobby"
    r"|hobbies|sport|humou?r|sense of humou?r|taste|accent|kind of people|village|city|degree|course)"
    r"|(?:we|they) (?:just |really |all )?click(?:ed)?|hit it off|on the same wavelength"
    r"|(?:good |great )?chemistry|one of us|my (?:kind|sort) of (?:people|person|crowd|team)"
    r"|(?:a |good |great )?culture fit|felt at home|(?:could|would) be friends|nice people|like-minded"
    r"|kindred|we both|both of us (?:went|grew|love|like)"
    r"|get(?:s)? me|people like me|lots? in common|much in common|went to my (?:school|college))\b",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\b(?:pace|deadlines?|slow(?:ly|er)?|fast(?:er)?|weeks?|days?|hours?|evenings?|weekends?|overtime"
    r"|on[ -]call|shifts?|decid\w*|decisions?|vote|consensus|manager|boss|lead\w*|owns?|owner\w*|meetings?"
    r"|ambigu\w*|unclear"
    r"|uncertain\w*|plans?|planning|changes?|priorit\w*|feedback|reviews?|criticism|mistakes?|errors?"
    r"|blame\w*|learn\w*|mentor\w*"
    r"|teach\w*|train\w*|remote|office|projects?|customers?|problems?|tasks?|ship\w*|release\w*|tests?|data|code"
    r"|research|budget|salary|pay|travel|autonom\w*|freedom|responsib\w*|quality|process\w*|tools?|work(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Showed:
    """What one person showed in one respect, and whether the seeker found it to agree with their own way."""

    respect: str
    person: int
    name: str
    on: date
    words: str
    says: str
    """agrees, differs, or "" where it was not heard."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The seeker beside the people of a team in one respect. No total: five respects are not a sum."""

    respect: str
    you: str
    agree: int
    differ: int
    not_heard: int
    quotes: tuple[Showed, ...]
    alike: bool
    """All that speaks for it is likeness."""


def only_alike(reason: str) -> bool:
    """Tell whether a reason is likeness alone, with nothing of the work in it."""
    return bool(_ALIKE.search(reason)) and not _WORK.search(_ALIKE.sub(" ", reason))


def beside(
    own: Mapping[str, str], showed: Iterable[Showed], *, respects: Sequence[str], people: Iterable[int]
) -> tuple[Beside, ...]:
    """Set what the seeker said of themselves beside what these people showed, respect by respect.

    Of somebody heard twice the later word counts; the earlier one stays among the quotes.
    """
    talked = set(people)
    told = sorted(showed, key=lambda one: (one.on, one.person))
    return tuple(
        _beside(respect, own.get(respect, ""), [one for one in told if one.respect == respect], talked)
        for respect in respects
    )


def _beside(respect: str, you: str, told: Sequence[Showed], talked: set[int]) -> Beside:
    last = {one.person: one.says for one in told if one.says}
    says = list(last.values())
    quotes = tuple(one for one in told if one.words)
    for_it = [one.words for one in quotes if one.says == "agrees"]
    return Beside(
        respect=respect,
        you=you,
        agree=says.count("agrees"),
        differ=says.count("differs"),
        not_heard=len(talked - last.keys()),
        quotes=quotes,
        alike=bool(for_it) and all(map(only_alike, for_it)),
    )
