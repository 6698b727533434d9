"""Pick the headers that matter out of all headers of a letter.

The subject is not among them, and what is not picked goes no further.
"""

from __future__ import annotations

import re

_WANTED = (
    "from",
    "to",
    "cc",
    "date",
    "message-id",
    "sender",
    "delivered-to",
    "x-original-to",
    "envelope-to",
    "list-id",
    "list-post",
    "list-unsubscribe",
    "precedence",
    "auto-submitted",
    "x-gmail-labels",
    "x-mozilla-status",
)
_FIRST_LETTERS = "".join({name[0] for name in _WANTED})

# Four lines in five are none of these (signatures, trails of servers); the look-ahead turns most of them
# away by their first letter, before any name is tried.
_HEADER = re.compile(
    rf"\n(?=[{_FIRST_LETTERS}{_FIRST_LETTERS.upper()}])((?i:{'|'.join(_WANTED)}))"
    r"[ \t]*+:[ \t]*+([^\n]*+(?:\n[ \t][^\n]*+)*)".encode()
)


def headers(head: bytes) -> dict[bytes, bytes]:
    """Return the raw values by their names in lower case; of several with one name, the first."""
    return {name.lower(): value for name, value in reversed(_HEADER.findall(head))}
