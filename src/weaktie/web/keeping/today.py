"""Today, putting something off, and the quiet look back at a week."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from weaktie.campaign.keeping.actions import putting_off
from weaktie.campaign.keeping.queries import lookback
from weaktie.campaign.keeping.queries.today import today_page
from weaktie.campaign.network.models import Person
from weaktie.campaign.targets.queries.next import whom_to_ask
from weaktie.core.refusal import Refused
from weaktie.web.keeping.due import on_today
from weaktie.web.request import SeekerRequest, tell


@require_safe
def front(request: SeekerRequest) -> HttpResponse:
    """Lead to Today, or to the first page while there is nobody here."""
    if Person.objects.visible_to(request.user).others().exists():
        return redirect("today")
    return redirect("welcome")


@require_safe
def today(request: SeekerRequest) -> HttpResponse:
    page = today_page(by=request.user, now=now())
    asks = page.people and not page.end
    found = whom_to_ask(by=request.user, as_of=page.on, today=page.on) if asks else None
    return render(request, "keeping/today.html", on_today(page, found) | {"here": request.path})


@require_POST
def later(request: SeekerRequest) -> HttpResponse:
    until = _day(request.POST.get("until", ""))
    try:
        if until is None:
            raise putting_off.NotADay("Choose a day.")
        putting_off.put_off(request.POST.get("key", ""), by=request.user, until=until, now=now())
    except Refused as refusal:
        tell(request, str(refusal))
    else:
        tell(request, f"Put off until {until:%A} {until.day} {until:%B}.", undo=reverse("undo"))
    return redirect("today")


@require_safe
def week(request: SeekerRequest) -> HttpResponse:
    today_ = now().astimezone(request.user.timezone()).date()
    latest = lookback.last_week(today_)
    wanted = min(_day(request.GET.get("of", "")) or latest, latest)
    page = lookback.look_back(wanted, by=request.user, today=today_)
    return render(request, "keeping/week.html", {"page": page, "is_latest": page.monday == latest})


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if date(1970, 1, 8) < day < date(9000, 1, 1) else None
