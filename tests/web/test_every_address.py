"""What holds at every address: whose rows it shows, that reading writes nothing, that pages bring no code.

WEB-3 and XSS-2 of the reliability targets. The addresses are found by walking the site's own list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser
from io import BytesIO

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, path, reverse
from tests.people import NOON
from tests.talks import talk
from tests.web.books import FOREIGN, adas, cleos
from tests.web.door import ask, cookie, guarded

from weaktie.campaign.conversations.actions import booking
from weaktie.campaign.followups.actions import promising
from weaktie.campaign.introductions.actions import naming, referring
from weaktie.campaign.network.models import Person
from weaktie.campaign.outreach.models import Message
from weaktie.campaign.targets import actions as targeting
from weaktie.project.wsgi import application

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER)\b", re.IGNORECASE)
REFUSED = {403, 404, 405}


def names(patterns=None) -> Iterator[str]:
    """Yield the names of all addresses of the site."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name


def takes_pk(name: str) -> bool:
    return any("pk" in args for _, args in get_resolver().reverse_dict.getlist(name)[0][0])


OF_ONE = sorted(name for name in names() if takes_pk(name))
PLAIN = sorted(name for name in names() if not takes_pk(name))


def addresses(pks: dict[str, int]) -> list[str]:
    """Return every address; `pks` holds an id for each first word of those about one row."""
    found = [reverse(name) for name in PLAIN]
    for name in OF_ONE:
        stage = reverse(name, args=[1]).split("/")[1]
        found.append(reverse(name, args=[pks[stage]]))
    return found


def after_talks(ada, book) -> dict[str, int]:
    """Give one of everything that comes after a conversation."""
    priya, lucja = (book.people[name] for name in ("Priya Raman", "Łucja Śliwińska"))
    row = naming.name_somebody(priya, lucja, by=ada, on=NOON.date(), now=NOON)
    held = talk(ada, lucja, ended=NOON + timedelta(minutes=5))
    promise = promising.promise(priya, by=ada, text="Send the paper", now=NOON)
    given = referring.offered(
        priya, "name", referring.Posting("Harrow Grid"), by=ada, on=NOON.date(), now=NOON
    )
    return {
        "followups": held.pk, "promises": promise.pk, "introductions": row.pk, "referrals": given.pk,
    }  # fmt: skip


@pytest.fixture
def pks(ada) -> dict[str, int]:
    book = adas(ada)
    person = book.people["Omar Haddad"]
    booked = booking.begin(person, by=ada, now=NOON)
    booking.book(booked, NOON + timedelta(days=1), by=ada, now=NOON)
    public = targeting.add_material(person, by=ada, text="Runs the desk.", now=NOON)
    letter = Message.objects.create(owner=ada, person=person, kind="letter", text="Thanks.", kept_at=NOON)
    return after_talks(ada, book) | {
        "people": person.pk, "next": person.pk, "targets": book.targets["Harrow Grid"].pk,
        "materials": public.pk, "import": book.batch.pk, "conversations": booked.pk,
        "questions": booked.questions.get().pk, "letters": letter.pk,
    }  # fmt: skip


def test_there_is_something_to_walk():
    assert len(PLAIN) >= 18
    assert len(OF_ONE) >= 14


@pytest.mark.parametrize("name", OF_ONE)
@pytest.mark.parametrize("method", ["get", "post"])
def test_somebody_elses_row_is_not_there(client, ada, name, method):
    cleos()

    answer = getattr(client, method)(reverse(name, args=[FOREIGN]))

    assert answer.status_code in {404, 405}
    assert b"Cleo" not in answer.content


@pytest.mark.parametrize("name", OF_ONE)
def test_an_id_larger_than_any_database_holds_is_not_there(client, ada, name):
    answer = client.get(reverse(name, args=[10**30]))

    assert answer.status_code in {404, 405}


def test_actions_on_several_people_touch_only_ones_own(client, ada):
    cleos()

    client.post("/people/selection/", {"person": [FOREIGN], "what": "hide"})
    merged = client.post("/same/", {"a": FOREIGN, "b": FOREIGN, "same": "yes"})

    assert merged.status_code == 404
    assert not Person.objects.get(pk=FOREIGN).hidden


@contextmanager
def counted_writes() -> Iterator[list[str]]:
    """Collect the statements that change something."""
    written: list[str] = []

    def watch(execute, sql, params, many, context):
        if WRITES.match(sql):
            written.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield written


