"""Turns of phrase: the runs of one to three words that are common enough to be learned from.

The list stands in `data/wording_grams.txt`, written by `tools/train_wording.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WEIGHT = 0.7
"""How much a turn of phrase counts beside an idea when the weights are kept small."""

_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+|[?!%:;]")


def of(low: str) -> set[str]:
    """Return the runs of one, two and three words; every number counts as "#"."""
    words = ["<", *("#" if word.isdigit() else word for word in _TOKEN.findall(low)), ">"]
    return {
        *words[1:-1],
        *map(" ".join, zip(words, words[1:], strict=False)),
        *map(" ".join, zip(words, words[1:], words[2:], strict=False)),
    }


def features(lows: Sequence[str]) -> NDArray[np.float32]:
    """Return which of the known runs each sentence has, a row a sentence."""
    import numpy as np

    known = vocabulary()
    found = np.zeros((len(lows), len(known)), np.float32)
    for row, low in enumerate(lows):
        found[row, [known[gram] for gram in of(low) if gram in known]] = WEIGHT
    return found


@cache
def vocabulary() -> dict[str, int]:
    """Return the known runs and their columns."""
    text = resources.files("weaktie.core").joinpath("data/wording_grams.txt").read_text("utf-8")
    return {gram: n for n, gram in enumerate(text.splitlines())}
