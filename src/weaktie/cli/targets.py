"""weaktie target add|list|drop|found, material add|list|drop, next, why, backtest."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from weaktie.cli import telling

if TYPE_CHECKING:
    from weaktie.campaign.network.models import Person
    from weaktie.campaign.targets.models import Material, Target
    from weaktie.campaign.targets.queries.listing import TargetRow
    from weaktie.campaign.targets.queries.next import Next
    from weaktie.core.candidates import Suggestion

GOAL = click.option(
    "--goal",
    type=click.Choice(["discover", "referral", "prepare"]),
    default="discover",
    show_default=True,
    help="Find out what you do not know; be referred; get ready.",
)
TARGET = click.option("--target", default="", metavar="NAME", help="Only for this target.")


@click.group("target")
def target_command() -> None:
    """Employers, roles and industries you want to learn about.

    \b
    Example: weaktie target add Northwind “Harrow Grid” --motivation 5
    """


@telling.command("add")
@click.argument("names", nargs=-1, required=True)
@click.option(
    "--kind", type=click.Choice(["employer", "role", "industry"]), default="employer", show_default=True
)
@click.option("--motivation", type=click.IntRange(1, 5), default=3, show_default=True)
@click.option("--level", type=click.Choice(["below_senior", "senior", "executive"]), default=None)
@click.option(
    "--posting", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A posting, as text."
)
def add_command(
    names: tuple[str, ...], kind: str, motivation: int, level: str | None, posting: Path | None, as_json: bool
) -> None:
    """Add targets, as many at once as you like.

    \b
    Example: weaktie target add Northwind “Harrow Grid” --motivation 5
    """
    user = telling.ready()
    from weaktie.campaign.targets import actions
    from weaktie.campaign.targets.queries import listing

    text = posting.read_text(errors="replace") if posting else ""
    before = {row.target.pk for row in listing.targets_page(by=user).rows}
    added = actions.add_targets(
        names, by=user, kind=kind, motivation=motivation, level=level or "", posting=text, now=telling.now()
    )
    answer: dict[str, object] = {"targets": [_target_json(target) for target in added]}
    fresh = [target.name for target in added if target.pk not in before]
    if as_json or fresh:
        telling.tell(answer, f"Added: {', '.join(fresh)}.", as_json)
    else:
        click.echo("On the list already.")


@telling.command("list")
@click.option(
    "--order", type=click.Choice(["wish", "name", "people", "new"]), default="wish", show_default=True
)
def list_command(order: str, as_json: bool) -> None:
    """List the targets, and how many people you know at each.

    \b
    Example: weaktie target list --order people
    """
    user = telling.ready()
    from weaktie.campaign.targets.queries import listing

    page = listing.targets_page(by=user, order=order)
    if as_json:
        listed = [
            {
                **_target_json(r.target),
                "people_now": r.now_there,
                "people_by_mail": r.by_mail,
                "people_before": r.were_there,
                "strangers": r.strangers,
            }
            for r in page.rows
        ]
        telling.tell_json({"targets": listed})
        return
    for row in page.rows:
        click.echo(f"{row.target.pk:>4}  {row.target.name[:36]:36} {row.target.motivation}  {_known(row)}")
    click.echo("One target" if len(page.rows) == 1 else f"{len(page.rows)} targets")


def _known(row: TargetRow) -> str:
    """Say whom the seeker knows at a target."""
    if row.target.kind != row.target.Kind.EMPLOYER:
        return "by title and place"
    told = (
        f"{row.are_there} there now" if row.are_there else "",
        f"{row.by_mail} probably there (by the mail address)" if row.by_mail else "",
        f"{row.were_there} earlier" if row.were_there else "",
        f"{row.strangers} found by you" if row.strangers else "",
    )
    return ", ".join(filter(None, told)) or "nobody you know"


@telling.command("drop")
@click.argument("name")
def drop_command(name: str, as_json: bool) -> None:
    """Take a target off the list.

    \b
    Example: weaktie target drop Northwind
    """
    user = telling.ready()
    from weaktie.campaign.targets import actions
    from weaktie.campaign.targets.queries import next as asking

    target = asking.find_target(name, by=user)
    actions.drop_target(target, by=user, now=telling.now())
    telling.tell({"id": target.pk, "name": target.name}, f"Dropped {target.name}.", as_json)


@telling.command("found")
@click.argument("target")
@click.argument("name")
@click.option("--title", default="")
@click.option("--where", "found", default="", help="Where you found them: an address or a sentence.")
def found_command(target: str, name: str, title: str, found: str, as_json: bool) -> None:
    """Keep somebody found in public at a target where you know nobody, up to three.

    \b
    Example: weaktie target found Northwind “Priya Raman” --title “Grid planner” --where https://northwind.example/team
    """
    user = telling.ready()
    from weaktie.campaign.targets import actions
    from weaktie.campaign.targets.queries import next as asking

    aim = asking.find_target(target, by=user)
    stranger = actions.add_stranger(aim, by=user, name=name, title=title, found=found, now=telling.now())
    telling.tell({"id": stranger.person_id, "target": aim.pk}, f"Kept {name} for {aim.name}.", as_json)


for _command in (add_command, list_command, drop_command, found_command):
    target_command.add_command(_command)


@click.group("material")
def material_command() -> None:
    """What public pages say of a target or a person: questions that it answers are caught.

    \b
    Example: weaktie material add about.html --target Northwind
    """


@telling.command("add")
@click.argument("file", type=click.File("rb"))
@click.option("--target", default="", metavar="NAME", help="The target it is about.")
@click.option("--person", default="", metavar="WHO", help="The person it is about.")
@click.option(
    "--kind",
    type=click.Choice(["about", "profile", "posting", "article", "report", "careers", "other"]),
    default="other",
    show_default=True,
)
@click.option("--title", default="", help="Its title, if the page does not say it.")
def material_add_command(
    file: BinaryIO, target: str, person: str, kind: str, title: str, as_json: bool
) -> None:
    """Keep a saved page, a PDF or a text; - takes the words from standard input.

    \b
    Example: weaktie material add about.html --target Northwind --kind about
    """
    if bool(target) == bool(person):
        raise click.UsageError("Say what it is about: --target NAME or --person WHO.")
    user = telling.ready()
    from weaktie.campaign.targets import actions
    from weaktie.campaign.targets.queries import next as asking

    about = asking.find_target(target, by=user) if target else telling.find_person(person, by=user)
    name = Path(file.name).name if file.name != "<stdin>" else ""
    kept = actions.add_page(
        about, file, by=user, name=name, kind=kind, title=title, now=telling.now()
    )  # fmt: skip
    telling.tell(_material_json(kept), f"Kept {kept or 'it'} for {about.name}.", as_json)


@telling.command("list")
def material_list_command(as_json: bool) -> None:
    """List the public texts that are kept.

    \b
    Example: weaktie material list
    """
    user = telling.ready()
    from weaktie.campaign.targets.queries import material

    kept = list(material.materials(by=user))
    if as_json:
        telling.tell_json({"materials": [_material_json(one) | {"text": one.text} for one in kept]})
        return
    for one in kept:
        click.echo(f"{one.pk:>4}  {str(one)[:44]:44} {one.get_kind_display():16} {one.target or one.person}")
    click.echo(f"{len(kept)} texts")


@telling.command("drop")
@click.argument("number", type=int)
def material_drop_command(number: int, as_json: bool) -> None:
    """Take a public text away, by its number.

    \b
    Example: weaktie material drop 3
    """
    user = telling.ready()
    from weaktie.campaign.targets import actions
    from weaktie.campaign.targets.queries import material

    found = material.find(number, by=user)
    actions.drop_material(found, by=user, now=telling.now())
    telling.tell({"id": number}, f"Dropped {found or 'it'}.", as_json)


for _command in (material_add_command, material_list_command, material_drop_command):
    material_command.add_command(_command)


@telling.command("next")
@GOAL
@TARGET
@click.option("-n", "count", type=click.IntRange(min=1), default=5, show_default=True, help="How many.")
@telling.AS_OF
def next_command(goal: str, target: str, count: int, as_of: datetime | None, as_json: bool) -> None:
    """Say whom to talk to next, and why.

    \b
    Example: weaktie next --goal referral --target Northwind
    """
    user = telling.ready()
    from weaktie.campaign.targets.queries import next as asking

    day, _ = telling.moment(as_of, user)
    today = telling.now().astimezone(user.timezone()).date()
    answer = asking.whom_to_ask(by=user, goal=goal, target=target, count=count, as_of=day, today=today)
    if as_json:
        telling.tell_json(next_json(answer))
    else:
        tell_next(answer)


@telling.command("why")
@click.argument("who")
@GOAL
@TARGET
@telling.AS_OF
def why_command(who: str, goal: str, target: str, as_of: datetime | None, as_json: bool) -> None:
    """Show every part of why somebody stands where they stand.

    \b
    Example: weaktie why 42 --goal referral
    """
    user = telling.ready()
    from weaktie.campaign.targets.queries import next as asking

    person = telling.find_person(who, by=user)
    day, _ = telling.moment(as_of, user)
    today = telling.now().astimezone(user.timezone()).date()
    found = asking.why(person, by=user, goal=goal, target=target, as_of=day, today=today)
    assert found.row is not None
    if as_json:
        answer = {"person": _row_json(found.row), "place": found.place, "considered": found.considered}
        telling.tell_json(answer)
        return
    place = f"number {found.place} of the list" if found.place else "below the list"
    click.echo(f"{person.name}: {place}; {found.considered:,} people were weighed")
    click.echo(f"  {found.row.score:6.3f}  together")
    for part in found.row.parts:
        click.echo(f"  {part.value:6.3f}  {part.words}")
    for reason in found.row.reasons:
        click.echo(f"  - {reason}")


@telling.command("backtest")
@click.argument("mailboxes", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def backtest_command(mailboxes: tuple[Path, ...], as_json: bool) -> None:
    """Test on mailboxes whether tie strength tells who writes both ways later; nothing is stored.

    \b
    Example: weaktie backtest ~/Mail/all.mbox
    """
    user = telling.ready()
    from weaktie.campaign.network.queries import backtesting

    results = [backtesting.backtest(path, by=user, now=telling.now()) for path in mailboxes]
    if as_json:
        listed = [
            {**backtesting.as_record(result), "cut": datetime.fromtimestamp(result[1].cut, UTC)}
            for result in results
        ]
        telling.tell_json({"mailboxes": listed})
        return
    for line in backtesting.table(results):
        click.echo(line)


def tell_next(answer: Next) -> None:
    """Print whom to talk to next, for people."""
    for note in answer.answer.note:
        click.echo(note)
    for number, row in enumerate(answer.answer.people, 1):
        click.echo(f"\n{number}. {_who(answer.people[abs(row.id)])}")
        for reason in row.reasons:
            click.echo(f"   - {reason}")
        for adds in row.adds:
            click.echo(f"   {adds}")
        click.echo(
            f"   {_chance(row)}" + ("" if row.this_week else f"; {row.wait or 'when asks are free again'}")
        )
    if answer.answer.skipped_by_habit:
        click.echo("\nPeople one tends to skip out of habit, who often help more; none is in the list above:")
    for row in answer.answer.skipped_by_habit[:5]:
        click.echo(f"   {_who(answer.people[abs(row.id)])}")
        for reason in row.reasons[:2]:
            click.echo(f"   - {reason}")


def _who(person: Person) -> str:
    job = ", ".join(filter(None, (person.title, person.organisation)))
    return f"{person.name} ({person.pk})" + (f", {job}" if job else "")


def _chance(row: Suggestion) -> str:
    chance = row.chance
    return f"About {chance.mid:.0%} would talk; could be {chance.low:.0%} to {chance.high:.0%}"


def next_json(answer: Next) -> dict[str, object]:
    return {
        "people": [_row_json(row) for row in answer.answer.people],
        "skipped_by_habit": [_row_json(row) for row in answer.answer.skipped_by_habit],
        "notes": answer.answer.note,
        "goal": answer.goal,
        "target": answer.target.name if answer.target else None,
        "as_of": answer.as_of,
    }


def _row_json(row: Suggestion) -> dict[str, object]:
    return {
        "id": abs(row.id),
        "name": row.name,
        "score": row.score,
        "parts": {part.name: part.value for part in row.parts},
        "words": {part.name: part.words for part in row.parts},
        "reasons": row.reasons,
        "adds": row.adds,
        "this_week": row.this_week,
        "chance": {"low": row.chance.low, "mid": row.chance.mid, "high": row.chance.high},
        "route": {"kind": row.route.kind, "via": row.route.via},
    }


def _target_json(target: Target) -> dict[str, object]:
    return {
        "id": target.pk,
        "kind": target.kind,
        "name": target.name,
        "motivation": target.motivation,
        "level": target.level or None,
        "posting": bool(target.posting),
    }


def _material_json(material: Material) -> dict[str, object]:
    about = material.target or material.person
    return {
        "id": material.pk,
        "about": {"kind": "target" if material.target else "person", "id": about.pk if about else None,
                  "name": about.name if about else None},
        "kind": material.kind,
        "title": material.title,
        "found": material.found,
        "words": len(material.text.split()),
        "added_at": material.added_at,
    }  # fmt: skip
