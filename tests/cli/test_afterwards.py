"""Thanks, promises, introductions, referrals and the chain on the command line."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import now
from tests.cli.program import FLAG, ID, MAYBE, NUMBER, TEXT, N, fits, refused, run, told
from tests.people import person
from tests.talks import NOTES, SECRET, talk

from weaktie.campaign.followups.models import FollowUp
from weaktie.campaign.outreach.models import Ask

WHO = {"id": ID, "name": TEXT}
DUE = {"kind": TEXT, "person": WHO, "since": TEXT, "on": TEXT, "reason": TEXT}
DRAFT = {"kind": TEXT, "subject": TEXT, "text": TEXT, "gaps": [TEXT]}
LETTER = {
    "id": ID, "name": TEXT, "due": [DUE], "draft": DRAFT, "notes": [{"id": ID, "kind": TEXT, "text": TEXT}],
}  # fmt: skip
DONE = {"id": ID, "kind": TEXT, "done_on": TEXT, "let_go": FLAG}
PROMISE = {
    "id": ID, "whose": TEXT, "text": TEXT, "made_on": TEXT, "due_on": MAYBE, "kept_on": MAYBE,
    "released_on": MAYBE,
}  # fmt: skip
PROMISES = {"id": ID, "name": TEXT, "promises": [PROMISE]}
REFERRAL = {
    "id": ID, "kind": TEXT, "employer": TEXT, "role": TEXT, "state": TEXT, "on": TEXT, "shown": TEXT,
    "how": TEXT, "result": TEXT,
}  # fmt: skip
GROWTH = {
    "n": N, "made": N, "young": N, "each": {"low": NUMBER, "mid": NUMBER, "high": NUMBER},
    "feeds_itself_at": NUMBER, "grows": (float, type(None)), "dies_out": (float, type(None)), "verdict": TEXT,
}  # fmt: skip
LIFE_KEYS = {"id", "introducer", "person", "state", "on", "next", "letter"}


@pytest.fixture
def priya(book):
    return person(book, "Priya Raman")


@pytest.fixture
def held(book, priya):
    return talk(book, priya, ended=now() - timedelta(hours=1), notes=NOTES)


def test_thanks_are_shown_with_what_is_due_and_a_draft(held, priya):
    answer = told("thank", "Priya Raman")

    assert fits(answer, LETTER)
    assert answer["draft"]["kind"] == "thanks"
    assert [one["kind"] for one in answer["due"]][0] == "thanks"
    assert answer["draft"]["gaps"]
    assert SECRET not in str(answer)
    assert SECRET not in run("thank", priya.pk).out


def test_another_note_or_a_reason_begins_it_anew(held, priya):
    quote = held.notes.get(kind="quote")

    cited = told("thank", priya.pk, "--note", quote.pk)
    touch = told("thank", priya.pk, "--kind", "touch", "--reason", "I read your paper")

    assert "Ring, don't email" in cited["draft"]["text"]
    assert "I read your paper." in touch["draft"]["text"]


def test_sent_is_noted_once_and_a_gap_is_refused(held, priya):
    assert refused("thank", priya.pk, "--sent", "--text", "Thanks for [it]") == "gap_left"

    done = told("thank", priya.pk, "--sent", "--text", "Thanks. I rang three yards.")

    assert fits(done, DONE)
    assert FollowUp.objects.get().message.text == "Thanks. I rang three yards."
    assert refused("thank", priya.pk, "--kind", "thanks", "--sent") == "already_done"
    assert told("thank", priya.pk, "--kind", "report", "--let-go")["let_go"]


def test_nobody_is_thanked_before_the_conversation(book, priya):
    assert refused("thank", priya.pk) == "nothing_owed"


def test_promises_are_noted_listed_moved_kept_and_released(held, priya):
    made = told("promise", priya.pk, "Send the paper", "--by", "2027-01-05")
    assert fits(made, PROMISES)
    told("promise", priya.pk, "Name a planner", "--theirs")
    first = made["promises"][0]["id"]
    moved = told("promise", priya.pk, "--move", first, "--by", "2027-01-09")
    assert moved["promises"][0]["due_on"] == "2027-01-09"
    told("promise", priya.pk, "--kept", first)
    told("promise", priya.pk, "--from-notes")

    listed = told("promise", priya.pk)["promises"]
    assert len(listed) == 5
    assert SECRET not in str(listed)
    assert refused("promise", priya.pk, "--kept", 999) == "no_such_promise"
    assert refused("promise", priya.pk, "--kept", first) == "not_standing"
    told("promise", priya.pk, "--released", listed[0]["id"])
    assert "5 promises with Priya Raman" in run("promise", priya.pk).out


def test_an_introduction_from_the_name_to_the_thanks(book, priya):
    named = told(
        "introduce", priya.pk, "Mei Lin", "--employer", "Calder Labs", "--title", "Lead", "--why", "knows"
    )
    assert named.keys() == LIFE_KEYS
    assert named["state"] == "named"
    assert "Would you ask whether Mei Lin" in named["letter"]["text"]
    row = next(one for one in told("next")["people"] if one["name"] == "Mei Lin")
    assert row["route"] == {"kind": "introduced", "via": priya.pk}

    assert refused("introduce", priya.pk, "Mei Lin", "--made") == "nobody_unasked"
    states = [
        told("introduce", priya.pk, "mei lin", f"--{step}")["state"]
        for step in ("ask", "agreed", "made", "met", "thanked")
    ]
    assert states == ["asked", "agreed", "made", "met", "thanked"]
    assert Ask.objects.get().via_id == priya.pk


def test_an_introducer_is_asked_for_one_thing_at_a_time(book, priya):
    told("introduce", priya.pk, "Mei Lin")
    told("introduce", priya.pk, "Tom Reed")
    told("introduce", priya.pk, "Mei Lin", "--ask")

    assert refused("introduce", priya.pk, "Tom Reed", "--ask") == "introducer_rests"
    assert refused("introduce", priya.pk, "Vera", "--ask") == "no_such_introduction"
    assert told("introduce", priya.pk, "Tom Reed", "--declined")["state"] == "declined"


def test_a_namesake_is_asked_about(book, priya):
    lucja = person(book, "Łucja Śliwińska")

    assert refused("introduce", priya.pk, "Łucja Śliwińska") == "already_here"
    assert told("introduce", priya.pk, lucja.pk)["person"]["id"] == lucja.pk
    assert told("introduce", priya.pk, "Łucja Śliwińska", "--new")["person"]["id"] != lucja.pk


def test_a_referral_asked_for_cold_is_not_earned(book, priya):
    answer = run("refer", priya.pk, "--ask", "--json")

    assert answer.code == 1
    assert answer.json["error"]["code"] == "NOT_EARNED"
    plain = run("refer", priya.pk, "--ask", "--role", "Grid planner", "--shown", "my charm")
    assert (plain.code, plain.out) == (1, "")
    assert "You have not talked with Priya Raman yet" in plain.err


def test_a_conversation_without_anything_shown_earns_nothing(held, priya):
    assert refused("refer", priya.pk, "--ask", "--role", "Grid planner") == "NOT_EARNED"


def test_a_referral_is_earned_given_and_has_a_result(held, priya):
    asked = told("refer", priya.pk, "--ask", "--role", "Grid planner", "--shown", "Found the fault")
    assert fits(asked, {"id": ID, "name": TEXT, "referrals": [REFERRAL]})
    told("refer", priya.pk, "--given", "--how", "manager")
    result = told("refer", priya.pk, "--result", "An interview")["referrals"][0]

    assert (result["state"], result["how"], result["result"]) == ("result", "manager", "An interview")
    assert refused("refer", priya.pk, "--declined") == "out_of_order"
    assert "Put you forward" in run("refer", priya.pk).out


def test_a_name_is_kept_apart_from_a_referral(book, priya):
    assert "No name given and no referral" in run("refer", priya.pk).out
    assert refused("refer", priya.pk, "--given") == "nothing_there"
    told("refer", priya.pk, "--name", "--offered")
    given = told("refer", priya.pk, "--name", "--given")["referrals"]

    assert [(one["kind"], one["state"]) for one in given] == [("name", "given")]
    counts = told("chain")
    assert (counts["names"], counts["referrals"]) == (1, 0)


def test_the_chain_is_told_as_a_tree(held, book, priya):
    told("introduce", priya.pk, "Mei Lin")

    answer = told("chain")

    assert fits(answer["growth"], GROWTH)
    assert answer["growth"]["verdict"] == "early"
    (root,) = answer["tree"]
    assert (root["name"], root["introduction"], root["named"][0]["name"]) == ("Priya Raman", None, "Mei Lin")
    plain = run("chain").out
    assert "└─ Priya Raman" in plain
    assert "   └┄ Mei Lin" in plain
    assert "Too early to say." in plain
