"""Undo, settings, and the pages for who is who."""

from __future__ import annotations

from zoneinfo import available_timezones

from django.conf import settings as configured
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from weaktie.accounts import actions as accounts
from weaktie.adapters import home
from weaktie.campaign.conversations.queries import debrief
from weaktie.campaign.intake.actions import forgetting as forgotten
from weaktie.campaign.keeping.actions import deleting
from weaktie.campaign.keeping.actions import forget as forgetting
from weaktie.campaign.keeping.actions import same as same_actions
from weaktie.campaign.keeping.actions import undo as undoing
from weaktie.campaign.keeping.queries import feed
from weaktie.campaign.network.actions import me as me_actions
from weaktie.campaign.network.actions.settle import settle
from weaktie.campaign.network.models import Person
from weaktie.campaign.network.queries import pairs, seeker
from weaktie.campaign.network.queries.people import first_name
from weaktie.core.refusal import Refused
from weaktie.web.keeping.forms import DeleteForm, MeForm, PreferForm
from weaktie.web.request import SeekerRequest, tell

SETTINGS = "keeping/settings.html"


@require_POST
def undo(request: SeekerRequest) -> HttpResponse:
    try:
        words = undoing.undo(by=request.user, now=now())
    except undoing.Forgotten as refusal:
        tell(request, str(refusal), undo=reverse("undo"))
    except Refused as refusal:
        tell(request, str(refusal))
    else:
        tell(request, f"Undone: {words}.", undo=reverse("redo"))
    return redirect(_back(request))


@require_POST
def redo(request: SeekerRequest) -> HttpResponse:
    try:
        words = undoing.redo(by=request.user, now=now())
    except Refused as refusal:
        tell(request, str(refusal))
    else:
        tell(request, f"Done again: {words}.", undo=reverse("undo"))
    return redirect(_back(request))


@require_http_methods(["GET", "POST"])
def settings(request: SeekerRequest) -> HttpResponse:
    form = PreferForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        accounts.prefer(request.user, now=now(), **form.cleaned_data)
        tell(request, "Kept.")
        return redirect("settings")
    return _settings(request, form=form, status=422 if form else 200)


@require_POST
def me(request: SeekerRequest) -> HttpResponse:
    form = MeForm(request.POST)
    if form.is_valid():
        today_ = now().astimezone(request.user.timezone()).date()
        try:
            accounts.refuse_mixing(request.user, now=now())
            me_actions.say_who_you_are(by=request.user, today=today_, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("emails", str(refusal))
        else:
            settle(by=request.user)
            tell(request, "Now weaktie knows who you are.")
            return redirect(_back(request))
    return _settings(request, me_form=form, status=422)


@require_http_methods(["GET", "POST"])
def everything_delete(request: SeekerRequest) -> HttpResponse:
    form = DeleteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        deleting.delete_everything(by=request.user, forgotten_too=form.cleaned_data["forgotten"])
        tell(request, "Everything is deleted.")
        return redirect("welcome")
    status = 422 if form.errors else 200
    context = {"form": form, "has_forgotten": forgotten.has_any(by=request.user)}
    return render(request, "keeping/everything_delete.html", context, status=status)


@require_http_methods(["GET", "POST"])
def forget(request: SeekerRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user).others(), pk=pk)
    if request.method == "POST":
        name = person.name
        forgetting.forget([person], by=request.user, now=now())
        tell(request, f"{name} is forgotten.")
        return redirect("people")
    context = {"person": person, "first_name": first_name(person.name)}
    return render(request, "keeping/forget.html", context)


@require_POST
def split(request: SeekerRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user).others(), pk=pk)
    entries = [_number(entry) for entry in request.POST.getlist("entry")]
    try:
        new = same_actions.part(person, entries, by=request.user, now=now())
    except Refused as refusal:
        tell(request, str(refusal))
        return redirect("person", pk)
    tell(request, f"{new.name} is somebody of their own now.", undo=reverse("undo"))
    return redirect("person", new.pk)


@require_http_methods(["GET", "POST"])
def same(request: SeekerRequest) -> HttpResponse:
    """Compare two people of one's choice, or say whether they are one."""
    people = Person.objects.visible_to(request.user).others()
    told = request.POST if request.method == "POST" else request.GET
    a, b = (get_object_or_404(people, pk=_number(told.get(name))) for name in ("a", "b"))
    if request.method == "GET":
        if a == b:
            return redirect("person", a.pk)
        return render(request, "keeping/same.html", {"pair": pairs.compared(a, b, by=request.user)})
    try:
        if request.POST.get("same") == "yes":
            kept = same_actions.merge(a, b, by=request.user, now=now())
            tell(request, f"{kept.name} is one person now.", undo=reverse("undo"))
            if request.POST.get("chosen"):
                return redirect("person", kept.pk)
        else:
            same_actions.keep_apart(a, b, by=request.user, now=now())
            tell(request, f"{a.name} and {b.name} stay two people.", undo=reverse("undo"))
    except Refused as refusal:
        tell(request, str(refusal))
    return redirect("duplicates")


def _settings(
    request: SeekerRequest,
    *,
    form: PreferForm | None = None,
    me_form: MeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    name, emails = seeker.guessed(by=request.user)
    slug = seeker.guessed_profile(by=request.user)
    profile = f"linkedin.com/in/{slug}" if slug else ""
    mine = {"name": name, "emails": "\n".join(emails), "profile": profile}
    user = request.user
    kept = {"zone": user.zone, "country": user.country, "theme": user.theme, "single_keys": user.single_keys}
    context = {
        "form": form or PreferForm(initial={**kept, "day_first": "1" if user.day_first else "0"}),
        "me_form": me_form or MeForm(initial=mine),
        "is_known": me_actions.is_known(by=request.user),
        "zones": sorted(available_timezones()),
        "home": configured.HOME,
        "command": home.command(),
        "feed_url": _feed_url(request),
        "own": debrief.own_ways(by=request.user),
        "respects": debrief.ordered_respects(),
    }
    return render(request, SETTINGS, context, status=status)


def _feed_url(request: SeekerRequest) -> str:
    key = feed.key_of(by=request.user)
    return request.build_absolute_uri(f"/feed/{key}.ics") if key else ""


def _back(request: SeekerRequest) -> str:
    wanted = request.POST.get("next", "")
    return wanted if wanted.startswith("/") and not wanted.startswith(("//", "/\\")) else "/"


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 18 else 0
