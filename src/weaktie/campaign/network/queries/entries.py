"""What the records say, entry by entry, as identity compares it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
    profile_of = _profiles_by_name(told)
    number = {book: n for n, book in enumerate(sorted({entry.book for entry in told} | {NO_BOOK}))}
    nobody: frozenset[int] = frozenset()
    return [
        _mention(place, entry, profile_of, number[entry.book], companions.get(place, nobody))
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


def _profiles_by_name(told: Sequence[Entry]) -> dict[str, str]:
    """Return the profile of each LinkedIn name that only one profile has.

    LinkedIn names some people by name alone (recommendations, old endorsements); within one's own export a
    name that one profile has means that profile.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for entry in told:
        if entry.key[0] == Handle.Kind.PROFILE:
            for _, known in entry.sources:
                found[known.name.casefold()].add(entry.key[1])
    return {name: next(iter(slugs)) for name, slugs in found.items() if len(slugs) == 1 and name}


def _mention(
    place: int, entry: Entry, profile_of: Mapping[str, str], book: int, companions: frozenset[int]
) -> identity.Mention:
    kind, _ = entry.key
    every = [known for _, known in entry.sources]
    profiles = {known.profile for known in every if known.profile}
    family, last = entry.sources[-1]
    if not profiles and _is_name_alone(entry):
        name = last.name.casefold()
        profiles.add(profile_of.get(name, f"only named {name}"))
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
    )


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
