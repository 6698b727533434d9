"""The pages on imports."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weaktie.campaign.intake.models import Import
from weaktie.campaign.intake.queries import batch_page, batches
from weaktie.campaign.keeping.actions import demo
from weaktie.campaign.keeping.actions import undo as undoing
from weaktie.campaign.network.actions import arriving
from weaktie.campaign.network.queries import arrived, seeker
from weaktie.core.refusal import Refused
from weaktie.web.request import SeekerRequest, lead_to, tell

PAGE = "intake/import.html"
BATCH = "intake/batch.html"


@require_http_methods(["GET", "POST"])
def imports(request: SeekerRequest) -> HttpResponse:
    problem = ""
    if request.method == "POST":
        files = [(file.name or "file", file.file) for file in request.FILES.getlist("files") if file.file]
        try:
            received = arriving.receive(files, by=request.user, now=now())
        except Refused as refusal:
            problem = str(refusal)
        else:
            return lead_to(request, f"/import/{received.pk}/")
    context = {"batches": batches(by=request.user), "problem": problem}
    return render(request, PAGE, context, status=422 if problem else 200)


@require_safe
def batch(request: SeekerRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Import.objects.visible_to(request.user), pk=pk)
    name, emails = seeker.guessed(by=request.user)
    return render(request, f"{BATCH}#batch" if request.htmx else BATCH, {
        "page": batch_page(found, by=request.user),
        "batch": found,
        "remarks": arrived.remarks_of(found, by=request.user),
        "me": {"name": name, "emails": emails, "profile": seeker.guessed_profile(by=request.user)},
        "here": request.path,
    })  # fmt: skip


@require_POST
def batch_go(request: SeekerRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Import.objects.visible_to(request.user), pk=pk)
    try:
        if request.user.is_demo and found.state == Import.State.PLANNED:
            demo.make_way(found, by=request.user)
        arriving.go_ahead(found)
    except Refused as refusal:
        tell(request, str(refusal))
    return redirect("import-batch", pk)


@require_POST
def batch_discard(request: SeekerRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Import.objects.visible_to(request.user), pk=pk)
    try:
        arriving.discard(found)
    except Refused as refusal:
        tell(request, str(refusal))
    else:
        tell(request, "Nothing was stored, and the files are deleted from here.")
    return redirect("import")


@require_POST
def batch_undo(request: SeekerRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Import.objects.visible_to(request.user), pk=pk)
    try:
        words = undoing.undo_import(found, by=request.user, now=now())
    except Refused as refusal:
        tell(request, str(refusal))
    else:
        tell(request, f"Undone: {words}.")
    return redirect("import-batch", pk)
