"""Conversations of several people: threads of a circle, and those that the story tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from random import Random

from weaktie.core.fiction.boxes import box, letter_id
from weaktie.core.fiction.circles import BY_NAME, CIRCLES, Circle, years
from weaktie.core.fiction.clock import Clock
from weaktie.core.fiction.courses import EARLIEST, LATEST
from weaktie.core.fiction.seeker import MARA
from weaktie.core.fiction.shapes import Box, Course, Letter, Person, World
from weaktie.core.fiction.stock import BODIES, CAST, SUBJECTS, number, rows, table, words

PAUSE = 1_300
IN_COPY = 0.25
NOT_IN_THREADS = (Course.NONE, Course.UNANSWERED)


def threads(world: World, random: Random, clock: Clock) -> Iterator[Letter]:
    """Yield the letters of every group conversation."""
    members: dict[str, list[Person]] = defaultdict(list)
    for person in world.people:
        if person.course not in NOT_IN_THREADS:
            members[person.circle].append(person)
    for circle in CIRCLES:
        for _ in range(circle.threads):
            yield from _thread(random, clock, circle, members[circle.name])
    for row in rows(CAST["threads"]):
        told = table(row)
        people = [world.named(name) for name in words(told["who"])]
        ago, count = years(number(told["ago"])), int(number(told["messages"]))
        yield from _told(random, clock, people, ago, count, str(told["subject"]))


def _thread(random: Random, clock: Clock, circle: Circle, members: Sequence[Person]) -> Iterator[Letter]:
    """Yield one conversation among people who were there at the time."""
    first = max(years(circle.until), LATEST + 20)
    ago = random.randrange(first, min(EARLIEST, years(circle.since)))
    there = [person for person in members if person.met >= ago and person.parted <= ago + 30]
    if len(there) < 2:
        return
    chosen = random.sample(there, min(len(there), random.randint(2, circle.largest - 1)))
    writers = [person for person in chosen if person.course is not Course.COPIED]
    subject = random.choice(SUBJECTS[circle.topic])
    hers = MARA.box(ago, at_work=circle.from_office)
    authors = [
        random.choice([hers, *(box(person, ago) for person in writers)]) for _ in range(random.randint(2, 4))
    ]
    everybody = [hers, *(box(person, ago) for person in chosen)]
    copied = everybody[-1] if len(everybody) > 3 and random.random() < IN_COPY else None
    yield from _letters(random, clock, circle, ago, subject, authors, everybody, copied)


def _told(
    random: Random, clock: Clock, people: Sequence[Person], ago: int, count: int, subject: str
) -> Iterator[Letter]:
    """Yield a conversation of the seeker and the first, with the last in copy, who does not write."""
    circle = BY_NAME[people[0].circle]
    hers = MARA.box(ago, at_work=False)
    everybody = [hers, *(box(person, ago) for person in people)]
    authors = [everybody[1] if turn % 2 == 0 else hers for turn in range(count)]
    yield from _letters(random, clock, circle, ago, subject, authors, everybody, everybody[-1])


def _letters(
    random: Random,
    clock: Clock,
    circle: Circle,
    ago: int,
    subject: str,
    authors: Sequence[Box],
    everybody: Sequence[Box],
    copied: Box | None,
) -> Iterator[Letter]:
    at = 0
    ids: tuple[str, ...] = ()
    for turn, author in enumerate(authors):
        at = max(clock.instant(max(LATEST, ago - turn), random, at_work=circle.from_office), at + PAUSE)
        others = [one for one in everybody if one != author]
        letter = Letter(
            at=at,
            id=letter_id(random, author),
            author=author,
            to=tuple(one for one in others if one != copied),
            cc=tuple(one for one in others if one == copied),
            subject=f"Re: {subject}" if turn else subject,
            body=random.choice(BODIES),
            answers=ids,
        )
        yield letter
        ids = (*ids, letter.id)
