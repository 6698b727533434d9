"""Small learned models: for some codes, how much a sentence looks like those that have the fault.

A logistic regression a code, over what can be read off a sentence: which ideas it expresses (and whether
they are denied), its grammar (who is its subject, tense, modality), and what it means (the static
embedding). Trained by `tools/train_wording.py` on the development rows alone; the weights stand in
`data/wording_models.npz`. A model never speaks alone of what it saw: the finding is the sentence, and
the reason that of the code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from weaktie.core.wording import grams, ideas
from weaktie.core.wording.case import Case, Hit
from weaktie.core.wording.findings import KINDS, Code, Kind
from weaktie.core.wording.sentences import Sentence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

APPLIES: dict[Code, tuple[Kind, ...]] = {
    Code.ASKS_FOR_JOB: KINDS,
    Code.HIDDEN_PITCH: KINDS,
    Code.RESUME_ATTACHED: ("question", "outreach", "thankyou"),
    Code.INVITES_JUDGEMENT: ("question", "outreach", "opening"),
    Code.CONFIDENTIAL: ("question", "outreach"),
    Code.ASKS_FOR_FORECAST: ("question", "outreach"),
    Code.NO_SPECIFIC_QUESTION: ("question",),
    Code.GOOGLEABLE: ("question",),
    Code.NEW_LARGE_ASK: ("thankyou",),
    Code.NUDGE: ("thankyou",),
    Code.GUILT: ("outreach", "thankyou"),
    Code.RECORDING_ASSUMED: ("outreach", "opening"),
    Code.ASK_TOO_LARGE: ("outreach",),
    Code.NOT_THEIR_SIGHT: ("question", "outreach"),
    Code.DECEPTIVE: KINDS,
    Code.MANY_QUESTIONS: ("question", "outreach"),
    Code.NO_WAY_OUT: ("outreach",),
}
"""The codes that have a model of a sentence, and for which kinds of text. That of DECEPTIVE only says that an
application is denied; whether that is true is for what is stored."""

SIGNS = ("ANSWERED", "ANY")
"""What is learned of a sentence and gives no finding: that public text answers it, that anything is wrong."""

TRAINED: tuple[str, ...] = (*APPLIES, *SIGNS)

ABSENCES: dict[Code, tuple[Kind, ...]] = {
    Code.NO_CONNECTION: ("outreach",),
    Code.NO_SPECIFIC_QUESTION: ("outreach",),
    Code.NO_SPECIFIC_INSIGHT: ("thankyou",),
    Code.NOT_APPLIED: ("thankyou",),
    Code.NO_HANDOVER: ("opening",),
}
"""The codes that say something is missing, with a model of the part where it should be."""

NOT_OF_AN_INTRODUCTION = frozenset(
    (
        Code.CONFIDENTIAL,
        Code.NO_SPECIFIC_QUESTION,
        Code.INVITES_JUDGEMENT,
        Code.GOOGLEABLE,
        Code.NOT_THEIR_SIGHT,
    )
)
"""What "is there somebody else I should talk to?" cannot be."""

MEANING_WEIGHT = 3.0
"""How much the embedding counts beside yes-or-no features when the weights are kept small."""

GRAMMAR = {
    name: ideas.pattern("grammar_" + re.sub(r"\W+", "_", name))
    for name in (
        "first person",
        "first person object",
        "framed",
        "second person",
        "you did",
        "did",
        "request",
        "wish",
        "will",
        "would",
        "if",
        "is there",
        "what or which",
        "why",
        "how",
        "when or where",
        "yes or no",
        "number",
        "per cent",
        "contrast",
        "denial",
        "better",
    )
}


@dataclass(frozen=True, slots=True)
class Models:
    """The weights of some codes; from which score one is sure, below which a rule falls, and the chance."""

    codes: tuple[str, ...]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    sure: NDArray[np.float32]
    allows: NDArray[np.float32]
    slope: NDArray[np.float32]
    base: NDArray[np.float32]

    def odds(self, code: str, score: float) -> float:
        """Return how likely a text with this score has the fault, as the logarithm of the odds."""
        at = self.codes.index(code)
        return float(self.slope[at]) * score + float(self.base[at])


def names() -> tuple[str, ...]:
    """Return the names of the features but those of the embedding and the turns of phrase."""
    of_ideas = [name for idea in ideas.names() for name in (idea, f"{idea}, meant")]
    return (*of_ideas, *GRAMMAR, "asks", "short", "long", "first", "last")


def features(sentences: Sequence[Sentence], vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the features of each sentence, a row a sentence."""
    import numpy as np

    rows = [
        [*_ideas(one.low), *_grammar(one), n == 0, n == len(sentences) - 1] for n, one in enumerate(sentences)
    ]
    return np.hstack(
        [
            np.array(rows, np.float32).reshape(len(sentences), -1),
            vectors * MEANING_WEIGHT,
            grams.features([one.low for one in sentences]),
        ]
    )


