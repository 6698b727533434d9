"""What the checker of wording says of a question and of the opening, and what it is given to judge by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from weaktie.core import opening

MOST_SPOKEN = 45
"""A question longer than this cannot be spoken in fifteen seconds (DOMAIN 4)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on a text: a stable code, error, advice or unknown, the place, the reason, a way to mend."""

    code: str
    severity: str
    start: int | None
    end: int | None
    message: str
    mend: str | None


@dataclass(frozen=True, slots=True)
class Background:
    """What bears on a text about one conversation."""

    public: tuple[str, ...] = ()
    notes: tuple[tuple[str, bool], ...] = ()
    """Notes of earlier conversations with this person: the text, and whether it is off the record."""
    applications: tuple[str, ...] = ()
    remarks: str = ""


def question(text: str, background: Background) -> tuple[Finding, ...]:
    """Return what there is to say of a question."""
    return _check("question", text, background)


def spoken(text: str, background: Background) -> tuple[Finding, ...]:
    """Return what there is to say of an opening."""
    return _check("opening", text, background)


def is_good(findings: Sequence[Finding]) -> bool:
    """Tell whether nothing has to be mended and nothing is in doubt."""
    return all(finding.severity == "advice" for finding in findings)


@lru_cache(maxsize=256)
def _check(kind: str, text: str, background: Background) -> tuple[Finding, ...]:
    """Ask the checker: the one line where it is connected."""
    most = opening.MOST_WORDS if kind == "opening" else MOST_SPOKEN
    if (count := opening.words(text)) <= most:
        return ()
    reason = f"{count} words: more than {most} cannot be spoken and followed in one breath."
    return (Finding("TOO_LONG", "error", None, None, reason, f"Cut it to {most} words."),)
