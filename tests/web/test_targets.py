"""The pages on targets and on whom to ask next."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.books import adas

from weaktie.campaign.targets.models import Standing, Stranger, Target


@pytest.fixture
def book(ada):
    return adas(ada)


def test_whom_to_ask_shows_reasons_chances_and_every_part(client, book):
    html = client.get("/next/").content.decode()

    assert "Omar Haddad" in html
    assert "would talk" in html
    assert "Together" in html
    assert "What the" in html


@pytest.mark.parametrize(
    "asked", ["goal=referral", "goal=nonsense", "target=1", "target=x", "target=999999", "target=²"]
)
def test_any_question_has_an_answer(client, book, asked):
    assert client.get(f"/next/?{asked}").status_code == 200


def test_an_empty_network_says_what_to_do(client, ada):
    html = client.get("/next/").content.decode()

    assert "Nobody to ask yet" in html
    assert "Import your exports" in html


def test_not_now_takes_somebody_off_the_list_for_a_month(client, book):
    omar = book.people["Omar Haddad"]

    page = client.post(f"/next/{omar.pk}/aside/", {"until": "month", "next": "/next/"}, follow=True)

    assert "again in a month." in page.content.decode()
    assert Standing.objects.get().until is not None
    assert f'id="pick-{omar.pk}"' not in page.content.decode()


def test_never_holds_for_one_goal_only(client, book):
    omar = book.people["Omar Haddad"]

    client.post(f"/next/{omar.pk}/aside/", {"until": "never", "goal": "referral"})

    assert list(Standing.objects.values_list("goal", "until")) == [("referral", None)]


def test_many_targets_are_added_at_once_and_a_known_one_stays(client, book):
    client.post(f"/targets/{book.targets['Harrow Grid'].pk}/wish/", {"motivation": 5})
    names = "Northwind\n\nHarrow Grid\nOffice for Network Tariffs\n"

    client.post("/targets/", {"names": names, "kind": "employer", "motivation": 2})

    wishes = dict(Target.objects.values_list("name", "motivation"))
    assert wishes["Northwind"] == 2
    assert wishes["Harrow Grid"] == 5
    assert len(wishes) == 4


def test_no_name_is_refused(client, ada):
    page = client.post("/targets/", {"names": "  \n ", "kind": "employer", "motivation": 3})

    assert page.status_code == 422
    assert not Target.objects.exists()


def test_one_press_changes_the_wish_and_nothing_else(client, book):
    grid = book.targets["Harrow Grid"]
    Target.objects.filter(pk=grid.pk).update(level="senior", posting="Plan grids.")

    client.post(f"/targets/{grid.pk}/wish/", {"motivation": 5})

    grid.refresh_from_db()
    assert (grid.motivation, grid.level, grid.posting) == (5, "senior", "Plan grids.")


def test_a_posting_is_pasted_or_uploaded(client, book):
    grid = book.targets["Harrow Grid"]

    client.post(f"/targets/{grid.pk}/wish/", {"posting": "Plan grids."})
    pasted = Target.objects.get(pk=grid.pk).posting
    client.post(
        f"/targets/{grid.pk}/wish/", {"posting": "", "file": SimpleUploadedFile("p.txt", b"Run grids.")}
    )

    assert pasted == "Plan grids."
    assert Target.objects.get(pk=grid.pk).posting == "Run grids."


def test_a_posting_that_is_no_text_is_refused(client, book):
    grid = book.targets["Harrow Grid"]

    page = client.post(f"/targets/{grid.pk}/wish/", {"file": SimpleUploadedFile("p.pdf", b"%PDF\x00\x01")})

    assert page.status_code == 422
    assert "This is not text." in page.content.decode()


def test_three_people_found_at_a_target_are_enough(client, book):
    energy = book.targets["Tidewell Energy"]

    answers = [client.post(f"/targets/{energy.pk}/", {"name": f"Stranger Number{n}"}) for n in range(4)]
    page = client.get(f"/targets/{energy.pk}/").content.decode()

    assert [answer.status_code for answer in answers] == [302, 302, 302, 422]
    assert Stranger.objects.count() == 3
    assert "You know one person there now." in page
    assert "Three people are enough for now" in page


def test_a_target_tells_whom_one_knows_there(client, book):
    html = client.get(f"/targets/{book.targets['Harrow Grid'].pk}/").content.decode()

    assert "You know one person there now" in html
    assert "Priya Raman" in html


def test_a_dropped_target_leaves_the_list_and_can_come_back(client, book):
    grid = book.targets["Harrow Grid"]

    client.post(f"/targets/{grid.pk}/drop/")
    gone = client.get("/targets/").content.decode()
    page = client.get(f"/targets/{grid.pk}/").content.decode()

    assert f'id="target-row-{grid.pk}"' not in gone
    assert "Put it back on the list" in page


@pytest.mark.parametrize("order", ["name", "wish", "people", "new", "nonsense"])
def test_the_list_is_sorted_by_any_column(client, book, order):
    html = client.get(f"/targets/?order={order}").content.decode()

    assert html.count("target-row-") >= 2


def test_who_is_not_asked_now_is_told_on_their_page_and_may_be_asked_again(client, book):
    priya = book.people["Priya Raman"].pk
    client.post(f"/next/{priya}/aside/", {"until": "month", "goal": "discover"})
    client.post(f"/next/{priya}/aside/", {"until": "never", "goal": "referral"})

    page = client.get(f"/people/{priya}/").content.decode()
    listed = client.get("/next/").content.decode()

    assert "Not asked again until" in page
    assert "Never asked to be referred." in page
    assert "<h3>Not now</h3>" in listed
    told = client.post(
        f"/next/{priya}/again/", {"goal": "referral", "next": f"/people/{priya}/"}, follow=True
    )
    assert "Priya Raman may be suggested again." in told.content.decode()
    assert [one.goal for one in Standing.objects.all()] == [""]
    assert (
        "Nothing was said"
        in client.post(f"/next/{priya}/again/", {"goal": "prepare"}, follow=True).content.decode()
    )
