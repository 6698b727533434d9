"""A text taken apart: sentences with their places, greeting, subject line and signature set aside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from weaktie.core.wording import ideas

_PLAIN = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "´": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": "-",
        "\xa0": " ",
    }
)
_NO_END = ideas.pattern("sentences_no_end")
_BREAK = re.compile(r"[.!?…]+[\"')\]]*(?=\s|$)|\n+|[^\S\n]+[•*-][^\S\n]+(?=\w)")
GREETING = ideas.pattern("sentences_greeting")
SIGN_OFF = ideas.pattern("sentences_sign_off")
SUBJECT = re.compile(r"^\s*(?:subject|re|betreff|fwd?)\s*:.*$", re.IGNORECASE | re.MULTILINE)
WORD = re.compile(r"[^\W_]+(?:['.@/&+-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: as written, in plain lower case, where it stands, whether it ends in a question mark."""

    written: str
    low: str
    start: int
    end: int
    asks: bool

    @property
    def words(self) -> list[str]:
        return WORD.findall(self.low)


class Text:
    """A text and its parts. `low` has the same length, so that places in one are places in the other."""

    def __init__(self, written: str) -> None:
        self.written = written
        self.low = "".join(c.lower() if len(c.lower()) == 1 else c for c in written.translate(_PLAIN))
        self.count = sum(1 for word in written.split() if any(c.isalnum() for c in word))

    @cached_property
    def greeting(self) -> str:
        """Return the words that greet, "" if there are none."""
        body = SUBJECT.sub(lambda found: " " * len(found[0]), self.written)
        found = GREETING.match(body)
        return found[0].strip() if found else ""

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return every sentence but subject line, bare greeting and signature."""
        return tuple(_body(list(_cut(self.written, self.low)), self.low))

    @cached_property
    def questions(self) -> tuple[Sentence, ...]:
        return tuple(one for one in self.sentences if one.asks)


def _cut(written: str, low: str) -> Iterator[Sentence]:
    start = 0
    for found in _BREAK.finditer(low):
        before = low[start : found.end()]
        if found[0].startswith(".") and len(found[0]) == 1 and _NO_END.search(before):
            continue
        yield from _sentence(written, low, start, found.end())
        start = found.end()
    yield from _sentence(written, low, start, len(low))


def _sentence(written: str, low: str, start: int, end: int) -> Iterator[Sentence]:
    while start < end and low[start].isspace():
        start += 1
    while end > start and low[end - 1].isspace():
        end -= 1
    if any(c.isalnum() for c in low[start:end]):
        piece = low[start:end]
        yield Sentence(written[start:end], piece, start, end, "?" in piece[-4:])


def _body(cut: list[Sentence], low: str) -> Iterator[Sentence]:
    """Leave out the subject line, the greeting and the signature."""
    kept = [one for one in cut if not SUBJECT.match(one.low)]
    if kept and (found := GREETING.match(kept[0].low)):
        rest = kept[0].end - kept[0].start - found.end()
        kept[0:1] = [_behind(kept[0], found.end())] if rest > 2 else []
    while kept and _signs(kept[-1]):
        kept.pop()
    yield from kept


def _behind(one: Sentence, at: int) -> Sentence:
    while at < len(one.low) - 1 and not one.low[at].isalnum() and one.low[at] not in "\"'":
        at += 1
    return Sentence(one.written[at:], one.low[at:], one.start + at, one.end, one.asks)


def _signs(one: Sentence) -> bool:
    few = len(one.written.split()) <= 4 and not one.asks
    names = all(w[:1].isupper() or not w[:1].isalpha() for w in one.written.split())
    return bool(few and (names or SIGN_OFF.match(one.low)) and not re.search(r"\d", one.low))
