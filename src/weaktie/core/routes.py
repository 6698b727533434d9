"""Reaching somebody through an introducer, where that clearly beats a good question of one's own.

P(path) = P(introducer answers) x P(agrees to introduce) x P(the other accepts): two hops (DOMAIN 2.3). Under
the priors a weak path brings 17 conversations in 100 against 12 for a cold question, and costs two favours; a
strong one brings 39. So the favour is asked for only when the path is surely better.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from weaktie.core.beta import Beta, first_beats_second, product, scaled
from weaktie.core.candidates import Candidate, Stage
from weaktie.core.evidence import LEDGER, Channel, Counts, belief, reply_prior
from weaktie.core.weighing import Weighed, why_out

CLEARLY = 0.9
"""[J] The path's chance is the higher one with at least this probability."""

DISTANT = frozenset((Channel.COLD, Channel.SHARED))
"""Only people one has no tie with are worth an introduction."""

HALF_SURE = 2.0
LEAST_AGREES = 0.5
"""[J] A tie of weight w between the two others (`circles.bonds`) leaves 0.5 + 0.5 w / (w + 2) of the chance
that the introducer agrees: who was seen together once may hardly know the other."""

STEPS = 10
"""That share is rounded to tenths: finer it is not known."""


class Way(NamedTuple):
    """Through whom, how likely a conversation follows, and how likely without.

    Who was named is reached through whoever named them, whatever the odds.
    """

    via: Candidate
    chance: Beta
    cold: Beta
    stage: Stage | None = None
    """How far it has come, where the introducer named the person; None where that is only supposed."""


class Paths:
    """Chances of paths by kind of tie, each computed once."""

    def __init__(self, beliefs: Mapping[Channel, Beta], introduced: Counts = (0, 0)) -> None:
        """`introduced` are the seeker's own introductions asked for: (conversations, closed)."""
        self._beliefs = beliefs
        self._introduced = introduced
        self._chances: dict[tuple[Channel, int], Beta] = {}
        self._better: dict[tuple[Channel, int, Channel], bool] = {}

    def chance(self, via: Channel, weight: float) -> Beta:
        """Return the chance of a conversation through somebody with such a tie on either side."""
        key = (via, _step(weight))
        if key not in self._chances:
            agrees = "introducer-agrees-close" if via is Channel.CLOSE else "introducer-agrees"
            path = product(
                (
                    belief(reply_prior(via)),
                    scaled(belief(LEDGER.priors[agrees]), key[1] / STEPS),
                    belief(LEDGER.priors["conversation-introduced"]),
                )
            )
            yes, closed = self._introduced
            self._chances[key] = path.given(yes, closed - yes)
        return self._chances[key]

    def named(self, via: Candidate, stage: Stage, without: Channel) -> Way:
        """Return the path through somebody who named the person: asking them first, or introduced already."""
        introduced = belief(LEDGER.priors["conversation-introduced"])
        if stage is Stage.NAMED:
            # Who named somebody unasked agrees as a close tie does [J].
            introduced = product((belief(LEDGER.priors["introducer-agrees-close"]), introduced))
        yes, closed = self._introduced
        return Way(via, introduced.given(yes, closed - yes), self._beliefs[without], stage)

    def is_better(self, via: Channel, weight: float, without: Channel) -> bool:
        """Say whether the path clearly beats asking without an introducer."""
        key = (via, _step(weight), without)
        if key not in self._better:
            path, cold = self.chance(via, weight), self._beliefs[without]
            self._better[key] = path.mean > cold.mean and first_beats_second(path, cold) >= CLEARLY
        return self._better[key]

    def way(self, via: Weighed, weight: float, target: Weighed) -> Way:
        """Return the path in full."""
        return Way(via.who, self.chance(via.channel, weight), self._beliefs[target.channel])


def introductions(weighed: Mapping[int, Weighed], paths: Paths, as_of: date) -> dict[int, Way]:
    """Return the introducer to ask for each person worth it: person id -> way. `weighed` is by id.

    Favours are asked for targets only: one introducer for each person and each target, one person for each
    introducer, the asks worth most first.
    """
    targets = {person: each for person, each in weighed.items() if is_target(each)}
    if not targets:
        return {}
    helpers = {person: each for person, each in weighed.items() if _can_introduce(each, as_of)}
    found: list[tuple[float, float, int, int, float]] = []
    for target, helper, weight in _ties(targets, helpers):
        if paths.is_better(helper.channel, weight, target.channel):
            chance = paths.chance(helper.channel, weight)
            worth = target.merit * chance.mean / target.likely
            found.append((worth, helper.who.strength, -target.who.id, -helper.who.id, weight))
    return _assigned(sorted(found, reverse=True), targets, helpers, paths)


def is_target(each: Weighed) -> bool:
    """Say whether somebody is worth an introduction: meets a target, and no tie leads there."""
    return each.channel in DISTANT and each.match.aim is not None


def _can_introduce(each: Weighed, as_of: date) -> bool:
    who = each.who
    return each.channel not in DISTANT and not who.introducer_busy and not why_out(who, as_of)


def _ties(
    targets: Mapping[int, Weighed], helpers: Mapping[int, Weighed]
) -> Iterable[tuple[Weighed, Weighed, float]]:
    """Yield (target, helper, weight) for every visible tie between two, from whichever side it is told."""
    heaviest: dict[tuple[int, int], float] = {}
    for ours, others, is_target in ((targets, helpers, True), (helpers, targets, False)):
        for one in ours.values():
            for other, weight in one.who.knows:
                if other in others:
                    pair = (one.who.id, other) if is_target else (other, one.who.id)
                    heaviest[pair] = max(weight, heaviest.get(pair, 0.0))
    for (target, helper), weight in heaviest.items():
        yield targets[target], helpers[helper], weight


def _assigned(
    found: Iterable[tuple[float, float, int, int, float]],
    targets: Mapping[int, Weighed],
    helpers: Mapping[int, Weighed],
    paths: Paths,
) -> dict[int, Way]:
    ways: dict[int, Way] = {}
    asked: set[int] = set()
    aims: set[int] = set()
    for _, _, target_id, helper_id, weight in found:
        target, helper = targets[-target_id], helpers[-helper_id]
        aim = target.match.aim
        if aim is None or aim.id in aims or target.who.id in ways or helper.who.id in asked:
            continue
        ways[target.who.id] = paths.way(helper, weight, target)
        asked.add(helper.who.id)
        aims.add(aim.id)
    return ways


def _step(weight: float) -> int:
    share = LEAST_AGREES + (1 - LEAST_AGREES) * max(weight, 0.0) / (max(weight, 0.0) + HALF_SURE)
    return round(share * STEPS)
