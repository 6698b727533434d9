"""How strong a tie is, how fresh, and of what kind: the arithmetic of the encounters of two people.

An encounter adds its weight to two sums that fade, one with a short half-life (what goes on now), one with a
long one (what has been built up). Both are kept as logarithms at one fixed instant, so that a tie needs no
recalculation as time goes by, new encounters are simply added, and the order of ties never changes unless
something happens. Formulas and constants: docs/ties.md. [J] marks a judgement without data behind it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntFlag, StrEnum
from functools import lru_cache
from itertools import pairwise
from math import exp2, fsum, log, log2
from statistics import median_low
from typing import NamedTuple

from weaktie.core.rows import Kind

DAY = 86_400
YEAR = 365.25 * DAY

REFERENCE = 1_577_836_800
"""2020-01-01 UTC, where the sums are kept. Any instant would do; it must never change."""

SHORT_HALF_LIFE = 60 * DAY
LONG_HALF_LIFE = 900 * DAY
"""DOMAIN 2.2 [J]: "active" and "capital"."""

MOST_OTHERS = 9
"""Larger circles make no tie: DOMAIN 2.2 drops encounters of more than ten people besides the owner."""

MEETING_ALONE = 3.0
MEETING_SMALL = 1.5
SENT = 1.0
RECEIVED = 0.7
COPIED = 0.2
"""Weights of one encounter: DOMAIN 2.2 [J]. What third parties write to both counts as copied."""

CLICK = 0.3
RECOMMENDED = 3.0
"""[J] An invitation or an endorsement is one click; a recommendation is work, like a meeting of two."""

WORK_YEAR = 6.0
SCHOOL_YEAR = 3.0
"""[J] A year at one employer weighs as much as a small meeting a quarter; at one school, half as much."""

FRESH_SHARE = 0.75
"""Share of the short sum in the geometric mean of both. Chosen with the next: docs/ties.md, sensitivity."""

SILENCE_HALF_LIFE = 45 * DAY
"""A tie halves again for each 45 days without any encounter, since who falls silent has often gone."""

MIDDLE = 2.0
WIDTH = 2.5
"""[J] Strength 1/2 is 2**2, about an exchange a month; 2.5 powers of two lie between odds of 1:1 and 2:1."""

CLOSE_SUM = 10.0
"""[J] Short sum of a close tie: one sent and one received each fortnight keep it at 1.7 / 14 x 60 / ln 2."""

ACTIVE_SUM = 0.4
"""[J] Short sum of an active tie: one exchange no more than four months ago."""

DORMANT_AFTER = 3 * YEAR
"""Levin, Walter & Murnighan 2011: dormant is out of touch for at least three years (DOMAIN 2.1)."""

SILENCE = 30 * DAY
"""[J] Who writes after a month begins anew; what comes back within a month is an answer."""

NOTHING = -1e9
"""The logarithm of an empty sum, as a number that every database can hold."""

_LARGEST = 1000.0
_YEAR_STARTS = [int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in range(1800, 2200)]
_WRITTEN = frozenset((Kind.MAIL, Kind.MESSAGE))
"""What is written to somebody. A recommendation is written about them: it makes a tie and is no message."""


class TieClass(StrEnum):
    """Kinds of tie, by what is going on and what has been (DOMAIN 2.2)."""

    CLOSE = "close"
    ACTIVE = "active"
    MODERATE = "moderate"
    DORMANT = "dormant"
    NEVER = "never"


class Context(IntFlag):
    """Where two people have had to do with each other; `Measure.contexts` is the sum of these."""

    MAIL = 1
    MEETING = 2
    MESSAGE = 4
    INVITATION = 8
    RECOMMENDATION = 16
    ENDORSEMENT = 32
    EMPLOYER = 64
    SCHOOL = 128
    CONNECTED = 256
    PRAISED = 512
    PRAISED_BY = 1024
    """Beside RECOMMENDATION: the owner wrote one, or the other did."""


_BITS = {kind: int(Context[kind.name]) for kind in Kind}
_SHARED_PAST = int(Context.EMPLOYER | Context.SCHOOL | Context.RECOMMENDATION)


class Touch(NamedTuple):
    """One encounter seen from the owner's side with one other person.

    `at` counts seconds since 1970 UTC. `way` is +1 if the owner wrote to them, -1 if they wrote to the owner,
    0 if both were present (a meeting) or third parties wrote to both. `others` are the people besides the
    two, `copied` that either stood only in cc.
    """

    at: int
    kind: Kind
    way: int
    others: int
    copied: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """What is kept of a tie; it does not depend on today. Instants are seconds since 1970 UTC, 0 for never.

    `short` and `long` are log2 of the two fading sums at REFERENCE. `sent` and `received` count what one
    wrote to the other, `copied` what reached both without that. `started` is how much more often the owner
    began anew than the other did (negative: less often). `first` and `last` are encounters of any kind,
    threads of third parties too: for the last contact ask `last_contact`. `peak_year` is the number of
    encounters in the busiest calendar year (UTC). `contexts` is a sum of Context, 0 only if there is nothing.
    """

    short: float = NOTHING
    long: float = NOTHING
    sent: int = 0
    received: int = 0
    meetings: int = 0
    copied: int = 0
    started: int = 0
    first: int = 0
    last: int = 0
    last_sent: int = 0
    last_received: int = 0
    peak_year: int = 0
    contexts: int = 0
    last_met: int = 0


class ReplyTimes(NamedTuple):
    """Median seconds until an answer, the owner's and theirs; None if there was none."""

    owner: int | None
    theirs: int | None


