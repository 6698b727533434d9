"""Write a fictional mailbox of any size, the same for the same seed, as mbox and as Maildir.

    python -m bench.mailbox --messages 80000 --bytes 1GB --out PATH [--maildir DIR]

Twelve years of Ada Quill's mail: threads with 3,000 correspondents, of whom a few write most; newsletters,
lists and automatic mail under the blocks of headers that large providers add; attachments in base64 until
the size is reached. Names are invented and domains end in .example.
"""

from __future__ import annotations

import argparse
import base64
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from bench.mailbox_life import BOUNDARY, Life, Message, asctime

_BASE64_LINE = 77
_SIZES = {"KB": 10**3, "MB": 10**6, "GB": 10**9}


@dataclass(slots=True)
class Written:
    """What went into a mailbox: bytes, messages by kind, and how many of those by people were copies."""

    size: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    copies: int = 0

    @property
    def messages(self) -> int:
        """Count all messages."""
        return sum(self.kinds.values())


def write_mailbox(
    stream: BinaryIO,
    *,
    messages: int = 200,
    seed: int = 7,
    body_bytes: int = 1000,
    maildir: Path | None = None,
) -> Written:
    """Write an mbox of `messages` x `body_bytes`, or as many bytes as its headers and texts need."""
    rng = random.Random(seed)
    attachments = _Attachments(rng, messages, size=messages * body_bytes)
    folder = None if maildir is None else _opened(maildir)
    written = Written()
    before: Message | None = None
    for number, message in enumerate(Life(rng, messages).messages()):
        head = message.headers.encode()
        body = message.body.encode()
        if message.has_attachment:
            body += attachments.following(written.size, number)
        separator = f"From {message.sender} {asctime(message.at)}\n".encode()
        pieces = (separator, head, b"\n", body.replace(b"\nFrom ", b"\n>From "), b"\n")
        stream.writelines(pieces)
        written.size += sum(map(len, pieces))
        written.kinds[message.kind] = written.kinds.get(message.kind, 0) + 1
        written.copies += message is before
        before = message if message.kind == "person" else before
        if folder is not None:
            (folder / f"{message.at}.{number}.ada:2,S").write_bytes(head + b"\n" + body)
    return written


class _Attachments:
    """Attachments cut from one block of base64, so long that the file reaches its size."""

    def __init__(self, rng: random.Random, messages: int, *, size: int) -> None:
        self._rng = rng
        self._messages = messages
        self._size = size
        self._block = base64.encodebytes(rng.randbytes(min(3_000_000, max(6_000, size)) // 57 * 57))

    def following(self, size: int, number: int) -> bytes:
        """Return one that brings a file of `size` bytes and `number` messages towards its final size."""
        due = self._size * (number + 1) // self._messages - size
        length = int(due * self._rng.uniform(0.2, 1.8)) // _BASE64_LINE * _BASE64_LINE
        head = f"--{BOUNDARY}\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n"
        pieces = [head.encode()]
        while length > 0:
            start = self._rng.randrange(len(self._block) // _BASE64_LINE) * _BASE64_LINE
            pieces.append(self._block[start : start + length])
            length -= len(pieces[-1])
        return b"".join((*pieces, f"--{BOUNDARY}--\n".encode()))


def _opened(maildir: Path) -> Path:
    for name in ("cur", "new", "tmp"):
        (maildir / name).mkdir(parents=True, exist_ok=True)
    return maildir / "cur"


def size_of(text: str) -> int:
    """Read a size such as 1GB, 200MB or 5000."""
    unit = _SIZES.get(text[-2:].upper())
    return int(text) if unit is None else int(float(text[:-2]) * unit)


def main() -> None:
    """Write the mailbox asked for on the command line and say what is in it."""
    parser = argparse.ArgumentParser(prog="python -m bench.mailbox")
    parser.add_argument("--messages", type=int, default=80_000)
    parser.add_argument("--bytes", type=size_of, default=10**9)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--maildir", type=Path)
    wanted = parser.parse_args()
    with wanted.out.open("wb") as stream:
        written = write_mailbox(
            stream,
            messages=wanted.messages,
            seed=wanted.seed,
            body_bytes=wanted.bytes // wanted.messages,
            maildir=wanted.maildir,
        )
    print(f"{written.messages:,} messages, {written.size:,} bytes, seed {wanted.seed}: {written.kinds}")


if __name__ == "__main__":
    main()
