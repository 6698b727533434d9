"""Suggestions as the pages show them: the person beside the reasons, and which circles the list covers."""

from __future__ import annotations

from dataclasses import dataclass

from weaktie.campaign.network.models import Person
from weaktie.campaign.network.queries.people import first_name
from weaktie.campaign.targets.queries.next import Next
from weaktie.core.candidates import Circle, Part, RouteKind, Stage, Suggestion

MOST_CIRCLES = 10
PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


@dataclass(frozen=True, slots=True)
class Pick:
    """One suggestion as a page shows it. `ask` is who is written to: the person, or who introduces them.

    `reasons` leaves out what the job and the tie say already; `adds` has no "Adds" in front.
    """

    row: Suggestion
    person: Person
    ask: Person
    via: Person | None
    job: str
    tie: str
    tie_words: str
    reasons: tuple[str, ...]
    adds: tuple[str, ...]
    chance: Part
    parts: tuple[Part, ...]
    place: str

    @property
    def first_name(self) -> str:
        """The name to say of whom it is about."""
        return first_name(self.person.name)

    @property
    def ask_name(self) -> str:
        """The name to say of who is written to."""
        return first_name(self.ask.name)

    @property
    def via_name(self) -> str:
        """The name to say of who introduces them."""
        return first_name(self.via.name) if self.via else ""

    @property
    def was_named(self) -> bool:
        """Whether somebody named them and has not introduced them yet."""
        return self.row.route.stage is Stage.NAMED

    @property
    def is_introduced(self) -> bool:
        """Whether somebody else introduces them."""
        return self.row.route.kind is RouteKind.INTRODUCED


@dataclass(frozen=True, slots=True)
class CoverRow:
    """One circle and which of the people bring it: "new", "again" or nothing."""

    label: str
    marks: tuple[str, ...]


def picks(rows: tuple[Suggestion, ...], found: Next) -> list[Pick]:
    """Put suggestions together with the people they are about."""
    return [_pick(row, found, place) for place, row in enumerate(rows)]


def cover(people: tuple[Suggestion, ...]) -> list[CoverRow]:
    """Return the circles that the people bring, each marked where it is new and where it is again."""
    keys = [{circle.key for circle in row.circles} for row in people]
    return [CoverRow(circle.label, _marks(circle.key, keys)) for circle in _shown(people)]


def _pick(row: Suggestion, found: Next, place: int) -> Pick:
    person = found.people[abs(row.id)]
    tie, words = found.ties[abs(row.id)]
    chance, *parts = row.parts
    via = found.people.get(row.route.via) if row.route.via else None
    return Pick(
        row=row,
        person=person,
        ask=via if via and row.route.stage is not Stage.MADE else person,
        via=via,
        job=", ".join(filter(None, (person.title, person.organisation))),
        tie=tie,
        tie_words=words,
        reasons=_beyond_the_head(row, person, words),
        adds=tuple(one.removeprefix("Adds ") for one in row.adds if one.startswith("Adds ")),
        chance=chance,
        parts=tuple(parts),
        place=f"{PLACES[place]} of" if place < len(PLACES) else f"place {place + 1} of",
    )


def _beyond_the_head(row: Suggestion, person: Person, tie_words: str) -> tuple[str, ...]:
    """Return the reasons that say more than the job and the tie, which stand above them."""
    head = {tie_words, f"{person.title} at {person.organisation}", f"At {person.organisation}"}
    return tuple(reason for reason in row.reasons if reason not in head)


def _shown(people: tuple[Suggestion, ...]) -> list[Circle]:
    """Return some circles of each person, the same number of all: departments stand with their employer."""
    each = MOST_CIRCLES // max(1, len(people))
    found: dict[str, Circle] = {}
    for row in people:
        fresh = [one for one in row.circles if one.kind != "department" and one.key not in found]
        found |= {circle.key: circle for circle in fresh[:each]}
    return list(found.values())


def _marks(key: str, people: list[set[str]]) -> tuple[str, ...]:
    first = next(i for i, keys in enumerate(people) if key in keys)
    return tuple("" if key not in keys else "new" if i == first else "again" for i, keys in enumerate(people))
