"""What the records say, entry by entry, as identity compares it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date

from weaktie.accounts.models import User
from weaktie.campaign.intake.models import File, Handle, Record, RecordAgain
from weaktie.campaign.network.queries import measures
from weaktie.core import employers, folding, identity
from weaktie.core.facts import Facts, unpacked

Key = tuple[str, str]

Book = tuple[date, str]
"""A file as identity tells files apart: the day of its export and the digest of its content."""
NO_BOOK: Book = (date.min, "")


@dataclass(slots=True)
class Entry:
    """All that the records of one handle say: one mention of somebody."""

    handle: int
    key: Key
    sources: list[tuple[str, Facts]] = field(default_factory=list)
    """(family, facts) of each record, in the order of the exports."""
    book: Book = NO_BOOK
    """The latest file that it stands in."""

    @property
    def name(self) -> str:
        """The name that the latest record gives."""
        return next((known.name for _, known in reversed(self.sources) if known.name), "")


def places(told: Iterable[Entry]) -> dict[str, str]:
    """Return the names of employers and schools by their keys, to be said as evidence."""
    names = {
        stint[0] for entry in told for _, known in entry.sources for stint in (*known.work, *known.schools)
    }
    return {employers.employer_key(name): name for name in sorted(names)}


def entries(*, by: User) -> list[Entry]:
    """Return one entry per handle that has records, in the order of the handles' ids."""
    handles = Handle.objects.filter(owner=by)
    keys = {pk: (kind, value) for pk, kind, value in handles.values_list("pk", "kind", "value")}
    books = _books(by)
    later = _met_again(books, by=by)
    found: dict[int, Entry] = {}
    records = Record.objects.visible_to(by).order_by("handle_id", "seen_on", "digest")
    for pk, handle, file, source, kept in records.values_list(
        "pk", "handle_id", "file_id", "source", "facts"
    ):
        entry = found.get(handle)
        if entry is None:
            entry = found[handle] = Entry(handle, keys[handle])
        entry.sources.append((source, unpacked(kept)))
        entry.book = max(entry.book, books.get(file, NO_BOOK), later.get(pk, NO_BOOK))
    return list(found.values())


def mentions(told: Sequence[Entry], *, by: User) -> list[identity.Mention]:
    """Return what identity compares: one mention per entry, its id its place in the list."""
    companions = _companions(told, by=by)
    meant = _meant(told)
    number = {book: n for n, book in enumerate(sorted({entry.book for entry in told} | {NO_BOOK}))}
    nobody: frozenset[int] = frozenset()
    return [
        _mention(
            place, entry, meant.get(entry.handle, ("", "")), number[entry.book], companions.get(place, nobody)
        )
        for place, entry in enumerate(told)
    ]


def _books(by: User) -> dict[int | None, Book]:
    files = File.objects.filter(owner=by).values_list("pk", "exported_on", "digest")
    return {pk: (on or date.min, digest) for pk, on, digest in files}


def _met_again(books: Mapping[int | None, Book], *, by: User) -> dict[int, Book]:
    """Return the latest file in which each record was met again, of records that were."""
    again: dict[int, Book] = {}
    for record, file in RecordAgain.objects.filter(record__owner=by).values_list("record_id", "file_id"):
        again[record] = max(books[file], again.get(record, NO_BOOK))
    return again


def _companions(told: Sequence[Entry], *, by: User) -> dict[int, frozenset[int]]:
    """Return with whom entries stood in small threads: of those whose name somebody else may bear."""
    alike: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, entry in enumerate(told):
        words = folding.words(entry.name)
        if len(words) > 1:
            alike[words[-1], words[0][0]].append(place)
    doubtful = {place for places in alike.values() if len(places) > 1 for place in places}
    place_of = {entry.handle: place for place, entry in enumerate(told)}
    met: dict[int, set[int]] = defaultdict(set)
    if doubtful:
        for together in measures.handles_together(by):
            places = {place_of[handle] for handle in together if handle in place_of}
            for place in places & doubtful:
                met[place] |= places - {place}
    return {place: frozenset(others) for place, others in met.items()}


Place = tuple[str, str]
"""An employer's key and a title, without the size of its letters."""


def _profiles_by_name(told: Sequence[Entry], names: Set[str]) -> dict[str, dict[str, set[Place]]]:
    """Return for each of these names the profiles that bear it, each with where they work and as what."""
    found: dict[str, dict[str, set[Place]]] = defaultdict(dict)
    for entry in told:
        if entry.key[0] == Handle.Kind.PROFILE:
            for name in {known.name.casefold() for _, known in entry.sources} & names:
                found[name][entry.key[1]] = _places(entry)
    return found


