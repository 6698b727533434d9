"""Ada's book behind the pages, and somebody else's beside it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.people import CARDS, CONNECTIONS, MAILBOX, NOON, bring

from weaktie.accounts.models import User
from weaktie.campaign.conversations.models import Conversation, Question
from weaktie.campaign.followups.models import Promise
from weaktie.campaign.intake.models import Import
from weaktie.campaign.introductions.models import Introduction, Referral
from weaktie.campaign.network.models import Person
from weaktie.campaign.outreach.models import Message
from weaktie.campaign.targets import actions as targets
from weaktie.campaign.targets.models import Material, Target

FOREIGN = 9_000_001
"""The id of everything that is Cleo's."""


@dataclass(frozen=True, slots=True)
class Book:
    """Ada's people and targets by name, and the import that brought the people."""

    people: dict[str, Person]
    targets: dict[str, Target]
    batch: Import


def adas(ada: User) -> Book:
    """Fill Ada's book from her files, with two targets."""
    brought = bring(ada, Connections_csv=CONNECTIONS, cards_vcf=CARDS, mail_mbox=MAILBOX)
    aims = targets.add_targets(["Harrow Grid", "Tidewell Energy"], by=ada, now=NOON)
    people = Person.objects.visible_to(ada).others()
    return Book({one.name: one for one in people}, {one.name: one for one in aims}, brought.batch)


def cleos() -> User:
    """Make Cleo, who owns one row of each kind, all of the same id."""
    cleo = User.objects.create(username="cleo")
    somebody = Person.objects.create(pk=FOREIGN, owner=cleo, name="Somebody of Cleo's")
    talk = Conversation.objects.create(pk=FOREIGN, owner=cleo, person=somebody, begun_at=NOON, uid="cleo")
    Question.objects.create(pk=FOREIGN, conversation=talk, text="What does Cleo ask?")
    Target.objects.create(pk=FOREIGN, owner=cleo, name="Cleo's target", key="cleo", added_at=NOON)
    Material.objects.create(pk=FOREIGN, owner=cleo, person=somebody, text="Cleo's own.", added_at=NOON)
    letter = Message(pk=FOREIGN, owner=cleo, person=somebody, kind="letter", text="Cleo's own.", kept_at=NOON)
    letter.save()
    Promise.objects.create(
        pk=FOREIGN, owner=cleo, person=somebody, whose="mine", text="Cleo's word", made_on=NOON.date()
    )
    other = Person.objects.create(owner=cleo, name="Another of Cleo's")
    Introduction.objects.create(
        pk=FOREIGN, owner=cleo, introducer=somebody, person=other, named_on=NOON.date()
    )
    Referral.objects.create(
        pk=FOREIGN, owner=cleo, person=somebody, kind="name", employer="Cleo's", employer_key="cleo",
        offered_on=NOON.date(),
    )  # fmt: skip
    Import.objects.create(pk=FOREIGN, owner=cleo, received_at=NOON, state=Import.State.PLANNED)
    return cleo
