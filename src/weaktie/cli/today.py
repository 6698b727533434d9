"""weaktie today, remember, end."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import click

from weaktie.cli import telling
from weaktie.core.refusal import Refused

if TYPE_CHECKING:
    from weaktie.accounts.models import User
    from weaktie.campaign.conversations.models import Conversation
    from weaktie.campaign.keeping.queries.farewells import EndPage
    from weaktie.campaign.network.models import Person
    from weaktie.campaign.outreach.models import Message
    from weaktie.core.due import Matter, Placed

DAY = telling.Day(ahead=True)

DOES = {
    "running": "note {who}",
    "withdraw": "end --sent {row}",
    "offer": "book {who}",
    "agreed": "book {who}",
    "named": "introduce {who} NAME",
    "talk": "brief {who}",
    "missed": "book {who} --move",
    "debrief": "debrief {who}",
    "thanks": "thank {who}",
    "promise": "promise {who} --kept {row}",
    "report": "thank {who} --kind report",
    "letter": "end --sent {row}",
    "introducer": "thank {who} --kind introducer",
    "memory": "remember {who}",
    "follow_up": "ask {who} --again",
    "close": "reply {who} none",
    "ask": "ask {who}",
    "touch": "thank {who} --kind touch",
}
"""For each thing that can be due, the command that does it."""


@telling.command("today")
@telling.AS_OF
@click.option("--later", "key", metavar="KEY", help="Put off what has this key, as the list gives it.")
@click.option(
    "--until", type=DAY, metavar="DATE", help="Until when it is put off; without it, until tomorrow."
)
def today_command(as_of: datetime | None, key: str | None, until: datetime | None, as_json: bool) -> None:
    """Say what is due now, in the order that matters, and the command that does each.

    \b
    Example: weaktie today
    """
    user = telling.ready()
    from weaktie.campaign.keeping.queries.due import everything

    if key is not None:
        _put_off(key, until, user, as_json=as_json)
        return
    today, now = telling.moment(as_of, user)
    real = telling.now().astimezone(user.timezone()).date()
    found = everything(by=user, now=now, today=max(today, real))
    if as_json:
        telling.tell_json({"due": [_as_json(one, now.astimezone(user.timezone())) for one in found]})
        return
    _tell(found, now.astimezone(user.timezone()))


@telling.command("remember")
@click.argument("who")
@click.option("--sent", is_flag=True, help="Say that you sent the note.")
def remember_command(who: str, sent: bool, as_json: bool) -> None:
    """Show the note to somebody whom a posting brings back: it asks for nothing.

    \b
    Example: weaktie remember 42
    """
    user = telling.ready()
    from weaktie.campaign.keeping.actions import ending
    from weaktie.campaign.keeping.queries import memories
    from weaktie.campaign.outreach.models import Message

    person, now = telling.find_person(who, by=user), telling.now()
    found = memories.remembered(person, by=user, now=now)
    kind = Message.Kind.MEMORY
    draft = found.kept or Message(
        owner=user, person=person, kind=kind, subject=found.draft.subject, text=found.draft.text, kept_at=now
    )
    if sent:
        ending.mark_sent(draft, by=user, now=now)
        telling.tell({"id": person.pk, "sent": True}, f"Noted: you wrote to {person.name}.", as_json)
    elif as_json:
        telling.tell_json({"id": person.pk, "subject": draft.subject, "text": draft.text})
    else:
        click.echo(
            f"{draft.subject}\n\n{draft.text}\n\nSend it yourself, then: weaktie remember {person.pk} --sent"
        )


@telling.command("end")
@click.option("--employer", metavar="NAME", help="Whose offer you took: this ends the search.")
@click.option("--role", default="", metavar="TEXT", help="As what.")
@click.option("--starts", type=DAY, metavar="DATE", help="When you start.")
@click.option("--sent", type=int, metavar="MESSAGE", help="Say that you sent the letter of this number.")
@click.option(
    "--takes-calls", type=click.Choice(["yes", "no"]), help="Whether you take such calls from now on."
)
def end_command(
    employer: str | None,
    role: str,
    starts: datetime | None,
    sent: int | None,
    takes_calls: str | None,
    as_json: bool,
) -> None:
    """End the search with the offer you took; without options, show what is left to send.

    \b
    Example: weaktie end --employer "Harrow Grid" --role "Flexibility analyst" --starts 2027-01-11
    """
    user = telling.ready()
    from weaktie.campaign.keeping.actions import ending
    from weaktie.campaign.keeping.queries.book import read
    from weaktie.campaign.keeping.queries.farewells import end_page

    now = telling.now()
    if employer is not None:
        ending.end_search(employer, by=user, role=role, starts_on=starts.date() if starts else None, now=now)
    if takes_calls is not None:
        ending.say_takes_calls(by=user, takes=takes_calls == "yes", now=now)
    if sent is not None:
        ending.mark_sent(_message(sent, user), by=user, now=now)
    page = end_page(read(by=user, now=now))
    if as_json:
        telling.tell_json(_end_as_json(page))
    else:
        _tell_end(page)


def _put_off(key: str, until: datetime | None, user: User, *, as_json: bool) -> None:
    from weaktie.campaign.keeping.actions import putting_off

    now = telling.now()
    day = until.date() if until else now.astimezone(user.timezone()).date() + timedelta(days=1)
    putting_off.put_off(key, by=user, until=day, now=now)
    telling.tell({"key": key, "until": day}, f"Put off until {day}.", as_json)


def command_of(matter: Matter) -> str:
    """Return the command that does what is due."""
    return "weaktie " + DOES[matter.what].format(who=matter.person, row=matter.row)


def _as_json(placed: Placed, now: datetime) -> dict[str, object]:
    from weaktie.core import due, due_words

    matter = placed.matter
    person = {"id": matter.person, "name": matter.name} if matter.person is not None else None
    return {
        "kind": due.KINDS[matter.what],
        "person": person,
        "since": matter.since,
        "reason": due_words.said(matter, now).reason,
        "command": command_of(matter),
        "by": matter.by_day,
        "section": placed.section,
        "key": matter.key,
    }


def _tell(found: tuple[Placed, ...], now: datetime) -> None:
    from weaktie.core import due, due_words

    if not found:
        click.echo("Nothing is due.")
        return
    click.echo(due_words.headline(len(found), due.minutes(found)))
    for section in due.Section:
        here = [one.matter for one in found if one.section is section]
        if here:
            click.echo(f"\n{SECTIONS[section]}")
        for matter in here:
            words = due_words.said(matter, now)
            click.echo(f"  {words.eyebrow}: {due_words.heading(matter, words)}")
            click.echo(f"    {words.reason}")
            later = "" if matter.what in due.STAYS else f"   (later: weaktie today --later {matter.key})"
            click.echo(f"    {command_of(matter)}{later}")


SECTIONS = {"now": "Now", "today": "Today", "week": "This week"}


def _message(number: int, user: User) -> Message:
    from weaktie.campaign.outreach.models import Message

    kinds = (Message.Kind.LETTER, Message.Kind.WITHDRAWAL)
    found = Message.objects.visible_to(user).filter(pk=number, kind__in=kinds).first()
    if found is None:
        raise Refused(f"There is no letter {number}; see: weaktie end.", code="no_such_letter")
    return found


def _end_as_json(page: EndPage) -> dict[str, object]:
    end = page.end
    told = end and {
        "employer": end.employer, "role": end.role, "starts_on": end.starts_on, "takes_calls": end.takes_calls
    }  # fmt: skip
    return {
        "end": told,
        "bookings": [_booking(one) for one in page.bookings],
        "withdrawals": [_letter(one) for one in page.withdrawals],
        "letters": [_letter(one) for one in page.letters],
    }


def _booking(talk: Conversation) -> dict[str, object]:
    return {"person": _person(talk.person), "at": talk.starts_at}


def _letter(one: Message) -> dict[str, object]:
    return {
        "message": one.pk, "person": _person(one.person), "subject": one.subject, "text": one.text,
        "sent_at": one.sent_at,
    }  # fmt: skip


def _person(person: Person) -> dict[str, object]:
    return {"id": person.pk, "name": person.name}


def _tell_end(page: EndPage) -> None:
    if page.end is None:
        click.echo("Your search goes on. When you take an offer: weaktie end --employer NAME")
        return
    starts: date | None = page.end.starts_on
    click.echo(f"You took the offer of {page.end.employer}{f' and start on {starts}' if starts else ''}.")
    for talk in page.bookings:
        click.echo(f"  Booked: {talk.person.name}, call it off: weaktie book {talk.person_id} --cancel")
    for one in (*page.withdrawals, *page.letters):
        state = "sent" if one.sent_at else f"send it yourself, then: weaktie end --sent {one.pk}"
        click.echo(f"\n{one.person.name} ({state})")
        if one.sent_at is None:
            click.echo("\n".join(f"  {line}".rstrip() for line in one.text.splitlines()))
    if page.end.takes_calls is None:
        click.echo("\nWill you take such calls from now on? weaktie end --takes-calls yes")
