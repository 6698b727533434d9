"""Is an export the seeker's own, or somebody else's? Told by addresses, profiles and names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from weaktie.core import names
from weaktie.core.identity_addresses import guessed_name, read_address, spells


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one owner; `sure` when the seeker said it rather than an export."""

    names: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    profiles: frozenset[str] = frozenset()
    sure: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing tells who it is."""
        return not (self.names or self.emails or self.profiles)


def is_another(told: Told, *, me: Told) -> bool:
    """Tell whether an export is of somebody else than the seeker.

    Where nothing speaks for or against it, it is the seeker's, unless the seeker said who they are.
    """
    if told.is_empty or me.is_empty or told.emails & me.emails or told.profiles & me.profiles:
        return False
    said, mine = _all_names(told), _all_names(me)
    if any(spells(read_address(email), name) for email in told.emails for name in mine):
        return False
    kinds = {names.compare(one, other).kind for one in said for other in mine}
    if kinds - {names.Kind.DIFFERENT, names.Kind.UNKNOWN}:
        return False
    return names.Kind.DIFFERENT in kinds or me.sure


def _all_names(told: Told) -> list[names.Name]:
    """Return the names told, or else those that the addresses seem to say."""
    parsed = [names.parse(name) for name in sorted(told.names)]
    return [name for name in parsed if name.tokens] or list(_in_addresses(told.emails))


def _in_addresses(emails: Iterable[str]) -> Iterable[names.Name]:
    guessed = (guessed_name(read_address(email)) for email in sorted(emails))
    return [name for name in guessed if name.tokens]
