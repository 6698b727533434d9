"""Who may be the same person, with the evidence side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from weaktie.accounts.models import User
from weaktie.campaign.network.models import Identity, Person, Proposal


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people to compare, each with their addresses, and what speaks for and against."""

    pk: int
    a: Person
    b: Person
    probability: float
    evidence: tuple[str, ...]
    keys_a: tuple[str, ...]
    keys_b: tuple[str, ...]

    @property
    def words(self) -> str:
        """How likely it is, as one would say it."""
        return (
            "Very likely" if self.probability >= 0.8 else "Likely" if self.probability >= 0.5 else "Perhaps"
        )


def proposals(*, by: User, limit: int | None = None) -> list[Pair]:
    """Return the pairs to ask about, the likeliest first."""
    found = Proposal.objects.filter(owner=by, a__merged_into=None, b__merged_into=None)
    some = list(found.select_related("a", "b").order_by("-probability", "pk")[:limit])
    keys = _keys([pk for proposal in some for pk in (proposal.a_id, proposal.b_id)])
    return [
        Pair(
            p.pk, p.a, p.b, p.probability, tuple(p.evidence),
            tuple(keys.get(p.a_id, ())), tuple(keys.get(p.b_id, ())),
        )
        for p in some
    ]  # fmt: skip


def compared(a: Person, b: Person, *, by: User) -> Pair:
    """Return two people of the seeker's own choice side by side, with the evidence if they were proposed."""
    proposed = Proposal.objects.filter(owner=by, a__in=(a, b), b__in=(a, b)).first()
    keys = _keys([a.pk, b.pk])
    return Pair(
        pk=proposed.pk if proposed else 0,
        a=a,
        b=b,
        probability=proposed.probability if proposed else 0.0,
        evidence=tuple(proposed.evidence) if proposed else (),
        keys_a=tuple(keys.get(a.pk, ())),
        keys_b=tuple(keys.get(b.pk, ())),
    )


def _keys(people: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    shown = ("email", "profile", "phone")
    for start in range(0, len(people), 900):
        named = Identity.objects.filter(person__in=people[start : start + 900], handle__kind__in=shown)
        told = named.order_by("handle_id").values_list("person_id", "handle__kind", "handle__value")
        for person, kind, value in told:
            found.setdefault(person, []).append(f"linkedin.com/in/{value}" if kind == "profile" else value)
    return found
