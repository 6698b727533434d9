"""What is owed and promised: the list, promises by hand and from notes, keeping and releasing them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from weaktie.campaign.conversations.models import Conversation
from weaktie.campaign.followups.actions import promising, sending
from weaktie.campaign.followups.models import Promise
from weaktie.campaign.followups.queries import due as owing
from weaktie.campaign.followups.queries import promises as queries
from weaktie.campaign.network.models import Person
from weaktie.campaign.outreach import actions as outreach
from weaktie.campaign.outreach.models import Message
from weaktie.core.refusal import Refused
from weaktie.core.wording import Context
from weaktie.web import checking
from weaktie.web.followups import pieces
from weaktie.web.followups.forms import DayForm, LetterForm, PromiseForm
from weaktie.web.request import SeekerRequest, own_page, tell


@require_safe
def promises(request: SeekerRequest) -> HttpResponse:
    due = owing.due(by=request.user, now=now())
    return render(request, "followups/promises.html", {
        "due": [one for one in due if one.kind != owing.PROMISE],
        "page": queries.promises(by=request.user),
        "noted": queries.noted(by=request.user),
        "here": request.path,
    })  # fmt: skip


@require_POST
def promise_create(request: SeekerRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user).others(), pk=pk)
    form = PromiseForm(request.POST)
    if not form.is_valid():
        tell(request, "Write what was promised, and a day as 24/11/2026 or none.")
        return redirect("person", pk)
    promising.promise(person, by=request.user, now=now(), **form.cleaned_data)
    tell(request, "The promise is noted.", undo=reverse("undo"))
    return redirect(own_page(request, reverse("person", args=[pk])))


@require_POST
def promises_from_notes(request: SeekerRequest, pk: int) -> HttpResponse:
    """Make promises of the notes of a conversation that promise something."""
    conversation = get_object_or_404(Conversation.objects.visible_to(request.user), pk=pk)
    made = promising.promises_from(conversation, by=request.user, now=now())
    tell(request, f"Kept as promises: {len(made)}.", undo=reverse("undo") if made else "")
    return redirect(own_page(request, reverse("promises")))


@require_safe
def promise(request: SeekerRequest, pk: int) -> HttpResponse:
    found = _mine(request, pk)
    return _page(request, found, pieces.of_promise(found, by=request.user, today=localdate()))


@require_POST
def promise_check(request: SeekerRequest, pk: int) -> HttpResponse:
    found = _mine(request, pk)
    text = checking.typed(request.POST)
    if request.htmx:
        checked = pieces.check("promise", text, Context(notes=()))
        return render(request, "_shared/checked.html", {"checked": checked, "check_url": request.path})
    if "mend" in request.POST:
        text = checking.mended(pieces.KIND, text, Context(notes=()), request.POST["mend"])
    return _again(request, found, text)


@require_POST
def promise_draft(request: SeekerRequest, pk: int) -> HttpResponse:
    found = _mine(request, pk)
    person = found.person.merged_into or found.person
    outreach.keep_draft(
        person, by=request.user, kind=Message.Kind.PROMISE, way=request.POST.get("way", "")[:9],
        subject=request.POST.get("subject", ""), text=checking.typed(request.POST), now=now(),
    )  # fmt: skip
    if request.htmx:
        return HttpResponse(f"Draft kept, {now().astimezone(request.user.timezone()):%H:%M}")
    tell(request, "The draft is kept.")
    return redirect("promise", pk)


@require_safe
def promise_file(request: SeekerRequest, pk: int) -> HttpResponse:
    """Hand out the note as it is kept, as a file that a mail program opens as a draft."""
    letter = pieces.of_promise(_mine(request, pk), by=request.user, today=localdate()).letter
    return pieces.as_file(letter, "promise")


@require_POST
def promise_day(request: SeekerRequest, pk: int) -> HttpResponse:
    found = _mine(request, pk)
    form = DayForm(request.POST)
    if not form.is_valid():
        tell(request, "Choose a day, or none.")
        return redirect("promises")
    try:
        promising.move(found, by=request.user, due_on=form.cleaned_data["due_on"], now=now())
    except Refused as refusal:
        tell(request, str(refusal))
    else:
        tell(request, "The day is changed.", undo=reverse("undo"))
    return redirect("promises")


@require_POST
def promise_kept(request: SeekerRequest, pk: int) -> HttpResponse:
    """Say that a promise was kept, by whoever gave it; with the letter that went along, if there is one."""
    found = _mine(request, pk)
    form = LetterForm(request.POST)
    letter = form.letter() if "text" in request.POST and form.is_valid() else None
    try:
        promising.keep(found, by=request.user, on=localdate(), letter=letter, now=now())
    except sending.GapLeft as refusal:
        return _again(request, found, checking.typed(request.POST), problem=str(refusal))
    except Refused as refusal:
        tell(request, str(refusal))
    else:
        tell(request, "Kept, and noted.", undo=reverse("undo"))
    return redirect(own_page(request, reverse("promises")))


@require_POST
def promise_released(request: SeekerRequest, pk: int) -> HttpResponse:
    found = _mine(request, pk)
    try:
        promising.release(found, by=request.user, on=localdate(), now=now())
    except Refused as refusal:
        tell(request, str(refusal))
    else:
        tell(request, "Released: it no longer holds.", undo=reverse("undo"))
    return redirect(own_page(request, reverse("promises")))


def _mine(request: SeekerRequest, pk: int) -> Promise:
    mine = Promise.objects.visible_to(request.user).select_related("person__merged_into", "conversation")
    return get_object_or_404(mine, pk=pk)


def _again(request: SeekerRequest, found: Promise, text: str, *, problem: str = "") -> HttpResponse:
    piece = pieces.of_promise(
        found, by=request.user, today=localdate(), text=text, subject=request.POST.get("subject", ""),
        to=request.POST.get("to", ""),
    )  # fmt: skip
    return _page(request, found, piece, problem=problem)


def _page(request: SeekerRequest, found: Promise, piece: pieces.Piece, *, problem: str = "") -> HttpResponse:
    context = {"promise": found, "piece": piece, "letter": piece.letter, "ways": pieces.WAYS}
    context["way"] = request.POST.get("way") or Message.Way.MAIL
    status = 422 if problem else 200
    return render(request, "followups/write.html", {**context, "problem": problem}, status=status)
