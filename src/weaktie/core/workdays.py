"""Working days of a country: its weekends and public holidays left out.

A country that is not known, or none, has Monday to Friday and no holidays; a region that is not known is
left out. Countries are ISO 3166 codes ("DE"), regions their ISO 3166-2 parts ("BE").
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

SATURDAY = 5
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Workdays:
    """The working days of a country, or of a region of it."""

    country: str = ""
    region: str = ""

    def is_workday(self, day: date) -> bool:
        """Say whether people work on this day."""
        return day not in _days_off(self.country.upper(), self.region.upper(), day.year)

    def after(self, day: date, count: int) -> date:
        """Return the day that many working days later; the day itself never counts."""
        while count > 0:
            day += DAY
            count -= self.is_workday(day)
        return day

    def between(self, start: date, end: date) -> int:
        """Count the working days after `start` up to and including `end`."""
        days = (start + number * DAY for number in range(1, (end - start).days + 1))
        return sum(self.is_workday(day) for day in days)


WEEKDAYS = Workdays()
"""Monday to Friday, no holidays."""


# A set a year, not the library's own object: that one fills itself on demand, which threads would share.
@lru_cache(maxsize=256)
def _days_off(country: str, region: str, year: int) -> frozenset[date]:
    first = date(year, 1, 1)
    days = (first + number * DAY for number in range((date(year, 12, 31) - first).days + 1))
    known = _calendar(country, region, year) if country else None
    if known is None:
        return frozenset(day for day in days if day.weekday() >= SATURDAY)
    return frozenset(day for day in days if not known.is_working_day(day))


def _calendar(country: str, region: str, year: int) -> HolidayBase | None:
    import holidays  # late: it is slow to import, and most commands need no working day

    for part in dict.fromkeys((region, "")):
        try:
            return holidays.country_holidays(country, subdiv=part or None, years=year, expand=False)
        except NotImplementedError:
            continue
    return None