def measure(touches: Iterable[Touch]) -> Measure:
    """Sum up the encounters with one person, in any order. Larger circles than MOST_OTHERS are left out."""
    kept = [touch for touch in touches if touch[3] <= MOST_OTHERS]
    if not kept:
        return Measure()

    ats = [touch[0] for touch in kept]
    last = max(ats)
    weights = [_weight(kind, way, others, copied) for _, kind, way, others, copied in kept]
    met = [at for at, kind, *_ in kept if kind == Kind.MEETING]
    written = sorted(
        (at, way) for at, kind, way, _, copied in kept if way and not copied and kind in _WRITTEN
    )
    sent = [at for at, way in written if way > 0]
    received = [at for at, way in written if way < 0]
    return Measure(
        short=_kept_log(weights, ats, last, SHORT_HALF_LIFE),
        long=_kept_log(weights, ats, last, LONG_HALF_LIFE),
        sent=len(sent),
        received=len(received),
        meetings=len(met),
        copied=sum(1 for _, kind, way, _, copied in kept if kind != Kind.MEETING and (copied or not way)),
        started=_started(written),
        first=min(ats),
        last=last,
        last_sent=sent[-1] if sent else 0,
        last_received=received[-1] if received else 0,
        peak_year=max(Counter([bisect_right(_YEAR_STARTS, at) for at in ats]).values()),
        contexts=sum(_BITS[kind] for kind in {touch[1] for touch in kept}) | _praise(kept),
        last_met=max(met, default=0),
    )


def shared_past(
    *,
    worked: Iterable[tuple[int, int]] = (),
    studied: Iterable[tuple[int, int]] = (),
    connected: int = 0,
) -> Measure:
    """Weigh what two people share without a message: years (since, until) at one employer or school, and the
    day they connected, all in seconds since 1970 UTC. Add it to what `measure` returns.
    """
    total = Measure()
    for since, until in worked:
        total = add(total, _years(since, until, WORK_YEAR, Context.EMPLOYER))
    for since, until in studied:
        total = add(total, _years(since, until, SCHOOL_YEAR, Context.SCHOOL))
    if connected:
        total = add(total, _once(connected, CLICK, Context.CONNECTED))
    return total


def add(a: Measure, b: Measure) -> Measure:
    """Put two lots of different encounters with one person together.

    All but two figures come out as if measured at once: `peak_year` is the greater of both (too low if one
    year's encounters lie in both lots), and `started` looks at each lot by itself.
    """
    if not a.contexts or not b.contexts:
        return a if a.contexts else b
    return Measure(
        short=_log_sum(a.short, b.short),
        long=_log_sum(a.long, b.long),
        sent=a.sent + b.sent,
        received=a.received + b.received,
        meetings=a.meetings + b.meetings,
        copied=a.copied + b.copied,
        started=a.started + b.started,
        first=min(a.first, b.first),
        last=max(a.last, b.last),
        last_sent=_latest(a.last_sent, b.last_sent),
        last_received=_latest(a.last_received, b.last_received),
        peak_year=max(a.peak_year, b.peak_year),
        contexts=a.contexts | b.contexts,
        last_met=_latest(a.last_met, b.last_met),
    )


def order(m: Measure) -> float:
    """Return log2 of the tie's strength as of REFERENCE: who stands higher, stands higher on every day.

    It loses the same number of powers of two a day for everybody, so that it can be stored and indexed.
    """
    if not m.contexts:
        return NOTHING
    sums = FRESH_SHARE * m.short + (1 - FRESH_SHARE) * m.long
    return sums + (m.last - REFERENCE) / SILENCE_HALF_LIFE + log2((1 + _balance(m)) / 2)


FADING = FRESH_SHARE / SHORT_HALF_LIFE + (1 - FRESH_SHARE) / LONG_HALF_LIFE + 1 / SILENCE_HALF_LIFE
"""Powers of two that `order` loses a second."""


def strength(m: Measure, now: int) -> float:
    """Return how strong the tie is at an instant, 0 (none) to 1, in the order of `order`."""
    if not m.contexts:
        return 0.0
    power = (order(m) - FADING * (now - REFERENCE) - MIDDLE) / WIDTH
    return 1 / (1 + exp2(min(-power, _LARGEST)))


def short_sum(m: Measure, now: int) -> float:
    """Return what goes on now: the sum with the half-life of 60 days, in messages sent just now."""
    return exp2(min(m.short - (now - REFERENCE) / SHORT_HALF_LIFE, _LARGEST))


