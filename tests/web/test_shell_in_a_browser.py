"""The shell in a browser: accessible, within the policy, by keyboard, without script, under attack."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.handlers.wsgi import WSGIHandler
from tests.web.door import serving
from tests.web.site import PAGES

from weaktie.web import launch

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_is_accessible_and_keeps_the_policy(shell, seeker, chromium, tmp_path, scheme, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    violations: list[str] = []
    complaints: list[str] = []
    with serving(tmp_path, WSGIHandler()) as port:
        context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        tab = context.new_page()
        tab.on("console", lambda line: complaints.append(line.text))
        tab.goto(f"http://127.0.0.1:{port}/")
        violations += look(axe, tab, "the door")
        complaints.clear()
        tab.goto(launch.new_link(tmp_path, port=port, now=datetime.now(UTC)))
        for address in PAGES:
            tab.goto(f"http://127.0.0.1:{port}{address}")
            violations += look(axe, tab, address)
        tab.goto(f"http://127.0.0.1:{port}/more/")
        tab.keyboard.press("/")
        tab.wait_for_selector("#found-0")
        violations += look(axe, tab, "the palette")

    assert violations == []
    assert [line for line in complaints if "Failed to load resource" not in line] == []


def look(axe: object, tab: object, where: str) -> list[str]:
    """Return what axe finds on a page, and whether it scrolls sideways."""
    report = axe.run(tab).response
    assert report["passes"], "axe did not run"
    found = [
        f"{where}: {rule['id']} {[node['html'] for node in rule['nodes']]}" for rule in report["violations"]
    ]
    if tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(f"{where}: scrolls sideways")
    return found


def test_the_keyboard_finds_goes_and_undoes(shell, chromium, tmp_path):
    with serving(tmp_path, WSGIHandler()) as port:
        tab = chromium.new_context().new_page()
        tab.goto(launch.new_link(tmp_path, port=port, now=datetime.now(UTC)))
        visited = [tab.url]
        tab.keyboard.press("g")
        tab.keyboard.press("p")
        tab.wait_for_url("**/people/")
        tab.keyboard.press("Control+k")
        tab.keyboard.type("sett")
        tab.keyboard.press("Enter")
        tab.wait_for_url("**/settings/")
        tab.keyboard.press("?")
        tab.wait_for_selector("dialog.key-sheet[open] .keys")
        tab.keyboard.press("Escape")
        tab.goto(f"http://127.0.0.1:{port}/import/")
        tab.set_input_files("#drop-files", [{"name": "a.vcf", "mimeType": "text/vcard", "buffer": b"x"}])
        told = tab.wait_for_selector(".toast span").inner_text()
        tab.keyboard.press("z")
        tab.locator(".toast", has_text="Taken back.").wait_for()

    assert visited == [f"http://127.0.0.1:{port}/"]
    assert told == "a.vcf as a.vcf"


def test_a_folder_is_taken_with_its_paths_and_nothing_is_refused_without_script(shell, chromium, tmp_path):
    folder = tmp_path / "Takeout" / "Mail"
    folder.mkdir(parents=True)
    (folder / "all.mbox").write_bytes(b"x")
    home = tmp_path / "home"
    home.mkdir()

    with serving(home, WSGIHandler()) as port:
        tab = chromium.new_context().new_page()
        tab.goto(launch.new_link(home, port=port, now=datetime.now(UTC)))
        tab.goto(f"http://127.0.0.1:{port}/import/")
        tab.set_input_files("#drop-folder", folder.parent)
        with_script = tab.wait_for_selector(".toast span").inner_text()

        plain = chromium.new_context(java_script_enabled=False).new_page()
        plain.goto(launch.new_link(home, port=port, now=datetime.now(UTC)))
        plain.goto(f"http://127.0.0.1:{port}/import/")
        plain.click("text=Read them")
        refusal = plain.locator("[role=alert]").inner_text()
        plain.set_input_files("#drop-files", [{"name": "b.vcf", "mimeType": "text/vcard", "buffer": b"x"}])
        plain.click("text=Read them")
        without_script = plain.locator(".toast span").inner_text()

    assert with_script == "all.mbox as Takeout/Mail/all.mbox"
    assert refusal == "There was no file in that."
    assert without_script.strip() == "b.vcf as"


ATTACK = """async (base) => {
    const tries = {};
    for (const [name, how] of Object.entries({get: {}, post: {method: "POST", body: "a=1"}})) {
        try {
            const answer = await fetch(base + "/people/", {mode: "no-cors", credentials: "include", ...how});
            tries[name] = answer.type;
        } catch (error) { tries[name] = "refused"; }
    }
    for (const [tag, file] of [["img", "/static/mark.svg"], ["script", "/static/js/keys.js"]]) {
        tries[tag] = await new Promise((tell) => {
            const part = document.createElement(tag);
            part.onload = () => tell("loaded");
            part.onerror = () => tell("refused");
            part.src = base + file;
            document.head.append(part);
        });
    }
    return tries;
}"""


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_an_attack_page_in_a_browser_that_is_let_in_gets_nothing(chromium, tmp_path, name):
    seen: list[tuple[str, str]] = []

    def watched(environ, start_response):
        seen.append((environ["REQUEST_METHOD"], environ["PATH_INFO"]))
        start_response("200 OK", [("Content-Type", "text/html")])
        return [b"<title>data</title>"]

    def evil(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/html")])
        return [f'<form method="post" action="{base}/people/"><button>Prize</button></form>'.encode()]

    with serving(tmp_path, watched) as port, attacker(evil) as other:
        base = f"http://127.0.0.1:{port}"
        tab = chromium.new_context().new_page()
        tab.goto(launch.new_link(tmp_path, port=port, now=datetime.now(UTC)))
        before = list(seen)
        tab.goto(f"http://{name}:{other}/")
        tries = tab.evaluate(ATTACK, base)
        tab.click("button")
        tab.wait_for_url(f"{base}/people/")
        title = tab.title()

    assert before[0] == ("GET", "/")
    assert set(tries.values()) == {"refused"}, tries
    assert title == "Another page asked for this · weaktie"
    assert [hit for hit in seen if hit[1] == "/people/"] == []


class Silent(WSGIRequestHandler):
    def log_message(self, *words: object) -> None:
        return


@contextmanager
def attacker(application) -> Iterator[int]:
    """Serve a page of somebody else's, from another port, without our guard."""
    server = make_server("127.0.0.1", 0, application, handler_class=Silent)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()
