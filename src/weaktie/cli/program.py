"""weaktie doctor, backup, restore."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from weaktie.cli import telling

PASSPHRASE = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file with the passphrase (never on the command line, where others could read it).",
)


@telling.command("doctor")
def doctor_command(as_json: bool) -> None:
    """Look at this installation, and say what is wrong with it and how to mend it.

    \b
    Example: weaktie doctor
    """
    telling.load()
    from django.conf import settings

    from weaktie.adapters import health

    findings = health.examine(settings.HOME)
    if as_json:
        listed = [{"code": f.code, "level": f.level, "says": f.says, "mend": f.mend} for f in findings]
        telling.tell_json({"findings": listed})
    else:
        for finding in findings:
            click.echo(f"{finding.level:5} {finding.says} {finding.mend}".rstrip())
    if any(finding.level == "wrong" for finding in findings):
        sys.exit(1)


@telling.command("backup")
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@PASSPHRASE
def backup_command(target: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Write everything into one file, checked before it counts; encrypted if you give a passphrase.

    \b
    Example: weaktie backup ~/weaktie-2026-11-23.weaktie --passphrase-file ~/passphrase
    """
    telling.ready()
    from django.conf import settings
    from django.db import connection

    from weaktie.adapters import backup

    connection.close()
    made = backup.back_up(settings.HOME, target, passphrase=_passphrase(passphrase_file), now=telling.now())
    if as_json:
        telling.tell_json(
            {"path": str(made), "bytes": made.stat().st_size, "encrypted": bool(passphrase_file)}
        )
    else:
        click.echo(f"Written and checked: {made}. Put it back with: weaktie restore {made}")


@telling.command("restore")
@click.argument("source", type=click.Path(path_type=Path, dir_okay=False))
@PASSPHRASE
def restore_command(source: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Put a backup in the place of what is here; whoever was forgotten stays forgotten.

    What is here is backed up first, into the folder backups of the data folder.

    \b
    Example: weaktie restore ~/weaktie-2026-11-23.weaktie
    """
    telling.load()
    from weaktie.campaign.keeping.actions import restoring

    before, forgotten = restoring.restore(source, passphrase=_passphrase(passphrase_file), now=telling.now())
    if as_json:
        telling.tell_json({"restored": str(source), "before": str(before), "forgotten_again": forgotten})
    else:
        click.echo(f"Restored. What was here before: {before}")


def _passphrase(file: Path | None) -> str:
    return file.read_text().strip() if file else ""
