"""Events, and the steps by which the seeker changed something, each with what undoes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    from weaktie.accounts.models import User


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, user: User) -> EventQuerySet:
        return self.filter(owner=user)

    def of_kind(self, *kinds: str) -> EventQuerySet:
        return self.filter(kind__in=kinds)


class Event(models.Model):
    """Something that happened, with whom and when."""

    class Kind(models.TextChoices):
        IMPORTED = "imported", "Files imported"  # intake.apply
        ASKED = "asked", "You asked"  # outreach.ask
        ANSWERED = "answered", "An answer came"  # outreach.log_answer
        CHANGED = "changed", "Something new about them"  # network.settle
        FOLLOWED_UP = "followed_up", "You wrote once more"  # outreach.follow_up
        BOOKED = "booked", "A conversation was booked"  # conversations.book
        TALKED = "talked", "You talked"  # conversations.end
        THANKED = "thanked", "You thanked them"  # followups.send
        REPORTED = "reported", "You told them what came of it"  # followups.send
        TOUCHED = "touched", "You wrote to them"  # followups.send
        KEPT = "kept", "A promise was kept"  # followups.keep
        NAMED = "named", "They named somebody"  # introductions.name
        INTRODUCED = "introduced", "They introduced you"  # introductions.make
        DECLINED = "declined", "An introduction was declined"  # introductions.decline
        REFERRED = "referred", "They put you forward"  # introductions.give
        ENDED = "ended", "The search ended"  # keeping.end_search

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    kind = models.CharField(max_length=20, choices=Kind)
    at = models.DateTimeField()
    person = models.ForeignKey("campaign.Person", on_delete=models.CASCADE, null=True, related_name="events")
    other = models.ForeignKey("campaign.Person", on_delete=models.CASCADE, null=True, related_name="+")
    word = models.CharField(max_length=60, blank=True, default="")

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["owner", "kind", "at"], name="events_by_kind"),
            models.Index(fields=["person", "at"], name="events_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.at:%Y-%m-%d}"


class StepQuerySet(models.QuerySet["Step"]):
    def visible_to(self, user: User) -> StepQuerySet:
        return self.filter(owner=user)

    def standing(self) -> StepQuerySet:
        return self.filter(undone_at=None)

    def taken_back(self) -> StepQuerySet:
        return self.exclude(undone_at=None)


class Step(models.Model):
    """One thing the seeker did, in words, and the rows it changed: before and after."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    verb = models.CharField(max_length=20)
    words = models.CharField(max_length=300)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    changes = models.JSONField(default=list)

    objects = StepQuerySet.as_manager()

    def __str__(self) -> str:
        return self.words
