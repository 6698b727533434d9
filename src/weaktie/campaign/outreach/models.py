"""Asks for a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from weaktie.campaign.network.models import Person

if TYPE_CHECKING:
    from weaktie.accounts.models import User


class AskQuerySet(models.QuerySet["Ask"]):
    def visible_to(self, user: User) -> AskQuerySet:
        return self.filter(owner=user)

    def open(self) -> AskQuerySet:
        return self.filter(answer="")


class Ask(models.Model):
    """The seeker wrote to somebody and asked for a conversation."""

    class Answer(models.TextChoices):
        OPEN = "", "Open"
        YES = "yes", "Said yes"
        NO = "no", "Said no"
        NONE = "none", "No answer"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="asks")
    channel = models.CharField(max_length=20)
    """The prior that was used for the chance, by its id."""
    drawn_with = models.FloatField(null=True)
    """The probability with which chance put this person on the list; None if merit did."""
    sent_on = models.DateField()
    answer = models.CharField(max_length=4, choices=Answer, blank=True, default=Answer.OPEN)
    answered_on = models.DateField(null=True)

    objects = AskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(answer=""), name="one_open_ask_per_person"
            ),
        ]

    def __str__(self) -> str:
        return f"Asked {self.person_id} on {self.sent_on}"
