"""What a page sends of notes and presses: JSON read strictly, for a page is not to be trusted either."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from weaktie.campaign.conversations.models import Note
from weaktie.core.copies import Copy

KEY = re.compile(r"[0-9a-f-]{36}")
MOST_COPIES = 500
MOST_VERSION = 2_000_000_000
LONGEST_WORDS = 200
PRESSES = ("start", "more", "closing", "asked", "end")


class NotOurs(ValueError):
    """Not what our page sends."""


@dataclass(frozen=True, slots=True)
class Press:
    """Something pressed on the page: when, and with which number or questions."""

    what: str
    at: datetime
    minutes: int = 0
    is_on: bool = True
    questions: tuple[int, ...] = ()


def copies(told: str, *, now: datetime) -> list[Copy]:
    """Read notes; a time ahead of now is taken for now."""
    return [_copy(one, now) for one in _listed(told)]


def presses(told: str, *, now: datetime) -> list[Press]:
    """Read presses, in their order."""
    return [_press(one, now) for one in _listed(told)]


def _listed(told: str) -> list[Mapping[str, object]]:
    try:
        found = json.loads(told or "[]")
    except (ValueError, RecursionError) as error:
        raise NotOurs("no JSON") from error
    if not isinstance(found, list) or len(found) > MOST_COPIES:
        raise NotOurs("no list of that length")
    if not all(isinstance(one, dict) for one in found):
        raise NotOurs("not objects")
    return found


def _copy(one: Mapping[str, object], now: datetime) -> Copy:
    key, kind = _text(one, "key"), _text(one, "kind")
    if not KEY.fullmatch(key) or kind not in Note.Kind.values:
        raise NotOurs("key or kind")
    hand = one.get("first_hand")
    return Copy(
        key=key,
        version=_whole(one.get("version"), 1, MOST_VERSION),
        kind=kind,
        text=_text(one, "text"),
        off_record=one.get("off_record") is True,
        written_at=_moment(one.get("written_at"), now),
        at_second=None if one.get("at_second") is None else _whole(one["at_second"], 0, 1_000_000),
        first_hand=hand if isinstance(hand, bool) else None,
        employer=_text(one, "employer")[:LONGEST_WORDS],
        role=_text(one, "role")[:LONGEST_WORDS],
    )


def _press(one: Mapping[str, object], now: datetime) -> Press:
    what, questions = _text(one, "what"), one.get("questions", [])
    if what not in PRESSES or not isinstance(questions, list):
        raise NotOurs("press")
    return Press(
        what,
        _moment(one.get("at"), now),
        minutes=_whole(one.get("minutes", 0), 0, 1000),
        is_on=one.get("on", True) is True,
        questions=tuple(_whole(pk, 0, 1 << 62) for pk in questions),
    )


def _text(one: Mapping[str, object], name: str) -> str:
    value = one.get(name, "")
    if not isinstance(value, str):
        raise NotOurs(name)
    # Half of a pair, which JSON can carry and no database takes.
    return value.encode("utf-8", "replace").decode("utf-8")


def _whole(value: object, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise NotOurs("number")
    return min(max(int(value), least), most)


def _moment(value: object, now: datetime) -> datetime:
    """Read milliseconds since 1970; what is ahead of now, or no time at all, is now."""
    try:
        told = datetime.fromtimestamp(_whole(value, 0, 1 << 60) / 1000, UTC)
    except (OverflowError, OSError, ValueError):
        return now
    return min(told, now)
