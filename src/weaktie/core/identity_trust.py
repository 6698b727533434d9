"""How far addresses, numbers and birthdays can be trusted, learnt from the rows that keys have joined."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from rapidfuzz.distance import OSA

from weaktie.core.identity_addresses import Address, read_address
from weaktie.core.identity_shapes import Mention
from weaktie.core.names import Name, Part, compare

MOST_HOLDERS = 3  # different people on one key before it is nobody's own
_MOST_COMPARED = 12  # names on one key that are compared with each other

# Judgement, each worth so many observations until the data outweigh it.
_OTHER_BIRTHDAY, _BIRTHDAYS_SEEN = 0.01, 40
_REPEATED, _ROWS_SEEN = 0.05, 100
_FEWEST_REPEATED = 0.025
_UNTRUSTED = 0.1  # share of one person's birthdays that differ beyond which a difference proves nothing


class Trust:
    """What the joins by strong keys tell about the quality of the data."""

    def __init__(
        self,
        groups: Iterable[tuple[int, ...]],
        mentions: Sequence[Mention],
        names: Sequence[Name],
        shared: frozenset[str],
    ) -> None:
        self._shared = shared
        births: Counter[bool] = Counter()
        self._rows: Counter[int] = Counter(mention.file for mention in mentions)
        self._repeated: Counter[int] = Counter()
        for group in groups:
            if len(group) == 1:
                continue
            rows = [mentions[member] for member in group]
            self._count_repeats(rows)
            births.update(_birthday_differences(rows))
        self._repeated.update(mentions[number].file for number in _born_alike(mentions, names))
        self._birthdays_differ = (_OTHER_BIRTHDAY * _BIRTHDAYS_SEEN + births[True]) / (
            _BIRTHDAYS_SEEN + births.total()
        )

    @property
    def other_birthday(self) -> float:
        """Return the log-odds weight of two different birthdays."""
        return math.log(self._birthdays_differ)

    @property
    def trusts_birthdays(self) -> bool:
        """Tell whether different birthdays mean two people."""
        return self._birthdays_differ < _UNTRUSTED

    def repeats_in(self, file: int) -> float:
        """Return the share of a file's rows that stand for somebody who has another row there."""
        share = (_REPEATED * _ROWS_SEEN + self._repeated[file]) / (_ROWS_SEEN + self._rows[file])
        return max(_FEWEST_REPEATED, min(1.0, share))

    def is_own_address(self, address: Address) -> bool:
        """Tell whether an address belongs to one person."""
        return not address.is_role and address.key not in self._shared

    def is_own_phone(self, phone: str) -> bool:
        """Tell whether a number belongs to one person or household."""
        return phone not in self._shared

    def _count_repeats(self, rows: list[Mention]) -> None:
        files = Counter(row.file for row in rows)
        for file, count in files.items():
            if count > 1:
                self._repeated[file] += count


def shared_keys(
    mentions: Sequence[Mention], names: Sequence[Name], attested: frozenset[str]
) -> frozenset[str]:
    """Return the addresses, numbers and profiles (see `profile_key`) that more than three people have."""
    holders: dict[str, list[int]] = defaultdict(list)
    for mention in mentions:
        for key in _keys_of(mention):
            holders[key].append(mention.id)
    many = ((key, ids) for key, ids in holders.items() if len(ids) > MOST_HOLDERS)
    named = ((key, {names[number] for number in ids if not names[number].is_empty}) for key, ids in many)
    return frozenset(
        key for key, on_key in named if len(on_key) > MOST_HOLDERS and _are_different_people(on_key, attested)
    )


def _keys_of(mention: Mention) -> list[str]:
    addresses = [read_address(email).key for email in mention.emails]
    return [*addresses, *mention.phones, *map(profile_key, mention.profiles)]


def profile_key(profile: str) -> str:
    """Return the name under which a profile stands among shared keys, unlike any address or number."""
    return f"in/{profile}"


def _are_different_people(names: set[Name], attested: frozenset[str]) -> bool:
    """Tell whether most pairs of names contradict each other."""
    some = sorted(names)[:_MOST_COMPARED]
    pairs = list(combinations(some, 2))
    contrary = sum(compare(one, other, attested).given is Part.OTHER for one, other in pairs)
    return 2 * contrary > len(pairs)


def _born_alike(mentions: Sequence[Mention], names: Sequence[Name]) -> set[int]:
    """Return the mentions that share a full birthday and a word of the name with another of their file."""
    alike: dict[tuple[int, str, str], list[int]] = defaultdict(list)
    for mention in mentions:
        if mention.born and not mention.born.startswith("--"):
            for word in names[mention.id].tokens:
                alike[mention.file, mention.born, word].append(mention.id)
    return {number for numbers in alike.values() if len(numbers) > 1 for number in numbers}


def _birthday_differences(rows: list[Mention]) -> Iterable[bool]:
    """Yield for each row of one person whether its birthday differs from the one most rows have."""
    births = sorted(row.born for row in rows if row.born and not row.born.startswith("--"))
    if len(births) < 2:
        return
    usual = Counter(births).most_common(1)[0][0]
    for born in births:
        yield OSA.distance(born, usual, score_cutoff=1) > 1
