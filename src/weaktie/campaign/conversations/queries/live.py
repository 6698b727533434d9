"""The page of the thirty minutes: the clock, the notes, the questions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from weaktie.accounts.models import User
from weaktie.campaign.conversations.models import Conversation, Note, Opening, Question
from weaktie.campaign.network.models import Person
from weaktie.campaign.network.queries.people import first_name, successor
from weaktie.campaign.outreach.queries.asks import everybody
from weaktie.core.agenda import Phase, phases
from weaktie.core.minutes import MOST
from weaktie.core.refusal import Refused

CLOSING = "Who else should I speak with?"
"""The closing question, where the agenda does not put it in words of its own."""


class NoConversation(Refused):
    """No conversation with this person."""

    code = "no_conversation"


@dataclass(frozen=True, slots=True)
class LiveNote:
    """A note as the page lists it; an opening heard with its employer and role."""

    note: Note
    employer: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class LivePage:
    """All that the page shows, at one moment."""

    conversation: Conversation
    person: Person
    phases: tuple[Phase, ...]
    notes: tuple[LiveNote, ...]
    questions: tuple[Question, ...]
    closing: str
    stops_after: int
    """Minutes after which the page stops by itself."""
    seconds: int
    """Seconds into the conversation, at most until it stopped."""
    now: datetime

    @property
    def first_name(self) -> str:
        """The name to say in a sentence."""
        return first_name(self.person.name)

    @property
    def is_running(self) -> bool:
        """Whether the clock runs."""
        talk = self.conversation
        return talk.started_at is not None and talk.ended_at is None

    @property
    def agreed(self) -> int:
        """The minute of the agreed end: what was agreed, and what the contact gave."""
        clock = self.conversation.clock()
        if clock is None:
            return self.conversation.length
        return round((clock.end - clock.started).total_seconds() / 60)


def live_page(conversation: Conversation, *, by: User, now: datetime) -> LivePage:
    """Return the page of one conversation."""
    questions = list(conversation.questions.order_by("position", "pk"))
    closing = next((q.text for q in questions if q.phase == Question.Phase.CLOSING), CLOSING)
    clock = conversation.clock()
    seconds = 0
    if clock is not None:
        until = min(conversation.ended_at or now, clock.stop)
        seconds = max(0, int((until - clock.started).total_seconds()))
    return LivePage(
        conversation=conversation,
        person=successor(conversation.person_id, by=by) or conversation.person,
        phases=phases(conversation.length),
        notes=notes_of(conversation),
        questions=tuple(q for q in questions if q.phase != Question.Phase.CLOSING),
        closing=closing,
        stops_after=round((clock.stop - clock.started).total_seconds() / 60) if clock else MOST,
        seconds=seconds,
        now=now,
    )


def notes_of(conversation: Conversation) -> tuple[LiveNote, ...]:
    """Return the notes of a conversation, the newest first."""
    heard = {one.note_id: one for one in Opening.objects.filter(note__conversation=conversation)}
    rows = conversation.notes.order_by("-at_second", "-pk")
    ordered = sorted(
        rows, key=lambda note: (note.at_second is None, note.at_second or 0, note.pk), reverse=True
    )
    return tuple(
        LiveNote(note, heard[note.pk].employer, heard[note.pk].role) if note.pk in heard else LiveNote(note)
        for note in ordered
    )


def standing(uids: Collection[str], *, by: User) -> dict[str, int]:
    """Return which of these conversations are still here, and their ids; pages drop the others."""
    found = Conversation.objects.visible_to(by).filter(uid__in=uids).order_by("pk")
    return dict(found.values_list("uid", "pk"))


def latest_with(person: Person, *, by: User) -> Conversation:
    """Return the conversation that a note on somebody belongs to: the one running, else the last held."""
    theirs = Conversation.objects.visible_to(by).standing().filter(person__in=everybody(person))
    begun = theirs.filter(started_at__isnull=False).order_by("-started_at", "-pk")
    found = begun.first() or theirs.order_by("-begun_at", "-pk").first()
    if found is None:
        raise NoConversation(
            f"There is no conversation with {person.name} yet; begin one: weaktie note {person.pk} --begin …"
        )
    return found


def every_note(*, by: User, person: Person | None = None, kind: str = "") -> list[Note]:
    """Return notes of all conversations, the newest first; perhaps of one person or kind."""
    rows = Note.objects.visible_to(by).select_related("conversation__person__merged_into")
    if person is not None:
        of_them = Q(conversation__person=person) | Q(conversation__person__merged_into=person)
        rows = rows.filter(of_them)
    if kind:
        rows = rows.filter(kind=kind)
    return list(rows.order_by("-written_at", "-pk"))
