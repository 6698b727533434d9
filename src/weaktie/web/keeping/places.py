"""Where each thing of Today leads, in one press: the page, or the form, of the stage that does it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from weaktie.core.due import Matter, What


@dataclass(frozen=True, slots=True)
class Press:
    """A place to go to, or a form to send: its address, its words, what it sends."""

    url: str
    label: str
    is_form: bool = False
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Way:
    """An address by its name; its id is of the person, or of the row the matter is about."""

    name: str
    of_person: bool = False
    is_form: bool = False
    query: str = ""


_PERSON = _Way("person", of_person=True)
_BEGIN = _Way("conversation-begin", of_person=True, is_form=True)

WAYS: dict[What, tuple[_Way, ...]] = {
    What.RUNNING: (_Way("live"),),
    What.OFFER: (_BEGIN,),
    What.AGREED: (_BEGIN,),
    What.NAMED: (_Way("person", of_person=True, query="#introductions"),),
    What.TALK: (_Way("conversation-brief"),),
    What.MISSED: (_Way("conversation"),),
    What.DEBRIEF: (_Way("debrief"),),
    What.THANKS: (_Way("thanks"),),
    What.REPORT: (_Way("report"),),
    What.INTRODUCER: (_Way("introducer"),),
    What.TOUCH: (_Way("touch"),),
    What.PROMISE: (_Way("promise-kept", is_form=True),),
    What.MEMORY: (_Way("memory", of_person=True),),
    What.LETTER: (_Way("letter"),),
    What.WITHDRAW: (_Way("letter"),),
    What.ASK: (_Way("compose", of_person=True),),
    What.FOLLOW_UP: (_Way("compose", of_person=True),),
}
"""The ways there may be, the best first; the person's page is the last of each."""

SECOND = {What.TALK: ("Start early", _Way("live")), What.PROMISE: ("Write with it", _Way("promise"))}
"""What can be pressed beside it: a conversation starts early, a promise comes with a note."""


def press_of(matter: Matter, label: str) -> Press:
    """Return what is pressed for a matter."""
    if matter.what is What.OFFER and matter.row.startswith("c"):
        times = _to(_Way("conversation-times"), matter)
        if times:
            return Press(times, label)
    for way in (*WAYS.get(matter.what, ()), _PERSON):
        url = _to(way, matter)
        if url:
            return Press(url, label, is_form=way.is_form)
    return Press(reverse("people"), label)


def second_of(matter: Matter) -> Press | None:
    """Return what can be pressed beside it."""
    label, way = SECOND.get(matter.what, ("", _PERSON))
    url = _to(way, matter) if label else ""
    return Press(url, label) if url else None


def _to(way: _Way, matter: Matter) -> str:
    """Return the address, or nothing where there is none."""
    pk = matter.person if way.of_person else int("".join(filter(str.isdigit, matter.row)) or 0)
    try:
        return reverse(way.name, args=[pk]) + way.query
    except NoReverseMatch:
        return ""
