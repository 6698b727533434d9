"""Introductions and referrals: different things, never mixed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from weaktie.campaign.conversations.models import Conversation
from weaktie.campaign.network.models import Person
from weaktie.campaign.targets.models import Target

if TYPE_CHECKING:
    from weaktie.accounts.models import User


class IntroductionQuerySet(models.QuerySet["Introduction"]):
    def visible_to(self, user: User) -> IntroductionQuerySet:
        return self.filter(owner=user)

    def standing(self) -> IntroductionQuerySet:
        return self.filter(declined_on=None)


class Introduction(models.Model):
    """Somebody whom somebody named, and how far the introduction came.

    Its state is the last date it has, here or with the ask, the conversation and the thanks it belongs to.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    introducer = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="introduced")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="introduced_by")
    """Whom it leads to; added to the network when named."""
    conversation = models.ForeignKey(
        Conversation, on_delete=models.SET_NULL, null=True, related_name="introductions"
    )
    """Where the name was said."""
    target = models.ForeignKey(Target, on_delete=models.SET_NULL, null=True, related_name="introductions")
    why = models.CharField(max_length=300, blank=True, default="")
    """Why them, in the introducer's words."""
    blurb = models.TextField(blank=True, default="")
    """A short note that the introducer can pass on."""
    named_on = models.DateField()
    agreed_on = models.DateField(null=True)
    """When they agreed to be introduced. That the introducer was asked to ask is an ask (outreach)."""
    made_on = models.DateField(null=True)
    met_on = models.DateField(null=True)
    thanked_on = models.DateField(null=True)
    """When the introducer heard how it went."""
    declined_on = models.DateField(null=True)

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["introducer", "person"],
                condition=Q(declined_on=None),
                name="one_introduction_per_pair",
            ),
            models.CheckConstraint(
                condition=~Q(introducer=models.F("person")), name="nobody_introduces_themselves"
            ),
            models.CheckConstraint(
                condition=Q(made_on=None) | Q(agreed_on__isnull=False), name="nobody_is_introduced_unasked"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.introducer_id} to {self.person_id}"


class ReferralQuerySet(models.QuerySet["Referral"]):
    def visible_to(self, user: User) -> ReferralQuerySet:
        return self.filter(owner=user)


class Referral(models.Model):
    """An act of an employee: to put the seeker forward for one posting, or to let their name be used.

    Its state is the last date it has. A name that may be used is no referral.
    """

    class Kind(models.TextChoices):
        NAME = "name", "You may use their name"
        REFERRAL = "referral", "They put you forward"

    class Given(models.TextChoices):
        UNKNOWN = "", "Not said"
        FORM = "form", "By the internal form"
        MANAGER = "manager", "By a word to the manager"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="referrals")
    kind = models.CharField(max_length=8, choices=Kind)
    employer = models.CharField(max_length=200)
    employer_key = models.CharField(max_length=200)
    role = models.CharField(max_length=200, blank=True, default="")
    target = models.ForeignKey(Target, on_delete=models.SET_NULL, null=True, related_name="referrals")
    conversation = models.ForeignKey(
        Conversation, on_delete=models.SET_NULL, null=True, related_name="referrals"
    )
    """Where what earned it was shown."""
    shown = models.CharField(max_length=500, blank=True, default="")
    """What was shown there."""
    offered_on = models.DateField(null=True)
    asked_on = models.DateField(null=True)
    given_on = models.DateField(null=True)
    given_how = models.CharField(max_length=7, choices=Given, blank=True, default=Given.UNKNOWN)
    declined_on = models.DateField(null=True)
    result = models.CharField(max_length=300, blank=True, default="")
    result_on = models.DateField(null=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(offered_on__isnull=False) | Q(asked_on__isnull=False) | Q(given_on__isnull=False),
                name="a_referral_is_offered_asked_or_given",
            ),
            models.CheckConstraint(
                condition=Q(kind="name") | Q(asked_on=None) | ~Q(shown=""),
                name="a_referral_is_not_asked_for_before_anything_was_shown",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.person_id}"
