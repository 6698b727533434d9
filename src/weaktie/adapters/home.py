"""The data folder: where it is, its permissions, its secrets."""

from __future__ import annotations

import os
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from weaktie.core.refusal import Refused

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600
DRAFT = ".weaktie-draft-"
"""How the names of files begin that are not finished yet."""


class AlreadyThere(Refused):
    """Something has this name already."""

    code = "already_there"


class NoSuchFolder(Refused):
    """The folder of a file to be written is not there."""

    code = "no_such_folder"


def data_folder(environment: Mapping[str, str]) -> Path:
    """Return the data folder, made private if it is new: WEAKTIE_HOME, else the system's usual place."""
    chosen = environment.get("WEAKTIE_HOME", "")
    folder = Path(chosen).expanduser() if chosen else _usual_place(environment)
    folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
    if os.name == "posix":
        folder.chmod(PRIVATE_FOLDER)
        _close_to_others(folder)
    return folder.resolve()


def refuse_to_overwrite(target: Path, *, force: bool = False) -> None:
    """Refuse to write where no folder is, or over a file unless that is asked for (`force`)."""
    if not target.parent.is_dir():
        raise NoSuchFolder(f"There is no folder {target.parent}; make it, or choose one that is there.")
    if target.exists() and not force:
        raise AlreadyThere(f"{target} is there already; choose another name, or write over it with --force.")


def command() -> str:
    """Return what to type in a terminal for this weaktie: its name where that finds it, or its path."""
    here = Path(sys.executable).with_name("weaktie")
    found = shutil.which("weaktie")
    if not here.exists() or (found is not None and Path(found).resolve() == here.resolve()):
        return "weaktie"
    return str(here)


def secret(home: Path, name: str) -> str:
    """Return 64 hex digits kept under this name in the data folder, made on first use."""
    path = home / f"{name}.key"
    if not path.exists():
        write_private(path, secrets.token_hex(32).encode())
    return path.read_text().strip()


def spool(home: Path) -> Path:
    """Return the folder for files on their way in; it is private and empty when nothing is under way."""
    folder = home / "spool"
    folder.mkdir(exist_ok=True, mode=PRIVATE_FOLDER)
    return folder


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock on a file, which goes with its process; without fcntl there is one process anyway."""
    with path.open("a") as file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def sweep(home: Path, *, older_than: float = 3600) -> None:
    """Remove drafts that a crash left in the data folder; those of the last hour may still be at work."""
    for draft in (*home.glob(f"{DRAFT}*"), *home.glob(f"*/{DRAFT}*")):
        if time.time() - draft.stat().st_mtime > older_than:
            if draft.is_dir():
                shutil.rmtree(draft, ignore_errors=True)
            else:
                draft.unlink(missing_ok=True)


def write_private(path: Path, content: bytes) -> None:
    """Replace a file in one step that survives a power cut, readable by its owner alone."""
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=DRAFT)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).chmod(PRIVATE_FILE)
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _close_to_others(folder: Path) -> None:
    """See that what this process makes, and what lies here already, is the owner's alone."""
    os.umask(0o077)
    for path in (*folder.glob("weaktie.*"), *folder.glob("*.lock")):
        if path.stat().st_mode & 0o077 and path.stat().st_uid == os.getuid():
            path.chmod(PRIVATE_FILE)


def _usual_place(environment: Mapping[str, str]) -> Path:
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "weaktie"
    if os.name == "nt":
        return Path(environment.get("LOCALAPPDATA", str(Path.home()))) / "weaktie"
    return Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "weaktie"


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
