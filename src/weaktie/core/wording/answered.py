"""Does stored public text answer the question, in whatever words? Features of the pair, weighed by a
small model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from weaktie.core import meaning
from weaktie.core.wording import asking, ideas, learned, wordstock
from weaktie.core.wording.case import Case, Hit, Passage, whole
from weaktie.core.wording.findings import Code
from weaktie.core.wording.sentences import Sentence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CAUSE = re.compile(r"\b(?:because|since|so|after|reason|led|due|therefore|wanted|as)\b|:")
CAREFUL = 0.8
"""How much surer the model must be of a message, most of which is no question [J]."""

SIGNS = {
    name: ideas.pattern("sign_" + re.sub(r"\W+", "_", name))
    for name in (
        "asks why",
        "asks how many",
        "asks yes or no",
        "asks which",
        "asks who, where, when",
        "asks for more",
        "you",
        "you did",
        "did you",
        "past",
    )
}


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of the features, and the score from which a question counts as answered."""

    weights: NDArray[np.float64]
    enough: float


def answered(case: Case) -> Iterator[Hit]:
    """Find a question that a stored public text answers, with the passage that does."""
    if case.context.public is None:
        yield from _nothing_public(case)
        return
    found = score(case)
    if found is not None and found >= enough(case):
        yield from shown(case)


def score(case: Case) -> float | None:
    """Return how surely the stored public text answers; None without a question or a text."""
    seen = features(case)
    return None if seen is None else float(seen[0] @ _weights().weights)


def enough(case: Case) -> float:
    """Return the score from which a question counts as answered."""
    return _weights().enough + (CAREFUL if case.kind == "outreach" else 0.0)


def shown(case: Case) -> Iterator[Hit]:
    """Yield the question with the passage that comes closest to an answer."""
    seen = features(case)
    if seen is not None:
        yield whole(Code.GOOGLEABLE, _asked(case)[-1], detail=f"“{seen[1].text}”")


def _nothing_public(case: Case) -> Iterator[Hit]:
    for one in case.sentences:
        if ideas.find("nothing_public", one.low) and ideas.find("public_place", one.low):
            yield whole(Code.GOOGLEABLE, one, severity="unknown")
            return


def features(case: Case) -> tuple[NDArray[np.float64], Passage] | None:
    """Return how question and public text relate, and the closest passage."""
    import numpy as np

    asked = _asked(case)
    if not asked or not case.public:
        return None
    vectors = meaning.vectors([one.low for one in asked])
    likeness = vectors @ meaning.vectors([passage.text for passage in case.public]).T
    pairs = [f"{a.text} {b.text}" for a, b in zip(case.public, case.public[1:], strict=False)] or [
        case.public[0].text
    ]
    in_pairs = float((vectors @ meaning.vectors(pairs).T).max())
    closest = case.public[int(likeness.max(axis=0).argmax())]
    low = " ".join(one.low for one in asked)
    stems = wordstock.stems(low)
    known = frozenset().union(*(passage.stems for passage in case.public))
    before = wordstock.stems(" ".join(one.low for one in case.sentences if one not in asked))
    signs = {name: float(bool(pattern.search(low))) for name, pattern in SIGNS.items()}
    shared = len(stems & known) / max(1, len(stems))
    found = [
        float(likeness.max()), in_pairs, shared, len(stems & known) / 5, len(stems) / 5, *signs.values(),
        signs["asks why"] * bool(_CAUSE.search(closest.text.lower())),
        signs["asks how many"] * bool(wordstock.numbers(closest.text.lower())),
        float(bool(_figures(case.text.low) & _figures(" ".join(p.text for p in case.public).lower()))),
        float(len(before & known) >= 2), float(ideas.find("knows_public", case.text.low) is not None),
        float(len(low.split()) < 14), float(case.kind == "outreach"), float(likeness.max() > 0.45),
        float(shared > 0.5), 1.0,
    ]  # fmt: skip
    return np.array(found, np.float64), closest


def _asked(case: Case) -> list[Sentence]:
    asked = asking.asked(case) or list(case.sentences)
    return asked[-2:] if case.kind == "question" else asked[:1]


def _figures(low: str) -> frozenset[float]:
    return wordstock.numbers(low) | {float(year) for year in wordstock.years(low)}


def _weights() -> Weights:
    import numpy as np

    kept = learned.stored()
    return Weights(kept["answered"].astype(np.float64), float(kept["answered_enough"]))
