"""What remarks in plain words say: since when somebody is where, what never was, who agreed to what."""

from __future__ import annotations

import re
from dataclasses import dataclass

from weaktie.core.wording import ideas
from weaktie.core.wording.sentences import Text

_JOINED = ideas.pattern("remarks_joined")
_SINCE = ideas.pattern("remarks_since")
_UNTRUE = ideas.pattern("remarks_untrue")
_APPLIED = ideas.pattern("remarks_applied")
_NOT_APPLIED = re.compile(r"\b(?:not|never|n't|no)\b[^.;]{0,25}\b(?:applied|application|papers)\b")
_REFUSED = ideas.pattern("remarks_refused")
_CONFIDENCE = ideas.pattern("remarks_confidence")
_OFFERED = ideas.pattern("remarks_offered")
_AGREED_LENGTH = re.compile(r"\b(\d{2,3})[ -]?min|\b(an|one) hour\b")
_INTRODUCED = ideas.pattern("remarks_introduced")
_OUTSIDE = ideas.pattern("remarks_outside")


@dataclass(frozen=True, slots=True)
class Remarks:
    """What was read out of the remarks; sentences as written."""

    text: str
    sentences: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    untrue: tuple[str, ...] = ()
    applied: bool = False
    refused: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    agreed_minutes: int | None = None
    introducer: str = ""


def read(text: str) -> Remarks:
    """Read remarks."""
    parts = tuple(one.low for one in Text(text).sentences)
    applied = any(_APPLIED.search(one) and not _NOT_APPLIED.search(one) for one in parts)
    introduced = _INTRODUCED.search(text)
    return Remarks(
        text=text,
        sentences=parts,
        since=_since(text.lower()),
        until=_until(text.lower()),
        untrue=tuple(one for one in parts if _UNTRUE.search(one)),
        applied=applied,
        refused=tuple(one for one in parts if _REFUSED.search(one)),
        secrets=tuple(one for one in parts if _CONFIDENCE.search(one)),
        offered=tuple(one for one in parts if _OFFERED.search(one)),
        outside=tuple(one for one in parts if _OUTSIDE.search(one)),
        agreed_minutes=_minutes(text.lower()),
        introducer=(introduced[1] or introduced[2] or "").strip() if introduced else "",
    )


def _since(low: str) -> int | None:
    found = _SINCE.search(low)
    return int(next(year for year in found.groups() if year)) if found else None


def _until(low: str) -> int | None:
    found = re.search(r"\b(?:left|retired|until|moved (?:on|away))\b[^.;]{0,50}?((?:19|20)\d\d)\b", low)
    return int(found[1]) if found else None


def _minutes(low: str) -> int | None:
    found = _AGREED_LENGTH.search(low)
    if not found:
        return None
    return int(found[1]) if found[1] else 60
