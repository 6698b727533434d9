"""Cells that no spreadsheet takes for a formula."""

from __future__ import annotations

import re

_STARTS = "=+-@\t\r＝＋－＠"  # noqa: RUF001
_RISKY = re.compile(rf"(?:^|[\n;\"'])\s*[{re.escape(_STARTS)}]")
GUARD = "'"


def harmless(cell: str) -> str:
    """Return a cell that a spreadsheet shows as text; what cannot be a formula is left as it is.

    A guard before the cell is how spreadsheets themselves mark text (OWASP, "CSV injection"). `original`
    takes it off again.
    """
    return GUARD + cell if _RISKY.search(cell) or cell.startswith(GUARD) else cell


def original(cell: str) -> str:
    """Return the cell as it was before `harmless`."""
    return cell[len(GUARD) :] if cell.startswith(GUARD) else cell
