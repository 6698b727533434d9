"""What every page gets with its request: the seeker, the sections, and the way to tell what was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

import weaktie

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from weaktie.accounts.models import User


class SeekerRequest(HttpRequest):
    """A request whose user is known, from the middleware `the_seeker`."""

    user: User
    htmx: HtmxDetails


@dataclass(frozen=True, slots=True)
class Place:
    """A page one can always go to: its address, its words, its icon, and the key after `g`.

    A section that is no tab (`is_tab`) lies under More on a phone, whose bar holds five.
    """

    url: str
    label: str
    about: str
    icon: str
    key: str
    is_current: bool
    is_tab: bool


@dataclass(frozen=True, slots=True)
class _Sign:
    name: str
    label: str
    about: str
    icon: str
    key: str
    is_tab: bool = True


# In the order of the masthead. A place is shown as soon as its address exists.
SECTIONS = (
    _Sign("today", "Today", "What is due now", "today", "t"),
    _Sign("next", "Whom to ask", "People chosen together for this week", "ask", "a"),
    _Sign("people", "People", "Everybody you know, with search", "people", "p"),
    _Sign("conversations", "Conversations", "What is booked, and what was said", "speech", "c"),
    _Sign("chain", "Chain", "Who led to whom", "chain", "h", is_tab=False),
    _Sign(
        "targets", "Targets", "Employers, roles and industries to learn about", "target", "r", is_tab=False
    ),
)
UNDER_MORE = (
    _Sign("import", "Import", "Add exports; see what each file brought", "import", "i"),
    _Sign("promises", "Owed and promised", "Thanks, reports and promises, by their day", "promise", "w"),
    _Sign("duplicates", "The same person?", "Pairs that look alike and need your eye", "people", "d"),
    _Sign("network", "Your network", "The circles you know, as a picture and a table", "network", "n"),
    _Sign("settings", "Settings", "How dates and pages are shown; delete everything", "settings", "s"),
    _Sign("keys", "Keys", "What the keyboard can do here", "keys", ""),
    _Sign("welcome", "First page", "Where to find your exports, and our promises", "welcome", ""),
)


def places(path: str) -> tuple[list[Place], list[Place]]:
    """Return the sections and what lies under More, with the one that holds this path marked."""
    return _marked(SECTIONS, path), _marked(UNDER_MORE, path)


def shell(request: HttpRequest) -> dict[str, object]:
    """Give every template what the page around it needs (a context processor)."""
    sections, under_more = places(request.path)
    user: User | None = getattr(request, "user", None)
    return {
        "sections": sections,
        "under_more": under_more,
        "seeker": user,
        "theme": user.theme if user is not None else "",
        "single_keys": user is None or user.single_keys,
        "today": timezone.localdate(),
        "version": weaktie.__version__,
        "store": settings.COOKIE_SUFFIX,
        "standing": _address("conversations-standing"),
    }


def tell(request: HttpRequest, sentence: str, *, undo: str = "") -> None:
    """Say in one sentence what was done, on the next page shown; `undo` is the address that takes it back."""
    messages.add_message(request, messages.SUCCESS, sentence, extra_tags=undo)


def own_page(request: HttpRequest, otherwise: str) -> str:
    """Return the page that a form wants to lead back to: only ever one of our own."""
    wanted = request.POST.get("next", "")
    return wanted if wanted.startswith("/") and not wanted.startswith(("//", "/\\")) else otherwise


def lead_to(request: SeekerRequest, url: str) -> HttpResponse:
    """Lead to another page after a change; a request by htmx or an upload leads the whole page there."""
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)


def _marked(signs: tuple[_Sign, ...], path: str) -> list[Place]:
    found = [(sign, url) for sign in signs if (url := _address(sign.name))]
    return [
        Place(
            url, sign.label, sign.about, sign.icon, sign.key, is_current=_holds(url, path), is_tab=sign.is_tab
        )
        for sign, url in found
    ]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _holds(url: str, path: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))
