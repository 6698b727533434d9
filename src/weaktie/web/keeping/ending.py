"""The end of a search, step by step."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from weaktie.campaign.keeping.actions import ending
from weaktie.campaign.keeping.queries.book import read
from weaktie.campaign.keeping.queries.farewells import end_page
from weaktie.core.refusal import Refused
from weaktie.web.keeping.forms import EndForm
from weaktie.web.request import SeekerRequest, tell

PAGE = "keeping/end.html"


@require_http_methods(["GET", "POST"])
def end(request: SeekerRequest) -> HttpResponse:
    """Ask what offer was taken; afterwards show what is left to send."""
    form = EndForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            ending.end_search(by=request.user, now=now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error("employer", str(refusal))
        else:
            tell(
                request,
                "Noted. Nothing is sent: read each letter, and send it yourself.",
                undo=reverse("undo"),
            )
            return redirect("end")
    page = end_page(read(by=request.user, now=now()))
    status = 422 if form.errors else 200
    return render(request, PAGE, {"page": page, "form": form}, status=status)


@require_POST
def end_calls(request: SeekerRequest) -> HttpResponse:
    takes = request.POST.get("takes") == "yes"
    try:
        ending.say_takes_calls(by=request.user, takes=takes, now=now())
    except Refused as refusal:
        tell(request, str(refusal))
    else:
        words = "You take such calls from now on." if takes else "You take no such calls for now."
        tell(request, words, undo=reverse("undo"))
    return redirect("end")
