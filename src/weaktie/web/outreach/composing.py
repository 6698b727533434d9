"""The composer: a message to one person, checked as it is typed, kept as it stands, sent by the seeker."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, localtime, now
from django.views.decorators.http import require_POST, require_safe

from weaktie.campaign.network.models import Person
from weaktie.campaign.outreach import actions
from weaktie.campaign.outreach.models import Message
from weaktie.campaign.outreach.queries import composing
from weaktie.campaign.outreach.queries.checking import context_for
from weaktie.campaign.outreach.queries.composing import Composer
from weaktie.campaign.targets.models import Material, Target
from weaktie.core import draft_mail, first_letter
from weaktie.core.guessing import CHANCES
from weaktie.web import checking
from weaktie.web.letters import Letter
from weaktie.web.outreach.forms import Typed, as_typed
from weaktie.web.request import SeekerRequest
from weaktie.web.targets.forms import MaterialForm
from weaktie.web.targets.material import keep_material


@require_safe
def compose(request: SeekerRequest, pk: int) -> HttpResponse:
    return compose_page(request, mine(request, pk))


@require_POST
def check(request: SeekerRequest, pk: int) -> HttpResponse:
    person = mine(request, pk)
    told = as_typed(request.POST)
    context = context_for(person, by=request.user, today=localdate())
    if "mend" in request.POST:
        text = checking.mended("outreach", told.text, context, request.POST["mend"])
        told = Typed(told.way, told.to, told.subject, text, told.guess)
    if not request.htmx:
        return compose_page(request, person, told=told)
    checked = checking.checked("outreach", told.text, context, on_linkedin=_is_note(told.way))
    found = {"checked": checked, "check_url": reverse("compose-check", args=[pk])}
    return render(request, "_shared/checked.html", found)


@require_POST
def draft(request: SeekerRequest, pk: int) -> HttpResponse:
    person = mine(request, pk)
    told = as_typed(request.POST)
    text = first_letter.with_question(told.text, request.POST["use"]) if "use" in request.POST else told.text
    keep(request, person, told, text)
    if not request.htmx:
        return redirect("compose", pk)
    return HttpResponse(kept_words(now()))


@require_POST
def person_material(request: SeekerRequest, pk: int) -> HttpResponse:
    person = mine(request, pk)
    about: Person | Target = person
    if request.POST.get("about", "").isdecimal():
        about = get_object_or_404(Target.objects.visible_to(request.user), pk=request.POST["about"])
    form = keep_material(request, about)
    if form.errors:
        return compose_page(request, person, material=form)
    return redirect(f"{reverse('compose', args=[pk])}#public")


@require_safe
def letter_file(request: SeekerRequest, pk: int) -> HttpResponse:
    page = composing.composer(mine(request, pk), by=request.user, today=localdate(), now=now())
    to = page.addresses[0] if page.addresses else ""
    subject = page.draft.subject if page.draft else page.subject
    answer = HttpResponse(draft_mail.eml(to, subject, page.text), content_type="message/rfc822")
    answer["Content-Disposition"] = f'attachment; filename="to-{pk}.eml"'
    return answer


def keep(request: SeekerRequest, person: Person, told: Typed, text: str) -> Message | None:
    """Keep what was typed as the draft of what is being written to this person."""
    again = composing.open_now(person, by=request.user, today=localdate()) is not None
    kind = Message.Kind.FOLLOW_UP if again else Message.Kind.ASK
    return actions.keep_draft(
        person, by=request.user, kind=kind, way=told.way, subject=told.subject, text=text,
        question=first_letter.question_of(text), now=now(),
    )  # fmt: skip


def kept_words(moment: datetime) -> str:
    """Say that the draft is kept, and when."""
    return f"Draft kept, {localtime(moment):%H:%M}"


def mine(request: SeekerRequest, pk: int) -> Person:
    """Return the seeker's person of this id."""
    return get_object_or_404(Person.objects.visible_to(request.user).others(), pk=pk)


def compose_page(
    request: SeekerRequest,
    person: Person,
    *,
    told: Typed | None = None,
    problem: str = "",
    material: MaterialForm | None = None,
) -> HttpResponse:
    """Show the composer, with what was typed where that is not kept yet."""
    page = composing.composer(person, by=request.user, today=localdate(), now=now())
    way = told.way if told else (page.draft.way if page.draft and page.draft.way else page.way)
    letter = _letter(request, page, told, way)
    context = {
        "page": page,
        "person": person,
        "letter": letter,
        "way": way,
        "ways": Message.Way.choices,
        "mailto": draft_mail.mailto(letter.to, letter.subject, letter.text),
        "kept": "" if told or not page.draft else kept_words(page.draft.kept_at),
        "chances": CHANCES,
        "guess": told.guess if told else None,
        "problem": problem,
        "gap": first_letter.QUESTION_GAP,
        "material": material or MaterialForm(),
        "material_url": reverse("person-material", args=[person.pk]),
        "kinds": Material.Kind.choices,
    }
    status = 422 if problem or (material and material.errors) else 200
    return render(request, "outreach/compose.html", context, status=status)


def _letter(request: SeekerRequest, page: Composer, told: Typed | None, way: str) -> Letter:
    pk = page.person.pk
    text = told.text if told else page.text
    subject = told.subject if told else page.draft.subject if page.draft else page.subject
    addresses = page.addresses
    context = context_for(page.person, by=request.user, today=localdate(), public=page.public)
    return Letter(
        check_url=reverse("compose-check", args=[pk]),
        keep_url=reverse("compose-draft", args=[pk]),
        text=text,
        checked=checking.checked("outreach", text, context, on_linkedin=_is_note(way)),
        subject=subject,
        to=told.to if told and told.to in addresses else addresses[0] if addresses else "",
        addresses=addresses,
        kept_at=page.draft.kept_at if page.draft else None,
    )


def _is_note(way: str) -> bool:
    return way == Message.Way.LINKEDIN
