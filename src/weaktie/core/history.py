"""Where somebody worked or studied, put together from dated sources that know parts of it.

LinkedIn's list of connections knows only the present employer on the day of the export; a profile knows
months; an address card knows neither. A later export never overwrites an earlier one: it ends it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter

from weaktie.core.candidates import OwnPast, Post
from weaktie.core.employers import employer_key

Row = tuple[str, str, str, str, str]
"""Organisation, title, department, start and end (ISO or empty), as core.facts keeps it."""

RANK = {"hand": 0, "owner": 0, "linkedin": 1}
"""Whose word on the present employer counts first: a profile is kept up, a card in an address book ages."""
OTHER_RANK = 2


@dataclass(frozen=True, slots=True)
class Told:
    """One content of an entry, and the days of the first and the last export that had it."""

    handle: int
    on: date
    until: date
    source: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Employment:
    """Time at one organisation with one title. `ended` is None for what still holds as far as is known.

    `new_on` is the day of the export that first showed it where an earlier one showed another.
    """

    key: str
    organisation: str
    title: str
    department: str
    started: date | None
    ended: date | None
    first_seen: date
    last_seen: date
    new_on: date | None = None
    rank: int = OTHER_RANK


@dataclass(frozen=True, slots=True)
class _Sighting:
    """A row where it stood, with when it ended: as it says, or when it was no longer there."""

    row: Row
    told: Told
    ended: date | None
    new_on: date | None

    @property
    def rank(self) -> int:
        return RANK.get(self.told.source, OTHER_RANK)


def employments(told: Sequence[Told]) -> list[Employment]:
    """Return every employment that the sources tell of, the present or latest first."""
    contents: dict[int, list[Told]] = defaultdict(list)
    for one in told:
        if any(row[0] for row in one.rows):
            contents[one.handle].append(one)
    sightings: dict[tuple[str, str], list[_Sighting]] = defaultdict(list)
    for versions in contents.values():
        for one in versions:
            for row in filter(itemgetter(0), one.rows):
                place = (employer_key(row[0]), row[1].casefold())
                sightings[place].append(_sighting(row, one, versions))
    jobs = [_employment(key, some) for (key, _), some in sightings.items()]
    known = sorted(_without_untitled(jobs), key=_newest_first)
    return sorted(_with_former_ended(known), key=_newest_first)


def changed_on(past: Sequence[Employment]) -> date | None:
    """Return the day of the export that first showed the present employer or title in place of another."""
    return past[0].new_on if past and past[0].ended is None else None


def _sighting(row: Row, one: Told, versions: Sequence[Told]) -> _Sighting:
    """Look at a row among all contents of its entry: what came after without it, what came before."""
    having = [v for v in versions if any(_same(row, other) for other in v.rows)]
    first, last = min(v.on for v in having), max(v.until for v in having)
    lacking = [v for v in versions if v not in having]
    # What a later export lacks ended by its day, or just after it was last seen if the exports cross.
    gone = [max(v.on, last) for v in lacking if v.until > last]
    is_new = any(v.until < first for v in lacking)
    return _Sighting(row, one, _day(row[4]) or min(gone, default=None), first if is_new else None)


def _same(a: Row, b: Row) -> bool:
    """Tell whether two rows mean one employment; a row without a title means any at its employer."""
    same_title = a[1].casefold() == b[1].casefold() or not a[1] or not b[1]
    return same_title and employer_key(a[0]) == employer_key(b[0])


def _employment(key: str, some: Sequence[_Sighting]) -> Employment:
    """Put the sightings of one employment together; the most careful source decides, then the latest."""
    ranked = sorted(some, key=lambda s: (s.rank, -s.told.until.toordinal(), s.ended is None, s.row))
    best = ranked[0]
    return Employment(
        key=key,
        organisation=best.row[0],
        title=best.row[1],
        department=next((s.row[2] for s in ranked if s.row[2]), ""),
        started=_day(next((s.row[3] for s in ranked if s.row[3]), "")),
        ended=best.ended,
        first_seen=min(s.told.on for s in some),
        last_seen=max(s.told.until for s in some),
        new_on=min((s.new_on for s in some if s.new_on), default=None),
        rank=best.rank,
    )


def _without_untitled(jobs: Sequence[Employment]) -> Iterator[Employment]:
    """Yield the employments; one without a title is part of the latest with a title at the same employer."""
    titled: dict[str, list[Employment]] = defaultdict(list)
    for job in jobs:
        if job.title:
            titled[job.key].append(job)
    untitled = {job.key: job for job in jobs if not job.title}
    for job in jobs:
        if not job.title and job.key in titled:
            continue
        bare = untitled.get(job.key)
        if job.title and bare is not None and job is min(titled[job.key], key=_newest_first):
            yield _with(job, bare)
        else:
            yield job


def _with(job: Employment, bare: Employment) -> Employment:
    return replace(
        job,
        department=job.department or bare.department,
        started=job.started or bare.started,
        first_seen=min(job.first_seen, bare.first_seen),
        last_seen=max(job.last_seen, bare.last_seen),
        rank=min(job.rank, bare.rank),
    )


def _with_former_ended(ordered: Sequence[Employment]) -> Iterator[Employment]:
    """End what only a less careful source believes to go on when a careful one knows the present employer.

    Address books are seldom kept up. The end is the latest it can be: when the present employment began, or
    when the careful source first showed it.
    """
    present = ordered[0] if ordered and ordered[0].ended is None else None
    for job in ordered:
        believed = job.ended is None and job.started is None
        if present and believed and job.key != present.key and job.rank > present.rank:
            yield replace(job, ended=present.started or present.first_seen)
        else:
            yield job


def _newest_first(job: Employment) -> tuple[object, ...]:
    return (
        job.ended is not None,
        job.rank if job.ended is None else 0,
        -(job.ended or job.last_seen).toordinal(),
        -(job.started or date.min).toordinal(),
        not job.title,
        job.key,
        job.title,
    )


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None


def shared(posts: Sequence[Post], schools: Sequence[Post], own: OwnPast) -> tuple[str, ...]:
    """Say where somebody and the seeker were at the same time: "Both at Larkspur Foods, 2014 to 2016"."""
    told = []
    for theirs, mine in ((posts, own.posts), (schools, own.schools)):
        for place in theirs:
            for one in mine:
                if place.key == one.key and (years := _years_together(place, one)):
                    told.append(f"Both at {one.employer}, {years}")
    return tuple(dict.fromkeys(told))


def _years_together(a: Post, b: Post) -> str:
    """Return the years that two stints share; of undated ones nothing can be said."""
    if a.started is None or b.started is None:
        return ""
    start = max(a.started, b.started)
    ends = [end for end in (a.ended, b.ended) if end is not None]
    if not ends:
        return f"since {start.year}"
    end = min(ends)
    if end < start:
        return ""
    return f"{start.year} to {end.year}" if end.year != start.year else str(end.year)
