import gzip
import io
import os
import subprocess
import sys
import time
import zipfile
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from weaktie.adapters import parsing
from weaktie.adapters.parsing import FileRead, Progress, halves, plans
from weaktie.core import readers
from weaktie.core.readers import Hints, mail
from weaktie.core.rows import Encounters, Problem, Row, Skip, Tally

pytestmark = pytest.mark.slow  # each starts processes
HINTS = Hints(date(2026, 11, 23))
STUB = ["tests.adapters.stub_reader"]
DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"


def stubs(folder: Path, **files: bytes) -> list[Path]:
    paths = []
    for name, content in files.items():
        paths.append(folder / name)
        paths[-1].write_bytes(content)
    return paths


def parsed(*paths: Path) -> list[FileRead]:
    return list(parsing.parse(paths, hints=HINTS, modules=STUB))


def a_zip(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("_", "/"), content)
    return out.getvalue()


def test_reads_a_file_in_a_child(tmp_path):
    (path,) = stubs(tmp_path, a=b"STUB hello\nworld")

    (read,) = parsed(path)

    assert (read.path, read.size, read.error, read.passed_over) == ("a", 16, None, False)
    assert read.source is not None and read.source.kind == "stub"
    assert read.rows == [Skip("line 1", "hello"), Tally(16)]
    assert read.digest == sha256(b"STUB hello\nworld").hexdigest()


def test_reads_a_large_file_in_a_child_of_its_own_and_tells_how_far_it_is(tmp_path):
    (path,) = stubs(tmp_path, a=b"STUB hello\n" + bytes(3_000_000))
    told: list[Progress] = []

    (read,) = parsing.parse([path], hints=HINTS, progress=told.append, modules=STUB)

    assert read.rows == [Skip("line 1", "hello"), Tally(3_000_011)]
    assert read.digest == sha256(path.read_bytes()).hexdigest()
    assert (told[0], told[-1]) == (Progress("a", 0, 3_000_011), Progress("a", 3_000_011, 3_000_011))


@pytest.mark.parametrize("size", [0, 2_000_000])
@pytest.mark.parametrize(
    ("order", "sentence"),
    [
        (b"refuse", "No good."),
        (b"stumble", "did not foresee"),
        (b"eat", "more memory"),
        (b"garble", "no sensible answer"),
    ],
)
def test_one_bad_file_gives_a_sentence_and_costs_nobody_the_others(tmp_path, order, sentence, size):
    paths = stubs(tmp_path, a=b"STUB one", bad=b"STUB " + order + b"\n" + bytes(size), c=b"STUB three")

    one, bad, three = parsed(*paths)

    assert one.rows[0] == Skip("line 1", "one")
    assert bad.error is not None and sentence in bad.error and "secret" not in bad.error
    assert bad.rows == []
    assert three.rows[0] == Skip("line 1", "three")


@pytest.mark.parametrize("size", [0, 2_000_000])
def test_ends_a_child_that_takes_too_long(tmp_path, size, monkeypatch):
    monkeypatch.setattr(plans, "SECONDS", 1.0)
    paths = stubs(tmp_path, bad=b"STUB loop\n" + bytes(size), c=b"STUB three")

    bad, three = parsed(*paths)

    assert bad.error is not None and "longer" in bad.error
    assert three.error is None


def test_does_not_count_the_time_that_the_caller_takes(tmp_path, monkeypatch):
    monkeypatch.setattr(plans, "SECONDS", 1.0)
    (path,) = stubs(tmp_path, x=a_zip(a=b"STUB one", b=b"STUB two", c=b"STUB three"))

    reads = []
    for read in parsing.parse([path], hints=HINTS, modules=STUB):
        reads.append(read.error)
        time.sleep(0.45)

    assert reads == [None] * 3


def test_stops_listening_to_a_child_that_never_ends(tmp_path, monkeypatch):
    monkeypatch.setattr(plans, "MOST_ROWS", 20_000)
    (path,) = stubs(tmp_path, bad=b"STUB flood")

    (bad,) = parsed(path)

    assert bad.error is not None and "20,000 rows" in bad.error
    assert bad.rows == []


def test_stops_listening_to_a_child_that_says_too_much(tmp_path, monkeypatch):
    monkeypatch.setattr(plans, "MOST_BYTES", 100_000)
    (path,) = stubs(tmp_path, bad=b"STUB flood")

    (bad,) = parsed(path)

    assert bad.error is not None and "more in this file" in bad.error


