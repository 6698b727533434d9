"""Letters that go out from here: what came of the search, an ask taken back, a note that asks for nothing."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, localtime, now
from django.views.decorators.http import require_http_methods, require_POST

from weaktie.accounts.models import User
from weaktie.campaign.followups.queries import writing
from weaktie.campaign.keeping.actions import ending
from weaktie.campaign.keeping.queries import memories
from weaktie.campaign.network.models import Person
from weaktie.campaign.outreach import actions as outreach
from weaktie.campaign.outreach.models import Message
from weaktie.core.draft_mail import mailto
from weaktie.core.due import Matter
from weaktie.core.due_words import said as said_of
from weaktie.core.refusal import Refused
from weaktie.core.wording import Context
from weaktie.web.checking import Checked, checked, mended, typed
from weaktie.web.letters import Letter
from weaktie.web.request import SeekerRequest, tell

OF_THE_END = (Message.Kind.LETTER, Message.Kind.WITHDRAWAL)
THANKS = "thankyou"
"""What a letter is checked as; the two lines that take an ask back claim nothing that could be checked."""


@require_http_methods(["GET", "POST"])
def letter(request: SeekerRequest, pk: int) -> HttpResponse:
    """Show one letter of the end, keep it, or note that it was sent."""
    message = _message(request, pk)
    text, subject = message.text, message.subject
    if request.method == "POST":
        text, subject = typed(request.POST), request.POST.get("subject", "")
        if request.POST.get("do") == "sent":
            return _sent(request, message, text, subject, back="end")
        if message.sent_at is None:
            _keep(message.person, message.kind, subject, text, by=request.user)
        if request.htmx:
            return _kept()
        tell(request, "Kept.")
        return redirect("letter", pk)
    shown = _letter(request.user, message, text, subject, check="letter-check", keep="letter", pk=pk)
    context = {"message": message, "person": message.person, "back_url": reverse("end"), "back": "The end"}
    return render(request, "keeping/letter.html", context | shown)


@require_POST
def letter_check(request: SeekerRequest, pk: int) -> HttpResponse:
    message = _message(request, pk)
    return _checked(request, message, back=reverse("letter", args=[pk]))


@require_http_methods(["GET", "POST"])
def memory(request: SeekerRequest, pk: int) -> HttpResponse:
    """Show the note to somebody whom a posting brings back, keep it, or note that it was sent."""
    person = get_object_or_404(Person.objects.visible_to(request.user).others(), pk=pk)
    try:
        found = memories.remembered(person, by=request.user, now=now())
    except Refused as refusal:
        tell(request, str(refusal))
        return redirect("person", pk)
    draft = found.kept or _new(person, found.draft.subject, found.draft.text, by=request.user)
    if request.method == "POST":
        text, subject = typed(request.POST), request.POST.get("subject", "")
        if request.POST.get("do") == "sent":
            return _sent(request, draft, text, subject, back="today")
        _keep(person, Message.Kind.MEMORY, subject, text, by=request.user)
        if request.htmx:
            return _kept()
        tell(request, "Kept.")
        return redirect("memory", pk)
    shown = _letter(
        request.user, draft, draft.text, draft.subject, check="memory-check", keep="memory", pk=pk
    )
    context = {"message": draft, "person": person, "back_url": reverse("today"), "back": "Today"}
    return render(request, "keeping/letter.html", context | shown | {"about": _about(found.matter)})


@require_POST
def memory_check(request: SeekerRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user).others(), pk=pk)
    draft = _new(person, "", "", by=request.user)
    return _checked(request, draft, back=reverse("memory", args=[pk]))


def _message(request: SeekerRequest, pk: int) -> Message:
    mine = Message.objects.visible_to(request.user).filter(kind__in=OF_THE_END).select_related("person")
    return get_object_or_404(mine, pk=pk)


def _new(person: Person, subject: str, text: str, *, by: User) -> Message:
    kind = Message.Kind.MEMORY
    return Message(owner=by, person=person, kind=kind, subject=subject, text=text, kept_at=now())


def _about(matter: Matter) -> str:
    return said_of(matter, localtime()).reason


def _letter(
    user: User, message: Message, text: str, subject: str, *, check: str, keep: str, pk: int
) -> dict[str, object]:
    emails = writing.emails(message.person)
    to = emails[0] if emails else ""
    found = _findings(message, text, by=user)
    shown = Letter(
        reverse(check, args=[pk]),
        reverse(keep, args=[pk]),
        text,
        found,
        subject=subject,
        to=to,
        addresses=emails,
    )
    return {"letter": shown, "mailto": mailto(to, subject, text), "keep_url": shown.keep_url}


def _findings(message: Message, text: str, *, by: User) -> Checked:
    if message.kind == Message.Kind.WITHDRAWAL:
        return Checked("", "good", (), (), "Two lines are enough", "", "")
    return checked(THANKS, text, _context(message, by=by))


def _context(message: Message, *, by: User) -> Context:
    """Return what is known of the conversations with whom it is written to."""
    try:
        held = writing.latest(message.person, by=by, now=now())
    except Refused:
        return Context()
    return writing.context(held, to=message.person, by=by, today=localdate())


def _checked(request: SeekerRequest, message: Message, *, back: str) -> HttpResponse:
    """Answer with what a check finds; without script, mend what was pressed and lead back."""
    text = typed(request.POST)
    if request.htmx:
        found = _findings(message, text, by=request.user)
        return render(request, "_shared/checked.html", {"checked": found, "check_url": request.path})
    if request.POST.get("mend", ""):
        text = mended(THANKS, text, _context(message, by=request.user), request.POST["mend"])
    if message.sent_at is None:
        _keep(message.person, message.kind, request.POST.get("subject", ""), text, by=request.user)
    return redirect(back)


def _keep(person: Person, kind: str, subject: str, text: str, *, by: User) -> None:
    outreach.keep_draft(person, by=by, kind=kind, way=Message.Way.MAIL, subject=subject, text=text, now=now())


def _kept() -> HttpResponse:
    return HttpResponse(f"Kept, {localtime():%H:%M}", content_type="text/plain; charset=utf-8")


def _sent(request: SeekerRequest, message: Message, text: str, subject: str, *, back: str) -> HttpResponse:
    try:
        ending.mark_sent(message, by=request.user, text=text, subject=subject, now=now())
    except Refused as refusal:
        tell(request, str(refusal))
        if message.sent_at is None and message.pk is not None:
            _keep(message.person, message.kind, subject, text, by=request.user)
        return redirect(request.path)
    tell(request, f"Marked as sent to {message.person.name}.", undo=reverse("undo"))
    return redirect(back)
