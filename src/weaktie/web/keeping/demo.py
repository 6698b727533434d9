"""Looking around as the fictional seeker, and leaving again."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from weaktie.campaign.keeping.actions import demo
from weaktie.core.refusal import Refused
from weaktie.web.request import SeekerRequest, lead_to, tell

SHOWN = 12
"""So many of the things done in her book are named before they go."""


@require_POST
def begin(request: SeekerRequest) -> HttpResponse:
    try:
        demo.begin(by=request.user, now=now())
    except Refused as refusal:
        tell(request, str(refusal))
    else:
        tell(request, "This is Mara's book. Everybody in it is made up; press anything.")
    return lead_to(request, "/")


@require_http_methods(["GET", "POST"])
def end(request: SeekerRequest) -> HttpResponse:
    if request.method == "GET":
        done = demo.done_since(by=request.user) if request.user.is_demo else []
        context = {"done": done[:SHOWN], "more": len(done) - SHOWN}
        return render(request, "keeping/demo_end.html", context)
    try:
        demo.end(by=request.user, now=now(), surely=request.POST.get("surely") == "yes")
    except demo.NotAllHers:
        return lead_to(request, reverse("demo-end"))
    except Refused as refusal:
        tell(request, str(refusal))
    else:
        tell(request, "Mara is gone, and nothing of her is left.")
    return lead_to(request, "/")
