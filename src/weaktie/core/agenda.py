"""The phases of a conversation, scaled to the minutes agreed: opening, questions, closing."""

from __future__ import annotations

from dataclasses import dataclass

EDGE = 5
"""Minutes of the opening and of the closing of a conversation of twenty or thirty minutes (DOMAIN 3)."""

EDGE_SHARE = 4
"""The opening and the closing of a shorter one: a quarter each [J]."""


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
    edge = max(1, min(EDGE, round(length / EDGE_SHARE)))
    middle = length - 2 * edge
    return (
        Phase("opening", "Opening", 0, edge),
        Phase("middle", "Questions", edge, middle),
        Phase("closing", "Closing", edge + middle, edge),
    )
