"""Backups: one file that holds the database and the keys of an installation, checked before it counts.

A backup is a tar of the database (copied by SQLite itself, so that it is whole while weaktie runs), the
keys and a list of their digests; with a passphrase it is encrypted with age (scrypt recipient). A line with
the digest of all that ends the file.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import secrets
import shutil
import sqlite3
import tarfile
import tempfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import pyrage

from weaktie.adapters import home
from weaktie.core.refusal import Refused

DATABASE = "weaktie.sqlite3"
LIST = "contents.json"
AGE = b"age-encryption.org/"
SCRYPT = re.compile(rb"age-encryption\.org/v1\n-> scrypt \S{22} ([1-9][0-9]?)\n")
MOST_WORK = 22
"""Key derivation that is taken on, as a power of two: age takes what a second is enough for, 16 to 21."""

FOLDER = "backups"
"""In the data folder, where weaktie puts the backups that it makes by itself."""
BEFORE, DAMAGED = "before-", "damaged-"
"""How the names begin of backups made by itself, and of folders with what was no database any more."""
FORGOTTEN, FORGET_KEY = "forgotten.txt", "forget.key"
KEYS = ("django.key", "cookie.key")
KEPT = (DATABASE, FORGOTTEN, FORGET_KEY, *KEYS)
MOST_BYTES = 64 << 30
SEAL = b"\nweaktie sha256 "
SEAL_LENGTH = len(SEAL) + 65


class NotABackup(Refused):
    """The file is no backup of weaktie, is damaged, or the passphrase is wrong."""

    code = "not_a_backup"


class NeedsPassphrase(Refused):
    """The backup is encrypted."""

    code = "needs_passphrase"


def back_up(folder: Path, target: Path, *, passphrase: str = "", now: datetime) -> Path:
    """Write a verified backup of the data folder to `target` and return its path."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=f"{home.DRAFT}backup-") as draft:
        _copy_database(folder / DATABASE, Path(draft) / DATABASE)
        for name in KEPT[1:]:
            if (folder / name).exists():
                shutil.copyfile(folder / name, Path(draft) / name)
        packed = _packed(Path(draft), now)
        content = pyrage.passphrase.encrypt(packed, passphrase) if passphrase else packed
        target.parent.mkdir(parents=True, exist_ok=True)
        home.write_private(target, content + _seal(content))
    with opened(target, passphrase=passphrase, within=folder):
        return target


def restore(source: Path, folder: Path, *, passphrase: str = "") -> None:
    """Put a backup in the place of the data folder's database, in one transaction, once it proved whole.

    The list of forgotten people is joined, never replaced: an older backup does not bring them back.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=home.PRIVATE_FOLDER)
    with opened(source, passphrase=passphrase, within=folder) as found:
        _join_lines(found / FORGOTTEN, folder / FORGOTTEN)
        _join_lines(found / FORGET_KEY, folder / FORGET_KEY)
        for name in KEYS:
            if (found / name).exists() and not (folder / name).exists():
                home.write_private(folder / name, (found / name).read_bytes())
        _copy_pages(found / DATABASE, folder / DATABASE)


@contextmanager
def opened(source: Path, *, passphrase: str = "", within: Path | None = None) -> Iterator[Path]:
    """Unpack a backup into a private folder, check every byte, and clear it away after.

    `within` is where that folder is made: in a data folder what a crash leaves is private too, and swept.
    """
    content = _content(source, passphrase)
    with tempfile.TemporaryDirectory(dir=within, prefix=f"{home.DRAFT}restore-") as draft:
        folder = Path(draft)
        _unpack(content, folder)
        _check(folder)
        yield folder


def made_by_itself(folder: Path) -> list[Path]:
    """Return the backups in the data folder that nobody asked for, and what was moved out of the way."""
    place = folder / FOLDER
    return sorted((*place.glob(f"{BEFORE}*.weaktie"), *place.glob(f"{DAMAGED}*")))


def holds(source: Path, keys: Collection[tuple[str, str]], *, within: Path) -> bool:
    """Tell whether a backup without a passphrase holds one of these handles (kind, value)."""
    with opened(source, within=within) as found, closing(sqlite3.connect(found / DATABASE)) as database:
        kept = set(database.execute("SELECT kind, value FROM campaign_handle"))
    return not kept.isdisjoint(keys)


def applied(folder: Path) -> set[tuple[str, str]]:
    """Return the migrations, as (app, name), that an unpacked backup's database went through."""
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        return set(database.execute("SELECT app, name FROM django_migrations"))


