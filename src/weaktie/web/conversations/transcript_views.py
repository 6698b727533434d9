"""A transcript that somebody already has: brought in, turned into notes, deleted."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from weaktie.campaign.conversations.actions import transcribing
from weaktie.campaign.conversations.models import Conversation, Note, Transcript
from weaktie.campaign.conversations.queries.transcript import AT_ONCE, transcript_page
from weaktie.campaign.network.queries.people import successor
from weaktie.core.refusal import Refused
from weaktie.core.transcripts import MOST_BYTES
from weaktie.web.request import SeekerRequest, tell

FIRST_KINDS = (Note.Kind.QUOTE, Note.Kind.INSIGHT, Note.Kind.REQUIREMENT)
"""The kinds that stand beside a line; the others lie under More."""


@require_http_methods(["GET", "POST"])
def transcript(request: SeekerRequest, pk: int) -> HttpResponse:
    found = _conversation(request, pk)
    refusal = ""
    if request.method == "POST":
        file = request.FILES.get("file")
        basis = request.POST.get("basis", "")
        try:
            if file is None:
                raise Refused("Choose a file.", code="no_file")
            content = file.read(MOST_BYTES + 1)
            transcribing.bring(
                found, content, by=request.user, basis=basis, name=file.name or "", now=now()
            )  # fmt: skip
        except Refused as refused:
            refusal = str(refused)
        else:
            tell(request, "The transcript is here; one press makes a line a note.", undo=reverse("undo"))
            return redirect("transcript", pk)
    return render(request, "conversations/transcript.html", {
        "talk": found,
        "person": successor(found.person_id, by=request.user) or found.person,
        "page": _page(request, found),
        "refusal": refusal,
        "kept_days": transcribing.KEPT_DAYS,
        "at_once": AT_ONCE,
        **_kinds(),
    }, status=422 if refusal else 200)  # fmt: skip


@require_POST
def transcript_lines(request: SeekerRequest, pk: int) -> HttpResponse:
    """Make a note of one line."""
    found = _conversation(request, pk)
    kept = get_object_or_404(Transcript.objects.filter(conversation=found))
    told, _, kind = request.POST.get("press", "").partition("-")
    number = int(told) if told.isdecimal() and len(told) < 9 else -1
    try:
        transcribing.take_line(kept, number, by=request.user, kind=kind, now=now())
    except Refused as refusal:
        tell(request, str(refusal))
        return redirect("transcript", pk)
    page = transcript_page(kept, start=number)
    if request.htmx:
        return render(request, "conversations/_line.html", {"line": page.lines[0], "talk": found, **_kinds()})
    return redirect(f"{reverse('transcript', args=[pk])}?from={number - number % AT_ONCE}#line-{number}")


@require_POST
def transcript_delete(request: SeekerRequest, pk: int) -> HttpResponse:
    found = _conversation(request, pk)
    kept = get_object_or_404(Transcript.objects.filter(conversation=found))
    transcribing.delete_words(kept, by=request.user, now=now())
    tell(request, "Its words are deleted; the notes you made of them stay.")
    return redirect("transcript", pk)


def _conversation(request: SeekerRequest, pk: int) -> Conversation:
    return get_object_or_404(
        Conversation.objects.visible_to(request.user).select_related("person"), pk=pk
    )  # fmt: skip


def _page(request: SeekerRequest, found: Conversation) -> object:
    kept = Transcript.objects.filter(conversation=found).first()
    told = request.GET.get("from", "0")
    start = int(told) if told.isdecimal() and len(told) < 9 else 0
    return transcript_page(kept, start=start) if kept is not None else None


def _kinds() -> dict[str, object]:
    others = [(kind.value, kind.label) for kind in Note.Kind if kind not in FIRST_KINDS]
    return {"first_kinds": [(kind.value, kind.label) for kind in FIRST_KINDS], "other_kinds": others}
