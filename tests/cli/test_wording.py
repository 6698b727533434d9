"""weaktie check: shapes, exits, contexts that are none, and the place underlined."""

from __future__ import annotations

import json

import pytest
from tests.cli.program import run

GOOD = "Which habit from the old ward did your night team drop first?"
FINDING = {"code", "severity", "start", "end", "message", "mend"}


def test_a_good_text_ends_with_0():
    answer = run("check", "question", "--json", says=GOOD)

    assert (answer.code, answer.err) == (0, "")
    assert answer.json == {"verdict": "good", "findings": [], "words": 12}


def test_a_text_to_revise_ends_with_1_and_says_where(tmp_path):
    file = tmp_path / "message.txt"
    file.write_text("Are you hiring?", encoding="utf-8")

    answer = run("check", "question", file, "--json")

    assert answer.code == 1
    assert answer.json["verdict"] == "revise"
    assert all(found.keys() == FINDING for found in answer.json["findings"])
    assert "ASKS_FOR_JOB" in {found["code"] for found in answer.json["findings"]}


def test_a_list_of_texts_is_answered_in_its_order(tmp_path):
    file = tmp_path / "questions.json"
    file.write_text(json.dumps([GOOD, "Are you hiring?", GOOD]), encoding="utf-8")

    answer = run("check", "question", "--json", file)

    assert answer.code == 1
    assert [one["verdict"] for one in answer.json["results"]] == ["good", "revise", "good"]


def test_an_empty_list_is_all_good(tmp_path):
    file = tmp_path / "none.json"
    file.write_text("[]", encoding="utf-8")

    answer = run("check", "question", "--json", file)

    assert (answer.code, answer.json) == (0, {"results": []})


def test_a_context_counts(tmp_path):
    context = tmp_path / "context.json"
    context.write_text(json.dumps({"applications": ["Northwind"]}), encoding="utf-8")

    answer = run(
        "check", "question", "--json", "--context", context, says=f"I have not applied at Northwind. {GOOD}"
    )

    assert [found["code"] for found in answer.json["findings"]] == ["DECEPTIVE"]


def test_people_see_the_place_underlined():
    answer = run("check", "question", says="Are you hiring?")

    assert answer.code == 1
    assert answer.out.startswith("Revise this.")
    assert "    Are you hiring?\n    ~~~~~~~~~~~~~~" in answer.out


@pytest.mark.parametrize(
    ("context", "says"),
    [
        ("[", "is not JSON"),
        ("[]", "is not an object"),
        ('{"pubic": []}', "has pubic"),
        ('{"public": "text"}', "public"),
        ('{"notes": [{"off_record": true}]}', "A note"),
        ('{"notes": {}}', "notes"),
        ('{"remarks": 3}', "remarks"),
        ('{"applications": [1]}', "applications"),
    ],
)
def test_a_context_that_is_none_ends_with_2_and_a_sentence(tmp_path, context, says):
    file = tmp_path / "context.json"
    file.write_text(context, encoding="utf-8")

    answer = run("check", "question", "--json", "--context", file, says=GOOD)

    assert (answer.code, answer.out) == (2, "")
    assert says in answer.err


@pytest.mark.parametrize("texts", ['{"a": 1}', '["a", 1]', "nonsense"])
def test_a_list_that_is_none_ends_with_2(tmp_path, texts):
    file = tmp_path / "texts.json"
    file.write_text(texts, encoding="utf-8")

    assert run("check", "question", file).code == 2


def test_an_unknown_kind_or_file_ends_with_2(tmp_path):
    assert run("check", "letter", says=GOOD).code == 2
    assert run("check", "question", tmp_path / "nowhere.txt").code == 2
