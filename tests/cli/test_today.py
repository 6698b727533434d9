"""What is due, the note to somebody brought back, and the end of a search by the command line."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import now
from tests.cli.program import ID, TEXT, fits, refused, run, told
from tests.people import person
from tests.talks import NOTES, SECRET, talk

from weaktie.campaign.outreach.models import Ask, Message
from weaktie.campaign.targets import actions as targets
from weaktie.cli.main import COMMANDS
from weaktie.cli.today import DOES
from weaktie.core.due import What

KINDS = {"reply", "conversation", "thanks", "promise", "report", "memory", "introducer", "touch", "ask"}
KEYS = {"kind", "person", "since", "reason", "command", "by", "section", "key"}


@pytest.fixture
def busy(book):
    """Priya said yes yesterday; Łucja was talked to an hour ago."""
    today = now().astimezone(book.timezone()).date()
    Ask.objects.create(
        owner=book, person=person(book, "Priya Raman"), channel="weak", sent_on=today - timedelta(days=2),
        answer="yes", answered_on=today - timedelta(days=1), words="Happy to",
    )  # fmt: skip
    talk(book, person(book, "Łucja Śliwińska"), ended=now() - timedelta(hours=1), notes=NOTES)
    return book


def test_says_what_is_due_in_the_documented_shape(busy):
    answer = told("today")

    first = answer["due"][0]
    assert answer.keys() == {"due"}
    assert (first["kind"], first["person"]["name"]) == ("reply", "Priya Raman")
    for one in answer["due"]:
        assert one.keys() == KEYS
        assert one["kind"] in KINDS
        assert fits(one["person"], {"id": ID, "name": TEXT})
        assert one["command"].startswith("weaktie ")
        assert SECRET not in one["reason"]


def test_a_day_in_the_past_knows_less(busy):
    before = (now() - timedelta(days=10)).date().isoformat()

    kinds = {one["kind"] for one in told("today", "--as-of", before)["due"]}

    assert kinds <= {"ask"}


def test_tells_people_with_the_command_for_each(busy):
    out = run("today").out

    assert "A reply waits: Priya Raman said yes" in out
    assert f"weaktie book {person(busy, 'Priya Raman').pk}" in out
    assert "later: weaktie today --later offer:" in out


def test_puts_off_by_key_and_refuses_what_is_not_due(busy):
    key = told("today")["due"][0]["key"]

    assert told("today", "--later", key)["key"] == key

    assert all(one["key"] != key for one in told("today")["due"])
    assert refused("today", "--later", "thanks:999") == "not_due"


def test_every_thing_has_a_command():
    assert set(DOES) == set(What)


def test_shows_the_note_that_asks_for_nothing_and_notes_it_as_sent(book):
    priya = person(book, "Priya Raman")
    talk(book, priya, ended=now() - timedelta(days=20), notes=NOTES)
    targets.add_targets(["Harrow Grid"], by=book, posting="A forecaster.", now=now())

    note = told("remember", priya.pk)

    assert "Ring, don't email" in note["text"]
    assert refused("remember", priya.pk, "--sent") == "gap_left"
    Message.objects.create(
        owner=book, person=priya, kind=Message.Kind.MEMORY, text="You were right.", kept_at=now()
    )
    assert told("remember", priya.pk, "--sent")["sent"] is True
    assert refused("remember", priya.pk) == "nothing_back"


def test_ends_a_search_and_sends_letter_by_letter(busy):
    before = told("end")
    answer = told("end", "--employer", "Harrow Grid", "--role", "Analyst", "--starts", "2027-01-11")

    assert before["end"] is None
    assert answer["end"] == {
        "employer": "Harrow Grid", "role": "Analyst", "starts_on": "2027-01-11", "takes_calls": None,
    }  # fmt: skip
    (lines,), (letter,) = answer["withdrawals"], answer["letters"]
    assert (lines["person"]["name"], letter["person"]["name"]) == ("Priya Raman", "Łucja Śliwińska")
    assert refused("end", "--employer", "Senmark") == "ended_already"
    assert refused("end", "--sent", "999") == "no_such_letter"
    Message.objects.filter(pk=letter["message"]).update(text="Thank you.")
    assert told("end", "--sent", letter["message"])["letters"][0]["sent_at"] is not None
    assert told("end", "--takes-calls", "yes")["end"]["takes_calls"] is True
    assert "You took the offer of Harrow Grid and start on 2027-01-11." in run("end").out


def test_every_command_that_is_named_exists():
    known = {name for group in COMMANDS.values() for name in group}
    coming = {"note", "debrief"}

    assert {words.split()[0] for words in DOES.values()} - known <= coming
