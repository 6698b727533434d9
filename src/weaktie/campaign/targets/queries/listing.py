"""The targets, with how many people the seeker knows at each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from weaktie.accounts.models import User
from weaktie.campaign.intake.models import Interest
from weaktie.campaign.network.models import Person, PersonQuerySet, Stint
from weaktie.campaign.network.queries import people as network
from weaktie.campaign.targets.models import Target

ORDERS = {
    "wish": ("-motivation", "name", "pk"),
    "name": ("name", "pk"),
    "new": ("-added_at", "pk"),
}


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One target and whom the seeker knows there: now, or earlier.

    Of those there now, `by_mail` are known to be by nothing but a mail address there: they probably are.
    """

    target: Target
    now_there: int
    were_there: int
    strangers: int
    by_mail: int = 0

    @property
    def are_there(self) -> int:
        """How many are there as a file or the seeker says."""
        return self.now_there - self.by_mail


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody the seeker knows at a target, as a line of the list of people."""

    row: network.Row
    is_now: bool
    is_probable: bool = False
    """Nothing but a mail address says so."""


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
    keys = {target.key for target in targets if target.kind == Target.Kind.EMPLOYER} - {""}
    there = _there(keys, by=by)
    rows = [_row(target, there) for target in targets]
    if order == "people":
        rows.sort(key=lambda row: (-row.now_there, -row.were_there, row.target.pk))
    return TargetsPage(tuple(rows), order, _ideas(by, keys))


def _ideas(by: User, taken: set[str]) -> tuple[str, ...]:
    """Return employers that the seeker follows, saved a job of or applied to, and that are no targets yet."""
    found = Counter(Interest.objects.filter(owner=by).values_list("organisation", flat=True))
    names = (name for name, _ in found.most_common(200))
    return tuple(name for name in names if Target.key_of(name, Target.Kind.EMPLOYER) not in taken)[:12]


def known_at(target: Target, *, by: User, now: datetime) -> tuple[Known, ...]:
    """Return whom the seeker knows at a target: first who is there now, the strongest tie first."""
    if target.kind != Target.Kind.EMPLOYER or not target.key:
        return ()
    there = _there({target.key}, by=by)[target.key]
    found = _met(by).filter(pk__in=there.now | there.before).order_by("-order", "pk")
    here = sorted(found, key=lambda person: person.pk not in there.now)
    return tuple(
        Known(row, row.person.pk in there.now, row.person.pk in there.by_mail)
        for row in network.rows_of(here, by=by, now=now)
    )


@dataclass(slots=True)
class _There:
    """Who is at an employer, as ranking sees it too (candidates): now, of these by mail alone, and before."""

    now: set[int] = field(default_factory=set)
    by_mail: set[int] = field(default_factory=set)
    before: set[int] = field(default_factory=set)


def _there(keys: Collection[str], *, by: User) -> dict[str, _There]:
    """Return who is and was at each of these employers."""
    found = {key: _There() for key in keys}
    present = _met(by).filter(organisation_key__in=keys)
    for person, key, organisation in present.values_list("pk", "organisation_key", "organisation"):
        found[key].now.add(person)
        if not organisation:
            found[key].by_mail.add(person)
    past = Stint.objects.filter(person__in=_met(by), kind=Stint.Kind.WORK, key__in=keys)
    for person, key in past.values_list("person_id", "key"):
        if person not in found[key].now:
            found[key].before.add(person)
    return found


def _met(by: User) -> PersonQuerySet:
    return Person.objects.visible_to(by).others().shown().filter(stranger=None)


def _row(target: Target, there: Mapping[str, _There]) -> TargetRow:
    is_employer = target.kind == Target.Kind.EMPLOYER
    here = there.get(target.key, _There()) if is_employer else _There()
    found = len(target.strangers.all())
    return TargetRow(target, len(here.now), len(here.before), found, len(here.by_mail))
