"""LinkedIn exports, made up, in every layout, locale and encoding met since 2018, with what is true of them.

Everybody here is fictional. `cast` draws people from a seed; each function writes them as one program does.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote

from weaktie.core.rows import OWNER, Contact, Interest, Owner, Stint

TODAY = date(2026, 11, 20)
PEOPLE = 14
OWNER_NAME = "Ada Oduya"
OWNER_SLUG = "ada-oduya"
OWNER_URL = f"https://www.linkedin.com/in/{OWNER_SLUG}"

_GIVEN = (
    "Omar",
    "Priya",
    "José",
    "Émilie",
    "Li",
    "Søren",
    "Zoë",
    "Noor",
    "Björn",
    "Aoife",
    "Tomás",
    "Ngozi",
    "Inés",
)
_FAMILY = (
    "Haddad",
    "Rao",
    "Müller-Ångström",
    "Wei, Ph.D.",
    "O'Neill",
    "van der Berg",
    "Núñez",
    "Okafor",
    "Brontë",
    "Sørensen",
    "Castaño, MBA",
    "Lefèvre",
)
_EMPLOYERS = (
    "Northwind GmbH",
    '"Acme", Inc.',
    "Société Générique",
    "Umbrella & Sons",
    "Contoso; Ltd",
    "Globex, S.A.",
    "Initech",
)
_TITLES = (
    "Head of Data",
    "VP, Sales & Ops",
    "Ingénieur",
    'Chief "Fun" Officer',
    "Recruiter @ Work",
    "Analyst",
)
_TOWNS = ("Berlin", "São Paulo", "Málaga", "Oslo", "Pune", "Zürich")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_GERMAN = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)
_FRENCH = (
    "janv.",
    "févr.",
    "mars",
    "avr.",
    "mai",
    "juin",
    "juil.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
)


@dataclass(frozen=True, slots=True)
class Someone:
    """A made-up person and all that any of the formats says of them."""

    given: str
    family: str
    slug: str
    email: str
    second_email: str
    company: str
    title: str
    connected: date
    phone: str
    town: str
    born: date
    site: str

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()

    @property
    def url(self) -> str:
        return f"https://www.linkedin.com/in/{quote(self.slug)}"

    @property
    def work(self) -> tuple[Stint, ...]:
        return (Stint(self.company, self.title),) if self.company else ()


@dataclass(frozen=True, slots=True)
class Spoken:
    """One encounter as it should be found: names and slugs, the owner as the word OWNER."""

    at: int
    author: tuple[str, str]
    to: tuple[tuple[str, str], ...]


Truth = Contact | Owner | Interest | Spoken


@dataclass(frozen=True, slots=True)
class Dialect:
    """One file: its title for people, its name, its bytes, its kind, and the rows that are in it."""

    title: str
    name: str
    raw: bytes
    kind: str
    truth: tuple[Truth, ...]


ME = ("OWNER", str(OWNER))


def cast(seed: int, people: int = PEOPLE) -> list[Someone]:
    """Draw people with the names, gaps and odd characters of real address books."""
    chance = random.Random(seed)
    names = chance.sample([(given, family) for given in _GIVEN for family in _FAMILY], people)
    drawn = []
    for number, (given, family) in enumerate(names):
        has_work = chance.random() > 0.2
        drawn.append(
            Someone(
                given=given,
                family=family if number % 11 else "",
                slug=f"{given.lower()}-{number}-{chance.randrange(16**6):06x}",
                email=f"person{number}@work{number % 5}.example",
                second_email=f"p.{number}@home.example" if number % 3 == 0 else "",
                company=chance.choice(_EMPLOYERS) if has_work else "",
                title=chance.choice(_TITLES) if has_work else "",
                connected=date(2012, 1, 1) + timedelta(chance.randrange(4000)),
                phone=f"+49 30 5550 {number:03d}",
                town=chance.choice(_TOWNS),
                born=date(1960, 1, 1) + timedelta(chance.randrange(15000)),
                site=f"https://site{number}.example/me",
            )
        )
    return drawn


def written(
    rows: Sequence[Sequence[str]],
    *,
    delimiter: str = ",",
    quoting: int = csv.QUOTE_MINIMAL,
    newline: str = "\n",
    encoding: str = "utf-8",
    before: str = "",
    tail: str = "",
) -> bytes:
    """Write a table as a program with these habits does."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=tail + newline).writerows(rows)
    return (before + out.getvalue()).encode(encoding)


