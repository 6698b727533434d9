"""Who the seeker seems to be."""

from __future__ import annotations

from weaktie.accounts.models import User
from weaktie.campaign.intake.models import Handle, Record
from weaktie.core.facts import unpacked


def guessed(*, by: User) -> tuple[str, tuple[str, ...]]:
    """Return the name and the addresses that exports give the seeker, the seeker's own word first."""
    records = Record.objects.filter(owner=by, handle__kind=Handle.Kind.OWNER)
    known = [(source, unpacked(kept)) for source, kept in records.values_list("source", "facts")]
    known.sort(key=lambda pair: pair[0] != "hand")
    name = next((facts.name for _, facts in known if facts.name), "")
    emails = dict.fromkeys(email for _, facts in known for email in facts.emails)
    return name, tuple(emails)
