"""Measure who-is-who: precision of what is joined without asking, recall of joined and proposed together.

python -m bench.identities            held-back seeds, public data if there, speed
python -m bench.identities 1 2 3      other seeds (1 to 20 served to choose constants)
"""

from __future__ import annotations

import csv
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from bench.identity_people import Network, World, network
from weaktie.core.identity import Mention, Proposal, Resolution, resolve
from weaktie.core.names import parse

HELD_BACK = range(101, 111)
PUBLIC = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "dedupe"

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of pairs of mentions, and how long it took in seconds."""

    mentions: int
    true_pairs: int
    joined: int
    joined_right: int
    found: int
    proposals: int
    proposals_right: int
    seconds: float

    @property
    def precision(self) -> float:
        """Return the share of joined pairs that are one person."""
        return self.joined_right / self.joined if self.joined else 1.0

    @property
    def recall_joined(self) -> float:
        """Return the share of true pairs that were joined without asking."""
        return self.joined_right / self.true_pairs if self.true_pairs else 1.0

    @property
    def recall(self) -> float:
        """Return the share of true pairs that were joined or proposed."""
        return self.found / self.true_pairs if self.true_pairs else 1.0


def measure(made: Network, resolver: Callable[[Sequence[Mention]], Resolution] = resolve) -> Figures:
    """Resolve a network and compare with its truth."""
    started = time.perf_counter()
    resolution = resolver(made.mentions)
    seconds = time.perf_counter() - started

    group_of = {member: number for number, group in enumerate(resolution.groups) for member in group}
    joined = [pair for group in resolution.groups for pair in combinations(group, 2)]
    true_pairs = list(_true_pairs(made.truth))
    proposed = {_ends(group_of, proposal) for proposal in resolution.proposals}
    found = sum(_is_found(group_of, proposed, pair) for pair in true_pairs)
    right = sum(made.truth[proposal.a] == made.truth[proposal.b] for proposal in resolution.proposals)
    joined_right = sum(made.truth[a] == made.truth[b] for a, b in joined)
    return Figures(
        len(made.mentions), len(true_pairs), len(joined), joined_right, found, len(proposed), right, seconds
    )


def _true_pairs(truth: Sequence[int]) -> Iterable[Pair]:
    mentions_of: dict[int, list[int]] = defaultdict(list)
    for mention, person in enumerate(truth):
        mentions_of[person].append(mention)
    for mentions in mentions_of.values():
        yield from combinations(mentions, 2)


def _ends(group_of: dict[int, int], proposal: Proposal) -> Pair:
    one, other = sorted((group_of[proposal.a], group_of[proposal.b]))
    return one, other


def _is_found(group_of: dict[int, int], proposed: set[Pair], pair: Pair) -> bool:
    one, other = sorted((group_of[pair[0]], group_of[pair[1]]))
    return one == other or (one, other) in proposed


def by_name_alone(mentions: Sequence[Mention]) -> Resolution:
    """Join whoever has the same name and nothing else: what a naive merge does, and the bars must catch."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for mention in mentions:
        tokens = parse(mention.name).tokens
        groups[tokens or ("", str(mention.id))].append(mention.id)
    return Resolution(tuple(tuple(group) for group in groups.values()), (), ())


def public_people(path: Path) -> Network:
    """Return a public file of duplicates as the rows of one address book; rows may lack anything."""
    made = Network()
    clusters: dict[str, int] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, skipinitialspace=True):
            cluster = row.get("cluster") or "-".join(row["rec_id"].split("-")[:2])
            made.add(clusters.setdefault(cluster, len(clusters)), _public_row(row))
    return made


def _public_row(row: dict[str, str]) -> Mention:
    name = f"{row.get('first_name') or row.get('given_name') or ''} {row['surname']}".strip()
    email = (row.get("email") or "").strip().lower()
    is_address = email.count("@") == 1 and "." in email.partition("@")[2]
    return Mention(
        0,
        " ".join(name.split()),
        emails=(email,) if is_address else (),
        born=row.get("dob") or row.get("date_of_birth") or "",
        place=(row.get("city") or row.get("suburb") or "").lower(),
        source="google",
        file=1,
    )


def crowd(people: int, seed: int = 7) -> Network:
    """Return a large network for measuring speed: two or three mentions a person."""
    world = World(people=people, connected=0.8, in_book=0.75, in_mailbox=0.8)
    return network(seed, world)


def row(name: str, figures: Figures) -> str:
    """Return one line of the table."""
    wrong = figures.joined - figures.joined_right
    found = f"{figures.precision:>9.4f} {wrong:>5} {figures.recall:>7.3f} {figures.recall_joined:>7.3f}"
    asked = f"{figures.proposals:>6} {figures.proposals_right:>6}"
    return f"{name:<28} {figures.mentions:>6} {found} {asked} {figures.seconds:>6.2f}"


_HEAD = f"{'':<28}   rows precision wrong  recall  joined  asked  right      s"


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    seeds = [int(argument) for argument in arguments] or list(HELD_BACK)
    print(_HEAD)
    for seed in seeds:
        print(row(f"seed {seed}", measure(network(seed))))
    print(row(f"seed {seeds[0]}, by name alone", measure(network(seeds[0]), by_name_alone)))
    if arguments:
        return
    for path in sorted(PUBLIC.glob("*.csv")):
        print(row(path.stem[:27], measure(public_people(path))))
    for people in (3000, 12000):
        print(row(f"{people} people", measure(crowd(people))))


if __name__ == "__main__":
    main(sys.argv[1:])
