"""Today, undo, settings, and what is asked before it cannot be undone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import now
from tests.web.books import adas

from weaktie.campaign.network.models import Person
from weaktie.campaign.outreach.models import Ask


@pytest.fixture
def book(ada):
    return adas(ada)


@pytest.fixture(autouse=True)
def _alone(settings, tmp_path):
    """Give the test a data folder of its own: what is deleted in it is nobody else's."""
    settings.HOME = tmp_path


def test_the_front_leads_to_the_first_page_and_later_to_today(client, ada):
    empty = client.get("/").headers["Location"]
    adas(ada)

    assert empty == "/welcome/"
    assert client.get("/").headers["Location"] == "/today/"


def test_today_names_whom_to_ask_and_asks_who_the_seeker_is(client, book):
    html = client.get("/today/").content.decode()

    assert "Who are you" in html
    assert "I asked" in html
    assert "None of five used" in html


def test_today_asks_how_a_long_silent_ask_ended(client, book, ada):
    omar, priya = book.people["Omar Haddad"], book.people["Priya Raman"]
    today = now().astimezone(ada.timezone()).date()
    for person, days in ((omar, 20), (priya, 5)):
        Ask.objects.create(owner=ada, person=person, channel="weak", sent_on=today - timedelta(days=days))

    html = client.get("/today/").content.decode()

    assert "You asked two weeks ago. How did it end?" in html
    assert "The oldest is five days old." in html


def test_the_list_of_first_steps_ticks_itself(client, book):
    before = client.get("/today/").content.decode().count(", done")
    client.post("/settings/me/", {"name": "Ada Quill", "emails": "ada@quill.example"})

    assert client.get("/today/").content.decode().count(", done") == before + 1


def test_an_empty_today_says_where_to_begin(client, ada):
    html = client.get("/today/").content.decode()

    assert "A place to begin" in html
    assert "Bring your first export" in html


def test_undo_and_redo_lead_back_to_where_one_was(client, book):
    omar = book.people["Omar Haddad"]
    client.post(f"/people/{omar.pk}/tag/", {"word": "grid"})

    undone = client.post("/undo/", {"next": f"/people/{omar.pk}/"})
    gone = not omar.tags.exists()
    client.post("/redo/")

    assert undone.headers["Location"] == f"/people/{omar.pk}/"
    assert gone
    assert omar.tags.get().word == "grid"


def test_nothing_to_undo_is_told(client, ada):
    page = client.post("/undo/", {"next": "/settings/"}, follow=True)

    assert page.status_code == 200
    assert 'class="toast"' in page.content.decode()


def test_preferences_are_kept(client, ada):
    told = {"zone": "Europe/Oslo", "country": "no", "day_first": "0", "theme": "dark"}

    client.post("/settings/", told)

    ada.refresh_from_db()
    assert (ada.zone, ada.country, ada.day_first, ada.theme) == ("Europe/Oslo", "NO", False, "dark")
    assert ada.single_keys is False
    assert 'data-theme="dark"' in client.get("/settings/").content.decode()


def test_an_unknown_zone_is_refused_and_the_rest_stays_typed(client, ada):
    page = client.post("/settings/", {"zone": "Middle/Earth", "country": "P7", "day_first": "1"})
    html = page.content.decode()

    assert page.status_code == 422
    assert "Choose a time zone from the list" in html
    assert "Write the country in two letters" in html
    assert "Middle/Earth" in html


def test_who_one_is_keeps_the_profile_that_exports_told(client, book, ada):
    profile = {"name": "Ada Quill", "emails": "ada@quill.example", "profile": "linkedin.com/in/adaquill"}
    client.post("/settings/me/", profile)

    html = client.get("/settings/").content.decode()

    assert "linkedin.com/in/adaquill" in html


def test_a_name_alone_is_enough_to_say_who_one_is(client, ada):
    answer = client.post("/settings/me/", {"name": "Ada Quill", "emails": ""})

    assert answer.status_code == 302
    assert 'value="Ada Quill"' in client.get("/settings/").content.decode()


def test_an_address_that_is_none_is_refused(client, book):
    page = client.post("/settings/me/", {"name": "Ada", "emails": "ada at quill"})

    assert page.status_code == 422
    assert "is not an e-mail address" in page.content.decode()


def test_forgetting_asks_first_with_the_safe_answer_in_focus(client, book):
    omar = book.people["Omar Haddad"]

    html = client.get(f"/people/{omar.pk}/forget/").content.decode()

    assert f'href="/people/{omar.pk}/" autofocus>Keep</a>' in html
    assert Person.objects.filter(pk=omar.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_a_forgotten_person_is_nowhere(client, ada):
    omar = adas(ada).people["Priya Raman"]

    client.post(f"/people/{omar.pk}/forget/")

    assert client.get(f"/people/{omar.pk}/").status_code == 404
    assert "Priya" not in client.get("/people/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_everything_goes_only_with_the_word(client, ada):
    adas(ada)

    refused = client.post("/settings/everything/", {"word": "yes"})
    kept = Person.objects.others().exists()
    client.post("/settings/everything/", {"word": "Delete"})

    assert refused.status_code == 422
    assert kept
    assert not Person.objects.exists()


def test_two_people_stay_two_and_the_pair_is_not_asked_again(client, book, ada):
    a, b = Person.objects.visible_to(ada).filter(name="Omar Haddad").order_by("pk")

    client.post("/same/", {"a": a.pk, "b": b.pk, "same": "no"})

    assert f'value="{b.pk}"' not in client.get("/duplicates/").content.decode()


def test_parting_needs_some_entries_and_not_all(client, book):
    omar = book.people["Omar Haddad"]

    page = client.post(f"/people/{omar.pk}/split/", {"entry": ["x", "999999"]}, follow=True)

    assert "Choose some of the entries" in page.content.decode()


def test_undo_after_forgetting_says_what_it_would_undo_instead(client, book, ada):
    client.post(f"/people/{book.people['Priya Raman'].pk}/hidden/")
    lucja = book.people["Łucja Śliwińska"]
    client.post(f"/people/{lucja.pk}/forget/")

    first = client.post("/undo/", {"next": "/people/"}, follow=True).content.decode()

    assert (
        "Forgetting cannot be undone. To undo what came before it (Hid Priya Raman), undo once more." in first
    )
    assert Person.objects.get(pk=book.people["Priya Raman"].pk).hidden
    client.post("/undo/")
    assert not Person.objects.get(pk=book.people["Priya Raman"].pk).hidden


def test_every_page_tells_the_key_where_to_undo(client, book):
    assert 'data-undo="/undo/"' in client.get("/people/").content.decode()


def test_the_list_of_the_forgotten_goes_only_when_that_is_asked_for(client, ada):
    for also, comes_back in (({}, False), ({"forgotten": "on"}, True)):
        person = adas(ada).people["Łucja Śliwińska"]
        client.post(f"/people/{person.pk}/forget/")
        assert "Delete the list of the forgotten too" in client.get("/settings/everything/").content.decode()

        client.post("/settings/everything/", {"word": "delete", **also})

        assert ("Łucja Śliwińska" in adas(ada).people) is comes_back
        client.post("/settings/everything/", {"word": "delete", "forgotten": "on"})


def test_the_pages_say_truly_what_cannot_be_undone(client, book):
    page = client.get(f"/people/{book.people['Priya Raman'].pk}/forget/").content.decode()

    assert "This cannot be undone." in page
    assert "the one thing here" not in page
