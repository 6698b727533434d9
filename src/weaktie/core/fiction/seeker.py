"""Mara, who does not exist: who she is, where she worked, and what she wants to learn about."""

from __future__ import annotations

from dataclasses import dataclass

from weaktie.core.fiction.circles import years
from weaktie.core.fiction.shapes import Box, Job
from weaktie.core.fiction.stock import CAST, Json, domain_of, employer, number, rows, table, words


@dataclass(frozen=True, slots=True)
class School:
    """Where she studied; days before today."""

    name: str
    degree: str
    since: int
    until: int


@dataclass(frozen=True, slots=True)
class Aim:
    """A target she has noted."""

    name: str
    kind: str
    motivation: int
    level: str


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody she found in public for a target where she knows nobody."""

    target: str
    name: str
    title: str
    found: str
    text: str


@dataclass(frozen=True, slots=True)
class Noted:
    """An employer she follows, saved a job of, or applied to; days before today."""

    title: str
    employer: str
    ago: int


@dataclass(frozen=True, slots=True)
class Seeker:
    """The owner of all the files."""

    given: str
    family: str
    slug: str
    emails: tuple[str, ...]
    headline: str
    industry: str
    jobs: tuple[Job, ...]
    schools: tuple[School, ...]
    skills: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return her name."""
        return f"{self.given} {self.family}"

    def box(self, ago: int, *, at_work: bool) -> Box:
        """Return her name and the address she wrote from so many days ago."""
        job = next((job for job in self.jobs if at_work and job.holds(ago)), None)
        domain = domain_of(job.employer.name) if job else ""
        office = next((email for email in self.emails if domain and email.endswith(f"@{domain}")), "")
        return Box(self.name, office or self.emails[0])


def _seeker(row: dict[str, Json]) -> Seeker:
    return Seeker(
        given=str(row["given"]),
        family=str(row["family"]),
        slug=str(row["slug"]),
        emails=words(row["emails"]),
        headline=str(row["headline"]),
        industry=str(row["industry"]),
        jobs=tuple(told_job(rows(job)) for job in rows(row["jobs"])),
        schools=tuple(_school(rows(school)) for school in rows(row["schools"])),
        skills=words(row["skills"]),
    )


def told_job(row: list[Json]) -> Job:
    """Return a job as the story tells it: employer, department, title, years ago begun and ended."""
    name, department, title, since, until = row
    return Job(employer(str(name)), str(department), str(title), years(number(since)), years(number(until)))


def _school(row: list[Json]) -> School:
    name, degree, since, until = row
    return School(str(name), str(degree), years(number(since)), years(number(until)))


def _aim(row: dict[str, Json]) -> Aim:
    return Aim(str(row["name"]), str(row["kind"]), int(number(row["motivation"])), str(row.get("level", "")))


def _found(row: dict[str, Json]) -> Found:
    return Found(*(str(row[name]) for name in ("target", "name", "title", "found", "text")))


def _noted(row: list[Json]) -> Noted:
    title, name, ago = row
    return Noted(str(title), str(name), int(number(ago)))


MARA = _seeker(table(CAST["seeker"]))
AIMS = tuple(_aim(table(row)) for row in rows(CAST["targets"]))
STRANGERS = tuple(_found(table(row)) for row in rows(CAST["strangers"]))
NAMES = tuple(" ".join(words(table(row)["name"])) for row in rows(CAST["people"]))
"""The people of the story."""

FOLLOWS = words(CAST["follows"])
SAVED = tuple(_noted(rows(row)) for row in rows(CAST["saved"]))
APPLIED = tuple(_noted(rows(row)) for row in rows(CAST["applied"]))
