"""Which asks of a list belong to this week, by the rules of `cadence`.

With three working days between two people of one employer, a working week of five days holds two of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from weaktie.core.cadence import ASKS_A_WEEK, SECOND_PERSON_AFTER
from weaktie.core.workdays import WEEKDAYS

TWO_A_WEEK = 2


class Ask(NamedTuple):
    """An ask on the list: a name, and the employer's key and name ("" if none is known)."""

    name: str
    employer_key: str
    employer: str


class Turn(NamedTuple):
    """Whether the ask belongs to this week, and what to wait for."""

    this_week: bool
    wait: str


def turns(
    asks: Sequence[Ask], *, asks_left: int, open_asks: Mapping[str, Sequence[date]], as_of: date
) -> list[Turn]:
    """Return the turn of each ask, in order. `open_asks` are days of unanswered asks by employer key."""
    left = max(0, min(ASKS_A_WEEK, asks_left))
    first_names: dict[str, str] = {}
    counts = {key: len(days) for key, days in open_asks.items()}
    found = []
    for ask in asks:
        turn = _turn(ask, counts.get(ask.employer_key, 0), first_names, open_asks, as_of)
        if turn.this_week and not left:
            turn = Turn(False, turn.wait)
        if turn.this_week:
            left -= 1
            counts[ask.employer_key] = counts.get(ask.employer_key, 0) + 1
            first_names.setdefault(ask.employer_key, ask.name)
        found.append(turn)
    return found


def _turn(
    ask: Ask,
    earlier: int,
    first_names: Mapping[str, str],
    open_asks: Mapping[str, Sequence[date]],
    as_of: date,
) -> Turn:
    if not ask.employer_key or not earlier:
        return Turn(True, "")
    if earlier >= TWO_A_WEEK:
        return Turn(False, f"Two people at {ask.employer} are enough for one week.")
    if ask.employer_key in first_names:
        return Turn(True, f"Three working days after {first_names[ask.employer_key]}, if no answer has come.")
    ready = WEEKDAYS.after(max(open_asks[ask.employer_key]), SECOND_PERSON_AFTER)
    if ready <= as_of:
        return Turn(True, "")
    return Turn(True, f"From {ready.day} {ready:%B} on, three working days after your ask at {ask.employer}.")
