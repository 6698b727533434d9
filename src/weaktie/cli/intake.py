"""weaktie import."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from weaktie.cli import telling

if TYPE_CHECKING:
    from weaktie.accounts.models import User
    from weaktie.adapters.parsing import Progress
    from weaktie.campaign.intake.models import File
    from weaktie.campaign.network.actions.bring import Brought


@telling.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would happen, row by row, and store nothing.")
@click.option("--end-demo", is_flag=True, help="Take the fictional seeker away first, if she is here.")
def import_command(paths: tuple[Path, ...], dry_run: bool, end_demo: bool, as_json: bool) -> None:
    """Bring in exports: LinkedIn, mail, address books, calendars.

    Files, folders and archives, as many at once as you like. The same file twice changes nothing, and an
    import can be undone whole (weaktie undo).

    \b
    Example: weaktie import ~/Downloads/Complete_LinkedInDataExport_11-20-2026.zip ~/Mail contacts.vcf
    """
    user = telling.ready()
    from weaktie.campaign.network.actions import bring

    if user.is_demo:
        _make_way(user, dry_run=dry_run, surely=end_demo, as_json=as_json)
    # Rows are tuples without cycles: looking for cycles among millions of them would only cost time.
    gc.disable()
    with _bar(as_json) as told:
        action = bring.plan if dry_run else bring.bring
        brought = action(list(paths), by=user, now=telling.now(), told=told)
    if as_json:
        telling.tell_json(_as_json(brought, dry_run=dry_run))
    else:
        _tell(brought, dry_run=dry_run)
        _who_are_you(user, dry_run=dry_run)
    if any(file.error for file in brought.files):
        sys.exit(1)


def _make_way(user: User, *, dry_run: bool, surely: bool, as_json: bool) -> None:
    """Take the fictional seeker away before files of one's own come in, if the seeker says so."""
    from weaktie.campaign.keeping.actions import demo

    if dry_run:
        if not as_json:
            click.echo("The fictional seeker goes first: this is what would come of a book without her.")
        return
    if not surely and not as_json and sys.stdin.isatty():
        question = "The fictional seeker is here. Take her away first, with all that was done in her book?"
        surely = click.confirm(question, default=True)
    if surely:
        demo.end(by=user, now=telling.now(), surely=True)


class _Bar:
    """A progress bar for people who watch; silent for programs and pipes."""

    def __init__(self, quiet: bool) -> None:
        self.quiet = quiet or not sys.stderr.isatty()

    def __enter__(self) -> _Bar:
        if not self.quiet:
            from rich.console import Console
            from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bars

            self.bars = Bars(
                TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn(),
                console=Console(stderr=True), transient=True,
            )  # fmt: skip
            self.bars.start()
            self.task = self.bars.add_task("Reading", total=None)
        return self

    def __exit__(self, *_: object) -> None:
        if not self.quiet:
            self.bars.stop()

    def __call__(self, progress: Progress) -> None:
        if not self.quiet:
            self.bars.update(
                self.task,
                description=Path(progress.path).name[:40],
                completed=progress.done,
                total=progress.total,
            )


def _bar(as_json: bool) -> _Bar:
    return _Bar(as_json)


def _as_json(brought: Brought, *, dry_run: bool) -> dict[str, object]:
    answer: dict[str, object] = {
        "files": [_file_json(file) for file in brought.files],
        "people": brought.people,
        "import_id": None if dry_run else brought.batch.pk,
    }
    if dry_run:
        answer["plan"] = [
            {"path": file.path, "where": row.where, "name": row.name, "what": row.what, "why": row.why}
            for file, rows in zip(brought.files, brought.plan, strict=True)
            for row in rows
        ]
    return answer


def _file_json(file: File) -> dict[str, object]:
    return {
        "path": file.path,
        "kind": file.kind or None,
        "needed": file.needed,
        "read": file.read,
        "new": file.new,
        "known": file.known,
        "ties": file.ties,
        "skipped": file.skipped,
        "note": file.note,
        "error": file.error or None,
    }


def _tell(brought: Brought, *, dry_run: bool) -> None:
    taken = [file for file in brought.files if file.needed and not file.error]
    unneeded = [file for file in brought.files if file.kind and not file.needed]
    for file in taken:
        if file.new or file.known or file.ties or file.skipped:
            click.echo(f"{file.path}: {file.label}, {file.read:,} read")
            click.echo(f"    {_counts(file)}" + _skips(file))
    others = [file for file in taken if not (file.new or file.known or file.ties or file.skipped)]
    if others:
        click.echo("Also read: " + ", ".join(Path(file.path).name for file in others))
    for file in brought.files:
        if file.error:
            click.echo(f"{file.path}: not taken. {file.error}", err=True)
    if unneeded:
        click.echo("Recognised and not needed: " + ", ".join(Path(file.path).name for file in unneeded))
    beside = [file for file in brought.files if not file.kind and not file.error]
    if beside:
        click.echo(
            "Left alone: " + ", ".join(Path(file.path).name for file in beside[:5]) + _more(len(beside))
        )
    if dry_run:
        _tell_plan(brought)
    else:
        undo = " Undo: weaktie undo." if any(file.new or file.known or file.ties for file in taken) else ""
        click.echo(f"{brought.people:,} people in all.{undo} Whom to talk to: weaktie next")


def _counts(file: File) -> str:
    told = (f"{file.new:,} people new", f"{file.known:,} known", f"ties with {file.ties:,}")
    shown = [words for words, count in zip(told, (file.new, file.known, file.ties), strict=True) if count]
    return ", ".join(shown) or "nobody new"


def _more(count: int) -> str:
    return f" and {count - 5} more" if count > 5 else ""


def _skips(file: File) -> str:
    if not file.skipped:
        return ""
    first = file.skipped[0]
    more = f" (and {len(file.skipped) - 1:,} more)" if len(file.skipped) > 1 else ""
    place = "" if first["reason"].casefold().startswith(first["where"].casefold()) else f"{first['where']}: "
    return f"; noted: {place}{first['reason']}{more}"


def _tell_plan(brought: Brought) -> None:
    for rows in brought.plan:
        for row in rows[:20]:
            click.echo(f"    {row.what:7} {row.where}  {row.name}  ({row.why})")
        if len(rows) > 20:
            click.echo(f"    ... and {len(rows) - 20:,} more rows (--json has all)")
    click.echo(f"Nothing is stored yet. {brought.people:,} people in all if you go ahead.")


def _who_are_you(user: User, *, dry_run: bool) -> None:
    """Ask once, in a terminal only, whether the seeker that exports point to is right."""
    from weaktie.campaign.network.actions import me
    from weaktie.campaign.network.queries.seeker import guessed

    if dry_run or not sys.stdin.isatty() or me.is_known(by=user):
        return
    name, emails = guessed(by=user)
    if not name and not emails:
        return
    shown = ", ".join(filter(None, (name, *emails)))
    if click.confirm(f"Is this you: {shown}?", default=True):
        today = telling.now().astimezone(user.timezone()).date()
        me.say_who_you_are(by=user, name=name, emails=emails, today=today)
    else:
        click.echo("Say who you are: weaktie me --name “Ada Quill” --email ada@example.org")
