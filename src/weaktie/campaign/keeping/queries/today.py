"""Today: the few things due now, and whom to ask this week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from weaktie.accounts.models import User
from weaktie.accounts.queries import while_unchanged
from weaktie.campaign.intake.models import Encounter, File, Import
from weaktie.campaign.network.actions import me
from weaktie.campaign.network.models import Person, Proposal
from weaktie.campaign.network.queries.seeker import guessed, guessed_profile
from weaktie.campaign.outreach.models import Ask
from weaktie.campaign.outreach.queries import open_asks
from weaktie.campaign.targets.models import Target
from weaktie.campaign.targets.queries.candidates import asks_this_week
from weaktie.core.cadence import ASKS_A_WEEK, WINDOW

NEWS = 5
"""How many new employers Today tells of."""


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
    """An ask without an answer: whom, when, and how many days ago."""

    person: Person
    sent_on: date
    days: int


@dataclass(frozen=True, slots=True)
class TodayPage:
    """What Today shows. `steps` is empty once the first run is over."""

    on: date
    silent: tuple[OpenAsk, ...]
    waiting: tuple[OpenAsk, ...]
    used: int
    allowed: int
    news: tuple[Person, ...]
    news_count: int
    pairs: int
    plans: tuple[Import, ...]
    unconfirmed_me: Guess | None
    steps: tuple[FirstStep, ...]
    people: int


@dataclass(frozen=True, slots=True)
class _Standing:
    """What Today tells of the book as it stands, whatever was asked and planned."""

    news: tuple[Person, ...]
    news_count: int
    pairs: int
    steps: tuple[FirstStep, ...]
    people: int


def today_page(*, by: User, now: datetime) -> TodayPage:
    """Return what is due today."""
    on = now.astimezone(by.timezone()).date()
    asks = [OpenAsk(one.person, one.sent_on, (on - one.sent_on).days) for one in open_asks(by=by)]
    known = me.is_known(by=by)
    book = while_unchanged(f"today:{on}:{known}", lambda: _standing(by, on, known=known), by=by)
    return TodayPage(
        on=on,
        silent=tuple(ask for ask in asks if ask.days > WINDOW),
        waiting=tuple(ask for ask in asks if ask.days <= WINDOW),
        used=asks_this_week(by=by, as_of=on),
        allowed=ASKS_A_WEEK,
        news=book.news,
        news_count=book.news_count,
        pairs=book.pairs,
        plans=tuple(Import.objects.visible_to(by).filter(state=Import.State.PLANNED).order_by("pk")),
        unconfirmed_me=None if known else _guess(by),
        steps=book.steps,
        people=book.people,
    )


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
