"""Asks, and how they were answered."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.people import CONNECTIONS, NOON, TODAY, bring, person

from weaktie.campaign.keeping.actions import same, undo
from weaktie.campaign.network.models import Person
from weaktie.campaign.outreach import actions
from weaktie.campaign.outreach.queries import asks as queries
from weaktie.campaign.outreach.models import Ask
from weaktie.campaign.targets.queries.candidates import asks_this_week, own_record
from weaktie.campaign.timeline.models import Event


@pytest.fixture
def priya(ada) -> Person:
    bring(ada, Connections_csv=CONNECTIONS)
    return person(ada, "Priya Raman")


def test_an_ask_is_open_until_it_is_answered(ada, priya):
    ask = actions.log_ask(priya, by=ada, channel="weak", sent_on=TODAY, now=NOON)

    assert list(queries.open_asks(by=ada)) == [ask]
    assert asks_this_week(by=ada, as_of=TODAY) == 1

    actions.log_answer(ask, by=ada, answer="yes", answered_on=TODAY, now=NOON)

    assert not queries.open_asks(by=ada).exists()
    assert own_record(by=ada, as_of=TODAY) == {"weak": (1, 1)}


def test_refuses_a_second_ask_while_one_is_open(ada, priya):
    actions.log_ask(priya, by=ada, sent_on=TODAY, now=NOON)

    with pytest.raises(actions.AlreadyAsked, match="Priya Raman has not answered"):
        actions.log_ask(priya, by=ada, sent_on=TODAY, now=NOON)


def test_refuses_a_day_that_has_not_come_and_an_answer_there_is_not(ada, priya):
    with pytest.raises(actions.NotYet):
        actions.log_ask(priya, by=ada, sent_on=TODAY + timedelta(days=1), now=NOON)
    ask = actions.log_ask(priya, by=ada, sent_on=TODAY, now=NOON)
    with pytest.raises(actions.NotAnAnswer):
        actions.log_answer(ask, by=ada, answer="maybe", answered_on=TODAY, now=NOON)
    with pytest.raises(queries.NothingOpen, match="weaktie asked"):
        queries.open_ask(Person.objects.get(is_me=False, name="Łucja Śliwińska"), by=ada)


def test_silence_counts_when_its_window_is_over(ada, priya):
    old = TODAY - timedelta(days=20)
    actions.log_ask(priya, by=ada, channel="weak", sent_on=old, now=NOON)

    assert own_record(by=ada, as_of=old + timedelta(days=14)) == {"weak": (0, 0)}
    assert own_record(by=ada, as_of=TODAY) == {"weak": (0, 1)}
    assert [ask.person for ask in queries.past_window(by=ada, today=TODAY)] == [priya]


def test_an_ask_to_a_merged_person_is_the_successors(ada, priya):
    a, b = Person.objects.filter(name="Omar Haddad").order_by("pk")
    ask = actions.log_ask(b, by=ada, sent_on=TODAY, now=NOON)

    kept = same.merge(a, b, by=ada, now=NOON)

    assert queries.open_ask(kept, by=ada) == ask
    assert Ask.objects.get(pk=ask.pk).person_id == a.pk
    assert Event.objects.get(kind="asked").person_id == a.pk
    with pytest.raises(actions.AlreadyAsked):
        actions.log_ask(kept, by=ada, sent_on=TODAY, now=NOON)
    undo.undo(by=ada, now=NOON)
    assert Ask.objects.get(pk=ask.pk).person_id == b.pk


def test_open_asks_to_both_of_two_merged_stay_two(ada, priya):
    a, b = Person.objects.filter(name="Omar Haddad").order_by("pk")
    for one in (a, b):
        actions.log_ask(one, by=ada, sent_on=TODAY, now=NOON)

    same.merge(a, b, by=ada, now=NOON)

    assert Ask.objects.open().count() == 2
    assert queries.open_asks(by=ada).count() == 2
