"""Whom somebody named, and one introduction with its steps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weaktie.accounts.models import User
from weaktie.campaign.conversations.models import Conversation
from weaktie.campaign.followups.queries import writing
from weaktie.campaign.introductions.actions import naming
from weaktie.campaign.introductions.models import Introduction
from weaktie.campaign.introductions.queries import lives
from weaktie.campaign.introductions.queries.lives import Life
from weaktie.campaign.network.models import Person
from weaktie.campaign.network.queries.people import first_name
from weaktie.core import draft_mail
from weaktie.core.introducing import State
from weaktie.core.refusal import Refused
from weaktie.web.introductions.forms import BlurbForm, NamedForm, StepForm
from weaktie.web.request import SeekerRequest, tell

TAKE: dict[str, Callable[[Life, User, date, datetime], object]] = {
    "asked": lambda life, by, on, at: naming.ask_for(life, by=by, on=on, now=at),
    "agreed": lambda life, by, on, at: naming.agree(life, by=by, on=on, now=at),
    "made": lambda life, by, on, at: naming.make(life, by=by, on=on, now=at),
    "met": lambda life, by, on, at: naming.meet(life, by=by, on=on, now=at),
    "thanked": lambda life, by, on, at: naming.thank(life, by=by, on=on, now=at),
    "declined": lambda life, by, on, at: naming.decline(life, by=by, on=on, now=at),
}
SAID = {
    "asked": "{introducer} is asked. Until fourteen days it is open, not a no.",
    "agreed": "{person} agreed to be introduced.",
    "made": "{introducer} introduced you. Write within a day.",
    "met": "Noted: you met {person}.",
    "thanked": "Noted: {introducer} knows how it went.",
    "declined": "It ends here, and that is fine.",
}
OFFERED = {
    State.NAMED: (("asked", "I asked {introducer}"), ("agreed", "{person} agreed already")),
    State.ASKED: (("agreed", "{person} agreed"),),
    State.SILENT: (("agreed", "{person} agreed after all"),),
    State.AGREED: (("made", "{introducer} introduced us"),),
    State.MADE: (("met", "We met"),),
    State.MET: (("thanked", "{introducer} knows how it went"),),
}
"""The steps that a page offers in each state, the next one first."""


@require_http_methods(["GET", "POST"])
def introduction_create(request: SeekerRequest, pk: int) -> HttpResponse:
    """Note whom somebody named; who may be here already is offered before somebody new is made."""
    introducer = get_object_or_404(Person.objects.visible_to(request.user).others(), pk=pk)
    form = NamedForm(request.POST if request.method == "POST" else None)
    alike: list[Person] = []
    if request.method == "POST" and form.is_valid():
        try:
            row = _name(request, introducer, form)
        except naming.AlreadyHere:
            told = form.cleaned_data
            alike = lives.alike(told["name"], told["employer"], by=request.user, now=now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            tell(request, f"{row.person.name} is in your book and in the chain.", undo=reverse("undo"))
            return redirect("introduction", row.pk)
    named, _ = lives.lives_of(introducer, by=request.user, now=now())
    status = 422 if form.errors or alike else 200
    context = {"introducer": introducer, "form": form, "alike": alike, "named": named}
    return render(request, "introductions/named.html", context, status=status)


@require_safe
def introduction_of(request: SeekerRequest, pk: int) -> HttpResponse:
    """Lead to the introduction through which somebody is reached: the one that has come furthest."""
    person = get_object_or_404(Person.objects.visible_to(request.user).others(), pk=pk)
    _, by_whom = lives.lives_of(person, by=request.user, now=now())
    standing = [one for one in by_whom if one.state is not State.DECLINED] or by_whom
    if not standing:
        raise Http404
    order = list(State)
    best = max(standing, key=lambda one: order.index(one.state))
    return redirect("introduction", best.row.pk)


@require_safe
def introduction(request: SeekerRequest, pk: int) -> HttpResponse:
    return _page(request, _life(request, pk))


@require_POST
def introduction_blurb(request: SeekerRequest, pk: int) -> HttpResponse:
    """Keep the note to pass on; empty, it is drafted again."""
    life = _life(request, pk)
    form = BlurbForm(request.POST)
    if not form.is_valid():
        return _page(request, life, problem="Two thousand characters are more than enough.")
    naming.keep_blurb(life.row, by=request.user, text=form.cleaned_data["blurb"], now=now())
    tell(request, "The note is kept.", undo=reverse("undo"))
    return redirect("introduction", pk)


@require_POST
def introduction_step(request: SeekerRequest, pk: int) -> HttpResponse:
    life = _life(request, pk)
    form = StepForm(request.POST)
    if not form.is_valid():
        return _page(request, life, problem="Choose a step, and a day as 24/11/2026 or none.")
    step, on = form.cleaned_data["step"], form.cleaned_data["on"] or localdate()
    try:
        TAKE[step](life, request.user, on, now())
    except Refused as refusal:
        return _page(request, life, problem=str(refusal))
    names = {"introducer": life.introducer.name, "person": life.person.name}
    tell(request, SAID[step].format(**names), undo=reverse("undo"))
    return redirect("introduction", pk)


def _name(request: SeekerRequest, introducer: Person, form: NamedForm) -> Introduction:
    told = form.cleaned_data
    whom: Person | naming.Somebody = form.somebody()
    if told["who"].isdecimal():
        mine = Person.objects.visible_to(request.user).others()
        whom = get_object_or_404(mine, pk=int(told["who"]))
    last = Conversation.objects.visible_to(request.user).held().filter(person=introducer)
    return naming.name_somebody(
        introducer, whom, by=request.user, why=told["why"],
        conversation=last.order_by("-ended_at", "-pk").first(), on=localdate(), now=now(),
    )  # fmt: skip


def _life(request: SeekerRequest, pk: int) -> Life:
    found = get_object_or_404(Introduction.objects.visible_to(request.user), pk=pk)
    return lives.life(found, by=request.user, now=now())


def _page(request: SeekerRequest, life: Life, *, problem: str = "") -> HttpResponse:
    names = {"introducer": _first(life.introducer), "person": _first(life.person)}
    offered = [(step, words.format(**names)) for step, words in OFFERED.get(life.state, ())]
    letter = lives.consent_letter(life, by=request.user, today=localdate())
    emails = writing.emails(life.introducer)
    asking = life.state in (State.NAMED, State.SILENT)
    reason = lives.held_back(life, by=request.user, on=localdate()) if asking else None
    return render(request, "introductions/introduction.html", {
        "life": life,
        "introducer": names["introducer"],
        "person": names["person"],
        "steps": _steps(life),
        "offered": offered,
        "may_decline": life.state in (State.NAMED, State.ASKED, State.SILENT, State.AGREED, State.MADE),
        "blurb": lives.blurb(life, by=request.user),
        "letter": letter if asking else None,
        "has_gap": bool(writing.gaps_left(letter.text)),
        "mailto": draft_mail.mailto(next(iter(emails), ""), letter.subject, letter.text),
        "held_back": reason.sentence if reason is not None else "",
        "problem": problem,
    }, status=422 if problem else 200)  # fmt: skip


def _steps(life: Life) -> list[tuple[str, date | None]]:
    """Return the steps of an introduction in order, each with its day or None."""
    dates, names = life.dates, (_first(life.introducer), _first(life.person))
    steps = [
        (f"{names[0]} named {names[1]}", dates.named_on),
        (f"You asked {names[0]} to ask first", dates.asked_on),
        (f"{names[1]} agreed", dates.agreed_on),
        (f"{names[0]} introduced you", dates.made_on),
        ("You met", dates.met_on),
        (f"{names[0]} heard how it went", dates.thanked_on),
    ]
    return [*steps, ("Declined", dates.declined_on)] if dates.declined_on else steps


def _first(person: Person) -> str:
    return first_name(person.name)
