"""What is due, for the seeker's own calendar, under a secret address."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta

from weaktie.accounts.models import User
from weaktie.campaign.keeping.models import Feed
from weaktie.campaign.keeping.queries import due
from weaktie.campaign.keeping.queries.book import Book, read
from weaktie.campaign.network.queries.people import first_name
from weaktie.core import calendar_feed
from weaktie.core.calendar_feed import Talk
from weaktie.core.due import STAYS

BACK = timedelta(days=14)
"""[J] So long a conversation that was held stays in the calendar."""


def whose(key: str) -> User | None:
    """Return whose address this is. Every key is compared whole, so that no answer tells how near one was."""
    found = None
    for feed in Feed.objects.select_related("owner").order_by("pk"):
        if hmac.compare_digest(feed.key.encode(), key.encode()):
            found = feed.owner
    return found


def key_of(*, by: User) -> str:
    """Return the seeker's key, or nothing while there is no feed."""
    return Feed.objects.filter(owner=by).values_list("key", flat=True).first() or ""


def calendar(*, by: User, now: datetime) -> bytes:
    """Return what is booked and what is due as a calendar file."""
    book = read(by=by, now=now)
    placed = due.in_order(due.matters(book), by=by, now=now)
    matters = (one.matter for one in placed if one.matter.what not in STAYS)
    return calendar_feed.written(_talks(book), matters, today=book.today, stamp=now)


def _talks(book: Book) -> list[Talk]:
    return [
        Talk(
            f"talk-{talk.pk}",
            first_name(book.who(talk.person_id).name),
            book.local(talk.starts_at),
            talk.length,
        )
        for talk in book.talks
        if talk.starts_at is not None and talk.cancelled_at is None and talk.starts_at > book.now - BACK
    ]
