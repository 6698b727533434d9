"""Asks, the one follow-up, and answers."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from weaktie.campaign.network.models import Person
from weaktie.campaign.outreach import actions
from weaktie.campaign.outreach.models import Ask
from weaktie.campaign.outreach.queries import asks as queries
from weaktie.campaign.targets.queries import asking
from weaktie.core.refusal import Refused
from weaktie.web.outreach.composing import compose_page, keep, mine
from weaktie.web.outreach.forms import ANSWERS, AnswerForm, as_typed
from weaktie.web.request import SeekerRequest, own_page, tell


@require_POST
def ask(request: SeekerRequest, pk: int) -> HttpResponse:
    person = mine(request, pk)
    today = localdate()
    how = asking.reach(person, by=request.user, today=today)
    told = as_typed(request.POST)
    message = keep(request, person, told, told.text) if "text" in request.POST else None
    try:
        actions.log_ask(
            person, by=request.user, channel=how.channel, drawn_with=how.drawn_with, message=message,
            guess=told.guess, sent_on=today, now=now(),
        )  # fmt: skip
    except Refused as refusal:
        if "text" in request.POST:
            return compose_page(request, person, told=told, problem=str(refusal))
        tell(request, str(refusal))
    else:
        tell(request, f"Noted: you asked {person.name} today.", undo=reverse("undo"))
    return redirect(own_page(request, _home(person)))


@require_POST
def follow_up(request: SeekerRequest, pk: int) -> HttpResponse:
    person = mine(request, pk)
    told = as_typed(request.POST)
    message = keep(request, person, told, told.text) if "text" in request.POST else None
    try:
        open_ask = queries.open_ask(person, by=request.user)
        actions.follow_up(open_ask, by=request.user, message=message, sent_on=localdate(), now=now())
    except Refused as refusal:
        return compose_page(request, person, told=told, problem=str(refusal))
    tell(request, f"Noted: you wrote to {person.name} once more.", undo=reverse("undo"))
    return redirect(own_page(request, _home(person)))


@require_POST
def ask_answer(request: SeekerRequest, pk: int) -> HttpResponse:
    person = mine(request, pk)
    form = AnswerForm(request.POST)
    form.is_valid()
    answer, words = (form.cleaned_data.get(name, "") for name in ("answer", "words"))
    try:
        asked = queries.answerable(person, by=request.user)
        actions.log_answer(
            asked, by=request.user, answer=answer, words=words, answered_on=localdate(), now=now()
        )
    except Refused as refusal:
        tell(request, str(refusal))
    else:
        tell(request, f"Noted: {person.name} {ANSWERS[Ask.Answer(answer)]}.", undo=reverse("undo"))
        if answer == Ask.Answer.REDIRECTED:
            return redirect("introduction-create", pk)
    return redirect(own_page(request, _home(person)))


def _home(person: Person) -> str:
    return reverse("person", args=[person.pk])
