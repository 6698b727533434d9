"""The child that reads hostile files: it imports what it needs, locks itself down, and only then reads.

It is started by `weaktie.adapters.parsing.cell` with the file as its standard input, and answers on its
standard output with the lines of `weaktie.adapters.wall.wire`. It opens nothing and writes nowhere else.
"""

from __future__ import annotations

import codecs
import importlib
import io
import json
import os
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast
from zoneinfo import ZoneInfo

from weaktie.adapters.wall import sandbox
from weaktie.adapters.wall.job import Job, Task, read_job
from weaktie.adapters.wall.wire import Began, Ended, Finished, Line, Message, Reached, Ready, encode
from weaktie.core.readers import HEAD, Hints, Source, archive
from weaktie.core.rows import Problem, Row

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

TOO_MUCH_MEMORY = "This file needed more memory than a file of its kind should. It was left out."
_UNKNOWN = "Nothing in this file looks like an address book, mail, a calendar or a LinkedIn export."
_MAIL = "mail"

_TOLD_EVERY = 0.25
"""Seconds between two messages on how far the reading is."""

_OUT, _ERRORS = 1, 2


class Reader(Protocol):
    """What a module of readers offers. Only that of mail has parts and letters."""

    def recognise(self, head: bytes, *, name: str) -> Source | None: ...

    def read(self, source: Source, stream: BinaryIO, hints: Hints) -> Iterator[Row]: ...

    def read_part(self, stream: BinaryIO, hints: Hints, start: int, stop: int) -> Iterator[Row]: ...

    def read_letters(self, letters: Iterable[bytes], hints: Hints) -> Iterator[Row]: ...


def main(text: str) -> None:
    """Do the job told in this text."""
    sys.excepthook = _stumble
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it too, and ends this process
    sandbox.die_with_parent()
    job = read_job(text)
    readers = {module.rpartition(".")[2]: _reader(module) for module in job.modules}
    _fetch_ahead(job, readers)
    out = _Outlet()
    gauge = _Gauge(out)
    out.say(Ready(sandbox.lock_down(job.limits)))
    out.flush()
    # Of an archive the parent is to know every member that is begun, should this process break off there.
    told_at_once = Began | Ended | Finished if job.task is Task.FILE else Finished
    for message in _messages(job, readers, gauge):
        out.say(message)
        if isinstance(message, told_at_once):
            out.flush()


def _reader(module: str) -> Reader:
    return cast(Reader, importlib.import_module(module))


_IMPORTED_LATE = ("heapq", "_strptime")
"""Modules that the standard library imports when Counter.most_common and strptime are first called."""

_MEETINGS = ("weaktie.core.readers.calendar_meetings", "dateutil.parser", "dateutil.easter", "decimal")
"""What the calendar's reader, and the libraries behind it, import when they read."""

_PAGES = (
    *("selectolax.lexbor", "pypdf", "pypdf.errors", "pypdf.xmp", "pypdf.filters", "pypdf._page"),
    *("pypdf._text_extraction", "pypdf._codecs.core_font_metrics", "pypdf._crypt_providers._fallback"),
    *("pypdf.generic._image_inline", "pypdf.generic._appearance_stream"),
)
"""What the reader of pages, and the libraries behind it, import when they read."""

_LATER = {"calendar": _MEETINGS, "pages": _PAGES}

_HELD: list[ZoneInfo] = []
"""Time zones fetched ahead; `ZoneInfo` finds them again for as long as somebody holds them."""

