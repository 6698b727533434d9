"""Whom to talk to next, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from weaktie.accounts.models import User
from weaktie.accounts.queries import while_unchanged
from weaktie.campaign.network.models import Person
from weaktie.campaign.targets.models import Stranger, Target
from weaktie.campaign.targets.queries.candidates import (
    Book,
    asks_this_week,
    candidates,
    end_of,
    own_past,
    read_book,
)
from weaktie.campaign.targets.queries.record import Record, own_record
from weaktie.core import candidates as core
from weaktie.core import employers, names_spelling, ranking, titles
from weaktie.core.cadence import ASKS_A_WEEK
from weaktie.core.refusal import Refused


class NoSuchGoal(Refused):
    """Not one of the three goals."""

    code = "no_such_goal"


class NoSuchTarget(Refused):
    """Not a target that stands."""

    code = "no_such_target"


@dataclass(frozen=True, slots=True)
class Next:
    """The answer to "whom to talk to next", with what it was asked for."""

    goal: core.Goal
    target: Target | None
    as_of: date
    asks_used: int
    answer: core.Answer
    people: dict[int, Person]
    ties: dict[int, tuple[str, str]]
    """For each person shown, the class of the tie and its words."""
    out_of: int
    closest_bring: int
    """How many of the circles that the list brings the ten closest would bring."""


def whom_to_ask(
    *, by: User, goal: str = "discover", target: str = "", count: int = 5, as_of: date, today: date
) -> Next:
    """Rank the network for a goal and perhaps one target; `as_of` in the past leaves later messages out."""
    wanted = _goal(goal)
    return while_unchanged(
        f"next:{wanted}:{target}:{count}:{as_of}:{today}",
        lambda: _answer(by=by, wanted=wanted, target=target, count=count, as_of=as_of, today=today),
        by=by,
    )


def find_target(text: str, *, by: User) -> Target:
    """Return the standing target of this id or name, however its employer is spelled."""
    standing = Target.objects.visible_to(by).standing()
    if text.isdigit() and (found := standing.filter(pk=int(text)).first()):
        return found
    keys = (employers.employer_key(text), text.casefold())
    if found := standing.filter(key__in=keys).first() or standing.filter(name__icontains=text).first():
        return found
    near = names_spelling.meant(text, standing.values_list("pk", "name"))
    if near:
        alike = " or ".join(standing.filter(pk__in=near).order_by("pk").values_list("name", flat=True))
        raise NoSuchTarget(f"There is no target called {text}. Did you mean {alike}?")
    raise NoSuchTarget(f"There is no target called {text}; add it with: weaktie target add “{text}”.")


@dataclass(frozen=True, slots=True)
class _Put:
    """The question as ranking takes it."""

    found: list[core.Candidate]
    goal: core.Goal
    aims: list[core.Aim]
    aim: core.Aim | None
    used: int
    as_of: date
    own: core.OwnPast
    record: Record

    @property
    def left(self) -> int:
        """How many asks are left this week."""
        return max(0, ASKS_A_WEEK - self.used)


def _put(*, by: User, goal: core.Goal, aim: Target | None, as_of: date, today: date) -> _Put:
    standing = Target.objects.visible_to(by).standing().prefetch_related("strangers__person")
    book = read_book(by=by, goal=goal, as_of=as_of)
    aims = [_aim(one, book, as_of) for one in standing]
    return _Put(
        found=candidates(book, by=by, as_of=as_of, until=_until(as_of, today, by=by)),
        goal=goal,
        aims=aims,
        aim=next((one for one in aims if aim and one.id == aim.pk), None),
        used=asks_this_week(by=by, as_of=as_of),
        as_of=as_of,
        own=own_past(by=by),
        record=own_record(by=by, as_of=as_of),
    )


def _answer(*, by: User, wanted: core.Goal, target: str, count: int, as_of: date, today: date) -> Next:
    aim = _target(target, by=by)
    put = _put(by=by, goal=wanted, aim=aim, as_of=as_of, today=today)
    answer = ranking.suggest(
        put.found, goal=wanted, aims=put.aims, aim=put.aim, count=count, asks_left=put.left, as_of=as_of,
        own=put.own, record=put.record.conversations,
        replies=put.record.replies,
    )  # fmt: skip
    shown = {abs(suggestion.id) for suggestion in (*answer.people, *answer.skipped_by_habit)}
    shown |= {suggestion.route.via for suggestion in answer.people if suggestion.route.via}
    people = Person.objects.visible_to(by).in_bulk(list(shown))
    ties = {one.id: (one.tie, one.tie_words) for one in put.found if one.id in shown}
    ties |= dict.fromkeys(shown - ties.keys(), ("never", "You have not met"))
    closest = _closest_bring(put.found, answer)
    return Next(wanted, aim, as_of, put.used, answer, people, ties, len(put.found), closest)


def _closest_bring(found: Sequence[core.Candidate], answer: core.Answer) -> int:
    """Count the circles of the list that the strongest ties belong to as well."""
    theirs = {circle.key for one in core.closest(found) for circle in one.circles}
    return len(theirs & {circle.key for row in answer.people for circle in row.circles})


def _goal(goal: str) -> core.Goal:
    try:
        return core.Goal(goal)
    except ValueError as error:
        raise NoSuchGoal(f"Choose one of: {', '.join(core.Goal)}.") from error


def _target(text: str, *, by: User) -> Target | None:
    return find_target(text, by=by) if text else None


def _aim(target: Target, book: Book, as_of: date) -> core.Aim:
    return core.Aim(
        id=target.pk,
        kind=target.kind,
        name=target.name,
        key=target.key,
        motivation=target.motivation,
        level=target.level,
        words=tuple(titles.role_words(target.name)),
        strangers=tuple(
            _stranger(stranger, target, book, as_of)
            for stranger in target.strangers.all()
            if stranger.person_id not in book.named
        ),
    )


def _stranger(stranger: Stranger, target: Target, book: Book, as_of: date) -> core.Stranger:
    person = stranger.person
    asked = book.asked.get(person.pk)
    until, never = book.standing.get(person.pk, (None, False))
    return core.Stranger(
        id=person.pk,
        name=person.name,
        title=person.title,
        found_where=stranger.found,
        aim_id=target.pk,
        employer=person.organisation,
        asked_on=asked.on if asked else None,
        asked_open=bool(asked and asked.is_open(as_of)),
        said_no=bool(asked and asked.answer == "no"),
        snoozed_until=until,
        never=never,
    )


def _until(as_of: date, today: date, *, by: User) -> int | None:
    """Return the end of that day in seconds if messages have to be left out for it."""
    return None if as_of >= today else end_of(as_of, by=by)


class NotOnTheList(Refused):
    """Somebody who is not suggested at all."""

    code = "not_on_the_list"


def why(
    person: Person, *, by: User, goal: str = "discover", target: str = "", as_of: date, today: date
) -> ranking.Explanation:
    """Return how one person is ranked among all, however far down; refuse with the reason if not at all."""
    put = _put(by=by, goal=_goal(goal), aim=_target(target, by=by), as_of=as_of, today=today)
    is_stranger = Stranger.objects.filter(person=person).exists() and all(
        one.id != person.pk for one in put.found
    )
    try:
        found = ranking.explain(
            put.found, -person.pk if is_stranger else person.pk, goal=put.goal, aims=put.aims, aim=put.aim,
            count=ASKS_A_WEEK, asks_left=put.left, as_of=as_of, own=put.own, record=put.record.conversations,
        replies=put.record.replies,
        )  # fmt: skip
    except KeyError as error:
        raise NotOnTheList(f"{person.name} is hidden, or stands for another target.") from error
    if found.row is None:
        raise NotOnTheList(f"{person.name}: {found.out}")
    return found
