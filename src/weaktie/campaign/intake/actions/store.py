"""One file's rows into the tables, each exactly once."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from weaktie.accounts.models import User
from weaktie.adapters import database
from weaktie.adapters.parsing import FileRead
from weaktie.campaign.intake.models import (
    KINDS,
    Encounter,
    EncounterAgain,
    File,
    Handle,
    Import,
    Interest,
    Part,
    Record,
    RecordAgain,
)
from weaktie.core import facts, rows
from weaktie.core.employers import employer_key
from weaktie.core.readers import text

T = TypeVar("T")

Key = tuple[str, str]
"""A handle before it has an id: its kind and its value."""

BATCH = 900
"""How many values one query may name: SQLite's older limit is 999."""

OWNER: Key = (Handle.Kind.OWNER, "me")
_DATE_IN_NAME = re.compile(r"DataExport_(\d\d)-(\d\d)-(\d{4})")


@dataclass(slots=True)
class Stored:
    """What one file brought: for each record whether it is new, and who took part in new encounters."""

    file: File
    records: list[StoredRecord] = field(default_factory=list)
    met: set[int] = field(default_factory=set)
    """Ids of the handles that took part in encounters not stored before."""


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """One record: the handle it hangs on, and whether its content is new, or known but from another file.

    `shown` is False for a record made from a party of a message, which has no row of its own in the report.
    """

    where: str
    name: str
    handle: int
    is_new: bool
    tells_more: bool
    shown: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """A record on its way into the table."""

    where: str
    key: Key
    facts: facts.Facts
    source: str
    shown: bool

    @property
    def digest(self) -> str:
        """Return the same text for the same content of the same family of exports."""
        body = json.dumps(facts.packed(self.facts), sort_keys=True, ensure_ascii=False)
        return hashlib.blake2b(f"{self.source}|{body}".encode(), digest_size=16).hexdigest()


def store(
    read: FileRead,
    *,
    batch: Import,
    by: User,
    today: date,
    forgotten: facts.Forgotten,
    whose: rows.Owner | None = None,
) -> Stored:
    """Store what was read of one file; call it in a transaction. Rows that are known change nothing.

    `whose` is the owner of the export if that is somebody else than the seeker.
    """
    file = _file(read, batch=batch, by=by, today=today)
    stored = Stored(file)
    if read.error or read.source is None or not read.source.needed:
        return stored
    family = read.source.family
    parties = [party for run in _of(read.rows, rows.Encounters) for party in run.parties]
    owner = _owner_key(whose)
    is_gone = whose is not None and forgotten(facts.of_owner(whose, country=by.country), owner)
    all_drafts = list(_drafts(read.rows, parties, family=family, country=by.country, whose=whose))
    drafts = [draft for draft in all_drafts if draft.key == OWNER or not forgotten(draft.facts, draft.key)]
    file.forgotten = sum(draft.shown for draft in all_drafts) - sum(draft.shown for draft in drafts)
    encounters = [row for run in _of(read.rows, rows.Encounters) for row in run.rows]
    handles = _handles(drafts, OWNER if is_gone else owner, by=by)
    _records(drafts, handles, stored, by=by)
    of_party = [handles.get(_party_key(party, family)) for party in parties] + [handles.get(owner)]
    _encounters(encounters, of_party, stored, by=by)
    if None in of_party:
        file.forgotten += len({row.key for row in encounters if _leaves_nobody(row, of_party)})
    if whose is None:
        _interests(read.rows, file=file, by=by)
    if file.forgotten:
        file.save(update_fields=["forgotten"])
    return stored


def _file(read: FileRead, *, batch: Import, by: User, today: date) -> File:
    tallies = list(_of(read.rows, rows.Tally))
    # What lies in an archive and is nothing of ours is no fault of the archive: it is only named.
    beside = read.error if read.passed_over and "!/" in read.path else ""
    skipped = [{"where": skip.where, "reason": skip.reason} for skip in _of(read.rows, rows.Skip)]
    return File.objects.create(
        batch=batch,
        owner=by,
        path=read.path[-500:],
        kind=read.source.kind if read.source else "",
        label=read.source.label if read.source else "",
        needed=bool(read.source and read.source.needed),
        digest=read.digest,
        size=read.size,
        exported_on=_exported_on(read, today),
        read=sum(tally.read for tally in tallies),
        note=(beside or " ".join(tally.note for tally in tallies if tally.note))[:500],
        skipped=skipped,
        error="" if beside else (read.error or "")[:500],
    )


def _exported_on(read: FileRead, today: date) -> date:
    """Return the day of the export: as its name says, else the latest day in it, else today."""
    if named := _DATE_IN_NAME.search(read.path):
        month, day, year = map(int, named.groups())
        try:
            return min(date(year, month, day), today)
        except ValueError:
            pass
    days = [contact.connected for contact in _of(read.rows, rows.Contact) if contact.connected]
    return min(max(days), today) if days else today


