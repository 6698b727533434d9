"""Whom a posting or an opening brings back, and the facts of the note to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from weaktie.accounts.models import User
from weaktie.campaign.conversations.models import Opening
from weaktie.campaign.followups.queries import writing
from weaktie.campaign.keeping.queries.book import Book, people_of, read
from weaktie.campaign.network.models import Person
from weaktie.campaign.network.queries.people import first_name
from weaktie.campaign.outreach.models import Ask, Message
from weaktie.campaign.outreach.queries import asks
from weaktie.campaign.targets.models import Material, Target
from weaktie.core import due_words
from weaktie.core.drafts import Draft, Said
from weaktie.core.due import Matter, What
from weaktie.core.memory import Back, Place, Posting, brought_back, note
from weaktie.core.refusal import Refused


def memories(book: Book) -> Iterator[Matter]:
    """Yield everybody whom a posting or an opening brings back."""
    for back in _backs(book):
        person, words = book.people[back.place.person], book.words.get(back.place.talk)
        yield Matter(
            what=What.MEMORY,
            row=f"{back.posting.row}p{person.pk}",
            person=person.pk,
            name=person.name,
            called=first_name(person.name),
            since=back.place.on,
            quote=words.text if words else "",
            is_exact=words.is_exact if words else True,
            text=back.posting.role,
            place=back.posting.place,
            on=back.posting.on,
            count=int(back.posting.is_posted),
        )


def _backs(book: Book) -> Iterator[Back]:
    held = book.held()
    if not held:
        return
    aims = {aim.pk: aim for aim in Target.objects.visible_to(book.by).filter(kind=Target.Kind.EMPLOYER)}
    dropped = {aim.key for aim in aims.values() if aim.dropped_at is not None}
    places = []
    for talk in held:
        person, aim = book.who(talk.person_id), aims.get(talk.target_id or 0)
        keys = {person.organisation_key, aim.key if aim else ""} - {"", *dropped}
        places.append(Place(person.pk, talk.pk, book.day(talk.ended_at or book.now), frozenset(keys)))
    said_no = {
        book.who(ask.person_id).pk for ask in book.asks if ask.answer == Ask.Answer.NO and not ask.via_id
    }
    written = {
        pk: book.day(kinds[Message.Kind.MEMORY])
        for pk, kinds in book.sent.items()
        if Message.Kind.MEMORY in kinds
    }
    postings = (*_posted(book, aims), *_heard(book))
    yield from brought_back(places, postings, book.today, said_no=said_no, written=written)


def _posted(book: Book, aims: dict[int, Target]) -> Iterator[Posting]:
    for aim in aims.values():
        at = aim.posting_at or aim.added_at
        if aim.posting and at <= book.now:
            yield Posting(f"t{aim.pk}", aim.key, aim.name, "", book.day(at), is_posted=True)
    stored = Material.objects.visible_to(book.by).filter(kind=Material.Kind.POSTING, target__in=aims)
    for one in stored.filter(added_at__lte=book.now).order_by("pk").defer("text"):
        aim = aims[one.target_id or 0]
        yield Posting(f"m{one.pk}", aim.key, aim.name, one.title, book.day(one.added_at), is_posted=True)


def _heard(book: Book) -> Iterator[Posting]:
    rows = Opening.objects.filter(owner=book.by, heard_on__lte=book.today).exclude(note__off_record=True)
    heard = [one for one in rows.order_by("heard_on", "pk") if one.employer_key]
    tellers = people_of({one.person_id for one in heard if one.person_id}, by=book.by)
    for one in heard:
        is_posted = one.posted_on is not None and one.posted_on <= book.today
        teller = tellers[one.person_id].pk if one.person_id in tellers else None
        on = one.posted_on if is_posted and one.posted_on else one.heard_on
        yield Posting(f"o{one.pk}", one.employer_key, one.employer, one.role, on, is_posted, teller)


class NothingBack(Refused):
    """Nothing brings this person back now."""

    code = "nothing_back"


@dataclass(frozen=True, slots=True)
class Remembered:
    """What brings somebody back, and the note to them: as it is kept, or drafted from facts."""

    matter: Matter
    person: Person
    draft: Draft
    kept: Message | None


def remembered(person: Person, *, by: User, now: datetime) -> Remembered:
    """Return what brings somebody back, with the note that asks for nothing."""
    book = read(by=by, now=now)
    matter = next((one for one in memories(book) if one.person == person.pk), None)
    if matter is None:
        raise NothingBack(f"Nothing brings {person.name} back now: no new posting where you talked.")
    kept = asks.draft(person, by=by, kind=Message.Kind.MEMORY)
    draft = Draft(kept.subject, kept.text) if kept else _drafted(matter, book)
    return Remembered(matter, person, draft, kept)


def _drafted(matter: Matter, book: Book) -> Draft:
    return note(
        called=matter.called,
        place=matter.place,
        role=matter.text,
        is_posted=bool(matter.count),
        day=due_words.day(matter.since, book.today),
        said=Said(matter.quote, matter.is_exact) if matter.quote else None,
        sender=writing.sender(by=book.by),
    )
