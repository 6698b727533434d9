"""Choosing as a set: exact answers on small networks, wider lists on large ones."""

from __future__ import annotations

import random
from itertools import combinations
from statistics import mean

import pytest
from bench import covering as bench

from weaktie.core.covering import DIMINISHING, Cover, Option, choose, worth

WEIGHTS = {"a": 0.6, "b": 0.5, "c": 0.4}


def test_the_first_of_a_circle_counts_in_full_and_the_next_for_less():
    cover = Cover(WEIGHTS)

    gains = [cover.take(Option(id, 1.0, ("a",))) for id in (1, 2, 3)]

    assert gains == pytest.approx([1.6, 1 + 0.6 * DIMINISHING, 1 + 0.6 * DIMINISHING**2])


def test_the_worth_of_a_set_does_not_depend_on_the_order():
    chance = random.Random(7)
    options = [Option(id, chance.random() + 0.1, tuple(chance.sample("abc", 2))) for id in range(6)]

    forward, backward = worth(options, WEIGHTS, 0.4), worth(reversed(options), WEIGHTS, 0.4)

    assert forward == pytest.approx(backward)


def test_nobody_lowers_the_worth_and_everybody_adds_less_to_a_larger_set():
    chance = random.Random(11)
    options = [
        Option(id, chance.random() + 0.01, tuple(chance.sample("abc", chance.randint(0, 3))))
        for id in range(9)
    ]

    for small in combinations(options[:7], 3):
        larger = (*small, options[7])
        to_small = worth((*small, options[8]), WEIGHTS) - worth(small, WEIGHTS)
        to_larger = worth((*larger, options[8]), WEIGHTS) - worth(larger, WEIGHTS)

        assert to_small >= to_larger - 1e-12
        assert to_larger > 0


def test_lazy_greedy_chooses_as_greedy_that_tries_everybody_each_time():
    for seed in range(20):
        net = bench.network(60, seed)
        left, cover, plain = list(net.options), Cover(net.weights, 0.4), []
        for _ in range(10):
            best = max(left, key=lambda option: (cover.gain(option), -option.id))
            cover.take(best)
            left.remove(best)
            plain.append(best.id)

        lazy = [choice.option.id for choice in choose(net.options, net.weights, 10, 0.4)]

        assert lazy == plain, f"seed {seed}"


def test_gains_add_up_to_the_worth_and_equal_ones_come_by_id_with_strangers_last():
    same = [Option(id, 0.5, ()) for id in (-2, 9, -1, 4)]

    chosen = choose(same, {}, 4)

    assert [choice.option.id for choice in chosen] == [4, 9, -1, -2]
    assert sum(choice.gain for choice in chosen) == pytest.approx(worth(same, {}))


@pytest.mark.slow
def test_reaches_the_bar_on_a_hundred_exactly_solved_networks_and_the_planted_defect_does_not():
    found = bench.shares()

    said = f"seeds from {bench.FIRST_SEED}: mean {mean(found.greedy):.4f}, least {min(found.greedy):.4f}"
    assert len(found.greedy) == 100
    assert bench.holds(found.greedy), said
    assert not bench.holds(found.without_gains)


def test_ten_exactly_solved_networks_reach_the_bar_and_brute_force_is_never_beaten():
    found = bench.shares(networks=10)

    assert bench.holds(found.greedy)
    assert max((*found.greedy, *found.without_gains)) <= 1 + 1e-9


def test_ten_people_cover_more_circles_than_the_strongest_the_random_and_the_weakest():
    counts = bench.coverage(400, networks=5)

    others = [count for name, count in counts.items() if name != "weaktie"]
    assert len(others) == 3
    assert counts["weaktie"] > max(others)
