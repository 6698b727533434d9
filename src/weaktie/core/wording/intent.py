"""Texts that want something else than they say: a job, an audience, a verdict, a secret, a prophecy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from weaktie.core.wording import ideas
from weaktie.core.wording.case import Case, Hit, whole
from weaktie.core.wording.findings import Code
from weaktie.core.wording.sentences import Sentence

_THEIR_PAPER = re.compile(r"\b(?:your|their|his|her|applicants'?|candidates'?|people's|students'?|other) ")
_SENT = re.compile(r"\b(?:attach|enclos|link|below|annex|herewith|append)")
_PAST_OF_OTHERS = re.compile(r"\b(?:did|was|were|had|used to|last (?:time|year|week)|gave|made|told)\b")
_ME = re.compile(r"\b(?:i|i'm|i'd|i've|i'll|me|my|mine|myself)\b")


def asks_for_job(case: Case) -> Iterator[Hit]:
    """Find a job, an opening, a referral or a word in the right ear that is asked for."""
    for one, start, end in case.every("job"):
        if case.kind == "thankyou" and re.search(r"\bput me in touch\b", one.low):
            continue
        yield Hit(Code.ASKS_FOR_JOB, start, end)
        return


def pitches(case: Case) -> Iterator[Hit]:
    """Find where the asker is sold: achievements, "someone like me", a demo."""
    boasts = case.every("boast") if case.kind in ("question", "opening") else ()
    for _, start, end in (*case.every("pitch"), *boasts):
        yield Hit(Code.HIDDEN_PITCH, start, end)
        return


def attaches_resume(case: Case) -> Iterator[Hit]:
    """Find a résumé, portfolio or profile that is attached, linked or offered."""
    for one, start, end in case.every("resume"):
        place = one.low[start - one.start : end - one.start]
        if re.search(r"\b(?:no|not|without)\b|n't\b", place) or (
            _THEIR_PAPER.search(place) and "my" not in place
        ):
            continue
        if case.kind == "thankyou" and ideas.find("paper_left", one.low) and not _SENT.search(one.low):
            continue
        yield Hit(Code.RESUME_ATTACHED, start, end)
        return


def invites_judgement(case: Case) -> Iterator[Hit]:
    """Find where the other is invited to judge the asker; one bounded "in my place, what first?" is fine."""
    for one, start, end in case.every("judge", meant=False):
        bounded = ideas.find("in_place", one.low)
        if (bounded and ideas.find("bounded_first", one.low)) or not _asked(one):
            continue
        yield Hit(Code.INVITES_JUDGEMENT, start, end)
        return


def confidential(case: Case) -> Iterator[Hit]:
    """Find a question after secrets, interview questions, gossip, protected traits, their own pay."""
    for one, start, end in case.every("confidential", meant=False):
        if not _asked(one) or ideas.find("pay_range", one.low):
            continue
        yield Hit(Code.CONFIDENTIAL, start, end)
        return


def forecast(case: Case) -> Iterator[Hit]:
    """Find a question after an opinion of the future."""
    for one, start, end in case.every("forecast", meant=False):
        if _asked(one) and not _PAST_OF_OTHERS.search(one.low):
            yield Hit(Code.ASKS_FOR_FORECAST, start, end)
            return


def _asked(one: Sentence) -> bool:
    return one.asks or bool(
        re.search(
            r"\b(?:wonder|tell me|curious|like to (?:know|understand|hear)|want to know|share|interested"
            r"|opinion|please)\b",
            one.low,
        )
    )


__all__ = [
    "asks_for_job",
    "attaches_resume",
    "confidential",
    "forecast",
    "invites_judgement",
    "pitches",
    "whole",
]
