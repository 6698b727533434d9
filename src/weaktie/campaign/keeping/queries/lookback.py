"""The quiet look back at a week: what happened in it and what was heard, on the record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from weaktie.accounts.models import User
from weaktie.campaign.conversations.models import Conversation, Note, Opening
from weaktie.campaign.followups.models import FollowUp, Promise
from weaktie.campaign.introductions.models import Introduction
from weaktie.campaign.keeping.queries.book import people_of
from weaktie.campaign.network.models import Person
from weaktie.campaign.outreach.models import Ask
from weaktie.core import lookback
from weaktie.core.cadence import week_of
from weaktie.core.lookback import Week

DAYS = timedelta(days=7)
MOST_QUOTES = 6


@dataclass(frozen=True, slots=True)
class Quote:
    """Something that was said in the week, on the record."""

    words: str
    person: Person
    on: date


@dataclass(frozen=True, slots=True)
class LookBack:
    """One week, from Monday to Sunday."""

    monday: date
    sunday: date
    sentences: tuple[str, ...]
    quotes: tuple[Quote, ...]
    before: date
    """The Monday of the week before."""
    after: date | None
    """The Monday of the week after, if it is over too."""


def last_week(today: date) -> date:
    """Return the Monday of the last week that is over."""
    return week_of(today) - DAYS


def look_back(monday: date, *, by: User, today: date) -> LookBack:
    """Return one week in sentences and quotes; a day inside a week stands for it."""
    start = week_of(monday)
    rows = _Rows(start, by=by)
    return LookBack(
        monday=start,
        sunday=start + timedelta(days=6),
        sentences=lookback.sentences(rows.week()),
        quotes=tuple(rows.quotes()),
        before=start - DAYS,
        after=start + DAYS if start + DAYS <= last_week(today) else None,
    )


class _Rows:
    """The rows of one week, each table asked once."""

    def __init__(self, start: date, *, by: User) -> None:
        end, zone = start + DAYS, by.timezone()
        self._by = by
        self._on = (start, end - timedelta(days=1))
        self._at = tuple(datetime.combine(day, time(), tzinfo=zone) for day in (start, end))
        self._talks = list(
            Conversation.objects.visible_to(by)
            .held()
            .filter(ended_at__gte=self._at[0], ended_at__lt=self._at[1])
            .order_by("ended_at", "pk")
        )

    def week(self) -> Week:
        """Return what happened."""
        by, on = self._by, self._on
        asks = list(Ask.objects.visible_to(by).order_by("pk").filter(sent_on__lte=on[1]))
        followed = list(
            FollowUp.objects.visible_to(by).filter(done_on__range=on, let_go=False).order_by("pk")
        )
        named = Introduction.objects.visible_to(by).filter(named_on__range=on).order_by("pk")
        made = Introduction.objects.visible_to(by).filter(made_on__range=on).order_by("pk")
        answered = [ask for ask in asks if ask.answered_on and on[0] <= ask.answered_on <= on[1]]
        thanks = [one for one in followed if one.kind == FollowUp.Kind.THANKS]
        kept = Promise.objects.visible_to(by).filter(whose=Promise.Whose.MINE, kept_on__range=on)
        return Week(
            asked=self._names(ask.via_id or ask.person_id for ask in asks if ask.sent_on >= on[0]),
            followed_up=self._names(
                ask.via_id or ask.person_id
                for ask in asks
                if ask.followed_up_on and on[0] <= ask.followed_up_on <= on[1]
            ),
            yes=self._names(ask.person_id for ask in answered if ask.answer == Ask.Answer.YES),
            no=self._names(ask.person_id for ask in answered if ask.answer == Ask.Answer.NO),
            redirected=self._names(ask.person_id for ask in answered if ask.answer == Ask.Answer.REDIRECTED),
            talked=self._names(talk.person_id for talk in self._talks),
            notes=Note.objects.on_record().filter(conversation__in=self._talks).count(),
            openings=Opening.objects.filter(owner=by, heard_on__range=on).count(),
            thanked=self._names(one.person_id for one in thanks),
            told=self._names(one.person_id for one in followed if one.kind == FollowUp.Kind.REPORT),
            kept=kept.count(),
            named=self._names(named.values_list("person_id", flat=True)),
            introduced=self._names(made.values_list("person_id", flat=True)),
        )

    def quotes(self) -> list[Quote]:
        """Return what was said, in their own words."""
        talks = {talk.pk: talk for talk in self._talks}
        people = people_of({talk.person_id for talk in self._talks}, by=self._by)
        quotes = Note.objects.on_record().filter(conversation__in=talks, kind=Note.Kind.QUOTE)
        found = []
        for note in quotes.order_by("conversation__ended_at", "at_second", "pk")[:MOST_QUOTES]:
            talk = talks[note.conversation_id]
            on = (talk.ended_at or talk.begun_at).astimezone(self._by.timezone()).date()
            found.append(Quote(note.text.strip().strip('“”"'), people[talk.person_id], on))
        return found

    def _names(self, ids: Iterable[int]) -> list[str]:
        listed = list(ids)
        people = people_of(listed, by=self._by)
        return list(dict.fromkeys(people[pk].name for pk in listed))
