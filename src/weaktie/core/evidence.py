"""Published rates and their doubts: what is believed before the seeker's own record says more.

Figures and their status are those of the evidence ledger (docs/ranking.md, "Rates"). A `Prior` may enter a
calculation. A `Contested` figure may only be shown: handing one to a calculation is an error to the
type checker and a `TypeError` when it runs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from importlib import resources
from math import isclose
from types import MappingProxyType

from weaktie.core.beta import Beta, Interval

Counts = tuple[int, int]
"""(said yes, closed): asks that led to a conversation, of asks that are answered or past their window."""

Field = str | float | int | None


class Channel(StrEnum):
    """How an ask reaches a person: by which tie, through somebody, or without any."""

    COLD = "cold"
    SHARED = "shared"
    WEAK = "weak"
    DORMANT = "dormant"
    CLOSE = "close"
    INTRODUCED = "introduced"


class Status(StrEnum):
    """How far a figure can be trusted. The word is shown wherever the figure is."""

    CONFIRMED = "confirmed"
    DERIVED = "derived"
    MEMORY = "memory"
    JUDGEMENT = "judgement"
    CONTESTED = "contested"


@dataclass(frozen=True, slots=True)
class Prior:
    """A rate from one stage to the next, as Beta(a, b) worth `ess` trials."""

    id: str
    stage_from: str
    stage_to: str
    channel: str
    a: float
    b: float
    ess: float
    status: Status
    source: str
    population: str
    year: int | None
    note: str


@dataclass(frozen=True, slots=True)
class Contested:
    """A figure that circulates and that nothing may be computed from. It has words and no numbers."""

    id: str
    claim: str
    source: str
    population: str
    year: int | None
    note: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything in the file of rates, by id."""

    priors: Mapping[str, Prior]
    contested: Mapping[str, Contested]


class BadLedger(ValueError):
    """The file of rates does not keep its own schema."""


def read_ledger(text: str) -> Ledger:
    """Read the JSON list of rates. Raise BadLedger on a row that lacks a field or contradicts itself."""
    rows = json.loads(text)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadLedger("The file of rates is a list of objects.")
    contested = [_contested(row) for row in rows if row.get("status") == Status.CONTESTED]
    priors = [_prior(row) for row in rows if row.get("status") != Status.CONTESTED]
    ids = [prior.id for prior in priors] + [figure.id for figure in contested]
    if len(set(ids)) < len(ids):
        raise BadLedger("Two rates have the same id.")
    return Ledger(
        priors=MappingProxyType({prior.id: prior for prior in priors}),
        contested=MappingProxyType({figure.id: figure for figure in contested}),
    )


def _prior(row: Mapping[str, Field]) -> Prior:
    a, b, ess = _number(row, "a"), _number(row, "b"), _number(row, "ess")
    if a <= 0 or b <= 0 or not isclose(a + b, ess):
        raise BadLedger(f"{row.get('id')}: a and b are positive and ess is their sum.")
    try:
        status = Status(_text(row, "status"))
    except ValueError as error:
        raise BadLedger(f"{row.get('id')}: {error}.") from None
    return Prior(
        id=_text(row, "id"),
        stage_from=_text(row, "stage_from"),
        stage_to=_text(row, "stage_to"),
        channel=_text(row, "channel"),
        a=a,
        b=b,
        ess=ess,
        status=status,
        source=_text(row, "source"),
        population=_text(row, "population"),
        year=_year(row),
        note=_text(row, "note", may_be_empty=True),
    )


def _contested(row: Mapping[str, Field]) -> Contested:
    if {"a", "b", "ess"} & row.keys():
        raise BadLedger(f"{row.get('id')}: a contested figure carries no numbers to compute with.")
    return Contested(
        id=_text(row, "id"),
        claim=_text(row, "claim"),
        source=_text(row, "source"),
        population=_text(row, "population"),
        year=_year(row),
        note=_text(row, "note"),
    )


def _text(row: Mapping[str, Field], name: str, *, may_be_empty: bool = False) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not (value or may_be_empty):
        raise BadLedger(f"{row.get('id')}: {name} is missing.")
    return value


def _number(row: Mapping[str, Field], name: str) -> float:
    value = row.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise BadLedger(f"{row.get('id')}: {name} is not a number.")
    return float(value)


def _year(row: Mapping[str, Field]) -> int | None:
    value = row.get("year")
    if value is not None and not isinstance(value, int):
        raise BadLedger(f"{row.get('id')}: year is a whole number or null.")
    return value


LEDGER = read_ledger(resources.files("weaktie.core").joinpath("data/priors.json").read_text("utf-8"))


def belief(prior: Prior, counts: Counts = (0, 0)) -> Beta:
    """Return what is believed of a rate after the seeker's own trials (beta-binomial).

    Raise TypeError for anything but a Prior (a contested figure above all), ValueError for impossible counts.
    """
    if not isinstance(prior, Prior):
        raise TypeError(f"{type(prior).__name__} figures are shown, never computed with.")
    yes, closed = counts
    return Beta(prior.a, prior.b).given(yes, closed - yes)


def conversation_prior(channel: Channel) -> Prior:
    """Return the prior of "asked, and a conversation took place" for one channel."""
    return LEDGER.priors[f"conversation-{channel}"]


def reply_prior(channel: Channel) -> Prior:
    """Return the prior of "asked, and an answer of any kind came". There is none for an introduction."""
    return LEDGER.priors[f"reply-{channel}"]


def own_share(prior: Prior, counts: Counts) -> float:
    """Return how much the seeker's own trials weigh in the belief, from 0 to 1: n / (n + ESS)."""
    return counts[1] / (counts[1] + prior.ess)


def odds(rate: float) -> str:
    """Say a rate as people do: "2 in 5", "1 in 12", "hardly any", "nearly all"."""
    if rate < 0.015:
        return "hardly any"
    if rate > 0.95:
        return "nearly all"
    if rate < SMALL_RATE:
        return f"1 in {min(_ROUND_WHOLES, key=lambda whole: abs(1 / whole - rate))}"
    nearest = min(_PLAIN_ODDS, key=lambda plain: (abs(plain - Fraction(rate)), plain.denominator))
    return f"{nearest.numerator} in {nearest.denominator}"


def odds_between(chance: Interval) -> str:
    """Say an interval: "about 2 in 5, could be 1 in 5 to 3 in 5"."""
    return f"about {odds(chance.mid)}, could be {odds(chance.low)} to {odds(chance.high)}"


SMALL_RATE = 0.105
_ROUND_WHOLES = (10, 12, 15, 20, 25, 30, 40, 50)
_PLAIN_ODDS = sorted(
    {Fraction(part, whole) for whole in range(2, 6) for part in range(1, whole)}
    | {Fraction(1, whole) for whole in range(6, 11)}
    | {Fraction(9, 10)}
)
