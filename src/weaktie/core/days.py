"""Days, moments and small numbers as people say them."""

from __future__ import annotations

from datetime import date, datetime

SMALL_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten") + (
    "eleven",
    "twelve",
)
WEEK = 7


def day(when: date | None, *, today: date) -> str:
    """Say a day as one does on `today`: today, Saturday, 17 Nov, Jun 2019; "never" for None."""
    if when is None:
        return "never"
    apart = (when - today).days
    close = {0: "today", -1: "yesterday", 1: "tomorrow"}
    if apart in close:
        return close[apart]
    if abs(apart) < WEEK:
        return f"{when:%A}"
    return f"{when.day} {when:%b}" if when.year == today.year else f"{when:%b} {when.year}"


def moment(when: datetime | None, *, today: date) -> str:
    """Say a moment, in its own time zone: with the hour within a day of today, else only the day."""
    if when is None:
        return "never"
    said = day(when.date(), today=today)
    return f"{said}, {when:%H:%M}" if abs((when.date() - today).days) <= 1 else said


def full_day(when: date) -> str:
    """Say a day whole: Tuesday 24 November 2026."""
    return f"{when:%A} {when.day} {when:%B} {when.year}"


def length(days: int) -> str:
    """Say how long a number of days is: six days, three weeks, five years and eight months."""
    if days < 2 * WEEK:
        return counted(days, "day", "days")
    if days < 60:
        return counted(days // WEEK, "week", "weeks")
    months = round(days / 30.44)  # 365.25 days / 12
    years, months = divmod(months, 12)
    if not years:
        return counted(months, "month", "months")
    said = counted(years, "year", "years")
    return f"{said} and {counted(months, 'month', 'months')}" if months else said


def number(count: int) -> str:
    """Say a whole number: in words up to twelve, then in figures with commas; "no" for none."""
    return SMALL_NUMBERS[count] if 0 <= count < len(SMALL_NUMBERS) else f"{count:,}"


def counted(count: int, one: str, many: str) -> str:
    """Say how many there are of something: one person, 1,204 people, no people."""
    return f"{number(count)} {one if count == 1 else many}"
