"""Everything that can be due, read at once from the tables of all stages: no question for each row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from weaktie.accounts.models import User
from weaktie.campaign.conversations.models import Conversation, Note
from weaktie.campaign.introductions.models import Introduction
from weaktie.campaign.keeping.models import SearchEnd
from weaktie.campaign.network.models import Person
from weaktie.campaign.outreach.models import Ask, Message
from weaktie.core import cadence
from weaktie.core.cadence import Answer, Kind
from weaktie.core.folding import fold

WORTH_SAYING = (Note.Kind.QUOTE, Note.Kind.INSIGHT, Note.Kind.SURPRISE, Note.Kind.REQUIREMENT)
"""Kinds of notes that something written later can rest on, the best first."""


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody said, on the record: their exact words, or the seeker's note of them."""

    text: str
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that can be due, as it was known at a moment. People are whoever answers for them now."""

    by: User
    now: datetime
    people: dict[int, Person]
    asks: list[Ask]
    talks: list[Conversation]
    introductions: list[Introduction]
    sent: dict[int, dict[str, datetime]]
    """For each person the last message of each kind."""
    words: dict[int, Words]
    """For each conversation what is worth saying of it."""
    has_ended: bool

    @property
    def today(self) -> date:
        """The seeker's day."""
        return self.day(self.now)

    def day(self, moment: datetime) -> date:
        """Return the seeker's day of a moment."""
        return self.local(moment).date()

    def local(self, moment: datetime) -> datetime:
        """Return a moment on the seeker's clock."""
        return moment.astimezone(self.by.timezone())

    def who(self, pk: int) -> Person:
        """Return the person of an id that a row carries."""
        return self.people[pk]

    def held(self) -> list[Conversation]:
        """Return the conversations that have ended, the first one first."""
        over = [talk for talk in self.talks if talk.ended_at is not None and talk.cancelled_at is None]
        return sorted(over, key=lambda talk: (talk.ended_at or self.now, talk.pk))

    def history(self) -> list[cadence.Ask]:
        """Return every ask as the rhythm counts them."""
        return [self.as_cadence(ask) for ask in self.asks]

    def as_cadence(self, ask: Ask) -> cadence.Ask:
        """Return an ask as the rhythm counts it; through an introducer, the introducer was asked."""
        whom = self.who(ask.via_id or ask.person_id)
        return cadence.Ask(
            person=whom.pk,
            sent_on=ask.sent_on,
            followed_up_on=ask.followed_up_on,
            answer=Answer.DECLINED if ask.via_id and ask.answer == Ask.Answer.NO else Answer(ask.answer),
            answered_on=ask.answered_on,
            employer=whom.organisation_key,
            kind=Kind.INTRODUCTION if ask.via_id else Kind.CONVERSATION,
            target=self.who(ask.person_id).pk if ask.via_id else "",
        )


def read(*, by: User, now: datetime) -> Book:
    """Read what may be due, as it was known at a moment."""
    today = now.astimezone(by.timezone()).date()
    asks = [
        _known(ask, today) for ask in Ask.objects.visible_to(by).filter(sent_on__lte=today).order_by("pk")
    ]
    begun = Conversation.objects.visible_to(by).filter(begun_at__lte=now).order_by("pk")
    talks = [_as_of(talk, now) for talk in begun]
    named = Introduction.objects.visible_to(by).standing().filter(named_on__lte=today)
    introductions = list(named.order_by("named_on", "pk"))
    sent = Message.objects.visible_to(by).sent().filter(sent_at__lte=now).order_by("sent_at", "pk")
    messages = list(sent.values_list("person_id", "kind", "sent_at"))
    ids = {ask.person_id for ask in asks} | {ask.via_id for ask in asks if ask.via_id}
    ids |= {talk.person_id for talk in talks}
    ids |= {pk for one in introductions for pk in (one.introducer_id, one.person_id)}
    ids |= {person for person, _, _ in messages}
    people = people_of(ids, by=by)
    return Book(
        by=by,
        now=now,
        people=people,
        asks=asks,
        talks=talks,
        introductions=introductions,
        sent=_last_sent(messages, people),
        words=_worth_saying([talk for talk in talks if talk.ended_at]),
        has_ended=has_ended(by=by, now=now, asks=asks),
    )


def people_of(ids: Iterable[int], *, by: User) -> dict[int, Person]:
    """Return who answers for each id now, after every merge."""
    found: dict[int, Person] = {}
    missing = set(ids)
    while missing:
        some = Person.objects.visible_to(by).in_bulk(list(missing))
        found |= some
        missing = {one.merged_into_id for one in some.values() if one.merged_into_id} - found.keys()
    return {pk: _last(one, found) for pk, one in found.items()}


def has_ended(*, by: User, now: datetime, asks: Iterable[Ask] | None = None) -> bool:
    """Say whether the search has ended; whoever asks anybody afterwards is searching again."""
    end = SearchEnd.objects.visible_to(by).filter(ended_at__lte=now).order_by("-ended_at", "-pk").first()
    if end is None:
        return False
    day = end.ended_at.astimezone(by.timezone()).date()
    later = Ask.objects.visible_to(by).filter(sent_on__gt=day) if asks is None else asks
    return not any(ask.sent_on > day for ask in later)


def _last(person: Person, found: dict[int, Person]) -> Person:
    while person.merged_into_id is not None and person.merged_into_id in found:
        person = found[person.merged_into_id]
    return person


def _known(ask: Ask, today: date) -> Ask:
    """Take back, in memory, what was not known yet."""
    if ask.answered_on is not None and ask.answered_on > today:
        ask.answer, ask.answered_on = Ask.Answer.OPEN, None
    if ask.followed_up_on is not None and ask.followed_up_on > today:
        ask.followed_up_on = None
    return ask


def _as_of(talk: Conversation, now: datetime) -> Conversation:
    """Take back, in memory, what had not happened yet."""
    for name in ("cancelled_at", "started_at", "ended_at", "debriefed_at"):
        moment = getattr(talk, name)
        if moment is not None and moment > now:
            setattr(talk, name, None)
    return talk


def _last_sent(
    messages: Iterable[tuple[int, str, datetime | None]], people: dict[int, Person]
) -> dict[int, dict[str, datetime]]:
    found: dict[int, dict[str, datetime]] = defaultdict(dict)
    for person, kind, at in messages:
        if at is not None:
            found[people[person].pk][kind] = at
    return found


def _worth_saying(talks: Iterable[Conversation]) -> dict[int, Words]:
    """Return for each conversation their words, else the best note; nothing that was off the record."""
    said = {talk.pk: talk.their_words for talk in talks}
    rows = Note.objects.filter(conversation__in=said).order_by("written_at", "pk")
    notes = list(rows.values_list("conversation_id", "kind", "text", "off_record"))
    found: dict[int, Words] = {}
    for kind in reversed(WORTH_SAYING):
        for talk, its_kind, text, is_off in reversed(notes):
            if its_kind == kind and not is_off and text.strip():
                found[talk] = Words(text, kind == Note.Kind.QUOTE)
    hidden = defaultdict(list)
    for talk, _, text, is_off in notes:
        if is_off:
            hidden[talk].append(fold(text))
    exact = {talk: Words(text, True) for talk, text in said.items() if text.strip()}
    return {
        talk: words
        for talk, words in (found | exact).items()
        if not any(_says_the_same(fold(words.text), other) for other in hidden[talk])
    }


def _says_the_same(a: str, b: str) -> bool:
    return bool(a and b) and (a in b or b in a)
