"""Write the files that fill a book: connections as LinkedIn exports them, and mail with some of them.

    python -m bench.fill --people 10000 --messages 8000 --out FOLDER

Everybody is invented and drawn from a seed; addresses end in .example.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from bench.identity_words import EMPLOYERS, FAMILY, GIVEN, MADE_UP_EMPLOYERS, MADE_UP_FAMILY, TITLES, TOWNS
from bench.mailbox import write_mailbox
from bench.mailbox_life import OWNER, Life

SEED = 7
HEADS = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
CONTACT_HEADS = (
    "First Name", "Last Name", "Organization Name", "Organization Title",
    "E-mail 1 - Label", "E-mail 1 - Value", "Phone 1 - Label", "Phone 1 - Value",
)  # fmt: skip
PREAMBLE = (
    "Notes:\n"
    '"When exporting your connection data, you may notice that some of the email addresses are missing."\n'
    "\n"
)
"""What stands above the table since 2022; here in one sentence."""

BYTES_A_MESSAGE = 1
"""No padding: growth is measured in messages, and the attachments of bench.mail are skipped unread anyway."""

LARGER = 0.7
"""How much larger the first employers are: 3 % of all work at the largest, most have one to three."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FIRST, _LAST = date(2010, 1, 1), date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Connection:
    """One row of Connections.csv; the address is "" for most."""

    given: str
    family: str
    slug: str
    email: str
    company: str
    position: str
    on: date

    @property
    def name(self) -> str:
        """Return the whole name."""
        return f"{self.given} {self.family}"

    @property
    def url(self) -> str:
        """Return the address of the profile."""
        return f"https://www.linkedin.com/in/{self.slug}"


def fill(folder: Path, *, people: int, messages: int, seed: int = SEED) -> list[Path]:
    """Write Connections.csv, and mail.mbox if there are messages, for so many different people in all.

    Half of those who write are connections too, known by their address: they count once.
    """
    folder.mkdir(parents=True, exist_ok=True)
    writers = correspondents(messages, seed) if messages else []
    both = writers[::2]
    rows = connections(people - len(writers) + len(both), seed=seed, known=both)
    paths = [write_connections(folder / "Connections.csv", rows)]
    if messages:
        paths.append(folder / "mail.mbox")
        with paths[-1].open("wb") as stream:
            write_mailbox(stream, messages=messages, seed=seed, body_bytes=BYTES_A_MESSAGE)
    return paths


def connections(people: int, *, seed: int = SEED, known: Sequence[str] = ()) -> list[Connection]:
    """Invent connections: some employers have many of them, most few; the first have the addresses given."""
    chance = random.Random(f"connections {seed}")
    employers = [*EMPLOYERS, *(f"{one} {town}" for one in MADE_UP_EMPLOYERS for town in TOWNS)]
    shares = list(accumulate((rank + 1) ** -LARGER for rank in range(len(employers))))
    families = (*FAMILY, *MADE_UP_FAMILY)
    days = (_LAST - _FIRST).days
    rows: dict[tuple[str, str, str], Connection] = {}
    while len(rows) < people:
        number = len(rows)
        email = known[number] if number < len(known) else ""
        given, family = _named(email) or (chance.choice(GIVEN), chance.choice(families))
        company = chance.choices(employers, cum_weights=shares)[0].title()
        on = _FIRST + timedelta(chance.randrange(days))
        made = Connection(given, family, f"in-{seed}-{number}", email, company, chance.choice(TITLES), on)
        # Two of one name at one employer would be one person to some programs.
        rows.setdefault((given, family, company), made)
    return list(rows.values())


def correspondents(messages: int, seed: int = SEED) -> list[str]:
    """Return the addresses of the people who write in a mailbox of so many messages."""
    written = Life(random.Random(seed), messages).messages()
    people = {message.sender for message in written if message.kind == "person"}
    return sorted(people - {OWNER})


def write_connections(path: Path, rows: Sequence[Connection], *, preamble: str = PREAMBLE) -> Path:
    """Write Connections.csv as it is downloaded, or without what stands above the table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(preamble)
        table = csv.writer(file, lineterminator="\n")
        table.writerow(HEADS)
        table.writerows(_cells(rows))
    return path


def write_contacts(path: Path, rows: Sequence[Connection]) -> Path:
    """Write the same people as an address book of Google's, each with an address and a phone number."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(CONTACT_HEADS)
        for number, row in enumerate(rows):
            email = row.email or f"{row.slug}@post.example"
            phone = f"+351 21 {number:07d}"
            table.writerow(
                (row.given, row.family, row.company, row.position, "* Work", email, "Mobile", phone)
            )
    return path


def _cells(rows: Sequence[Connection]) -> Iterator[Sequence[str]]:
    for row in rows:
        on = f"{row.on.day:02d} {_MONTHS[row.on.month - 1]} {row.on.year}"
        yield row.given, row.family, row.url, row.email, row.company, row.position, on


def _named(email: str) -> tuple[str, str] | None:
    """Return the names that an address spells."""
    parts = email.partition("@")[0].split(".")
    return (parts[0].title(), parts[1].title()) if len(parts) == 3 else None


def main() -> None:
    """Write the files asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.fill")
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--messages", type=int, default=0)
    parser.add_argument("--out", type=Path, required=True)
    wanted = parser.parse_args()
    for path in fill(wanted.out, people=wanted.people, messages=wanted.messages):
        print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
