"""Files from a browser: received, read into a plan, stored when the seeker says so, whatever happens."""

from __future__ import annotations

import io
from pathlib import Path
from threading import Event

import pytest
from tests.people import CARDS, CONNECTIONS, MAILBOX, NOON, bring, dump, later

from weaktie.campaign.intake.models import Import, Record
from weaktie.campaign.intake.queries import batch_page
from weaktie.campaign.network.actions import arriving
from weaktie.campaign.network.actions import bring as bringing
from weaktie.campaign.network.models import Person
from weaktie.worker import loop


@pytest.fixture
def folder(tmp_path, settings) -> Path:
    """A data folder of this test's own, with its spool."""
    settings.HOME = tmp_path
    return tmp_path


def receive(ada, **contents: str) -> Import:
    files = [(name.replace("_", "."), io.BytesIO(text.encode())) for name, text in contents.items()]
    return arriving.receive(files, by=ada, now=NOON)


def waiting(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "spool").rglob("*") if path.is_file())


def test_a_file_waits_is_read_and_is_stored_when_the_seeker_says_so(ada, folder):
    batch = receive(ada, cards_vcf=CARDS)
    assert (batch.state, waiting(folder)) == (Import.State.RECEIVED, ["cards.vcf"])

    planned = arriving.plan_next(now=NOON)

    assert planned is not None
    page = batch_page(planned, by=ada)
    assert (page.new, page.people, planned.state) == (2, 2, Import.State.PLANNED)
    assert [row.what for row in page.lines[0].rows] == ["create", "create"]
    assert not Person.objects.exists()

    arriving.go_ahead(planned)
    stored = arriving.apply_next(now=NOON)

    assert stored == batch
    assert Import.objects.get().state == Import.State.APPLIED
    assert Person.objects.visible_to(ada).others().count() == 2
    assert waiting(folder) == []


def test_a_plan_says_what_is_known_and_keeps_what_is_there(ada, folder):
    bring(ada, Connections_csv=CONNECTIONS)
    before = dump(ada)
    receive(ada, Connections_csv=CONNECTIONS, cards_vcf=CARDS)

    planned = arriving.plan_next(now=NOON)

    assert planned is not None
    by_path = {line.path: [row.what for row in line.rows] for line in batch_page(planned, by=ada).lines}
    assert by_path == {"Connections.csv": ["keep"] * 4, "cards.vcf": ["update", "update"]}
    assert dump(ada) == before


def test_two_files_of_one_name_each_keep_their_plan(ada, folder):
    one, other = CARDS.split("END:VCARD\n")[:2]
    streams = [("a.vcf", io.BytesIO(f"{card}END:VCARD\n".encode())) for card in (one, other)]
    arriving.receive(streams, by=ada, now=NOON)

    planned = arriving.plan_next(now=NOON)

    assert planned is not None
    assert [[row.name for row in line.rows] for line in batch_page(planned, by=ada).lines] == [
        ["Omar Haddad"],
        ["Priya Raman"],
    ]


def test_a_discarded_import_leaves_nothing(ada, folder):
    receive(ada, cards_vcf=CARDS)
    planned = arriving.plan_next(now=NOON)
    assert planned is not None

    arriving.discard(planned)

    assert (Import.objects.count(), waiting(folder), dump(ada)) == (0, [], [])


def test_refuses_a_yes_or_a_no_at_the_wrong_time(ada, folder):
    batch = receive(ada, cards_vcf=CARDS)
    with pytest.raises(arriving.NotPlanned):
        arriving.go_ahead(batch)
    planned = arriving.plan_next(now=NOON)
    assert planned is not None
    arriving.go_ahead(planned)
    with pytest.raises(arriving.NotPlanned):
        arriving.go_ahead(planned)
    arriving.apply_next(now=NOON)
    with pytest.raises(arriving.NotPlanned, match="undo it instead"):
        arriving.discard(Import.objects.get())
    with pytest.raises(arriving.NothingChosen):
        arriving.receive([], by=ada, now=NOON)


def test_nothing_that_waits_is_nothing_to_do(ada, folder):
    assert arriving.plan_next(now=NOON) is None
    assert arriving.apply_next(now=NOON) is None


