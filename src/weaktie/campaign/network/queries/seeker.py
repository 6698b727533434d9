"""Who the seeker seems to be."""

from __future__ import annotations

from weaktie.accounts.models import User
from weaktie.campaign.intake.models import Handle, Record
from weaktie.core.facts import Facts, unpacked


def guessed(*, by: User) -> tuple[str, tuple[str, ...]]:
    """Return the name and the addresses that exports give the seeker, the seeker's own word first."""
    known = _known(by)
    name = next((facts.name for facts in known if facts.name), "")
    emails = dict.fromkeys(email for facts in known for email in facts.emails)
    return name, tuple(emails)


def guessed_profile(*, by: User) -> str:
    """Return the seeker's own LinkedIn profile as they or their exports say, or ""."""
    return next((facts.profile for facts in _known(by) if facts.profile), "")


def _known(by: User) -> list[Facts]:
    """Return what is known of the seeker, their own word first."""
    # By the handle, not across the tables: there is one handle and there may be many records.
    owner = Handle.objects.filter(owner=by, kind=Handle.Kind.OWNER).first()
    records = Record.objects.filter(handle=owner).order_by("pk")
    known = [(source, unpacked(kept)) for source, kept in records.values_list("source", "facts")]
    known.sort(key=lambda pair: pair[0] != "hand")
    return [facts for _, facts in known]
