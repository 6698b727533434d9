"""Who could be asked, what for, and the answer: the shapes that ranking takes and gives.

Nothing here says how old somebody is, where they come from, or how much they are like the seeker.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from heapq import nsmallest

from weaktie.core.beta import Interval
from weaktie.core.employers import employer_key
from weaktie.core.evidence import Channel
from weaktie.core.ties import TieClass

CLOSEST = 10
CLOSEST_OF = 5
"""[J] So many of the strongest ties, and at most one in five, are called the closest: what they bring is what
one has anyway."""


class Goal(StrEnum):
    """What the seeker wants from the next conversations."""

    DISCOVER = "discover"
    REFERRAL = "referral"
    PREPARE = "prepare"


class RouteKind(StrEnum):
    """How an ask gets to a person."""

    DIRECT = "direct"
    INTRODUCED = "introduced"
    STRANGER = "stranger"


class Stage(StrEnum):
    """How far an introduction has come that somebody named the person for."""

    NAMED = "named"
    MADE = "made"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Named:
    """Who named a person as somebody to talk to (`via`), and how far that has come.

    `rests` says that the introducer was asked for another introduction less than a month ago.
    """

    via: int
    name: str
    stage: Stage
    rests: bool = False


@dataclass(frozen=True, slots=True)
class Circle:
    """A place or group people belong to. `kind` is employer, department, school or community."""

    key: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Post:
    """Time at an employer or a school. `key` is that of `employers.employer_key`.

    `writes_from` is the mail domain where nothing but an address there tells of the employer.
    """

    key: str
    employer: str
    title: str = ""
    department: str = ""
    started: date | None = None
    ended: date | None = None
    writes_from: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What is new, employer or title (`what`), and the day of the export that first showed it."""

    what: str
    new: str
    on: date


@dataclass(frozen=True, slots=True)
class OwnPast:
    """Where the seeker has worked and studied, newest first."""

    posts: tuple[Post, ...] = ()
    schools: tuple[Post, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody the seeker knows, or knows of.

    `tie` is a value of `ties.TieClass`, `order` what `ties.order` gives; `strength`, `bridging` and
    `embeddedness` (a quantile) run from 0 to 1. `two_way` is true where both wrote or met, or where the
    seeker says so. `posts` are newest first. `shared` are true connections in words. `knows` are visible
    ties to other candidates: (id, weight), the weight as `circles.bonds` gives it.
    """

    id: int
    name: str
    tie: str
    strength: float = 0.0
    order: float = 0.0
    tie_words: str = ""
    first_contact: date | None = None
    last_contact: date | None = None
    wrote_on: date | None = None
    heard_on: date | None = None
    two_way: bool = False
    sent: int = 0
    received: int = 0
    meetings: int = 0
    peak_year: int = 0
    embeddedness: float | None = None
    bridging: float | None = None
    posts: tuple[Post, ...] = ()
    schools: tuple[Post, ...] = ()
    circles: tuple[Circle, ...] = ()
    shared: tuple[str, ...] = ()
    changed: Change | None = None
    trusted: bool = False
    sources: int = 1
    asked_on: date | None = None
    asked_open: bool = False
    said_no: bool = False
    snoozed_until: date | None = None
    never: bool = False
    introducer_busy: bool = False
    knows: tuple[tuple[int, float], ...] = ()
    named: Named | None = None


@dataclass(frozen=True, slots=True)
class Stranger:
    """A person the seeker found for a target, without any tie. `employer` matters if the target is none."""

    id: int
    name: str
    title: str
    found_where: str
    aim_id: int
    employer: str = ""
    asked_on: date | None = None
    asked_open: bool = False
    said_no: bool = False
    snoozed_until: date | None = None
    never: bool = False


@dataclass(frozen=True, slots=True)
class Aim:
    """A target: an employer, a role or an industry to learn about.

    `key` is that of `employers.employer_key` for an employer. `motivation` runs from 1 to 5. `level` is one
    of `titles.LEVELS` or "". `words` are `titles.role_words` of a role or an industry.
    """

    id: int
    kind: str
    name: str
    key: str
    motivation: int = 3
    level: str = ""
    words: tuple[str, ...] = ()
    strangers: tuple[Stranger, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One factor of a score, in words. The score is the product of the values of all parts."""

    name: str
    words: str
    value: float


@dataclass(frozen=True, slots=True)
class Route:
    """How to reach a person. `via` is the introducer's id; `cold` the chance without one, for comparison.

    `stage` is how far the introduction has come; None where nobody has been named yet.
    """

    kind: RouteKind
    via: int | None
    chance: Interval
    cold: Interval | None = None
    stage: Stage | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One ask that is worth making, and everything that led to it.

    `id` is the candidate's, or minus the stranger's. `channel` is to be kept with the ask, as its answer
    counts for that channel's rate. `chance` is that of a conversation, `reply` that of any
    answer. `drawn_with` is the probability of having been drawn by lot, 1 for who was not. `wait` says what
    to wait for before asking, "" for nothing. `aim_id` is the target served best, None without targets.
    """

    id: int
    name: str
    score: float
    parts: tuple[Part, ...]
    reasons: tuple[str, ...]
    adds: tuple[str, ...]
    channel: Channel
    chance: Interval
    reply: Interval
    this_week: bool
    wait: str
    route: Route
    circles: tuple[Circle, ...]
    explored: bool
    drawn_with: float
    aim_id: int | None


@dataclass(frozen=True, slots=True)
class Answer:
    """Whom to ask next, whom habit would skip, what to say beside the list, and how many were weighed.

    The scores of `people` add up to the worth of the list as a set.
    """

    people: tuple[Suggestion, ...]
    skipped_by_habit: tuple[Suggestion, ...]
    note: tuple[str, ...]
    considered: int


def closest(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return whom one would ask by habit: the first of the list of people who were ever in touch."""
    known = [who for who in candidates if who.tie != TieClass.NEVER]
    count = min(CLOSEST, len(known) // CLOSEST_OF)
    return nsmallest(count, known, key=lambda who: (-who.strength, -who.order, who.id))


def circle_key(kind: str, key: str) -> str:
    """Return the key of a circle, unique across kinds."""
    return f"{kind}:{key}"


def circles_of(
    posts: tuple[Post, ...], schools: tuple[Post, ...], communities: tuple[Circle, ...] = ()
) -> tuple[Circle, ...]:
    """Return the circles of a person: where they work, in which department, where they worked and studied."""
    found: dict[str, Circle] = {}
    for post in posts:
        if post.key:
            _add(found, "employer", post.key, post.employer)
        if post.key and post.department:
            department = f"{post.key}/{employer_key(post.department)}"
            _add(found, "department", department, f"{post.department} at {post.employer}")
    for school in schools:
        if school.key:
            _add(found, "school", school.key, school.employer)
    for community in communities:
        found.setdefault(community.key, community)
    return tuple(found.values())


def _add(found: dict[str, Circle], kind: str, key: str, label: str) -> None:
    name = circle_key(kind, key)
    found.setdefault(name, Circle(name, label, kind))


def present_post(posts: tuple[Post, ...]) -> Post | None:
    """Return the post held now: the first without an end."""
    return next((post for post in posts if post.ended is None), None)
