"""From picks to rows: chances with intervals, parts and reasons in words, only for those shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from weaktie.core import likelihood, pace, part_words, reasons
from weaktie.core.beta import Beta, Interval
from weaktie.core.candidates import (
    Candidate,
    Part,
    Route,
    RouteKind,
    Stage,
    Suggestion,
    present_post,
)
from weaktie.core.evidence import Channel, Prior, belief, conversation_prior, reply_prior
from weaktie.core.field import NONE_ASKED, Field
from weaktie.core.picking import Pick, new_circles
from weaktie.core.routes import Way

BY_LOT = "By lot: one place in five is drawn among people nearly as good, so that the order can be checked"


class Listing:
    """Words and intervals for one question."""

    def __init__(self, field: Field) -> None:
        """Work from what the field believes."""
        self._field = field
        self._intervals: dict[Beta, Interval] = {}

    def rows(self, picks: Sequence[Pick], turns: Sequence[pace.Turn]) -> tuple[Suggestion, ...]:
        """Return the rows of the list in order."""
        return tuple(self.row(pick, turn) for pick, turn in zip(picks, turns, strict=True))

    def skipped(self, picks: Iterable[Pick]) -> tuple[Suggestion, ...]:
        """Return the rows of people whom habit would skip, the reason for skipping first."""
        later = pace.Turn(this_week=False, wait="")
        return tuple(self.row(pick, later, is_skipped=True) for pick in picks)

    def row(self, pick: Pick, turn: pace.Turn, *, is_skipped: bool = False) -> Suggestion:
        """Return one row."""
        who, match = pick.each.who, pick.each.match
        turn = _turn(who, turn)
        return Suggestion(
            id=who.id,
            name=who.name,
            score=pick.gain / self._field.fullest,
            parts=self._parts(pick),
            reasons=self._reasons(pick, is_skipped),
            adds=reasons.adds(who, pick.above, self._field.familiar_to(who), is_first=pick.is_first),
            channel=self._prior(pick)[1],
            chance=self._chance(pick),
            reply=self._reply(pick),
            this_week=turn.this_week,
            wait=turn.wait,
            route=self._route(pick),
            circles=who.circles,
            explored=pick.explored,
            drawn_with=pick.probability,
            aim_id=match.aim.id if match.aim else None,
        )

    def _parts(self, pick: Pick) -> tuple[Part, ...]:
        prior, channel = self._prior(pick)
        said = part_words.parts(
            pick.each,
            goal=self._field.question.goal,
            way=pick.way,
            rate=part_words.Rate(
                prior, self._field.question.counts(channel), () if pick.way else self._hints(pick)
            ),
            brings=len(new_circles(pick)),
            adds=pick.gain / pick.each.merit / self._field.fullest,
        )
        return (*said, Part("lot", BY_LOT, 1.0)) if pick.explored else said

    def _hints(self, pick: Pick) -> tuple[likelihood.Hint, ...]:
        return likelihood.hints(pick.each.who, pick.each.channel, self._field.question.as_of)

    def _prior(self, pick: Pick) -> tuple[Prior, Channel]:
        channel = Channel.INTRODUCED if pick.way else pick.each.channel
        return conversation_prior(channel), channel

    def _reasons(self, pick: Pick, is_skipped: bool) -> tuple[str, ...]:
        found = self._field.strangers.get(pick.each.who.id)
        if found is not None:
            said = reasons.stranger_reasons(found[0], pick.each, self._reply(pick))
        else:
            said = reasons.reasons(pick.each, pick.way, self._field.in_touch)
        asked = self._field.question.aim
        if asked is not None and pick.each.match.aim != asked:
            said = (reasons.other_target(asked, pick.each.match), *said)[: reasons.MOST_REASONS]
        if is_skipped:
            skip = reasons.habit_reason(pick.each, is_higher=pick.each.level > 1)
            said = (skip, *said)[: reasons.MOST_REASONS]
        return said

    def _route(self, pick: Pick) -> Route:
        chance = self._chance(pick)
        if pick.way is not None:
            cold = self._interval(pick.way.cold)
            return Route(RouteKind.INTRODUCED, pick.way.via.id, chance, cold, pick.way.stage)
        is_stranger = pick.each.who.id in self._field.strangers
        return Route(RouteKind.STRANGER if is_stranger else RouteKind.DIRECT, None, chance)

    def _chance(self, pick: Pick) -> Interval:
        way: Way | None = pick.way
        if way is not None:
            return self._interval(way.chance)
        rate = self._field.beliefs[pick.each.channel]
        return self._interval(likelihood.belief(rate, pick.each.likely))

    def _reply(self, pick: Pick) -> Interval:
        """Return the chance of any answer, from the introducer where there is one."""
        if pick.way and pick.way.stage is Stage.MADE:
            return self._chance(pick)
        via = self._field.kinds.get(pick.way.via.id, Channel.WEAK) if pick.way else None
        channel = via or pick.each.channel
        answered = self._field.question.replies.get(channel, NONE_ASKED)
        return self._interval(belief(reply_prior(channel), answered))

    def _interval(self, rate: Beta) -> Interval:
        if rate not in self._intervals:
            self._intervals[rate] = rate.interval()
        return self._intervals[rate]


def _turn(who: Candidate, turn: pace.Turn) -> pace.Turn:
    """Return the turn of somebody who was named: the introducer goes first, with one introduction a month."""
    if who.named is not None and who.named.stage is Stage.NAMED and who.named.rests:
        wait = f"One introduction a month: {who.named.name} was asked for another one lately."
        return pace.Turn(this_week=False, wait=wait)
    return turn


def asks(picks: Iterable[Pick]) -> list[pace.Ask]:
    """Return the asks of a list as the week counts them."""
    found = []
    for pick in picks:
        post = present_post(pick.each.who.posts)
        found.append(pace.Ask(pick.each.who.name, post.key if post else "", post.employer if post else ""))
    return found


def open_asks(candidates: Iterable[Candidate], as_of: date) -> dict[str, list[date]]:
    """Return the days of unanswered asks by the key of the present employer."""
    days: dict[str, list[date]] = {}
    for who in candidates:
        post = present_post(who.posts) if who.asked_open else None
        if post is not None and post.key:
            days.setdefault(post.key, []).append(who.asked_on or as_of)
    return days
