"""Asks and answers, each in one press."""

from __future__ import annotations

import pytest
from tests.web.books import adas

from weaktie.campaign.outreach.models import Ask


@pytest.fixture
def omar(ada):
    return adas(ada).people["Omar Haddad"]


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
