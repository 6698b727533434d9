"""Who gave time in this search, what came of it, and what is still open when it ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from weaktie.campaign.conversations.models import Conversation, Opening
from weaktie.campaign.followups.models import FollowUp
from weaktie.campaign.followups.queries import writing
from weaktie.campaign.introductions.models import Referral
from weaktie.campaign.keeping.models import SearchEnd
from weaktie.campaign.keeping.queries.book import Book, people_of
from weaktie.campaign.network.models import Person
from weaktie.campaign.network.queries.people import first_name
from weaktie.campaign.outreach.models import Ask, Message
from weaktie.core import farewell
from weaktie.core.drafts import Draft
from weaktie.core.employers import employer_key
from weaktie.core.farewell import Given, Led, Taken


@dataclass(frozen=True, slots=True)
class Open:
    """Something that somebody still expects: an ask, a yes, or a booked conversation.

    `about` is whom an introducer was asked to ask.
    """

    person: Person
    on: date | None = None
    said_yes: bool = False
    about: Person | None = None
    booked: Conversation | None = None


@dataclass(frozen=True, slots=True)
class EndPage:
    """What the end of a search shows: what is left to send, and what was sent."""

    end: SearchEnd | None
    bookings: tuple[Conversation, ...]
    withdrawals: tuple[Message, ...]
    letters: tuple[Message, ...]

    @property
    def left(self) -> int:
        """How many letters and lines wait to be sent."""
        return sum(one.sent_at is None for one in (*self.withdrawals, *self.letters))

    @property
    def first(self) -> int | None:
        """The first that waits to be sent."""
        waiting = (one.pk for one in (*self.withdrawals, *self.letters) if one.sent_at is None)
        return next(waiting, None)


def end_page(book: Book) -> EndPage:
    """Return how far the end of the search has come; without one, what would be open."""
    ends = SearchEnd.objects.visible_to(book.by).order_by("-ended_at", "-pk")
    end = ends.first() if book.has_ended else None
    kinds = (Message.Kind.WITHDRAWAL, Message.Kind.LETTER)
    rows = Message.objects.visible_to(book.by).filter(kind__in=kinds).select_related("person")
    since = rows.filter(kept_at__gte=end.ended_at) if end else rows.none()
    messages = list(since.order_by("pk"))
    return EndPage(
        end=end,
        bookings=tuple(one for one in _ahead(book) if one.starts_at is not None),
        withdrawals=tuple(one for one in messages if one.kind == Message.Kind.WITHDRAWAL),
        letters=tuple(one for one in messages if one.kind == Message.Kind.LETTER),
    )


def still_open(book: Book) -> list[Open]:
    """Return who still expects something: for each person the booking, the yes or the ask."""
    found: dict[int, Open] = {}
    talked = {book.who(talk.person_id).pk: book.day(talk.begun_at) for talk in book.talks if talk.ended_at}
    for ask in book.asks:
        person = book.who(ask.person_id)
        if ask.answer == Ask.Answer.OPEN and ask.via_id:
            introducer = book.who(ask.via_id)
            found[introducer.pk] = Open(introducer, ask.sent_on, about=person)
        elif ask.answer == Ask.Answer.OPEN:
            found[person.pk] = Open(person, ask.sent_on)
        elif ask.answer == Ask.Answer.YES and talked.get(person.pk, date.min) < ask.sent_on:
            found[person.pk] = Open(person, ask.sent_on, said_yes=True)
    for one in book.introductions:
        person = book.who(one.person_id)
        if one.agreed_on is not None and one.met_on is None and person.pk not in talked:
            found.setdefault(person.pk, Open(person, one.agreed_on, said_yes=True))
    for talk in _ahead(book):
        person = book.who(talk.person_id)
        known = found.get(person.pk, Open(person))
        found[person.pk] = replace(known, said_yes=True, booked=talk if talk.starts_at else None)
    return list(found.values())


def lines_to(one: Open, book: Book) -> Draft:
    """Draft the two lines that take an ask back."""
    starts = one.booked.starts_at if one.booked else None
    return farewell.withdrawal(
        first_name(one.person.name),
        asked=_day(one.on) if one.on else "lately",
        said_yes=one.said_yes,
        about=first_name(one.about.name) if one.about else "",
        booked=f"{_day(book.day(starts))} at {book.local(starts):%H:%M}" if starts else "",
        sender=writing.sender(by=book.by),
    )


def letters_to(book: Book, *, employer: str, role: str, starts_on: date | None) -> list[tuple[Person, Draft]]:
    """Draft a letter to everybody who gave time, the first one first."""
    starts = f"on {starts_on:%A} {starts_on.day} {starts_on:%B}" if starts_on else ""
    taken, sender = Taken(employer, role, starts), writing.sender(by=book.by)
    chain = _Chain(book, employer_key(employer))
    return [
        (book.people[pk], farewell.letter(chain.given(pk), taken, sender=sender)) for pk in chain.who_gave()
    ]


def _day(day: date) -> str:
    """Say a day as a letter does, which is read on another one."""
    return f"on {day.day} {day:%B}"


def _ahead(book: Book) -> list[Conversation]:
    return [one for one in book.talks if one.ended_at is None and one.cancelled_at is None]


class _Chain:
    """Who led to whom and who did what towards the job, by person."""

    def __init__(self, book: Book, employer: str) -> None:
        self._book = book
        self._employer = employer
        self._talks: Mapping[int, list[Conversation]] = _talks(book)
        self._led: dict[int, list[int]] = defaultdict(list)
        for one in book.introductions:
            self._led[book.who(one.introducer_id).pk].append(book.who(one.person_id).pk)
        self._referrals = _referrals(book)
        self._told = _tellers(book, employer)
        self._reported = _reports(book)

    def who_gave(self) -> list[int]:
        """Return who talked, named somebody, or put the seeker forward."""
        found = dict.fromkeys(self._talks)
        found |= dict.fromkeys(pk for pk, led in self._led.items() if led)
        return list(found | dict.fromkeys(self._referrals))

    def given(self, pk: int) -> Given:
        """Return what one person gave."""
        book, rows = self._book, self._referrals.get(pk, [])
        talks = self._talks.get(pk, [])
        words = [book.words[talk.pk] for talk in talks if talk.pk in book.words]
        others = [one for one in rows if _put_forward(one) and one.employer_key != self._employer]
        return Given(
            called=first_name(book.people[pk].name),
            talked=tuple(self._day(talk) for talk in talks),
            quote=next((one.text for one in words if one.is_exact), ""),
            led=tuple(self._of(child) for child in self._led.get(pk, [])),
            put_forward=self._did_put_forward(pk),
            put_forward_for=_posting(others[0]) if others else "",
            lent_name=self._lent_name(pk),
            told_of_opening=pk in self._told,
            reported=self._reported.get(pk, ""),
        )

    def _of(self, pk: int) -> Led:
        talks = self._talks.get(pk, [])
        return Led(
            name=first_name(self._book.people[pk].name),
            talked=self._day(talks[0]) if talks else "",
            put_forward=self._did_put_forward(pk),
            lent_name=self._lent_name(pk),
            further=sum(len(self._talks.get(one, [])) for one in self._below(pk)),
        )

    def _below(self, pk: int) -> set[int]:
        """Return everybody further down the chain; who was met before counts once."""
        found: set[int] = set()
        waiting = list(self._led.get(pk, []))
        while waiting:
            one = waiting.pop()
            if one not in found and one != pk:
                found.add(one)
                waiting += self._led.get(one, [])
        return found

    def _did_put_forward(self, pk: int) -> bool:
        rows = self._referrals.get(pk, [])
        return any(_put_forward(one) and one.employer_key == self._employer for one in rows)

    def _lent_name(self, pk: int) -> bool:
        lent = (one for one in self._referrals.get(pk, []) if one.kind == Referral.Kind.NAME)
        return any(one.employer_key == self._employer for one in lent)

    def _day(self, talk: Conversation) -> str:
        return _day(self._book.day(talk.ended_at or self._book.now))


def _talks(book: Book) -> dict[int, list[Conversation]]:
    found: dict[int, list[Conversation]] = defaultdict(list)
    for talk in book.held():
        found[book.who(talk.person_id).pk].append(talk)
    return found


def _referrals(book: Book) -> dict[int, list[Referral]]:
    rows = list(Referral.objects.visible_to(book.by).filter(declined_on=None).order_by("pk"))
    people = people_of({one.person_id for one in rows}, by=book.by)
    found: dict[int, list[Referral]] = defaultdict(list)
    for one in rows:
        if one.given_on is not None and one.given_on <= book.today:
            found[people[one.person_id].pk].append(one)
            book.people.setdefault(one.person_id, people[one.person_id])
            book.people.setdefault(people[one.person_id].pk, people[one.person_id])
    return found


def _reports(book: Book) -> dict[int, str]:
    """Return for each person when they last heard what was done with their advice."""
    sent = FollowUp.objects.visible_to(book.by).filter(kind=FollowUp.Kind.REPORT, let_go=False)
    told = sent.filter(done_on__lte=book.today).order_by("done_on", "pk").values_list("person_id", "done_on")
    people = people_of({person for person, _ in told}, by=book.by)
    return {people[person].pk: _day(on) for person, on in told}


def _tellers(book: Book, employer: str) -> set[int]:
    """Return who told of an opening there before it was posted, on the record."""
    rows = Opening.objects.filter(owner=book.by, employer_key=employer).exclude(person=None)
    heard = [
        one
        for one in rows.exclude(note__off_record=True)
        if one.posted_on is None or one.heard_on < one.posted_on
    ]
    people = people_of({one.person_id for one in heard if one.person_id}, by=book.by)
    return {people[one.person_id].pk for one in heard if one.person_id}


def _put_forward(one: Referral) -> bool:
    return one.kind == Referral.Kind.REFERRAL and one.given_on is not None


def _posting(one: Referral) -> str:
    return f"{one.role} at {one.employer}" if one.role else f"a job at {one.employer}"
