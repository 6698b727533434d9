"""The letter for something owed: the facts it rests on, its draft, and what is known when it is checked.

Only notes on the record are ever read into a draft or shown beside it. The check sees the others, so that it
can catch a confidence; what it says of them names their place in the letter, never the note.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from weaktie.accounts.models import User
from weaktie.campaign.conversations.models import Conversation, Note
from weaktie.campaign.followups.models import FollowUp, Promise
from weaktie.campaign.followups.queries import due as owing
from weaktie.campaign.followups.queries.due import Due, Held
from weaktie.campaign.network.models import Identity, Person
from weaktie.campaign.network.queries.people import first_name
from weaktie.campaign.outreach.models import Message
from weaktie.campaign.outreach.queries import asks, checking
from weaktie.core import cadence, drafts
from weaktie.core.drafts import Draft, Said, Talk
from weaktie.core.refusal import Refused
from weaktie.core.wording import Context
from weaktie.core.wording import Note as Heard

CITED = (Note.Kind.INSIGHT, Note.Kind.QUOTE, Note.Kind.SURPRISE, Note.Kind.REQUIREMENT)
"""Kinds of notes that a letter can cite: pay, names and openings are not for a letter of thanks."""


class NothingOwed(Refused):
    """No conversation was held after which this could be written."""

    code = "nothing_owed"


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason to write after a long while: what it is, and how a letter would begin with it."""

    about: str
    words: str


@dataclass(frozen=True, slots=True)
class Writing:
    """A letter being written. `to` gets it; `about` was talked to, which for an introducer is another."""

    kind: str
    held: Held
    to: Person
    emails: tuple[str, ...]
    subject: str
    text: str
    way: str
    kept_at: datetime | None
    note: Note | None
    notes: tuple[Note, ...]
    reasons: tuple[Reason, ...]
    due: Due | None
    done: FollowUp | None

    @property
    def about(self) -> Person:
        """Who was talked to."""
        return self.held.person


def find(conversation: Conversation, *, by: User, now: datetime) -> Held:
    """Return a held conversation with what was done after it; refuse one that was not held."""
    for one in owing.held(by=by, now=now):
        if one.row.pk == conversation.pk:
            return one
    raise NothingOwed("You have not talked yet. Thanks come after the conversation.")


def latest(person: Person, *, by: User, now: datetime) -> Held:
    """Return the last conversation held with a person."""
    mine = [one for one in owing.held(by=by, now=now) if one.person == person]
    if not mine:
        raise NothingOwed(f"You have not talked with {person.name} yet. Thanks come after the conversation.")
    return mine[-1]


def writing(
    kind: str,
    held: Held,
    *,
    by: User,
    now: datetime,
    note: Note | None = None,
    reason: str = "",
    afresh: bool = False,
) -> Writing:
    """Return the letter of a kind: as it is kept, or drafted from facts (`afresh`: drafted in any case)."""
    to = recipient(kind, held)
    today = cadence.local_date(now, by.timezone())
    notes = citable(held.row)
    chosen = note if note in notes else next(iter(notes), None)
    kept = None if afresh else asks.draft(to, by=by, kind=message_kind(kind))
    draft = (
        Draft(kept.subject, kept.text) if kept else drafted(kind, held, chosen, reason, by=by, today=today)
    )
    waiting = [one for one in owing.owed(to, by=by, now=now) if one.conversation == held.row]
    return Writing(
        kind=kind,
        held=held,
        to=to,
        emails=emails(to),
        subject=draft.subject,
        text=draft.text,
        way=(kept.way if kept else "") or Message.Way.MAIL,
        kept_at=kept.kept_at if kept else None,
        note=chosen,
        notes=notes,
        reasons=tuple(reasons(held, by=by)) if kind == owing.TOUCH else (),
        due=next((one for one in waiting if one.kind == kind), None),
        done=held.done.get(kind),
    )


def recipient(kind: str, held: Held) -> Person:
    """Return who gets the letter; refuse word to an introducer where there is none."""
    if kind != FollowUp.Kind.INTRODUCER:
        return held.person
    if held.introducer is None:
        raise NothingOwed(f"Nobody introduced {held.person.name} to you.")
    return held.introducer


