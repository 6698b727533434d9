"""The list of people, and one person with everything that is known of them and from where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from weaktie.accounts.models import User
from weaktie.accounts.queries import while_unchanged
from weaktie.adapters import database
from weaktie.campaign.network.models import Edit, Identity, Person, PersonQuerySet, Stint, Tag, Word
from weaktie.campaign.network.queries import measures as measuring
from weaktie.campaign.network.queries.happened import Happening, timeline
from weaktie.campaign.network.queries.sources import Source, records_of, sources_of
from weaktie.campaign.timeline.models import Event
from weaktie.core import names, tie_words, ties

PAGE = 100
ANSWERED = {
    "yes": "said yes", "no": "said no", "redirected": "named somebody else", "none": "no answer came",
}  # fmt: skip
FEW = 500
"""So many people are looked up one by one rather than by walking through everybody."""

ORDERS = {
    "tie": ("-order", "pk"),
    "name": ("sort_name", "pk"),
    "last": ("-contact", "pk"),
    "change": ("-changed_on", "pk"),
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
    asked: date | None = None
    """When the seeker asked for a conversation, while the answer is open."""

    @property
    def job(self) -> str:
        """Title and employer in one line."""
        return ", ".join(filter(None, (self.person.title, self.person.organisation)))

    @property
    def urls(self) -> tuple[str, ...]:
        """The addresses of their LinkedIn profiles."""
        return tuple(f"https://www.linkedin.com/in/{slug}" for slug in self.profiles)

    @property
    def last(self) -> date | None:
        """The day on which one last wrote to the other or they met, in UTC; None for never."""
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
    ordered = found.order_by(*ORDERS.get(wanted.order, ORDERS["tie"]))
    last = None if limit is None else wanted.after + limit
    some = list(ordered[wanted.after : last])
    if not wanted.after and (limit is None or len(some) < limit):
        total = len(some)
    else:
        asked = replace(wanted, after=0, order="" if wanted.order != "change" else "change")
        total = while_unchanged(f"people:{asked}:{now:%Y-%m-%d}", found.count, by=by)
    tags = while_unchanged("tags", lambda: _tags(by), by=by)
    return PeoplePage(rows_of(some, by=by, now=now), total, wanted, tags)


def _tags(by: User) -> tuple[str, ...]:
    words = Tag.objects.filter(person__owner=by).order_by("word").values_list("word", flat=True)
    return tuple(words.distinct())


def matching(wanted: Wanted, *, by: User, now: datetime) -> PersonQuerySet:
    """Return the people who match a search, unordered."""
    found = found_by(wanted.text, Person.objects.visible_to(by).others().filter(hidden=wanted.hidden))
    if wanted.tie in set(ties.TieClass):
        found = found.of_tie(wanted.tie, now=int(now.timestamp()))
    if wanted.tag:
        found = found.filter(tags__word=wanted.tag)
    if wanted.organisation:
        found = found.filter(organisation_key=wanted.organisation)
    if wanted.unconfirmed:
        found = found.filter(confirmed=False)
    if wanted.order == "change":
        found = found.filter(changed_on__isnull=False)
    return found


def found_by(text: str, people: PersonQuerySet) -> PersonQuerySet:
    """Return those of these people in whom every word sought begins a word.

    Where a word is in few people, they are named to the database, which else walks through everybody.
    """
    few: set[int] | None = None
    for word in _sought(text):
        having = Word.objects.starting(word[:40])
        ids = list(having.values_list("person_id", flat=True)[: FEW + 1])
        if len(ids) > FEW:
            people = people.filter(pk__in=having.values("person_id"))
        else:
            few = set(ids) if few is None else few & set(ids)
    return people if few is None else people.filter(pk__in=few)


def _sought(text: str) -> tuple[str, ...]:
    """Return the beginnings of words to look for; addresses and domains are looked for whole."""
    pieces = text.casefold().split()
    whole = [piece for piece in pieces if "@" in piece or "." in piece.strip(".")]
    rest = " ".join(piece for piece in pieces if piece not in whole)
    return (*whole, *(names.words(rest) or ([rest] if rest else [])))


def people_as_of(wanted: Wanted, *, by: User, now: datetime) -> PeoplePage:
    """Return all who match, with their ties as they were then, the strongest first."""
    page = people(replace(wanted, tie=""), by=by, now=now, limit=None)
    rows = [row for row in as_of(page.rows, by=by, now=now) if wanted.tie in ("", row.tie)]
    return replace(page, rows=tuple(rows), total=len(rows), wanted=wanted)


def as_of(rows: Sequence[Row], *, by: User, now: datetime) -> list[Row]:
    """Return the rows with ties as they were then, the strongest first: later messages do not count."""
    measures = measuring.measures(by=by, until=int(now.timestamp()))
    told = []
    for row in rows:
        apply_measure(row.person, measures.get(row.person.pk, ties.Measure()))
        told.append(_row(row.person, row.tags, row.asked, now, by=by))
    return sorted(told, key=lambda row: (-row.strength, row.person.pk))


def apply_measure(person: Person, measure: ties.Measure) -> None:
    """Put a measure's figures, and what is kept of them, on a person (unsaved)."""
    for name in measuring.MEASURED:
        setattr(person, name, getattr(measure, name))
    person.two_way = ties.is_two_way(measure)
    person.contact = ties.last_contact(measure)


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
            row.asked,
        )
        for row in rows
    ]  # fmt: skip


