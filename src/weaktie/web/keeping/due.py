"""What Today leads with: the things due, in the order in which they are shown."""

from __future__ import annotations

from weaktie.campaign.keeping.queries.today import TodayPage
from weaktie.campaign.targets.queries.next import Next
from weaktie.web.targets.picks import Pick, picks

MOST_PICKS = 3


def on_today(page: TodayPage, found: Next | None) -> dict[str, object]:
    """Return what Today shows: whom to ask, which item leads, how many things there are."""
    left = max(0, page.allowed - page.used)
    chosen = _worth_showing(found)
    now = len(page.plans) + len(page.silent) + bool(page.unconfirmed_me)
    return {
        "page": page,
        "picks": chosen,
        "left": left,
        "lead": _lead(page),
        "things": now + (len(chosen) if left else 0) + bool(page.news_count) + bool(page.pairs),
        "letters": ["sent"] * min(page.used, page.allowed) + ["free"] * left,
    }


def _worth_showing(found: Next | None) -> list[Pick]:
    """Return those of this week, or the first of the list once the week's asks are used."""
    if found is None:
        return []
    chosen = picks(found.answer.people, found)
    return ([pick for pick in chosen if pick.row.this_week] or chosen)[:MOST_PICKS]


def _lead(page: TodayPage) -> str:
    """Return the kind of the first item, the one that leads."""
    if page.unconfirmed_me:
        return "me"
    if page.plans:
        return "plan"
    return "silent" if page.silent else "pick"
