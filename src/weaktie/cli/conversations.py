"""weaktie book, brief."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from weaktie.cli import telling

if TYPE_CHECKING:
    from weaktie.accounts.models import User
    from weaktie.campaign.conversations.actions.booking import Agreed
    from weaktie.campaign.conversations.models import Conversation
    from weaktie.campaign.conversations.queries.behind import Left
    from weaktie.campaign.conversations.queries.brief import Brief, Part
    from weaktie.campaign.network.models import Person
    from weaktie.core.wording.findings import Finding

T = TypeVar("T")
DESIRES = click.Choice(["not", "hardly", "unsure", "rather", "very"])


def _moment(_: click.Context, __: click.Parameter, texts: tuple[str, ...]) -> tuple[datetime, ...]:
    """Read days with an hour, with an offset or without one."""
    try:
        return tuple(datetime.fromisoformat(text) for text in texts)
    except ValueError as error:
        raise click.BadParameter("Write it as “2026-11-24 10:00”, on your own clock.") from error


@telling.command("book")
@click.argument("who")
@click.option(
    "--at", "moments", multiple=True, callback=_moment, metavar="MOMENT",
    help="Day and hour on your own clock, as “2026-11-24 10:00”; with --offer up to three times.",
)  # fmt: skip
@click.option("--offer", is_flag=True, help="Offer times: those given, or three near ones that are free.")
@click.option("--move", "moving", is_flag=True, help="Move what is booked, or change how.")
@click.option("--cancel", "cancelling", is_flag=True, help="Call it off.")
@click.option("--length", type=click.IntRange(5, 120), help="Minutes agreed (20 unless they say otherwise).")
@click.option("--way", type=click.Choice(["video", "phone", "in_person", "written"]))
@click.option("--place", help="A number, a link, or where to meet.")
@click.option("--zone", help="Where they are, as Europe/Warsaw or Warsaw.")
@click.option("--desire", type=DESIRES, help="How much you want this job or employer, before.")
@click.option("--why", default="", help="Why.")
@click.option(
    "--ics", type=click.Path(dir_okay=False, path_type=Path), help="Write the entry for both calendars here."
)
def book_command(
    who: str, moments: tuple[datetime, ...], offer: bool, moving: bool, cancelling: bool, length: int | None,
    way: str | None, place: str | None, zone: str | None, desire: str | None, why: str, ics: Path | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Offer times for a conversation, book it, move it, or call it off.

    \b
    Example: weaktie book 42 --at “2026-11-24 10:00” --way phone --zone Warsaw
    """
    if offer + moving + cancelling > 1:
        raise click.UsageError("Choose one of --offer, --move and --cancel.")
    user = telling.ready()
    from weaktie.campaign.conversations.actions import booking
    from weaktie.campaign.conversations.queries import listing

    person = telling.find_person(who, by=user)
    times = tuple(at if at.tzinfo else at.replace(tzinfo=user.timezone()) for at in moments)
    agreed = booking.Agreed(length=length, way=way, place=place, zone=zone)
    if cancelling or moving:
        found = listing.ahead_with(person, by=user)
    else:
        found = booking.begin(person, by=user, now=telling.now())
    draft = ""
    if cancelling:
        booking.cancel(found, by=user, now=telling.now())
    elif moving:
        booking.move(found, by=user, at=_one(times), agreed=agreed, now=telling.now())
    elif offer or not times:
        draft = _offer(found, times, agreed, by=user)
    else:
        booking.book(found, times[0], by=user, agreed=agreed, now=telling.now())
    if desire:
        _want(found, desire, why, by=user)
    _tell_booking(found, person, draft, ics, by=user, as_json=as_json)


def _one(times: tuple[datetime, ...]) -> datetime | None:
    return times[0] if times else None


def _offer(found: Conversation, times: tuple[datetime, ...], agreed: Agreed, *, by: User) -> str:
    """Offer these times, or near ones, and return the reply that says them."""
    from weaktie.campaign.conversations.actions import booking
    from weaktie.campaign.conversations.queries import arranging

    now = telling.now()
    near = arranging.arrangement(found, by=by, zone=agreed.zone or "", length=agreed.length, now=now)
    zone = agreed.zone or near.zone
    name = arranging.name_of(by=by).partition(" ")[0]
    chosen = times or tuple(slot.at for slot in near.slots)
    return booking.offer(found, chosen, by=by, length=agreed.length, zone=zone, name=name, now=now).text


def _want(found: Conversation, desire: str, why: str, *, by: User) -> None:
    from weaktie.campaign.conversations.actions import preparing

    preparing.say_desire(found, by=by, desire=desire, why=why, now=telling.now())


