"""Right after: what was learnt, fit, memories, desire; how one works oneself; letting a target go."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from weaktie.accounts.models import User
from weaktie.campaign.conversations.actions import live, noting
from weaktie.campaign.conversations.models import Conversation, Desire, Fit, Note, OwnWay
from weaktie.campaign.conversations.queries import debrief as queries
from weaktie.campaign.network.models import Person
from weaktie.campaign.network.queries.people import first_name
from weaktie.campaign.outreach.models import Ask, Message
from weaktie.campaign.targets.actions import drop_target
from weaktie.campaign.targets.models import Target
from weaktie.campaign.timeline.actions import Act, step
from weaktie.campaign.timeline.models import Event
from weaktie.core import lint
from weaktie.core.copies import Copy
from weaktie.core.refusal import Refused

WORDS = {
    "desire_after_why": 300, "their_words": 500, "question_that_landed": 500, "remembered_of_you": 500,
    "seen_clear": 300, "seen_sharp": 300, "seen_easy": 300,
}  # fmt: skip
"""What is told in words, and how long each may be."""


class NotHeld(Refused):
    """It has not taken place."""

    code = "not_held"


class NotADesire(Refused):
    """Not one of the five words."""

    code = "not_a_desire"


class DroppedAlready(Refused):
    """The target is off the list."""

    code = "dropped_already"


@dataclass(frozen=True, slots=True)
class NoteSaid:
    """What the seeker says of one note afterwards; None leaves it. Without an id it is a new one."""

    pk: int = 0
    kind: str | None = None
    text: str | None = None
    first_hand: bool | None = None
    off_record: bool | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """Fit in one respect: what either showed, and whether theirs agrees with the seeker's own way."""

    respect: str
    theirs: str = ""
    yours: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What a debrief tells; None leaves it as it is."""

    desire: str | None = None
    desire_after_why: str | None = None
    their_words: str | None = None
    question_that_landed: str | None = None
    remembered_of_you: str | None = None
    seen_clear: str | None = None
    seen_sharp: str | None = None
    seen_easy: str | None = None
    talked_little: bool | None = None
    asked_for_event: bool | None = None
    closing_asked: bool | None = None
    extended: int | None = None
    notes: Sequence[NoteSaid] = ()
    fits: Sequence[Shown] = ()

    def words(self) -> dict[str, str]:
        """Return what is told in words, by column."""
        told = {name: getattr(self, name) for name in WORDS}
        return {
            name: " ".join(text.split())[: WORDS[name]] for name, text in told.items() if text is not None
        }


def debrief(
    conversation: Conversation, told: Told, *, by: User, about_work: bool = False, now: datetime
) -> None:
    """Write down what a conversation brought; asks before words on somebody's private life are kept."""
    if told.desire is not None and told.desire not in ("", *Desire.values):
        raise NotADesire(f"Choose one of: {', '.join(Desire.values)}.")
    _held(conversation, now=now)
    lint.refuse_private(*_new_words(conversation, told), about_work=about_work)
    with step("debrief", f"The debrief with {conversation.person.name}", by=by, now=now) as act:
        _end(conversation, act=act)
        act.change(conversation, **_columns(conversation, told, now))
        _notes(conversation, told.notes, act=act)
        _fits(conversation, told.fits, act=act)


def state_own_ways(ways: Mapping[str, str], *, by: User, about_work: bool = False, now: datetime) -> None:
    """Say how one likes to work, respect by respect; an empty word takes it back."""
    clean = {respect: " ".join(words.split())[:300] for respect, words in ways.items()}
    lint.refuse_private(*clean.values(), about_work=about_work)
    known = {one.respect: one for one in OwnWay.objects.visible_to(by)}
    with step("own_way", "How you like to work", by=by, now=now) as act:
        for respect in Fit.Respect.values:
            words, one = clean.get(respect), known.get(respect)
            if words is None or words == (one.words if one else ""):
                continue
            if one is None:
                act.add(OwnWay(owner=by, respect=respect, words=words))
            elif words:
                act.change(one, words=words)
            else:
                act.remove(one)


@transaction.atomic
def let_go(target: Target, *, by: User, now: datetime) -> int:
    """Drop a target after talking there; asks that are open get a draft that takes them back.

    Thanks and promises stay due. Returns how many drafts were written: weaktie sends nothing.
    """
    if target.dropped_at is not None:
        raise DroppedAlready(f"{target.name} is off the list already.")
    leaving = queries.leaving(target, by=by)
    drafts = [_withdrawal(ask, target, by=by, now=now) for ask in leaving.asks if not _has_draft(ask.person)]
    if drafts:
        with step("withdrawals", f"Drafts that take asks at {target.name} back", by=by, now=now) as act:
            for draft in drafts:
                act.add(draft)
    drop_target(target, by=by, now=now)
    return len(drafts)


def _held(conversation: Conversation, *, now: datetime) -> None:
    if conversation.cancelled_at is not None:
        raise NotHeld("It was called off.")
    begins = conversation.started_at or conversation.starts_at
    if begins is None or begins > now:
        raise NotHeld("It has not taken place yet; write the debrief when it has.")


