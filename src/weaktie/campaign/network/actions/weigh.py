"""Ties, worked out again from encounters and shared pasts."""

from __future__ import annotations

from collections.abc import Collection

from weaktie.accounts.models import User
from weaktie.adapters import database
from weaktie.campaign.network.models import Person
from weaktie.campaign.network.queries.measures import MEASURED, measures
from weaktie.core import ties

COLUMNS = (*MEASURED, "order", "two_way", "acquainted", "contact")


def weigh(people: Collection[int], *, by: User) -> None:
    """Weigh the ties to these people again."""
    measured = measures(by=by, people=people) if people else {}
    nothing = ties.Measure()
    values = ((*_values(measured.get(person, nothing)), person) for person in sorted(people))
    database.update(Person._meta.db_table, COLUMNS, values)


def _values(measure: ties.Measure) -> tuple[object, ...]:
    return (
        *[getattr(measure, name) for name in MEASURED],
        ties.order(measure),
        ties.is_two_way(measure),
        ties.tie_class(measure, measure.last) != ties.TieClass.NEVER,
        ties.last_contact(measure),
    )
