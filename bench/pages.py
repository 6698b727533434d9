"""Time weaktie's pages beside those of two peers that hold the same people, in one run.

    python -m bench.pages [--people 10000] [--rounds 40] [--without-peers]

One client on one connection per server, all servers on this machine, each page asked in turn. Then the import
of the same people, as a whole process.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import quote

from bench import book, fill, table
from bench.browsing import ROUNDS, WARM_UP, Browser, Page, Times, times
from bench.peers import Hermit, Kestrel, NotInstalled, Peer
from bench.processes import middle

PEOPLE = 10_000
IMPORTS = 3
AFTER_A_CHANGE = 5
SHARE_OF_PEER = 0.5
"""p95 is to be at most half of the better peer's."""

FASTER_IMPORT = 10
WEAKTIE = "weaktie"

Measured = list[tuple[Page, Times]]


@dataclass(frozen=True, slots=True)
class Sought:
    """What is searched for: one person by their whole name, a family name, an employer where many work."""

    person: str
    family: str
    employer: str

    @classmethod
    def among(cls, rows: Sequence[fill.Connection]) -> Sought:
        """Take the person in the middle of those in a book, and the largest employer."""
        one = rows[len(rows) // 2]
        employer, _ = Counter(row.company for row in rows).most_common(1)[0]
        return cls(one.name, one.family, employer)

    def searches(self) -> dict[str, str]:
        """Return what is typed, by the name of the search."""
        return {"find one": self.person, "a family name": self.family, "an employer": self.employer}


def compare(
    folder: Path,
    *,
    people: int = PEOPLE,
    rounds: int = ROUNDS,
    with_peers: bool = True,
    imports: int = IMPORTS,
    changes: int = AFTER_A_CHANGE,
) -> None:
    """Fill everybody with the same people and print the tables."""
    rows = fill.connections(people)
    sought = Sought.among(rows)
    paths = [fill.write_connections(folder / "Connections.csv", rows)]
    ours, seconds = import_ours(folder, paths, often=imports)
    peers, filled = _filled(folder, rows) if with_peers else ([], {})
    with ExitStack() as servers:
        browser = servers.enter_context(ours.serve())
        asked = our_pages(browser, sought)
        for peer in peers:
            asked += _their_pages(peer, servers.enter_context(peer.serve()), sought)
        found = list(zip(asked, times(asked, rounds=rounds), strict=True))
        fresh = after_a_change(ours, browser, often=changes)
    _print_pages(found, people=people, rounds=rounds, peers=peers)
    _print_fresh(fresh, people=people)
    _print_imports(seconds, filled, people=people, imports=imports)


def import_ours(folder: Path, paths: Sequence[Path], *, often: int) -> tuple[book.Book, float]:
    """Import the files several times, each into an empty folder; return the last book, the median of seconds.

    Five people in it were asked and have not answered.
    """
    runs = []
    for number in range(often):
        made = book.new(folder / f"weaktie-{number}")
        runs.append(made.run("import", *paths))
    made.say_whose()
    made.ask_five()
    return made, middle(runs).seconds


def our_pages(browser: Browser, sought: Sought) -> list[Page]:
    """Return weaktie's pages under the names that peers' pages are compared by."""
    addresses = {
        "list": "/people/",
        **{name: f"/people/?q={quote(text)}" for name, text in sought.searches().items()},
        "today": "/today/",
        "next": "/next/",
    }
    return [Page(WEAKTIE, name, browser, (path,)) for name, path in addresses.items()]


def after_a_change(ours: book.Book, browser: Browser, *, often: int) -> dict[str, float]:
    """Return the median seconds of the first request after the book has changed.

    The answer to "whom to ask" is kept while nothing changes; a tag is the smallest change.
    """
    taken: dict[str, list[float]] = {"today": [], "next": []}
    (person,) = ours.first(1)
    for number in range(often):
        for name, seconds in taken.items():
            ours.run("tag", f"{name}-{number}", person)
            seconds.append(browser.get(f"/{name}/").seconds)
    return {name: median(seconds) for name, seconds in taken.items()}


def _filled(folder: Path, rows: Sequence[fill.Connection]) -> tuple[list[Peer], dict[str, float]]:
    peers: list[Peer] = []
    seconds = {}
    for peer in (Hermit(folder / "hermit" / "book"), Kestrel(folder / "kestrel")):
        peer.folder.parent.mkdir(exist_ok=True)
        try:
            seconds[peer.name] = peer.fill(rows)
        except NotInstalled as reason:
            print(reason)
        else:
            peers.append(peer)
    return peers, seconds


def _their_pages(peer: Peer, browser: Browser, sought: Sought) -> list[Page]:
    searches = [
        Page(peer.name, name, browser, (peer.search(text),)) for name, text in sought.searches().items()
    ]
    return [*peer.pages(browser), *searches]


def _print_pages(found: Measured, *, people: int, rounds: int, peers: Sequence[Peer]) -> None:
    rows = []
    for page, ours in found:
        if page.site != WEAKTIE:
            continue
        theirs = [(other, took) for other, took in found if other.name == page.name and other.site != WEAKTIE]
        best = min((took.p95 for _, took in theirs), default=0.0)
        holds = table.verdict(ours.p95 <= SHARE_OF_PEER * best) if best else "no such page"
        rows.append((page.name, *_cells(page, ours), table.ratio(ours.p95, best), holds))
        rows += [("", *_cells(other, took), "", "") for other, took in theirs]
    table.show(
        f"Pages at {people:,} people, {rounds} requests each after {WARM_UP} to warm up",
        ("page", "program", "address", "p50", "p95", "size", "to the better peer", "bar: half"),
        rows,
        notes=(
            "weaktie shows 100 rows a page, the peers all that match. Kestrel answers JSON that the browser",
            "draws, the others whole pages. Today: Hermit's Home; Kestrel's Follow-Ups (two requests).",
            "Nobody else ranks whom to ask; Hermit's Home names whom to keep in touch with.",
        )
        if peers
        else (),
    )


def _cells(page: Page, took: Times) -> tuple[str, ...]:
    address = " + ".join(path.removesuffix("?profile_id=1") for path in page.paths)
    return page.site, address, table.ms(took.p50), table.ms(took.p95), f"{took.size / 1000:.0f} kB"


def _print_fresh(fresh: dict[str, float], *, people: int) -> None:
    rows = [(name, table.ms(seconds)) for name, seconds in fresh.items()]
    table.show(f"First request after a change, at {people:,} people (median)", ("page", "time"), rows)


def _print_imports(ours: float, theirs: dict[str, float], *, people: int, imports: int) -> None:
    rows = [(WEAKTIE, f"{ours:.2f} s", "", "")]
    for name, seconds in theirs.items():
        is_import = "hermit" in name
        bar = table.verdict(seconds >= FASTER_IMPORT * ours) if is_import else "no import: posted one by one"
        rows.append((name, f"{seconds:.1f} s", f"{seconds / ours:.1f} x", bar))
    table.show(
        f"Import of the same {people:,} people, whole process (weaktie: median of {imports})",
        ("program", "took", "weaktie is faster by", f"bar: {FASTER_IMPORT} x"),
        rows,
    )


def main() -> None:
    """Compare in a folder that is thrown away afterwards."""
    parser = argparse.ArgumentParser(prog="python -m bench.pages")
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--without-peers", action="store_true")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="weaktie-pages-") as folder:
        compare(Path(folder), people=wanted.people, rounds=wanted.rounds, with_peers=not wanted.without_peers)


if __name__ == "__main__":
    main()