def _end(conversation: Conversation, *, act: Act) -> None:
    """Say when it was, for a conversation that nobody started or stopped here."""
    if conversation.ended_at is not None:
        return
    if conversation.started_at is None:
        act.change(conversation, started_at=conversation.starts_at)
        ended = conversation.agreed_end()
    else:
        clock = conversation.clock()
        ended = min(act.now, clock.stop) if clock else act.now
    act.change(conversation, ended_at=ended)
    minutes = timedelta()
    if conversation.ended_at and conversation.started_at:
        minutes = conversation.ended_at - conversation.started_at
    word = f"{int(minutes.total_seconds() // 60)} minutes"
    act.event(Event.Kind.TALKED, person_id=conversation.person_id, word=word)


def _new_words(conversation: Conversation, told: Told) -> list[str]:
    """Return what is told anew: what was kept before has been asked about."""
    words = [text for name, text in told.words().items() if text != getattr(conversation, name)]
    fits = {fit.respect: fit for fit in conversation.fits.all()}
    for shown in told.fits:
        known = fits.get(shown.respect)
        words += [shown.theirs] * (not known or known.theirs != shown.theirs)
        words += [shown.yours] * (not known or known.yours != shown.yours)
    is_first = conversation.debriefed_at is None
    kept = {note.pk: note.text for note in conversation.notes.all()}
    for said in told.notes:
        before = kept.get(said.pk, "")
        text = before if said.text is None else said.text
        words += [text] * (is_first or text != before)
    return words


def _columns(conversation: Conversation, told: Told, now: datetime) -> dict[str, object]:
    values: dict[str, object] = dict(told.words())
    if told.desire is not None:
        values["desire_after"] = told.desire
    for name in ("talked_little", "asked_for_event"):
        if (answer := getattr(told, name)) is not None:
            values[name] = answer
    if told.closing_asked is not None:
        asked = conversation.closing_asked_at or conversation.ended_at
        values["closing_asked_at"] = asked if told.closing_asked else None
    if told.extended is not None:
        given = max(0, min(told.extended, live.MOST_GIVEN))
        when = conversation.extended_at or _before_the_end(conversation)
        values |= {"extended": given, "extended_at": when if given else None}
    return {**values, "debriefed_at": conversation.debriefed_at or now}


def _before_the_end(conversation: Conversation) -> datetime | None:
    """Return when they offered more, if nobody pressed then: in time."""
    if conversation.started_at is None:
        return None
    return conversation.started_at + timedelta(minutes=conversation.length)


def _notes(conversation: Conversation, said: Iterable[NoteSaid], *, act: Act) -> None:
    rows = {note.pk: note for note in conversation.notes.all()}
    for one in said:
        if one.kind is not None and one.kind not in Note.Kind.values:
            raise noting.NotAKind(f"Choose one of: {', '.join(Note.Kind.values)}.")
        row = rows.get(one.pk)
        if row is None:
            _new_note(conversation, one, act=act)
            continue
        told = {"kind": one.kind, "text": one.text, "off_record": one.off_record}
        values: dict[str, object] = {name: value for name, value in told.items() if value is not None}
        if isinstance(one.text, str) and not one.text.strip():
            values.pop("text")
        noting.reword(row, act=act, first_hand=one.first_hand, **values)


def _new_note(conversation: Conversation, one: NoteSaid, *, act: Act) -> None:
    if one.pk or not one.text or not one.text.strip():
        return
    kind, is_off = one.kind or Note.Kind.INSIGHT, bool(one.off_record)
    copy = Copy(str(uuid.uuid4()), 1, kind, one.text, is_off, act.now, first_hand=one.first_hand)
    noting.write(conversation, copy, act=act)


def _fits(conversation: Conversation, shown: Iterable[Shown], *, act: Act) -> None:
    known = {fit.respect: fit for fit in conversation.fits.all()}
    for one in shown:
        if one.respect not in Fit.Respect.values or one.says not in Fit.Says.values:
            continue
        told = {"theirs": one.theirs[:300], "yours": one.yours[:300], "says": one.says}
        fit = known.get(one.respect)
        if fit is not None:
            act.change(fit, **told)
        elif any(told.values()):
            act.add(Fit(conversation=conversation, respect=one.respect, **told))


def _has_draft(person: Person) -> bool:
    return Message.objects.drafts().filter(person=person, kind=Message.Kind.WITHDRAWAL).exists()


def _withdrawal(ask: Ask, target: Target, *, by: User, now: datetime) -> Message:
    first = first_name(ask.person.name)
    text = (
        f"Hello {first},\n\n"
        f"On {ask.sent_on.day} {ask.sent_on:%B} I asked you for a conversation. I have learnt enough to "
        f"know that I will not go on with {target.name}, so please do not spend time on it.\n\n"
        "Thank you for reading my message.\n"
    )
    return Message(owner=by, person=ask.person, kind=Message.Kind.WITHDRAWAL, text=text, kept_at=now)