def reading_that_writes(client: Client, places: list[str]) -> dict[str, list[str]]:
    """Return the addresses at which a GET, whole or by htmx, changes something."""
    found = {}
    for place in places:
        for headers in ({}, {"HX-Request": "true"}):
            with counted_writes() as written:
                client.get(place, headers=headers)
            if written:
                found[place] = written
    return found


def test_reading_any_page_writes_nothing(client, pks):
    assert reading_that_writes(client, addresses(pks)) == {}


def careless(request):
    """A planted defect: a page that writes when it is read."""
    Person.objects.filter(hidden=True).update(hidden=False)
    return HttpResponse("read")


urlpatterns = [path("careless/", careless)]


@override_settings(ROOT_URLCONF=__name__)
def test_the_walk_catches_a_page_that_writes(client, ada):
    assert list(reading_that_writes(client, ["/careless/"])) == ["/careless/"]


def test_nothing_is_changed_without_the_token_of_the_form(pks):
    client = Client(enforce_csrf_checks=True)

    with counted_writes() as written:
        answers = {place: client.post(place).status_code for place in addresses(pks)}

    assert set(answers.values()) == {403}
    assert written == []


def test_nothing_is_changed_for_another_origin_even_with_the_token(pks):
    client = Client(enforce_csrf_checks=True)
    page = client.get("/settings/").content.decode()
    token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    ours = client.post("/undo/", {"csrfmiddlewaretoken": token})

    with counted_writes() as written:
        answers = {
            place: client.post(
                place, {"csrfmiddlewaretoken": token}, headers={"Origin": "https://evil.example"}
            ).status_code
            for place in addresses(pks)
        }

    assert ours.status_code == 302
    assert set(answers.values()) == {403}
    assert written == []


def test_a_page_is_read_with_get_and_changed_with_post_alone(client, pks):
    for place in addresses(pks):
        for method in ("put", "patch", "delete"):
            assert getattr(client, method)(place).status_code == 405, place


@dataclass
class Code(HTMLParser):
    """What of a page could run, or reach out of it, by itself."""

    found: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        here = dict(attrs)
        for name, value in attrs:
            if name == "style" or name.startswith(("on", "hx-on")) or name in {"hx-vars", "srcdoc"}:
                self.found.append(f"<{tag} {name}>")
            if (value or "").strip().lower().startswith(("javascript:", "data:", "js:")):
                self.found.append(f"<{tag} {name}={value}>")
            if name in {"src", "action", "hx-get", "hx-post"} and not (value or "/").startswith(("/", "?")):
                self.found.append(f"<{tag} {name}={value}>")
        if tag in {"style", "iframe", "object", "embed", "base"} or (tag == "script" and "src" not in here):
            self.found.append(f"<{tag}>")


def code_in(html: str) -> list[str]:
    """Return everything in a page that would need a weaker policy, or leave this machine by itself."""
    parser = Code()
    parser.feed(html)
    return parser.found


def as_a_server_gives_it(environ, start_response):
    """Run weaktie's application with what every server adds to a request."""
    server = {"SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8765", "SERVER_PROTOCOL": "HTTP/1.1"}
    return application(
        {**environ, **server, "wsgi.input": BytesIO(), "wsgi.url_scheme": "http"}, start_response
    )


def test_every_page_carries_the_policy_and_no_code_of_its_own(ada, pks, tmp_path):
    guard = guarded(tmp_path, application=as_a_server_gives_it)
    seen = 0

    for place in [*addresses(pks), "/nothing/"]:
        answer = ask(guard, place, cookie=cookie(tmp_path))
        policy = answer.header("Content-Security-Policy")
        assert policy.startswith("default-src 'none'"), place
        assert "unsafe" not in policy
        if answer.body:
            assert code_in(answer.body.decode()) == [], place
        seen += b"<html" in answer.body
    assert seen >= 19


def test_htmx_may_evaluate_nothing_and_asks_only_us(client, pks):
    html = client.get("/next/").content.decode()
    config = re.search(r"<meta name=\"htmx-config\" content='([^']+)'", html)[1]

    for setting in ('"allowEval": false', '"allowScriptTags": false', '"selfRequestsOnly": true'):
        assert setting in config


@pytest.mark.parametrize(
    "planted",
    [
        '<p style="color: red">',
        '<a href="javascript:alert(1)">',
        "<script>alert(1)</script>",
        '<img src="https://evil.example/x.png">',
        '<button hx-on:click="alert(1)">',
        "<svg onload=alert(1)>",
        "<iframe>",
    ],
)
def test_the_crawl_catches_code_in_a_page(planted):
    assert code_in(planted)
