"""weaktie demo."""

from __future__ import annotations

import click

from weaktie.cli import telling


@telling.command("demo")
@click.option("--end", is_flag=True, help="Leave, and keep nothing of it.")
def demo_command(end: bool, as_json: bool) -> None:
    """Look around with a fictional seeker: load her, and say whom she should talk to next.

    Everybody is made up. Only an empty data folder takes her; your own people are never touched.

    \b
    Example: weaktie demo
             weaktie demo --end
    """
    user = telling.ready()
    from weaktie.campaign.keeping.actions import demo

    if end:
        demo.end(by=user, now=telling.now())
        _say({"demo": False}, "The fictional seeker is gone, and nothing of her is left.", as_json)
        return
    is_new = not user.is_demo
    if is_new:
        demo.begin(by=user, now=telling.now())
    _tell(is_new, as_json)


def _tell(is_new: bool, as_json: bool) -> None:
    """Say who is here and whom she should talk to next."""
    from weaktie.campaign.network.models import Person
    from weaktie.campaign.targets.queries import next as asking
    from weaktie.cli.targets import next_json, tell_next

    user = telling.ready()
    people = Person.objects.visible_to(user).others().count()
    day, _ = telling.moment(None, user)
    answer = asking.whom_to_ask(by=user, as_of=day, today=day)
    if as_json:
        telling.tell_json({"demo": True, "people": people, "next": next_json(answer)})
        return
    here = "is here" if is_new else "was here already"
    click.echo(f"Mara Lindqvist {here}, with {people:,} people. None of them exists.")
    click.echo("She forecasts what a food company will sell, and wants to move to grid operation.")
    tell_next(answer)
    click.echo("\nLook around: weaktie serve. Leave, and keep nothing of it: weaktie demo --end")


def _say(answer: dict[str, object], sentence: str, as_json: bool) -> None:
    if as_json:
        telling.tell_json(answer)
    else:
        click.echo(sentence)
