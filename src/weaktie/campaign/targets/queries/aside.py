"""Who is not to be suggested for a while, or never for a goal, as the seeker said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from weaktie.accounts.models import User
from weaktie.campaign.network.models import Person
from weaktie.campaign.targets.models import Standing

GOALS = {"discover": "to discover", "referral": "to be referred", "prepare": "to prepare"}
"""Goals as they end a sentence about an ask."""


@dataclass(frozen=True, slots=True)
class Aside:
    """What holds for one person: until a day, or never (`until` is None), for one goal or for all ("")."""

    person: Person
    goal: str
    until: date | None

    @property
    def words(self) -> str:
        """It in a sentence without its end."""
        what = f" {GOALS[self.goal]}" if self.goal else ""
        if self.until is None:
            return f"Never asked{what or ' again'}"
        return f"Not asked again{what} until {self.until.day} {self.until:%B %Y}"


def set_aside(*, by: User, today: date, person: Person | None = None) -> list[Aside]:
    """Return what holds still, of one person or of everybody: what ends first stands first."""
    kept = Standing.objects.filter(owner=by).select_related("person", "person__merged_into")
    found = [Aside(_present(one.person), one.goal, one.until) for one in kept.order_by("pk")]
    holding = [
        one
        for one in found
        if (one.until is None or one.until > today) and (person is None or one.person.pk == person.pk)
    ]
    return sorted(holding, key=lambda one: (one.until or date.max, one.person.name, one.goal))


def by_person(*, by: User, goal: str) -> dict[int, tuple[date | None, bool]]:
    """Return for whom something was said of this goal: until when, and whether never; the longest holds."""
    found: dict[int, tuple[date | None, bool]] = {}
    kept = Standing.objects.filter(owner=by, goal__in=("", goal)).select_related("person__merged_into")
    for one in kept.order_by("pk"):
        pk = _present(one.person).pk
        until, never = found.get(pk, (None, False))
        later = max((day for day in (until, one.until) if day is not None), default=None)
        found[pk] = (later, never or one.until is None)
    return found


def _present(person: Person) -> Person:
    """Return whoever this person was merged into at last."""
    while person.merged_into is not None:
        person = person.merged_into
    return person
