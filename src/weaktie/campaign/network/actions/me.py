"""Who the seeker is: as they say, as an export says, or whoever is in nearly every message of a mailbox."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from datetime import date

from django.db import transaction
from django.db.models import Count, Q

from weaktie.accounts.models import User
from weaktie.campaign.intake.models import Encounter, File, Handle, Part, Record, RecordQuerySet
from weaktie.campaign.timeline import actions as timeline
from weaktie.core.facts import Facts, packed, unpacked
from weaktie.core.readers import text
from weaktie.core.refusal import Refused

MOSTLY = 0.5
"""An address that takes part in more than this share of a mailbox may be its owner's."""

TOP = 20
"""If an address of the seeker is among so many that are there most, the mailbox is theirs by it."""

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
    timeline.mark_changed(by)


def guess(*, by: User) -> None:
    """Take for the seeker whoever is in most messages of a mailbox that holds none of their known addresses.

    It is guessed anew each time, so that the answer depends on what is here and not on the order it came in.
    """
    mailboxes = _mailboxes(by)
    before = Record.objects.filter(owner=by, handle__kind=Handle.Kind.OWNER, source=GUESSED)
    if not mailboxes and not before.exists():
        return
    owner, _ = Handle.objects.get_or_create(owner=by, kind=Handle.Kind.OWNER, value="me")
    mine = _own_handles(owner, by, owner.records.exclude(source=GUESSED))
    guessed = _own_handles(owner, by, before)
    kept = []
    for file in mailboxes:
        if (address := _most_present(file, mine, guessed)) is not None:
            is_mail = address.kind == Handle.Kind.EMAIL
            known = Facts(emails=(address.value,)) if is_mail else Facts(profile=address.value)
            kept.append(_keep(owner, known, GUESSED, file, file.exported_on or date.min).pk)
            mine.add(address.pk)
    before.exclude(pk__in=kept).delete()


def is_known(*, by: User) -> bool:
    """Tell whether the seeker said or confirmed who they are."""
    owner = Handle.objects.filter(owner=by, kind=Handle.Kind.OWNER).first()
    return Record.objects.filter(handle=owner, source=BY_HAND).exists()


def _address(email: str) -> str:
    address = text.email_address(email)
    if not address:
        raise NoSuchAddress(f"“{email}” is not an e-mail address; write it as ada@example.org.")
    return address


def _keep(owner: Handle, known: Facts, source: str, file: File | None, day: date) -> Record:
    body = json.dumps(packed(known), sort_keys=True, ensure_ascii=False)
    kept, _ = Record.objects.get_or_create(
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
    return kept


def _own_handles(owner: Handle, by: User, told: RecordQuerySet) -> set[int]:
    """Return the seeker's own handle, and those of the addresses and profiles that these records tell."""
    known = [unpacked(kept) for kept in told.values_list("facts", flat=True)]
    emails = {email for one in known for email in one.emails}
    profiles = {one.profile for one in known if one.profile}
    own = Q(kind=Handle.Kind.EMAIL, value__in=emails) | Q(kind=Handle.Kind.PROFILE, value__in=profiles)
    return {owner.pk, *Handle.objects.filter(own, owner=by).values_list("pk", flat=True)}


def _mailboxes(by: User) -> list[File]:
    """Return the files in which every message has the owner at one end, in an order of their content."""
    told = (Encounter.Kind.MAIL, Encounter.Kind.MESSAGE)
    kinds = set(File.objects.filter(owner=by, encounters__kind__in=told).values_list("kind", flat=True))
    return list(File.objects.filter(owner=by, kind__in=kinds).order_by("digest", "pk"))


def _most_present(file: File, mine: set[int], guessed: set[int]) -> Handle | None:
    """Return the handle that takes part in most of a file's messages, unless one of the seeker's is there.

    Nobody is taken for the seeker who is there no more often than somebody else, but for whoever is called
    so, or was taken for the seeker before.
    """
    messages = file.encounters.count() + file.encounters_again.count()
    times: Counter[int] = Counter()
    for place in (Q(encounter__file=file), Q(encounter__again__file=file)):
        parts = Part.objects.filter(place).values_list("handle_id")
        times.update(dict(parts.annotate(present=Count("role"))))
    top = times.most_common(TOP)
    if not top or any(handle in mine for handle, count in times.items() if count >= top[-1][1]):
        return None
    most = top[0][1]
    best = [handle for handle, count in top if count == most]
    if len(best) > 1:
        best = _of_my_name(best, mine) or [handle for handle in best if handle in guessed]
    if len(best) != 1 or most < MOSTLY * messages:
        return None
    return Handle.objects.filter(pk=best[0], kind__in=(Handle.Kind.EMAIL, Handle.Kind.PROFILE)).first()


def _of_my_name(handles: list[int], mine: set[int]) -> list[int]:
    """Return those of the handles that are called as the seeker is."""
    names = Record.objects.filter(handle__in=mine).values_list("facts__name", flat=True)
    own = {str(name).casefold() for name in names if name}
    told = Record.objects.filter(handle__in=handles).values_list("handle_id", "facts__name")
    return sorted({handle for handle, name in told if str(name).casefold() in own})
