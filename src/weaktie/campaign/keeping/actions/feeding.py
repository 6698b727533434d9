"""The secret address under which a calendar program reads what is due: made, made anew, closed."""

from __future__ import annotations

import secrets
from datetime import datetime

from weaktie.accounts.models import User
from weaktie.campaign.keeping.models import Feed
from weaktie.campaign.timeline.actions import step
from weaktie.core.refusal import Refused

KEY_BYTES = 32
"""Nobody guesses 256 bits; written in 64 signs."""


class NoFeed(Refused):
    """There is no address to close."""

    code = "no_feed"


def open_feed(*, by: User, now: datetime) -> Feed:
    """Make the secret address, or another in its place: the one before answers nobody any more."""
    key = secrets.token_hex(KEY_BYTES)
    with step("feed", "Made a secret address for your calendar", by=by, now=now) as act:
        kept = Feed.objects.filter(owner=by).first()
        if kept is None:
            kept = Feed(owner=by, key=key, made_at=now)
            act.add(kept)
        else:
            act.change(kept, key=key, made_at=now)
    return kept


def close_feed(*, by: User, now: datetime) -> None:
    """Close the secret address."""
    kept = Feed.objects.filter(owner=by).first()
    if kept is None:
        raise NoFeed("There is no address to close.")
    with step("feed", "Closed the secret address for your calendar", by=by, now=now) as act:
        act.remove(kept)
