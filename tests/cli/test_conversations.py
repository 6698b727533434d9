"""Arranging and preparing a conversation by the command line."""

from __future__ import annotations

import pytest
from icalendar import Calendar
from tests.cli.program import FLAG, ID, MAYBE, TEXT, N, fits, refused, run, told
from tests.people import person

CONVERSATION = {
    "id": ID, "person": {"id": ID, "name": TEXT}, "state": TEXT, "starts_at": MAYBE, "length": N,
    "way": MAYBE, "place": TEXT, "zone": MAYBE, "offered": [TEXT], "sequence": N, "desire_before": MAYBE,
}  # fmt: skip
BOOKING = {**CONVERSATION, "reply": MAYBE, "ics": MAYBE}
FINDING = {"code": TEXT, "severity": TEXT, "message": TEXT, "mend": MAYBE}
BRIEF = {
    **CONVERSATION, "known": [TEXT], "sees": [TEXT], "posting": [TEXT], "closing": TEXT, "leave_out": [TEXT],
    "public": [{"title": TEXT, "kind": TEXT, "excerpt": TEXT}],
    "open": [{"kind": TEXT, "who": TEXT, "words": TEXT, "other_who": MAYBE, "other": MAYBE}],
    "opening": {"text": TEXT, "draft": FLAG, "words": N, "findings": [FINDING]},
    "phases": [{"phase": TEXT, "begins": MAYBE, "minutes": N}],
    "questions": [{"id": ID, "text": TEXT, "why": TEXT, "findings": [FINDING]}],
    "proposals": [{"text": TEXT, "why": TEXT, "family": TEXT}],
    "plan": {"clear": TEXT, "sharp": TEXT, "easy": TEXT},
}  # fmt: skip
AT = "2126-11-26 10:00"


@pytest.fixture
def priya(book):
    return person(book, "Priya Raman").pk


def test_times_are_offered_then_booked_moved_and_called_off(priya, tmp_path):
    offered = told("book", priya, "--offer", "--zone", "Warsaw")
    booked = told("book", priya, "--at", AT, "--way", "phone", "--place", "+48 22", "--desire", "rather")
    moved = told("book", priya, "--move", "--at", "2126-11-27 11:00", "--length", "30")
    off = told("book", priya, "--cancel", "--ics", tmp_path / "off.ics")

    assert all(fits(answer, BOOKING) for answer in (offered, booked, moved, off))
    assert (offered["state"], len(offered["offered"])) == ("offered", 3)
    assert "your time (Warsaw)" in offered["reply"]
    assert (booked["state"], booked["starts_at"]) == ("booked", "2126-11-26T10:00:00+00:00")
    assert booked["desire_before"] == "rather"
    assert (moved["sequence"], moved["length"]) == (1, 30)
    assert off["state"] == "called_off"
    assert Calendar.from_ical((tmp_path / "off.ics").read_bytes())["METHOD"] == "CANCEL"


def test_a_moment_with_an_offset_is_taken_as_it_is(priya):
    answer = told("book", priya, "--at", "2126-11-26T10:00+02:00", "--zone", "Europe/Warsaw")

    assert answer["starts_at"] == "2126-11-26T08:00:00+00:00"


def test_the_brief_is_shown_and_written_on(priya):
    told("book", priya, "--at", AT)
    first = told("brief", priya)
    taken = told("brief", priya, "--take", "1")
    written = told(
        "brief", priya, "--ask", "What did the desk stop?", "--opening", "Hello.",
        "--closing", "Who is next?",
    )  # fmt: skip
    turned = told("brief", priya, "--first", "2")
    dropped = told("brief", priya, "--drop", "1")

    assert all(
        fits({**answer, "memory": None}, {**BRIEF, "memory": type(None)}) for answer in (first, written)
    )
    assert {one["family"] for one in first["proposals"]} >= {"changed", "before", "separates"}
    assert [one["text"] for one in taken["questions"]] == [first["proposals"][0]["text"]]
    assert (written["opening"]["text"], written["opening"]["draft"]) == ("Hello.", False)
    assert written["closing"] == "Who is next?"
    assert turned["questions"][0]["text"] == "What did the desk stop?"
    assert len(dropped["questions"]) == 1
    assert [(one["phase"], one["minutes"]) for one in first["phases"]] == [
        ("opening", 5), ("middle", 10), ("closing", 5),
    ]  # fmt: skip


def test_what_cannot_be_is_refused_with_its_code(priya):
    assert refused("brief", priya) == "no_conversation"
    assert refused("book", priya, "--cancel") == "no_conversation"
    assert refused("book", priya, "--at", "2020-01-01 10:00") == "no_good_time"
    told("book", priya, "--at", AT)
    assert refused("book", priya, "--at", AT) == "booked_already"
    assert refused("book", priya, "--move", "--zone", "Northwind") == "no_such_zone"


def test_wrong_usage_ends_with_two(priya):
    assert run("book", priya, "--offer", "--cancel").code == 2
    assert run("book", priya, "--at", "soon").code == 2
    told("book", priya, "--at", AT)
    assert run("brief", priya, "--take", "99").code == 2


def test_a_person_reads_the_reply_and_the_brief(priya):
    offer = run("book", priya, "--offer")
    brief = run("brief", priya)

    assert "Thank you for saying yes." in offer.out and "Undo: weaktie undo" in offer.out
    assert "Who else should I talk to?" in brief.out
    assert "--take 1:" in brief.out
