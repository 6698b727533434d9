"""The minutes of a conversation: opening, questions, closing, scaled to the length that was agreed.

Anchors: 20 minutes are 5/10/5, 30 are 5/20/5 (DOMAIN 1.1, row 8). What lies between and beyond is [J].
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

SHORTEST, LONGEST = 5, 120
EDGE = 5
"""The opening and the closing take at most so many minutes; what a longer talk has more goes to questions."""

MINUTES_A_QUESTION = 3
"""What a question and its answer take [J]."""

SIGN_BEFORE_END = 5
"""The one soft sign comes so many minutes before the agreed end."""


class Phase(StrEnum):
    """The three parts of every conversation, in their order."""

    OPENING = "opening"
    MIDDLE = "middle"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Part:
    """One part: from which minute, and for how many."""

    phase: Phase
    start: int
    minutes: int

    @property
    def end(self) -> int:
        """The minute in which it ends."""
        return self.start + self.minutes

    def begins(self, conversation: datetime) -> datetime:
        """Return when it begins in a conversation that begins then."""
        return conversation + timedelta(minutes=self.start)


def parts(length: int) -> tuple[Part, Part, Part]:
    """Return the three parts of a conversation of so many minutes."""
    edge = max(1, min(EDGE, length // 4))
    middle = length - 2 * edge
    return (
        Part(Phase.OPENING, 0, edge),
        Part(Phase.MIDDLE, edge, middle),
        Part(Phase.CLOSING, edge + middle, edge),
    )


def holds(length: int) -> int:
    """Return how many questions the middle of a conversation of so many minutes holds."""
    return max(1, parts(length)[1].minutes // MINUTES_A_QUESTION)


def sign_at(length: int) -> int:
    """Return the minute of the soft sign; a very short talk has it when its closing begins."""
    return max(length - SIGN_BEFORE_END, parts(length)[2].start)
