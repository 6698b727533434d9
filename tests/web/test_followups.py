"""The letters for what is owed after conversations, and promises."""

from __future__ import annotations

import re
from datetime import timedelta
from email import message_from_bytes
from urllib.parse import unquote

import pytest
from django.utils.timezone import now
from tests.talks import NOTES, SECRET, talk
from tests.web.books import adas

from weaktie.campaign.followups.models import FollowUp, Promise
from weaktie.campaign.network.actions import me
from weaktie.campaign.outreach.models import Message

LETTER = "Hello Priya,\n\nYou said “Ring, don't email”. I rang three yards today.\n\nAda"


@pytest.fixture
def book(ada):
    me.say_who_you_are(by=ada, name="Ada Quill", emails=("ada@quill.example",), today=now().date())
    return adas(ada)


@pytest.fixture
def conversation(ada, book):
    return talk(ada, book.people["Priya Raman"], ended=now() - timedelta(hours=2), notes=NOTES)


def posted(**told: str) -> dict[str, str]:
    return {"kind": "thanks", "subject": "Thanks", "text": LETTER, "to": "priya@harrow.example", **told}


def test_the_letter_is_drafted_from_notes_and_the_gap_is_found(client, conversation):
    html = client.get(f"/followups/{conversation.pk}/thanks/").content.decode()

    assert "Thank Priya Raman" in html
    assert "The desk stopped trusting the evening forecast in 2024." in html
    assert "a gap is left to fill" in html
    assert SECRET not in html
    assert "Two notes are off the record" in html
    assert "mailto:priya@harrow.example" in html


@pytest.mark.parametrize("kind", ["thanks", "report", "touch"])
def test_no_letter_shows_what_was_said_off_the_record_whatever_is_asked(client, conversation, kind):
    secret = conversation.notes.get(text=SECRET)

    html = client.get(f"/followups/{conversation.pk}/{kind}/?note={secret.pk}&reason=A+posting").content

    assert SECRET.encode() not in html


def test_another_note_is_cited_when_it_is_chosen(client, conversation):
    quote = conversation.notes.get(kind="quote")

    html = client.get(f"/followups/{conversation.pk}/thanks/?note={quote.pk}").content.decode()

    assert "You said: “Ring, don&#x27;t email.”" in html


def test_a_word_after_a_long_while_begins_with_the_reason(client, conversation):
    bare = client.get(f"/followups/{conversation.pk}/touch/").content.decode()
    html = client.get(f"/followups/{conversation.pk}/touch/?reason=I+read+your+paper").content.decode()

    assert "[why you write to them today]" in bare
    assert "I read your paper." in html


def test_the_check_answers_with_findings_alone(client, conversation):
    answer = client.post(
        f"/followups/{conversation.pk}/check/",
        posted(text="Thanks [Name]"),
        headers={"HX-Request": "true"},
    )

    html = answer.content.decode()
    assert 'id="findings"' in html
    assert "<html" not in html
    assert "PLACEHOLDER_LEFT" in html


def test_without_script_the_check_brings_the_page_back_as_typed(client, conversation):
    html = client.post(f"/followups/{conversation.pk}/check/", posted(text="My words [gap]")).content.decode()

    assert "My words [gap]" in html
    assert not Message.objects.exists()


def test_a_draft_is_kept_and_shown_again(client, conversation):
    answer = client.post(
        f"/followups/{conversation.pk}/draft/", posted(text="Half a lette"), headers={"HX-Request": "true"}
    )

    assert re.match(r"Draft kept, \d\d:\d\d", answer.content.decode())
    assert "Half a lette" in client.get(f"/followups/{conversation.pk}/thanks/").content.decode()


def test_a_letter_as_a_file_is_an_unsent_draft(client, conversation):
    client.post(f"/followups/{conversation.pk}/draft/", posted())

    answer = client.get(f"/followups/{conversation.pk}/file/?kind=thanks")

    mail = message_from_bytes(answer.content)
    assert (mail["To"], mail["X-Unsent"], answer["Content-Type"]) == (
        "priya@harrow.example", "1", "message/rfc822",
    )  # fmt: skip


def test_sent_is_noted_and_undone_from_the_toast(client, conversation):
    note = conversation.notes.get(kind="quote")

    page = client.post(f"/followups/{conversation.pk}/sent/", posted(note=str(note.pk)), follow=True)

    done = FollowUp.objects.get()
    assert (done.kind, done.note, done.message.text) == ("thanks", note, LETTER)
    assert "Noted: you thanked Priya Raman." in page.content.decode()
    assert "Marked as sent" in client.get(f"/followups/{conversation.pk}/thanks/").content.decode()
    client.post("/undo/")
    assert not FollowUp.objects.exists()


