"""XSS-1: whatever a file or a form says stays text on every page that shows it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from tests.journeys import hostile
from tests.journeys.conftest import Weaktie, enter

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

SEED = 20261123
COUNT = 60
WATCH = """
window.reports = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.reports.push(`${event.violatedDirective} ${event.blockedURI}`);
}, true);
"""


@dataclass
class Watch:
    """What a page did that it must not: dialogs, requests elsewhere, reports of the policy, code that ran."""

    page: Page
    ours: str
    seen: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.add_init_script(WATCH)
        self.page.on("dialog", self._dialog)
        self.page.on("request", self._request)
        self.page.on("pageerror", lambda error: self.seen.append(f"error {error}"))

    def visit(self, place: str) -> None:
        """Open a page, and everything on it that opens."""
        self.page.goto(place)
        self.look(place)

    def look(self, place: str) -> None:
        """Open what is closed, wait for what would load late, and collect what happened."""
        self.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        self.page.wait_for_timeout(20)
        self.seen += [f"{place}: {report}" for report in self.page.evaluate("window.reports")]
        if self.page.evaluate("window.ran"):
            self.seen.append(f"{place}: code ran")

    def _dialog(self, dialog) -> None:
        self.seen.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _request(self, request) -> None:
        if not request.url.startswith((self.ours, "blob:")):
            self.seen.append(f"request {request.url}")


@pytest.fixture(scope="module")
def texts() -> list[str]:
    sys.stdout.write(f"seed {SEED}\n")
    return hostile.payloads(COUNT, seed=SEED)


@pytest.fixture(scope="module")
def book(tmp_path_factory, texts) -> Iterator[Weaktie]:
    """A book that was filled from hostile files only."""
    folder = tmp_path_factory.mktemp("hostile")
    running = Weaktie(folder / "home")
    (folder / "files").mkdir()
    told = running.answer("import", *hostile.exports(folder / "files", texts))
    assert told["people"] > 2 * len(texts)
    running.serve()
    yield running
    running.stop()


def post(page, place: str, **fields: str) -> None:
    """Send a form as our own pages do."""
    token = page.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value")
    own = {"Origin": page.evaluate("location.origin"), "Sec-Fetch-Site": "same-origin"}
    answer = page.request.post(
        place, form={"csrfmiddlewaretoken": token, **fields}, headers=own, max_redirects=0
    )
    assert answer.status in (302, 422), (place, answer.status)


def people(page) -> list[str]:
    """Return the addresses of everybody in the list."""
    found: list[str] = []
    page.goto("/people/?order=name")
    while True:
        found += [link.get_attribute("href") for link in page.locator(".people-list .name a").all()]
        later = page.locator("a[rel=next]")
        if not later.count():
            return found
        later.click()


def test_a_text_from_a_file_or_a_form_never_becomes_code(book, chromium, texts):
    page = enter(chromium, book, viewport={"width": 1280, "height": 900})
    everybody = people(page)
    type_everywhere(page, everybody, texts)
    watch = Watch(page, book.address)

    for place in (*places(texts), *sample(everybody), *sample(targets(page), 12)):
        watch.visit(place)

    assert len(everybody) > 2 * len(texts)
    assert watch.seen == []


def test_find_shows_what_it_found_as_text(book, chromium, texts):
    page = enter(chromium, book, viewport={"width": 390, "height": 844})
    watch = Watch(page, book.address)
    page.goto("/today/")

    for text in texts[:12]:
        page.keyboard.press("Control+k")
        page.fill("#palette-find", text)
        page.wait_for_timeout(250)
        page.keyboard.press("Escape")
    watch.look("find")

    assert watch.seen == []


def type_everywhere(page, everybody: list[str], texts: list[str]) -> None:
    """Write the texts into every field that a page offers."""
    for n, text in enumerate(texts):
        post(page, f"{everybody[n]}tag/", word=text)
        post(page, f"{everybody[n]}edit/", note=text, name=text, organisation=text, title=text)
    post(
        page,
        "/targets/",
        names="\n".join(one.replace("\n", " ") for one in texts),
        kind="employer",
        motivation="3",
    )
    for place, text in zip(targets(page), texts, strict=False):
        post(page, f"{place}wish/", posting=text)
        post(page, place, name=text, title=text, found=text, pasted=text)
    post(page, "/people/new/", name=texts[0], organisation=texts[1], title=texts[2], profile=texts[3])
    post(page, "/settings/me/", name=texts[4], emails="ada@quill.example", profile=texts[5])
    post(page, f"{everybody[0]}ask/")
    post(page, f"{everybody[1]}ask/", next="/next/?q=<script>")


def places(texts: list[str]) -> list[str]:
    plain = [
        "/today/",
        "/next/",
        "/next/?goal=referral",
        "/people/",
        "/people/?new=1",
        "/people/?order=change",
    ]
    plain += ["/duplicates/", "/network/", "/targets/", "/import/", "/import/1/", "/settings/", "/welcome/"]
    sought = [f"/people/?q={quoted(text)}&tag={quoted(text)}&org={quoted(text)}" for text in texts[:6]]
    return plain + sought + [f"/find/?q={quoted(text)}" for text in texts[:6]]


def quoted(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode()), text)


def targets(page) -> list[str]:
    page.goto("/targets/")
    return [link.get_attribute("href") for link in page.locator(".target-list .name a").all()]


def sample(places: list[str], count: int = 40) -> list[str]:
    """Return some of many, evenly spread."""
    step = max(1, len(places) // count)
    return places[::step]


@pytest.mark.parametrize(
    ("planted", "caught"),
    [
        ("<script>alert(1)</script>", "dialog"),
        (f"<img src={hostile.ELSEWHERE}/pixel.png>", "request"),
        ("<img src=x onerror='window.ran = 1'>", "code ran"),
    ],
)
def test_the_watch_catches_a_page_that_forgets_to_escape(book, chromium, planted, caught):
    page = enter(chromium, book)
    page.route("**/planted/", lambda route: route.fulfill(content_type="text/html", body=planted))
    watch = Watch(page, book.address)

    watch.visit("/planted/")

    assert any(caught in one for one in watch.seen)


def test_the_watch_catches_what_only_the_policy_stopped(book, chromium):
    page = enter(chromium, book)
    policy = {"Content-Security-Policy": "default-src 'none'; script-src 'self'"}
    body = "<img src=x onerror='window.ran = 1'>"
    page.route(
        "**/planted/", lambda route: route.fulfill(content_type="text/html", body=body, headers=policy)
    )
    watch = Watch(page, book.address)

    watch.visit("/planted/")

    assert any("img-src" in one or "script-src" in one for one in watch.seen)
