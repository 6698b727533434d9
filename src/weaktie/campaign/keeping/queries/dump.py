"""Everything that counts, in one order and without ids: two data folders with the same dump hold the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from weaktie.accounts.models import User
from weaktie.campaign.intake.models import Encounter, Handle, Interest, Part, Record
from weaktie.campaign.network.models import Bond, Edit, Identity, Person, Proposal, Stint, Tag, Verdict, Word
from weaktie.campaign.outreach.models import Ask
from weaktie.campaign.targets.models import Standing, Stranger, Target


Line = list[object]
"""One fact: a word for its kind, then plain values."""


def digest(*, by: User) -> str:
    """Return a hash of the canonical dump."""
    return hashlib.sha256("\n".join(canonical(by=by)).encode()).hexdigest()


def canonical(*, by: User) -> list[str]:
    """Return every fact as a line, sorted. People are named by their handles; files and ids are left out."""
    names = _names(by)
    lines = [json.dumps(line, ensure_ascii=False, default=str) for line in _lines(by, names)]
    return sorted(lines)


def _names(by: User) -> dict[int, str]:
    """Name each person by the handles they answer to."""
    found: dict[int, list[str]] = {}
    kept = Identity.objects.filter(handle__owner=by).order_by("handle__kind", "handle__value")
    for person, kind, value in kept.values_list("person_id", "handle__kind", "handle__value"):
        # A hand-made entry's value is drawn by chance, so it names nobody across data folders.
        found.setdefault(person, []).append(f"{kind}:{value}")
    names = {person: "|".join(values) for person, values in found.items()}
    merged = Person.objects.filter(owner=by).exclude(merged_into=None).values_list("pk", "merged_into_id")
    for person, into in merged:
        names.setdefault(person, names.get(into, ""))
    return names


def _lines(by: User, names: dict[int, str]) -> Iterator[Line]:
    yield from _people(by, names)
    yield from _said(by, names)
    for kind, value, digest_, source in Record.objects.filter(owner=by).values_list(
        "handle__kind", "handle__value", "digest", "source"
    ):
        yield ["record", kind, value, digest_, source]
    for key, at, kind in Encounter.objects.filter(owner=by).values_list("key", "at", "kind"):
        yield ["encounter", key, at, kind]
    parts = Part.objects.filter(encounter__owner=by)
    for key, kind, value, role in parts.values_list(
        "encounter__key", "handle__kind", "handle__value", "role"
    ):
        yield ["part", key, kind, value, role]
    for row in Interest.objects.filter(owner=by).values_list("how", "organisation", "title", "on").distinct():
        yield ["interest", *row]


PERSON = (
    "is_me", "name", "organisation", "organisation_key", "title", "sent", "received", "meetings", "copied",
    "started", "first", "last", "last_sent", "last_received", "peak_year", "contexts", "changed_on",
)  # fmt: skip
USER = ("hidden", "confirmed", "tie_said")


def _people(by: User, names: dict[int, str]) -> Iterator[Line]:
    for row in Person.objects.filter(owner=by, merged_into=None).values(
        "pk", *PERSON, *USER, "short", "long", "bridging", "embeddedness"
    ):
        rounded = [
            round(row[name], 6) if row[name] is not None else None
            for name in ("short", "long", "bridging", "embeddedness")
        ]
        yield ["person", names.get(row["pk"]), *[row[name] for name in (*PERSON, *USER)], *rounded]
    stints = Stint.objects.filter(person__owner=by)
    for row in stints.values_list(
        "person_id",
        "kind",
        "key",
        "title",
        "department",
        "started",
        "ended",
        "first_seen",
        "last_seen",
        "position",
    ):
        yield ["stint", names.get(row[0]), *row[1:]]
    for person, word in Word.objects.filter(person__owner=by).values_list("person_id", "word"):
        yield ["word", names.get(person), word]
    for a, b, weight in Bond.objects.filter(a__owner=by).values_list("a_id", "b_id", "weight"):
        yield ["bond", *sorted((names.get(a, ""), names.get(b, ""))), round(weight, 6)]
    for a, b, chance in Proposal.objects.filter(owner=by).values_list("a_id", "b_id", "probability"):
        yield ["proposal", *sorted((names.get(a, ""), names.get(b, ""))), round(chance, 6)]


def _said(by: User, names: dict[int, str]) -> Iterator[Line]:
    """Yield what the seeker said: edits, tags, verdicts, targets, asks."""
    for row in Edit.objects.filter(person__owner=by).values_list("person_id", "field", "value"):
        yield ["edit", names.get(row[0]), *row[1:]]
    for person, word in Tag.objects.filter(person__owner=by).values_list("person_id", "word"):
        yield ["tag", names.get(person), word]
    values = dict(Handle.objects.filter(owner=by).values_list("pk", "value"))
    for a, b, same in Verdict.objects.filter(owner=by).values_list("a_id", "b_id", "same"):
        yield ["verdict", *sorted((values[a], values[b])), same]
    for target in Target.objects.filter(owner=by).values_list(
        "kind", "key", "name", "motivation", "level", "posting", "dropped_at"
    ):
        yield ["target", *target]
    for row in Standing.objects.filter(owner=by).values_list("person_id", "goal", "until"):
        yield ["standing", names.get(row[0]), *row[1:]]
    for row in Ask.objects.filter(owner=by).values_list("person_id", "sent_on", "answer", "answered_on"):
        yield ["ask", names.get(row[0]), *row[1:]]
    for row in Stranger.objects.filter(person__owner=by).values_list("person_id", "target__key", "found"):
        yield ["stranger", names.get(row[0]), *row[1:]]
