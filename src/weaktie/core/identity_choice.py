"""From evidence to probabilities: who could be either of two namesakes is neither for sure."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from weaktie.core.identity_evidence import Evidence, Judge
from weaktie.core.names import Part

# Chosen on the development seeds of bench/identities.py: see docs/identity.md.
JOIN_FROM = 0.9975
PROPOSE_FROM = 0.1
_SUPPORT_FOR_FULL_NAME = 2.0  # log-odds beside the name: one rare employer, or two weaker signs
_SUPPORT_FOR_PART_OF_NAME = 5.0
_HOPELESS = -3.0  # log-odds below which a pair is not looked at again
_MOST = 30.0
_NEGLIGIBLE = 0.01  # odds of a rival, as a share, that change nothing

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair of portraits, its evidence, and how likely both are one person among the alternatives.

    `contrary` says in words why they cannot be joined by name, or is "". `probability` counts as
    alternatives what certainly is somebody else; `at_worst` also whoever has not been shown to be the same.
    """

    one: int
    other: int
    evidence: Evidence
    contrary: str
    probability: float
    at_worst: float

    @property
    def is_certain(self) -> bool:
        """Tell whether the pair may be joined without asking: likely enough, corroborated, uncontradicted."""
        name = self.evidence.name
        needed = _SUPPORT_FOR_FULL_NAME if name.is_full else _SUPPORT_FOR_PART_OF_NAME
        return (
            self.at_worst >= JOIN_FROM
            and not self.contrary
            and name.weight > 0
            and self.evidence.support >= needed
        )

    @property
    def is_worth_asking(self) -> bool:
        """Tell whether the seeker should be asked."""
        likeness = self.evidence.name.likeness
        return self.probability >= PROPOSE_FROM and likeness.given is not Part.OTHER and not likeness.clash


def score(judge: Judge, pairs: Sequence[Pair]) -> list[Scored]:
    """Return the pairs that are not hopeless, in the order given, with their probabilities."""
    kept: dict[Pair, Evidence] = {}
    odds: dict[Pair, float] = {}
    contrary: dict[Pair, str] = {}
    for one, other in pairs:
        name = judge.weigh_names(one, other)
        if judge.could_be(one, other, name):
            evidence = judge.weigh(one, other, name)
            log_odds = evidence.log_odds
            if log_odds > _HOPELESS:
                kept[one, other] = evidence
                odds[one, other] = math.exp(min(log_odds, _MOST))
                contrary[one, other] = judge.contrary(one, other, name)

    rivals = _Rivals(odds, contrary, judge)
    return [
        Scored(*pair, evidence, contrary[pair], *rivals.probabilities(*pair))
        for pair, evidence in kept.items()
    ]


class _Rivals:
    """The alternatives of each portrait: those that cannot both be true share the probability."""

    def __init__(self, odds: dict[Pair, float], contrary: dict[Pair, str], judge: Judge) -> None:
        self._judge = judge
        self._odds = odds
        self._contrary = contrary
        self._beside: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for (one, other), value in odds.items():
            self._beside[one].append((other, value))
            self._beside[other].append((one, value))

    def probabilities(self, one: int, other: int) -> tuple[float, float]:
        """Return the share of a pair in all odds: beside the certain rivals, and beside every one."""
        own = self._odds[one, other]
        if own < PROPOSE_FROM:
            return own / (1 + own), own / (1 + own)
        rivals = [*self._against(one, other), *self._against(other, one)]
        certain = math.fsum(sorted(odds for odds, _, is_other in rivals if is_other))
        every = math.fsum(sorted(odds * doubt for odds, doubt, _ in rivals))
        return own / (1 + own + certain), own / (1 + own + every)

    def _against(self, one: int, other: int) -> Iterable[tuple[float, float, bool]]:
        """Yield the odds of each third being `one`, the doubt that it is `other`, and if it cannot be."""
        least = _NEGLIGIBLE * (1 + self._odds[min(one, other), max(one, other)])
        for third, odds in self._beside[one]:
            if third == other or odds < least:
                continue
            pair = (third, other) if third < other else (other, third)
            if pair not in self._odds:
                yield odds, 1.0, self._judge.excludes(*pair)
            elif self._contrary[pair]:
                yield odds, 1.0, True
            else:
                yield odds, 1 / (1 + self._odds[pair]), False