def short_day(day: date) -> str:
    """Write 05 Jun 2024."""
    return f"{day.day:02d} {_MONTHS[day.month - 1]} {day.year}"


def american_minute(moment: datetime, gap: str = " ") -> str:
    """Write 6/5/24, 9:32 AM."""
    hour = moment.hour % 12 or 12
    half = "AM" if moment.hour < 12 else "PM"
    year = moment.year % 100
    return f"{moment.month}/{moment.day}/{year:02d}, {hour}:{moment.minute:02d}{gap}{half}"


def moments(seed: int, count: int) -> list[datetime]:
    """Draw whole minutes between 2018 and 2024."""
    chance = random.Random(seed)
    return [
        datetime(2018, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(3_000_000))
        for _ in range(count)
    ]


_NOTES = (
    'Notes:\n"When exporting, some addresses, as you may notice, are ""missing"".\nLearn more elsewhere"\n\n'
)
_SIX = "First Name,Last Name,Email Address,Company,Position,Connected On"
_SEVEN = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
_TODAYS = {"First Name": "given", "Last Name": "family", "URL": "url", "Email Address": "email"}


def _connections(
    title: str,
    seed: int,
    header: str = _SEVEN,
    day: Callable[[date], str] = short_day,
    *,
    shown: str = "",
    extra: bool = False,
    change: Callable[[bytes], bytes] = bytes,
    **habits: object,
) -> Dialect:
    people = cast(seed)
    columns = header.split(",")
    rows = [shown.split(",") if shown else columns]
    for one in people:
        cells = {
            "First Name": one.given,
            "Last Name": one.family,
            "URL": one.url,
            "Email Address": one.email,
            "Company": one.company,
            "Position": one.title,
            "Connected On": day(one.connected),
        }
        rows.append([cells[column] for column in columns])
    if extra:
        rows = [[*row, ""] for row in rows]
    has_url = "URL" in columns
    truth = tuple(
        Contact(
            "",
            "",
            one.name,
            given=one.given,
            family=one.family,
            emails=(one.email,),
            profile=one.slug if has_url else "",
            work=one.work,
            connected=one.connected,
        )
        for one in people
    )
    raw = change(written(rows, **habits))
    return Dialect(f"Connections, {title}", "Connections.csv", raw, "linkedin_connections", truth)


def _packed(raw: bytes) -> bytes:
    """Do what a spreadsheet does that takes each line for one cell and has semicolons between cells."""
    lines = raw.decode().splitlines()
    cells = ['"' + line.replace('"', '""') + '"' if set(line) & set('";') else line for line in lines]
    return "\r\n".join(cells).encode()


def connections() -> list[Dialect]:
    """Connections.csv from 2018 on, and what spreadsheets, locales and owners make of it."""
    everything = csv.QUOTE_ALL
    german = "Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verbunden am"
    french = "Prénom,Nom,URL,Adresse e-mail,Entreprise,Poste,Date de connexion"
    mixed = "Connected On,Company,First Name,Position,Last Name,URL,Email Address"

    def midnight(day: date) -> datetime:
        return datetime(day.year, day.month, day.day, 21, 5, tzinfo=UTC)

    return [
        _connections("2018", 1, _SIX, lambda day: american_minute(midnight(day))),
        _connections("2019", 2, _SIX),
        _connections("2021", 3, _SIX),
        _connections("2022 with notes", 4, _SIX, before=_NOTES),
        _connections("2023", 5, before=_NOTES),
        _connections("2026", 6, before=_NOTES),
        _connections("two empty lines above", 7, before='Notes:\n"Some are missing"\n\n\n'),
        _connections("note without quotes", 8, before="Notes:\nSome addresses may be missing\n"),
        _connections(
            "long notes", 9, before="Notes:\n" + '"A line of explanation, with commas"\n' * 12 + "\n"
        ),
        _connections("French note", 10, before='Notes :\n"Certaines adresses manquent"\n\n'),
        _connections("notes deleted by hand", 11, newline="\r\n"),
        _connections("all quoted", 12, quoting=everything, before=_NOTES),
        _connections("with BOM", 13, encoding="utf-8-sig", before=_NOTES),
        _connections("European Excel", 14, delimiter=";", encoding="cp1252", newline="\r\n"),
        _connections("Excel's Unicode text", 15, delimiter="\t", encoding="utf-16", newline="\r\n"),
        _connections("UTF-16 big-endian", 16, encoding="utf-16-be", before="\ufeff"),
        _connections("semicolon at the end of lines", 17, tail=";"),
        _connections("German", 18, shown=german, day=lambda d: f"{d.day}. {_GERMAN[d.month - 1]} {d.year}"),
        _connections("French", 19, shown=french, day=lambda d: f"{d.day} {_FRENCH[d.month - 1]} {d.year}"),
        _connections("American Excel", 20, day=lambda d: f"{d.month}/{d.day}/{d.year}", newline="\r\n"),
        _connections("British Excel", 21, day=lambda d: f"{d:%d/%m/%Y}", newline="\r\n"),
        _connections("German Excel", 22, day=lambda d: f"{d:%d.%m.%Y}", delimiter=";", encoding="cp1252"),
        _connections(
            "Excel's short months", 23, day=lambda d: f"{d.day}-{_MONTHS[d.month - 1]}-{d:%y}", extra=True
        ),
        _connections("ISO days", 24, day=date.isoformat),
        _connections("lines packed into cells", 25, change=_packed),
        _connections("columns moved", 26, mixed),
        _connections("old Macintosh lines", 27, newline="\r"),
        _connections("NUL bytes", 28, change=lambda raw: raw.replace(b"Northwind", b"North\x00wind")),
    ]


