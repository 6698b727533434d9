"""weaktie thank, promise."""

from __future__ import annotations

import functools
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from weaktie.cli import telling

if TYPE_CHECKING:
    from weaktie.accounts.models import User
    from weaktie.campaign.followups.models import FollowUp, Promise
    from weaktie.campaign.followups.queries.due import Due, Held
    from weaktie.campaign.followups.queries.writing import Writing
    from weaktie.campaign.network.models import Person

DAY = telling.Day()
ON = click.option("--on", "on", type=DAY, metavar="DATE", help="Not today, but then.")


@telling.command("thank")
@click.argument("who")
@click.option(
    "--kind",
    type=click.Choice(["thanks", "report", "touch", "introducer"]),
    help="Which letter; without it the one that is due first.",
)
@click.option("--note", type=int, metavar="ID", help="Cite this note.")
@click.option("--reason", default="", metavar="TEXT", help="Why you write after a long while.")
@click.option("--sent", is_flag=True, help="Say that you sent it.")
@click.option("--text", default="", metavar="TEXT", help="With --sent: what you sent, to be kept.")
@click.option("--let-go", "let_go", is_flag=True, help="Let it be: it is no longer due.")
@ON
def thank_command(
    who: str,
    kind: str | None,
    note: int | None,
    reason: str,
    sent: bool,
    text: str,
    let_go: bool,
    on: datetime | None,
    as_json: bool,
) -> None:
    """Show what is owed to somebody and a draft of it, or say that you sent it.

    \b
    Example: weaktie thank 42 --sent --text "Thank you. I rang three yards today."
    """
    user = telling.ready()
    from weaktie.campaign.followups.actions import sending
    from weaktie.campaign.followups.queries import writing

    person = telling.find_person(who, by=user)
    held, which = _which(person, kind, by=user)
    day = on.date() if on else _today(user)
    if let_go:
        _tell_done(sending.let_go(which, held, by=user, on=day, now=telling.now()), as_json)
        return
    page = writing.writing(which, held, by=user, now=telling.now(), reason=reason)
    chosen = next((one for one in page.notes if one.pk == note), None)
    if sent:
        letter = sending.Letter(text, page.subject if text else "")
        done = sending.send(which, held, by=user, letter=letter, note=chosen, on=day, now=telling.now())
        _tell_done(done, as_json)
        return
    if chosen is not None or reason:
        page = writing.writing(
            which, held, by=user, now=telling.now(), note=chosen, reason=reason, afresh=True
        )
    _tell_letter(page, as_json, by=user)


@telling.command("promise")
@click.argument("who")
@click.argument("text", required=False, default="")
@click.option("--by", "by_day", type=telling.Day(ahead=True), metavar="DATE", help="The day it is for.")
@click.option("--theirs", is_flag=True, help="They promised it to you.")
@click.option("--kept", type=int, metavar="ID", help="Say that this promise was kept.")
@click.option("--released", type=int, metavar="ID", help="Say that this promise no longer holds.")
@click.option("--move", type=int, metavar="ID", help="With --by: another day for this promise.")
@click.option("--from-notes", is_flag=True, help="Make promises of the notes of the last conversation.")
def promise_command(
    who: str,
    text: str,
    by_day: datetime | None,
    theirs: bool,
    kept: int | None,
    released: int | None,
    move: int | None,
    from_notes: bool,
    as_json: bool,
) -> None:
    """Note what was promised, keep it or release it; without a text, list what stands.

    \b
    Example: weaktie promise 42 "Send the load-curve paper" --by 2026-11-30
    """
    user = telling.ready()
    from weaktie.campaign.followups.actions import promising
    from weaktie.campaign.followups.queries import promises, writing

    person, now = telling.find_person(who, by=user), telling.now()
    day = by_day.date() if by_day else None
    if text:
        whose = "theirs" if theirs else "mine"
        promising.promise(person, by=user, text=text, whose=whose, due_on=day, now=now)
    if from_notes:
        held = writing.latest(person, by=user, now=now)
        promising.promises_from(held.row, by=user, now=now)
    one_of = functools.partial(promises.promise_of, by=user, person=person)
    if kept is not None:
        promising.keep(one_of(kept), by=user, on=_today(user), now=now)
    if released is not None:
        promising.release(one_of(released), by=user, on=_today(user), now=now)
    if move is not None:
        promising.move(one_of(move), by=user, due_on=day, now=now)
    _tell_promises(person, as_json, by=user)


