"""Living what the fictional seeker has done, day by day, by the actions that every seeker has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from weaktie.accounts.models import User
from weaktie.campaign.conversations.actions import booking, debriefing, live, noting, preparing
from weaktie.campaign.conversations.actions.debriefing import Shown, Told
from weaktie.campaign.conversations.models import Conversation, Note
from weaktie.campaign.followups.actions import promising, sending
from weaktie.campaign.followups.models import Promise
from weaktie.campaign.followups.queries import writing
from weaktie.campaign.intake.models import Handle
from weaktie.campaign.introductions.actions import naming, referring
from weaktie.campaign.introductions.actions.naming import Somebody
from weaktie.campaign.introductions.models import Referral
from weaktie.campaign.introductions.queries import lives
from weaktie.campaign.introductions.queries.lives import Life
from weaktie.campaign.network.models import Person
from weaktie.campaign.outreach import actions as outreach
from weaktie.campaign.outreach.models import Ask, Message
from weaktie.campaign.targets import actions as targets
from weaktie.campaign.targets.models import Target
from weaktie.campaign.targets.queries import asking
from weaktie.core.fiction.campaign import HAPPENINGS, Happening

AT = time(17, 10)
"""When in the day she notes what she has done, unless the story says when."""

SOON = timedelta(minutes=48)
"""How far ahead the conversation of today is, where the day is long enough."""

ROUND = 5
TEN = time(10)


def live_through(slugs: Mapping[str, str], *, by: User, now: datetime) -> None:
    """Do everything that the story tells, each thing on its day; `slugs` are the profiles of its people."""
    life = _Life(slugs, by, now)
    for one in HAPPENINGS:
        DOES[one.do](life, one)


@dataclass(frozen=True, slots=True)
class _Life:
    """Whose life it is, and when it is told."""

    slugs: Mapping[str, str]
    by: User
    now: datetime

    def day(self, one: Happening) -> date:
        """Return the day of a happening."""
        return self.now.astimezone(self.by.timezone()).date() - timedelta(days=one.ago)

    def at(self, one: Happening) -> datetime:
        """Return when she noted it: in the evening, and never after now."""
        return min(datetime.combine(self.day(one), AT, tzinfo=self.by.timezone()), self.now)

    def who(self, one: Happening, name: str = "who") -> Person:
        """Return a person of the story."""
        called = one.text(name)
        slug = self.slugs.get(called)
        people = Person.objects.visible_to(self.by).others()
        if slug is None:
            return people.get(name=called)
        handle = Handle.objects.get(owner=self.by, kind=Handle.Kind.PROFILE, value=slug)
        return people.get(identities__handle=handle)

    def introduction(self, one: Happening) -> Life:
        """Return the introduction of a happening, as it stood then."""
        return lives.find(str(self.who(one).pk), self.who(one, "by"), by=self.by, now=self.at(one))


# --- asks -------------------------------------------------------------------------------------------------


def _ask(life: _Life, one: Happening) -> None:
    person, on, at = life.who(one), life.day(one), life.at(one)
    message = None
    if one.text("text"):
        message = outreach.keep_draft(
            person, by=life.by, kind=Message.Kind.ASK, way=Message.Way.MAIL, subject="One question",
            text=one.text("text"), question=one.text("question"), now=at,
        )  # fmt: skip
    channel = asking.reach(person, by=life.by, today=on).channel
    guess = one.count("guess", 50)
    outreach.log_ask(person, by=life.by, channel=channel, message=message, guess=guess, sent_on=on, now=at)


def _answer(life: _Life, one: Happening) -> None:
    ask = Ask.objects.visible_to(life.by).open().get(person=life.who(one))
    outreach.log_answer(
        ask, by=life.by, answer=one.text("answer") or Ask.Answer.NONE, words=one.text("words"),
        answered_on=life.day(one), now=life.at(one),
    )  # fmt: skip


# --- conversations ----------------------------------------------------------------------------------------


def _book(life: _Life, one: Happening) -> None:
    """Arrange and prepare the conversation that is ahead."""
    at = life.at(one)
    talk = booking.begin(life.who(one), by=life.by, now=at)
    agreed = booking.Agreed(length=one.count("length", 20), way=one.text("way"), place=one.text("place"))
    booking.book(talk, _soon(life), by=life.by, agreed=agreed, now=at)
    _desire(talk, one, by=life.by, now=at)
    clear, sharp, easy = (str(words[0]) for words in one.lines("plan"))
    preparing.plan(talk, by=life.by, clear=clear, sharp=sharp, easy=easy, now=at)
    for words, why in one.lines("questions"):
        preparing.add_question(talk, by=life.by, words=str(words), why=str(why), now=at)


def _soon(life: _Life) -> datetime:
    """Return a moment within the hour, or ten o'clock tomorrow where this day is over by then."""
    now = life.now.astimezone(life.by.timezone())
    ahead = (now + SOON).replace(second=0, microsecond=0)
    ahead += timedelta(minutes=-ahead.minute % ROUND)
    if ahead.date() == now.date():
        return ahead
    return datetime.combine(now.date() + timedelta(days=1), TEN, tzinfo=life.by.timezone())


