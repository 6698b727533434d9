"""Names of speakers: cleaned, and found in front of the words where a file has no other place for them."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable

from weaktie.core.readers.text import NAME_LIMIT, clean

NEARLY_ALL = 0.9
MOST = 0.5
"""[J] Shares of cues with `Name: words` from which a file is taken to write all, or most, names so."""

OFTEN = 3
"""[J] In other files a name in front of a colon counts from so many times on."""

_WORDS_OF_A_NAME = 6

_NOBODY = frozenset({"unknown speaker", "unknown", "speaker", "unidentified speaker", "unknown user"})

_SOUNDS = frozenset(
    {
        *(
            "music",
            "applause",
            "laughter",
            "laughs",
            "laughing",
            "inaudible",
            "crosstalk",
            "silence",
            "noise",
        ),
        *(
            "blank_audio",
            "foreign",
            "sighs",
            "chuckles",
            "pause",
            "unintelligible",
            "background noise",
            "cough",
        ),
    }
)

_TAG = re.compile(r"<[^<>]{0,200}>")
_BRACKETS = re.compile(r"\s?(?:\([^()]{0,100}\)|\[[^\[\]]{0,100}\])\s?")
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|M\.?D|Ph\.?D|MBA|Esq|CPA|P\.?E)\.?", re.IGNORECASE)
_COLON = re.compile(r"([^\s:<>][^:<>\n]{0,79}?) ?:\s{1,2}(?=\S)")
_BRACKETED = re.compile(r"\[([^\[\]]{1,60})\] ?:?\s{1,2}(?=\S)")


def cleaned(name: str) -> str:
    """Return a speaker's name as one says it: `Quill, Ada (Northwind)` is Ada Quill; "" for nobody known."""
    name = clean(html.unescape(_TAG.sub("", name[:1000])), NAME_LIMIT).strip(" :*-")
    bare = " ".join(_BRACKETS.sub(" ", name).split())
    last, comma, first = bare.partition(", ")
    if comma and last and first and "," not in first and not _SUFFIX.fullmatch(first):
        bare = f"{first} {last}"
    bare = bare or name
    return "" if bare.lower() in _NOBODY else bare


def in_front(text: str) -> tuple[str, str]:
    """Split `Name: words` into both; the name is "" when nothing stands in front of a colon."""
    found = _COLON.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def in_brackets(text: str) -> tuple[str, str]:
    """Split `[NAME] words` into both; a sound in brackets is no name."""
    found = _BRACKETED.match(text)
    if found is None or not is_name(found[1]) or found[1].lower() in _SOUNDS:
        return "", text
    return found[1], text[found.end() :]


def is_name(text: str) -> bool:
    """Say whether this may be a name: a few words, the first one not in small letters, no sentence."""
    words = text.split()
    return (
        0 < len(words) <= _WORDS_OF_A_NAME
        and not words[0][0].islower()
        and any(map(str.isalpha, text))
        and not any(mark in text for mark in '?!;"“”…=/')
    )


class Names:
    """Which names in front of a colon are speakers, told from all texts of a file together."""

    def __init__(self, texts: Iterable[str]) -> None:
        fronts = [in_front(text)[0] for text in texts]
        self._counts = Counter(filter(None, fronts))
        self.share = self._counts.total() / max(1, len(fronts))

    def split(self, text: str, *, is_marked: bool = False) -> tuple[str, str]:
        """Return the speaker, "" if none, and the words; `is_marked` where `>>` or `-` stands in front."""
        name, words = in_front(text)
        return (name, words) if name and self._is_speaker(name, is_marked) else in_brackets(text)

    def _is_speaker(self, name: str, is_marked: bool) -> bool:
        if self.share >= NEARLY_ALL:
            return True
        if not is_name(name):
            return False
        if is_marked or name.isupper() or self._counts[name] >= OFTEN:
            return True
        return self.share >= MOST and (" " in name or self._counts[name] > 1)
