"""The pages on targets and on whom to ask next."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weaktie.campaign.network.models import Person
from weaktie.campaign.targets import actions
from weaktie.campaign.targets.models import Target
from weaktie.campaign.targets.queries import listing
from weaktie.campaign.targets.queries.next import ASKS_A_WEEK, Next, whom_to_ask
from weaktie.core.candidates import Circle, Goal, Suggestion
from weaktie.core.refusal import Refused
from weaktie.web.request import SeekerRequest, tell
from weaktie.web.targets.forms import StrangerForm, TargetForm, TargetsForm

MOST = 10
GOALS = ((Goal.DISCOVER, "Discover"), (Goal.REFERRAL, "Be referred"), (Goal.PREPARE, "Prepare"))


@dataclass(frozen=True, slots=True)
class Pick:
    """One suggestion as the page shows it."""

    row: Suggestion
    person: Person
    via: Person | None
    job: str
    tie: str
    tie_words: str
    first_name: str


@dataclass(frozen=True, slots=True)
class CoverRow:
    """One circle and which of the people bring it: "new", "again" or nothing."""

    label: str
    marks: tuple[str, ...]


@require_safe
def next_people(request: SeekerRequest) -> HttpResponse:
    goal = request.GET.get("goal", Goal.DISCOVER)
    goal = goal if goal in set(Goal) else Goal.DISCOVER
    target = request.GET.get("target", "")
    today = localdate()
    standing = list(Target.objects.visible_to(request.user).standing().order_by("-motivation", "name"))
    target = target if target.isdecimal() and any(t.pk == int(target) for t in standing) else ""
    found = whom_to_ask(by=request.user, goal=goal, target=target, count=5, as_of=today, today=today)
    picks = [pick(row, found) for row in found.answer.people]
    return render(request, "targets/next.html", {
        "found": found,
        "goal": str(goal),
        "goals": [(str(value), words) for value, words in GOALS],
        "targets": standing,
        "target": target,
        "now_picks": [p for p in picks if p.row.this_week],
        "later_picks": [p for p in picks if not p.row.this_week],
        "skipped": [pick(row, found) for row in found.answer.skipped_by_habit[:3]],
        "cover": cover(found.answer.people),
        "left": max(0, ASKS_A_WEEK - found.asks_used),
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
    posting = told["file"] or (told["posting"] if "posting" in request.POST else None)
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


def pick(row: Suggestion, found: Next) -> Pick:
    """Put a suggestion together with the person it is about."""
    person = found.people[abs(row.id)]
    via = found.people.get(row.route.via) if row.route.via else None
    job = ", ".join(filter(None, (person.title, person.organisation)))
    tie, words = found.ties[abs(row.id)]
    return Pick(row, person, via, job, tie, words, person.name.split()[0])


def cover(people: tuple[Suggestion, ...]) -> list[CoverRow]:
    """Return the circles that the suggested people bring, each marked where it is new and where it is again."""
    circles: dict[str, Circle] = {}
    for row in people:
        for circle in row.circles:
            circles.setdefault(circle.key, circle)
    rows = []
    for key, circle in circles.items():
        first = next(i for i, row in enumerate(people) if any(c.key == key for c in row.circles))
        marks = tuple(
            "" if all(c.key != key for c in row.circles) else "new" if i == first else "again"
            for i, row in enumerate(people)
        )
        rows.append(CoverRow(circle.label, marks))
    return rows[:10]


def _target_page(
    request: SeekerRequest,
    found: Target,
    *,
    stranger: StrangerForm | None = None,
    wish: TargetForm | None = None,
    status: int = 200,
) -> HttpResponse:
    known = listing.known_at(found, by=request.user)
    context = {
        "target": found,
        "known": known,
        "strangers": found.strangers.select_related("person").order_by("pk"),
        "form": stranger or StrangerForm(),
        "wish": wish or TargetForm(),
        "levels": Target.Level.choices,
    }
    return render(request, "targets/target.html", context, status=status)


def _back(request: SeekerRequest, name: str) -> str:
    wanted = request.POST.get("next", "")
    return wanted if wanted.startswith("/") and not wanted.startswith(("//", "/\\")) else reverse(name)
