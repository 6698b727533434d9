"""Groups that grow by joining, but never around a contradiction, and never by the order of arrival."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from weaktie.core.identity_shapes import Decision, Join, Mention

_MOST_TOGETHER = 60  # groups joined in one step that are checked pair by pair; more are left to the seeker


class Edge(NamedTuple):
    """A reason to join the groups of two mentions."""

    a: int
    b: int
    evidence: tuple[str, ...]


class Clusters:
    """A partition of mentions under the seeker's decisions."""

    def __init__(self, mentions: Sequence[Mention], decisions: Sequence[Decision]) -> None:
        self._parent = list(range(len(mentions)))
        self._members: dict[int, list[int]] = {number: [number] for number in self._parent}
        self._profiles = {m.id: frozenset(m.profiles) for m in mentions if m.profiles}
        self._apart: dict[int, set[int]] = defaultdict(set)
        self.joins: list[Join] = []
        # The last word counts: an earlier decision holds as far as later ones leave room for it.
        for decision in reversed(decisions):
            self._decide(decision)

    def root(self, mention: int) -> int:
        """Return the mention that stands for the group."""
        parent = self._parent
        while parent[mention] != mention:
            parent[mention] = parent[parent[mention]]
            mention = parent[mention]
        return mention

    def members(self, root: int) -> list[int]:
        """Return the mentions of a group, given its root."""
        return self._members[root]

    def groups(self) -> list[tuple[int, ...]]:
        """Return all groups, members and groups in rising order."""
        return sorted(tuple(sorted(group)) for group in self._members.values())

    def are_apart(self, one: int, other: int) -> bool:
        """Tell whether the seeker said that two groups (by root) are two people."""
        if not self._apart:
            return False
        ours = set().union(*(self._apart.get(member, ()) for member in self._members[one]))
        return not ours.isdisjoint(self._members[other])

    def settle(self, edges: Iterable[Edge], contradict: Callable[[int, int], bool]) -> None:
        """Join along edges of equal strength all at once.

        Where that would bring groups together that contradict each other (`contradict` is asked about
        roots), those stay apart, and what could go with either of them goes with neither.
        """
        for component, inner in self._components(edges):
            conflicts = self._conflicts(component, contradict)
            allowed = inner if not conflicts else _clear_of(conflicts, component, inner, self.root)
            for edge in allowed:
                self._join(edge)

    def _decide(self, decision: Decision) -> None:
        one, other = self.root(decision.a), self.root(decision.b)
        if not decision.same:
            if one != other:
                self._apart[decision.a].add(decision.b)
                self._apart[decision.b].add(decision.a)
        elif not self.are_apart(one, other):
            self._join(Edge(decision.a, decision.b, ("You said so",)))

    def _join(self, edge: Edge) -> None:
        one, other = self.root(edge.a), self.root(edge.b)
        if one == other:
            return
        if len(self._members[one]) < len(self._members[other]):
            one, other = other, one
        self._parent[other] = one
        self._members[one] += self._members.pop(other)
        profiles = self._profiles.get(one, frozenset()) | self._profiles.pop(other, frozenset())
        if profiles:
            self._profiles[one] = profiles
        self.joins.append(Join(min(edge.a, edge.b), max(edge.a, edge.b), edge.evidence))

    def _components(self, edges: Iterable[Edge]) -> list[tuple[list[int], list[Edge]]]:
        """Return the connected sets of roots with the edges inside each."""
        beside: dict[int, list[tuple[int, Edge]]] = defaultdict(list)
        for edge in edges:
            one, other = self.root(edge.a), self.root(edge.b)
            if one != other:
                beside[one].append((other, edge))
                beside[other].append((one, edge))
        found: list[tuple[list[int], list[Edge]]] = []
        seen: set[int] = set()
        for start in beside:
            if start not in seen:
                found.append(_reachable(start, beside, seen))
        return found

    def _conflicts(
        self, component: list[int], contradict: Callable[[int, int], bool]
    ) -> set[tuple[int, int]]:
        if len(component) > _MOST_TOGETHER and not self._apart:
            component = [root for root in component if root in self._profiles]
        return {
            (one, other)
            for one, other in combinations(sorted(component), 2)
            if self._have_other_profiles(one, other) or self.are_apart(one, other) or contradict(one, other)
        }

    def _have_other_profiles(self, one: int, other: int) -> bool:
        ours, theirs = self._profiles.get(one), self._profiles.get(other)
        return bool(ours and theirs and ours.isdisjoint(theirs))


def _reachable(
    start: int, beside: dict[int, list[tuple[int, Edge]]], seen: set[int]
) -> tuple[list[int], list[Edge]]:
    roots, edges, waiting = [], [], [start]
    seen.add(start)
    while waiting:
        root = waiting.pop()
        roots.append(root)
        for other, edge in beside[root]:
            edges.append(edge)
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return roots, edges


def _clear_of(
    conflicts: set[tuple[int, int]], component: list[int], edges: list[Edge], root: Callable[[int], int]
) -> list[Edge]:
    """Return the edges that can be followed whatever the truth about the conflicts.

    Those between groups with the same rivals, and those by which a group without rivals is claimed from
    one side only.
    """
    rivals: dict[int, set[int]] = {number: set() for number in component}
    for one, other in conflicts:
        rivals[one].add(other)
        rivals[other].add(one)
    ends = [(root(edge.a), root(edge.b), edge) for edge in edges]
    inner = [(one, other) for one, other, _ in ends if rivals[one] == rivals[other]]
    part = _parts(component, inner)

    suitors: dict[int, set[int]] = defaultdict(set)
    for one, other, _ in ends:
        if bool(rivals[one]) != bool(rivals[other]):
            suitor, courted = (one, other) if rivals[one] else (other, one)
            suitors[part[courted]].add(part[suitor])
    return [edge for one, other, edge in ends if _may_follow(one, other, rivals, part, suitors)]


def _may_follow(
    one: int, other: int, rivals: dict[int, set[int]], part: dict[int, int], suitors: dict[int, set[int]]
) -> bool:
    if rivals[one] == rivals[other]:
        return True
    if rivals[one] and rivals[other]:
        return False
    return len(suitors[part[other if rivals[one] else one]]) == 1


def _parts(numbers: list[int], links: list[tuple[int, int]]) -> dict[int, int]:
    """Return for each number a label that it shares with all it is linked to."""
    label = {number: number for number in numbers}
    changed = True
    while changed:
        changed = False
        for one, other in links:
            least = min(label[one], label[other])
            if label[one] != label[other]:
                label[one] = label[other] = least
                changed = True
    return label
