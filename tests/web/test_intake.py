"""The pages on imports: received, read into a plan, stored on a yes, undone whole."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.people import CONNECTIONS, NOON, bring, connections, later
from tests.web.books import adas

from weaktie.campaign.intake.models import Import
from weaktie.campaign.network.actions import arriving
from weaktie.campaign.network.models import Person
from weaktie.campaign.targets import actions as targets


def uploaded(name: str = "Connections.csv", content: str = CONNECTIONS) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode())


@pytest.fixture(autouse=True)
def _alone(settings, tmp_path):
    """Give every test a data folder of its own: what is received or deleted in it is nobody else's."""
    settings.HOME = tmp_path


@pytest.fixture
def planned(client, ada) -> Import:
    client.post("/import/", {"files": [uploaded()]})
    batch = arriving.plan_next(now=NOON)
    assert batch is not None
    return batch


def test_files_are_received_and_the_page_waits_for_them(client, ada):
    answer = client.post("/import/", {"files": [uploaded()]})
    batch = Import.objects.get()
    page = client.get(f"/import/{batch.pk}/").content.decode()

    assert answer.headers["Location"] == f"/import/{batch.pk}/"
    assert 'hx-trigger="every 1s"' in page
    assert "Look again" in page
    assert not Person.objects.others().exists()


def test_an_upload_by_script_is_led_to_its_page(client, ada):
    answer = client.post("/import/", {"files": [uploaded()]}, headers={"HX-Request": "true"})

    assert answer.headers["HX-Redirect"] == f"/import/{Import.objects.get().pk}/"


def test_no_file_is_refused_with_what_to_do(client, ada):
    page = client.post("/import/")

    assert page.status_code == 422
    assert "Choose at least one file" in page.content.decode()
    assert not Import.objects.exists()


def test_a_plan_shows_each_row_and_stores_nothing(client, planned):
    html = client.get(f"/import/{planned.pk}/").content.decode()

    assert "Four people would be new" in html
    assert "Priya Raman" in html
    assert "Go ahead" in html
    assert "every 1s" not in html
    assert not Person.objects.others().exists()


def test_the_part_that_is_polled_is_the_same_element(client, planned):
    part = client.get(f"/import/{planned.pk}/", headers={"HX-Request": "true"}).content.decode()

    assert part.lstrip().startswith('<div id="batch"')
    assert "<html" not in part
    assert "nothing is stored yet" in part


def test_a_yes_stores_it_and_the_whole_can_be_undone(client, planned):
    client.post(f"/import/{planned.pk}/go/")
    arriving.apply_next(now=NOON)
    stored = Person.objects.others().count()
    done = client.get(f"/import/{planned.pk}/").content.decode()
    client.post(f"/import/{planned.pk}/undo/")

    assert stored == 4
    assert "Four people new to you" in done
    assert not Person.objects.others().present().exists()
    assert (
        "Everything these files brought is out again" in client.get(f"/import/{planned.pk}/").content.decode()
    )


def test_a_no_leaves_nothing_behind(client, planned):
    client.post(f"/import/{planned.pk}/discard/")

    assert not Import.objects.exists()


def test_what_is_stored_already_is_refused_another_yes_and_a_no(client, ada):
    batch = adas(ada).batch

    again = client.post(f"/import/{batch.pk}/go/", follow=True).content.decode()
    discarded = client.post(f"/import/{batch.pk}/discard/", follow=True).content.decode()

    assert "not waiting for a yes" in again
    assert "undo it instead" in discarded


def test_a_refused_file_is_named_with_the_reason(client, ada):
    client.post("/import/", {"files": [uploaded("notes.txt", "nothing of interest\n" * 9)]})
    arriving.plan_next(now=NOON)

    html = client.get(f"/import/{Import.objects.get().pk}/").content.decode()

    assert "notes.txt" in html
    assert "Not taken" in html


def test_a_plan_whose_rows_named_a_forgotten_person_can_still_be_stored(client, planned):
    Import.objects.filter(pk=planned.pk).update(plan=None)

    html = client.get(f"/import/{planned.pk}/").content.decode()

    assert "no longer shown" in html
    assert "Go ahead" in html


def test_the_list_names_the_files_of_each_import(client, planned):
    html = client.get("/import/").content.decode()

    assert "Connections.csv" in html
    assert "waits for your yes" in html


@pytest.fixture
def hers(ada):
    """Return Ada looking around in somebody's made-up book."""
    bring(
        ada, Connections_csv=connections("Sunniva,Brandt,https://www.linkedin.com/in/sunniva,,,,05 Jun 2021")
    )
    ada.is_demo, ada.welcomed_at = True, NOON
    ada.save()
    return ada


