"""Everybody as ranking sees them: what is known of their work, the tie, the circles, and earlier asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, tzinfo
from typing import NamedTuple

from weaktie.accounts.models import User
from weaktie.accounts.queries import while_unchanged
from weaktie.campaign.intake.models import Handle
from weaktie.campaign.network.models import Bond, Identity, Organisation, Person, Stint
from weaktie.campaign.network.queries import measures as measuring
from weaktie.campaign.network.queries.communities import Community, communities
from weaktie.campaign.targets.models import Stranger, Target
from weaktie.campaign.targets.queries import aside
from weaktie.campaign.targets.queries.named import named
from weaktie.campaign.timeline.models import Event
from weaktie.core import candidates as core
from weaktie.core import history, tie_words, ties
from weaktie.core.cadence import INTRODUCER_RESTS, WINDOW, week_of
from weaktie.core.employers import domain_employer, employer_name

TRUSTED = int(ties.Context.RECOMMENDATION | ties.Context.ENDORSEMENT)


class Row(NamedTuple):
    """The columns of a person that ranking needs."""

    short: float
    long: float
    sent: int
    received: int
    meetings: int
    copied: int
    started: int
    first: int
    last: int
    last_sent: int
    last_received: int
    peak_year: int
    contexts: int
    last_met: int
    pk: int
    name: str
    tie_said: str
    embeddedness: float | None
    bridging: float | None
    community: int | None
    sources: int
    changed_on: date | None
    organisation: str
    organisation_key: str
    title: str

    def measure(self) -> ties.Measure:
        """Return the measure of the tie."""
        return ties.Measure(
            self.short, self.long, self.sent, self.received, self.meetings, self.copied, self.started,
            self.first, self.last, self.last_sent, self.last_received, self.peak_year, self.contexts,
            self.last_met,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """The seeker's last ask of one person, as the timeline tells it, and the day of its follow-up."""

    on: date
    answer: str = ""
    followed_up: date | None = None

    def is_open(self, day: date) -> bool:
        """Whether an answer may still come."""
        return not self.answer and (day - (self.followed_up or self.on)).days <= WINDOW


@dataclass(slots=True)
class Book:
    """All that the candidates are put together from, read once."""

    work: dict[int, list[core.Post]] = field(default_factory=lambda: defaultdict(list))
    schools: dict[int, list[core.Post]] = field(default_factory=lambda: defaultdict(list))
    asked: dict[int, Asked] = field(default_factory=dict)
    favours: dict[int, date] = field(default_factory=dict)
    """Introducers, and when they were last asked for an introduction."""
    standing: dict[int, tuple[date | None, bool]] = field(default_factory=dict)
    knows: dict[int, list[tuple[int, float]]] = field(default_factory=lambda: defaultdict(list))
    names: dict[str, str] = field(default_factory=dict)
    """Organisations by their key."""
    domains: dict[int, str] = field(default_factory=dict)
    """From which employer's mail domain those write of whom no file names an employer."""
    named: dict[int, core.Named] = field(default_factory=dict)
    """Who was named by somebody, and how far the introduction has come."""
    communities: dict[int, Community] = field(default_factory=dict)


def candidates(book: Book, *, by: User, as_of: date, until: int | None) -> list[core.Candidate]:
    """Return everybody who may be suggested. `until` (seconds) leaves later encounters out."""
    found = Person.objects.visible_to(by).others().shown()
    strangers = set(Stranger.objects.filter(person__owner=by).values_list("person_id", flat=True))
    measures = measuring.measures(by=by, until=until) if until is not None else None
    now = end_of(as_of, by=by)
    own = own_past(by=by)
    return [
        _candidate(row, book, measures, now=now, own=own, zone=by.timezone())
        for row in map(Row._make, found.values_list(*Row._fields))
        if row.pk not in strangers or row.pk in book.named
    ]


def end_of(day: date, *, by: User) -> int:
    """Return the last second of a day where the seeker lives."""
    return int(datetime.combine(day, time.max, tzinfo=by.timezone()).timestamp())


def own_past(*, by: User) -> core.OwnPast:
    """Return where the seeker themselves worked and studied."""
    stints = Stint.objects.filter(person__owner=by, person__is_me=True).order_by("position")
    posts = {kind: tuple(_post(s) for s in stints if s.kind == kind) for kind in Stint.Kind}
    return core.OwnPast(posts[Stint.Kind.WORK], posts[Stint.Kind.SCHOOL])


