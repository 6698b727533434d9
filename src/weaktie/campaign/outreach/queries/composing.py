"""Everything that stands round a first message: who they are to the seeker, what to ask, what is public."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import Max

from weaktie.accounts.models import User
from weaktie.campaign.intake.models import Part
from weaktie.campaign.network.models import Person, Stint
from weaktie.campaign.network.queries import people
from weaktie.campaign.network.queries.happened import timeline
from weaktie.campaign.network.queries.people import Row, first_name
from weaktie.campaign.network.queries.seeker import guessed
from weaktie.campaign.outreach.models import Ask, Message
from weaktie.campaign.outreach.queries import asks
from weaktie.campaign.targets.models import Target
from weaktie.campaign.targets.queries import material
from weaktie.campaign.targets.queries.candidates import own_past
from weaktie.campaign.targets.queries.facts import facts_of
from weaktie.campaign.targets.queries.material import Public
from weaktie.core import candidates as core
from weaktie.core import first_letter, history
from weaktie.core import proposals as proposing
from weaktie.core.cadence import Reason
from weaktie.core.first_letter import Facts
from weaktie.core.guessing import Outcome
from weaktie.core.proposals import Proposal

MOST_PROPOSALS = 4
MOST_LATELY = 3


@dataclass(frozen=True, slots=True)
class Composer:
    """A message to one person and what helps to write it; `ask` is the open one that this follows up."""

    person: Person
    row: Row
    addresses: tuple[str, ...]
    kind: Message.Kind
    draft: Message | None
    start: str
    subject: str
    way: str
    between: tuple[str, ...]
    proposals: tuple[Proposal, ...]
    public: tuple[Public, ...]
    targets: tuple[Target, ...]
    ask: Ask | None
    held_back: Reason | None
    closes_on: date | None
    left: int
    guesses: Outcome | None

    @property
    def first_name(self) -> str:
        """The name to say."""
        return first_name(self.person.name)

    @property
    def text(self) -> str:
        """What stands in the letter: as it was typed, else the start."""
        return self.draft.text if self.draft else self.start

    @property
    def why_not(self) -> str:
        """Say why this may not go out today; empty if it may."""
        return self.held_back.sentence if self.held_back is not None else ""

    @property
    def from_on(self) -> date | None:
        """The day from which it may, where waiting is enough."""
        return self.held_back.from_on if self.held_back is not None else None

    @property
    def is_follow_up(self) -> bool:
        """Whether this is the one follow-up."""
        return self.kind == Message.Kind.FOLLOW_UP


def composer(person: Person, *, by: User, today: date, now: datetime, again: bool | None = None) -> Composer:
    """Return what a message to somebody is written with; `again` chooses between first and follow-up."""
    (row,) = people.with_keys(people.rows_of([person], by=by, now=now), by=by)
    ask = open_now(person, by=by, today=today) if again is None else None
    if again:
        ask = asks.open_ask(person, by=by)
    kind = Message.Kind.FOLLOW_UP if ask else Message.Kind.ASK
    draft = asks.draft(person, by=by, kind=kind)
    pasts = _pasts(person, by=by)
    facts = _known(person, pasts, by=by)
    targets = material.targets_of(person, by=by)
    return Composer(
        person=person,
        row=row,
        addresses=_addresses(person, row),
        kind=kind,
        draft=draft,
        start=_start(facts, ask),
        subject=first_letter.subject(facts),
        way=Message.Way.MAIL if row.emails or not row.profiles else Message.Way.LINKEDIN,
        between=_between(person, pasts, by=by),
        proposals=_questions(person, targets, by=by, today=today)[:MOST_PROPOSALS],
        public=tuple(material.public(person, by=by)),
        targets=tuple(targets),
        ask=ask,
        held_back=_held_back(person, ask, by=by, today=today),
        closes_on=asks.closes_on(ask) if ask else None,
        left=asks.asks_left(by=by, today=today),
        guesses=asks.guesses(by=by),
    )


def open_now(person: Person, *, by: User, today: date) -> Ask | None:
    """Return the ask to somebody that may still be answered: what is written then follows it up."""
    ask = asks.open_to(person, by=by).first()
    return ask if ask is not None and today <= asks.closes_on(ask) else None


def _start(facts: Facts, ask: Ask | None) -> str:
    """Return how a message begins: the first one, or the follow-up of an ask."""
    if ask is None:
        return first_letter.start(facts)
    return first_letter.again(facts, ask.sent_on, ask.message.question if ask.message else "")


def _questions(person: Person, targets: Sequence[Target], *, by: User, today: date) -> tuple[Proposal, ...]:
    """Return questions that only this person can answer, from facts and from what a posting leaves open."""
    posting = next((target for target in targets if target.posting.strip()), None)
    facts = facts_of(
        person, by=by, today=today, posting=posting.posting if posting else "",
        posting_employer=posting.name if posting else "",
    )  # fmt: skip
    return tuple(proposing.proposals(facts))


@dataclass(frozen=True, slots=True)
class _Pasts:
    """Where somebody worked and studied, and where the seeker did."""

    posts: tuple[core.Post, ...]
    schools: tuple[core.Post, ...]
    own: core.OwnPast


def _pasts(person: Person, *, by: User) -> _Pasts:
    stints = list(person.stints.order_by("position", "pk"))
    posts, schools = (
        tuple(
            core.Post(s.key, s.organisation, s.title, s.department, s.started, s.ended)
            for s in stints
            if s.kind == kind
        )
        for kind in (Stint.Kind.WORK, Stint.Kind.SCHOOL)
    )
    return _Pasts(posts, schools, own_past(by=by))


def _known(person: Person, pasts: _Pasts, *, by: User) -> Facts:
    """Return the facts that connect the seeker with somebody, from their files."""
    posts, schools, own = pasts.posts, pasts.schools, pasts.own
    present = next((post for post in posts if post.ended is None), None)
    return Facts(
        name=first_name(person.name),
        seeker=first_name(guessed(by=by)[0]),
        shared=_first(history.shared(posts, (), own)),
        school=_first(history.shared((), schools, own)),
        place=_same_place(posts, own.posts) or _same_place(schools, own.schools),
        last=_day(max(person.last_sent, person.last_received), by),
        both_ways=bool(person.sent and person.received),
        met=_day(person.last_met, by),
        employer=present.employer if present else "",
        title=present.title if present else "",
        since=present.started if present else None,
        has_moved=person.changed_on is not None,
    )


def _between(person: Person, pasts: _Pasts, *, by: User) -> tuple[str, ...]:
    """Say in lines what is between the two: where both were at the same time, and what happened last."""
    lately = [one for one in timeline(person, by=by) if not one.is_gap][:MOST_LATELY]
    shared = history.shared(pasts.posts, pasts.schools, pasts.own)
    return (*(f"{line}." for line in shared), *(f"{one.on:%B %Y}: {one.words}." for one in lately))


def _addresses(person: Person, row: Row) -> tuple[str, ...]:
    """Return the mail addresses of somebody, the one used last first."""
    used = Part.objects.filter(handle__identity__person=person, handle__value__in=row.emails)
    last = dict(used.values_list("handle__value").annotate(last=Max("encounter__at")))
    return tuple(sorted(row.emails, key=lambda email: -last.get(email, 0)))


def _held_back(person: Person, ask: Ask | None, *, by: User, today: date) -> Reason | None:
    if ask is None:
        return asks.held_back(person, by=by, on=today)
    return asks.follow_up_held_back(ask, by=by, on=today)


def _same_place(theirs: Sequence[core.Post], mine: Sequence[core.Post]) -> str:
    """Return where both were at some time, if nothing says that it was not the same time."""
    known = {post.key for post in mine if post.key}
    return next((post.employer for post in theirs if post.key in known and post.started is None), "")


def _first(told: Sequence[str]) -> str:
    return told[0].removeprefix("Both at ") if told else ""


def _day(seconds: int, by: User) -> date | None:
    return datetime.fromtimestamp(seconds, UTC).astimezone(by.timezone()).date() if seconds else None
