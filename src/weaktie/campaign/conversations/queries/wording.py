"""What the checker of wording says of a question and of the opening, and what it is given to judge by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from weaktie.core import wording
from weaktie.core.wording.findings import Code, Context, Finding, Kind, Note


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


def is_answered(findings: Sequence[Finding]) -> bool:
    """Tell whether what is public answers a question already."""
    return any(finding.code == Code.GOOGLEABLE and finding.severity == "error" for finding in findings)


@lru_cache(maxsize=256)
def _check(kind: Kind, text: str, background: Background) -> tuple[Finding, ...]:
    context = Context(
        public=background.public or None,
        notes=[Note(words, off) for words, off in background.notes],
        applications=background.applications or None,
        remarks=background.remarks or None,
    )
    return tuple(wording.check(kind, text, context).findings)
