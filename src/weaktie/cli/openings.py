"""weaktie openings."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from weaktie.cli import telling
from weaktie.cli.notes import HAND
from weaktie.core.refusal import Refused

if TYPE_CHECKING:
    from weaktie.accounts.models import User
    from weaktie.campaign.conversations.models import Opening

DAY = telling.Day()


@telling.command("openings")
@click.option("--heard", "employer", metavar="EMPLOYER", help="Add one: where a job may come.")
@click.option("--role", default="", help="As what.")
@click.option("--from", "heard_from", metavar="WHO", help="Who told you.")
@click.option("--on", "heard_on", type=DAY, metavar="DATE", help="When you heard of it; today without.")
@HAND
@click.option("--change", metavar="ID|EMPLOYER", help="Change the opening of this number or employer.")
@click.option("--posted", type=DAY, metavar="DATE", help="When it was posted.")
@click.option("--outcome", help="What became of it.")
def openings_command(
    employer: str | None,
    role: str,
    heard_from: str | None,
    heard_on: datetime | None,
    first_hand: bool | None,
    change: str | None,
    posted: datetime | None,
    outcome: str | None,
    as_json: bool,
) -> None:
    """List jobs that you heard of, and how many days before they were posted; add one, or change one.

    \b
    Example: weaktie openings --heard “Harrow Grid” --role “Grid planner” --from 42
    """
    user = telling.ready()
    from weaktie.campaign.conversations.actions import noting
    from weaktie.campaign.conversations.queries import debrief as queries

    now = telling.now()
    opening = None
    if employer is not None:
        person = telling.find_person(heard_from, by=user) if heard_from else None
        on = heard_on.date() if heard_on else now.astimezone(user.timezone()).date()
        opening = noting.hear_of(
            employer, by=user, role=role, person=person, first_hand=first_hand, on=on, now=now
        )  # fmt: skip
    elif change is not None:
        opening = _find(change, user)
    if opening is not None and (posted or outcome is not None):
        posted_on = posted.date() if posted else None
        noting.settle_opening(opening, by=user, posted_on=posted_on, outcome=outcome, now=now)
    listed = queries.openings(by=user)
    if as_json:
        telling.tell_json({"openings": [_opening_json(one) for one in listed]})
        return
    for one in listed:
        click.echo(_opening_line(one))
    click.echo(f"{len(listed)} opening{'s' * (len(listed) != 1)} heard of")


def _find(told: str, user: User) -> Opening:
    """Return the opening of this number, or the latest at this employer."""
    from weaktie.campaign.conversations.models import Opening
    from weaktie.core.employers import employer_key

    mine = Opening.objects.visible_to(user).order_by("-heard_on", "-pk")
    found = mine.filter(pk=int(told)).first() if told.isdecimal() and len(told) < 18 else None
    found = found or mine.filter(employer_key=employer_key(told)).first()
    if found is None:
        raise Refused(f"There is no opening {told}; see: weaktie openings.", code="no_such_opening")
    return found


def _opening_json(opening: Opening) -> dict[str, object]:
    from weaktie.campaign.conversations.queries.debrief import heard_from

    return {
        "employer": opening.employer,
        "role": opening.role,
        "heard_from": heard_from(opening) or None,
        "heard_on": opening.heard_on,
        "posted_on": opening.posted_on,
        "lead_days": opening.lead_days,
        "outcome": opening.outcome or None,
    }


def _opening_line(opening: Opening) -> str:
    from weaktie.campaign.conversations.queries.debrief import heard_from

    who = heard_from(opening)
    days = opening.lead_days
    posted = "not posted"
    if days is not None:
        posted = f"posted {days} days later" if days >= 0 else f"public {-days} days before"
    told = f"heard {opening.heard_on}{f' from {who}' if who else ''}, {posted}"
    job = ", ".join(filter(None, (opening.role, opening.employer)))
    return f"{opening.pk:>4}  {job}: {told}{f'; {opening.outcome}' if opening.outcome else ''}"
