"""The face of the clock as the page first shows it; from then on the browser turns it."""

from __future__ import annotations

from dataclasses import dataclass

from weaktie.campaign.conversations.queries.live import LivePage
from weaktie.core.minutes import SIGN_BEFORE
from weaktie.web.saying import counted, number

WIDE = 300
"""How wide the drawing of the minutes is, in its own units."""

GAP = 1
LAID_OUT = frozenset({10, 15, 20, 25, 30, 45, 60})
"""Lengths for which the style sheet sets the names below the phases; others share the width evenly."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of the drawing: its name, where it begins, how wide it is, how much has passed."""

    code: str
    name: str
    minutes: int
    x: str
    width: str
    past: str
    is_now: bool


@dataclass(frozen=True, slots=True)
class Face:
    """What the clock says and draws at one moment."""

    digits: str
    spoken: str
    says: str
    beside: str
    bars: tuple[Bar, ...]
    extra: Bar | None
    mark: str
    layout: str
    near_end: bool
    is_over: bool


def face(page: LivePage) -> Face:
    """Return the clock of a page."""
    minutes, seconds = divmod(page.seconds, 60)
    near = page.is_running and page.agreed * 60 - page.seconds <= SIGN_BEFORE * 60
    says, beside = _words(page)
    agreed = page.conversation.length
    bars = tuple(_bar(page, one.code, one.name, one.begins, one.ends) for one in page.phases)
    extra = _bar(page, "extra", "", agreed, page.stops_after) if page.stops_after > agreed else None
    return Face(
        digits=f"{minutes:02}:{seconds:02}",
        spoken=f"{counted(minutes, 'minute', 'minutes')} {counted(seconds, 'second', 'seconds')}",
        says=says,
        beside=beside,
        bars=bars,
        extra=extra,
        mark=f"{_place(page, page.seconds / 60):.2f}",
        layout=f"m{agreed}" if agreed in LAID_OUT else "even",
        near_end=near,
        is_over=page.conversation.started_at is not None and page.seconds >= page.stops_after * 60,
    )


def _bar(page: LivePage, code: str, name: str, begins: int, ends: int) -> Bar:
    x, until = _place(page, begins), _place(page, ends)
    now = page.seconds / 60
    past = min(max(_place(page, now) - x, 0), until - x - GAP)
    is_now = page.conversation.started_at is not None and begins <= now < ends
    return Bar(
        code, name, ends - begins, f"{x:.2f}", f"{max(until - x - GAP, 0):.2f}", f"{max(past, 0):.2f}", is_now
    )


def _place(page: LivePage, minute: float) -> float:
    return min(minute, page.stops_after) / page.stops_after * WIDE


def _words(page: LivePage) -> tuple[str, str]:
    talk, minute = page.conversation, page.seconds / 60
    if talk.started_at is None:
        return f"{number(talk.length).capitalize()} minutes agreed", "The clock starts when you press."
    if talk.ended_at is not None or minute >= page.stops_after:
        return "The clock has stopped", "What you are typing stays; you can finish it."
    left = page.agreed - minute
    if left <= 0:
        over = int(-left)
        said = f"{counted(over, 'minute', 'minutes')} over" if over else "The agreed end"
        return said.capitalize(), f"These minutes are yours, unless {page.first_name} offers more."
    if left <= SIGN_BEFORE:
        whole = max(1, round(left))
        said = f"{counted(whole, 'minute', 'minutes')} to the agreed end"
        return said.capitalize(), "A good moment for the closing question."
    phase = next(one for one in page.phases if minute < one.ends or one is page.phases[-1])
    return phase.name, f"Until {phase.ends}:00"
