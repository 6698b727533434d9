"""What was sent after a conversation, and promises."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from weaktie.campaign.conversations.models import Conversation, Note
from weaktie.campaign.network.models import Person
from weaktie.campaign.outreach.models import Message

if TYPE_CHECKING:
    from weaktie.accounts.models import User


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def visible_to(self, user: User) -> FollowUpQuerySet:
        return self.filter(owner=user)


class FollowUp(models.Model):
    """Something owed after a conversation that was done, or let go: what is due is worked out."""

    class Kind(models.TextChoices):
        THANKS = "thanks", "Thanks"
        REPORT = "report", "What came of it"
        TOUCH = "touch", "A word after ninety days"
        INTRODUCER = "introducer", "How it went, to whoever introduced you"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="followups")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="followups")
    """Who got it: the contact, or the introducer."""
    kind = models.CharField(max_length=10, choices=Kind)
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, related_name="followups")
    note = models.ForeignKey(Note, on_delete=models.SET_NULL, null=True, related_name="cited")
    """The insight it cites."""
    done_on = models.DateField()
    let_go = models.BooleanField(default=False)
    """Not done, and no longer due."""

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "kind"],
                condition=~Q(kind="touch"),
                name="one_follow_up_of_a_kind_per_conversation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.conversation_id}"


class PromiseQuerySet(models.QuerySet["Promise"]):
    def visible_to(self, user: User) -> PromiseQuerySet:
        return self.filter(owner=user)

    def standing(self) -> PromiseQuerySet:
        return self.filter(kept_on=None, released_on=None)

    def standing_on(self, day: date) -> PromiseQuerySet:
        """Made by that day, and neither kept nor released by then."""
        open_then = (Q(kept_on=None) | Q(kept_on__gt=day)) & (Q(released_on=None) | Q(released_on__gt=day))
        return self.filter(open_then, made_on__lte=day)

    def done_with(self) -> PromiseQuerySet:
        return self.exclude(kept_on=None, released_on=None)

    def mine(self) -> PromiseQuerySet:
        return self.filter(whose=Promise.Whose.MINE)

    def in_order(self) -> PromiseQuerySet:
        """By the day they are for; those without a day last."""
        return self.order_by(F("due_on").asc(nulls_last=True), "made_on", "pk")


class Promise(models.Model):
    """Something promised, by the seeker or to them."""

    class Whose(models.TextChoices):
        MINE = "mine", "Yours"
        THEIRS = "theirs", "Theirs"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="promises")
    conversation = models.ForeignKey(
        Conversation, on_delete=models.SET_NULL, null=True, related_name="promises"
    )
    note = models.OneToOneField(Note, on_delete=models.SET_NULL, null=True, related_name="promise")
    whose = models.CharField(max_length=6, choices=Whose)
    text = models.CharField(max_length=500)
    made_on = models.DateField()
    due_on = models.DateField(null=True)
    kept_on = models.DateField(null=True)
    released_on = models.DateField(null=True)

    objects = PromiseQuerySet.as_manager()

    def __str__(self) -> str:
        return self.text
