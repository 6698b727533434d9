"""BKP-1, BKP-3 and MIG-3: a backup holds everything, a damaged one changes nothing, nor does a newer one."""

from __future__ import annotations

import random
import re
import shutil
import sqlite3
import sys
import tarfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.harness.flows import Flows, unsound
from tests.harness.test_failpoints import younger
from tests.people import NOON

from weaktie.adapters import backup
from weaktie.core.refusal import Refused

pytestmark = pytest.mark.slow
PASSPHRASE = "a heron stood in the reeds"
DAMAGED = 100


@pytest.fixture(scope="module")
def flows(tmp_path_factory) -> Iterator[Flows]:
    found = Flows(tmp_path_factory.mktemp("prepared"))
    yield found
    found.close()


@pytest.fixture(scope="module")
def full(flows, tmp_path_factory) -> Path:
    home = tmp_path_factory.mktemp("full") / "home"
    home.mkdir()
    flows.do(home, "say who")
    flows.do(home, "import")
    return home


@pytest.fixture(scope="module")
def encrypted(full, tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("backups") / "kept.weaktie"
    return backup.back_up(full, target, passphrase=PASSPHRASE, now=NOON)


def contents(home: Path) -> dict[str, bytes]:
    """Return every file of a data folder."""
    return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}


@pytest.mark.parametrize("passphrase", ["", PASSPHRASE])
def test_a_backup_brings_everything_into_an_empty_folder(flows, full, tmp_path, passphrase):
    made = backup.back_up(full, tmp_path / "made.weaktie", passphrase=passphrase, now=NOON)

    backup.restore(made, tmp_path / "new", passphrase=passphrase)

    assert flows.do(tmp_path / "new", "digest") == flows.do(full, "digest")
    assert unsound(tmp_path / "new") == []
    assert (b"omar@northwind.example" in made.read_bytes()) is False
    for key in full.glob("*.key"):
        assert (tmp_path / "new" / key.name).read_bytes() == key.read_bytes()


def test_an_encrypted_backup_opens_only_with_its_passphrase(encrypted):
    with pytest.raises(backup.NeedsPassphrase), backup.opened(encrypted):
        pass
    with pytest.raises(backup.NotABackup), backup.opened(encrypted, passphrase="another"):
        pass


def damaged(whole: bytes, chance: random.Random) -> bytes:
    """Return a backup with one bit turned over, or cut short."""
    if chance.random() < 0.3:
        return whole[: chance.randrange(len(whole))]
    at = chance.randrange(len(whole))
    return whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :]


def refusals(source: Path, home: Path, passphrase: str, seed: int, count: int) -> int:
    """Restore so many damaged copies of a backup; return how many were refused in a sentence."""
    chance = random.Random(seed)
    whole, refused = source.read_bytes(), 0
    for number in range(count):
        broken = home.parent / f"{number}.weaktie"
        broken.write_bytes(damaged(whole, chance))
        try:
            backup.restore(broken, home, passphrase=passphrase)
        except Refused as refusal:
            refused += str(refusal).endswith(".")
        broken.unlink()
    return refused


def test_every_damaged_backup_is_refused_and_nothing_is_touched(full, encrypted, tmp_path):
    home = Path(shutil.copytree(full, tmp_path / "home"))
    before = contents(home)
    seed = random.randrange(10**6)
    sys.stdout.write(f"seed {seed}\n")

    refused = refusals(encrypted, home, PASSPHRASE, seed, DAMAGED)

    assert refused == DAMAGED, f"seed {seed}"
    assert contents(home) == before, f"seed {seed}"


def test_a_damaged_head_that_asks_for_hours_of_work_is_refused_at_once(encrypted, tmp_path):
    damaged, found = re.subn(rb"(-> scrypt \S+) \d+\n", rb"\1 30\n", encrypted.read_bytes(), count=1)
    slow = tmp_path / "slow.weaktie"
    body = damaged[: -backup.SEAL_LENGTH]
    slow.write_bytes(body + backup._seal(body))
    assert found

    with pytest.raises(backup.NotABackup), backup.opened(slow, passphrase=PASSPHRASE):
        pass


