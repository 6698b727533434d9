"""Who led to whom, as a tree and as a table; whether it grows; and what it lacks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from weaktie.accounts.models import User
from weaktie.accounts.queries import while_unchanged
from weaktie.campaign.conversations.models import Conversation
from weaktie.campaign.followups.models import FollowUp
from weaktie.campaign.followups.queries import due as owing
from weaktie.campaign.followups.queries.due import Due, Held
from weaktie.campaign.introductions.models import Referral
from weaktie.campaign.introductions.queries import lives as living
from weaktie.campaign.introductions.queries.lives import Life
from weaktie.campaign.network.models import Person
from weaktie.core import cadence, chain, introducing
from weaktie.core.chain import Growth
from weaktie.core.introducing import State

MISSED = timedelta(days=30)
"""[J] An introduction made so long ago without a conversation came to nothing."""


@dataclass(frozen=True, slots=True)
class Node:
    """One person in the tree: how they stand, in words, and whom they led to.

    `look` is the kind of tag: "" (nothing yet), written, soon, settled. `is_waiting` draws a dotted branch.
    `again` names who else named them; their own branch stands under the first.
    """

    person: Person
    look: str
    tag: str
    words: tuple[str, ...]
    life: Life | None
    is_waiting: bool
    again: tuple[str, ...] = ()
    children: tuple[Node, ...] = ()

    @property
    def job(self) -> str:
        """Title and employer in one line."""
        return ", ".join(filter(None, (self.person.title, self.person.organisation)))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many conversations, introductions made and waited for, names given, and referrals."""

    conversations: int
    introductions: int
    waiting: int
    names: int
    referrals: int


