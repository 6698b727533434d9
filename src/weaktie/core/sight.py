"""What one person alone can see from where they stand: how long, from where, as what."""

from __future__ import annotations

from datetime import date

from weaktie.core.employers import employer_key
from weaktie.core.proposals import MONTHS, Facts, Post

MOST = 4


def sight(facts: Facts) -> list[str]:
    """Say in short lines what somebody has seen that others have not, the present first."""
    known = [post for post in facts.posts if employer_key(post.employer)]
    if not known:
        return []
    now, *rest = known
    return [_there(now, facts.today), *_before(now, rest)][:MOST]


def _there(post: Post, today: date) -> str:
    who = f"{post.title} at {post.employer}" if post.title else f"At {post.employer}"
    team = (
        f", {post.department}" if post.department and post.department.casefold() not in who.casefold() else ""
    )
    if post.until is not None:
        return f"{who}{team}, until {_when(post.until)}"
    if post.since is not None:
        return f"{who}{team}, since {_when(post.since)}{_years(post.since, today)}"
    if post.seen is not None:
        return f"{who}{team}, by {_when(post.seen)} at the latest"
    return f"{who}{team}"


def _before(now: Post, rest: list[Post]) -> list[str]:
    """Say the step within the same employer, the move from another, and what was before."""
    told = []
    for post in rest:
        end = post.until or (now.since if post is rest[0] else None)
        when = f", until {_when(end)}" if end else ""
        who = f"{post.title} at {post.employer}" if post.title else post.employer
        if employer_key(post.employer) == employer_key(now.employer):
            told.append(f"Before that, {post.title or 'in another role'} in the same place{when}")
        else:
            told.append(f"Before that, {who}{when}")
    return told


def _years(since: date, today: date) -> str:
    years = (today - since).days // 365
    return f": {years} years of it" if years >= 2 else ""


def _when(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}" if (day.month, day.day) != (1, 1) else str(day.year)
