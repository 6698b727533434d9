"""The calendar: meetings that repeat, single ones, and what stands in a calendar without being a meeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from weaktie.core.fiction import courses
from weaktie.core.fiction.boxes import box
from weaktie.core.fiction.circles import BY_NAME, years
from weaktie.core.fiction.clock import Clock
from weaktie.core.fiction.seeker import MARA
from weaktie.core.fiction.shapes import Box, Course, Meeting, Person, World
from weaktie.core.fiction.stock import MEETINGS

WITH_OTHERS = 0.3
DECLINED, CANCELLED, AHEAD, ALONE = 12, 9, 5, 18
WITH_EVERYBODY = 5


@dataclass(frozen=True, slots=True)
class Series:
    """A meeting that repeats every so many weeks, with so many people of a circle, for some years."""

    title: str
    circle: str
    people: int
    weeks: int
    since: float
    until: float


SERIES = (
    Series("Forecast review", "forecasting", 6, 2, 9.8, 7.55),
    Series("One to one", "forecasting", 1, 4, 9.6, 8.0),
    Series("Demand review", "bellwether-demand", 6, 4, 7.2, 0.25),
    Series("One to one", "bellwether-demand", 1, 4, 7.0, 0.25),
    Series("Choir committee", "friends", 4, 8, 5.0, 0.05),
    Series("Forum programme", "forum", 5, 8, 4.0, 0.1),
)


def diary(world: World, seed: int, clock: Clock) -> list[Meeting]:
    """Return every entry of the calendar."""
    random = Random(f"weaktie diary {seed}")
    writer = _Diary(world, random, clock)
    return [*writer.series(), *writer.single(), *writer.others()]


class _Diary:
    def __init__(self, world: World, random: Random, clock: Clock) -> None:
        self._world = world
        self._random = random
        self._clock = clock
        self._near = [person for person in world.people if courses.RHYTHMS[person.course].meetings[1] > 1]

    def series(self) -> Iterator[Meeting]:
        """Yield the meetings that repeat, with a date that fell out in each."""
        for series in SERIES:
            since, until = years(series.since), years(series.until)
            there = [
                p
                for p in self._near
                if p.circle == series.circle and p.met >= since and p.parted <= until + 200
            ]
            guests = self._random.sample(there, min(series.people, len(there)))
            if not guests:
                continue
            first = self._clock.at(self._clock.working_day(since), 10 * 60)
            last = self._clock.at(self._clock.working_day(until), 23 * 60)
            step = timedelta(weeks=series.weeks)
            fell_out = first + int(self._random.randint(2, 5) * step.total_seconds())
            rule = f"FREQ=WEEKLY;INTERVAL={series.weeks};UNTIL={clock_text(last)}"
            yield self._meeting(guests, since, first, title=series.title, rule=rule, exceptions=(fell_out,))

    def single(self) -> Iterator[Meeting]:
        """Yield meetings with somebody, and sometimes some of their circle."""
        for person in self._world.people:
            for ago in courses.meetings(self._random, person):
                guests = [person, *self._company(person, ago)]
                yield self._meeting(guests, ago, self._moment(ago))

    def others(self) -> Iterator[Meeting]:
        """Yield what makes no tie: declined, called off, ahead, alone, or with far too many."""
        random = self._random
        for status, answer, count in (
            ("CONFIRMED", "DECLINED", DECLINED),
            ("CANCELLED", "ACCEPTED", CANCELLED),
        ):
            for _ in range(count):
                ago = random.randrange(courses.LATEST, years(6))
                person = random.choice(self._near)
                yield self._meeting([person], ago, self._moment(ago), status=status, own_answer=answer)
        for number in range(AHEAD):
            at = self._clock.at(self._clock.working_day(-7 - number), 11 * 60)
            yield self._meeting([random.choice(self._near)], 0, at)
        for _ in range(ALONE):
            ago = random.randrange(courses.LATEST, years(6))
            yield self._meeting([], ago, self._moment(ago), title="Dentist")
        staff = [p for p in self._world.people if p.circle == "bellwether" and p.course is not Course.NONE]
        for number in range(WITH_EVERYBODY):
            ago = years(1 + number)
            there = [person for person in staff if person.met >= ago]
            yield self._meeting(
                random.sample(there, min(16, len(there))), ago, self._moment(ago), title="All hands"
            )

    def _company(self, person: Person, ago: int) -> list[Person]:
        if self._random.random() >= WITH_OTHERS:
            return []
        there = [
            p for p in self._near
            if p.circle == person.circle and p != person and p.met >= ago and p.parted <= ago
        ]  # fmt: skip
        return self._random.sample(there, min(len(there), self._random.randint(1, 3)))

    def _moment(self, ago: int) -> int:
        day = self._clock.working_day(ago)
        return self._clock.at(day, 30 * self._random.randrange(17, 35))

    def _meeting(
        self,
        people: Sequence[Person],
        ago: int,
        at: int,
        *,
        title: str = "",
        rule: str = "",
        exceptions: tuple[int, ...] = (),
        status: str = "CONFIRMED",
        own_answer: str = "ACCEPTED",
    ) -> Meeting:
        random = self._random
        at_work = bool(people) and BY_NAME[people[0].circle].from_office
        hers = MARA.box(ago, at_work=at_work)
        guests = tuple(_named(box(person, ago), person, ago) for person in people)
        is_hers = not guests or own_answer == "ACCEPTED" and random.random() < 0.6
        return Meeting(
            uid=f"{random.getrandbits(80):020x}@calendar.post.example",
            at=at,
            minutes=random.choice((30, 30, 45, 60)),
            title=title or random.choice(MEETINGS),
            organiser=hers if is_hers else guests[0],
            guests=guests,
            rule=rule,
            exceptions=exceptions,
            status=status,
            own_answer=own_answer,
        )


def _named(there: Box, person: Person, ago: int) -> Box:
    """Return a guest by name: calendars know it better than letters do."""
    return Box(person.name_at(ago), there.address)


def clock_text(at: int) -> str:
    """Return an instant as calendars write it: 20240531T230000Z."""
    return f"{datetime.fromtimestamp(at, UTC):%Y%m%dT%H%M%SZ}"
