"""Targets, people found there, and the same answer to the same question on the same day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from tests.people import CONNECTIONS, MAILBOX, NOON, TODAY, bring, dump, later, mail, person

from weaktie.campaign.keeping.actions import undo
from weaktie.campaign.network.actions import people as network
from weaktie.campaign.network.models import Person
from weaktie.campaign.network.queries import people as queries
from weaktie.campaign.network.queries import picture
from weaktie.campaign.outreach import actions as outreach
from weaktie.campaign.targets import actions
from weaktie.campaign.targets.models import Standing, Target
from weaktie.campaign.targets.queries import listing, material
from weaktie.campaign.targets.queries.next import NoSuchGoal, NoSuchTarget, find_target, whom_to_ask, why

SPRING = date(2026, 4, 1)


def asked(ada, as_of: date = TODAY, today: date = TODAY, **more):
    cache.clear()
    answer = whom_to_ask(by=ada, as_of=as_of, today=today, **more)
    rows = (*answer.answer.people, *answer.answer.skipped_by_habit)
    return [(row.id, row.score, row.reasons, row.this_week) for row in rows], answer.asks_used


def listed(ada, moment: datetime):
    page = queries.people_as_of(queries.Wanted(), by=ada, now=moment)
    return [(row.person.name, row.tie, row.strength, row.last, row.person.two_way) for row in page.rows]


# Targets


def test_many_targets_at_once_and_none_twice(ada):
    actions.add_targets(["Meta", "Northwind", "  "], by=ada, motivation=5, now=NOON)

    again = actions.add_targets(["Meta Platforms, Inc."], by=ada, now=NOON)

    assert [row.target.name for row in listing.targets_page(by=ada).rows] == ["Meta", "Northwind"]
    assert again[0].motivation == 5
    with pytest.raises(actions.NeedsAName):
        actions.add_targets([" "], by=ada, now=NOON)


def test_a_dropped_target_comes_back_as_it_was(ada):
    (target,) = actions.add_targets(["Northwind"], by=ada, motivation=5, level="senior", now=NOON)
    actions.drop_target(target, by=ada, now=NOON)
    with pytest.raises(NoSuchTarget, match="weaktie target add"):
        find_target("Northwind", by=ada)

    actions.add_targets(["northwind"], by=ada, now=NOON)

    assert (find_target("NORTHWIND", by=ada).motivation, Target.objects.count()) == (5, 1)


def test_changing_a_target_leaves_what_is_not_named(ada):
    (target,) = actions.add_targets(["Northwind"], by=ada, motivation=2, now=NOON)

    actions.change_target(target, by=ada, level="executive", now=NOON)

    target.refresh_from_db()
    assert (target.motivation, target.level) == (2, "executive")


def test_each_target_tells_whom_one_knows_there(ada):
    bring(ada, Connections_csv=CONNECTIONS)
    actions.add_targets(["Northwind", "Nowhere"], by=ada, now=NOON)

    page = listing.targets_page(by=ada, order="people")

    assert [(row.target.name, row.now_there) for row in page.rows] == [("Northwind", 1), ("Nowhere", 0)]
    (known,) = listing.known_at(page.rows[0].target, by=ada, now=NOON)
    assert (known.row.person.name, known.is_now) == ("Omar Haddad", True)


def test_who_is_at_a_target_is_the_same_on_every_page(ada):
    letters = mail(1, "ada@quill.example", "vera@tidewell.example", "Mon, 04 May 2026", "Ada Quill")
    letters += mail(2, "vera@tidewell.example", "ada@quill.example", "Tue, 05 May 2026", "Vera Stone")
    bring(ada, Connections_csv=CONNECTIONS, mail_mbox=letters)
    network.edit_person(person(ada, "Priya Raman"), by=ada, organisation="Calder Labs", now=NOON)
    names = ("Tidewell", "Northwind", "Calder Labs", "Harrow Grid", "Nowhere")
    actions.add_targets(names, by=ada, now=NOON)

    rows = {row.target.name: row for row in listing.targets_page(by=ada).rows}
    told = {name: whom_to_ask(by=ada, target=name, as_of=TODAY, today=TODAY) for name in names}

    assert {name: (row.are_there, row.by_mail, row.were_there) for name, row in rows.items()} == {
        "Tidewell": (0, 1, 0), "Northwind": (1, 0, 0), "Calder Labs": (1, 0, 0), "Harrow Grid": (0, 0, 1),
        "Nowhere": (0, 0, 0),
    }  # fmt: skip
    for name, row in rows.items():
        here = [one for one in told[name].answer.people if one.aim_id == row.target.pk]
        assert len(here) == row.now_there + row.were_there, name
        assert any("You know nobody at" in note for note in told[name].answer.note) == (not row.now_there)
    vera = next(row for row in told["Tidewell"].answer.people if row.name == "Vera Stone")
    assert vera.reasons[0] == "Probably at Tidewell (writes from tidewell.example)"
    (known,) = listing.known_at(rows["Tidewell"].target, by=ada, now=NOON)
    assert (known.is_now, known.is_probable) == (True, True)
    assert "not for Nowhere but for other targets of yours" in told["Nowhere"].answer.note[-1]


def test_a_circle_of_threads_has_one_name_on_every_page(ada):
    both = "vera@tidewell.example, omar@northwind.example"
    letters = MAILBOX + mail(7, "ada@quill.example", both, "Mon, 04 May 2026", "Ada Quill")
    bring(ada, Connections_csv=CONNECTIONS, mail_mbox=letters)

    (circle,) = picture.draw(by=ada).threads
    ranked = whom_to_ask(by=ada, count=10, as_of=TODAY, today=TODAY).answer.people

    labels = {one.label for row in ranked for one in row.circles if one.kind == "community"}
    assert labels == {circle.label} == {"the circle around Omar Haddad"}
    assert [name for _, name in circle.strongest] == ["Omar Haddad", "vera"]


def test_a_stranger_is_somebody_found_and_three_are_enough(ada):
    (target,) = actions.add_targets(["Tidewell"], by=ada, now=NOON)
    for name in ("Vera Stone", "Tom Reed", "Ines Prado"):
        actions.add_stranger(target, by=ada, name=name, title="Analyst", found="team page", now=NOON)

    with pytest.raises(actions.EnoughStrangers):
        actions.add_stranger(target, by=ada, name="One More", now=NOON)

    answer = whom_to_ask(by=ada, target="Tidewell", as_of=TODAY, today=TODAY)
    assert {answer.people[abs(row.id)].name for row in answer.answer.people} == {
        "Vera Stone", "Tom Reed", "Ines Prado",
    }  # fmt: skip
    assert {row.route.kind for row in answer.answer.people} == {"stranger"}


def test_a_stranger_is_taken_back_in_one_step(ada):
    (target,) = actions.add_targets(["Tidewell"], by=ada, now=NOON)
    before = dump(ada)
    actions.add_stranger(target, by=ada, name="Vera Stone", now=NOON)

    undo.undo(by=ada, now=NOON)

    assert dump(ada) == before


def test_whoever_is_set_aside_is_not_suggested(ada):
    bring(ada, Connections_csv=CONNECTIONS, mail_mbox=MAILBOX)
    priya = person(ada, "Priya Raman")
    assert priya.pk in [row[0] for row in asked(ada)[0]]

    actions.set_aside(priya, by=ada, today=TODAY, now=NOON)

    assert priya.pk not in [row[0] for row in asked(ada)[0]]
    month_later = TODAY + timedelta(days=31)
    assert priya.pk in [row[0] for row in asked(ada, as_of=month_later, today=month_later)[0]]
    actions.set_aside(priya, by=ada, never=True, today=TODAY, now=NOON)
    assert Standing.objects.get().until is None
    assert priya.pk not in [row[0] for row in asked(ada, as_of=month_later, today=month_later)[0]]


def test_refuses_a_goal_there_is_not(ada):
    with pytest.raises(NoSuchGoal, match="discover"):
        whom_to_ask(by=ada, goal="befriend", as_of=TODAY, today=TODAY)


# The same question on the same day


@pytest.mark.parametrize("zone", ["Europe/Lisbon", "Asia/Tokyo", "America/Los_Angeles"])
def test_a_question_as_of_a_day_has_one_answer_whenever_it_is_asked(ada, zone):
    ada.zone = zone
    ada.save(update_fields=["zone"])
    bring(ada, Connections_csv=CONNECTIONS, mail_mbox=MAILBOX)
    outreach.log_ask(person(ada, "Priya Raman"), by=ada, channel="weak", sent_on=TODAY, now=NOON)

    on_the_day = asked(ada, as_of=TODAY, today=TODAY)

    assert asked(ada, as_of=TODAY, today=TODAY + timedelta(days=40)) == on_the_day
    assert on_the_day[1] == 1


def test_what_came_later_changes_no_earlier_answer(ada):
    bring(ada, Connections_csv=CONNECTIONS, mail_mbox=MAILBOX)
    ask = outreach.log_ask(person(ada, "Priya Raman"), by=ada, channel="weak", sent_on=TODAY, now=NOON)
    day = TODAY + timedelta(days=2)
    before = asked(ada, as_of=day, today=day)
    moment = later(days=2)
    shown = listed(ada, moment)

    outreach.log_answer(ask, by=ada, answer="no", answered_on=day + timedelta(days=2), now=later(days=4))
    new = mail(81, "priya@harrow.example", "ada@quill.example", "Mon, 30 Nov 2026", "Priya Raman")
    bring(ada, now=later(days=9), more_mbox=new)

    assert asked(ada, as_of=day, today=day + timedelta(days=10)) == before
    assert listed(ada, moment) == shown
    assert asked(ada, as_of=day + timedelta(days=10), today=day + timedelta(days=10)) != before


def test_people_are_listed_as_they_were_the_strongest_first(ada):
    bring(ada, Connections_csv=CONNECTIONS, mail_mbox=MAILBOX)

    then = listed(ada, datetime(2020, 1, 1, tzinfo=UTC))

    assert [name for name, *_ in then][0] == "Priya Raman"
    assert ("Priya Raman", date(2019, 5, 9), True) == (then[0][0], then[0][3], then[0][4])
    strengths = [strength for _, _, strength, _, _ in then]
    assert strengths == sorted(strengths, reverse=True)
    dormant = queries.people_as_of(
        queries.Wanted(tie="dormant"), by=ada, now=datetime(2023, 1, 1, tzinfo=UTC)
    )
    assert "Priya Raman" in [row.person.name for row in dormant.rows]
    assert dormant.total == len(dormant.rows)


@pytest.mark.parametrize("days", [0, 100, 1000])
def test_the_list_is_in_the_order_of_strength_on_every_day(ada, days):
    bring(ada, Connections_csv=CONNECTIONS, mail_mbox=MAILBOX)

    page = queries.people(queries.Wanted(), by=ada, now=later(days=days), limit=None)

    strengths = [row.strength for row in page.rows]
    assert strengths == sorted(strengths, reverse=True)
    assert page.total == Person.objects.visible_to(ada).others().count()


def test_why_tells_how_anybody_is_ranked(ada):
    bring(ada, Connections_csv=CONNECTIONS, mail_mbox=MAILBOX)
    priya = person(ada, "Priya Raman")

    told = why(priya, by=ada, as_of=TODAY, today=TODAY)

    ranked = {row[0]: row for row in asked(ada, count=10)[0]}
    assert priya.pk in ranked
    assert told.row is not None
    assert told.row.id == priya.pk


# What is public


def test_public_texts_stand_beside_everybody_who_works_there(ada):
    bring(ada, Connections_csv=CONNECTIONS)
    omar, priya = Person.objects.filter(organisation="Northwind").get(), person(ada, "Priya Raman")
    (northwind,) = actions.add_targets(["Northwind"], by=ada, posting="Run the grid.", now=NOON)
    actions.add_material(northwind, by=ada, text="Demand is forecast.", kind="about", now=NOON)
    actions.add_material(omar, by=ada, text="Omar plans grids.", kind="profile", title="Profile", now=NOON)

    found = {one.words for one in material.public(omar, by=ada)}

    assert found == {"Run the grid.", "Demand is forecast.", "Omar plans grids."}
    assert material.public(priya, by=ada) == []


def test_pasted_words_are_kept_tidy_and_pages_are_told_apart(ada):
    (northwind,) = actions.add_targets(["Northwind"], by=ada, now=NOON)
    text = "First  page\u200b\r\n\r\n\fSecond\n page"

    kept = actions.add_material(northwind, by=ada, text=text, now=NOON)

    (shown,) = material.of_target(northwind, by=ada)
    assert kept.text == "First page\u200b\fSecond\npage"
    assert (shown.page_of("Second"), shown.page_of("nowhere")) == (2, None)


def test_refuses_no_words_and_more_texts_than_anybody_reads(ada):
    (northwind,) = actions.add_targets(["Northwind"], by=ada, now=NOON)
    with pytest.raises(actions.NothingWritten):
        actions.add_material(northwind, by=ada, text=" \n ", now=NOON)
    for _ in range(12):
        actions.add_material(northwind, by=ada, text="Words.", now=NOON)

    with pytest.raises(actions.EnoughMaterial, match="Northwind"):
        actions.add_material(northwind, by=ada, text="Words.", now=NOON)


def test_a_stored_text_is_dropped_and_comes_back(ada):
    (northwind,) = actions.add_targets(["Northwind"], by=ada, now=NOON)
    kept = actions.add_material(northwind, by=ada, text="Words.", now=NOON)
    before = dump(ada)

    actions.drop_material(kept, by=ada, now=NOON)
    with pytest.raises(material.NoSuchMaterial):
        material.find(kept.pk or 0, by=ada)
    undo.undo(by=ada, now=NOON)

    assert dump(ada) == before
