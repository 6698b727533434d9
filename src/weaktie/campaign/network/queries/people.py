"""The list of people, and one person with everything that is known of them and from where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise

from django.db.models import QuerySet

from weaktie.accounts.models import User
from weaktie.adapters import database
from weaktie.campaign.intake.models import Encounter, Part, Record, RecordAgain
from weaktie.campaign.network.actions import weigh
from weaktie.campaign.network.models import Edit, Identity, Person, PersonQuerySet, Stint, Tag, Word
from weaktie.campaign.timeline.models import Event
from weaktie.core import names, tie_words, ties

PAGE = 100
ORDERS = {
    "tie": ("-order", "pk"),
    "name": ("sort_name", "pk"),
    "last": ("-contact", "pk"),
}


TIES = (
    (ties.TieClass.CLOSE.value, "Close"),
    (ties.TieClass.ACTIVE.value, "Regular"),
    (ties.TieClass.MODERATE.value, "Light"),
    (ties.TieClass.DORMANT.value, "Long ago"),
    (ties.TieClass.NEVER.value, "Not met"),
)
"""Classes of ties and the words people read for them, closest first."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is to show. `after` is the number of rows before it."""

    text: str = ""
    tie: str = ""
    tag: str = ""
    organisation: str = ""
    order: str = "tie"
    hidden: bool = False
    unconfirmed: bool = False
    after: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list."""

    person: Person
    tie: str
    strength: float
    words: str
    tags: tuple[str, ...]
    emails: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()

    @property
    def job(self) -> str:
        """Title and employer in one line."""
        return ", ".join(filter(None, (self.person.title, self.person.organisation)))

    @property
    def last(self) -> date | None:
        """The day of the last contact, in UTC."""
        return datetime.fromtimestamp(self.person.contact, UTC).date() if self.person.contact else None

    @property
    def tie_words(self) -> str:
        """The class of the tie as people read it."""
        return dict(TIES)[self.tie].lower()


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page of the list."""

    rows: tuple[Row, ...]
    total: int
    wanted: Wanted
    tags: tuple[str, ...]


def people(wanted: Wanted, *, by: User, now: datetime, limit: int | None = PAGE) -> PeoplePage:
    """Return the people who match, in order; all of them without a limit."""
    found = matching(wanted, by=by, now=now)
    total = found.count()
    ordered = found.order_by(*ORDERS.get(wanted.order, ORDERS["tie"]))
    last = None if limit is None else wanted.after + limit
    some = list(ordered[wanted.after : last])
    tags = tuple(
        Tag.objects.filter(person__owner=by).order_by("word").values_list("word", flat=True).distinct()
    )
    return PeoplePage(_rows(some, by=by, now=now), total, wanted, tags)


def matching(wanted: Wanted, *, by: User, now: datetime) -> PersonQuerySet:
    """Return the people who match a search, unordered."""
    found = Person.objects.visible_to(by).others().filter(hidden=wanted.hidden)
    for word in names.words(wanted.text) or ([wanted.text.casefold()] if wanted.text.strip() else []):
        found = found.filter(pk__in=Word.objects.starting(word[:40]).values("person_id"))
    if wanted.tie in set(ties.TieClass):
        found = found.of_tie(wanted.tie, now=int(now.timestamp()))
    if wanted.tag:
        found = found.filter(tags__word=wanted.tag)
    if wanted.organisation:
        found = found.filter(organisation_key=wanted.organisation)
    if wanted.unconfirmed:
        found = found.filter(confirmed=False)
    return found


def as_of(rows: Sequence[Row], *, by: User, now: datetime) -> list[Row]:
    """Return the rows with ties as they were then, the strongest first: later messages do not count."""
    measures = weigh.measures(by=by, until=int(now.timestamp()))
    told = []
    for row in rows:
        apply_measure(row.person, measures.get(row.person.pk, ties.Measure()))
        told.append(_row(row.person, row.tags, now, by=by))
    return sorted(told, key=lambda row: (-row.strength, row.person.pk))


def apply_measure(person: Person, measure: ties.Measure) -> None:
    """Put a measure's figures on a person (unsaved)."""
    for name in weigh.MEASURED:
        setattr(person, name, getattr(measure, name))


