"""How far an introduction has come, and what comes next: both sides are asked before it is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class State(StrEnum):
    """Where an introduction stands."""

    NAMED = "named"
    ASKED = "asked"
    SILENT = "silent"
    AGREED = "agreed"
    MADE = "made"
    MET = "met"
    THANKED = "thanked"
    DECLINED = "declined"


WORDS = {
    State.NAMED: "Named",
    State.ASKED: "Consent asked",
    State.SILENT: "No answer",
    State.AGREED: "Said yes",
    State.MADE: "Introduced",
    State.MET: "Met",
    State.THANKED: "Thanked",
    State.DECLINED: "Declined",
}

WAITING = frozenset({State.NAMED, State.ASKED, State.SILENT, State.AGREED})
"""Introductions that wait for somebody's yes, or for being made."""

REACHED = frozenset({State.MADE, State.MET, State.THANKED})
"""Introductions that were made."""


@dataclass(frozen=True, slots=True)
class Dates:
    """When each step of an introduction was taken; None where it was not."""

    named_on: date
    asked_on: date | None = None
    silent_on: date | None = None
    agreed_on: date | None = None
    made_on: date | None = None
    met_on: date | None = None
    thanked_on: date | None = None
    declined_on: date | None = None

    @property
    def state(self) -> State:
        """Return how far it has come: the furthest step counts, and a no only where nobody met after all."""
        steps = (
            (self.thanked_on, State.THANKED),
            (self.met_on, State.MET),
            (self.declined_on, State.DECLINED),
            (self.made_on, State.MADE),
            (self.agreed_on, State.AGREED),
            (self.silent_on, State.SILENT),
            (self.asked_on, State.ASKED),
        )
        return next((state for day, state in steps if day is not None), State.NAMED)

    @property
    def on(self) -> date:
        """Return the day of the step that counts."""
        days = {
            State.ASKED: self.asked_on,
            State.SILENT: self.silent_on,
            State.AGREED: self.agreed_on,
            State.MADE: self.made_on,
            State.MET: self.met_on,
            State.THANKED: self.thanked_on,
            State.DECLINED: self.declined_on,
        }
        return days.get(self.state) or self.named_on


def next_step(state: State, *, introducer: str, name: str) -> str:
    """Say what comes next, in a sentence."""
    return {
        State.NAMED: f"Ask {introducer} to ask {name} first.",
        State.ASKED: f"{introducer} is asking {name}. Until fourteen days it is open, not a no.",
        State.SILENT: "No answer came. Let it rest.",
        State.AGREED: f"{name} agreed. {introducer} introduces you; then you write first.",
        State.MADE: f"Write to {name} within a day, and thank {introducer} in the same line.",
        State.MET: f"Tell {introducer} how it went, within two days.",
        State.THANKED: f"{introducer} knows how it went. Nothing is left to do.",
        State.DECLINED: "It ends here, and that is fine.",
    }[state]
