"""From what somebody dropped (files, folders) to the files in it, by the names people see."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read, or a mail folder (Maildir) with the paths of its letters.

    `shown` is the name for people. `given` is True for what was named itself and False for what lay in a
    folder. `left_out` is "" or the sentence why it is not opened.
    """

    path: Path
    shown: str
    given: bool
    letters: tuple[Path, ...] = ()
    left_out: str = ""

    @property
    def name(self) -> str:
        """Return the base name."""
        return self.shown.rpartition("/")[2]


def found(paths: Sequence[Path]) -> Iterator[Found]:
    """Yield each file behind these paths; folders are walked by name, links in them not followed."""
    names = [Path(os.path.abspath(path)) for path in paths]
    same = Counter(name.name for name in names)
    for path, name in zip(paths, names, strict=True):
        # Two exports have the same names in them: then the folder tells them apart.
        shown = name.name if same[name.name] == 1 else f"{name.parent.name}/{name.name}"
        if path.is_dir():
            yield from _inside(path, shown)
        else:
            yield _file(path, _text(shown), given=True)


def _inside(folder: Path, shown: str) -> Iterator[Found]:
    unreadable: list[Path] = []
    for root, folders, files in os.walk(
        folder, onerror=lambda error: unreadable.append(Path(error.filename))
    ):
        here = Path(root)
        name = _text("/".join((shown, *here.relative_to(folder).parts)))
        is_mail = "cur" in folders and ("new" in folders or "tmp" in folders)
        if is_mail:
            yield Found(here, name, given=False, letters=tuple(_letters(here)))
        # Folders with a dot in front belong to programs, except in a Maildir, where they hold its parts.
        folders[:] = sorted(
            f for f in folders if (is_mail or not f.startswith(".")) and not (is_mail and f in _MAILDIR)
        )
        for file in sorted(files):
            if not file.startswith(".") and not is_mail:
                yield _file(here / file, _text(f"{name}/{file}"), given=False)
    for path in unreadable:
        yield Found(
            path, _text(f"{shown}/{path.name}"), given=False, left_out="This folder may not be opened."
        )


_MAILDIR = ("cur", "new", "tmp")


def _letters(folder: Path) -> Iterator[Path]:
    for part in ("cur", "new"):
        if (folder / part).is_dir():
            yield from sorted(
                Path(entry.path)
                for entry in os.scandir(folder / part)
                if entry.is_file(follow_symlinks=False)
            )


def _file(path: Path, shown: str, *, given: bool) -> Found:
    """Look at a file without opening it: a pipe would keep us waiting for ever."""
    try:
        mode = os.stat(path, follow_symlinks=given).st_mode
    except OSError:
        return Found(path, shown, given, left_out="There is no such file.")
    if stat.S_ISREG(mode):
        return Found(path, shown, given)
    sentence = "A link inside a folder is not followed." if stat.S_ISLNK(mode) else "This is not a file."
    return Found(path, shown, given, left_out=sentence)


def _text(name: str) -> str:
    """Make a name that is no valid text (it may be any bytes) fit to be shown and kept."""
    return name.encode("utf-8", "replace").decode("utf-8")
