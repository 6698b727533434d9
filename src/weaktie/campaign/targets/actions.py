"""What a seeker can do about targets and about the people suggested to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from weaktie.accounts import actions as accounts
from weaktie.accounts.models import User
from weaktie.campaign.network.actions import people
from weaktie.campaign.network.actions.settle import refresh
from weaktie.campaign.network.models import Person
from weaktie.campaign.targets.models import Standing, Stranger, Target
from weaktie.campaign.timeline.actions import step
from weaktie.core.readers import text
from weaktie.core.refusal import Refused

MOST_STRANGERS = 3
LATER = timedelta(days=30)
"""How long "ask me again in a month" lasts."""


class NeedsAName(Refused):
    """A target has to be called something."""

    code = "needs_a_name"


class EnoughStrangers(Refused):
    """Three people found at a target are enough."""

    code = "enough_strangers"


def add_targets(
    names: Sequence[str],
    *,
    by: User,
    kind: str = Target.Kind.EMPLOYER,
    motivation: int = 3,
    level: str = "",
    posting: str = "",
    now: datetime,
) -> list[Target]:
    """Add several targets at once; one that is there already is kept as it is, a dropped one comes back."""
    clean = list(dict.fromkeys(filter(None, (text.clean(name, 200) for name in names))))
    if not clean:
        raise NeedsAName("Write the name of at least one employer, role or industry.")
    added = []
    with step("target", f"Added {_listed(clean)}", by=by, now=now) as act:
        for name in clean:
            key = Target.key_of(name, kind)
            known = Target.objects.visible_to(by).filter(kind=kind, key=key).first()
            if known is None:
                known = Target(
                    owner=by, kind=kind, name=name, key=key, motivation=motivation, level=level,
                    posting=posting, added_at=now,
                )  # fmt: skip
                act.add(known)
            else:
                act.change(known, dropped_at=None, **({"posting": posting} if posting else {}))
            added.append(known)
    return added


def change_target(
    target: Target,
    *,
    by: User,
    motivation: int | None = None,
    level: str | None = None,
    posting: str | None = None,
    now: datetime,
) -> None:
    """Change how much the seeker wants it, the level, or the posting; None leaves it."""
    values = {"motivation": motivation, "level": level, "posting": posting}
    with step("target", f"Changed {target.name}", by=by, now=now) as act:
        act.change(target, **{name: value for name, value in values.items() if value is not None})


def drop_target(target: Target, *, by: User, now: datetime) -> None:
    """Take a target off the list; it can come back."""
    with step("target", f"Dropped {target.name}", by=by, now=now) as act:
        act.change(target, dropped_at=now)


@transaction.atomic
def add_stranger(
    target: Target, *, by: User, name: str, title: str = "", found: str = "", pasted: str = "", now: datetime
) -> Stranger:
    """Keep somebody found in public at a target, up to three."""
    accounts.refuse_mixing(by, now=now)
    if target.strangers.count() >= MOST_STRANGERS:
        raise EnoughStrangers(
            f"Three people at {target.name} are enough for now; write to one of them first."
        )
    organisation = target.name if target.kind == Target.Kind.EMPLOYER else ""
    profile = found if "linkedin" in found else ""
    known = people.told(name, (), profile, "", organisation, title, by=by)
    with step("stranger", f"Kept {known.name} for {target.name}", by=by, now=now) as act:
        person = people.enter(known, act=act)
        stranger = Stranger(target=target, person=person, found=text.clean(found, 500), text=pasted[:20_000])
        act.add(stranger)
    refresh({person.pk}, by=by)
    return stranger


def set_aside(
    person: Person, *, by: User, goal: str = "", never: bool = False, today: date, now: datetime
) -> None:
    """Do not suggest somebody for a month, or never for this goal (for any, without one)."""
    until = None if never else today + LATER
    words = f"{person.name}: {'never' if never else 'not now'}"
    with step("set_aside", words, by=by, now=now) as act:
        standing = Standing.objects.filter(person=person, goal=goal).first()
        if standing is None:
            act.add(Standing(owner=by, person=person, goal=goal, until=until))
        else:
            act.change(standing, until=until)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
