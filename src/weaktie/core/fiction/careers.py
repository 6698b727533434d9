"""Where people have worked, from long ago until today."""

from __future__ import annotations

from random import Random

from weaktie.core.fiction.circles import Circle, years
from weaktie.core.fiction.seeker import AIMS
from weaktie.core.fiction.shapes import STILL, Employer, Job
from weaktie.core.fiction.stock import BY_NAME, EMPLOYERS, WORK

MOVED_LATELY = 0.14
"""Share of people who changed employer between the two LinkedIn exports."""

LATELY = 740
"""Days before today on which the older of the two exports was made."""

SILENT_THERE = 0.35
"""How often silent people work at such an employer, beside 1 at any other."""

STAYED = 0.45
SAME_INDUSTRY = 0.6
FIRST_JOB = years(16)
SHORTEST, LONGEST = years(1.6), years(6)

WANTED = frozenset(aim.name for aim in AIMS)
"""Employers that the story is about: of those who ever wrote, only the cast has worked there."""

_EVERY_INDUSTRY = tuple(EMPLOYERS)


def career(random: Random, circle: Circle, met: int, *, is_silent: bool) -> tuple[Job, ...]:
    """Return somebody's jobs, newest first; a circle of one employer has its people there when they met.

    Only who never wrote (`is_silent`) may have been at an employer that the story is about.
    """
    if not circle.employer:
        return _jobs(random, random.choice(circle.industries), _starts(random, FIRST_JOB), is_silent)

    home = BY_NAME[circle.employer]
    joined = met + random.randrange(years(3))
    left = STILL if random.random() < STAYED else _left(random, circle, met)
    department = random.choice(circle.departments)
    title = random.choice(WORK[home.industry][department])
    there = Job(home, department, title, joined, left)
    before = _jobs(
        random, _industry(random, home.industry), [joined + random.randrange(SHORTEST, LONGEST)], is_silent
    )
    starts = _starts(random, left, first=left)
    after = _jobs(random, _industry(random, home.industry), starts, is_silent) if left else ()
    earlier = tuple(Job(job.employer, job.department, job.title, job.since, joined) for job in before)
    return (*after, there, *earlier)


def _left(random: Random, circle: Circle, met: int) -> int:
    """Return when they left the employer where the seeker met them; not within the last months."""
    latest = max(LATELY + 40, years(circle.until) - years(5)) if random.random() > MOVED_LATELY else 60
    return random.randrange(latest, max(latest + 1, met - 200))


def _starts(random: Random, since: int, *, first: int = 0) -> list[int]:
    """Return when jobs began, newest first, the oldest on `first` or about `since`."""
    moved = random.random() < MOVED_LATELY
    start = random.randrange(40, LATELY - 30) if moved else random.randrange(LATELY + 30, years(9))
    found = []
    while start < since:
        found.append(start)
        start += random.randrange(SHORTEST, LONGEST)
    return [*found, first or start]


def _jobs(random: Random, industry: str, starts: list[int], is_silent: bool) -> tuple[Job, ...]:
    """Return jobs that begin on these days and follow each other without a gap."""
    jobs: list[Job] = []
    until = STILL
    for since in starts:
        employer = _employer(random, industry, jobs, is_silent)
        department, titles = random.choice(tuple(WORK[industry].items()))
        jobs.append(Job(employer, department, random.choice(titles), since, until))
        until = since
        industry = _industry(random, industry)
    return tuple(jobs)


def _employer(random: Random, industry: str, jobs: list[Job], is_silent: bool) -> Employer:
    """Return an employer other than that of the job after it."""
    others = [each for each in EMPLOYERS[industry] if not jobs or each != jobs[-1].employer]
    shares = [1.0 if each.name not in WANTED else SILENT_THERE * is_silent for each in others]
    return random.choices(others, shares)[0]


def _industry(random: Random, industry: str) -> str:
    return industry if random.random() < SAME_INDUSTRY else random.choice(_EVERY_INDUSTRY)
