"""The targets, with how many people the seeker knows at each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from weaktie.accounts.models import User
from weaktie.campaign.intake.models import Interest
from weaktie.campaign.network.models import Person, Stint
from weaktie.campaign.network.queries import people as network
from weaktie.campaign.targets.models import Target

ORDERS = {
    "wish": ("-motivation", "name", "pk"),
    "name": ("name", "pk"),
    "new": ("-added_at", "pk"),
}


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One target and whom the seeker knows there: now, or earlier."""

    target: Target
    now_there: int
    were_there: int
    strangers: int


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody the seeker knows at a target, as a line of the list of people."""

    row: network.Row
    is_now: bool


@dataclass(frozen=True, slots=True)
class TargetsPage:
    """The targets, and employers that exports name which could become targets."""

    rows: tuple[TargetRow, ...]
    order: str
    ideas: tuple[str, ...]


def targets_page(*, by: User, order: str = "wish") -> TargetsPage:
    """Return the standing targets in an order: wish, name, new, people."""
    targets = list(
        Target.objects.visible_to(by)
        .standing()
        .prefetch_related("strangers")
        .order_by(*ORDERS.get(order, ORDERS["wish"]))
    )
    keys = [target.key for target in targets]
    met = Person.objects.visible_to(by).others().shown().filter(stranger=None)
    present = met.filter(organisation_key__in=keys)
    now_there = Counter(present.values_list("organisation_key", flat=True))
    past = Stint.objects.filter(person__in=met, key__in=keys)
    ever = Counter(key for key, _ in set(past.values_list("key", "person_id")))
    rows = [
        TargetRow(t, now_there[t.key], max(0, ever[t.key] - now_there[t.key]), len(t.strangers.all()))
        for t in targets
    ]
    if order == "people":
        rows.sort(key=lambda row: (-row.now_there, -row.were_there, row.target.pk))
    return TargetsPage(tuple(rows), order, _ideas(by, set(keys)))


def _ideas(by: User, taken: set[str]) -> tuple[str, ...]:
    """Return employers that the seeker follows, saved a job of or applied to, and that are no targets yet."""
    found = Counter(Interest.objects.filter(owner=by).values_list("organisation", flat=True))
    names = (name for name, _ in found.most_common(200))
    return tuple(name for name in names if Target.key_of(name, Target.Kind.EMPLOYER) not in taken)[:12]


def known_at(target: Target, *, by: User, now: datetime) -> tuple[Known, ...]:
    """Return whom the seeker knows at a target: first who is there now, the strongest tie first."""
    people = Person.objects.visible_to(by).others().shown().filter(stranger=None)
    now_there = set(people.filter(organisation_key=target.key).values_list("pk", flat=True))
    ever = set(Stint.objects.filter(person__in=people, key=target.key).values_list("person_id", flat=True))
    found = people.filter(pk__in=now_there | ever).order_by("-order", "pk")
    here = sorted(found, key=lambda person: person.pk not in now_there)
    return tuple(Known(row, row.person.pk in now_there) for row in network.rows_of(here, by=by, now=now))
