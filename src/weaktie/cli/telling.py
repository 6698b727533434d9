"""How a command gets at the data and how it tells its answer: for people, or as JSON for programs."""

from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, ParamSpec

import click

from weaktie.core.refusal import Refused

if TYPE_CHECKING:
    from weaktie.accounts.models import User
    from weaktie.campaign.network.models import Person

P = ParamSpec("P")


class NoSuchPerson(Refused):
    """No person has this id or name, or several do."""

    code = "no_such_person"


def command(name: str) -> Callable[[Callable[P, None]], click.Command]:
    """Make a command with --json whose refusals are told as the answer: a sentence, or JSON; exit 1."""

    def decorate(function: Callable[P, None]) -> click.Command:
        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> None:
            try:
                function(*args, **kwargs)
            except Refused as refusal:
                refuse(refusal, as_json=bool(kwargs.get("as_json")))

        option = click.option("--json", "as_json", is_flag=True, help="Answer as JSON, for programs.")
        return click.command(name)(option(run))

    return decorate


def refuse(refusal: Refused, *, as_json: bool) -> None:
    """Tell a refusal and end with 1."""
    if as_json:
        tell_json({"error": {"code": refusal.code, "message": str(refusal)}})
    else:
        click.echo(str(refusal), err=True)
    sys.exit(1)


def tell_json(answer: object) -> None:
    """Print an answer for programs."""
    click.echo(json.dumps(answer, ensure_ascii=False, default=_plain))


def tell(answer: dict[str, object], sentence: str, as_json: bool) -> None:
    """Tell what was done, for programs or in a sentence with the way back."""
    if as_json:
        tell_json(answer)
    else:
        click.echo(f"{sentence} Undo: weaktie undo")


def load() -> None:
    """Load the program, without a look at its database."""
    # Django is imported here, not on top, so that --help answers at once.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weaktie.project.settings")
    import django

    django.setup()


def ready() -> User:
    """Open the data folder, bring its database up to date, and return the seeker."""
    load()
    from weaktie.accounts.actions import local_seeker
    from weaktie.campaign.keeping.actions import upgrade

    upgrade.bring_up_to_date(now=now())
    return local_seeker()


def now() -> datetime:
    """Return the present moment: the only clock of the command line."""
    return datetime.now(UTC)


def moment(as_of: datetime | None, user: User) -> tuple[date, datetime]:
    """Return the day and the moment that an answer is for: now, or the end of the day given."""
    if as_of is None:
        return now().astimezone(user.timezone()).date(), now()
    day = as_of.date()
    end = datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=user.timezone())
    return day, end.astimezone(UTC)


class Day(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic only from click 8.3 on
    """A day: 2026-11-23, today, yesterday, or a weekday, the latest one or with `ahead` the next."""

    name = "day"

    def __init__(self, *, ahead: bool = False) -> None:
        self.ahead = ahead

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return midnight of the day meant."""
        from weaktie.core import day_words

        if isinstance(value, datetime):
            return value
        # The seeker's own day is looked up only for a word that needs it.
        today = date.min if "-" in str(value) else now().astimezone(ready().timezone()).date()
        day = day_words.day_of(str(value), today=today, ahead=self.ahead)
        if day is None:
            self.fail("Write the day as 2026-11-23, or say today, yesterday or a weekday.", param, ctx)
        return datetime.combine(day, time.min)


AS_OF = click.option("--as-of", type=Day(), metavar="DATE", help="Answer as on this day.")


def find_person(text: str, *, by: User, whole: bool = False) -> Person:
    """Return the person of this id (a merged id answers for its successor), address or name.

    With `whole` a part of a name is not enough: what is about to be done is not to hit somebody else.
    """
    from weaktie.campaign.network.queries import lookup, people

    if text.lstrip("#").isdigit():
        person = people.successor(int(text.lstrip("#")), by=by)
        if person is None:
            raise NoSuchPerson(f"There is no person {text}; see: weaktie people.")
        return person
    found = lookup.called(text, by=by)
    matches = found.whole or found.part
    if not matches:
        raise NoSuchPerson(f"Nobody here is called {text}{_meant(lookup.like(text, by=by))}")
    if len(matches) > 1:
        raise NoSuchPerson(
            f"Several people are called {text}: {_some(matches)}. Name one by the number.", code="several"
        )
    if whole and not found.whole:
        raise NoSuchPerson(
            f"{text} is only a part of a name{_meant(matches)}"
            " Write the whole name, the number or an address.",
            code="name_in_part",
        )
    return matches[0]


def _meant(people: Sequence[Person]) -> str:
    """Return how a sentence about a name that nobody has goes on."""
    if not people:
        return "; see: weaktie people."
    listed = [f"{person.name} ({person.pk})" for person in people]
    return f". Did you mean {' or '.join(filter(None, (', '.join(listed[:-1]), listed[-1])))}?"


def _some(people: Sequence[Person]) -> str:
    listed = ", ".join(f"{person.name} ({person.pk})" for person in people[:5])
    return listed + (f" and {len(people) - 5:,} more" if len(people) > 5 else "")


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)
