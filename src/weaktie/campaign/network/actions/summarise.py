"""The columns by which people are listed and found, worked out again from records and edits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import attrgetter

from django.db.models import Q

from weaktie.accounts.models import User
from weaktie.adapters import database
from weaktie.campaign.intake.models import Record, RecordAgain
from weaktie.campaign.network.models import Edit, Organisation, Person, Stint, Word
from weaktie.core import employers, folding, history, names
from weaktie.core.facts import Facts, unpacked

COLUMNS = ("name", "sort_name", "organisation", "organisation_key", "title", "sources", "changed_on")
STINTS = (
    "person_id", "kind", "key", "organisation", "title", "department", "started", "ended",
    "first_seen", "last_seen", "position",
)  # fmt: skip
MOST_WORDS = 24
FEW = 900
"""Up to so many people their records are looked up; beyond, all are read."""


@dataclass(frozen=True, slots=True)
class Known:
    """One record of a person: in which files (their digests), from which to which export, what it says."""

    handle: int
    source: str
    files: frozenset[str]
    on: date
    until: date
    facts: Facts


def summarise(people: Collection[int], *, by: User) -> None:
    """Work out names, employments and search words of these people again."""
    known = _known(people, by=by)
    edits = _edits(people, by=by)
    rows, stints, words = [], [], []
    organisations: dict[str, str] = {}
    for person in sorted(people):
        records = known.get(person, [])
        told = edits.get(person, {})
        past = history.employments([_told(k, k.facts.work) for k in records])
        schools = history.employments([_told(k, k.facts.schools) for k in records])
        row = _row(records, told, past)
        rows.append((*row, person))
        stints += [*_stints(person, "work", past), *_stints(person, "school", schools)]
        organisations.update((job.key, job.organisation) for job in (*past, *schools))
        words += [(word, person) for word in _words(row, records, past)]
    _write(people, rows, stints, words, organisations, by=by)


def _told(known: Known, stints: tuple[history.Row, ...]) -> history.Told:
    return history.Told(known.handle, known.on, known.until, known.source, stints)


def _known(people: Collection[int], *, by: User) -> dict[int, list[Known]]:
    """Return the records of each person, the oldest first; of one day, in an order that no import decides."""
    found: dict[int, list[Known]] = defaultdict(list)
    records = Record.objects.visible_to(by).exclude(handle__identity=None).order_by("digest")
    if len(people) <= FEW:
        records = records.filter(handle__identity__person__in=people)
    again = _again(people, by=by)
    wanted = set(people)
    columns = ("pk", "handle__identity__person_id", "handle_id", "source", "file__digest", "seen_on", "facts")
    for pk, person, handle, source, file, on, kept in records.values_list(*columns):
        if person in wanted:
            met = [(file or "", on), *again.get(pk, ())]
            files, days = {name for name, _ in met if name}, [day for _, day in met]
            known = Known(handle, source, frozenset(files), min(days), max(days), unpacked(kept))
            found[person].append(known)
    for records_of in found.values():
        records_of.sort(key=attrgetter("on"))
    return found


def _again(people: Collection[int], *, by: User) -> dict[int, list[tuple[str, date]]]:
    """Return in which files each record was met again, and the days of those exports."""
    found: dict[int, list[tuple[str, date]]] = defaultdict(list)
    again = RecordAgain.objects.filter(record__owner=by)
    if len(people) <= FEW:
        again = again.filter(record__handle__identity__person__in=people)
    for record, digest, day in again.values_list("record_id", "file__digest", "file__exported_on"):
        if day is not None:
            found[record].append((digest, day))
    return found


def _edits(people: Collection[int], *, by: User) -> dict[int, dict[str, str]]:
    """Return what the seeker wrote of these people; of two merged people the survivor's word holds."""
    edits: dict[int, dict[str, str]] = defaultdict(dict)
    written = Edit.objects.filter(person__owner=by)
    if len(people) <= FEW:
        written = written.filter(Q(person__in=people) | Q(person__merged_into__in=people))
    columns = ("person_id", "person__merged_into_id", "field", "value")
    for person, into, field, value in written.order_by("person_id").values_list(*columns):
        if into is None:
            edits[person][field] = value
        else:
            edits[into].setdefault(field, value)
    return edits


