"""The chain: who led to whom."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from weaktie.campaign.introductions.queries import chain as queries
from weaktie.core import chain as core
from weaktie.core.chain import Growth
from weaktie.core.evidence import odds
from weaktie.web import saying
from weaktie.web.request import SeekerRequest

WIDEST = 3.0
"""The scale of introductions per conversation ends here, or where the band ends."""


@dataclass(frozen=True, slots=True)
class Band:
    """A rate with its doubt, on a scale from 0 to 100 for the drawing."""

    start: str
    width: str
    point: str
    mark: str


@require_safe
def chain(request: SeekerRequest) -> HttpResponse:
    found = queries.whole(by=request.user, now=now())
    return render(request, "introductions/chain.html", {
        "chain": found,
        "as_list": request.GET.get("as") == "list",
        "band": band(found.growth),
        "verdict": core.VERDICTS[found.growth.verdict],
        "each": f"{found.growth.each.mid:.1f}",
        "low": f"{found.growth.each.low:.1f}",
        "high": f"{found.growth.each.high:.1f}",
        "needed": f"{found.growth.feeds_itself_at:.1f}",
        "dies_out": _how_often(found.growth.dies_out),
        "own": saying.share(found.growth.own_share) if found.growth.n else "",
    })  # fmt: skip


def _how_often(chance: float) -> str:
    said = odds(chance)
    return "nearly always" if said == "nearly all" else f"in about {said} cases"


def band(growth: Growth) -> Band:
    """Place the interval, the estimate and the mark of self-feeding on the scale."""
    full = max(WIDEST, growth.each.high)
    start, end = 100 * growth.each.low / full, 100 * growth.each.high / full
    return Band(
        start=f"{start:.2f}",
        width=f"{max(end - start, 0.9):.2f}",
        point=f"{100 * growth.each.mid / full:.2f}",
        mark=f"{min(100 * growth.feeds_itself_at / full, 99.4):.2f}",
    )
