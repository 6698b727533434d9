"""Which employer of the network stands behind the domain of an address, as far as the network tells."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from weaktie.core import folding
from weaktie.core.identity_addresses import Address, read_address
from weaktie.core.identity_shapes import Mention

# Judgement.
_DOMINANT = 0.6  # share of a domain's people at one employer from which the domain is that employer's
_FEWEST_AT_DOMAIN = 2
_SHORTEST_BEGINNING = 4  # letters in which a domain and an employer may begin alike and mean the same
_FREE_SHARE = 0.05  # a domain with this share of all people and no dominant employer is anybody's
_FREE_PEOPLE = 20
_MOST_MIXED = 2  # employers without a dominant one among a domain's people before it counts as anybody's


class Domains:
    """The employers behind the domains of one network."""

    def __init__(self, groups: Iterable[Sequence[Mention]]) -> None:
        self._employers_at: dict[str, Counter[str]] = defaultdict(Counter)
        self._people_at: Counter[str] = Counter()
        self._everybody = 0
        employers: set[str] = set()
        for group in groups:
            employers.update(self._count(group))
        self._by_name = {"".join(folding.words(employer)): employer for employer in sorted(employers)}
        self._names = sorted(self._by_name)
        self._known: dict[str, str] = {}

    def employer_of(self, address: Address) -> str:
        """Return the employer's key, "@" and the domain if it has no other name, "" for a free mailbox."""
        known = self._known.get(address.domain)
        if known is None:
            known = self._known[address.domain] = self._employer_of(address)
        return known

    def _count(self, group: Sequence[Mention]) -> set[str]:
        employers = {employer for mention in group for employer, _, _ in mention.employers}
        self._everybody += 1
        for domain in {read_address(email).domain for mention in group for email in mention.emails}:
            self._people_at[domain] += 1
            self._employers_at[domain].update(employers)
        return employers

    def _employer_of(self, address: Address) -> str:
        if not address.owner:
            return ""
        named = self._named(address.owner)
        if named:
            return named

        people, employers = self._people_at[address.domain], self._employers_at[address.domain]
        ranked = sorted(employers.items(), key=lambda item: (-item[1], item[0]))
        if ranked and ranked[0][1] >= max(_FEWEST_AT_DOMAIN, _DOMINANT * employers.total()):
            return ranked[0][0]
        is_anybodys = people >= _FREE_PEOPLE and people >= _FREE_SHARE * self._everybody
        return "" if is_anybodys or len(ranked) > _MOST_MIXED else "@" + address.domain

    def _named(self, owner: str) -> str:
        """Return the one employer that is called like the domain, or alone begins like it, or ""."""
        if owner in self._by_name:
            return self._by_name[owner]
        if len(owner) < _SHORTEST_BEGINNING:
            return ""
        first = bisect_left(self._names, owner)
        alike = [name for name in self._names[first : first + 2] if name.startswith(owner)]
        return self._by_name[alike[0]] if len(alike) == 1 else ""
