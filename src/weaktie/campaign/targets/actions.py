"""What a seeker can do about targets and about the people suggested to them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

from weaktie.accounts import actions as accounts
from weaktie.accounts.models import User
from weaktie.adapters import home
from weaktie.adapters.parsing import pages as parsing
from weaktie.adapters.parsing.pages import Page
from weaktie.campaign.network.actions import people
from weaktie.campaign.network.actions.settle import refresh
from weaktie.campaign.network.models import Person
from weaktie.campaign.targets.models import Material, Standing, Stranger, Target
from weaktie.campaign.timeline.actions import step
from weaktie.core.candidates import Goal
from weaktie.core.readers import Hints, pages
from weaktie.core.readers import text as clean
from weaktie.core.readers.pages import LARGEST
from weaktie.core.refusal import Refused
from weaktie.core.rows import Problem

MOST_STRANGERS = 3
LATER = timedelta(days=30)
"""How long "ask me again in a month" lasts."""


MOST_MATERIAL = 12
"""So many public texts are kept of one target or person: more nobody reads, and every check does."""


class NeedsAName(Refused):
    """A target has to be called something."""

    code = "needs_a_name"


class NothingWritten(Refused):
    """A public text has words."""

    code = "nothing_written"


class EnoughMaterial(Refused):
    """Twelve public texts on one target or person are enough."""

    code = "enough_material"


class NotAPage(Refused):
    """No words could be taken out of the file."""

    code = "not_a_page"


class NoSuchGoal(Refused):
    """Not one of the three goals."""

    code = "no_such_goal"


class NotAhead(Refused):
    """A day that is over."""

    code = "not_ahead"


class NotAside(Refused):
    """Nobody said that this person is not to be asked."""

    code = "not_aside"


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
    named = list(dict.fromkeys(filter(None, (clean.clean(name, 200) for name in names))))
    if not named:
        raise NeedsAName("Write the name of at least one employer, role or industry.")
    added = []
    with step("target", f"Added {_listed(named)}", by=by, now=now) as act:
        for name in named:
            key = Target.key_of(name, kind)
            known = Target.objects.visible_to(by).filter(kind=kind, key=key).first()
            if known is None:
                known = Target(
                    owner=by, kind=kind, name=name, key=key, motivation=motivation, level=level,
                    posting=posting, posting_at=now if posting else None, added_at=now,
                )  # fmt: skip
                act.add(known)
            else:
                act.change(known, dropped_at=None, **(_posting(known, posting, now) if posting else {}))
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
    values = {"motivation": motivation, "level": level}
    told: dict[str, object] = {name: value for name, value in values.items() if value is not None}
    if posting is not None:
        told |= _posting(target, posting, now)
    with step("target", f"Changed {target.name}", by=by, now=now) as act:
        act.change(target, **told)


def drop_target(target: Target, *, by: User, now: datetime) -> None:
    """Take a target off the list; it can come back."""
    with step("target", f"Dropped {target.name}", by=by, now=now) as act:
        act.change(target, dropped_at=now)


def add_material(
    about: Target | Person,
    *,
    by: User,
    text: str,
    kind: str = Material.Kind.OTHER,
    title: str = "",
    found: str = "",
    now: datetime,
) -> Material:
    """Keep what public pages say of a target or a person: a question that it answers is caught then."""
    kept = "\f".join(pages.plain(page) for page in text.split("\f"))
    if not kept.strip():
        raise NothingWritten("Paste the words of a page, or choose a saved page or a PDF.")
    if about.materials.count() >= MOST_MATERIAL:
        raise EnoughMaterial(f"Twelve texts on {about.name} are enough; drop one that you no longer need.")
    whose = {"target": about} if isinstance(about, Target) else {"person": about}
    material = Material(
        owner=by, kind=kind, title=clean.clean(title, 200), found=clean.clean(found, 500), text=kept,
        added_at=now, **whose,
    )  # fmt: skip
    with step("material", f"Kept what is public on {about.name}", by=by, now=now) as act:
        act.add(material)
    return material


def add_page(
    about: Target | Person,
    content: BinaryIO,
    *,
    by: User,
    name: str,
    kind: str = Material.Kind.OTHER,
    title: str = "",
    now: datetime,
) -> Material:
    """Keep the words of a saved page, a PDF or a text; they are taken out of it behind the wall."""
    page = read_page(content, by=by, now=now)
    return add_material(
        about, by=by, text=page.text, kind=kind, title=title or page.title, found=name, now=now
    )  # fmt: skip


def read_page(content: BinaryIO, *, by: User, now: datetime) -> Page:
    """Return the words of a saved page, a PDF or a text, and keep nothing; refuse with what to bring."""
    place = home.spool(settings.HOME) / f"page-{uuid.uuid4().hex}"
    try:
        home.write_private(place, content.read(LARGEST + 1))
        return parsing.read_page(place, hints=Hints(now.astimezone(by.timezone()).date(), by.zone))
    except Problem as problem:
        raise NotAPage(str(problem)) from problem
    finally:
        place.unlink(missing_ok=True)


def drop_material(material: Material, *, by: User, now: datetime) -> None:
    """Take a stored public text away."""
    with step("material", f"Dropped {material or 'a public text'}", by=by, now=now) as act:
        act.remove(material)


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
    profile = found if clean.profile_slug(found) else ""
    known = people.told(name, (), profile, "", organisation, title, by=by)
    with step("stranger", f"Kept {known.name} for {target.name}", by=by, now=now) as act:
        person = people.enter(known, act=act)
        stranger = Stranger(target=target, person=person, found=clean.clean(found, 500), text=pasted[:20_000])
        act.add(stranger)
    refresh({person.pk}, by=by)
    return stranger


def set_aside(
    person: Person,
    *,
    by: User,
    goal: str = "",
    until: date | None = None,
    never: bool = False,
    today: date,
    now: datetime,
) -> None:
    """Do not suggest somebody until a day (without one for a month), or never; for one goal or for all."""
    if goal and goal not in set(Goal):
        raise NoSuchGoal(f"Choose one of: {', '.join(Goal)}.")
    day = None if never else until or today + LATER
    if day is not None and day <= today:
        raise NotAhead("Choose a day after today.")
    with step("set_aside", f"{person.name}: {'never' if never else 'not now'}", by=by, now=now) as act:
        standing = Standing.objects.filter(person=person, goal=goal).first()
        if standing is None:
            act.add(Standing(owner=by, person=person, goal=goal, until=day))
        else:
            act.change(standing, until=day)


def ask_again(person: Person, *, by: User, goal: str | None = None, now: datetime) -> None:
    """Take back what was said against suggesting somebody: of one goal, of all at once (""), or all of it."""
    everybody = [person.pk, *person.merged.values_list("pk", flat=True)]
    kept = Standing.objects.filter(owner=by, person__in=everybody).order_by("pk")
    found = list(kept if goal is None else kept.filter(goal=goal))
    if not found:
        raise NotAside(f"Nothing was said against asking {person.name}.")
    with step("ask_again", f"{person.name}: may be suggested again", by=by, now=now) as act:
        for one in found:
            act.remove(one)


def _posting(target: Target, posting: str, now: datetime) -> dict[str, object]:
    """Return the columns that a posting changes; the same text again is no new posting."""
    return {} if posting == target.posting else {"posting": posting, "posting_at": now if posting else None}


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
