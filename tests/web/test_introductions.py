"""The pages on introductions, names, referrals and the chain."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import now
from tests.talks import talk
from tests.web.books import adas

from weaktie.campaign.introductions.models import Introduction, Referral
from weaktie.campaign.network.models import Person
from weaktie.campaign.outreach.models import Ask


@pytest.fixture
def book(ada):
    return adas(ada)


@pytest.fixture
def priya(book) -> Person:
    return book.people["Priya Raman"]


def named(client, priya, **told: str) -> Introduction:
    form = {"name": "Mei Lin", "employer": "Calder Labs", "title": "Control room lead", **told}
    client.post(f"/people/{priya.pk}/introductions/", form)
    return Introduction.objects.latest("pk")


def step(client, row, step: str):
    return client.post(f"/introductions/{row.pk}/step/", {"step": step}, follow=True)


def test_whoever_is_named_is_in_the_book_and_on_whom_to_ask_with_the_route(client, priya):
    row = named(client, priya, why="ran the control room")

    page = client.get("/next/").content.decode()
    assert "Mei Lin" in page
    assert "Priya Raman named them; ask for the introduction" in page
    assert f"/people/{row.person_id}/introduction/" in page
    assert client.get(f"/people/{row.person_id}/introduction/").url == f"/introductions/{row.pk}/"


def test_an_introduction_goes_step_by_step(client, ada, priya):
    row = named(client, priya)

    html = client.get(f"/introductions/{row.pk}/").content.decode()
    assert "Ask Priya to ask Mei first." in html
    assert "I asked Priya" in html
    assert "Please give me no address before there is a yes." in html
    refused = step(client, row, "made")
    assert refused.status_code == 422
    assert "nobody is introduced unasked" in refused.content.decode()

    for one, said in (
        ("asked", "Priya Raman is asked."),
        ("agreed", "Mei Lin agreed to be introduced."),
        ("made", "Priya Raman introduced you."),
        ("met", "you met Mei Lin"),
        ("thanked", "Priya Raman knows how it went."),
    ):
        assert said in step(client, row, one).content.decode()
    assert Ask.objects.get().via == priya
    assert "Nothing is left to do." in client.get(f"/introductions/{row.pk}/").content.decode()


def test_an_introducer_who_was_asked_lately_is_left_in_peace(client, priya):
    first, second = named(client, priya), named(client, priya, name="Tom Reed")
    step(client, first, "asked")

    page = client.get(f"/introductions/{second.pk}/").content.decode()

    assert "one a month is enough" in page
    assert step(client, second, "asked").status_code == 422


def test_somebody_who_may_be_here_already_is_offered(client, priya, book):
    offered = client.post(f"/people/{priya.pk}/introductions/", {"name": "Łucja Śliwińska"})
    assert offered.status_code == 422
    assert "Is it one of these, who are in your book?" in offered.content.decode()
    assert not Introduction.objects.exists()

    lucja = book.people["Łucja Śliwińska"]
    client.post(f"/people/{priya.pk}/introductions/", {"name": "Łucja Śliwińska", "who": str(lucja.pk)})
    assert Introduction.objects.get().person == lucja
    client.post(f"/people/{priya.pk}/introductions/", {"name": "Łucja Śliwińska", "who": "new"})
    assert Introduction.objects.latest("pk").person != lucja


def test_a_name_is_needed_and_nobody_introduces_themselves(client, priya):
    assert client.post(f"/people/{priya.pk}/introductions/", {"name": " "}).status_code == 422
    themselves = {"name": "Priya Raman", "who": str(priya.pk)}
    assert client.post(f"/people/{priya.pk}/introductions/", themselves).status_code == 422


def test_the_note_to_pass_on_is_kept(client, priya):
    row = named(client, priya)

    client.post(f"/introductions/{row.pk}/blurb/", {"blurb": "Hello Mei, one question."})

    html = client.get(f"/introductions/{row.pk}/").content.decode()
    assert html.count("Hello Mei, one question.") == 2


def test_nobody_named_has_no_introduction(client, priya):
    assert client.get(f"/people/{priya.pk}/introduction/").status_code == 404


def test_a_referral_cannot_be_asked_for_cold(client, priya):
    form = {"kind": "referral", "how": "ask", "employer": "Harrow Grid", "role": "Grid planner"}

    answer = client.post(f"/people/{priya.pk}/referrals/", form)

    assert answer.status_code == 422
    assert "You have not talked with Priya Raman yet" in answer.content.decode()
    assert "Why nobody is asked cold" in answer.content.decode()
    assert not Referral.objects.exists()


def test_what_was_shown_earns_it_and_it_goes_to_a_result(client, ada, priya):
    talk(ada, priya, ended=now() - timedelta(days=2), seen_sharp="Found the fault in the curve")
    form = {"kind": "referral", "how": "ask", "employer": "Harrow Grid", "role": "Grid planner"}

    page = client.post(f"/people/{priya.pk}/referrals/", form, follow=True).content.decode()
    row = Referral.objects.get()
    assert "put me forward for this posting" in page
    assert "Found the fault in the curve" in page
    client.post(f"/referrals/{row.pk}/step/", {"step": "given", "how": "manager"})
    client.post(f"/referrals/{row.pk}/step/", {"step": "result", "result": "An interview"})

    html = client.get(f"/referrals/{row.pk}/").content.decode()
    assert "put you forward by a word to the manager" in html
    assert "An interview" in html


def test_a_name_is_spoken_of_as_a_name_only(client, priya):
    form = {"kind": "name", "how": "ask", "employer": "Harrow Grid"}

    page = client.post(f"/people/{priya.pk}/referrals/", form, follow=True).content.decode()

    assert "A name that may be used" in page
    assert "I am not asking you to put me forward" in page
    row = Referral.objects.get()
    refused = client.post(f"/referrals/{row.pk}/step/", {"step": "given", "how": "form"})
    assert refused.status_code == 422
    client.post(f"/referrals/{row.pk}/step/", {"step": "given"})
    assert "Nobody was asked to put you forward." in client.get(f"/referrals/{row.pk}/").content.decode()


def test_the_chain_is_a_tree_and_a_table(client, ada, priya):
    talk(ada, priya, ended=now() - timedelta(hours=3))
    row = named(client, priya)

    tree = client.get("/chain/").content.decode()
    table = client.get("/chain/?as=list").content.decode()

    assert "Who led to whom" in tree
    assert 'class="asked"' in tree
    assert "you have not asked for the introduction yet" in tree
    assert "Too early to say." in tree
    assert f"/introductions/{row.pk}/" in table
    assert "What comes next" in table


def test_the_chain_tells_of_growth_with_its_doubt(client, ada, book, priya):
    for days in range(20, 26):
        talk(ada, priya, ended=now() - timedelta(days=days))

    html = client.get("/chain/").content.decode()

    assert "introductions a conversation</b>" in html
    assert "from six conversations" in html
    assert 'role="img"' in html


def test_the_empty_chain_says_what_begins_it(client, ada):
    html = client.get("/chain/").content.decode()

    assert "The chain begins with one conversation" in html
