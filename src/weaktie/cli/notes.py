"""weaktie note."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from weaktie.cli import telling
from weaktie.core.refusal import Refused

if TYPE_CHECKING:
    from weaktie.accounts.models import User
    from weaktie.campaign.conversations.models import Conversation, Note, Transcript
    from weaktie.campaign.network.models import Person

KINDS = ["requirement", "insight", "quote", "pay", "name", "opening", "mine", "theirs", "fit", "surprise"]
ABOUT_WORK = click.option(
    "--about-work", is_flag=True, help="It is about the work, though it reads as something private."
)
HAND = click.option(
    "--first-hand/--hearsay", "first_hand", default=None, help="Seen by whoever said it, or only heard."
)


@telling.command("note")
@click.argument("who", required=False)
@click.argument("words", nargs=-1, metavar="TEXT")
@click.option("--kind", type=click.Choice(KINDS), default="insight", show_default=True)
@click.option("--off-record", is_flag=True, help="Stays in its own conversation: in no draft and no export.")
@HAND
@click.option("--employer", default="", help="Of an opening heard; without it the person's own.")
@click.option("--role", default="", help="Of an opening heard.")
@click.option("--begin", is_flag=True, help="Begin a conversation now, as when somebody rings.")
@click.option("--end", is_flag=True, help="Stop the clock of the conversation.")
@click.option("--list", "listed", is_flag=True, help="List the notes, of one person or of all.")
@click.option(
    "--transcript", type=click.Path(path_type=Path, dir_okay=False), help="Bring in a transcript you have."
)
@click.option(
    "--consent",
    default="",
    metavar="all|theirs",
    help="On whose word: everybody agreed, or they passed it on.",
)
@click.option("--line", type=click.IntRange(min=1), help="Make a note of this line of the transcript.")
@click.option("--delete-transcript", is_flag=True, help="Delete the words of the transcript; notes stay.")
@ABOUT_WORK
def note_command(
    who: str | None,
    words: tuple[str, ...],
    kind: str,
    off_record: bool,
    first_hand: bool | None,
    employer: str,
    role: str,
    begin: bool,
    end: bool,
    listed: bool,
    transcript: Path | None,
    consent: str,
    line: int | None,
    delete_transcript: bool,
    about_work: bool,
    as_json: bool,
) -> None:
    """Note something of a conversation: the one that runs, else the last one with this person.

    \b
    Example: weaktie note 42 --kind quote “Ring, don't email.”
    """
    user = telling.ready()
    person = telling.find_person(who, by=user) if who else None
    if listed:
        _list(user, person, as_json)
        return
    if person is None:
        raise click.UsageError("Name the person, or list the notes with --list.")
    talk = _conversation(person, user, begin=begin)
    if transcript is not None:
        _bring(talk, transcript, consent, user, as_json)
    elif delete_transcript:
        _delete(talk, user, as_json)
    else:
        told = _Told(" ".join(words), kind, off_record, first_hand, employer, role, about_work)
        note = _line(talk, line, kind, user) if line is not None else _noted(talk, told, user)
        _tell_noted(_stopped(talk, user) if end else talk, note, person, as_json)


@dataclass(frozen=True, slots=True)
class _Told:
    words: str
    kind: str
    off_record: bool
    first_hand: bool | None
    employer: str
    role: str
    about_work: bool


def _noted(talk: Conversation, told: _Told, user: User) -> Note | None:
    from weaktie.campaign.conversations.actions import noting

    if not told.words:
        return None
    return noting.note(
        talk, told.words, by=user, kind=told.kind, off_record=told.off_record, first_hand=told.first_hand,
        employer=told.employer, role=told.role, about_work=told.about_work, now=telling.now(),
    )  # fmt: skip


def _stopped(talk: Conversation, user: User) -> Conversation:
    from weaktie.campaign.conversations.actions import live

    live.end(talk, by=user, now=telling.now())
    return talk


def _conversation(person: Person, user: User, *, begin: bool) -> Conversation:
    from weaktie.campaign.conversations.actions import live
    from weaktie.campaign.conversations.queries.live import latest_with

    if begin:
        return live.begin_now(person, by=user, now=telling.now())
    return latest_with(person, by=user)


def _list(user: User, person: Person | None, as_json: bool) -> None:
    from weaktie.campaign.conversations.queries.live import every_note

    notes = every_note(by=user, person=person)
    if as_json:
        telling.tell_json({"notes": [note_json(note) for note in notes]})
        return
    for note in notes:
        locked = " (off the record)" if note.off_record else ""
        click.echo(f"{_name(note.conversation)}, {note.get_kind_display()}{locked}: {note.text}")
    click.echo(f"{len(notes)} note{'s' * (len(notes) != 1)}")


def _bring(talk: Conversation, file: Path, consent: str, user: User, as_json: bool) -> None:
    from weaktie.campaign.conversations.actions import transcribing

    kept = transcribing.bring(talk, file, by=user, basis=consent, name=file.name, now=telling.now())
    if as_json:
        lines = [
            {"line": n, "speaker": s, "second": at, "text": t} for n, (s, at, t) in enumerate(kept.lines, 1)
        ]
        telling.tell_json({"kind": kept.kind, "delete_on": kept.delete_on, "lines": lines})
        return
    for number, (speaker, _, words) in enumerate(kept.lines, 1):
        click.echo(f"{number:>5}  {f'{speaker}: ' if speaker else ''}{words}")
    click.echo(f"{len(kept.lines)} lines, deleted on {kept.delete_on}. Make one a note with --line N.")


def _transcript(talk: Conversation) -> Transcript:
    from weaktie.campaign.conversations.models import Transcript

    kept = Transcript.objects.filter(conversation=talk).first()
    if kept is None:
        raise Refused("There is no transcript of this conversation.", code="no_transcript")
    return kept


def _line(talk: Conversation, line: int, kind: str, user: User) -> Note:
    from weaktie.campaign.conversations.actions import transcribing

    return transcribing.take_line(_transcript(talk), line - 1, by=user, kind=kind, now=telling.now())


def _delete(talk: Conversation, user: User, as_json: bool) -> None:
    from weaktie.campaign.conversations.actions import transcribing

    transcribing.delete_words(_transcript(talk), by=user, now=telling.now())
    if as_json:
        telling.tell_json({"deleted": True})
    else:
        click.echo("Its words are deleted; the notes made of them stay.")


def _tell_noted(talk: Conversation, note: Note | None, person: Person, as_json: bool) -> None:
    answer: dict[str, object] = {
        "conversation": talk.pk,
        "started": talk.started_at,
        "ended": talk.ended_at,
        "overrun": talk.overrun(),
        "note": note_json(note) if note else None,
    }
    if note is not None:
        words = f"Noted with {person.name}: {note.get_kind_display()}."
    else:
        words = (
            f"With {person.name}: {'ended' if talk.ended_at else 'it runs' if talk.started_at else 'booked'}."
        )
    telling.tell(answer, words, as_json)


def note_json(note: Note) -> dict[str, object]:
    talk = note.conversation
    person = talk.person.merged_into or talk.person
    return {
        "id": note.pk,
        "conversation": talk.pk,
        "person": {"id": person.pk, "name": person.name},
        "kind": note.kind,
        "text": note.text,
        "off_record": note.off_record,
        "first_hand": note.first_hand,
        "second": note.at_second,
        "written_at": note.written_at,
    }


def _name(talk: Conversation) -> str:
    return (talk.person.merged_into or talk.person).name
