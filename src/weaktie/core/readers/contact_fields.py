"""What single cells of an address book hold: names, jobs, lists of addresses, places."""

from __future__ import annotations

import re

from weaktie.core.readers.csv_table import Line
from weaktie.core.readers.text import NAME_LIMIT, clean, email_address
from weaktie.core.rows import Stint

_CELL_LIMIT = 10_000
"""Characters of a cell with several values that are read."""

_BETWEEN = re.compile(r"[;,|\n]")


def full_name(line: Line, *columns: str) -> str:
    """Return the parts of a name in the order of the columns."""
    return clean(" ".join(line[column] for column in columns), NAME_LIMIT)


def stints(organisation: str, title: str, department: str = "") -> tuple[Stint, ...]:
    """Return the present job, if the employer is known."""
    return (Stint(organisation, title, department),) if organisation else ()


def pieces(cell: str) -> tuple[str, ...]:
    """Return the values of a cell that may hold several, each once."""
    values = (clean(value) for value in _BETWEEN.split(cell[:_CELL_LIMIT]))
    return tuple(dict.fromkeys(value for value in values if value))


def addresses_in(cell: str) -> tuple[str, ...]:
    """Return the e-mail addresses of a cell that may hold several, each once."""
    found = (email_address(word) for word in re.split(r"[\s;,|]+", cell[:_CELL_LIMIT]))
    return tuple(dict.fromkeys(address for address in found if address))


def is_web_address(text: str) -> bool:
    """Tell whether a browser could open it as a page."""
    return text.lower().startswith(("http://", "https://", "www."))


def town(place: str) -> str:
    """Return a place without its region and country."""
    return clean(place.partition(",")[0], 100)
