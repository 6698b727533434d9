"""Whom somebody named, and the steps of an introduction: nobody is introduced unasked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from weaktie.accounts.models import User
from weaktie.campaign.conversations.models import Conversation
from weaktie.campaign.introductions.models import Introduction
from weaktie.campaign.introductions.queries import lives
from weaktie.campaign.introductions.queries.lives import Life
from weaktie.campaign.network.actions import people
from weaktie.campaign.network.actions.settle import refresh
from weaktie.campaign.network.models import Person
from weaktie.campaign.outreach import actions as outreach
from weaktie.campaign.outreach.models import Ask, Message
from weaktie.campaign.targets.models import Target
from weaktie.campaign.timeline.actions import step
from weaktie.campaign.timeline.models import Event
from weaktie.core.evidence import Channel
from weaktie.core.introducing import State
from weaktie.core.readers import text as clean_text
from weaktie.core.refusal import Refused

LONGEST_WHY = 300
LONGEST_BLURB = 2000


class AlreadyNamed(Refused):
    """This introduction stands already."""

    code = "already_named"


class AlreadyHere(Refused):
    """Somebody of this name is in the book and may be meant."""

    code = "already_here"


class NotThemselves(Refused):
    """Nobody introduces themselves, or the seeker."""

    code = "not_themselves"


class NotYet(Refused):
    """A day that has not come, or before the name was said."""

    code = "not_yet"


class OutOfOrder(Refused):
    """A step that another has to go before, or that was taken."""

    code = "out_of_order"


class NobodyUnasked(Refused):
    """An introduction that the other side has not agreed to."""

    code = "nobody_unasked"


@dataclass(frozen=True, slots=True)
class Somebody:
    """Whoever was named, as far as was said. With `anew` a namesake who is here is somebody else."""

    name: str = ""
    employer: str = ""
    title: str = ""
    email: str = ""
    profile: str = ""
    anew: bool = False


@transaction.atomic
def name_somebody(
    introducer: Person,
    whom: Person | Somebody,
    *,
    by: User,
    why: str = "",
    conversation: Conversation | None = None,
    target: Target | None = None,
    on: date,
    now: datetime,
) -> Introduction:
    """Note whom somebody named as worth talking to; who is not in the book yet is added to it."""
    _refuse_a_day_to_come(on, by=by, now=now)
    known = whom if isinstance(whom, Person) else None
    if isinstance(whom, Somebody):
        _refuse_a_namesake(whom, by=by, now=now)
    if known is not None:
        _refuse_again(introducer, known, by=by)
    called = known.name if known else clean_text.clean(whom.name) if isinstance(whom, Somebody) else ""
    with step("introduction", f"{introducer.name} named {called}", by=by, now=now) as act:
        if isinstance(whom, Somebody):
            told = people.told(whom.name, (whom.email,), whom.profile, "", whom.employer, whom.title, by=by)
            known = people.enter(told, act=act)
        assert known is not None
        row = Introduction(
            owner=by, introducer=introducer, person=known, conversation=conversation, target=target,
            why=clean_text.clean(why, LONGEST_WHY), named_on=on,
        )  # fmt: skip
        act.add(row)
        act.event(Event.Kind.NAMED, person_id=introducer.pk, other_id=known.pk, word=on.isoformat())
    refresh({known.pk}, by=by)
    known.refresh_from_db()
    return row


def keep_blurb(introduction: Introduction, *, by: User, text: str, now: datetime) -> None:
    """Keep the note that the introducer can pass on."""
    with step("blurb", "Kept a note to pass on", by=by, now=now) as act:
        act.change(introduction, blurb=text.strip()[:LONGEST_BLURB])


def ask_for(life: Life, *, by: User, message: Message | None = None, on: date, now: datetime) -> Ask:
    """Say that the introducer was asked to ask: an ask like any other, held back by the same rhythm."""
    if life.state not in (State.NAMED, State.SILENT):
        raise OutOfOrder(f"This introduction is past that: {life.words.lower()}.")
    return outreach.log_ask(
        life.person, by=by, channel=str(Channel.INTRODUCED), message=message, via=life.introducer,
        sent_on=on, now=now,
    )  # fmt: skip


def agree(life: Life, *, by: User, on: date, now: datetime) -> None:
    """Say that whoever was named agreed to be introduced."""
    if life.state not in (State.NAMED, State.ASKED, State.SILENT):
        raise OutOfOrder(f"This introduction is past that: {life.words.lower()}.")
    if life.ask is not None and life.ask.answer in (Ask.Answer.OPEN, Ask.Answer.NONE):
        outreach.log_answer(life.ask, by=by, answer=Ask.Answer.YES, answered_on=on, now=now)
        return
    _refuse_early(life, on, by=by, now=now)
    with step("introduction", f"{life.person.name} agreed to be introduced", by=by, now=now) as act:
        act.change(life.row, agreed_on=on)


def make(life: Life, *, by: User, on: date, now: datetime) -> None:
    """Say that the introduction was made; the other side has to have agreed."""
    if life.dates.agreed_on is None:
        raise NobodyUnasked(
            f"Say first that {life.person.name} agreed: nobody is introduced unasked. "
            f"Ask {life.introducer.name} to ask."
        )
    if life.state is not State.AGREED:
        raise OutOfOrder(f"This introduction is past that: {life.words.lower()}.")
    _refuse_early(life, on, by=by, now=now)
    with step("introduction", f"{life.introducer.name} introduced {life.person.name}", by=by, now=now) as act:
        act.change(life.row, agreed_on=life.dates.agreed_on, made_on=on)
        act.event(
            Event.Kind.INTRODUCED, person_id=life.introducer.pk, other_id=life.person.pk, word=on.isoformat()
        )


def meet(life: Life, *, by: User, on: date, now: datetime) -> None:
    """Say that one met, where weaktie does not know of the conversation."""
    if life.dates.met_on is not None or life.dates.declined_on is not None:
        raise OutOfOrder(f"This introduction is past that: {life.words.lower()}.")
    _refuse_early(life, on, by=by, now=now)
    with step("introduction", f"Met {life.person.name}", by=by, now=now) as act:
        act.change(life.row, met_on=on)


def thank(life: Life, *, by: User, on: date, now: datetime) -> None:
    """Say that the introducer heard how it went."""
    if life.dates.met_on is None or life.dates.thanked_on is not None:
        raise OutOfOrder(f"{life.introducer.name} hears how it went once, after you met.")
    _refuse_early(life, on, by=by, now=now)
    with step("introduction", f"Told {life.introducer.name} how it went", by=by, now=now) as act:
        act.change(life.row, thanked_on=on)
        act.event(
            Event.Kind.REPORTED, person_id=life.introducer.pk, other_id=life.person.pk, word=on.isoformat()
        )


def decline(life: Life, *, by: User, on: date, now: datetime) -> None:
    """Say that the introduction comes to nothing: one of the two would rather not."""
    if life.dates.met_on is not None or life.dates.declined_on is not None:
        raise OutOfOrder(f"This introduction is past that: {life.words.lower()}.")
    if life.ask is not None and life.ask.answer == Ask.Answer.OPEN:
        outreach.log_answer(life.ask, by=by, answer=Ask.Answer.NO, answered_on=on, now=now)
        return
    _refuse_early(life, on, by=by, now=now)
    words = f"Declined: the introduction to {life.person.name}"
    with step("introduction", words, by=by, now=now) as act:
        act.change(life.row, declined_on=on)
        act.event(
            Event.Kind.DECLINED, person_id=life.introducer.pk, other_id=life.person.pk, word=on.isoformat()
        )


def _refuse_a_namesake(whom: Somebody, *, by: User, now: datetime) -> None:
    if whom.anew:
        return
    same = [
        one
        for one in lives.alike(whom.name, whom.employer, by=by, now=now)
        if one.name.casefold() == clean_text.clean(whom.name).casefold()
    ]
    if same:
        listed = ", ".join(
            f"{one.name} ({one.pk}{', ' + one.organisation if one.organisation else ''})" for one in same
        )
        raise AlreadyHere(
            f"Here already: {listed}. Choose one by the number, or say that it is somebody new."
        )


def _refuse_again(introducer: Person, person: Person, *, by: User) -> None:
    if person == introducer or person.is_me:
        raise NotThemselves("Choose somebody else: nobody introduces themselves, or you to yourself.")
    both = [[one.pk, *one.merged.values_list("pk", flat=True)] for one in (introducer, person)]
    rows = Introduction.objects.visible_to(by).standing()
    if rows.filter(introducer__in=both[0], person__in=both[1]).exists():
        raise AlreadyNamed(f"{introducer.name} named {person.name} before; it is in the chain.")


def _refuse_a_day_to_come(on: date, *, by: User, now: datetime) -> None:
    if on > now.astimezone(by.timezone()).date():
        raise NotYet("Choose today or a day before it.")


def _refuse_early(life: Life, on: date, *, by: User, now: datetime) -> None:
    _refuse_a_day_to_come(on, by=by, now=now)
    if on < life.dates.named_on:
        raise NotYet(f"The name was said on {life.dates.named_on.day} {life.dates.named_on:%B}.")
