"""A new data folder: its tables are made at once, and are the ones that the migrations lead to."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from tests.architecture.tree import ROOT

pytestmark = pytest.mark.slow  # starts processes

AT_ONCE = "from weaktie.cli import telling; telling.ready()"
STEP_BY_STEP = (
    "from weaktie.cli import telling; telling.load();"
    "from django.core.management import call_command; call_command('migrate', verbosity=0)"
)
Schema = dict[str, object]


def made_by(program: str, home: Path) -> Path:
    """Run a program on a new data folder and return the database it made."""
    environment = {**os.environ, "WEAKTIE_HOME": str(home), "PYTHONPATH": str(ROOT / "src")}
    environment.pop("WEAKTIE_DATABASE", None)
    subprocess.run([sys.executable, "-c", program], env=environment, check=True, cwd=ROOT)
    return home / "weaktie.sqlite3"


def schema(path: Path) -> Schema:
    """Return tables with their columns, constraints and indexes, whatever their order."""
    with closing(sqlite3.connect(path)) as database:
        found: Schema = {}
        for kind, name, sql in database.execute("SELECT type, name, sql FROM sqlite_master"):
            if kind == "table" and not name.startswith("sqlite_"):
                columns = {row[1:] for row in database.execute(f'PRAGMA table_xinfo("{name}")')}
                links = {row[2:] for row in database.execute(f'PRAGMA foreign_key_list("{name}")')}
                checks = set(re.findall(r'CONSTRAINT "\w+" CHECK \(.*?\)(?=,|\)$)', sql))
                found[name] = (frozenset(columns), frozenset(links), frozenset(checks))
            elif kind == "index" and sql:
                found[name] = sql
        return found


def migrations(path: Path) -> set[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as database:
        return set(database.execute("SELECT app, name FROM django_migrations"))


def test_the_tables_of_a_new_folder_are_those_the_migrations_lead_to(tmp_path):
    at_once = made_by(AT_ONCE, tmp_path / "at once")
    step_by_step = made_by(STEP_BY_STEP, tmp_path / "step by step")

    assert len(schema(at_once)) > 60
    assert schema(at_once) == schema(step_by_step)
    assert migrations(at_once) == migrations(step_by_step)


def test_a_column_that_only_one_has_is_noticed(tmp_path):
    path = made_by(AT_ONCE, tmp_path / "home")
    before = schema(path)

    with closing(sqlite3.connect(path)) as database:
        database.execute("ALTER TABLE campaign_person ADD COLUMN shoe_size integer")

    assert schema(path) != before


def test_two_that_start_at_once_on_a_new_folder_both_work(tmp_path):
    environment = {**os.environ, "WEAKTIE_HOME": str(tmp_path), "PYTHONPATH": str(ROOT / "src")}
    environment.pop("WEAKTIE_DATABASE", None)

    started = [subprocess.Popen([sys.executable, "-c", AT_ONCE], env=environment, cwd=ROOT) for _ in range(3)]

    assert [one.wait(60) for one in started] == [0, 0, 0]