def _ideas(low: str) -> list[float]:
    found: list[float] = []
    for idea in ideas.names():
        place = ideas.find(idea, low)
        found += [float(place is not None), float(place is not None and not ideas.denied(low, place.start()))]
    return found


def _grammar(one: Sentence) -> list[float]:
    count = len(one.words)
    found = [float(min(2, len(pattern.findall(one.low)))) for pattern in GRAMMAR.values()]
    return [*found, float(one.asks), float(count <= 5), min(count, 40) / 20]


def part(case: Case, code: Code) -> Sentence | None:
    """Return the part of a text where something may be missing, as one sentence."""
    from weaktie.core.wording import asking

    parts = {
        Code.NO_CONNECTION: case.sentences[:2],
        Code.NO_SPECIFIC_QUESTION: tuple(asking.asked(case)),
        Code.NO_HANDOVER: case.sentences[-2:],
    }
    chosen = parts.get(code, case.sentences)
    if not chosen:
        return None
    start, end = chosen[0].start, chosen[-1].end
    return Sentence(
        case.text.written[start:end], " ".join(one.low for one in chosen), start, end, chosen[-1].asks
    )


def features_of_part(case: Case, code: Code) -> NDArray[np.float32] | None:
    """Return the features of that part, and how well the text matches the notes, as one row."""
    import numpy as np

    from weaktie.core import meaning

    chosen = part(case, code)
    if chosen is None:
        return None
    row = features([chosen], meaning.vectors([chosen.low]))
    return np.hstack([row, np.array([[case.note_match, len(chosen.words) / 40]], np.float32)])


def scores(case: Case) -> NDArray[np.float32]:
    """Return the score of each sentence (row) for each code (column)."""
    known = models()
    found: NDArray[np.float32] = features(case.sentences, case.vectors) @ known.weights.T + known.bias
    return found


def weigh(case: Case, hits: Sequence[Hit]) -> list[Hit]:
    """Overrule rules where the model objects, and add what the model alone is sure of."""
    if not case.sentences:
        return list(hits)
    known = models()
    kept = [hit for hit in hits if not _objects(case, hit)]
    for column, code in enumerate(known.codes):
        if (
            code == Code.DECEPTIVE
            or code in SIGNS
            or not applies(case, Code(code))
            or any(hit.code == code and hit.severity == "error" for hit in hits)
        ):
            continue
        score = case.scores[:, column]
        best = case.sentences[int(score.argmax())]
        if float(score.max()) >= float(known.sure[column]) and not _fine(best, code):
            kept.append(Hit(Code(code), best.start, best.end))
    return [*_weigh_absences(case, kept)]


def _weigh_absences(case: Case, hits: list[Hit]) -> Iterator[Hit]:
    known = models("absence_")
    seen: set[Code] = set()
    for hit in hits:
        score = absence(case, hit.code)
        if (
            score is None
            or hit.severity != "error"
            or score >= float(known.allows[known.codes.index(hit.code)])
        ):
            yield hit
        seen.add(hit.code)
    for column, code in enumerate(known.codes):
        score = None if Code(code) in seen else absence(case, Code(code))
        if score is not None and score >= float(known.sure[column]):
            yield Hit(Code(code))


