"""Dates as exports write them: each shape by itself, numbers in the order that the file shows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

EARLIEST = date(1970, 1, 1)
"""Before this no mail or network could have noted a day: it is a slip."""

_OLDEST = date(1800, 1, 1)
"""Exports of fictional seekers are set in earlier centuries and are read as they stand, but not year 1."""

FUTURE = timedelta(days=366)
"""A day further ahead than this is a slip, not a clock that is wrong."""

_NO_YEAR = 1604
"""Apple's address book writes this year for a birthday whose year is unknown."""

_SECONDS_A_DAY = 86_400

# Names and short names of the months in English, German, French, Spanish, Italian, Portuguese and Dutch,
# after Unicode's CLDR 44 (dates, months, wide and abbreviated), without dots.
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar jän jänner janv janvier ene enero gen gennaio janeiro januari",
            "feb february februar févr février febrero febbraio fev fevereiro februari",
            "mar march mär märz mars marzo março mrt maart mrz",
            "apr april avr avril abr abril aprile",
            "may mai mayo mag maggio maio mei",
            "jun june juni juin junio giu giugno junho",
            "jul july juli juil juillet julio lug luglio julho",
            "aug august aoû août aout ago agosto augustus",
            "sep sept september septembre septiembre set settembre setembro",
            "oct october okt oktober octobre octubre ott ottobre out outubro",
            "nov november novembre noviembre novembro",
            "dec december dez dezember déc décembre dic diciembre dicembre dezembro",
        ),
        start=1,
    )
    for name in names.split()
}

_TIME = (
    r"(?:[T,\s]+(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d{1,9})?)?"
    r"\s*(?:(?P<half>[AaPp])\.?[Mm]\.?)?\s*(?P<zone>UTC|GMT|Z|[+-]\d\d:?\d\d)?)?"
)
_NAME = r"(?P<name>[^\W\d_]{3,10})\.?"
_NUMERIC = re.compile(
    r"(?P<one>\d{1,2})(?P<between>[/.-])(?P<two>\d{1,2})(?P=between)(?P<year>\d{4}|\d\d)" + _TIME
)
_SHAPES = (
    re.compile(
        r"(?P<day>\d{1,2})\.?[\s/-]+(?:de )?" + _NAME + r",?[\s/-]+(?:de )?(?P<year>\d{4}|\d\d)" + _TIME
    ),
    re.compile(r"(?P<year>\d{4})(?P<between>[-/.])(?P<month>\d{1,2})(?P=between)(?P<day>\d{1,2})" + _TIME),
    _NUMERIC,
    re.compile(_NAME + r"\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})" + _TIME),
    re.compile(
        r"[^\W\d_]{3} (?P<name>[^\W\d_]{3}) +(?P<day>\d{1,2}) "
        r"(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d) (?P<zone>UTC|GMT) (?P<year>\d{4})"
    ),
)
_MONTH_SHAPES = (
    re.compile(_NAME + r"[\s-]+(?P<year>\d{4})"),
    re.compile(r"(?P<month>\d{1,2})/(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)"),
    re.compile(r"(?P<year>\d{4})"),
)
_NO_YEAR_SHAPE = re.compile(r"-*(?P<month>\d\d)-?(?P<day>\d\d)")


class NotADay(ValueError):
    """The text is no date, or no day that can be meant; the message is a sentence without its full stop."""


def is_day_first(cells: Iterable[str], *, default: bool) -> bool:
    """Tell from a column of numeric dates whether the day comes first; `default` decides when nothing shows.

    A comma and AM or PM after the date mark LinkedIn's own writing, which is American.
    """
    for cell in cells:
        found = _NUMERIC.fullmatch(cell.strip())
        if found is None or found["between"] == ".":
            continue
        if int(found["one"]) > 12:
            return True
        if int(found["two"]) > 12 or (found["half"] and "," in cell):
            return False
    return default


def parse_day(text: str, *, today: date, day_first: bool = False) -> date:
    """Return the day between 1970 and a year from today; raise NotADay with the reason otherwise."""
    day = _day(_match(text), today, day_first)
    if day < EARLIEST:
        raise NotADay("That is before 1970")
    if day > today + FUTURE:
        raise NotADay("That is in the future")
    return day


def parse_instant(text: str, *, today: date, day_first: bool = False) -> int:
    """Return seconds since 1970 in UTC, negative before (not before 1800); raise NotADay with the reason.

    A date without a time is midnight; a time without a zone is taken as UTC.
    """
    found = _match(text)
    day = _day(found, today, day_first)
    if day < _OLDEST:
        raise NotADay("That is too long ago")
    if day > today + FUTURE:
        raise NotADay("That is in the future")
    return (day - EARLIEST).days * _SECONDS_A_DAY + _seconds(found)


def parse_month(text: str) -> date:
    """Return the first day of a month or year, or the day itself if one is named; raise NotADay."""
    for shape in _MONTH_SHAPES:
        found = shape.fullmatch(text)
        if found is not None:
            parts = found.groupdict()
            month = _month(parts["name"]) if "name" in parts else int(parts.get("month") or 1)
            return _calendar_day(int(parts["year"]), month, 1)
    return _day(_match(text), date.max, False)


def parse_birthday(text: str, *, today: date, day_first: bool = False) -> str:
    """Return YYYY-MM-DD, --MM-DD when the year is unknown, or "" when this is no birthday."""
    try:
        found = _NO_YEAR_SHAPE.fullmatch(text.strip())
        if found is not None:
            day = _calendar_day(_NO_YEAR, int(found["month"]), int(found["day"]))
        else:
            day = _day(_match(text), today, day_first)
    except NotADay:
        return ""
    if day.year == _NO_YEAR:
        return f"--{day:%m-%d}"
    return day.isoformat() if day.year >= 1900 and day <= today else ""


def _match(text: str) -> re.Match[str]:
    text = text.strip()
    for shape in _SHAPES:
        found = shape.fullmatch(text)
        if found is not None:
            return found
    raise NotADay("That is not a date")


def _day(found: re.Match[str], today: date, day_first: bool) -> date:
    parts = found.groupdict()
    year = int(parts["year"])
    if len(parts["year"]) == 2:
        year += 2000 if 2000 + year <= today.year + 1 else 1900

    if "one" in parts:
        one, two = int(parts["one"]), int(parts["two"])
        # Dots are written where the day comes first; nobody writes 6.30.2024.
        if day_first or parts["between"] == ".":
            one, two = two, one
        return _calendar_day(year, one, two)

    month = int(parts["month"]) if "month" in parts else _month(parts["name"])
    return _calendar_day(year, month, int(parts["day"]))


def _month(name: str) -> int:
    number = _MONTHS.get(name.casefold())
    if number is None:
        raise NotADay("That is not a date")
    return number


def _calendar_day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NotADay("There is no such day") from None


def _seconds(found: re.Match[str]) -> int:
    """Return the seconds since midnight, moved to UTC."""
    if found["hour"] is None:
        return 0
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    half = found.groupdict().get("half")
    if half:
        if not 1 <= hour <= 12:
            raise NotADay("There is no such time")
        hour = hour % 12 + (12 if half in "pP" else 0)
    if hour > 23 or minute > 59 or second > 60:
        raise NotADay("There is no such time")
    return hour * 3600 + minute * 60 + second - _offset(found["zone"])


def _offset(zone: str | None) -> int:
    if not zone or zone[0] not in "+-":
        return 0
    seconds = int(zone[1:3]) * 3600 + int(zone[-2:]) * 60
    return -seconds if zone[0] == "-" else seconds
