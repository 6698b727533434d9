"""The question itself: is there one, is it one, could it be sent to anybody, can this person have seen it?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from weaktie.core.wording import ideas, wordstock
from weaktie.core.wording.case import Case, Hit, whole
from weaktie.core.wording.findings import Code
from weaktie.core.wording.sentences import Sentence

_HEAD = ideas.pattern("asking_head")
_SAME_THING = ideas.pattern("asking_same_thing")
_ASKS = ideas.pattern("asking_asks")
_WH = re.compile(r"\b(?:what|which|why|how|who|whom|whose|when|where)\b")
_LOGISTICS = ideas.pattern("asking_logistics")
_SPECIFIC = ideas.pattern("asking_specific")


def asked(case: Case) -> list[Sentence]:
    """Return the sentences that ask something of substance, whether they end in a question mark or not."""
    found = []
    for one in case.sentences:
        indirect = _ASKS.search(one.low)
        if not (one.asks or indirect):
            continue
        if case.kind in ("outreach", "opening") and _is_logistics(one):
            continue
        found.append(one)
    return found


def _is_logistics(one: Sentence) -> bool:
    """Say whether a sentence only asks for the talk, not for what the talk is about."""
    without = re.split(r"[:;]", one.low)[-1]
    return bool(_LOGISTICS.search(one.low)) and not re.search(
        r"\b(?:what|which|why|how (?!are|about|long)|who|whom|whose|where|did|was|were)\b", without
    )


def no_specific_question(case: Case) -> Iterator[Hit]:
    """Find a text without a question, or with one that could be sent to anybody."""
    questions = asked(case)
    if case.kind == "outreach" and not questions:
        if case.first("bare_question", meant=False):
            return
        generic = case.first("generic", meant=False)
        yield Hit(Code.NO_SPECIFIC_QUESTION, *(generic[1:] if generic else (None, None)))
        return
    if case.kind == "question" and not questions and not case.first("bare_question", meant=False):
        yield Hit(Code.NO_SPECIFIC_QUESTION)
        return
    rated = [(one, ideas.find("generic", one.low)) for one in questions or case.sentences]
    if rated and all(found and not _is_specific(one) for one, found in rated):
        one, found = rated[0]
        assert found
        yield Hit(Code.NO_SPECIFIC_QUESTION, one.start + found.start(), one.start + found.end())


def _is_specific(one: Sentence) -> bool:
    return len(_SPECIFIC.findall(one.low)) >= 1 and len(wordstock.stems(one.low)) >= 4


def many_questions(case: Case) -> Iterator[Hit]:
    """Find more than one thing asked; a contrast, or one more clause of the same thing, is one."""
    questions = [one for one in asked(case) if one.asks]
    if case.kind == "opening" or not questions:
        return
    if len(questions) > 2 or any(not _follows(questions[0], one) for one in questions[1:]):
        yield whole(Code.MANY_QUESTIONS, questions[1])
        return
    if listed := case.first("several", meant=False):
        yield Hit(Code.MANY_QUESTIONS, listed[1], listed[2])
        return
    for one in questions:
        heads = _heads(one.low)
        if not heads:
            continue
        parts = [
            one.low[a.end() : b]
            for a, b in zip(heads, [*(h.start() for h in heads[1:]), len(one.low)], strict=True)
        ]
        other = [part for part in parts[1:] if not _SAME_THING.search(part)]
        if (
            len(heads) >= 4
            or (len(heads) >= 3 and other)
            or (
                len(heads) == 2
                and other
                and len(other[0].split()) > 3
                and not re.search(r"\bor\b", one.low[heads[1].start() - 2 : heads[1].end()])
            )
        ):
            yield Hit(Code.MANY_QUESTIONS, one.start + heads[1].start(), one.end)
            return


_RELATIVE = re.compile(r"^[,-] ?(?:in |on |at |to |with |from |for )?(?:who|whose|which|whom|where|when)\b")


def _heads(low: str) -> list[re.Match[str]]:
    """Return where questions begin; "when the ward closed, what ..." begins at "what"."""
    found = [head for head in _HEAD.finditer(low) if not _RELATIVE.match(head[0])]
    if len(found) > 1 and re.match(
        r"\W*(?:when|where|who|while|since|which)\b|^[^,;:]*\b(?:when|where|since)\b", found[0][0].strip()
    ):
        found = found[1:]
    return found


def _follows(first: Sentence, other: Sentence) -> bool:
    """Say whether a second question is of the same thing: a word or two, "why", or one that points back."""
    if len(other.words) <= 4 or re.match(
        r"\W*(?:and |or )?(?:why|how so|how come|since when|what then)\b", other.low
    ):
        return True
    return (
        bool(_SAME_THING.search(other.low))
        or len(wordstock.stems(first.low) & wordstock.stems(other.low)) > 1
    )


def googleable_at_sight(case: Case) -> Iterator[Hit]:
    """Find a question that any search or careers page answers."""
    for one in asked(case) or case.sentences:
        found = ideas.find("googleable_general", one.low)
        if found and (one.asks or case.kind == "question"):
            yield Hit(Code.GOOGLEABLE, one.start + found.start(), one.start + found.end())
            return
