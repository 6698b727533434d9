"""`weaktie later`: not now, never, again."""

from __future__ import annotations

from tests.cli.program import ID, MAYBE, TEXT, fits, refused, run, told

SHAPE = {"later": [{"id": ID, "name": TEXT, "goal": MAYBE, "until": MAYBE}]}


def test_sets_aside_lists_and_takes_back(book):
    one = told("later", "Priya Raman", "--until", "2036-12-28")
    other = told("later", "priya@harrow.example", "--never", "--goal", "referral")

    assert fits(one, SHAPE)
    assert [row["until"] for row in one["later"]] == ["2036-12-28"]
    assert [(row["goal"], row["until"]) for row in other["later"]] == [
        (None, "2036-12-28"),
        ("referral", None),
    ]
    assert told("later") == other
    assert "Priya Raman" in run("later").out
    assert told("later", "Priya Raman", "--again", "--goal", "referral") == one
    assert told("later", "Priya Raman", "--again") == {"later": []}
    assert refused("later", "Priya Raman", "--again") == "not_aside"
    assert run("later").out == "Nobody is set aside.\n"


def test_only_one_thing_is_said_at_once(book):
    assert run("later", "Priya Raman", "--never", "--again", "--json").code == 2


def test_forgetting_is_told_once_and_what_came_before_can_still_be_undone(book):
    told("tag", "grid", "Łucja Śliwińska")
    told("forget", "Priya Raman")

    answer = run("undo", "--json").json

    assert answer["error"]["code"] == "cannot_be_undone"
    assert answer["error"]["message"] == (
        "Forgetting cannot be undone. To undo what came before it (Tagged Łucja Śliwińska “grid”),"
        " undo once more."
    )
    assert told("undo") == {"undone": "Tagged Łucja Śliwińska “grid”"}