def organisations(rows: Sequence[Row]) -> dict[int, list[tuple[str, str]]]:
    """Return where each of these people works and worked, the present first: (name, title)."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        if row.person.organisation or row.person.title:
            found[row.person.pk].append((row.person.organisation, row.person.title))
    for some in database.chunks(row.person.pk for row in rows):
        past = Stint.objects.filter(person__in=some, kind=Stint.Kind.WORK).order_by("person_id", "position")
        for person, name, title in past.values_list("person_id", "organisation", "title"):
            known = found[person]
            if (name, title) not in known and (title or name not in {employer for employer, _ in known}):
                known.append((name, title))
    return found


def rows_of(people: Sequence[Person], *, by: User, now: datetime) -> tuple[Row, ...]:
    """Return these people as lines of the list, in the order given."""
    tags: dict[int, list[str]] = defaultdict(list)
    for some in database.chunks(person.pk for person in people):
        for person, word in (
            Tag.objects.filter(person__in=some).order_by("word").values_list("person_id", "word")
        ):
            tags[person].append(word)
    asked = while_unchanged("open asks", lambda: _open_asks(by), by=by)
    return tuple(_row(person, tuple(tags[person.pk]), asked.get(person.pk), now, by=by) for person in people)


def _row(person: Person, tags: tuple[str, ...], asked: date | None, now: datetime, *, by: User) -> Row:
    measure = measuring.measure_of(person)
    seconds = int(now.timestamp())
    tie = person.tie_said or str(ties.tie_class(measure, seconds))
    words = tie_words.words(measure, seconds, by.timezone())
    return Row(person, tie, round(ties.strength(measure, seconds), 4), words, tags, asked=asked)


def _open_asks(by: User) -> dict[int, date]:
    """Return whom the seeker asked and when, while no answer has come, from the timeline."""
    told = Event.objects.visible_to(by).of_kind(Event.Kind.ASKED, Event.Kind.ANSWERED)
    asked: dict[int, date] = {}
    for kind, person, word in told.order_by("at", "pk").values_list("kind", "person_id", "word"):
        if person is None:
            continue
        if kind == Event.Kind.ASKED:
            asked[person] = date.fromisoformat(word[:10])
        else:
            asked.pop(person, None)
    return asked


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
    answered: tuple[str, date] | None = None
    """How the last ask was answered, and when."""

    @property
    def headline(self) -> str:
        """The tie in a line: the seeker's own word on it first, as it wins."""
        words = self.row.words
        if not self.row.person.tie_said:
            return words
        return f"{self.row.tie_words.capitalize()}, as you said; {words[0].lower()}{words[1:]}"

    @property
    def first_name(self) -> str:
        """The name to say in a sentence."""
        return first_name(self.row.person.name)

    @property
    def since(self) -> date | None:
        """When the present employment began, if a source says so."""
        return self.work[0].started if self.work and self.work[0].ended is None else None

    @property
    def entries(self) -> int:
        """How many entries were joined to this person."""
        return len({source.handle for source in self.sources})

    @property
    def can_split(self) -> bool:
        """Whether there is more than one entry to part."""
        return self.entries > 1


def successor(pk: int, *, by: User) -> Person | None:
    """Return the person of this id, or whoever it was merged into; None if there is none."""
    person = Person.objects.visible_to(by).filter(pk=pk).first()
    while person is not None and person.merged_into is not None:
        person = person.merged_into
    return person


def person_page(person: Person, *, by: User, now: datetime) -> PersonPage:
    """Return one person with every source, tie and the timeline."""
    (row,) = with_keys(rows_of([person], by=by, now=now), by=by)
    stints = list(person.stints.order_by("kind", "position"))
    edits = dict(Edit.objects.filter(person=person).values_list("field", "value"))
    records = records_of(person)
    return PersonPage(
        row=row,
        work=tuple(stint for stint in stints if stint.kind == Stint.Kind.WORK),
        schools=tuple(stint for stint in stints if stint.kind == Stint.Kind.SCHOOL),
        sources=tuple(sources_of(records)),
        timeline=tuple(timeline(person, by=by)),
        note=edits.pop(Edit.Field.NOTE, ""),
        edited=tuple(edits),
        urls=tuple(dict.fromkeys(url for record in records for url in record.facts.get("urls", ()))),
        merged=tuple(person.merged.values_list("pk", flat=True)),
        answered=None if row.asked else _answered(person, by=by),
    )


def _answered(person: Person, *, by: User) -> tuple[str, date] | None:
    """Return how the last ask was answered and when, in words, unless a later one is open."""
    everybody = [person.pk, *person.merged.values_list("pk", flat=True)]
    kinds = (Event.Kind.ASKED, Event.Kind.ANSWERED)
    told = Event.objects.visible_to(by).of_kind(*kinds).filter(person__in=everybody)
    last = told.order_by("at", "pk").last()
    if last is None or last.kind == Event.Kind.ASKED:
        return None
    words = ANSWERED.get(last.word.partition(" ")[0], "")
    return (words, last.at.astimezone(by.timezone()).date()) if words else None


def first_name(name: str) -> str:
    """Return the word of a name that one says in a sentence, as it is written there, or the whole name."""
    given = names.parse(name).given
    for word in name.replace(",", " ").split():
        if len(word) > 2 and given and names.parse(word).given == given:
            return word
    return name
