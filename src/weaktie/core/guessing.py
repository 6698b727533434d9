"""What the seeker expected of their asks beside what came: askers underestimate others.

Askers underestimate agreement by as much as half (Flynn and Lake 2008; DOMAIN 2.1). The guesses calibrate
nothing but the seeker: no rate, no order, and no forecast is drawn from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 8
"""So many closed asks until the comparison says anything [J]."""

CHANCES = (
    (5, "Hardly"),
    (25, "Rather not"),
    (50, "Even"),
    (75, "Rather yes"),
    (95, "Surely"),
)
"""The five words to choose from and the chance of a yes, in percent, that each stands for [J]."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Closed asks with a guess: how many, how many yeses were expected, how many came."""

    asks: int
    expected: int
    yes: int

    @property
    def sentence(self) -> str:
        """Say it: you expected 2 of 8; 5 said yes."""
        return f"You expected {self.expected} of {self.asks}; {self.yes} said yes."


def outcome(guesses: Sequence[tuple[int, bool]]) -> Outcome | None:
    """Return how (guess in percent, said yes) turned out; None before there are enough to say anything."""
    if len(guesses) < LEAST:
        return None
    expected = round(sum(guess for guess, _ in guesses) / 100)
    return Outcome(len(guesses), expected, sum(yes for _, yes in guesses))
