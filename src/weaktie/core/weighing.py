"""What one ask is worth by itself: P(conversation) x value x freshness, part by part.

Constants are judgement [J] in the direction that the studies of DOMAIN 2.1 found; docs/ranking.md gives each
with its source. There is no term for likeness, and nothing is inferred about a person but from titles' words.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from weaktie.core import likelihood
from weaktie.core.beta import Beta
from weaktie.core.candidates import Candidate, Goal, OwnPast, Post, Stage, present_post
from weaktie.core.circles import DIGITAL_PEAK, inverted_u
from weaktie.core.evidence import Channel
from weaktie.core.relevance import Match
from weaktie.core.ties import TieClass
from weaktie.core.titles import LEVELS, level

TIE = {
    Goal.DISCOVER: {"close": 0.3, "active": 0.6, "moderate": 0.9, "dormant": 1.0, "never": 1.0},
    Goal.REFERRAL: {"close": 0.8, "active": 0.9, "moderate": 1.0, "dormant": 0.8, "never": 0.5},
    Goal.PREPARE: {"close": 1.0, "active": 0.9, "moderate": 0.75, "dormant": 0.6, "never": 0.5},
}
"""[J] Discover: the strongest ties add no view, the weakest most (DOMAIN 2.2, 73 mailboxes). Referral: people
change employer through moderate ties (Rajkumar et al. 2022), though one stronger tie is worth more than one
weaker (Gee et al. 2017). Prepare: frequent contacts turn interviews into offers (Barbulescu 2015)."""

STRENGTH_TILT = {Goal.DISCOVER: -0.25, Goal.REFERRAL: 0.0, Goal.PREPARE: 0.25}
"""[J] Within a class: the weakest first to discover (DOMAIN 2.2), the strongest first to prepare."""

BRIDGE_SPAN = 0.3
OVERLAP_SPAN = 0.3
NOT_VISIBLE = 0.5
"""[J] Bridging and shared contacts move the worth between 0.7 and 1; the middle where files show nothing."""

WORK_SEEN = 1.3
"""[J] For a referral: who worked there in the same years has seen the seeker's work."""

TRUSTED = 1.1
TRUSTED_DORMANT = 1.25
"""[J] Formerly strong dormant ties give novelty and trust at once (Levin et al. 2011)."""

HIGHER = (1.0, 1.15, 1.1)
"""[J] By steps above the level aimed at: higher status helps (Van Hoye 2009; Walter et al. 2015)."""

NEWS = 1.15
NEWS_FOR = timedelta(days=183)
"""[J] A new employer or title is a reason to write for half a year; so is having been named."""

AFTER_SILENCE = 0.5
"""DOMAIN 1.2 [J]: P(reply on the second message | silence on the first) = half of the first."""

ASKED_AGAIN_AFTER = timedelta(days=90)
"""[J] A light touch after 90 days is the earliest next contact (DOMAIN 3, default rules)."""


class Weighed(NamedTuple):
    """One candidate's parts, each a number, and their product `merit`."""

    who: Candidate
    channel: Channel
    match: Match
    likely: float
    tie: float
    bridge: float
    overlap: float
    work_seen: float
    trust: float
    level: float
    timely: float
    merit: float


