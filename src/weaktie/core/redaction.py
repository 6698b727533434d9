"""Finding in a text what names somebody, however it is written, so that it can be taken out."""

from __future__ import annotations

import re
from collections.abc import Collection

BLANK = "\N{HORIZONTAL ELLIPSIS}"
"""What stands in the place of somebody who was forgotten."""


def naming(words: Collection[str]) -> re.Pattern[str]:
    """Return a pattern for any of these words, with whatever stands between them, as names of files do."""
    longest_first = sorted(words, key=len, reverse=True)
    any_of_them = "|".join(map(_in_any_writing, longest_first))
    return re.compile(rf"(?<![^\W_])(?:{any_of_them})(?![^\W_])", re.IGNORECASE)


def _in_any_writing(words: str) -> str:
    return r"[\W_]+".join(map(re.escape, re.findall(r"[^\W_]+", words))) or re.escape(words)
