"""vCards, made up, as sixteen programs write them, with what is true of the people on them.

Everybody here is fictional. Each dialect writes what its program can hold, so `holds` names the optional
fields that can be known from it. Every card also carries what must not be kept: notes, streets, pictures.
"""

from __future__ import annotations

import quopri
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass

from tests.core.readers.address_book import JAPAN, LATIN, WORLD, Someone

SECRET = "Secret"
"""Stands in everything that must not be kept."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one program writes cards: the lines of one, the fields it holds, the bytes around them."""

    name: str
    card: Callable[[Someone], list[str]]
    holds: str
    people: tuple[Someone, ...] = WORLD
    charset: str = "utf-8"
    end: str = "\r\n"
    is_folded: bool = False
    mark: bytes = b""

    def file(self) -> bytes:
        """Return a file with a card for each of the people."""
        lines = [line for one in self.people for line in self.card(one)]
        written = self.end.join([*lines, ""]).encode(self.charset)
        return self.mark + (folded(written) if self.is_folded else written)


def folded(written: bytes, width: int = 75) -> bytes:
    """Fold lines after so many octets, in the middle of letters too, as RFC 6350 allows."""
    lines: list[bytes] = []
    for line in written.split(b"\r\n"):
        lines.append(line[:width])
        lines += [b" " + line[at : at + width - 1] for at in range(width, len(line), width - 1)]
    return b"\r\n".join(lines)


def escaped(text: str) -> str:
    """Write a text as vCard 3.0 and 4.0 want it."""
    return text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")


def quoted(text: str) -> str:
    """Write a text in quoted-printable with soft breaks, as telephones do."""
    return quopri.encodestring(text.encode(), quotetabs=True).decode("ascii").replace("\n", "\r\n")


PICTURE = b64encode(bytes(range(256)) * 3).decode("ascii")


def _apple(one: Someone) -> list[str]:
    return [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "PRODID:-//Apple Inc.//macOS 14.5//EN",
        f"N:{escaped(one.family)};{escaped(one.given)};;;",
        f"FN:{escaped(one.name)}",
        f"NICKNAME:{one.nickname}",
        f"ORG:{escaped(one.company)};{escaped(one.department)}",
        f"TITLE:{escaped(one.title)}",
        f"EMAIL;type=INTERNET;type=HOME:{one.second}",
        f"item1.EMAIL;type=INTERNET;type=pref:{one.email}",
        "item1.X-ABLabel:_$!<Work>!$_",
        f"TEL;type=CELL;type=VOICE;type=pref:{one.phone}",
        "TEL;type=HOME;type=FAX:+49 30 999999",
        "item4.TEL:+49 30 998998",
        "item4.X-ABLabel:_$!<Assistant>!$_",
        f"item2.ADR;type=HOME:;;Secret Street 5\\, left;{escaped(one.town)};;10115;Germany",
        "item2.X-ABADR:de",
        f"item3.URL;type=pref:{one.site}",
        f"X-SOCIALPROFILE;type=linkedin:http://www.linkedin.com/in/{one.slug}",
        f"BDAY;value=date:{one.born}",
        "NOTE:Secret\\nORG:Elsewhere",
        f"PHOTO;ENCODING=b;TYPE=JPEG:{PICTURE}",
        f"UID:{one.uid.upper()}",
        "END:VCARD",
    ]


def _google(one: Someone) -> list[str]:
    return [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"FN:{escaped(one.name)}",
        f"N:{escaped(one.family)};{escaped(one.given)};;;",
        f"NICKNAME:{one.nickname}",
        f"EMAIL;TYPE=INTERNET;TYPE=WORK:{one.email}",
        f"EMAIL;TYPE=INTERNET:{one.second}",
        f"TEL;TYPE=CELL:{one.phone}",
        "TEL;TYPE=MAIN:+49 30 100000",
        f"ADR;TYPE=HOME:;;Secret Street 5;{escaped(one.town)};;10115;DE;Secret Street 5\\nBerlin",
        f"item1.ORG:{escaped(one.company)};{escaped(one.department)}",
        f"item1.TITLE:{escaped(one.title)}",
        f"BDAY:{one.born.replace('-', '')}",
        f"item2.URL:https\\://{one.site.removeprefix('https://')}",
        "item2.X-ABLabel:_$!<HomePage>!$_",
        f"item3.URL:https\\://www.linkedin.com/in/{one.slug}/",
        f"CATEGORIES:{escaped(one.group)},myContacts",
        "NOTE:Secret",
        "END:VCARD",
    ]


