"""When something written in a calendar was: dates, clock times and the many ways to name a time zone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Timezone
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from weaktie.core.readers.content_lines import Property

MOST_LINES = 1_000
"""How many lines of one definition of a time zone are looked at."""

Moment = date | datetime
"""A whole day, a clock time anywhere (naive) or an instant (aware)."""

_MOMENT = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d))?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?)?", re.ASCII
)
_OLSON = re.compile(r"[A-Za-z][A-Za-z0-9_+-]{1,30}(?:/[A-Za-z0-9_+-]{1,30}){0,2}", re.ASCII)
_OFFSET = re.compile(r"\(?(?:UTC|GMT)?\s?([+-])(\d{1,2}):?(\d\d)?\)?(?:\s.*)?", re.ASCII)
_YEARLY = re.compile(
    r"FREQ=YEARLY|INTERVAL=1|BYMONTH=(?:[1-9]|1[0-2])|BYDAY=[+-]?[1-5]?[A-Z]{2}|WKST=[A-Z]{2}|COUNT=\d{1,4}|"
    r"BYMONTHDAY=(?:,?-?(?:[1-9]|1\d|2[0-8]))+|BY(?:HOUR|MINUTE|SECOND)=\d{1,2}|UNTIL=[\dTZ]{8,16}",
    re.ASCII,
)
_ORDINAL = re.compile(r"BYDAY=[+-]?\d", re.ASCII)
_OBSERVANCE = frozenset({"DTSTART", "RRULE", "RDATE", "TZOFFSETFROM", "TZOFFSETTO", "BEGIN", "END"})


class Written(NamedTuple):
    """A time as it stands in the file: the value and the name of its zone, or ""."""

    value: str
    zone: str = ""


class Zones:
    """The time zones of one file. `unknown` collects the names that nobody explains."""

    def __init__(self, default: str, definitions: Iterable[list[Property]]) -> None:
        self.default = _named(default) or UTC
        self.unknown: set[str] = set()
        self._defined = {_first(lines, "TZID"): lines for lines in definitions}
        self._known: dict[str, tzinfo] = {}

    def moment(self, written: Written) -> Moment | None:
        """Read a date (20240105) or a time (20240105T090000, with Z or a zone); None if it is none."""
        found = _MOMENT.fullmatch(written.value.partition("/")[0].strip().upper())
        if found is None:
            return None
        year, month, day, hour, minute, second, offset = found.groups()
        try:
            day_alone = date(int(year), int(month), int(day))
            if hour is None:
                return day_alone
            # A leap second is the last of its minute.
            at = datetime.combine(day_alone, time(int(hour), int(minute), min(int(second or 0), 59)))
        except ValueError:
            return None
        if offset:
            return at.replace(tzinfo=UTC if offset == "Z" else _offset(offset))
        return at.replace(tzinfo=self.named(written.zone)) if written.zone else at

    def named(self, name: str) -> tzinfo:
        """Return the zone of this name: an Olson or Windows name, the file's definition, an offset.

        The name wins over the definition, which is often cut down to the rules of one year.
        """
        if name not in self._known:
            self._known[name] = self._found(name)
        return self._known[name]

    def instant(self, moment: Moment) -> int:
        """Return whole seconds since 1970; days and clock times without a zone are the seeker's.

        Raises OverflowError or ValueError at the ends of the calendar.
        """
        return int(self.aware(moment).timestamp())

    def aware(self, moment: Moment) -> datetime:
        """Return the instant; a whole day begins at midnight."""
        if not isinstance(moment, datetime):
            moment = datetime.combine(moment, time.min)
        return moment if moment.tzinfo else moment.replace(tzinfo=self.default)

    def _found(self, name: str) -> tzinfo:
        lines = self._defined.get(name, [])
        zone = _named(name) or _named(_first(lines, "X-LIC-LOCATION")) or _defined(lines) or _offset(name)
        if zone is None:
            self.unknown.add(name)
        return zone or self.default


def as_text(moment: Moment) -> str:
    """Return the moment in UTC as iCalendar writes it; days and clock times without a zone as they are."""
    if not isinstance(moment, datetime):
        return f"{moment:%Y%m%d}"
    if moment.tzinfo is None:
        return f"{moment:%Y%m%dT%H%M%S}"
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _named(name: str) -> tzinfo | None:
    """Return the zone of an Olson or Windows name, also behind a maker's prefix (/mozilla.org/2007/...)."""
    bare = name.strip().strip("/")
    parts = bare.split("/")
    for start in range(len(parts) if name.startswith("/") else 1):
        candidate = "/".join(parts[start:])
        candidate = WINDOWS_TO_OLSON.get(candidate, candidate)
        if not _OLSON.fullmatch(candidate):
            continue
        try:
            return ZoneInfo(candidate)
        except (KeyError, ValueError, OSError):
            continue
    return None


def _offset(name: str) -> tzinfo | None:
    """Return the fixed zone of "+0100", "UTC+11" or "(GMT-03:00) Brasilia"."""
    found = _OFFSET.fullmatch(name.strip())
    if found is None:
        return None
    ahead = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(ahead if found[1] == "+" else -ahead) if ahead < timedelta(hours=24) else None


def _defined(lines: list[Property]) -> tzinfo | None:
    """Return the zone that a VTIMEZONE describes, or its first offset when the description is broken."""
    if not lines:
        return None
    kept = [f"{line.name}:{line.value.strip()}" for line in lines if _is_sound(line)]
    # A date alone begins at midnight; the library below wants it said.
    kept = [re.sub(r"^(DTSTART|RDATE):(\d{8})$", r"\1:\2T000000", line) for line in kept]
    text = "\r\n".join(["BEGIN:VTIMEZONE", "TZID:defined", *kept, "END:VTIMEZONE", ""])
    try:
        definition = Timezone.from_ical(text)
        assert isinstance(definition, Timezone)
        zone: tzinfo = definition.to_tz(lookup_tzid=False)
        datetime(2000, 1, 1, tzinfo=zone).utcoffset()
    except Exception:  # whatever the library trips over, the times have to be read somehow
        return _offset(_first(lines, "TZOFFSETTO"))
    return zone


def _is_sound(line: Property) -> bool:
    """Say whether a line may be handed on: clocks change on one day of the year, not every second.

    What never comes true (the 30th of February) would be searched for to the year 9999 at every look.
    """
    if line.name not in _OBSERVANCE or line.value.strip().upper() == "VTIMEZONE":
        return False
    if line.name != "RRULE":
        return True
    parts = "".join(line.value.upper().split()).split(";")
    has_two_days = "BYMONTHDAY=" in line.value.upper() and any(_ORDINAL.match(part) for part in parts)
    return "FREQ=YEARLY" in parts and not has_two_days and all(map(_YEARLY.fullmatch, parts))


def _first(lines: list[Property], name: str) -> str:
    return next((line.value.strip() for line in lines if line.name == name), "")
