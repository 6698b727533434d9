"""Handles of people who are to stay forgotten: kept as keyed digests, never as addresses."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable

from django.conf import settings

from weaktie.accounts.models import User
from weaktie.adapters import home
from weaktie.campaign.intake.models import Tombstone
from weaktie.core.facts import Forgotten, cited

FILE = "forgotten.txt"
"""Beside the database, so that restoring an older backup forgets them again."""


def bury(keys: Iterable[tuple[str, str]], *, by: User) -> None:
    """Remember digests of these handles, in the database and beside it."""
    digests = sorted({_digest(key, by) for key in keys})
    Tombstone.objects.bulk_create(
        (Tombstone(owner=by, digest=digest) for digest in digests), ignore_conflicts=True
    )
    path = settings.HOME / FILE
    kept = path.read_text().split() if path.exists() else []
    home.write_private(path, "\n".join(sorted({*kept, *digests})).encode())


def unbury(keys: Iterable[tuple[str, str]], *, by: User) -> None:
    """Take handles off the list: the seeker brings somebody back by hand."""
    digests = {_digest(key, by) for key in keys}
    found = Tombstone.objects.filter(owner=by, digest__in=digests)
    path = settings.HOME / FILE
    if digests and found.exists():
        found.delete()
        kept = set(path.read_text().split()) if path.exists() else set()
        home.write_private(path, "\n".join(sorted(kept - digests)).encode())


def exhume_into(*, by: User) -> None:
    """Put the digests kept beside the database into it: a restored backup may be older than they are."""
    path = settings.HOME / FILE
    digests = path.read_text().split() if path.exists() else []
    Tombstone.objects.bulk_create(
        (Tombstone(owner=by, digest=digest) for digest in digests), ignore_conflicts=True
    )


def checker(*, by: User) -> Forgotten:
    """Return a function that tells whether facts or a handle belong to somebody forgotten."""
    digests = set(Tombstone.objects.filter(owner=by).values_list("digest", flat=True))
    if not digests:
        return lambda known, key: False
    return lambda known, key: any(_digest(k, by) in digests for k in (key, *cited(known)))


def handle_checker(*, by: User) -> Callable[[tuple[str, str]], bool]:
    """Return a function that tells whether a handle (kind, value) is of somebody forgotten."""
    digests = set(Tombstone.objects.filter(owner=by).values_list("digest", flat=True))
    return lambda key: bool(digests) and _digest(key, by) in digests


def _digest(key: tuple[str, str], by: User) -> str:
    secret = home.secret(settings.HOME, "forget")
    return hmac.new(secret.encode(), f"{by.username}|{key[0]}|{key[1]}".encode(), hashlib.sha256).hexdigest()