def _places(entry: Entry) -> set[Place]:
    jobs = (job for _, known in entry.sources for job in known.work)
    return {(employers.employer_key(job[0]), job[1].casefold()) for job in jobs} - {("", "")}


def _meant(told: Sequence[Entry]) -> dict[int, tuple[str, str]]:
    """Return whom LinkedIn means where it gives a name alone (recommendations), by handle.

    It is (profile, name), one of which is empty. Within one's own export a name that one profile has means
    that profile; of several, it means the only one at that employer, or of those the only one with that
    title. Who wrote is named without an employer, and is whoever all the rows of that name mean.
    """
    alone = [entry for entry in told if _is_name_alone(entry)]
    profiles_of = _profiles_by_name(told, {entry.name.casefold() for entry in alone} - {""})
    rows: dict[str, set[str]] = defaultdict(set)
    found: dict[int, str] = {}
    for entry in alone:
        holders = profiles_of.get(entry.name.casefold(), {})
        meant = next(iter(holders)) if len(holders) == 1 else _at_work(entry, holders)
        if meant:
            found[entry.handle] = meant
            rows[entry.name.casefold()].add(meant)
    for entry in alone:
        meant_by_rows = rows[entry.name.casefold()]
        if entry.key[0] == Handle.Kind.NAME and len(meant_by_rows) == 1:
            found.setdefault(entry.handle, next(iter(meant_by_rows)))
    return {
        entry.handle: (found[entry.handle], "")
        if entry.handle in found
        else ("", _named(entry, is_shared=entry.name.casefold() in profiles_of))
        for entry in alone
    }


def _at_work(entry: Entry, holders: Mapping[str, set[Place]]) -> str:
    """Return the one profile at the same employer, or of those the one with the same title, or ""."""
    places = _places(entry)
    at = {key for key, _ in places} - {""}
    there = [slug for slug, theirs in holders.items() if at & {key for key, _ in theirs}]
    if len(there) > 1:
        there = [slug for slug in there if places & holders[slug]]
    return there[0] if len(there) == 1 else ""


def _mention(
    place: int,
    entry: Entry,
    meant: tuple[str, str],
    book: int,
    companions: frozenset[int],
) -> identity.Mention:
    kind, _ = entry.key
    every = [known for _, known in entry.sources]
    profiles = {known.profile for known in every if known.profile}
    family, last = entry.sources[-1]
    named = ""
    if not profiles:
        profiles |= {meant[0]} - {""}
        named = meant[1]
    is_owner = kind == Handle.Kind.OWNER
    return identity.Mention(
        id=place,
        name="" if is_owner else entry.name,
        nickname=last.nickname,
        maiden=last.maiden,
        emails=_union(known.emails for known in every),
        profiles=tuple(sorted(profiles)),
        phones=() if is_owner else _union(known.phones for known in every),
        employers=() if is_owner else _years(known.work for known in every),
        schools=() if is_owner else _years(known.schools for known in every),
        title=last.work[0][1] if last.work else "",
        born=last.born,
        place=last.place,
        source=family.removesuffix("_contacts"),
        file=book,
        companions=companions,
        named=named,
    )


def _named(entry: Entry, *, is_shared: bool) -> str:
    """Return the name by which LinkedIn knows somebody; if several profiles bear it, with the employer."""
    at = " ".join(sorted({key for key, _ in _places(entry)})) if is_shared else ""
    return f"{entry.name.casefold()} {at}".strip()


def _is_name_alone(entry: Entry) -> bool:
    """Tell whether LinkedIn names somebody by nothing but a name."""
    kind, value = entry.key
    named = kind in (Handle.Kind.NAME, Handle.Kind.ENTRY) and value.startswith("linkedin:")
    return named and not any(known.emails or known.phones for _, known in entry.sources)


def _union(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for values in lists for value in values))


def _years(
    lists: Iterable[tuple[tuple[str, str, str, str, str], ...]],
) -> tuple[tuple[str, int | None, int | None], ...]:
    stints = (stint for some in lists for stint in some if stint[0])
    return tuple(dict.fromkeys((employers.employer_key(s[0]), _year(s[3]), _year(s[4])) for s in stints))


def _year(iso: str) -> int | None:
    return int(iso[:4]) if iso else None
