"""What comes out of vCards: every dialect, every oddity, nothing that should not be kept."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest

from weaktie.core.readers import Hints, Source, vcard
from weaktie.core.readers.content_lines import MOST_LINE, properties
from weaktie.core.rows import Contact, Problem, Row, Skip, Stint

HINTS = Hints(date(2026, 11, 20))


def rows(raw: bytes | str) -> list[Row]:
    raw = raw.encode() if isinstance(raw, str) else raw
    source = vcard.recognise(raw[:65536], name="contacts.vcf")
    assert source is not None
    return list(vcard.read(source, BytesIO(raw), HINTS))


def contacts(raw: bytes | str) -> list[Contact]:
    return [row for row in rows(raw) if isinstance(row, Contact)]


def skips(raw: bytes | str) -> list[Skip]:
    return [row for row in rows(raw) if isinstance(row, Skip)]


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def contact(*lines: str, version: str = "3.0") -> Contact:
    return contacts(card(*lines, version=version))[0]


@pytest.mark.parametrize(
    "head",
    [
        b"BEGIN:VCARD\r\n",
        b"begin:vcard\n",
        b"\xef\xbb\xbf\r\n\r\nBEGIN:vCard\r\n",
        "BEGIN:VCARD\r\n".encode("utf-16"),
        "BEGIN:VCARD\r\n".encode("utf-16-be"),
        b"BEGIN: VCARD \rVERSION:2.1\r",
    ],
)
def test_recognises_cards_by_their_beginning(head: bytes) -> None:
    assert vcard.recognise(head, name="x.txt") is not None


@pytest.mark.parametrize(
    "head", [b"", b"BEGIN:VCALENDAR\r\n", b"Name,Note\nOmar,BEGIN:VCARD\n", b"\x00\xff" * 50, b'["vcard",[]]']
)
def test_leaves_other_files_to_others(head: bytes) -> None:
    assert vcard.recognise(head, name="x.vcf") is None


@pytest.mark.parametrize(
    ("written", "version"),
    [
        ("EMAIL:Omar@North.example", "3.0"),
        ("EMAIL;INTERNET:omar@north.example", "2.1"),
        ("email;type=INTERNET,WORK:omar@north.example", "3.0"),
        ('item1.EMAIL;TYPE="work,pref";X-A="b;c:d":omar@north.example', "4.0"),
        ("EMAIL:mailto:omar@north.example", "4.0"),
        ("EMAIL;ENCODING=QUOTED-PRINTABLE:omar=40north.example", "2.1"),
        ("EMAIL;X-LABEL=Desk ^'two^':omar@north.example", "4.0"),
        ('EMAIL;X-LABEL="open:omar@north.example', "3.0"),
        ("EMAIL;TY\r\n PE=work:omar@no\r\n\trth.example", "3.0"),
    ],
)
def test_reads_an_address_in_every_form(written: str, version: str) -> None:
    assert contact(written, version=version).emails == ("omar@north.example",)


def test_leaves_out_what_is_no_mail_address() -> None:
    found = contact("FN:Omar", "EMAIL;X400:/G=Omar/S=Haddad/C=DE", "EMAIL:omar", "EMAIL:o@north.example")

    assert found.emails == ("o@north.example",)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"FN;CHARSET=ISO-8859-1:J\xfcrgen", "Jürgen"),
        (b"FN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:J=FCrgen", "Jürgen"),
        (b"FN;QUOTED-PRINTABLE;CHARSET=UTF-8:J=C3=BCr=\r\ngen", "Jürgen"),
        (b"FN:J\xfcrgen", "Jürgen"),
        (b"FN;CHARSET=ISO-8859-1:J\xc3\xbcrgen", "Jürgen"),
        (b"FN;CHARSET=SHIFT_JIS:\x8f\x5c\x95\x5c", "十表"),
        (b"FN;CHARSET=ISO-2022-JP:\x1b$B;3ED\x1b(B", "山田"),
        (b"FN;CHARSET=KOI8-R:\xe1\xce\xce\xc1", "Анна"),
        (b"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=BCrgen G=C3", "Jürgen G"),
        (b"FN;CHARSET=rot13:Omar", "Omar"),
        (b"FN;CHARSET=punycode:J\xfcrgen", "Jürgen"),
    ],
)
def test_reads_a_name_in_any_charset(raw: bytes, name: str) -> None:
    found = contacts(b"BEGIN:VCARD\r\nVERSION:2.1\r\n" + raw + b"\r\nEND:VCARD\r\n")

    assert found[0].name == name


def test_folds_of_2_1_keep_their_blank_and_those_of_3_0_do_not() -> None:
    old = contact("FN:Omar\r\n Haddad", version="2.1")
    new = contact("FN:Omar\r\n  Had\r\n dad", version="3.0")

    assert (old.name, new.name) == ("Omar Haddad", "Omar Haddad")


def test_undoes_escapes_but_leaves_a_backslash_that_is_meant() -> None:
    found = contact(r"FN:Haddad\, Omar", r"ORG:A\;B\, C\\D;North\nEast", r"TITLE:DOM\user", "N:Haddad;Omar")

    assert found.name == "Haddad, Omar"
    assert found.work == (Stint("A;B, C\\D", "DOM\\user", "North East"),)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["N:Haddad;Omar;Said,Ali;Dr.;PhD"], ("Omar Said Ali Haddad", "Omar", "Haddad")),
        (["FN:Dr. Omar Haddad", "N:Haddad;Omar"], ("Dr. Omar Haddad", "Omar", "Haddad")),
        (["FN:Omar Haddad"], ("Omar Haddad", "", "")),
        (["N:Omar Haddad"], ("Omar Haddad", "", "")),
        (["N:;Omar;;;", "FN:Omar"], ("Omar", "", "")),
        (["N:Haddad;;;Mr.;", "FN:Mr. Haddad"], ("Mr. Haddad", "", "Haddad")),
        (["FN:omar@north.example", "N:;;;;", "EMAIL:omar@north.example"], ("", "", "")),
        (["FN:omar@north.example", "N:Haddad;Omar"], ("Omar Haddad", "Omar", "Haddad")),
        (["NICKNAME:Omi,O", "TEL:12345"], ("Omi", "", "")),
        (["FN;ALTID=1;LANGUAGE=ja:太郎", "FN;ALTID=1;LANGUAGE=en:Taro"], ("太郎", "", "")),
        (["FN:Old Name", "FN;PREF=1:New Name"], ("New Name", "", "")),
        (["FN:\u202eOmar\u200b  Haddad\x07"], ("Omar Haddad", "", "")),
    ],
)
def test_finds_the_name_where_it_stands(lines: list[str], expected: tuple[str, str, str]) -> None:
    found = contact(*lines, "UID:1")

    assert (found.name, found.given, found.family) == expected


@pytest.mark.parametrize(
    ("written", "phones"),
    [
        ("TEL:+1-418-656-9254", ("+1-418-656-9254",)),
        ("TEL;VALUE=uri:tel:+1-418-656-9254;ext=102", ("+1-418-656-9254;ext=102",)),
        ("TEL;WORK;FAX:1234567", ()),
        ("TEL;TYPE=voice,fax:1234567", ("1234567",)),
        ("TEL;TYPE=PAGER:1234567", ()),
        ("TEL;TYPE=MAIN:1234567", ()),
        ("TEL:ask at the desk", ()),
        ("a.TEL:1234567\r\na.X-ABLABEL:_$!<Assistant>!$_", ()),
        ("a.TEL:1234567\r\nb.X-ABLABEL:Assistant", ("1234567",)),
        ("TEL:1234567\r\nTEL;TYPE=pref:7654321\r\nTEL:1234567", ("7654321", "1234567")),
    ],
)
def test_takes_the_phones_that_reach_the_person(written: str, phones: tuple[str, ...]) -> None:
    assert contact("FN:Omar", written).phones == phones


@pytest.mark.parametrize(
    ("written", "born"),
    [
        ("BDAY:1980-03-22", "1980-03-22"),
        ("BDAY:19800322", "1980-03-22"),
        ("BDAY;VALUE=date-time:1980-03-22T00:00:00Z", "1980-03-22"),
        ("BDAY:--0229", "--02-29"),
        ("BDAY:--03-22", "--03-22"),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-22", "--03-22"),
        ("BDAY;X-APPLE-OMIT-YEAR=1984:1984-03-22", "--03-22"),
        ("BDAY:---22", ""),
        ("BDAY:1980", ""),
        ("BDAY:1981-02-29", ""),
        ("BDAY;VALUE=text:circa 1800", ""),
    ],
)
def test_reads_a_birthday_with_and_without_a_year(written: str, born: str) -> None:
    assert contact("FN:Omar", written).born == born


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("ADR:;;1 Way;Leeds;;LS1;UK", "Leeds"),
        ("ADR:;;1 Way;61352 Bad Homburg;;;", "Bad Homburg"),
        ("ADR:;;1 Way;London SW1A 1AA;;;", "London"),
        ("ADR:;;;12 Way;;;", "Way"),
        ("ADR:12 Way\\nLeeds;;;;;;", ""),
        ("ADR;TYPE=work:;;;;;;\r\nADR;TYPE=home:;;;Pune;;;", "Pune"),
        ("ADR:;;;Leeds;;;\r\nADR;PREF=1:;;;Pune;;;", "Pune"),
    ],
)
def test_keeps_the_town_of_an_address_and_nothing_else(written: str, place: str) -> None:
    assert contact("FN:Omar", written).place == place


@pytest.mark.parametrize(
    ("lines", "work"),
    [
        (["ORG:A;B;C", "TITLE:T"], [Stint("A", "T", "B, C")]),
        (["ORG:A", "ORG:B", "TITLE:T", "TITLE:U"], [Stint("A", "T"), Stint("B", "U")]),
        (["x.ORG:A", "y.ORG:B", "y.TITLE:U", "x.TITLE:T"], [Stint("A", "T"), Stint("B", "U")]),
        (["x.ORG:A", "ORG:B", "TITLE:U"], [Stint("A", "U"), Stint("B")]),
        (["ORG:A", "ROLE:R"], [Stint("A", "R")]),
        (["ORG:A", "TITLE:T", "ROLE:R"], [Stint("A", "T")]),
        (["ORG:;Lab", "TITLE:T"], []),
        (["TITLE:T"], []),
        (["ORG;ALTID=1:A", "ORG;ALTID=1:Á"], [Stint("A")]),
    ],
)
def test_pairs_organisations_with_titles(lines: list[str], work: list[Stint]) -> None:
    assert contact("FN:Omar", *lines).work == tuple(work)


@pytest.mark.parametrize(
    ("written", "profile", "urls"),
    [
        ("URL:http\\://www.linkedin.com/in/Omar-H/", "omar-h", ()),
        ("X-SOCIALPROFILE;type=linkedin;x-user=omar-h:x-apple:omar-h", "omar-h", ()),
        ("SOCIALPROFILE;SERVICE-TYPE=LinkedIn;USERNAME=omar-h:https://x.example", "omar-h", ()),
        ("URL:https://omar.example/a?b", "", ("https://omar.example/a?b",)),
        ("URL:www.omar.example", "", ("www.omar.example",)),
        ("URL:javascript:alert(1)", "", ()),
        ("URL:data:text/html,x", "", ()),
        ("IMPP;X-SERVICE-TYPE=Skype:skype:omar.h", "", ("skype:omar.h",)),
    ],
)
def test_tells_a_profile_from_other_addresses(written: str, profile: str, urls: tuple[str, ...]) -> None:
    found = contact("FN:Omar", written)

    assert (found.profile, found.urls) == (profile, urls)


def test_reads_nickname_maiden_name_and_categories() -> None:
    found = contact(
        "FN:Priya Rao", "NICKNAME:Pri,P", "X-MAIDENNAME:Nair", "CATEGORIES:Choir\\, north,x,myContacts"
    )

    assert (found.nickname, found.maiden, found.groups) == ("Pri", "Nair", ("Choir, north", "x"))


@pytest.mark.parametrize(
    ("lines", "word"),
    [
        (["KIND:group", "FN:Choir"], "group"),
        (["X-ADDRESSBOOKSERVER-KIND:group", "FN:Choir"], "group"),
        (["KIND:org", "FN:Acme"], "organisation"),
        (["X-ABSHOWAS:COMPANY", "FN:Acme", "N:;;;;"], "organisation"),
        (["FN:Acme", "N:;;;;", "ORG:Acme;"], "organisation"),
        (["ORG:Acme", "TEL:1234567"], "organisation"),
        (["KIND:location", "FN:Leeds"], "place"),
        (["NOTE:only a note"], "no name"),
        ([], "no name"),
    ],
)
def test_says_why_a_card_is_nobody(lines: list[str], word: str) -> None:
    found = skips(card(*lines))

    assert [skip.where for skip in found] == ["card 1"]
    assert word in found[0].reason


def test_takes_a_person_at_an_organisation_of_the_same_name() -> None:
    assert contact("FN:Omar Haddad", "N:Haddad;Omar", "ORG:Omar Haddad").name == "Omar Haddad"


def test_takes_a_card_with_a_phone_alone() -> None:
    found = contact("TEL:+49 30 555")

    assert (found.name, found.phones) == ("", ("+49 30 555",))


def test_leaves_out_the_assistant_inside_a_card() -> None:
    raw = card("FN:Omar", "AGENT:\r\n" + card("FN:Cleo", "TEL:1234567").strip(), "TEL:7654321", version="2.1")

    assert [(one.name, one.phones) for one in contacts(raw)] == [("Omar", ("7654321",))]


def test_a_card_without_an_end_ends_where_the_next_begins() -> None:
    raw = "BEGIN:VCARD\nFN:Omar\nBEGIN:VCARD\nFN:Priya\n"

    assert [one.name for one in contacts(raw)] == ["Omar", "Priya"]


def test_a_person_may_be_called_vcard() -> None:
    raw = card("FN:vCard", "NICKNAME:VCARD", "TEL:1234567")

    assert [(one.name, one.phones) for one in contacts(raw)] == [("vCard", ("1234567",))]


def test_names_a_card_by_its_uid_else_by_name_and_address() -> None:
    with_uid = contact("UID:urn:uuid:ABC", "FN:Omar")
    without = contact("FN:Omar", "EMAIL:o@north.example", "TEL:1234567")
    again = contact("TEL:1234567", "EMAIL:O@North.example", "FN:OMAR")

    assert with_uid.key == "uid:abc"
    assert without.key == again.key
    assert without.key != contact("FN:Omar").key


def test_a_uid_on_every_card_makes_nobody_the_same() -> None:
    found = contacts(card("UID:1", "FN:Omar") + card("UID:1", "FN:Priya") + card("UID:1", "FN:Ben"))

    assert len({one.key for one in found}) == 3


def test_holds_no_more_of_a_line_than_its_bound() -> None:
    raw = b"BEGIN:VCARD\r\nFN:" + b"x" * 3_000_000 + b"\r\nPHOTO:" + b"y" * 3_000_000 + b"\r\nEND:VCARD\r\n"

    lines = list(properties(BytesIO(raw), frozenset({b"FN", b"BEGIN", b"END"})))

    assert [line.name for line in lines] == ["BEGIN", "FN", "END"]
    assert len(lines[1].value) <= MOST_LINE


def test_refuses_cards_nested_without_end() -> None:
    with pytest.raises(Problem, match="nested"):
        rows("BEGIN:VCARD\n" + "AGENT:\nBEGIN:VCARD\n" * 10_000)


def test_refuses_more_cards_than_anybody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vcard, "MOST_CARDS", 3)

    with pytest.raises(Problem, match="more than 3 cards"):
        rows(card("FN:Omar") * 4)


class _Endless(BytesIO):
    """A stream that goes on for ever."""

    def read(self, size: int | None = -1) -> bytes:
        return b"NOTE:" + b"x" * 10_000_000


def test_refuses_a_file_longer_than_200_megabytes() -> None:
    with pytest.raises(Problem, match="200 MB"):
        list(vcard.read(Source("vcard", "", "vcard"), _Endless(), HINTS))
