"""Calendars as programs write them: made up with known truth, real ones if they are here, hostile ones."""

from __future__ import annotations

import contextlib
import random
import re
import warnings
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from tests.core.readers.diaries import DIALECTS, LEFT_OUT, NAMES, SECRET, TRUTH, Dialect, Meeting
from tests.core.readers.small_calendars import NOON, OMAR, PRIYA, event, rows

from weaktie.core.readers import Hints, Source, calendar, calendar_events, calendar_meetings, calendar_series
from weaktie.core.rows import OWNER, Encounters, Party, Problem, Row, Tally

HINTS = Hints(date(2026, 11, 20), "Europe/Berlin")
CALENDAR = Source("calendar", "", "calendar")
BERLIN = ZoneInfo("Europe/Berlin")
DATA = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "ics"
FILES = sorted(DATA.glob("*.ics")) if DATA.is_dir() else []

needs_data = pytest.mark.skipif(not FILES, reason="the collection of real calendars is not here")


def rows_of(raw: bytes) -> list[Row]:
    return list(calendar.read(CALENDAR, BytesIO(raw), HINTS))


def meetings_in(found: list[Row]) -> tuple[set[Meeting], dict[str, str]]:
    """Return the meetings by address, and the name of each address."""
    people: list[Party] = []
    meetings: set[Meeting] = set()
    for run in found:
        if isinstance(run, Encounters):
            people += run.parties
            for one in run.rows:
                author = "" if one.author == OWNER else people[one.author].email
                to, cc = (frozenset(people[index].email for index in side) for side in (one.to, one.cc))
                meetings.add(Meeting(one.at, author, to, cc))
    return meetings, {party.email: party.name for party in people}


def wrong_fields(dialect: Dialect) -> list[object]:
    """Return each field that was not read as written, and each meeting that never was."""
    meetings, names = meetings_in(rows_of(dialect.file()))
    by_time = {meeting.at: meeting for meeting in meetings}
    wrong: list[object] = [meeting for meeting in meetings if meeting.at not in {true.at for true in TRUTH}]
    for true in TRUTH:
        found = by_time.get(true.at, Meeting(0, "", frozenset(), frozenset()))
        wrong += [(a, b) for a, b in zip(found, true, strict=True) if a != b]
    return wrong + [email for email, name in NAMES.items() if names.get(email) != name]


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_reads_the_meetings_of_every_program(dialect: Dialect) -> None:
    assert wrong_fields(dialect) == []


def test_reads_at_least_995_of_1000_fields_over_all_dialects() -> None:
    fields = len(DIALECTS) * (len(TRUTH) * len(Meeting._fields) + len(NAMES))

    wrong = sum(len(wrong_fields(dialect)) for dialect in DIALECTS)

    assert fields > 400
    assert 1 - wrong / fields >= 0.995


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_keeps_no_title_description_or_place(dialect: Dialect) -> None:
    found = rows_of(dialect.file())

    assert SECRET.encode() in dialect.file().replace(b"\x00", b"")
    assert SECRET.lower() not in repr(found).lower()
    assert found[-1] == Tally(7, LEFT_OUT)


def test_every_dialect_names_a_meeting_alike() -> None:
    keys = [
        sorted(one.key for run in rows_of(dialect.file()) if isinstance(run, Encounters) for one in run.rows)
        for dialect in DIALECTS
        if dialect.zone
    ]

    assert len(keys) > 10
    assert all(other == keys[0] for other in keys)


@pytest.mark.parametrize(
    "head",
    [
        b"BEGIN:VCALENDAR\r\n",
        b"\xef\xbb\xbfbegin:vcalendar\n",
        b"BEGIN:VEVENT\n",
        "BEGIN:VCALENDAR\r\n".encode("utf-16"),
        b"BEGIN:MYCOMP\r\nBEGIN:VEVENT\r\n",
    ],
)
def test_recognises_calendars_by_their_beginning(head: bytes) -> None:
    assert calendar.recognise(head, name="x.txt") is not None


@pytest.mark.parametrize(
    "head", [b"", b"BEGIN:VCARD\r\n", b"BEGIN:MYCOMP\r\n", b"a,b\nBEGIN:VEVENT\n", b'["vcalendar",[]]']
)
def test_leaves_other_files_to_others(head: bytes) -> None:
    assert calendar.recognise(head, name="x.ics") is None


def test_refuses_what_no_calendar_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar_events, "MOST_EVENTS", 3)
    with pytest.raises(Problem, match="more than 3 events"):
        rows(event() * 4)

    monkeypatch.setattr(calendar_events, "MOST_MEETINGS", 2)
    with pytest.raises(Problem, match="more than 2 meetings"):
        rows(event(NOON, OMAR) * 3)

    monkeypatch.setattr(calendar_events, "MOST_PEOPLE", 1)
    with pytest.raises(Problem, match="more than 1 people"):
        rows(event(NOON, OMAR, PRIYA))


def test_refuses_components_nested_without_end() -> None:
    with pytest.raises(Problem, match="nested"):
        rows("BEGIN:VEVENT\r\n" + "BEGIN:VALARM\r\n" * 5_000)


def test_a_line_of_100_megabytes_is_passed_over() -> None:
    long = b"BEGIN:VCALENDAR\r\n" + event(NOON, OMAR).encode() + b"DESCRIPTION:" + bytes(100_000_000)

    assert rows_of(long)[-1] == Tally(1)


class _Endless(BytesIO):
    """A stream that goes on for ever."""

    def read(self, size: int | None = -1) -> bytes:
        return b"X-A:" + b"x" * 10_000_000


