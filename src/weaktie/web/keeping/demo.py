"""Looking around as the fictional seeker, and leaving again."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from weaktie.campaign.keeping.actions import demo
from weaktie.core.refusal import Refused
from weaktie.web.request import SeekerRequest, lead_to, tell


@require_POST
def begin(request: SeekerRequest) -> HttpResponse:
    try:
        demo.begin(by=request.user, now=now())
    except Refused as refusal:
        tell(request, str(refusal))
    else:
        tell(request, "This is Mara's book. Everybody in it is made up; press anything.")
    return lead_to(request, "/")


@require_POST
def end(request: SeekerRequest) -> HttpResponse:
    try:
        demo.end(by=request.user, now=now())
    except Refused as refusal:
        tell(request, str(refusal))
    else:
        tell(request, "Mara is gone, and nothing of her is left.")
    return lead_to(request, "/")
