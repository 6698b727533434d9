"""A fact that what is stored contradicts: another year, number, person, employer, or the opposite."""

from __future__ import annotations

import re
from collections.abc import Iterator

from weaktie.core import folding
from weaktie.core.wording import ideas, wordstock
from weaktie.core.wording.against import folded_names, opposed, recipient_names
from weaktie.core.wording.case import Case, Hit, Passage, whole
from weaktie.core.wording.findings import Code
from weaktie.core.wording.sentences import Sentence

_FULL_NAME = re.compile(r"\b([A-ZÀ-Þ][\w'-]+) ((?:[a-z]{2,3} )?[A-ZÀ-Þ][\w'-]{2,})\b")
_YOU_ACT = ideas.pattern("contradiction_you_act")
_THEY_ARE_NOT = ideas.pattern("contradiction_they_are_not")
_MEETING = ("connection",)


def contradicted_by_public(case: Case) -> Iterator[Hit]:
    """Find years, numbers, deeds and employers that the public text or the remarks tell otherwise."""
    stored = (
        *case.public,
        *(
            Passage(one, wordstock.stems(one.lower()))
            for one in re.split(r"(?<=[.;]) ", case.remarks.text)
            if one
        ),
    )
    if not stored:
        return
    for one in case.sentences:
        if case.kind == "outreach" and ideas.find("own_past", one.low):
            continue
        if hit := _against_each(case, one, stored):
            yield hit
            return
    yield from _other_employer(case)


def _against_each(case: Case, one: Sentence, stored: tuple[Passage, ...]) -> Hit | None:
    stems = wordstock.stems(one.low)
    near = sorted(((len(stems & passage.stems), n) for n, passage in enumerate(stored)), reverse=True)
    every_year = frozenset().union(*(wordstock.years(passage.text) for passage in stored))
    told = wordstock.years(one.low)
    if _miscounted(one.low, " ".join(passage.text for passage in stored).lower()):
        return whole(Code.WRONG_DETAIL, one, detail=stored[near[0][1]].text)
    for shared, n in near[:3]:
        passage = stored[n]
        years = wordstock.years(passage.text)
        if shared >= 2 and years and told and not told & every_year:
            return whole(Code.WRONG_DETAIL, one, detail=passage.text)
        if shared >= 2 and _other_numbers(one.low, passage.text.lower()):
            return whole(Code.WRONG_DETAIL, one, detail=passage.text)
        if shared >= 2 and _somebody_else(case, one, passage):
            return whole(Code.WRONG_DETAIL, one, detail=passage.text)
    return None


def _miscounted(low: str, stored: str) -> bool:
    """Say whether the text counts a thing that is stored with another count."""
    told, known, every = wordstock.counted(_facts(low)), wordstock.counted(stored), wordstock.numbers(stored)
    return any(
        thing in known and not counts & every and not counts & known[thing] for thing, counts in told.items()
    )


def _other_numbers(low: str, stored: str) -> bool:
    """Say whether both texts give numbers, and none is common, or their order is turned round."""
    told, known = wordstock.numbers(_facts(low)), wordstock.numbers(stored)
    if len(told) >= 2 and told == known:
        return _order(_facts(low)) != _order(stored) and bool(re.search(r"\bfrom\b.*\bto\b", low))
    return False


def _facts(low: str) -> str:
    """Leave out what is said of the talk itself: its minutes, its lines."""
    return re.sub(r"\b[\w-]+(?: or [\w-]+)?[ -](?:min|mins|minutes?|lines?|words?|sentences?)\b", " ", low)


def _order(low: str) -> list[float]:
    return [
        wordstock.value(found)
        for found in wordstock.NUMBER.findall(low)
        if not wordstock.YEAR.fullmatch(found)
    ]


def _somebody_else(case: Case, one: Sentence, passage: Passage) -> bool:
    """Say whether the text gives the recipient what the passage gives to somebody else."""
    if not _YOU_ACT.search(one.low) or ideas.find("met", one.low):
        return False
    mine = recipient_names(case)
    people = [
        {folding.fold(a), folding.fold(b)}
        for a, b in _FULL_NAME.findall(passage.text)
        if a.lower() not in _NO_FIRST
    ]
    if not mine or not people:
        return False
    known_elsewhere = any(mine & folded_names(other.text) for other in case.public)
    return (
        known_elsewhere
        and all(not mine & names for names in people)
        and not mine & folded_names(passage.text)
    )


_NO_FIRST = ideas.words(
    """
    the in since our from at after new north south west east st great old profile meet team staff
    interview press annual
    """
)


def _other_employer(case: Case) -> Iterator[Hit]:
    """Find an employer that the remarks deny, given to the recipient all the same."""
    for denied in _THEY_ARE_NOT.finditer(case.remarks.text):
        name = denied[1].lower()
        for one in case.sentences:
            at = one.low.find(name.split()[0])
            if (
                at >= 0
                and re.search(r"\b(?:you|your|as an?|as the|fellow)\b", one.low)
                and not re.search(r"\b(?:left|former|ex-|before|neighbour|competitor|rival)\b", one.low)
            ):
                yield Hit(
                    Code.WRONG_DETAIL, one.start + at, one.start + at + len(name), detail=case.remarks.text
                )
                return


def contradicted_by_notes(case: Case) -> Iterator[Hit]:
    """Find what the text says they said, and the notes do not have, or have otherwise."""
    if case.kind == "thankyou":
        return
    said = case.first("told_me", meant=False)
    if not said:
        return
    if case.context.notes is None:
        if case.kind == "question":
            yield Hit(Code.WRONG_DETAIL, said[1], said[2], "unknown")
        return
    if case.kind == "question" and case.notes:
        stems = wordstock.stems(case.text.low)
        best = max(case.notes, key=lambda note: len(note.stems & stems))
        if len(best.stems & stems) < 2 or opposed(stems, best.stems):
            yield whole(Code.WRONG_DETAIL, said[0], detail=best.text)


def not_their_sight(case: Case) -> Iterator[Hit]:
    """Find a question about what this person cannot have seen: not in their time, place or work."""
    since = case.remarks.since
    if since is None:
        since = _joined(case)
    for one in case.sentences:
        asked = wordstock.years(one.low)
        if (
            since
            and asked
            and min(asked) < since
            and not ideas.find("in_their_time", one.low)
            and (one.asks or case.kind == "question")
        ):
            yield whole(Code.NOT_THEIR_SIGHT, one, detail=f"here since {since}")
            return
        if (
            case.remarks.until
            and asked
            and min(asked) > case.remarks.until
            and not ideas.find("own_past", one.low)
        ):
            yield whole(Code.NOT_THEIR_SIGHT, one, detail=f"there until {case.remarks.until}")
            return
    if found := case.first("elsewhere", meant=False):
        yield Hit(Code.NOT_THEIR_SIGHT, found[1], found[2])


_JOINED = re.compile(
    r"\b(?:joined(?: us)?|came to|started|since|here since|there since|new)\b[^.;]{0,30}?\b((?:19|20)\d\d)\b"
)


def _joined(case: Case) -> int | None:
    names = recipient_names(case)
    for passage in case.public:
        found = _JOINED.search(passage.text.lower())
        if (
            found
            and names & folded_names(passage.text)
            and re.search(r"\b(?:joined|came to)\b", passage.text.lower())
        ):
            return int(found[1])
    return None
