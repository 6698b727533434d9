"""What is known of somebody, as questions to them are built from it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from weaktie.accounts.models import User
from weaktie.campaign.network.models import Person, Stint
from weaktie.campaign.network.queries.people import first_name
from weaktie.core import proposals
from weaktie.core.employers import employer_key


def facts_of(
    person: Person, *, by: User, today: date, posting: str = "", posting_employer: str = ""
) -> proposals.Facts:
    """Return what is known of somebody, with a posting that they may know more of."""
    work = person.stints.filter(kind=Stint.Kind.WORK).order_by("position", "pk")
    met = datetime.fromtimestamp(person.contact, UTC).astimezone(by.timezone()) if person.contact else None
    return proposals.Facts(
        name=first_name(person.name),
        today=today,
        posts=_posts(person, work),
        met=met.date() if met else None,
        posting=posting,
        posting_employer=posting_employer,
    )


def _posts(person: Person, work: Iterable[Stint]) -> list[proposals.Post]:
    """Return where they work and worked; what the seeker wrote by hand stands before what files say."""
    found = [
        proposals.Post(s.organisation, s.title, s.department, s.started, s.ended, s.first_seen) for s in work
    ]
    shown = (person.organisation, person.title)
    if person.organisation and (not found or shown != (found[0].employer, found[0].title)):
        same = next((post for post in found if employer_key(post.employer) == person.organisation_key), None)
        seen = (same.since or same.seen) if same else None
        found = [proposals.Post(*shown, seen=seen), *(post for post in found if post is not same)]
    return found
