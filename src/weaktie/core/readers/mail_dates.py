"""Tell the instant that a letter's date means, in seconds since 1970 in UTC."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_tz
from functools import lru_cache

_DATE = re.compile(
    rb"(?:[A-Za-z]{3}, +)?(\d\d? +[A-Za-z]{3} +\d{4}) +([01]\d|2[0-3]):([0-5]\d):([0-6]\d) +"
    rb"([+-]\d\d[0-5]\d|GMT|UTC?|Z)\b"
)
# The date at the end of a separator, in the two orders in use: C's asctime, and asctime with a zone.
_SEPARATOR_DATE = re.compile(
    rb" ([A-Za-z]{3}) +(\d\d?) +(\d\d?):(\d\d)(?::(\d\d))?(?: +([+-]\d{4}|[A-Z]{1,5}))? +(\d{4})\b"
)
_MONTHS = {
    name: number
    for number, name in enumerate(b"jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)
}
_LONGEST = 200
_DAY = 86_400
_EPOCH = date(1970, 1, 1).toordinal()

EARLIEST = (date(1982, 8, 13).toordinal() - _EPOCH) * _DAY
"""RFC 822 is of that day. Letters that claim to be older come from clocks that nobody had set."""


def midnight(day: date) -> int:
    """Return the instant at which a day begins in UTC."""
    return (day.toordinal() - _EPOCH) * _DAY


def instant(value: bytes) -> int | None:
    """Return the instant of a Date header, or None when it cannot be read.

    Nearly every program writes the form of RFC 5322, 3.3, which is read here with the day and the zone
    remembered; for all others there is the standard library's parser.
    """
    found = _DATE.match(value)
    if found is None:
        return _instant_in_another_form(value)
    day, hour, minute, second, zone = found.groups()
    begin = _beginning(day)
    if begin is None:
        return None
    return begin + int(hour) * 3600 + int(minute) * 60 + int(second) - _seconds_east(zone)


def instant_of_separator(line: bytes) -> int | None:
    """Return the instant in the separator of an mbox (UTC unless it says otherwise), or None."""
    found = _SEPARATOR_DATE.search(line[-_LONGEST:])
    if found is None:
        return None
    month, day, hour, minute, second, zone, year = found.groups()
    begin = _beginning(b"%s %s %s" % (day, month, year))
    if begin is None:
        return None
    at = begin + int(hour) * 3600 + int(minute) * 60 + int(second or 0)
    return at - (_seconds_east(zone) if zone and zone[0] in b"+-" else 0)


@lru_cache(maxsize=20_000)
def _beginning(day: bytes) -> int | None:
    """Return the instant at which a day such as b"6 Oct 1999" begins in UTC."""
    number, month, year = day.split()
    try:
        return midnight(date(int(year), _MONTHS[month.lower()], int(number)))
    except (KeyError, ValueError):
        return None


@lru_cache(maxsize=2_000)
def _seconds_east(zone: bytes) -> int:
    """Return the seconds by which a zone such as b"-0500" is ahead of UTC; 0 when nobody lives there."""
    if zone[0] not in b"+-":
        return 0
    seconds = int(zone[1:3]) * 3600 + int(zone[3:]) * 60
    if seconds > 14 * 3600:
        return 0
    return -seconds if zone[0] == ord("-") else seconds


def _instant_in_another_form(value: bytes) -> int | None:
    try:
        parsed = parsedate_tz(value[:_LONGEST].decode("latin-1"))
        if parsed is None:
            return None
        return int(datetime(*parsed[:6], tzinfo=UTC).timestamp()) - (parsed[9] or 0)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