@dataclass(frozen=True, slots=True)
class Chain:
    """The chain as it stands on a day. `root` is set where all introductions go back to one person."""

    on: date
    roots: tuple[Node, ...]
    lives: tuple[Life, ...]
    counts: Counts
    growth: Growth
    young: int
    root: Person | None
    owed: tuple[Due, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the tree is put together from, by person."""

    by: User
    today: date
    held: Mapping[int, list[Held]]
    ahead: Mapping[int, Conversation]
    owed: Mapping[int, list[Due]]
    lives: tuple[Life, ...]


def whole(*, by: User, now: datetime) -> Chain:
    """Return the chain."""
    today = cadence.local_date(now, by.timezone())
    rows = owing.held(by=by, now=now)
    known = _known(rows, by=by, now=now, today=today)
    led = [one for one in known.lives if one.state is not State.DECLINED]
    root = chain.one_root(chain.roots((one.introducer.pk, one.person.pk) for one in led))
    young = _young(rows, known.lives, by=by, today=today)
    growth = while_unchanged(
        f"chain:{today}", lambda: _growth(rows, known.lives, young=len(young), today=today), by=by
    )
    return Chain(
        on=today,
        roots=tuple(_tree(known)),
        lives=known.lives,
        counts=_counts(rows, known.lives, by=by),
        growth=growth,
        young=len(young),
        root=next((one.introducer for one in led if one.introducer.pk == root), None),
        owed=tuple(_to_introducers(known)),
    )


def _known(rows: Sequence[Held], *, by: User, now: datetime, today: date) -> _Known:
    held: dict[int, list[Held]] = defaultdict(list)
    for one in rows:
        held[one.person.pk].append(one)
    owed: dict[int, list[Due]] = defaultdict(list)
    for due in owing.due(by=by, now=now):
        owed[due.person.pk].append(due)
    booked = Conversation.objects.visible_to(by).ahead().select_related("person__merged_into")
    ahead = {(one.person.merged_into or one.person).pk: one for one in booked.order_by("starts_at", "pk")}
    return _Known(by, today, held, ahead, owed, tuple(living.lives(by=by, now=now, rows=rows)))


def _to_introducers(known: _Known) -> Iterable[Due]:
    for owed in known.owed.values():
        yield from (one for one in owed if one.kind == FollowUp.Kind.INTRODUCER)


def _tree(known: _Known) -> list[Node]:
    """Return those with whom the chain begins, each with whom they led to."""
    first: dict[int, Life] = {}
    for life in sorted(known.lives, key=lambda one: one.state is State.DECLINED):
        first.setdefault(life.person.pk, life)
    children: dict[int, list[Life]] = defaultdict(list)
    for life in known.lives:
        if first[life.person.pk] is life:
            children[life.introducer.pk].append(life)
    others: dict[int, list[str]] = defaultdict(list)
    for life in known.lives:
        if first[life.person.pk] is not life:
            others[life.person.pk].append(life.introducer.name)
    seen: set[int] = set()
    found = [_branch(person, None, known, children, others, seen) for person in _beginnings(known, first)]
    # Two who named each other have no beginning: the one named last begins.
    for life in reversed(known.lives):
        if life.introducer.pk not in seen:
            found.append(_branch(life.introducer, None, known, children, others, seen))
    return found


def _beginnings(known: _Known, first: Mapping[int, Life]) -> list[Person]:
    """Return those whom nobody named: who named somebody, talked, or is about to, the first one first."""
    people: dict[int, tuple[date, Person]] = {}
    for pk, ones in known.held.items():
        people[pk] = (ones[0].day(known.by), ones[0].person)
    for life in known.lives:
        people.setdefault(life.introducer.pk, (life.dates.named_on, life.introducer))
    for pk, conversation in known.ahead.items():
        people.setdefault(pk, (known.today, conversation.person.merged_into or conversation.person))
    starts = [begun for pk, begun in people.items() if pk not in first]
    return [person for _, person in sorted(starts, key=lambda begun: begun[0])]


def _branch(
    person: Person,
    life: Life | None,
    known: _Known,
    children: Mapping[int, list[Life]],
    others: Mapping[int, list[str]],
    seen: set[int],
) -> Node:
    seen.add(person.pk)
    under = []
    for one in children.get(person.pk, ()):
        if one.person.pk not in seen:
            under.append(_branch(one.person, one, known, children, others, seen))
    node = _node(person, life, known, has_led=bool(under))
    return replace(node, children=tuple(under), again=tuple(others.get(person.pk, ())))


def _node(person: Person, life: Life | None, known: _Known, *, has_led: bool) -> Node:
    look, tag, words = _standing(person, life, known)
    held = known.held.get(person.pk, [])
    if held and not has_led:
        words = (*words, "no introduction, and that is fine")
    is_waiting = life is not None and life.state not in introducing.REACHED
    return Node(person, look, tag, words, life, is_waiting)


def _standing(person: Person, life: Life | None, known: _Known) -> tuple[str, str, tuple[str, ...]]:
    """Return the look, the tag and the words of somebody: what is next with them, else how far it came."""
    held = known.held.get(person.pk, [])
    thanks = [one for one in known.owed.get(person.pk, []) if one.kind == FollowUp.Kind.THANKS]
    met = (_met(held, known),) if held else ()
    if thanks:
        return "soon", _thanks(thanks[0], known), met
    if (ahead := known.ahead.get(person.pk)) is not None:
        return _booked(ahead, known, met)
    if held:
        is_thanked = any(
            FollowUp.Kind.THANKS in one.done and not one.done[FollowUp.Kind.THANKS].let_go for one in held
        )
        return "settled", "Thanked" if is_thanked else "Talked", (*met, *_told(held, known))
    if life is not None:
        return _named(life)
    return "", "Named somebody", ()


def _named(life: Life) -> tuple[str, str, tuple[str, ...]]:
    looks = {State.AGREED: "written", State.MADE: "written", State.MET: "settled", State.THANKED: "settled"}
    day = _day(life.dates.on)
    words = {
        State.NAMED: "you have not asked for the introduction yet",
        State.ASKED: f"{day}, open",
        State.SILENT: f"closed {day}",
        State.AGREED: f"{day}; the introduction comes next",
        State.MADE: f"{day}; offer two times",
        State.MET: day,
        State.THANKED: day,
        State.DECLINED: f"{day}, and that is fine",
    }[life.state]
    return looks.get(life.state, ""), life.words, (words,)


def _booked(ahead: Conversation, known: _Known, met: tuple[str, ...]) -> tuple[str, str, tuple[str, ...]]:
    if ahead.starts_at is None:
        return "written", "Said yes", (*met, "offer two times")
    starts = ahead.starts_at.astimezone(known.by.timezone())
    if starts.date() == known.today:
        return "soon", f"At {starts:%H:%M} today", met
    return "written", "Booked", (*met, f"{_day(starts.date())}, {starts:%H:%M}")


def _met(held: list[Held], known: _Known) -> str:
    days = [one.day(known.by) for one in held]
    if len(held) == 1:
        return f"met {_day(days[0])}"
    return f"{len(held)} conversations, the last {_day(days[-1])}"


def _told(held: list[Held], known: _Known) -> tuple[str, ...]:
    reports = [one.done[FollowUp.Kind.REPORT] for one in held if FollowUp.Kind.REPORT in one.done]
    told = [one.done_on for one in reports if not one.let_go]
    return (f"told on {_day(told[-1])} what came of it",) if told else ()


def _thanks(due: Due, known: _Known) -> str:
    """Say until when thanks are in time: an hour while there is one, else the day."""
    conversation = due.conversation
    if due.on < known.today:
        return f"Thanks owed since {_day(due.on)}"
    if due.on > known.today or conversation is None or conversation.ended_at is None:
        return "Thank by tomorrow"
    return f"Thank by {conversation.ended_at.astimezone(known.by.timezone()):%H:%M}"


def _counts(rows: Sequence[Held], lives: Iterable[Life], *, by: User) -> Counts:
    states = [one.state for one in lives]
    given = Referral.objects.visible_to(by).exclude(given_on=None)
    return Counts(
        conversations=len(rows),
        introductions=sum(state in introducing.REACHED for state in states),
        waiting=sum(state in introducing.WAITING for state in states),
        names=given.filter(kind=Referral.Kind.NAME).count(),
        referrals=given.filter(kind=Referral.Kind.REFERRAL).count(),
    )


def _young(rows: Sequence[Held], lives: Sequence[Life], *, by: User, today: date) -> list[Held]:
    """Return conversations that have had no time yet to lead to an introduction."""
    led = {one.introducer.pk for one in lives if one.state in introducing.REACHED}
    return [one for one in rows if today - one.day(by) < chain.YOUNG and one.person.pk not in led]


def _growth(rows: Sequence[Held], lives: Sequence[Life], *, young: int, today: date) -> Growth:
    talked = {one.person.pk for one in rows}
    made = [one for one in lives if one.introducer.pk in talked and one.state in introducing.REACHED]
    met = [one for one in made if one.dates.met_on is not None]
    missed = [
        one for one in made if one.dates.met_on is None and today - (one.dates.made_on or today) > MISSED
    ]
    return chain.growth(conversations=len(rows) - young, made=len(made), met=len(met), missed=len(missed))


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"
