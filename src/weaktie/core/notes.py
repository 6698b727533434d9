"""What is said beside the list: targets where one knows nobody, asks that are used up, an empty network."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence, Set

from weaktie.core.candidates import Aim, Candidate
from weaktie.core.field import Question

MOST_NAMED = 3


def notes(
    question: Question, candidates: Sequence[Candidate], *, met: Set[int], listed: int, asks_left: int
) -> tuple[str, ...]:
    """Return sentences. `met` are ids of roles and industries somebody meets, `listed` the list's length."""
    return tuple(_notes(question, candidates, met, listed, asks_left))


def _notes(
    question: Question, candidates: Sequence[Candidate], met: Set[int], listed: int, asks_left: int
) -> Iterator[str]:
    aims = question.targets
    if not aims:
        yield "You have no targets yet, so every circle counts the same."
    now, before = _employers(candidates, {aim.key for aim in aims if aim.kind == "employer"})
    unknown = [aim for aim in aims if aim.key not in now] if aims else []
    alone = [aim for aim in unknown if aim.kind == "employer"]
    found = [aim for aim in alone if aim.strangers]
    yield from (f"{_nobody_at(aim, before)} {_strangers(aim)}" for aim in found)
    yield from _bare([aim for aim in alone if not aim.strangers], before)
    yield from (_nobody_like(aim) for aim in unknown if aim.kind != "employer" and aim.id not in met)
    if not listed:
        yield "There is nobody to ask yet. Import your exports, or add people you found for a target."
    elif asks_left <= 0:
        yield "No asks are left this week."


def _employers(candidates: Sequence[Candidate], keys: Set[str]) -> tuple[Collection[str], dict[str, int]]:
    """Return at which of these places somebody works now, and how many worked at each before."""
    now: set[str] = set()
    before: dict[str, int] = {}
    for who in candidates if keys else ():
        for post in who.posts:
            if post.key not in keys:
                continue
            if post.ended is None:
                now.add(post.key)
            else:
                before[post.key] = before.get(post.key, 0) + 1
    return now, before


def _nobody_at(aim: Aim, before: dict[str, int]) -> str:
    count = before.get(aim.key, 0)
    if not count:
        return f"You know nobody at {aim.name}."
    return f"You know nobody at {aim.name} now; {count} of your contacts worked there."


def _strangers(aim: Aim) -> str:
    if len(aim.strangers) == 1:
        return "The person you found there competes with everybody else."
    return "The people you found there compete with everybody else."


def _bare(aims: Sequence[Aim], before: dict[str, int]) -> Iterator[str]:
    """Say where one knows nobody and has found nobody either, in one sentence for many."""
    if len(aims) > MOST_NAMED:
        names = ", ".join(aim.name for aim in aims[:MOST_NAMED])
        more = len(aims) - MOST_NAMED
        yield f"You know nobody at {names} and {more} more. Add up to three people you found at each."
        return
    yield from (f"{_nobody_at(aim, before)} Add up to three people you found there." for aim in aims)


def _nobody_like(aim: Aim) -> str:
    if aim.kind == "role":
        return f"Nobody you can ask now has a title like {aim.name}."
    return f"Nobody you can ask now seems to work in {aim.name}."
