"""Everybody who may be asked, weighed for one question, with the circles they would bring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from weaktie.core import routes
from weaktie.core.beta import Beta
from weaktie.core.candidates import (
    Aim,
    Candidate,
    Circle,
    Goal,
    OwnPast,
    Post,
    Stranger,
    circles_of,
    closest,
)
from weaktie.core.covering import Option
from weaktie.core.employers import employer_key
from weaktie.core.evidence import Channel, Counts, belief, conversation_prior
from weaktie.core.relevance import Match, Relevance
from weaktie.core.routes import Way
from weaktie.core.ties import TieClass
from weaktie.core.weighing import Scales, Weighed, why_out

CIRCLE = {"employer": 0.6, "department": 0.5, "community": 0.4, "school": 0.25}
"""[J] What the first person of a circle adds, per unit of merit: where somebody works today tells most."""

SPREAD = {Goal.DISCOVER: 1.0, Goal.REFERRAL: 0.4, Goal.PREPARE: 0.4}
"""[J] Spread over circles is what discovering is for, and less so the others (DOMAIN 2.2, goal switch)."""

OWN = {Goal.DISCOVER: 0.4, Goal.REFERRAL: 1.0, Goal.PREPARE: 1.0}
TARGET = {Goal.DISCOVER: 1.0, Goal.REFERRAL: 0.4, Goal.PREPARE: 0.4}
"""[J] What a person counts alone, and as the first of a target. To discover, a third voice on one target says
less than a first one on another; to be referred or to prepare, more than one voice of a place is wanted."""

MOST_OF_A_KIND = 2
"""[J] Six past employers do not make somebody six times as wide: the first two circles of a kind count."""

MOST_STRANGERS = 3
"""Issue 6: a target takes up to three people found by the seeker."""

NONE_ASKED: Counts = (0, 0)

IN_TOUCH = frozenset((TieClass.CLOSE, TieClass.ACTIVE))


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: for which goal, which target (or all), on which day, by whom, after which own record."""

    goal: Goal
    aims: tuple[Aim, ...]
    aim: Aim | None
    as_of: date
    own: OwnPast
    record: Mapping[str, Counts]
    replies: Mapping[str, Counts]

    @property
    def targets(self) -> tuple[Aim, ...]:
        """Return the one target asked about, or all."""
        return self.aims if self.aim is None else (self.aim,)

    def counts(self, channel: Channel) -> Counts:
        """Return the seeker's own asks through a channel."""
        return self.record.get(channel, NONE_ASKED)


