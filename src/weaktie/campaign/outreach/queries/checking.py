"""The check of what the seeker writes, with all that is known of the person it is written to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import cast

from weaktie.accounts.models import User
from weaktie.campaign.intake.models import Interest
from weaktie.campaign.network.models import Person, Stint
from weaktie.campaign.outreach.models import Ask, Message
from weaktie.campaign.outreach.queries.asks import everybody
from weaktie.campaign.targets.queries import material
from weaktie.campaign.targets.queries.material import Public
from weaktie.core import wording
from weaktie.core.employers import employer_key
from weaktie.core.excerpt import excerpt
from weaktie.core.wording import Context, Kind, Note, Verdict

UNANSWERED = (Ask.Answer.OPEN, Ask.Answer.NONE)


def check(kind: str, text: str, context: Context) -> Verdict:
    """Check a text of a kind (question, outreach, thankyou, opening) with what is known."""
    if context.public is not None:
        context = replace(context, public=excerpt(context.public, text))
    return wording.check(cast(Kind, kind), text, context)


def context_for(
    person: Person,
    *,
    by: User,
    today: date,
    notes: Sequence[Note] | None = None,
    remarks: str = "",
    public: Sequence[Public] | None = None,
) -> Context:
    """Return what is known when something to this person is checked.

    Notes of conversations, and what else bears on it (who agreed to be named), are handed in by later stages;
    `public` is what is public of them, where that was read already.
    """
    public = material.public(person, by=by) if public is None else public
    return Context(
        public=tuple(one.words for one in public) if public else None,
        notes=None if notes is None else tuple(notes),
        applications=_applications(person, by=by),
        earlier=tuple(_earlier(person, by=by)),
        remarks=" ".join(filter(None, (*_known(person), remarks))),
    )


def _applications(person: Person, *, by: User) -> tuple[str, ...] | None:
    """Return this person's employer if an application there is logged; None if none is logged anywhere."""
    applied = Interest.objects.filter(owner=by, how="applied").order_by("pk")
    employers = list(applied.values_list("organisation", flat=True))
    if not employers:
        return None
    there = [name for name in employers if employer_key(name) == person.organisation_key]
    return tuple(dict.fromkeys(there))


def _earlier(person: Person, *, by: User) -> Iterator[str]:
    """Yield the messages to somebody that were not answered, also those whose words were not kept."""
    asks = Ask.objects.visible_to(by).filter(person__in=everybody(person)).select_related("message")
    unanswered: list[Ask] = []
    for ask in asks.order_by("sent_on", "pk"):
        unanswered = [*unanswered, ask] if ask.answer in UNANSWERED else []
    for ask in unanswered:
        yield ask.message.text if ask.message else f"I wrote to you on {_day(ask.sent_on)}."
        if ask.followed_up_on is not None:
            yield _follow_up(ask, by=by) or f"I wrote to you again on {_day(ask.followed_up_on)}."


def _follow_up(ask: Ask, *, by: User) -> str:
    sent = Message.objects.visible_to(by).sent().filter(kind=Message.Kind.FOLLOW_UP)
    found = sent.filter(person=ask.person_id).order_by("-sent_at").first()
    return found.text if found else ""


def _known(person: Person) -> Iterator[str]:
    """Yield since when somebody is where they work: what came before, they have not seen."""
    jobs = person.stints.filter(kind=Stint.Kind.WORK, ended=None).exclude(started=None)
    job = jobs.order_by("position").first()
    if job is not None and job.organisation and job.started is not None:
        yield f"{person.name} works at {job.organisation} since {job.started.year}."


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
