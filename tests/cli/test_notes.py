"""Notes, the debrief, openings and transcripts by the command line."""

from __future__ import annotations

import pytest
from tests.cli.program import FLAG, ID, TEXT, N, fits, refused, run, told

OMAR = "omar@northwind.example"
MAYBE_TEXT, MAYBE_N = (str, type(None)), (int, type(None))
PERSON = {"id": ID, "name": TEXT}
NOTE = {
    "id": ID, "conversation": ID, "person": PERSON, "kind": TEXT, "text": TEXT, "off_record": FLAG,
    "first_hand": type(None), "second": MAYBE_N, "written_at": TEXT,
}  # fmt: skip
NOTED = {"conversation": ID, "started": MAYBE_TEXT, "ended": MAYBE_TEXT, "overrun": N, "note": NOTE}
OPENING = {
    "employer": TEXT, "role": TEXT, "heard_from": MAYBE_TEXT, "heard_on": TEXT, "posted_on": MAYBE_TEXT,
    "lead_days": MAYBE_N, "outcome": MAYBE_TEXT,
}  # fmt: skip
FIT = {"respect": TEXT, "own": TEXT, "theirs": TEXT, "yours": TEXT, "says": TEXT}
DEBRIEF = {
    "conversation": ID, "person": PERSON, "target": MAYBE_TEXT, "desire_before": TEXT, "desire_after": TEXT,
    "desire_after_why": TEXT, "their_words": TEXT, "question_that_landed": TEXT, "remembered_of_you": TEXT,
    "seen_clear": TEXT, "seen_sharp": TEXT, "seen_easy": TEXT, "extended": N, "debriefed_at": MAYBE_TEXT,
    "closing_asked": FLAG,
    "minutes": N, "overrun": N, "fits": [FIT], "notes": [NOTE], "warnings": [TEXT], "dropped": FLAG,
}  # fmt: skip
VTT = "WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\nOmar Haddad: Ring, don't email.\n"


@pytest.fixture
def talk(book):
    assert fits(told("note", OMAR, "--begin", "The rota comes first"), NOTED)
    return book


def test_a_note_goes_to_the_conversation_that_runs(talk):
    answer = told("note", OMAR, "--kind", "quote", "--off-record", "Ring, don't email.")

    assert fits(answer, NOTED)
    assert (answer["note"]["kind"], answer["note"]["off_record"]) == ("quote", True)
    listed = told("note", "--list")["notes"]
    assert fits(listed, [NOTE])
    assert [note["text"] for note in listed] == ["Ring, don't email.", "The rota comes first"]
    assert "(off the record)" in run("note", "--list", OMAR).out


def test_the_clock_is_stopped_and_the_page_of_the_note_says_so(talk):
    assert told("note", OMAR, "--end")["ended"] is not None
    assert "ended" in run("note", OMAR).out


def test_nobody_and_nothing_to_note(book):
    assert run("note").code == 2
    assert refused("note", OMAR, "hello") == "no_conversation"


def test_private_words_are_asked_about(talk):
    assert refused("note", OMAR, "She is off sick") == "protected_trait"

    assert told("note", OMAR, "--about-work", "Sick leave is planned into the rota")["note"]["text"]


def test_an_opening_heard_is_listed_with_its_lead(talk):
    told("note", OMAR, "--kind", "opening", "--role", "Planner", "--first-hand", "They look in spring")
    told("openings", "--heard", "Harrow Grid", "--from", OMAR, "--on", "2026-11-01", "--posted", "2026-11-13")
    told(
        "openings",
        "--heard",
        "Tidewell",
        "--on",
        "2026-11-10",
        "--posted",
        "2026-11-07",
        "--outcome",
        "Went in",
    )

    openings = told("openings")["openings"]

    assert fits(openings, [OPENING])
    by_name = {one["employer"]: one for one in openings}
    assert (by_name["Northwind"]["role"], by_name["Northwind"]["lead_days"]) == ("Planner", None)
    assert by_name["Harrow Grid"]["lead_days"] == 12
    assert (by_name["Tidewell"]["lead_days"], by_name["Tidewell"]["heard_from"]) == (-3, None)
    assert "posted 12 days later" in run("openings").out
    assert "public 3 days before" in run("openings").out


def test_an_opening_is_settled_by_its_employer(book):
    told("openings", "--heard", "Harrow Grid", "--on", "2026-11-01")

    told("openings", "--change", "harrow grid", "--posted", "2026-11-13", "--outcome", "Interview")

    (one,) = told("openings")["openings"]
    assert (one["lead_days"], one["outcome"]) == (12, "Interview")
    assert refused("openings", "--change", "99", "--posted", "2026-11-13") == "no_such_opening"


def test_the_debrief_is_kept_and_shown(talk):
    told("target", "add", "Northwind")
    answer = told(
        "debrief", OMAR, "--desire", "rather", "--why", "They are like me", "--their-words", "Ring me",
        "--fit", "pace=One release a week", "--shown", "pace=Asked for dates", "--agrees", "pace",
        "--extended", "5", "--talked-little", "--asked-event", "--asked-closing",
    )  # fmt: skip

    yes = {name: answer.pop(name) for name in ("talked_little", "asked_for_event")}
    assert fits(answer, DEBRIEF)
    assert (answer["desire_after"], answer["warnings"], answer["target"]) == (
        "rather",
        ["SAMENESS"],
        "Northwind",
    )
    assert answer["fits"][0] == {
        "respect": "pace", "own": "", "theirs": "One release a week", "yours": "Asked for dates",
        "says": "agrees",
    }  # fmt: skip
    assert (answer["closing_asked"], yes) == (True, {"talked_little": True, "asked_for_event": True})
    assert "Because: They are like me" in run("debrief", OMAR).out


def test_a_target_is_dropped_with_what_came_before(talk):
    told("target", "add", "Northwind")

    answer = run("debrief", OMAR, "--desire", "not", "--drop-target")

    assert "Dropped after 1 conversation, before an application." in answer.out
    assert refused("debrief", OMAR, "--drop-target") == "dropped_already"


def test_fit_is_told_in_five_respects_only(talk):
    assert run("debrief", OMAR, "--fit", "charm=Lots").code == 2
    assert refused("debrief", OMAR, "--fit", "hours=Leaves for the kids") == "protected_trait"


def test_a_transcript_needs_consent_and_its_lines_become_notes(talk, tmp_path):
    file = tmp_path / "call.vtt"
    file.write_text(VTT)
    assert refused("note", OMAR, "--transcript", file) == "no_consent"
    assert refused("note", OMAR, "--line", 1) == "no_transcript"

    kept = told("note", OMAR, "--transcript", file, "--consent", "all")
    assert fits(kept, {
        "kind": TEXT, "delete_on": TEXT,
        "lines": [{"line": N, "speaker": TEXT, "second": MAYBE_N, "text": TEXT}],
    })  # fmt: skip
    note = told("note", OMAR, "--line", 1, "--kind", "quote")["note"]
    assert (note["kind"], note["text"], note["second"]) == ("quote", "Ring, don't email.", 1)

    assert told("note", OMAR, "--delete-transcript") == {"deleted": True}
    assert refused("note", OMAR, "--line", 1) == "no_such_line"