def message_kind(kind: str) -> str:
    """Return the kind of message that a follow-up of this kind is: they have the same words."""
    return str(Message.Kind(kind))


def drafted(kind: str, held: Held, note: Note | None, reason: str, *, by: User, today: date) -> Draft:
    """Draft the letter of a kind from facts."""
    said = Said(note.text, note.kind == Note.Kind.QUOTE) if note else None
    talk = talk_of(held, recipient(kind, held), by=by, today=today)
    if kind == FollowUp.Kind.THANKS:
        return drafts.thanks(talk, said)
    if kind == FollowUp.Kind.REPORT:
        return drafts.report(talk, said)
    if kind == FollowUp.Kind.TOUCH:
        return drafts.touch(talk, said, reason)
    return drafts.to_introducer(talk, held.person.name, said)


def talk_of(held: Held, to: Person, *, by: User, today: date) -> Talk:
    """Return who writes to whom about which day."""
    day = held.day(by)
    apart = (today - day).days
    said = ("today", "yesterday")[apart] if apart < 2 else f"on {day.day} {day:%B}"
    introducer = first_name(held.introducer.name) if held.introducer and to == held.person else ""
    return Talk(first_name(to.name), sender(by=by), said, introducer)


def sender(*, by: User) -> str:
    """Return the name under a letter, or a gap for it."""
    me = Person.objects.visible_to(by).filter(is_me=True).values_list("name", flat=True).first()
    return first_name(me) if me else drafts.gap("your name")


def citable(conversation: Conversation) -> tuple[Note, ...]:
    """Return the notes that a letter may cite: of a kind to cite, and never off the record."""
    notes = conversation.notes.on_record().filter(kind__in=CITED).exclude(text="")
    order = {kind: place for place, kind in enumerate(CITED)}
    return tuple(sorted(notes, key=lambda one: (order[Note.Kind(one.kind)], one.at_second or 0, one.pk)))


def emails(person: Person) -> tuple[str, ...]:
    """Return the addresses of somebody."""
    found = Identity.objects.filter(person=person, handle__kind="email").order_by("handle_id")
    return tuple(found.values_list("handle__value", flat=True))


def context(held: Held, *, to: Person, by: User, today: date) -> Context:
    """Return what is known when a letter after this conversation is checked; the check keeps confidences."""
    notes = held.row.notes.order_by("at_second", "pk").values_list("text", "off_record")
    heard = [Heard(text, off) for text, off in notes]
    return checking.context_for(to, by=by, today=today, notes=heard, remarks=_remarks(held, by))


def reasons(held: Held, *, by: User) -> list[Reason]:
    """Return reasons to write that the files know of: a new employer, a posting, something they said."""
    found = []
    person, target = held.person, held.row.target
    if person.changed_on and person.organisation and person.changed_on >= held.day(by):
        found.append(
            Reason(
                f"New in your files of {person.changed_on:%B %Y}: {person.organisation}",
                f"I saw that you are at {person.organisation} now.",
            )
        )
    if target is not None and target.posting and not target.dropped_at:
        found.append(
            Reason(
                f"You have a posting of {target.name}",
                f"{target.name} has posted a role, which brought back what you said.",
            )
        )
    return found


def promise_letter(promise: Promise, *, by: User, today: date) -> Draft:
    """Draft the note that comes with something promised."""
    person = promise.person.merged_into or promise.person
    made = promise.made_on
    apart = (today - made).days
    said = ("today", "yesterday")[apart] if 0 <= apart < 2 else f"on {made.day} {made:%B}"
    return drafts.promise_kept(Talk(first_name(person.name), sender(by=by), said), promise.text)


def gaps_left(text: str) -> Sequence[str]:
    """Return the gaps of a draft that nobody has filled."""
    return drafts.gaps(text)


def _remarks(held: Held, by: User) -> str:
    day = held.day(by)
    said = [f"You talked on {day.day} {day:%B %Y}."]
    if held.introducer:
        said.append(f"{held.introducer.name} introduced you.")
    return " ".join(said)
