"""What is due: the one place that knows what each stage leaves to be done, and when that is over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.db.models import Count

from weaktie.accounts.models import User
from weaktie.campaign.conversations.models import Conversation, Question
from weaktie.campaign.followups.queries import due as owing
from weaktie.campaign.keeping.models import Later
from weaktie.campaign.keeping.queries.book import Book, people_of, read
from weaktie.campaign.keeping.queries.memories import memories
from weaktie.campaign.network.models import Person
from weaktie.campaign.network.queries.people import first_name
from weaktie.campaign.outreach.models import Ask, Message
from weaktie.campaign.targets.queries.next import Next, whom_to_ask
from weaktie.core import cadence, cadence_after
from weaktie.core.due import Matter, Placed, What, arranged
from weaktie.core.workdays import Workdays

FADES = 30
"""[J] Days after which a yes, a named person or an agreed introduction is no longer on Today."""

DEBRIEF_FADES = 14
"""[J] Days after which nobody writes down any more how a conversation went."""


def everything(*, by: User, now: datetime, today: date | None = None) -> tuple[Placed, ...]:
    """Return what is due with everybody to ask this week; `today` is the real day where `now` is another."""
    book = read(by=by, now=now)
    found = list(matters(book))
    if not book.has_ended and Person.objects.visible_to(by).others().shown().exists():
        found += asking(whom_to_ask(by=by, as_of=book.today, today=today or book.today))
    return in_order(found, by=by, now=now)


def asking(found: Next) -> list[Matter]:
    """Return whom to ask this week, as matters: to whom one writes, and the first reasons why."""
    asked = []
    for row in found.answer.people:
        if not row.this_week:
            continue
        person = found.people[abs(row.id)]
        whom = found.people[row.route.via] if row.route.via else person
        about = f"About {person.name}. " if whom != person else ""
        reasons = " ".join(f"{reason}." for reason in row.reasons[:2])
        asked.append(_about(What.ASK, str(person.pk), whom, since=found.as_of, text=about + reasons))
    return asked


def in_order(found: Iterable[Matter], *, by: User, now: datetime) -> tuple[Placed, ...]:
    """Put matters in order and leave out what was put off."""
    put_off = dict(Later.objects.visible_to(by).values_list("key", "until"))
    return arranged(found, now.astimezone(by.timezone()), put_off)


def matters(book: Book) -> Iterator[Matter]:
    """Yield whatever may be due, in no order."""
    yield from _conversations(book)
    yield from _owed(book)
    yield from _leftovers(book)
    if not book.has_ended:
        yield from _replies(book)
        yield from _agreed(book)
        yield from _silent(book)
        yield from memories(book)


# --- what there is ----------------------------------------------------------------------------------------


def _replies(book: Book) -> Iterator[Matter]:
    """Yield the answers after which it is the seeker's turn."""
    arranged_with = defaultdict(list)
    for talk in book.talks:
        arranged_with[book.who(talk.person_id).pk].append(book.day(talk.begun_at))
    named_by = {book.who(one.introducer_id).pk: one.named_on for one in book.introductions}
    for ask in book.asks:
        on = ask.answered_on
        if on is None or (book.today - on).days > FADES:
            continue
        person = book.who(ask.person_id)
        if ask.answer == Ask.Answer.YES and not any(day >= ask.sent_on for day in arranged_with[person.pk]):
            yield _about(What.OFFER, f"a{ask.pk}", person, since=on, quote=ask.words)
        whom = book.who(ask.via_id) if ask.via_id else person
        if ask.answer == Ask.Answer.REDIRECTED and named_by.get(whom.pk, date.min) < ask.sent_on:
            yield _about(What.NAMED, str(ask.pk), whom, since=on, quote=ask.words)


def _agreed(book: Book) -> Iterator[Matter]:
    """Yield the people who agreed to be introduced and to whom nothing was offered."""
    for one in book.introductions:
        on, person = one.agreed_on, book.who(one.person_id)
        if on is None or not on <= book.today <= on + timedelta(days=FADES) or one.met_on is not None:
            continue
        begun = (book.day(talk.begun_at) for talk in book.talks if book.who(talk.person_id) == person)
        asked = (ask.sent_on for ask in book.asks if book.who(ask.person_id) == person)
        if not any(day >= on for day in (*begun, *asked)):
            introducer = book.who(one.introducer_id)
            yield _about(What.AGREED, str(one.pk), person, since=on, other=first_name(introducer.name))


def _conversations(book: Book) -> Iterator[Matter]:
    ahead = [talk for talk in book.talks if talk.cancelled_at is None and talk.ended_at is None]
    ready = _questions(ahead)
    for talk in ahead:
        if talk.started_at is not None:
            yield _of(What.RUNNING, talk, book, at=talk.started_at)
        elif talk.starts_at is None:
            yield from _to_offer(talk, book)
        elif book.day(talk.starts_at) < book.today or talk.starts_at + _missed_after(talk) < book.now:
            yield _of(What.MISSED, talk, book, at=talk.starts_at)
        else:
            yield _of(What.TALK, talk, book, at=talk.starts_at, count=ready.get(talk.pk, 0))
    for talk in book.held():
        on = book.day(talk.ended_at or book.now)
        if talk.debriefed_at is None and (book.today - on).days <= DEBRIEF_FADES:
            yield _of(What.DEBRIEF, talk, book, at=talk.ended_at, since=on)


