"""weaktie me, people, person, add, edit, tag, hide, tie, duplicates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from weaktie.cli import telling

if TYPE_CHECKING:
    from weaktie.accounts.models import User
    from weaktie.campaign.network.queries.people import PersonPage, Row


def _two_letters(_: click.Context, __: click.Parameter, country: str | None) -> str | None:
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise click.BadParameter("Write the country in two letters, as PT.")
    return country


@telling.command("me")
@click.option("--name", help="Your name.")
@click.option(
    "--email", "emails", multiple=True, help="An address of yours; give it several times for several."
)
@click.option("--url", default="", help="Your LinkedIn address.")
@click.option("--zone", help="Your time zone, as Europe/Lisbon.")
@click.option(
    "--country",
    callback=_two_letters,
    help="Your country in two letters, for telephone numbers and holidays.",
)
def me_command(
    name: str | None, emails: tuple[str, ...], url: str, zone: str | None, country: str | None, as_json: bool
) -> None:
    """Say who you are, or show what weaktie believes.

    \b
    Example: weaktie me --name “Ada Quill” --email ada@example.org --email a.quill@work.example
    """
    user = telling.ready()
    from weaktie.accounts import actions as accounts
    from weaktie.campaign.network.actions import me
    from weaktie.campaign.network.actions.settle import settle
    from weaktie.campaign.network.queries.seeker import guessed

    now = telling.now()
    if zone or country:
        accounts.prefer(user, zone=zone, country=country, now=now)
    if name or emails or url:
        accounts.refuse_mixing(user, now=now)
        _say_who(user, name, emails, url)
        settle(by=user)
    known, addresses = guessed(by=user)
    confirmed = me.is_known(by=user)
    if as_json:
        answer = {"name": known, "emails": addresses, "confirmed": confirmed, "zone": user.zone}
        telling.tell_json({**answer, "country": user.country})
    elif known or addresses:
        click.echo(
            ", ".join(filter(None, (known, *addresses))) + ("" if confirmed else " (as your exports say)")
        )
    else:
        click.echo(
            "weaktie does not know you yet. Tell it: weaktie me --name “Ada Quill” --email ada@example.org"
        )


def _say_who(user: User, name: str | None, emails: tuple[str, ...], url: str) -> None:
    """Keep what was said, and what exports say of the rest."""
    from weaktie.campaign.network.actions import me
    from weaktie.campaign.network.queries.seeker import guessed, guessed_profile

    known, addresses = guessed(by=user)
    slug = guessed_profile(by=user)
    me.say_who_you_are(
        by=user,
        name=name or known,
        emails=emails or addresses,
        profile=url or (f"linkedin.com/in/{slug}" if slug else ""),
        today=telling.now().astimezone(user.timezone()).date(),
    )


@telling.command("people")
@click.argument("text", required=False, default="")
@click.option("--limit", type=click.IntRange(min=1), help="How many at most (20 in a terminal, all in JSON).")
@click.option(
    "--tie", type=click.Choice(["close", "active", "moderate", "dormant", "never"]), help="Only these ties."
)
@click.option("--tag", default="", help="Only people with this tag.")
@telling.AS_OF
def people_command(
    text: str, limit: int | None, tie: str | None, tag: str, as_of: datetime | None, as_json: bool
) -> None:
    """List people, the strongest tie first; TEXT finds names, employers, titles, addresses.

    \b
    Example: weaktie people northwind --limit 5
    """
    user = telling.ready()
    from weaktie.campaign.network.queries import people, sources

    day, now = telling.moment(as_of, user)
    wanted = people.Wanted(text=text, tie=tie or "", tag=tag)
    whole = as_json or as_of is not None
    if as_of is not None and day < telling.now().astimezone(user.timezone()).date():
        page = people.people_as_of(wanted, by=user, now=now)
    else:
        page = people.people(wanted, by=user, now=now, limit=None if whole else limit or 20)
    rows = list(page.rows)
    rows = people.with_keys(rows[:limit], by=user) if as_json else rows[: limit or 20]
    if as_json:
        files = sources.sources([row.person.pk for row in rows], by=user)
        jobs = people.organisations(rows)
        listed = [person_json(row, jobs[row.person.pk], files.get(row.person.pk, [])) for row in rows]
        telling.tell_json({"people": listed, "total": page.total})
        return
    for row in rows:
        job = ", ".join(filter(None, (row.person.title, row.person.organisation)))
        click.echo(f"{row.person.pk:>6}  {row.person.name[:32]:32}  {job[:48]:48}  {row.words}")
    click.echo(f"{page.total:,} people" + (f" match “{text}”" if text else ""))


@telling.command("person")
@click.argument("who")
@telling.AS_OF
def person_command(who: str, as_of: datetime | None, as_json: bool) -> None:
    """Show one person: every source, the tie, the timeline. WHO is a number, a name or an address.

    \b
    Example: weaktie person 42
    """
    user = telling.ready()
    from weaktie.campaign.network.queries import people

    day, now = telling.moment(as_of, user)
    person = telling.find_person(who, by=user)
    page = people.person_page(person, by=user, now=now)
    if day < telling.now().astimezone(user.timezone()).date():
        (row,) = people.with_keys(people.as_of([page.row], by=user, now=now), by=user)
        known = tuple(happened for happened in page.timeline if happened.on <= day)
        page = replace(page, row=row, timeline=known)
    if as_json:
        places = [place for source in page.sources for place in source.places]
        answer = person_json(page.row, people.organisations([page.row])[person.pk], places)
        answer["work"] = [_stint_json(stint) for stint in page.work]
        answer["schools"] = [_stint_json(stint) for stint in page.schools]
        answer["timeline"] = [{"on": h.on, "what": h.words} for h in page.timeline if not h.is_gap]
        answer["tags"] = page.row.tags
        answer["note"] = page.note
        answer["merged"] = page.merged
        answer["entries"] = [
            {"entry": s.handle, "path": s.path, "where": s.where, "says": s.says} for s in page.sources
        ]
        telling.tell_json(answer)
        return
    _tell_person(page)


def _tell_person(page: PersonPage) -> None:
    """Print one person, for people."""
    person = page.row.person
    click.echo(f"{person.name} ({person.pk})")
    job = ", ".join(filter(None, (person.title, person.organisation)))
    click.echo(f"  {job or 'No employer known'}")
    if page.answered:
        said, on = page.answered
        click.echo(f"  The answer to your last ask: {said}, {on:%-d %B %Y}")
    click.echo(f"  {page.headline}")
    for key in (*page.row.emails, *page.row.phones, *(f"linkedin.com/in/{p}" for p in page.row.profiles)):
        click.echo(f"  {key}")
    for happened in page.timeline[:12]:
        click.echo(f"  {'' if happened.is_gap else happened.on.strftime('%b %Y'):10}{happened.words}")
    for source in page.sources:
        also = f", also in {', '.join(path for path, _ in source.also)}" if source.also else ""
        click.echo(f"  from {source.path} {source.where}{also} [entry {source.handle}]: {source.says}")


@telling.command("add")
@click.argument("name")
@click.option("--email", "emails", multiple=True)
@click.option("--url", default="", help="Their LinkedIn address.")
@click.option("--phone", default="")
@click.option("--organisation", default="")
@click.option("--title", default="")
def add_command(
    name: str, emails: tuple[str, ...], url: str, phone: str, organisation: str, title: str, as_json: bool
) -> None:
    """Add a person by hand.

    \b
    Example: weaktie add “Omar Haddad” --organisation Northwind --email omar@northwind.example
    """
    user = telling.ready()
    from weaktie.campaign.network.actions import people

    person = people.add_person(
        by=user, name=name, emails=emails, profile=url, phone=phone, organisation=organisation, title=title,
        now=telling.now(),
    )  # fmt: skip
    telling.tell({"id": person.pk, "name": person.name}, f"{person.name} is number {person.pk}.", as_json)


@telling.command("edit")
@click.argument("who")
@click.option("--name")
@click.option("--organisation")
@click.option("--title")
@click.option("--note")
def edit_command(
    who: str, name: str | None, organisation: str | None, title: str | None, note: str | None, as_json: bool
) -> None:
    """Write a name, employer, title or note by hand; no import ever touches it. Empty gives it back.

    \b
    Example: weaktie edit 42 --title “Head of forecasting”
    """
    user = telling.ready()
    from weaktie.campaign.network.actions import people

    given = {"name": name, "organisation": organisation, "title": title, "note": note}
    person = telling.find_person(who, by=user)
    values = {field: value for field, value in given.items() if value is not None}
    person = people.edit_person(person, by=user, now=telling.now(), **values)
    telling.tell({"id": person.pk, "name": person.name}, f"Edited {person.name}.", as_json)


@telling.command("tag")
@click.argument("word")
@click.argument("who", nargs=-1, required=True)
@click.option("--remove", is_flag=True, help="Take the word off instead.")
def tag_command(word: str, who: tuple[str, ...], remove: bool, as_json: bool) -> None:
    """Put a word on people.

    \b
    Example: weaktie tag forecasting 42 57
    """
    user = telling.ready()
    from weaktie.campaign.network.actions import people

    found = [telling.find_person(one, by=user) for one in who]
    (people.untag if remove else people.tag)(found, by=user, word=word, now=telling.now())
    ids = [person.pk for person in found]
    telling.tell({"people": ids, "tag": word}, f"{'Untagged' if remove else 'Tagged'} {len(ids)}.", as_json)


@telling.command("hide")
@click.argument("who", nargs=-1, required=True)
@click.option("--show", is_flag=True, help="Show them again instead.")
def hide_command(who: tuple[str, ...], show: bool, as_json: bool) -> None:
    """Leave people out of lists and suggestions; they stay in the book.

    \b
    Example: weaktie hide 42 57
    """
    user = telling.ready()
    from weaktie.campaign.network.actions import people

    found = [telling.find_person(one, by=user, whole=True) for one in who]
    (people.unhide if show else people.hide)(found, by=user, now=telling.now())
    ids = [person.pk for person in found]
    telling.tell(
        {"people": ids, "hidden": not show}, f"{'Shown' if show else 'Hidden'}: {len(ids)}.", as_json
    )


@telling.command("tie")
@click.argument("who")
@click.argument(
    "tie", type=click.Choice(["close", "active", "moderate", "dormant", "never", "as-worked-out"])
)
def tie_command(who: str, tie: str, as_json: bool) -> None:
    """Correct how close a tie is; your word wins for ever.

    \b
    Example: weaktie tie 42 close
    """
    user = telling.ready()
    from weaktie.campaign.network.actions import people

    person = telling.find_person(who, by=user)
    said = "" if tie == "as-worked-out" else tie
    people.correct_tie(person, by=user, tie=said, now=telling.now())
    telling.tell({"id": person.pk, "tie": said or None}, f"Corrected the tie to {person.name}.", as_json)


@telling.command("duplicates")
@click.option(
    "--not-same", nargs=2, metavar="A B", help="Answer that these two are two people; never asked again."
)
def duplicates_command(not_same: tuple[str, str] | None, as_json: bool) -> None:
    """Ask which people may be the same person, with the evidence.

    \b
    Example: weaktie duplicates
             weaktie merge 42 57
    """
    user = telling.ready()
    from weaktie.campaign.keeping.actions import same
    from weaktie.campaign.network.queries import pairs

    if not_same:
        a, b = (telling.find_person(one, by=user, whole=True) for one in not_same)
        same.keep_apart(a, b, by=user, now=telling.now())
    proposals = pairs.proposals(by=user)
    if as_json:
        listed = [
            {"a": p.a.pk, "b": p.b.pk, "probability": round(p.probability, 3), "evidence": p.evidence}
            for p in proposals
        ]
        telling.tell_json({"proposals": listed})
        return
    for proposal in proposals:
        click.echo(f"{proposal.a.name} ({proposal.a.pk}) and {proposal.b.name} ({proposal.b.pk})?")
        for evidence in proposal.evidence:
            click.echo(f"    {evidence}")
    click.echo(
        f"{len(proposals)} to look at. The same: weaktie merge A B."
        " Two people: weaktie duplicates --not-same A B"
    )


def person_json(
    row: Row, jobs: Sequence[tuple[str, str]], sources: Sequence[tuple[str, str]]
) -> dict[str, object]:
    """Return a person as documented in docs/cli.md."""
    from weaktie.campaign.network.queries.measures import measure_of
    from weaktie.core import ties

    person = row.person
    # Worked out from the measure, which may be that of an earlier day; the columns are of today.
    measure = measure_of(person)
    last = ties.last_contact(measure)
    return {
        "id": person.pk,
        "name": person.name,
        "emails": row.emails,
        "urls": row.urls,
        "phones": row.phones,
        "organisations": [{"name": name, "title": title} for name, title in jobs],
        "tie": {
            "class": row.tie,
            "strength": row.strength,
            "last_contact": datetime.fromtimestamp(last, UTC).date() if last else None,
            "two_way": ties.is_two_way(measure),
        },
        "sources": [{"path": path, "where": where} for path, where in dict.fromkeys(sources)],
    }


def _stint_json(stint: object) -> dict[str, object]:
    return {
        "name": getattr(stint, "organisation", ""),
        "title": getattr(stint, "title", ""),
        "started": getattr(stint, "started", None),
        "ended": getattr(stint, "ended", None),
        "first_seen": getattr(stint, "first_seen", None),
        "last_seen": getattr(stint, "last_seen", None),
    }
