"""Days as people type them: 2026-11-23, today, yesterday, tomorrow, Monday."""

from __future__ import annotations

from datetime import date, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHORTEST = 3
"""Letters of a weekday's name that are enough."""


def day_of(typed: str, *, today: date, ahead: bool = False) -> date | None:
    """Return the day meant, or None if it is none.

    A weekday is the latest one, today counted; with `ahead` the next one after today.
    """
    word = typed.strip().casefold()
    apart = {"today": 0, "yesterday": -1, "tomorrow": 1}.get(word)
    if apart is not None:
        return today + timedelta(days=apart)
    named = [n for n, name in enumerate(WEEKDAYS) if len(word) >= SHORTEST and name.startswith(word)]
    if named:
        since = (today.weekday() - named[0]) % 7
        return today + timedelta(days=7 - since if ahead else -since)
    try:
        return date.fromisoformat(word) if "-" in word else None
    except ValueError:
        return None
