"""Whose the minutes of a conversation are: agreed, given by the contact, or taken by the seeker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

MOST = 30
"""The page stops here, unless the contact gave more or more was agreed (DOMAIN 3)."""

SIGN_BEFORE = 5
"""Minutes before the agreed end at which the one soft sign comes."""

GIFT = 5
"""Minutes that one press records as given by the contact [J]."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A conversation that has begun: the minutes agreed, those given on top, and when they were offered."""

    started: datetime
    length: int
    extended: int = 0
    extended_at: datetime | None = None

    @property
    def late(self) -> timedelta:
        """How long it had gone over before the contact gave more: the seeker's, whatever came after."""
        if not self.extended or self.extended_at is None:
            return timedelta()
        return max(timedelta(), self.extended_at - self.started - timedelta(minutes=self.length))

    @property
    def end(self) -> datetime:
        """When it should end: the minutes agreed, and those that the contact gave."""
        return self.started + timedelta(minutes=self.length + self.extended) + self.late

    @property
    def stop(self) -> datetime:
        """When the page stops by itself."""
        return max(self.started + timedelta(minutes=MOST), self.end)

    def overrun(self, ended: datetime) -> int:
        """Return the whole minutes that the seeker took beyond what was agreed and given."""
        over = max(timedelta(), ended - self.end) + self.late
        return int(over.total_seconds() // 60)
