"""What is known of each group of mentions, put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from weaktie.core import folding
from weaktie.core.identity_addresses import Address, guessed_name, read_address, rest_of_name
from weaktie.core.identity_domains import Domains
from weaktie.core.identity_shapes import Mention, Years, sorted_by_content
from weaktie.core.names import Kind, Name, compare

_UNKNOWN_YEARS: Years = (None, None)
_MOST_NAMES = 6  # writings of one person's name that are compared; more cost time and add nothing
_MOST_GUESSES = 2
_NO_LIKENESS = (Kind.DIFFERENT, Kind.UNKNOWN)
_BOOKS = frozenset(("vcard", "google", "outlook", "hand"))


@dataclass(frozen=True, slots=True)
class Workplace:
    """An employer of a portrait: the years, and the domain of the address that tells it ("" if stated)."""

    years: Years = _UNKNOWN_YEARS
    domain: str = ""


@dataclass(frozen=True, slots=True)
class Portrait:
    """What the mentions of one group say together.

    `guessed`: the name comes from an address alone. `offices` are the address domains that belong to an
    employer. `connections` are the LinkedIn files, `books` the address books it has rows in. `companions`
    are the numbers of other portraits.
    """

    members: tuple[int, ...]
    names: tuple[Name, ...]
    guessed: bool
    addresses: tuple[Address, ...]
    phones: frozenset[str]
    profiles: frozenset[str]
    work: dict[str, Workplace]
    offices: frozenset[str]
    schools: dict[str, Years]
    titles: frozenset[str]
    borns: frozenset[str]
    places: frozenset[str]
    files: frozenset[int]
    connections: frozenset[int]
    books: frozenset[int]
    companions: frozenset[int]

    @property
    def is_role(self) -> bool:
        """Tell whether nothing is known but a role's mailbox: that is nobody."""
        if not self.addresses or not all(address.is_role for address in self.addresses):
            return False
        return not (self.phones or self.profiles or self.books or self.connections)


def portraits_of(
    groups: Sequence[tuple[int, ...]], mentions: Sequence[Mention], names: Sequence[Name]
) -> list[Portrait]:
    """Return one portrait for each group of mention numbers, in the same order."""
    group_of = [0] * len(mentions)
    for number, group in enumerate(groups):
        for member in group:
            group_of[member] = number
    domains = Domains([mentions[member] for member in group] for group in groups)
    return [_portrait(group, mentions, names, domains, group_of) for group in groups]


def _portrait(
    group: tuple[int, ...],
    mentions: Sequence[Mention],
    names: Sequence[Name],
    domains: Domains,
    group_of: Sequence[int],
) -> Portrait:
    rows = sorted_by_content([mentions[member] for member in group])
    addresses = _distinct_addresses(rows)
    own_names = _distinct_names([names[row.id] for row in rows])
    companions = {group_of[other] for row in rows if row.companions for other in row.companions}
    return Portrait(
        members=group,
        names=_with_guesses(own_names, addresses),
        guessed=not own_names,
        addresses=addresses,
        phones=_united([row.phones for row in rows]),
        profiles=_united([row.profiles for row in rows]),
        work=_work(rows, addresses, domains),
        offices=frozenset([address.domain for address in addresses if domains.employer_of(address)]),
        schools={school: (start, end) for row in rows if row.schools for school, start, end in row.schools},
        titles=_united([(folding.fold(row.title),) for row in rows if row.title]),
        borns=_united([(row.born,) for row in rows if row.born]),
        places=_united([(folding.fold(row.place).strip(),) for row in rows if row.place]),
        files=frozenset([row.file for row in rows]),
        connections=frozenset([row.file for row in rows if row.source == "linkedin"]),
        books=frozenset([row.file for row in rows if row.source in _BOOKS]),
        companions=frozenset(companions - {group_of[group[0]]}),
    )


def _united(values: Sequence[tuple[str, ...]]) -> frozenset[str]:
    if len(values) == 1:
        return frozenset(values[0])
    return frozenset([value for some in values for value in some])


def _distinct_addresses(rows: list[Mention]) -> tuple[Address, ...]:
    if len(rows) == 1 and len(rows[0].emails) < 2:
        return tuple([read_address(email) for email in rows[0].emails])
    found = {address.key: address for row in rows for address in map(read_address, row.emails)}
    return tuple([found[key] for key in sorted(found)])


def _distinct_names(names: list[Name]) -> tuple[Name, ...]:
    """Return the names, the most frequent and fullest first."""
    if len(names) == 1:
        return () if names[0].is_empty else (names[0],)
    counts = Counter(name for name in names if not name.is_empty)
    ranked = sorted(counts, key=lambda name: (-counts[name], -len("".join(name.tokens)), name))
    return tuple(ranked[:_MOST_NAMES])


def _with_guesses(names: tuple[Name, ...], addresses: tuple[Address, ...]) -> tuple[Name, ...]:
    """Add the name an address spells where none is known, or only a word or an initial of it."""
    if any(name.family and len(name.given) > 1 for name in names):
        return names
    guesses = [guess for guess in map(guessed_name, addresses) if not guess.is_empty]
    if names:
        guesses += [guess for guess in (rest_of_name(names[0], at) for at in addresses) if not guess.is_empty]
        guesses = [guess for guess in guesses if compare(names[0], guess).kind not in _NO_LIKENESS]
    return names + tuple(guesses[:_MOST_GUESSES])


def _work(rows: list[Mention], addresses: tuple[Address, ...], domains: Domains) -> dict[str, Workplace]:
    work: dict[str, Workplace] = {}
    for row in rows:
        for employer, start, end in row.employers:
            if employer not in work or work[employer].years == _UNKNOWN_YEARS:
                work[employer] = Workplace((start, end))
    for address in addresses:
        employer = domains.employer_of(address)
        if employer and employer not in work:
            work[employer] = Workplace(domain=address.domain)
    return work
