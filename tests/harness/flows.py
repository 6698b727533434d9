"""What a seeker does, each time in a process of its own that can be made to die at any of its steps.

Run as a program it prepares weaktie once, then reads jobs and forks for each: nothing of one life is left to
the next. A job names a data folder, a flow, and the number of the step before which the process dies; 0 is
never. Steps are SQL statements, commits, and files written, renamed or removed in the data folder.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import SimpleNamespace

DIED = 137
CANARY = "Priya Raman"
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a process ended, after which steps, and what it answered."""

    status: int
    steps: list[str] = field(default_factory=list)
    answer: str = ""
    says: str = ""


class Flows:
    """The other end of the program: asks for one flow after the other."""

    def __init__(self, home: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        environment = {**os.environ, "WEAKTIE_HOME": str(home), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.harness.flows"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT,
        )  # fmt: skip

    def run(self, home: Path, flow: str, *, die_at: int = 0, argument: str = "") -> Outcome:
        """Do this in a process of its own, and say how it ended."""
        assert self.process.stdin is not None and self.process.stdout is not None
        job = {"home": str(home), "flow": flow, "die_at": die_at, "argument": argument}
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        return Outcome(**json.loads(self.process.stdout.readline()))

    def do(self, home: Path, flow: str, argument: str = "") -> str:
        """Do this to the end and return the answer."""
        outcome = self.run(home, flow, argument=argument)
        assert outcome.status == 0, f"{flow}: {outcome.says}"
        return outcome.answer

    def close(self) -> None:
        """End the program."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(30)


def unsound(home: Path) -> list[str]:
    """Return what SQLite finds wrong with the database of a data folder."""
    with closing(sqlite3.connect(home / "weaktie.sqlite3")) as database:
        found = [row[0] for row in database.execute("PRAGMA integrity_check")]
        broken = [str(row) for row in database.execute("PRAGMA foreign_key_check")]
    return [says for says in found if says != "ok"] + broken


def bytes_of(home: Path, canary: str) -> list[str]:
    """Return the files of a data folder, backups apart, in which this text stands, in whatever case."""
    wanted = canary.casefold().encode()
    files = (path for path in home.rglob("*") if path.is_file() and "backups" not in path.parts)
    return [path.name for path in files if wanted in path.read_bytes().lower()]


# --- inside the process ------------------------------------------------------------------------------------


class Steps:
    """Notes what a process does to its disk, and ends it before one of the steps."""

    def __init__(self, home: str, die_at: int) -> None:
        self.home = home
        self.die_at = die_at
        self.done: list[str] = []

    def step(self, what: str) -> None:
        self.done.append(what[:60])
        if len(self.done) == self.die_at:
            os._exit(DIED)

    def watch(self) -> None:
        from django.db import connection

        sys.addaudithook(self._file)
        connection.execute_wrappers.append(self._statement)
        commit = connection._commit
        connection._commit = lambda: (self.step("before commit"), commit(), self.step("after commit"))

    def _statement(
        self, execute: Callable, sql: str, parameters: object, many: bool, context: dict
    ) -> object:
        self.step(sql)
        return execute(sql, parameters, many, context)

    def _file(self, event: str, arguments: tuple) -> None:
        writes = (
            event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        )
        if (event in ("os.rename", "os.remove", "shutil.rmtree") or writes) and self.home in str(
            arguments[0]
        ):
            self.step(event)


def _seeker():
    from tests.people import NOON

    from weaktie.accounts.actions import local_seeker
    from weaktie.campaign.keeping.actions import upgrade

    upgrade.bring_up_to_date(now=NOON)
    return local_seeker()


@contextmanager
def _read_before() -> Iterator[None]:
    """Take what was read once, before the fork: reading touches nothing that could be cut short."""
    from weaktie.campaign.network.actions import bring

    reading, bring._read = bring._read, lambda paths, **_: iter(READ)
    try:
        yield
    finally:
        bring._read = reading


def _import(argument: str) -> str:
    from tests.people import NOON

    from weaktie.campaign.network.actions import bring

    with _read_before() if not argument else nullcontext():
        bring.bring([Path(argument or ".")], by=_seeker(), now=NOON)
    return ""


def _import_apart(argument: str) -> str:
    """The planted defect: every row is committed by itself."""
    from weaktie.campaign.network.actions import bring

    bring.transaction = SimpleNamespace(atomic=nullcontext)
    return _import(argument)


def _say_who(argument: str) -> str:
    from tests.people import TODAY

    from weaktie.campaign.network.actions import me

    emails = ("ada@quill.example",)
    me.say_who_you_are(by=_seeker(), name="Ada Quill", emails=emails, today=TODAY)
    return ""


def _merge(argument: str) -> str:
    from tests.people import NOON, later

    from weaktie.campaign.keeping.actions import same
    from weaktie.campaign.network.models import Person

    by = _seeker()
    omar = Person.objects.visible_to(by).present().filter(name="Omar Haddad").order_by("pk")
    if omar.count() > 1:
        same.merge(omar[0], omar[1], by=by, now=max(NOON, later(minutes=1)))
    return ""


def _undo(argument: str) -> str:
    from tests.people import later

    from weaktie.campaign.keeping.actions import undo
    from weaktie.campaign.timeline.models import Step

    by = _seeker()
    if Step.objects.filter(verb="merge", undone_at=None).exists():
        undo.undo(by=by, now=later(minutes=2))
    return ""


def _forget(argument: str) -> str:
    from weaktie.campaign.keeping.actions import forget
    from weaktie.campaign.network.models import Person

    by = _seeker()
    names = (argument or CANARY).split(";")
    forget.forget(Person.objects.visible_to(by).present().filter(name__in=names), by=by)
    return ""


def _forget_unscrubbed(argument: str) -> str:
    """The planted defect: rows are deleted, and their bytes stay where they were."""
    from django.db import connection

    from weaktie.adapters import database

    _seeker()
    database.scrub = lambda: None
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete=OFF")
    return _forget(argument)


def _restore(argument: str) -> str:
    from tests.people import later

    from weaktie.campaign.keeping.actions import restoring

    _seeker()
    restoring.restore(Path(argument), now=later(hours=1))
    return ""


def _restore_forgetful(argument: str) -> str:
    """The planted defect: a backup is put back and nobody is forgotten again."""
    from weaktie.campaign.keeping.actions import restoring, upgrade

    restoring.forget_again = lambda by: 0
    upgrade._forget_who_came_back = lambda: None
    return _restore(argument)


def _back_up(argument: str) -> str:
    from django.db import connection
    from tests.people import NOON

    from weaktie.adapters import backup

    _seeker()
    connection.close()
    from django.conf import settings

    return str(backup.back_up(settings.HOME, Path(argument), now=NOON))


def _migrate(argument: str) -> str:
    """Start a program one migration younger; its migrations lie in the folder given."""
    from django.conf import settings
    from tests.people import NOON

    from weaktie.campaign.keeping.actions import upgrade

    sys.path.insert(0, argument)
    settings.MIGRATION_MODULES = {"campaign": "younger"}
    return str(upgrade.bring_up_to_date(now=NOON) or "")


def _digest(argument: str) -> str:
    from weaktie.campaign.keeping.queries.dump import digest

    if argument:
        _migrate(argument)
    return digest(by=_seeker())


def _names(argument: str) -> str:
    from weaktie.campaign.network.models import Person

    return ";".join(
        Person.objects.visible_to(_seeker()).present().order_by("name").values_list("name", flat=True)
    )


def _new_people(argument: str) -> str:
    """Say how many people the latest import called new."""
    from weaktie.campaign.intake.models import Import

    return str(sum(file.new for file in Import.objects.order_by("-pk")[0].files.all()))


FLOWS: dict[str, Callable[[str], str]] = {
    "import": _import,
    "import, apart": _import_apart,
    "say who": _say_who,
    "merge": _merge,
    "undo": _undo,
    "forget": _forget,
    "forget, unscrubbed": _forget_unscrubbed,
    "restore": _restore,
    "restore, forgetful": _restore_forgetful,
    "back up": _back_up,
    "migrate": _migrate,
    "digest": _digest,
    "names": _names,
    "new people": _new_people,
}
READ: list = []


def live(job: dict, pipe: int) -> None:
    """Do one job in this process, which ends with it."""
    from django.conf import settings
    from django.db import connection

    home = Path(job["home"])
    settings.HOME = home
    connection.settings_dict["NAME"] = home / "weaktie.sqlite3"
    steps = Steps(str(home), job["die_at"])
    steps.watch()
    try:
        answer, says, status = FLOWS[job["flow"]](job["argument"]), "", 0
    except Exception as error:
        answer, says, status = "", repr(error), 1
    counted = steps.done
    connection.close()
    os.write(pipe, json.dumps(asdict(Outcome(status, counted, answer, says))).encode())
    os._exit(status)


def fork(job: dict) -> Outcome:
    """Do one job in a process of its own."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        live(job, writing)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    return Outcome(**json.loads(told)) if told else Outcome(os.waitstatus_to_exitcode(status))


def main() -> None:
    """Prepare, then fork for each line."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "weaktie.project.settings"
    import django

    django.setup()
    from tests.people import CARDS, CONNECTIONS, MAILBOX, read

    contents = {"Connections.csv": CONNECTIONS, "cards.vcf": CARDS, "mail.mbox": MAILBOX}
    READ.extend(one for name, text in contents.items() for one in read(name, text))
    for line in sys.stdin:
        sys.stdout.write(json.dumps(asdict(fork(json.loads(line)))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
