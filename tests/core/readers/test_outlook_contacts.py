"""Outlook's CSV in its forms and languages, and Thunderbird's."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from weaktie.core.readers import Hints, outlook_contacts
from weaktie.core.rows import Contact, Row, Skip, Stint, Tally

HINTS = Hints(today=date(2026, 11, 20))
SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "outlook_contacts"

HEADER = (
    "Title,First Name,Middle Name,Last Name,Company,Department,Job Title,Business City,Home City,"
    "Business Fax,Business Phone,Company Main Phone,Home Phone,Mobile Phone,Birthday,Categories,"
    "E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address,Notes,Web Page\n"
)
EXCHANGE = "/o=ExchangeLabs/ou=Group/cn=Recipients/cn=abc-Omar"


def read(text: str) -> list[Row]:
    raw = text.encode()
    source = outlook_contacts.recognise(raw, name="contacts.csv")
    assert source is not None
    return list(outlook_contacts.read(source, BytesIO(raw), HINTS))


def row(**cells: str) -> str:
    """Write one line under HEADER; a column's name is written with underscores."""
    columns = HEADER.strip().split(",")
    by_name = {name.replace("_", " "): cell for name, cell in cells.items()}
    return HEADER + ",".join(f'"{by_name.get(column.replace("-", ""), "")}"' for column in columns) + "\r\n"


def test_reads_a_contact():
    rows = read(
        row(
            Title="Dr",
            First_Name="Omar",
            Middle_Name="K.",
            Last_Name="Haddad",
            Company="Northwind",
            Department="Data",
            Job_Title="VP",
            Home_City="Haifa",
            Business_City="Oslo",
            Business_Fax="+1 9",
            Company_Main_Phone="+1 8",
            Business_Phone="+1 2",
            Mobile_Phone="+1 1",
            Birthday="6/12/1985",
            Categories="myContacts;Friends;Open source",
            Email_Address="Omar@X.example",
            Email_Type="SMTP",
            Email_2_Address="o@y.example",
            Notes="secret\r\nsecret",
            Web_Page="www.linkedin.com/in/omar",
        )
    )

    contact = rows[0]
    assert isinstance(contact, Contact)
    assert (contact.name, contact.given, contact.family) == ("Omar K. Haddad", "Omar", "Haddad")
    assert contact.emails == ("omar@x.example", "o@y.example")
    assert contact.phones == ("+1 1", "+1 2")
    assert contact.work == (Stint("Northwind", "VP", "Data"),)
    assert contact.groups == ("Friends", "Open source")
    assert (contact.born, contact.place, contact.profile) == ("1985-06-12", "Haifa", "omar")
    assert "secret" not in repr(rows)


def test_an_exchange_address_is_left_out_with_the_reason():
    rows = read(row(First_Name="Omar", Email_Address=EXCHANGE, Email_Type="EX", Birthday="0/0/00"))

    assert rows[0] == Skip(
        "line 2", "Its address works only inside the company's Exchange; the person is in, without it."
    )
    assert isinstance(rows[1], Contact) and rows[1].emails == () and rows[1].born == ""


def test_the_shown_name_stands_in_for_a_missing_name_and_a_hidden_address():
    rows = read(row(Email_Address=EXCHANGE, Email_Display_Name="Omar Haddad (omar@x.example)"))

    assert isinstance(rows[0], Contact)
    assert (rows[0].name, rows[0].emails) == ("Omar Haddad", ("omar@x.example",))


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"Company": "Umbrella"}, "It names a company and no person; the row is left out."),
        ({"Mobile_Phone": "+1 1"}, "It has no name and no e-mail address; the row is left out."),
    ],
)
def test_leaves_out_what_is_nobody(cells, reason):
    assert read(row(**cells)) == [Skip("line 2", reason), Tally(1)]


def test_a_day_over_twelve_tells_the_order_of_all_birthdays():
    text = row(First_Name="Omar", Birthday="6/12/1985")
    text += row(First_Name="Priya", Birthday="25/12/1985").removeprefix(HEADER)

    born = [one.born for one in read(text) if isinstance(one, Contact)]

    assert born == ["1985-12-06", "1985-12-25"]


@pytest.mark.parametrize(
    "header",
    [
        "First Name,Last Name,E-mail Address",
        "First Name,Last Name,Email Address,Company,Position,Connected On",
        "Vorname,Nachname,E-Mail-Adresse",
        "Name,Company,Mobile Phone,Home Phone,Business Phone,Job Title,E-mail Address",
    ],
)
def test_does_not_take_others_tables_for_outlooks(header):
    assert outlook_contacts.recognise(header.encode(), name="contacts.csv") is None


@pytest.mark.skipif(not SHARED.is_dir(), reason="the folder of others' exports is not here")
def test_reads_the_shared_files():
    people = {}

    for path in sorted(SHARED.glob("*.csv")):
        source = outlook_contacts.recognise(path.read_bytes(), name=path.name)
        assert source is not None, path.name
        rows = list(outlook_contacts.read(source, BytesIO(path.read_bytes()), HINTS))
        people[path.name] = [one.family for one in rows if isinstance(one, Contact)]

    assert people["classic_desktop.csv"][0] == people["outlook_com.csv"][0] == "Quill"
    assert all("Š" in names[1] for names in people.values())
