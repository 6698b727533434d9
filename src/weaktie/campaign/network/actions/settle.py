"""Who is who, worked out from all records and what the seeker said.

The answer depends on the records and the verdicts alone, not on the order in which files came. People keep
their ids: a group of handles is the person to whom the first of them was given, so that parting two people
gives both back the ids they had.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q

from weaktie.accounts.models import User
from weaktie.adapters import database
from weaktie.campaign.intake.models import Handle, Record
from weaktie.campaign.network.actions import circles, me, summarise, weigh
from weaktie.campaign.network.models import Identity, Person, Proposal, Verdict
from weaktie.campaign.network.queries import measures
from weaktie.campaign.timeline import actions as timeline
from weaktie.core import employers, folding, identity
from weaktie.core.facts import Facts, cited, unpacked

Key = tuple[str, str]
IDENTITY = ("handle_id", "person_id", "origin_id")


@dataclass(slots=True)
class Entry:
    """All that the records of one handle say: one mention of somebody."""

    handle: int
    key: Key
    sources: list[tuple[int, str, Facts]] = field(default_factory=list)
    """(file, family, facts) of each record, in the order in which they came."""

    @property
    def name(self) -> str:
        """The name that the latest record gives."""
        return next((known.name for _, _, known in reversed(self.sources) if known.name), "")


@dataclass(frozen=True, slots=True)
class Settled:
    """Ids of the people whom it changed."""

    people: frozenset[int]


@transaction.atomic
def settle(
    *,
    by: User,
    touched: Collection[int] = (),
    people: Collection[int] | None = None,
    with_circles: bool = True,
) -> Settled:
    """Work out who is who, then again all that follows for whoever it changed.

    `touched` are handles with new records. With `people` only these are looked at again (after a merge, a
    split, an undo); without, everybody. `with_circles` says whether ties between others may have changed.
    """
    if people is None:
        me.guess(by=by)
    entries = _entries(by, people)
    mentions = _mentions(entries, _companions(entries, by=by))
    resolution = identity.resolve(mentions, _decisions(by, entries))
    changed = _assign(entries, resolution.groups, by=by, whole=people is None)
    changed |= _people_of(touched, by=by) | set(people or ())
    summarise.summarise(changed, by=by)
    weigh.weigh(changed, by=by)
    if with_circles:
        circles.draw(by=by)
    _propose(entries, resolution.proposals, by=by, whole=people is None)
    timeline.mark_changed(by)
    return Settled(frozenset(changed))


def _entries(by: User, people: Collection[int] | None) -> list[Entry]:
    """Return one entry per handle that has records, in the order of the handles' ids."""
    records = Record.objects.visible_to(by)
    handles = Handle.objects.filter(owner=by)
    if people is not None:
        here = Q(identity__person__in=people) | Q(identity__origin__in=people)
        handles = handles.filter(here)
        records = records.filter(handle__in=handles)
    keys = {pk: (kind, value) for pk, kind, value in handles.values_list("pk", "kind", "value")}
    entries: dict[int, Entry] = {}
    for handle, file, source, kept in records.order_by("handle_id", "seen_on", "pk").values_list(
        "handle_id", "file_id", "source", "facts"
    ):
        entry = entries.get(handle)
        if entry is None:
            entry = entries[handle] = Entry(handle, keys[handle])
        entry.sources.append((file or 0, source, unpacked(kept)))
    return list(entries.values())


def _mentions(entries: Sequence[Entry], companions: Mapping[int, frozenset[int]]) -> list[identity.Mention]:
    """Return what identity compares: one mention per entry, its id its place in the list."""
    profile_of = _profiles_by_name(entries)
    nobody: frozenset[int] = frozenset()
    return [
        _mention(place, entry, profile_of, companions.get(place, nobody))
        for place, entry in enumerate(entries)
    ]


def _companions(entries: Sequence[Entry], *, by: User) -> dict[int, frozenset[int]]:
    """Return with whom entries stood in small threads: of those whose name somebody else may bear."""
    alike: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        words = folding.words(entry.name)
        if len(words) > 1:
            alike[words[-1], words[0][0]].append(place)
    doubtful = {place for places in alike.values() if len(places) > 1 for place in places}
    place_of = {entry.handle: place for place, entry in enumerate(entries)}
    met: dict[int, set[int]] = defaultdict(set)
    if doubtful:
        for together in measures.handles_together(by):
            places = {place_of[handle] for handle in together if handle in place_of}
            for place in places & doubtful:
                met[place] |= places - {place}
    return {place: frozenset(others) for place, others in met.items()}


