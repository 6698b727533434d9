"""One person is one person: find out which mentions, in all imported sources, show the same human being.

First strong keys join (a profile, an address, a number, unless the names speak against it), then names that
something corroborates; what is merely likely is proposed. Nothing is ever joined around a contradiction,
and the result does not depend on the order of the mentions. docs/identity.md has the method and figures.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType

from weaktie.core.identity_blocking import candidates
from weaktie.core.identity_census import Census, attested_given_names
from weaktie.core.identity_choice import Scored, score
from weaktie.core.identity_clusters import Clusters, Edge
from weaktie.core.identity_evidence import Judge
from weaktie.core.identity_keys import Keys, Strength
from weaktie.core.identity_portraits import portraits_of
from weaktie.core.identity_shapes import Decision, Join, Mention, Proposal, Resolution, sorted_by_content
from weaktie.core.identity_trust import Trust, shared_keys
from weaktie.core.names import Name, parse

__all__ = ["Decision", "Join", "Mention", "Proposal", "Resolution", "resolve"]


def resolve(
    mentions: Sequence[Mention],
    decisions: Sequence[Decision] = (),
    *,
    called: Mapping[str, str] = MappingProxyType({}),
) -> Resolution:
    """Return who is who among all mentions; `mentions[i].id` must be i, and decisions name ids.

    `called` gives the names of employers and schools by their keys, for the evidence in words.
    """
    with _collector_paused():
        return _resolve(mentions, decisions, called)


@contextmanager
def _collector_paused() -> Iterator[None]:
    # Nothing built here is cyclic, but there is much of it: looking for cycles took a third of the time.
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _resolve(
    mentions: Sequence[Mention], decisions: Sequence[Decision], called: Mapping[str, str]
) -> Resolution:
    # Equal names become one object, so that each two of them are compared once.
    known: dict[Name, Name] = {}
    read = (parse(mention.name, mention.nickname, mention.maiden) for mention in mentions)
    names = [known.setdefault(name, name) for name in read]
    attested = attested_given_names(known)
    shared = shared_keys(mentions, names, attested)
    clusters = Clusters(mentions, decisions)

    _join_by_keys(clusters, Keys(mentions, names, shared, attested))
    groups = clusters.groups()
    portraits = portraits_of(groups, mentions, names)
    judge = Judge(portraits, Census(portraits), Trust(groups, mentions, names, shared), attested, called)
    scored = score(judge, candidates(portraits))
    _join_by_names(clusters, judge, groups, scored)
    proposals = _proposals(clusters, groups, scored, mentions)
    return Resolution(tuple(clusters.groups()), tuple(clusters.joins), proposals)


def _join_by_keys(clusters: Clusters, keys: Keys) -> None:
    def contradict(one: int, other: int) -> bool:
        return keys.are_plainly_different(clusters.members(one), clusters.members(other))

    for strength, edges in enumerate(keys.edges()):
        clusters.settle(edges, _never if strength == Strength.PROFILE else contradict)


def _never(_one: int, _other: int) -> bool:
    return False


def _join_by_names(
    clusters: Clusters, judge: Judge, groups: list[tuple[int, ...]], scored: list[Scored]
) -> None:
    number_of = {clusters.root(group[0]): number for number, group in enumerate(groups)}

    def contradict(one: int, other: int) -> bool:
        ends = number_of[one], number_of[other]
        return bool(judge.contrary(*ends, judge.weigh_names(*ends)))

    certain = (pair for pair in scored if pair.is_certain)
    edges = [Edge(groups[pair.one][0], groups[pair.other][0], pair.evidence.words) for pair in certain]
    clusters.settle(edges, contradict)


def _proposals(
    clusters: Clusters, groups: list[tuple[int, ...]], scored: list[Scored], mentions: Sequence[Mention]
) -> tuple[Proposal, ...]:
    """Return one proposal for each two groups that may be one person, the likeliest first."""
    best: dict[tuple[int, int], Scored] = {}
    for pair in scored:
        one, other = clusters.root(groups[pair.one][0]), clusters.root(groups[pair.other][0])
        if one == other or not pair.is_worth_asking or clusters.are_apart(one, other):
            continue
        ends = (one, other) if one < other else (other, one)
        if ends not in best or _is_likelier(pair, best[ends]):
            best[ends] = pair
    proposals = [_proposal(pair, groups, mentions) for pair in best.values()]
    return tuple(sorted(proposals, key=lambda proposal: (-proposal.probability, proposal.a, proposal.b)))


def _is_likelier(pair: Scored, other: Scored) -> bool:
    if pair.probability != other.probability:
        return pair.probability > other.probability
    return pair.evidence.words > other.evidence.words


def _proposal(pair: Scored, groups: list[tuple[int, ...]], mentions: Sequence[Mention]) -> Proposal:
    a, b = sorted((_spokesman(groups[pair.one], mentions), _spokesman(groups[pair.other], mentions)))
    return Proposal(a, b, round(pair.probability, 4), pair.evidence.words)


def _spokesman(group: tuple[int, ...], mentions: Sequence[Mention]) -> int:
    """Return the mention that shows a group: the longest name, wherever it stands in the list."""
    rows = sorted_by_content([mentions[member] for member in group])
    return max(rows, key=lambda row: len(row.name)).id
