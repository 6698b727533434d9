"""Who is not to be asked for now: said, found again, taken back, whatever they were merged into."""

from __future__ import annotations

from datetime import date

import pytest
from tests.people import CONNECTIONS, NOON, TODAY, bring, later, person

from weaktie.campaign.keeping.actions import same, undo
from weaktie.campaign.network.models import Person
from weaktie.campaign.targets import actions
from weaktie.campaign.targets.queries import aside
from weaktie.campaign.targets.queries.next import whom_to_ask


@pytest.fixture
def priya(ada) -> Person:
    bring(ada, Connections_csv=CONNECTIONS)
    return person(ada, "Priya Raman")


def words(ada) -> list[str]:
    return [one.words for one in aside.set_aside(by=ada, today=TODAY)]


def suggested(ada, goal: str = "discover") -> set[str]:
    answer = whom_to_ask(by=ada, goal=goal, count=9, as_of=TODAY, today=TODAY).answer
    return {row.name for row in answer.people}


def test_says_until_when_or_that_it_is_for_ever(ada, priya):
    actions.set_aside(priya, by=ada, today=TODAY, now=NOON)
    actions.set_aside(priya, by=ada, goal="referral", never=True, today=TODAY, now=NOON)

    assert words(ada) == ["Not asked again until 23 December 2026", "Never asked to be referred"]
    assert "Priya Raman" not in suggested(ada)


def test_a_day_of_ones_own_ends_by_itself(ada, priya):
    actions.set_aside(priya, by=ada, until=date(2026, 11, 25), today=TODAY, now=NOON)

    assert words(ada) == ["Not asked again until 25 November 2026"]
    assert aside.set_aside(by=ada, today=date(2026, 11, 25)) == []


def test_it_is_taken_back_and_that_is_undone(ada, priya):
    actions.set_aside(priya, by=ada, never=True, today=TODAY, now=NOON)

    actions.ask_again(priya, by=ada, now=later(minutes=1))

    assert words(ada) == []
    assert "Priya Raman" in suggested(ada)
    undo.undo(by=ada, now=later(minutes=2))
    assert words(ada) == ["Never asked again"]


def test_only_the_goal_named_is_taken_back(ada, priya):
    actions.set_aside(priya, by=ada, today=TODAY, now=NOON)
    actions.set_aside(priya, by=ada, goal="prepare", never=True, today=TODAY, now=NOON)

    actions.ask_again(priya, by=ada, goal="prepare", now=NOON)

    assert words(ada) == ["Not asked again until 23 December 2026"]


def test_it_holds_for_whoever_they_are_merged_into(ada, priya):
    gone = max(Person.objects.visible_to(ada).others().filter(name="Omar Haddad"), key=lambda one: one.pk)
    actions.set_aside(gone, by=ada, never=True, today=TODAY, now=NOON)

    kept = same.merge(priya, gone, by=ada, now=NOON)

    assert [one.person.pk for one in aside.set_aside(by=ada, today=TODAY)] == [kept.pk]
    answer = whom_to_ask(by=ada, count=9, as_of=TODAY, today=TODAY).answer
    assert kept.pk not in [row.id for row in answer.people]
    actions.ask_again(kept, by=ada, now=NOON)
    assert words(ada) == []


def test_a_word_for_all_goals_and_one_for_a_goal_do_not_hide_each_other(ada, priya):
    actions.set_aside(priya, by=ada, goal="discover", never=True, today=TODAY, now=NOON)
    actions.set_aside(priya, by=ada, until=date(2026, 11, 24), today=TODAY, now=NOON)

    assert aside.by_person(by=ada, goal="discover") == {priya.pk: (date(2026, 11, 24), True)}


@pytest.mark.parametrize(
    ("how", "code"),
    [({"until": TODAY}, "not_ahead"), ({"goal": "fame"}, "no_such_goal")],
)
def test_a_day_that_is_over_and_an_unknown_goal_are_refused(ada, priya, how, code):
    with pytest.raises((actions.NotAhead, actions.NoSuchGoal)) as refusal:
        actions.set_aside(priya, by=ada, today=TODAY, now=NOON, **how)

    assert refusal.value.code == code


def test_what_was_not_said_is_not_taken_back(ada, priya):
    with pytest.raises(actions.NotAside, match="Nothing was said against asking Priya Raman"):
        actions.ask_again(priya, by=ada, now=NOON)
