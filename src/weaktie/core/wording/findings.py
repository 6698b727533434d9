"""What the checker answers with: a verdict, and findings with a place, a reason and a way to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Kind = Literal["question", "outreach", "thankyou", "opening"]
Severity = Literal["error", "advice", "unknown"]
Decision = Literal["good", "revise", "cannot_tell"]

KINDS: tuple[Kind, ...] = ("question", "outreach", "thankyou", "opening")


class Code(StrEnum):
    """The closed list of codes. The order is that of the page that explains them."""

    ASKS_FOR_JOB = "ASKS_FOR_JOB"
    HIDDEN_PITCH = "HIDDEN_PITCH"
    RESUME_ATTACHED = "RESUME_ATTACHED"
    GOOGLEABLE = "GOOGLEABLE"
    NO_SPECIFIC_QUESTION = "NO_SPECIFIC_QUESTION"
    NOT_THEIR_SIGHT = "NOT_THEIR_SIGHT"
    MANY_QUESTIONS = "MANY_QUESTIONS"
    ASKS_FOR_FORECAST = "ASKS_FOR_FORECAST"
    INVITES_JUDGEMENT = "INVITES_JUDGEMENT"
    CONFIDENTIAL = "CONFIDENTIAL"
    TOO_LONG = "TOO_LONG"
    NO_CONNECTION = "NO_CONNECTION"
    WRONG_DETAIL = "WRONG_DETAIL"
    ASK_TOO_LARGE = "ASK_TOO_LARGE"
    NO_WAY_OUT = "NO_WAY_OUT"
    NO_CONSENT = "NO_CONSENT"
    SECOND_RECIPIENT = "SECOND_RECIPIENT"
    RECORDING_ASSUMED = "RECORDING_ASSUMED"
    PLACEHOLDER_LEFT = "PLACEHOLDER_LEFT"
    TOO_MANY_MESSAGES = "TOO_MANY_MESSAGES"
    GUILT = "GUILT"
    DECEPTIVE = "DECEPTIVE"
    NO_SPECIFIC_INSIGHT = "NO_SPECIFIC_INSIGHT"
    NOT_APPLIED = "NOT_APPLIED"
    BREACH_CONFIDENCE = "BREACH_CONFIDENCE"
    NEW_LARGE_ASK = "NEW_LARGE_ASK"
    NUDGE = "NUDGE"
    NO_HANDOVER = "NO_HANDOVER"
    LATE = "LATE"
    NOTHING_BACK = "NOTHING_BACK"


@dataclass(frozen=True, slots=True)
class Note:
    """A note of the call; one off the record may not be repeated to anybody."""

    text: str
    off_record: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What is stored about it. None: nothing was stored; an empty list: stored, and there is nothing."""

    public: Sequence[str] | None = None
    notes: Sequence[Note] | None = None
    applications: Sequence[str] | None = None
    earlier: Sequence[str] | None = None
    remarks: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was seen. Offsets are code points of the text, None where something is missing."""

    code: Code
    severity: Severity
    start: int | None
    end: int | None
    message: str
    mend: str | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer: revise if there is an error, cannot tell if something is unknown, good otherwise."""

    verdict: Decision
    findings: tuple[Finding, ...]
    words: int


def verdict_of(findings: Sequence[Finding], words: int) -> Verdict:
    """Weigh findings: an error, then what is unknown; advice alone leaves a text good."""
    severities = {finding.severity for finding in findings}
    if "error" in severities:
        return Verdict("revise", tuple(findings), words)
    return Verdict("cannot_tell" if "unknown" in severities else "good", tuple(findings), words)
