"""What was promised, on both sides, and what the notes of a conversation promise."""

from __future__ import annotations

from dataclasses import dataclass

from weaktie.accounts.models import User
from weaktie.campaign.conversations.models import Conversation, Note
from weaktie.campaign.followups.models import Promise
from weaktie.campaign.network.models import Person
from weaktie.core.refusal import Refused

WHOSE = {Note.Kind.MINE: Promise.Whose.MINE, Note.Kind.THEIRS: Promise.Whose.THEIRS}
SHOWN_KEPT = 20
"""So many promises that are done with stay in sight."""


class NoSuchPromise(Refused):
    """No promise with this number is made to or by this person."""

    code = "no_such_promise"


@dataclass(frozen=True, slots=True)
class Promises:
    """What was promised: by the seeker, to the seeker, and what is done with, the latest first."""

    mine: tuple[Promise, ...]
    theirs: tuple[Promise, ...]
    done: tuple[Promise, ...]


def promises(*, by: User, person: Person | None = None) -> Promises:
    """Return the promises of everybody, or to and of one person."""
    rows = Promise.objects.visible_to(by).select_related("person__merged_into", "conversation", "note")
    if person is not None:
        rows = rows.filter(person__in=[person.pk, *person.merged.values_list("pk", flat=True)])
    standing = list(rows.standing().in_order())
    done = rows.done_with().order_by("-kept_on", "-released_on", "-pk")
    return Promises(
        mine=tuple(one for one in standing if one.whose == Promise.Whose.MINE),
        theirs=tuple(one for one in standing if one.whose == Promise.Whose.THEIRS),
        done=tuple(done[:SHOWN_KEPT]),
    )


def promise_of(number: int, *, by: User, person: Person) -> Promise:
    """Return the promise with this number, to or by one person."""
    everybody = [person.pk, *person.merged.values_list("pk", flat=True)]
    found = Promise.objects.visible_to(by).filter(pk=number, person__in=everybody).first()
    if found is None:
        raise NoSuchPromise(
            f"There is no promise {number} with {person.name}; see: weaktie promise {person.pk}."
        )
    return found


def promised_in(conversation: Conversation) -> list[Note]:
    """Return the notes of a conversation that promise something and are no promise yet, in their order."""
    notes = conversation.notes.filter(kind__in=WHOSE, promise=None)
    return list(notes.order_by("at_second", "pk"))


def noted(*, by: User) -> list[Note]:
    """Return all notes of held conversations that promise something and are no promise yet."""
    notes = Note.objects.visible_to(by).filter(kind__in=WHOSE, promise=None)
    notes = notes.filter(conversation__cancelled_at=None).exclude(conversation__ended_at=None)
    return list(
        notes.select_related("conversation__person__merged_into").order_by("-conversation__ended_at", "pk")
    )
