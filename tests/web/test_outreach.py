"""The composer, and asks and answers, each in one press."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.books import adas

from weaktie.campaign.outreach.models import Ask, Message
from weaktie.campaign.targets.models import Material

HTMX = {"HX-Request": "true"}


@pytest.fixture
def omar(ada):
    return adas(ada).people["Omar Haddad"]


@pytest.fixture
def priya(ada):
    return adas(ada).people["Priya Raman"]


def test_an_ask_is_noted_once(client, omar):
    first = client.post(f"/people/{omar.pk}/ask/", follow=True).content.decode()
    again = client.post(f"/people/{omar.pk}/ask/", follow=True).content.decode()

    assert "you asked Omar Haddad today" in first
    assert "has not answered your last message yet" in again
    assert Ask.objects.count() == 1


def test_a_person_who_was_asked_offers_the_three_answers(client, omar):
    client.post(f"/people/{omar.pk}/ask/")

    html = client.get(f"/people/{omar.pk}/").content.decode()

    assert all(
        words in html for words in ("Said yes", "Said no", "No answer", "You asked for a conversation")
    )
    assert "Asked today" in client.get("/people/").content.decode()


@pytest.mark.parametrize(
    ("answer", "words"), [("yes", "said yes"), ("no", "said no"), ("none", "gave no answer")]
)
def test_an_answer_is_noted_in_one_press(client, omar, answer, words):
    client.post(f"/people/{omar.pk}/ask/")

    page = client.post(f"/people/{omar.pk}/answer/", {"answer": answer, "next": "/today/"}, follow=True)

    assert f"Omar Haddad {words}." in page.content.decode()
    assert Ask.objects.get().answer == answer


def test_an_answer_to_nothing_and_an_unknown_answer_are_refused(client, omar):
    nothing = client.post(f"/people/{omar.pk}/answer/", {"answer": "yes"}, follow=True).content.decode()
    client.post(f"/people/{omar.pk}/ask/")
    unknown = client.post(f"/people/{omar.pk}/answer/", {"answer": "perhaps"}, follow=True).content.decode()

    assert "No ask to Omar Haddad is open" in nothing
    assert "Choose yes, no, redirected, or none." in unknown


def test_who_was_redirected_is_asked_who_was_named(client, omar):
    client.post(f"/people/{omar.pk}/ask/")

    page = client.post(
        f"/people/{omar.pk}/answer/", {"answer": "redirected", "words": "Ask Vera."}, follow=True
    )

    assert "Omar Haddad named somebody else." in page.content.decode()
    assert page.redirect_chain[-1][0] == f"/people/{omar.pk}/introductions/"
    assert (Ask.objects.get().answer, Ask.objects.get().words) == ("redirected", "Ask Vera.")


# The composer

LETTER = "Hello Priya,\n\nWe met in 2024. What changed when the desk moved?\n\nI attach my CV. No is fine."


def typed(**more: str) -> dict[str, str]:
    return {"way": "mail", "subject": "One question", "text": LETTER, **more}


def page_of(client, priya) -> str:
    return client.get(f"/people/{priya.pk}/compose/").content.decode()


def test_the_composer_begins_with_true_facts_and_gaps(client, priya):
    html = page_of(client, priya)

    assert "Hello Priya," in html
    assert "You and I last wrote in May 2019, [about what]." in html
    assert "[Your one question.]" in html
    assert "Mend: a gap is left to fill" in html
    assert 'href="mailto:priya@harrow.example?subject=' in html


def test_a_draft_is_kept_as_it_was_typed(client, priya):
    answer = client.post(f"/people/{priya.pk}/draft/", typed(text="  Hello Priya,\r\n\r\nWe "), headers=HTMX)

    assert answer.content.decode().startswith("Draft kept, ")
    assert Message.objects.get().text == "  Hello Priya,\n\nWe "
    assert "  Hello Priya,\n\nWe </textarea>" in page_of(client, priya)


def test_a_check_answers_with_what_to_mend_and_where(client, priya):
    html = client.post(f"/people/{priya.pk}/check/", typed(), headers=HTMX).content.decode()

    assert "<html" not in html
    assert "Mend: a CV turns a question into an application" in html
    start = LETTER.index("attach")
    assert f'data-start="{start}" data-end="{start + len("attach my CV.")}"' in html
    assert "One thing to look at" in html
    assert not Message.objects.exists()


def test_places_are_told_as_scripts_count_them(client, priya):
    html = client.post(
        f"/people/{priya.pk}/check/", typed(text="\U0001f600\n\nI attach my CV."), headers=HTMX
    )

    assert 'data-start="6" data-end="19"' in html.content.decode()


def test_without_script_check_and_mend_are_buttons(client, priya):
    checked = client.post(f"/people/{priya.pk}/check/", typed())
    mended = client.post(f"/people/{priya.pk}/check/", typed(mend="0"))

    assert "Mend: a CV turns" in checked.content.decode()
    assert "I attach my CV" not in mended.content.decode()
    assert "What changed when the desk moved?\n\nNo is fine.</textarea>" in mended.content.decode()


def test_a_proposed_question_takes_the_place_of_its_gap(client, priya):
    text = "Hello Priya,\n\n[Your one question.]\n\nAda"

    client.post(f"/people/{priya.pk}/draft/", typed(text=text, use="Which habit went first in 2024?"))

    kept = Message.objects.get()
    assert kept.text == "Hello Priya,\n\nWhich habit went first in 2024?\n\nAda"
    assert kept.question == "Which habit went first in 2024?"


def test_what_was_sent_is_kept_with_the_ask_and_the_guess(client, priya):
    page = client.post(f"/people/{priya.pk}/ask/", typed(guess="25"), follow=True)

    ask = Ask.objects.get()
    assert "you asked Priya Raman today" in page.content.decode()
    assert (ask.guess, ask.message.text, ask.message.way) == (25, LETTER, "mail")
    assert ask.message.sent_at is not None
    undone = client.post("/undo/", follow=True)
    assert undone.status_code == 200
    assert LETTER in page_of(client, priya)


def test_an_ask_out_of_turn_is_refused_with_what_was_typed_still_there(client, priya):
    client.post(f"/people/{priya.pk}/ask/")

    again = client.post(f"/people/{priya.pk}/ask/", typed())

    html = again.content.decode()
    assert again.status_code == 422
    assert "Priya Raman has not answered your last message yet." in html
    assert "I attach my CV" in html


def test_while_an_ask_is_open_the_composer_writes_its_follow_up(client, priya):
    client.post(f"/people/{priya.pk}/ask/", typed())

    html = page_of(client, priya)
    early = client.post(f"/people/{priya.pk}/follow-up/", typed(text="Hello again."))

    assert "Write once more to Priya Raman" in html
    assert "What changed when the desk moved?" in html
    assert "after seven working days" in html
    assert early.status_code == 422


def test_a_message_can_be_taken_as_a_file_that_opens_as_a_draft(client, priya):
    client.post(f"/people/{priya.pk}/draft/", typed(subject="Grüße"))

    answer = client.get(f"/people/{priya.pk}/letter.eml")

    told = message_from_bytes(answer.content, policy=default)
    assert (told["To"], told["Subject"], told["X-Unsent"]) == ("priya@harrow.example", "Grüße", "1")
    assert told.get_content().replace("\r\n", "\n").startswith("Hello Priya,")
    assert told["Date"] is None


def test_a_no_takes_the_way_to_write_away(client, priya):
    client.post(f"/people/{priya.pk}/ask/")
    client.post(f"/people/{priya.pk}/answer/", {"answer": "no", "words": "Not this year."})

    html = client.get(f"/people/{priya.pk}/").content.decode()

    assert "Write to Priya" not in html
    assert "Priya Raman said no: ask them nothing any more." in html
    assert Ask.objects.get().words == "Not this year."


# What is public


def test_a_question_that_a_stored_page_answers_is_caught_with_the_passage(client, priya):
    public = "Harrow Grid forecasts demand at half-hour resolution by an ensemble of four models."
    client.post(f"/people/{priya.pk}/material/", {"kind": "report", "title": "Outlook", "text": public})
    text = "Hello Priya,\n\nWe were both at Quill until 2019. How does Harrow Grid forecast demand?\n\nAda"

    html = client.post(f"/people/{priya.pk}/check/", typed(text=text), headers=HTMX).content.decode()

    assert "public pages already answer this" in html
    assert "Pick another question" in html


def test_a_pasted_page_stands_beside_the_letter_and_can_be_dropped(client, omar):
    told = {"kind": "about", "title": "About us", "text": "Demand is forecast\r\n\r\nby four   models."}
    client.post(f"/people/{omar.pk}/material/", told)

    kept = Material.objects.get()
    assert (kept.person, kept.text) == (omar, "Demand is forecast\nby four models.")
    assert "by four models." in page_of(client, omar)
    client.post(f"/materials/{kept.pk}/drop/", {"next": "/today/"})
    assert not Material.objects.exists()
    client.post("/undo/")
    assert Material.objects.get() == kept


def test_nothing_pasted_is_refused_beside_the_field(client, omar):
    page = client.post(f"/people/{omar.pk}/material/", {"kind": "about", "text": "  "})

    assert page.status_code == 422
    assert "Paste the words of a page" in page.content.decode()


@pytest.mark.slow
def test_an_uploaded_page_is_kept_in_words(client, omar):
    html = b"<html><title>About</title><body><p>We forecast <b>demand</b> in Lisbon.</p></body></html>"
    client.post(f"/people/{omar.pk}/material/", {"kind": "about", "file": SimpleUploadedFile("a.html", html)})

    kept = Material.objects.get()
    assert (kept.title, kept.found, kept.text) == ("About", "a.html", "We forecast demand in Lisbon.")
