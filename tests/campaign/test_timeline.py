"""Steps: what was done, kept so that it can be undone; and answers that hold while nothing changes."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.harness.test_undo import MOVE, QUIET, Book
from tests.people import CONNECTIONS, MAILBOX, NOON, TODAY, bring, person

from weaktie.accounts.actions import prefer
from weaktie.campaign.keeping.actions import deleting, forget
from weaktie.campaign.keeping.queries.today import today_page
from weaktie.campaign.network.actions import me, people
from weaktie.campaign.network.models import Person, Tag
from weaktie.campaign.network.queries import people as queries
from weaktie.campaign.network.queries import picture
from weaktie.campaign.outreach import actions as outreach
from weaktie.campaign.outreach.models import Ask
from weaktie.campaign.targets.queries.next import whom_to_ask
from weaktie.campaign.timeline import actions as timeline
from weaktie.campaign.timeline.models import Event, Step
from weaktie.core.refusal import Refused


def answers(ada) -> list[object]:
    """Return what pages show that keep their answers while the book is unchanged."""
    listed = queries.people(queries.Wanted(tag="grid"), by=ada, now=NOON)
    asked = whom_to_ask(by=ada, as_of=TODAY, today=TODAY)
    return [
        today_page(by=ada, now=NOON),
        (listed.total, listed.tags, [row.person.pk for row in listed.rows]),
        [(row.id, row.score, row.reasons) for row in asked.answer.people],
        picture.draw(by=ada),
    ]


def fresh(ada) -> list[object]:
    cache.clear()
    return answers(ada)


@pytest.mark.slow
@given(story=st.lists(MOVE, min_size=2, max_size=12))
@settings(QUIET, max_examples=8)
def test_no_answer_is_kept_longer_than_it_holds(ada, story):
    with transaction.atomic():
        cache.clear()
        book = Book(ada)
        for name, a, b in [("import", 0, 0), ("import", 3, 0), *story]:
            book.move(name, a, b)
            assert answers(ada) == fresh(ada), name
        transaction.set_rollback(True)


def test_answers_follow_what_is_no_step(ada, tmp_path, settings):
    settings.HOME = tmp_path
    bring(ada, Connections_csv=CONNECTIONS, mail_mbox=MAILBOX)

    for change in (
        lambda: me.say_who_you_are(by=ada, name="Ada Q.", emails=("ada@quill.example",), today=TODAY),
        lambda: prefer(ada, zone="Asia/Tokyo", now=NOON),
        lambda: forget.forget([person(ada, "Priya Raman")], by=ada),
        lambda: deleting.delete_everything(by=ada),
    ):
        answers(ada)
        change()
        assert answers(ada) == fresh(ada)


def test_a_stale_copy_of_the_seeker_does_not_turn_the_book_back(ada):
    bring(ada, Connections_csv=CONNECTIONS)
    revision = type(ada).objects.get().revision

    prefer(ada, theme="dark", now=NOON)

    assert ada.revision == revision + 1
    assert type(ada).objects.get().revision == revision + 1


def test_a_change_that_changes_nothing_is_no_step(ada):
    omar = people.add_person(by=ada, name="Omar Haddad", now=NOON)
    steps = Step.objects.count()

    people.confirm([omar], by=ada, now=NOON)
    people.edit_person(omar, by=ada, now=NOON, title="")

    assert Step.objects.count() == steps


def test_a_step_that_fails_leaves_nothing(ada):
    omar = people.add_person(by=ada, name="Omar Haddad", now=NOON)

    def tag_and_fail() -> None:
        with timeline.step("tag", "Tagged", by=ada, now=NOON) as act:
            act.add(Tag(person=omar, word="grid"))
            raise Refused("no")

    with pytest.raises(Refused):
        tag_and_fail()

    assert not Tag.objects.exists()
    assert Step.objects.count() == 1


def test_doing_something_new_ends_what_could_be_done_again(ada):
    omar = people.add_person(by=ada, name="Omar Haddad", now=NOON)
    people.hide([omar], by=ada, now=NOON)
    timeline.take_back(Step.objects.latest("pk"), now=NOON)

    people.confirm([omar], by=ada, now=NOON)
    people.tag([omar], by=ada, word="grid", now=NOON)

    assert not Step.objects.visible_to(ada).taken_back().exists()


def test_what_is_no_longer_as_it_was_left_is_not_undone_over_it(ada):
    omar = people.add_person(by=ada, name="Omar Haddad", now=NOON)
    people.hide([omar], by=ada, now=NOON)
    hidden = Step.objects.latest("pk")
    Person.objects.filter(pk=omar.pk).update(confirmed=False)

    with pytest.raises(timeline.CannotUndo, match="Something later"):
        timeline.take_back(hidden, now=NOON)

    assert Person.objects.get(pk=omar.pk).hidden


def test_only_the_latest_steps_are_kept(ada, monkeypatch):
    monkeypatch.setattr(timeline, "MOST_STEPS", 3)
    omar = people.add_person(by=ada, name="Omar Haddad", now=NOON)

    for n in range(5):
        people.tag([omar], by=ada, word=f"tag {n}", now=NOON)

    assert [step.words for step in Step.objects.order_by("pk")] == [
        f"Tagged Omar Haddad “tag {n}”" for n in (2, 3, 4)
    ]


def test_an_undone_ask_leaves_no_event(ada):
    omar = people.add_person(by=ada, name="Omar Haddad", now=NOON)
    outreach.log_ask(omar, by=ada, sent_on=TODAY, now=NOON)

    timeline.take_back(Step.objects.latest("pk"), now=NOON)

    assert not Event.objects.of_kind(Event.Kind.ASKED).exists()
    assert not Ask.objects.exists()
