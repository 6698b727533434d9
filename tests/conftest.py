"""What every test stands on: one seeker, and nothing remembered of another test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from tests.chromium import CHROMIUM, QUIET

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives browsers: once in a process, which takes no second one beside it."""
    driver = pytest.importorskip("playwright.sync_api")
    if not CHROMIUM.exists():
        pytest.skip("chromium is not installed: apt install chromium")
    with driver.sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Debian's browser, for all tests that look at pages."""
    browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
    yield browser
    browser.close()


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
