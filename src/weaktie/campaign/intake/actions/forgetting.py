"""Handles of people who are to stay forgotten: kept as keyed digests, never as addresses."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable

from django.conf import settings

from weaktie.accounts.models import User
from weaktie.adapters import home
from weaktie.campaign.intake.models import Tombstone
from weaktie.core.facts import Facts, Forgotten, cited

Key = tuple[str, str]
"""Kind and value of a handle."""

FILE = "forgotten.txt"
"""Beside the database, so that restoring an older backup forgets them again."""


def bury(keys: Iterable[Key], *, by: User) -> None:
    """Remember digests of these handles, in the database and beside it."""
    digest = _digester(by)
    digests = sorted({digest(key)[0] for key in keys})
    Tombstone.objects.bulk_create(
        (Tombstone(owner=by, digest=digest) for digest in digests), ignore_conflicts=True
    )
    path = settings.HOME / FILE
    kept = path.read_text().split() if path.exists() else []
    home.write_private(path, "\n".join(sorted({*kept, *digests})).encode())


def unbury(keys: Iterable[Key], *, by: User) -> None:
    """Take handles off the list: the seeker brings somebody back by hand."""
    digest = _digester(by)
    digests = {one for key in keys for one in digest(key)}
    found = Tombstone.objects.filter(owner=by, digest__in=digests)
    path = settings.HOME / FILE
    if digests and found.exists():
        found.delete()
        kept = set(path.read_text().split()) if path.exists() else set()
        home.write_private(path, "\n".join(sorted(kept - digests)).encode())


def unbury_all(*, by: User) -> None:
    """Give up the whole list of this seeker: a later import brings in whoever it names."""
    digests = set(Tombstone.objects.filter(owner=by).values_list("digest", flat=True))
    Tombstone.objects.filter(owner=by).delete()
    path = settings.HOME / FILE
    if path.exists():
        home.write_private(path, "\n".join(sorted({*path.read_text().split()} - digests)).encode())


def has_any(*, by: User) -> bool:
    """Tell whether this seeker asked to forget somebody."""
    return Tombstone.objects.filter(owner=by).exists()


def exhume_into(*, by: User) -> None:
    """Put the digests kept beside the database into it: a restored backup may be older than they are."""
    path = settings.HOME / FILE
    digests = path.read_text().split() if path.exists() else []
    Tombstone.objects.bulk_create(
        (Tombstone(owner=by, digest=digest) for digest in digests), ignore_conflicts=True
    )


def is_behind() -> bool:
    """Tell whether somebody was forgotten of whom the database does not know, as after a cut restore."""
    path = settings.HOME / FILE
    digests = set(path.read_text().split()) if path.exists() else set()
    return bool(digests - set(Tombstone.objects.values_list("digest", flat=True)))


def checker(*, by: User) -> Forgotten:
    """Return a function that tells whether facts or a handle belong to somebody forgotten."""
    is_forgotten = handle_checker(by=by)

    def belong(known: Facts, key: Key) -> bool:
        own = (key, *cited(known))
        return any(map(is_forgotten, (*own, *(named(one, known.name) for one in own))))

    return belong


def handle_checker(*, by: User) -> Callable[[Key], bool]:
    """Return a function that tells whether a handle (kind, value) is of somebody forgotten."""
    digests = set(Tombstone.objects.filter(owner=by).values_list("digest", flat=True))
    if not digests:
        return lambda key: False
    digest = _digester(by)
    return lambda key: not digests.isdisjoint(digest(key))


def named(key: Key, name: str) -> Key:
    """Return what stands for one name on a handle that several people share, as a family's mailbox."""
    return ("named", f"{key[0]}:{key[1]}:{name.casefold()}")


def _digester(by: User) -> Callable[[Key], list[str]]:
    """Return a function that makes a handle's digests: under this folder's key, then under older ones."""
    secrets = [line.encode() for line in home.secret(settings.HOME, "forget").split()]

    def digests(key: Key) -> list[str]:
        told = f"{by.username}|{key[0]}|{key[1]}".encode()
        return [hmac.new(secret, told, hashlib.sha256).hexdigest() for secret in secrets]

    return digests
