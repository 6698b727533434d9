"""Within one kind of tie, rows differ where what the files show differs, and stay inside its interval."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.core.contacts import MONDAY, ask, person

from weaktie.core.beta import Beta
from weaktie.core.evidence import Channel
from weaktie.core.likelihood import belief, hints, moved, words


def chance(tie: str, *, days: int, sent: int = 6, received: int = 6, heard: int = 0) -> float:
    """Return the chance of somebody last written to so many days ago; `heard` days ago the other wrote."""
    wrote, told = MONDAY - timedelta(days=days), MONDAY - timedelta(days=heard or days)
    known = person(
        1, tie, last_contact=max(wrote, told), wrote_on=wrote, heard_on=told, sent=sent, received=received
    )
    return ask([known]).people[0].chance.mid


def test_lately_in_touch_answered_and_much_written_make_a_yes_likelier():
    assert chance("moderate", days=100) > chance("moderate", days=1000)
    assert chance("moderate", days=400, received=6) > chance("moderate", days=400, received=1)
    assert chance("moderate", days=400, sent=50, received=50) > chance(
        "moderate", days=400, sent=2, received=2
    )
    assert chance("moderate", days=400) > chance("moderate", days=400, heard=900)
    assert chance("dormant", days=1200) > chance("dormant", days=7000)


def test_a_hundred_messages_two_years_ago_stand_above_a_few_of_twenty_years_ago():
    assert chance("moderate", days=730, sent=50, received=50) > chance(
        "dormant", days=7300, sent=3, received=3
    )


def test_a_message_that_waits_for_the_seekers_answer_speaks_for_a_yes():
    waits = person(1, "never", sent=0, received=1)

    assert ask([waits]).people[0].chance.mid > ask([person(1, "never")]).people[0].chance.mid


@pytest.mark.parametrize(
    ("channel", "a", "b"), [("close", 5.6, 4.4), ("weak", 3.5, 6.5), ("dormant", 40, 10)]
)
def test_nobody_leaves_the_interval_of_the_kind_and_the_doubt_stays(channel, a, b):
    rate = Beta(a, b)
    span = rate.interval()
    for days, received in ((1, 500), (9000, 0)):
        on = MONDAY - timedelta(days=days)
        known = person(
            1,
            channel if channel != "weak" else "active",
            last_contact=on,
            wrote_on=on,
            sent=500,
            received=received,
        )
        mid = moved(rate, span, hints(known, Channel(channel), MONDAY))
        assert span.low <= mid <= span.high
        assert belief(rate, mid).weight == pytest.approx(rate.weight)
        assert belief(rate, mid).mean == pytest.approx(mid)


def test_the_words_say_what_moved_it_that_it_is_a_judgement_and_what_came_of_ones_own_asks():
    on = MONDAY - timedelta(days=7000)
    known = person(1, "dormant", last_contact=on, wrote_on=on, heard_on=on, sent=40, received=40)

    def said(record: tuple[int, int]) -> str:
        return ask([known], record={"dormant": record}).people[0].parts[0].words

    assert said((0, 0)) == (
        "Likely to talk: you were in touch, both ways, and not for three years; for it: messages were "
        "answered, much was written or said; against it: the last contact is more than nine years ago. "
        "A judgement, not a measured rate: it counts as much as ten asks of yours"
    )
    assert said((1, 1)).endswith("ten asks of yours, and your one ask like this led to a conversation")
    assert said((0, 1)).endswith("and your one ask like this led to no conversation")
    assert said((0, 2)).endswith("and none of your 2 asks like this led to a conversation")
    assert said((2, 3)).endswith("and 2 of your 3 asks like this led to a conversation")
    assert words(()) == ""


def test_own_answers_move_the_chance_of_an_answer_and_not_that_of_a_conversation():
    known = person(1, "dormant")

    before, after = (ask([known], replies=told).people[0] for told in ({}, {"dormant": (0, 10)}))

    assert after.reply.mid < before.reply.mid
    assert after.chance == before.chance
