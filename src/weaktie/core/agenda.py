"""The phases of a conversation, scaled to the minutes agreed: opening, questions, closing.

20 minutes are 5/10/5, 30 are 5/20/5 (DOMAIN 1.1, row 8). What lies between and beyond is [J].
"""

from __future__ import annotations

from dataclasses import dataclass

SHORTEST, LONGEST = 5, 120
"""Minutes that can be agreed."""

EDGE = 5
"""Minutes of the opening and of the closing of a conversation of twenty minutes or more (DOMAIN 3)."""

EDGE_SHARE = 4
"""The opening and the closing of a shorter one: a quarter each, rounded down [J]."""

MINUTES_A_QUESTION = 3
"""What a question and its answer take [J]."""


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase: its code and name, the minute at which it begins, and how many it lasts."""

    code: str
    name: str
    begins: int
    minutes: int

    @property
    def ends(self) -> int:
        """The minute at which it ends."""
        return self.begins + self.minutes


def phases(length: int) -> tuple[Phase, Phase, Phase]:
    """Return the three phases of so many minutes: 20 is 5, 10, 5; 30 is 5, 20, 5."""
    edge = max(1, min(EDGE, length // EDGE_SHARE))
    middle = length - 2 * edge
    return (
        Phase("opening", "Opening", 0, edge),
        Phase("middle", "Questions", edge, middle),
        Phase("closing", "Closing", edge + middle, edge),
    )


def holds(length: int) -> int:
    """Return how many questions the middle of a conversation of so many minutes holds."""
    return max(1, phases(length)[1].minutes // MINUTES_A_QUESTION)
