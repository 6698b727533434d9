"""What is said beside the list: targets where one knows nobody, asks that are used up, an empty network."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence, Set

from weaktie.core.candidates import Aim, Candidate, present_post
from weaktie.core.field import Question

MOST_NAMED = 3


def notes(
    question: Question,
    candidates: Sequence[Candidate],
    *,
    met: Set[int],
    served: Sequence[int | None],
    asks_left: int,
) -> tuple[str, ...]:
    """Return sentences. `met` are ids of roles and industries somebody meets.

    `served` holds for each person of the list the id of the target they are for, None for none.
    """
    return tuple(_notes(question, candidates, met, served, asks_left))


def _notes(
    question: Question,
    candidates: Sequence[Candidate],
    met: Set[int],
    served: Sequence[int | None],
    asks_left: int,
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
    if question.aim is not None and served:
        yield from _others(question.aim, question.aims, served)
    if not served:
        yield "There is nobody to ask yet. Import your exports, or add people you found for a target."
    elif asks_left <= 0:
        yield "No asks are left this week."


def _employers(candidates: Sequence[Candidate], keys: Set[str]) -> tuple[Collection[str], dict[str, int]]:
    """Return at which of these places somebody works now, and how many worked at each before."""
    now: set[str] = set()
    before: dict[str, int] = {}
    for who in candidates if keys else ():
        present = present_post(who.posts)
        here = present.key if present else ""
        if here in keys:
            now.add(here)
        for key in {post.key for post in who.posts if post.key in keys} - {here}:
            before[key] = before.get(key, 0) + 1
    return now, before


def _others(asked: Aim, aims: Sequence[Aim], served: Sequence[int | None]) -> Iterator[str]:
    """Say who of the list is there for something else than the target that was asked about."""
    apart = [aim for aim in served if aim != asked.id]
    if not apart:
        return
    names = [aim.name for aim in aims if aim.id in apart]
    they = "The people below are" if len(apart) == len(served) else f"{len(apart)} of the people below are"
    if len(apart) == 1:
        they = "The person below is" if len(served) == 1 else "One of the people below is"
    if names:
        others = "another target" if len(names) == 1 else "other targets"
        yield f"{they} not for {asked.name} but for {others} of yours: {_listed(names)}."
    else:
        yield f"{they} not for {asked.name}: nobody you can ask there is left, and you have no other targets."


def _listed(names: Sequence[str]) -> str:
    shown = names[:MOST_NAMED]
    if len(names) > MOST_NAMED:
        return f"{', '.join(shown)} and {len(names) - MOST_NAMED} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


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
