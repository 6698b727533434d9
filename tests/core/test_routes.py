"""Introducers: asked only where the path is clearly better, one at a time."""

from __future__ import annotations

from math import prod

import pytest
from tests.core.contacts import MONDAY, ask, employer, person, post

from weaktie.core.candidates import Goal, Named, RouteKind, Stage, Suggestion
from weaktie.core.evidence import Channel, belief, conversation_prior
from weaktie.core.routes import CLEARLY, Paths

HARROW = employer(1, "Harrow Grid")
OWEN = person(2, "never", post("Harrow Grid", "Flexibility trader"), name="Owen Tregarthen")
OFTEN = 8.0


def introducer(id: int = 1, tie: str = "close", weight: float = OFTEN, target: int = 2, **facts: object):
    return person(id, tie, post("Calder Labs"), name=f"Tomasz {id}", knows=((target, weight),), **facts)


def row(people: list, id: int, **question: object) -> Suggestion:
    answer = ask(people, HARROW, **question)
    return next(each for each in answer.people if each.id == id)


def paths() -> Paths:
    direct = (channel for channel in Channel if channel is not Channel.INTRODUCED)
    return Paths({channel: belief(conversation_prior(channel)) for channel in direct})


def test_a_close_introducer_who_knows_the_target_well_is_asked_first():
    found = row([introducer(), OWEN], 2)

    assert found.route.kind is RouteKind.INTRODUCED
    assert found.route.via == 1
    assert found.route.cold is not None
    assert found.route.cold.mid < found.route.chance.low
    assert found.chance == found.route.chance
    assert any(
        "Through Tomasz 1 about" in reason and "of your own about 1 in 8" in reason
        for reason in found.reasons
    )


@pytest.mark.parametrize("tie", ["active", "moderate", "dormant"])
def test_a_weak_path_is_hardly_better_and_spends_no_favour(tie):
    found = row([introducer(tie=tie), OWEN], 2)

    assert found.route.kind is RouteKind.DIRECT
    assert found.route.via is None


def test_somebody_seen_with_the_target_once_is_no_introducer():
    assert row([introducer(weight=1.0), OWEN], 2).route.kind is RouteKind.DIRECT


def test_the_tie_counts_from_whichever_side_it_is_told():
    owen = person(2, "never", post("Harrow Grid"), knows=((1, OFTEN),))
    tomasz = person(1, "close", post("Calder Labs"))

    assert row([tomasz, owen], 2).route.via == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"introducer_busy": True},
        {"asked_open": True, "asked_on": MONDAY},
        {"said_no": True},
        {"never": True},
    ],
)
def test_a_busy_or_unwilling_introducer_is_left_alone(facts):
    assert row([introducer(**facts), OWEN], 2).route.kind is RouteKind.DIRECT


def test_one_introducer_for_each_target_and_nobody_is_asked_for_two_things():
    mei = person(3, "never", post("Harrow Grid", "Planner"), name="Mei Lin")
    first = introducer(1)
    second = introducer(4, target=3)

    answer = ask([first, second, OWEN, mei], HARROW)

    introduced = [each for each in answer.people if each.route.kind is RouteKind.INTRODUCED]
    assert len(introduced) == 1
    assert introduced[0].route.via not in {each.id for each in answer.people}


def test_one_person_introduces_one_person():
    tidewell = employer(2, "Tidewell Energy")
    ines = person(3, "never", post("Tidewell Energy"), name="Ines Prado")
    tomasz = person(1, "close", post("Calder Labs"), knows=((2, OFTEN), (3, OFTEN)))

    answer = ask([tomasz, OWEN, ines], HARROW, tidewell)

    assert [each.route.via for each in answer.people if each.route.via] == [1]


def test_the_next_person_to_be_introduced_gets_the_next_introducer():
    tidewell = employer(2, "Tidewell Energy", motivation=1)
    ines = person(3, "never", post("Tidewell Energy"), name="Ines Prado")
    tomasz = person(1, "close", post("Calder Labs"), knows=((2, OFTEN), (3, OFTEN)))
    lars = person(4, "close", post("Calder Labs"), knows=((3, OFTEN / 2),))

    answer = ask([tomasz, lars, OWEN, ines], HARROW, tidewell)

    assert {each.id: each.route.via for each in answer.people if each.route.via} == {2: 1, 3: 4}


