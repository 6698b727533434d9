"""The thirty minutes: one page, and the presses on it."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weaktie.accounts.models import User
from weaktie.campaign.conversations.actions import live as actions
from weaktie.campaign.conversations.actions import noting
from weaktie.campaign.conversations.models import Conversation, Note
from weaktie.campaign.conversations.queries import live as queries
from weaktie.campaign.network.models import Person
from weaktie.core.copies import Copy
from weaktie.core.refusal import Refused
from weaktie.web.conversations import arriving
from weaktie.web.conversations.arriving import Press
from weaktie.web.conversations.face import face
from weaktie.web.conversations.note_forms import NoteForm
from weaktie.web.request import SeekerRequest, tell

KINDS = (
    (Note.Kind.REQUIREMENT, "r", "heard"),
    (Note.Kind.INSIGHT, "i", "heard"),
    (Note.Kind.QUOTE, "q", "heard"),
    (Note.Kind.PAY, "p", "heard"),
    (Note.Kind.NAME, "n", ""),
    (Note.Kind.OPENING, "h", "soon"),
    (Note.Kind.MINE, "m", "settled"),
    (Note.Kind.THEIRS, "m", "settled"),
    (Note.Kind.FIT, "f", "heard"),
    (Note.Kind.SURPRISE, "s", "heard"),
)
"""The kinds of notes, the key of each, and how its tag looks."""

MOST_ASKED = 50
LONGEST_UID = 64


@require_POST
def talk(request: SeekerRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user).others(), pk=pk)
    try:
        begun = actions.begin_now(person, by=request.user, now=now())
    except Refused as refusal:
        tell(request, str(refusal))
        return redirect("person", pk)
    return redirect("live", begun.pk)


@require_safe
def live(request: SeekerRequest, pk: int) -> HttpResponse:
    found = _conversation(request, pk)
    edited = found.notes.filter(key=request.GET.get("note", "")).first()
    return _live_page(request, found, edited=edited)


@require_POST
def live_start(request: SeekerRequest, pk: int) -> HttpResponse:
    return _pressed(request, pk, Press("start", now()))


@require_POST
def live_more(request: SeekerRequest, pk: int) -> HttpResponse:
    found = _conversation(request, pk)
    wanted = request.POST.get("minutes", "")
    minutes = int(wanted) if wanted.isdecimal() and len(wanted) < 4 else None
    try:
        actions.give_more(found, by=request.user, minutes=minutes, now=now())
    except Refused as refusal:
        tell(request, str(refusal))
    else:
        tell(request, f"Recorded as theirs: {found.extended} minutes more.", undo=reverse("undo"))
    return redirect("live", pk)


@require_POST
def live_closing(request: SeekerRequest, pk: int) -> HttpResponse:
    return _pressed(request, pk, Press("closing", now(), is_on=request.POST.get("asked", "yes") == "yes"))


@require_POST
def live_asked(request: SeekerRequest, pk: int) -> HttpResponse:
    told = [one for one in request.POST.getlist("question")[:MOST_ASKED] if one.isdecimal()]
    asked = tuple(int(one) for one in told if len(one) < 19)
    return _pressed(request, pk, Press("asked", now(), is_on="closing" in request.POST, questions=asked))


@require_POST
def live_end(request: SeekerRequest, pk: int) -> HttpResponse:
    found = _conversation(request, pk)
    try:
        actions.end(found, by=request.user, now=now())
    except Refused as refusal:
        tell(request, str(refusal))
        return redirect("live", pk)
    return redirect("debrief", pk)


@require_POST
def live_notes(request: SeekerRequest, pk: int) -> HttpResponse:
    """Keep one note of a page without script."""
    found = _conversation(request, pk)
    form = NoteForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        known = found.notes.filter(key=told["key"]).first() if told["key"] else None
        try:
            if known is not None:
                copy = Copy(
                    known.key, known.version + 1, told["kind"], told["text"], told["off_record"], now(),
                    known.at_second, told["first_hand"], told["employer"], told["role"],
                )  # fmt: skip
                noting.keep_notes(found, [copy], by=request.user, now=now())
            else:
                noting.note(
                    found, told["text"], by=request.user, kind=told["kind"], off_record=told["off_record"],
                    first_hand=told["first_hand"], employer=told["employer"], role=told["role"],
                    key=told["key"], about_work=told["about_work"], now=now(),
                )  # fmt: skip
        except Refused as refusal:
            form.add_error("text", str(refusal))
        else:
            return redirect("live", pk)
    return _live_page(request, found, form=form, status=422)


@require_http_methods(["GET", "POST"])
def live_copies(request: SeekerRequest, pk: int) -> HttpResponse:
    """Give the notes as they are kept; or keep what the page typed and pressed, and say what is kept."""
    found = _conversation(request, pk)
    if request.method == "GET":
        return JsonResponse({"copies": [_copy(one) for one in queries.notes_of(found)[::-1]]})
    moment = now()
    try:
        copies = arriving.copies(request.POST.get("copies", ""), now=moment)
        presses = arriving.presses(request.POST.get("presses", ""), now=moment)
    except arriving.NotOurs:
        return HttpResponseBadRequest()
    kept = noting.keep_notes(found, copies, by=request.user, now=moment)
    said = [_do(found, press, by=request.user, moment=moment) for press in presses]
    return JsonResponse({
        "kept": [{"key": one.key, "version": one.version, "now": one.now} for one in kept],
        "refused": [one for one in said if one],
        "state": _state(found),
        "now": _milliseconds(moment),
    })  # fmt: skip


@require_POST
def live_consent(request: SeekerRequest, pk: int) -> HttpResponse:
    found = _conversation(request, pk)
    try:
        actions.agree_to_record(found, by=request.user, basis=request.POST.get("basis", ""), now=now())
    except Refused as refusal:
        tell(request, str(refusal))
    else:
        tell(request, f"{found.get_consent_display()}: kept with the time.", undo=reverse("undo"))
    wanted = "transcript" if request.POST.get("next") == "transcript" else "live"
    return redirect(wanted, pk)


@require_safe
def conversations_standing(request: SeekerRequest) -> HttpResponse:
    """Say which conversations are still here, so that a page drops its copies of the others."""
    asked = [one for one in request.GET.getlist("u")[:MOST_ASKED] if len(one) <= LONGEST_UID]
    here = queries.standing(asked, by=request.user)
    return JsonResponse(
        {"standing": {uid: reverse("conversation-copies", args=[pk]) for uid, pk in here.items()}}
    )


def _conversation(request: SeekerRequest, pk: int) -> Conversation:
    found = Conversation.objects.visible_to(request.user).select_related("person", "owner")
    return get_object_or_404(found, pk=pk)


def _pressed(request: SeekerRequest, pk: int, press: Press) -> HttpResponse:
    found = _conversation(request, pk)
    if refusal := _do(found, press, by=request.user, moment=now()):
        tell(request, refusal)
    return redirect("live", pk)


def _do(found: Conversation, press: Press, *, by: User, moment: datetime) -> str:
    """Do what was pressed; return why not, if it was refused."""
    try:
        match press.what:
            case "start":
                actions.start(found, by=by, at=press.at, now=moment)
            case "more":
                actions.give_more(found, by=by, minutes=press.minutes, at=press.at, now=moment)
            case "closing":
                actions.ask_closing(found, by=by, asked=press.is_on, at=press.at, now=moment)
            case "asked":
                actions.tick(found, press.questions, by=by, now=moment)
                actions.ask_closing(found, by=by, asked=press.is_on, at=press.at, now=moment)
            case "end":
                actions.end(found, by=by, at=press.at, now=moment)
    except Refused as refusal:
        return str(refusal)
    return ""


def _copy(one: queries.LiveNote) -> dict[str, object]:
    """Return a note as a page keeps it."""
    note = one.note
    return {
        "key": note.key,
        "version": note.version,
        "kind": note.kind,
        "text": note.text,
        "off_record": note.off_record,
        "first_hand": note.first_hand,
        "at_second": note.at_second,
        "employer": one.employer,
        "role": one.role,
    }


def _state(found: Conversation) -> dict[str, object]:
    """Return what the page's clock has to know."""
    return {
        "started": _milliseconds(found.started_at),
        "ended": _milliseconds(found.ended_at),
        "extended": found.extended,
        "extendedAt": _milliseconds(found.extended_at),
        "closing": found.closing_asked_at is not None,
    }


def _milliseconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp() * 1000)


def _live_page(
    request: SeekerRequest,
    found: Conversation,
    *,
    form: NoteForm | None = None,
    edited: Note | None = None,
    status: int = 200,
) -> HttpResponse:
    page = queries.live_page(found, by=request.user, now=now())
    state = _state(found)
    heard = next((one for one in page.notes if edited and one.note.pk == edited.pk), None)
    context = {
        "page": page,
        "talk": found,
        "face": face(page),
        "state": state,
        "kinds": [(kind.value, kind.label, key, tag) for kind, key, tag in KINDS],
        "tags": {kind.value: tag for kind, _, tag in KINDS},
        "form": form or NoteForm(),
        "edited": edited,
        "heard": heard,
        "chosen": form["kind"].value() if form else edited.kind if edited else Note.Kind.INSIGHT,
        "new_key": uuid.uuid4(),
        "milliseconds": _milliseconds(page.now),
    }
    return render(request, "conversations/live.html", context, status=status)
