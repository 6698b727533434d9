import gzip
import io
import random
import stat
import struct
import tarfile
import zipfile
from hashlib import sha256

import pytest

from weaktie.core.readers import archive
from weaktie.core.readers.archive import Kind, Limits
from weaktie.core.rows import Problem

TEXT = b"First Name,Last Name\nOmar,Haddad\n"


def a_zip(*files: tuple[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as made:
        for name, content in files:
            made.writestr(name, content)
    return out.getvalue()


def a_tar(*files: tuple[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as made:
        for name, content in files:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            made.addfile(entry, io.BytesIO(content))
    return out.getvalue()


def unpacked(data: bytes, name: str = "x.zip", limits: Limits | None = None) -> list[tuple[str, bytes]]:
    kind = archive.recognise(data[:512])
    assert kind is not None
    members = archive.members(kind, io.BytesIO(data), name=name, limits=limits)
    return [(member.name, member.stream.read()) for member in members]


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_reads_the_members_of_a_zip(packing):
    data = a_zip(("Connections.csv", TEXT), ("Jobs/Saved Jobs.csv", TEXT * 9000), packing=packing)

    assert unpacked(data) == [("Connections.csv", TEXT), ("Jobs/Saved Jobs.csv", TEXT * 9000)]


def test_reads_a_zip_that_was_written_as_a_stream_with_64_bit_numbers():
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
        made.open("a.csv", "w", force_zip64=True) as member,
    ):
        member.write(TEXT * 5000)

    assert unpacked(out.getvalue()) == [("a.csv", TEXT * 5000)]


def test_reads_the_64_bit_end_record_of_a_zip():
    data = a_zip(("a.csv", TEXT))
    end = data[-22:]
    size, offset = struct.unpack("<2L", end[12:20])
    long_end = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, size, offset)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, len(data) - 22, 1)
    hidden = end[:8] + b"\xff" * 12 + end[20:]

    assert unpacked(data[:-22] + long_end + locator + hidden) == [("a.csv", TEXT)]


def test_reads_a_zip_with_a_comment_behind_and_a_page_in_front():
    commented = io.BytesIO()
    with zipfile.ZipFile(commented, "w") as made:
        made.writestr("a.csv", TEXT)
        made.comment = b"exported by PK\x05\x06 somebody"
    members = archive.members(Kind.ZIP, io.BytesIO(b"<html>" * 50 + commented.getvalue()), name="x.zip")

    assert [member.stream.read() for member in members] == [TEXT]


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_reads_the_members_of_a_tar_whatever_its_dialect(form):
    long_name = (
        "Takeout/" + "Mail/" * 12 + "All mail.mbox" if form == tarfile.USTAR_FORMAT else "y" * 150 + "/ü.csv"
    )
    data = a_tar((long_name, TEXT), ("b.csv", b"x" * 512), form=form)

    assert unpacked(data) == [(long_name, TEXT), ("b.csv", b"x" * 512)]
    assert unpacked(gzip.compress(data), "x.tgz") == [(long_name, TEXT), ("b.csv", b"x" * 512)]


def test_passes_over_what_the_reader_left_of_a_member():
    data = a_tar(("a.csv", TEXT * 9000), ("b.csv", TEXT))

    members = archive.members(Kind.TAR, io.BytesIO(data), name="x.tar")

    assert [(member.name, member.stream.read(5)) for member in members] == [
        ("a.csv", b"First"),
        ("b.csv", b"First"),
    ]


def test_reads_a_file_that_was_gzipped_alone_in_several_pieces():
    data = gzip.compress(TEXT) + gzip.compress(TEXT) + b"\0" * 600

    assert unpacked(data, "All mail.mbox.gz") == [("All mail.mbox", TEXT + TEXT)]


def test_tells_the_size_and_hash_of_a_member_however_little_was_read():
    (member,) = archive.members(Kind.ZIP, io.BytesIO(a_zip(("a.csv", TEXT))), name="x.zip")
    member.stream.read(3)

    size, digest = member.finish()

    assert size == len(TEXT)
    assert digest == sha256(TEXT).hexdigest()


def test_passes_over_directories_and_empty_files():
    assert unpacked(a_zip(("folder/", b""), ("empty.csv", b""), ("a.csv", TEXT))) == [("a.csv", TEXT)]
    assert unpacked(a_tar(("empty.csv", b""), ("a.csv", TEXT))) == [("a.csv", TEXT)]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/root/.ssh/id_rsa", "root/.ssh/id_rsa"),
        ("C:\\Windows\\system32\\a.csv", "Windows/system32/a.csv"),
        ("a/./b//c.csv", "a/b/c.csv"),
        ("Conn\u202evsc.exe", "Connvsc.exe"),
        ("new\nline\x1b[31m.csv", "newline[31m.csv"),
        ("x" * 300 + ".csv", "…" + "x" * 195 + ".csv"),
    ],
)
def test_shows_a_name_that_reaches_out_of_the_archive_as_one_inside(name, shown):
    assert [name for name, _ in unpacked(a_zip((name, TEXT)))] == [shown]


