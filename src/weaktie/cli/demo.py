"""weaktie demo."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from weaktie.cli import telling

if TYPE_CHECKING:
    from weaktie.accounts.models import User


@telling.command("demo")
@click.option("--end", is_flag=True, help="Leave, and keep nothing of it.")
@click.option("--yes", is_flag=True, help="With --end: do not ask about what you did here.")
def demo_command(end: bool, yes: bool, as_json: bool) -> None:
    """Look around with a fictional seeker: load her, and say whom she should talk to next.

    Everybody is made up. Only an empty data folder takes her, and while she is here nobody of yours is
    taken in; leaving takes all that is here, and asks first if you did something in her book.

    \b
    Example: weaktie demo
             weaktie demo --end
    """
    user = telling.ready()
    from weaktie.campaign.keeping.actions import demo

    if end:
        _end(user, yes=yes, as_json=as_json)
        _say({"demo": False}, "The fictional seeker is gone, and nothing of her is left.", as_json)
        return
    is_new = not user.is_demo
    if is_new:
        demo.begin(by=user, now=telling.now())
    _tell(is_new, as_json)


def _end(user: User, *, yes: bool, as_json: bool) -> None:
    """Take her away; ask in a terminal about what was done in her book."""
    from weaktie.campaign.keeping.actions import demo

    done = demo.done_since(by=user) if user.is_demo else []
    if done and not yes and not as_json and sys.stdin.isatty():
        for words in done[: demo.MOST_NAMED]:
            click.echo(f"  {words}")
        things = "This was" if len(done) == 1 else f"These and more, {len(done)} things, were"
        click.confirm(f"{things} done since she came, and would go with her. Leave all the same?", abort=True)
        yes = True
    demo.end(by=user, now=telling.now(), surely=yes)


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
