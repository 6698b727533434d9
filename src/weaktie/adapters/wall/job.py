"""What a parent tells a reading child to do: one JSON object on the child's command line."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum

from weaktie.adapters.wall.sandbox import Limits
from weaktie.core.readers import FAMILIES, Hints, Source

MODULES = tuple(f"weaktie.core.readers.{family}" for family in FAMILIES)
"""The readers, by the names under which they are imported."""


class Task(StrEnum):
    """How the bytes come to the child on its standard input."""

    FILE = "file"
    """One open file, able to seek."""
    FRAMES = "frames"
    """Whole files one after another, each behind a line of JSON: [name, size in bytes]."""
    LETTERS = "letters"
    """The letters of one mail folder, framed in the same way."""


@dataclass(frozen=True, slots=True)
class Job:
    """One child's work. `modules` are imported before it locks itself down; no other reader is there.

    `source` is None where the child is to recognise what it gets; `start` and `stop` are bytes of a part of a
    mailbox, -1 for the whole. Members of an archive in front of `first_member` are passed over.
    """

    task: Task
    hints: Hints
    modules: tuple[str, ...] = MODULES
    name: str = ""
    source: Source | None = None
    start: int = 0
    stop: int = -1
    first_member: int = 0
    limits: Limits = field(default_factory=Limits)

    def written(self) -> str:
        """Return the job as text for a command line."""
        return json.dumps(asdict(self), default=date.isoformat)


def read_job(text: str) -> Job:
    """Return the job that `Job.written` wrote."""
    parts = json.loads(text)
    hints = parts["hints"] | {"today": date.fromisoformat(parts["hints"]["today"])}
    source = parts["source"] and Source(**parts["source"])
    changes = {"task": Task(parts["task"]), "hints": Hints(**hints), "source": source}
    limits = Limits(**parts["limits"])
    return Job(**parts | changes | {"limits": limits, "modules": tuple(parts["modules"])})
