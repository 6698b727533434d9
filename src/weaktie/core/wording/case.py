"""One text under examination, with what is stored about it taken apart once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from weaktie.core import meaning
from weaktie.core.wording import ideas, remarks, wordstock
from weaktie.core.wording.findings import Code, Context, Kind, Note, Severity
from weaktie.core.wording.sentences import Sentence, Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Hit:
    """Something seen at a place; `detail` goes into the message (a passage, a name, a number)."""

    code: Code
    start: int | None = None
    end: int | None = None
    severity: Severity = "error"
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of what is stored."""

    text: str
    stems: frozenset[str]
    secret: bool = False


class Case:
    """A text, its kind, its context. Everything is worked out when it is first asked for."""

    def __init__(self, kind: Kind, written: str, context: Context) -> None:
        self.kind = kind
        self.text = Text(written)
        self.context = context

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return self.text.sentences

    @cached_property
    def vectors(self) -> NDArray[np.float32]:
        """Return what each sentence means."""
        return meaning.vectors([one.low for one in self.sentences])

    @cached_property
    def scores(self) -> NDArray[np.float32]:
        """Return how much each sentence looks like those with a fault, a column a code."""
        from weaktie.core.wording import learned

        return learned.scores(self)

    @cached_property
    def stems(self) -> tuple[frozenset[str], ...]:
        """Return the stems of the content words of each sentence."""
        return tuple(wordstock.stems(one.low) for one in self.sentences)

    @cached_property
    def public(self) -> tuple[Passage, ...]:
        """Return the sentences of the stored public texts."""
        return tuple(_passages(self.context.public or ()))

    @cached_property
    def notes(self) -> tuple[Passage, ...]:
        """Return the notes of the call, whole."""
        return tuple(
            Passage(note.text, wordstock.stems(note.text.lower()), note.off_record)
            for note in self.context.notes or ()
        )

    @cached_property
    def remarks(self) -> remarks.Remarks:
        """Return what the remarks say."""
        return remarks.read(self.context.remarks or "")

    @cached_property
    def note_match(self) -> float:
        """Return how well the text matches the note it matches best, 0 without notes."""
        from weaktie.core.wording import thanks

        return thanks.best_note(self)[0] if self.context.notes else 0.0

    def likeness(self, passages: Sequence[Passage]) -> NDArray[np.float32]:
        """Return how alike each sentence (row) and each passage (column) are in meaning."""
        found: NDArray[np.float32] = self.vectors @ meaning.vectors([one.text for one in passages]).T
        return found

    def first(self, idea: str, *, meant: bool = True) -> tuple[Sentence, int, int] | None:
        """Return the first sentence that expresses an idea, and where in the text."""
        return next(self.every(idea, meant=meant), None)

    def every(self, idea: str, *, meant: bool = True) -> Iterator[tuple[Sentence, int, int]]:
        """Yield each sentence that expresses an idea, and where in the text."""
        look = ideas.find_meant if meant else ideas.find
        for one in self.sentences:
            if found := look(idea, one.low):
                yield one, one.start + found.start(), one.start + found.end()


def whole(code: Code, one: Sentence, *, severity: Severity = "error", detail: str = "") -> Hit:
    """Return a hit on a whole sentence."""
    return Hit(code, one.start, one.end, severity, detail)


def _passages(texts: Iterable[str]) -> Iterator[Passage]:
    for text in texts:
        for one in Text(text).sentences or ():
            yield Passage(one.written, wordstock.stems(one.low))


__all__ = ["Case", "Hit", "Note", "Passage", "whole"]
