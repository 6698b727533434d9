"""Does tie strength tell who will write to each other? The earlier part of a mailbox foretells the later.

The strength tried here is `ties.strength`, the one the product shows, measured on the earlier messages only.
Beside it stand the two answers that need no formula: whom one met most often, and whom one met last.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from weaktie.core import ties
from weaktie.core.refusal import Refused
from weaktie.core.rows import OWNER, Encounter, Kind, Party
from weaktie.core.ties import Touch

PAST = 0.6
MOST_RECIPIENTS = 5
"""The bar of the job: past = the first 60 % of messages; later ones count with at most five recipients."""

DRAWS = 1000
SURE = 0.95
"""Bootstrap samples, and the share of them inside an interval (percentiles, Efron & Tibshirani 1993)."""


class NothingToTell(Refused):
    """The mailbox does not divide into people who write both ways later and people who do not."""

    code = "nothing_to_tell"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and the interval that holds it with 95 %."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class BacktestResult:
    """What came out of one mailbox. The cut is in seconds since 1970 UTC.

    `strength`, `count` and `recency` are AUCs: how often somebody who did write both ways later stands above
    somebody who did not (0.5 is guessing, 1 is perfect). `over_count` and `over_recency` are the differences
    of the first to the others, over the same samples.
    """

    owner: str
    messages: int
    cut: int
    candidates: int
    positives: int
    strength: Estimate
    count: Estimate
    recency: Estimate
    over_count: Estimate
    over_recency: Estimate


@dataclass(frozen=True, slots=True)
class Means:
    """Mean AUC over mailboxes, each counting the same."""

    mailboxes: int
    strength: float
    count: float
    recency: float


def backtest(
    encounters: Iterable[Encounter],
    parties: Sequence[Party],
    owners: Collection[int] = (),
    *,
    past: float = PAST,
    seed: int = 1,
) -> BacktestResult:
    """Cut the messages of a mailbox in two and see how well the first part tells who writes in the second.

    `owners` are the parties that are the owner; without any, the address in most messages. Parties with the
    same address are one person. Raises NothingToTell.
    """
    rows = sorted(
        (row for row in encounters if row.kind in (Kind.MAIL, Kind.MESSAGE)), key=lambda row: row.at
    )
    if not rows:
        raise NothingToTell("There are no messages in this mailbox.")
    owners = owners or _most_frequent(rows, parties)
    rows = _as_people(rows, parties, owners)
    division = int(len(rows) * past)
    earlier, later = rows[:division], rows[division:]
    candidates = {person for row in earlier for person in _people(row)} - {OWNER}
    wrote = _wrote_both_ways(later) & candidates
    if not wrote or wrote == candidates:
        raise NothingToTell(
            "Of the people in the earlier part of this mailbox nobody, or everybody, writes both ways later: "
            "there is nothing to tell apart."
        )
    owner = next((parties[index] for index in sorted(owners) if index >= 0), Party("You"))
    figures = _figures(_answers(earlier, candidates), sorted(candidates), wrote, seed)
    return BacktestResult(
        owner=owner.email or owner.profile or owner.name,
        messages=len(rows),
        cut=earlier[-1].at,
        candidates=len(candidates),
        positives=len(wrote),
        **figures,
    )


def means(results: Collection[BacktestResult]) -> Means:
    """Return the mean AUCs of several mailboxes, of at least one."""
    return Means(
        mailboxes=len(results),
        strength=fmean(result.strength.value for result in results),
        count=fmean(result.count.value for result in results),
        recency=fmean(result.recency.value for result in results),
    )


def touches(row: Encounter) -> Iterator[tuple[int, Touch]]:
    """See an encounter from the owner's side: one touch with each other person in it.

    `row` holds people, and OWNER for the owner; nothing comes of it if the owner is not in it.
    """
    people = _people(row)
    if OWNER not in people:
        return
    copied = set(row.cc) - set(row.to) - {row.author}
    for person in people - {OWNER}:
        way = 0 if row.kind == Kind.MEETING else (row.author == OWNER) - (row.author == person)
        aside = not copied.isdisjoint((person, OWNER))
        yield person, Touch(row.at, row.kind, way, len(people) - 2, aside)


def auc(scores: Mapping[int, float], positives: Collection[int]) -> float:
    """Return the share of pairs (one of the positives, one of the rest) in order; equal scores count half."""
    everybody = sorted(scores)
    yes = [int(person in positives) for person in everybody]
    return _area(_ladder([scores[person] for person in everybody]), yes, [1 - is_one for is_one in yes])


def _most_frequent(rows: Iterable[Encounter], parties: Sequence[Party]) -> set[int]:
    """Return the parties of the address that is in most messages."""
    who = _persons(parties, ())
    times = Counter(person for row in rows for person in {who.get(index, index) for index in _people(row)})
    most = min(times, key=lambda person: (-times[person], person))
    return {index for index, person in who.items() if person == most} or {most}


def _persons(parties: Sequence[Party], owners: Collection[int]) -> dict[int, int]:
    """Map each party to the first with its address, and the owner's to OWNER."""
    first: dict[tuple[str, ...], int] = {}
    who = {}
    for index, party in enumerate(parties):
        address = (party.email,) if party.email else (party.profile, party.name)
        who[index] = first.setdefault(address, index)
    mine = {who.get(index, OWNER) for index in owners}
    return {index: OWNER if person in mine else person for index, person in who.items()}


