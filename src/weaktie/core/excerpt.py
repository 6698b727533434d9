"""The parts of long texts that bear on a message: a check as one types has no time for forty pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

MOST = 30_000
"""Characters of public text that a check looks at: some 300 sentences, 30 milliseconds."""

STEM = 5
"""Letters by which two words are taken for the same one."""

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_WORD = re.compile(r"\w{4,}")


def excerpt(texts: Sequence[str], message: str, *, most: int = MOST) -> tuple[str, ...]:
    """Return the texts; of long ones the sentences that share the most words with the message, in order."""
    if sum(map(len, texts)) <= most:
        return tuple(texts)
    wanted = _stems(message)
    sentences = [
        (len(wanted & _stems(hit[0])), number, place, hit[0].strip())
        for number, text in enumerate(texts)
        for place, hit in enumerate(_SENTENCE.finditer(text))
    ]
    left, kept = most, []
    for one in sorted(sentences, key=lambda each: (-each[0], each[1], each[2])):
        left -= len(one[3]) + 1
        if left < 0:
            break
        kept.append(one)
    kept.sort(key=lambda each: (each[1], each[2]))
    return tuple(" ".join(said for _, at, _, said in kept if at == number) for number in range(len(texts)))


def _stems(text: str) -> set[str]:
    return {word[:STEM].casefold() for word in _WORD.findall(text)}
