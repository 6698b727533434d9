"""The live page in a browser: one key a kind, weaktie unreachable, what is forgotten, the sign, the stop."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from tests.journeys.conftest import Weaktie, enter

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
BEGIN = """
import sys
import django; django.setup()
from datetime import timedelta
from django.utils.timezone import now
from weaktie.accounts.actions import local_seeker
from weaktie.campaign.conversations.actions import live
from weaktie.campaign.conversations.models import Question
from weaktie.campaign.network.models import Person
from weaktie.campaign.targets.actions import add_targets
ada = local_seeker()
works = {"organisation": "Northwind", "organisation_key": "northwind"}
person = Person.objects.create(owner=ada, name="Omar Haddad", **works)
add_targets(["Northwind"], by=ada, now=now())
talk = live.begin_now(person, by=ada, now=now() - timedelta(seconds=float(sys.argv[1])))
Question.objects.create(conversation=talk, text="What did the desk stop doing?")
"""
PLACES = (
    "", "/conversations/1/debrief/", "/conversations/1/transcript/", "/targets/1/", "/targets/1/leave/",
    "/settings/",
)  # fmt: skip
FLICKER = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def begun(weaktie: Weaktie, seconds: float = 60) -> None:
    weaktie.answer("people")
    subprocess.run(
        [sys.executable, "-c", BEGIN, str(seconds)],
        env={**os.environ, "WEAKTIE_HOME": str(weaktie.home)}, capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    weaktie.serve()


def look(chromium, weaktie, place="/conversations/1/live/", **options):
    page = enter(chromium, weaktie, **{"viewport": DESK, **options})
    page.wrong = []
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.goto(place)
    page.wait_for_selector("wt-notes[data-ready]", state="attached")
    page.focus("#note-text")
    return page


def notes(weaktie) -> list[tuple[str, str, bool]]:
    listed = weaktie.answer("note", "--list")["notes"]
    return [(note["kind"], note["text"], note["off_record"]) for note in reversed(listed)]


def kept(page) -> None:
    page.locator("[data-kept]", has_text=re.compile(r"in weaktie\. \d")).wait_for()
    page.wait_for_timeout(900)


def left_here(page) -> int:
    """Count what the browser still keeps."""
    return page.evaluate(
        """async () => {
            const open = await new Promise((done) => {
                const asked = indexedDB.open(`weaktie-notes-${document.body.dataset.store}`);
                asked.onsuccess = () => done(asked.result);
            });
            const tables = ["copies", "presses", "open"];
            const counts = await Promise.all(tables.map((name) => new Promise((done) => {
                const asked = open.transaction(name).objectStore(name).count();
                asked.onsuccess = () => done(asked.result);
            })));
            open.close();
            return counts.reduce((sum, count) => sum + count);
        }"""
    )


def test_one_key_a_kind_then_words_then_enter(weaktie, chromium):
    begun(weaktie)
    page = look(chromium, weaktie)

    for keys, words in (
        ("r", "a month in the control room"),
        ("m", "sends the table"),
        ("h", "a job in spring"),
    ):
        page.keyboard.type(keys)
        page.keyboard.type(words)
        page.keyboard.press("Enter")
    page.keyboard.type("mm")  # the second press is a letter: the box is no longer empty of a choice
    page.keyboard.press("Backspace")
    page.keyboard.press("Escape")
    page.keyboard.type("m")
    page.keyboard.type("asks Rosalind")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("by Friday")
    page.keyboard.press("Alt+o")
    page.keyboard.press("Enter")
    page.keyboard.type("i think so")
    page.keyboard.press("Enter")
    kept(page)

    assert notes(weaktie) == [
        ("requirement", "a month in the control room", False), ("mine", "sends the table", False),
        ("opening", "a job in spring", False), ("theirs", "asks Rosalind\nby Friday", True),
        ("theirs", "i think so", False),
    ]  # fmt: skip
    assert page.locator(".notes li").count() == 5
    assert page.locator(".notes .off .words").inner_text() == "asks Rosalind\nby Friday"
    assert weaktie.answer("openings")["openings"][0]["employer"] == "Northwind"
    assert page.wrong == []


def test_nothing_is_picked_or_kept_while_an_input_method_composes(weaktie, chromium):
    begun(weaktie)
    page = look(chromium, weaktie)
    session = page.context.new_cdp_session(page)

    session.send("Input.imeSetComposition", {"text": "にほ", "selectionStart": 2, "selectionEnd": 2})
    session.send("Input.dispatchKeyEvent", {"type": "keyDown", "key": "Enter", "windowsVirtualKeyCode": 229})
    session.send("Input.insertText", {"text": "日本"})
    assert page.input_value("#note-text") == "日本"
    page.keyboard.press("Enter")
    kept(page)

    assert notes(weaktie) == [("insight", "日本", False)]


def test_an_unreachable_weaktie_takes_nothing_away_and_catches_up(weaktie, chromium):
    begun(weaktie, seconds=16 * 60)
    page = look(chromium, weaktie)
    page.keyboard.type("Before it died")
    kept(page)

    weaktie.process.kill()
    weaktie.process.wait(20)
    page.keyboard.type(" and after")
    page.get_by_text("it will catch up").wait_for()
    page.keyboard.press("Enter")
    page.keyboard.type("Another one")
    page.get_by_role("button", name="I asked it").click()
    page.get_by_role("button", name="They offer more time").click()
    page.get_by_label("What did the desk stop doing?").check()
    assert left_here(page) >= 4
    weaktie.serve()
    kept(page)
    page.wait_for_timeout(500)

    assert notes(weaktie) == [
        ("insight", "Before it died and after", False),
        ("insight", "Another one", False),
    ]
    shown = weaktie.answer("debrief", "1")
    assert (shown["closing_asked"], shown["extended"]) == (True, 5)
    assert left_here(page) == 1  # which note is open
    page.reload()
    page.wait_for_selector("wt-notes[data-ready]", state="attached")
    assert page.input_value("#note-text") == "Another one"
    assert page.get_by_label("What did the desk stop doing?").is_checked()
    assert page.wrong == []


def test_what_a_closed_tab_left_goes_to_weaktie_from_any_other_page(weaktie, chromium):
    begun(weaktie)
    page = look(chromium, weaktie)
    weaktie.process.kill()
    weaktie.process.wait(20)
    page.keyboard.type("Typed into the void")
    page.get_by_text("it will catch up").wait_for()
    other = page.context.new_page()
    page.close()
    weaktie.serve()
    other.goto("/people/")
    for _ in range(50):
        if notes(weaktie):
            break
        other.wait_for_timeout(100)

    assert notes(weaktie) == [("insight", "Typed into the void", False)]


def test_what_is_forgotten_goes_from_the_browser_too(weaktie, chromium):
    begun(weaktie)
    page = look(chromium, weaktie)
    weaktie.process.kill()
    weaktie.process.wait(20)
    page.keyboard.type("Something of Omar's")
    page.get_by_text("it will catch up").wait_for()
    other = page.context.new_page()
    page.close()
    weaktie.answer("forget", "1", "--yes")
    weaktie.serve()

    other.goto("/people/")
    other.wait_for_timeout(800)

    assert left_here(other) == 0


def test_two_tabs_do_not_type_into_one_note(weaktie, chromium):
    begun(weaktie)
    page = look(chromium, weaktie)
    page.keyboard.type("From the first")
    kept(page)

    second = page.context.new_page()
    second.goto("/conversations/1/live/")
    second.wait_for_selector("wt-notes[data-ready]", state="attached")
    assert second.input_value("#note-text") == ""
    second.focus("#note-text")
    second.keyboard.type("From the second")
    kept(second)
    page.keyboard.type(" and on")
    page.wait_for_timeout(900)

    assert sorted(text for _, text, _ in notes(weaktie)) == ["From the first and on", "From the second"]


def test_a_note_is_changed_in_the_box_and_stays_one(weaktie, chromium):
    begun(weaktie)
    page = look(chromium, weaktie)
    page.keyboard.type("Ring me")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Change").click()
    page.keyboard.type(" twice")
    page.keyboard.press("Enter")
    kept(page)

    assert notes(weaktie) == [("insight", "Ring me twice", False)]
    assert page.locator(".notes li").count() == 1


def test_the_sign_comes_once_and_the_closing_question_is_one_press(weaktie, chromium):
    begun(weaktie, seconds=14 * 60 + 45)
    page = look(chromium, weaktie)
    assert page.locator("wt-clock[data-near-end]").count() == 0

    page.locator("wt-clock[data-near-end]").wait_for(timeout=30_000)
    assert "Five minutes to the agreed end" in page.inner_text(".clock .now")
    page.get_by_role("button", name="I asked it").click()

    assert page.locator(".closing-now").is_hidden()
    page.wait_for_timeout(600)
    assert weaktie.answer("debrief", "1")["closing_asked"] is True


def test_at_thirty_the_clock_stops_and_the_note_being_typed_stays(weaktie, chromium):
    begun(weaktie, seconds=30 * 60 - 12)
    page = look(chromium, weaktie)
    page.keyboard.type("Half a sen")

    page.get_by_text("The clock has stopped", exact=True).wait_for(timeout=30_000)
    page.keyboard.type("tence")
    assert page.input_value("#note-text") == "Half a sentence"
    assert page.inner_text("[role=timer]") == "30:00"
    page.get_by_role("link", name="Go to the debrief").click()
    page.wait_for_url("**/debrief/")

    page.get_by_label("Note 1").and_(page.get_by_text("Half a sentence")).wait_for()
    assert weaktie.answer("debrief", "1")["overrun"] == 10


def test_ending_waits_for_the_note_and_leads_to_the_debrief(weaktie, chromium):
    begun(weaktie)
    page = look(chromium, weaktie)
    page.keyboard.type("The last one")
    page.get_by_role("button", name="End and debrief").click()

    page.wait_for_url("**/debrief/")
    assert page.input_value("textarea") == "The last one"


def test_single_keys_pick_nothing_for_whoever_turned_them_off(weaktie, chromium):
    begun(weaktie)
    page = look(chromium, weaktie)
    page.evaluate("document.body.dataset.singleKeys = 'off'")
    page.keyboard.type("requirement")
    page.keyboard.press("Alt+q")
    page.keyboard.press("Enter")
    kept(page)

    assert notes(weaktie) == [("quote", "requirement", False)]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_talking_and_after(weaktie, chromium, tmp_path, size, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    begun(weaktie, seconds=16 * 60)
    vtt = tmp_path / "call.vtt"
    vtt.write_text("WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\nOmar Haddad: Ring me.\n")
    weaktie.answer("note", "1", "--off-record", "Why the vendor changed")
    weaktie.answer("note", "1", "--kind", "opening", "A job in spring")
    weaktie.answer("note", "1", "--transcript", vtt, "--consent", "all")
    page = look(chromium, weaktie, viewport=size, color_scheme=scheme)
    page.keyboard.type("hA job")
    kept(page)
    found = {}
    for place in PLACES:
        if place:
            page.goto(place)
        page.evaluate(FLICKER)
        found[place] = [broken["id"] for broken in axe.run(page).response["violations"]]
        page.set_viewport_size({"width": 320, "height": 700})
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found[place] += [f"{over} px too wide"] * (over > 0)
        page.set_viewport_size(size)

    assert {place: rules for place, rules in found.items() if rules} == {}


def test_the_page_goes_without_script(weaktie, chromium):
    begun(weaktie)
    page = enter(chromium, weaktie, viewport=DESK, java_script_enabled=False)
    page.goto("/conversations/1/live/")
    page.get_by_role("radio", name="Quote").check(force=True)
    page.fill("#note-text", "Ring me")
    page.get_by_role("button", name="Keep the note").click()
    page.get_by_label("What did the desk stop doing?").check()
    page.get_by_role("button", name="Keep the ticks").click()
    page.get_by_role("button", name="They offer more time").click()
    page.get_by_role("link", name="Change").click()
    page.fill("#note-text", "Ring me twice")
    page.get_by_role("button", name="Keep the note").click()
    page.get_by_role("button", name="End and debrief").click()
    page.get_by_role("radio", name="Rather").check(force=True)
    page.get_by_role("button", name="Keep the debrief").click()

    assert notes(weaktie) == [("quote", "Ring me twice", False)]
    shown = weaktie.answer("debrief", "1")
    assert (shown["desire_after"], shown["extended"]) == ("rather", 5)
