"""The pages on people: list, one person, who is who, the picture."""

from __future__ import annotations

import re

import pytest
from tests.people import CONNECTIONS, NOON, TODAY, bring, later
from tests.web.books import adas

from weaktie.campaign.conversations.actions import booking
from weaktie.campaign.network.actions import people as actions
from weaktie.campaign.network.models import Edit, Person
from weaktie.campaign.outreach import actions as outreach


@pytest.fixture
def book(ada):
    return adas(ada)


def test_the_list_names_everybody_and_the_seeker_is_not_in_it(client, book):
    html = client.get("/people/").content.decode()

    assert all(name in html for name in book.people)
    assert "Ada Quill" not in html


def test_a_search_answers_with_the_found_part_alone(client, book):
    whole = client.get("/people/", {"q": "priya"})
    part = client.get("/people/", {"q": "priya"}, headers={"HX-Request": "true"})

    assert "Priya Raman" in whole.content.decode()
    assert "Omar Haddad" not in whole.content.decode()
    assert part.content.decode().lstrip().startswith('<section class="part full" id="people-found">')


def test_a_page_beyond_the_end_says_so_and_breaks_nothing(client, book):
    answers = [client.get("/people/", {"after": after}) for after in ("999999", "-1", "x", "٣", "9" * 30)]

    assert [answer.status_code for answer in answers] == [200] * 5


def test_several_people_are_tagged_hidden_and_shown_again(client, book, ada):
    two = sorted(book.people[name].pk for name in ("Priya Raman", "Łucja Śliwińska"))

    client.post("/people/selection/", {"person": two, "what": "tag", "word": "grid"})
    client.post("/people/selection/", {"person": two, "what": "hide"})
    hidden = client.get("/people/?hidden=1").content.decode()
    client.post("/people/selection/", {"person": two, "what": "unhide"})

    assert "Priya Raman" in hidden
    assert "Omar Haddad" not in hidden
    assert [one.pk for one in Person.objects.visible_to(ada).filter(tags__word="grid").order_by("pk")] == two
    assert not Person.objects.filter(hidden=True).exists()


def test_nothing_ticked_is_told_and_changes_nothing(client, book):
    page = client.post("/people/selection/", {"what": "hide"}, follow=True)

    assert "Tick somebody first." in page.content.decode()
    assert not Person.objects.filter(hidden=True).exists()


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "/\\evil.example", "nowhere"])
def test_the_way_back_leads_only_to_our_own_pages(client, book, address):
    answer = client.post("/people/selection/", {"what": "hide", "next": address})

    assert answer.headers["Location"] == "/people/"


def test_an_edit_wins_and_an_untouched_field_is_no_edit(client, book):
    omar = book.people["Omar Haddad"]

    client.post(f"/people/{omar.pk}/edit/", {"name": omar.name, "title": "Head of planning", "note": ""})

    assert list(Edit.objects.filter(person=omar).values_list("field", "value")) == [
        ("title", "Head of planning")
    ]


def test_an_overlong_field_is_refused_with_the_text_kept(client, book):
    omar = book.people["Omar Haddad"]

    page = client.post(f"/people/{omar.pk}/edit/", {"title": "x" * 201})

    assert page.status_code == 422
    assert "x" * 201 in page.content.decode()
    assert not Edit.objects.exists()


def test_a_person_is_added_by_hand_once(client, book):
    first = client.post("/people/new/", {"name": "Noor Aziz", "email": "noor@quill.example"})
    again = client.post("/people/new/", {"name": "Noor A.", "email": "noor@quill.example"})

    assert first.status_code == 302
    assert again.status_code == 422
    assert "belongs to Noor Aziz" in again.content.decode()


def test_a_tie_is_corrected_in_one_press(client, book):
    omar = book.people["Omar Haddad"]

    client.post(f"/people/{omar.pk}/tie/", {"tie": "close"})

    html = client.get(f"/people/{omar.pk}/").content.decode()
    assert "You said: close." in html
    assert "Close, as you said; " in html


def test_how_the_last_ask_was_answered_stands_at_the_top(client, book, ada):
    omar = book.people["Omar Haddad"]
    ask = outreach.log_ask(omar, by=ada, sent_on=TODAY, now=NOON)
    outreach.log_answer(ask, by=ada, answer="yes", answered_on=TODAY, now=NOON)

    top = client.get(f"/people/{omar.pk}/").content.decode().partition("</h1>")[0]

    assert "said yes" in top


