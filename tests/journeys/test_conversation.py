"""One conversation in a browser: from whom to ask, over the thirty minutes, to the person it led to."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.journeys.conftest import Weaktie, enter
from tests.journeys.test_conversation_by_command import LETTER, PITCH, THANKS
from tests.people import CARDS, CONNECTIONS, MAILBOX, files

pytestmark = [pytest.mark.slow, pytest.mark.browser]
DESK = {"width": 1280, "height": 900}


@pytest.fixture
def book(weaktie: Weaktie, tmp_path: Path) -> Weaktie:
    weaktie.answer(
        "import", *files(tmp_path, connections_csv=CONNECTIONS, cards_vcf=CARDS, mail_mbox=MAILBOX)
    )
    weaktie.answer("me", "--name", "Ada Quill", "--email", "ada@quill.example", "--zone", "Europe/Lisbon")
    weaktie.answer("target", "add", "Harrow Grid")
    weaktie.serve()
    return weaktie


def test_from_whom_to_ask_to_whom_they_named(book, chromium):
    page = enter(chromium, book, viewport=DESK)
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))

    page.goto("/next/")
    page.locator("ol.set h3 a").first.click()
    assert page.inner_text("h1") == "Priya Raman"
    person = page.url
    ask(page)
    page.get_by_role("button", name="Said yes").click()
    page.goto("/today/")
    page.get_by_role("button", name="Offer two times").first.click()
    talk = arrange(page)
    page = thirty_minutes(page, talk)
    debrief(page, talk)
    thank(page)
    introduce(page, person)

    page.goto("/next/")
    row = page.locator("ol.set > li", has_text="Mei Lin")
    assert "Priya" in row.inner_text()
    page.goto("/chain/")
    assert "Mei Lin" in page.inner_text("main")
    assert wrong == []


def ask(page) -> None:
    """Write a bad message, see why it is bad, write a good one, and say that it went out."""
    page.get_by_role("link", name=re.compile("^Write to")).first.click()
    page.fill("#letter-text", PITCH)
    page.get_by_role("heading", name=re.compile("^Mend")).first.wait_for()
    page.fill("#letter-text", LETTER)
    page.get_by_text("Nothing to mend").wait_for()
    page.get_by_role("radio", name="Rather not").check(force=True)
    page.get_by_role("button", name="I sent it").click()
    page.get_by_role("button", name="Said yes").wait_for()


def arrange(page) -> str:
    """Book tomorrow at ten, say what is wanted, take a question; return the address of the conversation."""
    talk = page.url
    tomorrow = datetime.now(ZoneInfo("Europe/Lisbon")) + timedelta(days=1)
    page.fill("#book-another", f"{tomorrow:%Y-%m-%d}T10:00")
    page.get_by_label("By phone").check(force=True)
    page.get_by_role("button", name="Book it").click()
    page.get_by_text("Invitation for both calendars").wait_for()
    page.goto(f"{talk}brief/")
    page.locator("#desire-rather").check(force=True)
    page.locator("form", has=page.locator("#desire-rather")).get_by_role("button", name="Keep").click()
    page.wait_for_load_state()
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.get_by_role("button", name=re.compile("^Ask this")).first.click()
    page.get_by_text("Who else should I talk to?").wait_for()
    return talk


def thirty_minutes(page, talk: str):
    """Start the clock, note three kinds, lose the tab while typing, and find every word in another."""
    page.goto(f"{talk}live/")
    page.get_by_role("button", name="Start the clock").click()
    page.wait_for_selector("wt-notes[data-ready]", state="attached")
    for key, words in (("q", "Ring the control room first"), ("r", "A month on nights"), ("n", "Mei Lin")):
        page.focus("#note-text")
        page.keyboard.press("Escape")
        page.keyboard.press(key)
        page.focus("#note-text")
        page.keyboard.type(words)
        page.keyboard.press("Enter")
        page.locator(".notes", has_text=words).wait_for()
    page.keyboard.type("they decide in a day")
    page.wait_for_timeout(1000)
    context = page.context
    page.close()

    again = context.new_page()
    again.goto(f"{talk}live/")
    again.wait_for_selector("wt-notes[data-ready]", state="attached")
    again.wait_for_function(
        "document.body.innerText.includes('they decide in a day')"
        " || document.getElementById('note-text').value.includes('they decide in a day')"
    )
    again.get_by_role("button", name="End and debrief").click()
    again.wait_for_url("**/debrief/")
    return again


def debrief(page, talk: str) -> None:
    """Write down what it brought."""
    notes = (
        page.input_value("ol.learnt textarea >> nth=0") if page.locator("ol.learnt textarea").count() else ""
    )
    assert "decide in a day" in page.inner_text("main") + notes
    page.fill("[name=their_words]", "Ring the control room first")
    page.locator("[name=desire][value=very]").check(force=True)
    page.fill("[name=desire_after_why]", "They ring before they trust a number")
    page.get_by_role("button", name="Keep the debrief").click()
    page.wait_for_load_state()
    page.goto("/today/")
    assert "Thanks" in page.inner_text("main")


def thank(page) -> None:
    """Write the thanks that are due, and say that they went out."""
    page.get_by_role("link", name=re.compile("thanks", re.IGNORECASE)).first.click()
    page.fill("#letter-text", THANKS.replace("nobody trusts a forecast before ringing", "one rings"))
    page.get_by_role("button", name=re.compile("I sent it|Sent")).first.click()
    page.wait_for_load_state()


def introduce(page, person: str) -> None:
    """Note whom they named."""
    page.goto(f"{person}introductions/")
    page.fill("[name=name]", "Mei Lin")
    page.fill("[name=employer]", "Harrow Grid")
    page.get_by_role("button", name=re.compile("Note|Keep|Add")).last.click()
    page.wait_for_load_state()
