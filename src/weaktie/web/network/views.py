"""The pages on people."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weaktie.campaign.conversations.queries import listing as conversations
from weaktie.campaign.network.actions import people as actions
from weaktie.campaign.network.models import Person
from weaktie.campaign.network.queries import pairs, picture
from weaktie.campaign.network.queries import people as queries
from weaktie.campaign.outreach.queries import asks
from weaktie.campaign.targets.queries.aside import set_aside
from weaktie.core.refusal import Refused
from weaktie.web.network import afterwards
from weaktie.web.network.forms import EditForm, PersonForm, TagForm, TieForm
from weaktie.web.request import SeekerRequest, tell

LIST = "network/people.html"
PAIR = 2
ORDERS = (
    ("tie", "Strongest tie first"),
    ("name", "By name"),
    ("last", "Last contact first"),
    ("change", "Who has a new employer"),
)


@require_safe
def people(request: SeekerRequest) -> HttpResponse:
    wanted = _wanted(request)
    page = queries.people(wanted, by=request.user, now=now())
    last = wanted.after + len(page.rows)
    return render(request, f"{LIST}#people-found" if request.htmx else LIST, {
        "page": page,
        "wanted": wanted,
        "first": wanted.after + 1,
        "last": last,
        "later": _list_address(wanted, after=last) if last < page.total else "",
        "earlier": _list_address(wanted, after=max(0, wanted.after - queries.PAGE)) if wanted.after else "",
        "orders": ORDERS,
        "here": request.get_full_path(),
        "ties": queries.TIES,
    })  # fmt: skip


@require_POST
def selection(request: SeekerRequest) -> HttpResponse:
    """Do one thing to all people that were ticked in the list."""
    ids = [int(pk) for pk in request.POST.getlist("person") if pk.isdecimal() and len(pk) < 18]
    chosen = list(Person.objects.visible_to(request.user).others().filter(pk__in=ids))
    back = _back(request, "people")
    if not chosen:
        tell(request, "Tick somebody first.")
        return redirect(back)
    what = request.POST.get("what", "")
    if what == "same":
        if len(chosen) == PAIR:
            return redirect(f"{reverse('same')}?{urlencode({'a': chosen[0].pk, 'b': chosen[1].pk})}")
        tell(request, "Tick the two who are one person, and nobody else.")
        return redirect(back)
    doing = {"hide": actions.hide, "unhide": actions.unhide, "confirm": actions.confirm}
    try:
        if what == "tag":
            actions.tag(chosen, by=request.user, word=request.POST.get("word", ""), now=now())
        elif what in doing:
            doing[what](chosen, by=request.user, now=now())
    except Refused as refusal:
        tell(request, str(refusal))
    else:
        done = {"hide": "hidden", "unhide": "shown again", "confirm": "confirmed", "tag": "tagged"}.get(
            what, "left"
        )
        count = chosen[0].name if len(chosen) == 1 else f"{len(chosen)} people"
        tell(request, f"{count} {done}.", undo=reverse("undo"))
    return redirect(back)


@require_safe
def person(request: SeekerRequest, pk: int) -> HttpResponse:
    found = queries.successor(pk, by=request.user)
    if found is None:
        raise Http404
    if found.pk != pk:
        return HttpResponseRedirect(reverse("person", args=[found.pk]))
    return _person_page(request, found)


@require_http_methods(["GET", "POST"])
def person_create(request: SeekerRequest) -> HttpResponse:
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = actions.add_person(
                by=request.user, name=told["name"], emails=(told["email"],), profile=told["profile"],
                phone=told["phone"], organisation=told["organisation"], title=told["title"], now=now(),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            tell(request, f"{made.name} is in your book.", undo=reverse("undo"))
            return redirect("person", made.pk)
    status = 422 if form.errors else 200
    return render(request, "network/person_create.html", {"form": form}, status=status)


@require_POST
def person_edit(request: SeekerRequest, pk: int) -> HttpResponse:
    found = _mine(request, pk)
    form = EditForm(request.POST)
    if not form.is_valid():
        return _person_page(request, found, form=form, status=422)
    told = {name: value for name, value in form.cleaned_data.items() if name in request.POST}
    actions.edit_person(found, by=request.user, now=now(), **_changed(found, told))
    tell(request, "Kept. No import will change it.", undo=reverse("undo"))
    return redirect("person", pk)


@require_POST
def person_tie(request: SeekerRequest, pk: int) -> HttpResponse:
    found = _mine(request, pk)
    form = TieForm(request.POST)
    if form.is_valid():
        actions.correct_tie(found, by=request.user, tie=form.cleaned_data["tie"], now=now())
        tell(request, f"Corrected the tie to {found.name}.", undo=reverse("undo"))
    return redirect("person", pk)


@require_POST
def person_tag(request: SeekerRequest, pk: int) -> HttpResponse:
    found = _mine(request, pk)
    form = TagForm(request.POST)
    if form.is_valid():
        do = actions.untag if form.cleaned_data["remove"] else actions.tag
        try:
            do([found], by=request.user, word=form.cleaned_data["word"], now=now())
        except Refused as refusal:
            tell(request, str(refusal))
        else:
            tell(request, "Kept.", undo=reverse("undo"))
    return redirect("person", pk)


@require_POST
def person_hide(request: SeekerRequest, pk: int) -> HttpResponse:
    found = _mine(request, pk)
    do = actions.unhide if found.hidden else actions.hide
    do([found], by=request.user, now=now())
    tell(request, f"{found.name} is {'hidden' if not found.hidden else 'shown again'}.", undo=reverse("undo"))
    return redirect("person", pk)


@require_safe
def duplicates(request: SeekerRequest) -> HttpResponse:
    found = pairs.proposals(by=request.user)
    return render(request, "network/duplicates.html", {"pairs": found[:50], "total": len(found)})


@require_safe
def network(request: SeekerRequest) -> HttpResponse:
    return render(request, "network/picture.html", {"picture": picture.draw(by=request.user)})


def _wanted(request: SeekerRequest) -> queries.Wanted:
    asked = request.GET
    after = asked.get("after", "0")
    return queries.Wanted(
        text=" ".join(asked.get("q", "").split())[:200],
        tie=asked.get("tie", ""),
        tag=asked.get("tag", "")[:60],
        organisation=asked.get("org", "")[:200],
        order=asked.get("order", "tie"),
        hidden=bool(asked.get("hidden")),
        unconfirmed=bool(asked.get("new")),
        after=int(after) if after.isdecimal() and len(after) < 8 else 0,
    )


def _list_address(wanted: queries.Wanted, *, after: int) -> str:
    """Return the address of the same list, further on or back."""
    here = {
        "q": wanted.text, "tie": wanted.tie, "tag": wanted.tag, "org": wanted.organisation,
        "order": wanted.order, "hidden": "1" * wanted.hidden, "new": "1" * wanted.unconfirmed,
    }  # fmt: skip
    kept = {name: value for name, value in here.items() if value}
    return f"{reverse('people')}?{urlencode({**kept, 'after': after})}"


def _mine(request: SeekerRequest, pk: int) -> Person:
    return get_object_or_404(Person.objects.visible_to(request.user).others(), pk=pk)


def _changed(person: Person, told: dict[str, str]) -> dict[str, str]:
    """Keep only what differs from what is shown: a field that was left alone is no edit."""
    return {name: value for name, value in told.items() if value != getattr(person, name, None)}


def _back(request: SeekerRequest, name: str) -> str:
    """Return the page to go back to: only ever one of our own."""
    wanted = request.POST.get("next", "")
    return wanted if wanted.startswith("/") and not wanted.startswith(("//", "/\\")) else reverse(name)


def _person_page(
    request: SeekerRequest, found: Person, *, form: EditForm | None = None, status: int = 200
) -> HttpResponse:
    page = queries.person_page(found, by=request.user, now=now())
    kept = {"name": found.name, "organisation": found.organisation, "title": found.title, "note": page.note}
    context = {"page": page, "person": found, "form": form or EditForm(initial=kept), "ties": queries.TIES}
    context["turn"] = asks.turn(found, by=request.user, today=localdate())
    context["set_aside"] = set_aside(by=request.user, today=localdate(), person=found)
    context["here"] = reverse("person", args=[found.pk])
    context["talks"] = conversations.of_person(found, by=request.user)
    after = afterwards.of_person(found, by=request.user, now=now())
    context["afterwards"] = after
    context["owed"] = next((one for one in after.owed if one.since <= localdate()), None)
    return render(request, "network/person.html", context, status=status)
