"""The dates of an event that repeats, up to now and within bounds.

The rules are expanded by recurring-ical-events, in clock times of the event's own zone. Before that each
rule is looked at, because one that never comes true (the 30th of February) or comes every second keeps
the library busy for seconds or for ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from typing import NamedTuple

from icalendar import Calendar
from icalendar import Event as Component
from icalendar.prop import vDDDTypes, vRecur
from recurring_ical_events import CalendarQuery

from weaktie.core.readers.calendar_events import Event
from weaktie.core.readers.calendar_zones import Moment, Written, Zones, as_text
from weaktie.core.rows import Skip

YEARS_BACK = 10
MOST_DATES_OF_SERIES = 500
MOST_DATES_OF_FILE = 50_000

# Steps of the expansion, of about 1.5 microseconds each; a weekly meeting of ten years takes 520.
_MOST_STEPS = 1_000_000
_STEPS_OF_SERIES = 150
_STEPS_OF_CHANGE = 60
_STEPS_OF_DATE = 6
_YEARLY_WEIGHT = 15
_STEP_DAYS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 30, "YEARLY": 365}
_FIRST_YEAR = 1970
_NUMBER = re.compile(r"[1-9]\d{0,4}", re.ASCII)

_ALWAYS = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYHOUR", "BYMINUTE", "BYSECOND"})
_ALLOWED = {
    "DAILY": _ALWAYS | {"BYDAY", "BYMONTH"},
    "WEEKLY": _ALWAYS | {"BYDAY", "BYMONTH"},
    "MONTHLY": _ALWAYS | {"BYDAY", "BYMONTHDAY", "BYSETPOS", "BYMONTH"},
    "YEARLY": _ALWAYS | {"BYDAY", "BYMONTHDAY", "BYSETPOS", "BYMONTH"},
}
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_WITHIN_A_DAY = "This meeting repeats within the day; only its first date was taken."
_NOT_FOLLOWED = "This meeting repeats in a way that weaktie does not follow; only its first date was taken."
_TOO_MANY = "This file holds too many repeated meetings; of this one only the first date was taken."
_CUT = "This meeting repeats more often than is counted; only its latest dates were taken."


class Dated(NamedTuple):
    """One date of an event. `moment` is None when the file does not say it in a way that can be read."""

    event: Event
    moment: Moment | None


@dataclass(slots=True)
class Allowance:
    """What is left of the bounds of one file."""

    dates: int = MOST_DATES_OF_FILE
    steps: int = _MOST_STEPS


@dataclass(frozen=True, slots=True)
class Window:
    """Dates count from `start` up to, not including, `end` (both aware)."""

    start: datetime
    end: datetime


class _NotFollowed(Exception):
    """The series is not expanded; the text says why."""


def dated(events: list[Event], zones: Zones, window: Window, allowance: Allowance) -> Iterator[Dated | Skip]:
    """Yield every date of the events of one UID: single ones, a series with its changed dates.

    Of several versions of an event the newest counts. A changed date without its series stands alone.
    """
    # Notes writes a whole series as one changed date with more dates.
    is_alone = len(events) == 1
    masters = [event for event in events if not event.instance.value or (is_alone and event.repeats)]
    changes = [event for event in events if event.instance.value and not (is_alone and event.repeats)]
    newest = max((event.sequence for event in masters), default=0)
    masters = [event for event in masters if event.sequence == newest]
    is_followed = bool(masters)
    for event in masters:
        start = zones.moment(event.start)
        if start is None or not (event.repeats or (changes and event is masters[0])):
            is_followed = is_followed and start is not None
            yield Dated(event, start)
            continue
        try:
            yield from _expanded(event, start, changes, zones, window, allowance)
        except _NotFollowed as reason:
            is_followed = False
            yield Skip(event.where, str(reason))
            yield Dated(event, start)
    if not is_followed:
        latest = {change.instance: change for change in sorted(changes, key=lambda change: change.sequence)}
        yield from (Dated(change, zones.moment(change.start)) for change in latest.values())


def _expanded(
    series: Event, start: Moment, changes: list[Event], zones: Zones, window: Window, allowance: Allowance
) -> list[Dated | Skip]:
    """Return the dates of a series; raise _NotFollowed when they cannot be told."""
    try:
        if zones.aware(start) >= window.end and not changes:
            return [Dated(series, start)]
        rules = [_vetted(rule, start, zones) for rule in series.rules]
        _spend(allowance, series, rules, len(changes), start, window)
        replaced = _by_instance(changes, start, zones)
        found = _occurrences(series, start, replaced, rules, zones, window)
    except _NotFollowed:
        raise
    except Exception as broken:  # the libraries below raise eight kinds and more on odd rules
        raise _NotFollowed(_NOT_FOLLOWED) from broken

    kept = found[-min(MOST_DATES_OF_SERIES, allowance.dates) :]
    allowance.dates -= len(kept)
    dates: list[Dated | Skip] = [Dated(event, _with_zone(moment, start)) for _, event, moment in kept]
    return [*dates, Skip(series.where, _CUT)] if len(kept) < len(found) else dates


def _by_instance(changes: list[Event], start: Moment, zones: Zones) -> dict[Moment, Event]:
    """Return the latest change of each date of a series."""
    found: dict[Moment, Event] = {}
    for change in sorted(changes, key=lambda change: change.sequence):
        instance = zones.moment(change.instance)
        if instance is not None:
            found[_local(instance, start, zones)] = change
    return found


def _occurrences(
    series: Event,
    start: Moment,
    changes: Mapping[Moment, Event],
    rules: list[str],
    zones: Zones,
    window: Window,
) -> list[tuple[datetime, Event, Moment]]:
    """Let the library expand a series; return for each date its place in time, event and clock time.

    In order of time; of a series that ended before the window only the last date.
    """
    calendar = Calendar()
    calendar.add_component(_master(series, start, rules, zones))
    for instance, change in changes.items():
        calendar.add_component(_change(change, instance, start, zones))

    zone = _zone(start) or zones.default
    begin, end = (edge.astimezone(zone).replace(tzinfo=None) for edge in (window.start, window.end))
    events = {_as_datetime(instance): change for instance, change in changes.items()}

    def between(first: datetime, last: datetime) -> list[tuple[datetime, Event, Moment]]:
        dates: list[tuple[datetime, Event, Moment]] = []
        for expansion in CalendarQuery(calendar).series:
            for occurrence in expansion.between(first, last):
                replaced = occurrence.recurrence_ids
                event = events[replaced[0]] if replaced else series
                dates.append((_as_datetime(occurrence.start), event, occurrence.start))
        return sorted(dates, key=lambda one: one[0])

    # Of what ended long ago the last date is the one that matters: it is when they last met.
    return between(begin, end) or between(min(begin, _as_datetime(_local(start, start, zones))), begin)[-1:]


def _master(series: Event, start: Moment, rules: list[str], zones: Zones) -> Component:
    component = Component()
    component.add("UID", "series")
    component.add("DTSTART", _local(start, start, zones))
    for rule in rules:
        component.add("RRULE", vRecur.from_ical(rule))
    for name, listed in (("RDATE", series.dates), ("EXDATE", series.exceptions)):
        moments = (
            zones.moment(Written(value, dates.zone)) for dates in listed for value in dates.value.split(",")
        )
        local = [_local(moment, start, zones) for moment in moments if moment is not None]
        if local:
            component.add(name, local)
    return component


def _change(change: Event, instance: Moment, start: Moment, zones: Zones) -> Component:
    moment = zones.moment(change.start)
    component = Component()
    component.add("UID", "series")
    component.add("DTSTART", instance if moment is None else _local(moment, start, zones))
    replaced = vDDDTypes(instance)
    if change.is_onwards:
        replaced.params["RANGE"] = "THISANDFUTURE"
    component.add("RECURRENCE-ID", replaced)
    return component


def _spend(
    allowance: Allowance, series: Event, rules: list[str], changes: int, start: Moment, window: Window
) -> None:
    """Take what a series costs from the allowance, or refuse."""
    steps = _STEPS_OF_SERIES + _STEPS_OF_CHANGE * changes
    steps += sum(
        _STEPS_OF_DATE * (1 + dates.value.count(",")) for dates in (*series.dates, *series.exceptions)
    )
    steps += sum(_steps(_parts(rule), _as_datetime(start).date(), window.end.date()) for rule in rules)
    if steps > allowance.steps or allowance.dates <= 0:
        raise _NotFollowed(_TOO_MANY)
    allowance.steps -= steps


def _steps(parts: Mapping[str, str], start: date, end: date) -> int:
    """Return how many steps a vetted rule takes from its start to the end of the window."""
    until = date.fromisoformat(parts["UNTIL"][:8]) if "UNTIL" in parts else end
    days = max(0, (min(until, end) - start).days)
    periods = days // (_STEP_DAYS[parts["FREQ"]] * int(parts.get("INTERVAL", "1")))
    weight = _YEARLY_WEIGHT if parts["FREQ"] == "YEARLY" else 1
    return weight * min(periods, int(parts.get("COUNT", periods)))


def _vetted(rule: str, start: Moment, zones: Zones) -> str:
    """Return a rule that ends in clock times of its series; raise _NotFollowed for what is not expanded."""
    parts = _parts(rule)
    frequency = parts.get("FREQ", "")
    if frequency in ("SECONDLY", "MINUTELY", "HOURLY"):
        raise _NotFollowed(_WITHIN_A_DAY)
    if any("," in parts.get(name, "") for name in ("BYHOUR", "BYMINUTE", "BYSECOND")):
        raise _NotFollowed(_WITHIN_A_DAY)
    if not parts.keys() <= _ALLOWED.get(frequency, frozenset()) or start.year < _FIRST_YEAR:
        raise _NotFollowed(_NOT_FOLLOWED)
    if not all(_NUMBER.fullmatch(parts.get(name, "1")) for name in ("INTERVAL", "COUNT")):
        raise _NotFollowed(_NOT_FOLLOWED)
    if not _comes_true(frequency, parts):
        raise _NotFollowed(_NOT_FOLLOWED)
    if "UNTIL" in parts:
        until = zones.moment(Written(parts["UNTIL"]))
        if until is None:
            raise _NotFollowed(_NOT_FOLLOWED)
        parts["UNTIL"] = as_text(_local(until, start, zones))
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _comes_true(frequency: str, parts: Mapping[str, str]) -> bool:
    """Say whether a rule surely matches some day before long (the library searches to the year 9999)."""
    months, days, positions = (_numbers(parts, name) for name in ("BYMONTH", "BYMONTHDAY", "BYSETPOS"))
    weekdays = parts["BYDAY"].split(",") if "BYDAY" in parts else []
    ordinals = [int(day[:-2]) for day in weekdays if day[:-2]]
    interval = int(parts.get("INTERVAL", "1"))
    longest = max((_LONGEST[month - 1] for month in months), default=31)
    if frequency == "DAILY":
        return not (weekdays and interval % 7 == 0)
    if days and (ordinals or min(map(abs, days)) > longest):
        return False
    if ordinals and max(map(abs, ordinals)) > (52 if frequency == "YEARLY" and not months else 5):
        return False
    if positions and (days or ordinals or max(map(abs, positions)) > 4 * len(set(weekdays))):
        return False
    return not (frequency == "MONTHLY" and months and interval > 1)


def _numbers(parts: Mapping[str, str], name: str) -> list[int]:
    """Return the numbers of a part; raise ValueError for none and for zero."""
    numbers = [int(text) for text in parts[name].split(",")] if name in parts else []
    if 0 in numbers:
        raise ValueError(name)
    return numbers


def _parts(rule: str) -> dict[str, str]:
    bare = "".join(rule.split())
    pairs = (part.partition("=") for part in bare.split(";"))
    return {name: value for name, _, value in pairs if name and value}


def _local(moment: Moment, start: Moment, zones: Zones) -> Moment:
    """Return a moment as its series counts: a day, or a clock time of the zone it starts in."""
    if not isinstance(start, datetime):
        return zones.aware(moment).astimezone(zones.default).date()
    if not isinstance(moment, datetime):
        return datetime.combine(moment, start.time())
    if start.tzinfo is not None and moment.tzinfo is not None:
        moment = moment.astimezone(start.tzinfo)
    # Who writes a start without a zone and exceptions in UTC means the same clock.
    return moment.replace(tzinfo=None)


def _zone(start: Moment) -> tzinfo | None:
    return start.tzinfo if isinstance(start, datetime) else None


def _with_zone(moment: Moment, start: Moment) -> Moment:
    return moment.replace(tzinfo=_zone(start)) if isinstance(moment, datetime) else moment


def _as_datetime(moment: Moment) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time.min)
