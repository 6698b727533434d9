"""CRASH-2: dying before any statement, commit or file operation leaves a sound book, and a way on."""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.harness.flows import CANARY, DIED, Flows, unsound

from weaktie.campaign import migrations

POINTS = 10
"""How many points are tried of each flow: 60 in all."""

YOUNGER = """from django.db import migrations

class Migration(migrations.Migration):
    dependencies = [("campaign", "{latest}")]
    operations = [
        migrations.RunSQL("CREATE TABLE younger (id integer PRIMARY KEY)"),
        migrations.RunSQL("INSERT INTO younger SELECT id FROM campaign_person"),
    ]
"""


@dataclass(frozen=True, slots=True)
class Scene:
    """A flow, the data folder it starts in, and its argument."""

    flow: str
    home: Path
    argument: str = ""


@pytest.fixture(scope="module")
def flows(tmp_path_factory) -> Iterator[Flows]:
    found = Flows(tmp_path_factory.mktemp("prepared"))
    yield found
    found.close()


@pytest.fixture(scope="module")
def scenes(flows, tmp_path_factory) -> dict[str, Scene]:
    """Data folders at the points of a life at which each flow starts."""
    place = tmp_path_factory.mktemp("homes")
    empty, full, merged, forgot = (place / name for name in ("empty", "full", "merged", "forgot"))
    backup = place / "older.weaktie"
    empty.mkdir()
    flows.do(empty, "say who")
    for new, old, did in ((full, empty, "import"), (merged, full, "merge"), (forgot, full, "forget")):
        shutil.copytree(old, new)
        if did == "forget":
            flows.do(new, "back up", str(backup))
        flows.do(new, did)
    return {
        "import": Scene("import", empty),
        "import, apart": Scene("import, apart", empty),
        "merge": Scene("merge", full),
        "undo": Scene("undo", merged),
        "forget": Scene("forget", full),
        "restore": Scene("restore", forgot, str(backup)),
        "migrate": Scene("migrate", full, str(younger(place))),
    }


def younger(place: Path) -> Path:
    """Lay the migrations of a program one migration younger into a folder, and return it."""
    package = place / "migrations" / "younger"
    package.mkdir(parents=True)
    here = sorted(Path(migrations.__file__).parent.glob("0*.py"))
    for path in (*here, Path(migrations.__file__)):
        shutil.copy(path, package)
    (package / "9998_younger.py").write_text(YOUNGER.replace("{latest}", here[-1].stem))
    return package.parent


def faults(flows: Flows, scene: Scene, home: Path, die_at: int, wanted: tuple[str, str]) -> list[str]:
    """Die once, start again, do it again; return what is not as it should be. `wanted`: before, after."""
    shutil.copytree(scene.home, home)
    died = flows.run(home, scene.flow, die_at=die_at, argument=scene.argument)
    if died.status != DIED:
        return [f"ended with {died}"]
    found = unsound(home)
    younger = scene.argument if scene.flow == "migrate" else ""
    between = flows.run(home, "digest", argument=younger)
    if scene.flow.split(",")[0] != "import" and between.answer not in wanted:
        found.append(f"neither before nor after: {between}")
    if scene.flow == "restore" and CANARY in flows.do(home, "names"):
        found.append("somebody forgotten is back")
    again = flows.run(home, scene.flow.split(",")[0], argument=scene.argument)
    after = flows.run(home, "digest", argument=younger)
    if again.status or after.answer != wanted[1]:
        found.append(f"not as if nothing had happened: {again}")
    found += unsound(home)
    shutil.rmtree(home)
    return found


def whole(flows: Flows, scene: Scene, home: Path) -> tuple[list[str], tuple[str, str]]:
    """Do it to the end; return which steps there are, and the digests before and after."""
    shutil.copytree(scene.home, home)
    before = flows.do(home, "digest")
    done = flows.run(home, scene.flow, argument=scene.argument)
    assert done.status == 0, done.says
    younger = scene.argument if scene.flow == "migrate" else ""
    return done.steps, (before, flows.do(home, "digest", younger))


@pytest.mark.slow
@pytest.mark.parametrize("flow", ["import", "merge", "undo", "forget", "restore", "migrate"])
def test_dying_at_any_step_loses_nothing(flows, scenes, flow, tmp_path):
    seed = random.randrange(10**6)
    steps, wanted = whole(flows, scenes[flow], tmp_path / "whole")

    points = random.Random(seed).sample(range(1, len(steps) + 1), min(POINTS, len(steps)))
    found = {
        at: wrong for at in points if (wrong := faults(flows, scenes[flow], tmp_path / str(at), at, wanted))
    }

    sys.stdout.write(f"seed {seed}: {len(points)} of {len(steps)} steps of {flow}\n")
    assert not found, f"seed {seed}, {flow}"


@pytest.mark.slow
def test_the_harness_catches_an_importer_that_commits_row_by_row(flows, scenes, tmp_path):
    steps, _ = whole(flows, scenes["import, apart"], tmp_path / "apart")
    _, wanted = whole(flows, scenes["import"], tmp_path / "whole")
    points = [at for at, what in enumerate(steps, 1) if "INSERT" in what and "_part" in what]

    caught = any(faults(flows, scenes["import, apart"], tmp_path / str(at), at, wanted) for at in points)

    assert caught
