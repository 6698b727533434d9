"""Google Contacts' CSV: both families, several values in a cell, and what is never kept."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from weaktie.core.readers import Hints, google_contacts
from weaktie.core.rows import Contact, Row, Skip, Stint, Tally

HINTS = Hints(today=date(2026, 11, 20))
SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "google_contacts"

NEW = (
    "First Name,Middle Name,Last Name,Nickname,File As,Organization Name,Organization Title,"
    "Organization Department,Birthday,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,"
    "Phone 1 - Value,Address 1 - City,Website 1 - Value,Custom Field 1 - Value\n"
)
OLD = (
    "Name,Given Name,Family Name,Maiden Name,Birthday,Group Membership,E-mail 1 - Value,E-mail 10 - Value,"
    "Organization 1 - Name,Organization 1 - Title,Organization 1 - Department,Website 1 - Value\n"
)


def read(text: str) -> list[Row]:
    raw = text.encode()
    source = google_contacts.recognise(raw, name="contacts.csv")
    assert source is not None
    return list(google_contacts.read(source, BytesIO(raw), HINTS))


def test_reads_a_contact_of_today():
    rows = read(
        f"{NEW}Priya,K.,Rao,Pri,,Northwind,VP,Data, --03-01,secret,"
        "* myContacts ::: Alumni ::: * starred,* Work,"
        "P@x.example ::: p@y.example ::: p@x.example,Mobile,+49 1 ::: +49 2,Pune,"
        "https\\://www.linkedin.com/in/priya ::: https://p.example,77\n"
    )

    assert rows == [
        Contact(
            where="line 2",
            key=rows[0].key if isinstance(rows[0], Contact) else "",
            name="Priya K. Rao",
            given="Priya",
            family="Rao",
            nickname="Pri",
            emails=("p@x.example", "p@y.example"),
            profile="priya",
            urls=("https://p.example",),
            phones=("+49 1", "+49 2"),
            work=(Stint("Northwind", "VP", "Data"),),
            groups=("Alumni", "starred"),
            born="--03-01",
            place="Pune",
        ),
        Tally(1),
    ]


def test_reads_a_contact_of_the_older_family():
    rows = read(
        f"{OLD}Priya Rao,Priya,Rao,Iyer,1985-06-12,* myContacts,p@x.example,p@y.example,"
        "Northwind ::: Contoso,VP ::: Adviser,Data,www.linkedin.com/in/priya\n"
    )

    contact = rows[0]
    assert isinstance(contact, Contact)
    assert contact.emails == ("p@x.example", "p@y.example")
    assert contact.work == (Stint("Northwind", "VP", "Data"), Stint("Contoso", "Adviser"))
    assert (contact.maiden, contact.born, contact.profile) == ("Iyer", "1985-06-12", "priya")


def test_an_address_in_the_place_of_a_name_is_no_name():
    rows = read(f"{NEW}omar@x.example,,,,,,,,,,* Other Contacts,* ,omar@x.example,,,,,\n")

    assert isinstance(rows[0], Contact)
    assert (rows[0].name, rows[0].given, rows[0].emails) == ("", "", ("omar@x.example",))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (
            ",,,,,Umbrella Corp,,,,,,,,Work,555-0133,,,",
            "It names a company and no person; the row is left out.",
        ),
        (",,,,,,,,,,,,,Work,555-0133,,,", "It has no name and no e-mail address; the row is left out."),
    ],
)
def test_leaves_out_what_is_nobody(row, reason):
    rows = read(f"{NEW}{row}\n")

    assert rows == [Skip("line 2", reason), Tally(1)]


def test_a_fax_is_nobodys_phone():
    rows = read(f"{NEW}Omar,,Haddad,,,,,,,,,,,Work Fax,+49 1,,,\n")

    assert isinstance(rows[0], Contact) and rows[0].phones == ()


def test_a_contact_keeps_its_key_when_it_moves_to_the_newer_family():
    new = read(f"{NEW}Priya,,Rao,,,Contoso,,,,,,,p@x.example,,,,,\n")[0]
    old = read(f"{OLD}Priya Rao,Priya,Rao,,,,p@x.example,,Northwind,,,\n")[0]

    assert isinstance(new, Contact) and isinstance(old, Contact)
    assert new.key == old.key


@pytest.mark.parametrize(
    "header",
    [
        "Name,Email",
        "First Name,Last Name,Email",
        "First Name,Last Name,Labels",
        "Name,Given Name,Family Name",
    ],
)
def test_does_not_take_others_tables_for_googles(header):
    assert google_contacts.recognise(header.encode(), name="contacts.csv") is None


@pytest.mark.skipif(not SHARED.is_dir(), reason="the folder of others' exports is not here")
def test_reads_the_shared_files():
    found = {}

    for path in sorted(SHARED.glob("*.csv")):
        source = google_contacts.recognise(path.read_bytes(), name=path.name)
        assert source is not None, path.name
        found[path.name] = list(google_contacts.read(source, BytesIO(path.read_bytes()), HINTS))

    people = {name: sum(isinstance(row, Contact) for row in rows) for name, rows in found.items()}
    assert people == {"new_google_2024.csv": 3, "old_google.csv": 3}
