"""weaktie merge, split, forget, undo, redo, export."""

from __future__ import annotations

from pathlib import Path

import click

from weaktie.cli import telling
from weaktie.core.refusal import Refused


@telling.command("merge")
@click.argument("a")
@click.argument("b")
def merge_command(a: str, b: str, as_json: bool) -> None:
    """Make two people one; the other number answers for the one that stays.

    \b
    Example: weaktie merge 42 57
    """
    user = telling.ready()
    from weaktie.campaign.keeping.actions import same

    one, other = (telling.find_person(who, by=user, whole=True) for who in (a, b))
    kept = same.merge(one, other, by=user, now=telling.now())
    telling.tell({"id": kept.pk, "name": kept.name}, f"One person now: {kept.name} ({kept.pk}).", as_json)


@telling.command("split")
@click.argument("who")
@click.argument("entries", nargs=-1, required=True, type=int)
def split_command(who: str, entries: tuple[int, ...], as_json: bool) -> None:
    """Make somebody of their own of some entries of a person (weaktie person WHO lists them).

    \b
    Example: weaktie split 42 311
    """
    user = telling.ready()
    from weaktie.campaign.keeping.actions import same

    person = telling.find_person(who, by=user)
    new = same.part(person, entries, by=user, now=telling.now())
    telling.tell({"id": person.pk, "new": new.pk}, f"Two people now: {person.pk} and {new.pk}.", as_json)


@telling.command("forget")
@click.argument("who", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Do not ask first.")
def forget_command(who: tuple[str, ...], yes: bool, as_json: bool) -> None:
    """Remove people without a trace. A later import does not bring them back. This cannot be undone.

    \b
    Example: weaktie forget 42
    """
    user = telling.ready()
    from weaktie.campaign.keeping.actions import forget

    people = [telling.find_person(one, by=user, whole=True) for one in who]
    names = ", ".join(person.name for person in people)
    if not yes and not as_json:
        click.confirm(f"Forget {names}? This cannot be undone", abort=True)
    count = forget.forget(people, by=user, now=telling.now())
    if as_json:
        telling.tell_json({"forgotten": count})
    else:
        click.echo(f"Forgotten: {names}. Backups that you made before hold them until you delete those.")


@telling.command("undo")
@click.argument("import_id", required=False, type=int)
def undo_command(import_id: int | None, as_json: bool) -> None:
    """Take back the last thing you did, or a whole import by its number.

    \b
    Example: weaktie undo
    """
    user = telling.ready()
    from weaktie.campaign.intake.models import Import
    from weaktie.campaign.keeping.actions import undo

    if import_id is None:
        words = undo.undo(by=user, now=telling.now())
    else:
        batch = Import.objects.visible_to(user).filter(pk=import_id).first()
        if batch is None:
            raise Refused(f"There is no import {import_id}.", code="no_such_import")
        words = undo.undo_import(batch, by=user, now=telling.now())
    if as_json:
        telling.tell_json({"undone": words})
    else:
        click.echo(f"Undone: {words}")


@telling.command("redo")
def redo_command(as_json: bool) -> None:
    """Do again what you undid last (an import comes back by importing it again).

    \b
    Example: weaktie redo
    """
    user = telling.ready()
    from weaktie.campaign.keeping.actions import undo

    words = undo.redo(by=user, now=telling.now())
    if as_json:
        telling.tell_json({"done": words})
    else:
        click.echo(f"Done again: {words}")


@telling.command("export")
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "csv", "vcard"]),
    help="Else as the name ends: .json, .csv or .vcf.",
)
@click.option("--with-off-record", is_flag=True, help="Also what was said off the record, which is left out.")
@click.option("--force", is_flag=True, help="Write over the file if it is there.")
def export_command(target: Path, form: str | None, with_off_record: bool, force: bool, as_json: bool) -> None:
    """Write everything out: JSON for machines, CSV for spreadsheets, vCard for address books.

    \b
    Example: weaktie export people.vcf
    """
    user = telling.ready()
    from weaktie.adapters import home
    from weaktie.campaign.keeping.queries import export

    home.refuse_to_overwrite(target, force=force)
    form = form or export.form_of(target)
    content = export.export(form, by=user, now=telling.now(), with_off_record=with_off_record)
    export.write(target, content)
    if as_json:
        telling.tell_json({"path": str(target), "bytes": len(content)})
    else:
        click.echo(f"Written: {target}")
