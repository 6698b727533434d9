"""How much somebody can tell about what the seeker wants to learn: where they work, and what as.

Nothing but posts is looked at: not who they are, nor how like the seeker.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from weaktie.core.candidates import Aim, Post
from weaktie.core.titles import role_words

THERE_NOW = 1.0
THERE_PROBABLY = 0.8
THERE_BEFORE = 0.4
ROLE_NOW = 0.9
ROLE_BEFORE = 0.4
INDUSTRY_NOW = 0.7
INDUSTRY_BEFORE = 0.3
"""[J] DOMAIN 2.2: relevance dominates; who works there now sees what who left cannot. A mail address there
says so probably: some outlive the job."""

NAMED = 1.0
"""[J] Somebody who sees such work from inside named them for it: worth as much as working at a target."""

UNRELATED = 0.01
"""[J] A perfect tie in the wrong field is worth little: 1/100 outweighs all other parts together (a test)."""

BESIDE = 0.01
"""[J] Where one target is asked about, the others fill the list after everybody who has to do with it."""

LEAST_SHARE = 0.5
"""[J] At least half of the words of a role or an industry have to be met."""

LEAST_WEIGHT = 0.5
WEIGHT_A_STEP = 0.1
"""[J] A target wanted least (1) weighs 0.6, one wanted most (5) weighs 1."""


class How(StrEnum):
    """In which way a person meets a target."""

    THERE_NOW = "there_now"
    THERE_PROBABLY = "there_probably"
    THERE_BEFORE = "there_before"
    ROLE_NOW = "role_now"
    ROLE_BEFORE = "role_before"
    INDUSTRY_NOW = "industry_now"
    INDUSTRY_BEFORE = "industry_before"
    FOUND = "found"
    NAMED = "named"
    UNRELATED = "unrelated"
    NO_AIMS = "no_aims"


class Match(NamedTuple):
    """The target somebody meets best, how, by which post, and what that is worth (0 to 1)."""

    value: float
    how: How
    aim: Aim | None
    post: Post | None


NO_MATCH = Match(UNRELATED, How.UNRELATED, None, None)
NO_AIMS = Match(1.0, How.NO_AIMS, None, None)


class Relevance:
    """Targets, made ready to compare thousands of people with."""

    def __init__(self, aims: Sequence[Aim], asked: Aim | None = None) -> None:
        """Compare with all targets, each as much as it is wanted; one asked about comes far before."""
        weighted = [(_weight(aim, asked), aim) for aim in aims]
        weighted.sort(key=lambda pair: (-pair[0], pair[1].id))
        self._nothing = NO_MATCH if weighted else NO_AIMS
        if asked is not None and len(weighted) > 1:
            self._nothing = NO_MATCH._replace(value=UNRELATED * BESIDE)
        self._weights = {aim.id: weight for weight, aim in weighted}
        self._employers: dict[str, Aim] = {}
        self._by_word: dict[str, list[Aim]] = {}
        for _, aim in weighted:
            if aim.kind == "employer":
                self._employers.setdefault(aim.key, aim)
            for word in aim.words if aim.kind != "employer" else ():
                self._by_word.setdefault(word, []).append(aim)
        self._employers.pop("", None)
        self._words = frozenset(self._by_word)
        self._has_industries = any(aim.kind == "industry" for _, aim in weighted)
        self.met: set[int] = set()
        """Ids of roles and industries that somebody compared so far meets."""

    def of(self, posts: Sequence[Post]) -> Match:
        """Return the best match of somebody's posts, newest first."""
        best = self._nothing
        present = True
        for post in posts:
            is_now = present and post.ended is None
            present = present and not is_now
            aim = self._employers.get(post.key)
            if aim is not None:
                how, full = _there(post, is_now)
                value = full * self._weights[aim.id]
                best = Match(value, how, aim, post) if value > best.value else best
            if self._words and self._is_touched(post):
                best = self._by_words(post, is_now, best)
        return best

    def named(self, posts: Sequence[Post]) -> Match:
        """Return the match of somebody whom a person who was talked to named."""
        best = self.of(posts)
        return best if best.value >= NAMED else best._replace(value=NAMED, how=How.NAMED)

    def found(self, aim: Aim) -> Match:
        """Return the match of somebody whom the seeker looked up for a target."""
        return Match(self._weights[aim.id], How.FOUND, aim, None)

    def _is_touched(self, post: Post) -> bool:
        words = self._words
        return (
            not words.isdisjoint(role_words(post.title))
            or (post.department != "" and not words.isdisjoint(role_words(post.department)))
            or (self._has_industries and not words.isdisjoint(role_words(post.employer)))
        )

    def _by_words(self, post: Post, is_now: bool, best: Match) -> Match:
        work = (*role_words(post.title), *role_words(post.department))
        place = role_words(post.employer)
        for aim in self._touched((*work, *place)):
            is_role = aim.kind == "role"
            said = set(work) if is_role else {*work, *place}
            share = sum(word in said for word in aim.words) / len(aim.words)
            if share < LEAST_SHARE:
                continue
            self.met.add(aim.id)
            how, full = _BY_WORDS[is_role, is_now]
            value = share * full * self._weights[aim.id]
            best = Match(value, how, aim, post) if value > best.value else best
        return best

    def _touched(self, words: Sequence[str]) -> list[Aim]:
        found = {aim.id: aim for word in words for aim in self._by_word.get(word, ())}
        return list(found.values())


_BY_WORDS = {
    (True, True): (How.ROLE_NOW, ROLE_NOW),
    (True, False): (How.ROLE_BEFORE, ROLE_BEFORE),
    (False, True): (How.INDUSTRY_NOW, INDUSTRY_NOW),
    (False, False): (How.INDUSTRY_BEFORE, INDUSTRY_BEFORE),
}


def _there(post: Post, is_now: bool) -> tuple[How, float]:
    if not is_now:
        return How.THERE_BEFORE, THERE_BEFORE
    return (How.THERE_PROBABLY, THERE_PROBABLY) if post.writes_from else (How.THERE_NOW, THERE_NOW)


def _weight(aim: Aim, asked: Aim | None) -> float:
    if asked is not None and aim.id == asked.id:
        return 1.0
    wanted = LEAST_WEIGHT + WEIGHT_A_STEP * min(max(aim.motivation, 1), 5)
    return wanted if asked is None else wanted * BESIDE
