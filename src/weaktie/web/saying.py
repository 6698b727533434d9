"""Numbers and dates as people say them: words for a reader, no HTML."""

from __future__ import annotations

import math

from weaktie.core.days import counted as counted
from weaktie.core.days import day as day
from weaktie.core.days import full_day as full_day
from weaktie.core.days import length as length
from weaktie.core.days import moment as moment
from weaktie.core.days import number as number

# Fractions that people picture easily, as (how many, of how many).
FRACTIONS = (
    (1, 100),
    (1, 50),
    (1, 20),
    (1, 10),
    (1, 8),
    (1, 7),
    (1, 6),
    (1, 5),
    (1, 4),
    (1, 3),
    (2, 5),
    (1, 2),
) + ((3, 5), (2, 3), (3, 4), (4, 5), (9, 10), (19, 20))
HARDLY_EVER = 0.005
NEARLY_ALWAYS = 0.975


def share(probability: float) -> str:
    """Say a probability between 0 and 1 as the nearest simple fraction: 2 in 5."""
    if probability < HARDLY_EVER:
        return "hardly anyone"
    if probability > NEARLY_ALWAYS:
        return "nearly everyone"
    many, of = min(FRACTIONS, key=lambda pair: abs(_logit(pair[0] / pair[1]) - _logit(probability)))
    return f"{many} in {of}"


def about(probability: float) -> str:
    """Say a probability as an estimate that begins a sentence: About 2 in 5."""
    said = share(probability)
    return f"About {said}" if said[0].isdigit() else said.capitalize()


def share_range(low: float, high: float) -> str:
    """Say an interval of probabilities: 1 in 5 to 3 in 5."""
    first, last = share(low), share(high)
    return first if first == last else f"{first} to {last}"


def _logit(probability: float) -> float:
    return math.log(probability / (1 - probability))