def read_book(*, by: User, goal: str, as_of: date) -> Book:
    """Read what all candidates are put together from."""
    book = Book()
    stints = Stint.objects.filter(person__owner=by).order_by("person_id", "position")
    columns = ("person_id", "kind", "key", "organisation", "title", "department", "started", "ended")
    for person, kind, key, name, title, department, started, ended in stints.values_list(*columns):
        lists = book.work if kind == Stint.Kind.WORK else book.schools
        lists[person].append(core.Post(key, name, title, department, started, ended))
    book.communities = communities(by=by)
    book.names = dict(Target.objects.visible_to(by).standing().values_list("key", "name"))
    book.names |= dict(Organisation.objects.filter(owner=by).values_list("key", "name"))
    book.domains = while_unchanged("domains", lambda: _domains(by), by=by)
    book.asked = _asked(by=by, as_of=as_of)
    book.favours = _favours(by=by, as_of=as_of)
    book.named = named(by=by, as_of=as_of, favours=book.favours)
    book.standing = aside.by_person(by=by, goal=goal)
    for a, b, weight in Bond.objects.filter(a__owner=by).values_list("a_id", "b_id", "weight"):
        book.knows[a].append((b, weight))
        book.knows[b].append((a, weight))
    return book


def _post(stint: Stint) -> core.Post:
    return core.Post(
        key=stint.key,
        employer=stint.organisation,
        title=stint.title,
        department=stint.department,
        started=stint.started,
        ended=stint.ended,
    )


def _asked(*, by: User, as_of: date) -> dict[int, Asked]:
    """Return the latest ask of everybody who was asked by that day, with its answer, from the timeline."""
    asked: dict[int, Asked] = {}
    for person, on, what, _ in asks_and_answers(by=by, as_of=as_of):
        if what == ASKED:
            asked[person] = Asked(on)
        elif person in asked and what == AGAIN:
            asked[person] = replace(asked[person], followed_up=on)
        elif person in asked:
            asked[person] = replace(asked[person], answer=what)
    return asked


def _favours(*, by: User, as_of: date) -> dict[int, date]:
    """Return when each introducer was last asked to introduce the seeker to somebody."""
    told = Event.objects.visible_to(by).of_kind(Event.Kind.ASKED).exclude(other=None).order_by("at", "pk")
    days = ((other, date.fromisoformat(word[:10])) for other, word in told.values_list("other_id", "word"))
    return {other: on for other, on in days if other is not None and on <= as_of}


ASKED, AGAIN = "", "again"
"""What stands for an ask and for its follow-up where an answer stands otherwise."""

WITHDRAWN = "withdrawn"
"""Taken back by the seeker: it tells nothing of how people answer."""


def asks_and_answers(*, by: User, as_of: date) -> Iterator[tuple[int, date, str, str]]:
    """Yield (person, day, answer or ASKED or AGAIN, channel) of all known by that day, in order."""
    kinds = (Event.Kind.ASKED, Event.Kind.FOLLOWED_UP, Event.Kind.ANSWERED)
    now_is = successors(by=by)
    told = Event.objects.visible_to(by).of_kind(*kinds).exclude(person=None).order_by("at", "pk")
    for kind, person, at, word in told.values_list("kind", "person_id", "at", "word"):
        first, _, channel = word.partition(" ")
        is_answer = kind == Event.Kind.ANSWERED
        on = at.astimezone(by.timezone()).date() if is_answer else date.fromisoformat(first)
        what = first if is_answer else AGAIN if kind == Event.Kind.FOLLOWED_UP else ASKED
        if on <= as_of and person is not None:
            yield now_is.get(person, person), on, what, channel


def successors(*, by: User) -> dict[int, int]:
    """Return into whom each merged person went: events stay with whom they were written down of."""
    merged = Person.objects.visible_to(by).exclude(merged_into=None)
    return dict(merged.values_list("pk", "merged_into_id"))


def asks_this_week(*, by: User, as_of: date) -> int:
    """Count the new asks since Monday."""
    monday = week_of(as_of)
    events = Event.objects.visible_to(by).of_kind(Event.Kind.ASKED).values_list("word", flat=True)
    return sum(monday <= date.fromisoformat(word[:10]) <= as_of for word in events)


