"""weaktie asked, answered."""

from __future__ import annotations

from datetime import datetime

import click

from weaktie.cli import telling

ON = click.option(
    "--on", "on", type=click.DateTime(formats=["%Y-%m-%d"]), metavar="DATE", help="Not today, but then."
)


@telling.command("asked")
@click.argument("who")
@ON
def asked_command(who: str, on: datetime | None, as_json: bool) -> None:
    """Write down that you asked somebody for a conversation.

    \b
    Example: weaktie asked 42
    """
    user = telling.ready()
    from weaktie.campaign.outreach import actions
    from weaktie.campaign.targets.queries import asking

    person = telling.find_person(who, by=user)
    now = telling.now()
    today = now.astimezone(user.timezone()).date()
    how = asking.reach(person, by=user, today=today)
    ask = actions.log_ask(
        person,
        by=user,
        channel=how.channel,
        drawn_with=how.drawn_with,
        sent_on=on.date() if on else today,
        now=now,
    )
    telling.tell(
        {"id": person.pk, "sent_on": ask.sent_on, "channel": ask.channel},
        f"Noted: you asked {person.name}.",
        as_json,
    )


@telling.command("answered")
@click.argument("who")
@click.argument("answer", type=click.Choice(["yes", "no", "none"]))
@ON
def answered_command(who: str, answer: str, on: datetime | None, as_json: bool) -> None:
    """Write down how an ask was answered.

    \b
    Example: weaktie answered 42 yes
    """
    user = telling.ready()
    from weaktie.campaign.outreach import actions
    from weaktie.campaign.outreach.queries import asks as queries

    person = telling.find_person(who, by=user)
    now = telling.now()
    ask = queries.open_ask(person, by=user)
    today = now.astimezone(user.timezone()).date()
    actions.log_answer(ask, by=user, answer=answer, answered_on=on.date() if on else today, now=now)
    telling.tell({"id": person.pk, "answer": answer}, f"Noted: {person.name} answered {answer}.", as_json)
