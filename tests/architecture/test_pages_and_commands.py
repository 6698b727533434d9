"""What is documented exists, and what exists is documented."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import click
import pytest
from tests.architecture.tree import ROOT, SOURCE

from weaktie.cli.main import weaktie
from weaktie.project import command as _wired  # noqa: F401

DOCS = ROOT / "docs"

TOLD_ELSEWHERE = {"timeline": "keeping.md"}
"""A stage without a page of its own (nobody sees it as such), and the page that tells of it."""


def commands(group: click.Group, path: str = "weaktie") -> Iterator[tuple[str, click.Command]]:
    """Yield every command with its whole name, in the order of the help, groups left out."""
    context = click.Context(group)
    for name in group.list_commands(context):
        one = group.get_command(context, name)
        assert one is not None, name
        if isinstance(one, click.Group):
            yield from commands(one, f"{path} {name}")
        else:
            yield f"{path} {name}", one


def without_example(found: Mapping[str, click.Command]) -> set[str]:
    return {name for name, one in found.items() if f"Example: {name}" not in (one.help or "")}


def without_json(found: Mapping[str, click.Command]) -> set[str]:
    return {
        name for name, one in found.items() if not any("--json" in parameter.opts for parameter in one.params)
    }


def headings(page: str) -> list[str]:
    """Return the commands that a page has a heading for, in its order."""
    return [name.strip() for name in re.findall(r"^#+ `(weaktie [a-z ]+)", page, flags=re.M)]


def undocumented_options(found: Mapping[str, click.Command], page: str) -> set[str]:
    """Return `command --option` for every option that the command's part of the page does not name."""
    parts = re.split(r"^#+ `(?=weaktie )", page, flags=re.M)[1:]
    told = {re.split(r"[^a-z ]", part)[0].strip(): part for part in parts}
    return {
        f"{name} {option}"
        for name, one in found.items()
        for parameter in one.params
        for option in parameter.opts
        if option.startswith("--") and option != "--json" and option not in told.get(name, "")
    }


def broken_links(page: str) -> set[str]:
    names = re.findall(r"\]\(([\w./-]+\.md)", page)
    return {name for name in names if not (DOCS / name).exists()}


@pytest.fixture(scope="module")
def every() -> dict[str, click.Command]:
    return dict(commands(weaktie))


@pytest.fixture(scope="module")
def page() -> str:
    return (DOCS / "cli.md").read_text(encoding="utf-8")


def test_every_command_shows_an_example(every):
    assert without_example(every) == set()


def test_every_command_answers_programs(every):
    assert without_json(every) == set()


def test_the_page_tells_every_command_in_the_order_of_the_help(every, page):
    assert headings(page) == list(every)


def test_the_page_tells_every_option(every, page):
    assert undocumented_options(every, page) == set()


def test_every_page_that_the_documentation_lists_exists():
    listed = (DOCS / "README.md").read_text(encoding="utf-8")

    assert "](intake.md)" in listed
    assert broken_links(listed) == set()


def test_every_link_between_pages_leads_somewhere():
    assert {page.name: broken_links(page.read_text()) for page in DOCS.glob("*.md")} == {
        page.name: set() for page in DOCS.glob("*.md")
    }


def test_every_stage_has_a_page():
    stages = [path.parent.name for path in (SOURCE / "weaktie" / "campaign").glob("*/__init__.py")]
    pages = {TOLD_ELSEWHERE.get(stage, f"{stage}.md") for stage in stages if stage != "migrations"}

    assert {"intake.md", "network.md", "targets.md"} <= pages
    assert {page for page in pages if not (DOCS / page).exists()} == set()


def test_catches_what_is_planted():
    @click.command("dye")
    @click.option("--colour")
    def dye(colour: str) -> None:
        """Dye people."""

    planted = {"weaktie dye": dye}

    assert without_example(planted) == without_json(planted) == {"weaktie dye"}
    assert undocumented_options(planted, "## `weaktie dye`\n") == {"weaktie dye --colour"}
    assert undocumented_options(planted, "## `weaktie dye`\n`--colour`") == set()
    assert broken_links("[nowhere](nowhere.md)") == {"nowhere.md"}
