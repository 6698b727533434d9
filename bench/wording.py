"""Measure the checker of wording: precision and recall by code, balanced accuracy by kind, milliseconds.

python -m bench.wording the development rows (the models were trained on them: read the training's own
figures too) python -m bench.wording --held the held-back fifth: figures only, no text is ever shown
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bench.wording_rows import Row, rows
from weaktie.core.wording import KINDS, Kind, Verdict, check

VERDICTS = ("good", "revise", "cannot_tell")


@dataclass(frozen=True, slots=True)
class Figures:
    """What a checker got right on the rows of a kind."""

    kind: Kind
    count: int
    confusion: Counter[tuple[str, str]]
    right: Counter[str]
    wrong: Counter[str]
    missed: Counter[str]
    milliseconds: tuple[float, ...]

    def recall(self, verdict: str) -> float:
        """Return the share of the rows of a verdict that got it."""
        due = sum(n for (true, _), n in self.confusion.items() if true == verdict)
        return self.confusion[verdict, verdict] / due if due else 1.0

    @property
    def two_way(self) -> float:
        """Return the balanced accuracy of good against not good."""
        bad = sum(n for (true, _), n in self.confusion.items() if true != "good")
        caught = sum(n for (true, said), n in self.confusion.items() if true != "good" and said != "good")
        return (self.recall("good") + (caught / bad if bad else 1.0)) / 2

    @property
    def three_way(self) -> float:
        """Return the balanced accuracy of the three verdicts."""
        return statistics.fmean(self.recall(verdict) for verdict in VERDICTS)


def measure(kind: Kind, some: Sequence[Row]) -> Figures:
    """Check every row and compare with what a careful reader says."""
    took, judged = [], []
    for row in some:
        started = time.perf_counter()
        judged.append((row, check(kind, row.text, row.context)))
        took.append((time.perf_counter() - started) * 1000)
    return measure_cases(kind, judged, took)


def measure_cases(
    kind: Kind, judged: Sequence[tuple[Row, Verdict]], took: Sequence[float] = (0.0,)
) -> Figures:
    """Compare verdicts on the rows of a kind with what a careful reader says."""
    confusion: Counter[tuple[str, str]] = Counter()
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    some = [(row, verdict) for row, verdict in judged if row.kind == kind]
    for row, verdict in some:
        confusion[row.verdict, verdict.verdict] += 1
        said, due = _marks(verdict), _due(row)
        right.update(said & due)
        wrong.update(said - due)
        missed.update(due - said)
    return Figures(kind, len(some), confusion, right, wrong, missed, tuple(sorted(took)))


def _marks(verdict: Verdict) -> set[str]:
    return {
        f"{one.code}{' ?' if one.severity == 'unknown' else ''}"
        for one in verdict.findings
        if one.severity != "advice"
    }


def _due(row: Row) -> set[str]:
    return (
        {f"{code}{' ?' if row.verdict == 'cannot_tell' else ''}" for code in row.codes}
        if row.verdict != "good"
        else set()
    )


def table(found: Sequence[Figures]) -> str:
    """Return the figures as Markdown."""
    lines = [
        "| kind | rows | good or not | three verdicts | median ms | p95 ms |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for one in found:
        p95 = one.milliseconds[int(len(one.milliseconds) * 0.95)]
        median = statistics.median(one.milliseconds)
        lines.append(
            f"| {one.kind} | {one.count} | {one.two_way:.2f} | {one.three_way:.2f} |"
            f" {median:.1f} | {p95:.1f} |"
        )
    lines += ["", "| kind | code | rows | precision | recall |", "|---|---|---:|---:|---:|"]
    for one in found:
        for code in sorted(one.right | one.missed | one.wrong):
            due, said = one.right[code] + one.missed[code], one.right[code] + one.wrong[code]
            precision = f"{one.right[code] / said:.2f}" if said else "-"
            recall = f"{one.right[code] / due:.2f}" if due else "-"
            lines.append(f"| {one.kind} | {code} | {due} | {precision} | {recall} |")
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> None:
    """Print the figures."""
    check("question", "What changed?")
    print(table([measure(kind, list(rows(kind, held="--held" in arguments))) for kind in KINDS]))


if __name__ == "__main__":
    main(sys.argv[1:])