def _tell_booking(
    found: Conversation, person: Person, draft: str, ics: Path | None, *, by: User, as_json: bool
) -> None:
    from weaktie.campaign.conversations.queries import arranging

    found.refresh_from_db()
    if ics is not None:
        _, content = arranging.invitation_file(found, by=by, now=telling.now())
        ics.write_bytes(content)
    answer = {**conversation_json(found, by=by), "reply": draft or None, "ics": str(ics) if ics else None}
    sentence = _sentence(found, person, by=by)
    telling.tell(answer, f"{draft}\n\n{sentence}" if draft else sentence, as_json)


def _sentence(found: Conversation, person: Person, *, by: User) -> str:
    from weaktie.campaign.conversations.queries import listing
    from weaktie.core import times

    talk = listing.talk(found, by=by)
    if found.cancelled_at is not None:
        return f"Called off with {person.name}."
    if talk.starts is None:
        return f"For you to send to {person.name}; book what is chosen with: weaktie book {person.pk} --at …"
    there = f"; {talk.theirs}" if talk.theirs else ""
    return f"Booked with {person.name}: {times.day_and_hour(talk.starts)}, {found.length} minutes{there}."


def conversation_json(found: Conversation, *, by: User) -> dict[str, object]:
    """Return one conversation as programs read it."""
    from weaktie.campaign.conversations.queries import listing

    talk = listing.talk(found, by=by)
    return {
        "id": found.pk,
        "person": {"id": talk.person.pk, "name": talk.person.name},
        "state": _state(found),
        "starts_at": talk.starts,
        "length": found.length,
        "way": found.way or None,
        "place": found.place,
        "zone": found.their_zone or None,
        "offered": list(talk.offered),
        "sequence": found.sequence,
        "desire_before": found.desire_before or None,
    }


def _state(found: Conversation) -> str:
    if found.cancelled_at is not None:
        return "called_off"
    if found.ended_at is not None:
        return "held"
    if found.started_at is not None:
        return "going_on"
    if found.starts_at is not None:
        return "booked"
    return "offered" if found.offered else "begun"


@telling.command("brief")
@click.argument("who")
@click.option("--ask", "question", help="Put a question on the agenda.")
@click.option("--take", type=click.IntRange(min=1), help="Put a proposed question on the agenda, by number.")
@click.option("--drop", type=click.IntRange(min=1), help="Take a question off the agenda, by number.")
@click.option("--first", type=click.IntRange(min=1), help="Ask a question one place earlier, by number.")
@click.option("--closing", help="The closing question in your own words.")
@click.option("--opening", help="What you say first; empty gives the draft back.")
@click.option("--desire", type=DESIRES, help="How much you want this job or employer, before.")
@click.option("--why", default="", help="Why.")
def brief_command(
    who: str, question: str | None, take: int | None, drop: int | None, first: int | None,
    closing: str | None, opening: str | None, desire: str | None, why: str, as_json: bool,
) -> None:  # fmt: skip
    """Show the one page to prepare a conversation with, or write on it.

    \b
    Example: weaktie brief 42 --ask “What did the desk stop doing when it moved in 2024?”
    """
    user = telling.ready()
    from weaktie.campaign.conversations.actions import preparing
    from weaktie.campaign.conversations.queries import brief, listing

    person = telling.find_person(who, by=user)
    found = listing.latest_with(person, by=user)
    now = telling.now()
    _arrange_questions(brief.brief(found, by=user, now=now), take, drop, first, by=user)
    if question is not None:
        preparing.add_question(found, by=user, words=question, why=why if not desire else "", now=now)
    if closing is not None:
        preparing.close_with(found, by=user, words=closing, now=now)
    if opening is not None:
        preparing.write_opening(found, by=user, words=opening, now=now)
    if desire:
        _want(found, desire, why, by=user)
    found.refresh_from_db()
    page = brief.brief(found, by=user, now=now)
    if as_json:
        telling.tell_json(brief_json(page, by=user))
    else:
        for line in _lines(page):
            click.echo(line)


def _arrange_questions(
    page: Brief, take: int | None, drop: int | None, first: int | None, *, by: User
) -> None:
    from weaktie.campaign.conversations.actions import preparing

    now = telling.now()
    if take is not None:
        one = _numbered(page.proposals, take)
        preparing.add_question(page.talk.conversation, by=by, words=one.text, why=one.why, now=now)
    if first is not None:
        preparing.move_question(_numbered(page.questions, first).question, by=by, up=True, now=now)
    if drop is not None:
        preparing.drop_question(_numbered(page.questions, drop).question, by=by, now=now)