def _as_people(
    rows: Iterable[Encounter], parties: Sequence[Party], owners: Collection[int]
) -> list[Encounter]:
    who = _persons(parties, owners)
    return [
        row._replace(
            author=who.get(row.author, OWNER),
            to=tuple(who.get(index, OWNER) for index in row.to),
            cc=tuple(who.get(index, OWNER) for index in row.cc),
        )
        for row in rows
    ]


def _people(row: Encounter) -> set[int]:
    return {row.author, *row.to, *row.cc}


def _wrote_both_ways(rows: Iterable[Encounter]) -> set[int]:
    written, answered = set(), set()
    for row in rows:
        recipients = {*row.to, *row.cc} - {row.author}
        if len(recipients) > MOST_RECIPIENTS:
            continue
        if row.author == OWNER:
            written |= recipients
        elif OWNER in recipients:
            answered.add(row.author)
    return written & answered


def _answers(rows: Sequence[Encounter], candidates: Collection[int]) -> dict[str, dict[int, float]]:
    """Return three scores for each candidate: tie strength, number of messages, instant of the last."""
    met: dict[int, list[Touch]] = defaultdict(list)
    for row in rows:
        for person, touch in touches(row):
            met[person].append(touch)
    cut = rows[-1].at
    return {
        "strength": {person: ties.strength(ties.measure(met[person]), cut) for person in candidates},
        "count": {person: len(met[person]) for person in candidates},
        "recency": {person: max((touch.at for touch in met[person]), default=0) for person in candidates},
    }


def _figures(
    answers: Mapping[str, Mapping[int, float]], candidates: Sequence[int], wrote: Collection[int], seed: int
) -> dict[str, Estimate]:
    """Draw positives and the rest anew, each from their own, and see how the three areas vary together."""
    ladders = {name: _ladder([scores[person] for person in candidates]) for name, scores in answers.items()}
    yes = [int(person in wrote) for person in candidates]
    no = [1 - is_one for is_one in yes]
    draw = random.Random(seed)
    drawn: dict[str, list[float]] = {name: [] for name in ladders}
    for _ in range(DRAWS):
        some, rest = _drawn(yes, draw), _drawn(no, draw)
        for name, ladder in ladders.items():
            drawn[name].append(_area(ladder, some, rest))
    found = {name: _area(ladder, yes, no) for name, ladder in ladders.items()}
    estimates = {name: _estimate(found[name], drawn[name]) for name in ladders}
    for name in ("count", "recency"):
        over = [a - b for a, b in zip(drawn["strength"], drawn[name], strict=True)]
        estimates[f"over_{name}"] = _estimate(found["strength"] - found[name], over)
    return estimates


def _ladder(scores: Sequence[float]) -> list[list[int]]:
    """Return the indices by rising score, equal ones on one step."""
    steps: dict[float, list[int]] = defaultdict(list)
    for index, score in enumerate(scores):
        steps[score].append(index)
    return [steps[score] for score in sorted(steps)]


def _area(ladder: Iterable[Sequence[int]], yes: Sequence[int], no: Sequence[int]) -> float:
    """Return the AUC (Mann-Whitney) of counted positives and negatives; equal scores count half."""
    below, pairs, positives = 0, 0.0, 0
    for step in ladder:
        here = sum(yes[index] for index in step)
        beside = sum(no[index] for index in step)
        pairs += here * (below + beside / 2)
        below += beside
        positives += here
    return pairs / (positives * below)


def _drawn(counts: Sequence[int], draw: random.Random) -> list[int]:
    ones = [index for index, count in enumerate(counts) if count]
    drawn = [0] * len(counts)
    for index in draw.choices(ones, k=len(ones)):
        drawn[index] += 1
    return drawn


def _estimate(value: float, drawn: Iterable[float]) -> Estimate:
    ordered = sorted(drawn)
    edge = int(len(ordered) * (1 - SURE) / 2)
    return Estimate(value, ordered[edge], ordered[-1 - edge])
