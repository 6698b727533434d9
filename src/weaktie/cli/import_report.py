"""What `weaktie import` tells people: file by file what came or would come, and how to go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from weaktie.campaign.intake.models import File
    from weaktie.campaign.network.actions.bring import Brought, PlannedRow

SAMPLE = 5
"""So many rows of a file a dry run shows."""

FATES = {"create": "new", "update": "added to", "skip": "left out", "keep": "as they are"}
"""What may become of a row, as people read it, in the order in which a sample shows them."""

MEMBER = "!/"

Line = tuple["File", Sequence["PlannedRow"]]


def tell(brought: Brought, *, dry_run: bool, all_rows: bool) -> None:
    """Print what an import did, or with `dry_run` would do."""
    lines = list(zip(brought.files, brought.plan, strict=True))
    for archive, some in groupby(lines, key=lambda line: _archive(line[0])):
        if archive:
            click.echo(archive)
        for file, rows in some:
            if _is_told(file):
                _tell_file(file, rows if dry_run else (), indent="  " if archive else "", all_rows=all_rows)
    _tell_others(brought.files)
    for remark in brought.remarks:
        click.echo(f"Note: {remark.says}")
        if remark.code == "somebody_else" and remark.emails:
            click.echo(f"      If that is you too: weaktie me {_emails(remark.emails)}")
    _tell_end(brought, dry_run=dry_run)


def _archive(file: File) -> str:
    return file.path.rpartition(MEMBER)[0]


def _is_told(file: File) -> bool:
    """Tell whether a file is worth a line of its own."""
    brings = file.new or file.known or file.ties or file.skipped or file.forgotten
    return bool(file.needed and not file.error and brings)


def _tell_file(file: File, rows: Sequence[PlannedRow], *, indent: str, all_rows: bool) -> None:
    name = file.path.rpartition(MEMBER)[2]
    click.echo(f"{indent}{name}: {file.label}, {file.read:,} read")
    click.echo(f"{indent}    {_counts(file, rows)}" + ("" if rows else _skips(file)))
    shown = rows if all_rows else _sample(rows)
    for row in shown:
        words = row.why if row.what == "skip" else row.name or "no name"
        click.echo(f"{indent}    {FATES[row.what]:11} {row.where:10} {words}")
    if len(rows) > len(shown):
        click.echo(f"{indent}    and {len(rows) - len(shown):,} more rows (--rows shows all)")


def _sample(rows: Sequence[PlannedRow]) -> list[PlannedRow]:
    """Return a few rows, first what changes something, one of each kind at least."""
    by_fate = [[row for row in rows if row.what == fate] for fate in FATES]
    chosen = [some[0] for some in by_fate if some]
    rest = [row for some in by_fate for row in some[1:]]
    picked = {id(row) for row in (*chosen, *rest[: SAMPLE - len(chosen)])}
    return [row for some in by_fate for row in some if id(row) in picked]


def _counts(file: File, rows: Sequence[PlannedRow]) -> str:
    if rows:
        fates = Counter(row.what for row in rows)
        shown = [f"{fates[fate]:,} {words}" for fate, words in FATES.items() if fates[fate]]
    else:
        people = "person" if file.new == 1 else "people"
        shown = [f"{file.new:,} {people} new"] * bool(file.new) + [f"{file.known:,} known"] * bool(file.known)
    shown += [f"ties with {file.ties:,}"] * bool(file.ties)
    return ", ".join(shown) or "nobody new"


def _skips(file: File) -> str:
    if not file.skipped:
        return ""
    first = file.skipped[0]
    more = f" (and {len(file.skipped) - 1:,} more)" if len(file.skipped) > 1 else ""
    place = "" if first["reason"].casefold().startswith(first["where"].casefold()) else f"{first['where']}: "
    return f"; noted: {place}{first['reason']}{more}"


def _tell_others(files: Sequence[File]) -> None:
    for file in files:
        if file.error:
            click.echo(f"{file.path}: not taken. {file.error}", err=True)
    read = [file for file in files if file.needed and not file.error and not _is_told(file)]
    unneeded = [file for file in files if file.kind and not file.needed]
    beside = [file for file in files if not file.kind and not file.error]
    for words, some in (("Also read", read), ("Recognised and not needed", unneeded), ("Left alone", beside)):
        if some:
            click.echo(f"{words}: {_names(some)}")


def _names(files: Iterable[File]) -> str:
    names = [Path(file.path).name for file in files]
    return ", ".join(names[:SAMPLE]) + (f" and {len(names) - SAMPLE:,} more" if len(names) > SAMPLE else "")


def _tell_end(brought: Brought, *, dry_run: bool) -> None:
    people = f"{brought.people:,} {'person' if brought.people == 1 else 'people'} in all"
    if not brought.can_undo:
        is_known = any(file.needed and file.kind and not file.error for file in brought.files)
        click.echo(f"{'Nothing of it is new' if is_known else 'There is nothing to bring in'}; {people}.")
    elif dry_run:
        click.echo(f"Nothing is stored yet. {people} if you go ahead.")
    else:
        click.echo(f"{people}. Undo: weaktie undo. Whom to talk to: weaktie next")


def _emails(emails: Sequence[str]) -> str:
    return " ".join(f"--email {email}" for email in emails)
