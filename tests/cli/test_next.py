"""Targets and whom to talk to next by the command line."""

from __future__ import annotations

import pytest
from tests.cli.program import FLAG, ID, MAYBE, NUMBER, TEXT, N, fits, refused, run, told
from tests.people import MAILBOX, bring, connections

CHANCE = {"low": NUMBER, "mid": NUMBER, "high": NUMBER}
AUC = {"value": NUMBER, "low": NUMBER, "high": NUMBER}
ROW_KEYS = {
    "id", "name", "score", "parts", "words", "reasons", "adds", "this_week", "chance", "route",
}  # fmt: skip
TARGET = {
    "id": ID, "kind": TEXT, "name": TEXT, "motivation": N, "level": MAYBE, "posting": FLAG,
}  # fmt: skip
COUNTS = {"people_now": N, "people_by_mail": N, "people_before": N, "strangers": N}
DAY = ("--as-of", "2026-11-23")

NAMES = (
    "Tomas Vale", "Ines Corbin", "Yusuf Darr", "Mina Okafor", "Petra Lindt", "Rafael Quist", "Anneke Bos",
    "Goran Petrel", "Selma Hartog", "Idris Bell", "Noor Vance", "Pavel Stroud", "Wanda Kest", "Emre Solak",
)  # fmt: skip


@pytest.fixture
def wide(ada):
    """Ada knows fourteen people at as many employers."""
    rows = [
        f"{name.split()[0]},{name.split()[1]},https://www.linkedin.com/in/{number}-{name.split()[0].lower()},,"
        f"Firm {chr(65 + number)},Planner,05 Jun 2021"
        for number, name in enumerate(NAMES)
    ]
    bring(ada, Connections_csv=connections(*rows))
    return ada


def is_row(row) -> bool:
    """Tell whether this is a row of `next` as documented."""
    return (
        row.keys() == ROW_KEYS
        and fits([row["id"]], [ID])
        and fits([row["name"], *row["reasons"], *row["adds"], *row["words"].values()], [TEXT])
        and fits([row["score"], *row["parts"].values()], [NUMBER])
        and row["words"].keys() == row["parts"].keys()
        and fits(row["this_week"], FLAG)
        and fits(row["chance"], CHANCE)
        and fits(row["route"], {"kind": TEXT, "via": (int, type(None))})
        and row["route"]["kind"] in {"direct", "introduced", "stranger"}
    )


def test_says_whom_to_talk_to_in_the_documented_shape(book):
    answer = told("next", "-n", 3, *DAY)

    assert answer.keys() == {"people", "skipped_by_habit", "notes", "goal", "target", "as_of"}
    assert len(answer["people"]) == 3
    assert all(is_row(row) for row in (*answer["people"], *answer["skipped_by_habit"]))
    assert fits(answer["notes"], [TEXT])
    assert (answer["goal"], answer["target"], answer["as_of"]) == ("discover", None, "2026-11-23")


def test_the_same_question_has_the_same_answer(book):
    assert told("next", *DAY) == told("next", *DAY)
    assert told("next", "--as-of", "2024-06-01") == told("next", "--as-of", "2024-06-01")


def test_at_most_five_are_for_this_week_however_many_are_listed(wide):
    rows = told("next", "-n", 12, *DAY)["people"]

    assert len(rows) == len({row["id"] for row in rows}) == 12
    assert sum(row["this_week"] for row in rows) == 5
    assert all(row["reasons"] for row in rows)


def test_an_empty_book_has_nobody_and_says_so(ada):
    answer = told("next", *DAY)

    assert (answer["people"], answer["skipped_by_habit"]) == ([], [])
    assert answer["notes"]


def test_says_why_somebody_stands_where_they_stand(book):
    first = told("next", *DAY)["people"][0]

    answer = told("why", first["id"], *DAY)

    assert answer.keys() == {"person", "place", "considered"}
    assert is_row(answer["person"])
    assert (answer["person"]["id"], answer["place"]) == (first["id"], 1)
    assert fits(answer["considered"], N)
    assert refused("why", 9999) == "no_such_person"


def test_adds_lists_and_drops_targets(book):
    added = told("target", "add", "Northwind", "Harrow Grid", "--motivation", 5, "--level", "senior")
    assert fits(added, {"targets": [TARGET]})
    assert {one["name"] for one in added["targets"]} == {"Northwind", "Harrow Grid"}
    assert {(one["motivation"], one["level"], one["kind"]) for one in added["targets"]} == {
        (5, "senior", "employer")
    }

    listed = told("target", "list")
    assert fits(listed, {"targets": [{**TARGET, **COUNTS}]})
    assert {one["name"]: one["people_now"] for one in listed["targets"]} == {"Northwind": 1, "Harrow Grid": 1}

    dropped = told("target", "drop", "Northwind")
    assert fits(dropped, {"id": ID, "name": TEXT})
    assert [one["name"] for one in told("target", "list")["targets"]] == ["Harrow Grid"]
    assert refused("target", "drop", "Northwind") == "no_such_target"


def test_a_target_where_nobody_is_known_takes_strangers(book):
    aim = told("target", "add", "Ostrel Grid")["targets"][0]

    found = told("target", "found", "Ostrel Grid", "Cleo Lund", "--title", "Planner", "--where", "their page")

    assert fits(found, {"id": ID, "target": ID})
    assert found["target"] == aim["id"]
    answer = told("next", "--target", "Ostrel Grid", *DAY)
    assert answer["target"] == "Ostrel Grid"
    routes = {row["id"]: row["route"]["kind"] for row in answer["people"]}
    assert routes[found["id"]] == "stranger"


def test_asks_for_one_target_and_one_goal(book):
    told("target", "add", "Northwind")

    answer = told("next", "--target", "Northwind", "--goal", "referral", *DAY)

    assert (answer["target"], answer["goal"]) == ("Northwind", "referral")
    assert refused("next", "--target", "Nowhere") == "no_such_target"
    assert run("next", "--goal", "flattery", "--json").code == 2


def test_writes_down_an_ask_and_its_answer(book):
    who = told("next", *DAY)["people"][0]["id"]

    asked = told("asked", who, "--on", "2026-11-20")

    assert fits(asked, {"id": ID, "sent_on": TEXT, "channel": TEXT})
    assert (asked["id"], asked["sent_on"]) == (who, "2026-11-20")
    assert refused("asked", who) == "already_asked"
    assert told("answered", who, "yes", "--on", "2026-11-22") == {
        "id": who, "answer": "yes", "words": None, "answered_on": "2026-11-22",
    }  # fmt: skip
    assert refused("answered", who, "no") == "nothing_open"


def test_tests_tie_strength_on_a_mailbox(ada, tmp_path):
    mailbox = tmp_path / "all.mbox"
    mailbox.write_text(MAILBOX)

    answer = told("backtest", mailbox)

    assert fits(answer, {"mailboxes": [{
        "mailbox": TEXT, "owner": TEXT, "messages": N, "cut": TEXT, "candidates": N, "positives": N,
        "strength": AUC, "count": AUC, "recency": AUC, "over_count": AUC, "over_recency": AUC,
    }]})  # fmt: skip
    assert answer["mailboxes"][0]["cut"] == "2024-05-06T10:00:00+00:00"
