"""Small calendars out of a few lines, and what is read from them in a form that is easy to compare."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

from weaktie.core.readers import Hints, calendar
from weaktie.core.rows import OWNER, Encounter, Encounters, Row, Skip, Tally

HINTS = Hints(date(2026, 11, 20), "Europe/Berlin")
OMAR = "ATTENDEE;CN=Omar Haddad:mailto:omar@north.example"
PRIYA = "ATTENDEE;CN=Priya Rao:mailto:priya@west.example"
BY_ZOE = "ORGANIZER;CN=Zoë:mailto:zoe@north.example"
NOON = "DTSTART:20250115T120000Z"


def event(*lines: str, uid: str = "1@cal.example") -> str:
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT", ""])


def rows(*parts: str) -> list[Row]:
    raw = "\r\n".join(["BEGIN:VCALENDAR", *(part.strip() for part in parts), "END:VCALENDAR", ""]).encode()
    source = calendar.recognise(raw[:65536], name="basic.ics")
    assert source is not None
    return list(calendar.read(source, BytesIO(raw), HINTS))


def encounters(*parts: str) -> list[Encounter]:
    return [row for run in rows(*parts) if isinstance(run, Encounters) for row in run.rows]


def met(*parts: str) -> list[tuple[str, list[str], list[str]]]:
    """Return author, addressed and copied of each encounter, by address or name."""
    people: list[str] = []
    found: list[tuple[str, list[str], list[str]]] = []
    for run in rows(*parts):
        if isinstance(run, Encounters):
            people += [party.email or party.name for party in run.parties]
            found += [
                (
                    "me" if one.author == OWNER else people[one.author],
                    [people[index] for index in one.to],
                    [people[index] for index in one.cc],
                )
                for one in run.rows
            ]
    return found


def starts(*parts: str) -> list[str]:
    return sorted(
        datetime.fromtimestamp(one.at, UTC).strftime("%Y-%m-%d %H:%M") for one in encounters(*parts)
    )


def skips(*parts: str) -> list[Skip]:
    return [row for row in rows(*parts) if isinstance(row, Skip)]


def note(*parts: str) -> str:
    tally = rows(*parts)[-1]
    assert isinstance(tally, Tally)
    return tally.note
