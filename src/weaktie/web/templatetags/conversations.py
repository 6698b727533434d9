"""How notes are listed."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from weaktie.campaign.conversations.models import Fit, Note
from weaktie.campaign.conversations.queries.live import LiveNote

register = template.Library()

OFF = "off the record"


@register.filter
def clock_time(seconds: int | None) -> str:
    """Say how far into the conversation something was: 08:02; "after" when it was not within it."""
    return "after" if seconds is None else f"{seconds // 60:02}:{seconds % 60:02}"


@register.filter
def line_time(seconds: int | None) -> str:
    """Say when a line of a transcript was spoken, or nothing where that is not known."""
    return "" if seconds is None else clock_time(seconds)


@register.filter
def kind_words(note: Note) -> str:
    """Name the kind of a note, and whether it is off the record."""
    return f"{note.get_kind_display()}, {OFF}" if note.off_record else note.get_kind_display()


@register.inclusion_tag("conversations/_live_note.html")
def note_row(one: LiveNote, tags: Mapping[str, str]) -> dict[str, object]:
    """Show one note in the list of the live page."""
    return {
        "note": one.note,
        "one": one,
        "at": clock_time(one.note.at_second),
        "label": kind_words(one.note),
        "tag": "locked" if one.note.off_record else tags[one.note.kind],
    }


@register.filter
def of(told: Mapping[str, str], key: str) -> str:
    """Return what is told under a key, or ""."""
    return told.get(key, "")


@register.filter
def respect_name(respect: str) -> str:
    """Name a respect in which people work."""
    return str(Fit.Respect(respect).label)
