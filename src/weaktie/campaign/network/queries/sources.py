"""From where somebody is known: one line for each thing a file says of them, with all files that say it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from weaktie.accounts.models import User
from weaktie.campaign.intake.models import File, Record, RecordAgain
from weaktie.campaign.network.models import Person

BY_HAND = "added by hand"


@dataclass(frozen=True, slots=True)
class Source:
    """One record: the file it came from, where in it, what it says, and in which other files it stands."""

    path: str
    where: str
    says: str
    handle: int
    on: date
    is_first: bool = True
    """The first of its entry: the one that is ticked to part it from the others."""
    also: tuple[tuple[str, str], ...] = ()
    """(path, where) of each other file with the same record; a file that was brought twice is one."""

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """Every file that says it, and where."""
        return ((self.path, self.where), *self.also)


def sources_of(records: Iterable[Record]) -> Iterator[Source]:
    """Yield what these records say, what says the same in one line, the first of each entry marked."""
    lines: dict[tuple[int, str], list[Record]] = defaultdict(list)
    for record in records:
        lines[record.handle_id, _says(record.facts)].append(record)
    seen: set[int] = set()
    for (handle, says), alike in lines.items():
        places: dict[str, str] = {}
        for path, where in (place for record in alike for place in _places(record)):
            places[path] = places.get(path) or where
        (path, where), *also = places.items()
        yield Source(path, where, says, handle, alike[0].seen_on, handle not in seen, tuple(also))
        seen.add(handle)


def records_of(person: Person) -> list[Record]:
    """Return the records of one person, the latest first, with the files they were met in."""
    here = Record.objects.filter(handle__identity__person=person).select_related("file")
    return list(here.prefetch_related("again__file").order_by("-seen_on", "-pk"))


def sources(people: Sequence[int], *, by: User) -> dict[int, list[tuple[str, str]]]:
    """Return the files, and the places in them, that each of these people was found in."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    wanted = set(people)
    told = Record.objects.visible_to(by).order_by("pk")
    again = RecordAgain.objects.filter(record__owner=by).order_by("pk")
    first = told.values_list("handle__identity__person_id", "file__path", "where")
    later = again.values_list("record__handle__identity__person_id", "file__path", "where")
    for person, path, where in (*first, *later):
        if person in wanted:
            found[person].append((path or BY_HAND, where))
    return found


def _places(record: Record) -> list[tuple[str, str]]:
    """Return the files that hold a record, one for each content."""
    if record.file is None:
        return [(BY_HAND, record.where)]
    places = {_content(record.file): (record.file.path, record.where)}
    for again in sorted(record.again.all(), key=lambda again: again.pk):
        places.setdefault(_content(again.file), (again.file.path, again.where))
    return list(dict.fromkeys(places.values()))


def _content(file: File) -> str:
    return file.digest or file.path


def _says(kept: Mapping[str, object]) -> str:
    """Return the name, the employment and the addresses of one record in a line."""
    work = kept.get("work")
    first = work[0] if isinstance(work, list) and work else ("", "")
    job = " at ".join(filter(None, (first[1], first[0])))
    emails = kept.get("emails")
    listed = ", ".join(emails) if isinstance(emails, list) else ""
    return "; ".join(filter(None, (str(kept.get("name", "")), job, listed)))
