"""Train the small models of the checker of wording, on the development rows alone; the held-back fifth
is never read.

    python -m tools.train_wording

For each code, a row with the code has at least one sentence with the fault: the one that scores highest
stands for it, three times over (multiple-instance learning); every sentence of the other rows, and every
"-" of bench/wording/sentences.txt, has it not. Logistic regression with small weights, full batches, no
chance in it. The two thresholds of a code (sure: the model alone finds it; allows: below, a rule is
overruled) are chosen on scores of rows that were left out (five folds).
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from bench.wording_rows import Row, rows
from numpy.typing import NDArray

from weaktie.core.wording import LOOKS, answered, findings, honesty, learned
from weaktie.core.wording.case import Case
from weaktie.core.wording.findings import Code, Context

DATA = Path(__file__).resolve().parents[1] / "src" / "weaktie" / "core" / "data" / "wording_models.npz"
SENTENCES = Path(__file__).resolve().parents[1] / "bench" / "wording" / "sentences.txt"
FOLDS = 5
SMALL_WEIGHTS = 1e-3
STEPS = 100
ROUNDS = 2
RIDGE = 5.0
WITH_MODELS = (answered.answered, honesty.deceptive)
"""What already asks a model: nothing that is trained here may rest on what was trained before."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bag:
    """The sentences of a row, whether it has the code, and whether the rule alone sees it."""

    features: NDArray[np.float32]
    has: frozenset[str]
    ruled: frozenset[str]
    kind: str
    fold: int
    parts: dict[Code, NDArray[np.float32]]
    applies: frozenset[Code]


def main() -> None:
    """Train every code, print what the left-out folds say, and write the weights."""
    bags = [_bag(row) for kind in findings.KINDS for row in rows(kind, held=False)]
    extra = _extra()
    given: dict[str, NDArray[np.generic] | list[str]] = {}
    kept = [
        _trained(code, [bag for bag in bags if code in bag.applies], extra.get(code, ()))
        for code in learned.APPLIES
    ]
    given |= _named("", list(learned.APPLIES), kept)
    absent = [
        _trained(code, [_of_part(bag, code) for bag in bags if bag.kind in kinds and code in bag.parts], ())
        for code, kinds in learned.ABSENCES.items()
    ]
    given |= _named("absence_", list(learned.ABSENCES), absent)
    given["answered"], given["answered_enough"] = _answered()
    np.savez(DATA, **{name: np.asarray(value) for name, value in given.items()})


Trained = tuple[Floats, float, float, float]


def _named(prefix: str, codes: list[Code], kept: list[Trained]) -> dict[str, NDArray[np.generic] | list[str]]:
    return {
        f"{prefix}codes": np.array([str(code) for code in codes]),
        f"{prefix}weights": np.stack([one[0] for one in kept]).astype(np.float16),
        **{
            f"{prefix}{name}": np.array([one[n] for one in kept], np.float32)
            for n, name in enumerate(("bias", "sure", "allows"), start=1)
        },
    }


def _trained(code: Code, bags: list[Bag], extra: Sequence[tuple[NDArray[np.float32], bool]]) -> Trained:
    left_out = np.full(len(bags), -99.0)
    for fold in range(FOLDS):
        weights, bias = _learn([bag for bag in bags if bag.fold != fold], extra, code)
        for n, bag in enumerate(bags):
            if bag.fold == fold and len(bag.features):
                left_out[n] = float((bag.features @ weights + bias).max())
    sure, allows = _thresholds(bags, left_out, code)
    return (*_learn(bags, extra, code), sure, allows)


def _of_part(bag: Bag, code: Code) -> Bag:
    return replace(bag, features=bag.parts[code])


def _answered() -> tuple[Floats, float]:
    """Fit whether public text answers a question: ridge logistic regression by Newton's method."""
    seen: list[tuple[Floats, bool, int]] = []
    for kind in ("question", "outreach"):
        for row in rows(kind, held=False):
            if row.context.public and (row.verdict == "good" or Code.GOOGLEABLE in row.codes):
                found = answered.features(Case(row.kind, row.text, row.context))
                if found is not None:
                    seen.append((found[0], Code.GOOGLEABLE in row.codes, _fold(row.id)))
    given, truth, fold = (
        np.array([one[0] for one in seen]),
        np.array([one[1] for one in seen]),
        np.array([one[2] for one in seen]),
    )
    score = np.zeros(len(seen))
    for left_out in range(FOLDS):
        score[fold == left_out] = given[fold == left_out] @ _ridge(
            given[fold != left_out], truth[fold != left_out]
        )
    best = max(
        (_careful(score >= level, truth), level) for level in np.quantile(score, np.linspace(0.5, 0.98, 49))
    )
    said = score >= best[1]
    sys.stdout.write(
        f"answered: {truth.sum()} of {len(truth)} pairs, precision {truth[said].mean():.2f}"
        f" recall {said[truth].mean():.2f}\n"
    )
    return _ridge(given, truth), float(best[1])


def _careful(said: NDArray[np.bool_], truth: NDArray[np.bool_]) -> float:
    """Return F0.75: a wrong finding weighs nearly twice as much as one that is missed."""
    return 1.5625 * float((said & truth).sum()) / max(1.0, float(said.sum() + 0.5625 * truth.sum()))


def _ridge(given: Floats, truth: NDArray[np.bool_]) -> Floats:
    middle, spread = given.mean(axis=0), given.std(axis=0) + 1e-6
    middle[-1], spread[-1] = 0.0, 1.0
    scaled = (given - middle) / spread
    share = np.where(truth, ((len(truth) - truth.sum()) / truth.sum()) ** 0.7, 1.0)
    keep = np.append(np.full(given.shape[1] - 1, RIDGE), 1e-6)
    place = np.zeros(given.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-scaled @ place))
        slope = scaled.T @ (share * (chance - truth)) + keep * place
        bend = (scaled * (share * chance * (1 - chance))[:, None]).T @ scaled + np.diag(keep)
        place -= np.linalg.solve(bend, slope)
    weights: Floats = place / spread
    weights[-1] = place[-1] - float((place[:-1] * middle[:-1] / spread[:-1]).sum())
    return weights


