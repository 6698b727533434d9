"""The meetings of a calendar: who met whom, and when.

A meeting is an encounter of its organiser with those who were invited and have not declined; optional
guests count as copied. Rooms, groups, cancelled events and what lies ahead are left out; titles,
descriptions and places are never read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import BinaryIO

from weaktie.core.readers import Hints, Source
from weaktie.core.readers.calendar_events import Book, Event, gathered
from weaktie.core.readers.calendar_series import YEARS_BACK, Allowance, Dated, Window, dated
from weaktie.core.readers.calendar_zones import Moment, Zones, as_text
from weaktie.core.readers.text import stable_key
from weaktie.core.rows import OWNER, Encounter, Encounters, Kind, Owner, Party, Row, Skip, Tally

_RUN = 1_000
"""How many encounters go into one row."""


def read(source: Source, stream: BinaryIO, hints: Hints) -> Iterator[Row]:
    """Yield the owners a calendar names, its past meetings in runs, what was left out, and a Tally.

    Raises Problem beyond 200 MB, 500,000 events, 200,000 meetings or 200,000 people. Repeated meetings
    are followed for ten years back; bounds are those of `calendar_series`.
    """
    book = gathered(stream)
    zones = Zones(hints.zone, book.zones)
    today = datetime.combine(hints.today, time.min, zones.default)
    # The 29th of February has no namesake ten years ago.
    window = Window(today.replace(year=today.year - YEARS_BACK, day=min(today.day, 28)), today)
    for email, name in book.owners.items():
        yield Owner("calendar", name=name, emails=(email,))
    meetings = _Meetings(book, zones, window)
    for event_or_skip in _dates(book, zones, window):
        if isinstance(event_or_skip, Skip):
            yield event_or_skip
        else:
            skip = meetings.take(*event_or_skip)
            if skip:
                yield skip
        if len(meetings.rows) >= _RUN:
            yield meetings.run()
    if meetings.rows:
        yield meetings.run()
    yield Tally(book.read, _note(book, zones, meetings.left_out))


def _dates(book: Book, zones: Zones, window: Window) -> Iterator[Dated | Skip]:
    """Yield every date of every event; events of one UID belong together."""
    allowance = Allowance()
    series: dict[str, list[Event]] = defaultdict(list)
    for event in book.events:
        series[event.uid or f"\n{event.number}"].append(event)
    for events in series.values():
        if len(events) == 1 and not events[0].repeats:
            yield Dated(events[0], zones.moment(events[0].start))
        else:
            yield from dated(events, zones, window, allowance)


@dataclass(slots=True)
class _Meetings:
    """Encounters on their way out, and the people who have been named so far."""

    book: Book
    zones: Zones
    window: Window
    rows: list[Encounter] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    _new: list[Party] = field(default_factory=list)
    _indices: dict[int, int] = field(default_factory=dict)
    _seen: set[int] = field(default_factory=set)

    def take(self, event: Event, moment: Moment | None) -> Skip | None:
        """Add a date of an event as an encounter, count it as left out, or say why it cannot be used."""
        reason = self._reason(event)
        if reason:
            self.left_out[reason] += 1
            return None
        if moment is None:
            return Skip(event.where, "This meeting has no date that can be read.")
        try:
            at = self.zones.instant(moment)
            text = as_text(moment)
        except Exception:  # a zone that the file defines may raise whatever dateutil does
            at, text = -1, ""
        if at < 0:
            return Skip(event.where, f"This meeting is dated {moment.year}, which cannot be right.")
        if at >= self.window.end.timestamp():
            self.left_out["ahead"] += 1
            return None
        key = self._key(event, text)
        if key not in self._seen:
            self._seen.add(key)
            self.rows.append(self._encounter(event, key, at))
        return None

    def run(self) -> Encounters:
        """Hand out the encounters held, with the people who are new in them."""
        run = Encounters(tuple(self._new), tuple(self.rows))
        self._new.clear()
        self.rows.clear()
        return run

    def _reason(self, event: Event) -> str:
        if event.is_cancelled or any(map(self._is_owner, event.absent)):
            return "off"
        others = (*event.invited, *event.copied)
        if not event.has_company or (event.organiser is None and all(map(self._is_owner, others))):
            return "alone"
        return ""

    def _is_owner(self, person: int) -> bool:
        return self.book.people[person].email in self.book.owners

    def _key(self, event: Event, text: str) -> int:
        """Name the meeting by UID and start, as every export of it does; without a UID by who was there."""
        if event.uid:
            return stable_key("uid", event.uid, text)
        people = (self.book.people[index] for index in (*event.invited, *event.copied))
        return stable_key("meeting", text, *sorted(person.email or person.name for person in people))

    def _encounter(self, event: Event, key: int, at: int) -> Encounter:
        author = OWNER if event.organiser is None else self._index(event.organiser)
        others = dict.fromkeys(self._index(one) for one in event.invited if one != event.organiser)
        copied = dict.fromkeys(self._index(one) for one in event.copied if one != event.organiser)
        copied = {one: None for one in copied if one not in others}
        return Encounter(key, at, Kind.MEETING, author, tuple(others), tuple(copied))

    def _index(self, person: int) -> int:
        """Return the index of a person among those handed out, adding them if they are new."""
        if person not in self._indices:
            self._indices[person] = len(self._indices)
            self._new.append(self.book.people[person])
        return self._indices[person]


def _note(book: Book, zones: Zones, left_out: Counter[str]) -> str:
    """Say in one line what was counted and not taken."""
    counted = (
        (left_out["ahead"], "lies ahead", "lie ahead"),
        (left_out["off"], "was cancelled or declined", "were cancelled or declined"),
        (book.alone + left_out["alone"], "was without company", "were without company"),
    )
    said = [f"{count:,} {one if count == 1 else many}" for count, one, many in counted if count]
    if zones.unknown:
        said.append(f"{len(zones.unknown):,} time zone(s) nobody knows were read as yours")
    return f"{', '.join(said)}." if said else ""
