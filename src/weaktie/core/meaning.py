"""What short texts mean, as 256 numbers: texts that say alike point alike, whatever their words.

A static embedding distilled from all-MiniLM-L6-v2 (`tools/distil_embedding.py`; licence and notice in
`data/meaning_notice.txt`): a text is the sum of its word pieces. numpy and the table (8 MB) are loaded at the
first question, never at start.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DIMENSIONS = 256
LONGEST_WORD = 100

WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class _Table:
    """The word pieces, where each points, and how much it weighs."""

    pieces: Mapping[str, int]
    rows: NDArray[np.int8]
    weights: NDArray[np.float32]


def vectors(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return what each text means: one row of unit length a text, zeros where it has no known word."""
    import numpy as np

    table = _table()
    summed = np.zeros((len(texts), DIMENSIONS), np.float32)
    for row, text in enumerate(texts):
        ids = list(pieces(text))
        if ids:
            summed[row] = table.weights[ids] @ table.rows[ids].astype(np.float32)
    length = np.linalg.norm(summed, axis=1, keepdims=True)
    found: NDArray[np.float32] = summed / np.maximum(length, np.float32(1e-9))
    return found


def likeness(a: str, b: str) -> float:
    """Say how alike two texts are in meaning: 1 the same, about 0 nothing in common."""
    one, other = vectors([a, b])
    return float(one @ other)


def pieces(text: str) -> tuple[int, ...]:
    """Return the numbers of a text's word pieces."""
    plain = unicodedata.normalize("NFD", text.lower())
    bare = "".join(letter for letter in plain if unicodedata.category(letter) != "Mn")
    return tuple(piece for word in WORD.findall(bare) for piece in _cut(word.strip("_")))


@lru_cache(maxsize=1 << 15)
def _cut(word: str) -> tuple[int, ...]:
    """Cut a word into the longest known pieces from the left; a word that cannot be cut means nothing."""
    known = _table().pieces
    found: list[int] = []
    start = 0
    while start < len(word) <= LONGEST_WORD:
        mark = "##" if start else ""
        end = next((end for end in range(len(word), start, -1) if mark + word[start:end] in known), None)
        if end is None:
            return ()
        found.append(known[mark + word[start:end]])
        start = end
    return tuple(found)


@cache
def _table() -> _Table:
    import numpy as np

    data = resources.files("weaktie.core").joinpath("data")
    names = data.joinpath("meaning_pieces.txt").read_text("utf-8").splitlines()
    with (
        data.joinpath("meaning.npy").open("rb") as rows,
        data.joinpath("meaning_weights.npy").open("rb") as weights,
    ):
        return _Table({name: n for n, name in enumerate(names)}, np.load(rows), np.load(weights))
