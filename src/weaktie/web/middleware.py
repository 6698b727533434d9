"""What happens around every view: who is here, and telling what was done to pages that change in part."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django_htmx.http import trigger_client_event

from weaktie.accounts import actions
from weaktie.web.request import SeekerRequest

GetResponse = Callable[[HttpRequest], HttpResponse]


def the_seeker(get_response: GetResponse) -> GetResponse:
    """Give each request the one user of this installation, and that user's days and hours."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.user = actions.local_seeker()
        with timezone.override(request.user.timezone()):
            return get_response(request)

    return middleware


def toasts(get_response: GetResponse) -> GetResponse:
    """Carry what was told with `tell` to the page when htmx replaces only a part of it.

    Must stand after MessageMiddleware and HtmxMiddleware.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not cast(SeekerRequest, request).htmx or _leads_away(response):
            return response
        for message in get_messages(request):
            told: dict[str, object] = {"text": str(message), "undo": message.extra_tags or ""}
            trigger_client_event(response, "wt:toast", told)
        return response

    return middleware


def _leads_away(response: HttpResponse) -> bool:
    """Tell whether the browser will load another page, which shows the messages itself."""
    return response.status_code in {301, 302, 303, 307, 308} or any(
        response.has_header(name) for name in ("HX-Redirect", "HX-Refresh", "HX-Location")
    )
