"""Writing to somebody in a real browser: checked as it is typed, mended, kept, and never sent by weaktie."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest
from tests.journeys.conftest import Weaktie, enter
from tests.people import CARDS, CONNECTIONS, MAILBOX, files

pytestmark = [pytest.mark.slow, pytest.mark.browser]
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
LETTER = (
    "Hello Priya,\n\nYou and I last wrote in May 2019. I attach my CV. What changed in 2024?\n\n"
    "No is fine.\n\nAda"
)


@pytest.fixture
def priya(weaktie: Weaktie, tmp_path: Path) -> str:
    """Return the address of Priya's composer, in Ada's book."""
    brought = files(tmp_path, Connections_csv=CONNECTIONS, cards_vcf=CARDS, mail_mbox=MAILBOX)
    weaktie.answer("import", *brought)
    found = weaktie.answer("people", "Priya Raman")["people"]
    assert isinstance(found, list)
    weaktie.serve()
    return f"/people/{found[0]['id']}/compose/"


def marked(page) -> list[str]:
    return page.locator(".echo u").all_inner_texts()


def kept(page, words: str = "Draft kept") -> None:
    page.locator("#kept", has_text=words).wait_for()


def test_a_letter_is_checked_mended_and_kept_as_it_is_typed(weaktie, chromium, priya):
    page = enter(chromium, weaktie, viewport=DESK)
    page.goto(priya)
    assert marked(page)[0] == "[about what]"

    page.fill("#letter-text", LETTER)
    page.get_by_role("heading", name="Mend: a CV turns a question into an application").wait_for()
    assert marked(page) == ["attach my CV."]
    page.locator("#letter-text").press("ControlOrMeta+Home")
    page.keyboard.type("Oh, ")
    assert marked(page) == ["attach my CV."], "marks move with the text before the next answer"
    page.get_by_role("button", name="Show me").click()
    start, end = page.evaluate(
        "[a=document.getElementById('letter-text'), [a.selectionStart,a.selectionEnd]][1]"
    )
    assert page.input_value("#letter-text")[start:end] == "attach my CV."
    page.get_by_role("button", name="Take it out").click()
    page.get_by_text("Nothing to mend").wait_for()
    assert page.input_value("#letter-text") == "Oh, " + LETTER.replace("I attach my CV. ", "")
    page.keyboard.press("ControlOrMeta+z")
    page.get_by_role("heading", name="Mend: a CV turns").wait_for()

    kept(page)
    page.wait_for_timeout(1200)
    page.reload()
    assert page.input_value("#letter-text") == "Oh, " + LETTER


def test_nothing_is_checked_while_a_word_is_being_composed(weaktie, chromium, priya):
    page = enter(chromium, weaktie, viewport=DESK)
    page.goto(priya)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/check/") else None)

    page.evaluate("""() => {
        const area = document.getElementById("letter-text");
        area.focus();
        area.dispatchEvent(new CompositionEvent("compositionstart"));
        area.value = "I attach my CV";
        area.dispatchEvent(new InputEvent("input", {bubbles: true, isComposing: true}));
    }""")
    page.wait_for_timeout(500)
    assert asked == []
    page.evaluate(
        "document.getElementById('letter-text').dispatchEvent(new CompositionEvent('compositionend'))"
    )
    page.get_by_role("heading", name="Mend: a CV turns").wait_for()


def test_what_was_typed_outlives_the_server_and_says_so(weaktie, chromium, priya):
    page = enter(chromium, weaktie, viewport=DESK)
    page.goto(priya)
    weaktie.stop()

    page.locator("#letter-text").press("ControlOrMeta+End")
    page.keyboard.type(" and more")
    kept(page, "Not kept")
    weaktie.serve()
    page.keyboard.type(".")
    kept(page)

    assert weaktie.answer("ask", "Priya Raman")["text"].endswith(" and more.")


def test_the_ways_out_open_copy_or_save_and_send_nothing(weaktie, chromium, priya):
    page = enter(chromium, weaktie, viewport=PHONE, permissions=["clipboard-read", "clipboard-write"])
    page.goto(priya)
    page.fill("#letter-subject", "One question & more")
    page.fill("#letter-text", LETTER)
    link = page.get_by_role("link", name="Open in your mail program")
    link.evaluate("link => link.addEventListener('click', event => event.preventDefault())")
    link.click()
    opened = urlparse(link.get_attribute("href"))
    asked = parse_qs(opened.query)
    assert (opened.path, asked["subject"]) == ("priya@harrow.example", ["One question & more"])
    assert asked["body"] == [LETTER.replace("\n", "\r\n")]

    page.get_by_role("button", name="Copy", exact=True).click()
    page.get_by_text("Copied. When it is out").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n") == LETTER
    with page.expect_download() as download:
        page.get_by_role("link", name="As a file").click()
    told = message_from_bytes(Path(download.value.path()).read_bytes(), policy=default)
    assert (told["To"], told["Subject"]) == ("priya@harrow.example", "One question & more")

    page.get_by_role("radio", name="On LinkedIn").check(force=True)
    page.get_by_text("fits a LinkedIn invitation").wait_for()
    assert not link.is_visible()
    page.get_by_role("radio", name="Rather not").check(force=True)
    page.get_by_role("button", name="I sent it").click()
    page.get_by_text("you asked Priya Raman today").wait_for()
    weaktie.answer("export", weaktie.home / "out.json")
    assert '"guess": 25' in (weaktie.home / "out.json").read_text()


def test_a_proposed_question_goes_where_its_gap_is(weaktie, chromium, priya):
    page = enter(chromium, weaktie, viewport=DESK)
    page.goto(priya)
    use = page.get_by_role("button", name=re.compile("^Use this"))
    question = use.first.get_attribute("value")

    use.first.click()

    text = page.input_value("#letter-text")
    assert "[Your one question.]" not in text
    assert question in text


def test_the_composer_is_within_reach_of_everybody(weaktie, chromium, priya):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    for scheme in ("light", "dark"):
        page = enter(chromium, weaktie, viewport=DESK, color_scheme=scheme)
        for size in (DESK, PHONE, {"width": 320, "height": 700}):
            page.set_viewport_size(size)
            page.goto(priya)
            page.get_by_text("Add what public pages say").click()

            found = axe.run(page)

            assert [one["id"] for one in found.response["violations"]] == [], (scheme, size)
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
