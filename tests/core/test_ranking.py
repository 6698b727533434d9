"""Whom to talk to next, as a list: who is in, in what order, with what beside it."""

from __future__ import annotations

import random
from datetime import date, timedelta
from time import process_time

import pytest
from tests.core.contacts import (
    ADA,
    MONDAY,
    ask,
    employer,
    network,
    person,
    post,
    role,
    stranger,
)

from weaktie.core.candidates import Goal, RouteKind
from weaktie.core.ranking import explain

HARROW = employer(1, "Harrow Grid")
TIDEWELL = employer(2, "Tidewell Energy")


def test_a_first_list_without_targets_takes_one_from_each_circle_first():
    crowd = [person(id, "never", post("Harrow Grid")) for id in range(1, 41)]
    others = [person(100 + id, "never", post(f"Place {id}")) for id in range(3)]

    answer = ask([*crowd, *others], count=4)

    assert {row.circles[0].label for row in answer.people} == {"Harrow Grid", "Place 0", "Place 1", "Place 2"}
    assert answer.note == ("You have no targets yet, so every circle counts the same.",)
    assert answer.considered == 43


def test_the_list_covers_more_circles_than_the_strongest_the_random_or_the_weakest_would():
    people = network(800, seed=3)
    by_strength = sorted(people, key=lambda each: (each.strength, each.id))
    lists = {
        "strongest": by_strength[-10:],
        "random": random.Random(3).sample(people, 10),
        "weakest": by_strength[:10],
    }

    ours = {circle.key for row in ask(people).people for circle in row.circles}

    for name, chosen in lists.items():
        assert len(ours) > len({circle.key for each in chosen for circle in each.circles}), name


def test_several_targets_share_the_list():
    people = [person(id, "moderate", post("Harrow Grid")) for id in range(1, 20)]
    people += [person(id, "never", post("Tidewell Energy")) for id in range(20, 23)]

    answer = ask(people, HARROW, TIDEWELL, count=4)

    assert {row.aim_id for row in answer.people} == {1, 2}


@pytest.mark.parametrize(
    ("facts", "out"),
    [
        ({"never": True}, "You said never."),
        ({"said_no": True}, "Said no. That is kept."),
        ({"asked_open": True, "asked_on": MONDAY}, "You have asked, and the answer is open."),
        ({"snoozed_until": MONDAY + timedelta(days=1)}, "Not before 24 November 2026, as you chose."),
        ({"asked_on": date(2026, 9, 1)}, "Asked on 1 September 2026. Not again before 30 November 2026."),
    ],
)
def test_who_is_not_to_be_asked_now_is_out_and_why_tells(facts, out):
    people = [person(1, "moderate", post("Harrow Grid"), **facts), person(2, "moderate", post("Harrow Grid"))]

    answer = ask(people, HARROW)
    told = explain(
        people, 1, goal=Goal.DISCOVER, aims=(HARROW,), aim=None, count=5, asks_left=5, as_of=MONDAY, own=ADA
    )

    assert [row.id for row in answer.people] == [2]
    assert not answer.skipped_by_habit
    assert (told.row, told.place, told.out, told.considered) == (None, None, out, 1)


def test_who_was_snoozed_or_asked_comes_back_when_the_time_is_up():
    people = [
        person(1, "moderate", snoozed_until=MONDAY),
        person(2, "moderate", asked_on=MONDAY - timedelta(days=90)),
    ]

    assert {row.id for row in ask(people).people} == {1, 2}


def test_the_same_question_has_the_same_answer_in_any_order_of_people_and_all_week():
    people = network(300, seed=5)
    shuffled = random.Random(5).sample(people, len(people))

    first = ask(people, HARROW)

    assert ask(shuffled, HARROW) == first
    assert ask(people, HARROW, as_of=MONDAY + timedelta(days=4)).people[4].id == first.people[4].id


def test_a_shorter_list_is_the_beginning_of_a_longer_one():
    people = network(300, seed=6)

    short, long = (ask(people, HARROW, count=count).people for count in (6, 12))

    assert short == long[:6]


def test_names_change_nothing():
    people = network(200, seed=8)
    renamed = [
        type(each)(**{name: getattr(each, name) for name in each.__slots__} | {"name": f"Somebody {each.id}"})
        for each in people
    ]

    before, after = (ask(each, HARROW).people for each in (people, renamed))

    assert [(row.id, row.score) for row in before] == [(row.id, row.score) for row in after]


