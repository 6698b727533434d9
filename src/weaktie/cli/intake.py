"""weaktie import, imports."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from weaktie.cli import import_report, telling

if TYPE_CHECKING:
    from weaktie.accounts.models import User
    from weaktie.adapters.parsing import Progress
    from weaktie.campaign.intake.models import File
    from weaktie.campaign.network.actions.bring import Brought


@telling.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would happen, file by file, and store nothing.")
@click.option("--rows", is_flag=True, help="With --dry-run: show every row, not a few of each file.")
@click.option("--end-demo", is_flag=True, help="Take the fictional seeker away first, if she is here.")
def import_command(paths: tuple[Path, ...], dry_run: bool, rows: bool, end_demo: bool, as_json: bool) -> None:
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
        import_report.tell(brought, dry_run=dry_run, all_rows=rows)
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
        "notes": [{"code": one.code, "path": one.path, "says": one.says} for one in brought.remarks],
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
        "forgotten": file.forgotten,
        "note": file.note,
        "error": file.error or None,
    }


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


@telling.command("imports")
def imports_command(as_json: bool) -> None:
    """List the imports, the latest first, with the number that undo takes.

    \b
    Example: weaktie imports
             weaktie undo 3
    """
    user = telling.ready()
    from django.utils.timezone import localtime

    from weaktie.campaign.intake import queries

    lines = queries.batches(by=user)
    if as_json:
        listed = [
            {
                "id": line.batch.pk, "received_at": line.batch.received_at, "state": line.batch.state,
                "files": line.names, "file_count": line.files, "new": line.new, "left_out": line.left_out,
                "refused": line.refused,
            }
            for line in lines
        ]  # fmt: skip
        telling.tell_json({"imports": listed})
        return
    for line in lines:
        when = localtime(line.batch.received_at, user.timezone()).strftime("%Y-%m-%d %H:%M")
        state = f"{line.new:,} new" if line.batch.state == "applied" else line.batch.get_state_display()
        click.echo(f"{line.batch.pk:>5}  {when}  {line.title or 'no files'}: {state}")
    click.echo(f"{len(lines):,} imports. Take one back: weaktie undo NUMBER" if lines else "No imports yet.")
