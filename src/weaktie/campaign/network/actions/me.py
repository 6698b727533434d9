"""Who the seeker is: as they say, as an export says, or whoever is in nearly every message of a mailbox."""

from __future__ import annotations

import hashlib
import json
from datetime import date

from django.db import transaction

from weaktie.accounts.models import User
from weaktie.campaign.intake.models import File, Handle, Record
from weaktie.campaign.network.queries import mailboxes as queries
from weaktie.campaign.timeline import actions as timeline
from weaktie.core import owners
from weaktie.core.facts import Facts, packed
from weaktie.core.readers import text
from weaktie.core.refusal import Refused

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

    Not whoever is called otherwise than they: that mailbox is somebody else's until they say it is theirs.
    It is guessed anew each time, so that the answer depends on what is here and not on the order it came in.
    """
    mailboxes = queries.mailboxes(by)
    before = Record.objects.filter(owner=by, handle__kind=Handle.Kind.OWNER, source=GUESSED)
    if not mailboxes and not before.exists():
        return
    owner, _ = Handle.objects.get_or_create(owner=by, kind=Handle.Kind.OWNER, value="me")
    mine = queries.own_handles(owner, by, owner.records.exclude(source=GUESSED))
    guessed = queries.own_handles(owner, by, before)
    me = queries.told_of_me(by=by, without=GUESSED)
    kept = []
    for file in mailboxes:
        address = queries.most_present(file, mine, guessed)
        if address is not None and not owners.is_another(queries.told_of(address), me=me):
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
