"""The brief, and what is written on it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from weaktie.campaign.conversations.actions import preparing
from weaktie.campaign.conversations.models import Conversation, Desire, Question
from weaktie.campaign.conversations.queries import brief as briefing
from weaktie.core import opening
from weaktie.core.refusal import Refused
from weaktie.web.conversations.forms import DesireForm, PlanForm, WordsForm
from weaktie.web.conversations.views import address, mine
from weaktie.web.request import SeekerRequest, tell


@require_safe
def conversation_brief(request: SeekerRequest, pk: int) -> HttpResponse:
    found = mine(request, pk)
    return render(request, "conversations/brief.html", {
        "brief": briefing.brief(found, by=request.user, now=now()),
        "conversation": found,
        "desires": Desire.choices,
        "most_words": opening.MOST_WORDS,
        "live_url": address("live", found.pk),
    })  # fmt: skip


@require_POST
def conversation_desire(request: SeekerRequest, pk: int) -> HttpResponse:
    found = mine(request, pk)
    form = DesireForm(request.POST)
    if not form.is_valid():
        tell(request, "Choose one of the five words first.")
        return _back(request, found)
    told = form.cleaned_data
    return _kept(request, found, lambda: preparing.say_desire(
        found, by=request.user, desire=told["desire"], why=told["why"], now=now(),
    ))  # fmt: skip


@require_POST
def conversation_opening(request: SeekerRequest, pk: int) -> HttpResponse:
    found = mine(request, pk)
    words = _words(request)
    return _kept(
        request, found, lambda: preparing.write_opening(found, by=request.user, words=words, now=now())
    )


@require_POST
def conversation_plan(request: SeekerRequest, pk: int) -> HttpResponse:
    found = mine(request, pk)
    form = PlanForm(request.POST)
    if not form.is_valid():
        tell(request, "Keep each to a sentence of 300 characters.")
        return _back(request, found)
    told = form.cleaned_data
    return _kept(request, found, lambda: preparing.plan(
        found, by=request.user, clear=told["clear"], sharp=told["sharp"], easy=told["easy"], now=now(),
    ))  # fmt: skip


@require_POST
def conversation_questions(request: SeekerRequest, pk: int) -> HttpResponse:
    """Add a question to the middle."""
    found = mine(request, pk)
    words, why = _words(request), request.POST.get("why", "")
    return _kept(
        request,
        found,
        lambda: preparing.add_question(found, by=request.user, words=words, why=why, now=now()),
    )


@require_POST
def conversation_last_question(request: SeekerRequest, pk: int) -> HttpResponse:
    """Put the closing question into one's own words."""
    found = mine(request, pk)
    words = _words(request)
    return _kept(request, found, lambda: preparing.close_with(found, by=request.user, words=words, now=now()))


@require_POST
def question(request: SeekerRequest, pk: int) -> HttpResponse:
    asked = _question(request, pk)
    words = _words(request)
    return _kept(
        request,
        asked.conversation,
        lambda: preparing.change_question(asked, by=request.user, words=words, now=now()),
    )


@require_POST
def question_place(request: SeekerRequest, pk: int) -> HttpResponse:
    """Ask a question earlier or later."""
    asked = _question(request, pk)
    up = request.POST.get("place") != "later"
    return _kept(
        request, asked.conversation, lambda: preparing.move_question(asked, by=request.user, up=up, now=now())
    )


@require_POST
def question_drop(request: SeekerRequest, pk: int) -> HttpResponse:
    asked = _question(request, pk)
    return _kept(
        request, asked.conversation, lambda: preparing.drop_question(asked, by=request.user, now=now())
    )


def _question(request: SeekerRequest, pk: int) -> Question:
    kept = Question.objects.filter(conversation__owner=request.user).select_related("conversation")
    return get_object_or_404(kept, pk=pk)


def _words(request: SeekerRequest) -> str:
    form = WordsForm(request.POST)
    return form.cleaned_data["words"] if form.is_valid() else request.POST.get("words", "")[:2000]


def _kept(request: SeekerRequest, found: Conversation, do: Callable[[], object]) -> HttpResponse:
    """Do it, tell what came of it, and show the brief again."""
    try:
        do()
    except Refused as refusal:
        tell(request, str(refusal))
    else:
        tell(request, "Kept.", undo=reverse("undo"))
    return _back(request, found)


def _back(request: SeekerRequest, found: Conversation) -> HttpResponse:
    name = "conversation" if request.POST.get("next") == "conversation" else "conversation-brief"
    return redirect(name, found.pk)
