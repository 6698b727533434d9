"""One seeker in a browser: from the first page over an import and targets to the first ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.journeys.conftest import Weaktie, enter
from tests.people import CARDS, CONNECTIONS, MAILBOX, files

pytestmark = pytest.mark.browser

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
NARROWEST = {"width": 320, "height": 700}
PLACES = (
    "/today/", "/next/", "/people/", "/people/?new=1", "/people/?q=nobodyhere", "/people/new/",
    "/duplicates/", "/network/", "/targets/", "/import/", "/settings/", "/settings/everything/",
    "/welcome/", "/find/?q=om", "/keys/", "/more/", "/chain/", "/promises/",
)  # fmt: skip
OF_ONE = (
    "/people/1/",
    "/people/1/forget/",
    "/people/1/introductions/",
    "/people/1/referrals/",
    "/targets/1/",
    "/targets/2/",
    "/import/1/",
)
UNBREAKABLE = "An institute with an Unbreakablenameofmorethanfortylettersinonepiece"


def adas_files(folder: Path) -> list[Path]:
    return files(folder, connections_csv=CONNECTIONS, cards_vcf=CARDS, mail_mbox=MAILBOX)


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Iterator[Weaktie]:
    """Ada's book with two targets, served for all tests that only look at it."""
    folder = tmp_path_factory.mktemp("book")
    running = Weaktie(folder / "home")
    running.answer("import", *adas_files(folder))
    running.answer("target", "add", "Harrow Grid", UNBREAKABLE)
    running.serve()
    yield running
    running.stop()


def toast(page) -> str:
    return page.locator(".toast").inner_text()


def test_a_seeker_comes_from_the_first_page_to_the_first_ask(weaktie, chromium, tmp_path):
    weaktie.serve()
    page = enter(chromium, weaktie, viewport=DESK)
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)

    page.set_input_files("#drop-files", adas_files(tmp_path))
    page.wait_for_url("**/import/1/")
    page.get_by_role("button", name="Go ahead").wait_for()
    assert "Nothing is stored yet" in page.inner_text("main")
    assert "Omar Haddad" in page.inner_text("main")
    page.get_by_role("button", name="Go ahead").click()
    page.get_by_role("link", name="See whom to ask").wait_for()

    page.goto("/people/")
    page.fill("#people-text", "pri")
    page.wait_for_url("**q=pri**")
    page.get_by_text("Omar Haddad").first.wait_for(state="detached")
    page.get_by_role("link", name="Priya Raman").first.click()
    page.get_by_text("Edit, note, tag", exact=True).last.click()
    page.fill("#edit-title", "Chief forecaster")
    page.get_by_role("button", name="Keep", exact=True).click()
    assert "Kept. No import will change it." in toast(page)
    assert "Chief forecaster, Harrow Grid" in page.inner_text("main")

    page.get_by_role("radio", name="Close").check(force=True)
    page.get_by_text("You said: close.").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("We think:").wait_for()

    page.goto("/targets/")
    page.fill("#add-names", "Harrow Grid\nTidewell Energy")
    page.get_by_role("button", name="Add to the list").click()
    page.get_by_role("group", name="How much you want Tidewell Energy, 1 to 5").get_by_role(
        "button", name="5"
    ).click()
    page.locator("[aria-pressed=true]", has_text="5").wait_for()
    page.get_by_role("link", name="See whom to ask").click()

    asked = page.locator("ol.set h3").first.inner_text()
    page.get_by_role("button", name=re.compile("^I asked")).first.click()
    assert f"you asked {asked} today" in toast(page)
    page.goto("/today/")
    assert "One of five used" in page.inner_text("main")
    assert asked in page.inner_text("aside")
    assert wrong == []


