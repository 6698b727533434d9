"""Two or three concrete near times that suit both sides, and how one says them in both zones.

Near and concrete, for a request a week ahead is refused to some more than to others, and one for today or
tomorrow to all alike (DOMAIN 6, fit and bias). Their hours count before the seeker's: it is their time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from weaktie.core.workdays import WEEKDAYS, Workdays

LEAD = timedelta(hours=4)
"""Nothing sooner is proposed: the message has to be read first [J]."""

AHEAD = 10
"""So many days are looked through."""

GAP = timedelta(minutes=15)
"""Left free before and after what is booked [J]."""

USUAL_COUNT = 3
SPREAD = (time(10, 0), time(14, 0), time(11, 30), time(15, 30), time(9, 0), time(13, 0), time(16, 30))
"""Hours of theirs, the best first: a morning, an afternoon, then others [J]."""

STEP = timedelta(minutes=30)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """When one can talk: from, until, on which days; without working days, on any."""

    start: time = time(9, 0)
    end: time = time(17, 30)
    workdays: Workdays | None = WEEKDAYS

    def hold(self, begin: datetime, length: timedelta) -> bool:
        """Tell whether a talk that begins at this local moment lies within."""
        end = (begin.astimezone(UTC) + length).astimezone(begin.tzinfo)
        works = self.workdays is None or self.workdays.is_workday(begin.date())
        return works and self.start <= begin.time() and end.date() == begin.date() and end.time() <= self.end


OFFICE = Hours()
EARLY, LATE = time(7, 0), time(21, 30)
AWAKE = Hours(start=time(6, 0), end=time(23, 30), workdays=None)


@dataclass(frozen=True, slots=True)
class Between:
    """Whose clocks count: the seeker's and theirs."""

    mine: ZoneInfo
    theirs: ZoneInfo


Busy = tuple[datetime, datetime]
"""Something booked: from, until."""


def propose(
    between: Between,
    *,
    now: datetime,
    length: int,
    busy: Collection[Busy] = (),
    mine: Hours = OFFICE,
    theirs: Hours = OFFICE,
    count: int = USUAL_COUNT,
) -> tuple[datetime, ...]:
    """Return near times in order: each on another day if it can be, at another hour.

    Where office hours never meet the seeker gets up early or stays up late, not the other side; only where
    that is not enough do theirs give way too.
    """
    my_long, their_long = (replace(hours, start=EARLY, end=LATE) for hours in (mine, theirs))
    for one, other in ((mine, theirs), (my_long, theirs), (AWAKE, theirs), (AWAKE, their_long)):
        free = list(_free(between, now=now, length=length, busy=busy, mine=one, theirs=other))
        if found := _chosen(free, between.theirs, count):
            return found
    return ()


def _free(
    between: Between, *, now: datetime, length: int, busy: Collection[Busy], mine: Hours, theirs: Hours
) -> Iterator[datetime]:
    """Yield every half hour that both sides have free, in their zone."""
    lasts = timedelta(minutes=length)
    first = now.astimezone(between.theirs).date()
    for ahead in range(AHEAD + 1):
        for at in _half_hours(first + ahead * DAY, between.theirs):
            if at.astimezone(UTC) < now + LEAD:
                continue
            here = at.astimezone(between.mine)
            if theirs.hold(at, lasts) and mine.hold(here, lasts) and not _taken(at, lasts, busy):
                yield at


def _half_hours(day: date, zone: ZoneInfo) -> Iterator[datetime]:
    """Yield the half hours of a local day that its clocks really show, once each."""
    for number in range(48):
        naive = datetime.combine(day, time()) + number * STEP
        at = naive.replace(tzinfo=zone)
        if at.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == naive:
            yield at


def _taken(at: datetime, lasts: timedelta, busy: Collection[Busy]) -> bool:
    begin = at.astimezone(UTC)
    return any(begin < until + GAP and begin + lasts > since - GAP for since, until in busy)


def _chosen(free: Sequence[datetime], zone: ZoneInfo, count: int) -> tuple[datetime, ...]:
    """Choose from free times: a day each as far as there are days, and hours that differ."""
    days: dict[date, list[datetime]] = {}
    for at in free:
        days.setdefault(at.astimezone(zone).date(), []).append(at)
    chosen: list[datetime] = []
    while len(chosen) < count and any(days.values()):
        for times in days.values():
            if times and len(chosen) < count:
                best = min(times, key=lambda at: (_said_already(at, chosen), _rank(at), at))
                chosen.append(best)
                times[:] = [at for at in times if abs(at - best) >= 2 * STEP]
    return tuple(sorted(chosen))


def _said_already(at: datetime, chosen: Sequence[datetime]) -> int:
    return sum(at.time() == one.time() for one in chosen)


def _rank(at: datetime) -> int:
    return SPREAD.index(at.time()) if at.time() in SPREAD else len(SPREAD)


def city(zone: ZoneInfo | str) -> str:
    """Return the place that a zone is called after: Warsaw for Europe/Warsaw."""
    return str(zone).rpartition("/")[2].replace("_", " ")


@lru_cache(maxsize=256)
def zone_named(text: str) -> str:
    """Return the zone of this name, or of the place it is called after ("warsaw"); "" if there is none."""
    wanted = text.strip().replace(" ", "_").casefold()
    fits = [zone for zone in _zones() if wanted in (zone.casefold(), zone.casefold().rpartition("/")[2])]
    exact = [zone for zone in fits if zone.casefold() == wanted]
    return (exact or fits or [""])[0]


def _zones() -> list[str]:
    """Return the zones that are called after places, then the others."""
    every = available_timezones()
    return sorted(every, key=lambda zone: (zone.startswith(("Etc/", "posix/", "right/", "SystemV/")), zone))


def same_clock(at: datetime, between: Between) -> bool:
    """Tell whether both clocks show the same at this moment."""
    return at.astimezone(between.mine).utcoffset() == at.astimezone(between.theirs).utcoffset()


def both(at: datetime, between: Between) -> str:
    """Say a moment to them: "Tuesday 24 November, 14:00 your time (Warsaw), 13:00 mine"."""
    there, here = at.astimezone(between.theirs), at.astimezone(between.mine)
    if same_clock(at, between):
        return day_and_hour(there)
    said = f"{day_and_hour(there)} your time ({city(between.theirs)})"
    if here.date() == there.date():
        return f"{said}, {here:%H:%M} mine"
    return f"{said}, for me {day_and_hour(here)}"


def day_and_hour(at: datetime) -> str:
    """Say a local moment: Tuesday 24 November, 14:00."""
    return f"{at:%A} {at.day} {at:%B}, {at:%H:%M}"


def offer(times: Sequence[datetime], between: Between, *, length: int, name: str = "") -> str:
    """Write the reply that offers these times, ready to be copied."""
    lines = "\n".join(f"- {both(at, between)}" for at in times)
    if len(times) > 1:
        asks = f"Would one of these suit you, for {length} minutes?"
        otherwise = "If none of them does, name one that suits you better, or answer in writing."
    else:
        asks = f"Would this suit you, for {length} minutes?"
        otherwise = "If not, name one that suits you better, or answer in writing."
    text = f"Thank you for saying yes. {asks}\n\n{lines}\n\n{otherwise} I will keep to the time."
    return f"{text}\n\n{name}" if name else text
