"""What can be asked about asks."""

from __future__ import annotations

from datetime import date

from weaktie.accounts.models import User
from weaktie.campaign.network.models import Person
from weaktie.campaign.outreach.models import Ask, AskQuerySet
from weaktie.core.cadence import WINDOW
from weaktie.core.refusal import Refused


class NothingOpen(Refused):
    """No ask to this person waits for an answer."""

    code = "nothing_open"


def open_ask(person: Person, *, by: User) -> Ask:
    """Return the ask to this person (or to whoever they were before a merge) that waits for an answer."""
    everybody = [person.pk, *person.merged.values_list("pk", flat=True)]
    ask = Ask.objects.visible_to(by).open().filter(person__in=everybody).order_by("-sent_on").first()
    if ask is None:
        raise NothingOpen(f"No ask to {person.name} is open; note one with: weaktie asked {person.pk}.")
    return ask


def open_asks(*, by: User) -> AskQuerySet:
    """Return the asks that wait for an answer, the oldest first."""
    waiting = Ask.objects.visible_to(by).open().select_related("person")
    return waiting.order_by("sent_on", "pk")


def past_window(*, by: User, today: date) -> list[Ask]:
    """Return open asks that are silent for longer than the window of fourteen days."""
    return [ask for ask in open_asks(by=by) if (today - ask.sent_on).days > WINDOW]
