"""The command itself: which data folder, which command, and how a refusal is told."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

import click

from weaktie import __version__

WIRED = "wired"
"""A command that starts other ways in; `weaktie.project` adds it, for ways in never import each other."""

COMMANDS = {
    "The book": {
        "me": "network",
        "import": "intake",
        "imports": "intake",
        "people": "network",
        "person": "network",
        "add": "network",
        "edit": "network",
        "tag": "network",
        "hide": "network",
        "tie": "network",
        "duplicates": "network",
        "merge": "keeping",
        "split": "keeping",
        "forget": "keeping",
        "undo": "keeping",
        "redo": "keeping",
    },
    "Whom to talk to": {
        "target": "targets",
        "next": "targets",
        "why": "targets",
        "later": "later",
        "asked": "outreach",
        "answered": "outreach",
        "material": "targets",
        "check": "wording",
        "backtest": "targets",
    },
    "The conversation": {
        "ask": "outreach",
        "reply": "outreach",
        "book": "conversations",
        "brief": "conversations",
        "note": "notes",
        "debrief": "debriefing",
        "openings": "openings",
        "thank": "followups",
        "promise": "followups",
        "introduce": "introductions",
        "refer": "introductions",
        "chain": "introductions",
    },
    "The rhythm": {
        "today": "today",
        "remember": "today",
        "end": "today",
    },
    "The program": {
        "serve": WIRED,
        "open": WIRED,
        "demo": "demo",
        "doctor": "program",
        "backup": "program",
        "restore": "program",
        "export": "keeping",
    },
}
"""Every command, in the order of the campaign, and the module that has it."""

_MODULE = {name: module for group in COMMANDS.values() for name, module in group.items()}
wired: dict[str, click.Command] = {}


class ByStage(click.Group):
    """Loads the module of a command only when it is used, and lists commands by stage."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_MODULE)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _MODULE or _MODULE[cmd_name] == WIRED:
            return wired.get(cmd_name)
        module = importlib.import_module(f"weaktie.cli.{_MODULE[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for heading, names in COMMANDS.items():
            with formatter.section(heading):
                commands = [(name, self.get_command(ctx, name)) for name in names]
                formatter.write_dl([(name, c.get_short_help_str(70)) for name, c in commands if c])


@click.group(cls=ByStage, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--home", metavar="DIR", help="The data folder (or set WEAKTIE_HOME).")
@click.version_option(__version__, prog_name="weaktie")
def weaktie(home: str | None) -> None:
    """Informational interviews, from whom to talk to next to thanks that matter.

    Everything stays in one folder on this machine. Nothing is ever sent by itself.

    \b
    A first look:   weaktie demo
    Your own:       weaktie import ~/Downloads/Complete_LinkedInDataExport.zip
                    weaktie next
    In a browser:   weaktie serve
    """
    if home:
        os.environ["WEAKTIE_HOME"] = home


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; wrong usage ends with 2, a refusal with 1."""
    # A pipe closed by its reader (weaktie people | head) is no error.
    try:
        weaktie.main(args=list(arguments) if arguments is not None else None, prog_name="weaktie")
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