def _bag(row: Row) -> Bag:
    case = Case(row.kind, row.text, row.context)
    ruled = {
        hit.code
        for look in LOOKS[row.kind]
        if look not in WITH_MODELS
        for hit in look(case)
        if hit.severity == "error"
    }
    has = frozenset(row.codes) if row.verdict == "revise" else frozenset()
    if case.first("deny_application", meant=False):
        ruled.add(Code.DECEPTIVE)
    if _denies(row):
        has |= {str(Code.DECEPTIVE)}
    parts = {
        code: learned.features_of_part(case, code)
        for code, kinds in learned.ABSENCES.items()
        if row.kind in kinds
    }
    return Bag(
        learned.features(case.sentences, case.vectors),
        has,
        frozenset(str(code) for code in ruled),
        row.kind,
        _fold(row.id),
        {code: part for code, part in parts.items() if part is not None},
        frozenset(
            code
            for code in learned.APPLIES
            if learned.applies(case, code)
            and (code != Code.DECEPTIVE or _denies(row) or Code.DECEPTIVE not in row.codes)
        ),
    )


def _denies(row: Row) -> bool:
    """Say whether the text denies an application, true or not."""
    known = row.context.applications is not None
    return (
        Code.DECEPTIVE in row.codes and (row.verdict == "cannot_tell" or known)
    ) or "application" in row.family


def _fold(name: str) -> int:
    return int(hashlib.sha256(f"fold {name}".encode()).hexdigest(), 16) % FOLDS


def _extra() -> dict[Code, list[tuple[NDArray[np.float32], bool]]]:
    """Return the single sentences of each code, as features, and whether they have the fault."""
    found: dict[Code, list[tuple[NDArray[np.float32], bool]]] = {}
    code = Code.ASKS_FOR_JOB
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            code = Code(line[1:-1])
        elif line[:2] in ("+ ", "- "):
            case = Case("question", line[2:], Context())
            if case.sentences:
                found.setdefault(code, []).append(
                    (learned.features(case.sentences, case.vectors), line[0] == "+")
                )
    return found


def _learn(
    bags: Sequence[Bag], extra: Sequence[tuple[NDArray[np.float32], bool]], code: str
) -> tuple[Floats, float]:
    have = [bag.features for bag in bags if code in bag.has and len(bag.features)]
    have += [features for features, fault in extra if fault]
    have_not = [bag.features for bag in bags if code not in bag.has and len(bag.features)]
    have_not += [features for features, fault in extra if not fault]
    negative = np.vstack(have_not)
    chosen = [features.mean(axis=0, keepdims=True) for features in have]
    weights, bias = np.zeros(negative.shape[1]), 0.0
    for _ in range(ROUNDS):
        weights, bias = _fit(np.vstack(chosen), negative)
        chosen = [features[[int((features @ weights).argmax())]] for features in have]
    return weights, bias


def _fit(positive: NDArray[np.float32], negative: NDArray[np.float32]) -> tuple[Floats, float]:
    """Fit a logistic regression by Adam in full batches; the rarer class weighs more."""
    given = np.vstack([positive, negative])
    truth = np.repeat([1.0, 0.0], [len(positive), len(negative)])
    share = np.where(truth == 1, (len(negative) / len(positive)) ** 0.5, 1.0)
    share /= share.sum()
    place = np.zeros(given.shape[1] + 1)
    first, second = np.zeros_like(place), np.zeros_like(place)
    for step in range(1, STEPS + 1):
        wrong = share * (1 / (1 + np.exp(-(given @ place[:-1].astype(np.float32) + place[-1]))) - truth)
        slope = np.append(given.T @ wrong.astype(np.float32) + SMALL_WEIGHTS * place[:-1], wrong.sum())
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        pace = 0.08 if step < STEPS * 0.6 else 0.024
        place -= pace * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return place[:-1], float(place[-1])


def _thresholds(bags: Sequence[Bag], score: Floats, code: str) -> tuple[float, float]:
    """Choose the thresholds with the best F on left-out rows; precision first, for wrong findings add up."""
    truth = np.array([code in bag.has for bag in bags])
    ruled = np.array([code in bag.ruled for bag in bags])
    best = (-1.0, 9.0, -99.0, "")
    for sure in np.quantile(score[~ruled], np.linspace(0.85, 1.0, 61)) + 1e-6:
        for allows in (
            (-99.0, *np.quantile(score[ruled], np.linspace(0.02, 0.9, 30))) if ruled.any() else (-99.0,)
        ):
            said = (score >= sure) | (ruled & (score >= allows))
            right = int((said & truth).sum())
            precision, recall = right / max(1, int(said.sum())), right / max(1, int(truth.sum()))
            rest = 0.36 if code in learned.ABSENCES and code != Code.NO_HANDOVER else 0.6
            f1 = (1 + rest) * precision * recall / max(1e-9, rest * precision + recall)
            if f1 > best[0] + 1e-9:
                best = (f1, float(sure), float(allows), f"precision {precision:.2f} recall {recall:.2f}")
    alone = int((ruled & truth).sum())
    before = f"{alone / max(1, int(ruled.sum())):.2f} {alone / max(1, int(truth.sum())):.2f}"
    sys.stdout.write(f"{code}: {int(truth.sum())} rows, rule alone {before}, together {best[3]}\n")
    return best[1], best[2]


if __name__ == "__main__":
    main()