def test_the_plan_says_that_she_goes_first_and_one_press_does_both(client, hers):
    client.post("/import/", {"files": [uploaded()]})
    batch = arriving.plan_next(now=later(hours=1))
    assert batch is not None

    html = client.get(f"/import/{batch.pk}/").content.decode()
    client.post(f"/import/{batch.pk}/go/")
    arriving.apply_next(now=later(hours=1))

    assert "Mara goes first" in html
    assert "Four people would be new" in html
    assert sorted(Person.objects.others().values_list("name", flat=True)) == [
        "Omar Haddad", "Omar Haddad", "Priya Raman", "Łucja Śliwińska",
    ]  # fmt: skip
    assert "made up" not in client.get(f"/import/{batch.pk}/").content.decode()


def test_leaving_her_leads_to_a_question_when_something_was_done_in_her_book(client, hers):
    targets.add_targets(["Northwind"], by=hers, now=later(hours=1))

    led = client.post("/demo/end/")
    asked = client.get(led.headers["Location"]).content.decode()

    assert "Added Northwind" in asked
    assert Person.objects.others().count() == 1
    assert client.post("/demo/end/", {"surely": "yes"}).headers["Location"] == "/"
    assert not Person.objects.exists()


PROFILE = "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry\n{},,,,,,\n"
EMAILS = "Email Address,Confirmed,Primary,Updated On\n{},Yes,Yes,1/1/20 10:00 AM\n"


def plan_of(client, **contents) -> Import:
    """Bring files by name and read them into a plan."""
    sent = [SimpleUploadedFile(name.replace("_", "."), text.encode()) for name, text in contents.items()]
    client.post("/import/", {"files": sent})
    arriving.plan_next(now=NOON)
    return Import.objects.latest("pk")


def test_a_plan_that_would_bring_nothing_asks_for_no_yes(client, ada):
    bring(ada, Connections_csv=CONNECTIONS)

    known = client.get(f"/import/{plan_of(client, Connections_csv=CONNECTIONS).pk}/").content.decode()
    useless = client.get(f"/import/{plan_of(client, notes_txt='hello').pk}/").content.decode()

    for html in (known, useless):
        assert "Go ahead</button>" not in html
        assert '<button type="submit" class="button first">Put it away</button>' in html
    assert "All of it is here already" in known
    assert "can be read" in useless
    assert "Get a copy of your data" in useless


def test_today_names_the_files_that_wait(client, ada):
    plan_of(client, Connections_csv=CONNECTIONS)

    assert "Connections.csv is read" in client.get("/today/").content.decode()


def test_the_plan_and_the_report_say_that_the_quick_archive_lacks_the_connections(client, ada):
    batch = plan_of(
        client, Profile_csv=PROFILE.format("Ada,Quill"), EmailAddresses_csv=EMAILS.format("ada@quill.example")
    )
    before = client.get(f"/import/{batch.pk}/").content.decode()
    client.post(f"/import/{batch.pk}/go/")
    arriving.apply_next(now=later(minutes=1))

    assert "your connections are not in it" in before
    assert "your connections are not in it" in client.get(f"/import/{batch.pk}/").content.decode()


def test_somebody_elses_export_becomes_ones_own_with_one_press(client, ada):
    client.post("/settings/me/", {"name": "Ada Quill", "emails": "ada@quill.example"})
    batch = plan_of(
        client, Profile_csv=PROFILE.format("Me,Owner"), EmailAddresses_csv=EMAILS.format("me@example.com")
    )
    client.post(f"/import/{batch.pk}/go/")
    arriving.apply_next(now=later(minutes=1))
    place = f"/import/{batch.pk}/"

    assert "is of Me Owner (me@example.com), not of Ada Quill." in client.get(place).content.decode()
    assert [one.name for one in Person.objects.others()] == ["Me Owner"]
    answer = client.post(
        "/settings/me/",
        {"name": "Ada Quill", "emails": "ada@quill.example me@example.com", "next": place},
    )
    assert answer.headers["Location"] == place
    assert "Me Owner (me" not in client.get(place).content.decode()
    assert not Person.objects.others().exists()


def test_how_many_rows_were_left_out_for_who_is_forgotten_is_told(client, ada):
    person = adas(ada).people["Priya Raman"]
    client.post(f"/people/{person.pk}/forget/")

    batch = plan_of(client, Connections_csv=CONNECTIONS)

    assert (
        "One row was left out: you asked to forget whom they name."
        in client.get(f"/import/{batch.pk}/").content.decode()
    )
