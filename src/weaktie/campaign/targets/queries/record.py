"""What became of the seeker's own asks, by kind of tie: which were answered, which led to a conversation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from weaktie.accounts.models import User
from weaktie.campaign.targets.queries.candidates import AGAIN, ASKED, WITHDRAWN, asks_and_answers, successors
from weaktie.campaign.timeline.models import Event
from weaktie.core.cadence import WINDOW
from weaktie.core.evidence import Counts

AGREED_FOR = 60
"""[J] Days after a yes within which a time is found; later it counts as an ask that led to nothing."""

CALLED_OFF = "called off"


@dataclass(frozen=True, slots=True)
class Record:
    """By channel: (booked or held, closed) asks for a conversation, and (answered, closed) ones."""

    conversations: dict[str, Counts]
    replies: dict[str, Counts]


@dataclass(slots=True)
class _Ask:
    """One ask and what came of it."""

    channel: str
    on: date
    last_wrote: date
    answer: str = ""
    answered_on: date | None = None
    talks: dict[date, bool] = field(default_factory=dict)
    """Days on which a conversation was booked or held (True) or called off (False)."""

    @property
    def met(self) -> bool:
        """Whether a conversation is booked or was held."""
        return bool(self.talks) and self.talks[max(self.talks)]


def own_record(*, by: User, as_of: date) -> Record:
    """Return what came of the asks by that day: a yes is an answer, and no conversation until it is booked.

    An ask without an answer counts when its window is over, a yes without a booking after two months.
    """
    conversations: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    replies: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for ask in _asks(by=by, as_of=as_of):
        silent = not ask.answer and (as_of - ask.last_wrote).days > WINDOW
        waits = ask.answered_on is not None and (as_of - ask.answered_on).days <= AGREED_FOR
        replies[ask.channel][0] += ask.answer not in ("", "none")
        replies[ask.channel][1] += bool(ask.answer) or silent
        conversations[ask.channel][0] += ask.met
        conversations[ask.channel][1] += (
            ask.met or silent or bool(ask.answer) and not (ask.answer == "yes" and waits)
        )
    return Record(_counts(conversations), _counts(replies))


def _counts(found: dict[str, list[int]]) -> dict[str, Counts]:
    return {channel: (yes, closed) for channel, (yes, closed) in found.items()}


def _asks(*, by: User, as_of: date) -> Iterator[_Ask]:
    """Yield every ask that has a channel and was not taken back, with what is known of it by that day."""
    open_asks: dict[int, _Ask] = {}
    talks = _talks(by=by, as_of=as_of)
    for person, on, what, channel in asks_and_answers(by=by, as_of=as_of):
        ask = open_asks.get(person)
        if what == ASKED:
            if ask is not None:
                yield _with_talks(ask, talks.get(person, {}), until=on)
            if channel:
                open_asks[person] = _Ask(channel, on, on)
            else:
                open_asks.pop(person, None)
        elif what == WITHDRAWN:
            open_asks.pop(person, None)
        elif ask is not None and what == AGAIN:
            ask.last_wrote = on
        elif ask is not None:
            ask.answer, ask.answered_on = what, on
    for person, ask in open_asks.items():
        yield _with_talks(ask, talks.get(person, {}), until=None)


def _with_talks(ask: _Ask, talks: dict[date, bool], *, until: date | None) -> _Ask:
    ask.talks = {on: met for on, met in talks.items() if on >= ask.on and (until is None or on < until)}
    return ask


def _talks(*, by: User, as_of: date) -> dict[int, dict[date, bool]]:
    """Return for each person the days on which a conversation was booked or held, or called off."""
    told = Event.objects.visible_to(by).of_kind(Event.Kind.BOOKED, Event.Kind.TALKED).exclude(person=None)
    found: dict[int, dict[date, bool]] = defaultdict(dict)
    now_is = successors(by=by)
    for person, at, word in told.order_by("at", "pk").values_list("person_id", "at", "word"):
        on = at.astimezone(by.timezone()).date()
        if on <= as_of and person is not None:
            found[now_is.get(person, person)][on] = word != CALLED_OFF
    return found
