"""The calendar of what is due, under an address that nobody guesses."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from weaktie.campaign.keeping.actions import feeding
from weaktie.campaign.keeping.queries import feed as queries
from weaktie.core.refusal import Refused
from weaktie.web.request import SeekerRequest, tell


@require_safe
def feed(request: SeekerRequest, key: str) -> HttpResponse:
    """Give whose key it is their calendar; the cookie is not asked for, and says nothing here."""
    owner = queries.whose(key)
    if owner is None:
        raise Http404
    answer = HttpResponse(queries.calendar(by=owner, now=now()), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="weaktie.ics"'
    return answer


@require_POST
def settings_feed(request: SeekerRequest) -> HttpResponse:
    """Make the address, make another in its place, or close it."""
    try:
        if request.POST.get("do") == "close":
            feeding.close_feed(by=request.user, now=now())
            words = "Closed: the address answers nobody any more."
        else:
            feeding.open_feed(by=request.user, now=now())
            words = "Made. Give the address to your calendar program, and to nobody else."
    except Refused as refusal:
        tell(request, str(refusal))
    else:
        tell(request, words, undo=reverse("undo"))
    return redirect(reverse("settings") + "#feed")
