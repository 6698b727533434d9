"""Time every page of the fictional seeker's book beside her list of people, in one run.

    python -m bench.demo [--rounds 40]

Bar: no page takes more than twice the list at p95.
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from bench import book, table
from bench.browsing import ROUNDS, WARM_UP, Browser, Page, Times, times

LIST = "/people/"
MOST = 2.0
PLAIN = (
    LIST, "/today/", "/next/", "/conversations/", "/chain/", "/chain/?as=list", "/promises/", "/targets/",
    "/week/", "/end/", "/network/", "/duplicates/", "/import/", "/settings/", "/find/?q=ring",
)  # fmt: skip
OF_ONE = {
    "campaign_person": ("/people/{}/", "/people/{}/compose/"),
    "campaign_target": ("/targets/{}/",),
    "campaign_introduction": ("/introductions/{}/",),
    "campaign_referral": ("/referrals/{}/",),
}
"""Addresses of one row, by its table; the row that most is known of is taken."""

MOST_KNOWN = "SELECT person_id FROM campaign_conversation GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
HELD = "SELECT id FROM campaign_conversation WHERE ended_at IS NOT NULL ORDER BY ended_at DESC LIMIT 1"
AHEAD = "SELECT id FROM campaign_conversation WHERE started_at IS NULL AND cancelled_at IS NULL LIMIT 1"


def places(home: Path) -> list[str]:
    """Return the addresses of every page there is to see in this book."""
    with closing(sqlite3.connect(home / "weaktie.sqlite3")) as database:

        def one(query: str) -> int:
            return int(database.execute(query).fetchone()[0])

        found = [*PLAIN, *(address.format(one(MOST_KNOWN)) for address in OF_ONE["campaign_person"])]
        for name, addresses in OF_ONE.items():
            if name != "campaign_person":
                row = one(f"SELECT min(id) FROM {name}")  # noqa: S608 - our own names
                found += [address.format(row) for address in addresses]
        held, ahead = one(HELD), one(AHEAD)
    found += [f"/conversations/{held}/", f"/conversations/{held}/debrief/", f"/followups/{held}/thanks/"]
    return [
        *found,
        f"/conversations/{ahead}/",
        f"/conversations/{ahead}/brief/",
        f"/conversations/{ahead}/live/",
    ]


def measure(browser: Browser, addresses: list[str], rounds: int) -> list[tuple[str, Times]]:
    """Return how long each page takes."""
    pages = [Page("weaktie", address, browser, (address,)) for address in addresses]
    return list(zip(addresses, times(pages, rounds=rounds), strict=True))


def main() -> None:
    """Load the fictional seeker, time her pages, print them beside the list."""
    parser = argparse.ArgumentParser(prog="python -m bench.demo")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="weaktie-demo-") as folder:
        hers = book.new(Path(folder) / "home")
        hers.run("demo")
        with hers.serve() as browser:
            found = measure(browser, places(hers.home), wanted.rounds)
    most = MOST * dict(found)[LIST].p95
    rows = [
        (address, table.ms(took.p50), table.ms(took.p95), table.ratio(took.p95, most / MOST),
         table.verdict(took.p95 <= most))
        for address, took in sorted(found, key=lambda one: -one[1].p95)
    ]  # fmt: skip
    table.show(
        f"Pages of the fictional seeker, {wanted.rounds} requests each after {WARM_UP} to warm up",
        ("page", "p50", "p95", "to the list", "bar: 2 x"),
        rows,
    )


if __name__ == "__main__":
    main()
