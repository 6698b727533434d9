"""Who belongs together: ties between others, how embedded and how bridging somebody is, circles of a network.

Everything here comes from small groups: the people, the owner left out, who stood together in one thread or
meeting. A larger group than MOST_TOGETHER says nothing about any two of them. Formulas: docs/ties.md.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from itertools import combinations
from math import exp, log2

Groups = Mapping[tuple[int, ...], int]
"""People who stood together (the owner left out), and how often."""

Edges = Mapping[tuple[int, int], float]
"""Weighted ties between two others, each pair once, in either order."""

MOST_TOGETHER = 10
"""Issue "ties between two others from shared threads and meetings of at most ten people"."""

DIGITAL_PEAK = 0.35
OTHER_PEAK = 0.6
"""Quantile of embeddedness where a tie helps most, in more and in less digital fields. DOMAIN 2.2 [J], after
the direction found by Rajkumar et al. 2022."""

_LEAST_GAIN = 1e-9


def bonds(groups: Groups) -> dict[tuple[int, int], float]:
    """Return the ties between others, (lower id, higher id) -> weight.

    Each time together adds 1 / log2(1 + n), n people besides the owner: the size discount of DOMAIN 2.2.
    """
    found: dict[tuple[int, int], float] = defaultdict(float)
    for people, times in groups.items():
        members = sorted(set(people))
        if 2 <= len(members) <= MOST_TOGETHER:
            weight = times / log2(1 + len(members))
            for pair in combinations(members, 2):
                found[pair] += weight
    return dict(found)


def neighbours(edges: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    """Return whom each person is seen together with."""
    found: dict[int, set[int]] = defaultdict(set)
    for a, b in edges:
        found[a].add(b)
        found[b].add(a)
    return dict(found)


def embeddedness(near: Mapping[int, Set[int]], past: Iterable[Collection[int]] = ()) -> dict[int, int]:
    """Return, for each person, how many others one can see that both know (`m` of DOMAIN 2.2).

    `near` is what `neighbours` returns; `past` holds, for each year at an employer or a school, the people
    who shared it with the owner. Compare by quantile only: the number has no scale of its own.
    """
    circles = [frozenset(circle) for circle in past]
    inside: dict[int, list[int]] = defaultdict(list)
    for number, circle in enumerate(circles):
        for person in circle:
            inside[person].append(number)

    unions: dict[tuple[int, ...], frozenset[int]] = {(): frozenset()}
    found = {}
    for person in {*near, *inside}:
        numbers = tuple(inside.get(person, ()))
        if numbers not in unions:
            unions[numbers] = frozenset().union(*(circles[number] for number in numbers))
        shared = unions[numbers]
        seen = near.get(person, frozenset())
        found[person] = len(shared) - bool(numbers) + sum(1 for other in seen if other not in shared)
    return found


def bridging(near: Mapping[int, Set[int]], close: Set[int]) -> dict[int, float]:
    """Return the share of each person's visible circle that lies outside the owner's: 1 - |C & N| / |N|.

    `close` are those the owner is in touch with (close and active ties), not everybody: in one's own mailbox
    every neighbour is a contact, and against all contacts nobody would be a bridge. People without a visible
    circle are left out; take `newness` for them.
    """
    return {person: 1 - len(seen & close) / len(seen) for person, seen in near.items() if seen}


def newness(person: Sequence[str], strongest: Iterable[Sequence[str]]) -> int:
    """Count what nobody among the owner's strongest ties has, of the same facts in the same order (employer,
    industry, school: 0 to 3, DOMAIN 2.2). An empty text is unknown and counts as nothing new.
    """
    known = list(zip(*strongest, strict=True)) or [()] * len(person)
    return sum(1 for fact, others in zip(person, known, strict=True) if fact and fact not in others)


def quantiles(values: Mapping[int, float]) -> dict[int, float]:
    """Return where each value stands among all, above 0 and below 1; equal values share their mean rank."""
    counts = Counter(values.values())
    below, middle = 0, {}
    for value in sorted(counts):
        middle[value] = (below + counts[value] / 2) / len(values)
        below += counts[value]
    return {key: middle[value] for key, value in values.items()}


def inverted_u(quantile: float, peak: float) -> float:
    """Return U(q) = (q / q*) exp(1 - q / q*): 0 at 0, 1 at the peak, falling beyond (DOMAIN 2.2)."""
    if peak <= 0:
        raise ValueError("The peak of the inverted U lies above 0.")
    return quantile / peak * exp(1 - quantile / peak)


def communities(edges: Edges, *, resolution: float = 1.0) -> dict[int, int]:
    """Divide people into circles: person -> number, the largest circle 0; only people with a tie are in it.

    Louvain's method (Blondel et al. 2008, J. Stat. Mech. P10008) with a queue of those whose neighbours moved
    (Ozaki, Tezuka & Inaba 2016). The same ties give the same circles, in whatever order they come. Equally
    large circles stand by their lowest id. A higher resolution gives smaller circles.
    """
    people = sorted({person for edge in edges for person in edge})
    number = {person: index for index, person in enumerate(people)}
    rows = _rows(edges, number)
    inner = [0.0] * len(people)
    home = list(range(len(people)))
    while True:
        moved = _settled(rows, inner, resolution)
        names: dict[int, int] = {}
        moved = [names.setdefault(circle, len(names)) for circle in moved]
        if len(names) == len(rows):
            break
        home = [moved[circle] for circle in home]
        rows, inner = _merged(rows, inner, moved, len(names))
    return _named(people, home)


def modularity(edges: Edges, home: Mapping[int, int]) -> float:
    """Return Newman's modularity of a division: the share of ties inside circles beyond what chance gives."""
    total = sum(edges.values())
    ends: dict[int, float] = defaultdict(float)
    for (a, b), weight in edges.items():
        ends[home[a]] += weight
        ends[home[b]] += weight
    inside = sum(weight for (a, b), weight in edges.items() if home[a] == home[b])
    return inside / total - sum((end / (2 * total)) ** 2 for end in ends.values()) if total else 0.0


