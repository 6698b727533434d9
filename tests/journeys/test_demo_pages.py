"""Every page of the fictional seeker's book, a campaign in full swing: for everybody's eyes and any width."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from bench.demo import places
from tests.journeys.conftest import Weaktie, enter

pytestmark = [pytest.mark.slow, pytest.mark.browser]
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
NARROWEST = {"width": 320, "height": 700}


@pytest.fixture(scope="module")
def hers(tmp_path_factory) -> Iterator[Weaktie]:
    running = Weaktie(tmp_path_factory.mktemp("demo") / "home")
    running.answer("demo")
    running.serve()
    yield running
    running.stop()


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"])
def test_axe_finds_nothing(hers, chromium, size, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = enter(chromium, hers, viewport=size, color_scheme=scheme)
    found = {}

    for place in places(hers.home):
        page.goto(place)
        found[place] = [broken["id"] for broken in axe.run(page).response["violations"]]

    assert len(found) > 20
    assert {place: rules for place, rules in found.items() if rules} == {}


def test_nothing_scrolls_sideways_on_the_narrowest_phone(hers, chromium):
    page = enter(chromium, hers, viewport=NARROWEST)
    wide = {}

    for place in places(hers.home):
        page.goto(place)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            wide[place] = over

    assert wide == {}
