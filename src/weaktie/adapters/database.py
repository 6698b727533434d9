"""How the database is opened: SQLite that keeps what it said it saved, or PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.db import connection

from weaktie.adapters.home import locked

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA cell_size_check=ON",
    "PRAGMA fullfsync=ON",
    "PRAGMA checkpoint_fullfsync=ON",
    "PRAGMA cache_size=-32000",
    "PRAGMA temp_store=MEMORY",
)
NO_CHECKPOINT = "PRAGMA wal_autocheckpoint=0"


def has_wal_reset_bug(version: tuple[int, ...]) -> bool:
    """Tell whether this SQLite may lose commits when two connections share a WAL file.

    Versions 3.7.0 to 3.51.2 are affected but for the backports 3.44.6 and 3.50.7 (sqlite.org/wal.html).
    """
    mended_from = {(3, 44): 6, (3, 50): 7}.get((version[0], version[1]))
    if mended_from is not None and version[2] >= mended_from:
        return False
    return (3, 7, 0) <= version < (3, 51, 3)


def settings(address: str, home: Path) -> dict[str, object]:
    """Return Django's settings for a postgresql:// address, or for SQLite in the data folder."""
    if address:
        return _postgresql(address)
    pragmas = list(PRAGMAS)
    if has_wal_reset_bug(sqlite3.sqlite_version_info):
        pragmas.append(NO_CHECKPOINT)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": home / "weaktie.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": ";".join(pragmas),
        },
        "CONN_MAX_AGE": None,
    }


def insert(table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Insert many rows at once; rows that a unique constraint already holds are left as they are."""
    names = ", ".join(f'"{column}"' for column in columns)
    places = ", ".join(["%s"] * len(columns))
    # Table and columns are names in this program, never input.
    statement = f'INSERT INTO "{table}" ({names}) VALUES ({places}) ON CONFLICT DO NOTHING'  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)  # type: ignore[arg-type]


def update(table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Change many rows at once; each row of values ends with the id of the row it is for."""
    places = ", ".join(f'"{column}" = %s' for column in columns)
    statement = f'UPDATE "{table}" SET {places} WHERE "id" = %s'  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)  # type: ignore[arg-type]


def new_ids(table: str, count: int) -> range | list[int]:
    """Return ids for rows about to be inserted; call it inside the transaction that inserts them."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [table, count],
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
        first = (row[0] if row else 0) + 1
        return range(first, first + count)


def checkpoint() -> bool:
    """Fold SQLite's log into the database file, one process at a time; tell whether nothing is left of it.

    On versions with the WAL-reset bug nothing checkpoints by itself (see PRAGMAS); this does, under a lock
    that every process of this data folder takes.
    """
    if not _is_in_a_file() or connection.in_atomic_block:
        return False
    with locked(_beside("checkpoint")), connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, _, _ = cursor.fetchone()
    return not busy


def owe_scrub() -> None:
    """Note that bytes are about to be left behind, so that a crash does not leave them for good."""
    if _is_in_a_file():
        _beside("scrub").touch(mode=0o600)


def owes_scrub() -> bool:
    """Tell whether bytes of what was deleted may still be in the file."""
    return _is_in_a_file() and _beside("scrub").exists()


def scrub() -> None:
    """Make sure that what was deleted is gone from the file and its log, not only from the tables.

    What somebody else's reading holds up is still owed, and is made up for later (`owes_scrub`).
    """
    if not _is_in_a_file() or connection.in_atomic_block:
        return
    checkpoint()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
    if checkpoint():
        _beside("scrub").unlink(missing_ok=True)


def _is_in_a_file() -> bool:
    """Tell whether the database is SQLite's and has files beside it; one in memory has none."""
    name = str(connection.settings_dict["NAME"])
    return connection.vendor == "sqlite" and name != ":memory:" and not name.startswith("file:")


def _beside(name: str) -> Path:
    return Path(str(connection.settings_dict["NAME"])).with_suffix(f".{name}")


def chunks(values: Iterable[int], size: int = 900) -> Iterator[list[int]]:
    """Yield values in lists that one query may name; SQLite's older limit is 999."""
    some = list(values)
    for start in range(0, len(some), size):
        yield some[start : start + size]


def day(value: date | None) -> str | date | None:
    """Return a date as this database's driver takes it in raw statements."""
    return value if value is None or connection.vendor == "postgresql" else value.isoformat()


def _postgresql(address: str) -> dict[str, object]:
    parts = urlsplit(address)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
    }
