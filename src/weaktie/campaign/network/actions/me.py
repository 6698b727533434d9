"""Who the seeker is: as they say, as an export says, or whoever is in nearly every message of a mailbox."""

from __future__ import annotations

import hashlib
import json
from datetime import date

from django.db import transaction
from django.db.models import Count, Q

from weaktie.accounts.models import User
from weaktie.campaign.intake.models import Encounter, File, Handle, Part, Record
from weaktie.campaign.network.models import Person
from weaktie.core.facts import Facts, packed, unpacked
from weaktie.core.readers import text
from weaktie.core.refusal import Refused

MOSTLY = 0.5
"""An address that takes part in more than this share of a mailbox may be its owner's."""

BY_HAND = "hand"
GUESSED = "guess"


class NoSuchAddress(Refused):
    """What was given as an address is none."""

    code = "no_such_address"


@transaction.atomic
def say_who_you_are(*, by: User, name: str, emails: tuple[str, ...], profile: str = "", today: date) -> None:
    """Keep the seeker's own name and addresses; they count from now on whatever exports say."""
    addresses = tuple(_address(email) for email in emails)
    slug = text.profile_slug(profile) if profile else ""
    owner, _ = Handle.objects.get_or_create(owner=by, kind=Handle.Kind.OWNER, value="me")
    Record.objects.filter(handle=owner, source=BY_HAND).delete()
    _keep(owner, Facts(name=text.clean(name), emails=addresses, profile=slug), BY_HAND, None, today)
    for kind, value in [(Handle.Kind.EMAIL, a) for a in addresses] + [(Handle.Kind.PROFILE, slug)] * bool(
        slug
    ):
        Handle.objects.get_or_create(owner=by, kind=kind, value=value)


def guess(*, by: User) -> None:
    """Take for the seeker whoever is in most messages of a file that holds none of their known addresses."""
    owner, _ = Handle.objects.get_or_create(owner=by, kind=Handle.Kind.OWNER, value="me")
    if not owner.records.exists() and not Encounter.objects.filter(owner=by).exists():
        return
    looked_at = set(owner.records.filter(source=GUESSED).values_list("file_id", flat=True))
    mine = _own_handles(owner, by)
    for file in File.objects.filter(owner=by, kind__in=_with_messages(by)).exclude(pk__in=looked_at):
        if (address := _most_present(file, mine)) is not None:
            known = (
                Facts(emails=(address.value,)) if address.kind == "email" else Facts(profile=address.value)
            )
            _keep(owner, known, GUESSED, file, file.exported_on or date.min)
            mine.add(address.pk)
    if not owner.records.exists():
        return
    Person.objects.filter(owner=by, is_me=True).exists()


def is_known(*, by: User) -> bool:
    """Tell whether the seeker said or confirmed who they are."""
    return Record.objects.filter(owner=by, handle__kind=Handle.Kind.OWNER, source=BY_HAND).exists()


def _address(email: str) -> str:
    address = text.email_address(email)
    if not address:
        raise NoSuchAddress(f"“{email}” is not an e-mail address; write it as ada@example.org.")
    return address


def _keep(owner: Handle, known: Facts, source: str, file: File | None, day: date) -> None:
    body = json.dumps(packed(known), sort_keys=True, ensure_ascii=False)
    Record.objects.get_or_create(
        handle=owner,
        digest=hashlib.blake2b(f"{source}{body}".encode(), digest_size=16).hexdigest(),
        defaults={
            "owner": owner.owner,
            "file": file,
            "source": source,
            "facts": packed(known),
            "seen_on": day,
        },
    )


def _own_handles(owner: Handle, by: User) -> set[int]:
    known = [unpacked(kept) for kept in owner.records.values_list("facts", flat=True)]
    emails = {email for one in known for email in one.emails}
    profiles = {one.profile for one in known if one.profile}
    own = Q(kind=Handle.Kind.EMAIL, value__in=emails) | Q(kind=Handle.Kind.PROFILE, value__in=profiles)
    return {owner.pk, *Handle.objects.filter(own, owner=by).values_list("pk", flat=True)}


def _with_messages(by: User) -> list[str]:
    """Return the kinds of files in which every message has the owner at one end."""
    told = (Encounter.Kind.MAIL, Encounter.Kind.MESSAGE)
    files = File.objects.filter(owner=by, encounters__kind__in=told)
    return list(files.values_list("kind", flat=True).distinct())


def _most_present(file: File, mine: set[int]) -> Handle | None:
    """Return the handle that takes part in most of a file's messages, unless one of the seeker's is there."""
    count = file.encounters.count()
    present = (
        Part.objects.filter(encounter__file=file)
        .values("handle_id")
        .annotate(times=Count("*"), written=Count("role", filter=Q(role=Part.Role.AUTHOR)))
        .order_by("-times", "-written", "handle_id")
    )
    top = list(present[:20])
    if any(row["handle_id"] in mine for row in top) or not top:
        return None
    best = max(top, key=lambda row: (row["times"] + row["written"], -row["handle_id"]))
    if best["times"] < MOSTLY * count:
        return None
    return Handle.objects.get(pk=best["handle_id"])