def absence(case: Case, code: Code) -> float | None:
    """Return how much a text looks like those in which this is missing."""
    known = models("absence_")
    if code not in known.codes or case.kind not in ABSENCES[code]:
        return None
    row = features_of_part(case, code)
    column = known.codes.index(code)
    return None if row is None else float(row[0] @ known.weights[column] + known.bias[column])


def applies(case: Case, code: Code) -> bool:
    """Say whether a model speaks of this text; with public text stored, the pair is judged instead."""
    return case.kind in APPLIES[code] and not (code == Code.GOOGLEABLE and case.context.public is not None)


def trained(case: Case, code: Code) -> bool:
    """Say whether there is a model of a sentence for a code, and it speaks of this text."""
    return code in APPLIES and applies(case, code)


def speaks(case: Case, code: str) -> bool:
    """Say whether a column of the models speaks of this text."""
    if code in SIGNS:
        return code == "ANY" or (case.kind in ("question", "outreach") and case.context.public is not None)
    return applies(case, Code(code))


def denial(case: Case) -> tuple[Sentence, int, int] | None:
    """Return the sentence that denies an application, where the model is sure of it, and its place."""
    if not case.sentences:
        return None
    known = models()
    column = known.codes.index(Code.DECEPTIVE)
    score = case.scores[:, column]
    best = case.sentences[int(score.argmax())]
    if float(score.max()) < float(known.sure[column]) or not ideas.find("denies", best.low):
        return None
    return best, best.start, best.end


def _objects(case: Case, hit: Hit) -> bool:
    """Say whether the model finds nothing of what a rule saw; what rests on context is not its business."""
    known = models()
    if hit.severity != "error" or hit.detail or hit.code not in known.codes or hit.code == Code.DECEPTIVE:
        return False
    if hit.code in NOT_OF_AN_INTRODUCTION and case.first("introduction"):
        return True
    column = known.codes.index(hit.code)
    return float(case.scores[:, column].max()) < float(known.allows[column])


def _fine(one: Sentence, code: str) -> bool:
    """Say whether this asks for an introduction, or for the one bounded advice "in my place, what first?"."""
    if code in NOT_OF_AN_INTRODUCTION and ideas.find("introduction", one.low):
        return True
    return (
        code == Code.INVITES_JUDGEMENT
        and ideas.find("in_place", one.low) is not None
        and ideas.find("bounded_first", one.low) is not None
    )


@cache
def models(kind: str = "") -> Models:
    """Return the models that ship: of what a sentence does, or ("absence_") of what is missing."""
    import numpy as np

    kept = stored()
    weights, bias, sure, allows, slope, base = (
        kept[f"{kind}{name}"].astype(np.float32)
        for name in ("weights", "bias", "sure", "allows", "slope", "base")
    )
    return Models(tuple(map(str, kept[f"{kind}codes"])), weights, bias, sure, allows, slope, base)


_given: dict[str, NDArray[Any]] = {}


def stored() -> Mapping[str, NDArray[Any]]:
    """Return everything that was trained, by name."""
    import numpy as np

    if not _given:
        with (
            resources.files("weaktie.core").joinpath("data/wording_models.npz").open("rb") as file,
            np.load(file) as kept,
        ):
            _given.update({name: kept[name] for name in kept.files})
    return _given


def fine(case: Case) -> NDArray[np.bool_]:
    """Say of each sentence (row) and code (column) whether it cannot have the fault, whatever its score."""
    import numpy as np

    found = np.zeros((len(case.sentences), len(TRAINED)), bool)
    for code in NOT_OF_AN_INTRODUCTION:
        found[:, TRAINED.index(code)] = [_fine(one, code) for one in case.sentences]
    return found