def with_keys(rows: Sequence[Row], *, by: User) -> list[Row]:
    """Return the rows with addresses, profiles and phones."""
    kept: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for some in database.chunks(row.person.pk for row in rows):
        named = Identity.objects.filter(person__in=some).order_by("handle_id")
        for person, kind, value in named.values_list("person_id", "handle__kind", "handle__value"):
            kept[person][kind].append(value)
    return [
        Row(
            row.person, row.tie, row.strength, row.words, row.tags,
            tuple(kept[row.person.pk]["email"]),
            tuple(kept[row.person.pk]["profile"]),
            tuple(kept[row.person.pk]["phone"]),
        )
        for row in rows
    ]  # fmt: skip


def sources(people: Sequence[int], *, by: User) -> dict[int, list[tuple[str, str]]]:
    """Return the files, and the places in them, that each of these people was found in."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    wanted = set(people)
    told = Record.objects.visible_to(by).order_by("pk")
    again = RecordAgain.objects.filter(record__owner=by).order_by("pk")
    first = told.values_list("handle__identity__person_id", "file__path", "where")
    later = again.values_list("record__handle__identity__person_id", "file__path", "where")
    for person, path, where in (*first, *later):
        if person in wanted:
            found[person].append((path or "added by hand", where))
    return found


def _rows(people: Sequence[Person], *, by: User, now: datetime) -> tuple[Row, ...]:
    tags: dict[int, list[str]] = defaultdict(list)
    for some in database.chunks(person.pk for person in people):
        for person, word in (
            Tag.objects.filter(person__in=some).order_by("word").values_list("person_id", "word")
        ):
            tags[person].append(word)
    return tuple(_row(person, tuple(tags[person.pk]), now, by=by) for person in people)


def _row(person: Person, tags: tuple[str, ...], now: datetime, *, by: User) -> Row:
    measure = weigh.measure_of(person)
    seconds = int(now.timestamp())
    tie = person.tie_said or str(ties.tie_class(measure, seconds))
    words = tie_words.words(measure, seconds, by.timezone())
    return Row(person, tie, round(ties.strength(measure, seconds), 4), words, tags)


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a person's timeline: encounters of one month are gathered; a gap is a silence in words."""

    on: date
    words: str
    is_gap: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """One record: the file it came from, where in it, what it says."""

    path: str
    where: str
    says: str
    handle: int
    on: date
    is_first: bool = True
    """The first of its entry: the one that is ticked to part it from the others."""


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything known of one person."""

    row: Row
    work: tuple[Stint, ...]
    schools: tuple[Stint, ...]
    sources: tuple[Source, ...]
    timeline: tuple[Happening, ...]
    note: str
    edited: tuple[str, ...]
    urls: tuple[str, ...]
    merged: tuple[int, ...]
    open_ask: int | None

    @property
    def first_name(self) -> str:
        """The name to say in a sentence."""
        return names.parse(self.row.person.name).given or self.row.person.name

    @property
    def since(self) -> date | None:
        """When the present employment began, if a source says so."""
        return self.work[0].started if self.work and self.work[0].ended is None else None

    @property
    def can_split(self) -> bool:
        """Whether there is more than one entry to part."""
        return len({source.handle for source in self.sources}) > 1


def successor(pk: int, *, by: User) -> Person | None:
    """Return the person of this id, or whoever it was merged into; None if there is none."""
    person = Person.objects.visible_to(by).filter(pk=pk).first()
    while person is not None and person.merged_into is not None:
        person = person.merged_into
    return person


def person_page(person: Person, *, by: User, now: datetime) -> PersonPage:
    """Return one person with every source, tie and the timeline."""
    (row,) = with_keys(_rows([person], by=by, now=now), by=by)
    stints = list(person.stints.order_by("kind", "position"))
    edits = dict(Edit.objects.filter(person=person).values_list("field", "value"))
    records = list(_records(person))
    return PersonPage(
        row=row,
        work=tuple(stint for stint in stints if stint.kind == Stint.Kind.WORK),
        schools=tuple(stint for stint in stints if stint.kind == Stint.Kind.SCHOOL),
        sources=tuple(_sources(records)),
        timeline=tuple(timeline(person, by=by)),
        note=edits.pop(Edit.Field.NOTE, ""),
        edited=tuple(edits),
        urls=tuple(dict.fromkeys(url for record in records for url in record.facts.get("urls", ()))),
        merged=tuple(person.merged.values_list("pk", flat=True)),
        open_ask=_open_ask(person),
    )


def _open_ask(person: Person) -> int | None:
    """Return the id of an ask that waits for an answer, from the timeline."""
    told = Event.objects.filter(person=person, kind__in=(Event.Kind.ASKED, Event.Kind.ANSWERED))
    last = told.order_by("-at", "-pk").first()
    return person.pk if last is not None and last.kind == Event.Kind.ASKED else None


def _records(person: Person) -> QuerySet[Record]:
    here = Record.objects.filter(handle__identity__person=person).select_related("file")
    return here.prefetch_related("again__file").order_by("-seen_on", "-pk")


def _sources(records: Iterable[Record]) -> Iterable[Source]:
    seen: set[int] = set()
    for record in records:
        path = record.file.path if record.file else "added by hand"
        first = record.handle_id not in seen
        seen.add(record.handle_id)
        yield Source(path, record.where, _says(record.facts), record.handle_id, record.seen_on, first)
        for again in record.again.all():
            yield Source(
                again.file.path, again.where, "the same", record.handle_id, record.seen_on, is_first=False
            )


def _says(kept: Mapping[str, object]) -> str:
    """Return the name, the employment and the addresses of one record in a line."""
    work = kept.get("work")
    first = work[0] if isinstance(work, list) and work else ("", "")
    job = " at ".join(filter(None, (first[1], first[0])))
    emails = kept.get("emails")
    listed = ", ".join(emails) if isinstance(emails, list) else ""
    return "; ".join(filter(None, (str(kept.get("name", "")), job, listed)))


ENCOUNTER_WORDS = {
    Encounter.Kind.MAIL: ("message", "messages"),
    Encounter.Kind.MESSAGE: ("LinkedIn message", "LinkedIn messages"),
    Encounter.Kind.MEETING: ("meeting", "meetings"),
    Encounter.Kind.INVITATION: ("LinkedIn invitation", "LinkedIn invitations"),
    Encounter.Kind.RECOMMENDATION: ("recommendation", "recommendations"),
    Encounter.Kind.ENDORSEMENT: ("endorsement", "endorsements"),
}
SILENCE = 730
"""Days without an encounter that the timeline says in words."""


def timeline(person: Person, *, by: User) -> list[Happening]:
    """Return what happened with somebody, newest first: by month, with long silences between."""
    months: dict[tuple[int, int], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    zone = by.timezone()
    mine = Identity.objects.filter(person__owner=by, person__is_me=True).values("handle_id")
    shared = Part.objects.filter(handle__identity__person=person, encounter__parts__handle__in=mine)
    for at, kind in (
        shared.values_list("encounter__at", "encounter__kind").distinct().order_by("-encounter__at")[:5000]
    ):
        on = datetime.fromtimestamp(at, UTC).astimezone(zone)
        months[on.year, on.month][kind] += 1
    happened = [
        Happening(date(year, month, 1), _month_words(kinds)) for (year, month), kinds in months.items()
    ]
    happened += [
        Happening(stint.first_seen, _new_job(stint))
        for stint in person.stints.filter(position=0, kind="work")
    ]
    happened.sort(key=lambda one: one.on, reverse=True)
    return list(_with_silences(happened))


def _month_words(kinds: Mapping[int, int]) -> str:
    told = (f"{n} {ENCOUNTER_WORDS[Encounter.Kind(kind)][n > 1]}" for kind, n in sorted(kinds.items()))
    return ", ".join(told)


def _new_job(stint: Stint) -> str:
    return f"First seen as {stint.title or 'working'} at {stint.organisation}"


def _with_silences(happened: Sequence[Happening]) -> Iterable[Happening]:
    for later, earlier in pairwise(happened):
        yield later
        if (days := (later.on - earlier.on).days) > SILENCE:
            yield Happening(earlier.on, _long(days), is_gap=True)
    yield from happened[-1:]


def _long(days: int) -> str:
    years, months = divmod(round(days / 30.44), 12)
    told = [f"{years} year{'s' * (years > 1)}"] + [f"{months} month{'s' * (months > 1)}"] * bool(months)
    return " and ".join(told)