def capital(m: Measure, now: int) -> float:
    """Return what has been built up: the sum with the half-life of 900 days, in messages sent just now."""
    return exp2(min(m.long - (now - REFERENCE) / LONG_HALF_LIFE, _LARGEST))


def tie_class(m: Measure, now: int) -> TieClass:
    """Say what kind of tie this is: never, if neither words nor years have been shared; dormant after three
    years of silence, however much there was; else close, active or moderate by what goes on.
    """
    if not is_two_way(m) and not m.contexts & _SHARED_PAST:
        return TieClass.NEVER
    if now - (last_contact(m) or m.last) >= DORMANT_AFTER:
        return TieClass.DORMANT
    if not is_two_way(m):
        return TieClass.MODERATE
    fresh = short_sum(m, now)
    if fresh >= CLOSE_SUM:
        return TieClass.CLOSE
    return TieClass.ACTIVE if fresh >= ACTIVE_SUM else TieClass.MODERATE


def is_two_way(m: Measure) -> bool:
    """Tell whether both have written to each other, or have met."""
    return bool(m.sent and m.received or m.meetings)


def last_contact(m: Measure) -> int:
    """Return when one last wrote to the other or they met, 0 for never, third parties' threads aside."""
    return _latest(m.last_sent, m.last_received, m.last_met)


def span(m: Measure) -> int:
    """Return the seconds from the first encounter to the last."""
    return m.last - m.first


def reciprocity(m: Measure) -> float:
    """Return 2 min(sent, received) / (sent + received): 0 one-way, 1 even (DOMAIN 2.2)."""
    written = m.sent + m.received
    return 2 * min(m.sent, m.received) / written if written else 0.0


def reply_times(touches: Iterable[Touch]) -> ReplyTimes:
    """Return the median times to an answer each way; what comes after SILENCE is no answer."""
    written = sorted((t.at, t.way) for t in touches if t.way and t.kind in (Kind.MAIL, Kind.MESSAGE))
    answers = [
        (b - a, way) for (a, asked), (b, way) in pairwise(written) if way != asked and b - a <= SILENCE
    ]
    owner = [took for took, way in answers if way > 0]
    theirs = [took for took, way in answers if way < 0]
    return ReplyTimes(median_low(owner) if owner else None, median_low(theirs) if theirs else None)


def _latest(*instants: int) -> int:
    """Return the latest instant; 0 stands for never, and what happened before 1970 lies below it."""
    return max(filter(None, instants), default=0)


def _praise(kept: Iterable[Touch]) -> int:
    """Return in which directions recommendations went."""
    ways = {touch[2] for touch in kept if touch[1] == Kind.RECOMMENDATION}
    return (int(Context.PRAISED) if 1 in ways else 0) | (int(Context.PRAISED_BY) if -1 in ways else 0)


@lru_cache(maxsize=4096)
def _weight(kind: Kind, way: int, others: int, copied: bool) -> float:
    return _worth(kind, way, others, copied) / log2(2 + others)


def _worth(kind: Kind, way: int, others: int, copied: bool) -> float:
    if kind == Kind.MEETING:
        return MEETING_SMALL if others else MEETING_ALONE
    if kind == Kind.RECOMMENDATION:
        return RECOMMENDED
    if kind in (Kind.INVITATION, Kind.ENDORSEMENT):
        return CLICK
    if copied or not way:
        return COPIED
    return SENT if way > 0 else RECEIVED


def _kept_log(weights: Sequence[float], ats: Sequence[int], last: int, half_life: float) -> float:
    """Sum at the last encounter, where nothing vanishes, exactly rounded in any order; move to REFERENCE."""
    rate = 1 / half_life
    total = fsum([weight * exp2((at - last) * rate) for weight, at in zip(weights, ats, strict=True)])
    return log2(total) + (last - REFERENCE) * rate


def _log_sum(a: float, b: float) -> float:
    low, high = sorted((a, b))
    return high + log2(1 + exp2(low - high))


def _started(written: Sequence[tuple[int, int]]) -> int:
    begun = sum(way for (before, _), (at, way) in pairwise(written) if at - before > SILENCE)
    return begun + (written[0][1] if written else 0)


def _balance(m: Measure) -> float:
    """Reciprocity with half a message more each way, so that one message alone is not yet one-sided."""
    return 2 * (min(m.sent, m.received) + 0.5) / (m.sent + m.received + 1)


def _years(since: int, until: int, weight: float, context: Context) -> Measure:
    """Spread `weight` a year evenly over the time: the integral of a fading rate."""
    length = max(until - since, DAY)
    logs = []
    for half_life in (SHORT_HALF_LIFE, LONG_HALF_LIFE):
        kept = half_life / log(2) * (1 - exp2(-length / half_life))
        logs.append(log2(weight / YEAR * kept) + (until - REFERENCE) / half_life)
    return Measure(short=logs[0], long=logs[1], first=since, last=until, contexts=int(context))


def _once(at: int, weight: float, context: Context) -> Measure:
    short, long = (log2(weight) + (at - REFERENCE) / h for h in (SHORT_HALF_LIFE, LONG_HALF_LIFE))
    return Measure(short=short, long=long, first=at, last=at, contexts=int(context))
