"""How weaktie's times grow with the book: pages, whom to ask, the network as a picture.

    python -m bench.growth [--rounds 40]

Books of 3,000 people and 8,000 messages, of 10,000 and 27,000, of 30,000 and 80,000, filled through the real
importers and served by the real server, all at once so that whatever else the machine does meets all alike.
"""

from __future__ import annotations

import argparse
import json
import math
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench import book, fill, inside, table
from bench.browsing import ROUNDS, WARM_UP, Page, Times, times
from bench.pages import AFTER_A_CHANGE, Sought, after_a_change, our_pages
from bench.processes import Took

SIZES = ((3_000, 8_000), (10_000, 27_000), (30_000, 80_000))
"""People and messages; the first and the last are compared."""

PICTURE = 5_000
MOST_GROWTH = 1.5
MOST_PICTURE = 10
RANKINGS = 5
TARGETS = ("Larkspur Foods", "Harbour Health", "Osprey Robotics", "Data Engineer", "Research")


@dataclass(frozen=True, slots=True)
class Filled:
    """A book with so many people and messages, what its import took, and what to search in it."""

    book: book.Book
    people: int
    messages: int
    took: Took
    found: int
    sought: Sought

    @property
    def name(self) -> str:
        """Return its size in words."""
        return f"{self.people:,} + {self.messages:,}"


def compare(
    folder: Path,
    *,
    sizes: Sequence[tuple[int, int]] = SIZES,
    picture: int = PICTURE,
    rounds: int = ROUNDS,
    changes: int = AFTER_A_CHANGE,
) -> None:
    """Fill the books and print the tables."""
    books = [filled(folder / str(people), people, messages) for people, messages in sizes]
    table.show(
        "Books, each imported in one command",
        ("people + messages asked for", "people found", "import", "computing"),
        [(one.name, f"{one.found:,}", f"{one.took.seconds:.1f} s", f"{one.took.cpu:.1f} s") for one in books],
    )
    _print_pages([books[0], books[-1]], rounds=rounds, changes=changes)
    _print_rankings(books)
    _print_picture(filled(folder / "picture", picture, sizes[0][1]), rounds=rounds)


def filled(folder: Path, people: int, messages: int) -> Filled:
    """Import connections and mail into a new book, and name targets."""
    paths = fill.fill(folder / "exports", people=people, messages=messages)
    made = book.new(folder / "book")
    made.say_whose()
    took = made.run("import", "--json", *paths)
    made.run("target", "add", *TARGETS)
    found = json.loads(took.output)["people"]
    return Filled(made, people, messages, took, found, Sought.among(fill.connections(people)))


def _print_pages(books: Sequence[Filled], *, rounds: int, changes: int) -> None:
    with ExitStack() as servers:
        browsers = [servers.enter_context(one.book.serve()) for one in books]
        asked = [our_pages(browser, one.sought) for one, browser in zip(books, browsers, strict=True)]
        pages = [page for pair in zip(*asked, strict=True) for page in pair]
        took = times(pages, rounds=rounds)
        fresh = [
            after_a_change(one.book, browser, often=changes)
            for one, browser in zip(books, browsers, strict=True)
        ]
    small, large = books
    rows = [_grown(pages[n], took[n], took[n + 1]) for n in range(0, len(pages), 2)]
    rows += [
        (
            f"{name}, first after a change",
            table.ms(before),
            table.ms(fresh[1][name]),
            f"{fresh[1][name] / before:.2f} x",
            "",
        )
        for name, before in fresh[0].items()
    ]
    table.show(
        f"Pages: p95 of {rounds} requests after {WARM_UP} to warm up",
        ("page", small.name, large.name, "grows by", f"bar: {MOST_GROWTH} x"),
        rows,
        notes=(
            "The answer to whom to ask is kept in memory while nothing changes, so that Today and next are",
            f"warm in the first lines; the last are medians of {changes} first requests after a change each.",
        ),
    )


def _grown(page: Page, small: Times, large: Times) -> tuple[str, ...]:
    growth = large.p95 / small.p95
    bar = "" if page.name == "next" else table.verdict(growth <= MOST_GROWTH)
    return page.name, table.ms(small.p95), table.ms(large.p95), f"{growth:.2f} x", bar


def _print_rankings(books: Sequence[Filled]) -> None:
    seconds = [median(inside.ranking(one.book.home, often=RANKINGS)) for one in books]
    first, last = books[0].people, books[-1].people
    allowed = last * math.log(last) / (first * math.log(first))
    rows = [
        (one.name, table.ms(took), f"{took / (one.people * math.log(one.people)) * 1e9:.0f} ns")
        for one, took in zip(books, seconds, strict=True)
    ]
    growth = seconds[-1] / seconds[0]
    table.show(
        f"Whom to ask, ranked anew: median of {RANKINGS} in one process",
        ("people + messages", "time", "per n log n"),
        rows,
        notes=(f"grows by {growth:.1f} x; n log n by {allowed:.1f} x: {table.verdict(growth <= allowed)}",),
    )


def _print_picture(one: Filled, *, rounds: int) -> None:
    with one.book.serve() as browser:
        pages = [Page("weaktie", name, browser, (f"/{name}/",)) for name in ("people", "network")]
        people, picture = times(pages, rounds=rounds)
    slower = picture.p95 / people.p95
    table.show(
        f"The network of {one.people:,} people as a picture, p95 of {rounds} requests",
        ("page", "p50", "p95", "size"),
        [
            (name, table.ms(took.p50), table.ms(took.p95), f"{took.size / 1000:.0f} kB")
            for name, took in (("list of people", people), ("picture", picture))
        ],
        notes=(f"{slower:.1f} x the list; bar: {MOST_PICTURE} x: {table.verdict(slower <= MOST_PICTURE)}",),
    )


def main() -> None:
    """Compare in a folder that is thrown away afterwards."""
    parser = argparse.ArgumentParser(prog="python -m bench.growth")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="weaktie-growth-") as folder:
        compare(Path(folder), rounds=wanted.rounds)


if __name__ == "__main__":
    main()