def test_an_empty_network_with_three_strangers_still_gives_three_names():
    aim = employer(1, "Tidewell Energy", stranger(1, 1), stranger(2, 1), stranger(3, 1), stranger(4, 1))

    answer = ask([], aim, aim=aim)

    assert [row.id for row in answer.people] == [-1, -2, -3]
    for row in answer.people:
        assert row.route.kind is RouteKind.STRANGER
        assert row.reasons[0].startswith("No tie yet: about 1 in 5 answer a stranger's one good question")
        assert row.reasons[0].endswith("could be 1 in 15 to 2 in 5")
        assert 2 <= len(row.reasons) <= 4
        assert 0 < row.reply.low < row.reply.mid < row.reply.high
    assert answer.note == (
        "You know nobody at Tidewell Energy. The people you found there compete with everybody else.",
    )


def test_strangers_compete_fairly_with_everybody_else():
    aim = employer(1, "Harrow Grid", stranger(1, 1))
    dormant_there = person(1, "dormant", post("Harrow Grid"))
    dormant_elsewhere = person(2, "dormant", post("Quill Works"))

    answer = ask([dormant_elsewhere, dormant_there], aim)

    assert [row.id for row in answer.people] == [1, -1, 2]
    assert not answer.note


def test_a_stranger_who_was_asked_or_said_no_makes_room_for_the_next():
    found = [stranger(id, 1) for id in range(1, 6)]
    answered = [type(found[0])(1, "Found 1", "", "", 1, said_no=True), *found[1:]]
    aim = employer(1, "Tidewell Energy", *answered)

    assert [row.id for row in ask([], aim).people] == [-2, -3, -4]


def test_says_where_one_knows_nobody_and_groups_what_is_much():
    people = [person(1, "moderate", post("Quill Works"), post("Harrow Grid", since=2010, until=2012))]
    many = [employer(id, f"Place {id}") for id in range(10, 16)]

    assert ask(people, HARROW, TIDEWELL).note == (
        "You know nobody at Harrow Grid now; 1 of your contacts worked there. "
        "Add up to three people you found there.",
        "You know nobody at Tidewell Energy. Add up to three people you found there.",
    )
    assert ask(people, *many).note == (
        "You know nobody at Place 10, Place 11, Place 12 and 3 more. "
        "Add up to three people you found at each.",
    )
    assert ask(people, role(3, "Grid planner")).note == (
        "Nobody you can ask now has a title like Grid planner.",
    )


def test_says_when_the_asks_are_used_up_and_when_there_is_nobody():
    assert ask([person(1, "moderate")], HARROW, asks_left=0).note[-1] == "No asks are left this week."
    assert ask([], asks_left=0).note[-1].startswith("There is nobody to ask yet.")


def test_shows_people_one_would_skip_who_are_not_on_the_list_already():
    listed = [person(id, "moderate", post("Harrow Grid")) for id in range(1, 5)]
    skipped = person(8, "dormant", post("Quill Works", "Head of Data"), trusted=True)
    plain = person(9, "moderate", post("Quill Works", "Planner"))

    answer = ask([*listed, skipped, plain], HARROW, count=4)

    assert [row.id for row in answer.skipped_by_habit] == [8]
    row = answer.skipped_by_habit[0]
    assert row.reasons[0] == "Easily skipped out of habit: senior, and out of touch for long"
    assert not row.this_week
    assert row.parts


def test_nobody_is_both_on_the_list_and_skipped():
    answer = ask(network(400, seed=9), HARROW)

    assert answer.skipped_by_habit
    assert not {row.id for row in answer.people} & {row.id for row in answer.skipped_by_habit}


def test_why_gives_the_row_of_the_list_and_a_row_for_anybody_below_it():
    people = network(150, seed=10)
    question = {
        "goal": Goal.DISCOVER,
        "aims": (HARROW,),
        "aim": None,
        "count": 10,
        "asks_left": 5,
        "as_of": MONDAY,
        "own": ADA,
    }
    answer = ask(people, HARROW)
    below = next(each.id for each in people if each.id not in {row.id for row in answer.people})

    third, rest = explain(people, answer.people[2].id, **question), explain(people, below, **question)

    assert (third.row, third.place) == (answer.people[2], 3)
    assert rest.place is None
    assert rest.row is not None
    assert rest.row.parts
    with pytest.raises(KeyError):
        explain(people, 999_999, **question)


def test_scores_fall_down_the_list_but_where_the_lot_fell():
    scores = [row.score for row in ask(network(500, seed=12), HARROW).people if not row.explored]

    assert scores == sorted(scores, reverse=True)


@pytest.mark.slow
def test_ranking_grows_no_faster_than_n_log_n():
    times = {}
    for people in (3_000, 30_000):
        crowd = network(people, seed=people)
        ask(crowd, HARROW, role(2, "Forecasting planner"))
        runs = []
        for _ in range(5):
            began = process_time()
            ask(crowd, HARROW, role(2, "Forecasting planner"))
            runs.append(process_time() - began)
        times[people] = min(runs)

    # 10 log2(30,000) / log2(3,000) = 12.9; half as much again is left for a busy machine.
    assert times[30_000] / times[3_000] < 19
    assert times[30_000] < 1.5
