"""The letters for what is owed after a conversation: the seeker sends them, weaktie never does."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from weaktie.campaign.conversations.models import Conversation
from weaktie.campaign.followups.actions import sending
from weaktie.campaign.followups.models import FollowUp
from weaktie.campaign.followups.queries import writing
from weaktie.campaign.followups.queries.due import Held
from weaktie.campaign.followups.queries.writing import Writing
from weaktie.campaign.outreach import actions as outreach
from weaktie.core.refusal import Refused
from weaktie.web import checking
from weaktie.web.followups import pieces
from weaktie.web.followups.forms import LetterForm
from weaktie.web.request import SeekerRequest, tell

PAGE = "followups/write.html"
DONE = {
    FollowUp.Kind.THANKS: "Noted: you thanked {name}.",
    FollowUp.Kind.REPORT: "Noted: {name} knows what came of it.",
    FollowUp.Kind.TOUCH: "Noted: you wrote to {name}.",
    FollowUp.Kind.INTRODUCER: "Noted: {name} knows how it went.",
}


@require_safe
def write(request: SeekerRequest, pk: int, kind: str) -> HttpResponse:
    """Show the letter of a kind; a note or a reason that is asked for begins it anew."""
    held = _held(request, pk)
    number = request.GET.get("note", "")
    reason = request.GET.get("reason", "")[:300]
    note = held.row.notes.on_record().filter(pk=int(number)).first() if _is_number(number) else None
    afresh = note is not None or bool(reason)
    page = _writing(request, kind, held, note=note, reason=reason, afresh=afresh)
    return _page(request, page, pieces.of_followup(page, by=request.user), reason=reason)


@require_POST
def followup_check(request: SeekerRequest, pk: int) -> HttpResponse:
    """Check the letter as it stands; without script the page comes back, with one finding mended if asked."""
    page, form = _posted(request, pk)
    text = form.letter().text
    context = writing.context(page.held, to=page.to, by=request.user, today=localdate())
    if request.htmx:
        checked = pieces.check(page.kind, text, context)
        here = {"checked": checked, "check_url": request.path}
        return render(request, "_shared/checked.html", here)
    if "mend" in request.POST:
        text = checking.mended(pieces.KIND, text, context, request.POST["mend"])
    return _again(request, page, form, text)


@require_POST
def followup_draft(request: SeekerRequest, pk: int) -> HttpResponse:
    """Keep the letter as it stands."""
    page, form = _posted(request, pk)
    letter = form.letter()
    outreach.keep_draft(
        page.to, by=request.user, kind=writing.message_kind(page.kind), way=letter.way,
        subject=letter.subject, text=letter.text, now=now(),
    )  # fmt: skip
    if request.htmx:
        return HttpResponse(f"Draft kept, {now().astimezone(request.user.timezone()):%H:%M}")
    tell(request, "The draft is kept.")
    return redirect(page.kind, pk)


@require_safe
def followup_file(request: SeekerRequest, pk: int) -> HttpResponse:
    """Hand out the letter as it is kept, as a file that a mail program opens as a draft."""
    kind = request.GET.get("kind", "")
    if kind not in FollowUp.Kind.values:
        raise Http404
    page = _writing(request, kind, _held(request, pk))
    return pieces.as_file(pieces.of_followup(page, by=request.user).letter, kind)


@require_POST
def followup_sent(request: SeekerRequest, pk: int) -> HttpResponse:
    page, form = _posted(request, pk)
    note = pieces.chosen(page, form.cleaned_data["note"])
    try:
        sending.send(
            page.kind, page.held, by=request.user, letter=form.letter(), note=note, on=localdate(), now=now()
        )
    except Refused as refusal:
        return _again(request, page, form, form.letter().text, problem=str(refusal))
    tell(request, DONE[FollowUp.Kind(page.kind)].format(name=page.to.name), undo=reverse("undo"))
    return redirect("person", page.to.pk)


@require_POST
def followup_end(request: SeekerRequest, pk: int) -> HttpResponse:
    """Let it be: an honest end, without a letter."""
    page, _ = _posted(request, pk)
    try:
        sending.let_go(page.kind, page.held, by=request.user, on=localdate(), now=now())
    except Refused as refusal:
        tell(request, str(refusal))
    else:
        tell(request, "It is let go, and no longer due.", undo=reverse("undo"))
    return redirect("person", page.to.pk)


def _held(request: SeekerRequest, pk: int) -> Held:
    conversation = get_object_or_404(Conversation.objects.visible_to(request.user), pk=pk)
    try:
        return writing.find(conversation, by=request.user, now=now())
    except writing.NothingOwed as refusal:
        raise Http404(str(refusal)) from refusal


def _writing(request: SeekerRequest, kind: str, held: Held, **told: object) -> Writing:
    try:
        return writing.writing(kind, held, by=request.user, now=now(), **told)  # type: ignore[arg-type]
    except writing.NothingOwed as refusal:
        raise Http404(str(refusal)) from refusal


def _posted(request: SeekerRequest, pk: int) -> tuple[Writing, LetterForm]:
    """Return the letter that a form is about, and the form; a kind there is not is no page."""
    held = _held(request, pk)
    form = LetterForm(request.POST)
    if not form.is_valid() or not form.cleaned_data["kind"]:
        raise Http404
    return _writing(request, form.cleaned_data["kind"], held), form


def _again(
    request: SeekerRequest, page: Writing, form: LetterForm, text: str, *, problem: str = ""
) -> HttpResponse:
    """Show the page with what was typed."""
    told = form.cleaned_data
    piece = pieces.of_followup(page, by=request.user, text=text, subject=told["subject"], to=told["to"])
    return _page(request, page, piece, problem=problem, status=422 if problem else 200)


def _page(
    request: SeekerRequest,
    page: Writing,
    piece: pieces.Piece,
    *,
    reason: str = "",
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    thanks = page.held.done.get(FollowUp.Kind.THANKS)
    return render(request, PAGE, {
        "page": page,
        "piece": piece,
        "letter": piece.letter,
        "ways": pieces.WAYS,
        "way": request.POST.get("way") or page.way,
        "reason": reason,
        "problem": problem,
        "said_before": thanks.message.text if thanks and thanks.message and page.kind == "report" else "",
        "kept_back": page.held.row.notes.filter(off_record=True).count(),
        "held_on": page.held.day(request.user),
    }, status=status)  # fmt: skip


def _is_number(text: str) -> bool:
    return text.isdecimal() and text.isascii() and len(text) < 18