class Field:
    """Everybody who may be asked, by id, and what is believed of each channel.

    Of most people only a few numbers are kept: their parts are worked out again for those shown. That
    halves the time at 30,000 people, as the memory of every part is not given out and collected.
    """

    def __init__(self, question: Question, candidates: Iterable[Candidate]) -> None:
        """Weigh everybody against whom nothing stands on that day."""
        self.question = question
        self.beliefs = _beliefs(question)
        self.relevance = Relevance(question.aims, question.aim)
        self.strangers = _strangers(question)
        self._people = {who.id: who for who in candidates}
        self._near = _near(self._people.values())
        self.familiar = _familiar(question.own, self._near.values())
        self.in_touch = _in_touch(self._people.values(), self.familiar)
        self._scales = _scales(question, self.beliefs)
        self.own = OWN[question.goal]
        self.weights: dict[str, float] = {}
        self.merits: dict[int, float] = {}
        self.kinds: dict[int, Channel] = {}
        self.bounds: list[tuple[float, int]] = []
        self.marked: list[list[int]] = [[], [], [], []]
        """Ids by the number of marks for which habit skips somebody."""
        self._targets: dict[int, str] = {}
        self._named: list[Weighed] = []
        self.ways = self._introductions(self._weigh_all())
        self._introduced = {person: self._by_way(person) for person in self.ways}

    @property
    def fullest(self) -> float:
        """Return the most that anybody can add to a list, per unit of merit: with it scores stay under 1."""
        goal = self.question.goal
        return OWN[goal] + TARGET[goal] + MOST_OF_A_KIND * SPREAD[goal] * sum(CIRCLE.values())

    def familiar_to(self, who: Candidate) -> Mapping[str, int]:
        """Count the seeker and the closest in each circle of somebody, without that person."""
        own = who.id in self._near
        return {circle.key: self.familiar.get(circle.key, 0) - own for circle in who.circles}

    def weighed(self, person: int) -> Weighed:
        """Return somebody's parts."""
        return self._introduced.get(person) or self._direct(person)

    def option(self, person: int) -> Option:
        """Return somebody with the circles they would bring."""
        circles = [circle.key for circle in _counted(self._who(person).circles)]
        if person in self._targets:
            circles.append(self._targets[person])
        return Option(person, self.merits[person], tuple(circles))

    def is_wanted(self, person: int) -> bool:
        """Say whether somebody is for the target that was asked about, if one was."""
        asked = self.question.aim
        return asked is None or self._targets.get(person) == f"target:{asked.id}"

    def without_way(self, person: int) -> None:
        """Take an introduction back."""
        del self.ways[person], self._introduced[person]
        self.merits[person] = self._direct(person).merit

    def _who(self, person: int) -> Candidate:
        found = self.strangers.get(person)
        return self._people[person] if found is None else as_candidate(*found)

    def _direct(self, person: int) -> Weighed:
        who, found = self._who(person), self.strangers.get(person)
        match = self._match(who) if found is None else self.relevance.found(found[1])
        return self._scales.weigh(who, match)

    def _match(self, who: Candidate) -> Match:
        return self.relevance.of(who.posts) if who.named is None else self.relevance.named(who.posts)

    def _weigh_all(self) -> dict[int, Weighed]:
        """Note everybody's numbers; return in full those between whom an introduction may pass."""
        between = {}
        for who in self._people.values():
            if not why_out(who, self.question.as_of):
                each = self._scales.weigh(who, self._match(who))
                self._note(each)
                if who.named is not None:
                    self._named.append(each)
                elif routes.is_target(each) or (who.knows and each.channel not in routes.DISTANT):
                    between[who.id] = each
        for person in self.strangers:
            self._note(self._direct(person))
        return between

    def _note(self, each: Weighed) -> None:
        person, merit = each.who.id, each.merit
        self.merits[person] = merit
        self.kinds[person] = each.channel
        self.bounds.append((merit * self._spread(each), person))
        self.marked[0 if person in self._near else marks(each)].append(person)

    def _spread(self, each: Weighed) -> float:
        """Return what somebody adds to an empty list, per unit of merit."""
        total, weights = self.own, self.weights
        aim, named = each.match.aim, each.who.named
        if aim is not None or named is not None:
            # Whoever was named is a target by themselves: others at the same place do not stand in for them.
            target = f"named:{each.who.id}" if named or aim is None else f"target:{aim.id}"
            self._targets[each.who.id] = target
            total += weights.setdefault(target, TARGET[self.question.goal])
        for circle in _counted(each.who.circles):
            if circle.key not in weights:
                weights[circle.key] = self._weight(circle)
            total += weights[circle.key]
        return total

    def _weight(self, circle: Circle) -> float:
        """Return what a circle is worth: less where the seeker's closest are already (DOMAIN 2.2)."""
        weight = CIRCLE[circle.kind] * SPREAD[self.question.goal]
        is_wide = self.question.goal is Goal.DISCOVER
        return weight / (1 + self.familiar.get(circle.key, 0)) if is_wide else weight

    def _introductions(self, between: dict[int, Weighed]) -> dict[int, Way]:
        targets = [each for each in between.values() if routes.is_target(each)]
        known = {person for each in targets for person, _ in each.who.knows}
        missing = (person for person in known - between.keys() if person in self.merits)
        between |= {person: self._direct(person) for person in missing}
        paths = routes.Paths(self.beliefs, self.question.counts(Channel.INTRODUCED))
        supposed = routes.introductions(between, paths, self.question.as_of)
        return supposed | {each.who.id: self._standing(each, paths) for each in self._named}

    def _standing(self, each: Weighed, paths: routes.Paths) -> Way:
        """Return the way to somebody who was named; the introducer need not be in the field."""
        named = each.who.named
        assert named is not None
        via = self._people.get(named.via) or Candidate(named.via, named.name, TieClass.MODERATE)
        return paths.named(via, named.stage, each.channel)

    def _by_way(self, person: int) -> Weighed:
        """Weigh somebody by the chance through an introducer, and note it."""
        each, likely = self._direct(person), self.ways[person].chance.mean
        better = each._replace(likely=likely, merit=each.merit / each.likely * likely)
        self.merits[person] = better.merit
        self.bounds.append((better.merit * self._spread(each), person))
        return better


