"""The pages around the pages: navigation, find, keys, welcome, errors."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from http.client import HTTPConnection

import pytest
from django.contrib.staticfiles import finders
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from tests.web.door import serving
from tests.web.site import PAGES

from weaktie.web import request


class Parts(HTMLParser):
    """Collects what a strict policy forbids, what a page refers to, and its links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.files: list[str] = []
        self.links: dict[str, str] = {}
        self._in_script = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.inline += [
            f"{tag} {name}" for name in given if name == "style" or name.startswith(("on", "hx-on"))
        ]
        if tag == "style" or (tag == "script" and "src" not in given):
            self.inline.append(tag)
        used = given.get("href") if tag in {"link", "use"} else given.get("src")
        self.files += [used] if used else []
        if tag == "a" and given.get("data-go"):
            self.links[given["data-go"] or ""] = given["href"] or ""


@pytest.mark.parametrize("address", PAGES)
def test_no_page_has_inline_code_or_refers_to_what_is_not_there(shell, address):
    html = shell.get(address).content.decode()

    parts = Parts(html)
    files = {re.split("[?#]", file)[0] for file in parts.files}
    assert parts.inline == []
    assert {file for file in files if not file.startswith("/static/")} == set()
    assert {file for file in files if finders.find(file.removeprefix("/static/")) is None} == set()
    assert '"allowEval": false' in html
    assert '"selfRequestsOnly": true' in html


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/nothing/", 404, "Nothing stands here"),
        ("/refused/", 403, "Not from here"),
        ("/broken/", 500, "What you had saved is safe"),
    ],
)
def test_each_error_says_what_to_do(shell, address, status, words):
    answer = shell.get(address)

    assert answer.status_code == status
    assert words in answer.content.decode()
    assert "planted" not in answer.content.decode()


def test_a_form_that_is_too_old_is_refused_with_the_way_on(settings, shell):
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post("/undo/", {"next": "/"})

    assert answer.status_code == 403
    assert "load the page again" in answer.content.decode()


def test_the_masthead_leads_to_every_section_and_marks_where_one_is(shell):
    html = shell.get("/people/").content.decode()

    links = Parts(html).links
    assert [links[key] for key in "tapri"] == ["/", "/next/", "/people/", "/targets/", "/import/"]
    assert re.findall(r'href="([^"]+)"[^>]* aria-current="page"', html) == ["/people/"]


def test_a_section_is_marked_on_the_pages_below_it_and_today_only_on_itself(shell):
    sections, _ = request.places("/people/12/")

    assert [place.label for place in sections if place.is_current] == ["People"]


def test_places_that_do_not_exist_yet_are_no_dead_links(settings, shell):
    settings.ROOT_URLCONF = "weaktie.web.shell.urls"

    html = shell.get("/more/").content.decode()

    links = set(re.findall(r'<a[^>]* href="(/[^"]*)"', html))
    assert links - {"/"} == {"/find/", "/keys/", "/welcome/"}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_chosen_theme_is_in_the_page_before_any_script(shell, seeker, theme):
    seeker["theme"] = theme

    assert f'<html lang="en" data-theme="{theme}">' in shell.get("/more/").content.decode()


def test_without_a_chosen_theme_the_system_decides(shell):
    assert '<html lang="en">' in shell.get("/more/").content.decode()


def test_single_keys_can_be_turned_off(shell, seeker):
    seeker["single_keys"] = False

    html = shell.get("/keys/").content.decode()

    assert 'data-single-keys="off"' in html
    assert "Single keys are turned off" in html


def test_the_first_page_has_two_doors_and_nothing_to_get_lost_in(shell, seeker):
    seeker["welcomed_at"] = None

    html = shell.get("/welcome/").content.decode()

    assert "Import your exports" in html
    assert "Look around with a fictional seeker" in html
    assert '<nav class="sections"' not in html
    assert re.search(r'<form class="drop"[^>]* action="/import/"', html)
    assert re.search(r'<form method="post" action="/demo/"', html)


def test_a_made_up_seeker_is_always_told_so(shell, seeker):
    seeker["is_demo"] = True

    html = shell.get("/more/").content.decode()

    assert "Everybody here is made up" in html
    assert 'action="/demo-end/"' in html


def test_find_is_a_page_and_the_same_links_are_its_fragment(shell):
    whole = shell.get("/find/", {"q": "key"}).content.decode()
    part = shell.get("/find/", {"q": "key"}, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in part
    assert part.strip() in whole
    assert re.findall('href="([^"]+)"', part) == ["/keys/", "/people/?q=key"]


def test_find_escapes_what_was_sought(shell):
    html = shell.get("/find/", {"q": '"><script>alert(1)</script>'}).content.decode()

    assert "<script>alert" not in html


def test_the_keys_are_a_fragment_too(shell):
    part = shell.get("/keys/", headers={"HX-Request": "true"}).content.decode()

    assert part.strip().startswith('<dl class="keys">')


def test_what_was_done_is_told_on_the_next_page_with_its_undo(shell):
    first = shell.post("/undo/", {"next": "/more/"}, follow=True).content.decode()
    again = shell.get("/more/").content.decode()

    assert '<div class="toast"><span>Taken back.</span></div>' in first
    assert "Taken back" not in again


def test_a_part_of_a_page_carries_what_was_done_in_a_header(shell, settings):
    told = shell.post("/undo/", {"next": "/more/"}, headers={"HX-Request": "true"})
    shown = shell.get("/find/", headers={"HX-Request": "true"})

    assert told.headers["HX-Redirect"] == "/more/"
    assert "HX-Trigger" not in told.headers
    assert shown.headers["HX-Trigger"] == '{"wt:toast": {"text": "Taken back.", "undo": ""}}'


def test_the_static_files_of_the_design_are_served_behind_the_guard(shell, tmp_path):
    with serving(tmp_path, WSGIHandler()) as port:
        kinds = {}
        for name in ("tokens.css", "fonts/newsreader-latin-wght-normal.woff2", "mark.svg"):
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", f"/static/{name}")
            answer = connection.getresponse()
            kinds[name] = (answer.status, answer.getheader("Content-Type"))
            connection.close()

    assert {status for status, _ in kinds.values()} == {200}
    assert kinds["tokens.css"][1] == 'text/css; charset="utf-8"'
    assert kinds["fonts/newsreader-latin-wght-normal.woff2"][1] == "font/woff2"
