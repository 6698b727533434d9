"""The pages on targets and on whom to ask next."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weaktie.campaign.conversations.queries import debrief
from weaktie.campaign.network.models import Person
from weaktie.campaign.targets import actions
from weaktie.campaign.targets.models import Material, Target
from weaktie.campaign.targets.queries import listing, material
from weaktie.campaign.targets.queries.aside import set_aside
from weaktie.campaign.targets.queries.next import whom_to_ask
from weaktie.core.cadence import ASKS_A_WEEK
from weaktie.core.candidates import Goal
from weaktie.core.refusal import Refused
from weaktie.web.request import SeekerRequest, own_page, tell
from weaktie.web.targets.forms import WISHES, MaterialForm, StrangerForm, TargetForm, TargetsForm
from weaktie.web.targets.material import keep_material
from weaktie.web.targets.picks import cover, picks

ORDERS = (("name", "Name"), ("wish", "How much"), ("people", "Whom you know"), ("new", "Added"))
SHOWN = 5
SKIPPED = 3
GOALS = ((Goal.DISCOVER, "Discover"), (Goal.REFERRAL, "Be referred"), (Goal.PREPARE, "Prepare"))


@require_safe
def next_people(request: SeekerRequest) -> HttpResponse:
    goal = request.GET.get("goal", Goal.DISCOVER)
    goal = goal if goal in set(Goal) else Goal.DISCOVER
    target = request.GET.get("target", "")
    today = localdate()
    standing = list(Target.objects.visible_to(request.user).standing().order_by("-motivation", "name"))
    target = target if target.isdecimal() and any(t.pk == int(target) for t in standing) else ""
    found = whom_to_ask(by=request.user, goal=goal, target=target, count=SHOWN, as_of=today, today=today)
    chosen = picks(found.answer.people, found)
    return render(request, "targets/next.html", {
        "found": found,
        "goal": str(goal),
        "goals": [(str(value), words) for value, words in GOALS],
        "targets": standing,
        "target": target,
        "now_picks": [pick for pick in chosen if pick.row.this_week],
        "later_picks": [pick for pick in chosen if not pick.row.this_week],
        "skipped": picks(found.answer.skipped_by_habit[:SKIPPED], found),
        "cover": cover(found.answer.people),
        "circles": len({circle.key for row in found.answer.people for circle in row.circles}),
        "left": max(0, ASKS_A_WEEK - found.asks_used),
        "set_aside": set_aside(by=request.user, today=today),
        "here": request.get_full_path(),
    })  # fmt: skip


@require_POST
def aside(request: SeekerRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user).others(), pk=pk)
    never = request.POST.get("until") == "never"
    goal = request.POST.get("goal", "") if never else ""
    goal = goal if goal in set(Goal) else ""
    actions.set_aside(person, by=request.user, goal=goal, never=never, today=localdate(), now=now())
    words = "not for this goal again" if never else "again in a month"
    tell(request, f"{person.name}: {words}.", undo=reverse("undo"))
    return redirect(_back(request, "next"))


@require_POST
def ask_again(request: SeekerRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user).others(), pk=pk)
    try:
        actions.ask_again(person, by=request.user, goal=request.POST.get("goal"), now=now())
    except Refused as refusal:
        tell(request, str(refusal))
    else:
        tell(request, f"{person.name} may be suggested again.", undo=reverse("undo"))
    return redirect(_back(request, "next"))


@require_http_methods(["GET", "POST"])
def targets(request: SeekerRequest) -> HttpResponse:
    form = TargetsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            added = actions.add_targets(
                told["names"].splitlines(), by=request.user, kind=told["kind"], motivation=told["motivation"],
                level=told["level"], now=now(),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error("names", str(refusal))
        else:
            count = added[0].name if len(added) == 1 else f"{len(added)} targets"
            tell(request, f"{count} on the list.", undo=reverse("undo"))
            return redirect("targets")
    page = listing.targets_page(by=request.user, order=request.GET.get("order", "wish"))
    context = {"page": page, "form": form, "kinds": Target.Kind.choices, "levels": Target.Level.choices}
    context |= {"wishes": [wish for wish, _ in WISHES], "here": request.get_full_path(), "orders": ORDERS}
    return render(request, "targets/targets.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def target(request: SeekerRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Target.objects.visible_to(request.user), pk=pk)
    form = StrangerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_stranger(found, by=request.user, now=now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            tell(request, f"{form.cleaned_data['name']} is kept for {found.name}.", undo=reverse("undo"))
            return redirect("target", pk)
    return _target_page(request, found, stranger=form, status=422 if form.errors else 200)


@require_POST
def target_wish(request: SeekerRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Target.objects.visible_to(request.user), pk=pk)
    form = TargetForm(request.POST, request.FILES)
    if not form.is_valid():
        return _target_page(request, found, wish=form, status=422)
    told = form.cleaned_data
    try:
        file = told["file"]
        posting = actions.read_page(file, by=request.user, now=now()).text if file else told["posting"]
    except Refused as refusal:
        form.add_error("file", str(refusal))
        return _target_page(request, found, wish=form, status=422)
    actions.change_target(
        found, by=request.user, motivation=told["motivation"], level=told["level"], posting=posting, now=now()
    )
    tell(request, f"{found.name}: kept.", undo=reverse("undo"))
    return redirect(_back(request, "targets"))


@require_POST
def target_drop(request: SeekerRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Target.objects.visible_to(request.user), pk=pk)
    actions.drop_target(found, by=request.user, now=now())
    tell(request, f"{found.name} is off the list.", undo=reverse("undo"))
    return redirect("targets")


@require_POST
def target_material(request: SeekerRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Target.objects.visible_to(request.user), pk=pk)
    form = keep_material(request, found)
    if form.errors:
        return _target_page(request, found, public=form, status=422)
    return redirect(f"{reverse('target', args=[pk])}#public")


@require_POST
def material_drop(request: SeekerRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Material.objects.visible_to(request.user), pk=pk)
    actions.drop_material(found, by=request.user, now=now())
    tell(request, f"Dropped: {found}.", undo=reverse("undo"))
    return redirect(_back(request, "targets"))


def _target_page(
    request: SeekerRequest,
    found: Target,
    *,
    stranger: StrangerForm | None = None,
    wish: TargetForm | None = None,
    public: MaterialForm | None = None,
    status: int = 200,
) -> HttpResponse:
    known = listing.known_at(found, by=request.user, now=now())
    context = {
        "target": found,
        "known": known,
        "now_there": sum(one.is_now for one in known),
        "probably": sum(one.is_probable for one in known),
        "earlier": sum(not one.is_now for one in known),
        "strangers": found.strangers.select_related("person").order_by("pk"),
        "form": stranger or StrangerForm(),
        "wish": wish or TargetForm(),
        "levels": Target.Level.choices,
        "wishes": [wish for wish, _ in WISHES],
        "most": actions.MOST_STRANGERS,
        "here": request.path,
        "public": material.of_target(found, by=request.user),
        "material": public or MaterialForm(),
        "material_url": reverse("target-material", args=[found.pk]),
        "kinds": Material.Kind.choices,
        "talks": debrief.target_talks(found, by=request.user),
    }
    return render(request, "targets/target.html", context, status=status)


def _back(request: SeekerRequest, name: str) -> str:
    return own_page(request, reverse(name))
