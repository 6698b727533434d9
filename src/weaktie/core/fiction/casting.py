"""Everybody in the world: the cast of the story, and the people of every circle."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from weaktie.core.fiction.careers import LATELY, career
from weaktie.core.fiction.circles import BY_NAME, CIRCLES, Circle, years
from weaktie.core.fiction.naming import Register
from weaktie.core.fiction.seeker import MARA, STRANGERS, told_job
from weaktie.core.fiction.shapes import Course, Exchange, Job, Paper, Person, World
from weaktie.core.fiction.stock import CAST, TOWNS, Json, number, rows, table, words

NAMESAKES = 9
"""So many people have the name of somebody in another circle."""

MARRIED = 0.012
"""Share of people with a new family name between the two LinkedIn exports."""

LINKING_CARD = 0.95
"""Share of those with a card whose profile and addresses nothing else connects; about others one is asked."""

LARGE = frozenset(circle.employer for circle in CIRCLES)
"""Employers with so many of her contacts that working there shows little."""

LOOSE_ENTRY = 0.05
"""Share of the entries of the uploaded address book that nothing connects with the same person's profile."""

SILENT = frozenset((Course.NONE, Course.COPIED))


@dataclass(frozen=True, slots=True)
class Lot:
    """What the story, or chance, holds for somebody; the fields are those of Person."""

    course: Course
    jobs: tuple[Job, ...]
    met: int
    parted: int
    papers: frozenset[Paper]
    former: str = ""
    married: int = 0
    also: tuple[Exchange, ...] = ()
    recommends: int = 0


def world(seed: int) -> World:
    """Return everybody a seed stands for, the cast first."""
    caster = _Caster(Random(f"weaktie fiction {seed}"))
    cast = [table(row) for row in rows(CAST["people"])]
    for each in cast:
        caster.reserve(*words(each["name"]))
    for row in cast:
        caster.cast(row)
    for circle in CIRCLES:
        for _ in range(circle.size):
            caster.draw(circle)
    return World(tuple(caster.people))


class _Caster:
    """Draws one person after another."""

    def __init__(self, random: Random) -> None:
        self.people: list[Person] = []
        self._random = random
        self._register = Register(random)
        self._namesakes = 0
        self.reserve(MARA.given, MARA.family)
        for stranger in STRANGERS:
            self.reserve(*stranger.name.split(maxsplit=1))

    def reserve(self, given: str, family: str) -> None:
        """Keep a name of the story from being drawn."""
        self._register.reserve(given, family)

    def cast(self, row: dict[str, Json]) -> None:
        """Add a member of the cast as the story has them."""
        given, family = words(row["name"])
        circle = BY_NAME[str(row["circle"])]
        lot = Lot(
            course=Course(str(row["course"])),
            jobs=tuple(told_job(rows(job)) for job in rows(row["jobs"])),
            met=years(number(row["met"])),
            parted=years(number(row.get("parted", circle.until))),
            papers=frozenset((Paper.LINKEDIN, Paper.CARD) if row.get("card") else (Paper.LINKEDIN,)),
            former=str(row.get("former", "")),
            married=years(number(row.get("married", 0))),
            also=tuple(_exchange(rows(each)) for each in rows(row.get("also", []))),
            recommends=years(number(row.get("recommends", 0))),
        )
        self._add(circle, given, family, lot)

    def draw(self, circle: Circle) -> None:
        """Add somebody of a circle."""
        random = self._random
        given, family = self._name(circle)
        since, until = years(circle.since), years(circle.until)
        met = random.randrange(until + (since - until) // 5, since)
        courses, shares = zip(*circle.courses, strict=True)
        course = random.choices(courses, shares)[0]
        jobs = career(random, circle, met, is_silent=course is Course.NONE)
        left = next((job.until for job in jobs if job.employer.name == circle.employer), 0)
        former = self._register.name()[1] if random.random() < MARRIED else ""
        lot = Lot(
            course=course,
            jobs=jobs,
            met=met,
            parted=max(until, left),
            papers=self._papers(circle, course),
            former=former,
            married=random.randrange(60, LATELY - 40) if former else 0,
        )
        self._add(circle, given, family, lot)

    def _add(self, circle: Circle, given: str, family: str, lot: Lot) -> None:
        random, register = self._random, self._register
        known_as = lot.former or family
        homes = {job.employer.name: job.employer for job in lot.jobs if job.employer.domain}
        person = Person(
            number=len(self.people) + 1,
            given=given,
            family=family,
            circle=circle.name,
            course=lot.course,
            jobs=lot.jobs,
            met=lot.met,
            parted=lot.parted,
            slug=register.slug(given, known_as),
            private=register.private(given, known_as),
            offices=tuple((home.name, register.office(given, known_as, home)) for home in homes.values()),
            papers=lot.papers,
            writes_from_office=circle.from_office,
            connected=random.randrange(30, max(31, lot.met)),
            phone=register.phone() if random.random() < 0.8 else "",
            town=random.choice(TOWNS),
            born=f"{random.randint(1, 12):02}-{random.randint(1, 28):02}" if random.random() < 0.2 else "",
            called=register.called(given),
            former=lot.former,
            married=lot.married,
            also=lot.also,
            recommends=lot.recommends,
        )
        self.people.append(self._with_linking_card(person))

    def _name(self, circle: Circle) -> tuple[str, str]:
        """Return a new name, or now and then that of somebody in another circle."""
        if circle.name == "passing" and self._namesakes < NAMESAKES and self._random.random() < 0.02:
            self._namesakes += 1
            double = self._random.choice(self.people)
            return double.given, double.family
        return self._register.name(MARA.family if circle.name == "family" else "")

    def _papers(self, circle: Circle, course: Course) -> frozenset[Paper]:
        """Return the files somebody has an entry in; who never wrote stands in one at least."""
        random = self._random
        shares = {
            Paper.LINKEDIN: circle.connected,
            Paper.CARD: circle.in_book,
            Paper.UPLOADED: circle.uploaded,
        }
        found = {paper for paper, share in shares.items() if random.random() < share}
        if Paper.UPLOADED in found and found != {Paper.UPLOADED} and random.random() > LOOSE_ENTRY:
            found |= {Paper.CARD}
        if not found and course is Course.COPIED:
            found = {Paper.LINKEDIN}
        if not found and course is Course.NONE:
            found = {random.choice((Paper.CARD, Paper.CARD, Paper.UPLOADED))}
        return frozenset(found)

    def _with_linking_card(self, person: Person) -> Person:
        """Give a card to most of those whose addresses nothing else would show to be theirs."""
        if person.course in SILENT or _is_plain(person) or self._random.random() >= LINKING_CARD:
            return person
        return replace(person, papers=person.papers | {Paper.CARD})


def _is_plain(person: Person) -> bool:
    """Tell whether they wrote from one address alone, and that of the very employer their profile names."""
    shown = {job.employer.name for ago in (LATELY, 0) if (job := person.job_at(ago))}
    homes = {name for name, address in person.offices if address in person.addresses()}
    if homes & LARGE:
        return False
    is_shown = Paper.LINKEDIN not in person.papers or bool(homes) and homes <= shown
    return len(person.addresses()) <= 1 + person.writes_from_office and is_shown


def _exchange(row: list[Json]) -> Exchange:
    ago, messages = row
    return Exchange(years(number(ago)), int(number(messages)))
