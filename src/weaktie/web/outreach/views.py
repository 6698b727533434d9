"""Asks and answers."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from weaktie.campaign.network.models import Person
from weaktie.campaign.outreach import actions
from weaktie.campaign.outreach.queries import asks as queries
from weaktie.campaign.targets.queries import asking
from weaktie.core.refusal import Refused
from weaktie.web.request import SeekerRequest, tell

SAID = {"yes": "said yes", "no": "said no", "none": "gave no answer"}


@require_POST
def ask(request: SeekerRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user).others(), pk=pk)
    today = localdate()
    how = asking.reach(person, by=request.user, today=today)
    try:
        actions.log_ask(
            person, by=request.user, channel=how.channel, drawn_with=how.drawn_with, sent_on=today, now=now()
        )
    except Refused as refusal:
        tell(request, str(refusal))
    else:
        tell(request, f"Noted: you asked {person.name} today.", undo=reverse("undo"))
    return redirect(_back(request, person))


@require_POST
def ask_answer(request: SeekerRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user).others(), pk=pk)
    answer = request.POST.get("answer", "")
    try:
        ask_ = queries.open_ask(person, by=request.user)
        actions.log_answer(ask_, by=request.user, answer=answer, answered_on=localdate(), now=now())
    except Refused as refusal:
        tell(request, str(refusal))
    else:
        tell(request, f"Noted: {person.name} {SAID[answer]}.", undo=reverse("undo"))
    return redirect(_back(request, person))


def _back(request: SeekerRequest, person: Person) -> str:
    wanted = request.POST.get("next", "")
    mine = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted if mine else reverse("person", args=[person.pk])
