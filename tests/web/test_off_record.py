"""What was said off the record stands nowhere but in its own conversation: every page, command and export."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from tests.cli.program import run
from tests.people import NOON, TODAY
from tests.web.books import adas
from tests.web.test_every_address import OF_ONE, PLAIN

from weaktie.accounts.models import User
from weaktie.campaign.conversations.actions import booking, noting, preparing
from weaktie.campaign.conversations.models import Conversation, Note
from weaktie.campaign.followups.actions import promising
from weaktie.campaign.introductions.actions import naming
from weaktie.campaign.network.actions import people as by_hand
from weaktie.campaign.targets import actions as targeting
from weaktie.campaign.targets.models import Target

SECRET = "heronsecret"
"""A word that stands in every note off the record, and nowhere else."""

OPEN = "egretopen"
"""A word that stands in every note on the record."""

OWN = ("conversation", "live", "debrief", "transcript", "conversation-notes", "conversation-copies")
"""Addresses of the conversation itself, where its own notes may stand."""


def talk(by: User, person, *, ended, number: int) -> Conversation:
    """Hold a conversation with a note of each kind, once on and once off the record."""
    begun = ended - timedelta(minutes=20)
    target = Target.objects.get(name="Harrow Grid")
    held = Conversation.objects.create(
        owner=by, person=person, target=target, begun_at=begun, uid=f"held-{number}", starts_at=begun,
        started_at=begun, ended_at=ended, debriefed_at=ended, their_words=f"{OPEN} words",
    )  # fmt: skip
    for kind in Note.Kind:
        for word, off in ((SECRET, True), (OPEN, False)):
            noting.note(
                held, f"{word} {kind} of the night shift", by=by, kind=kind, off_record=off, now=ended
            )  # fmt: skip
    return held


@pytest.fixture
def held(ada) -> Conversation:
    """A conversation of yesterday; another ahead with a colleague; everything owed and named after it."""
    book = adas(ada)
    priya, lucja = book.people["Priya Raman"], book.people["Łucja Śliwińska"]
    by_hand.edit_person(lucja, by=ada, organisation="Harrow Grid", now=NOON)
    found = talk(ada, priya, ended=NOON - timedelta(days=1), number=1)
    promising.promises_from(found, by=ada, now=NOON)
    naming.name_somebody(priya, lucja, by=ada, on=TODAY, conversation=found, now=NOON)
    targeting.add_material(priya, by=ada, text="A public page.", now=NOON)
    for person in (priya, lucja):
        ahead = booking.begin(person, by=ada, now=NOON)
        booking.book(ahead, NOON + timedelta(days=1), by=ada, now=NOON)
        preparing.write_opening(ahead, words="Shall we start with the night shift?", by=ada, now=NOON)
    return found


def every_place(held: Conversation, by: User) -> list[str]:
    """Return every address of a row of this seeker's, but those of the conversation itself."""
    from django.apps import apps

    rows = {
        "people": "person", "next": "person", "targets": "target", "materials": "material",
        "import": "import", "conversations": "conversation", "questions": "question", "letters": "message",
        "followups": "conversation", "promises": "promise", "introductions": "introduction",
        "referrals": "referral",
    }  # fmt: skip
    found = [reverse(name) for name in PLAIN]
    found += [
        f"{reverse('find')}?q={SECRET}",
        f"{reverse('people')}?q={SECRET}",
        f"{reverse('find')}?q=night",
    ]
    for name in OF_ONE:
        model = apps.get_model("campaign", rows[reverse(name, args=[1]).split("/")[1]])
        for pk in model._default_manager.values_list("pk", flat=True):
            if not (name in OWN and pk == held.pk):
                found.append(reverse(name, args=[pk]))
    return found


def shown(client, places: list[str], word: str) -> set[str]:
    """Return the addresses whose answer holds the word; what was looked for may be said again."""
    told = {}
    for place in places:
        answer = client.get(place)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        told[place] = body.decode("utf-8", "replace").replace(f"q={word}", "")
    return {place for place, body in told.items() if word in body and f"?q={word}" not in place}


def test_no_page_shows_what_was_said_off_the_record(client, held, ada):
    assert shown(client, every_place(held, ada), SECRET) == set()


def test_its_own_page_shows_it(client, held):
    assert SECRET in client.get(reverse("debrief", args=[held.pk])).content.decode()


def test_what_is_on_the_record_is_shown_so_that_the_walk_can_fail(client, held, ada):
    places = shown(client, every_place(held, ada), OPEN)

    assert any("brief" in place for place in places)
    assert any("thanks" in place for place in places)


def test_searching_for_it_finds_nothing(client, held):
    for name in ("find", "people"):
        body = client.get(reverse(name), {"q": SECRET}).content.decode()
        assert f"{SECRET} " not in body, name


@pytest.mark.parametrize("form", ["json", "csv", "vcard"])
def test_no_export_holds_it_by_default(held, tmp_path: Path, form):
    target = tmp_path / f"out.{form}"

    assert run("export", target, "--format", form).code == 0

    assert SECRET not in target.read_text(encoding="utf-8")


def test_an_export_holds_it_when_the_seeker_says_so(held, tmp_path: Path):
    target = tmp_path / "out.json"

    assert run("export", target, "--with-off-record").code == 0

    assert SECRET in target.read_text(encoding="utf-8")
    assert json.loads(target.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "command",
    [
        ("people",), ("person", "Priya Raman"), ("next",), ("why", "Łucja Śliwińska"),
        ("brief", "Priya Raman"), ("brief", "Łucja Śliwińska"), ("thank", "Priya Raman"),
        ("promise",), ("chain",), ("today",), ("openings",), ("material", "list"),
        ("target", "list"), ("duplicates",), ("ask", "Priya Raman"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", [(), ("--json",)], ids=["words", "json"])
def test_no_command_says_it(held, command, form):
    answer = run(*command, *form)

    assert SECRET not in answer.out + answer.err