def test_the_same_file_again_adds_no_line_of_what_it_says(client, book, ada):
    omar = book.people["Omar Haddad"]

    def lines() -> list[str]:
        page = client.get(f"/people/{omar.pk}/").content.decode()
        return re.findall(r'data-k="What it says">(.*?)</td>', page)

    before = lines()
    bring(ada, now=later(hours=1), Connections_csv=CONNECTIONS)
    assert lines() == before

    more = "Noor,Aziz,https://www.linkedin.com/in/noor,,Quill Works,Planner,05 Jun 2021\n"
    bring(ada, now=later(hours=2), Later_csv=CONNECTIONS + more)
    assert lines() == before
    assert "also in" in client.get(f"/people/{omar.pk}/").content.decode()


def test_a_merged_id_leads_to_its_successor(client, book, ada):
    omar, other = Person.objects.visible_to(ada).filter(name="Omar Haddad").order_by("pk")

    client.post("/same/", {"a": omar.pk, "b": other.pk, "same": "yes"})
    gone = max(omar.pk, other.pk)

    assert client.get(f"/people/{gone}/").headers["Location"] == f"/people/{min(omar.pk, other.pk)}/"


def test_a_person_without_any_file_has_a_page(client, ada):
    noor = actions.add_person(by=ada, name="Noor Aziz", now=NOON)

    html = client.get(f"/people/{noor.pk}/").content.decode()

    assert "I asked Noor today" in html
    assert "added by hand" in html


def test_the_picture_says_the_same_as_a_table(client, book):
    html = client.get("/network/").content.decode()

    assert 'aria-hidden="true"' in html
    assert html.count("Harrow Grid") >= 2


def test_an_empty_book_says_what_will_stand_here(client, ada):
    assert "Nobody here yet" in client.get("/people/").content.decode()
    assert "No circles yet" in client.get("/network/").content.decode()
    assert "Nobody looks like two" in client.get("/duplicates/").content.decode()


def test_find_names_people_with_their_work_and_tie(client, book):
    html = client.get("/find/", {"q": "priya"}, headers={"HX-Request": "true"}).content.decode()

    assert f'href="/people/{book.people["Priya Raman"].pk}/"' in html
    assert "Forecaster, Harrow Grid" in html


def test_two_ticked_people_are_compared_and_made_one(client, book, ada):
    omar, other = Person.objects.visible_to(ada).others().filter(name="Omar Haddad").order_by("pk")

    answer = client.post("/people/selection/", {"person": [omar.pk, other.pk], "what": "same"})
    page = client.get(answer.headers["Location"]).content.decode()

    assert answer.headers["Location"] == f"/same/?a={omar.pk}&b={other.pk}"
    assert "One person, or two?" in page
    assert "linkedin.com/in/omar-haddad-77" in page
    merged = client.post("/same/", {"a": omar.pk, "b": other.pk, "same": "yes", "chosen": "1"})
    assert merged.headers["Location"] == f"/people/{omar.pk}/"
    client.post("/undo/")
    assert Person.objects.visible_to(ada).others().filter(name="Omar Haddad").count() == 2


def test_the_same_person_needs_two_to_be_ticked(client, book):
    ids = [one.pk for one in book.people.values()]

    for ticked in (ids[:1], ids[:3]):
        told = client.post("/people/selection/", {"person": ticked, "what": "same"}, follow=True)
        assert "Tick the two who are one person, and nobody else." in told.content.decode()


def test_nobody_is_compared_with_themselves(client, book):
    pk = book.people["Priya Raman"].pk

    assert client.get("/same/", {"a": pk, "b": pk}).headers["Location"] == f"/people/{pk}/"
    assert client.get("/same/", {"a": pk, "b": 10**9}).status_code == 404


def test_the_page_of_whoever_said_yes_leads_to_the_next_step(client, ada, book):
    priya = book.people["Priya Raman"]
    ask = outreach.log_ask(priya, by=ada, sent_on=TODAY, now=NOON)
    outreach.log_answer(ask, by=ada, answer="yes", answered_on=TODAY, now=NOON)

    agreed = client.get(f"/people/{priya.pk}/").content.decode()
    talk = booking.begin(priya, by=ada, now=NOON)
    booking.book(talk, later(days=1), by=ada, now=NOON)
    booked = client.get(f"/people/{priya.pk}/").content.decode()

    assert "Offer two times</button>" in agreed
    assert "Open the brief</a>" in booked
    assert "Write to Priya" not in agreed + booked
