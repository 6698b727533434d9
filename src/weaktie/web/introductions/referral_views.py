"""Names given and referrals. Two acts that no page and no sentence mixes; a referral is earned."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weaktie.campaign.followups.queries import writing
from weaktie.campaign.introductions.actions import referring
from weaktie.campaign.introductions.actions.referring import Posting
from weaktie.campaign.introductions.models import Referral
from weaktie.campaign.introductions.queries import referrals as queries
from weaktie.campaign.network.models import Person
from weaktie.campaign.targets.models import Target
from weaktie.core import draft_mail
from weaktie.core.refusal import Refused
from weaktie.web.introductions.forms import ReferralForm, ReferralStepForm
from weaktie.web.request import SeekerRequest, tell

PAGE = "introductions/referral.html"


@require_http_methods(["GET", "POST"])
def referral_create(request: SeekerRequest, pk: int) -> HttpResponse:
    """Note that somebody offered their name or a referral, or ask for one where it is earned."""
    person = get_object_or_404(Person.objects.visible_to(request.user).others(), pk=pk)
    first = {"kind": Referral.Kind.NAME, "how": "offered", "employer": person.organisation}
    form = ReferralForm(request.POST) if request.method == "POST" else ReferralForm(initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            row = _note(request, person, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            tell(request, "Noted.", undo=reverse("undo"))
            return redirect("referral", row.pk)
    shown = [one for one in queries.shown_to(person, by=request.user, now=now()) if one.words]
    context = {"person": person, "form": form, "shown": shown}
    context["before"] = queries.referrals(by=request.user, person=person)
    return render(request, PAGE, context, status=422 if form.errors else 200)


@require_safe
def referral(request: SeekerRequest, pk: int) -> HttpResponse:
    return _page(request, _mine(request, pk))


@require_POST
def referral_step(request: SeekerRequest, pk: int) -> HttpResponse:
    row = _mine(request, pk)
    form = ReferralStepForm(request.POST)
    if not form.is_valid():
        return _page(request, row, problem="Choose a step, and a day as 24/11/2026 or none.")
    told, on = form.cleaned_data, form.cleaned_data["on"] or localdate()
    try:
        if told["step"] == "given":
            referring.give(row, by=request.user, how=told["how"], on=on, now=now())
        elif told["step"] == "declined":
            referring.decline(row, by=request.user, on=on, now=now())
        else:
            referring.tell_result(row, by=request.user, result=told["result"], on=on, now=now())
    except Refused as refusal:
        return _page(request, row, problem=str(refusal))
    tell(request, "Noted.", undo=reverse("undo"))
    return redirect("referral", pk)


def _note(request: SeekerRequest, person: Person, form: ReferralForm) -> Referral:
    told = form.cleaned_data
    key = Target.key_of(told["employer"], Target.Kind.EMPLOYER)
    target = Target.objects.visible_to(request.user).standing().filter(key=key).first()
    posting = Posting(told["employer"], told["role"], target)
    do = referring.ask if told["how"] == "ask" else referring.offered
    return do(person, told["kind"], posting, by=request.user, shown=told["shown"], on=localdate(), now=now())


def _mine(request: SeekerRequest, pk: int) -> Referral:
    mine = Referral.objects.visible_to(request.user)
    return get_object_or_404(mine.select_related("person__merged_into", "conversation"), pk=pk)


def _page(request: SeekerRequest, row: Referral, *, problem: str = "") -> HttpResponse:
    found = queries.standing(row)
    letter = queries.letter(row, by=request.user, now=now()) if found.state == "asked" else None
    emails = writing.emails(found.person)
    return render(request, PAGE, {
        "found": found,
        "row": row,
        "person": found.person,
        "letter": letter,
        "mailto": draft_mail.mailto(next(iter(emails), ""), letter.subject, letter.text) if letter else "",
        "given": Referral.Given.choices,
        "problem": problem,
    }, status=422 if problem else 200)  # fmt: skip