def _rows(edges: Edges, number: Mapping[int, int]) -> list[dict[int, float]]:
    rows: list[dict[int, float]] = [{} for _ in number]
    # Neither the order nor the direction in which ties come may change who belongs together.
    for a, b, weight in sorted((min(pair), max(pair), weight) for pair, weight in edges.items()):
        if a != b and weight > 0:
            i, j = number[a], number[b]
            rows[i][j] = rows[j][i] = rows[i].get(j, 0.0) + weight
    return rows


def _settled(rows: Sequence[Mapping[int, float]], inner: Sequence[float], resolution: float) -> list[int]:
    """Move one after the other to the circle that gains most modularity, until nobody gains."""
    ends = [sum(row.values()) + 2 * own for row, own in zip(rows, inner, strict=True)]
    share = resolution / (sum(ends) or 1.0)
    home, totals = list(range(len(rows))), ends[:]
    queue, waiting = deque(range(len(rows))), [True] * len(rows)
    while queue:
        i = queue.popleft()
        waiting[i] = False
        totals[home[i]] -= ends[i]
        best = _best(rows[i], home, totals, home[i], ends[i] * share)
        totals[best] += ends[i]
        if best != home[i]:
            home[i] = best
            for j in rows[i]:
                if not waiting[j] and home[j] != best:
                    waiting[j] = True
                    queue.append(j)
    return home


def _best(
    row: Mapping[int, float], home: Sequence[int], totals: Sequence[float], here: int, expected: float
) -> int:
    links: dict[int, float] = {here: 0.0}
    for j, weight in row.items():
        circle = home[j]
        links[circle] = links.get(circle, 0.0) + weight
    best, most = here, links[here] - totals[here] * expected
    for circle, weight in links.items():
        gain = weight - totals[circle] * expected
        if gain > most + _LEAST_GAIN:
            best, most = circle, gain
    return best


def _merged(
    rows: Sequence[Mapping[int, float]], inner: Sequence[float], home: Sequence[int], count: int
) -> tuple[list[dict[int, float]], list[float]]:
    """Make each circle one node; ties inside it become its own."""
    merged: list[dict[int, float]] = [{} for _ in range(count)]
    own = [0.0] * count
    for i, row in enumerate(rows):
        here = home[i]
        own[here] += inner[i]
        target = merged[here]
        for j, weight in row.items():
            there = home[j]
            if there == here:
                own[here] += weight / 2
            else:
                target[there] = target.get(there, 0.0) + weight
    return merged, own


def _named(people: Sequence[int], home: Sequence[int]) -> dict[int, int]:
    sizes = Counter(home)
    lowest: dict[int, int] = {}
    for person, circle in zip(people, home, strict=True):
        lowest.setdefault(circle, person)
    ranked = sorted(sizes, key=lambda circle: (-sizes[circle], lowest[circle]))
    label = {circle: rank for rank, circle in enumerate(ranked)}
    return {person: label[circle] for person, circle in zip(people, home, strict=True)}
