"""Who has which handle: given out whole after an import, moved by hand in a merge or a split.

People keep their ids: a group of handles is the person to whom the first of them was given, so that parting
two people gives both back the ids they had.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from django.db import IntegrityError, models, transaction
from django.db.models import ForeignObjectRel

from weaktie.accounts.models import User
from weaktie.adapters import database
from weaktie.campaign.intake.models import Handle, Record
from weaktie.campaign.network.actions.me import GUESSED
from weaktie.campaign.network.models import Identity, Person, Proposal, Verdict
from weaktie.campaign.network.queries.entries import Entry, Key
from weaktie.campaign.timeline import actions as timeline
from weaktie.core.facts import cited, unpacked

IDENTITY = ("handle_id", "person_id", "origin_id")

Place = tuple[int, int]
"""To whom a handle belongs, and to whom it was first given."""


def arrange(
    entries: Sequence[Entry], groups: Sequence[tuple[int, ...]], *, by: User
) -> tuple[set[int], set[int]]:
    """Give every group of entries its person, and every handle its group's person.

    Returns who changed, and who of them gave a handle to another or got one.
    """
    handles_of = _handles_of_groups(entries, groups, by=by)
    before = identities(by)
    owner_of = _owners(handles_of, before)
    fresh = [group for group in handles_of if group not in owner_of]
    owner_of.update(zip(fresh, _new_people(len(fresh), by=by), strict=True))
    whose = {handle: owner_of[group] for group, handles in handles_of.items() for handle in handles}
    moved = _give(whose, before)
    _drop(before.keys() - whose.keys(), by=by)
    changed = moved | {owner_of[group] for group in fresh} | _mark_merged(by) | _mark_me(by)
    changed |= {person for handle, person in whose.items() if handle not in before}
    return changed & _everybody(by), moved


def drop_unnamed(*, by: User) -> None:
    """Drop handles that no record hangs on or cites any more, and people of whom nothing is left."""
    named: set[int] = set()
    keys: set[Key] = set()
    for handle, kept in Record.objects.visible_to(by).values_list("handle_id", "facts"):
        named.add(handle)
        keys.update(cited(unpacked(kept)))
    strong = _strong_handles(by)
    _drop(identities(by).keys() - named - {strong[key] for key in keys & strong.keys()}, by=by)


NEW_TOO = frozenset({"proposal", "record"})
"""Models of a snapshot whose new rows nothing else takes away again."""


WORKED_OUT = frozenset({"person", "identity", "proposal", "stint", "word", "bond"})
"""Models that name people and follow from the rest; all others hold what the seeker said of somebody."""


def snapshot(*, by: User) -> timeline.Snapshot:
    """Return how everybody stands: whose each handle is, who is merged, what is asked and was said."""
    return timeline.snapshot(
        Person.objects.filter(owner=by),
        Identity.objects.filter(handle__owner=by),
        Proposal.objects.filter(owner=by),
        Record.objects.filter(owner=by, source=GUESSED),
        *(model._default_manager.filter(**said) for model, said in _said_by(by)),
    )


def identities(by: User) -> dict[int, Place]:
    """Return whose each handle is."""
    known = Identity.objects.filter(handle__owner=by).values_list("handle_id", "person_id", "origin_id")
    return {handle: (person, origin) for handle, person, origin in known}


def people_of(handles: Collection[int], *, by: User) -> set[int]:
    """Return the people to whom these handles belong."""
    wanted = set(handles)
    if not wanted:
        return set()
    return {person for handle, (person, _) in identities(by).items() if handle in wanted}


def _handles_of_groups(
    entries: Sequence[Entry], groups: Sequence[tuple[int, ...]], *, by: User
) -> dict[int, list[int]]:
    """Return the handles of each group, by its first entry: those it hangs on, then those it alone cites."""
    group_of = {place: min(group) for group in groups for place in group}
    taken = {entry.handle: group_of[place] for place, entry in enumerate(entries)}
    ids = _strong_handles(by)
    for place, entry in enumerate(entries):
        for _, known in entry.sources:
            for key in cited(known):
                if key in ids:
                    taken.setdefault(ids[key], group_of[place])
    handles: dict[int, list[int]] = {}
    for handle, group in taken.items():
        handles.setdefault(group, []).append(handle)
    return handles


def _strong_handles(by: User) -> dict[Key, int]:
    strong = Handle.objects.filter(owner=by, kind__in=("email", "profile", "phone"))
    return {(kind, value): pk for pk, kind, value in strong.values_list("pk", "kind", "value")}


def _owners(handles_of: Mapping[int, list[int]], before: Mapping[int, Place]) -> dict[int, int]:
    """Return the person of each group that has one: the earliest that its handles began as, else now are."""
    owner_of: dict[int, int] = {}
    claimed: set[int] = set()
    for which in (1, 0):
        claims = []
        for group, handles in handles_of.items():
            if group not in owner_of:
                votes = Counter(before[handle][which] for handle in handles if handle in before)
                claims += [(person, -count, group) for person, count in votes.items()]
        for person, _, group in sorted(claims):
            if group not in owner_of and person not in claimed:
                owner_of[group] = person
                claimed.add(person)
    return owner_of


def _new_people(count: int, *, by: User) -> list[int]:
    if not count:
        return []
    numbers = list(database.new_ids(Person._meta.db_table, count))
    columns = [f.column for f in Person._meta.concrete_fields if f.has_default()]
    defaults = [f.get_default() for f in Person._meta.concrete_fields if f.has_default()]
    rows = ([number, by.pk, *defaults] for number in numbers)
    database.insert(Person._meta.db_table, ["id", "owner_id", *map(str, columns)], rows)
    return numbers


def _give(whose: Mapping[int, int], before: Mapping[int, Place]) -> set[int]:
    """Write whose each handle is where that is new; return those who gave a handle to another or got one."""
    new = [(handle, person, person) for handle, person in whose.items() if handle not in before]
    moved = [(h, person) for h, person in whose.items() if h in before and before[h][0] != person]
    database.insert(Identity._meta.db_table, IDENTITY, new)
    for handle, person in moved:
        Identity.objects.filter(pk=handle).update(person_id=person)
    return {person for handle, to in moved for person in (to, before[handle][0])}


def _mark_merged(by: User) -> set[int]:
    """Point everybody without a handle of their own to whoever has what they began with."""
    identities_in_order = Identity.objects.filter(handle__owner=by).order_by("handle_id")
    pairs = list(identities_in_order.values_list("person_id", "origin_id"))
    living = {person for person, _ in pairs}
    successor: dict[int, int] = {}
    for person, origin in pairs:
        if origin not in living:
            successor.setdefault(origin, person)
    changed: set[int] = set()
    for pk, merged_into in Person.objects.filter(owner=by).values_list("pk", "merged_into_id"):
        wanted = None if pk in living else successor.get(pk, merged_into)
        if wanted != merged_into:
            changed |= {pk, *filter(None, (wanted, merged_into))}
            Person.objects.filter(pk=pk).update(merged_into_id=wanted)
            if wanted is not None and merged_into is None:
                into = Person.objects.get(pk=wanted)
                carry_over(Person.objects.get(pk=pk), into, change=_change)
    return changed


def carry_over(gone: Person, into: Person, *, change: Callable[..., None]) -> None:
    """Let what the seeker said of somebody hold for whom they are part of now, but the survivor's word first.

    `change` writes columns of a row. Where both have a word that there can be but one of, each keeps its own.
    """
    change(
        into,
        hidden=into.hidden and gone.hidden,
        confirmed=into.confirmed or gone.confirmed,
        tie_said=into.tie_said or gone.tie_said,
    )
    for model, column in _said_of_people():
        for row in model._default_manager.filter(**{column: gone.pk}).order_by("pk"):
            with suppress(IntegrityError), transaction.atomic():
                change(row, **{column: into.pk})


def _said_by(by: User) -> Iterator[tuple[type[models.Model], dict[str, object]]]:
    for model in {model for model, _ in _said_of_people()}:
        owned = any(field.name == "owner" for field in model._meta.concrete_fields)
        yield model, {"owner": by} if owned else {"person__owner": by}


def _said_of_people() -> Iterator[tuple[type[models.Model], str]]:
    """Yield every model of any stage that says something of a person, and its column for the person."""
    for relation in Person._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            model = relation.field.model
            if model._meta.model_name not in WORKED_OUT:
                yield model, relation.field.attname


def _change(row: models.Model, **values: object) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))


def _mark_me(by: User) -> set[int]:
    """Mark whoever has the seeker's own handle as the seeker; return whom that changed."""
    owner = Identity.objects.filter(handle__owner=by, handle__kind=Handle.Kind.OWNER).first()
    marked = set(Person.objects.filter(owner=by, is_me=True).values_list("pk", flat=True))
    wanted = {owner.person_id} if owner else set()
    Person.objects.filter(pk__in=marked - wanted).update(is_me=False)
    Person.objects.filter(pk__in=wanted - marked).update(is_me=True)
    return marked ^ wanted


def _drop(handles: Iterable[int], *, by: User) -> None:
    """Drop these handles (but not the seeker's word on them), then people of whom nothing is left."""
    stale = set(handles)
    said = Verdict.objects.filter(owner=by).values_list("a_id", "b_id")
    kept = stale & {handle for pair in said for handle in pair}
    for some in database.chunks(stale - kept):
        Handle.objects.filter(pk__in=some).delete()
    Identity.objects.filter(pk__in=kept).delete()
    named = {person for pair in identities(by).values() for person in pair}
    for some in database.chunks(_everybody(by) - named):
        Person.objects.filter(pk__in=some).delete()


def _everybody(by: User) -> set[int]:
    return set(Person.objects.filter(owner=by).values_list("pk", flat=True))
