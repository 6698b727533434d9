"""What may be wrong with an installation, and how to mend it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import DatabaseError, connection

from weaktie.adapters import database, parsing

SYNCED = ("Dropbox", "OneDrive", "iCloud Drive", "Mobile Documents", "Google Drive", "Nextcloud", "pCloud")
NETWORK = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs")
LEAST_FREE = 500 << 20

RESTORE = "Put a backup back: weaktie restore FILE. The folder backups has those that weaktie made by itself."
WANTED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `level` is fine, note or wrong; `mend` says what to do about it."""

    code: str
    level: str
    says: str
    mend: str = ""


def examine(home: Path) -> list[Finding]:
    """Look at the data folder, the database and this machine."""
    looks = (_python, _folder, _place, _space, _sqlite, _database, _walls)
    return [finding for look in looks for finding in look(home)]


def _python(home: Path) -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    if (3, 11) <= sys.version_info[:2] <= (3, 13):
        yield Finding("PYTHON", "fine", f"Python {version}.")
    else:
        yield Finding("PYTHON", "note", f"Python {version} is not tested.", "Use Python 3.11, 3.12 or 3.13.")


def _folder(home: Path) -> Iterator[Finding]:
    if os.name != "posix":
        return
    mode = stat.S_IMODE(home.stat().st_mode)
    if mode & 0o077:
        says = f"Others on this machine can look into {home}."
        yield Finding("FOLDER_OPEN", "wrong", says, f"Run: chmod 700 {home}")
    else:
        yield Finding("FOLDER", "fine", f"The data folder {home} is yours alone.")


def _place(home: Path) -> Iterator[Finding]:
    if synced := next((part for part in home.parts if part in SYNCED), None):
        yield Finding(
            "SYNCED_FOLDER", "wrong",
            f"The data folder lies in {synced}, which copies the database while it is being written.",
            "Move it out, then set WEAKTIE_HOME to where it is.",
        )  # fmt: skip
    if (kind := _file_system(home)) in NETWORK:
        yield Finding(
            "NETWORK_FOLDER", "wrong",
            f"The data folder lies on a network drive ({kind}), where SQLite cannot lock.",
            "Move it to a disk of this machine, then set WEAKTIE_HOME to where it is.",
        )  # fmt: skip


def _file_system(folder: Path) -> str:
    """Return the kind of file system that a folder lies on, as Linux tells it; empty elsewhere."""
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return ""
    best = ("", "")
    for line in mounts.read_text().splitlines():
        _, point, kind, *_ = line.split()
        if folder.is_relative_to(point) and len(point) > len(best[0]):
            best = (point, kind)
    return best[1]


def _space(home: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(home).free
    if free < LEAST_FREE:
        says = f"Only {free >> 20} MB are free where the data folder lies."
        yield Finding("LITTLE_SPACE", "wrong", says, "Free some before importing.")


def _sqlite(home: Path) -> Iterator[Finding]:
    if connection.vendor != "sqlite":
        yield Finding("POSTGRESQL", "fine", "The database is PostgreSQL.")
    elif database.has_wal_reset_bug(sqlite3.sqlite_version_info):
        yield Finding(
            "WAL_RESET", "note",
            f"SQLite {sqlite3.sqlite_version} may lose commits when two programs write at once.",
            "weaktie works round it with one locked checkpoint at a time; SQLite 3.51.3 has it mended.",
        )  # fmt: skip
    else:
        yield Finding("SQLITE", "fine", f"SQLite {sqlite3.sqlite_version}.")


def _database(home: Path) -> Iterator[Finding]:
    if connection.vendor != "sqlite":
        return
    try:
        yield from (*_pragmas(), *_sound())
    except DatabaseError as error:
        yield Finding("DAMAGED", "wrong", f"The database cannot be read ({error}).", RESTORE)


def _pragmas() -> Iterator[Finding]:
    for name, wanted in _expected().items():
        found = _ask(f"PRAGMA {name}")
        if found != wanted:
            says = f"The database is open with {name}={found} instead of {wanted}."
            yield Finding("PRAGMA", "wrong", says, "Reinstall weaktie; its settings were changed.")


def _expected() -> dict[str, object]:
    if database.has_wal_reset_bug(sqlite3.sqlite_version_info):
        return {**WANTED, "wal_autocheckpoint": 0}
    return dict(WANTED)


def _sound() -> Iterator[Finding]:
    if _ask("PRAGMA quick_check") != "ok":
        yield Finding("DAMAGED", "wrong", "The database is damaged.", RESTORE)
    elif _ask("PRAGMA foreign_key_check") is not None:
        yield Finding("DAMAGED", "wrong", "The database points at rows that are not there.", RESTORE)
    else:
        yield Finding("SOUND", "fine", "The database is sound.")


def _ask(statement: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        row = cursor.fetchone()
    return row[0] if row else None


def _walls(home: Path) -> Iterator[Finding]:
    walls = parsing.walls()
    names = ", ".join(sorted(walls))
    if {"landlock", "seccomp"} & walls:
        yield Finding("WALLS", "fine", f"Files are read behind: {names}.")
    else:
        yield Finding("WALLS", "note", f"Files are read behind: {names}.", "Linux has stronger walls.")
