"""How likely one person is to talk, beside others with the same kind of tie: what the tie itself shows.

The published rates know kinds of ties only (`evidence`). Within a kind, who was in touch lately, answered and
wrote much is likelier to talk than who did not; by how much, nobody has counted. So the sizes are judgement
[J], the doubt stays that of the kind, and nobody leaves the interval that the kind's rate has.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import exp, log, log2
from typing import NamedTuple

from weaktie.core.beta import Beta, Interval
from weaktie.core.candidates import Candidate
from weaktie.core.evidence import Channel

YEAR = 365.25

SILENCE = {
    Channel.CLOSE: (0.0, 0.25),
    Channel.WEAK: (0.0, 3.0),
    Channel.DORMANT: (3.0, 15.0),
}
"""[J] Years since the last contact, at the fresh and at the faded end of each kind of tie."""

MIDDLE = {
    Channel.CLOSE: "six weeks",
    Channel.WEAK: "a year and a half",
    Channel.DORMANT: "nine years",
}
"""The middle between these ends in words: before it speaks for a yes, after it against."""

FRESH = 0.4
ANSWERS = 0.25
VOLUME = 0.25
UNANSWERED = 0.3
WROTE_LAST = 0.4
"""[J] How far each moves the log-odds at most."""

MUCH = 64
"""[J] Messages from which on more say nothing more; a meeting counts as three."""

AN_ANSWER_TAKES = 31
"""Days after which one's last message counts as unanswered."""

WORTH_SAYING = 0.1


class Hint(NamedTuple):
    """One thing that the tie shows, in words, and how far it moves the log-odds."""

    weight: float
    words: str


def hints(who: Candidate, channel: Channel, as_of: date) -> tuple[Hint, ...]:
    """Return what speaks for a yes, and against it, beside others of the same kind of tie."""
    if channel in SILENCE and who.last_contact is not None:
        return tuple(_both_ways(who, channel, as_of))
    if who.received and not who.sent:
        return (Hint(WROTE_LAST, "a message came that you have not answered"),)
    return ()


def moved(rate: Beta, span: Interval, found: tuple[Hint, ...]) -> float:
    """Return the chance of one person: the rate of the kind, moved by hints, inside the rate's interval."""
    shift = sum(hint.weight for hint in found)
    if not shift:
        return rate.mean
    odds = log(rate.mean / (1 - rate.mean)) + shift
    return min(max(1 / (1 + exp(-odds)), span.low), span.high)


def belief(rate: Beta, chance: float) -> Beta:
    """Return what is believed of one person's chance: as doubtful as the rate of the kind."""
    return Beta(chance * rate.weight, (1 - chance) * rate.weight)


def words(found: tuple[Hint, ...]) -> str:
    """Say what moved the chance: "; for it: answers came; against it: the last contact is long ago"."""
    said = ""
    for sign, name in ((1, "for it"), (-1, "against it")):
        told = [hint.words for hint in found if hint.weight * sign >= WORTH_SAYING]
        said += f"; {name}: {', '.join(told)}" if told else ""
    return said


def _both_ways(who: Candidate, channel: Channel, as_of: date) -> Iterator[Hint]:
    assert who.last_contact is not None
    fresh, faded = SILENCE[channel]
    silent = ((as_of - who.last_contact).days / YEAR - fresh) / (faded - fresh)
    recent = FRESH * (1 - 2 * min(max(silent, 0.0), 1.0))
    yield Hint(recent, f"the last contact is {'less' if recent > 0 else 'more'} than {MIDDLE[channel]} ago")
    if who.sent or who.received:
        share = min((who.received + 0.5) / (who.sent + who.received + 1), 0.5)
        answers = ANSWERS * (4 * share - 1)
        yield Hint(answers, "messages were answered" if answers > 0 else "few messages were answered")
    much = log2(1 + who.sent + who.received + 3 * who.meetings) / log2(1 + MUCH)
    volume = VOLUME * (2 * min(much, 1.0) - 1)
    yield Hint(volume, "much was written or said" if volume > 0 else "little was written or said")
    if who.wrote_on is not None and _is_unanswered(who.wrote_on, who.last_contact, who.heard_on, as_of):
        yield Hint(-UNANSWERED, "your last message was not answered")


def _is_unanswered(wrote: date, contact: date, heard: date | None, as_of: date) -> bool:
    """Tell whether the seeker's was the last word, long enough ago for an answer to have come."""
    waits = (as_of - wrote).days > AN_ANSWER_TAKES and wrote >= contact
    return waits and (heard is None or (wrote - heard).days > AN_ANSWER_TAKES)
