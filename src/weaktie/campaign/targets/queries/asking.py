"""By which kind of tie an ask would reach somebody: the channel whose rate its answer counts for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from weaktie.accounts.models import User
from weaktie.campaign.network.models import Person
from weaktie.campaign.targets.queries.next import NotOnTheList, why
from weaktie.core.evidence import Channel


@dataclass(frozen=True, slots=True)
class Reach:
    """The channel of an ask, and the probability of having been drawn by lot (None: merit did it)."""

    channel: str
    drawn_with: float | None


def reach(person: Person, *, by: User, today: date) -> Reach:
    """Return how an ask to this person goes today."""
    try:
        row = why(person, by=by, as_of=today, today=today).row
    except NotOnTheList:
        row = None
    if row is None:
        return Reach(str(Channel.COLD), None)
    return Reach(str(row.channel), row.drawn_with if row.explored else None)
