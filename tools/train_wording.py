"""Train the small models of the checker of wording, on the development rows alone; the held-back fifth
is never read.

    python -m tools.train_wording

For each code, a row with the code has at least one sentence with the fault: the one that scores highest
stands for it (multiple-instance learning); every sentence of the other rows, and every "-" of
bench/wording/sentences.txt, has it not. Logistic regressions with small weights, full batches, no chance in
it. Everything that rests on scores (the two thresholds of a code: sure, the model alone finds it; allows,
below, a rule is overruled; and the weighing of the message as a whole) is fitted to scores of rows that were
left out, five folds, in which neighbouring rows (they are variants of each other) stay together.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import numpy as np
from bench.wording import measure_cases, table
from bench.wording_rows import rows
from numpy.typing import NDArray

from tools.wording_bags import DATA, FOLDS, MANY, Bag, Single, bag_of, singles, write_vocabulary
from weaktie.core.wording import answered, check_case, findings, learned, whole
from weaktie.core.wording.findings import Code

SMALL_WEIGHTS = 1e-3
STEPS = 80
ROUNDS = 2
RIDGE = 5.0
RIDGE_OF_WHOLE = 15.0
FIRM = 0.65
"""How often a finding must be right to stand against the message as a whole."""
Floats = NDArray[np.float64]
Small = NDArray[np.float32]
Trained = tuple[Floats, float, float, float, float, float]


def main(arguments: Sequence[str]) -> None:
    """Train every model and write it; "--left-out": judge each row by models without it."""
    write_vocabulary()
    bags = [bag_of(row) for kind in findings.KINDS for row in rows(kind, held=False)]
    single = singles()
    if "--left-out" not in arguments:
        np.savez(DATA / "wording_models.npz", **_trained(bags, single))
        return
    judged = []
    for fold in range(FOLDS):
        _use(_trained([one for one in bags if one.fold != fold], single))
        judged += [(one.row, whole_check(one)) for one in bags if one.fold == fold]
    print(table([measure_cases(kind, judged) for kind in findings.KINDS]))


def whole_check(one: Bag) -> findings.Verdict:
    """Check a row with the models in use; what they said of it before is forgotten."""
    one.case.__dict__.pop("scores", None)
    return check_case(one.case)


def _use(given: dict[str, NDArray[Any]]) -> None:
    """Put models into use, in this process alone."""
    learned.stored()
    learned._given.clear()
    learned._given.update(given)
    learned.models.cache_clear()


def _trained(bags: list[Bag], single: Sequence[Single]) -> dict[str, NDArray[Any]]:
    """Train every model."""
    given: dict[str, NDArray[Any]] = {}
    left_out, weights, bias = _sentences(bags, single)
    kept = [
        (weights[:, n], float(bias[n]), *_limits(bags, left_out[:, n], code))
        for n, code in enumerate(learned.TRAINED)
    ]
    given |= _named("", list(learned.TRAINED), kept)
    missing = {code: _part(bags, code) for code in learned.ABSENCES}
    given |= _named("absence_", list(learned.ABSENCES), [one[0] for one in missing.values()])
    given["answered"], enough = _answered(bags)
    given["answered_enough"] = np.array(enough)
    known = [
        whole.Scores(
            dict(zip(learned.TRAINED, map(float, left_out[n]), strict=True)),
            {
                code: float(at[n])
                for code, (_, at) in missing.items()
                if one.row.kind in learned.ABSENCES[code]
            },
            one.answered,
        )
        for n, one in enumerate(bags)
    ]
    return given | _whole(bags, known, given)


def _named(prefix: str, codes: Sequence[str], kept: Sequence[Trained]) -> dict[str, NDArray[Any]]:
    return {
        f"{prefix}codes": np.array([str(code) for code in codes]),
        f"{prefix}weights": np.stack([one[0] for one in kept]).astype(np.float16),
        f"{prefix}bias": np.array([one[1] for one in kept], np.float32),
        f"{prefix}sure": np.array([one[2] for one in kept], np.float32),
        **{
            f"{prefix}{name}": np.array([one[n] for one in kept], np.float32)
            for n, name in ((3, "allows"), (4, "slope"), (5, "base"))
        },
    }


def _sentences(bags: Sequence[Bag], single: Sequence[Single]) -> tuple[Small, Small, Small]:
    """Return the best left-out score of each row and code, and weights and biases from all rows."""
    left_out = np.full((len(bags), len(learned.TRAINED)), -99.0, np.float32)
    for fold in sorted({one.fold for one in bags}):
        weights, bias = _learn([one for one in bags if one.fold != fold], single)
        for n, one in enumerate(bags):
            if one.fold == fold and len(one.features):
                score = np.where(one.fine, whole.NOT_SEEN, one.features @ weights + bias)
                left_out[n] = score.max(axis=0)
    return (left_out, *_learn(bags, single))


def _learn(bags: Sequence[Bag], single: Sequence[Single]) -> tuple[Small, Small]:
    """Fit all codes at once: first a share of every sentence of a faulty row, then its worst sentence."""
    every = [one for one in bags if len(one.features)]
    given = np.vstack([*(one.features for one in every), *(one.features for one in single)])
    ends = np.cumsum([len(one.features) for one in (*every, *single)])
    places = [slice(end - len(one.features), end) for end, one in zip(ends, (*every, *single), strict=True)]
    free = np.zeros((len(given), len(learned.TRAINED)), np.float32)
    faulty: list[list[slice]] = [[] for _ in learned.TRAINED]
    for one, place in zip((*every, *single), places, strict=True):
        for column, fault in _labels(one):
            if fault:
                faulty[column].append(place)
            else:
                free[place, column] = 1.0
    weights, bias = np.zeros((given.shape[1], free.shape[1]), np.float32), None
    for _ in range(ROUNDS):
        score = None if bias is None else given @ weights + bias
        truth, share = np.zeros_like(free), free.copy()
        for column, where in enumerate(faulty):
            weight = float(free[:, column].sum() / max(1, len(where))) ** 0.5
            for place in where:
                worst = None if score is None else place.start + int(score[place, column].argmax())
                share[place if worst is None else worst, column] = (
                    weight / (place.stop - place.start) if worst is None else weight
                )
                truth[place if worst is None else worst, column] = 1.0
        weights, bias = _fit(given, truth, share / share.sum(axis=0))
    assert bias is not None
    return weights, bias


def _labels(one: Bag | Single) -> list[tuple[int, bool]]:
    """Return for which codes a row or sentence counts, and whether it has them."""
    if isinstance(one, Bag):
        return [(n, code in one.has) for n, code in enumerate(learned.TRAINED) if code in one.applies]
    found = [(n, one.fault) for n, code in enumerate(learned.TRAINED) if code == one.code]
    if one.fault and found and one.code not in MANY:
        found.append((learned.TRAINED.index("ANY"), True))
    return found


def _fit(given: Small, truth: Small, share: Small) -> tuple[Small, Small]:
    """Fit a logistic regression a column, by Adam in full batches."""
    place = np.zeros((given.shape[1] + 1, truth.shape[1]), np.float32)
    first, second = np.zeros_like(place), np.zeros_like(place)
    for step in range(1, STEPS + 1):
        chance = 1 / (1 + np.exp(-np.clip(given @ place[:-1] + place[-1], -30, 30)))
        wrong = (share * (chance - truth)).astype(np.float32)
        slope = np.vstack([given.T @ wrong + SMALL_WEIGHTS * place[:-1], wrong.sum(axis=0)])
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        pace = 0.08 if step < STEPS * 0.6 else 0.024 if step <= STEPS * 0.85 else 0.008
        place -= pace * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return place[:-1], place[-1]


def _part(bags: Sequence[Bag], code: Code) -> tuple[Trained, Floats]:
    """Fit what is missing from a part of the text; return also the left-out score of every row."""
    kinds = learned.ABSENCES[code]
    at = [n for n, one in enumerate(bags) if one.row.kind in kinds and code in one.parts]
    given = np.vstack([bags[n].parts[code] for n in at])
    truth = np.array([[code in bags[n].has] for n in at], np.float32)
    fold = np.array([bags[n].fold for n in at])

    def fit(use: NDArray[np.bool_]) -> tuple[Small, Small]:
        rare = float((use & (truth[:, 0] == 0)).sum() / max(1, (use & (truth[:, 0] == 1)).sum())) ** 0.5
        share = np.where(truth == 1, rare, 1.0) * use[:, None]
        return _fit(given, truth, (share / share.sum()).astype(np.float32))

    score = np.full(len(bags), whole.NOT_SEEN)
    for left_out in range(FOLDS):
        weights, bias = fit(fold != left_out)
        for n, row, mine in zip(at, given, fold == left_out, strict=True):
            if mine:
                score[n] = float(row @ weights[:, 0] + bias[0])
    weights, bias = fit(np.ones(len(at), bool))
    limits = _four([bags[n] for n in at], score[at], code)
    return (weights[:, 0].astype(np.float64), float(bias[0]), *limits), score


def _limits(bags: Sequence[Bag], score: Small, code: str) -> tuple[float, float, float, float]:
    if code in learned.SIGNS:
        return 99.0, -99.0, 0.0, -99.0
    at = [n for n, one in enumerate(bags) if code in one.applies]
    return _four([bags[n] for n in at], score[at].astype(np.float64), code)


def _four(bags: Sequence[Bag], score: Floats, code: str) -> tuple[float, float, float, float]:
    """Return the two thresholds of a code, and how its score becomes a chance."""
    seen = np.stack([np.maximum(score, whole.NOT_SEEN), np.ones(len(score))], axis=1)
    slope, base = _newton(seen, np.array([code in one.has for one in bags]), 1.0, 0.0)
    return (*_thresholds(bags, score, code), float(slope), float(base))


def _whole(
    bags: Sequence[Bag], known: Sequence[whole.Scores], given: dict[str, NDArray[Any]]
) -> dict[str, NDArray[Any]]:
    """Fit the weighing of whole messages, its level a kind, and which codes stand below that."""
    seen = np.array(
        [[*whole.features(one.case, one.hits, best), 1.0] for one, best in zip(bags, known, strict=True)]
    )
    truth = np.array([one.row.verdict == "revise" for one in bags])
    good = np.array([one.row.verdict == "good" for one in bags])
    kinds, fold = np.array([one.row.kind for one in bags]), np.array([one.fold for one in bags])
    plain = [any(hit.code in whole.CERTAIN and hit.severity == "error" for hit in one.hits) for one in bags]
    score = np.zeros(len(bags))
    for left_out in sorted(set(fold)):
        place = _pooled(seen[fold != left_out], kinds[fold != left_out], truth[fold != left_out])
        for kind in findings.KINDS:
            mine = (fold == left_out) & (kinds == kind)
            score[mine] = seen[mine] @ place[kind]
    judged, place, found = np.where(plain, 99.0, score), _pooled(seen, kinds, truth), {}
    for kind in findings.KINDS:
        mine = kinds == kind
        level = _level(judged[truth & mine], judged[good & mine], kind)
        at = [n for n in range(len(bags)) if mine[n]]
        firm = _firm([bags[n] for n in at], [known[n] for n in at], score[mine] < level, given)
        found[f"whole_{kind}"] = place[kind].astype(np.float32)
        found[f"whole_{kind}_enough"], found[f"whole_{kind}_firm"] = np.array(level), np.array(firm, "U30")
    return found


def _level(bad: Floats, good: Floats, kind: str) -> float:
    """Return the score with the best balance of faults found and good texts let pass, and its neighbours'."""
    levels = np.linspace(-1.5, 1.5, 61)
    balance = [((bad >= one).mean() + (good < one).mean()) / 2 for one in levels]
    smooth = np.convolve(np.pad(balance, 9, mode="edge"), np.full(19, 1 / 19), mode="valid")
    best = int(smooth.argmax())
    sys.stdout.write(f"{kind}: revise or good, left out: {balance[best]:.3f} at {levels[best]:.2f}\n")
    return float(levels[best])


