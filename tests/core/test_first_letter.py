"""How a first message begins: facts, and gaps that nobody can overlook."""

from __future__ import annotations

from datetime import date

import pytest

from weaktie.core import first_letter as letters
from weaktie.core.first_letter import Facts

FULL = Facts(
    name="Omar", seeker="Ada", shared="Larkspur Foods, 2014 to 2016", school="Westmere School",
    last=date(2019, 6, 3), both_ways=True, employer="Northwind", title="Grid planner", since=date(2021, 6, 1),
)  # fmt: skip


def test_a_start_is_made_of_true_facts_and_gaps_for_the_rest():
    text = letters.start(FULL)

    assert text.startswith("Hello Omar,\n\nWe were both at Larkspur Foods, 2014 to 2016; [one thing")
    assert (
        "You have been at Northwind as Grid planner since June 2021; [what made you think of them]." in text
    )
    assert letters.ASK in text
    assert text.endswith("\n\nAda")


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (Facts("Omar", introducer="Priya Raman", shared="Larkspur Foods"), "Priya Raman [agreed"),
        (Facts("Omar", shared="Larkspur Foods, 2014"), "We were both at Larkspur Foods, 2014;"),
        (Facts("Omar", school="Westmere School"), "We were both at Westmere School;"),
        (
            Facts("Omar", last=date(2019, 6, 3), both_ways=True),
            "You and I last wrote in June 2019, [about what].",
        ),
        (Facts("Omar", place="Larkspur Foods", met=date(2020, 1, 1)), "We have both been at Larkspur Foods;"),
        (Facts("Omar", last=date(2019, 6, 3)), "[How you know each other"),
        (Facts("Omar", met=date(2020, 1, 1)), "We met in 2020, [where"),
        (Facts("Omar"), "[How you know each other, or where you came across their work.]"),
    ],
)
def test_the_connection_is_the_strongest_that_the_files_hold(facts, said):
    assert letters.connection(facts).startswith(said)


@pytest.mark.parametrize("facts", [FULL, Facts("Omar"), Facts("Omar", seeker="Ada", met=date(2020, 3, 1))])
def test_no_start_is_a_text_without_the_seekers_own_fact(facts):
    assert letters.GAP.search(letters.connection(facts))
    assert len(letters.GAP.findall(letters.start(facts))) >= 3
    assert len(letters.GAP.findall(letters.start(facts, "What changed in 2024?"))) >= 2


def test_a_move_that_the_files_show_is_a_fact_to_begin_with():
    text = letters.start(Facts("Omar", employer="Northwind", has_moved=True))

    assert "I saw that you are at Northwind now; [what made you think of them, and when]." in text


def test_a_question_takes_the_place_of_its_gap():
    text = letters.with_question(letters.start(FULL), "What changed when the desk moved in 2024?")

    assert letters.QUESTION_GAP not in text
    assert letters.question_of(text) == "What changed when the desk moved in 2024?"


def test_a_question_without_a_gap_stands_before_the_ask_or_at_the_end():
    question = "What changed when the desk moved in 2024?"

    assert letters.with_question(f"Hello,\n\n{letters.ASK}\n\nAda", question) == (
        f"Hello,\n\n{question}\n\n{letters.ASK}\n\nAda"
    )
    assert letters.with_question("Hello,\n", question) == f"Hello,\n\n{question}"
    assert letters.with_question("", question) == question


def test_the_question_of_a_message_is_not_the_one_about_the_talk():
    text = "Hello Omar, how are you? Would twenty minutes suit you? Which habit went first in 2024? Why?"

    assert letters.question_of(text) == "Which habit went first in 2024?"
    assert letters.question_of("Nothing is asked.") == ""


def test_the_follow_up_says_when_the_seeker_wrote_and_leaves_the_rest_to_them():
    text = letters.again(FULL, date(2026, 11, 12), "Which habit went first?")

    assert "I wrote to you on 12 November; [what has happened since" in text
    assert "Which habit went first?" in text
    assert "I will not write again" in text


def test_a_subject_names_what_they_share():
    assert letters.subject(FULL) == "From Larkspur Foods, with one question"
    assert letters.subject(Facts("Omar")) == "One question"