def test_reads_names_in_utf_8_and_in_code_page_437():
    utf8 = a_zip(("Größe.csv", TEXT))
    dos = a_zip(("Gr__e.csv", TEXT)).replace(b"Gr__e", b"Gr\x94\xe1e")

    assert [name for name, _ in unpacked(utf8) + unpacked(dos)] == ["Größe.csv", "Größe.csv"]


def test_leaves_links_and_devices_out():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as made:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            entry = tarfile.TarInfo("Connections.csv")
            entry.type, entry.linkname = kind, "/etc/passwd"
            made.addfile(entry)
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as made:
        link = zipfile.ZipInfo("Connections.csv")
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/passwd")

    tarred = archive.members(Kind.TAR, io.BytesIO(out.getvalue()), name="x.tar")
    members = [*tarred, *archive.members(Kind.ZIP, io.BytesIO(zipped.getvalue()), name="x.zip")]

    assert len(members) == 5
    assert all("left out" in member.left_out and member.stream.read() == b"" for member in members)


def test_leaves_out_what_is_packed_in_a_way_it_does_not_read():
    (member,) = archive.members(
        Kind.ZIP, io.BytesIO(a_zip(("a.csv", TEXT), packing=zipfile.ZIP_LZMA)), name="x.zip"
    )

    assert "Unpack the archive" in member.left_out


def test_refuses_a_locked_zip():
    data = bytearray(a_zip(("a.csv", TEXT)))
    data[data.index(b"PK\x01\x02") + 8] |= 1

    with pytest.raises(Problem, match="password"):
        unpacked(bytes(data))


@pytest.mark.parametrize("name", ["[Content_Types].xml", "mimetype"])
def test_refuses_documents_that_are_zips(name):
    with pytest.raises(Problem, match="spreadsheet"):
        unpacked(a_zip((name, TEXT), ("xl/workbook.xml", TEXT)))


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"7z\xbc\xaf\x27\x1c\0\4", "7-Zip"),
        (b"Rar!\x1a\x07\1\0", "RAR"),
        (b"BZh91AY&SY", "bzip2"),
        (b"\xfd7zXZ\0\0", "xz"),
    ],
)
def test_says_what_to_do_with_an_archive_it_does_not_open(head, name):
    with pytest.raises(Problem, match=f"{name}. Unpack it"):
        archive.recognise(head)


@pytest.mark.parametrize(
    "head", [b"", b"First Name,Last Name\n", b"From ada@x.example\n", b"\0" * 512, b"a" * 512]
)
def test_takes_nothing_else_for_an_archive(head):
    assert archive.recognise(head) is None


def test_notices_a_member_whose_sum_or_size_is_not_as_claimed():
    data = a_zip(("a.csv", TEXT), packing=zipfile.ZIP_STORED)
    flipped = data.replace(b"Omar", b"Omas")
    entry = data.index(b"PK\x01\x02")
    shrunk = data[: entry + 24] + struct.pack("<L", 5) + data[entry + 28 :]

    for broken in (flipped, shrunk):
        with pytest.raises(Problem, match="damaged"):
            unpacked(broken)


def test_refuses_members_that_lie_on_top_of_each_other():
    data = a_zip(("a.csv", TEXT), ("b.csv", TEXT), packing=zipfile.ZIP_STORED)
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    overlapping = data[: second + 42] + struct.pack("<L", 0) + data[second + 46 :]

    with pytest.raises(Problem, match="on top of each other"):
        unpacked(overlapping)


def test_stops_when_a_member_unpacks_to_more_than_it_honestly_can():
    limits = Limits(ratio=20, ratio_from=10_000)

    for data in (
        a_zip(("a.csv", bytes(1_000_000))),
        gzip.compress(bytes(1_000_000)),
        gzip.compress(a_tar(("a", bytes(10**6)))),
    ):
        with pytest.raises(Problem, match="20 times"):
            unpacked(data, limits=limits)


def test_stops_when_all_members_unpack_to_too_much_but_not_for_mail():
    limits = Limits(unpacked=3 * len(TEXT))
    data = a_zip(*((f"{number}.csv", TEXT) for number in range(4)))

    with pytest.raises(archive.TooMuch, match="without its mail"):
        unpacked(data, limits=limits)

    for member in archive.members(Kind.ZIP, io.BytesIO(data), name="x.zip", limits=limits):
        member.uncap()
        assert member.stream.read() == TEXT


@pytest.mark.parametrize("pack", [a_zip, a_tar])
def test_stops_at_too_many_members(pack):
    data = pack(*((f"{number}.csv", TEXT) for number in range(4)))

    with pytest.raises(Problem, match="more than 3 files"):
        unpacked(data, limits=Limits(members=3))


def test_refuses_what_was_not_downloaded_whole_wherever_it_breaks_off():
    chance = random.Random(7)
    for data in (a_zip(("a.csv", TEXT * 50)), gzip.compress(a_tar(("a.csv", TEXT * 50)))):
        for _ in range(40):
            with pytest.raises(Problem):
                unpacked(data[: chance.randrange(2, len(data) - 30)])
