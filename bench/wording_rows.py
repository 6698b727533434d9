"""The development rows of the checker of wording, and which of them are held back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from weaktie.core.wording.findings import Context, Kind, Note

FOLDER = Path(__file__).resolve().parent / "wording"


@dataclass(frozen=True, slots=True)
class Row:
    """One text with its context, and what a careful reader says of it."""

    id: str
    kind: Kind
    text: str
    context: Context
    verdict: str
    codes: tuple[str, ...]
    family: str


def is_held_back(name: str) -> bool:
    """Say whether a row belongs to the fifth that nobody tunes on."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 5 == 0


def rows(kind: Kind, *, held: bool) -> Iterator[Row]:
    """Yield the development rows of a kind, or those held back."""
    for line in (FOLDER / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if is_held_back(row["id"]) == held:
            yield Row(
                row["id"],
                kind,
                row["text"],
                _context(row.get("context") or {}),
                row["verdict"],
                tuple(row["codes"]),
                row.get("family", ""),
            )


def _context(given: dict) -> Context:
    notes = given.get("notes")
    return Context(
        public=given.get("public"),
        notes=None if notes is None else [Note(one["text"], bool(one.get("off_record"))) for one in notes],
        applications=given.get("applications"),
        earlier=given.get("earlier"),
        remarks=given.get("remarks"),
    )
