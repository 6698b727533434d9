"""Today: the few things due now, and whom to ask this week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Q, Sum

from weaktie.accounts.models import User
from weaktie.accounts.queries import while_unchanged
from weaktie.campaign.conversations.models import Note
from weaktie.campaign.intake.models import Encounter, File, Import
from weaktie.campaign.intake.queries import BatchLine, planned
from weaktie.campaign.keeping.models import Later, SearchEnd
from weaktie.campaign.keeping.queries import due
from weaktie.campaign.keeping.queries.book import Book, read
from weaktie.campaign.network.actions import me
from weaktie.campaign.network.models import Person, Proposal
from weaktie.campaign.network.queries.seeker import guessed, guessed_profile
from weaktie.campaign.outreach.models import Ask, Message
from weaktie.campaign.targets.models import Target
from weaktie.campaign.targets.queries.candidates import asks_this_week
from weaktie.core import cadence
from weaktie.core.cadence import ASKS_A_WEEK
from weaktie.core.due import Matter, Placed, arranged

NEWS = 5
"""How many new employers Today tells of."""

GRAIN = 5
"""Minutes for which what may be due is kept: a time that passes shows no later."""

LATELY = 3
"""[J] So many days the words of a conversation stand in the margin."""


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One line of the list that ticks itself on the first run."""

    code: str
    words: str
    done: bool


@dataclass(frozen=True, slots=True)
class Guess:
    """Who the seeker seems to be, before they said so."""

    name: str
    emails: tuple[str, ...]
    profile: str


@dataclass(frozen=True, slots=True)
class OpenAsk:
    """An ask that may still be answered: whom, when, how many days since the last message."""

    person: Person
    sent_on: date
    days: int


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that was said lately, on the record."""

    words: str
    person: Person
    on: date


@dataclass(frozen=True, slots=True)
class TodayPage:
    """What Today shows. `steps` is empty once the first run is over."""

    on: date
    at: datetime
    due: tuple[Placed, ...]
    put_off: frozenset[str]
    waiting: tuple[OpenAsk, ...]
    used: int
    allowed: int
    heard: Heard | None
    end: SearchEnd | None
    news: tuple[Person, ...]
    news_count: int
    pairs: int
    plans: tuple[BatchLine, ...]
    unconfirmed_me: Guess | None
    steps: tuple[FirstStep, ...]
    people: int

    @property
    def has_begun(self) -> bool:
        """Whether anybody was asked or talked to: then a week can be looked back on."""
        return bool(self.due or self.waiting or self.used or self.heard)


@dataclass(frozen=True, slots=True)
class _Standing:
    """What Today tells of the book as it stands, whatever was asked and planned."""

    news: tuple[Person, ...]
    news_count: int
    pairs: int
    steps: tuple[FirstStep, ...]
    people: int


@dataclass(frozen=True, slots=True)
class _Told:
    """What the tables tell of what may be due."""

    matters: tuple[Matter, ...]
    put_off: dict[str, date]
    waiting: tuple[OpenAsk, ...]
    heard: Heard | None
    end: SearchEnd | None


def today_page(*, by: User, now: datetime) -> TodayPage:
    """Return what is due today; whom to ask stands beside it (`due.asking`)."""
    here = now.astimezone(by.timezone())
    on, known = here.date(), me.is_known(by=by)
    kept = while_unchanged(f"today:{on}:{known}", lambda: _standing(by, on, known=known), by=by)
    told = while_unchanged(_question(here, by), lambda: _told(by, now), by=by)
    return TodayPage(
        on=on,
        at=here,
        due=arranged(told.matters, here, told.put_off),
        put_off=frozenset(key for key, until in told.put_off.items() if until > on),
        waiting=told.waiting,
        used=asks_this_week(by=by, as_of=on),
        allowed=ASKS_A_WEEK,
        heard=told.heard,
        end=told.end,
        news=kept.news,
        news_count=kept.news_count,
        pairs=kept.pairs,
        plans=tuple(planned(by=by)),
        unconfirmed_me=None if known else _guess(by),
        steps=kept.steps,
        people=kept.people,
    )


def _question(here: datetime, by: User) -> str:
    """Return what the answer depends on beside the revision: the hour, and what changes without a step.

    Notes change while they are typed, an emptied draft goes: neither makes a new revision.
    """
    off = Count("pk", filter=Q(off_record=True))
    notes = Note.objects.visible_to(by).aggregate(n=Count("pk"), v=Sum("version"), off=off)
    drafts = Message.objects.visible_to(by).drafts().aggregate(n=Count("pk"), last=Max("pk"))
    return f"due:{here:%Y-%m-%d %H}:{here.minute // GRAIN}:{notes}:{drafts}"


def _told(by: User, now: datetime) -> _Told:
    book = read(by=by, now=now)
    ends = SearchEnd.objects.visible_to(by).order_by("-ended_at", "-pk")
    return _Told(
        matters=tuple(due.matters(book)),
        put_off=dict(Later.objects.visible_to(by).values_list("key", "until")),
        waiting=_waiting(book),
        heard=_heard(book),
        end=ends.first() if book.has_ended else None,
    )


def _waiting(book: Book) -> tuple[OpenAsk, ...]:
    """Return the asks that may still be answered, the oldest first."""
    found = (one for one in book.asks if cadence.is_open(book.as_cadence(one), book.today))
    asks = sorted(found, key=lambda one: (one.sent_on, one.pk))
    return tuple(
        OpenAsk(
            person=book.who(one.via_id or one.person_id),
            sent_on=one.sent_on,
            days=(book.today - (one.followed_up_on or one.sent_on)).days,
        )
        for one in asks
    )


def _heard(book: Book) -> Heard | None:
    """Return the last words that were said in the past days."""
    for talk in reversed(book.held()):
        on = book.day(talk.ended_at or book.now)
        words = book.words.get(talk.pk)
        if on < book.today - timedelta(days=LATELY):
            return None
        if words is not None and words.is_exact:
            return Heard(words.text, book.who(talk.person_id), on)
    return None


def _standing(by: User, on: date, *, known: bool) -> _Standing:
    people = Person.objects.visible_to(by).others().shown()
    news = people.exclude(changed_on=None).filter(changed_on__gte=date.fromordinal(on.toordinal() - 540))
    return _Standing(
        news=tuple(news.order_by("-order", "pk")[:NEWS]),
        news_count=news.count(),
        pairs=Proposal.objects.filter(owner=by).count(),
        steps=_steps(by, known=known),
        people=people.count(),
    )


def _guess(by: User) -> Guess | None:
    name, emails = guessed(by=by)
    return Guess(name, emails, guessed_profile(by=by)) if name or emails else None


def _steps(by: User, *, known: bool) -> tuple[FirstStep, ...]:
    """Return the first run's list, or nothing once all of it is done."""
    files = File.objects.filter(owner=by, needed=True, error="", batch__state=Import.State.APPLIED)
    steps = (
        FirstStep("import", "Bring your first export", files.exists()),
        FirstStep("me", "Say who you are", known),
        FirstStep("mail", "Add your mail or calendar: they tell how well you know people", _has_mail(by)),
        FirstStep("target", "Name three places or roles you want to learn about", _targets(by) >= 3),
        FirstStep("ask", "Ask the first person", Ask.objects.visible_to(by).exists()),
    )
    return () if all(step.done for step in steps) else steps


def _has_mail(by: User) -> bool:
    kinds = (Encounter.Kind.MAIL, Encounter.Kind.MEETING)
    return Encounter.objects.filter(owner=by, kind__in=kinds).exists()


def _targets(by: User) -> int:
    return Target.objects.visible_to(by).standing().count()