def _profiles_by_name(entries: Sequence[Entry]) -> dict[str, str]:
    """Return the profile of each LinkedIn name that only one profile has.

    LinkedIn names some people by name alone (recommendations, old endorsements); within one's own export a
    name that one profile has means that profile.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if entry.key[0] == Handle.Kind.PROFILE:
            for _, _, known in entry.sources:
                found[known.name.casefold()].add(entry.key[1])
    return {name: next(iter(slugs)) for name, slugs in found.items() if len(slugs) == 1 and name}


def _mention(
    place: int, entry: Entry, profile_of: Mapping[str, str], companions: frozenset[int]
) -> identity.Mention:
    kind, _ = entry.key
    every = [known for _, _, known in entry.sources]
    profiles = {known.profile for known in every if known.profile}
    last = every[-1]
    if not profiles and _is_name_alone(entry):
        name = last.name.casefold()
        profiles.add(profile_of.get(name, f"only named {name}"))
    is_owner = kind == Handle.Kind.OWNER
    return identity.Mention(
        id=place,
        name="" if is_owner else entry.name,
        nickname=last.nickname,
        maiden=last.maiden,
        emails=_union(known.emails for known in every),
        profiles=tuple(sorted(profiles)),
        phones=() if is_owner else _union(known.phones for known in every),
        employers=() if is_owner else _years(known.work for known in every),
        schools=() if is_owner else _years(known.schools for known in every),
        title=last.work[0][1] if last.work else "",
        born=last.born,
        place=last.place,
        source=entry.sources[-1][1].removesuffix("_contacts"),
        file=entry.sources[-1][0],
        companions=companions,
    )


def _is_name_alone(entry: Entry) -> bool:
    """Tell whether LinkedIn names somebody by nothing but a name."""
    kind, value = entry.key
    named = kind in (Handle.Kind.NAME, Handle.Kind.ENTRY) and value.startswith("linkedin:")
    return named and not any(known.emails or known.phones for _, _, known in entry.sources)


def _union(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for values in lists for value in values))


def _years(
    lists: Iterable[tuple[tuple[str, str, str, str, str], ...]],
) -> tuple[tuple[str, int | None, int | None], ...]:
    stints = (stint for some in lists for stint in some if stint[0])
    return tuple(dict.fromkeys((employers.employer_key(s[0]), _year(s[3]), _year(s[4])) for s in stints))


def _year(iso: str) -> int | None:
    return int(iso[:4]) if iso else None


def _decisions(by: User, entries: Sequence[Entry]) -> list[identity.Decision]:
    """Return the seeker's verdicts, and that their own addresses are theirs whatever name stands there."""
    place = {entry.handle: n for n, entry in enumerate(entries)}
    said = Verdict.objects.filter(owner=by).values_list("a_id", "b_id", "same")
    decisions = [
        identity.Decision(place[a], place[b], same) for a, b, same in said if a in place and b in place
    ]
    by_key = {entry.key: n for n, entry in enumerate(entries)}
    for n, entry in enumerate(entries):
        if entry.key[0] == Handle.Kind.OWNER:
            own = {key for _, _, known in entry.sources for key in cited(known) if key[0] != "phone"}
            decisions += [identity.Decision(n, by_key[key], same=True) for key in sorted(own & by_key.keys())]
    return decisions


def _assign(
    entries: Sequence[Entry], groups: Sequence[tuple[int, ...]], *, by: User, whole: bool
) -> set[int]:
    """Give every group of entries its person, and every handle its group's person; return who changed."""
    handles_of = _handles_of_groups(entries, groups, by=by)
    before = _identities(by)
    owner_of = _owners(handles_of, {handle: origin for handle, (_, origin) in before.items()})
    fresh = [group for group in handles_of if group not in owner_of]
    owner_of.update(zip(fresh, _new_people(len(fresh), by=by), strict=True))
    changed: set[int] = {owner_of[group] for group in fresh}
    moved: list[tuple[int, int]] = []
    new: list[tuple[int, int, int]] = []
    for group, handles in handles_of.items():
        person = owner_of[group]
        for handle in handles:
            if handle not in before:
                new.append((handle, person, person))
                changed.add(person)
            elif before[handle][0] != person:
                moved.append((handle, person))
                changed |= {person, before[handle][0]}
    database.insert(Identity._meta.db_table, IDENTITY, new)
    for handle, person in moved:
        Identity.objects.filter(pk=handle).update(person_id=person)
    _mark_me(entries, by=by)
    if whole:
        _drop_unnamed({handle for handles in handles_of.values() for handle in handles}, by=by)
    if whole or moved:
        changed |= _mark_merged(by)
    return changed & _everybody(by) if whole else changed


