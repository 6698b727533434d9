"""From days before today to instants in the files."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

SATURDAY = 5


class Clock:
    """Turns days before `today` into dates and seconds since 1970; letters are written in working hours."""

    def __init__(self, today: date) -> None:
        self._today = today

    def day(self, ago: int) -> date:
        """Return the day that was so many days ago."""
        return self._today - timedelta(days=ago)

    def working_day(self, ago: int) -> date:
        """Return that day, or the Friday before if it was a weekend."""
        day = self.day(ago)
        return day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))

    def instant(self, ago: int, random: Random, *, at_work: bool) -> int:
        """Return a moment of that day, drawn from the hours in which people write."""
        day = self.working_day(ago) if at_work else self.day(ago)
        first, last = (8 * 60, 17 * 60 + 40) if at_work else (7 * 60, 22 * 60)
        minutes = random.randrange(first, last)
        return self.at(day, minutes) + random.randrange(60)

    def at(self, day: date, minutes: int) -> int:
        """Return the instant so many minutes after the day began, UTC."""
        return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) + minutes * 60
