"""Plain values out of what a child said; each function raises Malformed on anything else."""

from __future__ import annotations

import re
from datetime import date

TEXT_LIMIT = 10_000
"""Longest text in a row, in characters; readers cut theirs far shorter."""

LARGEST = (1 << 63) - 1
EARLIEST, LATEST = -62_135_596_800, 253_402_300_799
"""Seconds of the years 1 and 9999, between which `datetime` counts."""

_UNFIT = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
"""What no row may hold: control characters and halves of surrogate pairs, which no database takes."""


class Malformed(Exception):
    """A line is not a message."""


def list_of(value: object) -> list[object]:
    """Return a list as it is."""
    if not isinstance(value, list):
        raise Malformed("not a list")
    return value


def exactly(value: object, count: int) -> list[object]:
    """Return a list of so many parts."""
    parts = list_of(value)
    if len(parts) != count:
        raise Malformed("not the right number of parts")
    return parts


def text(value: object) -> str:
    """Return a text that is short and clean."""
    if not isinstance(value, str) or len(value) > TEXT_LIMIT or _UNFIT.search(value):
        raise Malformed("not a clean text")
    return value


def texts(values: list[object]) -> list[str]:
    """Return texts."""
    return [text(value) for value in values]


def count(value: object) -> int:
    """Return a whole number that is not negative and that a database takes."""
    if type(value) is not int or not 0 <= value <= LARGEST:
        raise Malformed("not a count")
    return value


def seconds(value: object) -> int | None:
    """Return seconds, or None."""
    return None if value is None else min(count(value), LATEST)


def truth(value: object) -> bool:
    """Return yes or no."""
    if not isinstance(value, bool):
        raise Malformed("not a truth")
    return value


def day(value: object) -> date | None:
    """Return a day written as 2026-11-23, or None."""
    if value is None:
        return None
    try:
        return date.fromisoformat(text(value))
    except ValueError:
        raise Malformed("not a day") from None
