"""The targets, with how many people the seeker knows at each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from weaktie.accounts.models import User
from weaktie.campaign.intake.models import Interest
from weaktie.campaign.network.models import Person, Stint
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
    present = Person.objects.visible_to(by).others().shown().filter(organisation_key__in=keys)
    now_there = Counter(present.values_list("organisation_key", flat=True))
    past = Stint.objects.filter(person__in=Person.objects.visible_to(by).others().shown(), key__in=keys)
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


def known_at(target: Target, *, by: User) -> list[tuple[Person, bool]]:
    """Return whom the seeker knows at a target, and whether they are there now; the strongest tie first."""
    people = Person.objects.visible_to(by).others().shown().order_by("-order", "pk")
    now_there = set(people.filter(organisation_key=target.key).values_list("pk", flat=True))
    ever = set(Stint.objects.filter(person__in=people, key=target.key).values_list("person_id", flat=True))
    found = people.filter(pk__in=list(now_there | ever)[:500])
    return sorted(((person, person.pk in now_there) for person in found), key=lambda pair: not pair[1])