def _pooled(seen: Floats, kinds: NDArray[np.str_], truth: NDArray[np.bool_]) -> dict[str, Floats]:
    """Fit one weighing for all kinds, and by how much each kind departs from it: few rows, many features."""
    middle, spread = seen.mean(axis=0), seen.std(axis=0) + 0.05
    middle[-1], spread[-1] = 0.0, 1.0
    scaled = (seen - middle) / spread
    design = np.hstack([*(scaled * (kinds == kind)[:, None] for kind in findings.KINDS), scaled])
    use = design.std(axis=0) > 0
    use[-1] = True
    fitted = np.zeros(design.shape[1])
    fitted[use] = _newton(design[:, use], truth, RIDGE_OF_WHOLE, 1.0)
    parts = fitted.reshape(-1, seen.shape[1])
    found = {}
    for n, kind in enumerate(findings.KINDS):
        found[kind] = (parts[n] + parts[-1]) / spread
        found[kind][-1] -= float((found[kind] * middle).sum())
    return found


def _firm(
    bags: Sequence[Bag], known: Sequence[whole.Scores], low: NDArray[np.bool_], given: dict[str, NDArray[Any]]
) -> list[str]:
    """Return the codes that are mostly right even where the message as a whole looks harmless."""
    sure, allows = (
        {str(code): float(one) for prefix in ("absence_", "") for code, one in
         zip(given[f"{prefix}codes"], given[f"{prefix}{name}"], strict=True)}
        for name in ("sure", "allows")
    )  # fmt: skip
    found = []
    for code in Code:
        said, right = np.zeros(len(bags), bool), np.zeros(len(bags), bool)
        for n, (one, best) in enumerate(zip(bags, known, strict=True)):
            score = best.part.get(code, best.sentence.get(code) if learned.trained(one.case, code) else None)
            ruled = any(hit.code == code and hit.severity == "error" for hit in one.hits)
            said[n] = ruled if score is None else score >= sure[code] or (ruled and score >= allows[code])
            right[n] = one.row.verdict == "revise" and code in one.row.codes
        overall = (right[said].sum() + 0.5) / (said.sum() + 1)
        if (right[said & low].sum() + 3 * overall) / ((said & low).sum() + 3) >= FIRM:
            found.append(str(code))
    return found