def marks(each: Weighed) -> int:
    """Count what makes habit skip somebody: long silent, higher up, trusted (Walter et al. 2015).

    Nobody skips those one is in touch with, nor the closest.
    """
    if each.who.tie in IN_TOUCH:
        return 0
    return (each.who.tie == TieClass.DORMANT) + (each.level > 1) + each.who.trusted


def _counted(circles: tuple[Circle, ...]) -> tuple[Circle, ...]:
    """Return the first circles of each kind."""
    return circles if len(circles) <= MOST_OF_A_KIND else _first_of_each_kind(circles)


def _first_of_each_kind(circles: Sequence[Circle]) -> tuple[Circle, ...]:
    kinds = [circle.kind for circle in circles]
    return tuple(
        [circle for at, circle in enumerate(circles) if kinds[:at].count(circle.kind) < MOST_OF_A_KIND]
    )


def as_candidate(stranger: Stranger, aim: Aim) -> Candidate:
    """Return a stranger as somebody without any tie; the id is minus the stranger's."""
    is_employer = aim.kind == "employer"
    employer = aim.name if is_employer else stranger.employer
    posts = (Post(aim.key if is_employer else employer_key(employer), employer, stranger.title),)
    return Candidate(
        id=-stranger.id,
        name=stranger.name,
        tie=TieClass.NEVER,
        posts=posts,
        circles=circles_of(posts, ()),
        asked_on=stranger.asked_on,
        asked_open=stranger.asked_open,
        said_no=stranger.said_no,
        snoozed_until=stranger.snoozed_until,
        never=stranger.never,
    )


def _strangers(question: Question) -> dict[int, tuple[Stranger, Aim]]:
    """Return the first people found for each target who may be asked, by minus their id."""
    found = {}
    for aim in question.targets:
        free = [each for each in aim.strangers if not why_out(as_candidate(each, aim), question.as_of)]
        found.update({-each.id: (each, aim) for each in free[:MOST_STRANGERS]})
    return found


def _beliefs(question: Question) -> dict[Channel, Beta]:
    direct = (channel for channel in Channel if channel is not Channel.INTRODUCED)
    return {channel: belief(conversation_prior(channel), question.counts(channel)) for channel in direct}


def _scales(question: Question, beliefs: Mapping[Channel, Beta]) -> Scales:
    return Scales(
        goal=question.goal,
        as_of=question.as_of,
        own=question.own,
        beliefs=beliefs,
        level_aimed=question.aim.level if question.aim else "",
    )


def _familiar(own: OwnPast, near: Iterable[Candidate]) -> Mapping[str, int]:
    """Count the seeker and the closest in each circle."""
    circles = [circle.key for circle in circles_of(own.posts, own.schools)]
    for who in near:
        circles.extend(circle.key for circle in who.circles)
    return Counter(circles)


def _near(candidates: Collection[Candidate]) -> dict[int, Candidate]:
    """Return the closest by id: the first of the list, and whose tie is close."""
    return {who.id: who for who in candidates if who.tie == TieClass.CLOSE} | {
        who.id: who for who in closest(candidates)
    }


def _in_touch(candidates: Iterable[Candidate], familiar: Iterable[str]) -> frozenset[str]:
    """Return the circles in which the seeker is, or knows one of the closest or somebody in touch."""
    found = set(familiar)
    for who in candidates:
        if who.tie in IN_TOUCH:
            found.update(circle.key for circle in who.circles)
    return frozenset(found)
