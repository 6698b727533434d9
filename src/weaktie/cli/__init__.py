"""The `weaktie` command: one module per stage, commands flat, the help grouped by stage."""

from __future__ import annotations

from weaktie.cli.main import main

__all__ = ["main"]