def test_all_of_it_goes_without_script_too(weaktie, chromium, tmp_path):
    weaktie.serve()
    page = enter(chromium, weaktie, viewport=DESK, java_script_enabled=False)

    page.set_input_files("#drop-files", adas_files(tmp_path))
    page.get_by_role("button", name="Read them").click()
    look_until(page, "Go ahead")
    page.get_by_role("button", name="Go ahead").click()
    look_until(page, "Go through the new ones")

    page.goto("/people/")
    page.fill("#people-text", "Priya")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("checkbox", name="Select Priya Raman").first.check()
    page.fill("#people-word", "forecasters")
    page.get_by_role("button", name="Tag").click()
    assert "Priya Raman tagged." in toast(page)
    page.get_by_role("link", name="Priya Raman").first.click()
    page.get_by_role("radio", name="Regular").check(force=True)
    page.get_by_role("button", name="Correct").click()
    assert "You said: regular." in page.inner_text("main")

    page.goto("/targets/")
    page.fill("#add-names", "Harrow Grid")
    page.get_by_role("button", name="Add to the list").click()
    page.get_by_role("group", name="How much you want Harrow Grid, 1 to 5").get_by_role(
        "button", name="5"
    ).click()
    assert page.locator("[aria-pressed=true]").inner_text() == "5"

    page.goto("/next/")
    page.get_by_role("radio", name="Be referred").check(force=True)
    page.get_by_role("button", name="Show").click()
    assert "goal=referral" in page.url
    first, second = page.locator("ol.set h3").all_inner_texts()[:2]
    page.get_by_text(re.compile("^Not now")).first.click()
    page.get_by_role("button", name="Ask me again in a month").first.click()
    assert f"{first}: again in a month." in toast(page)
    assert first not in page.inner_text("ol.set")
    page.get_by_role("button", name=re.compile("^I asked")).first.click()
    page.goto("/people/")
    page.get_by_role("link", name=second).first.click()
    page.get_by_role("button", name="Said yes").click()
    assert "said yes." in toast(page)


def look_until(page, name: str) -> None:
    """Press "Look again" until something of this name is there."""
    for _ in range(40):
        if page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).count():
            return
        page.wait_for_timeout(250)
        page.get_by_role("link", name="Look again").click()
    raise AssertionError(f"{name} never came")


def test_the_keyboard_alone_reaches_everything_in_the_list(weaktie, chromium, tmp_path):
    weaktie.answer("import", *adas_files(tmp_path))
    weaktie.serve()
    page = enter(chromium, weaktie, viewport=DESK)

    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_url("**/people/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.matches('.name a:focus-visible')")
    second = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("x")
    assert page.locator("[data-selected-count]").inner_text() == "1"
    page.focus("#people-word")
    page.keyboard.type("coffee")
    page.keyboard.press("Enter")
    assert f"{second} tagged." in toast(page)

    page.keyboard.press("z")
    page.locator(".toast", has_text="Undone").wait_for()
    page.keyboard.press("/")
    page.keyboard.type("lucj")
    page.get_by_role("option", name=re.compile("Łucja Śliwińska")).wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/*/")
    assert page.inner_text("h1") == "Łucja Śliwińska"


def test_the_safe_answer_is_the_one_in_focus(weaktie, chromium, tmp_path):
    weaktie.answer("import", *adas_files(tmp_path))
    weaktie.serve()
    page = enter(chromium, weaktie, viewport=DESK)

    page.goto("/people/1/forget/")
    page.wait_for_function("document.activeElement.textContent === 'Keep'")
    page.keyboard.press("Enter")

    page.wait_for_url("**/people/1/")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(book, chromium, size, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = enter(chromium, book, viewport=size, color_scheme=scheme)
    # In the dark nothing but colours differs.
    options = {"runOnly": ["color-contrast", "link-in-text-block"]} if scheme == "dark" else None
    found = {}

    for place in (*PLACES, *OF_ONE):
        page.goto(place)
        found[place] = [broken["id"] for broken in axe.run(page, options=options).response["violations"]]

    assert {place: rules for place, rules in found.items() if rules} == {}


def test_nothing_scrolls_sideways_on_the_narrowest_phone(book, chromium):
    page = enter(chromium, book, viewport=NARROWEST)
    wide = {}

    for place in (*PLACES, *OF_ONE):
        page.goto(place)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            wide[place] = over

    assert wide == {}
