"""Does tie strength tell who will write both ways later? Beside counting and recency, in one run.

    python -m bench.backtest MBOX... [--cuts] [--constants]

Each mailbox is cut after 60 % of its messages. `--cuts` cuts it elsewhere too, `--constants` halves and
doubles each constant of the tie in turn and says how far the mean AUC over mailboxes and cuts moves.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import fmean

from weaktie.core import backtest, readers, ties
from weaktie.core.backtest import BacktestResult, Estimate, NothingToTell
from weaktie.core.rows import Encounter, Encounters, Party

CUTS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
CONSTANTS = (
    "SHORT_HALF_LIFE", "LONG_HALF_LIFE", "SILENCE_HALF_LIFE", "FRESH_SHARE", "SENT", "RECEIVED", "COPIED",
)  # fmt: skip
FACTORS = (0.5, 0.75, 1.33, 2.0)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """What a reader found in one file."""

    name: str
    rows: tuple[Encounter, ...]
    parties: tuple[Party, ...]


def main() -> None:
    """Print the table of every mailbox named on the command line."""
    parser = argparse.ArgumentParser(description="AUC of tie strength, count and recency on mailboxes.")
    parser.add_argument("mailboxes", nargs="+", type=Path, metavar="MBOX")
    parser.add_argument("--cuts", action="store_true", help="cut after 30 to 80 %% of the messages too")
    parser.add_argument("--constants", action="store_true", help="halve and double each constant")
    asked = parser.parse_args()
    mailboxes = [_read(path) for path in asked.mailboxes]
    _print(mailboxes, CUTS if asked.cuts else (backtest.PAST,))
    if asked.constants:
        _print_sensitivity(mailboxes)


def _read(path: Path) -> Mailbox:
    with path.open("rb") as stream:
        source = readers.recognise(stream.read(readers.HEAD), name=path.name)
        stream.seek(0)
        found = readers.read(source, stream, readers.Hints(today=date(2026, 1, 1)))
        runs = [row for row in found if isinstance(row, Encounters)]
    rows = tuple(row for run in runs for row in run.rows)
    return Mailbox(path.name, rows, tuple(party for run in runs for party in run.parties))


def _results(mailboxes: Sequence[Mailbox], cuts: Sequence[float]) -> Iterator[tuple[float, BacktestResult]]:
    for mailbox in mailboxes:
        for cut in cuts:
            try:
                yield cut, backtest.backtest(mailbox.rows, mailbox.parties, past=cut)
            except NothingToTell as refusal:
                print(f"{mailbox.name} at {cut:.0%}: {refusal}")


def _print(mailboxes: Sequence[Mailbox], cuts: Sequence[float]) -> None:
    results = []
    for cut, result in _results(mailboxes, cuts):
        results.append(result)
        day = datetime.fromtimestamp(result.cut, UTC).date()
        print(
            f"\n{result.owner}: {result.messages:,} messages, cut at {cut:.0%} ({day}), "
            f"{result.positives} of {result.candidates} people wrote both ways later"
        )
        print(f"  AUC  strength {_shown(result.strength)}  ahead by")
        print(f"       count    {_shown(result.count)}  {_shown(result.over_count, '+.3f')}")
        print(f"       recency  {_shown(result.recency)}  {_shown(result.over_recency, '+.3f')}")
    if results:
        mean = backtest.means(results)
        print(
            f"\nMean over {mean.mailboxes} (95 % intervals in brackets above): "
            f"strength {mean.strength:.3f}, count {mean.count:.3f}, recency {mean.recency:.3f}"
        )


def _shown(estimate: Estimate, form: str = ".3f") -> str:
    return f"{estimate.value:{form}} [{estimate.low:{form}}, {estimate.high:{form}}]"


def _print_sensitivity(mailboxes: Sequence[Mailbox]) -> None:
    print(f"\nMean AUC over {len(CUTS)} cuts with one constant changed; unchanged {_mean(mailboxes):.3f}")
    print(f"{'':20}" + "".join(f"{f'x {factor}':>8}" for factor in FACTORS))
    for name in CONSTANTS:
        means = []
        for factor in FACTORS:
            with _changed(name, factor):
                means.append(_mean(mailboxes))
        print(f"{name:20}" + "".join(f"{mean:8.3f}" for mean in means))


def _mean(mailboxes: Sequence[Mailbox]) -> float:
    return fmean(result.strength.value for _, result in _results(mailboxes, CUTS))


@contextmanager
def _changed(name: str, factor: float) -> Iterator[None]:
    before = getattr(ties, name)
    setattr(ties, name, min(before * factor, 1.0) if name == "FRESH_SHARE" else before * factor)
    ties._weight.cache_clear()
    try:
        yield
    finally:
        setattr(ties, name, before)
        ties._weight.cache_clear()


if __name__ == "__main__":
    main()
