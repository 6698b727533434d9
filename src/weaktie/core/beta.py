"""Beta distributions: what is believed of a rate, from few trials and many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, log1p

MASS = 0.8
"""Share of the belief inside an interval that is shown: DOMAIN 1.3, "80 % interval"."""

GRID = 200
"""Points of the midpoint rule over [0, 1]; 200 keep the error of a comparison under 0.005 for a, b >= 1."""

SMALLEST = 1e-300
CLOSE_ENOUGH = 1e-12
MOST_TERMS = 500
MOST_STEPS = 80


@dataclass(frozen=True, slots=True)
class Interval:
    """A chance from 0 to 1 and the span that holds it with 80 %. `mid` is the mean, used in the score."""

    low: float
    mid: float
    high: float


@dataclass(frozen=True, slots=True)
class Beta:
    """Believe a rate as if `a` trials had succeeded and `b` had failed. Both are positive."""

    a: float
    b: float

    def __post_init__(self) -> None:
        if self.a <= 0 or self.b <= 0:
            raise ValueError(f"A Beta needs two positive numbers, not {self.a} and {self.b}.")

    @property
    def mean(self) -> float:
        """Return the expected rate."""
        return self.a / (self.a + self.b)

    @property
    def weight(self) -> float:
        """Return how many trials this belief is worth."""
        return self.a + self.b

    @property
    def variance(self) -> float:
        """Return the variance of the rate."""
        return self.mean * (1 - self.mean) / (self.weight + 1)

    def given(self, yes: int, no: int) -> Beta:
        """Add trials that were seen (the conjugate rule of the binomial)."""
        if yes < 0 or no < 0:
            raise ValueError("Counts of what happened cannot be negative.")
        return Beta(self.a + yes, self.b + no)

    def below(self, rate: float) -> float:
        """Return the probability that the true rate is at most `rate`."""
        return incomplete(rate, self.a, self.b)

    def quantile(self, share: float) -> float:
        """Return the rate that the true one stays under with probability `share`."""
        if not 0 < share < 1:
            raise ValueError("A quantile is asked for between 0 and 1.")
        low, high, guess = 0.0, 1.0, self.mean
        for _ in range(MOST_STEPS):
            miss = self.below(guess) - share
            low, high = (guess, high) if miss < 0 else (low, guess)
            if high - low < CLOSE_ENOUGH or abs(miss) < CLOSE_ENOUGH:
                break
            # Newton's step where it stays inside the bracket, halving where it does not.
            step = guess - miss / max(self.density(guess), SMALLEST)
            guess = step if low < step < high else (low + high) / 2
        return guess

    def density(self, rate: float) -> float:
        """Return the density at a rate strictly between 0 and 1."""
        scale = lgamma(self.a + self.b) - lgamma(self.a) - lgamma(self.b)
        return exp(scale + (self.a - 1) * log(rate) + (self.b - 1) * log1p(-rate))

    def interval(self, mass: float = MASS) -> Interval:
        """Return the mean inside the span that leaves the same share out on both sides."""
        tail = (1 - mass) / 2
        return Interval(self.quantile(tail), self.mean, self.quantile(1 - tail))


def incomplete(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b) (DLMF 8.17)."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    # The fraction converges fast only below the mean; above it, I_x(a, b) = 1 - I_{1-x}(b, a) (8.17.4).
    if x > (a + 1) / (a + b + 2):
        return 1.0 - incomplete(1 - x, b, a)
    scale = lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)
    return exp(scale) / (a * _fraction(x, a, b))


def _fraction(x: float, a: float, b: float) -> float:
    """Return 1 + d1/(1 + d2/(1 + ...)) of DLMF 8.17.22, by the modified Lentz method (DLMF 3.10)."""
    value, upper, lower = 1.0, 1.0, 0.0
    for term in range(1, MOST_TERMS):
        m = term // 2
        if term % 2:
            d = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            d = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        lower = 1 / ((1 + d * lower) or SMALLEST)
        upper = (1 + d / upper) or SMALLEST
        value *= upper * lower
        if abs(upper * lower - 1) < CLOSE_ENOUGH:
            break
    return value


def product(rates: Sequence[Beta]) -> Beta:
    """Return the Beta with the mean and variance of a product of independent rates (moment matching)."""
    mean, square = 1.0, 1.0
    for rate in rates:
        mean *= rate.mean
        square *= rate.variance + rate.mean**2
    weight = mean * (1 - mean) / (square - mean**2) - 1
    return Beta(mean * weight, (1 - mean) * weight)


def scaled(rate: Beta, share: float) -> Beta:
    """Return the same doubt (weight) about a rate that is `share` of the first."""
    mean = rate.mean * share
    return Beta(mean * rate.weight, (1 - mean) * rate.weight)


def first_beats_second(first: Beta, second: Beta) -> float:
    """Return the probability that the first rate is truly the higher one."""
    return chances_to_lead((first, second))[0]


def chances_to_lead(rates: Sequence[Beta]) -> tuple[float, ...]:
    """Return, for each rate, the probability that it is the highest of all. They add up to 1."""
    if len(rates) == 1:
        return (1.0,)
    masses = [_masses(rate) for rate in rates]
    below = [_running(mass) for mass in masses]
    leads = [0.0] * len(rates)
    for point in range(GRID):
        for which, mass in enumerate(masses):
            others = mass[point]
            for other, share in enumerate(below):
                if other != which:
                    others *= share[point]
            leads[which] += others
    total = sum(leads)
    return tuple(lead / total for lead in leads)


def _masses(rate: Beta) -> list[float]:
    a, b = rate.a - 1, rate.b - 1
    logs = [a * yes + b * no for yes, no in _LOGS]
    most = max(logs)
    densities = [exp(value - most) for value in logs]
    total = sum(densities)
    return [density / total for density in densities]


_LOGS = [(log((point + 0.5) / GRID), log1p(-(point + 0.5) / GRID)) for point in range(GRID)]


def _running(masses: list[float]) -> list[float]:
    """Return the mass below each point's middle."""
    sums, so_far = [], 0.0
    for mass in masses:
        sums.append(so_far + mass / 2)
        so_far += mass
    return sums
