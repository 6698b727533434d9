"""Whose export is being brought: the seeker's, or somebody else's, who then is a person like any other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from weaktie.accounts.models import User
from weaktie.adapters.parsing import FileRead
from weaktie.campaign.network.queries import mailboxes
from weaktie.core import owners
from weaktie.core.rows import Encounters, Owner

TOGETHER = "linkedin"
"""The family of exports that come in many files: what one of them says of the owner holds for all."""


def exports(reads: Iterable[FileRead]) -> Iterator[list[FileRead]]:
    """Yield the files of one LinkedIn export together, in their order, and every other file alone."""
    waiting: list[FileRead] = []
    for read in reads:
        if waiting and not _belongs(read, waiting[0]):
            yield waiting
            waiting = []
        if (read.source is not None and read.source.family == TOGETHER) or (waiting and not read.rows):
            waiting.append(read)
        else:
            if waiting:
                yield waiting
                waiting = []
            yield [read]
    if waiting:
        yield waiting


def somebody_else(export: Sequence[FileRead], *, by: User) -> Owner | None:
    """Return whose export this is if it is not the seeker's; None if it is, or says nothing of that."""
    said = [row for read in export for row in read.rows if isinstance(row, Owner)]
    if not said:
        return None
    emails = tuple(dict.fromkeys(email for one in said for email in one.emails))
    called = [one.name for one in said if one.name] or list(_called(export, emails))
    told = owners.Told(
        names=frozenset(called),
        emails=frozenset(emails),
        profiles=frozenset(one.profile for one in said if one.profile),
    )
    if not owners.is_another(told, me=mailboxes.told_of_me(by=by)):
        return None
    return Owner(
        where="",
        name=next(iter(called), ""),
        emails=emails,
        profile=next(iter(told.profiles), ""),
        phones=tuple(dict.fromkeys(phone for one in said for phone in one.phones)),
        work=tuple(dict.fromkeys(stint for one in said for stint in one.work)),
        schools=tuple(dict.fromkeys(stint for one in said for stint in one.schools)),
    )


def _belongs(read: FileRead, first: FileRead) -> bool:
    """Tell whether a file lies in the same archive, or in the same folder or one in it."""
    archive, member, _ = first.path.rpartition("!/")
    if member:
        return read.path.startswith(f"{archive}!/")
    folder = first.path.rpartition("/")[0]
    return "!/" not in read.path and (not folder or read.path.startswith(f"{folder}/"))


def _called(export: Sequence[FileRead], emails: Sequence[str]) -> Iterator[str]:
    """Yield the names under which these addresses stand in the messages."""
    for read in export:
        for row in read.rows:
            if isinstance(row, Encounters):
                yield from (party.name for party in row.parties if party.email in emails and party.name)
