"""How good is the choice of a set, and what does it widen? Run: .venv/bin/python -m bench.covering

Two tables. Small networks are solved exactly by trying every set, so that the lazy greedy of `core.covering`
can be measured as a share of the optimum; a planted defect (the same scores without marginal gains) must fall
under the bar. On larger networks the circles covered by ten people are counted beside three simple lists.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import mean

from weaktie.core.candidates import Goal
from weaktie.core.covering import Cover, Option, choose, worth
from weaktie.core.field import CIRCLE, OWN, SPREAD

SMALL_NETWORKS = 100
MOST_PEOPLE = 20
MOST_CHOSEN = 5
LEAST_MEAN = 0.97
LEAST = 0.85

LARGE_NETWORKS = 20
LARGE = (200, 1000, 5000)
TEN = 10
FIRST_SEED = 20261123

GOAL = Goal.DISCOVER


@dataclass(frozen=True, slots=True)
class Network:
    """People to choose from, how strong the tie to each is (0 to 1), and what each circle is worth."""

    options: tuple[Option, ...]
    strengths: Mapping[int, float]
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Shares:
    """Worth as shares of the optimum, one for each network."""

    greedy: tuple[float, ...]
    without_gains: tuple[float, ...]


def network(people: int, seed: int) -> Network:
    """Return a fictional network: few large circles, many small ones, close ties crowded in the large ones.

    In some networks everybody is as good as everybody else (an export of connections alone), in some not.
    """
    chance = random.Random(seed)
    places = max(3, people // 4)
    unevenness = chance.choice((0.0, 0.2, 0.5))
    options, strengths, weights = [], {}, dict[str, float]()
    for person in range(1, people + 1):
        circles = _circles(chance, places, people)
        strength = chance.betavariate(1.2, 3) if circles[0] != "employer:0" else chance.betavariate(2, 2)
        # Who is closer is likelier to talk; the rest of the merit (relevance, news) is anybody's.
        merit = (0.2 + 0.3 * strength * (unevenness > 0)) * chance.lognormvariate(0, unevenness)
        options.append(Option(person, merit, circles))
        strengths[person] = strength
        weights.update({circle: CIRCLE[circle.split(":")[0]] * SPREAD[GOAL] for circle in circles})
    return Network(tuple(options), strengths, weights)


def _circles(chance: random.Random, places: int, people: int) -> tuple[str, ...]:
    """Return where somebody works, in what threads they are, where they worked before and studied.

    Who works at one place is mostly seen in the same threads: one colleague brings what the next would.
    """
    here, before = (min(int(chance.paretovariate(0.9)) - 1, places - 1) for _ in range(2))
    found = [f"employer:{here}"]
    if chance.random() < 0.7:
        found.append(f"community:{here}")
    if chance.random() < 0.6:
        found.append(f"department:{here}/{chance.randrange(2)}")
    if chance.random() < 0.2 and before != here:
        found.append(f"employer:{before}")
    if chance.random() < 0.2:
        found.append(f"school:{chance.randrange(max(2, people // 10))}")
    return tuple(found)


def optimum(net: Network, count: int) -> float:
    """Return the worth of the best set, by trying every one."""
    return max(worth(chosen, net.weights, OWN[GOAL]) for chosen in combinations(net.options, count))


def greedy(net: Network, count: int) -> list[Option]:
    """Return the list as weaktie makes it."""
    return [choice.option for choice in choose(net.options, net.weights, count, OWN[GOAL])]


def without_gains(net: Network, count: int) -> list[Option]:
    """Return the planted defect: everybody scored as if alone, nobody above looked at."""
    alone = Cover(net.weights, OWN[GOAL])
    return sorted(net.options, key=lambda option: (-alone.gain(option), option.id))[:count]


def shares(networks: int = SMALL_NETWORKS, first_seed: int = FIRST_SEED) -> Shares:
    """Solve small networks exactly and return what greedy and the defect reach."""
    good, bad = [], []
    for seed in range(first_seed, first_seed + networks):
        sizes = random.Random(seed)
        people, count = sizes.randint(8, MOST_PEOPLE), sizes.randint(2, MOST_CHOSEN)
        net = network(people, seed)
        best = optimum(net, count)
        good.append(worth(greedy(net, count), net.weights, OWN[GOAL]) / best)
        bad.append(worth(without_gains(net, count), net.weights, OWN[GOAL]) / best)
    return Shares(tuple(good), tuple(bad))


def holds(values: Sequence[float]) -> bool:
    """Say whether the bar is met: mean at least 0.97 of the optimum, least at least 0.85."""
    return mean(values) >= LEAST_MEAN and min(values) >= LEAST


def covered(chosen: Sequence[Option]) -> int:
    """Count the circles that a list covers."""
    return len({circle for option in chosen for circle in option.circles})


def lists(net: Network, seed: int) -> dict[str, list[Option]]:
    """Return ten people by each way of choosing."""
    strength = net.strengths
    by: Callable[[Option], tuple[float, int]] = lambda option: (strength[option.id], option.id)  # noqa: E731
    return {
        "weaktie": greedy(net, TEN),
        "ten strongest": sorted(net.options, key=by, reverse=True)[:TEN],
        "ten random": random.Random(seed).sample(net.options, TEN),
        "ten weakest": sorted(net.options, key=by)[:TEN],
    }


def coverage(people: int, networks: int = LARGE_NETWORKS, first_seed: int = FIRST_SEED) -> dict[str, float]:
    """Return the mean number of circles covered by ten people, by way of choosing."""
    counts: dict[str, list[int]] = {}
    for seed in range(first_seed, first_seed + networks):
        for name, chosen in lists(network(people, seed), seed).items():
            counts.setdefault(name, []).append(covered(chosen))
    return {name: mean(values) for name, values in counts.items()}


def main() -> None:
    """Print both tables."""
    found = shares()
    print(
        f"Share of the optimum: {SMALL_NETWORKS} networks of 8 to {MOST_PEOPLE} people, seed {FIRST_SEED} on"
    )
    for name, values in (("lazy greedy", found.greedy), ("without marginal gains", found.without_gains)):
        verdict = "holds" if holds(values) else "falls under the bar"
        print(f"  {name:24} mean {mean(values):.4f}  least {min(values):.4f}  {verdict}")
    print(f"Circles covered by {TEN} people, mean of {LARGE_NETWORKS} networks")
    for people in LARGE:
        row = "  ".join(f"{name} {value:.1f}" for name, value in coverage(people).items())
        print(f"  {people:5} people: {row}")


if __name__ == "__main__":
    main()