def test_opens_an_archive_and_names_its_members(tmp_path):
    inner = a_zip(a=b"STUB inner")
    members = {
        "a": b"STUB one",
        "b_c": b"STUB! spare",
        "photo": b"\xff\xd8\xff",
        "bad": b"STUB refuse",
        "zip": inner,
    }
    (path,) = stubs(tmp_path, **{"x.zip": a_zip(**members)})

    one, spare, photo, bad, nested = parsed(path)

    assert (one.path, one.rows[0], one.digest) == (
        "x.zip!/a",
        Skip("line 1", "one"),
        sha256(b"STUB one").hexdigest(),
    )
    assert (spare.path, spare.rows, spare.error) == ("x.zip!/b/c", [], None)
    assert (
        spare.source is not None
        and not spare.source.needed
        and spare.digest == sha256(b"STUB! spare").hexdigest()
    )
    assert (photo.source, photo.passed_over) == (None, True)
    assert (bad.error, bad.rows, bad.passed_over) == ("No good.", [], False)
    assert nested.error is not None and "archive inside an archive" in nested.error


def test_says_so_when_nothing_in_an_archive_is_read_here(tmp_path):
    (path,) = stubs(tmp_path, **{"x.zip": a_zip(photo=b"\xff\xd8\xff")})

    photo, whole = parsed(path)

    assert photo.passed_over
    assert whole.path == "x.zip" and not whole.passed_over
    assert whole.error is not None and whole.error.startswith("Nothing in this archive")


def test_goes_on_behind_a_member_at_which_a_child_breaks_off(tmp_path):
    members = {
        "a": b"STUB one",
        "b": b"STUB stumble",
        "c": b"STUB three",
        "d": b"STUB garble",
        "e": b"STUB five",
    }
    (path,) = stubs(tmp_path, x=a_zip(**members))

    one, bad, three, garbled, five = parsed(path)

    assert [read.rows[0] for read in (one, three, five)] == [
        Skip("line 1", word) for word in ("one", "three", "five")
    ]
    assert (bad.path, bad.passed_over, garbled.path) == ("x!/b", False, "x!/d")
    assert bad.error is not None and "did not foresee" in bad.error


def test_gives_an_archive_up_in_which_child_after_child_breaks_off(tmp_path):
    (path,) = stubs(tmp_path, x=a_zip(**{str(number): b"STUB stumble" for number in range(9)}))

    *bad, whole = parsed(path)

    assert (len(bad), whole.path) == (4, "x")
    assert whole.error is not None and "Too much" in whole.error


def test_opens_a_single_gzipped_file(tmp_path):
    (path,) = stubs(tmp_path, **{"a.csv.gz": gzip.compress(b"STUB one")})

    (one,) = parsed(path)

    assert (one.path, one.rows[0]) == ("a.csv.gz!/a.csv", Skip("line 1", "one"))


def test_walks_a_folder_without_following_links(tmp_path):
    folder = tmp_path / "export"
    (folder / "Jobs").mkdir(parents=True)
    (folder / ".git").mkdir()
    stubs(folder, b=b"STUB b", a=b"STUB a", notes=b"what", **{".DS_Store": b"x"})
    stubs(folder / "Jobs", c=b"STUB c")
    stubs(folder / ".git", config=b"STUB no")
    (folder / "link").symlink_to(folder / "a")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    os.mkfifo(folder / "pipe")

    reads = parsed(folder)

    taken = [read.path for read in reads if not read.error]
    assert taken == ["export/a", "export/b", "export/Jobs/c"]
    assert {read.path for read in reads if read.passed_over} == {"export/notes", "export/link", "export/pipe"}


def test_takes_files_of_one_name_apart_by_their_folders(tmp_path):
    for year in ("2021", "2024"):
        (tmp_path / year).mkdir()
    paths = [*stubs(tmp_path / "2021", a=b"STUB old"), *stubs(tmp_path / "2024", a=b"STUB new")]

    assert [read.path for read in parsed(*paths)] == ["2021/a", "2024/a"]


def test_answers_for_what_is_not_there_or_nothing_it_reads(tmp_path):
    nothing, photo, empty = tmp_path / "nothing", *stubs(tmp_path, photo=b"\xff\xd8\xff\xe0", empty=b"")

    reads = parsed(nothing, photo, empty)

    assert [read.passed_over for read in reads] == [False] * 3
    assert [str(read.error).split(".")[0] for read in reads] == [
        "There is no such file",
        "This is a picture",
        "This file is empty",
    ]