def _talk(life: _Life, one: Happening) -> None:
    """Hold a conversation, note what was said, and write the debrief right after."""
    begins = datetime.combine(life.day(one), time.fromisoformat(one.text("at")), tzinfo=life.by.timezone())
    before, length = begins - timedelta(hours=3), one.count("length", 20)
    talk = booking.begin(life.who(one), by=life.by, now=before)
    booking.book(
        talk, begins, by=life.by, agreed=booking.Agreed(length=length, way=one.text("way")), now=before
    )
    _desire(talk, one, by=life.by, now=before)
    live.start(talk, by=life.by, at=begins, now=begins)
    for minute, told in enumerate(one.lines("notes"), start=2):
        _note(talk, told, by=life.by, now=begins + timedelta(minutes=minute))
    over = begins + timedelta(minutes=length)
    live.ask_closing(talk, by=life.by, now=over - timedelta(minutes=2))
    live.end(talk, by=life.by, at=over, now=over)
    _debrief(talk, one.parts("debrief"), by=life.by, now=over + timedelta(minutes=30))


def _desire(talk: Conversation, one: Happening, *, by: User, now: datetime) -> None:
    before = [str(each[0]) for each in one.lines("before")]
    if before:
        preparing.say_desire(talk, by=by, desire=before[0], why=before[1], now=now)


def _note(talk: Conversation, told: Sequence[object], *, by: User, now: datetime) -> None:
    kind, words, *more = told
    said = more[0] if more and isinstance(more[0], dict) else {}
    first_hand = said.get("first_hand")
    noting.note(
        talk, str(words), by=by, kind=Note.Kind.INSIGHT if kind == "off" else str(kind),
        off_record=kind == "off", first_hand=first_hand if isinstance(first_hand, bool) else None,
        employer=str(said.get("employer", "")), role=str(said.get("role", "")), about_work=True, now=now,
    )  # fmt: skip


def _debrief(talk: Conversation, told: Mapping[str, object], *, by: User, now: datetime) -> None:
    plain = {name: value for name, value in told.items() if name != "fits"}
    fits = told.get("fits")
    shown = [Shown(*map(str, fit)) for fit in fits if isinstance(fit, list)] if isinstance(fits, list) else []
    debriefing.debrief(talk, Told(**plain, fits=shown), by=by, about_work=True, now=now)  # type: ignore[arg-type]


def _ways(life: _Life, one: Happening) -> None:
    ways = {respect: str(words) for respect, words in one.parts("ways").items()}
    debriefing.state_own_ways(ways, by=life.by, about_work=True, now=life.at(one))


# --- afterwards -------------------------------------------------------------------------------------------


def _thank(life: _Life, one: Happening) -> None:
    """Send what was owed after the last conversation."""
    at = life.at(one)
    held = writing.latest(life.who(one), by=life.by, now=at)
    letter = sending.Letter(text=one.text("text"), subject="What I did with it")
    note = next(iter(writing.citable(held.row)), None)
    sending.send(one.text("kind"), held, by=life.by, letter=letter, note=note, on=life.day(one), now=at)


