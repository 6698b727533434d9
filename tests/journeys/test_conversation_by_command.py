"""One conversation from the first message to the one it led to, on the command line alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.journeys.conftest import Weaktie
from tests.people import CARDS, CONNECTIONS, MAILBOX, files

pytestmark = pytest.mark.slow

PITCH = """Hello Priya,
we met on the forecasting course in 2019. Is your team hiring? I attach my CV and would be glad of a referral.
Ada"""
LETTER = """Hello Priya,
we last wrote in May 2019, after the load forecasting course.
Since March 2019 you have forecast for Harrow Grid: which input did the desk stop trusting when the evening
peak moved?
Twenty minutes on the phone would do, or two lines in writing; if it is a bad time, no is fine.
Ada"""
THANKS = """Dear Priya,
you said that nobody trusts a forecast before ringing the control room. I rang ours this morning, and the
peak moved by an hour.
Thank you,
Ada"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_from_a_file_to_the_person_they_named(weaktie: Weaktie, tmp_path: Path):
    weaktie.answer(
        "import", *files(tmp_path, connections_csv=CONNECTIONS, cards_vcf=CARDS, mail_mbox=MAILBOX)
    )
    weaktie.answer("me", "--name", "Ada Quill", "--email", "ada@quill.example", "--zone", "Europe/Lisbon")
    weaktie.answer("target", "add", "Harrow Grid")
    first = weaktie.answer("next")["people"][0]
    assert first["name"] == "Priya Raman"
    priya = str(first["id"])

    bad = weaktie.answer("ask", priya, "--text", written(tmp_path, "bad.txt", PITCH))
    assert bad["verdict"] == "revise"
    assert {"ASKS_FOR_JOB", "RESUME_ATTACHED"} <= {one["code"] for one in bad["findings"]}
    good = weaktie.answer(
        "ask", priya, "--text", written(tmp_path, "good.txt", LETTER), "--guess", "25", "--sent"
    )
    assert (good["verdict"], good["sent_on"] is not None) == ("good", True)
    assert weaktie.answer("reply", priya, "yes", "--words", "Tomorrow at ten.")["answer"] == "yes"
    assert due(weaktie)["reply"] == "Priya Raman"

    at = (datetime.now(ZoneInfo("Europe/Lisbon")) + timedelta(days=1)).strftime("%Y-%m-%d 10:00")
    booked = weaktie.answer("book", priya, "--at", at, "--way", "phone", "--ics", tmp_path / "both.ics")
    assert (booked["state"], booked["length"]) == ("booked", 20)
    assert "DTEND" in (tmp_path / "both.ics").read_text()
    weaktie.answer("brief", priya, "--take", "1")
    brief = weaktie.answer("brief", priya, "--desire", "rather", "--why", "Forecasts are tried every evening")
    assert [one["minutes"] for one in brief["phases"]] == [5, 10, 5]
    assert brief["questions"]
    assert "else" in brief["closing"]

    weaktie.answer("note", priya, "--begin")
    for kind, text in (
        ("quote", "Nobody trusts a forecast before ringing the control room."),
        ("requirement", "A month on nights before you touch a model"),
        ("mine", "Send the load curve paper"),
    ):
        weaktie.answer("note", priya, "--kind", kind, text)
    weaktie.answer("note", priya, "--off-record", "The vendor is being replaced")
    ended = weaktie.answer("note", priya, "--end")
    assert ended["overrun"] == 0
    told = weaktie.answer(
        "debrief", priya, "--desire", "very", "--why", "They ring first", "--their-words", "Ring"
    )
    assert (told["desire_before"], told["desire_after"]) == ("rather", "very")
    assert len(told["notes"]) == 4

    owed = weaktie.answer("thank", priya)
    assert owed["due"][0]["kind"] == "thanks"
    assert "vendor" not in str(owed)
    sent = weaktie.answer("thank", priya, "--sent", "--text", THANKS)
    assert sent["kind"] == "thanks"
    promised = weaktie.answer("promise", priya, "--from-notes")["promises"]
    assert [one["whose"] for one in promised] == ["mine"]

    named = weaktie.answer(
        "introduce", priya, "Mei Lin", "--employer", "Harrow Grid", "--why", "ran the move"
    )
    mei = named["person"]["id"]
    asks = {one["id"]: one for one in weaktie.answer("next", "-n", "10")["people"]}
    assert asks[mei]["route"] == {"kind": "introduced", "via": int(priya)}
    weaktie.answer("introduce", priya, str(mei), "--ask")
    weaktie.answer("introduce", priya, str(mei), "--agreed")
    made = weaktie.answer("introduce", priya, str(mei), "--made")
    assert made["state"] == "made"
    assert "Mei Lin" in str(weaktie.answer("chain")["tree"])

    cold = weaktie.answer("refer", str(mei), "--ask", "--role", "Planner", "--shown", "")
    assert cold["error"]["code"] == "NOT_EARNED"


def due(weaktie: Weaktie) -> dict[str, str]:
    """Return what is due by its kind, with whom it is about."""
    return {one["kind"]: (one["person"] or {}).get("name", "") for one in weaktie.answer("today")["due"]}