def _answered(bags: Sequence[Bag]) -> tuple[Floats, float]:
    """Fit whether public text answers a question; note the left-out score of each row."""
    asked = [(one, answered.features(one.case)) for one in bags if one.row.kind in ("question", "outreach")]
    seen = [(one, found[0]) for one, found in asked if found is not None]
    given = np.array([row for _, row in seen])
    truth = np.array([Code.GOOGLEABLE in one.row.codes for one, _ in seen])
    use = truth | np.array([one.row.verdict == "good" for one, _ in seen])
    fold = np.array([one.fold for one, _ in seen])
    score = np.zeros(len(seen))
    for left_out in range(FOLDS):
        near = (fold != left_out) & use
        score[fold == left_out] = given[fold == left_out] @ _ridge(given[near], truth[near])
    for (one, _), given_score in zip(seen, score, strict=True):
        one.answered = float(given_score)
    best = max(
        (_careful(score[use] >= level, truth[use]), level)
        for level in np.quantile(score[use], np.linspace(0.5, 0.98, 49))
    )
    said = score[use] >= best[1]
    sys.stdout.write(
        f"answered: {truth.sum()} of {use.sum()} pairs, precision {truth[use][said].mean():.2f}"
        f" recall {said[truth[use]].mean():.2f}\n"
    )
    return _ridge(given[use], truth[use]), float(best[1])


