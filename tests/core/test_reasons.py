"""Reasons a person could read too: facts with dates, no guesses, and what each adds is true."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.core.contacts import MONDAY, ask, employer, network, person, post, role, stranger

from weaktie.core.candidates import Change, Goal, Suggestion, present_post

HARROW = employer(1, "Harrow Grid")
NOT_OURS = re.compile(
    r"\b(he|she|his|her|him|they|their|them|dormant|embedded\w*|bridg\w+|quantile|node|prior|posterior|"
    r"lead|prospect|pipeline|touchpoint|leverage|warm|cold|ghosted|score|network)\b",
    re.IGNORECASE,
)


def only(*candidates: object, goal: Goal = Goal.DISCOVER) -> Suggestion:
    return ask(list(candidates), HARROW, goal=goal).people[0]


def test_the_reasons_are_where_somebody_works_when_you_last_wrote_what_is_new_and_what_you_share():
    yusuf = person(
        1,
        "dormant",
        post("Harrow Grid", "Head of the imbalance desk", since=2026),
        post("Larkspur Foods", since=2014, until=2016),
        changed=Change("employer", "Harrow Grid", MONDAY - timedelta(days=90)),
        shared=("Worked at Larkspur Foods with you, 2014 to 2016",),
    )

    assert only(yusuf).reasons == (
        "Head of the imbalance desk at Harrow Grid since 2026",
        "You last wrote in June 2019, both ways",
        "New employer in your files of August 2026: Harrow Grid",
        "Worked at Larkspur Foods with you, 2014 to 2016",
    )


def test_who_left_a_target_is_introduced_by_the_time_there():
    left = person(1, "moderate", post("Quill Works"), post("Harrow Grid", "Planner", since=2014, until=2018))

    assert only(left).reasons[:2] == (
        "Worked at Harrow Grid as Planner, 2014 to 2018",
        "At Quill Works since 2021",
    )


def test_a_circle_beyond_ones_own_is_named_where_files_show_it():
    beyond = person(1, "moderate", post("Harrow Grid"), group="Market design mailing", bridging=0.9)
    familiar = person(2, "close", post("Calder Labs"), group="Market design mailing")

    assert "In touch where you are not: Market design mailing" in only(beyond).reasons
    assert "In touch where you are not: Market design mailing" not in only(beyond, familiar).reasons


def test_a_circle_is_ones_own_where_one_of_the_closest_or_somebody_in_touch_belongs_to_it():
    beyond = person(
        1, "moderate", post("Harrow Grid"), group="the circle around Contact 20", bridging=0.9, strength=0.001
    )
    others = [person(id, "dormant", post(f"Place {id}"), strength=0.01, order=-id) for id in range(2, 20)]
    hub = person(20, "dormant", post("Calder Labs"), group="the circle around Contact 20", strength=0.02)
    lapsed = person(20, "dormant", post("Calder Labs"), group="the circle around Contact 20", strength=0.001)
    active = person(21, "active", post("Ashby Bank"), group="the circle around Contact 20", strength=0.0)
    told = "In touch where you are not: the circle around Contact 20"

    assert told in only(beyond, *others, lapsed).reasons
    assert told not in only(beyond, *others, hub).reasons
    assert told not in only(beyond, *others, lapsed, active).reasons
    assert not any(told in row.reasons for row in ask([*others, lapsed], HARROW, count=30).people)


def test_nobody_among_the_closest_means_the_first_of_the_list_of_people():
    first = person(1, "moderate", post("Harrow Grid"), strength=0.005)
    others = [person(id, "dormant", post(f"Place {id}"), strength=0.01) for id in range(2, 12)]
    fourth = person(12, "dormant", post("Calder Labs"), post("Harrow Grid", until=2023), strength=0.02)

    assert only(first, *others).adds == ("Adds Harrow Grid: nobody among your closest works there",)
    assert only(first, *others, fourth).adds == ("Adds Harrow Grid: a place to start",)


def test_whoever_is_for_another_target_says_so():
    people = [person(1, "moderate", post("Harrow Grid")), person(2, "moderate", post("Quill Works"))]
    nowhere = employer(9, "Nowhere")

    answer = ask(people, HARROW, nowhere, aim=nowhere)

    assert [row.reasons[0] for row in answer.people] == [
        "Not for Nowhere, but for Harrow Grid, another target of yours",
        "Not for Nowhere: nothing in your files ties this person to it",
    ]
    assert answer.note == (
        "You know nobody at Nowhere. Add up to three people you found there.",
        "The people below are not for Nowhere but for another target of yours: Harrow Grid.",
    )
    assert "not for Nowhere: nobody you can ask there is left" in ask(people, nowhere, aim=nowhere).note[-1]


def test_one_of_the_people_for_another_target_is_counted():
    people = [person(1, "moderate", post("Harrow Grid")), person(2, "moderate", post("Quill Works"))]

    answer = ask(people, HARROW, employer(2, "Quill Works"), aim=HARROW)

    assert [row.aim_id for row in answer.people] == [1, 2]
    assert answer.note == (
        "One of the people below is not for Harrow Grid but for another target of yours: Quill Works.",
    )


def test_an_employer_known_by_the_mail_address_alone_is_a_probable_one():
    by_mail = post("Harrow Grid", since=None)
    writes = person(1, "moderate", replace(by_mail, writes_from="harrow.example"))
    works = person(2, "moderate", post("Harrow Grid"))

    answer = ask([writes, works], HARROW)

    assert [row.id for row in answer.people] == [2, 1]
    assert answer.people[1].reasons[0] == "Probably at Harrow Grid (writes from harrow.example)"
    assert not answer.note


def test_somebody_of_whom_nothing_is_known_still_gets_two_true_reasons():
    bare = person(1, "never", tie_words="")

    assert only(bare).reasons == ("You have not written to each other yet", "Your files name no employer yet")
    assert only(bare).adds == ("Your files name no employer, school or group here",)


def test_the_first_says_what_it_opens_and_the_next_what_nobody_above_brings():
    planner = person(1, "dormant", post("Harrow Grid", department="Grid operation"))
    second = person(2, "moderate", post("Harrow Grid", department="Market policy"))
    third = person(3, "moderate", post("Harrow Grid", department="Market policy"))

    rows = ask([planner, second, third], HARROW).people

    assert [row.adds for row in rows] == [
        ("Adds Grid operation at Harrow Grid: nobody among your closest works there",),
        ("Adds Market policy at Harrow Grid: nobody above works there",),
        ("Adds a second voice from Market policy at Harrow Grid",),
    ]


@pytest.mark.parametrize("goal", Goal)
@pytest.mark.parametrize("seed", [21, 22])
def test_in_whole_lists_reasons_number_two_to_four_and_use_plain_words_only(goal, seed):
    aims = (HARROW, role(2, "Forecasting planner"), employer(3, "Nowhere", stranger(1, 3)))

    people = {each.id: each for each in network(400, seed)}
    answer = ask(list(people.values()), *aims, goal=goal, count=25)

    assert len(answer.people) == 25
    for row in (*answer.people, *answer.skipped_by_habit):
        assert 2 <= len(row.reasons) <= 4
        assert len(set(row.reasons)) == len(row.reasons)
        assert 1 <= len(row.adds) <= 2
        titles = " ".join(post.title for post in people[row.id].posts) if row.id > 0 else ""
        said = (*row.reasons, *row.adds, *(part.words for part in row.parts), row.wait, *answer.note)
        for words in said:
            found = [word for word in NOT_OURS.findall(words) if word not in titles]
            assert not found, words


def test_what_somebody_adds_is_true_of_everybody_above():
    people = {each.id: each for each in network(400, seed=23)}

    rows = ask(list(people.values()), HARROW, count=25).people

    above: set[str] = set()
    for row in rows:
        now = present_post(people[row.id].posts)
        for words in row.adds:
            if words.endswith("nobody above works there"):
                assert now is not None
                assert now.employer in words
                label = words.removeprefix("Adds ").removesuffix(": nobody above works there")
                assert label not in above
        above |= {circle.label for circle in row.circles}
