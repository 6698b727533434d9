"""The shape of a check's answer, and what can be checked without a look at the wording."""

from __future__ import annotations

import re
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in a text. Places are code points, or None where it is about the whole."""

    code: str
    severity: str
    start: int | None
    end: int | None
    message: str
    mend: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A note of a conversation."""

    text: str
    off_record: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What is known when a text is checked; None means "not stored", empty means "stored, and nothing"."""

    public: tuple[str, ...] | None = None
    notes: tuple[Note, ...] | None = None
    applications: tuple[str, ...] | None = None
    earlier: tuple[str, ...] | None = None
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check says."""

    verdict: str
    words: int
    findings: tuple[Finding, ...] = field(default=())


WEIGHED = "A CV comes with this. It turns a question into an application."
ONLY_WHEN_ASKED = "Send it only when they ask for it."

_GAP = re.compile(r"\[[^\]\n]{1,60}\]|\{[^}\n]{1,60}\}")
_CV = re.compile(r"[^.!?\n]*\b(?:my (?:CV|résumé|resume|portfolio))\b[^.!?\n]*[.!?]?", re.IGNORECASE)


def check(kind: str, text: str, context: Context) -> Verdict:
    """Check a text of a kind."""
    found = [
        Finding(
            "PLACEHOLDER_LEFT",
            "error",
            hit.start(),
            hit.end(),
            "Something is still to be filled in.",
            "Fill it in, or leave it out.",
        )
        for hit in _GAP.finditer(text)
    ]
    for hit in _CV.finditer(text):
        start = hit.start() + len(hit[0]) - len(hit[0].lstrip())
        found.append(Finding("RESUME_ATTACHED", "error", start, hit.end(), WEIGHED, ONLY_WHEN_ASKED))
    found.sort(key=lambda one: one.start or 0)
    return Verdict("revise" if found else "good", len(text.split()), tuple(found))
