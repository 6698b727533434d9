"""What is ahead, what was held, and with whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from weaktie.accounts.models import User
from weaktie.campaign.conversations.models import Conversation, ConversationQuerySet, Note
from weaktie.campaign.network.models import Person
from weaktie.campaign.network.queries.people import first_name
from weaktie.campaign.outreach.models import Ask
from weaktie.campaign.outreach.queries.asks import everybody
from weaktie.core import times
from weaktie.core.refusal import Refused

MOST_HELD = 100


class NoConversation(Refused):
    """Nothing was arranged with this person."""

    code = "no_conversation"


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation with the person as they are now."""

    conversation: Conversation
    person: Person
    between: times.Between

    @property
    def first_name(self) -> str:
        """The name to say in a sentence."""
        return first_name(self.person.name)

    @property
    def starts(self) -> datetime | None:
        """When it begins, on the seeker's clock."""
        at = self.conversation.starts_at
        return at.astimezone(self.between.mine) if at else None

    @property
    def ends(self) -> datetime | None:
        """When it ends as agreed, on the seeker's clock."""
        at = self.conversation.starts_at
        if at is None:
            return None
        return (at + timedelta(minutes=self.conversation.length)).astimezone(self.between.mine)

    @property
    def theirs(self) -> str:
        """When it begins on their clock: "11:00 in Warsaw"; "" where both clocks show the same."""
        at = self.conversation.starts_at
        if at is None or times.same_clock(at, self.between):
            return ""
        here, there = at.astimezone(self.between.mine), at.astimezone(self.between.theirs)
        day = "" if here.date() == there.date() else f"{there:%A} "
        return f"{day}{there:%H:%M} in {times.city(self.between.theirs)}"

    @property
    def happened(self) -> datetime:
        """The moment it stands under in the list: when it began, is to begin, or was begun to arrange."""
        one = self.conversation
        return (one.started_at or one.starts_at or one.begun_at).astimezone(self.between.mine)

    @property
    def offered(self) -> tuple[datetime, ...]:
        """The times offered, on the seeker's clock."""
        return tuple(datetime.fromisoformat(one).astimezone(self.between.mine) for one in self._offered)

    @property
    def _offered(self) -> list[str]:
        kept: list[str] = self.conversation.offered
        return kept

    @property
    def is_over(self) -> bool:
        """Whether it was held to its end."""
        return self.conversation.ended_at is not None


@dataclass(frozen=True, slots=True)
class Ready:
    """Somebody who said yes and with whom no conversation is arranged yet."""

    person: Person
    ask: Ask


@dataclass(frozen=True, slots=True)
class ConversationsPage:
    """What is ahead, the next first; what was held, the newest first; and who said yes."""

    ahead: tuple[Talk, ...]
    held: tuple[Talk, ...]
    ready: tuple[Ready, ...]


def conversations_page(*, by: User) -> ConversationsPage:
    """Return what is ahead, what was held, and who waits for times."""
    mine = _mine(by)
    ahead = [talk(one, by=by) for one in mine.ahead()]
    held = [talk(one, by=by) for one in mine.held().order_by("-started_at", "-pk")[:MOST_HELD]]
    # Those with a time first, in their order; then those that still look for one.
    ahead.sort(key=lambda one: (one.starts is None, one.happened, one.conversation.pk))
    return ConversationsPage(tuple(ahead), tuple(held), _ready(by))


def of_person(person: Person, *, by: User) -> tuple[Talk, ...]:
    """Return the conversations with one person: the one ahead first, then those held, the newest first."""
    mine = _mine(by).standing().filter(person__in=everybody(person))
    found = [talk(one, by=by) for one in mine]
    found.sort(key=lambda one: one.happened, reverse=True)
    return tuple(sorted(found, key=lambda one: one.is_over))


def ahead_with(person: Person, *, by: User) -> Conversation:
    """Return the conversation that is ahead with somebody; refuse if there is none."""
    found = _mine(by).ahead().filter(person__in=everybody(person)).order_by("pk").first()
    if found is None:
        raise NoConversation(f"Nothing is arranged with {person.name}; book it: weaktie book {person.pk}.")
    return found


def latest_with(person: Person, *, by: User) -> Conversation:
    """Return the conversation ahead with somebody, else the last one held; refuse if there is neither."""
    found = of_person(person, by=by)
    if not found:
        raise NoConversation(f"Nothing is arranged with {person.name}; book it: weaktie book {person.pk}.")
    return found[0].conversation


def notes_of(conversation: Conversation) -> tuple[Note, ...]:
    """Return what was noted in a conversation, off the record too: for its own page alone."""
    return tuple(conversation.notes.order_by("written_at", "pk"))


def talk(conversation: Conversation, *, by: User) -> Talk:
    """Return a conversation with whoever it is with, after every merge, and both clocks."""
    mine = by.timezone()
    zone = conversation.their_zone
    return Talk(conversation, whose(conversation), times.Between(mine, ZoneInfo(zone) if zone else mine))


def whose(conversation: Conversation) -> Person:
    """Return the person a conversation is with, as they are now."""
    person = conversation.person
    while person.merged_into is not None:
        person = person.merged_into
    return person


def _mine(by: User) -> ConversationQuerySet:
    return Conversation.objects.visible_to(by).select_related("person__merged_into", "target")


def _ready(by: User) -> tuple[Ready, ...]:
    """Return who said yes to an ask that led to no conversation that stands."""
    asked = Ask.objects.visible_to(by).filter(answer=Ask.Answer.YES).select_related("person__merged_into")
    taken = Conversation.objects.visible_to(by).standing()
    kept = set(taken.exclude(ask=None).values_list("ask_id", flat=True))
    busy = set(taken.filter(ended_at=None).values_list("person_id", flat=True))
    waiting = asked.exclude(pk__in=kept).exclude(person__in=busy).order_by("-answered_on", "-pk")
    found: dict[int, Ready] = {}
    for ask in waiting:
        person = ask.person
        while person.merged_into is not None:
            person = person.merged_into
        found.setdefault(person.pk, Ready(person, ask))
    return tuple(found.values())
