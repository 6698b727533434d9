"""Where somebody worked or studied, put together from dated sources that know parts of it.

LinkedIn's list of connections knows only the present employer on the day of the export; a profile knows
months; an address card knows neither. A later export never overwrites an earlier one: it ends it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from weaktie.core.candidates import OwnPast, Post
from weaktie.core.employers import employer_key

Row = tuple[str, str, str, str, str]
"""Organisation, title, department, start and end (ISO or empty), as core.facts keeps it."""

CAREFUL = ("hand", "owner", "linkedin", "vcard", "google_contacts", "outlook_contacts")
"""Sources from the one whose present employer is most likely up to date to the least."""

RECENT = timedelta(days=540)
"""A new employer or title is a reason to write for about a year and a half (judgement)."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one record of a handle says on one day."""

    handle: int
    on: date
    source: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Employment:
    """Time at one organisation with one title. `ended` is None for what still holds as far as is known.

    `replaced` is the organisation key of what stood there in an earlier export, with `replaced_title`.
    """

    key: str
    organisation: str
    title: str
    department: str
    started: date | None
    ended: date | None
    first_seen: date
    last_seen: date
    replaced: str = ""


def employments(told: Sequence[Told]) -> list[Employment]:
    """Return every employment that the sources tell of, the present or latest first."""
    gathered: dict[tuple[str, str], Employment] = {}
    latest = _latest_by_handle(told)
    for one in sorted(told, key=lambda t: t.on):
        for row in one.rows:
            if row[0]:
                _gather(gathered, row, one, ended=_superseded(row, one, latest))
    rank = _ranks(told)
    ordered = sorted(
        gathered.values(),
        key=lambda job: (
            job.ended is not None,
            rank[job.key, job.title.casefold()] if job.ended is None else 0,
            -(job.ended or job.last_seen).toordinal(),
            -(job.started or date.min).toordinal(),
            job.key,
        ),
    )
    return _with_former_ended(ordered, rank)


def _ranks(told: Sequence[Told]) -> dict[tuple[str, str], int]:
    """Return, for each employment, the rank of the most careful source that tells of it."""
    ranks: dict[tuple[str, str], int] = {}
    for one in told:
        rank = CAREFUL.index(one.source) if one.source in CAREFUL else len(CAREFUL)
        for row in one.rows:
            place = (employer_key(row[0]), row[1].casefold())
            ranks[place] = min(rank, ranks.get(place, rank))
    return ranks


def _with_former_ended(ordered: list[Employment], rank: dict[tuple[str, str], int]) -> list[Employment]:
    """End what only a less careful source believes to go on when a careful one knows the present employer.

    Address books are seldom kept up. The end is the latest it can be: when the present employment began, or
    when the careful source first showed it.
    """
    if not ordered or ordered[0].ended is not None:
        return ordered
    present = ordered[0]
    trusted = rank[present.key, present.title.casefold()]
    known_by = present.started or present.first_seen
    kept = [present]
    for job in ordered[1:]:
        believed = job.ended is None and job.started is None and job.key != present.key
        if believed and rank[job.key, job.title.casefold()] > trusted:
            job = replace(job, ended=known_by)
        kept.append(job)
    return kept


def changed_on(past: Sequence[Employment]) -> date | None:
    """Return the day of the export that first showed the present employer or title in place of another."""
    if past and past[0].ended is None and past[0].replaced:
        return past[0].first_seen
    return None


def _latest_by_handle(told: Sequence[Told]) -> dict[int, Told]:
    latest: dict[int, Told] = {}
    for one in told:
        if one.rows and (one.handle not in latest or one.on >= latest[one.handle].on):
            latest[one.handle] = one
    return latest


def _superseded(row: Row, one: Told, latest: dict[int, Told]) -> date | None:
    """Return when a row without an end was replaced by a later content of the same entry, if it was."""
    newest = latest[one.handle]
    if row[4] or newest.on <= one.on or any(_same(row, other) for other in newest.rows):
        return None
    return newest.on


def _same(a: Row, b: Row) -> bool:
    return employer_key(a[0]) == employer_key(b[0]) and a[1].casefold() == b[1].casefold()


def _gather(gathered: dict[tuple[str, str], Employment], row: Row, one: Told, *, ended: date | None) -> None:
    key = employer_key(row[0])
    place = (key, row[1].casefold())
    known = gathered.get(place)
    started = _day(row[3])
    finished = _day(row[4]) or ended
    if known is None:
        before = next((job for job in gathered.values() if job.ended == one.on), None)
        gathered[place] = Employment(
            key, row[0], row[1], row[2], started, finished, one.on, one.on,
            replaced=f"{before.key}" if before else "",
        )  # fmt: skip
        return
    gathered[place] = Employment(
        key,
        known.organisation,
        known.title,
        row[2] or known.department,
        known.started or started,
        finished if one.on >= known.last_seen else known.ended,
        min(known.first_seen, one.on),
        max(known.last_seen, one.on),
        known.replaced,
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