# The legacy encodings of the web (WHATWG, Encoding Standard, section 4.2) by Python's names.
_CHARSETS = (
    *("ascii", "latin-1", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "idna", "punycode"),
    *("cp437", "cp866", "cp874", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic"),
    *(f"iso8859-{part}" for part in range(1, 17) if part != 12),
    *(f"cp125{page}" for page in range(9)),
    *("gb2312", "gbk", "gb18030", "big5", "euc-jp", "iso2022-jp", "shift-jis", "cp932", "euc-kr", "cp949"),
)


def _fetch_ahead(job: Job, readers: Iterable[str]) -> None:
    """Load what is otherwise loaded on first use, when nothing can be opened any more."""
    for module in (*_IMPORTED_LATE, *(later for family in readers for later in _LATER.get(family, ()))):
        importlib.import_module(module)
    for charset in _CHARSETS:
        codecs.lookup(charset)
    zones = resources.files("tzdata").joinpath("zones").read_text().split() if "calendar" in readers else []
    _HELD.extend(ZoneInfo(zone) for zone in (*zones, job.hints.zone))


def _messages(job: Job, readers: Mapping[str, Reader], gauge: _Gauge) -> Iterator[Message]:
    stream = io.BufferedReader(gauge, HEAD)
    if job.task is Task.FILE:
        head = stream.peek(HEAD)[:HEAD]
        yield from _whole(_File(job.name, head, stream, job.source), job, readers)
    elif job.task is Task.LETTERS:
        yield from _letters(job, readers, (content for _, content in _frames(stream)))
    else:
        for name, content in _frames(stream):
            file = _File(name, content[:HEAD], io.BytesIO(content), job.source)
            yield from _whole(file, job, readers)


@dataclass(frozen=True, slots=True)
class _File:
    """A file handed over; `source` is None where it is still to be recognised."""

    name: str
    head: bytes
    stream: BinaryIO
    source: Source | None


def _whole(file: _File, job: Job, readers: Mapping[str, Reader]) -> Iterator[Message]:
    """Yield all that is to be said of a file or of an archive with its members."""
    error = ""
    try:
        kind = None if file.source else archive.recognise(file.head)
        if kind is None:
            yield from _plain(file, job, readers)
        else:
            members = archive.members(kind, file.stream, name=file.name)
            for member in islice(members, job.first_member, None):
                yield from _member(member, job, readers)
    except Problem as problem:
        error = str(problem)
    except MemoryError:
        error = TOO_MUCH_MEMORY
    yield Finished(error)


def _plain(file: _File, job: Job, readers: Mapping[str, Reader]) -> Iterator[Message]:
    source = file.source or _recognised(file.head, file.name, readers)
    yield Began(file.name, source)
    if source is None:
        raise Problem(_UNKNOWN)
    reader = readers[source.family]
    if job.stop >= 0:
        yield from reader.read_part(file.stream, job.hints, job.start, job.stop)
    elif source.needed:
        yield from reader.read(source, file.stream, job.hints)
    yield Ended()


def _member(member: archive.Member, job: Job, readers: Mapping[str, Reader]) -> Iterator[Message]:
    """Yield what is to be said of one member. Its problem is its own, unless the archive goes too far."""
    source, ended = _sniffed(member, readers)
    yield Began(member.name, source)
    if source is None:
        member.uncap()
        yield ended
        return

    try:
        if source.family == _MAIL:
            member.uncap()
        if source.needed:
            yield from readers[source.family].read(source, member.stream, job.hints)
        yield Ended(*member.finish())
    except archive.TooMuch:
        raise
    except Problem as problem:
        yield Ended(max(member.size, 0), error=str(problem))
    except MemoryError:
        yield Ended(max(member.size, 0), error=TOO_MUCH_MEMORY)


def _sniffed(member: archive.Member, readers: Mapping[str, Reader]) -> tuple[Source | None, Ended]:
    """Return what a member is or, beside None, why it is not read."""
    size = max(member.size, 0)
    if member.left_out:
        return None, Ended(size, error=member.left_out, passed_over=True)
    try:
        head = member.head()
        source = _recognised(head, member.name, readers)
    except archive.TooMuch:
        raise
    except Problem as problem:
        return None, Ended(size, error=str(problem))
    return source, Ended(size, error=_why_unread(head), passed_over=True)


def _why_unread(head: bytes) -> str:
    try:
        return archive.NESTED if archive.recognise(head) else _UNKNOWN
    except Problem:
        return archive.NESTED


def _letters(job: Job, readers: Mapping[str, Reader], letters: Iterator[bytes]) -> Iterator[Message]:
    error = ""
    try:
        yield Began(job.name, job.source)
        yield from readers[_MAIL].read_letters(letters, job.hints)
        yield Ended()
    except Problem as problem:
        error = str(problem)
    except MemoryError:
        error = TOO_MUCH_MEMORY
    yield Finished(error)


def _recognised(head: bytes, name: str, readers: Mapping[str, Reader]) -> Source | None:
    base = name.rpartition("/")[2]
    return next(filter(None, (reader.recognise(head, name=base) for reader in readers.values())), None)


def _frames(stream: BinaryIO) -> Iterator[tuple[str, bytes]]:
    for line in iter(stream.readline, b""):
        name, size = json.loads(line)
        yield name, stream.read(size)


class _Gauge(io.RawIOBase):
    """The standard input, which says from time to time how far it has been read."""

    def __init__(self, out: _Outlet) -> None:
        self._raw = io.FileIO(0, closefd=False)
        self._out = out
        self._done = 0
        self._told = time.monotonic()

    def readable(self) -> bool:
        """Say yes: it is for reading."""
        return True

    def seekable(self) -> bool:
        """Tell whether the input is a file."""
        return self._raw.seekable()

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Go to an offset in bytes."""
        return self._raw.seek(offset, whence)

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Read into the buffer; return how many bytes; tell the parent how far it got."""
        count = self._raw.readinto(buffer) or 0
        self._done += count
        if time.monotonic() >= self._told + _TOLD_EVERY:
            self._told = time.monotonic()
            self._out.say(Reached(self._done))
            self._out.flush()
        return count


class _Outlet:
    """The standard output: lines are gathered and written together."""

    def __init__(self) -> None:
        self._lines = bytearray()

    def say(self, message: Line) -> None:
        """Write the lines of a message, soon."""
        for line in encode(message):
            self._lines += line
        if len(self._lines) > HEAD:
            self.flush()

    def flush(self) -> None:
        """Write what was gathered, now."""
        view = memoryview(bytes(self._lines))
        while view:
            view = view[os.write(_OUT, view) :]
        self._lines.clear()


def _stumble(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say on the error output where an unforeseen exception arose, without a value out of the file."""
    lines: list[str] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append(f"{code.co_filename}:{trace.tb_lineno} in {code.co_name}\n")
        trace = trace.tb_next
    # A pipe takes 4 KB in one piece, and the parent reads it only at the end.
    os.write(_ERRORS, f"{''.join(lines[-20:])}{kind.__name__}".encode()[-4000:])
