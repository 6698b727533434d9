"""What every test stands on: one seeker, and nothing remembered of another test."""

from __future__ import annotations

import pytest


@pytest.fixture
def ada(db):
    """Ada seeks."""
    from weaktie.accounts.actions import local_seeker

    seeker = local_seeker()
    seeker.zone = "Europe/Lisbon"
    seeker.country = "PT"
    seeker.save()
    return seeker


@pytest.fixture(autouse=True)
def _nothing_kept():
    """Answers are kept by revision, and whoever was forgotten in a file; every test begins without."""
    from django.conf import settings
    from django.core.cache import cache

    from weaktie.campaign.intake.actions.forgetting import FILE

    cache.clear()
    yield
    (settings.HOME / FILE).unlink(missing_ok=True)
