"""Public texts kept beside a person or a target: pasted words, saved pages, PDFs."""

from __future__ import annotations

from django.urls import reverse
from django.utils.timezone import now

from weaktie.campaign.network.models import Person
from weaktie.campaign.targets import actions
from weaktie.campaign.targets.models import Target
from weaktie.core.refusal import Refused
from weaktie.web.request import SeekerRequest, tell
from weaktie.web.targets.forms import MaterialForm


def keep_material(request: SeekerRequest, about: Person | Target) -> MaterialForm:
    """Keep what was pasted or chosen; return the form, with what was wrong if it was not kept."""
    form = MaterialForm(request.POST, request.FILES)
    if not form.is_valid():
        return form
    told, by, moment = form.cleaned_data, request.user, now()
    try:
        if told["file"]:
            actions.add_page(
                about, told["file"], by=by, name=told["file"].name or "", kind=told["kind"],
                title=told["title"], now=moment,
            )  # fmt: skip
        else:
            actions.add_material(about, by=by, now=moment, **{n: told[n] for n in told if n != "file"})
    except Refused as refusal:
        form.add_error("file" if told["file"] else "text", str(refusal))
    else:
        tell(request, f"Kept what is public on {about.name}.", undo=reverse("undo"))
    return form
