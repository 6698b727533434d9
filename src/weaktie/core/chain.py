"""Does the chain of introductions grow? What few conversations can say of it, with the doubt.

Introductions made per conversation are Poisson with a mean that is believed to be Gamma distributed. The
prior comes from "conversation -> at least one introduction", Beta(4, 6) (DOMAIN 1.2, a judgement: nobody has
counted it). With a Poisson mean m, P(none) = exp(-m), so m = -log(1 - p); for p ~ Beta(a, b) it has the mean
psi(a + b) - psi(b) and the variance psi'(b) - psi'(a + b), which a Gamma is given: about 0.55 introductions a
conversation, worth 7 conversations. Not every introduction becomes a conversation: 7 in 10 (Beta(7, 3),
DOMAIN 1.2), counted together with the seeker's own. Conversations that follow from one are then Poisson with
the mean m * p: a branching process (Galton and Watson), which dies out for sure at a mean of 1 or less.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import exp, lgamma, log

from weaktie.core.beta import CLOSE_ENOUGH, MASS, MOST_TERMS, SMALLEST, Beta, Interval
from weaktie.core.evidence import LEDGER, belief

FEW = 5
"""[J] Below so many conversations nothing is said of growth."""

YOUNG = timedelta(days=14)
"""A conversation so young, without an introduction, is left out: it has not had the time (DOMAIN 1.3)."""

SURE = 0.9
LIKELY = 2 / 3
"""[J] From which probability on it is said to grow, or probably to grow; the same for dying out."""

OWN_FROM = 0.5
"""From which share of the answer on one's own conversations decide."""

GRID = 60
SPAN = 6
"""Points of each belief over which the chance of dying out is averaged, and standard deviations they span."""

ONE_ROOT_FROM = 3
"""[J] From so many introductions on it is worth saying that all go back to one person."""


@dataclass(frozen=True, slots=True)
class Gamma:
    """A belief about a rate: as if `shape` events had been seen in `rate` trials."""

    shape: float
    rate: float

    @property
    def mean(self) -> float:
        """Return the expected rate."""
        return self.shape / self.rate

    def given(self, events: int, trials: int) -> Gamma:
        """Add what was seen (the conjugate rule of the Poisson)."""
        if events < 0 or trials < 0:
            raise ValueError("Counts of what happened cannot be negative.")
        return Gamma(self.shape + events, self.rate + trials)

    def below(self, value: float) -> float:
        """Return the probability that the true rate is at most `value`."""
        return lower_gamma(self.shape, self.rate * value)

    def quantile(self, share: float) -> float:
        """Return the rate that the true one stays under with probability `share`, by halving."""
        low, high = 0.0, self.mean + 1.0
        while self.below(high) < share:
            high *= 2
        while high - low > CLOSE_ENOUGH**0.5 * high:
            middle = (low + high) / 2
            low, high = (middle, high) if self.below(middle) < share else (low, middle)
        return (low + high) / 2

    def interval(self, mass: float = MASS) -> Interval:
        """Return the mean inside the span that leaves the same share out on both sides."""
        tail = (1 - mass) / 2
        return Interval(self.quantile(tail), self.mean, self.quantile(1 - tail))


@dataclass(frozen=True, slots=True)
class Growth:
    """What `n` conversations with `made` introductions say of the chain.

    `each` is introductions per conversation, `feeds_itself_at` how many of them a chain would need, `grows`
    the probability that it has them, `dies_out` the probability that what one conversation begins ends.
    """

    n: int
    made: int
    each: Interval
    feeds_itself_at: float
    grows: float
    dies_out: float
    own_share: float

    @property
    def is_early(self) -> bool:
        """Whether there is too little to say anything."""
        return self.n < FEW

    @property
    def verdict(self) -> str:
        """Return it in one word: early, grows, may_grow, unclear, may_end, ends."""
        if self.is_early:
            return "early"
        # While the guess weighs more than the seeker's own conversations nothing is said for sure.
        sure = SURE if self.own_share >= OWN_FROM else 1.1
        if self.grows >= LIKELY:
            return "grows" if self.grows >= sure else "may_grow"
        if self.grows <= 1 - LIKELY:
            return "ends" if self.grows <= 1 - sure else "may_end"
        return "unclear"


VERDICTS = {
    "early": "Too early to say.",
    "grows": "It feeds itself: each conversation leads to more than one other.",
    "may_grow": "It probably feeds itself.",
    "unclear": "It may feed itself or not: so few conversations fit both.",
    "may_end": "It probably does not feed itself: now and then it takes a new beginning.",
    "ends": "It does not feed itself, as most do not: it takes new beginnings besides.",
}


def prior() -> Gamma:
    """Return what is believed of introductions per conversation before the first one."""
    first = LEDGER.priors["introduction-after-conversation"]
    mean = _digamma_between(first.b, first.a)
    variance = _trigamma_between(first.b, first.a)
    return Gamma(mean**2 / variance, mean / variance)