def _outlook(one: Someone) -> list[str]:
    return [
        "BEGIN:VCARD",
        "VERSION:2.1",
        f"N;LANGUAGE=de;CHARSET=Windows-1252:{one.family};{one.given}",
        f"FN;CHARSET=Windows-1252:{one.name}",
        f"ORG;CHARSET=Windows-1252:{one.company};{one.department}",
        f"TITLE;CHARSET=Windows-1252:{one.title}",
        "NOTE;ENCODING=QUOTED-PRINTABLE:Secret=0D=0A=",
        "TITLE:Secret=0D=0A=",
        "",
        f"TEL;WORK;VOICE:{one.phone}",
        "TEL;WORK;FAX:+49 30 999999",
        f"ADR;WORK;PREF;CHARSET=Windows-1252:;;Secret Street 5;{one.town};;10115;Germany",
        "LABEL;WORK;PREF;ENCODING=QUOTED-PRINTABLE:Secret Street 5=0D=0A=",
        "10115 Nowhere",
        "X-MS-OL-DEFAULT-POSTAL-ADDRESS:2",
        f"URL;WORK:{one.site}",
        f"BDAY:{one.born.replace('-', '')}",
        "KEY;X509;ENCODING=BASE64:",
        f" {PICTURE[:70]}",
        "",
        f"EMAIL;PREF;INTERNET:{one.email}",
        "X-MS-OL-DESIGN;CHARSET=utf-8:<card ver=1.0><fld name='Secret:x' /></card>",
        "REV:20240101T000000Z",
        "END:VCARD",
    ]


def _proton(one: Someone) -> list[str]:
    return [
        "BEGIN:VCARD",
        "VERSION:4.0",
        f"FN;PREF=1:{escaped(one.name)}",
        f"N:{escaped(one.family)};{escaped(one.given)};;;",
        f"ITEM2.EMAIL;PREF=2:{one.second}",
        f"ITEM1.EMAIL;PREF=1:{one.email}",
        f"TEL;PREF=1:{one.phone}",
        f"ORG:{escaped(one.company)};{escaped(one.department)}",
        f"ROLE:{escaped(one.title)}",
        f"UID:{one.uid}",
        f"ITEM1.CATEGORIES:{escaped(one.group)}",
        f"BDAY:{one.born.replace('-', '')}",
        "GENDER:M",
        "ITEM1.KEY;PREF=1:data:application/pgp-keys;base64,Secret",
        "END:VCARD",
    ]


def _thunderbird(one: Someone) -> list[str]:
    return [
        "BEGIN:VCARD",
        "VERSION:4.0",
        f"N:{escaped(one.family)};{escaped(one.given)};;;",
        f"FN:{escaped(one.name)}",
        f"NICKNAME:{one.nickname}",
        f"EMAIL;PREF=1;TYPE=work:{one.email}",
        f"EMAIL;TYPE=home:{one.second}",
        f"TEL;TYPE=cell;VALUE=TEXT:{one.phone}",
        f"ORG:{escaped(one.company)};{escaped(one.department)}",
        f"TITLE:{escaped(one.title)}",
        f"URL;VALUE=URL:{one.site}",
        f"ADR;TYPE=home:;;Secret Street 5;{escaped(one.town)};;10115;Germany",
        f"BDAY;VALUE=DATE:{one.born}",
        "NOTE:Secret",
        f"PHOTO;VALUE=URI:data:image/png;base64,{PICTURE}",
        f"UID:urn:uuid:{one.uid}",
        "END:VCARD",
    ]


def _nextcloud(one: Someone) -> list[str]:
    return [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "PRODID:-//Nextcloud Contacts v6",
        "KIND:individual",
        f"UID:{one.uid}",
        f"FN:{escaped(one.name)}",
        f"N:{escaped(one.family)};{escaped(one.given)};;;",
        f'EMAIL;TYPE="work,pref":{one.email}',
        f"EMAIL;TYPE=HOME;PREF=50:mailto:{one.second}",
        f'TEL;TYPE="voice,cell";VALUE=uri:tel:{one.phone.replace(" ", "%20")}',
        f'ADR;TYPE=home;LABEL="Secret Street 5;Berlin: left":;;Secret Street 5;{escaped(one.town)};;;',
        f"ORG;SORT-AS=x:{escaped(one.company)};{escaped(one.department)}",
        f"TITLE:{escaped(one.title)}",
        f"SOCIALPROFILE;SERVICE-TYPE=LinkedIn:https://www.linkedin.com/in/{one.slug}",
        f"CATEGORIES:{escaped(one.group)}",
        "RELATED;TYPE=spouse:Secret",
        "END:VCARD",
    ]