def test_a_gap_is_refused_with_what_was_typed(client, conversation):
    answer = client.post(f"/followups/{conversation.pk}/sent/", posted(text="Thank you. [gap]"))

    assert answer.status_code == 422
    assert "A gap is left: [gap]" in answer.content.decode()
    assert "Thank you. [gap]" in answer.content.decode()


def test_letting_it_be_is_an_end(client, conversation):
    client.post(f"/followups/{conversation.pk}/end/", {"kind": "report"})

    assert FollowUp.objects.get().let_go
    assert "You let this go" in client.get(f"/followups/{conversation.pk}/report/").content.decode()


@pytest.mark.parametrize("kind", ["", "flowers"])
def test_a_kind_there_is_not_is_no_page(client, conversation, kind):
    assert client.post(f"/followups/{conversation.pk}/sent/", posted(kind=kind)).status_code == 404
    assert client.get(f"/followups/{conversation.pk}/introducer/").status_code == 404


def test_a_conversation_that_was_not_held_has_no_letter(client, ada, book):
    ahead = talk(ada, book.people["Priya Raman"], ended=now() + timedelta(days=1))

    assert client.get(f"/followups/{ahead.pk}/thanks/").status_code == 404


def test_what_is_owed_and_promised_stands_on_one_page(client, conversation):
    html = client.get("/promises/").content.decode()

    assert "One letter is owed" in html
    assert "Write the thanks" in html
    assert "Send the load-curve paper" in html
    assert SECRET not in html

    client.post(f"/followups/{conversation.pk}/promises/")

    html = client.get("/promises/").content.decode()
    assert "Look up the name of the planner" in html
    assert SECRET not in html
    assert Promise.objects.count() == 3


def test_a_promise_is_added_moved_written_kept_and_released(client, book):
    priya = book.people["Priya Raman"]
    client.post(f"/people/{priya.pk}/promises/", {"text": "Send the paper", "whose": "mine"})
    client.post(f"/people/{priya.pk}/promises/", {"text": "Call", "whose": "mine", "due_on": "2027-01-05"})
    paper, call = Promise.objects.order_by("pk")

    client.post(f"/promises/{paper.pk}/day/", {"due_on": "2027-01-02"})
    page = client.get(f"/promises/{paper.pk}/").content.decode()
    kept = client.post(f"/promises/{paper.pk}/kept/", {"text": "Here. [where it is]", "subject": ""})
    client.post(f"/promises/{paper.pk}/kept/", {"text": "Here it is.", "subject": "As promised"})
    client.post(f"/promises/{call.pk}/released/")

    assert "Keep a promise to Priya Raman" in page
    assert "promised you this" in page
    assert kept.status_code == 422
    paper.refresh_from_db()
    call.refresh_from_db()
    assert (str(paper.due_on), bool(paper.kept_on), bool(call.released_on)) == ("2027-01-02", True, True)
    assert Message.objects.get().text == "Here it is."


def test_the_promise_letter_is_checked_kept_and_handed_out(client, book):
    priya = book.people["Priya Raman"]
    client.post(f"/people/{priya.pk}/promises/", {"text": "Send the paper", "whose": "mine"})
    pk = Promise.objects.get().pk
    htmx = {"HX-Request": "true"}

    found = client.post(f"/promises/{pk}/check/", {"text": "Here [x]"}, headers=htmx).content.decode()
    plain = client.post(f"/promises/{pk}/check/", {"text": "Here [x]"}).content.decode()
    client.post(f"/promises/{pk}/draft/", {"text": "Here it", "subject": "Paper"}, headers=htmx)
    file = client.get(f"/promises/{pk}/file/")

    assert "PLACEHOLDER_LEFT" in found
    assert "Here [x]" in plain
    assert "Here it" in client.get(f"/promises/{pk}/").content.decode()
    assert message_from_bytes(file.content)["Subject"] == "Paper"


def test_the_mail_link_carries_the_whole_letter(client, conversation):
    html = client.post(f"/followups/{conversation.pk}/check/", posted()).content.decode()

    link = re.search(r'href="(mailto:[^"]+)"', html)[1].replace("&amp;", "&")
    assert "I rang three yards today." in unquote(link)