class Scales:
    """One question's scales: goal, day, own past, and what is believed of each channel."""

    def __init__(
        self, *, goal: Goal, as_of: date, own: OwnPast, beliefs: Mapping[Channel, Beta], level_aimed: str
    ) -> None:
        """Prepare what is the same for all. `level_aimed` is one of LEVELS, or "" for the seeker's own."""
        self.goal = goal
        self.as_of = as_of
        self._beliefs = beliefs
        self._spans = {channel: belief.interval() for channel, belief in beliefs.items()}
        self._own_posts = own.posts
        self._own_keys = frozenset(post.key for post in own.posts) - {""}
        self._places = frozenset(post.key for post in (*own.posts, *own.schools)) - {""}
        now = present_post(own.posts)
        self._level = _step(level_aimed or level(now.title if now else ""))
        self._news_since = as_of - NEWS_FOR
        self._tie, self._tilt = TIE[goal], STRENGTH_TILT[goal]

    def weigh(self, who: Candidate, match: Match) -> Weighed:
        """Return the parts of one candidate."""
        channel = self.channel(who)
        told = likelihood.hints(who, channel, self.as_of)
        likely = likelihood.moved(self._beliefs[channel], self._spans[channel], told)
        tie = self._tie[who.tie] * (1 + self._tilt * (who.strength if self._tilt < 0 else who.strength - 1))
        bridge, overlap = self._view(who)
        work_seen = WORK_SEEN if self.goal is Goal.REFERRAL and self._shared_years(who) else 1.0
        trust = self._trust(who)
        higher = self._higher(who)
        timely = self._timely(who)
        merit = likely * match.value * tie * bridge * overlap * work_seen * trust * higher * timely
        return Weighed(
            who, channel, match, likely, tie, bridge, overlap, work_seen, trust, higher, timely, merit
        )

    def channel(self, who: Candidate) -> Channel:
        """Return by what kind of tie an ask would reach somebody without an introducer."""
        if who.tie == TieClass.CLOSE:
            return Channel.CLOSE
        if who.tie == TieClass.ACTIVE:
            return Channel.WEAK
        if who.two_way and who.tie != TieClass.NEVER:
            return Channel.DORMANT if who.tie == TieClass.DORMANT else Channel.WEAK
        if who.tie != TieClass.NEVER or who.shared or self._met_somewhere(who):
            return Channel.SHARED
        return Channel.COLD

    def _met_somewhere(self, who: Candidate) -> bool:
        places = self._places
        return any(post.key in places for post in who.posts) or any(
            school.key in places for school in who.schools
        )

    def _view(self, who: Candidate) -> tuple[float, float]:
        """Return what a reach beyond the seeker's circle, and some shared contacts, are worth."""
        if self.goal is Goal.PREPARE:
            return 1.0, 1.0
        reach = NOT_VISIBLE if who.bridging is None else who.bridging
        bridge = 1 - BRIDGE_SPAN * (1 - reach) if self.goal is Goal.DISCOVER else 1.0
        if who.named is not None:
            return bridge, 1.0
        known = NOT_VISIBLE if who.embeddedness is None else inverted_u(who.embeddedness, DIGITAL_PEAK)
        return bridge, 1 - OVERLAP_SPAN * (1 - known)

    def _shared_years(self, who: Candidate) -> bool:
        return any(
            theirs.key in self._own_keys and overlap(mine, theirs, self.as_of)
            for theirs in who.posts
            for mine in self._own_posts
            if mine.key == theirs.key
        )

    def _trust(self, who: Candidate) -> float:
        if not who.trusted:
            return 1.0
        return TRUSTED_DORMANT if who.tie == TieClass.DORMANT and self.goal is not Goal.PREPARE else TRUSTED

    def _higher(self, who: Candidate) -> float:
        if self.goal is Goal.PREPARE or not who.posts:
            return 1.0
        now = who.posts[0] if who.posts[0].ended is None else present_post(who.posts)
        return HIGHER[max(_step(level(now.title)) - self._level, 0)] if now else 1.0

    def _timely(self, who: Candidate) -> float:
        value = 1.0
        if who.changed is not None and self._news_since <= who.changed.on <= self.as_of:
            value = NEWS
        if who.named is not None:
            value = max(value, NEWS)
        if who.asked_on is not None or (who.sent and not who.received and not who.meetings):
            value *= AFTER_SILENCE
        return value


def why_out(who: Candidate, as_of: date) -> str:
    """Say why somebody is not to be asked now, or "" when nothing stands against it."""
    if who.never:
        return "You said never."
    if who.said_no:
        return "Said no. That is kept."
    if who.named is not None and who.named.stage is Stage.DECLINED:
        return f"The introduction by {who.named.name} was declined. That is kept."
    if who.asked_open:
        return "You have asked, and the answer is open."
    if who.snoozed_until is not None and who.snoozed_until > as_of:
        return f"Not before {_day(who.snoozed_until)}, as you chose."
    if who.asked_on is not None and who.asked_on + ASKED_AGAIN_AFTER > as_of:
        return f"Asked on {_day(who.asked_on)}. Not again before {_day(who.asked_on + ASKED_AGAIN_AFTER)}."
    return ""


def overlap(mine: Post, theirs: Post, as_of: date) -> bool:
    """Say whether two posts ran at the same time; without both beginnings nobody can tell."""
    if mine.started is None or theirs.started is None:
        return False
    return max(mine.started, theirs.started) <= min(mine.ended or as_of, theirs.ended or as_of)


def _step(name: str) -> int:
    return LEVELS.index(name) if name in LEVELS else 0


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
