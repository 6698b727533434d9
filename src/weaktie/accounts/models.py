"""Users: on one's own machine there is one, on a server as many as there are seekers."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class User(AbstractBaseUser):
    """A seeker and what they told weaktie about how they read dates and pages."""

    class Theme(models.TextChoices):
        SYSTEM = "", "As the system"
        LIGHT = "light", "Light"
        DARK = "dark", "Dark"

    username = models.CharField(max_length=150, unique=True)
    zone = models.CharField(max_length=64, default="UTC")
    country = models.CharField(max_length=2, blank=True, default="")
    day_first = models.BooleanField(default=True)
    theme = models.CharField(max_length=5, choices=Theme, blank=True, default=Theme.SYSTEM)
    single_keys = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    revision = models.BigIntegerField(default=0)
    """Goes up with every change to this seeker's book: an answer of the same revision still holds."""
    welcomed_at = models.DateTimeField(null=True, blank=True)

    objects = BaseUserManager["User"]()

    USERNAME_FIELD = "username"

    def timezone(self) -> ZoneInfo:
        """Return the zone in which this seeker's days begin and end."""
        return ZoneInfo(self.zone)
