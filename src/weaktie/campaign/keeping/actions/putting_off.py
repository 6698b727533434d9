"""Putting something due off: it leaves Today until a day, and comes back by itself."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from weaktie.accounts.models import User
from weaktie.campaign.keeping.models import Later
from weaktie.campaign.keeping.queries.due import everything
from weaktie.campaign.timeline.actions import step
from weaktie.core import due_words
from weaktie.core.due import STAYS, WEEKS_ASKS
from weaktie.core.refusal import Refused

MOST = timedelta(days=31)
"""[J] What is put off for longer is not put off but let go."""


class NotDue(Refused):
    """Nothing of this name is due."""

    code = "not_due"


class CannotWait(Refused):
    """Somebody else waits: a conversation is moved, not put off."""

    code = "cannot_wait"


class NotADay(Refused):
    """Not a day ahead, or one too far ahead."""

    code = "not_a_day"


def put_off(key: str, *, by: User, until: date, now: datetime) -> None:
    """Hide something due until a day; `key` is its kind and what it is about, as Today gives it."""
    today = now.astimezone(by.timezone()).date()
    if not today < until <= today + MOST:
        raise NotADay("Choose tomorrow or a later day of the coming month.")
    words = _words(key, by=by, now=now)
    with step("later", f"Put off until {until.day} {until:%B}: {words}", by=by, now=now) as act:
        kept = Later.objects.visible_to(by).filter(key=key).first()
        if kept is None:
            act.add(Later(owner=by, key=key, until=until))
        else:
            act.change(kept, until=until)


def _words(key: str, *, by: User, now: datetime) -> str:
    """Return what is put off, in words; refuse what is not due or cannot wait."""
    if key == WEEKS_ASKS:
        return "whom to ask this week"
    here = now.astimezone(by.timezone())
    matter = next((one.matter for one in everything(by=by, now=now) if one.matter.key == key), None)
    if matter is None:
        raise NotDue("Nothing of this name is due; see: weaktie today.")
    if matter.what in STAYS:
        raise CannotWait("A conversation cannot be put off here: move it to another time.")
    return due_words.heading(matter, due_words.said(matter, here))
