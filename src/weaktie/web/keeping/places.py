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
    What.TALK: (_Way("conversation-brief"),),
    What.MISSED: (_Way("conversation"), _Way("live")),
    What.DEBRIEF: (_Way("debrief"),),
    What.MEMORY: (_Way("memory", of_person=True),),
    What.LETTER: (_Way("letter"),),
    What.WITHDRAW: (_Way("letter"),),
    What.ASK: (_Way("compose", of_person=True),),
    What.FOLLOW_UP: (_Way("compose", of_person=True),),
}
"""The ways there may be, the best first; the person's page is the last of each."""


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
    """Return what can be pressed beside it: a conversation can be started early."""
    live = _to(_Way("live"), matter) if matter.what is What.TALK else ""
    return Press(live, "Start early") if live else None


def _to(way: _Way, matter: Matter) -> str:
    """Return the address, or nothing where there is none."""
    pk = matter.person if way.of_person else int("".join(filter(str.isdigit, matter.row)) or 0)
    try:
        return reverse(way.name, args=[pk]) + way.query
    except NoReverseMatch:
        return ""
