"""What comes out of calendars: who meets, when, how often; and what is left out."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from tests.core.readers.small_calendars import (
    BY_ZOE,
    NOON,
    OMAR,
    PRIYA,
    encounters,
    event,
    met,
    note,
    rows,
    skips,
    starts,
)

from weaktie.core.readers import Hints, calendar, calendar_meetings
from weaktie.core.rows import Encounters, Kind, Owner, Tally


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([BY_ZOE, OMAR], ("zoe@north.example", ["omar@north.example"], [])),
        ([OMAR], ("me", ["omar@north.example"], [])),
        (
            [OMAR.replace(";", ";ROLE=OPT-PARTICIPANT;"), PRIYA],
            ("me", ["priya@west.example"], ["omar@north.example"]),
        ),
        ([OMAR.replace(";", ";ROLE=NON-PARTICIPANT;")], ("me", [], ["omar@north.example"])),
        (
            [BY_ZOE, OMAR, "ATTENDEE;CN=Zoë:mailto:zoe@north.example"],
            ("zoe@north.example", ["omar@north.example"], []),
        ),
        ([OMAR, OMAR, OMAR.replace(";", ";ROLE=OPT-PARTICIPANT;")], ("me", ["omar@north.example"], [])),
        ([OMAR, PRIYA.replace(";", ";PARTSTAT=DECLINED;")], ("me", ["omar@north.example"], [])),
        ([OMAR, PRIYA.replace(";", ";PARTSTAT=DELEGATED;")], ("me", ["omar@north.example"], [])),
        (
            [OMAR, PRIYA.replace(";", ";PARTSTAT=NEEDS-ACTION;")],
            ("me", ["omar@north.example", "priya@west.example"], []),
        ),
        ([OMAR, PRIYA.replace(";", ";CUTYPE=ROOM;")], ("me", ["omar@north.example"], [])),
        ([OMAR, PRIYA.replace(";", ";CUTYPE=RESOURCE;")], ("me", ["omar@north.example"], [])),
        ([OMAR, PRIYA.replace(";", ";CUTYPE=GROUP;")], ("me", ["omar@north.example"], [])),
        (["ORGANIZER;CN=Work:mailto:x@group.calendar.google.com", OMAR], ("me", ["omar@north.example"], [])),
        (["ORGANIZER:mailto:unknownorganizer@calendar.google.com", OMAR], ("me", ["omar@north.example"], [])),
    ],
)
def test_tells_who_called_a_meeting_and_who_came(
    lines: list[str], expected: tuple[str, list[str], list[str]]
) -> None:
    assert met(event(NOON, *lines)) == [expected]


@pytest.mark.parametrize(
    ("line", "name", "email"),
    [
        ('ATTENDEE;CN="Haddad, Omar":mailto:Omar@North.example', "Haddad, Omar", "omar@north.example"),
        ("ATTENDEE;CN=Haddad\\, Omar:MAILTO:omar@north.example", "Haddad, Omar", "omar@north.example"),
        ("ATTENDEE;CN='Omar':mailto:omar@north.example", "Omar", "omar@north.example"),
        (
            "ATTENDEE;CN=Omar ^'Omi^' Haddad:mailto:omar@north.example",
            'Omar "Omi" Haddad',
            "omar@north.example",
        ),
        ("ATTENDEE;CN=omar@north.example:mailto:omar@north.example", "", "omar@north.example"),
        ('ATTENDEE;CN=Omar;EMAIL="omar@north.example":/a/principal/', "Omar", "omar@north.example"),
        ("ATTENDEE;CN=omar@north.example:urn:uuid:1-2-3", "", "omar@north.example"),
        ("ATTENDEE;CN=Omar Haddad:invalid:nomail", "Omar Haddad", ""),
        ("ATTENDEE;CN=Omar Haddad:mailto:/O=EXCH/CN=OMAR", "Omar Haddad", ""),
        ("ATTENDEE;CN=Omar \r\n Haddad:mailto:omar@no\r\n rth.example", "Omar Haddad", "omar@north.example"),
    ],
)
def test_reads_a_guest_in_every_form(line: str, name: str, email: str) -> None:
    runs = [row for row in rows(event(NOON, line)) if isinstance(row, Encounters)]

    assert [(party.name, party.email) for party in runs[0].parties] == [(name, email)]


def test_one_address_is_one_party_and_takes_the_first_name_told() -> None:
    runs = rows(
        event(NOON, "ATTENDEE:mailto:omar@north.example"),
        event(NOON, OMAR, uid="2"),
        event(NOON, OMAR, uid="3"),
    )

    parties = [party for run in runs if isinstance(run, Encounters) for party in run.parties]
    assert [(party.name, party.email) for party in parties] == [("Omar Haddad", "omar@north.example")]


def test_later_runs_name_only_new_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar_meetings, "_RUN", 1)

    runs = rows(event(NOON, OMAR), event(NOON, OMAR, PRIYA, uid="2"), event(NOON, OMAR, uid="3"))

    found = [run for run in runs if isinstance(run, Encounters)]
    assert [[party.email for party in run.parties] for run in found] == [
        ["omar@north.example"],
        ["priya@west.example"],
        [],
    ]
    assert [run.rows[0].to for run in found] == [(0,), (0, 1), (0,)]


def test_people_of_what_is_left_out_are_not_named() -> None:
    parts = (
        event(NOON, OMAR),
        event("DTSTART:20300101T120000Z", PRIYA, uid="2"),
        event(NOON, PRIYA, "STATUS:CANCELLED", uid="3"),
    )

    assert "priya" not in repr(rows(*parts))


def test_the_same_meeting_in_two_exports_has_one_key() -> None:
    in_utc = encounters(event(NOON, OMAR))[0]
    in_berlin = encounters(event("DTSTART;TZID=Europe/Berlin:20250115T130000", BY_ZOE, OMAR))[0]
    later = encounters(event("DTSTART:20250116T120000Z", OMAR))[0]

    assert in_utc.key == in_berlin.key != later.key
    assert 0 <= in_utc.key < 2**63
    assert in_utc.kind is Kind.MEETING


def test_a_meeting_without_a_uid_is_known_by_who_was_there() -> None:
    first = encounters(event(NOON, OMAR, PRIYA, uid=""))[0]
    again = encounters(event(NOON, PRIYA, OMAR, uid=""))[0]
    other = encounters(event(NOON, PRIYA, uid=""))[0]

    assert first.key == again.key != other.key


def test_the_same_event_twice_in_a_file_counts_once() -> None:
    assert len(encounters(event(NOON, OMAR), event(NOON, OMAR))) == 1


def test_the_newest_version_of_an_event_counts() -> None:
    old = event(NOON, OMAR, "SEQUENCE:1")
    new = event("DTSTART:20250116T120000Z", OMAR, "SEQUENCE:2")
    off = event(NOON, OMAR, "SEQUENCE:3", "STATUS:CANCELLED")

    assert starts(old, new) == ["2025-01-16 12:00"]
    assert starts(off, old, new) == []


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([NOON, OMAR, "STATUS:CANCELLED"], "1 was cancelled or declined."),
        (["DTSTART:20261120T100000Z", OMAR], "1 lies ahead."),
        (["DTSTART:20301120", OMAR], "1 lies ahead."),
        ([NOON], "1 was without company."),
        ([NOON, BY_ZOE], "1 was without company."),
        ([NOON, BY_ZOE, BY_ZOE.replace("ORGANIZER", "ATTENDEE")], "1 was without company."),
        ([NOON, BY_ZOE, OMAR.replace(";", ";PARTSTAT=DECLINED;")], "1 was without company."),
    ],
)
def test_counts_what_is_left_out(lines: list[str], words: str) -> None:
    assert rows(event(*lines)) == [Tally(1, words)]


def test_a_calendar_that_calls_off_calls_off_every_event_in_it() -> None:
    off = "METHOD:CANCEL\r\n" + event(NOON, OMAR)

    assert starts(off) == []
    assert starts(off, "END:VCALENDAR\r\nBEGIN:VCALENDAR", event(NOON, OMAR)) == ["2025-01-15 12:00"]


@pytest.mark.parametrize(
    ("line", "owner"),
    [
        ("X-WR-CALNAME:Ada@quist.example", Owner("calendar", emails=("ada@quist.example",))),
        ("X-WR-RELCALID:ada@quist.example", Owner("calendar", emails=("ada@quist.example",))),
        (
            "X-OWNER;CN=Ada Quist:mailto:ada@quist.example",
            Owner("calendar", "Ada Quist", emails=("ada@quist.example",)),
        ),
        ("X-WR-CALNAME:Work", None),
        ("X-WR-CALNAME:c1@group.calendar.google.com", None),
    ],
)
def test_says_whose_calendar_it_is_when_the_file_does(line: str, owner: Owner | None) -> None:
    found = [row for row in rows(line, event(NOON, OMAR)) if isinstance(row, Owner)]

    assert found == ([owner] if owner else [])


def test_what_the_owner_declined_is_out_and_their_own_time_is_without_company() -> None:
    owner = "X-WR-CALNAME:ada@quist.example"
    me = "ATTENDEE;PARTSTAT={}:mailto:ada@quist.example"

    assert note(owner, event(NOON, BY_ZOE, OMAR, me.format("DECLINED"))) == "1 was cancelled or declined."
    assert note(event(NOON, BY_ZOE, OMAR, me.format("DECLINED"))) == ""
    assert note(owner, event(NOON, me.format("ACCEPTED"))) == "1 was without company."


@pytest.mark.parametrize(
    ("line", "start"),
    [
        ("DTSTART:20250715T100000Z", "2025-07-15 10:00"),
        ("DTSTART:20250715T100000", "2025-07-15 08:00"),
        ("DTSTART:20250715T1000", "2025-07-15 08:00"),
        ("DTSTART:2025-07-15T10:00:00+02:00", "2025-07-15 08:00"),
        ("DTSTART;VALUE=DATE:20250715", "2025-07-14 22:00"),
        ("DTSTART;TZID=America/New_York:20250715T100000", "2025-07-15 14:00"),
        ("DTSTART;TZID=W. Europe Standard Time:20250115T100000", "2025-01-15 09:00"),
        ('DTSTART;TZID="Eastern Standard Time":20250715T100000', "2025-07-15 14:00"),
        ("DTSTART;TZID=/mozilla.org/20070129_1/America/New_York:20250715T100000", "2025-07-15 14:00"),
        (
            "DTSTART;TZID=/freeassociation.sourceforge.net/Tzfile/America/Argentina/Buenos_Aires:20250715T100000",
            "2025-07-15 13:00",
        ),
        ("DTSTART;TZID=UTC+11:20250715T100000", "2025-07-14 23:00"),
        ('DTSTART;TZID="(UTC-03:00) Brasilia":20250715T100000', "2025-07-15 13:00"),
        ("DTSTART;TZID=Europe/Berlin:20250330T023000", "2025-03-30 01:30"),
        ("DTSTART:20161231T235960Z", "2016-12-31 23:59"),
    ],
)
def test_reads_times_in_every_zone(line: str, start: str) -> None:
    assert starts(event(line, OMAR)) == [start]


def test_a_zone_that_nobody_knows_is_read_as_the_seekers_and_said() -> None:
    odd = event("DTSTART;TZID=Middle Earth:20250115T100000", OMAR)

    assert starts(odd) == ["2025-01-15 09:00"]
    assert note(odd) == "1 time zone(s) nobody knows were read as yours."


def zone(*rules: str, name: str = "Ours") -> str:
    return "\r\n".join(["BEGIN:VTIMEZONE", f"TZID:{name}", *rules, "END:VTIMEZONE", ""])


PLUS_5 = (
    "BEGIN:STANDARD",
    "DTSTART:16010101T000000",
    "TZOFFSETFROM:+0500",
    "TZOFFSETTO:+0500",
    "END:STANDARD",
)


@pytest.mark.parametrize(
    "definition",
    [
        zone(*PLUS_5),
        zone(*PLUS_5).replace("T000000", ""),
        zone(*PLUS_5, "RRULE:FREQ=SECONDLY"),
        zone(*PLUS_5[:2], "RRULE:FREQ=SECONDLY", *PLUS_5[2:]),
        zone(*PLUS_5[:2], "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", *PLUS_5[2:]),
        zone(*PLUS_5[:2], "RRULE:FREQ=YEARLY;BYHOUR=1,2;BYMINUTE=1,2;BYSECOND=1,2", *PLUS_5[2:]),
        zone(*PLUS_5[:2], "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTHDAY=1;BYMONTH=3", *PLUS_5[2:]),
        zone("TZOFFSETTO:+0500"),
        zone("BEGIN:STANDARD", "TZOFFSETTO:+0500", "RRULE:nonsense", "END:STANDARD"),
        zone("X-LIC-LOCATION:Asia/Karachi"),
    ],
)
def test_reads_a_zone_that_the_file_defines(definition: str) -> None:
    meeting = event("DTSTART;TZID=Ours:20250115T100000", OMAR)

    assert starts(definition, meeting) == ["2025-01-15 05:00"]
    assert starts(meeting, definition) == ["2025-01-15 05:00"]


def test_a_name_everybody_knows_wins_over_a_definition() -> None:
    meeting = event("DTSTART;TZID=Europe/Berlin:20250715T100000", OMAR)

    assert starts(zone(*PLUS_5, name="Europe/Berlin"), meeting) == ["2025-07-15 08:00"]


def test_an_unknown_zone_of_the_seeker_is_utc() -> None:
    raw = ("BEGIN:VCALENDAR\n" + event("DTSTART:20250715T100000", OMAR) + "END:VCALENDAR\n").encode()
    source = calendar.recognise(raw, name="")
    assert source is not None

    found = list(calendar.read(source, BytesIO(raw), Hints(date(2026, 11, 20), "Mars/Olympus")))

    assert isinstance(found[0], Encounters)
    assert found[0].rows[0].at == int(datetime(2025, 7, 15, 10, tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([OMAR], "no date that can be read"),
        (["DTSTART:INVALID", OMAR], "no date that can be read"),
        (["DTSTART:20250230T100000Z", OMAR], "no date that can be read"),
        (["DTSTART:99991399", OMAR], "no date that can be read"),
        (["DTSTART:16010101T000000", OMAR], "dated 1601"),
        (["DTSTART:00010101T000000Z", OMAR], "dated 1"),
    ],
)
def test_says_why_a_meeting_cannot_be_used(lines: list[str], words: str) -> None:
    found = skips(event(NOON, OMAR, uid="0"), event(*lines))

    assert [skip.where for skip in found] == ["event 2"]
    assert words in found[0].reason


def test_one_broken_event_loses_none_of_the_others() -> None:
    broken = (
        "BEGIN:VEVENT\r\nDTSTART:20250114T100000Z\r\n"
        + OMAR
        + "\r\nBEGIN:VALARM\r\nATTENDEE:mailto:x@y.example"
    )

    found = starts(event(NOON, OMAR), broken, event("DTSTART:20250116T120000Z", PRIYA, uid="3"))

    assert found == ["2025-01-14 10:00", "2025-01-15 12:00", "2025-01-16 12:00"]


def test_guests_of_an_alarm_are_no_guests() -> None:
    alarm = "BEGIN:VALARM\r\nREPEAT:1000000000\r\nDURATION:PT1S\r\n" + PRIYA + "\r\nEND:VALARM"

    assert met(event(NOON, alarm, OMAR)) == [("me", ["omar@north.example"], [])]


def test_meetings_of_more_than_fifty_are_taken() -> None:
    guests = [f"ATTENDEE:mailto:guest{number}@north.example" for number in range(120)]

    assert len(encounters(event(NOON, *guests))[0].to) == 120
