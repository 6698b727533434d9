"""Today in the browser: one list, what is put off, the week behind, the end of a search, the calendar."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now
from tests.people import person
from tests.talks import NOTES, SECRET, talk
from tests.web.books import FOREIGN, adas, cleos
from tests.web.door import ask, cookie, guarded

from weaktie.campaign.conversations.actions import booking
from weaktie.campaign.keeping.actions import ending, feeding
from weaktie.campaign.keeping.models import Later, SearchEnd
from weaktie.campaign.outreach.models import Ask, Message
from weaktie.campaign.targets import actions as targets


@pytest.fixture
def book(ada):
    return adas(ada)


@pytest.fixture
def busy(book, ada):
    """Omar said yes; Priya was talked to an hour ago; a conversation with Łucja begins in half an hour."""
    today = now().astimezone(ada.timezone()).date()
    Ask.objects.create(
        owner=ada, person=book.people["Omar Haddad"], channel="weak", sent_on=today - timedelta(days=2),
        answer="yes", answered_on=today - timedelta(days=1), words="Happy to <b>talk</b>",
    )  # fmt: skip
    talk(ada, book.people["Priya Raman"], ended=now() - timedelta(hours=1), notes=NOTES)
    begun = booking.begin(person(ada, "Łucja Śliwińska"), by=ada, now=now())
    booking.book(begun, now() + timedelta(minutes=30), by=ada, now=now())
    return book


def page(client, path: str = "/today/") -> str:
    return client.get(path).content.decode()


def test_today_leads_with_whoever_waits_for_an_answer(client, busy):
    html = page(client)

    order = [html.index(text) for text in ("Omar Haddad</a> said yes", "A conversation</p>", "Thanks, by")]
    assert order == sorted(order)
    assert "Happy to &lt;b&gt;talk&lt;/b&gt;" in html
    assert "“Ring, don&#x27;t email”" in html
    assert SECRET not in html
    assert html.count("button first") == 1
    assert "about an hour" in html


def test_each_thing_leads_to_where_it_is_done(client, busy, ada):
    html = page(client)
    held = ada.conversation_set.get(person=busy.people["Priya Raman"])
    booked = ada.conversation_set.get(person=person(ada, "Łucja Śliwińska"))

    assert f'href="{reverse("thanks", args=[held.pk])}"' in html
    assert f'href="{reverse("conversation-brief", args=[booked.pk])}"' in html
    assert f'action="{reverse("conversation-begin", args=[busy.people["Omar Haddad"].pk])}"' in html


def test_later_takes_a_thing_off_today_and_can_be_undone(client, busy, ada):
    key = f"offer:a{Ask.objects.get().pk}"
    tomorrow = now().astimezone(ada.timezone()).date() + timedelta(days=1)

    answer = client.post("/later/", {"key": key, "until": tomorrow.isoformat()}, follow=True)

    assert "said yes" not in page(client)
    assert "Put off until" in answer.content.decode()
    client.post("/undo/")
    assert "said yes" in page(client)


@pytest.mark.parametrize(
    "told", [{}, {"key": "offer:a1", "until": "tomorrow"}, {"key": "x" * 500, "until": ""}]
)
def test_a_later_that_makes_no_sense_is_told_and_changes_nothing(client, busy, told):
    assert client.post("/later/", told).status_code == 302
    assert not Later.objects.exists()


def test_whom_to_ask_is_one_thing_among_others_and_single_where_nothing_else_is_due(client, book, busy):
    html = page(client)

    assert "people to ask this week" in html or "person to ask this week" in html


def test_a_quiet_week_is_said_to_be_quiet(client, book):
    assert "Nothing was noted in this week" in page(client, "/week/")
    assert client.get("/week/?of=nonsense").status_code == 200
    assert client.get("/week/?of=2999-01-01").status_code == 200
    assert client.get("/week/?of=1970-01-01").status_code == 200


def test_a_posting_brings_somebody_back_with_a_note_to_send(client, book, ada):
    priya = book.people["Priya Raman"]
    talk(ada, priya, ended=now() - timedelta(days=20), notes=NOTES, debriefed_at=now())
    targets.add_targets(["Harrow Grid"], by=ada, posting="A forecaster.", now=now())
    path = f"/people/{priya.pk}/memory/"
    assert path in page(client)
    html = page(client, path)

    kept = client.post(
        path, {"text": "I rang three yards.", "subject": "Hello"}, headers={"HX-Request": "true"}
    )
    gap = {"text": "Hello Priya,\n\nYou said: ring first.\n\n[what you did with it since]\n\nAda"}
    checked = client.post(f"{path}check/", gap, headers={"HX-Request": "true"})
    again = page(client, path)
    client.post(path, {"text": "I rang three yards.", "subject": "Hello", "do": "sent"})

    assert "Ring, don&#x27;t email" in html
    assert SECRET not in html
    assert kept.content.decode().startswith("Kept, ")
    assert "PLACEHOLDER_LEFT" in checked.content.decode()
    assert "I rang three yards." in again
    assert Message.objects.get(kind="memory").sent_at is not None
    assert client.get(path).status_code == 302
    assert path not in page(client)


def test_the_end_of_a_search_drafts_letters_and_each_is_sent_alone(client, busy, ada):
    refused = client.post("/end/", {"employer": "", "starts_on": "soon"})
    client.post("/end/", {"employer": "Harrow Grid", "role": "Analyst", "starts_on": "2027-01-11"})
    html = page(client, "/end/")
    letter = Message.objects.get(kind="letter")
    path = f"/letters/{letter.pk}/"

    assert refused.status_code == 422
    assert "Priya Raman" in html
    assert "Omar Haddad" in html
    assert "Call it off" in html
    assert SECRET not in page(client, path)
    client.post(path, {"text": "[gap]", "do": "sent"})
    assert Message.objects.get(pk=letter.pk).sent_at is None
    client.post(path, {"text": "Thank you for the forecast.", "do": "sent"})
    assert "Thank you for the forecast." in page(client, path)
    assert "Your search has ended" in page(client) or "conversation" in page(client)


def test_whether_such_calls_are_taken_is_asked(client, book):
    client.post("/end/", {"employer": "Harrow Grid"})

    client.post("/end/calls/", {"takes": "yes"})

    assert SearchEnd.objects.get().takes_calls is True
    assert "You will." in page(client, "/end/")


def test_a_letter_of_somebody_elses_is_not_there(client, ada):
    cleos()

    for path in (f"/letters/{FOREIGN}/", f"/letters/{FOREIGN}/check/"):
        assert client.post(path, {"text": "x"}).status_code == 404


# The calendar


def feed_of(by) -> str:
    return f"/feed/{feeding.open_feed(by=by, now=now()).key}.ics"


def test_the_calendar_is_given_for_its_key_alone(client, busy, ada):
    cleo = cleos()
    hers = client.get(feed_of(cleo))
    mine = client.get(feed_of(ada))

    assert mine["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"Conversation with" in mine.content
    assert b"Conversation with" not in hers.content
    for path in (f"/feed/{'0' * 64}.ics", "/feed/.ics", f"/feed/{'0' * 63}.ics", f"/feed/{'0' * 64}"):
        assert client.get(path).status_code == 404
    assert client.post(feed_of(ada)).status_code == 405


def test_settings_make_renew_and_close_the_address(client, book):
    client.post("/settings/feed/", {"do": "open"})
    first = page(client, "/settings/").split("/feed/")[1][:64]
    client.post("/settings/feed/", {"do": "open"})
    second = page(client, "/settings/").split("/feed/")[1][:64]

    assert first != second
    assert client.get(f"/feed/{first}.ics").status_code == 404
    client.post("/settings/feed/", {"do": "close"})
    assert client.get(f"/feed/{second}.ics").status_code == 404
    assert "Make a secret address" in page(client, "/settings/")


def test_the_door_lets_a_calendar_in_without_a_cookie_and_nothing_else(tmp_path):
    guard = guarded(tmp_path)
    key = "0123456789abcdef" * 4

    assert ask(guard, f"/feed/{key}.ics").status == 200
    for path in (
        f"/feed/{key}.ics/", f"/feed/{key}.ics?", f"/feed/{key[1:]}.ics", f"/feed/{key}x.ics", "/feed/",
        f"/feed/../today/{key}.ics", f"/feed/{key.upper()}.ics", f"/feed/{key}.ics\n", f"/x/feed/{key}.ics",
    ):  # fmt: skip
        assert ask(guard, path).status == 401, path
        assert ask(guard, path, cookie=cookie(tmp_path)).status == 200
    assert ask(guard, f"/feed/{key}.ics", method="POST").status == 401
    assert ask(guard, f"/feed/{key}.ics", host="evil.example").status == 400
    assert ask(guard, f"/feed/{key}.ics", sec_fetch_site="cross-site").status == 403


def test_reading_the_letters_of_the_end_writes_nothing(client, busy, ada):
    ending.end_search("Harrow Grid", by=ada, now=now())
    before = Message.objects.order_by("pk").values_list("pk", "kept_at")
    told = list(before)

    for one in Message.objects.all():
        assert client.get(f"/letters/{one.pk}/").status_code == (404 if one.kind == "times" else 200)

    assert list(before.all()) == told
