"""A site of the shell alone: every place it can lead to, and a seeker who needs no database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from weaktie.accounts.models import User
from weaktie.web import errors
from weaktie.web.request import lead_to, tell

PAGES = ("/welcome/", "/find/", "/find/?q=key", "/more/", "/keys/", "/nothing/", "/refused/", "/broken/")
NAMES = ("today", "next", "people", "targets", "settings", "network", "demo", "demo-end")


def page(request: HttpRequest) -> HttpResponse:
    return render(request, "shell/more.html")


def received(incoming: HttpRequest) -> HttpResponse:
    """Take uploads as the import page will: tell what came, or refuse an empty one."""
    files = [file.name for file in incoming.FILES.getlist("files")]
    if incoming.method == "POST" and not files:
        context = {"problem": "There was no file in that."}
        return render(incoming, "shell/welcome.html", context, status=422)
    if incoming.method == "POST":
        paths = incoming.POST.getlist("paths")
        tell(incoming, f"{' '.join(files)} as {' '.join(paths)}", undo="/undo/")
        return lead_to(incoming, "/import/")
    return render(incoming, "shell/welcome.html")


def undo(incoming: HttpRequest) -> HttpResponse:
    tell(incoming, "Taken back.")
    return lead_to(incoming, incoming.POST["next"])


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("planted")


def refused(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


urlpatterns = [
    *(path("" if name == "today" else f"{name}/", page, name=name) for name in NAMES),
    path("import/", received, name="import"),
    path("undo/", undo),
    path("broken/", broken),
    path("refused/", refused),
    path("", include("weaktie.web.shell.urls")),
]
handler403, handler404, handler500 = errors.forbidden, errors.not_found, errors.broken

SEEKER = {
    "theme": "",
    "single_keys": True,
    "is_demo": False,
    "welcomed_at": datetime(2026, 11, 1, tzinfo=UTC),
}


def the_same_seeker(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Stand in for the middleware that reads the seeker from the database."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.user = User(username="ada", **SEEKER)
        return get_response(request)

    return middleware
