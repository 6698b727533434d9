"""By which kind of tie an ask would reach somebody: the channel whose rate it counts for."""

from __future__ import annotations

from datetime import date, datetime, time

from weaktie.accounts.models import User
from weaktie.campaign.network.models import Person
from weaktie.campaign.network.queries import measures as measuring
from weaktie.core import ties
from weaktie.core.evidence import Channel

_CHANNELS = {
    ties.TieClass.CLOSE: Channel.CLOSE,
    ties.TieClass.ACTIVE: Channel.WEAK,
    ties.TieClass.MODERATE: Channel.WEAK,
    ties.TieClass.DORMANT: Channel.DORMANT,
    ties.TieClass.NEVER: Channel.COLD,
}


def channel_of(person: Person, *, by: User, today: date) -> str:
    """Return the channel of an ask to this person today."""
    now = int(datetime.combine(today, time.max, tzinfo=by.timezone()).timestamp())
    tie = (
        ties.TieClass(person.tie_said)
        if person.tie_said
        else ties.tie_class(measuring.measure_of(person), now)
    )
    return str(_CHANNELS[tie])
