"""Filters and tags of every page: what people say, the tie's drawing, the band of an interval."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from weaktie.web import saying

register = template.Library()


@dataclass(frozen=True, slots=True)
class _Stroke:
    """How a class of ties is drawn and said."""

    width: str
    dashes: str
    is_met: bool
    words: str


STROKES = {
    "close": _Stroke("4", "", True, "close"),
    "active": _Stroke("2.6", "", True, "regular"),
    "moderate": _Stroke("1.3", "", True, "light"),
    "dormant": _Stroke("1.6", "0.1 4", True, "long ago"),
    "never": _Stroke("1.3", "", False, "no exchange yet"),
}


@register.filter
def said(when: date | None, today: date | None = None) -> str:
    """Say a day or a moment: {{ person.last_contact|said:today }}."""
    here = today or timezone.localdate()
    if isinstance(when, datetime):
        local = timezone.localtime(when) if timezone.is_aware(when) else when
        return saying.moment(local, today=here)
    return saying.day(when, today=here)


@register.filter
def full_day(when: date) -> str:
    """Say a day whole: Tuesday 24 November 2026."""
    return saying.full_day(timezone.localtime(when) if isinstance(when, datetime) else when)


@register.filter
def how_long(days: int) -> str:
    """Say how long a number of days is: {{ 2071|how_long }} is five years and eight months."""
    return saying.length(days)


@register.filter
def in_words(count: int) -> str:
    """Say a whole number: six, 1,204."""
    return saying.number(count)


@register.filter
def figure(count: int) -> str:
    """Write a whole number in figures with commas, for columns."""
    return f"{count:,}"


@register.filter
def counted(count: int, words: str) -> str:
    """Say how many there are: {{ n|counted:"person,people" }}."""
    one, _, many = words.partition(",")
    return saying.counted(count, one, many)


@register.filter
def share(probability: float) -> str:
    """Say a probability as a simple fraction: 2 in 5."""
    return saying.share(probability)


@register.filter
def marked(text: str, sought: str) -> SafeString:
    """Mark where the sought words stand in a text, whatever their case; the text is escaped."""
    words = [re.escape(word) for word in sought.split()]
    if not words:
        return escape(text)
    pieces = re.split(f"({'|'.join(words)})", text, flags=re.IGNORECASE)
    return format_html_join(
        "",
        "{}{}",
        ((before, _mark(hit)) for before, hit in zip(pieces[::2], [*pieces[1::2], ""], strict=True)),
    )


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw one of our icons beside words that say the same."""
    return format_html('<svg aria-hidden="true"><use href="{}#{}"/></svg>', static("icons.svg"), name)


@register.simple_tag
def tie(kind: str, words: str = "") -> SafeString:
    """Draw a tie (close, active, moderate, dormant, never) with its words, which are never left out."""
    stroke = STROKES[kind]
    dashes = format_html(' stroke-dasharray="{}"', stroke.dashes) if stroke.dashes else ""
    end = (
        mark_safe('<circle class="tie-end" cx="32" cy="6" r="3.6"/>')
        if stroke.is_met
        else mark_safe('<circle class="tie-hollow" cx="32" cy="6" r="2.9"/>')
    )
    return format_html(
        '<span class="tie"><svg viewBox="0 0 36 12" aria-hidden="true">'
        '<path class="tie-line" d="M8 6H28" stroke-width="{}"{}/>'
        '<circle class="tie-end" cx="4" cy="6" r="3.6"/>{}</svg>{}</span>',
        stroke.width,
        dashes,
        end,
        words or stroke.words,
    )


@register.simple_tag
def interval(low: float, estimate: float, high: float, what: str = "would talk") -> SafeString:
    """Draw a probability as a band from low to high with a thin estimate, and say both in words."""
    return format_html(
        '<figure class="interval"><svg viewBox="0 0 100 14" preserveAspectRatio="none" role="img"'
        ' aria-label="Most likely {likely}, could be {range}">'
        '<rect class="scale" x="0" y="5" width="100" height="4"/>'
        '<rect class="band" x="{start}" y="2.5" width="{width}" height="9"/>'
        '<rect class="point" x="{point}" y="0" width="0.9" height="14"/></svg>'
        "<figcaption><b>{about}</b> {what}<br>could be {range}</figcaption></figure>",
        likely=saying.share(estimate),
        about=saying.about(estimate),
        range=saying.share_range(low, high),
        what=what,
        start=f"{min(100 * low, 99.1):.2f}",
        width=f"{max(100 * (high - low), 0.9):.2f}",
        point=f"{min(max(100 * estimate - 0.45, 0), 99.1):.2f}",
    )


def _mark(hit: str) -> SafeString:
    return format_html("<mark>{}</mark>", hit) if hit else mark_safe("")
