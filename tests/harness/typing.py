"""A seeker who types notes into the live page while things die around her: the tab, its renderer, the server.

What she typed is known letter by letter with its time, so it can be said afterwards whether anything older
than a second was lost, and whether any note is there twice.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.chromium import CHROMIUM, QUIET
from tests.journeys.conftest import Weaktie
from tests.web.door import free_port

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page, Playwright, Route

MAY_BE_LOST = 1.0
"""Seconds before a kill of which the typed letters need not be there (the promise of the page)."""

CATCHES_UP_WITHIN = 30.0
QUIET_FOR = 1.5
"""Seconds without a change after which all that a page had left has arrived."""
DRIVER_MAY_WAIT = 40.0
"""Seconds after which a dead page holds nobody up."""
CAUGHT_WITHIN = 4.0
"""A planted defect is not waited for: what is wrong then stays wrong."""
KINDS = ("tab", "renderer", "server", "browser")
MARK = 6
"""Every note begins with a mark of so many letters: N0012. is the twelfth."""

WORDS = (
    "night", "shift", "knows", "before", "the", "model", "does", "ask", "them", "what", "they", "see",
    "first", "storm", "comes", "nobody", "reads", "weekly", "report", "worst", "hour", "twice", "a", "day",
)  # fmt: skip


@dataclass(slots=True)
class Typed:
    """One note: its text after each letter, with the time at which the letter had been typed."""

    history: list[tuple[float, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.history[-1][1] if self.history else ""

    def at(self, moment: float) -> str:
        """Return what had been typed by then."""
        return next((text for when, text in reversed(self.history) if when <= moment), "")


@dataclass(slots=True)
class Outcome:
    """What one kill did: which, and what is wrong afterwards."""

    kind: str
    wrong: list[str]
    lost: int
    """Letters that are not there, though all may be that were typed within the last second."""


@dataclass(slots=True)
class Seeker:
    """Ada, a conversation that runs, and a browser whose profile outlives it."""

    weaktie: Weaktie
    profile: Path
    chance: random.Random
    conversation: int
    playwright: object
    defect: str = ""
    context: BrowserContext | None = None
    page: Page | None = None
    port: int = 0
    notes: list[Typed] = field(default_factory=list)
    number: int = 0
    idle: threading.Event = field(default_factory=threading.Event)

    def open_browser(self) -> None:
        """Start the browser on its profile, and come in by the launch link."""
        self.port = free_port()
        self.context = self._launched()
        self.context.set_default_timeout(10_000)
        self.page = self.context.pages[0]
        told = self.weaktie.command("open", "--print", "--port", str(self.weaktie.port))
        self.page.goto(told.stdout.strip())

    def _launched(self) -> BrowserContext:
        for attempt in range(5):
            try:
                return self.playwright.chromium.launch_persistent_context(  # type: ignore[attr-defined]
                    str(self.profile),
                    executable_path=str(CHROMIUM),
                    args=[*QUIET, f"--remote-debugging-port={self.port}"],
                    base_url=self.weaktie.address,
                )
            except Exception:
                # A profile that died with its browser may be locked for a moment.
                if attempt == 4:
                    raise
                time.sleep(1)
        raise AssertionError

    def _new_page(self) -> Page:
        assert self.context is not None
        for _ in range(5):
            try:
                return self.context.new_page()
            except Exception:
                # The renderer that the browser kept ready was killed with the others.
                time.sleep(0.5)
        return self.context.new_page()

    def look(self) -> None:
        """Open the live page in a new tab."""
        assert self.context is not None
        for page in self.context.pages[1:]:
            page.close()
        self.page = self._new_page()
        if self.defect == "on-enter":
            self.page.route("**/js/notes.js*", _keep_on_enter_only)
        self.page.goto(f"/conversations/{self.conversation}/live/")
        self.page.wait_for_selector("wt-notes[data-ready]", state="attached")

    def write(self, until: Callable[[], bool]) -> None:
        """Type notes until told to stop or the page is gone; every letter is remembered once it is typed."""
        assert self.page is not None
        self.idle.clear()
        try:
            self.page.focus("#note-text", timeout=5000)
            # The box may hold the note that was being typed when the page went.
            self.page.keyboard.press("Control+End")
            going_on = self._take_up(self.page.input_value("#note-text", timeout=5000))
            while not until():
                if not going_on:
                    self._begin(until)
                going_on = False
                for _ in range(self.chance.randint(2, 9)):
                    self._letters(f" {self.chance.choice(WORDS)}", until)
                if self.chance.random() < 0.6 and not until():
                    self.page.keyboard.press("Enter")
                elif not until():
                    going_on = True
        except Exception:
            # Whatever the driver says of a page that was killed under its hands.
            if not until():
                raise
        finally:
            self.idle.set()

    def _take_up(self, text: str) -> bool:
        """Go on with the note that stands in the box, if one does."""
        mine = _whose(text, self.notes) if text else None
        if mine is not None:
            self.notes.append(self.notes.pop(next(n for n, one in enumerate(self.notes) if one is mine)))
        return text != ""

    def _begin(self, until: Callable[[], bool]) -> None:
        assert self.page is not None
        self.number += 1
        kind = self.chance.choice("riqpnfs")
        self.page.keyboard.press(f"Alt+{kind}")
        self.notes.append(Typed())
        self._letters(f"N{self.number:04}.", until)

    def _letters(self, text: str, until: Callable[[], bool]) -> None:
        assert self.page is not None
        note = self.notes[-1]
        for letter in text:
            if until():
                return
            self.page.keyboard.type(letter)
            note.history.append((time.monotonic(), note.text + letter))
            time.sleep(self.chance.uniform(0, 0.04))


def kill_once(ada: Seeker, kind: str) -> Outcome:
    """Let her type, kill something meanwhile, open the page again, and compare what is there."""
    look_again(ada)
    killed = threading.Event()
    moment: list[float] = []

    def strike() -> None:
        moment.append(time.monotonic())
        killed.set()
        _KILLS[kind](ada)
        if kind != "server":
            _free(ada)

    timer = threading.Timer(ada.chance.uniform(0.3, 3.0), strike)
    timer.start()
    if kind == "server":
        return _compare(ada, kind, _without_server(ada, moment, timer))
    ada.write(killed.is_set)
    timer.join()
    look_again(ada, dead=kind == "browser")
    return _compare(ada, kind, moment[0] - MAY_BE_LOST)


def look_again(ada: Seeker, *, dead: bool = False) -> None:
    """Open the live page; where the driver waits for a dead page, go on in another browser."""
    for attempt in range(3):
        watch = threading.Timer(DRIVER_MAY_WAIT, _kill_browser, (ada,))
        watch.start()
        try:
            if dead or attempt:
                _kill_browser(ada)
                _close_quietly(ada)
                ada.open_browser()
            ada.look()
        except Exception:
            if attempt == 2:
                raise
        else:
            return
        finally:
            watch.cancel()


def _free(ada: Seeker) -> None:
    """See that the driver does not wait for ever for a page that is dead: close it, else the browser."""
    if ada.idle.wait(5):
        return
    with suppress(OSError):
        _close_tab(ada)
    if not ada.idle.wait(5):
        _kill_browser(ada)


def _without_server(ada: Seeker, moment: list[float], timer: threading.Timer) -> float:
    """Type on while weaktie is gone, perhaps close the tab, start it; return until when all must be there."""
    dead_for = ada.chance.uniform(0, 2.5)
    ada.write(lambda: bool(moment) and time.monotonic() > moment[0] + dead_for)
    timer.join()
    if ada.chance.random() < 0.5:
        # The page stays: all that was typed has to arrive.
        ada.weaktie.serve()
        return time.monotonic()
    closed = time.monotonic()
    _close_tab(ada)
    ada.weaktie.serve()
    look_again(ada)
    return closed - MAY_BE_LOST


def _compare(ada: Seeker, kind: str, allowed: float) -> Outcome:
    """Wait until all that must be there is, then say what is missing, and what is there twice."""
    until = time.monotonic() + (CAUGHT_WITHIN if ada.defect else CATCHES_UP_WITHIN)
    wrong, rows, since = ["nothing was looked at"], [], time.monotonic()
    while (wrong or time.monotonic() < since + QUIET_FOR) and time.monotonic() < until:
        time.sleep(0.2)
        before, rows = rows, rows_of(ada)
        since = since if rows == before else time.monotonic()
        wrong = differences(ada.notes, rows, allowed)
    lost = _settle(ada.notes, rows)
    return Outcome(kind, wrong, lost)


def differences(notes: list[Typed], rows: list[str], allowed: float) -> list[str]:
    """Return what is lost, doubled or never typed; letters typed after `allowed` may be missing."""
    there = {id(note): [row for row in rows if _whose(row, notes) is note] for note in notes}
    found = [f"never typed: {row!r}" for row in rows if _whose(row, notes) is None]
    for note in notes:
        must, kept = note.at(allowed), there[id(note)]
        if len(kept) > 1:
            found.append(f"doubled: {kept}")
        elif must and not kept:
            found.append(f"lost whole: {must!r}")
        elif kept and not kept[0].startswith(must):
            found.append(f"lost: {must!r} is {kept[0]!r}")
        elif kept and not _may_be(kept[0], note):
            found.append(f"changed: {note.text!r} is {kept[0]!r}")
    return found


def _whose(row: str, notes: list[Typed]) -> Typed | None:
    """Return the note that a text is of; only the newest can be so short that its mark is not whole."""
    if len(row) >= MARK:
        return next((note for note in notes if note.text[:MARK] == row[:MARK]), None) or _newest(row, notes)
    return _newest(row, notes)


def _newest(row: str, notes: list[Typed]) -> Typed | None:
    last = notes[-1] if notes else None
    return last if last is not None and (row.startswith(last.text) or last.text.startswith(row)) else None


def _may_be(row: str, note: Typed) -> bool:
    """Tell whether a text is what had been typed at some moment, with or without the letter in the air."""
    return note.text.startswith(row) or (row.startswith(note.text) and len(row) <= len(note.text) + 1)


def _settle(notes: list[Typed], rows: list[str]) -> int:
    """Go on from what is there; return how many letters are not."""
    lost = 0
    for note in list(notes):
        row = next((row for row in rows if _whose(row, notes) is note), None)
        lost += len(note.text) - min(len(note.text), len(row or ""))
        if row is None:
            notes.remove(note)
        else:
            note.history = [(0.0, row)]
    return lost


def rows_of(ada: Seeker) -> list[str]:
    """Return the notes as the database has them."""
    with closing(sqlite3.connect(f"file:{ada.weaktie.home}/weaktie.sqlite3?mode=ro", uri=True)) as database:
        rows = database.execute(
            "SELECT text FROM campaign_note WHERE conversation_id = ? ORDER BY id", (ada.conversation,)
        )
        return [text for (text,) in rows]


# --- what dies ---


def _close_tab(ada: Seeker) -> None:
    """Close the tab from outside, as its cross does."""
    with urllib.request.urlopen(f"http://127.0.0.1:{ada.port}/json/list", timeout=5) as answer:
        for target in json.load(answer):
            if "/live/" in target["url"] and target["type"] == "page":
                urllib.request.urlopen(
                    f"http://127.0.0.1:{ada.port}/json/close/{target['id']}", timeout=5
                ).close()


def _kill_renderers(ada: Seeker) -> None:
    for pid in _family(ada, "--type=renderer"):
        _kill(pid)


def _kill_server(ada: Seeker) -> None:
    assert ada.weaktie.process is not None
    ada.weaktie.process.kill()
    ada.weaktie.process.wait(20)


def _kill_browser(ada: Seeker) -> None:
    for pid in _family(ada, ""):
        _kill(pid)


def _keep_on_enter_only(route: Route) -> None:
    """Plant a defect: the page keeps a note only when Enter is pressed."""
    answer = route.fetch()
    on_typing = "    this.#begin(makeKey());\n    this.#save();\n"
    assert on_typing in answer.text()
    route.fulfill(response=answer, body=answer.text().replace(on_typing, "    this.#begin(makeKey());\n"))


_KILLS = {"tab": _close_tab, "renderer": _kill_renderers, "server": _kill_server, "browser": _kill_browser}


def _family(ada: Seeker, having: str) -> Iterator[int]:
    """Yield the processes of her own browser: those that name its profile, or came from one that does."""
    own = {pid for pid, line, _ in _processes() if f"--user-data-dir={ada.profile}" in line}
    while True:
        more = {pid for pid, _, parent in _processes() if parent in own} - own
        if not more:
            break
        own |= more
    for pid, line, _ in _processes():
        if pid in own and having in line:
            yield pid


def _processes() -> Iterator[tuple[int, str, int]]:
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError, ValueError):
            continue
        yield int(folder.name), line, parent


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _close_quietly(ada: Seeker) -> None:
    try:
        assert ada.context is not None
        ada.context.close()
    except Exception:
        # It is dead already, which is what was wanted.
        return


# --- a place to type in ---

BEGIN = """
import django; django.setup()
from datetime import timedelta
from django.utils.timezone import now
from weaktie.accounts.actions import local_seeker
from weaktie.campaign.conversations.actions import live
from weaktie.campaign.network.models import Person
ada = local_seeker()
person = Person.objects.create(owner=ada, name="Omar Haddad")
talk = live.begin_now(person, by=ada, now=now())
live.give_more(talk, by=ada, minutes=240, now=now())
print(talk.pk)
"""


@contextmanager
def typing(playwright: Playwright, folder: Path, *, seed: int, defect: str = "") -> Iterator[Seeker]:
    """Give Ada a data folder with a running conversation, a server on it, and a browser."""
    weaktie = (Doubling if defect == "doubles" else Weaktie)(folder / "home")
    weaktie.answer("people")
    begun = subprocess.run(
        [sys.executable, "-c", BEGIN],
        env={**os.environ, "WEAKTIE_HOME": str(weaktie.home)},
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    weaktie.serve()
    conversation = int(begun.stdout.split()[-1])
    ada = Seeker(weaktie, folder / "profile", random.Random(seed), conversation, playwright, defect)
    ada.open_browser()
    try:
        yield ada
    finally:
        _kill_browser(ada)
        _close_quietly(ada)
        weaktie.stop()


class Doubling(Weaktie):
    """A weaktie with a planted defect: its server takes every copy of a note for another note."""

    def _line(self, *words: str | Path) -> list[str]:
        line = Weaktie._line(self, *words)
        return [line[0], "-m", "tests.harness.doubling", *line[3:]] if words[0] == "serve" else line
