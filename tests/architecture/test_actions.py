"""Every action says who acts, says what it does, and can be reached by somebody."""

from __future__ import annotations

import ast

from tests.architecture.tree import Sources, actions, modules, reached

NOT_YET: frozenset[str] = frozenset()
"""Actions that no way in reaches yet. This may only shrink."""

ACTS_FOR_NOBODY = frozenset(
    {
        # The row they take knows its owner.
        "intake.actions.withdraw.withdraw", "intake.actions.withdraw.take_out",
        "intake.actions.withdraw.touched",
        "network.actions.arriving.go_ahead", "network.actions.arriving.discard",
        "timeline.actions.take_back", "timeline.actions.do_again",
        # Chores of the worker: for whoever is next.
        "network.actions.arriving.plan_next", "network.actions.arriving.apply_next",
        "network.actions.arriving.pick_up_again", "network.actions.arriving.give_up",
        "conversations.actions.live.stop_next", "conversations.actions.transcribing.drop_next",
        # The data folder as a whole.
        "keeping.actions.restoring.restore", "keeping.actions.upgrade.bring_up_to_date",
        # Questions, which change nothing.
        "intake.actions.forgetting.is_behind",
        "intake.actions.forgetting.named",
        "keeping.actions.upgrade.refuse_newer",
        # Parts of a step that is open already.
        "network.actions.arrangement.carry_over", "network.actions.arrangement.identities",
        "timeline.actions.mark_changed", "timeline.actions.put_back", "timeline.actions.snapshot",
    }
)  # fmt: skip
"""Actions without `by`, and why. This may only shrink."""


def anonymous(sources: Sources) -> set[str]:
    """Return the actions that take neither `by` nor an open step (`act`) by name."""
    return {
        name.removeprefix("weaktie.campaign.")
        for name, node in actions(sources).items()
        if not {"by", "act"} & {argument.arg for argument in node.args.kwonlyargs}
    }


def unexplained(sources: Sources) -> set[str]:
    return {name for name, node in actions(sources).items() if not ast.get_docstring(node)}


def unreached(sources: Sources) -> set[str]:
    return {name.removeprefix("weaktie.campaign.") for name in actions(sources).keys() - reached(sources)}


def test_every_action_takes_by_name_who_acts():
    assert anonymous(modules()) - ACTS_FOR_NOBODY == set()


def test_the_list_of_actions_without_an_actor_only_shrinks():
    assert anonymous(modules()) >= ACTS_FOR_NOBODY, "mended: take it off the list"
    assert len(ACTS_FOR_NOBODY) <= 23


def test_every_action_says_what_it_does():
    assert unexplained(modules()) == set()


def test_every_action_is_reached_from_the_browser_the_command_line_or_the_worker():
    assert unreached(modules()) - NOT_YET == set()


def test_the_list_of_actions_not_reached_only_shrinks():
    assert unreached(modules()) >= NOT_YET, "reached: take it off the list"
    assert len(NOT_YET) == 0


def test_catches_what_is_planted():
    planted = {
        "weaktie.campaign.network.actions.people": (
            'def tag(people, *, by):\n    """Put a word on people."""\n    _write(people)\n\n'
            "def dye(people, by):\n    pass\n\n"
            "def _write(people):\n    from weaktie.campaign.network.actions import weigh\n"
            "    weigh.weigh(people)\n"
        ),
        "weaktie.campaign.network.actions.weigh": 'def weigh(people, *, act):\n    """Weigh."""\n',
        "weaktie.cli.network": (
            "from weaktie.campaign.network.actions import people\n"
            "def tag_command():\n    (people.tag)([], by=None)\n"
        ),
    }

    assert anonymous(planted) == {"network.actions.people.dye"}
    assert unexplained(planted) == {"weaktie.campaign.network.actions.people.dye"}
    assert unreached(planted) == {"network.actions.people.dye"}
