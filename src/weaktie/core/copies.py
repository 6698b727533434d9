"""Copies of one note, typed on a page and kept in two places: which of them stays."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime

SPACE = uuid.UUID("6a0f2f0e-7d0e-4c55-9a53-3a1e6a6f5b0c")
"""Where the keys of copies that went their own way come from."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A note as one place has it. Whoever changes it counts `version` up."""

    key: str
    version: int
    kind: str
    text: str
    off_record: bool
    written_at: datetime
    at_second: int | None = None
    first_hand: bool | None = None
    employer: str = ""
    """Of an opening heard: where, and as what."""
    role: str = ""


def settled(here: Copy, arriving: Copy) -> tuple[Copy, Copy | None]:
    """Return the copy that stays under this key, and one that has to go on under a key of its own.

    The higher version stays. Of two equal ones whose texts went apart both stay: the arriving one gets a key
    that follows from what it says, so that it is one however often it arrives.
    """
    if arriving.version != here.version:
        return max(here, arriving, key=lambda copy: copy.version), None
    if here.text.startswith(arriving.text):
        return here, None
    if arriving.text.startswith(here.text):
        return arriving, None
    return here, replace(arriving, key=str(uuid.uuid5(SPACE, f"{arriving.key} {arriving.text}")))
