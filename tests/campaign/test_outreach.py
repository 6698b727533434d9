"""Asks, and how they were answered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.people import CONNECTIONS, NOON, TODAY, bring, connections, dump, person

from weaktie.campaign.conversations.actions import booking
from weaktie.campaign.keeping.actions import same, undo
from weaktie.campaign.network.models import Person
from weaktie.campaign.outreach import actions
from weaktie.campaign.outreach.models import Ask, Message
from weaktie.campaign.outreach.queries import asks as queries
from weaktie.campaign.targets.queries.candidates import asks_this_week
from weaktie.campaign.targets.queries.record import own_record
from weaktie.campaign.timeline.models import Event, Step


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
    told = own_record(by=ada, as_of=TODAY)
    assert (told.replies, told.conversations) == ({"weak": (1, 1)}, {"weak": (0, 0)})


def test_a_yes_is_an_answer_and_a_conversation_only_once_it_is_booked(ada, priya):
    ask = actions.log_ask(priya, by=ada, channel="weak", sent_on=TODAY, now=NOON)
    actions.log_answer(ask, by=ada, answer="yes", answered_on=TODAY, now=NOON)
    later = TODAY + timedelta(days=61)
    assert own_record(by=ada, as_of=later).conversations == {"weak": (0, 1)}

    talk = booking.begin(priya, by=ada, now=NOON)
    booking.book(talk, NOON + timedelta(days=2), by=ada, now=NOON + timedelta(hours=1))

    assert own_record(by=ada, as_of=TODAY).conversations == {"weak": (1, 1)}
    assert own_record(by=ada, as_of=TODAY - timedelta(days=1)).conversations == {}
    booking.cancel(talk, by=ada, now=NOON + timedelta(days=1))
    assert own_record(by=ada, as_of=TODAY + timedelta(days=1)).conversations == {"weak": (0, 0)}
    assert own_record(by=ada, as_of=later).conversations == {"weak": (0, 1)}


def test_a_no_is_an_answer_and_silence_is_none(ada, priya):
    ask = actions.log_ask(priya, by=ada, channel="weak", sent_on=TODAY, now=NOON)
    actions.log_answer(ask, by=ada, answer="no", answered_on=TODAY, now=NOON)

    told = own_record(by=ada, as_of=TODAY)
    assert (told.replies, told.conversations) == ({"weak": (1, 1)}, {"weak": (0, 1)})
    actions.log_ask(person(ada, "Łucja Śliwińska"), by=ada, channel="cold", sent_on=TODAY, now=NOON)
    later = own_record(by=ada, as_of=TODAY + timedelta(days=15))
    assert (later.replies["cold"], later.conversations["cold"]) == ((0, 1), (0, 1))


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

    assert own_record(by=ada, as_of=old + timedelta(days=14)).conversations == {"weak": (0, 0)}
    assert own_record(by=ada, as_of=TODAY).conversations == {"weak": (0, 1)}
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


# The rhythm


EIGHT = (
    "Tom Reed Northwind", "Vera Stone Tidewell", "Ines Prado Harbour", "Nils Berg Brannock",
    "Kofi Mensah Larkspur", "Aiko Tanaka Quill", "Lena Wolf Millrace", "Rui Pinto Fenwick",
)  # fmt: skip


def book(ada, *rows: str) -> list[Person]:
    """Bring people of these names and employers, and return them in that order."""
    lines = [
        f"{first},{last},https://www.linkedin.com/in/{first}-{last},,{employer},Planner,01 Feb 2018"
        for first, last, employer in (row.split(" ", 2) for row in rows)
    ]
    bring(ada, Connections_csv=connections(*lines))
    return [person(ada, " ".join(row.split(" ", 2)[:2])) for row in rows]


def test_a_week_holds_five_asks_and_the_sixth_waits_for_monday(ada):
    people = book(ada, *EIGHT[:6])
    for one in people[:5]:
        actions.log_ask(one, by=ada, sent_on=TODAY, now=NOON)

    with pytest.raises(actions.WeekIsFull, match="Monday 30 November") as refused:
        actions.log_ask(people[5], by=ada, sent_on=TODAY, now=NOON)

    assert (refused.value.code, refused.value.from_on) == ("week_is_full", TODAY + timedelta(days=7))
    assert queries.asks_left(by=ada, today=TODAY) == 0
    assert asks_this_week(by=ada, as_of=TODAY) == 5
    next_week = NOON + timedelta(days=7)
    assert actions.log_ask(people[5], by=ada, sent_on=next_week.date(), now=next_week)


def test_a_second_person_at_an_employer_waits_for_three_working_days_of_silence(ada):
    tom, vera = book(ada, "Tom Reed Northwind", "Vera Stone Northwind")
    actions.log_ask(tom, by=ada, sent_on=TODAY, now=NOON)

    with pytest.raises(actions.OutOfTurn, match="Thursday 26 November") as refused:
        actions.log_ask(vera, by=ada, sent_on=TODAY, now=NOON)

    assert refused.value.code == "employer_waits"
    thursday = NOON + timedelta(days=3)
    assert actions.log_ask(vera, by=ada, sent_on=thursday.date(), now=thursday)


def test_working_days_are_those_of_the_seekers_country(ada, priya):
    # In Portugal the 1st and the 8th of December are holidays; in Germany they are not.
    ask = actions.log_ask(priya, by=ada, sent_on=TODAY, now=NOON)
    portugal = queries.follow_up_on(ask, by=ada)
    ada.country = "DE"

    assert (portugal, queries.follow_up_on(ask, by=ada)) == (date(2026, 12, 3), date(2026, 12, 2))


def test_one_follow_up_from_seven_working_days_on_opens_the_window_anew(ada, priya):
    ask = actions.log_ask(priya, by=ada, channel="weak", sent_on=TODAY, now=NOON)
    with pytest.raises(actions.OutOfTurn, match="Thursday 3 December") as early:
        actions.follow_up(ask, by=ada, sent_on=TODAY, now=NOON)
    due = NOON + timedelta(days=10)
    assert queries.follow_ups_due(by=ada, today=due.date()) == [ask]

    actions.follow_up(ask, by=ada, sent_on=due.date(), now=due)

    assert early.value.code == "too_early"
    assert queries.follow_ups_due(by=ada, today=due.date()) == []
    last = due.date() + timedelta(days=14)
    assert queries.past_window(by=ada, today=last) == []
    assert queries.past_window(by=ada, today=last + timedelta(days=1)) == [ask]
    assert own_record(by=ada, as_of=last).conversations == {"weak": (0, 0)}
    assert own_record(by=ada, as_of=last + timedelta(days=1)).conversations == {"weak": (0, 1)}
    with pytest.raises(actions.OutOfTurn, match="third"):
        actions.follow_up(ask, by=ada, sent_on=last, now=due + timedelta(days=14))
    long_after = due + timedelta(days=60)
    with pytest.raises(actions.OutOfTurn, match="a third is never sent") as third:
        actions.log_ask(priya, by=ada, sent_on=long_after.date(), now=long_after)
    assert third.value.code == "third_message"


def test_a_silent_ask_that_nobody_closed_is_closed_by_the_next_one(ada, priya):
    first = actions.log_ask(priya, by=ada, sent_on=TODAY, now=NOON)
    later_on = NOON + timedelta(days=100)
    before = dump(ada)

    second = actions.log_ask(priya, by=ada, sent_on=later_on.date(), now=later_on)

    first.refresh_from_db()
    assert (first.answer, first.answered_on) == ("none", TODAY + timedelta(days=14))
    assert queries.open_ask(priya, by=ada) == second
    undo.undo(by=ada, now=later_on)
    assert dump(ada) == before


def test_any_no_stops_asks_to_that_person_for_ever(ada, priya):
    ask = actions.log_ask(priya, by=ada, sent_on=TODAY, now=NOON)
    actions.log_answer(ask, by=ada, answer="no", words="Not this year, sorry.", answered_on=TODAY, now=NOON)
    years_later = NOON + timedelta(days=2000)

    with pytest.raises(actions.SaidNo) as refused:
        actions.log_ask(priya, by=ada, sent_on=years_later.date(), now=years_later)

    ask.refresh_from_db()
    assert (refused.value.code, ask.words) == ("said_no", "Not this year, sorry.")


def test_a_no_holds_for_whoever_the_person_is_merged_into(ada, priya):
    a, b = Person.objects.filter(name="Omar Haddad").order_by("pk")
    ask = actions.log_ask(b, by=ada, sent_on=TODAY, now=NOON)
    actions.log_answer(ask, by=ada, answer="no", answered_on=TODAY, now=NOON)

    kept = same.merge(a, b, by=ada, now=NOON)

    with pytest.raises(actions.SaidNo):
        actions.log_ask(kept, by=ada, sent_on=TODAY, now=NOON)


def test_an_introducer_is_asked_once_a_month_and_is_not_the_one_who_said_no(ada):
    tom, vera, ines = book(ada, "Tom Reed Harbour", "Vera Stone Northwind", "Ines Prado Tidewell")
    ask = actions.log_ask(vera, by=ada, via=tom, sent_on=TODAY, now=NOON)
    with pytest.raises(actions.AlreadyAsked, match="Tom Reed has not answered"):
        actions.log_ask(tom, by=ada, sent_on=TODAY, now=NOON)
    actions.log_answer(ask, by=ada, answer="no", answered_on=TODAY, now=NOON)

    with pytest.raises(actions.OutOfTurn, match="one a month is enough") as refused:
        actions.log_ask(ines, by=ada, via=tom, sent_on=TODAY, now=NOON)

    assert (refused.value.code, refused.value.from_on) == ("introducer_rests", TODAY + timedelta(days=30))
    assert actions.log_ask(tom, by=ada, sent_on=TODAY, now=NOON)


def test_a_redirection_is_an_answer_and_a_late_answer_still_counts(ada, priya):
    ask = actions.log_ask(priya, by=ada, sent_on=TODAY, now=NOON)
    actions.log_answer(ask, by=ada, answer="none", answered_on=TODAY, now=NOON)

    late = queries.answerable(priya, by=ada)
    actions.log_answer(late, by=ada, answer="redirected", words="Ask Omar.", answered_on=TODAY, now=NOON)

    ask.refresh_from_db()
    assert (late, ask.answer, ask.words) == (ask, "redirected", "Ask Omar.")
    with pytest.raises(queries.NothingOpen):
        queries.answerable(priya, by=ada)
    with pytest.raises(actions.NotYet, match="23 November"):
        actions.log_answer(ask, by=ada, answer="yes", answered_on=TODAY - timedelta(days=1), now=NOON)


# Guesses


def test_guesses_are_told_after_eight_closed_asks_and_not_before(ada):
    people = book(ada, *EIGHT)
    for number, one in enumerate(people):
        at = NOON + timedelta(days=7 * (number // 4))
        ask = actions.log_ask(one, by=ada, guess=25, sent_on=at.date(), now=at)
        assert queries.guesses(by=ada) is None
        answer = "yes" if number < 5 else "none"
        actions.log_answer(ask, by=ada, answer=answer, answered_on=at.date(), now=at)

    assert queries.guesses(by=ada).sentence == "You expected 2 of 8; 5 said yes."


def test_refuses_a_guess_that_is_no_chance(ada, priya):
    with pytest.raises(actions.NotAChance):
        actions.log_ask(priya, by=ada, guess=120, sent_on=TODAY, now=NOON)


# Drafts


def test_a_draft_is_kept_as_typed_and_becomes_the_message_that_was_sent(ada, priya):
    actions.keep_draft(priya, by=ada, text="Hello Pri", now=NOON)
    draft = actions.keep_draft(
        priya, by=ada, way="mail", subject="A question ", text="Hello Priya,\n\n ", now=NOON
    )
    steps = Step.objects.count()

    assert queries.draft(priya, by=ada).text == "Hello Priya,\n\n "
    assert (draft.subject, Message.objects.count(), steps) == ("A question ", 1, 1)
    ask = actions.log_ask(priya, by=ada, message=draft, sent_on=TODAY, now=NOON)
    assert queries.draft(priya, by=ada) is None
    assert (ask.message, ask.message.sent_at) == (draft, NOON)
    undo.undo(by=ada, now=NOON)
    assert queries.draft(priya, by=ada) == draft


def test_a_draft_that_is_emptied_is_gone(ada, priya):
    actions.keep_draft(priya, by=ada, text="Hello", now=NOON)

    assert actions.keep_draft(priya, by=ada, text="  \n", now=NOON) is None
    assert not Message.objects.exists()
