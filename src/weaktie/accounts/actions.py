"""What a user can do about themselves."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.contrib.auth.hashers import make_password
from django.db.models import F

from weaktie.accounts.models import User
from weaktie.core.refusal import Refused

LOCAL_NAME = "seeker"
PREFERENCES = ("zone", "country", "day_first", "theme", "single_keys")


class UnknownZone(Refused):
    """No such time zone."""

    code = "unknown_zone"


class SomebodyElsesBook(Refused):
    """The fictional seeker is here, and nobody real is brought into her book."""

    code = "demo_is_here"


def refuse_mixing(user: User, *, now: datetime) -> None:
    """Refuse to bring somebody real into the fictional seeker's book; she was in by `welcomed_at`."""
    if user.is_demo and user.welcomed_at is not None and now > user.welcomed_at:
        raise SomebodyElsesBook(
            "Everybody here is made up, and your own people never mix with them. Leave first, by"
            " weaktie demo --end, by weaktie import --end-demo FILE, or by Leave at the top of the page;"
            " or use a data folder of your own: weaktie --home DIR."
        )


def local_seeker() -> User:
    """Return the one user of a local installation, made on first use with the machine's time zone."""
    user = User.objects.filter(username=LOCAL_NAME).first()
    if user is None:
        unusable = make_password(None)
        new = {"zone": _machine_zone(), "password": unusable}
        user, _ = User.objects.get_or_create(username=LOCAL_NAME, defaults=new)
    return user


def prefer(
    user: User,
    *,
    zone: str | None = None,
    country: str | None = None,
    day_first: bool | None = None,
    theme: str | None = None,
    single_keys: bool | None = None,
    now: datetime,
) -> User:
    """Keep how this seeker reads dates and pages; None leaves a preference as it is."""
    if zone is not None:
        user.zone = _known_zone(zone)
    if country is not None:
        user.country = country.upper()
    if day_first is not None:
        user.day_first = day_first
    if theme is not None:
        user.theme = theme
    if single_keys is not None:
        user.single_keys = single_keys
    user.welcomed_at = user.welcomed_at or now
    user.revision = F("revision") + 1
    user.save(update_fields=[*PREFERENCES, "welcomed_at", "revision"])
    user.refresh_from_db(fields=["revision"])
    return user


def _known_zone(zone: str) -> str:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise UnknownZone(f"There is no time zone called {zone}; write it as Europe/Lisbon.") from error
    return zone


def _machine_zone() -> str:
    """Return the machine's time zone by its name, or UTC where it does not tell."""
    if sys.platform == "win32":
        return "UTC"
    named = Path("/etc/timezone")
    if named.exists() and (name := named.read_text().strip()):
        return _zone_or_utc(name)
    linked = str(Path("/etc/localtime").resolve())
    return _zone_or_utc(linked.partition("zoneinfo/")[2])


def _zone_or_utc(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "UTC"
    return name
