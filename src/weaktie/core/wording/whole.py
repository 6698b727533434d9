"""The message as a whole: is anything wrong with it?

What rules saw, how much its sentences look like faults, and how it stands to what is stored are weighed
together, a logistic regression a kind of text. Where that finds the whole harmless, what a single rule saw
is at most advice; where it finds something wrong and nothing was named, the likeliest fault is named.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from weaktie.core.wording import answered, asking, honesty, ideas, learned, relations
from weaktie.core.wording.case import Case, Hit, whole
from weaktie.core.wording.findings import Code, Kind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CERTAIN = frozenset((Code.TOO_LONG, Code.PLACEHOLDER_LEFT, Code.TOO_MANY_MESSAGES))
"""What is counted or plain to see needs no second opinion."""

TWICE = (Code.WRONG_DETAIL, Code.NOT_THEIR_SIGHT)
"""What may be seen by words alone, or against what is stored (then with a detail)."""

ANSWERED_BASE = -1.0
"""What a score of `answered` must be lowered by to be a chance: the rarer answer weighed more there [J]."""

NOT_SEEN = -4.0
"""The score of what no model speaks of, and the least that counts."""


@dataclass(frozen=True, slots=True)
class Scores:
    """The best score of each code in a text: of its sentences, of its parts, of the pair with public text."""

    sentence: Mapping[str, float]
    part: Mapping[str, float]
    answered: float | None


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of a kind of text, its level, and which codes stand even below."""

    weights: NDArray[np.float64]
    enough: float
    firm: frozenset[str]


def scores(case: Case) -> Scores:
    """Return the best scores of a text by the models that ship."""
    import numpy as np

    known = learned.models()
    best = np.where(learned.fine(case), NOT_SEEN, case.scores).max(axis=0) if case.sentences else []
    parts = {str(code): learned.absence(case, code) for code in learned.ABSENCES}
    return Scores(
        {code: float(score) for code, score in zip(known.codes, best, strict=False)},
        {code: score for code, score in parts.items() if score is not None},
        answered.score(case),
    )


def features(case: Case, hits: Sequence[Hit], known: Scores) -> list[float]:
    """Return what is weighed: rules, scores, the pair with what is stored, length."""
    ruled = {
        hit.code
        for hit in hits
        if hit.severity == "error"
        and hit.code != Code.DECEPTIVE
        and not (hit.detail and hit.code == Code.GOOGLEABLE)
    }
    by_store = {hit.code for hit in hits if hit.severity == "error" and hit.detail and hit.code in TWICE}
    if case.first("introduction"):
        ruled -= learned.NOT_OF_AN_INTRODUCTION
    found = [float(code in ruled and code not in by_store) for code in Code]
    found += [float(code in by_store) for code in TWICE]
    chances = []
    for code in learned.TRAINED:
        score = _kept(known.sentence.get(code)) if learned.speaks(case, code) else NOT_SEEN
        found += [score, _chance(1.5 * score), _chance(score) * (code in ruled)]
        chances.append(_chance(1.5 * score) if code != Code.DECEPTIVE else 0.0)
    for code in learned.ABSENCES:
        score = _kept(known.part.get(code))
        found += [score, _chance(1.5 * score)]
    found += [_kept(known.answered), 0.0 if known.answered is None else _chance(2 * _kept(known.answered))]
    found += [*_denials(case, known), *_counts(case), *relations.features(case)]
    chances.sort()
    found += [chances[-1], chances[-2], -sum(math.log(1 - min(0.98, one)) for one in chances)]
    return [*found, min(3.0, float(len(ruled)))]


def _kept(score: float | None) -> float:
    return NOT_SEEN if score is None else min(4.0, max(NOT_SEEN, score))


def _chance(score: float) -> float:
    return 1 / (1 + math.exp(-score))


def _denials(case: Case, known: Scores) -> list[float]:
    """Say whether an application that is known of is denied, by the model, by a rule; or a tie pretended."""
    applied = honesty.applied(case)
    denies = case.first("deny_application", meant=False) or case.first("deny_job", meant=False)
    return [
        applied * _chance(_kept(known.sentence.get(Code.DECEPTIVE))),
        float(applied and denies is not None),
        float(honesty.pretended(case) is not None),
    ]


def _counts(case: Case) -> list[float]:
    asked = len(asking.asked(case))
    notes = case.context.notes
    each = [
        any(ideas.find(idea, one.low) for one in case.sentences)
        for idea in ("way_out", "bounded", "did", "step", "said", "introduction")
    ]
    return [
        case.note_match, float(not notes), float(notes is None), case.text.count / 100,
        len(case.sentences) / 10, float(min(3, asked)), float(asked > 1), *map(float, each),
    ]  # fmt: skip


def settle(case: Case, seen: Sequence[Hit], kept: Sequence[Hit]) -> list[Hit]:
    """Weigh the message as a whole: soften what stands alone, name what nothing named."""
    if not case.sentences or any(hit.code in CERTAIN and hit.severity == "error" for hit in kept):
        return list(kept)
    known, weights = scores(case), _weights(case.kind)
    score = sum(
        a * float(b) for a, b in zip([*features(case, seen, known), 1.0], weights.weights, strict=True)
    )
    errors = [hit for hit in kept if hit.severity == "error"]
    if score < weights.enough:
        return [
            hit if hit.severity != "error" or hit.code in weights.firm else replace(hit, severity="advice")
            for hit in kept
            if hit.severity != "error" or hit.code in weights.firm or hit in seen
        ]
    return list(kept) if errors else [*kept, *_likeliest(case, seen, known)]


def _likeliest(case: Case, seen: Sequence[Hit], known: Scores) -> list[Hit]:
    """Return the fault that a rule saw and that was overruled, or that is the likeliest."""
    if overruled := [hit for hit in seen if hit.severity == "error"]:
        return overruled[:1]
    sure, missing = learned.models(), learned.models("absence_")
    near: list[tuple[float, str]] = [
        (sure.odds(code, known.sentence[code]), code)
        for code in learned.APPLIES
        if code in known.sentence and code != Code.DECEPTIVE and learned.speaks(case, code)
    ]
    near += [(missing.odds(code, score), code) for code, score in known.part.items()]
    if known.answered is not None:
        near.append((known.answered + ANSWERED_BASE, "answered"))
    if not near:
        return []
    code = max(near)[1]
    if code == "answered":
        return list(answered.shown(case))
    if code in sure.codes and code in known.sentence and learned.speaks(case, code):
        column = case.scores[:, sure.codes.index(code)]
        return [whole(Code(code), case.sentences[int(column.argmax())])]
    part = learned.part(case, Code(code))
    return [Hit(Code(code), part.start, part.end) if part else Hit(Code(code))]


def _weights(kind: Kind) -> Weights:
    import numpy as np

    kept = learned.stored()
    return Weights(
        kept[f"whole_{kind}"].astype(np.float64),
        float(kept[f"whole_{kind}_enough"]),
        frozenset(map(str, kept[f"whole_{kind}_firm"])),
    )
