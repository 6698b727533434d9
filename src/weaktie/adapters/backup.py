"""Backups: one file that holds the database and the keys of an installation, checked before it counts.

A backup is a tar of the database (copied by SQLite itself, so that it is whole while weaktie runs), the
keys and a list of their digests; with a passphrase it is encrypted with age (scrypt recipient).
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import pyrage

from weaktie.adapters import home
from weaktie.core.refusal import Refused

DATABASE = "weaktie.sqlite3"
LIST = "contents.json"
AGE = b"age-encryption.org/"
KEPT = (DATABASE, "forgotten.txt", "forget.key", "django.key", "cookie.key")
MOST_BYTES = 64 << 30


class NotABackup(Refused):
    """The file is no backup of weaktie, is damaged, or the passphrase is wrong."""

    code = "not_a_backup"


class NeedsPassphrase(Refused):
    """The backup is encrypted."""

    code = "needs_passphrase"


def back_up(folder: Path, target: Path, *, passphrase: str = "", now: datetime) -> Path:
    """Write a verified backup of the data folder to `target` and return its path."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=".backup-") as draft:
        _copy_database(folder / DATABASE, Path(draft) / DATABASE)
        for name in KEPT[1:]:
            if (folder / name).exists():
                shutil.copyfile(folder / name, Path(draft) / name)
        packed = _packed(Path(draft), now)
        content = pyrage.passphrase.encrypt(packed, passphrase) if passphrase else packed
        target.parent.mkdir(parents=True, exist_ok=True)
        home.write_private(target, content)
    with opened(target, passphrase=passphrase):
        return target


def restore(source: Path, folder: Path, *, passphrase: str = "") -> None:
    """Put a backup in the place of the data folder's database; nothing is touched unless it is whole.

    The list of forgotten people is joined, never replaced: an older backup does not bring them back.
    """
    with opened(source, passphrase=passphrase) as found:
        folder.mkdir(parents=True, exist_ok=True, mode=home.PRIVATE_FOLDER)
        _join_forgotten(found, folder)
        for name in KEPT:
            if name != "forgotten.txt" and (found / name).exists():
                home.write_private(folder / name, (found / name).read_bytes())
        for suffix in ("-wal", "-shm"):
            (folder / f"{DATABASE}{suffix}").unlink(missing_ok=True)


@contextmanager
def opened(source: Path, *, passphrase: str = "") -> Iterator[Path]:
    """Unpack a backup into a private folder, check every byte and the database, and clear it away after."""
    content = _content(source, passphrase)
    with tempfile.TemporaryDirectory(prefix="weaktie-restore-") as draft:
        folder = Path(draft)
        _unpack(content, folder)
        _check(folder)
        yield folder


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


def _content(source: Path, passphrase: str) -> bytes:
    if not source.is_file():
        raise NotABackup(f"There is no file {source}.")
    content = source.read_bytes()
    if not content.startswith(AGE):
        return content
    if not passphrase:
        raise NeedsPassphrase("This backup is encrypted; give its passphrase with --passphrase-file.")
    try:
        decrypted: bytes = pyrage.passphrase.decrypt(content, passphrase)
    except pyrage.DecryptError as error:
        raise NotABackup("The passphrase is wrong, or the backup is damaged.") from error
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
    except (tarfile.TarError, EOFError, OSError, ValueError, ArithmeticError) as error:
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


def _join_forgotten(found: Path, folder: Path) -> None:
    """Keep the digests of both lists; they can be compared only under one key, so this folder's key stays."""
    name = "forgotten.txt"
    digests = {
        line
        for place in (found, folder)
        if (place / name).exists()
        for line in (place / name).read_text().split()
    }
    if digests:
        home.write_private(folder / name, "\n".join(sorted(digests)).encode())
    if (folder / "forget.key").exists() and (folder / name).exists():
        (found / "forget.key").unlink(missing_ok=True)