def _of(found: Iterable[object], kind: type[T]) -> Iterator[T]:
    return (row for row in found if isinstance(row, kind))


def _drafts(
    found: Sequence[rows.Row],
    parties: Sequence[rows.Party],
    *,
    family: str,
    country: str,
    whose: rows.Owner | None,
) -> Iterator[Draft]:
    """Yield a record for each contact, each thing said of the owner, and each party of a message."""
    owner = _owner_key(whose)
    for row in found:
        if isinstance(row, rows.Contact):
            known = facts.of_contact(row, country=country)
            yield Draft(row.where, _contact_key(row, family), known, family, shown=True)
        elif isinstance(row, rows.Owner):
            yield Draft(row.where, owner, facts.of_owner(whose or row, country=country), "owner", shown=False)
    for key, party in _fullest(parties, family).items():
        yield Draft("", key, facts.of_party(party), family, shown=False)


def _owner_key(whose: rows.Owner | None) -> Key:
    """Return the handle that the owner of an export stands by: the seeker's own, or that of somebody else."""
    if whose is None:
        return OWNER
    if whose.profile:
        return (Handle.Kind.PROFILE, whose.profile[:300])
    if whose.emails:
        return (Handle.Kind.EMAIL, min(whose.emails)[:320])
    return (Handle.Kind.NAME, f"owner:{whose.name.casefold()}"[:320])


def _fullest(parties: Sequence[rows.Party], family: str) -> dict[Key, rows.Party]:
    """Return one party for each handle, the one with the fullest name: in any order of messages the same."""
    best: dict[Key, rows.Party] = {}
    for party in parties:
        key = _party_key(party, family)
        if key not in best or _fullness(party) > _fullness(best[key]):
            best[key] = party
    return best


def _fullness(party: rows.Party) -> tuple[bool, int, rows.Party]:
    return (" " in party.name and "@" not in party.name, len(party.name), party)


def _contact_key(contact: rows.Contact, family: str) -> Key:
    if contact.key.startswith("in:"):
        return (Handle.Kind.PROFILE, contact.key[3:][:300])
    value = f"{family}:{contact.key}"
    # Two cards with the same name and no address may well be two people: what else they say parts them.
    if not (contact.emails or contact.phones or contact.key.startswith("uid:") or family == "linkedin"):
        employer = employer_key(contact.work[0].organisation) if contact.work else ""
        value += f":{text.stable_name(employer, contact.born)}"
    return (Handle.Kind.ENTRY, value[:320])


def _party_key(party: rows.Party, family: str) -> Key:
    if party.email:
        return (Handle.Kind.EMAIL, party.email[:320])
    if party.profile:
        return (Handle.Kind.PROFILE, party.profile[:300])
    return (Handle.Kind.NAME, f"{family}:{party.name.casefold()}"[:320])


def _handles(drafts: Sequence[Draft], owner: Key, *, by: User) -> dict[Key, int]:
    """Return the id of every handle that the records hang on or cite, made where it is new."""
    wanted = {owner} | {draft.key for draft in drafts}
    for draft in drafts:
        wanted.update(facts.cited(draft.facts))
    ids: dict[Key, int] = {}
    by_kind: dict[str, list[str]] = {}
    for kind, value in wanted:
        by_kind.setdefault(kind, []).append(value)
    _find_handles(by_kind, ids, by=by)
    fresh = sorted(wanted - ids.keys())
    if fresh:
        table = Handle._meta.db_table
        numbers = database.new_ids(table, len(fresh))
        columns = ("id", "owner_id", "kind", "value")
        database.insert(table, columns, ((n, by.pk, *key) for n, key in zip(numbers, fresh, strict=True)))
        ids.update(zip(fresh, numbers, strict=True))
    return ids


def _find_handles(by_kind: dict[str, list[str]], ids: dict[Key, int], *, by: User) -> None:
    for kind, values in by_kind.items():
        for start in range(0, len(values), BATCH):
            some = values[start : start + BATCH]
            found = Handle.objects.filter(owner=by, kind=kind, value__in=some)
            ids.update(((kind, value), pk) for pk, value in found.values_list("pk", "value"))


def _records(drafts: Sequence[Draft], handles: dict[Key, int], stored: Stored, *, by: User) -> None:
    keyed = {(handles[draft.key], draft.digest): draft for draft in drafts}
    known = _known_records([handle for handle, _ in keyed])
    fresh = [place for place in keyed if place not in known]
    table = Record._meta.db_table
    columns = ("id", "owner_id", "file_id", "where", "handle_id", "digest", "source", "facts", "seen_on")
    file = stored.file
    day = database.day(file.exported_on)
    rows_in = (
        (n, by.pk, file.pk, d.where[:80], p[0], p[1], d.source, json.dumps(facts.packed(d.facts)), day)
        for n, p, d in zip(database.new_ids(table, len(fresh)), fresh, (keyed[p] for p in fresh), strict=True)
    )
    database.insert(table, columns, rows_in)
    again = [
        RecordAgain(record_id=known[place][0], file=file, where=draft.where[:80])
        for place, draft in keyed.items()
        if place in known and known[place][1] != file.pk
    ]
    RecordAgain.objects.bulk_create(again, ignore_conflicts=True)
    new_places = set(fresh)
    for place, draft in keyed.items():
        is_new = place in new_places
        tells_more = is_new or known[place][2:] != (file.exported_on, file.digest)
        stored.records.append(
            StoredRecord(draft.where, draft.facts.name, place[0], is_new, tells_more, draft.shown)
        )


