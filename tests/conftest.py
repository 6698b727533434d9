"""What every test stands on: a data folder of its own, one seeker, and a fixed noon."""

from __future__ import annotations

import os
import tempfile

# Settings read the environment once, when Django starts: before any test module is imported.
_HOME = tempfile.mkdtemp(prefix="weaktie-tests-")
os.environ["WEAKTIE_HOME"] = _HOME

import shutil  # noqa: E402

import pytest  # noqa: E402


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(_HOME, ignore_errors=True)


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