def _numbered(rows: Sequence[T], number: int) -> T:
    if number > len(rows):
        raise click.UsageError(f"There is no number {number}; there are {len(rows)}.")
    return rows[number - 1]


def brief_json(page: Brief, *, by: User) -> dict[str, object]:
    """Return the brief as programs read it."""
    memory = page.memory
    return {
        **conversation_json(page.talk.conversation, by=by),
        "known": page.known,
        "memory": memory and {"words": memory.words, "where": memory.where, "quote": memory.is_quote},
        "sees": page.sees,
        "public": [{"title": one.title, "kind": one.kind, "excerpt": one.excerpt} for one in page.pages],
        "posting": page.posting,
        "open": [
            {"kind": one.kind, "who": one.who, "words": one.words, "other_who": one.other_who or None,
             "other": one.other or None}
            for one in page.left_open
        ],
        "opening": {
            "text": page.opening.text, "draft": page.opening.is_draft,
            "words": page.opening.words, "findings": _findings(page.opening.findings),
        },
        "phases": [
            {"phase": one.phase.code, "begins": one.begins, "minutes": one.phase.minutes}
            for one in page.parts
        ],
        "questions": [
            {"id": one.question.pk, "text": one.question.text, "why": one.question.why,
             "findings": _findings(one.findings)}
            for one in page.questions
        ],
        "closing": page.closing,
        "proposals": [{"text": one.text, "why": one.why, "family": one.family} for one in page.proposals],
        "plan": {
            "clear": page.talk.conversation.plan_clear, "sharp": page.talk.conversation.plan_sharp,
            "easy": page.talk.conversation.plan_easy,
        },
        "leave_out": page.leave_out,
    }  # fmt: skip


def _findings(found: tuple[Finding, ...]) -> list[dict[str, object]]:
    return [
        {"code": one.code, "severity": one.severity, "message": one.message, "mend": one.mend}
        for one in found
    ]


def _lines(page: Brief) -> list[str]:
    """Return the brief as lines for a terminal."""
    told = [_heading(page), "", *page.known]
    if page.memory is not None:
        told.append(f"“{page.memory.words}” ({page.memory.where})")
    told += _part(f"What only {page.talk.first_name} can see", page.sees)
    told += _part("What is public", [f"{one.title}: {one.excerpt}" for one in page.pages])
    told += _part("What the posting says", page.posting)
    told += _part("Open, from earlier conversations", [_open(one) for one in page.left_open])
    opening, middle, closing = page.parts
    told += [f"\n{_phase(opening)}", page.opening.text, *_remarks(page.opening.findings)]
    told.append(f"\n{_phase(middle)}")
    for number, one in enumerate(page.questions, 1):
        told += [f"{number}. {one.question.text}", *_remarks(one.findings)]
    for number, proposal in enumerate(page.proposals, 1):
        told += [f"   --take {number}: {proposal.text}", f"      {proposal.family_words}. {proposal.why}"]
    told += [f"\n{_phase(closing)}", page.closing, *_remarks(page.closing_findings)]
    told += _part("Leave out", page.leave_out)
    return told


def _heading(page: Brief) -> str:
    from weaktie.core import times

    name = ", ".join(filter(None, (page.talk.person.name, page.row.job)))
    if page.talk.starts is None:
        return f"{name}\nNo time yet; {page.talk.conversation.length} minutes"
    there = f"; {page.talk.theirs}" if page.talk.theirs else ""
    minutes = page.talk.conversation.length
    return f"{name}\n{times.day_and_hour(page.talk.starts)}, {minutes} minutes{there}"


def _part(heading: str, lines: tuple[str, ...] | list[str]) -> list[str]:
    return [f"\n{heading}", *(f"- {line}" for line in lines)] if lines else []


def _phase(part: Part) -> str:
    begins = f"{part.begins:%H:%M}, " if part.begins else ""
    return f"{part.phase.name} ({begins}{part.phase.minutes} min)"


def _open(one: Left) -> str:
    if one.kind == "disagree":
        return f"{one.who}: {one.words} {one.other_who}: {one.other}"
    if one.kind == "hearsay":
        return f"Only at second hand, from {one.who}: {one.words}"
    return f"Not asked of {one.who}: {one.words}"


def _remarks(findings: tuple[Finding, ...]) -> list[str]:
    return [f"   {one.severity}: {one.message} {one.mend or ''}".rstrip() for one in findings]