def _candidate(
    row: Row,
    book: Book,
    measures: Mapping[int, ties.Measure] | None,
    *,
    now: int,
    own: core.OwnPast,
    zone: tzinfo,
) -> core.Candidate:
    measure = row.measure() if measures is None else measures.get(row.pk, ties.Measure())
    tie = row.tie_said or str(ties.tie_class(measure, now))
    posts = _posts(row, tuple(book.work.get(row.pk, ())), book)
    schools = tuple(book.schools.get(row.pk, ()))
    asked = book.asked.get(row.pk)
    until, never = book.standing.get(row.pk, (None, False))
    day = datetime.fromtimestamp(now, zone).date()
    return core.Candidate(
        id=row.pk,
        name=row.name,
        tie=tie,
        strength=ties.strength(measure, now),
        order=ties.order(measure),
        tie_words=tie_words.words(measure, now, zone),
        first_contact=_day(measure.first),
        last_contact=_day(ties.last_contact(measure)),
        # The seeker's word that they know each other counts as words both ways.
        two_way=ties.is_two_way(measure) or row.tie_said not in ("", ties.TieClass.NEVER),
        wrote_on=_day(measure.last_sent),
        heard_on=_day(measure.last_received),
        sent=measure.sent,
        received=measure.received,
        meetings=measure.meetings,
        peak_year=measure.peak_year,
        embeddedness=row.embeddedness,
        bridging=row.bridging,
        posts=posts,
        schools=schools,
        circles=core.circles_of(posts[:4], schools[:3], _community(row, book)),
        shared=history.shared(posts, schools, own),
        changed=_changed(row, posts),
        trusted=bool(measure.contexts & TRUSTED) or _was_strong(measure),
        sources=row.sources,
        asked_on=asked.on if asked else None,
        asked_open=bool(asked and asked.is_open(day)),
        said_no=bool(asked and asked.answer == "no"),
        snoozed_until=until,
        never=never,
        introducer_busy=_is_busy(asked, book.favours.get(row.pk), day),
        knows=tuple(book.knows.get(row.pk, ())),
        named=book.named.get(row.pk),
    )


def _is_busy(asked: Asked | None, favour: date | None, day: date) -> bool:
    """Tell whether somebody was asked for something too lately to be asked for an introduction."""
    days = [on for on in (asked.on if asked else None, favour) if on is not None]
    return any((day - on).days < INTRODUCER_RESTS for on in days)


def _posts(row: Row, work: tuple[core.Post, ...], book: Book) -> tuple[core.Post, ...]:
    """Return the posts, where the list of people says that somebody works now first.

    An edit may say so, or nothing but a mail address; so that all pages mean the same people.
    """
    if not row.organisation and not row.organisation_key:
        return work
    now = core.present_post(work)
    if now is not None and now.key == row.organisation_key and (now.key or now.employer == row.organisation):
        if now is work[0] and now.title == row.title:
            return work
        return (replace(now, title=row.title), *(post for post in work if post is not now))
    name = row.organisation or book.names.get(row.organisation_key) or employer_name(row.organisation_key)
    domain = "" if row.organisation else book.domains.get(row.pk, "")
    return (core.Post(row.organisation_key, name, row.title, writes_from=domain), *work)


def _domains(by: User) -> dict[int, str]:
    """Return the mail domain that tells of the employer, for people of whom nothing else does."""
    people = Person.objects.visible_to(by).others().filter(organisation="").exclude(organisation_key="")
    keys = dict(people.values_list("pk", "organisation_key"))
    named = Identity.objects.filter(person__owner=by, handle__kind=Handle.Kind.EMAIL).order_by("handle_id")
    found: dict[int, str] = {}
    for person, address in named.values_list("person_id", "handle__value"):
        domain = address.rpartition("@")[2]
        if person in keys and domain_employer(domain) == keys[person]:
            found.setdefault(person, domain)
    return found


def _community(row: Row, book: Book) -> tuple[core.Circle, ...]:
    """Return the circle of threads somebody belongs to, if anybody else does."""
    here = book.communities.get(row.community) if row.community is not None else None
    if here is None or here.size < 2:
        return ()
    return (core.Circle(core.circle_key("community", str(here.number)), here.label, "community"),)


def _changed(row: Row, posts: Sequence[core.Post]) -> core.Change | None:
    if row.changed_on is None or not posts:
        return None
    if any(post.key == posts[0].key and post.ended for post in posts[1:]):
        return core.Change("title", posts[0].title, row.changed_on)
    return core.Change("employer", posts[0].employer, row.changed_on)


def _was_strong(measure: ties.Measure) -> bool:
    """Tell whether the tie was close at its last encounter."""
    return ties.short_sum(measure, measure.last) >= ties.CLOSE_SUM


def _day(seconds: int) -> date | None:
    return datetime.fromtimestamp(seconds, UTC).date() if seconds else None
