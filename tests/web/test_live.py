"""The thirty minutes and the debrief in the browser, without script."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now
from tests.people import NOON
from tests.web.books import adas

from weaktie.campaign.conversations.actions import live, noting
from weaktie.campaign.conversations.models import (
    Conversation,
    Fit,
    Note,
    Opening,
    OwnWay,
    Question,
    Transcript,
)
from weaktie.campaign.outreach.models import Message
from weaktie.campaign.targets.models import Target

KEY = str(uuid.UUID(int=5))
SECRET = "Why the vendor changed"


@pytest.fixture
def book(ada):
    return adas(ada)


@pytest.fixture
def talk(ada, book):
    return live.begin_now(book.people["Priya Raman"], by=ada, now=now() - timedelta(minutes=16))


def at(talk, what: str) -> str:
    return f"/conversations/{talk.pk}/{what}/"


def copy(**more) -> dict[str, object]:
    return {"key": KEY, "version": 1, "kind": "insight", "text": "the night", "written_at": 0, **more}


def send(client, talk, *copies, presses=()):
    return client.post(at(talk, "copies"), {"copies": json.dumps(copies), "presses": json.dumps(presses)})


def page(client, talk, what="live") -> str:
    answer = client.get(at(talk, what))
    assert answer.status_code == 200
    return answer.content.decode()


# The clock


def test_somebody_rings_and_one_press_opens_the_page(client, book):
    person = book.people["Priya Raman"]
    assert f"/people/{person.pk}/talk/" in client.get(f"/people/{person.pk}/").content.decode()

    answer = client.post(f"/people/{person.pk}/talk/")

    assert answer.url == at(Conversation.objects.get(), "live")
    assert 'role="timer"' in client.get(answer.url).content.decode()


def test_five_minutes_before_the_end_the_closing_question_comes_to_the_top(client, talk):
    html = page(client, talk)

    assert "data-near-end" in html
    assert "Three minutes to the agreed end" in html or "Four minutes to the agreed end" in html
    client.post(at(talk, "closing"))
    talk.refresh_from_db()
    assert talk.closing_asked_at is not None


def test_before_the_start_the_clock_waits(client, ada, book):
    waits = Conversation.objects.create(owner=ada, person=book.people["Priya Raman"], begun_at=NOON, uid="u")

    assert "Start the clock" in page(client, waits)
    client.post(at(waits, "start"))
    assert "Start the clock" not in page(client, waits)


def test_more_time_is_theirs_and_the_end_leads_to_the_debrief(client, talk):
    html = client.post(at(talk, "more"), follow=True).content.decode()
    assert "Recorded as theirs: 5 minutes more." in html

    assert client.post(at(talk, "end")).url == at(talk, "debrief")
    talk.refresh_from_db()
    assert (talk.extended, talk.overrun()) == (5, 0)


def test_ticks_are_kept(client, talk):
    first = Question.objects.create(conversation=talk, text="What did the desk stop doing?")

    client.post(at(talk, "asked"), {"question": [first.pk, "x", "9" * 30], "closing": "on"})

    first.refresh_from_db()
    talk.refresh_from_db()
    assert first.asked_at is not None and talk.closing_asked_at is not None


def test_a_consent_is_kept_with_its_time_and_a_wrong_one_is_not(client, talk):
    client.post(at(talk, "consent"), {"basis": "all"})
    client.post(at(talk, "consent"), {"basis": "nonsense"})

    talk.refresh_from_db()
    assert talk.consent == "all" and talk.consented_at is not None


# Notes


def test_a_note_without_script_is_one_however_often_it_is_sent(client, talk):
    for _ in range(2):
        answer = client.post(at(talk, "notes"), {"key": KEY, "kind": "quote", "text": "Ring me"})

    assert answer.url == at(talk, "live")
    assert list(talk.notes.values_list("kind", "text")) == [("quote", "Ring me")]


def test_a_note_is_changed_where_it_stands(client, talk):
    client.post(at(talk, "notes"), {"key": KEY, "kind": "quote", "text": "Ring me"})
    html = client.get(at(talk, "live"), {"note": KEY}).content.decode()
    assert ">Ring me</textarea>" in html

    client.post(
        at(talk, "notes"), {"key": KEY, "kind": "insight", "text": "Ring me twice", "off_record": "on"}
    )

    assert list(talk.notes.values_list("kind", "text", "off_record")) == [("insight", "Ring me twice", True)]


@pytest.mark.parametrize(("text", "says"), [("", "Write what to note."), ("Off sick again", "health")])
def test_a_note_that_is_refused_stays_in_the_box(client, talk, text, says):
    answer = client.post(at(talk, "notes"), {"kind": "insight", "text": text})

    assert answer.status_code == 422
    assert says in answer.content.decode() and f">{text}</textarea>" in answer.content.decode()
    assert not Note.objects.exists()


def test_an_opening_heard_takes_its_employer_and_role(client, talk):
    told = {
        "kind": "opening",
        "text": "In spring",
        "employer": "Tidewell",
        "role": "Planner",
        "first_hand": "no",
    }

    client.post(at(talk, "notes"), told)

    assert list(Opening.objects.values_list("employer", "role", "first_hand")) == [
        ("Tidewell", "Planner", False)
    ]


def test_the_page_sends_what_is_typed_and_hears_what_is_kept(client, talk):
    answer = send(client, talk, copy(), copy(version=4, text="the night shift")).json()

    assert [(one["key"], one["version"]) for one in answer["kept"]] == [(KEY, 1), (KEY, 4)]
    assert list(talk.notes.values_list("text", "version")) == [("the night shift", 4)]
    fresh = client.get(at(talk, "copies")).json()["copies"]
    assert [(one["key"], one["version"], one["text"]) for one in fresh] == [(KEY, 4, "the night shift")]


def test_presses_come_late_and_count_when_they_were_pressed(client, talk):
    began = int(talk.started_at.timestamp() * 1000)
    presses = [
        {"what": "closing", "at": began + 60_000},
        {"what": "more", "at": began + 61_000, "minutes": 5},
        {"what": "end", "at": began + 62_000},
        {"what": "end", "at": began + 99_000},
    ]

    state = send(client, talk, presses=presses).json()["state"]

    assert (state["ended"] - began, state["extended"], state["closing"]) == (62_000, 5, True)


def test_a_press_that_is_refused_is_told(client, ada, book):
    waits = Conversation.objects.create(owner=ada, person=book.people["Priya Raman"], begun_at=NOON, uid="u")

    assert send(client, waits, presses=[{"what": "end", "at": 0}]).json()["refused"] == [
        "Start the clock first."
    ]


@pytest.mark.parametrize(
    "copies",
    [
        "{", "{}", "[1]", '[{"key": "x"}]', json.dumps([copy(kind="gossip")]),
        json.dumps([copy(version=None)]), json.dumps([copy(text=5)]), "[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_not_from_our_page_is_refused_whole(client, talk, copies):
    assert client.post(at(talk, "copies"), {"copies": copies}).status_code == 400
    assert not Note.objects.exists()


@pytest.mark.parametrize(
    "odd",
    [
        {"version": 1e300},
        {"written_at": -5},
        {"written_at": "soon"},
        {"at_second": 1e18},
        {"text": "\ud83d half \x00"},
    ],
)
def test_odd_values_lose_no_note(client, talk, odd):
    assert send(client, talk, copy(**odd)).status_code in (200, 400)


def test_the_list_is_only_off_the_record_where_it_was_said_so(client, talk, ada):
    noting.note(talk, SECRET, by=ada, off_record=True, now=now())

    assert "Insight, off the record" in page(client, talk)
    for place in ("/today/", "/people/", f"/people/{talk.person_id}/", "/targets/", "/find/?q=vendor"):
        assert SECRET not in client.get(place).content.decode(), place


def test_pages_ask_which_conversations_are_still_here(client, talk):
    answer = client.get("/conversations/standing/", {"u": [talk.uid, "gone", "x" * 100]})

    assert answer.json() == {"standing": {talk.uid: at(talk, "copies")}}


# The debrief


def test_the_debrief_is_filled_from_the_notes_and_kept(client, talk, ada):
    note = noting.note(talk, "The rota first", by=ada, now=now())
    noting.note(talk, "Ask Rosalind", by=ada, kind="theirs", now=now())
    html = page(client, talk, "debrief")
    assert "The rota first" in html and "Priya promised" in html

    told = {
        f"note-{note.pk}": "The rota comes first", f"note-{note.pk}-kind": "requirement",
        f"note-{note.pk}-hand": "yes", "new": "She reads the worst hour", "new-kind": "insight",
        "desire": "very", "desire_after_why": "They decide in a day", "their_words": "nothing",
        "theirs-pace": "One release a week", "yours-pace": "Asked for dates", "says-pace": "agrees",
        "extended": "5", "talked_little": "yes", "asked_for_event": "no", "closing_asked": "yes",
    }  # fmt: skip
    answer = client.post(at(talk, "debrief"), told, follow=True)

    assert "is kept." in answer.content.decode()
    talk.refresh_from_db()
    note.refresh_from_db()
    assert (note.text, note.kind, note.first_hand) == ("The rota comes first", "requirement", True)
    assert talk.notes.filter(text="She reads the worst hour").exists()
    assert (talk.desire_after, talk.their_words, talk.extended, talk.talked_little, talk.asked_for_event) == (
        "very", "nothing", 5, True, False,
    )  # fmt: skip
    assert Fit.objects.get().says == "agrees"
    assert talk.ended_at is not None and talk.closing_asked_at is not None


def test_private_words_come_back_with_the_question_and_everything_typed(client, talk):
    told = {"theirs-hours": "Leaves for the children", "says-hours": "differs", "their_words": "Ring me"}

    answer = client.post(at(talk, "debrief"), told)
    html = answer.content.decode()

    assert answer.status_code == 422
    assert "about_work" in html and "Leaves for the children" in html and ">Ring me</textarea>" in html
    assert not Fit.objects.exists()
    assert client.post(at(talk, "debrief"), {**told, "about_work": "on"}).status_code == 302


def test_likeness_is_named_as_such(client, talk):
    html = client.post(
        at(talk, "debrief"), {"desire_after_why": "They are like me"}, follow=True
    ).content.decode()

    assert "Fit, or only sameness?" in html


@pytest.mark.parametrize(
    "odd", [{"extended": "many"}, {"desire": "x"}, {"says-pace": "x", "theirs-pace": "y"}]
)
def test_an_odd_answer_breaks_nothing(client, talk, odd):
    assert client.post(at(talk, "debrief"), odd).status_code == 302


def test_ones_own_way_is_said_in_settings(client, ada):
    answer = client.post("/own-ways/", {"pace": "One thing a week"})
    assert answer.url == "/settings/#own-ways"
    assert 'value="One thing a week"' in client.get("/settings/").content.decode()

    refused = client.post("/own-ways/", {"hours": "Home for the kids"})
    assert refused.status_code == 422 and "Home for the kids" in refused.content.decode()
    assert OwnWay.objects.count() == 1


# A target


def test_a_target_shows_desire_by_conversation_and_you_beside_them(client, talk, book):
    target = book.targets["Harrow Grid"]
    client.post("/own-ways/", {"pace": "One thing a week"})
    client.post(at(talk, "debrief"), {
        "desire": "rather", "desire_after_why": "They decide", "theirs-pace": "Ships daily",
        "says-pace": "differs",
    })  # fmt: skip

    html = client.get(f"/targets/{target.pk}/").content.decode()

    for words in ("Rather", "They decide", "One thing a week", "Ships daily", "one differs"):
        assert words in html, words


def test_dropping_a_target_lists_what_is_open_first(client, talk, book):
    target = book.targets["Harrow Grid"]
    client.post(at(talk, "end"))
    client.post(f"/people/{talk.person_id}/ask/")

    before = client.get(f"/targets/{target.pk}/leave/").content.decode()
    assert "Priya Raman" in before and "Thanks stay due" in before
    html = client.post(f"/targets/{target.pk}/leave/", follow=True).content.decode()

    assert "Dropped after one conversation, before an application." in html
    assert "weaktie sends nothing" in html
    assert Message.objects.get().kind == "withdrawal"
    again = client.post(f"/targets/{target.pk}/leave/", follow=True).content.decode()
    assert "off the list already" in again
    assert Target.objects.get(pk=target.pk).dropped_at is not None


# A transcript


def upload(client, talk, content: bytes, **more):
    return client.post(at(talk, "transcript"), {"file": SimpleUploadedFile("call.vtt", content), **more})


VTT = b"WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\nPriya Raman: Ring, don't email.\n"


def test_a_transcript_is_refused_without_consent_and_taken_with_it(client, talk):
    refused = upload(client, talk, VTT)
    assert refused.status_code == 422 and "on whose word" in refused.content.decode()
    assert client.post(at(talk, "transcript"), {"basis": "all"}).status_code == 422

    upload(client, talk, VTT, basis="theirs")

    html = page(client, talk, "transcript")
    assert "Ring, don&#x27;t email." in html and "Delete the words" in html


def test_one_press_makes_a_line_a_note(client, talk):
    upload(client, talk, VTT, basis="all")

    fragment = client.post(at(talk, "transcript/lines"), {"press": "0-quote"}, headers={"HX-Request": "true"})
    assert fragment.content.decode().lstrip().startswith('<li id="line-0"')
    assert client.post(at(talk, "transcript/lines"), {"press": "0-pay"}).url.endswith("#line-0")
    for odd in ("9-quote", "x", "0-gossip", "-1-quote", ""):
        assert client.post(at(talk, "transcript/lines"), {"press": odd}).status_code == 302

    assert list(talk.notes.values_list("kind", flat=True)) == ["pay"]


def test_the_words_go_on_request(client, talk):
    upload(client, talk, VTT, basis="all")

    client.post(at(talk, "transcript/words"))

    assert Transcript.objects.get().lines == []
    assert "Its words were deleted" in page(client, talk, "transcript")
    assert client.post(at(talk, "transcript/words")).status_code == 302