def test_refuses_a_file_longer_than_200_megabytes() -> None:
    with pytest.raises(Problem, match="200 MB"):
        list(calendar.read(CALENDAR, _Endless(), HINTS))


@needs_data
def test_reads_or_refuses_every_real_file() -> None:
    refused = [path.name for path in FILES if calendar.recognise(path.read_bytes(), name=path.name) is None]
    found = {path.name: rows_of(path.read_bytes()) for path in FILES if path.name not in refused}

    assert [name.partition("calendars_")[2] for name in refused] == [
        "fuzz_testcase_0_char_in_component_name.ics",
        "fuzz_testcase_invalid_month.ics",
        "issue_178_component_with_invalid_name_represented.ics",
    ]
    for name, result in found.items():
        events = len(re.findall(rb"(?im)^BEGIN:VEVENT\s*$", (DATA / name).read_bytes()))
        assert isinstance(result[-1], Tally) and result[-1].read == events, name


@needs_data
@pytest.mark.parametrize(
    ("name", "meeting"),
    [
        (
            "mangstadt__text_outlook-2010.ics",
            ("2013-06-10 16:00", "bobsmith@example.com", {"janedoe@example.com"}, {"johndoe@example.com"}),
        ),
        (
            "mangstadt__text_rfc5545-example3.ics",
            ("1997-03-24 12:30", "jdoe@example.com", {"jsmith@example.com"}, set()),
        ),
        (
            "collective__calendars_property_params.ics",
            ("2012-08-13 22:00", "rembrand@daxlab.com", {"rembrand@xs4all.nl", "rembspam@xs4all.nl"}, set()),
        ),
        (
            "collective__calendars_issue_156_RDATE_with_PERIOD_TZID_khal_2.ics",
            ("2021-12-06 15:00", "", {"omitted@example.com"}, set()),
        ),
    ],
)
def test_reads_who_met_in_real_files(name: str, meeting: tuple[str, str, set[str], set[str]]) -> None:
    meetings, _ = meetings_in(rows_of((DATA / name).read_bytes()))

    at, author, to, cc = meeting
    instant = int(datetime.strptime(at, "%Y-%m-%d %H:%M").replace(tzinfo=UTC).timestamp())
    assert Meeting(instant, author, frozenset(to), frozenset(cc)) in meetings


def in_company(raw: bytes) -> bytes:
    """Return a calendar with Omar at every event."""
    return re.sub(rb"(?im)^(BEGIN:VEVENT[ \t]*\r?\n)", rb"\1" + OMAR.encode() + rb"\r\n", raw)


def starts_by_icalendar(raw: bytes) -> Iterator[int]:
    """Yield the starts that icalendar and recurring-ical-events find, as seconds since 1970."""
    for component in icalendar.Calendar.from_ical(raw, multiple=True):
        for one in recurring_ical_events.of(component).between(datetime(1970, 1, 2), datetime(2026, 11, 20)):  # noqa: DTZ001
            start = one["DTSTART"].dt
            if not isinstance(start, datetime):
                start = datetime.combine(start, time.min)
            yield int(
                (start if start.tzinfo else start.replace(tzinfo=ZoneInfo("Europe/Berlin"))).timestamp()
            )


@needs_data
def test_finds_the_same_dates_as_icalendar_wherever_it_finds_any(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 165 files the libraries read 117, and 112 of these alike.

    The other five: two series that Notes wrote as one changed date, two periods of whole days in RDATE
    (the libraries begin them at midnight), clock times without a zone whose exceptions are in UTC.
    """
    monkeypatch.setattr(calendar_meetings, "YEARS_BACK", 56)
    monkeypatch.setattr(calendar_series, "MOST_DATES_OF_SERIES", 10_000)
    same = raised = 0
    different: list[str] = []
    for path in FILES:
        found = rows_of(in_company(path.read_bytes()))
        ours = {one.at for run in found if isinstance(run, Encounters) for one in run.rows}
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                theirs = set(starts_by_icalendar(path.read_bytes()))
        except Exception:
            raised += 1
            continue
        same += ours == theirs
        different += [path.stem] if ours != theirs else []

    assert same >= 112 and len(different) <= 5, (same, different, raised)


def mutated(raw: bytes, chance: random.Random) -> bytes:
    """Return a file with a few bytes changed, lines lost, doubled or cut, or numbers made large."""
    lines = raw.split(b"\n")
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(lines))
        line = bytearray(lines[at])
        match chance.randrange(6):
            case 0:
                lines.insert(at, lines.pop(chance.randrange(len(lines))))
            case 1:
                lines.insert(at, lines[chance.randrange(len(lines))])
            case 2:
                lines[at] = bytes(line[: chance.randint(0, len(line))])
            case 3:
                number = chance.choice((b"0", b"7", b"99", b"99999999"))
                lines[at] = re.sub(rb"\d+", number, bytes(line), count=2)
            case _:
                for _ in range(min(len(line), 3)):
                    line[chance.randrange(len(line))] = chance.choice(b'\x00\xff=;:,\\"\rBEGINT9Z-\xc3 ')
                lines[at] = bytes(line)
    return b"\n".join(lines)


@pytest.mark.parametrize("seed", range(3))
def test_mutated_calendars_raise_nothing_but_a_problem(seed: int) -> None:
    chance = random.Random(seed)
    originals = [dialect.file() for dialect in DIALECTS]
    originals += [in_company(path.read_bytes()) for path in FILES if path.stat().st_size < 5_000]

    read = 0
    for _ in range(50):
        raw = mutated(chance.choice(originals), chance)
        with contextlib.suppress(Problem):
            read += len(rows_of(raw))

    assert read > 50