def _to_offer(talk: Conversation, book: Book) -> Iterator[Matter]:
    """Yield a conversation without a time when no time is offered, or all of them have passed."""
    if book.has_ended or any(datetime.fromisoformat(at) > book.now for at in talk.offered):
        return
    ask = next((ask for ask in book.asks if ask.pk == talk.ask_id), None)
    since = (ask.answered_on if ask else None) or book.day(talk.begun_at)
    words = ask.words if ask else ""
    person = book.who(talk.person_id)
    yield _about(What.OFFER, f"c{talk.pk}", person, since=since, quote=words, count=len(talk.offered))


def _missed_after(talk: Conversation) -> timedelta:
    return timedelta(minutes=talk.length + 60)


def _questions(talks: Iterable[Conversation]) -> dict[int, int]:
    middle = Question.objects.filter(conversation__in=talks, phase=Question.Phase.MIDDLE)
    return dict(middle.values_list("conversation_id").annotate(Count("pk")))


OWED = {
    "thanks": What.THANKS, "report": What.REPORT, "introducer": What.INTRODUCER, "touch": What.TOUCH,
}  # fmt: skip


def _owed(book: Book) -> Iterator[Matter]:
    """Yield what is owed after conversations: thanks, word to the introducer, what came of it, promises."""
    for one in owing.due(by=book.by, now=book.now):
        if one.promise is not None:
            yield _about(
                What.PROMISE, str(one.promise.pk), one.person, since=one.promise.made_on, by_day=one.on,
                text=one.promise.text,
            )  # fmt: skip
        elif one.conversation is not None and one.kind == owing.TOUCH:
            yield _touch(one, book)
        elif one.conversation is not None:
            yield _after(one, one.conversation, book)


def _after(one: owing.Due, talk: Conversation, book: Book) -> Matter:
    what, words = OWED[one.kind], book.words.get(talk.pk)
    ended = book.local(talk.ended_at or book.now)
    return _about(
        what, str(talk.pk), one.person, since=ended.date(), by_day=one.on,
        at=ended if what is What.THANKS else None,
        quote=words.text if words else "", is_exact=words.is_exact if words else True,
        other=first_name(book.who(talk.person_id).name) if what is What.INTRODUCER else "",
    )  # fmt: skip


def _touch(one: owing.Due, book: Book) -> Matter:
    person, talk = one.person, one.conversation
    since, words = one.on - cadence_after.TOUCH_AFTER, book.words.get(talk.pk if talk else 0)
    has_news = person.changed_on is not None and person.changed_on > since
    return _about(
        What.TOUCH, str(talk.pk if talk else person.pk), person, since=since, by_day=one.on,
        place=person.organisation if has_news else "", on=person.changed_on if has_news else None,
        quote=words.text if words else "", is_exact=words.is_exact if words else True,
    )  # fmt: skip


def _silent(book: Book) -> Iterator[Matter]:
    """Yield the asks for which the one follow-up is due, and those whose window is over."""
    history, days = book.history(), Workdays(book.by.country)
    for ask in book.asks:
        if ask.answer != Ask.Answer.OPEN:
            continue
        one, whom = book.as_cadence(ask), book.who(ask.via_id or ask.person_id)
        last = cadence.closes_on(one)
        if book.today > last:
            yield _about(What.CLOSE, str(ask.pk), whom, since=ask.sent_on, by_day=last)
        elif cadence.may_follow_up(history, one, book.today, workdays=days):
            yield _about(What.FOLLOW_UP, str(ask.pk), whom, since=ask.sent_on, by_day=last)


def _leftovers(book: Book) -> Iterator[Matter]:
    """Yield the letters and the lines that the end of a search left to send."""
    kinds = {Message.Kind.LETTER: What.LETTER, Message.Kind.WITHDRAWAL: What.WITHDRAW}
    drafts = Message.objects.visible_to(book.by).drafts().filter(kind__in=kinds, kept_at__lte=book.now)
    waiting = list(drafts.order_by("pk").values_list("pk", "person_id", "kind", "kept_at"))
    people = people_of({person for _, person, _, _ in waiting}, by=book.by)
    waits = (ask for ask in book.asks if ask.answer in (Ask.Answer.OPEN, Ask.Answer.YES))
    asked = {
        book.who(ask.via_id if ask.via_id and not ask.answer else ask.person_id).pk: ask.sent_on
        for ask in waits
    }
    for pk, person, kind, kept_at in waiting:
        whom = people[person]
        since = asked.get(whom.pk) if kind == Message.Kind.WITHDRAWAL else None
        yield _about(kinds[Message.Kind(kind)], str(pk), whom, since=since or book.day(kept_at))


# --- parts ------------------------------------------------------------------------------------------------


def _about(what: What, row: str, person: Person, *, since: date, **more: object) -> Matter:
    called = first_name(person.name)
    return Matter(
        what=what,
        row=row,
        since=since,
        person=person.pk,
        name=person.name,
        called=called,
        **more,  # type: ignore[arg-type]
    )


def _of(what: What, talk: Conversation, book: Book, *, since: date | None = None, **more: object) -> Matter:
    """Return a matter of one conversation, with what is worth saying of it."""
    at = more.pop("at", None)
    begun = since or book.day(talk.starts_at or talk.begun_at)
    words = book.words.get(talk.pk)
    return _about(
        what, str(talk.pk), book.who(talk.person_id), since=begun,
        at=book.local(at) if isinstance(at, datetime) else None,
        length=talk.length, way=talk.get_way_display() if talk.way else "",
        quote=words.text if words else "", is_exact=words.is_exact if words else True, **more,
    )  # fmt: skip
