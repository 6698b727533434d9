"""The end of a search: the offer taken, what is taken back, and a letter to everybody who gave time.

weaktie sends nothing: each letter waits as a draft until the seeker has sent it and says so.
"""

from __future__ import annotations

from datetime import date, datetime

from weaktie.accounts.models import User
from weaktie.campaign.keeping.models import SearchEnd
from weaktie.campaign.keeping.queries import farewells
from weaktie.campaign.keeping.queries.book import has_ended, read
from weaktie.campaign.network.models import Person
from weaktie.campaign.outreach.models import Ask, Message
from weaktie.campaign.timeline.actions import Act, step
from weaktie.campaign.timeline.models import Event
from weaktie.core import drafts
from weaktie.core.drafts import Draft
from weaktie.core.readers import text as reading
from weaktie.core.refusal import Refused

MOST_TEXT = 20_000
SENT = {
    Message.Kind.WITHDRAWAL: "Took back the ask to {name}",
    Message.Kind.LETTER: "Told {name} what came of the search",
    Message.Kind.MEMORY: "Wrote to {name}, asking for nothing",
}
"""What is said of a letter that went out."""


class NeedsAnEmployer(Refused):
    """An offer comes from somewhere."""

    code = "needs_an_employer"


class EndedAlready(Refused):
    """The search has ended already."""

    code = "ended_already"


class NotEnded(Refused):
    """The search goes on."""

    code = "not_ended"


class NotOfThese(Refused):
    """A message that is sent in another place."""

    code = "not_of_these"


class SentAlready(Refused):
    """It was sent before."""

    code = "sent_already"


class GapLeft(Refused):
    """A draft that still waits for the seeker's own words."""

    code = "gap_left"


def end_search(
    employer: str, *, by: User, role: str = "", starts_on: date | None = None, now: datetime
) -> SearchEnd:
    """End the search: note the offer, draft what takes open asks back, and a letter to all who gave time."""
    name, what = reading.clean(employer, 200), reading.clean(role, 200)
    if not name:
        raise NeedsAnEmployer("Write whose offer you took.")
    if has_ended(by=by, now=now):
        raise EndedAlready("Your search has ended already; undo that first, or ask somebody and begin anew.")
    book = read(by=by, now=now)
    with step("end", f"Took the offer of {name}", by=by, now=now) as act:
        end = SearchEnd(owner=by, employer=name, role=what, starts_on=starts_on, ended_at=now)
        act.add(end)
        for one in farewells.still_open(book):
            _keep(one.person, Message.Kind.WITHDRAWAL, farewells.lines_to(one, book), act=act)
        for person, draft in farewells.letters_to(book, employer=name, role=what, starts_on=starts_on):
            _keep(person, Message.Kind.LETTER, draft, act=act)
        act.event(Event.Kind.ENDED, person_id=None, word=name)
    return end


def say_takes_calls(*, by: User, takes: bool, now: datetime) -> SearchEnd:
    """Say whether the seeker will now take such calls from others who look for work."""
    end = SearchEnd.objects.visible_to(by).order_by("-ended_at", "-pk").first()
    if end is None:
        raise NotEnded("Your search goes on; this is asked when it ends.")
    answer = "will" if takes else "will not"
    with step("takes_calls", f"You {answer} take such calls", by=by, now=now) as act:
        act.change(end, takes_calls=takes)
    return end


def mark_sent(
    message: Message, *, by: User, text: str | None = None, subject: str = "", now: datetime
) -> None:
    """Say that a letter of the end, or a note that asks for nothing, went out; an ask is then taken back."""
    if message.kind not in SENT:
        raise NotOfThese("This is sent from the page where it was written.")
    if message.sent_at is not None:
        raise SentAlready("It is marked as sent already; undo that first.")
    words = message.text if text is None else text
    if found := drafts.gaps(words):
        raise GapLeft(f"A gap is left: {found[0]}. Fill it or take it out first.")
    person = _whose(message)
    with step("sent", SENT[Message.Kind(message.kind)].format(name=person.name), by=by, now=now) as act:
        values = {"text": words[:MOST_TEXT], "subject": subject[:200] or message.subject, "sent_at": now}
        if message.pk is None:
            for name, value in values.items():
                setattr(message, name, value)
            act.add(message)
        else:
            act.change(message, **values)
        _follow(message, person, act=act)


def _follow(message: Message, person: Person, *, act: Act) -> None:
    """Write down what a letter that went out changes."""
    if message.kind == Message.Kind.WITHDRAWAL:
        today = act.now.astimezone(act.by.timezone()).date()
        everybody = [person.pk, *person.merged.values_list("pk", flat=True)]
        mine = Ask.objects.visible_to(act.by).open()
        for ask in mine.filter(person__in=everybody, via=None) | mine.filter(via__in=everybody):
            act.change(ask, answer=Ask.Answer.WITHDRAWN, answered_on=today)
            word = f"{Ask.Answer.WITHDRAWN} {ask.channel}".strip()
            act.event(Event.Kind.ANSWERED, person_id=ask.person_id, word=word)
        return
    is_letter = message.kind == Message.Kind.LETTER
    kind = Event.Kind.REPORTED if is_letter else Event.Kind.TOUCHED
    act.event(kind, person_id=person.pk, word=act.now.astimezone(act.by.timezone()).date().isoformat())


def _keep(person: Person, kind: Message.Kind, draft: Draft, *, act: Act) -> None:
    """Keep a draft; one of this kind that was begun before makes way for it."""
    rows = Message.objects.visible_to(act.by).drafts()
    for old in rows.filter(person=person, kind=kind):
        act.remove(old)
    act.add(
        Message(
            owner=act.by, person=person, kind=kind, way=Message.Way.MAIL, subject=draft.subject,
            text=draft.text, kept_at=act.now,
        )
    )  # fmt: skip


def _whose(message: Message) -> Person:
    person = message.person
    while person.merged_into is not None:
        person = person.merged_into
    return person
