"""What Mara has done in her search so far, day by day before today: asks, talks, letters, introductions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from weaktie.core.fiction.stock import CAMPAIGN, Json, number, rows, table


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing she did: how many days ago, what, and the particulars as the story has them."""

    ago: int
    do: str
    told: Mapping[str, Json]

    def text(self, name: str) -> str:
        """Return a particular in words, or nothing."""
        value = self.told.get(name)
        return "" if value is None else str(value)

    def count(self, name: str, otherwise: int) -> int:
        """Return a particular in figures."""
        value = self.told.get(name)
        return otherwise if value is None else int(number(value))

    def lines(self, name: str) -> list[list[Json]]:
        """Return a particular that is a list of lists."""
        return [rows(each) for each in rows(self.told.get(name, []))]

    def parts(self, name: str) -> Mapping[str, Json]:
        """Return a particular that has parts of its own."""
        return table(self.told.get(name, {}))


HAPPENINGS = tuple(
    Happening(int(number(row["on"])), str(row["do"]), row) for row in map(table, rows(CAMPAIGN["happenings"]))
)
"""In the order in which they happened."""
