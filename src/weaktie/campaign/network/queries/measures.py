"""Ties as encounters and shared pasts tell them, now or as of an earlier day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import fields
from datetime import date
from itertools import groupby

from django.db import connection

from weaktie.accounts.models import User
from weaktie.campaign.intake.models import KINDS, Part, Record
from weaktie.campaign.network.models import Person, Stint
from weaktie.core import rows, ties

MEASURED = tuple(field.name for field in fields(ties.Measure))
MEMBERS = (
    "SELECT e.id, e.at, e.kind, i.person_id, p.role FROM campaign_encounter e"
    " JOIN campaign_part p ON p.encounter_id = e.id"
    " JOIN campaign_identity i ON i.handle_id = p.handle_id WHERE "
)
"""Raw, because a mailbox has hundreds of thousands of these rows."""

_KIND = {int(number): kind for kind, number in KINDS.items()}
FEW = 400
"""Up to so many people their encounters are looked up one by one; beyond, all are read once."""

Member = tuple[int, int, int, int, int]
"""(encounter, at, kind, person, role)."""


def measures(
    *, by: User, people: Collection[int] | None = None, until: int | None = None
) -> dict[int, ties.Measure]:
    """Return the measure of the tie to each person, of encounters up to an instant if one is given."""
    me = seeker(by)
    touches: dict[int, list[ties.Touch]] = defaultdict(list)
    for _, together in groupby(members(by, people, until), key=lambda member: member[0]):
        for person, touch in _touches(list(together), me):
            touches[person].append(touch)
    found = {person: ties.measure(some) for person, some in touches.items()}
    for person, past in _shared_pasts(by, me, people, until).items():
        found[person] = ties.add(found.get(person, ties.Measure()), past)
    return found


def measure_of(person: Person) -> ties.Measure:
    """Return the measure that is kept with a person (or a row of the same columns)."""
    return ties.Measure(*[getattr(person, name) for name in MEASURED])


def seeker(by: User) -> int:
    found = Person.objects.filter(owner=by, is_me=True).values_list("pk", flat=True).first()
    return found or 0


def members(
    by: User, people: Collection[int] | None, until: int | None, *, least: int = 2
) -> Iterator[Member]:
    """Yield who took part in what, encounter by encounter, of those with at least so many handles."""
    where, values = ["e.owner_id = %s"], [by.pk]
    if least > 2:
        many = "SELECT encounter_id FROM campaign_part GROUP BY encounter_id HAVING COUNT(*) >= %s"
        where.append(f"e.id IN ({many})")
        values.append(least)
    if until is not None:
        where.append("e.at <= %s")
        values.append(until)
    if people is not None and len(people) <= FEW:
        places = ", ".join(["%s"] * len(people))
        theirs = "SELECT q.encounter_id FROM campaign_part q JOIN campaign_identity j"
        where.append(f"e.id IN ({theirs} ON j.handle_id = q.handle_id WHERE j.person_id IN ({places}))")
        values += sorted(people)
    with connection.cursor() as cursor:
        cursor.execute(MEMBERS + " AND ".join(where) + " ORDER BY e.id", values)
        yield from cursor


def companions(people: Collection[int], *, by: User) -> set[int]:
    """Return who took part in what these people took part in."""
    return {person for _, _, _, person, _ in members(by, people, None)} if people else set()


def handles_together(by: User) -> Iterator[set[int]]:
    """Yield the handles of each encounter of three to ten: who is seen with whom."""
    statement = (
        "SELECT p.encounter_id, p.handle_id FROM campaign_part p WHERE p.encounter_id IN"
        " (SELECT q.encounter_id FROM campaign_part q JOIN campaign_encounter e ON e.id = q.encounter_id"
        " WHERE e.owner_id = %s GROUP BY q.encounter_id HAVING COUNT(*) BETWEEN 3 AND 10)"
        " ORDER BY p.encounter_id"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [by.pk])
        for _, parts in groupby(cursor, key=lambda part: part[0]):
            yield {handle for _, handle in parts}


def _touches(together: list[Member], me: int) -> Iterator[tuple[int, ties.Touch]]:
    """Yield what one encounter is to the tie with each other person in it."""
    roles = {person: role for _, _, _, person, role in reversed(together)}
    if me not in roles or len(roles) < 2:
        return
    _, at, number, _, _ = together[0]
    kind = _KIND[number]
    mine = roles.pop(me)
    others = len(roles) - 1
    for person, role in roles.items():
        way = _way(kind, mine, role)
        yield person, ties.Touch(at, kind, way, others, Part.Role.CC in (mine, role))


def _way(kind: rows.Kind, mine: int, theirs: int) -> int:
    if kind == rows.Kind.MEETING:
        return 0
    if mine == Part.Role.AUTHOR:
        return 1
    return -1 if theirs == Part.Role.AUTHOR else 0


def _shared_pasts(
    by: User, me: int, people: Collection[int] | None, until: int | None
) -> dict[int, ties.Measure]:
    """Return what the seeker shares with people without a message: employers, schools, connections."""
    mine = list(Stint.objects.filter(person=me).exclude(started=None))
    keys = {stint.key for stint in mine}
    shared: dict[int, tuple[list[tuple[int, int]], list[tuple[int, int]]]] = defaultdict(lambda: ([], []))
    theirs = Stint.objects.filter(person__owner=by, key__in=keys).exclude(person=me).exclude(started=None)
    for stint in theirs:
        for own in mine:
            if own.key == stint.key and (span := _overlap(own, stint, until)) is not None:
                shared[stint.person_id][stint.kind == Stint.Kind.SCHOOL].append(span)
    connected = _connected(by, until)
    wanted = set(people) if people is not None else None
    return {
        person: ties.shared_past(
            worked=shared[person][0] if person in shared else (),
            studied=shared[person][1] if person in shared else (),
            connected=connected.get(person, 0),
        )
        for person in shared.keys() | connected.keys()
        if (wanted is None or person in wanted) and person != me
    }


def _overlap(a: Stint, b: Stint, until: int | None) -> tuple[int, int] | None:
    assert a.started is not None
    assert b.started is not None
    start = max(a.started, b.started)
    end = min(a.ended or a.last_seen, b.ended or b.last_seen)
    span = (_seconds(start), min(_seconds(end), until or _seconds(end)))
    return span if span[0] < span[1] else None


def _connected(by: User, until: int | None) -> dict[int, int]:
    """Return when the seeker and each person connected on LinkedIn, in seconds."""
    kept = Record.objects.visible_to(by).filter(facts__has_key="connected").exclude(handle__identity=None)
    found: dict[int, int] = {}
    for person, day in kept.values_list("handle__identity__person_id", "facts__connected"):
        seconds = _seconds(date.fromisoformat(day))
        if until is None or seconds <= until:
            found[person] = min(seconds, found.get(person, seconds))
    return found


def _seconds(day: date) -> int:
    return (day.toordinal() - date(1970, 1, 1).toordinal()) * 86_400
