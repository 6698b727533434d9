"""What is owed after a conversation, and by when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from weaktie.core import cadence_after
from weaktie.core.cadence import Answer, Ask
from weaktie.core.cadence_after import Conversation, Due, Duty, Promise

BERLIN = ZoneInfo("Europe/Berlin")
TUESDAY = date(2026, 11, 24)
TALK = Conversation("priya", datetime(2026, 11, 24, 14, 30, tzinfo=UTC), BERLIN, introducer="omar")


def days(number: int) -> timedelta:
    return timedelta(days=number)


def test_thanks_word_to_the_introducer_and_a_report_are_owed_in_that_order():
    assert cadence_after.owed(TALK, TUESDAY) == (
        Due(Duty.THANKS, "priya", TUESDAY + days(1)),
        Due(Duty.INTRODUCER, "omar", TUESDAY + days(2)),
        Due(Duty.REPORT, "priya", TUESDAY + days(14)),
    )


def test_what_is_done_is_owed_no_more_and_what_was_done_later_was_owed_until_then():
    done = replace(TALK, thanked_on=TUESDAY + days(1), reported_on=TUESDAY + days(9))

    assert [due.duty for due in cadence_after.owed(done, TUESDAY)] == list(Duty)
    assert [due.duty for due in cadence_after.owed(done, TUESDAY + days(9))] == [Duty.INTRODUCER]


def test_nothing_is_owed_before_the_conversation_and_nobody_is_told_where_nobody_introduced():
    alone = replace(TALK, introducer="")

    assert cadence_after.owed(TALK, TUESDAY - days(1)) == ()
    assert cadence_after.introducer_loop_due(alone) is None
    assert [due.duty for due in cadence_after.owed(alone, TUESDAY)] == [Duty.THANKS, Duty.REPORT]


@pytest.mark.parametrize(
    ("ended_at", "zone", "due_on"),
    [
        (
            datetime(2026, 11, 23, 11, tzinfo=UTC),
            "Pacific/Tongatapu",
            date(2026, 11, 25),
        ),  # on the 24th there
        (
            datetime(2026, 11, 24, 10, tzinfo=UTC),
            "Pacific/Pago_Pago",
            date(2026, 11, 24),
        ),  # on the 23rd there
        (datetime(2026, 3, 28, 22, 30, tzinfo=UTC), "Europe/Berlin", date(2026, 3, 29)),  # 23:30, short night
        (datetime(2026, 10, 24, 22, 30, tzinfo=UTC), "Europe/Berlin", date(2026, 10, 26)),  # 00:30, long day
    ],
)
def test_thanks_are_due_the_next_day_of_the_seeker(ended_at, zone, due_on):
    conversation = Conversation("priya", ended_at, ZoneInfo(zone))

    assert cadence_after.thanks_due(conversation) == due_on


def test_a_promise_is_due_by_its_date_until_it_is_kept():
    kept = Promise(TUESDAY, kept_on=TUESDAY + days(2))

    assert cadence_after.promise_due(kept, TUESDAY + days(1)) == TUESDAY
    assert cadence_after.promise_due(kept, TUESDAY + days(2)) is None


def test_a_light_touch_is_due_ninety_days_after_the_last_word():
    assert cadence_after.touch_due(TUESDAY) == date(2027, 2, 22)


@pytest.mark.parametrize(
    ("answer", "due_on"),
    [(Answer.YES, TUESDAY + days(90)), (Answer.NO, None), (Answer.OPEN, None), (Answer.NONE, None)],
)
def test_no_touch_after_a_no_or_to_who_left_the_last_message_unanswered(answer, due_on):
    history = [Ask("priya", TUESDAY - days(30), answer=answer, answered_on=TUESDAY - days(29))]

    found = cadence_after.touch_due(TUESDAY, history=history, person="priya", today=TUESDAY)

    assert found == due_on


def test_thanks_and_reports_stay_due_after_a_no():
    owed_before = cadence_after.owed(TALK, TUESDAY)

    assert (
        cadence_after.touch_due(TUESDAY, history=[Ask("priya", TUESDAY, answer=Answer.NO)], person="priya")
        is None
    )
    assert cadence_after.owed(TALK, TUESDAY + days(30)) == owed_before
