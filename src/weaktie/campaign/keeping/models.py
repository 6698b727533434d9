"""What Today remembers: what was put off, the secret address of its calendar, and how a search ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    from weaktie.accounts.models import User


class LaterQuerySet(models.QuerySet["Later"]):
    def visible_to(self, user: User) -> LaterQuerySet:
        return self.filter(owner=user)


class Later(models.Model):
    """Something due that the seeker put off."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    key = models.CharField(max_length=80)
    """What is put off: its kind and the id of the row it is about."""
    until = models.DateField()

    objects = LaterQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="one_later_per_thing")]

    def __str__(self) -> str:
        return f"{self.key} until {self.until}"


class Feed(models.Model):
    """The secret address under which a calendar program reads what is due."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feed")
    key = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Feed of {self.owner_id}"


class SearchEndQuerySet(models.QuerySet["SearchEnd"]):
    def visible_to(self, user: User) -> SearchEndQuerySet:
        return self.filter(owner=user)


class SearchEnd(models.Model):
    """An offer was taken: what it was, and whether the seeker takes such calls from now on."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    employer = models.CharField(max_length=200)
    role = models.CharField(max_length=200, blank=True, default="")
    starts_on = models.DateField(null=True)
    ended_at = models.DateTimeField()
    takes_calls = models.BooleanField(null=True)

    objects = SearchEndQuerySet.as_manager()

    def __str__(self) -> str:
        return self.employer
