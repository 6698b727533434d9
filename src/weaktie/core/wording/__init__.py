"""The checker of wording: is this text good to send, and if not, where, why, and how can it be mended?

Rules that can be read (lexicons by idea, who is the subject, what is denied) and small learned models
look at a text and at what is stored about it. Works offline, without a language model. The codes:
docs/wording.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from weaktie.core.wording import (
    answered,
    asking,
    contradiction,
    form,
    honesty,
    intent,
    learned,
    manners,
    messages,
    thanks,
    whole,
)
from weaktie.core.wording.case import Case, Hit
from weaktie.core.wording.findings import KINDS, Code, Context, Finding, Kind, Note, Verdict, verdict_of

Look = Callable[[Case], Iterator[Hit]]

EVERYWHERE: tuple[Look, ...] = (
    form.too_long,
    form.placeholder_left,
    intent.asks_for_job,
    intent.pitches,
    honesty.deceptive,
)
QUESTION: tuple[Look, ...] = (
    asking.no_specific_question, asking.many_questions, asking.googleable_at_sight, answered.answered,
    contradiction.contradicted_by_public, contradiction.contradicted_by_notes, contradiction.not_their_sight,
    intent.invites_judgement, intent.confidential, intent.forecast, intent.attaches_resume,
)  # fmt: skip
LOOKS: dict[Kind, tuple[Look, ...]] = {
    "question": (*EVERYWHERE, *QUESTION),
    "outreach": (
        *EVERYWHERE, *QUESTION, manners.no_connection, manners.ask_too_large, manners.no_way_out,
        manners.third_message, manners.guilt, manners.recording, form.second_recipient, honesty.no_consent,
        honesty.breaches_confidence,
    ),
    "thankyou": (
        *EVERYWHERE, intent.attaches_resume, thanks.insight, thanks.not_applied, thanks.new_large_ask,
        thanks.nudge,
        thanks.late, thanks.nothing_back, manners.guilt, honesty.breaches_confidence,
    ),
    "opening": (*EVERYWHERE, intent.invites_judgement, manners.recording, manners.no_handover),
}  # fmt: skip


def check(kind: Kind, text: str, context: Context | None = None) -> Verdict:
    """Check a text of a kind against the criteria, with what is stored about it."""
    return check_case(Case(kind, text, context or Context()))


def check_case(case: Case) -> Verdict:
    """Check a text that was taken apart before."""
    seen = [hit for look in LOOKS[case.kind] for hit in look(case)]
    hits = whole.settle(case, seen, learned.weigh(case, seen))
    once = {(hit.code, hit.start, hit.severity): hit for hit in hits}
    found = sorted(
        once.values(), key=lambda hit: (_WEIGHT[hit.severity], hit.start if hit.start is not None else -1)
    )
    return verdict_of([_finding(hit) for hit in found], case.text.count)


_WEIGHT = {"error": 0, "unknown": 1, "advice": 2}


def _finding(hit: Hit) -> Finding:
    message, mend = messages.told(hit.code, hit.severity, hit.detail)
    return Finding(hit.code, hit.severity, hit.start, hit.end, message, mend)


__all__ = ["KINDS", "Code", "Context", "Finding", "Kind", "Note", "Verdict", "check", "check_case"]