def _copy_pages(source: Path, target: Path) -> None:
    """Copy a database over another in one transaction: who has the other open sees all of it or nothing."""
    with closing(sqlite3.connect(source)) as kept, closing(sqlite3.connect(target, timeout=20)) as live:
        kept.backup(live)
        live.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    target.chmod(home.PRIVATE_FILE)


def set_aside(folder: Path) -> Path:
    """Move what is no database any more into the folder of backups, and return where it is."""
    place = folder / FOLDER / f"{DAMAGED}{secrets.token_hex(4)}"
    place.mkdir(parents=True, mode=home.PRIVATE_FOLDER)
    for path in folder.glob(f"{DATABASE}*"):
        path.rename(place / path.name)
    return place


def _copy_database(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as database:
        database.execute("VACUUM INTO ?", (str(target),))


def _packed(folder: Path, now: datetime) -> bytes:
    names = sorted(path.name for path in folder.iterdir())
    contents = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    (folder / LIST).write_text(json.dumps({"made_at": now.isoformat(), "files": contents}))
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz", compresslevel=1) as archive:
        for name in [LIST, *names]:
            archive.add(folder / name, arcname=name)
    return buffer.getvalue()


def _seal(content: bytes) -> bytes:
    """Return the line that ends a backup: what damaged it is found before any key is derived."""
    return SEAL + hashlib.sha256(content).hexdigest().encode() + b"\n"


def _content(source: Path, passphrase: str) -> bytes:
    if not source.is_file():
        raise NotABackup(f"There is no file {source}.")
    sealed = source.read_bytes()
    content = sealed[:-SEAL_LENGTH]
    if sealed[-SEAL_LENGTH:] != _seal(content):
        raise NotABackup("This is not a backup of weaktie, or it is damaged; use another one.")
    if not content.startswith(AGE):
        return content
    if not passphrase:
        raise NeedsPassphrase("This backup is encrypted; give its passphrase with --passphrase-file.")
    work = SCRYPT.match(content)
    if work is None or int(work[1]) > MOST_WORK:
        raise NotABackup("This backup is damaged, or another program encrypted it.")
    try:
        decrypted: bytes = pyrage.passphrase.decrypt(content, passphrase)
    except pyrage.DecryptError as error:
        raise NotABackup("The passphrase is wrong.") from error
    return decrypted


def _unpack(content: bytes, folder: Path) -> None:
    """Take only the files that a backup holds, by their exact names."""
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as archive:
            for member in archive:
                if member.name in (LIST, *KEPT) and member.isreg() and member.size <= MOST_BYTES:
                    inside = archive.extractfile(member)
                    assert inside is not None
                    with (folder / member.name).open("wb") as out:
                        shutil.copyfileobj(inside, out)
    except (tarfile.TarError, zlib.error, EOFError, OSError, ValueError, ArithmeticError) as error:
        raise NotABackup("This is not a backup of weaktie, or it is damaged.") from error


def _check(folder: Path) -> None:
    try:
        listed = json.loads((folder / LIST).read_text())["files"]
        whole = all(
            hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
            for name, digest in listed.items()
        )
        with closing(sqlite3.connect(folder / DATABASE)) as database:
            sound = database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    except (OSError, ValueError, KeyError, AttributeError, TypeError, sqlite3.Error) as error:
        raise NotABackup("This is not a backup of weaktie, or it is damaged.") from error
    if not (whole and sound and DATABASE in listed):
        raise NotABackup("This backup is damaged; use another one.")


def _join_lines(found: Path, here: Path) -> None:
    """Add a backup's lines to a file's own, which stay first: digests are made under the first key."""
    lines = [line for path in (here, found) if path.exists() for line in path.read_text().split()]
    if lines:
        home.write_private(here, "\n".join(dict.fromkeys(lines)).encode())
