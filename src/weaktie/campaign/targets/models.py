"""Targets, people found there, and what the seeker said to a suggestion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from weaktie.campaign.network.models import Person
from weaktie.core.employers import employer_key

if TYPE_CHECKING:
    from weaktie.accounts.models import User


class TargetQuerySet(models.QuerySet["Target"]):
    def visible_to(self, user: User) -> TargetQuerySet:
        return self.filter(owner=user)

    def standing(self) -> TargetQuerySet:
        return self.filter(dropped_at=None)


class Target(models.Model):
    """An employer, a role or an industry one wants to learn about."""

    class Kind(models.TextChoices):
        EMPLOYER = "employer", "Employer"
        ROLE = "role", "Role"
        INDUSTRY = "industry", "Industry"

    class Level(models.TextChoices):
        UNKNOWN = "", "Any level"
        BELOW_SENIOR = "below_senior", "Below senior"
        SENIOR = "senior", "Senior"
        EXECUTIVE = "executive", "Executive"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.EMPLOYER)
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    motivation = models.PositiveSmallIntegerField(default=3)
    level = models.CharField(max_length=12, choices=Level, blank=True, default=Level.UNKNOWN)
    posting = models.TextField(blank=True, default="")
    posting_at = models.DateTimeField(null=True)
    """When the posting was last given; None is when the target was added."""
    added_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "kind", "key"], name="one_target_per_name"),
            models.CheckConstraint(
                condition=Q(motivation__gte=1, motivation__lte=5), name="motivation_is_between_1_and_5"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def key_of(name: str, kind: str) -> str:
        """Return what makes two names the same target."""
        return employer_key(name) if kind == Target.Kind.EMPLOYER else name.casefold()


class MaterialQuerySet(models.QuerySet["Material"]):
    def visible_to(self, user: User) -> MaterialQuerySet:
        return self.filter(owner=user)


class Material(models.Model):
    """What public pages say of a target or a person, as the seeker pasted or uploaded it."""

    class Kind(models.TextChoices):
        ABOUT = "about", "About page"
        PROFILE = "profile", "Profile"
        POSTING = "posting", "Posting"
        ARTICLE = "article", "Article or talk"
        REPORT = "report", "Report"
        CAREERS = "careers", "Careers page"
        OTHER = "other", "Something else"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    target = models.ForeignKey(Target, on_delete=models.CASCADE, null=True, related_name="materials")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="materials")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.OTHER)
    title = models.CharField(max_length=200, blank=True, default="")
    found = models.CharField(max_length=500, blank=True, default="")
    """Where it stands: an address, or a file's name."""
    text = models.TextField()
    added_at = models.DateTimeField()

    objects = MaterialQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(target__isnull=False) | Q(person__isnull=False),
                name="material_is_about_a_target_or_a_person",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.found


class Stranger(models.Model):
    """Somebody found in public at a target where the seeker may know nobody."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="strangers")
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="stranger")
    found = models.CharField(max_length=500, blank=True, default="")
    text = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return f"Found at {self.target_id}"


class Standing(models.Model):
    """What the seeker said to a suggestion: later, or never."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="standings")
    goal = models.CharField(max_length=8, blank=True, default="")
    """The goal it holds for; empty holds for all."""
    until = models.DateField(null=True)
    """Until when; None is never again."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "goal"], name="one_standing_per_goal")]

    def __str__(self) -> str:
        return f"{self.person_id} until {self.until}"
