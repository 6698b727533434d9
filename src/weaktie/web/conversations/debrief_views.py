"""The debrief, how one works oneself, and letting a target go."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from weaktie.campaign.conversations.actions import debriefing
from weaktie.campaign.conversations.models import Conversation, Desire, Fit, Note
from weaktie.campaign.conversations.queries import debrief as queries
from weaktie.campaign.targets.models import Target
from weaktie.core.fit import WHY_SAMENESS
from weaktie.core.lint import ProtectedTrait
from weaktie.core.refusal import Refused
from weaktie.web.conversations.debrief_form import filled, told
from weaktie.web.request import SeekerRequest, tell


@require_http_methods(["GET", "POST"])
def debrief(request: SeekerRequest, pk: int) -> HttpResponse:
    mine = Conversation.objects.visible_to(request.user).select_related("person", "target")
    found = get_object_or_404(mine, pk=pk)
    page = queries.debrief_page(found, by=request.user)
    refusal: Refused | None = None
    if request.method == "POST":
        said = told(request.POST, page)
        about_work = "about_work" in request.POST
        try:
            debriefing.debrief(found, said, by=request.user, about_work=about_work, now=now())
        except Refused as refused:
            refusal, page = refused, filled(page, said)
        else:
            tell(request, f"The debrief with {page.first_name} is kept.", undo=reverse("undo"))
            return redirect("debrief", pk)
    context = {
        "page": page,
        "talk": page.conversation,
        "refusal": refusal,
        "is_private": isinstance(refusal, ProtectedTrait),
        "kinds": Note.Kind.choices,
        "desires": Desire.choices,
        "says": Fit.Says.choices,
        "why_sameness": WHY_SAMENESS,
        "new": request.POST.get("new", ""),
    }
    return render(request, "conversations/debrief.html", context, status=422 if refusal else 200)


@require_POST
def own_ways(request: SeekerRequest) -> HttpResponse:
    ways = {respect: request.POST[respect] for respect in Fit.Respect.values if respect in request.POST}
    try:
        debriefing.state_own_ways(
            ways, by=request.user, about_work="about_work" in request.POST, now=now()
        )  # fmt: skip
    except Refused as refusal:
        context = {"own": ways, "respects": queries.ordered_respects(), "refusal": refusal}
        return render(request, "conversations/own_ways.html", context, status=422)
    tell(request, "How you like to work: kept.", undo=reverse("undo"))
    return redirect(f"{reverse('settings')}#own-ways")


@require_http_methods(["GET", "POST"])
def target_leave(request: SeekerRequest, pk: int) -> HttpResponse:
    """Say what is still open at a target, and drop it."""
    found = get_object_or_404(Target.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        try:
            drafts = debriefing.let_go(found, by=request.user, now=now())
        except Refused as refusal:
            tell(request, str(refusal))
        else:
            tell(request, _dropped(found, drafts), undo=reverse("undo"))
        return redirect("target", pk)
    context = {
        "target": found,
        "leaving": queries.leaving(found, by=request.user),
        "talks": queries.target_talks(found, by=request.user),
    }
    return render(request, "conversations/target_leave.html", context)


def _dropped(target: Target, drafts: int) -> str:
    if not drafts:
        return f"{target.name} is off the list."
    waits = "A draft waits" if drafts == 1 else f"{drafts} drafts wait"
    return f"{target.name} is off the list. {waits} for you to send; weaktie sends nothing."
