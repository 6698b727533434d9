"""Zoom's chat, from the cloud (`time TAB name: TAB text`) and the program (`time From Name to Everyone:`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from weaktie.core.transcripts.said import Kind, Piece, Read, seconds

_CLOUD = re.compile(r"(\d{1,2}:\d{2}:\d{2}) ?\t\s{0,2}([^\t]{1,100}?):(?:\t| |$)")
_PROGRAM = re.compile(
    r"(?:\d{4}-\d{2}-\d{2} )?(\d{1,2}:\d{2}:\d{2})\s{1,2}From\s{1,2}(.{1,100}?)"
    r"(?:\s{1,2}to\s{1,2}.{1,100}?)?\s{0,2}:(?:\s|$)",
    re.IGNORECASE,
)


def is_one(lines: Sequence[str]) -> bool:
    """Say whether the first line is a message."""
    first = next((line for line in lines if line.strip()), "")
    return bool(_CLOUD.match(first) or _PROGRAM.match(first))


def read(lines: Sequence[str]) -> Read:
    """Return the messages; a line without a time goes on with the one before."""
    pieces: list[Piece] = []
    first = 0
    for line in lines:
        cloud = _CLOUD.match(line)
        found = cloud or _PROGRAM.match(line)
        if found is None:
            if pieces:
                last = pieces[-1]
                pieces.append(Piece(last.speaker, last.at, line))
            continue
        at = seconds(found[1])
        if not pieces and not cloud:
            # The program writes the time of day: the first message is the beginning.
            first = at or 0
        since = None if at is None else (at - first) % 86400
        pieces.append(Piece(found[2], since, line[found.end() :], begins=True))
    return Read(Kind.ZOOM_CHAT, pieces)
