"""What can be seen from the form of a text: its length, what was left to fill in, to whom it is addressed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from weaktie.core.wording import ideas
from weaktie.core.wording.case import Case, Hit
from weaktie.core.wording.findings import Code, Kind

LONGEST: dict[Kind, int] = {"question": 45, "outreach": 125, "thankyou": 120, "opening": 60}
ADVISED = 100
"""Words an outreach had better not pass."""

_PLACEHOLDER = ideas.pattern("form_placeholder")
_EXPLAINED = re.compile(
    r"\b(?:blank|template|sample|form|placeholder|roman|kisses|size|literally|word|sign|chromosome)s?\b",
    re.IGNORECASE,
)
_TITLE = r"(?:mr|mrs|ms|miss|dr|prof|professor|herr|frau|sir|madam|captain|sister|engr)\.? "
_TWO = ideas.pattern("form_two")
_VOCATIVE = ideas.pattern("form_vocative")


def too_long(case: Case) -> Iterator[Hit]:
    """Find a text that is longer than a busy person reads, or than can be said in one breath."""
    words, longest = case.text.count, LONGEST[case.kind]
    if words > longest:
        yield Hit(Code.TOO_LONG, detail=f"{words} words; the limit is {longest}")
    elif case.kind == "outreach" and words > ADVISED:
        yield Hit(
            Code.TOO_LONG, severity="advice", detail=f"{words} words; up to {ADVISED} are read to the end"
        )


def placeholder_left(case: Case) -> Iterator[Hit]:
    """Find what a template left to fill in."""
    for found in _PLACEHOLDER.finditer(case.text.written):
        around = case.text.written[max(0, found.start() - 60) : found.end() + 30]
        quoted = case.text.written[max(0, found.start() - 1) : found.start()] in {'"', "“", "„", "‘"}
        if not quoted and not _EXPLAINED.search(around):
            yield Hit(Code.PLACEHOLDER_LEFT, found.start(), found.end(), detail=found[0].strip())
            return


def second_recipient(case: Case) -> Iterator[Hit]:
    """Find a greeting to several people, a mass message, a name left over from another message."""
    opening = case.text.written[: len(case.text.greeting) + 60]
    if found := _TWO.match(case.text.greeting):
        names = {found[1].lower(), found[2].lower()}
        if not names & _NOT_NAMES and found[2][0].isupper():
            yield Hit(Code.SECOND_RECIPIENT, 0, found.end(), detail=found[0].strip())
            return
    if hit := case.first("many_names"):
        yield Hit(Code.SECOND_RECIPIENT, hit[1], hit[2])
        return
    if (found := _MASS.match(opening)) is not None:
        yield Hit(Code.SECOND_RECIPIENT, found.start(), found.end(), detail=found[0].strip())
        return
    yield from _leftover(case)


_NOT_NAMES = ideas.words(
    """
    there all team good morning dear thank thanks it this here i we my the from again old sir madam
    chief greetings you your happy hope just it's his her excuse pardon sorry
    """
)
_MASS = ideas.pattern("form_mass")


def _leftover(case: Case) -> Iterator[Hit]:
    """Find the name of somebody else, spoken to in the middle of the text."""
    known = {word.strip(".,!:").lower() for word in case.text.greeting.split()}
    if len(known) < 2:
        return
    end = case.sentences[-1].end if case.sentences else 0
    for found in _VOCATIVE.finditer(case.text.written, len(case.text.greeting), end):
        name = found[2].lower()
        last = case.sentences and found.start() > case.sentences[-1].start and found.end() >= end - 1
        if name in known or name in _NOT_NAMES or last or name in _NO_VOCATIVE:
            continue
        if found[0][0].isalpha():
            yield Hit(Code.SECOND_RECIPIENT, found.start(2), found.end(2), detail=found[2])
            return


_NO_VOCATIVE = ideas.words(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december christmas easter yes no well so fifteen twenty
    thirty ten five or and but please thanks sir madam today tomorrow yesterday either whatsapp zoom
    teams mail email text phone god english german
    """
)
