"""Letters that make no tie: newsletters, programs, a mailing list, absence notes."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from weaktie.core.fiction.boxes import box, letter_id
from weaktie.core.fiction.circles import years
from weaktie.core.fiction.clock import Clock
from weaktie.core.fiction.courses import LATEST
from weaktie.core.fiction.seeker import MARA
from weaktie.core.fiction.shapes import Box, Course, Letter, World
from weaktie.core.fiction.stock import MAILING_LIST, NEWSLETTERS, PROGRAMS, Sender

ISSUES = 58
NOTICES = 30
ON_THE_LIST = 84
ABSENCES = 36
LONGEST = years(9)


def letters(world: World, random: Random, clock: Clock) -> Iterator[Letter]:
    """Yield every letter of this kind."""
    for sender in NEWSLETTERS:
        for _ in range(ISSUES):
            marks = (f"List-Id: <{sender.list_id}>", f"List-Unsubscribe: <mailto:leave@{sender.list_id}>")
            yield _letter(random, clock, sender, Box(sender.name, sender.address), marks)
    for sender in PROGRAMS:
        for _ in range(NOTICES):
            yield _letter(
                random, clock, sender, Box(sender.name, sender.address), ("Auto-Submitted: auto-generated",)
            )
    yield from _mailing_list(world, random, clock)
    yield from _absences(world, random, clock)


def _mailing_list(world: World, random: Random, clock: Clock) -> Iterator[Letter]:
    """Yield letters of a list, each from somebody and to everybody: they say nothing of a tie with her."""
    forum = [
        person for person in world.people if person.circle == "forum" and person.course is not Course.NONE
    ]
    marks = (f"List-Id: <{MAILING_LIST.list_id}>", "Precedence: list")
    for _ in range(ON_THE_LIST):
        author = box(random.choice(forum), random.randrange(LATEST, LONGEST))
        yield _letter(
            random, clock, MAILING_LIST, author, marks, to=Box(MAILING_LIST.name, MAILING_LIST.address)
        )


def _absences(world: World, random: Random, clock: Clock) -> Iterator[Letter]:
    colleagues = [person for person in world.people if person.course in (Course.LATELY, Course.THEN)]
    for _ in range(ABSENCES):
        person = random.choice(colleagues)
        ago = random.randrange(max(LATEST, person.parted), max(LATEST, person.parted) + 300)
        notes = Sender(person.name, "", "", ("Away until Monday",))
        yield _letter(random, clock, notes, box(person, ago), ("Auto-Submitted: auto-replied",), ago=ago)


def _letter(
    random: Random,
    clock: Clock,
    sender: Sender,
    author: Box,
    marks: tuple[str, ...],
    *,
    to: Box | None = None,
    ago: int = 0,
) -> Letter:
    when = ago or random.randrange(LATEST, LONGEST)
    return Letter(
        at=clock.instant(when, random, at_work=False),
        id=letter_id(random, author),
        author=author,
        to=(to or MARA.box(when, at_work=False),),
        cc=(),
        subject=random.choice(sender.subjects),
        body="This was sent to many.",
        marks=marks,
    )