def test_refuses_a_file_that_is_too_large_unless_it_is_mail(tmp_path):
    path = tmp_path / "huge"
    path.write_bytes(b"STUB")
    os.truncate(path, 200_000_001)  # a hole: takes no room on the disk

    (huge,) = parsed(path)

    assert huge.error is not None and "200 MB" in huge.error


def test_ends_its_child_when_the_caller_goes_away(tmp_path):
    (path,) = stubs(tmp_path, x=a_zip(a=b"STUB one", b=b"STUB loop"))
    reads = parsing.parse([path], hints=HINTS, modules=STUB)
    next(reads)

    reads.close()

    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_its_modules_can_be_imported_on_other_systems(system):
    without = "sys.modules['resource'] = None; " if system == "win32" else ""
    program = (
        "import ctypes, json, signal, subprocess, sys, tempfile, threading, zoneinfo; "
        f"sys.platform = {system!r}; {without}"
        "import weaktie.adapters.wall.child, weaktie.adapters.parsing"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], env={"PYTHONPATH": os.pathsep.join(sys.path)}, check=False
    )

    assert done.returncode == 0


def test_tells_which_walls_stand():
    assert {"memory", "cpu", "files", "imports"} <= parsing.walls()


# --- with the real readers --------------------------------------------------------------------------------

LETTER = """From p{n}@x.example Thu Jan  1 00:00:00 2015
From: Person {who} <p{who}@x.example>
To: Ada <ada@x.example>, Priya <priya@y.example>
Date: {day} Mar 2019 10:00:00 +0100
Message-ID: <{n}@x.example>
Delivered-To: ada@x.example

Hello {n}

"""


def letters(*numbers: int) -> bytes:
    return "".join(LETTER.format(n=n, who=n % 7, day=1 + n % 28) for n in numbers).encode()


def meant(rows: list[Row]) -> list[object]:
    """Return rows with the parties themselves in the place of their indices."""
    parties: list[object] = []
    meant: list[object] = []
    for row in rows:
        if not isinstance(row, Encounters):
            meant.append(row)
            continue
        parties += row.parties
        for key, at, kind, author, to, cc in row.rows:
            meant.append((key, at, kind, parties[author], [parties[n] for n in to], [parties[n] for n in cc]))
    return meant


def test_two_children_read_a_mailbox_exactly_as_one_does(tmp_path, monkeypatch):
    monkeypatch.setattr(halves, "FROM", 1_000_000)
    path = tmp_path / "All mail.mbox"
    path.write_bytes(letters(*range(6000), *range(50)))
    with path.open("rb") as stream:
        alone = list(mail.read(mail.MBOX, stream, HINTS))

    (read,) = parsing.parse([path], hints=HINTS)

    assert read.error is None
    assert meant(read.rows) == meant(alone)
    assert read.rows[-1] == Tally(6050, "50 that were in the file already")


def test_reads_a_maildir_as_one_file_letter_by_letter(tmp_path):
    folder = tmp_path / "Mail"
    for part in ("cur", "new", "tmp", ".Sent/cur", ".Sent/new"):
        (folder / part).mkdir(parents=True)
    for number in range(300):
        part = "new" if number % 10 == 0 else ".Sent/cur" if number < 100 else "cur"
        letter = letters(number).partition(b"\n")[2] + b"x" * 5_000
        (folder / part / f"{number:04}.M1.host:2,S").write_bytes(letter)

    main, sent = parsing.parse([folder], hints=HINTS)

    assert (main.path, sent.path) == ("Mail", "Mail/.Sent")
    assert main.source is not None and main.source.kind == "maildir"
    assert (main.rows[-1], sent.rows[-1]) == (Tally(210), Tally(90))
    assert main.size == sum(
        len(path.read_bytes()) for part in ("cur", "new") for path in (folder / part).iterdir()
    )


def test_reads_every_file_of_the_samples_as_it_would_without_a_wall():
    kinds = ("ics", "vcard", "google_contacts", "outlook_contacts", "linkedin", "mail")
    paths = [path for kind in kinds for path in sorted((DATA / kind).rglob("*")) if path.is_file()]
    paths = [path for path in paths if path.suffix != ".zip"]
    if not paths:
        pytest.skip("the sample files are not here")

    for path, read in zip(paths, parsing.parse(paths, hints=HINTS), strict=True):
        try:
            source = readers.recognise(path.read_bytes()[: readers.HEAD], name=path.name)
            with path.open("rb") as stream:
                expected = list(readers.read(source, stream, HINTS)) if source.needed else []
            error = None
        except Problem as problem:
            expected, error = [], str(problem)
        assert (read.error, meant(read.rows)) == (error, meant(expected))
