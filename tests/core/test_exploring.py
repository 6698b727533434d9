"""One place in five by lot: seeded, told, never silly, and with the probability that is written down."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from random import Random

import pytest
from tests.core.contacts import MONDAY, ask, employer, network, person, post

from weaktie.core.candidates import Goal
from weaktie.core.evidence import Channel, belief, conversation_prior
from weaktie.core.exploring import draw, is_by_lot, lot

HARROW = employer(1, "Harrow Grid")


def test_one_place_in_five_is_drawn_and_never_the_first_two():
    answer = ask(network(500, seed=1), HARROW, count=20)

    assert [place for place, row in enumerate(answer.people, 1) if row.explored] == [5, 10, 15, 20]
    assert not any(is_by_lot(place) for place in (1, 2, 3, 4))


def test_far_down_nobody_is_drawn_any_more():
    rows = ask(network(300, seed=1), HARROW, count=80).people

    assert max(place for place, row in enumerate(rows, 1) if row.explored) == 50


def test_who_was_drawn_says_so_with_a_probability_and_everybody_else_has_one():
    for row in ask(network(500, seed=1), HARROW).people:
        said = [part for part in row.parts if part.name == "lot"]
        assert row.explored == bool(said)
        assert 0 < row.drawn_with < 1 if row.explored else row.drawn_with == 1


def test_the_lot_falls_anew_each_week_and_for_each_goal_and_target_but_not_within_a_week():
    people = [person(id, "never", post(f"Place {id}")) for id in range(1, 60)]

    def fifth(days: int = 0, **question: object) -> int:
        return ask(people, as_of=MONDAY + timedelta(days=days), **question).people[4].id

    assert fifth() == fifth(days=6)
    assert len({fifth(days=7 * week) for week in range(12)}) > 3
    assert (
        lot(as_of=MONDAY, goal=Goal.DISCOVER, aim_id=1).random()
        != lot(as_of=MONDAY, goal=Goal.DISCOVER, aim_id=2).random()
    )


def test_nobody_is_drawn_who_would_add_less_than_a_third_of_the_best():
    good = [person(id, "moderate", post("Harrow Grid")) for id in range(1, 8)]
    silly = [person(id, "close", post("Quill Works")) for id in range(10, 60)]

    for week in range(10):
        answer = ask([*good, *silly], HARROW, count=5, as_of=MONDAY + timedelta(days=7 * week))
        assert answer.people[4].id < 8, f"week {week}"


def test_a_lot_with_one_candidate_is_no_lot():
    answer = ask([person(id, "moderate", post("Harrow Grid")) for id in range(1, 6)], HARROW, count=5)

    assert not any(row.explored for row in answer.people)


def test_people_are_drawn_as_often_as_their_probability_says():
    beliefs = {channel: belief(conversation_prior(channel)) for channel in (Channel.COLD, Channel.WEAK)}
    pools = {Channel.COLD: [1, 2], Channel.WEAK: [3, 4, 5]}
    chance, drawn, told = Random(17), Counter[int](), dict[int, float]()
    rounds = 4_000

    for _ in range(rounds):
        found = draw(pools, beliefs, chance)
        drawn[found.id] += 1
        told[found.id] = found.probability

    assert sum(told.values()) == pytest.approx(1)
    for id, probability in told.items():
        assert drawn[id] / rounds == pytest.approx(probability, abs=0.025)
    # Weighting by 1 / probability counts everybody once: what an unbiased comparison rests on.
    assert sum(drawn[id] / rounds / told[id] for id in told) == pytest.approx(5, rel=0.08)