def _known_records(handles: Sequence[int]) -> dict[tuple[int, str], tuple[int, int | None, date, str]]:
    """Return (id, file id, day first seen, digest of that file) of every record on one of these handles."""
    known: dict[tuple[int, str], tuple[int, int | None, date, str]] = {}
    columns = ("pk", "handle_id", "digest", "file_id", "seen_on", "file__digest")
    for start in range(0, len(handles), BATCH):
        some = Record.objects.filter(handle_id__in=handles[start : start + BATCH])
        for pk, handle, digest, file, on, content in some.values_list(*columns):
            known[handle, digest] = (pk, file, on, content or "")
    return known


def _encounters(
    found: Sequence[rows.Encounter],
    of_party: Sequence[int | None],
    stored: Stored,
    *,
    by: User,
) -> None:
    """Store those that are not known.

    `of_party` is the handle of each party, the export's owner last, or None for who is forgotten.
    """
    if not found:
        return
    known = _known_encounters(found, by=by)
    _note_again(found, known, stored)
    fresh = list(
        {row.key: row for row in found if row.key not in known and _is_between(row, of_party)}.values()
    )
    table = Encounter._meta.db_table
    numbers = list(database.new_ids(table, len(fresh)))
    columns = ("id", "owner_id", "key", "at", "kind", "file_id")
    kinds = {kind: int(number) for kind, number in KINDS.items()}
    file = stored.file.pk
    database.insert(
        table,
        columns,
        ((n, by.pk, r.key, r.at, kinds[r.kind], file) for n, r in zip(numbers, fresh, strict=True)),
    )
    parts = _parts(fresh, numbers, of_party)
    database.insert(Part._meta.db_table, ("handle_id", "encounter_id", "role"), parts)
    stored.met.update(part[0] for part in parts)


def _is_between(row: rows.Encounter, of_party: Sequence[int | None]) -> bool:
    """Tell whether two or more took part who are not forgotten: else nothing is left of it to keep."""
    handles = {of_party[index] for index in (row.author, *row.to, *row.cc)}
    return len(handles - {None}) > 1


def _leaves_nobody(row: rows.Encounter, of_party: Sequence[int | None]) -> bool:
    """Tell whether somebody took part who is forgotten, and too few are left."""
    gone = any(of_party[index] is None for index in (row.author, *row.to, *row.cc))
    return gone and not _is_between(row, of_party)


def _parts(
    fresh: Sequence[rows.Encounter], numbers: Sequence[int], of_party: Sequence[int | None]
) -> list[tuple[int, int, int]]:
    """Return (handle, encounter, role), each handle once; OWNER is index -1, so it is the last handle."""
    author, to, cc = int(Part.Role.AUTHOR), int(Part.Role.TO), int(Part.Role.CC)
    parts: list[tuple[int, int, int]] = []
    for number, row in zip(numbers, fresh, strict=True):
        roles: dict[int | None, int] = {of_party[row.author]: author}
        for index in row.to:
            roles.setdefault(of_party[index], to)
        for index in row.cc:
            roles.setdefault(of_party[index], cc)
        parts.extend((handle, number, role) for handle, role in roles.items() if handle is not None)
    return parts


def _known_encounters(found: Sequence[rows.Encounter], *, by: User) -> dict[int, tuple[int, int]]:
    mine = Encounter.objects.filter(owner=by)
    if not mine.exists():
        return {}
    known: dict[int, tuple[int, int]] = {}
    keys = [row.key for row in found]
    for start in range(0, len(keys), BATCH):
        some = mine.filter(key__in=keys[start : start + BATCH])
        for pk, key, file in some.values_list("pk", "key", "file_id"):
            known[key] = (pk, file)
    return known


def _note_again(found: Sequence[rows.Encounter], known: dict[int, tuple[int, int]], stored: Stored) -> None:
    file = stored.file.pk
    again = {known[row.key][0] for row in found if row.key in known and known[row.key][1] != file}
    database.insert(
        EncounterAgain._meta.db_table, ("encounter_id", "file_id"), ((pk, file) for pk in sorted(again))
    )


def _interests(found: Sequence[rows.Row], *, file: File, by: User) -> None:
    Interest.objects.bulk_create(
        Interest(
            owner=by,
            file=file,
            how=row.how,
            organisation=row.organisation[:200],
            title=row.title[:200],
            url=row.url[:500],
            on=row.on,
        )
        for row in _of(found, rows.Interest)
    )
