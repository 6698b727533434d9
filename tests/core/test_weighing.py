"""What one ask is worth: each part moves the order in the direction that its study found."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from math import prod

import pytest
from tests.core.contacts import ADA, LARKSPUR, MONDAY, ask, employer, person, post, role

from weaktie.core.candidates import Aim, Candidate, Change, Goal, OwnPast
from weaktie.core.circles import DIGITAL_PEAK

HARROW = employer(1, "Harrow Grid")


def parts(
    candidate: Candidate, *aims: Aim, goal: Goal = Goal.DISCOVER, **question: object
) -> dict[str, float]:
    (row,) = ask([candidate], *aims, goal=goal, **question).people
    return {part.name: part.value for part in row.parts}


def order(people: list[Candidate], *aims: Aim, goal: Goal = Goal.DISCOVER, **question: object) -> list[int]:
    return [row.id for row in ask(people, *aims, goal=goal, **question).people]


def test_the_score_is_the_product_of_the_parts_that_are_shown():
    people = [
        person(id, tie, post("Harrow Grid", "Head of Data"), trusted=True)
        for id, tie in enumerate(("close", "active", "moderate", "dormant", "never"), 1)
    ]

    for goal in Goal:
        answer = ask(people, HARROW, goal=goal, count=3)
        for row in (*answer.people, *answer.skipped_by_habit):
            assert row.score == pytest.approx(prod(part.value for part in row.parts)), goal
            assert 0 < row.score < 1


def test_who_works_there_comes_before_who_worked_there_and_both_before_anybody_else():
    here = person(1, "moderate", post("Harrow Grid"))
    before = person(2, "moderate", post("Calder Labs"), post("Harrow Grid", since=2014, until=2018))
    elsewhere = person(3, "moderate", post("Quill Works"))

    assert order([elsewhere, before, here], HARROW) == [1, 2, 3]


@pytest.mark.parametrize("goal", Goal)
def test_a_perfect_tie_in_the_wrong_field_is_worth_less_than_the_thinnest_in_the_right_one(goal):
    news = Change("employer", "Brannock Logistics", MONDAY - timedelta(days=30))
    worked_together = post("Larkspur Foods", since=2014, until=2018)
    perfect = [
        person(
            id,
            tie,
            post("Brannock Logistics", "Head of Sales", department="Sales"),
            worked_together,
            group="a circle",
            trusted=True,
            changed=news,
            bridging=1.0,
            embeddedness=DIGITAL_PEAK,
            strength=1.0,
        )
        for id, tie in enumerate(("close", "active", "moderate", "dormant"), 1)
    ]
    thin = person(9, "never", post("Harrow Grid"))

    for each in perfect:
        assert order([each, thin], HARROW, goal=goal) == [9, each.id]


def test_targets_wanted_more_weigh_more_but_one_asked_about_counts_in_full():
    dear, dull = employer(1, "Harrow Grid", motivation=5), employer(2, "Tidewell Energy", motivation=1)
    at_tidewell = person(1, "moderate", post("Tidewell Energy"))

    among_both = parts(at_tidewell, dear, dull)["relevant"]
    asked = parts(at_tidewell, dear, dull, aim=dull)["relevant"]

    assert among_both == pytest.approx(0.6)
    assert asked == 1


def test_a_role_is_met_by_the_words_of_titles_now_more_than_before():
    planner = role(1, "Grid planner")
    now = person(1, "moderate", post("Quill Works", "Head of Grid Planning"))
    before = person(
        2, "moderate", post("Quill Works", "Teacher"), post("Ashby", "Grid Planner", since=2012, until=2014)
    )
    half = person(3, "moderate", post("Quill Works", "Event planner"))
    never = person(4, "moderate", post("Quill Works", "Teacher"))

    values = [parts(each, planner)["relevant"] for each in (now, before, half, never)]

    assert values == pytest.approx([0.9, 0.4, 0.45, 0.01])


def test_an_industry_is_met_by_the_name_of_the_employer_too():
    energy = Aim(1, "industry", "Energy", "", 5, words=("energ",))

    assert parts(person(1, "moderate", post("Tidewell Energy", "Accountant")), energy)[
        "relevant"
    ] == pytest.approx(0.7)


def test_discovering_prefers_the_thin_tie_and_preparing_the_frequent_one():
    people = [person(1, "close", post("Harrow Grid")), person(2, "dormant", post("Harrow Grid"))]

    assert order(people, HARROW, goal=Goal.DISCOVER) == [2, 1]
    assert order(people, HARROW, goal=Goal.PREPARE) == [1, 2]


def test_a_referral_prefers_who_works_there_and_has_seen_your_work():
    saw = person(1, "moderate", post("Harrow Grid"), post("Larkspur Foods", since=2015, until=2018))
    did_not = person(2, "moderate", post("Harrow Grid"), post("Larkspur Foods", since=2020, until=2020))

    assert parts(saw, HARROW, goal=Goal.REFERRAL)["work_seen"] == 1.3
    assert "work_seen" not in parts(did_not, HARROW, goal=Goal.REFERRAL)
    assert "work_seen" not in parts(saw, HARROW, goal=Goal.DISCOVER)
    assert order([did_not, saw], HARROW, goal=Goal.REFERRAL) == [1, 2]


def test_reach_beyond_ones_circle_counts_to_discover_only_and_is_neutral_where_unknown():
    far, near, unknown = (
        parts(person(1, "moderate", post("Harrow Grid"), bridging=reach))["bridge"]
        for reach in (1.0, 0.0, None)
    )

    assert near < unknown < far
    assert "bridge" not in parts(person(1, "moderate", bridging=1.0), goal=Goal.REFERRAL)


def test_some_shared_contacts_are_worth_more_than_none_or_most():
    quantiles = [step / 20 for step in range(21)]

    values = [parts(person(1, "moderate", embeddedness=q))["overlap"] for q in quantiles]

    best = values.index(max(values))
    assert quantiles[best] == pytest.approx(DIGITAL_PEAK)
    assert values[: best + 1] == sorted(values[: best + 1])
    assert values[best:] == sorted(values[best:], reverse=True)


def test_within_one_circle_the_weakest_tie_comes_first_to_discover():
    people = [person(id, "moderate", post("Harrow Grid"), strength=id / 10) for id in (3, 1, 2)]

    assert order(people, HARROW) == [1, 2, 3]


def test_circles_of_the_closest_bring_less_to_discover():
    close = [person(id, "close", post("Harrow Grid")) for id in (8, 9)]
    familiar = person(1, "moderate", post("Harrow Grid"))
    unknown = person(2, "moderate", post("Quill Works"))

    assert order([*close, familiar, unknown])[0] == 2
    assert order([familiar, unknown])[0] == 1


def test_trust_counts_and_most_where_the_tie_is_long_silent():
    dormant, moderate, untrusted = (
        parts(person(1, tie, trusted=trusted)).get("trust", 1.0)
        for tie, trusted in (("dormant", True), ("moderate", True), ("dormant", False))
    )

    assert dormant > moderate > untrusted == 1


def test_higher_up_by_title_counts_against_the_seekers_own_level_or_that_of_the_target():
    head = person(1, "moderate", post("Harrow Grid", "Head of Data"))
    planner = person(1, "moderate", post("Harrow Grid", "Planner"))
    senior_aim = employer(1, "Harrow Grid", level="senior")

    assert parts(head)["level"] == 1.15
    assert "level" not in parts(planner)
    assert "level" not in parts(head, senior_aim, aim=senior_aim)
    assert "level" not in parts(head, own=OwnPast((post("Calder Labs", "Director of Data"),)))
    assert "level" not in parts(head, goal=Goal.PREPARE)


def test_news_is_timely_for_half_a_year_and_not_before_it_happens():
    def timely(on: date) -> float:
        return parts(person(1, "moderate", changed=Change("title", "Head of Data", on)))["timely"]

    assert timely(MONDAY) == timely(MONDAY - timedelta(days=183)) == 1.15
    assert timely(MONDAY - timedelta(days=184)) == timely(MONDAY + timedelta(days=1)) == 1


def test_silence_halves_the_chance_of_a_second_message():
    unanswered = person(1, "never", sent=2)
    asked_before = person(1, "moderate", asked_on=MONDAY - timedelta(days=120))

    assert parts(unanswered)["timely"] == parts(asked_before)["timely"] == 0.5
    assert parts(person(1, "moderate", sent=2, received=0, meetings=1))["timely"] == 1


@pytest.mark.parametrize(
    ("tie", "facts", "likely"),
    [
        ("close", {}, 0.56),
        ("active", {}, 0.35),
        ("moderate", {}, 0.35),
        ("dormant", {}, 0.42),
        ("never", {}, 0.12),
        ("never", {"shared": ("Same evening course, 2018",)}, 0.21),
        # A dormant tie without a word both ways is no more than a place in common.
        ("dormant", {"two_way": False}, 0.21),
    ],
)
def test_the_chance_to_talk_follows_the_kind_of_tie(tie, facts, likely):
    (row,) = ask([person(1, tie, **facts)]).people

    assert row.parts[0].value == pytest.approx(likely)
    assert row.chance.mid == pytest.approx(likely)
    assert row.chance.low < row.chance.mid < row.chance.high < row.reply.high


def test_a_place_in_common_is_enough_for_an_alum():
    alum = person(1, "never", schools=(post("University of Hamburg"),))
    own = OwnPast(posts=(LARKSPUR,), schools=(post("Universität Hamburg"),))

    assert parts(alum, own=own)["likely"] == pytest.approx(0.21)
    assert parts(alum, own=ADA)["likely"] == pytest.approx(0.12)


def test_the_seekers_own_record_moves_the_chance():
    prior = parts(person(1, "dormant"))["likely"]

    after = parts(person(1, "dormant"), record={"dormant": (8, 10), "cold": (0, 30)})["likely"]

    assert prior == pytest.approx(0.42)
    assert after == pytest.approx((4.2 + 8) / 20)


def test_every_part_is_positive_for_every_kind_of_tie_goal_and_target():
    aims = ((), (HARROW,), (role(1, "Grid planner"),))

    for tie, goal, asked in product(("close", "active", "moderate", "dormant", "never"), Goal, aims):
        found = parts(person(1, tie, post("Harrow Grid", "Grid planner")), *asked, goal=goal)
        assert all(value > 0 for value in found.values()), (tie, goal, asked)
