"""weaktie doctor, backup, restore."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from weaktie.cli import telling
from weaktie.core.refusal import Refused

PASSPHRASE = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file with the passphrase (never on the command line, where others could read it).",
)

FORCE = click.option("--force", is_flag=True, help="Write over the file if it is there.")
LONGEST_PASSPHRASE = 4096


class NoPassphrase(Refused):
    """The passphrase file holds none: nothing is written without the encryption that was asked for."""

    code = "no_passphrase"


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
@FORCE
def backup_command(target: Path, passphrase_file: Path | None, force: bool, as_json: bool) -> None:
    """Write everything into one file, checked before it counts; encrypted if you give a passphrase.

    \b
    Example: weaktie backup ~/weaktie-2026-11-23.weaktie --passphrase-file ~/passphrase
    """
    telling.ready()
    from django.conf import settings
    from django.db import connection

    from weaktie.adapters import backup, home

    passphrase = _passphrase(passphrase_file)
    home.refuse_to_overwrite(target, force=force)
    connection.close()
    made = backup.back_up(settings.HOME, target, passphrase=passphrase, now=telling.now())
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
    """Return what a passphrase file holds; refuse one that holds nothing, or no text."""
    if file is None:
        return ""
    with file.open("rb") as opened:
        content = opened.read(LONGEST_PASSPHRASE + 1)
    try:
        passphrase = content.decode().strip()
    except UnicodeDecodeError as error:
        raise NoPassphrase(f"{file} is not a text file; write the passphrase into one, in UTF-8.") from error
    if len(content) > LONGEST_PASSPHRASE or "\0" in passphrase:
        raise NoPassphrase(f"{file} is too long for a passphrase; write it alone into a text file.")
    if not passphrase:
        raise NoPassphrase(f"{file} is empty; write the passphrase into it, or leave the option out.")
    return passphrase
