"""Time the import of a large mailbox, as a whole process, beside grep, mu, notmuch and Python's own modules.

    python -m bench.mail [--messages 80000] [--bytes 1GB] [--runs 5]

The same fictional messages as mbox and as Maildir (bench.mailbox), written once into `.bench`. The programs
take turns, and each begins with nothing stored. Read the ratios: seconds depend on the machine and on who
shares it.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.headerregistry import AddressHeader
from email.utils import getaddresses, mktime_tz, parsedate_tz
from mailbox import mbox
from pathlib import Path

from bench import book, table
from bench.mailbox import size_of, write_mailbox
from bench.mailbox_life import OWNER
from bench.peers import CACHE
from bench.processes import Memory, Took, memory, middle, run

MESSAGES = 80_000
BYTES = 10**9
RUNS = 5
OF_PYTHON = 1 / 20
OF_MU = 1 / 4
GREP_AIM = 12
MOST_MEMORY = 400_000_000
ADDRESSES = ("From", "To", "Cc")
OTHERS = ("Message-ID", "In-Reply-To", "References", "List-Id", "Precedence", "Auto-Submitted")
"""With the addresses and the date all that weaktie reads of a message."""

WEAKTIE, GREP, MU, NOTMUCH, PYTHON, PYTHON_OLD = (
    "weaktie import",
    "grep -c '^From ' | cat",
    "mu init, mu index",
    "notmuch new",
    "Python's mailbox + email",
    "the same, functions of old",
)
DOES = {
    WEAKTIE: "headers; people, who is who, ties, circles; stored",
    GREP: "counts messages",
    MU: "headers and bodies of the Maildir, an index of all words",
    NOTMUCH: "headers and bodies of the Maildir, threads, an index of all words",
    PYTHON: "the same headers, decoded (policy.default); nothing stored",
    PYTHON_OLD: "the same with getaddresses and parsedate_tz (policy.compat32); nothing stored",
}


@dataclass(frozen=True, slots=True)
class Mailbox:
    """The same messages twice."""

    file: Path
    maildir: Path
    messages: int


def mailbox(folder: Path, *, messages: int = MESSAGES, size: int = BYTES) -> Mailbox:
    """Return the mailbox of this many messages and bytes, written when it is not there yet."""
    made = folder / f"mail-{messages}-{size}"
    found = Mailbox(made / "mail.mbox", made / "maildir", messages)
    if not (made / "written").exists():
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir(parents=True)
        with found.file.open("wb") as stream:
            write_mailbox(stream, messages=messages, body_bytes=size // messages, maildir=found.maildir)
        (made / "written").touch()
    return found


def compare(mail: Mailbox, folder: Path, *, runs: int = RUNS) -> None:
    """Let the programs take turns and print the table; whoever is not installed is left out and named."""
    tasks: dict[str, Callable[[], Took]] = {
        WEAKTIE: lambda: _weaktie(mail, folder),
        GREP: lambda: _grep(mail),
        MU: lambda: _mu(mail, folder),
        NOTMUCH: lambda: _notmuch(mail, folder),
    }
    for name in (MU, NOTMUCH):
        if shutil.which(name.split()[0]) is None:
            del tasks[name]
            print(f"{name.split()[0]} is not here: apt-get install maildir-utils notmuch")
    _grep(mail)  # so that nobody pays for the disk
    taken: dict[str, list[Took]] = {name: [] for name in tasks}
    for _ in range(runs):
        for name, task in tasks.items():
            taken[name].append(task())
    taken |= {PYTHON: [_python(mail, "read_with_policy")], PYTHON_OLD: [_python(mail, "read_as_of_old")]}
    made = book.new(_empty(folder / "weaktie"))
    held = memory([*book.PROGRAM, "import", str(mail.file)], env=made.env)
    _print(mail, {name: middle(took) for name, took in taken.items()}, held, runs=runs)


def read_with_policy(path: Path) -> int:
    """Read the headers that weaktie reads as Python's documentation advises; return the count of messages.

    With `policy.default` the addresses come as objects with their names decoded, which weaktie needs too.
    """
    box = mbox(path, create=False)
    for key in box.iterkeys():
        message = message_from_bytes(box.get_bytes(key), policy=policy.default)
        for name in ADDRESSES:
            for header in message.get_all(name, []):
                if isinstance(header, AddressHeader):
                    [(address.display_name, address.addr_spec) for address in header.addresses]
        for name in ("Date", *OTHERS):
            message.get(name)
    return len(box)


def read_as_of_old(path: Path) -> int:
    """Read the same headers with the functions from before policies; return the count of messages."""
    count = 0
    for message in mbox(path, create=False):
        for name in ADDRESSES:
            written = [str(value) for value in message.get_all(name, [])]
            [(str(make_header(decode_header(shown))), address) for shown, address in getaddresses(written)]
        when = parsedate_tz(message.get("Date", ""))
        if when is not None:
            mktime_tz(when)
        for name in OTHERS:
            message.get(name)
        count += 1
    return count


def _weaktie(mail: Mailbox, folder: Path) -> Took:
    """Import into an empty book, from the start of the process to its end."""
    return book.new(_empty(folder / "weaktie")).run("import", mail.file)


def _grep(mail: Mailbox) -> Took:
    return run(["sh", "-c", "LC_ALL=C grep -c '^From ' \"$1\" | cat", "sh", str(mail.file)])


def _mu(mail: Mailbox, folder: Path) -> Took:
    home = f"--muhome={_empty(folder / 'mu')}"
    mine = f"--my-address={OWNER}"
    begun = run(["mu", "init", "--quiet", home, mine, f"--maildir={mail.maildir}"])
    indexed = run(["mu", "index", "--quiet", home])
    return Took(begun.seconds + indexed.seconds, begun.cpu + indexed.cpu)


def _notmuch(mail: Mailbox, folder: Path) -> Took:
    home = _empty(folder / "notmuch")
    home.mkdir()
    settings = home / "config"
    settings.write_text(
        f"[database]\npath={home}\nmail_root={mail.maildir}\n"
        f"[user]\nname=Ada Quill\nprimary_email={OWNER}\n[new]\ntags=new\n"
        "[maildir]\nsynchronize_flags=false\n"
    )
    return run(["notmuch", "new", "--quiet"], env={"NOTMUCH_CONFIG": str(settings)})


def _python(mail: Mailbox, function: str) -> Took:
    code = "import sys; from pathlib import Path; from bench import mail; "
    code += f"sys.exit(mail.{function}(Path(sys.argv[1])) != int(sys.argv[2]))"
    return run([sys.executable, "-c", code, str(mail.file), str(mail.messages)], folder=CACHE.parent)


def _empty(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def _print(mail: Mailbox, took: dict[str, Took], held: Memory, *, runs: int) -> None:
    ours = took[WEAKTIE]
    rows = [
        (name, f"{one.seconds:.2f} s", _against(ours.seconds, one.seconds))
        + (f"{one.cpu:.2f} s", _against(ours.cpu, one.cpu))
        for name, one in took.items()
    ]
    table.show(
        f"{mail.messages:,} messages, {mail.file.stat().st_size:,} bytes; medians of {runs}, in turn",
        ("program", "clock", "weaktie to it", "computing", "weaktie to it"),
        rows,
        notes=(
            *(f"{name}: {DOES[name]}." for name in took),
            "Python ran once each. Splitting the mbox into the Maildir is not counted.",
        ),
    )
    _print_bars(took, held)


def _against(ours: float, other: float) -> str:
    return "" if other == ours else table.ratio(ours, other)


def _print_bars(took: dict[str, Took], held: Memory) -> None:
    seconds = took[WEAKTIE].seconds
    to_grep = seconds / took[GREP].seconds
    rows = [
        *(
            (f"1/20 of {name}", table.verdict(seconds <= OF_PYTHON * took[name].seconds))
            for name in (PYTHON, PYTHON_OLD)
        ),
        ("grep, aim 12", f"{to_grep:.1f} x, {table.verdict(to_grep <= GREP_AIM)}"),
        ("memory, largest process", f"{table.mb(held.largest)}, {table.verdict(held.largest < MOST_MEMORY)}"),
        ("memory, all at once", f"{table.mb(held.together)}, {table.verdict(held.together < MOST_MEMORY)}"),
    ]
    if MU in took:
        rows.append(("1/4 of mu", table.verdict(seconds <= OF_MU * took[MU].seconds)))
    if NOTMUCH in took:
        rows.append(("ahead of notmuch", table.verdict(seconds < took[NOTMUCH].seconds)))
    table.show("Bars", ("weaktie import is to be within", ""), rows)


def main() -> None:
    """Compare on the mailbox asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.mail")
    parser.add_argument("--messages", type=int, default=MESSAGES)
    parser.add_argument("--bytes", type=size_of, default=BYTES)
    parser.add_argument("--runs", type=int, default=RUNS)
    wanted = parser.parse_args()
    mail = mailbox(CACHE, messages=wanted.messages, size=wanted.bytes)
    with tempfile.TemporaryDirectory(prefix="weaktie-mail-", dir=CACHE) as folder:
        compare(mail, Path(folder), runs=wanted.runs)


if __name__ == "__main__":
    main()
