"""When the seeker and somebody wrote to each other and met, by the course their tie has taken."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from weaktie.core.fiction.circles import years
from weaktie.core.fiction.shapes import ENDED, Course, Exchange, Person

LATEST = 4
"""The files were exported so many days ago."""

EARLIEST = years(14.1)
"""The mailbox begins so many days ago."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often and how long: exchanges, messages in each, meetings; each as (fewest, most).

    So many more exchanges as `lately` says lie within the last `within` days.
    """

    exchanges: tuple[int, int]
    messages: tuple[int, int]
    meetings: tuple[int, int] = (0, 0)
    lately: int = 0
    within: int = 0


RHYTHMS = {
    Course.CLOSE: Rhythm((20, 32), (2, 4), (5, 9), lately=6, within=50),
    Course.ACTIVE: Rhythm((7, 11), (2, 4), (2, 5), lately=1, within=100),
    Course.LATELY: Rhythm((9, 16), (2, 4), (4, 8)),
    Course.THEN: Rhythm((10, 20), (2, 4), (4, 9)),
    Course.THEN_LIGHT: Rhythm((1, 4), (2, 3), (0, 1)),
    Course.NOW_AND_THEN: Rhythm((1, 4), (2, 3), (0, 1)),
    Course.ONCE: Rhythm((1, 1), (2, 2)),
    Course.UNANSWERED: Rhythm((1, 2), (1, 1)),
    Course.COPIED: Rhythm((0, 0), (0, 0)),
    Course.NONE: Rhythm((0, 0), (0, 0)),
}

_WITHIN = {Course.CLOSE: years(5), Course.ACTIVE: years(3)}


def exchanges(random: Random, person: Person) -> list[Exchange]:
    """Return the exchanges with somebody, those that the story tells among them."""
    rhythm = RHYTHMS[person.course]
    found = [
        Exchange(ago, random.randint(*rhythm.messages))
        for ago in _moments(random, person, random.randint(*rhythm.exchanges))
    ]
    lately = [
        Exchange(random.randrange(LATEST, rhythm.within), random.randint(2, 4)) for _ in range(rhythm.lately)
    ]
    return [*found, *lately, *person.also]


def meetings(random: Random, person: Person) -> list[int]:
    """Return the days (before today) on which the seeker and somebody met."""
    return _moments(random, person, random.randint(*RHYTHMS[person.course].meetings))


def _moments(random: Random, person: Person, count: int) -> list[int]:
    """Return days in the time in which the two had to do with each other."""
    first = min(person.met, _WITHIN.get(person.course, EARLIEST))
    last = max(LATEST, person.parted) if person.course in ENDED else LATEST
    return [random.randrange(last, max(last + 1, first)) for _ in range(count)]
