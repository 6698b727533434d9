"""The fictional world: people with careers, what they write to each other, and when they meet.

Times are days before today (`ago`, 0 is today), so that the same seed tells the same story on any day;
`until` 0 means that something still lasts.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

STILL = 0


class Course(StrEnum):
    """How a tie with the seeker has gone."""

    CLOSE = "close"
    ACTIVE = "active"
    LATELY = "lately"
    THEN = "then"
    THEN_LIGHT = "then_light"
    NOW_AND_THEN = "now_and_then"
    ONCE = "once"
    UNANSWERED = "unanswered"
    COPIED = "copied"
    NONE = "none"


ENDED = frozenset((Course.LATELY, Course.THEN, Course.THEN_LIGHT))
"""Courses in which nothing more was written after the two parted."""


class Paper(StrEnum):
    """A file in which somebody stands as an entry of their own."""

    LINKEDIN = "linkedin"
    CARD = "card"
    UPLOADED = "uploaded"


@dataclass(frozen=True, slots=True)
class Employer:
    """An invented employer; `domain` is empty where there is no office with mailboxes."""

    name: str
    industry: str = ""
    domain: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """Time at one employer with one title."""

    employer: Employer
    department: str
    title: str
    since: int
    until: int = STILL

    def holds(self, ago: int) -> bool:
        """Tell whether the job was held so many days ago."""
        return self.until <= ago <= self.since


class Exchange(NamedTuple):
    """Messages to and fro between the seeker and one person, begun so many days ago."""

    ago: int
    messages: int


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as they are, whatever the files say.

    `jobs` are newest first. `met` and `parted` bound the time in which the seeker had to do with them.
    `former` is the family name before `married` (days ago). `offices` holds (employer, address) for every
    employer with mailboxes. `number` is the truth that identity resolution is measured against.
    """

    number: int
    given: str
    family: str
    circle: str
    course: Course
    jobs: tuple[Job, ...]
    met: int
    parted: int
    slug: str
    private: str
    offices: tuple[tuple[str, str], ...]
    papers: frozenset[Paper]
    writes_from_office: bool
    connected: int = 0
    phone: str = ""
    town: str = ""
    born: str = ""
    called: str = ""
    former: str = ""
    married: int = 0
    also: tuple[Exchange, ...] = ()
    recommends: int = 0

    @property
    def name(self) -> str:
        """Return the name as it is today."""
        return f"{self.given} {self.family}"

    def name_at(self, ago: int) -> str:
        """Return the name as it was: somebody who married had another."""
        return f"{self.given} {self.former}" if self.former and ago > self.married else self.name

    def job_at(self, ago: int) -> Job | None:
        """Return the job held so many days ago."""
        return next((job for job in self.jobs if job.holds(ago)), None)

    def address_at(self, ago: int) -> str:
        """Return the address they wrote from so many days ago."""
        job = self.job_at(ago) if self.writes_from_office else None
        offices = dict(self.offices)
        return offices.get(job.employer.name, self.private) if job else self.private

    def addresses(self) -> tuple[str, ...]:
        """Return every address they may have written from since the two met, the earliest first."""
        offices = dict(self.offices)
        held = [job for job in reversed(self.jobs) if self.writes_from_office and job.until <= self.met]
        if self.course in ENDED and not self.also:
            held = [job for job in held if job.since >= self.parted]
        found = [offices[job.employer.name] for job in held if job.employer.name in offices]
        return tuple(dict.fromkeys((*found, self.private)))


class Box(NamedTuple):
    """A name and an address, as a header of a message shows somebody."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One message in the mailbox. `at` is in seconds since 1970, UTC; `marks` are further header lines."""

    at: int
    id: str
    author: Box
    to: tuple[Box, ...]
    cc: tuple[Box, ...]
    subject: str
    body: str
    answers: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chat:
    """One message on LinkedIn, between the seeker and a person."""

    at: int
    conversation: str
    person: Person
    is_mine: bool
    body: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """An entry of the calendar. `rule` and `exceptions` belong to one that repeats."""

    uid: str
    at: int
    minutes: int
    title: str
    organiser: Box
    guests: tuple[Box, ...]
    rule: str = ""
    exceptions: tuple[int, ...] = ()
    status: str = "CONFIRMED"
    own_answer: str = "ACCEPTED"


@dataclass(frozen=True, slots=True)
class World:
    """Everybody the seeker has ever had to do with; the seeker is not among them."""

    people: tuple[Person, ...]

    def named(self, name: str) -> Person:
        """Return a member of the cast; raise KeyError for a name nobody there has."""
        for person in self.people:
            if person.name == name:
                return person
        raise KeyError(name)