def growth(*, conversations: int, made: int, met: int, missed: int) -> Growth:
    """Return what is known of the chain: `made` introductions in so many conversations, `met` of them.

    `missed` are introductions that came to nothing; those still open count in neither.
    """
    before = prior()
    each = before.given(made, conversations)
    becomes = belief(LEDGER.priors["conversation-introduced"]).given(met, missed)
    means = [
        (rate * share, weight * other) for rate, weight in _rates(each) for share, other in _shares(becomes)
    ]
    return Growth(
        n=conversations,
        made=made,
        each=each.interval(),
        feeds_itself_at=1 / becomes.mean,
        grows=sum(weight for mean, weight in means if mean > 1),
        dies_out=sum(weight * extinction(mean) for mean, weight in means),
        own_share=conversations / (conversations + before.rate),
    )


def extinction(mean: float) -> float:
    """Return the probability that a Poisson branching process of this mean, begun by one, dies out."""
    if mean <= 1:
        return 1.0
    ends = 0.0
    # The smallest solution of q = exp(mean (q - 1)), reached from below by iterating.
    for _ in range(MOST_TERMS):
        following = exp(mean * (ends - 1))
        if abs(following - ends) < CLOSE_ENOUGH:
            break
        ends = following
    return ends


def roots(led: Iterable[tuple[int, int]]) -> Mapping[int, int]:
    """Return with whom the chain begins and how many introductions go back to each.

    `led` are pairs (introducer, introduced); of somebody introduced twice the first pair counts.
    """
    by: dict[int, int] = {}
    for introducer, person in led:
        by.setdefault(person, introducer)
    return Counter(_root(person, by) for person in by)


def one_root(counts: Mapping[int, int]) -> int | None:
    """Return the one person to whom all introductions go back, if that is worth a word."""
    if len(counts) == 1 and sum(counts.values()) >= ONE_ROOT_FROM:
        return next(iter(counts))
    return None


def lower_gamma(shape: float, x: float) -> float:
    """Return the regularised lower incomplete gamma function P(shape, x) (DLMF 8.2.4)."""
    if x <= 0:
        return 0.0
    scale = exp(shape * log(x) - x - lgamma(shape))
    if x < shape + 1:
        return scale * _series(shape, x)
    return 1.0 - scale * _fraction(shape, x)


def _series(shape: float, x: float) -> float:
    """Return the sum of DLMF 8.11.4, which converges fast below the mean."""
    term = total = 1 / shape
    for step in range(1, MOST_TERMS):
        term *= x / (shape + step)
        total += term
        if term < total * CLOSE_ENOUGH:
            break
    return total


def _fraction(shape: float, x: float) -> float:
    """Return the continued fraction of DLMF 8.9.2 by the modified Lentz method (DLMF 3.10)."""
    b = x + 1 - shape
    upper, lower = 1 / SMALLEST, 1 / b
    value = lower
    for step in range(1, MOST_TERMS):
        a = -step * (step - shape)
        b += 2
        lower = 1 / ((a * lower + b) or SMALLEST)
        upper = (b + a / upper) or SMALLEST
        value *= upper * lower
        if abs(upper * lower - 1) < CLOSE_ENOUGH:
            break
    return value


def _digamma_between(start: float, steps: float) -> float:
    """Return psi(start + steps) - psi(start) for whole steps (DLMF 5.5.2)."""
    return sum(1 / (start + step) for step in range(round(steps)))


def _trigamma_between(start: float, steps: float) -> float:
    """Return psi'(start) - psi'(start + steps) for whole steps (DLMF 5.15.5)."""
    return sum(1 / (start + step) ** 2 for step in range(round(steps)))


def _rates(belief_: Gamma) -> list[tuple[float, float]]:
    """Return rates over the whole of a belief, each with its probability."""
    most = belief_.mean + SPAN * belief_.shape**0.5 / belief_.rate
    rates = [most * (point + 0.5) / GRID for point in range(GRID)]
    return _weighed(rates, [(belief_.shape - 1) * log(rate) - belief_.rate * rate for rate in rates])


def _shares(belief_: Beta) -> list[tuple[float, float]]:
    shares = [(point + 0.5) / GRID for point in range(GRID)]
    return _weighed(shares, [(belief_.a - 1) * log(x) + (belief_.b - 1) * log(1 - x) for x in shares])


def _weighed(values: list[float], logs: list[float]) -> list[tuple[float, float]]:
    densities = [exp(one - max(logs)) for one in logs]
    total = sum(densities)
    return [(value, density / total) for value, density in zip(values, densities, strict=True)]


def _root(person: int, by: Mapping[int, int]) -> int:
    seen = {person}
    while person in by and by[person] not in seen:
        person = by[person]
        seen.add(person)
    return person