def _handles_of_groups(
    entries: Sequence[Entry], groups: Sequence[tuple[int, ...]], *, by: User
) -> dict[int, list[int]]:
    """Return the handles of each group, by its first entry: those it hangs on, then those it alone cites."""
    group_of = {place: min(group) for group in groups for place in group}
    taken = {entry.handle: group_of[place] for place, entry in enumerate(entries)}
    ids = _ids_of_cited(entries, by=by)
    for place, entry in enumerate(entries):
        for _, _, known in entry.sources:
            for key in cited(known):
                if key in ids:
                    taken.setdefault(ids[key], group_of[place])
    handles: dict[int, list[int]] = {}
    for handle, group in taken.items():
        handles.setdefault(group, []).append(handle)
    return handles


def _ids_of_cited(entries: Sequence[Entry], *, by: User) -> dict[Key, int]:
    wanted = {key for entry in entries for _, _, known in entry.sources for key in cited(known)}
    strong = Handle.objects.filter(owner=by, kind__in=("email", "profile", "phone"))
    if len(wanted) < 200:
        strong = strong.filter(value__in={value for _, value in wanted})
    return {(kind, value): pk for pk, kind, value in strong.values_list("pk", "kind", "value")}


def _identities(by: User) -> dict[int, tuple[int, int]]:
    known = Identity.objects.filter(handle__owner=by).values_list("handle_id", "person_id", "origin_id")
    return {handle: (person, origin) for handle, person, origin in known}


def _owners(handles_of: Mapping[int, list[int]], origin_of: Mapping[int, int]) -> dict[int, int]:
    """Return the person of each group that has one: the earliest that its handles began as."""
    claims = []
    for group, handles in handles_of.items():
        votes = Counter(origin_of[handle] for handle in handles if handle in origin_of)
        claims += [(person, -count, group) for person, count in votes.items()]
    owner_of: dict[int, int] = {}
    claimed: set[int] = set()
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


def _mark_me(entries: Sequence[Entry], *, by: User) -> None:
    owner = next((entry.handle for entry in entries if entry.key[0] == Handle.Kind.OWNER), None)
    if owner is None:
        return
    mine = Identity.objects.get(pk=owner).person_id
    Person.objects.filter(owner=by, is_me=True).exclude(pk=mine).update(is_me=False)
    Person.objects.filter(pk=mine, is_me=False).update(is_me=True)


def _drop_unnamed(named: set[int], *, by: User) -> None:
    """Drop handles that no record hangs on or cites any more, and people of whom nothing is left."""
    stale = [handle for handle in _identities(by) if handle not in named]
    for some in database.chunks(stale):
        Handle.objects.filter(pk__in=some).delete()
    kept = {person for pair in _identities(by).values() for person in pair}
    for some in database.chunks(_everybody(by) - kept):
        Person.objects.filter(pk__in=some).delete()


def _everybody(by: User) -> set[int]:
    return set(Person.objects.filter(owner=by).values_list("pk", flat=True))


def _mark_merged(by: User) -> set[int]:
    """Point everybody without a handle of their own to whoever has what they began with."""
    identities = Identity.objects.filter(handle__owner=by).order_by("handle_id")
    pairs = list(identities.values_list("person_id", "origin_id"))
    living = {person for person, _ in pairs}
    successor: dict[int, int] = {}
    for person, origin in pairs:
        if origin not in living:
            successor.setdefault(origin, person)
    changed: set[int] = set()
    for pk, merged_into in Person.objects.filter(owner=by).values_list("pk", "merged_into_id"):
        wanted = None if pk in living else successor.get(pk, merged_into)
        if wanted != merged_into:
            Person.objects.filter(pk=pk).update(merged_into_id=wanted)
            changed |= {pk, wanted} if wanted else {pk}
    return changed


def _people_of(handles: Collection[int], *, by: User) -> set[int]:
    wanted = set(handles)
    if not wanted:
        return set()
    return {person for handle, (person, _) in _identities(by).items() if handle in wanted}


def _propose(entries: Sequence[Entry], found: Sequence[identity.Proposal], *, by: User, whole: bool) -> None:
    """Keep the pairs to ask about; a partial look only drops those that are one by now."""
    person_of = {handle: person for handle, (person, _) in _identities(by).items()}
    if not whole:
        merged = Q(a__merged_into__isnull=False) | Q(b__merged_into__isnull=False)
        Proposal.objects.filter(merged, owner=by).delete()
    else:
        Proposal.objects.filter(owner=by).delete()
    best: dict[tuple[int, int], identity.Proposal] = {}
    for proposal in found:
        a, b = sorted((person_of[entries[proposal.a].handle], person_of[entries[proposal.b].handle]))
        if a != b and proposal.probability > getattr(best.get((a, b)), "probability", 0):
            best[a, b] = proposal
    columns = ("owner_id", "a_id", "b_id", "probability", "evidence")
    rows = (
        (by.pk, a, b, proposal.probability, json.dumps(proposal.evidence))
        for (a, b), proposal in best.items()
    )
    database.insert(Proposal._meta.db_table, columns, rows)
