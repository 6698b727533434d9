"""The shell's own site, for tests of pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from tests.web import site


@pytest.fixture
def shell(settings) -> Client:
    """Return a client of the shell's pages, without a database."""
    here = f"{site.__name__}.the_same_seeker"
    told = "weaktie.web.middleware."
    listed = [here if name == f"{told}the_seeker" else name for name in settings.MIDDLEWARE]
    settings.MIDDLEWARE = [*(name for name in listed if name != f"{told}toasts"), f"{told}toasts"]
    settings.ROOT_URLCONF = site.__name__
    return Client(raise_request_exception=False)


@pytest.fixture
def seeker() -> Iterator[dict[str, object]]:
    """Return what the seeker of this test prefers, to be changed; put back afterwards."""
    before = dict(site.SEEKER)
    yield site.SEEKER
    site.SEEKER.clear()
    site.SEEKER.update(before)
