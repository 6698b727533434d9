"""A fictional seeker with everything a real one has: exports in their real formats, and a story.

The same seed tells of the same people on any day; `today` only places them in time, so that what was three
years ago stays three years ago. Nobody and no employer exists; every domain ends in .example.

    shapes, stock         what there is, and the packaged words
    circles, careers,     who they are, where they worked, from where the seeker knows them
      naming, casting
    courses, letters,     what they wrote to each other and when they met
      groups, junk, diary
    *_file                the same as files that the readers of real exports read
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from weaktie.core.fiction import calendar_file, cards_file, letters, linkedin_file, mailbox_file
from weaktie.core.fiction.careers import LATELY
from weaktie.core.fiction.casting import world
from weaktie.core.fiction.clock import Clock
from weaktie.core.fiction.courses import LATEST
from weaktie.core.fiction.diary import diary
from weaktie.core.fiction.seeker import AIMS, MARA, NAMES, STRANGERS, Aim, Found, Seeker
from weaktie.core.fiction.shapes import Paper, World

__all__ = ["Aim", "Fiction", "Found", "Seeker", "fiction"]

SEED = 1


@dataclass(frozen=True, slots=True)
class Fiction:
    """A seeker, their files by name, what they aim at; `slugs` are the profiles of the story's people.

    `truth` gives the number of the person behind every address, profile and card ("uid:..."); an address or
    profile that names nobody of the world is not in it.
    """

    seeker: Seeker
    files: Mapping[str, bytes]
    aims: tuple[Aim, ...]
    strangers: tuple[Found, ...]
    slugs: Mapping[str, str]
    truth: Mapping[str, int]


def fiction(*, today: date, seed: int = SEED) -> Fiction:
    """Return the fictional seeker of a seed, as of a day."""
    clock = Clock(today)
    people = world(seed)
    written, chats = letters.correspondence(people, seed, clock)
    files = {
        _archive_name(clock, LATELY): linkedin_file.older_archive(people, clock),
        _archive_name(clock, LATEST - 1): linkedin_file.archive(people, chats, seed, clock),
        "contacts.vcf": cards_file.cards(people, seed),
        "calendar.ics": calendar_file.calendar(diary(people, seed, clock)),
        "All mail.mbox": mailbox_file.mailbox(written),
    }
    return Fiction(
        seeker=MARA,
        files=MappingProxyType(files),
        aims=AIMS,
        strangers=STRANGERS,
        slugs=MappingProxyType({name: people.named(name).slug for name in NAMES}),
        truth=MappingProxyType(_truth(people)),
    )


def _archive_name(clock: Clock, ago: int) -> str:
    return f"Complete_LinkedInDataExport_{clock.day(ago):%m-%d-%Y}.zip"


def _truth(people: World) -> dict[str, int]:
    truth: dict[str, int] = {}
    for person in people.people:
        addresses = (person.private, *(address for _, address in person.offices))
        truth.update(dict.fromkeys((*addresses, person.slug), person.number))
        if Paper.CARD in person.papers:
            truth[f"uid:{cards_file.uid(person)}"] = person.number
            truth[f"uid:{cards_file.uid(person, 'old telephone')}"] = person.number
    return truth
