"""What the models of the checker of wording are trained on: rows and single sentences, taken apart."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from bench.wording_rows import Row, rows
from numpy.typing import NDArray

from weaktie.core.wording import LOOKS, answered, findings, grams, honesty, learned
from weaktie.core.wording.case import Case, Hit
from weaktie.core.wording.findings import Code, Context

DATA = Path(__file__).resolve().parents[1] / "src" / "weaktie" / "core" / "data"
SENTENCES = Path(__file__).resolve().parents[1] / "bench" / "wording" / "sentences.txt"
FOLDS = 5
NEIGHBOURS = 8
"""So many rows in a row of the file stay in one fold."""
COMMON = 25
"""In so many sentences must a turn of phrase stand to be learned from."""
WITH_MODELS = (answered.answered, honesty.deceptive)
"""What already asks a model: nothing that is trained here may rest on what was trained before."""
MANY = frozenset((Code.NO_SPECIFIC_QUESTION, Code.GOOGLEABLE, Code.DECEPTIVE, Code.NOT_THEIR_SIGHT,
                  Code.MANY_QUESTIONS))  # fmt: skip
"""Faults that a sentence alone does not show: no help in learning whether anything is wrong with one."""
OF_THE_WHOLE = MANY - {Code.MANY_QUESTIONS} | {
    Code.WRONG_DETAIL, Code.TOO_LONG, Code.PLACEHOLDER_LEFT, Code.TOO_MANY_MESSAGES, Code.NO_CONSENT,
    Code.BREACH_CONFIDENCE, *learned.ABSENCES,
}  # fmt: skip

Small = NDArray[np.float32]


@dataclass(slots=True)
class Bag:
    """A row: its case, its sentences as features, what it has, what rules saw, and what is found of it."""

    row: Row
    case: Case
    hits: list[Hit]
    features: Small
    fine: NDArray[np.bool_]
    has: frozenset[str]
    ruled: frozenset[str]
    fold: int
    parts: dict[Code, Small]
    applies: frozenset[str]
    answered: float | None = None


@dataclass(frozen=True, slots=True)
class Single:
    """A sentence of bench/wording/sentences.txt."""

    code: Code
    fault: bool
    features: Small


def write_vocabulary() -> None:
    """Write down the turns of phrase that are common in rows and sentences."""
    count: Counter[str] = Counter()
    for kind in findings.KINDS:
        for row in rows(kind, held=False):
            for one in Case(kind, row.text, row.context).sentences:
                count.update(grams.of(one.low))
    for _, _, text in _lines():
        for one in Case("question", text, Context()).sentences:
            count.update(grams.of(one.low))
    common = sorted(gram for gram, times in count.items() if times >= COMMON)
    (DATA / "wording_grams.txt").write_text("\n".join(common) + "\n", encoding="utf-8")
    grams.vocabulary.cache_clear()


def bag_of(row: Row) -> Bag:
    """Take a row apart."""
    case = Case(row.kind, row.text, row.context)
    hits = [hit for look in LOOKS[row.kind] if look not in WITH_MODELS for hit in look(case)]
    ruled = {hit.code for hit in hits if hit.severity == "error"}
    if case.first("deny_application", meant=False):
        ruled.add(Code.DECEPTIVE)
    has = _has(row)
    parts = {
        code: learned.features_of_part(case, code)
        for code, kinds in learned.ABSENCES.items()
        if row.kind in kinds
    }
    return Bag(
        row,
        case,
        hits,
        learned.features(case.sentences, case.vectors),
        learned.fine(case),
        has,
        frozenset(str(code) for code in ruled),
        _fold(row),
        {code: part for code, part in parts.items() if part is not None},
        frozenset(code for code in learned.TRAINED if learned.speaks(case, code) and _counts(row, has, code)),
    )


def _has(row: Row) -> frozenset[str]:
    has = set(row.codes) if row.verdict == "revise" else set()
    if _denies(row):
        has.add(str(Code.DECEPTIVE))
    if Code.GOOGLEABLE in has and row.context.public is not None:
        has.add("ANSWERED")
    if row.verdict == "revise" and set(row.codes) - OF_THE_WHOLE:
        has.add("ANY")
    return frozenset(has)


def _counts(row: Row, has: frozenset[str], code: str) -> bool:
    """Say whether a row teaches a code anything: of others' faults it may not be known."""
    if code in learned.SIGNS:
        return row.verdict == "good" or code in has
    return code != Code.DECEPTIVE or _denies(row) or Code.DECEPTIVE not in row.codes


def _denies(row: Row) -> bool:
    """Say whether the text denies an application, true or not."""
    known = row.context.applications is not None
    return (
        Code.DECEPTIVE in row.codes and (row.verdict == "cannot_tell" or known)
    ) or "application" in row.family


def _fold(row: Row) -> int:
    near = int(re.sub(r"\D", "", row.id)) // NEIGHBOURS
    return int(hashlib.sha256(f"fold {row.kind} {near}".encode()).hexdigest(), 16) % FOLDS


def _lines() -> list[tuple[Code, bool, str]]:
    found, code = [], Code.ASKS_FOR_JOB
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            code = Code(line[1:-1])
        elif line[:2] in ("+ ", "- "):
            found.append((code, line[0] == "+", line[2:]))
    return found


def singles() -> list[Single]:
    """Return the single sentences, as features."""
    found = []
    for code, fault, text in _lines():
        case = Case("question", text, Context())
        if case.sentences:
            found.append(Single(code, fault, learned.features(case.sentences, case.vectors)))
    return found