_NINE = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER"
_TEN = _NINE.replace("TO,DATE", "TO,RECIPIENT PROFILE URLS,DATE")
_CONTENT = '<p>Hi &amp; hello,\nsee "you" soon, Ada</p>'


def _messages(title: str, seed: int, header: str, joint: str = ", ", **habits: object) -> Dialect:
    """Write chats of the owner with one person, in turns, and one round of three."""
    people = cast(seed)
    columns = header.split(",")
    has_urls = "RECIPIENT PROFILE URLS" in columns
    has_slugs = "SENDER PROFILE URL" in columns
    me = (OWNER_NAME, OWNER_SLUG if has_slugs else "")
    rows, truth = [columns], []
    for number, moment in enumerate(moments(seed, 60)):
        one = people[number // 4 % len(people)]
        them = [(one.name, one.slug)]
        sender, to = ((OWNER_NAME, OWNER_SLUG), them) if number % 2 else (them[0], [(OWNER_NAME, OWNER_SLUG)])
        if number % 10 == 1:
            to = [(other.name, other.slug) for other in people[number % 4 : number % 4 + 3]]
        cells = {
            "CONVERSATION ID": f"2-{number // 4}{'g' * (len(to) > 1)}==",
            "FROM": sender[0],
            "SENDER PROFILE URL": f"https://www.linkedin.com/in/{quote(sender[1])}",
            "TO": joint.join(name for name, _ in to),
            "RECIPIENT PROFILE URLS": joint.join(
                f"https://www.linkedin.com/in/{quote(slug)}" for _, slug in to
            ),
            "DATE": f"{moment:%Y-%m-%d %H:%M:%S} UTC" if has_slugs else american_minute(moment),
            "CONTENT": _CONTENT,
            "FOLDER": "INBOX",
            "Direction": "OUTGOING" if sender[0] == OWNER_NAME else "INCOMING",
            "IS MESSAGE DRAFT": "No",
            "IS CONVERSATION DRAFT": "No",
        }
        rows.append([cells.get(column, cells.get(column.upper(), "")) for column in columns])
        is_known = has_urls or (has_slugs and len(to) == 1)
        told = tuple((name, slug if is_known else "") for name, slug in to)
        author = me if sender[0] == OWNER_NAME else (sender[0], sender[1] if has_slugs else "")
        truth.append(Spoken(int(moment.timestamp()), author, tuple(sorted(told))))
    raw = written(rows, **habits)
    return Dialect(f"messages, {title}", "messages.csv", raw, "linkedin_messages", tuple(truth))


def messages() -> list[Dialect]:
    """messages.csv in its six forms."""
    thirteen = f"{_TEN},ATTACHMENTS,IS MESSAGE DRAFT,IS CONVERSATION DRAFT"
    return [
        _messages("2018", 40, "From,To,Date,Subject,Content,Direction,Folder"),
        _messages("2021, 9 columns", 41, _NINE),
        _messages("2024, 10 columns", 42, _TEN),
        _messages("11 columns", 43, f"{_TEN},ATTACHMENTS", ","),
        _messages("2025, 12 columns", 44, f"{_TEN},ATTACHMENTS,IS MESSAGE DRAFT"),
        _messages("2026, 13 columns", 45, thirteen, quoting=csv.QUOTE_ALL),
        _messages("European Excel", 46, _TEN, delimiter=";", encoding="cp1252", newline="\r\n"),
    ]
