"""weaktie debrief."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from weaktie.cli import telling
from weaktie.cli.notes import ABOUT_WORK, note_json
from weaktie.core.refusal import Refused

if TYPE_CHECKING:
    from weaktie.campaign.conversations.actions.debriefing import Shown, Told
    from weaktie.campaign.conversations.models import Conversation
    from weaktie.campaign.conversations.queries.debrief import DebriefPage

DESIRES = ["not", "hardly", "unsure", "rather", "very"]
RESPECTS = ["pace", "decisions", "ambiguity", "hours", "feedback"]


@telling.command("debrief")
@click.argument("who")
@click.option("--desire", type=click.Choice(DESIRES), help="How much you want it now.")
@click.option("--why", help="The reason for that.")
@click.option("--their-words", help="One sentence, exactly as they said it.")
@click.option("--question", "question_that_landed", help="Your question that made them think.")
@click.option("--remembered", "remembered_of_you", help="What they will remember of you.")
@click.option("--seen-clear", help="What showed that you think clearly, or “nothing seen”.")
@click.option("--seen-sharp", help="What showed that you ask sharply.")
@click.option("--seen-easy", help="What showed that you are easy to work with.")
@click.option("--fit", "fits", multiple=True, metavar="RESPECT=WORDS", help="pace=…, decisions=… and so on.")
@click.option("--shown", multiple=True, metavar="RESPECT=WORDS", help="What you showed in that respect.")
@click.option("--agrees", multiple=True, type=click.Choice(RESPECTS), help="It agrees with your own way.")
@click.option("--differs", multiple=True, type=click.Choice(RESPECTS), help="It differs from your own way.")
@click.option("--extended", type=click.IntRange(0, 240), help="Minutes they gave on top.")
@click.option("--talked-little/--talked-much", default=None, help="Less than a third of the time, or more.")
@click.option("--asked-event/--asked-opinion", default=None, help="You asked for an event, or an opinion.")
@click.option("--asked-closing/--no-closing", default=None, help="You asked who else to speak with, or not.")
@click.option("--drop-target", is_flag=True, help="Take the target off the list: an honourable end.")
@ABOUT_WORK
def debrief_command(who: str, drop_target: bool, about_work: bool, as_json: bool, **told: object) -> None:
    """Write down right after what a conversation brought; without options, show what is there.

    \b
    Example: weaktie debrief 42 --desire rather --why “They decide in a day” --their-words “Ring me.”
    """
    user = telling.ready()
    from weaktie.campaign.conversations.actions import debriefing
    from weaktie.campaign.conversations.queries import debrief as queries
    from weaktie.campaign.conversations.queries.live import latest_with

    person = telling.find_person(who, by=user)
    talk = latest_with(person, by=user)
    said = _said(talk, told)
    if said is not None:
        debriefing.debrief(talk, said, by=user, about_work=about_work, now=telling.now())
    page = queries.debrief_page(talk, by=user)
    dropped = ""
    if drop_target:
        if page.target is None:
            raise Refused(f"The conversation with {person.name} is about no target.", code="no_such_target")
        debriefing.let_go(page.target, by=user, now=telling.now())
        after = queries.target_talks(page.target, by=user).dropped_after or 0
        dropped = f"Dropped after {after} conversation{'s' * (after != 1)}, before an application."
    _tell_debrief(page, dropped, as_json)


def _said(talk: Conversation, told: dict[str, object]) -> Told | None:
    """Return what the options tell, or None if none was given."""
    from weaktie.campaign.conversations.actions.debriefing import Told

    fits = _shown(talk, told)
    named = {
        "desire": told["desire"], "desire_after_why": told["why"], "their_words": told["their_words"],
        "asked_for_event": told["asked_event"], "closing_asked": told["asked_closing"],
    }  # fmt: skip
    same = ("question_that_landed", "remembered_of_you", "seen_clear", "seen_sharp", "seen_easy")
    named |= {name: told[name] for name in (*same, "extended", "talked_little")}
    given = {name: value for name, value in named.items() if value is not None}
    return Told(fits=fits, **given) if given or fits else None  # type: ignore[arg-type]


def _shown(talk: Conversation, told: dict[str, object]) -> tuple[Shown, ...]:
    """Return fit as the options tell it; what they leave out stays as it is written down."""
    from weaktie.campaign.conversations.actions.debriefing import Shown

    theirs, yours = _pairs(told["fits"]), _pairs(told["shown"])
    says = {respect: word for word in ("agrees", "differs") for respect in _words(told[word])}
    known = {fit.respect: fit for fit in talk.fits.all()}
    named = [respect for respect in RESPECTS if respect in {*theirs, *yours, *says}]
    return tuple(
        Shown(
            respect,
            theirs=theirs.get(respect, known[respect].theirs if respect in known else ""),
            yours=yours.get(respect, known[respect].yours if respect in known else ""),
            says=says.get(respect, known[respect].says if respect in known else ""),
        )
        for respect in named
    )


def _pairs(given: object) -> dict[str, str]:
    found = {}
    for one in _words(given):
        respect, sign, words = one.partition("=")
        if not sign or respect not in RESPECTS:
            raise click.UsageError(f"Write {one!r} as RESPECT=WORDS, with one of: {', '.join(RESPECTS)}.")
        found[respect] = words.strip()
    return found


def _words(given: object) -> tuple[str, ...]:
    return tuple(str(one) for one in given) if isinstance(given, tuple) else ()


def _tell_debrief(page: DebriefPage, dropped: str, as_json: bool) -> None:
    from weaktie.core.fit import SAMENESS, WHY_SAMENESS

    talk = page.conversation
    if as_json:
        telling.tell_json(_debrief_json(page, [SAMENESS] if page.has_sameness else [], bool(dropped)))
        return
    kept = f"debrief kept {talk.debriefed_at:%Y-%m-%d}" if talk.debriefed_at else "debrief due"
    click.echo(f"With {page.person.name}: {page.minutes} minutes, {talk.overrun()} over; {kept}.")
    told = (("Desire", talk.get_desire_after_display()), ("Because", talk.desire_after_why))
    memories = (("Their words", talk.their_words), ("Your question", talk.question_that_landed))
    for name, words in (*told, *memories, ("Of you", talk.remembered_of_you)):
        if words:
            click.echo(f"  {name}: {words}")
    for line in page.fits:
        if line.fit.theirs or line.fit.says:
            click.echo(f"  {line.name}: {line.fit.theirs} ({line.fit.get_says_display()})")
    for note in page.notes:
        click.echo(f"  {note.one.note.get_kind_display()}: {note.one.note.text}")
    if page.has_sameness:
        click.echo(WHY_SAMENESS)
    if dropped:
        click.echo(dropped)


def _debrief_json(page: DebriefPage, warnings: list[str], dropped: bool) -> dict[str, object]:
    talk = page.conversation
    names = (
        "desire_before", "desire_after", "desire_after_why", "their_words", "question_that_landed",
        "remembered_of_you", "seen_clear", "seen_sharp", "seen_easy", "talked_little", "asked_for_event",
        "extended", "debriefed_at",
    )  # fmt: skip
    fits = [
        {"respect": str(line.respect), "own": line.own, "theirs": line.fit.theirs, "yours": line.fit.yours,
         "says": line.fit.says}
        for line in page.fits
    ]  # fmt: skip
    return {
        "conversation": talk.pk,
        "person": {"id": page.person.pk, "name": page.person.name},
        "target": page.target.name if page.target else None,
        **{name: getattr(talk, name) for name in names},
        "closing_asked": talk.closing_asked_at is not None,
        "minutes": page.minutes,
        "overrun": talk.overrun(),
        "fits": fits,
        "notes": [note_json(line.one.note) for line in page.notes],
        "warnings": warnings,
        "dropped": dropped,
    }
