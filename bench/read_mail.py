"""Time the mail reader beside grep and beside Python's own mailbox and email, in one run.

    python -m bench.read_mail [--mailbox PATH] [--messages 80000] [--bytes 1GB] [--runs 5]

Without a mailbox one is written first (bench.mailbox). Read the ratios: seconds depend on the machine and
on who shares it.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from email import message_from_bytes
from email.header import decode_header, make_header
from email.headerregistry import AddressHeader
from email.policy import default
from email.utils import getaddresses, mktime_tz, parsedate_tz
from mailbox import mbox
from pathlib import Path

from bench.mailbox import size_of, write_mailbox
from weaktie.core.readers import Hints, mail
from weaktie.core.rows import Encounters

HINTS = Hints(today=date(2026, 3, 1))
SAMPLE = 10
"""Python's own modules read the first of so many parts of the file, and their time is scaled."""


def encounters_in(path: Path, start: int, stop: int) -> int:
    """Read the letters that begin in [start, stop) and count the encounters."""
    with path.open("rb", buffering=0) as stream:
        rows = mail.read_part(stream, HINTS, start, stop)
        return sum(len(row.rows) for row in rows if isinstance(row, Encounters))


def seconds(task: Callable[[], object]) -> float:
    """Return how long a task takes."""
    begin = time.perf_counter()
    task()
    return time.perf_counter() - begin


def count_with_grep(path: Path) -> None:
    """Count the separators as the shell would."""
    command = f"LC_ALL=C grep -c '^From ' '{path}' | cat"
    subprocess.run(command, shell=True, check=True, stdout=subprocess.DEVNULL)


def read_with_standard_library(path: Path) -> None:
    """Decode the same headers of every message with Python's modules as they are by default."""
    for message in mbox(path, create=False):
        for name in ("From", "To", "Cc"):
            for person, _ in getaddresses([str(value) for value in message.get_all(name, [])]):
                str(make_header(decode_header(person)))
        when = parsedate_tz(message.get("Date", ""))
        if when is not None:
            mktime_tz(when)
        for name in ("Message-ID", "List-Id", "Precedence", "Auto-Submitted"):
            message.get(name)


def read_with_modern_policy(path: Path) -> None:
    """Decode the same headers by way of email.policy.default, whose headers hold addresses and dates."""
    box = mbox(path, create=False)
    for key in box.iterkeys():
        message = message_from_bytes(box.get_bytes(key), policy=default)
        for name in ("From", "To", "Cc"):
            for value in message.get_all(name, []):
                if isinstance(value, AddressHeader):
                    [(address.display_name, address.addr_spec) for address in value.addresses]
        for name in ("Date", "Message-ID", "List-Id", "Precedence", "Auto-Submitted"):
            message.get(name)


def read_in_two(pool: ProcessPoolExecutor, path: Path) -> None:
    """Read each half of the file in a process of its own."""
    size = path.stat().st_size
    halves = [
        pool.submit(encounters_in, path, 0, size // 2),
        pool.submit(encounters_in, path, size // 2, size),
    ]
    for half in halves:
        half.result()


def compare(path: Path, *, runs: int) -> None:
    """Print the medians and what they are to grep."""
    size = path.stat().st_size
    count_with_grep(path)  # so that nobody pays for the disk
    with ProcessPoolExecutor(2) as pool:
        read_in_two(pool, path)
        grep, one, two = [], [], []
        for _ in range(runs):
            grep.append(seconds(lambda: count_with_grep(path)))
            one.append(seconds(lambda: encounters_in(path, 0, size)))
            two.append(seconds(lambda: read_in_two(pool, path)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    with tempfile.NamedTemporaryFile(suffix=".mbox") as sample:
        with path.open("rb") as whole:
            sample.write(whole.read(size // SAMPLE))
        sample.flush()
        stdlib = SAMPLE * seconds(lambda: read_with_standard_library(Path(sample.name)))
        modern = SAMPLE * seconds(lambda: read_with_modern_policy(Path(sample.name)))

    base = statistics.median(grep)
    print(f"{path.name}: {size:,} bytes, {encounters_in(path, 0, size):,} encounters; {runs} runs, medians")
    for what, took in (
        ("LC_ALL=C grep -c '^From ' | cat", base),
        ("weaktie's reader, one process", statistics.median(one)),
        ("weaktie's reader, two processes", statistics.median(two)),
        (f"Python's mailbox + email (1/{SAMPLE} of the file, scaled)", stdlib),
        (f"the same with email.policy.default (1/{SAMPLE}, scaled)", modern),
    ):
        print(f"{took:9.2f} s  {took / base:7.1f} x grep   {what}")
    print(
        f"{peak:9.0f} MB at the peak in one process; "
        f"{os.cpu_count()} processors; Python {sys.version.split()[0]}"
    )


def main() -> None:
    """Compare on the mailbox given, or on a new one."""
    parser = argparse.ArgumentParser(prog="python -m bench.read_mail")
    parser.add_argument("--mailbox", type=Path)
    parser.add_argument("--messages", type=int, default=80_000)
    parser.add_argument("--bytes", type=size_of, default=10**9)
    parser.add_argument("--runs", type=int, default=5)
    wanted = parser.parse_args()
    if wanted.mailbox is not None:
        compare(wanted.mailbox, runs=wanted.runs)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fictional.mbox"
        with path.open("wb") as stream:
            write_mailbox(stream, messages=wanted.messages, body_bytes=wanted.bytes // wanted.messages)
        compare(path, runs=wanted.runs)


if __name__ == "__main__":
    main()
