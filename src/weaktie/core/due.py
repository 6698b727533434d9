"""What is due now, in the order that matters.

A matter is what the tables tell; a thing is the same with its place on the page, its words and its minutes.
What is owed by when comes from `cadence` and `cadence_after`; here it is only put in order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

SOON = timedelta(hours=1)
"""A conversation that begins within the hour stands under Now."""

AHEAD = 6
"""[J] So many days before its last day something stands under This week; earlier it is on no page."""


class What(StrEnum):
    """What is due, in the order that matters among things of one section."""

    RUNNING = "running"
    WITHDRAW = "withdraw"
    OFFER = "offer"
    AGREED = "agreed"
    NAMED = "named"
    TALK = "talk"
    MISSED = "missed"
    DEBRIEF = "debrief"
    THANKS = "thanks"
    PROMISE = "promise"
    REPORT = "report"
    LETTER = "letter"
    INTRODUCER = "introducer"
    MEMORY = "memory"
    FOLLOW_UP = "follow_up"
    CLOSE = "close"
    ASK = "ask"
    TOUCH = "touch"


KINDS = {
    What.RUNNING: "conversation",
    What.WITHDRAW: "ask",
    What.OFFER: "reply",
    What.AGREED: "reply",
    What.NAMED: "reply",
    What.TALK: "conversation",
    What.MISSED: "conversation",
    What.DEBRIEF: "conversation",
    What.THANKS: "thanks",
    What.PROMISE: "promise",
    What.REPORT: "report",
    What.LETTER: "report",
    What.INTRODUCER: "introducer",
    What.MEMORY: "memory",
    What.FOLLOW_UP: "ask",
    What.CLOSE: "ask",
    What.ASK: "ask",
    What.TOUCH: "touch",
}
"""The words of `weaktie today --json`."""

MINUTES = {
    What.RUNNING: 0,
    What.WITHDRAW: 2,
    What.OFFER: 5,
    What.AGREED: 5,
    What.NAMED: 5,
    What.TALK: 10,
    What.MISSED: 2,
    What.DEBRIEF: 5,
    What.THANKS: 10,
    What.PROMISE: 10,
    What.REPORT: 10,
    What.LETTER: 10,
    What.INTRODUCER: 5,
    What.MEMORY: 5,
    What.FOLLOW_UP: 5,
    What.CLOSE: 1,
    What.ASK: 15,
    What.TOUCH: 5,
}
"""[J] How long each takes. A conversation takes its own length besides; the debrief is five (issue: 4)."""

STAYS = frozenset((What.RUNNING, What.TALK))
"""What cannot be put off: somebody else waits."""


WEEKS_ASKS = "ask:week"
"""The key by which everybody to ask this week is put off at once."""


class Section(StrEnum):
    """Where on the page something stands."""

    NOW = "now"
    TODAY = "today"
    WEEK = "week"


_NOW = frozenset((What.RUNNING, What.WITHDRAW, What.OFFER, What.AGREED, What.NAMED))
_TODAY = frozenset((What.MISSED, What.DEBRIEF, What.THANKS))
_WEEK = frozenset((What.LETTER, What.MEMORY, What.FOLLOW_UP, What.CLOSE, What.ASK, What.TOUCH))


_LIGHT = frozenset((What.ASK, What.TOUCH))
"""What nobody needs with whom something else is due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Something that may be due. Days and moments are the seeker's own.

    `row` names what it is about, `called` is how `name` is said in a sentence. `quote` holds words on the
    record only: theirs, or the seeker's note where `is_exact` is false.
    """

    what: What
    row: str
    since: date
    person: int | None = None
    name: str = ""
    called: str = ""
    by_day: date | None = None
    at: datetime | None = None
    length: int = 0
    way: str = ""
    quote: str = ""
    is_exact: bool = True
    text: str = ""
    other: str = ""
    place: str = ""
    on: date | None = None
    count: int = 0

    @property
    def key(self) -> str:
        """What it is put off by."""
        return f"{self.what}:{self.row}"

    @property
    def about(self) -> int | None:
        """Whom it is about: for an ask, who would be talked to."""
        return int(self.row) if self.what is What.ASK and self.row.isdecimal() else self.person

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return MINUTES[self.what] + (self.length if self.what in (What.TALK, What.RUNNING) else 0)


@dataclass(frozen=True, slots=True)
class Placed:
    """A matter and the section it stands in."""

    matter: Matter
    section: Section


def arranged(
    matters: Iterable[Matter], now: datetime, put_off: Mapping[str, date] | None = None
) -> tuple[Placed, ...]:
    """Return what is due at this moment of the seeker's clock, the most pressing first."""
    matters = list(matters)
    hidden = {key for key, until in (put_off or {}).items() if until > now.date()}
    busy = {matter.person for matter in matters if matter.what not in _LIGHT}
    found = (
        Placed(matter, section)
        for matter in matters
        if not _is_hidden(matter, hidden)
        and not (matter.what in _LIGHT and matter.about in busy)
        and (section := section_of(matter, now))
    )
    return tuple(sorted(found, key=_order))


def section_of(matter: Matter, now: datetime) -> Section | None:
    """Return where something stands, or None while it is not due yet."""
    if matter.what in _NOW:
        return Section.NOW
    if matter.what is What.TALK:
        return _of_a_talk(matter, now)
    if matter.what in _TODAY:
        return Section.TODAY
    if matter.what in _WEEK or matter.by_day is None:
        return Section.WEEK
    if matter.by_day <= now.date():
        return Section.TODAY
    return Section.WEEK if matter.by_day <= now.date() + timedelta(days=AHEAD) else None


def later(today: date) -> tuple[date, date]:
    """Return the two days to which something can be put off: tomorrow, and next Monday."""
    return today + timedelta(days=1), today + timedelta(days=7 - today.weekday())


def minutes(placed: Iterable[Placed]) -> int:
    """Return how long all of it takes."""
    return sum(one.matter.minutes for one in placed)


def _is_hidden(matter: Matter, hidden: Collection[str]) -> bool:
    if matter.what in STAYS:
        return False
    return matter.key in hidden or (matter.what is What.ASK and WEEKS_ASKS in hidden)


def _of_a_talk(matter: Matter, now: datetime) -> Section | None:
    if matter.at is None:
        return None
    if matter.at - now <= SOON:
        return Section.NOW
    return Section.TODAY if matter.at.date() == now.date() else None


_SECTIONS = tuple(Section)
_WHATS = tuple(What)


def _order(placed: Placed) -> tuple[int, int, date, str, str]:
    matter = placed.matter
    hour = matter.at.isoformat() if matter.at else ""
    last = matter.by_day or matter.since
    return _SECTIONS.index(placed.section), _WHATS.index(matter.what), last, hour, matter.key
