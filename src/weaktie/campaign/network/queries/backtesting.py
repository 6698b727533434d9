"""The backtest of tie strength on a mailbox that is read for it and not stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from weaktie.accounts.models import User
from weaktie.adapters import parsing
from weaktie.core import backtest as core
from weaktie.core.readers import Hints
from weaktie.core.refusal import Refused
from weaktie.core.rows import Encounters, Party


class NotMail(Refused):
    """The file holds no messages."""

    code = "not_mail"


def backtest(path: Path, *, by: User, now: datetime) -> tuple[str, core.BacktestResult]:
    """Return the mailbox's name and how well ties of its first 60 % tell who writes both ways later."""
    hints = Hints(today=now.astimezone(by.timezone()).date(), zone=by.zone, day_first=by.day_first)
    runs: list[Encounters] = []
    for read in parsing.parse([path], hints=hints):
        if read.error:
            raise NotMail(f"{path.name}: {read.error}")
        runs += [row for row in read.rows if isinstance(row, Encounters)]
    parties: list[Party] = [party for run in runs for party in run.parties]
    rows = [row for run in runs for row in run.rows]
    if not rows:
        raise NotMail(f"{path.name} holds no messages between people.")
    return path.name, core.backtest(rows, parties)


def as_record(result: tuple[str, core.BacktestResult]) -> dict[str, object]:
    """Return a result for programs."""
    return {"mailbox": result[0], **asdict(result[1])}


def table(results: Sequence[tuple[str, core.BacktestResult]]) -> Iterator[str]:
    """Yield the lines of a table: strength beside the baselines, and the means."""
    yield f"{'mailbox':36} {'people':>7} {'later':>6}  {'strength (95 %)':22} {'count':>6} {'recency':>8}"
    for name, r in results:
        interval = f"{r.strength.value:.3f} ({r.strength.low:.3f} to {r.strength.high:.3f})"
        yield (
            f"{name[:36]:36} {r.candidates:7,} {r.positives:6,}  {interval:22}"
            f" {r.count.value:6.3f} {r.recency.value:8.3f}"
        )
    means = core.means([result for _, result in results])
    yield f"{'mean AUC':36} {'':7} {'':6}  {means.strength:<22.3f} {means.count:6.3f} {means.recency:8.3f}"
