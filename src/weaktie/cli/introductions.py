"""weaktie introduce, refer, chain."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from weaktie.cli import telling
from weaktie.core.refusal import Refused

if TYPE_CHECKING:
    from weaktie.accounts.models import User
    from weaktie.campaign.introductions.models import Referral
    from weaktie.campaign.introductions.queries.chain import Chain, Node
    from weaktie.campaign.introductions.queries.lives import Life
    from weaktie.campaign.introductions.queries.referrals import Standing
    from weaktie.campaign.network.models import Person

ON = click.option("--on", "on", type=telling.Day(), metavar="DATE", help="Not today, but then.")


@telling.command("introduce")
@click.argument("who")
@click.argument("name")
@click.option("--employer", default="", help="Where whoever was named works.")
@click.option("--title", default="", help="What they do there.")
@click.option("--email", default="", help="Only if it was given freely.")
@click.option("--why", default="", help="Why them, in the words you heard.")
@click.option("--target", default="", metavar="NAME", help="For this target.")
@click.option("--new", "anew", is_flag=True, help="Somebody new, though one of that name is here.")
@click.option("--ask", "step", flag_value="ask", help="You asked WHO to ask first.")
@click.option("--agreed", "step", flag_value="agreed", help="Whoever was named agreed.")
@click.option("--made", "step", flag_value="made", help="WHO introduced you.")
@click.option("--met", "step", flag_value="met", help="You met.")
@click.option("--thanked", "step", flag_value="thanked", help="WHO heard how it went.")
@click.option("--declined", "step", flag_value="declined", help="It was declined.")
@ON
def introduce_command(
    who: str,
    name: str,
    employer: str,
    title: str,
    email: str,
    why: str,
    target: str,
    anew: bool,
    step: str | None,
    on: datetime | None,
    as_json: bool,
) -> None:
    """Note whom somebody named, or how far the introduction has come. NAME is a name, or a number.

    \b
    Example: weaktie introduce 42 "Mei Lin" --employer "Tidewell Energy" --why "ran the control room"
    """
    user = telling.ready()
    from weaktie.campaign.introductions.actions.naming import Somebody
    from weaktie.campaign.introductions.queries import lives

    introducer, now = telling.find_person(who, by=user), telling.now()
    day = on.date() if on else _today(user)
    if step is not None:
        life = lives.find(name, introducer, by=user, now=now)
        _take(step, life, by=user, on=day)
        life = lives.life(life.row, by=user, now=now)
    else:
        told = Somebody(name, employer, title, email, anew=anew)
        life = _name(introducer, told, why, target, by=user, on=day)
    _tell_life(life, as_json, by=user)


@telling.command("refer")
@click.argument("who")
@click.option("--name", "is_name", is_flag=True, help="Only the use of their name, which is no referral.")
@click.option("--role", default="", help="The role, as the posting has it.")
@click.option("--employer", default="", help="The employer; without it, where WHO works.")
@click.option("--shown", default="", metavar="TEXT", help="What you showed them; without it, your debrief.")
@click.option("--offered", "step", flag_value="offered", help="WHO offered it.")
@click.option("--ask", "step", flag_value="ask", help="You ask for it; a referral has to be earned.")
@click.option("--given", "step", flag_value="given", help="It was given.")
@click.option("--how", type=click.Choice(["form", "manager"]), help="With --given: how they put you forward.")
@click.option("--declined", "step", flag_value="declined", help="WHO would rather not.")
@click.option("--result", default="", metavar="TEXT", help="What came of it.")
@ON
def refer_command(
    who: str,
    is_name: bool,
    role: str,
    employer: str,
    shown: str,
    step: str | None,
    how: str | None,
    result: str,
    on: datetime | None,
    as_json: bool,
) -> None:
    """Note a name that you may use, or a referral: offered, asked for, given, with what result.

    \b
    Example: weaktie refer 42 --ask --role "Grid planner" --shown "Found the fault in the load curve"
    """
    user = telling.ready()
    from weaktie.campaign.introductions.actions import referring

    person, now = telling.find_person(who, by=user), telling.now()
    day = on.date() if on else _today(user)
    kind = "name" if is_name else "referral"
    posting = referring.Posting(employer or person.organisation, role)
    if step in ("offered", "ask"):
        do = referring.ask if step == "ask" else referring.offered
        do(person, kind, posting, by=user, shown=shown, on=day, now=now)
    elif step == "given":
        referring.give(_standing(person, kind, by=user), by=user, how=how or "", on=day, now=now)
    elif step == "declined":
        referring.decline(_standing(person, kind, by=user), by=user, on=day, now=now)
    if result:
        referring.tell_result(_standing(person, kind, by=user), by=user, result=result, on=day, now=now)
    _tell_referrals(person, as_json, by=user)


def _tell_referrals(person: Person, as_json: bool, *, by: User) -> None:
    from weaktie.campaign.introductions.queries import referrals

    found = referrals.referrals(by=by, person=person)
    if as_json:
        rows = [_referral_json(one) for one in found]
        telling.tell_json({"id": person.pk, "name": person.name, "referrals": rows})
        return
    for one in found:
        place = " at ".join(filter(None, (one.row.role, one.row.employer)))
        click.echo(f"{one.words}, {one.on}: {place}{'; ' + one.row.result if one.row.result else ''}")
    if not found:
        click.echo(f"No name given and no referral by {person.name}.")


@telling.command("chain")
def chain_command(as_json: bool) -> None:
    """Show who led to whom, and whether it grows.

    \b
    Example: weaktie chain
    """
    user = telling.ready()
    from weaktie.campaign.introductions.queries import chain
    from weaktie.core.chain import VERDICTS

    found = chain.whole(by=user, now=telling.now())
    if as_json:
        telling.tell_json(chain_json(found))
        return
    counts, growth = found.counts, found.growth
    click.echo("You")
    _tell_branches(found.roots, "")
    click.echo(
        f"\n{counts.conversations} conversations, {counts.introductions} introductions, "
        f"{counts.waiting} waiting; {counts.names} names given, {counts.referrals} referrals"
    )
    each = growth.each
    if not growth.is_early:
        click.echo(
            f"Between {each.low:.1f} and {each.high:.1f} introductions a conversation, from {growth.n}; "
            f"at {growth.feeds_itself_at:.1f} it would feed itself."
        )
    click.echo(VERDICTS[growth.verdict])
    if found.root:
        click.echo(f"All introductions go back to {found.root.name}.")


def chain_json(found: Chain) -> dict[str, object]:
    """Return the chain, for programs."""
    counts, growth = found.counts, found.growth
    early = growth.is_early
    return {
        "conversations": counts.conversations,
        "introductions": counts.introductions,
        "waiting": counts.waiting,
        "names": counts.names,
        "referrals": counts.referrals,
        "growth": {
            "n": growth.n,
            "made": growth.made,
            "young": found.young,
            "each": {"low": growth.each.low, "mid": growth.each.mid, "high": growth.each.high},
            "feeds_itself_at": growth.feeds_itself_at,
            "grows": None if early else growth.grows,
            "dies_out": None if early else growth.dies_out,
            "verdict": growth.verdict,
        },
        "one_root": {"id": found.root.pk, "name": found.root.name} if found.root else None,
        "tree": [_node_json(node) for node in found.roots],
    }


def _name(introducer: Person, told: object, why: str, target: str, *, by: User, on: date) -> Life:
    """Note whom somebody named: by their number if they are here, else as somebody new."""
    from weaktie.campaign.conversations.models import Conversation
    from weaktie.campaign.introductions.actions import naming
    from weaktie.campaign.introductions.queries import lives
    from weaktie.campaign.targets.queries import next as asking

    assert isinstance(told, naming.Somebody)
    whom: Person | naming.Somebody = told
    if told.name.lstrip("#").isdigit():
        whom = telling.find_person(told.name, by=by)
    last = Conversation.objects.visible_to(by).held().filter(person=introducer)
    row = naming.name_somebody(
        introducer, whom, by=by, why=why, conversation=last.order_by("-ended_at", "-pk").first(),
        target=asking.find_target(target, by=by) if target else None, on=on, now=telling.now(),
    )  # fmt: skip
    return lives.life(row, by=by, now=telling.now())


def _take(step: str, life: Life, *, by: User, on: date) -> None:
    from weaktie.campaign.introductions.actions import naming

    now = telling.now()
    if step == "ask":
        naming.ask_for(life, by=by, on=on, now=now)
    elif step == "agreed":
        naming.agree(life, by=by, on=on, now=now)
    elif step == "made":
        naming.make(life, by=by, on=on, now=now)
    elif step == "met":
        naming.meet(life, by=by, on=on, now=now)
    elif step == "thanked":
        naming.thank(life, by=by, on=on, now=now)
    else:
        naming.decline(life, by=by, on=on, now=now)


def _tell_life(life: Life, as_json: bool, *, by: User) -> None:
    from weaktie.campaign.introductions.queries import lives

    dates = life.dates
    letter = None
    if life.state == "named":
        draft = lives.consent_letter(life, by=by, today=_today(by))
        letter = {"subject": draft.subject, "text": draft.text}
    answer: dict[str, object] = {
        "id": life.row.pk,
        "introducer": {"id": life.introducer.pk, "name": life.introducer.name},
        "person": {"id": life.person.pk, "name": life.person.name},
        "state": life.state,
        "on": dates.on,
        "next": life.next_step,
        "letter": letter,
    }
    telling.tell(answer, f"{life.person.name} ({life.person.pk}): {life.words}. {life.next_step}", as_json)


def _standing(person: Person, kind: str, *, by: User) -> Referral:
    """Return the last one of a kind with somebody."""
    from weaktie.campaign.introductions.queries import referrals

    found = [one.row for one in referrals.referrals(by=by, person=person) if one.row.kind == kind]
    if not found:
        what = "name" if kind == "name" else "referral"
        raise Refused(
            f"No {what} of {person.name} is noted yet; say first --offered or --ask.", code="nothing_there"
        )
    return found[0]


def _referral_json(one: Standing) -> dict[str, object]:
    row = one.row
    return {
        "id": row.pk, "kind": row.kind, "employer": row.employer, "role": row.role, "state": one.state,
        "on": one.on, "shown": row.shown, "how": row.given_how, "result": row.result,
    }  # fmt: skip


def _node_json(node: Node) -> dict[str, object]:
    return {
        "id": node.person.pk,
        "name": node.person.name,
        "state": node.life.state if node.life else None,
        "words": ", ".join(filter(None, (node.tag, *node.words))),
        "introduction": node.life.row.pk if node.life else None,
        "named": [_node_json(child) for child in node.children],
    }


def _tell_branches(nodes: Sequence[Node], before: str) -> None:
    for number, node in enumerate(nodes, 1):
        is_last = number == len(nodes)
        words = ", ".join(filter(None, (node.tag, *node.words)))
        line = "└" if is_last else "├"
        dash = "┄" if node.is_waiting else "─"
        click.echo(f"{before}{line}{dash} {node.person.name} ({node.person.pk}): {words}")
        _tell_branches(node.children, f"{before}{' ' if is_last else '│'}  ")


def _today(user: User) -> date:
    return telling.now().astimezone(user.timezone()).date()
