"""What is ahead and what was held, arranging one, and the brief."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils.timezone import now
from icalendar import Calendar
from tests.web.books import adas

from weaktie.campaign.conversations.actions import live
from weaktie.campaign.conversations.models import Conversation, Note, Question


@pytest.fixture
def omar(ada):
    return adas(ada).people["Omar Haddad"]


@pytest.fixture
def begun(client, omar):
    client.post(f"/people/{omar.pk}/conversation/")
    return Conversation.objects.get()


@pytest.fixture
def booked(client, begun):
    at = (now() + timedelta(days=2)).strftime("%Y-%m-%dT10:00")
    client.post(f"/conversations/{begun.pk}/booking/", {"another": at, "way": "phone", "zone": "Warsaw"})
    begun.refresh_from_db()
    return begun


def test_without_conversations_the_page_says_what_to_do(client, ada):
    html = client.get("/conversations/").content.decode()

    assert "No conversations yet" in html
    assert "See whom to ask" in html


def test_whoever_said_yes_waits_for_times(client, omar):
    client.post(f"/people/{omar.pk}/ask/")
    refused = client.post(f"/people/{omar.pk}/conversation/", follow=True).content.decode()
    client.post(f"/people/{omar.pk}/answer/", {"answer": "yes"})

    html = client.get("/conversations/").content.decode()

    assert "Note first how Omar Haddad answered" in refused
    assert "Said yes today" in html
    assert f"/people/{omar.pk}/conversation/" in html


def test_near_times_stand_there_in_both_zones_and_are_written_into_a_reply(client, begun):
    page = client.get(f"/conversations/{begun.pk}/?zone=Warsaw&length=30").content.decode()
    times = re.findall(r'name="at" value="([^"]+)" checked', page)

    answer = client.post(
        f"/conversations/{begun.pk}/times/", {"at": times, "zone": "Europe/Warsaw", "length": 30}, follow=True
    )

    html = answer.content.decode()
    assert len(times) == 3
    assert "your time (Warsaw)" in html
    assert "for 30 minutes?" in html
    assert "weaktie sends nothing" in html


def test_no_time_at_all_is_refused_and_the_page_says_so(client, begun):
    answer = client.post(f"/conversations/{begun.pk}/times/", {})

    assert answer.status_code == 422
    assert "Offer one to three times" in answer.content.decode()


@pytest.mark.parametrize(
    "sent", [{}, {"another": "soon"}, {"another": "2020-01-01T10:00"}, {"at": "x", "zone": "Nowhere"}]
)
def test_a_booking_without_a_good_time_is_refused(client, begun, sent):
    answer = client.post(f"/conversations/{begun.pk}/booking/", sent)

    begun.refresh_from_db()
    assert answer.status_code == 422
    assert begun.starts_at is None


def test_what_was_typed_stays_when_a_booking_is_refused(client, begun):
    typed = {
        "another": "2020-01-01T10:00",
        "place": "Room 4",
        "way": "phone",
        "why": "The desk",
        "length": "30",
    }

    html = client.post(f"/conversations/{begun.pk}/booking/", typed).content.decode()

    for value in ("2020-01-01T10:00", "Room 4", "The desk", "30"):
        assert f'value="{value}"' in html
    assert re.search(r'value="phone" checked', html)


def test_one_of_the_times_offered_is_booked_with_what_one_wants(client, begun):
    at = (now() + timedelta(days=3)).replace(microsecond=0).isoformat()
    client.post(f"/conversations/{begun.pk}/times/", {"at": [at]})

    client.post(f"/conversations/{begun.pk}/booking/", {"at": at, "desire": "rather", "why": "The desk"})

    begun.refresh_from_db()
    assert (begun.starts_at.isoformat(), begun.desire_before) == (at, "rather")


def test_a_booked_conversation_is_told_on_both_clocks_everywhere(client, omar, booked):
    for place in ("/conversations/", f"/conversations/{booked.pk}/", f"/conversations/{booked.pk}/brief/"):
        assert "10:00 to 10:20</time>; 11:00 in Warsaw" in client.get(place).content.decode(), place
    assert "Booked for" in client.get(f"/people/{omar.pk}/").content.decode()


def test_the_invitation_is_a_file_for_both_calendars(client, booked):
    answer = client.get(f"/conversations/{booked.pk}/invitation.ics")

    assert answer["Content-Type"].startswith("text/calendar")
    assert answer["Content-Disposition"].startswith('attachment; filename="conversation-')
    assert Calendar.from_ical(answer.content)["METHOD"] == "REQUEST"


def test_there_is_no_invitation_without_a_time(client, begun):
    assert client.get(f"/conversations/{begun.pk}/invitation.ics").status_code == 404


def test_it_is_moved_and_called_off_in_one_press_each(client, booked):
    at = (now() + timedelta(days=5)).strftime("%Y-%m-%dT09:30")
    client.post(f"/conversations/{booked.pk}/booking/", {"another": at, "length": 30})
    booked.refresh_from_db()
    moved = (booked.sequence, booked.length)
    page = client.post(f"/conversations/{booked.pk}/cancellation/", follow=True).content.decode()

    assert moved == (1, 30)
    assert "Called off" in page and "Tell both calendars" in page
    invitation = client.get(f"/conversations/{booked.pk}/invitation.ics")
    assert Calendar.from_ical(invitation.content)["METHOD"] == "CANCEL"


def test_the_first_opening_of_the_brief_asks_what_one_wants_until_it_is_said(client, booked):
    brief = f"/conversations/{booked.pk}/brief/"
    first = client.get(brief).content.decode()
    nothing = client.post(f"/conversations/{booked.pk}/desire/", {}, follow=True).content.decode()
    client.post(f"/conversations/{booked.pk}/desire/", {"desire": "unsure", "why": "Nights"})
    said = client.get(brief).content.decode()

    assert "First: do you want this job" in first
    assert "Choose one of the five words" in nothing
    assert "First: do you want this job" not in said
    assert "unsure. Nights" in said


def test_once_it_has_begun_what_one_wanted_is_neither_asked_nor_taken(client, booked):
    Conversation.objects.update(started_at=now())

    page = client.get(f"/conversations/{booked.pk}/brief/").content.decode()
    answer = client.post(f"/conversations/{booked.pk}/desire/", {"desire": "very"}, follow=True)

    assert "First: do you want this job" not in page
    assert "can no longer be said" in answer.content.decode()


def test_a_proposal_becomes_a_question_in_one_press_and_each_can_be_changed(client, booked):
    brief = f"/conversations/{booked.pk}/brief/"
    html = client.get(brief).content.decode()
    words = re.search(r'name="words" value="([^"]+)"', html)[1]

    client.post(f"/conversations/{booked.pk}/questions/", {"words": words, "why": "dated"})
    client.post(f"/conversations/{booked.pk}/questions/", {"words": "What came second?"})
    first, second = Question.objects.filter(phase="middle").order_by("position")
    client.post(f"/questions/{second.pk}/place/", {"place": "earlier"})
    client.post(f"/questions/{second.pk}/", {"words": "What came first?"})
    client.post(f"/questions/{first.pk}/drop/")
    closing = Question.objects.get(phase="closing")
    refused = client.post(f"/questions/{closing.pk}/drop/", follow=True).content.decode()
    client.post(f"/conversations/{booked.pk}/last-question/", {"words": "Who is next?"})

    page = client.get(brief).content.decode()
    assert "What came first?" in page
    assert "The closing question is always asked" in refused
    assert "<mark>Who is next?</mark>" in page
    assert "Ask this" in html


def test_the_opening_and_what_one_means_to_show_are_kept_and_checked(client, booked):
    client.post(f"/conversations/{booked.pk}/opening/", {"words": "word " * 61})
    client.post(f"/conversations/{booked.pk}/plan/", {"clear": "I ring the stores first"})

    page = client.get(f"/conversations/{booked.pk}/brief/").content.decode()

    assert "61 of 60 words" in page
    assert "<b>Mend:</b>" in page
    assert "Thinks clearly: I ring the stores first" in page


def test_what_was_held_shows_its_notes_on_its_own_page_alone(client, omar, booked):
    Conversation.objects.update(started_at=now(), ended_at=now(), their_words="Ring, don’t write.")
    Note.objects.create(
        conversation=booked, key="a", text="The canary sings", off_record=True, written_at=now()
    )

    own = client.get(f"/conversations/{booked.pk}/").content.decode()
    elsewhere = "".join(
        client.get(place).content.decode()
        for place in ("/conversations/", f"/people/{omar.pk}/", f"/conversations/{booked.pk}/brief/")
    )

    assert "Off the record" in own and "The canary sings" in own
    assert "The canary sings" not in elsewhere
    assert "Ring, don’t write." in elsewhere


def test_only_the_sheet_changes_when_a_part_of_it_is_asked_for(client, booked):
    answer = client.post(
        f"/conversations/{booked.pk}/plan/",
        {"easy": "I end on time"},
        headers={"HX-Request": "true"},
        follow=True,
    )

    assert 'id="brief"' in answer.content.decode()


def test_a_conversation_that_runs_is_led_back_to(client, ada):
    book = adas(ada)
    priya = book.people["Priya Raman"]
    talk = live.begin_now(priya, by=ada, now=now())

    for place in ("/conversations/", f"/people/{priya.pk}/"):
        assert f'href="/conversations/{talk.pk}/live/"' in client.get(place).content.decode(), place
