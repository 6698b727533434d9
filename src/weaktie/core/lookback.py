"""A week that is over, in a few sentences: what was asked, answered, heard, thanked. No score, no praise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from weaktie.core.days import counted, number

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Week:
    """What happened in one week. Names are whom it was with."""

    asked: Sequence[str] = ()
    followed_up: Sequence[str] = ()
    yes: Sequence[str] = ()
    no: Sequence[str] = ()
    redirected: Sequence[str] = ()
    talked: Sequence[str] = ()
    notes: int = 0
    openings: int = 0
    thanked: Sequence[str] = ()
    told: Sequence[str] = ()
    kept: int = 0
    named: Sequence[str] = ()
    introduced: Sequence[str] = ()


def sentences(week: Week) -> tuple[str, ...]:
    """Return the week in sentences; none for a week in which nothing happened."""
    return tuple(sentence for sentence in _sentences(week) if sentence)


def _sentences(week: Week) -> Iterator[str]:
    yield _asked(week)
    yield _answered(week)
    yield _talked(week)
    yield _said("You thanked {}.", week.thanked)
    yield _said("You told {} what came of it.", week.told)
    if week.kept:
        yield f"You kept {counted(week.kept, 'promise', 'promises')}."
    if week.named:
        yield f"{_people(week.named)} {'was' if len(week.named) == 1 else 'were'} named to you."
    yield _said("You were introduced to {}.", week.introduced)


def _asked(week: Week) -> str:
    if not week.asked:
        return _said("You wrote once more to {}.", week.followed_up)
    more = f", and wrote once more to {_people(week.followed_up)}" if week.followed_up else ""
    return f"You asked {_people(week.asked)}{more}."


def _answered(week: Week) -> str:
    parts = [
        f"{_people(names)} {words}"
        for names, words in (
            (week.yes, "said yes"),
            (week.no, "said no"),
            (week.redirected, "named somebody"),
        )
        if names
    ]
    return f"{_first('; '.join(parts))}." if parts else ""


def _talked(week: Week) -> str:
    if not week.talked:
        return ""
    learnt = [f"{counted(week.notes, 'thing', 'things')} noted"] if week.notes else []
    if week.openings:
        learnt.append(f"{counted(week.openings, 'job', 'jobs')} heard of")
    return f"You talked with {_people(week.talked)}{': ' + ', '.join(learnt) if learnt else ''}."


def _said(sentence: str, names: Sequence[str]) -> str:
    return sentence.format(_people(names)) if names else ""


def _people(names: Sequence[str]) -> str:
    """Name a few people; of more say how many."""
    if len(names) > MOST_NAMED:
        return f"{number(len(names))} people"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]