def _evolution(one: Someone) -> list[str]:
    return [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"UID:{one.uid}",
        f'EMAIL;TYPE=WORK;X-EVOLUTION-UI-SLOT="1;a:b":{one.email}',
        f"EMAIL;X-EVOLUTION-UI-SLOT=2;TYPE=HOME:{one.second}",
        f"TEL;X-EVOLUTION-UI-SLOT=1;TYPE=WORK,VOICE:{one.phone}",
        f"N:{escaped(one.family)};{escaped(one.given)};;;",
        f"X-EVOLUTION-FILE-AS:{escaped(one.family)}\\, {escaped(one.given)}",
        f"FN:{escaped(one.name)}",
        f"NICKNAME:{one.nickname}",
        f"ORG:{escaped(one.company)};{escaped(one.department)};",
        f"TITLE:{escaped(one.title)}",
        "ROLE:Secret",
        "X-EVOLUTION-SPOUSE:Secret",
        f"CATEGORIES:{escaped(one.group)}",
        f"ADR;TYPE=HOME:;;Secret Street 5;{escaped(one.town)};;10115;Germany",
        f"URL:{one.site}",
        f"BDAY:{one.born}",
        "END:VCARD",
    ]


def _phone_2_1(one: Someone) -> list[str]:
    """Nokia: no FN, everything quoted, structure included."""
    tagged = "ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8"
    return [
        "BEGIN:VCARD",
        "VERSION:2.1",
        f"N;{tagged}:{quoted(f'{one.family};{one.given};;;')}",
        f"TITLE;{tagged}:{quoted(one.title)}",
        f"ORG;{tagged}:{quoted(f'{one.company};{one.department}')}",
        f"TEL;CELL:{one.phone}",
        f"EMAIL:{one.email}",
        f"ADR;HOME;{tagged}:{quoted(f';;Secret Street 5;{one.town};;10115;')}",
        f"BDAY:{one.born.replace('-', '')}",
        f"NOTE;{tagged}:{quoted('Secret; ' * 20)}",
        "REV:20080424T195243Z",
        "END:VCARD",
    ]


def _android(one: Someone) -> list[str]:
    tagged = "CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE"
    return [
        "BEGIN:VCARD",
        "VERSION:2.1",
        f"N;{tagged}:{quoted(one.family)};{quoted(one.given)};;;",
        f"FN;{tagged}:{quoted(one.name)}",
        f"TEL;CELL;PREF:{one.phone}",
        f"EMAIL;HOME:{one.second}",
        f"EMAIL;PREF;WORK:{one.email}",
        f"ORG;{tagged}:{quoted(one.company)}",
        f"TITLE;{tagged}:{quoted(one.title)}",
        "PHOTO;ENCODING=BASE64;JPEG:" + "\r\n ".join(PICTURE[at : at + 72] for at in range(0, 700, 72)),
        "",
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Secret;1;;;;;;;;;;;;;",
        "END:VCARD",
    ]


def _plain_2_1(one: Someone) -> list[str]:
    """BlackBerry, Sony Ericsson, old Macs: whatever charset the telephone has, and no word of it."""
    return [
        "BEGIN:VCARD",
        "VERSION:2.1",
        f"FN:{one.name}",
        f"N:{one.family};{one.given};;;",
        f"ORG:{one.company}",
        f"TITLE:{one.title}",
        f"EMAIL;INTERNET:{one.email}",
        f"TEL;WORK:{one.phone}",
        f"ADR;WORK:;;Secret Street 5;{one.town};;;",
        "NOTE:Secret",
        "END:VCARD",
    ]


def _docomo(one: Someone) -> list[str]:
    return [
        line.replace(":", ";CHARSET=SHIFT_JIS:", 1)
        if line.startswith(("FN", "N:", "ORG", "TITLE", "ADR"))
        else line
        for line in _plain_2_1(one)
    ]


def _endless(one: Someone) -> list[str]:
    return [line for line in _plain_2_1(one) if not line.startswith("END:")]


_FULL = "nickname second department town site born"

DIALECTS = (
    Dialect("Apple", _apple, f"{_FULL} profile uid", is_folded=True),
    Dialect("Apple, UTF-16", _apple, f"{_FULL} profile uid", charset="utf-16-be", mark=b"\xfe\xff"),
    Dialect("Google", _google, f"{_FULL} profile group", end="\n"),
    Dialect("Google, with a mark", _google, f"{_FULL} profile group", mark=b"\xef\xbb\xbf", is_folded=True),
    Dialect("Outlook", _outlook, "department town site born", LATIN, charset="cp1252"),
    Dialect("Outlook, saved as Unicode", _outlook, "department town site born", charset="utf-16-le"),
    Dialect("Proton", _proton, "second department group born uid", is_folded=True),
    Dialect("Thunderbird", _thunderbird, f"{_FULL} uid", is_folded=True),
    Dialect("Nextcloud", _nextcloud, "second department town profile group uid", is_folded=True),
    Dialect("Evolution", _evolution, f"{_FULL} group uid", is_folded=True),
    Dialect("Nokia", _phone_2_1, "department town born"),
    Dialect("Android", _android, "second"),
    Dialect("BlackBerry", _plain_2_1, "town", LATIN, charset="cp1252"),
    Dialect("old Mac", _plain_2_1, "town", end="\r"),
    Dialect("DoCoMo", _docomo, "town", JAPAN, charset="shift_jis"),
    Dialect("without ends", _endless, "town", end="\n"),
)