def test_every_damaged_plain_backup_is_refused(flows, full, tmp_path):
    home = Path(shutil.copytree(full, tmp_path / "home"))
    before = flows.do(home, "digest")
    made = backup.back_up(full, tmp_path / "made.weaktie", now=NOON)

    refused = refusals(made, home, "", 7, DAMAGED)

    assert refused == DAMAGED
    assert flows.do(home, "digest") == before


def test_the_harness_catches_a_restore_that_checks_nothing(full, tmp_path, monkeypatch):
    home = Path(shutil.copytree(full, tmp_path / "home"))
    made = tmp_path / "plain.tar"
    with tarfile.open(made, "w") as archive:
        archive.add(full / backup.DATABASE, arcname=backup.DATABASE)
    before = contents(home)

    monkeypatch.setattr(backup, "_seal", lambda content: _Anything())
    monkeypatch.setattr(backup, "_check", lambda folder: None)
    monkeypatch.setattr(backup, "_unpack", lambda content, folder: _unpack_anything(content, folder))

    try:
        refused = refusals(made, home, "", 1, 20)
    except sqlite3.Error:
        refused = 0

    assert refused < 20 or contents(home) != before


class _Anything:
    """What every seal is the same as."""

    __hash__ = None

    def __eq__(self, other: object) -> bool:
        return True


def _unpack_anything(content: bytes, folder: Path) -> None:
    (folder / backup.DATABASE).write_bytes(content)


def test_an_upgrade_makes_a_backup_that_can_be_put_back(flows, full, tmp_path):
    home = Path(shutil.copytree(full, tmp_path / "home"))
    before = flows.do(home, "digest")

    made = flows.do(home, "migrate", str(younger(tmp_path)))

    assert Path(made).parent == home / "backups"
    with closing(sqlite3.connect(home / backup.DATABASE)) as database:
        assert database.execute("SELECT count(*) FROM younger").fetchone()[0] > 3
    backup.restore(Path(made), tmp_path / "back")
    assert flows.do(tmp_path / "back", "digest") == before


def test_a_start_without_an_upgrade_makes_no_backup(flows, full):
    flows.do(full, "digest")

    assert not (full / "backups").exists()


def newer(home: Path) -> None:
    """Make a data folder one that a newer weaktie wrote."""
    with closing(sqlite3.connect(home / backup.DATABASE)) as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('campaign', '9999_later', '2030-01-01')"
        )
        database.commit()


def test_data_of_a_newer_weaktie_is_refused_untouched(flows, full, tmp_path):
    home = Path(shutil.copytree(full, tmp_path / "home"))
    newer(home)
    before = contents(home)

    refused = flows.run(home, "import")

    assert refused.status == 1
    assert "newer weaktie; install that version" in refused.says
    assert contents(home) == before


def test_a_backup_of_a_newer_weaktie_is_refused_untouched(flows, full, tmp_path):
    home = Path(shutil.copytree(full, tmp_path / "home"))
    later = Path(shutil.copytree(full, tmp_path / "later"))
    newer(later)
    made = backup.back_up(later, tmp_path / "later.weaktie", now=NOON)
    before = flows.do(home, "digest")

    refused = flows.run(home, "restore", argument=str(made))

    assert refused.status == 1
    assert "newer weaktie" in refused.says
    assert flows.do(home, "digest") == before


def test_a_log_that_was_left_behind_is_not_played_onto_the_restored_database(flows, full, tmp_path):
    home = Path(shutil.copytree(full, tmp_path / "home"))
    made = backup.back_up(full, tmp_path / "made.weaktie", now=NOON)
    died = flows.run(home, "merge", die_at=len(flows.run(copied(home), "merge").steps) - 1)
    assert died.status == 137

    backup.restore(made, home)

    assert unsound(home) == []
    assert flows.do(home, "digest") == flows.do(full, "digest")


def copied(home: Path) -> Path:
    return Path(shutil.copytree(home, home.parent / "copy"))