def _row(
    records: Sequence[Known], told: dict[str, str], past: Sequence[history.Employment]
) -> tuple[str, str, str, str, str, int, date | None]:
    name = told.get(Edit.Field.NAME) or _best_name(records)
    present = past[0] if past and past[0].ended is None else None
    organisation = told.get(Edit.Field.ORGANISATION) or (present.organisation if present else "")
    key = employers.employer_key(organisation) if organisation else _employer_by_mail(records)
    title = told.get(Edit.Field.TITLE) or (present.title if present else "")
    sources = len({file for k in records for file in k.files})
    return (
        name[:200], names.sort_key(name)[:200], organisation[:200], key[:200], title[:200], sources,
        history.changed_on(past),
    )  # fmt: skip


NAME_RANK = {"hand": 0, "linkedin": 1, "google_contacts": 2, "vcard": 2, "outlook_contacts": 2, "calendar": 3}


def _best_name(records: Sequence[Known]) -> str:
    """Return the fullest name of the most careful source, else what stands before the @."""
    named = [k for k in records if k.facts.name and "@" not in k.facts.name]
    if named:
        best = min(
            named,
            key=lambda k: (
                len(k.facts.name.split()) < 2,
                NAME_RANK.get(k.source, 4),
                -k.on.toordinal(),
                -len(k.facts.name),
                k.facts.name,
            ),
        )
        return names.display(best.facts.name) or best.facts.name
    addresses = [email for k in records for email in k.facts.emails]
    if addresses:
        return addresses[0].partition("@")[0]
    return next((k.facts.profile or k.facts.name for k in records), "")


def _employer_by_mail(records: Sequence[Known]) -> str:
    domains = (email.rpartition("@")[2] for k in reversed(records) for email in k.facts.emails)
    return next(filter(None, map(employers.domain_employer, domains)), "")


def _stints(person: int, kind: str, past: Sequence[history.Employment]) -> Iterator[tuple[object, ...]]:
    for position, job in enumerate(past[:40]):
        yield (
            person, kind, job.key[:200], job.organisation[:200], job.title[:200], job.department[:200],
            database.day(job.started), database.day(job.ended), database.day(job.first_seen),
            database.day(job.last_seen), position,
        )  # fmt: skip


def _words(
    row: tuple[str, str, str, str, str, int, date | None],
    records: Sequence[Known],
    past: Sequence[history.Employment],
) -> Iterable[str]:
    """Return the words by which somebody is found: all their names, employer, title, addresses."""
    called = {row[0], *(k.facts.name for k in records), *(k.facts.nickname for k in records)}
    found = [word for text in sorted(called, key=lambda text: text != row[0]) for word in names.words(text)]
    for text in dict.fromkeys((row[2], row[4], *(job.organisation for job in past[:5]))):
        found += _plain_words(text)
    for known in records:
        for email in known.facts.emails:
            local, _, domain = email.partition("@")
            found += (email, domain, *_plain_words(local))
    return [word[:40] for word in dict.fromkeys(found) if word][:MOST_WORDS]


@lru_cache(maxsize=1 << 14)
def _plain_words(text: str) -> tuple[str, ...]:
    """Return the words of a text that is no name: the same employers and titles come again and again."""
    return folding.words(text)


def _write(
    people: Collection[int],
    rows: Sequence[tuple[object, ...]],
    stints: Sequence[tuple[object, ...]],
    words: Sequence[tuple[str, int]],
    organisations: dict[str, str],
    *,
    by: User,
) -> None:
    for some in database.chunks(people):
        Stint.objects.filter(person__in=some).delete()
        Word.objects.filter(person__in=some).delete()
    rows = [(*row[:6], database.day(row[6]), row[7]) for row in rows]  # type: ignore[arg-type]
    database.update(Person._meta.db_table, COLUMNS, rows)
    database.insert(Stint._meta.db_table, STINTS, stints)
    database.insert(Word._meta.db_table, ("word", "person_id"), sorted(set(words)))
    named = ((by.pk, key[:200], name[:200]) for key, name in organisations.items() if key)
    database.insert(Organisation._meta.db_table, ("owner_id", "key", "name"), named)
