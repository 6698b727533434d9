"""weaktie ask, reply, asked, answered."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, TextIO

import click

from weaktie.cli import telling

if TYPE_CHECKING:
    from weaktie.accounts.models import User
    from weaktie.campaign.outreach.models import Message
    from weaktie.campaign.outreach.queries.composing import Composer
    from weaktie.core.wording import Verdict

ON = click.option("--on", "on", type=telling.Day(), metavar="DATE", help="Not today, but then.")
ANSWERS = click.Choice(["yes", "no", "redirected", "none"])


@telling.command("ask")
@click.argument("who")
@click.option("--question", default="", metavar="Q", help="Your one question, put where its gap is.")
@click.option(
    "--text", "file", type=click.File(encoding="utf-8"), help="The whole message; - for standard input."
)
@click.option("--subject", default=None, help="The subject of a mail.")
@click.option("--way", type=click.Choice(["mail", "linkedin", "in_person"]), default=None)
@click.option("--again", is_flag=True, help="The one follow-up to an ask that is open.")
@click.option(
    "--guess", type=click.IntRange(0, 100), metavar="PERCENT", help="Your guess: the chance of a yes."
)
@click.option("--sent", is_flag=True, help="You sent it yourself: note the ask.")
@ON
def ask_command(
    who: str, question: str, file: TextIO | None, subject: str | None, way: str | None, again: bool,
    guess: int | None, sent: bool, on: datetime | None, as_json: bool,
) -> None:  # fmt: skip
    """Write to somebody: begin a message, keep it, check it; weaktie sends nothing.

    \b
    Example: weaktie ask 42 --question “What changed when the desk moved in 2024?”
    """
    user = telling.ready()
    from weaktie.campaign.outreach.queries import composing

    person = telling.find_person(who, by=user)
    today = _today(user)
    page = composing.composer(person, by=user, today=today, now=telling.now(), again=again)
    text = file.read() if file else _text(page, question, by=user)
    draft = _keep(page, text, subject=subject, way=way, by=user)
    sent_on = (on.date() if on else today) if sent else None
    if sent_on is not None:
        _note(page, draft, guess=guess, on=sent_on, by=user)
    _tell_letter(page, text, subject=subject, sent_on=sent_on, by=user, as_json=as_json)


def _text(page: Composer, question: str, *, by: User) -> str:
    """Return the draft, else the beginning of a message, with the question in it."""
    from weaktie.core import first_letter

    if not question:
        return page.text
    return first_letter.with_question(page.text, question)


def _keep(page: Composer, text: str, *, subject: str | None, way: str | None, by: User) -> Message | None:
    from weaktie.campaign.outreach import actions
    from weaktie.core import first_letter

    before = page.draft
    return actions.keep_draft(
        page.person,
        by=by,
        kind=page.kind,
        way=way or (before.way if before else page.way),
        subject=subject if subject is not None else (before.subject if before else page.subject),
        text=text,
        question=first_letter.question_of(text),
        now=telling.now(),
    )


def _note(page: Composer, draft: Message | None, *, guess: int | None, on: date, by: User) -> None:
    from weaktie.campaign.outreach import actions
    from weaktie.campaign.outreach.queries import asks
    from weaktie.campaign.targets.queries import asking

    if page.is_follow_up:
        open_ask = asks.open_ask(page.person, by=by)
        actions.follow_up(open_ask, by=by, message=draft, sent_on=on, now=telling.now())
        return
    how = asking.reach(page.person, by=by, today=on)
    actions.log_ask(
        page.person,
        by=by,
        channel=how.channel,
        drawn_with=how.drawn_with,
        message=draft,
        guess=guess,
        sent_on=on,
        now=telling.now(),
    )


def _tell_letter(
    page: Composer, text: str, *, subject: str | None, sent_on: date | None, by: User, as_json: bool
) -> None:
    from weaktie.campaign.outreach.queries import checking
    from weaktie.core import draft_mail, first_letter

    context = checking.context_for(page.person, by=by, today=_today(by), public=page.public)
    checked = checking.check("outreach", text, context)
    to = page.addresses[0] if page.addresses else ""
    head = subject if subject is not None else (page.draft.subject if page.draft else page.subject)
    reason = page.held_back
    if as_json:
        told = (
            {"code": reason.code, "message": reason.sentence, "from": reason.from_on}
            if reason is not None
            else None
        )
        telling.tell_json({
            "id": page.person.pk, "kind": str(page.kind), "to": to, "subject": head, "text": text,
            "question": first_letter.question_of(text), "verdict": checked.verdict, "words": checked.words,
            "findings": [asdict(one) for one in checked.findings],
            "questions": [{"text": one.text, "why": one.why} for one in page.proposals],
            "mailto": draft_mail.mailto(to, head, text), "sent_on": sent_on,
            "held_back": None if sent_on else told,
        })  # fmt: skip
    elif sent_on is not None:
        did = "wrote once more to" if page.is_follow_up else "asked"
        click.echo(f"Noted: you {did} {page.person.name}. Undo: weaktie undo")
    else:
        _print_letter(page, to, head, text, checked)


def _print_letter(page: Composer, to: str, subject: str, text: str, checked: Verdict) -> None:
    from weaktie.core import check_words

    click.echo(f"To: {to or page.person.name}\nSubject: {subject}\n\n{text}\n")
    for one in checked.findings:
        passage = f" “{text[one.start : one.end]}”." if one.start is not None else ""
        title = check_words.TITLES.get(one.code, one.code)
        click.echo(
            f"{check_words.WORDS[one.severity]}: {title}.{passage} {one.message} {one.mend or ''}".rstrip()
        )
    for proposal in page.proposals:
        click.echo(f"Only {page.first_name} can answer: {proposal.text}")
    click.echo(f"{check_words.measure('outreach', checked.words)}. Draft kept; nothing is sent.")
    if page.why_not:
        click.echo(page.why_not)
    click.echo(
        f"When you have sent it: weaktie ask {page.person.pk} --sent{' --again' if page.is_follow_up else ''}"
    )


@telling.command("reply")
@click.argument("who")
@click.argument("answer", type=ANSWERS)
@click.option("--words", default="", metavar="T", help="What they answered, in their words.")
@ON
def reply_command(who: str, answer: str, words: str, on: datetime | None, as_json: bool) -> None:
    """Write down how somebody answered; redirected: they named somebody else.

    \b
    Example: weaktie reply 42 yes --words “Tuesday at ten works.”
    """
    _answer(who, answer, words, on, as_json)


@telling.command("asked")
@click.argument("who")
@ON
def asked_command(who: str, on: datetime | None, as_json: bool) -> None:
    """Write down that you asked somebody for a conversation, without the message.

    \b
    Example: weaktie asked 42
    """
    user = telling.ready()
    from weaktie.campaign.outreach import actions
    from weaktie.campaign.targets.queries import asking

    person = telling.find_person(who, by=user)
    today = _today(user)
    how = asking.reach(person, by=user, today=today)
    ask = actions.log_ask(
        person,
        by=user,
        channel=how.channel,
        drawn_with=how.drawn_with,
        sent_on=on.date() if on else today,
        now=telling.now(),
    )
    telling.tell(
        {"id": person.pk, "sent_on": ask.sent_on, "channel": ask.channel},
        f"Noted: you asked {person.name}.",
        as_json,
    )


@telling.command("answered")
@click.argument("who")
@click.argument("answer", type=ANSWERS)
@ON
def answered_command(who: str, answer: str, on: datetime | None, as_json: bool) -> None:
    """Write down how an ask was answered, without the words.

    \b
    Example: weaktie answered 42 yes
    """
    _answer(who, answer, "", on, as_json)


def _answer(who: str, answer: str, words: str, on: datetime | None, as_json: bool) -> None:
    user = telling.ready()
    from weaktie.campaign.outreach import actions
    from weaktie.campaign.outreach.queries import asks

    person = telling.find_person(who, by=user)
    ask = asks.answerable(person, by=user)
    day = on.date() if on else _today(user)
    actions.log_answer(ask, by=user, answer=answer, words=words, answered_on=day, now=telling.now())
    told = {"id": person.pk, "answer": answer, "words": words or None, "answered_on": day}
    telling.tell(told, f"Noted: {person.name} answered {answer}.", as_json)


def _today(user: User) -> date:
    return telling.now().astimezone(user.timezone()).date()
