"""Whom to talk to next: people chosen together, with the reasons and every part of the score.

An ask is weighed as P(conversation) x value x freshness (`weighing`); the list is chosen as a set in which
each further person counts for what those above do not bring (`covering`); one place in five is drawn by lot
(`exploring`). The score of a person is what they added to the worth of the list when they were chosen, and
the product of the parts shown: the scores add up to the worth of the list. The whole: docs/ranking.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from weaktie.core import listing, pace
from weaktie.core.beta import Interval
from weaktie.core.candidates import (
    Aim,
    Answer,
    Candidate,
    Change,
    Circle,
    Goal,
    OwnPast,
    Part,
    Post,
    Route,
    RouteKind,
    Stranger,
    Suggestion,
    circle_key,
    circles_of,
)
from weaktie.core.evidence import Counts
from weaktie.core.field import Field, Question, as_candidate
from weaktie.core.notes import notes
from weaktie.core.picking import Pick, Picker
from weaktie.core.weighing import why_out

__all__ = [
    "Aim",
    "Answer",
    "Candidate",
    "Change",
    "Circle",
    "Explanation",
    "Goal",
    "Interval",
    "OwnPast",
    "Part",
    "Post",
    "Route",
    "RouteKind",
    "Stranger",
    "Suggestion",
    "circle_key",
    "circles_of",
    "explain",
    "suggest",
    "why_out",
]

NO_RECORD: Mapping[str, Counts] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why somebody stands where they stand: their row and place (from 1; None below the list), or why out.

    `considered` is among how many.
    """

    row: Suggestion | None
    place: int | None
    out: str
    considered: int


def suggest(
    candidates: Sequence[Candidate],
    *,
    goal: Goal,
    aims: Sequence[Aim],
    aim: Aim | None,
    count: int,
    asks_left: int,
    as_of: date,
    own: OwnPast,
    record: Mapping[str, Counts] = NO_RECORD,
    replies: Mapping[str, Counts] = NO_RECORD,
) -> Answer:
    """Return up to `count` people to ask, in order, for all targets or for one (`aim`).

    `record` holds the seeker's own asks by `evidence.Channel`: (led to a conversation, closed); `replies` the
    same asks as (answered, closed). `asks_left`
    are the new asks the week still holds. The same arguments give the same answer.
    """
    question = Question(goal, tuple(aims), aim, as_of, own, record, replies)
    field = Field(question, candidates)
    picker = Picker(field)
    picks = list(picker.picks(count))
    waiting = listing.open_asks(candidates, as_of)
    turns = pace.turns(listing.asks(picks), asks_left=asks_left, open_asks=waiting, as_of=as_of)
    words = listing.Listing(field)
    met = field.relevance.met
    return Answer(
        people=words.rows(picks, turns),
        skipped_by_habit=words.skipped(picker.skipped_by_habit()),
        note=notes(question, candidates, met=met, served=_served(picks), asks_left=asks_left),
        considered=len(field.merits),
    )


def _served(picks: Sequence[Pick]) -> list[int | None]:
    return [pick.each.match.aim.id if pick.each.match.aim else None for pick in picks]


def explain(
    candidates: Sequence[Candidate],
    person: int,
    *,
    goal: Goal,
    aims: Sequence[Aim],
    aim: Aim | None,
    count: int,
    asks_left: int,
    as_of: date,
    own: OwnPast,
    record: Mapping[str, Counts] = NO_RECORD,
    replies: Mapping[str, Counts] = NO_RECORD,
) -> Explanation:
    """Return why somebody stands where they stand in the list that `suggest` gives to the same question.

    Raise KeyError for an id that is neither a candidate's nor minus a stranger's of the targets asked about.
    """
    question = Question(goal, tuple(aims), aim, as_of, own, record, replies)
    field = Field(question, candidates)
    if person not in field.merits:
        return Explanation(None, None, _out(question, candidates, person), len(field.merits))
    picker = Picker(field)
    picks = list(picker.picks(count))
    place = next((at for at, pick in enumerate(picks, 1) if pick.each.who.id == person), None)
    turns = pace.turns(
        listing.asks(picks), asks_left=asks_left, open_asks=listing.open_asks(candidates, as_of), as_of=as_of
    )
    words = listing.Listing(field)
    if place is None:
        later = pace.Turn(this_week=False, wait="")
        return Explanation(words.row(picker.rate(person), later), None, "", len(field.merits))
    return Explanation(words.row(picks[place - 1], turns[place - 1]), place, "", len(field.merits))


def _out(question: Question, candidates: Sequence[Candidate], person: int) -> str:
    strangers = (as_candidate(each, aim) for aim in question.targets for each in aim.strangers)
    who = next((who for who in (*candidates, *strangers) if who.id == person), None)
    if who is None:
        raise KeyError(person)
    return why_out(who, question.as_of) or "A target takes three people you found; this is a further one."
