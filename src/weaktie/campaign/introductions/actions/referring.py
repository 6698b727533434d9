"""Names given and referrals. A referral is an act of an employee for one posting, and it is earned.

"May I use your name?" and "I have put your name forward" are two kinds of row and two pages of words. To ask
for a referral without a conversation in which something was shown is refused: whoever refers lends their
standing, and nobody lends it to a stranger.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from weaktie.accounts.models import User
from weaktie.campaign.conversations.models import Conversation
from weaktie.campaign.introductions.models import Referral
from weaktie.campaign.introductions.queries import referrals as queries
from weaktie.campaign.introductions.queries.referrals import Shown
from weaktie.campaign.network.models import Person
from weaktie.campaign.outreach.queries import asks
from weaktie.campaign.targets.models import Target
from weaktie.campaign.timeline.actions import step
from weaktie.campaign.timeline.models import Event
from weaktie.core import cadence
from weaktie.core.employers import employer_key
from weaktie.core.readers import text as clean_text
from weaktie.core.refusal import Refused

LONGEST_SHOWN = 500
LONGEST_RESULT = 300


class NotEarned(Refused):
    """A referral asked for before anything was shown."""

    code = "NOT_EARNED"


class NeedsAPosting(Refused):
    """A referral is for one posting at one employer."""

    code = "needs_a_posting"


class SaidNo(Refused):
    """They said no, and that holds."""

    code = "said_no"


class NotYet(Refused):
    """A day that has not come."""

    code = "not_yet"


class OutOfOrder(Refused):
    """A step that another has to go before, or that was taken."""

    code = "out_of_order"


@dataclass(frozen=True, slots=True)
class Posting:
    """What it is for: the role at the employer, and the target it belongs to, if there is one."""

    employer: str
    role: str = ""
    target: Target | None = None


def offered(
    person: Person,
    kind: str,
    posting: Posting,
    *,
    by: User,
    shown: str = "",
    conversation: Conversation | None = None,
    on: date,
    now: datetime,
) -> Referral:
    """Note that somebody offered their name, or to put the seeker forward."""
    row = _new(person, kind, posting, by=by, shown=shown, conversation=conversation)
    row.offered_on = _day(on, by=by, now=now)
    what = "their name" if row.kind == Referral.Kind.NAME else "to put you forward"
    with step("referral", f"{person.name} offered {what}", by=by, now=now) as act:
        act.add(row)
    return row


def ask(
    person: Person,
    kind: str,
    posting: Posting,
    *,
    by: User,
    shown: str = "",
    conversation: Conversation | None = None,
    on: date,
    now: datetime,
) -> Referral:
    """Note that the seeker asked for the use of a name, or for a referral where one was earned."""
    if cadence.said_no(asks.history(by=by), person.pk, _day(on, by=by, now=now)):
        raise SaidNo(f"{person.name} said no: ask them nothing any more.")
    if kind == Referral.Kind.REFERRAL:
        seen = _earned(person, shown, conversation, by=by, now=now)
        conversation, shown = seen.held.row, seen.words
    row = _new(person, kind, posting, by=by, shown=shown, conversation=conversation)
    row.asked_on = on
    what = "whether you may use their name" if row.kind == Referral.Kind.NAME else "for a referral"
    with step("referral", f"Asked {person.name} {what}", by=by, now=now) as act:
        act.add(row)
    return row


def give(row: Referral, *, by: User, how: str = "", on: date, now: datetime) -> None:
    """Note that the name may be used, or that they put the seeker forward and how."""
    _refuse_closed(row)
    if row.given_on is not None:
        raise OutOfOrder("This was given before; undo that first.")
    is_name = row.kind == Referral.Kind.NAME
    if is_name and how:
        raise OutOfOrder("A name that may be used is put forward to nobody: leave out how.")
    person = row.person.merged_into or row.person
    words = f"You may use the name of {person.name}" if is_name else f"{person.name} put you forward"
    with step("referral", words, by=by, now=now) as act:
        act.change(row, given_on=_day(on, by=by, now=now), given_how=Referral.Given(how))
        if not is_name:
            act.event(Event.Kind.REFERRED, person_id=person.pk, word=f"{on.isoformat()} {row.role}")


def decline(row: Referral, *, by: User, on: date, now: datetime) -> None:
    """Note that they would rather not: that holds, and needs no reason."""
    _refuse_closed(row)
    if row.given_on is not None:
        raise OutOfOrder("This was given before; undo that first.")
    person = row.person.merged_into or row.person
    with step("referral", f"{person.name} would rather not", by=by, now=now) as act:
        act.change(row, declined_on=_day(on, by=by, now=now))


def tell_result(row: Referral, *, by: User, result: str, on: date, now: datetime) -> None:
    """Note what came of it."""
    if row.given_on is None:
        raise OutOfOrder("Nothing was given yet that could have a result.")
    words = clean_text.clean(result, LONGEST_RESULT)
    if not words:
        raise OutOfOrder("Write what came of it.", code="needs_words")
    with step("referral", f"What came of it: {words}", by=by, now=now) as act:
        act.change(row, result=words, result_on=_day(on, by=by, now=now))


def _earned(
    person: Person, shown: str, conversation: Conversation | None, *, by: User, now: datetime
) -> Shown:
    """Return in which conversation what was shown; refuse where there is none."""
    seen = queries.shown_to(person, by=by, now=now)
    if conversation is not None:
        seen = [one for one in seen if one.held.row.pk == conversation.pk]
    if not seen:
        raise NotEarned(
            f"You have not talked with {person.name} yet. A referral rests on what they saw of you: "
            "ask for a conversation first."
        )
    words = clean_text.clean(shown, LONGEST_SHOWN)
    if words and queries.is_something(words):
        return Shown(seen[0].held, words)
    told = next((one for one in seen if one.words), None)
    if told is None:
        raise NotEarned(
            f"Nothing is noted that {person.name} saw of you. Write what you showed them and when, "
            "or wait until there is something."
        )
    return Shown(told.held, told.words[:LONGEST_SHOWN])


def _new(
    person: Person, kind: str, posting: Posting, *, by: User, shown: str, conversation: Conversation | None
) -> Referral:
    which = Referral.Kind(kind)
    employer = clean_text.clean(posting.employer, 200) or (posting.target.name if posting.target else "")
    role = clean_text.clean(posting.role, 200)
    if not employer or (which == Referral.Kind.REFERRAL and not role):
        raise NeedsAPosting("A referral is for one posting: name the role and the employer.")
    return Referral(
        owner=by,
        person=person,
        kind=which,
        employer=employer,
        employer_key=employer_key(employer),
        role=role,
        target=posting.target,
        conversation=conversation,
        shown=clean_text.clean(shown, LONGEST_SHOWN),
    )


def _refuse_closed(row: Referral) -> None:
    if row.declined_on is not None:
        raise OutOfOrder("They would rather not, and that holds.")


def _day(on: date, *, by: User, now: datetime) -> date:
    if on > now.astimezone(by.timezone()).date():
        raise NotYet("Choose today or a day before it.")
    return on