def _careful(said: NDArray[np.bool_], truth: NDArray[np.bool_]) -> float:
    """Return F0.75: a wrong finding weighs nearly twice as much as one that is missed."""
    return 1.5625 * float((said & truth).sum()) / max(1.0, float(said.sum() + 0.5625 * truth.sum()))


def _ridge(given: Floats, truth: NDArray[np.bool_]) -> Floats:
    """Fit a logistic regression; the last feature is the constant one."""
    middle, spread = given.mean(axis=0), given.std(axis=0) + 1e-6
    middle[-1], spread[-1] = 0.0, 1.0
    place = _newton((given - middle) / spread, truth, RIDGE, 0.7)
    weights: Floats = place / spread
    weights[-1] = place[-1] - float((place[:-1] * middle[:-1] / spread[:-1]).sum())
    return weights


def _newton(scaled: Floats, truth: NDArray[np.bool_], ridge: float, rarer: float) -> Floats:
    """Fit the weights of scaled features by Newton's method; those of the last one are not kept small."""
    share = np.where(truth, ((len(truth) - truth.sum()) / truth.sum()) ** rarer, 1.0)
    keep = np.append(np.full(scaled.shape[1] - 1, ridge), 1e-6)
    place = np.zeros(scaled.shape[1])
    for _ in range(12):
        chance = 1 / (1 + np.exp(-np.clip(scaled @ place, -30, 30)))
        slope = scaled.T @ (share * (chance - truth)) + keep * place
        bend = (scaled * (share * chance * (1 - chance))[:, None]).T @ scaled + np.diag(keep)
        place -= np.linalg.solve(bend, slope)
    return place


def _thresholds(bags: Sequence[Bag], score: Floats, code: str) -> tuple[float, float]:
    """Choose the thresholds with the best F on left-out rows; precision first, for wrong findings add up."""
    truth = np.array([code in one.has for one in bags])
    ruled = np.array([code in one.ruled for one in bags])
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
    main(sys.argv[1:])
