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
    """Answers are kept by revision, and every test begins with the same one."""
    from django.core.cache import cache

    cache.clear()