def _promises(life: _Life, one: Happening) -> None:
    """Take the promises from the notes of the last conversation; her own is for a day."""
    at = life.at(one)
    held = writing.latest(life.who(one), by=life.by, now=at)
    for promise in promising.promises_from(held.row, by=life.by, now=at):
        if promise.whose == Promise.Whose.MINE:
            due_on = life.day(one) + timedelta(days=one.count("in", 2))
            promising.move(promise, by=life.by, due_on=due_on, now=at)


def _keep(life: _Life, one: Happening) -> None:
    mine = Promise.objects.visible_to(life.by).standing().filter(whose=Promise.Whose.MINE)
    promising.keep(mine.get(person=life.who(one)), by=life.by, on=life.day(one), now=life.at(one))


# --- introductions and referrals --------------------------------------------------------------------------


def _named(life: _Life, one: Happening) -> None:
    """Note whom somebody named: a person of the book, or somebody new."""
    introducer, at = life.who(one, "by"), life.at(one)
    held = writing.latest(introducer, by=life.by, now=at)
    new = Somebody(one.text("name"), one.text("employer"), one.text("title"))
    whom = new if one.text("name") else life.who(one)
    naming.name_somebody(
        introducer, whom, by=life.by, why=one.text("why"), conversation=held.row, on=life.day(one), now=at
    )


def _ask_for(life: _Life, one: Happening) -> None:
    naming.ask_for(life.introduction(one), by=life.by, on=life.day(one), now=life.at(one))


def _agree(life: _Life, one: Happening) -> None:
    naming.agree(life.introduction(one), by=life.by, on=life.day(one), now=life.at(one))


def _make(life: _Life, one: Happening) -> None:
    naming.make(life.introduction(one), by=life.by, on=life.day(one), now=life.at(one))


def _decline(life: _Life, one: Happening) -> None:
    naming.decline(life.introduction(one), by=life.by, on=life.day(one), now=life.at(one))


def _offered(life: _Life, one: Happening) -> None:
    """Note that somebody offered to put her forward, or that her name may be used."""
    person, at = life.who(one), life.at(one)
    held = writing.latest(person, by=life.by, now=at)
    kind = Referral.Kind.REFERRAL if one.text("shown") else Referral.Kind.NAME
    posting = referring.Posting(one.text("employer"), one.text("role"))
    row = referring.offered(
        person, kind, posting, by=life.by, shown=one.text("shown"), conversation=held.row, on=life.day(one),
        now=at,
    )  # fmt: skip
    if kind == Referral.Kind.NAME:
        referring.give(row, by=life.by, on=life.day(one), now=at)


def _given(life: _Life, one: Happening) -> None:
    row = Referral.objects.visible_to(life.by).get(person=life.who(one), kind=Referral.Kind.REFERRAL)
    referring.give(row, by=life.by, how=one.text("how"), on=life.day(one), now=life.at(one))


# --- what is public ---------------------------------------------------------------------------------------


def _material(life: _Life, one: Happening) -> None:
    """Store a public page about somebody, or about a target."""
    target = Target.objects.visible_to(life.by).filter(name=one.text("target")).first()
    targets.add_material(
        target or life.who(one), by=life.by, text=one.text("text"), kind=one.text("kind"),
        title=one.text("title"), found=one.text("found"), now=life.at(one),
    )  # fmt: skip


def _target(life: _Life, one: Happening) -> None:
    targets.add_targets([one.text("name")], by=life.by, posting=one.text("posting"), now=life.at(one))


DOES: Mapping[str, Callable[[_Life, Happening], None]] = {
    "ask": _ask,
    "answer": _answer,
    "none": _answer,
    "book": _book,
    "talk": _talk,
    "ways": _ways,
    "thank": _thank,
    "promises": _promises,
    "keep": _keep,
    "name": _named,
    "named": _named,
    "ask_for": _ask_for,
    "agree": _agree,
    "make": _make,
    "decline": _decline,
    "offered": _offered,
    "name_given": _offered,
    "given": _given,
    "material": _material,
    "target": _target,
}
"""For each word of the story, what she did."""
