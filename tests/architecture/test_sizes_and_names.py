"""Files and functions stay small, and no module has a name that says nothing."""

from __future__ import annotations

from tests.architecture.tree import Sources, functions, modules

LONGEST_FILE = 400
LONGEST_FUNCTION = 40

SAYS_NOTHING = frozenset(
    {"utils", "util", "common", "misc", "helpers", "helper", "services", "managers", "base", "signals"}
)

TOO_LONG = frozenset({"weaktie.campaign.targets.queries.candidates._candidate"})
"""Functions that are longer all the same. This may only shrink."""


def too_long_files(sources: Sources) -> set[str]:
    return {name for name, text in sources.items() if len(text.splitlines()) > LONGEST_FILE}


def too_long_functions(sources: Sources) -> set[str]:
    return {
        f"{name}.{function.name}"
        for name, text in sources.items()
        for function in functions(text)
        if (function.end_lineno or 0) - function.lineno + 1 > LONGEST_FUNCTION
    }


def nameless(sources: Sources) -> set[str]:
    return {name for name in sources if SAYS_NOTHING & set(name.split("."))}


def test_no_file_is_longer_than_400_lines():
    assert too_long_files(modules()) == set()


def test_no_function_is_longer_than_40_lines():
    assert too_long_functions(modules()) - TOO_LONG == set()


def test_the_list_of_long_functions_only_shrinks():
    assert too_long_functions(modules()) >= TOO_LONG, "mended: take it off the list"
    assert len(TOO_LONG) <= 1


def test_every_module_is_named_for_an_idea():
    assert nameless(modules()) == set()


def test_catches_what_is_planted():
    long = "def walk():\n" + "    pass\n" * LONGEST_FUNCTION
    planted = {"weaktie.core.utils": "", "weaktie.core.long": long, "weaktie.core.book": "\n" * 401}

    assert nameless(planted) == {"weaktie.core.utils"}
    assert too_long_functions(planted) == {"weaktie.core.long.walk"}
    assert too_long_files(planted) == {"weaktie.core.book"}
