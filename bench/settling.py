"""How much of an import of 30,000 people goes into working out who is who.

    python -m bench.settling [--people 30000]

LinkedIn's connections, and an address book that holds every third of them, in one import.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from bench import book, fill, inside, table

PEOPLE = 30_000
MOST = 2.0
"""Who is who is to take less than so many times what the rest of the import takes."""


def compare(folder: Path, *, people: int = PEOPLE) -> dict[str, float]:
    """Import once, print where the time went, and return the seconds."""
    rows = fill.connections(people)
    paths = [
        fill.write_connections(folder / "Connections.csv", rows),
        fill.write_contacts(folder / "contacts.csv", rows[::3]),
    ]
    made = book.new(folder / "book")
    made.say_whose()
    took = inside.importing(made.home, paths)
    whole, settled, resolved = took["import"], took["settle"], took["resolve"]
    rest = whole - settled
    table.show(
        f"Import of {people:,} connections and an address book with {len(rows[::3]):,} of them",
        ("part", "time", "to reading and storing"),
        [
            ("reading and storing the rows", f"{rest:.2f} s", ""),
            ("who is who, ties, circles: written down", f"{settled:.2f} s", table.ratio(settled, rest)),
            ("of which comparing who is who", f"{resolved:.2f} s", table.ratio(resolved, rest)),
            ("all", f"{whole:.2f} s", table.ratio(whole, rest)),
        ],
        notes=(
            f"{made.people():,} people afterwards. Comparing in less than {MOST:.0f} x the rest: "
            f"{table.verdict(resolved < MOST * (whole - resolved))}; with all that follows: "
            f"{table.verdict(settled < MOST * rest)}",
        ),
    )
    return took


def main() -> None:
    """Compare in a folder that is thrown away afterwards."""
    parser = argparse.ArgumentParser(prog="python -m bench.settling")
    parser.add_argument("--people", type=int, default=PEOPLE)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="weaktie-settling-") as folder:
        compare(Path(folder), people=wanted.people)


if __name__ == "__main__":
    main()
