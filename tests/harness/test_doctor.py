"""CRASH-9: the doctor names what is wrong with an installation; each fault here is planted."""

from __future__ import annotations

import shutil
import sqlite3
from collections import namedtuple
from pathlib import Path

import pytest
from django.db import connection

from weaktie.adapters import database, health

Usage = namedtuple("Usage", "total used free")


def codes(home: Path) -> dict[str, str]:
    """Return what the doctor finds, by code, with its level."""
    return {finding.code: finding.level for finding in health.examine(home)}


@pytest.fixture
def home(tmp_path, db):
    """A data folder of Ada's own."""
    folder = tmp_path / "weaktie"
    folder.mkdir(mode=0o700)
    return folder


def test_a_sound_installation_has_nothing_wrong(home):
    found = codes(home)

    # The tests keep their database in memory, where there is no log to write ahead.
    assert {code for code, level in found.items() if level == "wrong"} <= {"PRAGMA"}


def test_names_a_folder_that_others_can_read(home):
    home.chmod(0o755)

    assert codes(home)["FOLDER_OPEN"] == "wrong"


def test_names_a_folder_that_is_synchronised(tmp_path, db):
    folder = tmp_path / "Dropbox" / "weaktie"
    folder.mkdir(parents=True, mode=0o700)

    assert codes(folder)["SYNCED_FOLDER"] == "wrong"


def test_names_a_disk_that_is_nearly_full(home, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10, 9, 1))

    assert codes(home)["LITTLE_SPACE"] == "wrong"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own settings")
def test_names_a_database_opened_with_other_settings(home):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete=OFF")
    try:
        assert codes(home)["PRAGMA"] == "wrong"
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete=ON")


@pytest.mark.parametrize(
    ("version", "affected"),
    [
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 53, 4), False),
    ],
)
def test_knows_the_versions_that_may_lose_commits(version, affected):
    assert database.has_wal_reset_bug(version) is affected


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own fault")
def test_tells_of_this_sqlite(home):
    affected = database.has_wal_reset_bug(sqlite3.sqlite_version_info)

    assert ("WAL_RESET" in codes(home)) is affected