def test_an_introduction_counts_in_the_score_as_it_is_shown():
    mei = person(3, "never", post("Harrow Grid", "Flexibility trader"), name="Mei Lin")

    answer = ask([introducer(target=3), OWEN, mei], HARROW)

    first = answer.people[0]
    assert first.id == 3
    assert first.parts[0].value == pytest.approx(first.chance.mid)
    assert first.score == pytest.approx(prod(part.value for part in first.parts))


def test_an_introducer_who_is_on_the_list_already_is_not_asked_to_introduce():
    # Tomasz works at the target too, close and frequently met: to prepare, that is the first to ask.
    tomasz = person(1, "close", post("Harrow Grid"), knows=((2, OFTEN),), trusted=True, strength=1.0)

    answer = ask([tomasz, OWEN], HARROW, goal=Goal.PREPARE)

    rows = {each.id: each for each in answer.people}
    assert rows[1].route.kind is RouteKind.DIRECT
    assert rows[2].route.kind is RouteKind.DIRECT
    assert rows[2].chance.mid == pytest.approx(0.12)


def test_favours_are_asked_for_targets_only():
    elsewhere = person(2, "never", post("Brannock Logistics"))

    with_aim = ask([introducer(), elsewhere], HARROW)
    without = ask([introducer(), elsewhere])

    for answer in (with_aim, without):
        assert all(each.route.kind is RouteKind.DIRECT for each in answer.people)


def test_people_one_can_write_to_are_not_introduced():
    known = person(2, "dormant", post("Harrow Grid"))

    assert row([introducer(), known], 2).route.kind is RouteKind.DIRECT


def test_a_shared_place_raises_the_bar_for_an_introduction():
    between = paths()

    assert between.is_better(Channel.CLOSE, OFTEN, Channel.COLD)
    assert not between.is_better(Channel.CLOSE, OFTEN, Channel.SHARED)


def test_paths_come_out_as_the_ledger_prints_them():
    between = paths()

    assert between.chance(Channel.CLOSE, 1e9).mean == pytest.approx(0.392)
    assert between.chance(Channel.WEAK, 1e9).mean == pytest.approx(0.175)
    assert 0.5 < CLEARLY < 0.95


def test_own_introductions_that_led_nowhere_lower_the_chance():
    helped = row([introducer(), OWEN], 2)

    tried = row([introducer(), OWEN], 2, record={"introduced": (0, 12)})

    assert helped.route.kind is RouteKind.INTRODUCED
    assert tried.chance.mid < helped.chance.mid


# Who was named


def named(stage: Stage, id: int = 2, via: int = 1, **facts: object):
    at = Named(via, "Tomasz 1", stage, **facts)  # type: ignore[arg-type]
    return person(id, "never", post("Brannock Logistics", "Driver"), name="Owen Tregarthen", named=at)


@pytest.mark.parametrize("stage", [Stage.NAMED, Stage.MADE])
def test_whoever_was_named_is_reached_through_whoever_named_them_and_leads_the_list(stage):
    tomasz = person(1, "active", post("Calder Labs"), name="Tomasz 1", asked_on=MONDAY, introducer_busy=True)
    others = [person(id, "moderate", post("Harrow Grid", "Planner")) for id in range(10, 30)]

    answer = ask([tomasz, named(stage), *others], HARROW, count=5)

    first = answer.people[0]
    assert (first.id, first.route.kind, first.route.via) == (2, RouteKind.INTRODUCED, 1)
    assert first.route.stage is stage
    assert any("Tomasz 1" in reason for reason in first.reasons)
    assert first.score == pytest.approx(prod(part.value for part in first.parts))


def test_an_introducer_who_is_no_candidate_is_still_the_way():
    assert row([named(Stage.MADE, via=99)], 2).route.via == 99


def test_an_introducer_is_asked_for_one_introduction_a_month():
    resting = row([named(Stage.NAMED, rests=True)], 2)

    assert not resting.this_week
    assert "One introduction a month" in resting.wait
    assert row([named(Stage.NAMED)], 2).this_week


def test_a_declined_introduction_ends_there():
    assert [each.id for each in ask([named(Stage.DECLINED), person(3, "moderate")]).people] == [3]


def test_an_introduction_made_is_likelier_than_one_to_be_asked_for():
    assert row([named(Stage.MADE)], 2).chance.mid > row([named(Stage.NAMED)], 2).chance.mid
