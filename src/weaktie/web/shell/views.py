"""The shell's own pages: welcome, find, more, keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from weaktie.web.shell import finding

if TYPE_CHECKING:
    from weaktie.web.request import SeekerRequest

LONGEST_SEARCH = 200


@require_safe
def welcome(request: SeekerRequest) -> HttpResponse:
    return render(request, "shell/welcome.html")


@require_safe
def find(request: SeekerRequest) -> HttpResponse:
    sought = " ".join(request.GET.get("q", "").split())[:LONGEST_SEARCH]
    people = finding.people_search(sought, by=request.user, now=now())
    groups = finding.in_order(sought, people, finding.pages(sought))
    page = "shell/find.html"
    return render(request, f"{page}#found" if request.htmx else page, {"q": sought, "groups": groups})


@require_safe
def more(request: SeekerRequest) -> HttpResponse:
    return render(request, "shell/more.html")


@require_safe
def keys(request: SeekerRequest) -> HttpResponse:
    page = "shell/keys.html"
    return render(request, f"{page}#keys-list" if request.htmx else page)
