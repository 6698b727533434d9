"""What the seeker should know of an import as a whole: what is not in it, and whose it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q

from weaktie.accounts.models import User
from weaktie.campaign.intake.models import File, Handle, Import, Record
from weaktie.campaign.network.queries import mailboxes
from weaktie.campaign.network.queries.seeker import guessed
from weaktie.core.facts import Facts, unpacked

QUICK = "quick_archive"
ANOTHER = "somebody_else"
FORGOTTEN = "forgotten"

_OF_THE_OWNER = frozenset(("linkedin_profile", "linkedin_positions", "linkedin_email_addresses"))
"""LinkedIn's files that only a whole archive has, the quick one too."""

_CONNECTIONS = "linkedin_connections"
_MAIL = frozenset(("mbox", "maildir"))


@dataclass(frozen=True, slots=True)
class Remark:
    """One sentence on a file or an archive; of somebody else's also who it is, to say "that is me too"."""

    code: str
    path: str
    says: str
    name: str = ""
    emails: tuple[str, ...] = ()
    profile: str = ""


def remarks(batch: Import, *, by: User) -> tuple[Remark, ...]:
    """Return what is to be known of an import before and after it."""
    files = list(batch.files.order_by("pk"))
    return (*_quick(files), *_of_others(files, by=by), *_left_out(files))


def remarks_of(batch: Import, *, by: User) -> tuple[Remark, ...]:
    """Return the remarks that the page of an import shows: of a plan as it was made, else as things stand."""
    if batch.state == Import.State.APPLIED:
        return remarks(batch, by=by)
    kept = (batch.plan or {}).get("remarks", ())
    return tuple(Remark(**{**one, "emails": tuple(one["emails"])}) for one in kept)


def _quick(files: Sequence[File]) -> Iterator[Remark]:
    kinds: dict[str, set[str]] = defaultdict(set)
    for file in files:
        kinds[_whole(file.path)].add(file.kind)
    for path, here in kinds.items():
        if len(here & _OF_THE_OWNER) > 1 and _CONNECTIONS not in here:
            says = (
                f"{path or 'This'} is LinkedIn’s quick archive: your connections are not in it."
                " Ask LinkedIn for the larger one; it comes within a day."
            )
            yield Remark(QUICK, path, says)


def _of_others(files: Sequence[File], *, by: User) -> Iterator[Remark]:
    """Yield a remark for each export whose owner is not the seeker, as far as is known."""
    seen: set[str] = set()
    for file in files:
        path = _whole(file.path) or file.path
        known = _another(file, by=by) if path not in seen else None
        if known is None:
            continue
        seen.add(path)
        name, emails = guessed(by=by)
        me = name or next(iter(emails), "you")
        says = f"{path} is of {_who(known)}, not of {me}. Who you are stays as it is."
        yield Remark(ANOTHER, path, says, known.name, known.emails, known.profile)


def _who(known: Facts) -> str:
    emails = ", ".join(known.emails[:2])
    if known.name and emails:
        return f"{known.name} ({emails})"
    return known.name or emails or f"linkedin.com/in/{known.profile}"


def _another(file: File, *, by: User) -> Facts | None:
    """Return what is known of the owner of a file who is not the seeker."""
    own = Record.objects.filter(Q(file=file) | Q(again__file=file), source="owner")
    others = own.exclude(handle__kind=Handle.Kind.OWNER).filter(handle__identity__person__is_me=False)
    kept = others.order_by("pk").values_list("facts", flat=True).first()
    if kept is not None:
        return unpacked(kept)
    if file.kind not in _MAIL or not file.ties:
        return None
    me = Handle.objects.filter(owner=by, kind=Handle.Kind.OWNER).first()
    mine = mailboxes.own_handles(me, by, me.records.all()) if me is not None else set()
    address = mailboxes.most_present(file, mine, ())
    if address is None or not mine:
        return None
    told = mailboxes.told_of(address)
    return Facts(
        name=min(told.names, default=""),
        emails=tuple(told.emails),
        profile=min(told.profiles, default=""),
    )


def _left_out(files: Sequence[File]) -> Iterator[Remark]:
    count = sum(file.forgotten for file in files)
    if count:
        rows = "One row was" if count == 1 else f"{count:,} rows were"
        yield Remark(FORGOTTEN, "", f"{rows} left out: you asked to forget whom they name.")


def _whole(path: str) -> str:
    """Return the archive or folder that a file is a part of, or "" for a file by itself."""
    archive, member, _ = path.rpartition("!/")
    return archive if member else path.rpartition("/")[0]
