"""weaktie later."""

from __future__ import annotations

from datetime import datetime

import click

from weaktie.cli import telling


@telling.command("later")
@click.argument("who", required=False)
@click.option("--until", type=telling.Day(ahead=True), metavar="DATE", help="Until when; a month without it.")
@click.option("--never", is_flag=True, help="Never again.")
@click.option("--again", is_flag=True, help="Take back what you said: suggest them again.")
@click.option(
    "--goal", type=click.Choice(["discover", "referral", "prepare"]), help="Only for this goal, not for all."
)
def later_command(
    who: str | None, until: datetime | None, never: bool, again: bool, goal: str | None, as_json: bool
) -> None:
    """Do not suggest somebody for now, or never; without WHO, list whom you said that of.

    \b
    Example: weaktie later 42 --until 2026-12-28
             weaktie later 42 --never --goal referral
             weaktie later 42 --again
    """
    if sum((until is not None, never, again)) > 1:
        raise click.UsageError("Choose one of --until, --never and --again.")
    user = telling.ready()
    from weaktie.campaign.targets import actions
    from weaktie.campaign.targets.queries import aside

    now = telling.now()
    today = now.astimezone(user.timezone()).date()
    person = telling.find_person(who, by=user) if who else None
    if person is not None and again:
        actions.ask_again(person, by=user, goal=goal, now=now)
    elif person is not None:
        day = until.date() if until else None
        actions.set_aside(person, by=user, goal=goal or "", until=day, never=never, today=today, now=now)
    found = aside.set_aside(by=user, today=today, person=person)
    if as_json:
        listed = [
            {"id": one.person.pk, "name": one.person.name, "goal": one.goal or None, "until": one.until}
            for one in found
        ]
        telling.tell_json({"later": listed})
        return
    for one in found:
        click.echo(f"{one.person.name} ({one.person.pk}): {one.words}.")
    if not found:
        click.echo(f"{person.name} may be suggested." if person else "Nobody is set aside.")
    if person is not None:
        click.echo("Undo: weaktie undo")
