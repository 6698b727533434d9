"""Ada's book, made of small files as she would have them; times are always passed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from weaktie.adapters import parsing
from weaktie.adapters.parsing import FileRead
from weaktie.core.readers import Hints

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = date(2026, 11, 23)

CONNECTIONS = """First Name,Last Name,URL,Email Address,Company,Position,Connected On
Omar,Haddad,https://www.linkedin.com/in/omarhaddad,omar@northwind.example,Northwind,Grid planner,05 Jun 2021
Priya,Raman,https://www.linkedin.com/in/priyaraman,,Harrow Grid,Forecaster,12 Mar 2019
Łucja,Śliwińska,https://www.linkedin.com/in/lucja,,Tidewell Energy,Analyst,01 Feb 2018
Omar,Haddad,https://www.linkedin.com/in/omar-haddad-77,,Brannock Logistics,Driver,09 Sep 2020
"""

CARDS = """BEGIN:VCARD
VERSION:3.0
FN:Omar Haddad
EMAIL:omar@northwind.example
TEL:+351 21 000 0001
ORG:Northwind
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Priya Raman
EMAIL:priya@harrow.example
ORG:Harrow Grid
END:VCARD
"""


def mail(number: int, sender: str, to: str, day: str, name: str = "") -> str:
    """Return one message of a mailbox."""
    return (
        f"From {sender} Mon Jan  1 00:00:00 2024\nFrom: {name} <{sender}>\nTo: {to}\n"
        f"Date: {day} 10:00:00 +0000\nMessage-ID: <{number}@mail.example>\nSubject: hello\n\n"
        "A body nobody reads.\n\n"
    )


MAILBOX = (
    mail(1, "ada@quill.example", "omar@northwind.example", "Mon, 06 May 2024", "Ada Quill")
    + mail(2, "omar@northwind.example", "ada@quill.example", "Tue, 07 May 2024", "Omar Haddad")
    + mail(3, "ada@quill.example", "priya@harrow.example", "Wed, 08 May 2019", "Ada Quill")
    + mail(4, "priya@harrow.example", "ada@quill.example", "Thu, 09 May 2019", "Priya Raman")
    + mail(5, "ada@quill.example", "omar@northwind.example", "Mon, 02 Nov 2026", "Ada Quill")
)


def files(folder: Path, **contents: str) -> list[Path]:
    """Write files by name (an underscore stands for the dot) and return their paths."""
    paths = []
    for name, content in contents.items():
        path = folder / name.replace("_", ".")
        path.write_text(content, encoding="utf-8")
        paths.append(path)
    return paths


def later(**delta: float) -> datetime:
    """Return a moment after NOON."""
    return NOON + timedelta(**delta)


def connections(*rows: str) -> str:
    """Return LinkedIn's Connections.csv with these lines."""
    return "\n".join([CONNECTIONS.splitlines()[0], *rows]) + "\n"


@lru_cache(maxsize=256)
def read(name: str, content: str, today: date = TODAY, zone: str = "Europe/Lisbon") -> tuple[FileRead, ...]:
    """Read a file as an import reads it, in the child that can do nothing else; the same file once."""
    with TemporaryDirectory() as folder:
        (path,) = files(Path(folder), **{name.replace(".", "_"): content})
        return tuple(parsing.parse([path], hints=Hints(today=today, zone=zone, day_first=True)))


def bring(by, now: datetime = NOON, **contents: str):
    """Import files by name (an underscore stands for the dot), each read but once in a run of tests."""
    from weaktie.campaign.intake.models import Import
    from weaktie.campaign.network.actions import bring as actions

    today = now.astimezone(by.timezone()).date()
    found = [
        one for name, text in contents.items() for one in read(name.replace("_", "."), text, today, by.zone)
    ]
    return actions.take(found, Import.objects.create(owner=by, received_at=now), by=by, now=now)


def person(by, name: str):
    """Return the one person who is called so."""
    from weaktie.campaign.network.models import Person

    return Person.objects.visible_to(by).present().get(name=name)


def dump(by) -> list[str]:
    """Return everything that counts."""
    from weaktie.campaign.keeping.queries.dump import canonical

    return canonical(by=by)
