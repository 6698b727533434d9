"""What goes into the question "who is who?" and what comes out."""

from __future__ import annotations

from dataclasses import dataclass

Years = tuple[int | None, int | None]
"""First and last year; None is unknown for the first and may be "still" for the last."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One row of one source about one person.

    `id` is its position in the list given to `resolve`; `name` is as written, e-mails are lower case,
    profiles are slugs, phones are E.164, employers and schools are keys with years. `born` is opaque: equal
    text is the same date. `source` is a family of exports ("linkedin", "mail", "vcard", "google",
    "outlook", "calendar", "hand"), `file` the import file, `companions` the mentions met in the same
    threads or meetings. `named` is for who is named without a profile where others have one: equal text
    means one person, and different text means nothing.
    """

    id: int
    name: str
    nickname: str = ""
    maiden: str = ""
    emails: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    employers: tuple[tuple[str, int | None, int | None], ...] = ()
    schools: tuple[tuple[str, int | None, int | None], ...] = ()
    title: str = ""
    born: str = ""
    place: str = ""
    source: str = ""
    file: int = 0
    companions: frozenset[int] = frozenset()
    named: str = ""


def sorted_by_content(rows: list[Mention]) -> list[Mention]:
    """Return mentions in an order that depends on what they say, not on where they stood in a list."""
    return sorted(rows, key=_content) if len(rows) > 1 else rows


def _content(row: Mention) -> tuple[object, ...]:
    keys = row.name, row.emails, row.profiles, row.phones, row.nickname, row.maiden, row.named
    return (*keys, row.source, row.file, row.title, row.born, row.place, str(row.employers), str(row.schools))


@dataclass(frozen=True, slots=True)
class Decision:
    """The seeker's word on two mentions. It wins for ever; a later word wins over an earlier one."""

    a: int
    b: int
    same: bool


@dataclass(frozen=True, slots=True)
class Join:
    """Two mentions taken for one person, and why, in words."""

    a: int
    b: int
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two mentions of different groups that may be one person, for the seeker to judge."""

    a: int
    b: int
    probability: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """Every mention in exactly one group, the joins behind them, and what to ask, likeliest first."""

    groups: tuple[tuple[int, ...], ...]
    joins: tuple[Join, ...]
    proposals: tuple[Proposal, ...]
