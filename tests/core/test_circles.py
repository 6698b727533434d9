from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations, pairwise
from math import log2

import pytest

from weaktie.core import circles


def planted(
    draw: random.Random, sizes: list[int], inside: float, across: float
) -> tuple[list[int], dict[tuple[int, int], float]]:
    """Return whose circle is whose, and random ties denser inside circles than across."""
    home = [circle for circle, size in enumerate(sizes) for _ in range(size)]
    edges = {
        (a, b): draw.uniform(0.5, 2)
        for a, b in combinations(range(len(home)), 2)
        if draw.random() < (inside if home[a] == home[b] else across)
    }
    return home, edges


def divisions(people: list[int]) -> Iterator[dict[int, int]]:
    """Yield every division of a few people into circles."""
    if not people:
        yield {}
        return
    for division in divisions(people[1:]):
        for circle in range(len(set(division.values())) + 1):
            yield {**division, people[0]: circle}


def test_a_tie_between_others_weighs_less_the_more_there_were():
    bonds = circles.bonds({(1, 2): 3, (2, 1, 5): 1})

    assert bonds == {
        (1, 2): pytest.approx(3 / log2(3) + 1 / 2),
        (1, 5): pytest.approx(1 / 2),
        (2, 5): pytest.approx(1 / 2),
    }


def test_ten_people_make_ties_and_eleven_or_one_do_not():
    assert len(circles.bonds({tuple(range(10)): 1})) == 45
    assert circles.bonds({tuple(range(11)): 1, (4,): 9, (4, 4): 2}) == {}


@pytest.mark.parametrize("seed", range(5))
def test_embeddedness_counts_everybody_whom_both_know_once(seed: int):
    draw = random.Random(seed)
    groups = {tuple(draw.sample(range(30), draw.randrange(2, 5))): 1 for _ in range(25)}
    past = [draw.sample(range(40), draw.randrange(1, 12)) for _ in range(4)]
    near = circles.neighbours(circles.bonds(groups))

    embedded = circles.embeddedness(near, past)

    for person in range(40):
        known = set().union(*(group for group in [*groups, *past] if person in group)) - {person}
        assert embedded.get(person, 0) == len(known), f"seed {seed}, person {person}"


def test_a_bridge_is_who_stands_with_people_one_is_not_close_to():
    near = circles.neighbours([(1, 2), (1, 3), (4, 5), (4, 2), (4, 6), (4, 7)])

    bridging = circles.bridging(near, close={1, 2, 3})

    assert bridging[1] == 0
    assert bridging[4] == 0.75
    assert bridging[5] == 1
    assert 8 not in bridging


def test_newness_counts_what_none_of_the_strongest_has():
    strongest = [("Northwind", "energy", ""), ("Contoso", "retail", "Leeds")]

    assert circles.newness(("Fabrikam", "energy", "Ghent"), strongest) == 2
    assert circles.newness(("Northwind", "", "Leeds"), strongest) == 0
    assert circles.newness(("Fabrikam", "law", ""), []) == 2


def test_quantiles_lie_inside_and_equal_values_share_one():
    assert circles.quantiles({1: 5, 2: 0, 3: 5, 4: 9}) == {2: 0.125, 1: 0.5, 3: 0.5, 4: 0.875}
    assert circles.quantiles({7: 3}) == {7: 0.5}
    assert circles.quantiles({}) == {}


@pytest.mark.parametrize("peak", [circles.DIGITAL_PEAK, circles.OTHER_PEAK, 0.01, 1.0])
def test_the_inverted_u_rises_to_its_peak_and_falls_beyond(peak: float):
    rising = [circles.inverted_u(step / 200 * peak, peak) for step in range(201)]
    falling = [circles.inverted_u(peak + step / 200, peak) for step in range(201)]

    assert all(a < b for a, b in pairwise(rising))
    assert all(a > b for a, b in pairwise(falling))
    assert (rising[0], rising[-1]) == (0, 1)


def test_the_inverted_u_needs_a_peak_above_zero():
    with pytest.raises(ValueError, match="above 0"):
        circles.inverted_u(0.5, 0)


def test_finds_two_circles_joined_by_one_tie_and_numbers_the_larger_first():
    few = dict.fromkeys(combinations(range(4), 2), 1.0)
    many = dict.fromkeys(combinations(range(10, 15), 2), 1.0)

    home = circles.communities({**few, **many, (3, 10): 1.0})

    assert home == {**dict.fromkeys(range(10, 15), 0), **dict.fromkeys(range(4), 1)}


def test_equally_large_circles_stand_by_their_lowest_id():
    assert circles.communities({(5, 6): 1.0, (1, 9): 4.0}) == {1: 0, 9: 0, 5: 1, 6: 1}


def test_nobody_has_no_circle():
    assert circles.communities({}) == {}
    assert circles.modularity({}, {}) == 0


def test_the_same_ties_give_the_same_circles_in_any_order_and_direction():
    draw = random.Random(5)
    _, edges = planted(draw, [20, 15, 10, 8], 0.4, 0.05)
    mixed = {
        pair if draw.random() < 0.5 else pair[::-1]: w
        for pair, w in draw.sample(list(edges.items()), len(edges))
    }

    assert circles.communities(mixed) == circles.communities(edges)


@pytest.mark.parametrize("seed", range(5))
def test_recovers_circles_that_were_planted(seed: int):
    home, edges = planted(random.Random(seed), [30, 30, 20, 20], 0.5, 0.02)

    found = circles.communities(edges)

    assert {(home[person], circle) for person, circle in found.items()} == {
        (home[person], found[person]) for person in (0, 30, 60, 80)
    }, f"seed {seed}"
    assert len(set(found.values())) == 4


@pytest.mark.parametrize("seed", range(4))
def test_finds_no_worse_a_division_than_the_one_planted_among_many(seed: int):
    home, edges = planted(random.Random(seed), [6] * 30, 0.8, 0.03)

    found = circles.modularity(edges, circles.communities(edges))

    assert found >= circles.modularity(edges, dict(enumerate(home))), f"seed {seed}"


def test_joins_small_circles_as_long_as_modularity_grows():
    triangles = [(3 * n + a, 3 * n + b) for n in range(12) for a, b in ((0, 1), (0, 2), (1, 2))]
    ring = [(3 * n, (3 * n + 4) % 36) for n in range(12)]
    edges = dict.fromkeys([*triangles, *ring], 1.0)

    found = circles.communities(edges)

    assert len(set(found.values())) < 12
    assert circles.modularity(edges, found) > circles.modularity(edges, {n: n // 3 for n in range(36)})


@pytest.mark.parametrize("seed", range(8))
def test_comes_close_to_the_best_division_of_all(seed: int):
    draw = random.Random(seed)
    _, edges = planted(draw, [4, 3], 0.9, 0.25)
    people = sorted({person for pair in edges for person in pair})

    best = max(circles.modularity(edges, division) for division in divisions(people))

    assert circles.modularity(edges, circles.communities(edges)) >= 0.9 * best, f"seed {seed}"


def test_a_higher_resolution_gives_smaller_circles():
    _, edges = planted(random.Random(2), [12] * 8, 0.5, 0.08)

    coarse = circles.communities(edges, resolution=0.5)
    fine = circles.communities(edges, resolution=3.0)

    assert len(set(coarse.values())) < len(set(fine.values()))
