"""The mailbox and LinkedIn's messages, drawn from who knew whom and when."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from weaktie.core.fiction import courses, groups, junk
from weaktie.core.fiction.boxes import box, letter_id
from weaktie.core.fiction.circles import BY_NAME
from weaktie.core.fiction.clock import Clock
from weaktie.core.fiction.seeker import MARA
from weaktie.core.fiction.shapes import Chat, Course, Letter, Paper, Person, World
from weaktie.core.fiction.stock import BODIES, SUBJECTS

PAUSE = 1_300
"""Seconds that lie at least between a message and its answer."""

SHE_BEGINS = 0.5


def correspondence(world: World, seed: int, clock: Clock) -> tuple[list[Letter], list[Chat]]:
    """Return every letter and every message on LinkedIn, oldest first."""
    random = Random(f"weaktie letters {seed}")
    letters: list[Letter] = []
    chats: list[Chat] = []
    for person in world.people:
        for exchange in courses.exchanges(random, person):
            if _is_by_chat(random, person):
                ago = min(exchange.ago, person.connected)
                chats.extend(_chat(random, clock, person, ago, exchange.messages))
            else:
                letters.extend(_letters(random, clock, person, exchange.ago, exchange.messages))
    letters.extend(groups.threads(world, random, clock))
    letters.extend(junk.letters(world, random, clock))
    return sorted(letters, key=lambda letter: letter.at), sorted(chats, key=lambda chat: chat.at)


def _is_by_chat(random: Random, person: Person) -> bool:
    share = BY_NAME[person.circle].by_chat if Paper.LINKEDIN in person.papers and not person.also else 0.0
    return random.random() < share and person.connected >= courses.LATEST


def _letters(random: Random, clock: Clock, person: Person, ago: int, count: int) -> Iterator[Letter]:
    """Yield letters to and fro; who does not answer wrote alone, or was written to alone."""
    circle = BY_NAME[person.circle]
    hers = MARA.box(ago, at_work=circle.from_office)
    theirs = box(person, ago)
    is_hers = random.random() < (0.1 if person.course is Course.UNANSWERED else SHE_BEGINS)
    subject = random.choice(SUBJECTS[circle.topic])
    at = 0
    ids: tuple[str, ...] = ()
    for number in range(count):
        day = max(courses.LATEST - 1, ago - number * random.randrange(3))
        at = max(clock.instant(day, random, at_work=circle.from_office), at + PAUSE)
        author, to = (hers, theirs) if is_hers else (theirs, hers)
        letter = Letter(
            at=at,
            id=letter_id(random, author),
            author=author,
            to=(to,),
            cc=(),
            subject=f"Re: {subject}" if number else subject,
            body=random.choice(BODIES),
            answers=ids,
        )
        yield letter
        ids = (*ids, letter.id)
        is_hers = not is_hers


def _chat(random: Random, clock: Clock, person: Person, ago: int, count: int) -> Iterator[Chat]:
    conversation = f"{random.getrandbits(96):024x}"
    is_hers = random.random() < (0.1 if person.course is Course.UNANSWERED else SHE_BEGINS)
    at = 0
    for number in range(count):
        day = max(courses.LATEST, ago - number * random.randrange(3))
        at = max(clock.instant(day, random, at_work=False), at + PAUSE)
        yield Chat(at, conversation, person, is_hers, random.choice(BODIES))
        is_hers = not is_hers