@pytest.mark.parametrize(
    "name", ["../../evil.vcf", "C:\\evil.vcf", "/etc/evil.vcf", ".hidden.vcf", "\x00", ""]
)
def test_no_name_leaves_the_spool(ada, folder, name):
    batch = arriving.receive([(name, io.BytesIO(CARDS.encode()))], by=ada, now=NOON)

    (path,) = [path for path in folder.rglob("*") if path.is_file()]

    assert path.parent.parent == folder / "spool" / batch.folder
    assert not path.name.startswith(".")


def test_reading_that_was_interrupted_is_picked_up_again(ada, folder):
    batch = receive(ada, cards_vcf=CARDS)
    Import.objects.filter(pk=batch.pk).update(state=Import.State.READING)

    arriving.pick_up_again(now=NOON)

    assert Import.objects.get().state == Import.State.RECEIVED
    assert arriving.plan_next(now=NOON) is not None


def test_storing_that_was_interrupted_is_picked_up_again_and_counts_once(ada, folder):
    wanted = receive(ada, Connections_csv=CONNECTIONS, mail_mbox=MAILBOX)
    planned = arriving.plan_next(now=NOON)
    assert planned is not None
    arriving.go_ahead(planned)
    # One file was stored when the power went; meanwhile the command line brought it too.
    half = bringing._read(arriving._files(wanted)[:1], by=ada, now=NOON, told=None)
    stored = bringing.Brought(wanted)
    for read in half:
        bringing._take(read, stored, by=ada, today=NOON.date())
    Import.objects.filter(pk=wanted.pk).update(state=Import.State.READING, settled=False)
    bring(ada, Connections_csv=CONNECTIONS)

    arriving.pick_up_again(now=NOON)
    arriving.apply_next(now=NOON)

    once = dump(ada)
    assert Person.objects.visible_to(ada).others().count() == 4
    assert Record.objects.filter(handle__value="lucja").count() == 1
    assert sorted(file.path for file in Import.objects.get(pk=wanted.pk).files.all()) == [
        "Connections.csv",
        "mail.mbox",
    ]
    bring(ada, now=later(hours=1), Connections_csv=CONNECTIONS, mail_mbox=MAILBOX)
    assert dump(ada) == once


def test_what_was_left_unsettled_is_settled_at_the_next_start(ada, folder):
    brought = bring(ada, Connections_csv=CONNECTIONS)
    once = dump(ada)
    Person.objects.all().delete()
    Import.objects.filter(pk=brought.batch.pk).update(settled=False)

    arriving.pick_up_again(now=NOON)

    assert dump(ada) == once
    assert Import.objects.get().settled


def test_files_that_nobody_waits_for_are_swept(ada, folder):
    batch = receive(ada, cards_vcf=CARDS)
    Import.objects.filter(pk=batch.pk).delete()

    arriving.pick_up_again(now=NOON)

    assert waiting(folder) == []


def test_files_that_vanished_are_told_of(ada, folder):
    batch = receive(ada, cards_vcf=CARDS)
    for path in (folder / "spool").rglob("*.vcf"):
        path.unlink()

    arriving.plan_next(now=NOON)

    batch.refresh_from_db()
    assert batch.state == Import.State.FAILED
    assert "Name at least one file" in batch_page(batch, by=ada).problem


def test_a_chore_that_breaks_is_told_of_and_stops_nothing(ada, folder, monkeypatch):
    bring(ada, Connections_csv=CONNECTIONS)
    before = dump(ada)
    batch = receive(ada, cards_vcf=CARDS)
    planned = arriving.plan_next(now=NOON)
    assert planned is not None
    arriving.go_ahead(planned)

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as planted:
        planted.setattr(bringing, "_count", broken)
        assert loop._do(arriving.apply_next) is False

    batch.refresh_from_db()
    assert batch.state == Import.State.FAILED
    assert "stored nothing" in batch_page(batch, by=ada).problem
    assert dump(ada) == before
    receive(ada, cards_vcf=CARDS)
    assert loop._do(arriving.plan_next) is True


def test_the_loop_does_what_is_due_until_it_is_told_to_stop(ada, folder, monkeypatch):
    receive(ada, cards_vcf=CARDS)
    stop = Event()
    monkeypatch.setattr(loop.connection, "close", lambda: None)
    monkeypatch.setattr(stop, "wait", lambda _: stop.set())

    loop.run(stop)

    assert Import.objects.get().state == Import.State.PLANNED
