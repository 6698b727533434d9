"""The pages on what is ahead, and on arranging one conversation."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from weaktie.campaign.conversations.actions import booking, preparing
from weaktie.campaign.conversations.models import Conversation, Desire
from weaktie.campaign.conversations.queries import arranging, listing
from weaktie.campaign.network.models import Person
from weaktie.core import agenda
from weaktie.core.refusal import Refused
from weaktie.web.conversations.forms import BookingForm, TimesForm
from weaktie.web.request import SeekerRequest, tell

CALENDAR = "text/calendar; charset=utf-8"


@require_safe
def conversations(request: SeekerRequest) -> HttpResponse:
    page = listing.conversations_page(by=request.user)
    return render(request, "conversations/list.html", {"page": page})


@require_POST
def conversation_begin(request: SeekerRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user).others(), pk=pk)
    try:
        begun = booking.begin(person, by=request.user, now=now())
    except Refused as refusal:
        tell(request, str(refusal))
        return redirect("person", pk)
    return redirect("conversation", begun.pk)


@require_safe
def conversation(request: SeekerRequest, pk: int) -> HttpResponse:
    return page_of(request, mine(request, pk))


@require_POST
def conversation_times(request: SeekerRequest, pk: int) -> HttpResponse:
    found = mine(request, pk)
    form = TimesForm(request.POST)
    if not form.is_valid():
        return page_of(request, found, times=form, status=422)
    told = form.cleaned_data
    name = arranging.name_of(by=request.user)
    try:
        booking.offer(
            found, form.moments(), by=request.user, length=told["length"], zone=told["zone"] or None,
            name=name.partition(" ")[0], now=now(),
        )  # fmt: skip
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return page_of(request, found, times=form, status=422)
    tell(request, "The reply is written below, for you to copy.", undo=reverse("undo"))
    return redirect(f"{reverse('conversation', args=[pk])}#reply")


@require_POST
def conversation_booking(request: SeekerRequest, pk: int) -> HttpResponse:
    found = mine(request, pk)
    form = BookingForm(request.POST)
    if not form.is_valid():
        return page_of(request, found, book=form, status=422)
    try:
        said = _book(request, found, form)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return page_of(request, found, book=form, status=422)
    tell(request, said, undo=reverse("undo"))
    return redirect("conversation", pk)


def _book(request: SeekerRequest, found: Conversation, form: BookingForm) -> str:
    """Book what has no time yet, else move it; return what was done."""
    at, agreed, person = form.moment(), form.agreed(), listing.whose(found)
    if found.starts_at is not None:
        booking.move(found, by=request.user, at=at, agreed=agreed, now=now())
        return f"Changed the conversation with {person.name}."
    if at is None:
        raise booking.NoGoodTime("Choose a day and an hour.")
    booking.book(found, at, by=request.user, agreed=agreed, now=now())
    told = form.cleaned_data
    if told["desire"]:
        preparing.say_desire(found, by=request.user, desire=told["desire"], why=told["why"], now=now())
    return f"Booked with {person.name}."


@require_POST
def conversation_cancellation(request: SeekerRequest, pk: int) -> HttpResponse:
    found = mine(request, pk)
    try:
        booking.cancel(found, by=request.user, now=now())
    except Refused as refusal:
        tell(request, str(refusal))
    else:
        tell(request, f"Called off with {listing.whose(found).name}.", undo=reverse("undo"))
    return redirect("conversation", pk)


@require_safe
def conversation_invitation(request: SeekerRequest, pk: int) -> HttpResponse:
    found = mine(request, pk)
    try:
        name, content = arranging.invitation_file(found, by=request.user, now=now())
    except Refused as refusal:
        return page_of(request, found, problem=str(refusal), status=404)
    answer = HttpResponse(content, content_type=CALENDAR)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def mine(request: SeekerRequest, pk: int) -> Conversation:
    """Find a conversation of the seeker."""
    kept = Conversation.objects.visible_to(request.user).select_related(
        "person__merged_into", "target", "ask"
    )
    return get_object_or_404(kept, pk=pk)


def address(name: str, pk: int) -> str:
    """Return the address of a page that another part of the stage brings, or "" while it is not there."""
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:
        return ""


def page_of(
    request: SeekerRequest,
    found: Conversation,
    *,
    times: TimesForm | None = None,
    book: BookingForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show one conversation: times to offer, the booking, or what was held."""
    if book is not None:
        _as_typed(found, book)
    talk = listing.talk(found, by=request.user)
    context = {
        "talk": talk,
        "conversation": found,
        "person": talk.person,
        "problem": problem,
        "times": times,
        "book": book,
        "desires": Desire.choices,
        "ways": Conversation.Way.choices,
        "zones": arranging.ZONES,
        "phases": agenda.phases(found.length),
        "shortest": agenda.SHORTEST,
        "longest": agenda.LONGEST,
        "live_url": address("live", found.pk),
        "debrief_url": address("debrief", found.pk),
        "here": request.path,
    }
    context |= _shown(request, found)
    return render(request, "conversations/conversation.html", context, status=status)


def _as_typed(found: Conversation, form: BookingForm) -> None:
    """Put what was typed on the conversation for the page to show again; nothing of it is saved."""
    typed = form.data
    found.way = typed.get("way", found.way)
    found.place = typed.get("place", found.place)
    found.desire_before = typed.get("desire", found.desire_before)
    found.desire_before_why = typed.get("why", found.desire_before_why)
    found.length = _minutes(typed.get("length", "")) or found.length


def _shown(request: SeekerRequest, found: Conversation) -> dict[str, object]:
    """Return what the page shows in this state: near times, the invitation, or the notes."""
    if found.ended_at is not None:
        return {"notes": listing.notes_of(found)}
    if found.starts_at is not None:
        return {"entry": arranging.agenda_of(found, by=request.user)}
    if found.cancelled_at is not None:
        return {}
    zone, length = request.GET.get("zone", "")[:64], _minutes(request.GET.get("length", ""))
    return {"arrange": arranging.arrangement(found, by=request.user, zone=zone, length=length, now=now())}


def _minutes(text: str) -> int | None:
    """Return the minutes asked for, or None where they are none that can be agreed."""
    length = int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 0
    return length if agenda.SHORTEST <= length <= agenda.LONGEST else None