def _tell_promises(person: Person, as_json: bool, *, by: User) -> None:
    from weaktie.campaign.followups.queries import promises

    found = promises.promises(by=by, person=person)
    listed = [*found.mine, *found.theirs, *found.done]
    if as_json:
        rows = [_promise_json(one) for one in listed]
        telling.tell_json({"id": person.pk, "name": person.name, "promises": rows})
        return
    for one in listed:
        click.echo(f"{one.pk:>4}  {_promise_words(one)}")
    click.echo(f"{len(listed)} promises with {person.name}")


def due_json(one: Due) -> dict[str, object]:
    """Return one thing owed, for programs."""
    person = {"id": one.person.pk, "name": one.person.name}
    return {"kind": one.kind, "person": person, "since": one.since, "on": one.on, "reason": one.reason}


def _which(person: Person, kind: str | None, *, by: User) -> tuple[Held, str]:
    """Return after which conversation what is written: what is due first, else the next of the last one."""
    from weaktie.campaign.followups.queries import due, writing

    now = telling.now()
    owed = [one for one in due.owed(person, by=by, now=now) if one.conversation and one.kind != due.PROMISE]
    for one in owed:
        if kind in (None, one.kind) and one.conversation:
            return writing.find(one.conversation, by=by, now=now), one.kind
    held = writing.latest(person, by=by, now=now)
    left = [each for each in ("thanks", "report") if each not in held.done]
    return held, kind or next(iter(left), due.TOUCH)


def _today(user: User) -> date:
    return telling.now().astimezone(user.timezone()).date()


def _tell_done(done: FollowUp, as_json: bool) -> None:
    answer: dict[str, object] = {
        "id": done.person_id, "kind": done.kind, "done_on": done.done_on, "let_go": done.let_go,
    }  # fmt: skip
    words = "It is let go, and no longer due." if done.let_go else "Noted as sent by you."
    telling.tell(answer, words, as_json)


def _tell_letter(page: Writing, as_json: bool, *, by: User) -> None:
    from weaktie.campaign.followups.queries import due, writing

    owed = due.owed(page.to, by=by, now=telling.now())
    gaps = list(writing.gaps_left(page.text))
    if as_json:
        telling.tell_json(
            {
                "id": page.to.pk,
                "name": page.to.name,
                "due": [due_json(one) for one in owed],
                "draft": {"kind": page.kind, "subject": page.subject, "text": page.text, "gaps": gaps},
                "notes": [{"id": note.pk, "kind": note.kind, "text": note.text} for note in page.notes],
            }
        )
        return
    for one in owed:
        click.echo(f"{one.kind}, by {one.on}: {one.reason}")
    click.echo(f"\n{page.subject}\n\n{page.text}\n")
    if gaps:
        click.echo(f"To fill: {'; '.join(gaps)}")
    for note in page.notes:
        click.echo(f"{note.pk:>5}  {note.text}")


def _promise_json(one: Promise) -> dict[str, object]:
    return {
        "id": one.pk, "whose": one.whose, "text": one.text, "made_on": one.made_on, "due_on": one.due_on,
        "kept_on": one.kept_on, "released_on": one.released_on,
    }  # fmt: skip


def _promise_words(one: Promise) -> str:
    if one.kept_on:
        state = f"kept {one.kept_on}"
    elif one.released_on:
        state = f"released {one.released_on}"
    else:
        state = f"by {one.due_on}" if one.due_on else "no day"
    return f"{'yours' if one.whose == 'mine' else 'theirs'}, {state}: {one.text}"
