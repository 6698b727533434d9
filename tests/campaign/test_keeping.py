"""What touches the whole campaign: undoing, forgetting, exporting, Today."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from tests.people import (
    CARDS,
    CONNECTIONS,
    MAILBOX,
    NOON,
    TODAY,
    bring,
    connections,
    dump,
    later,
    mail,
    person,
    read,
)

from weaktie.adapters import backup
from weaktie.campaign.conversations.models import Conversation, Transcript
from weaktie.campaign.intake.actions import forgetting
from weaktie.campaign.intake.models import Encounter, File, Handle, Import, Part, Record, Tombstone
from weaktie.campaign.keeping.actions import deleting, forget, same, undo
from weaktie.campaign.keeping.queries.export import export
from weaktie.campaign.keeping.queries.today import today_page
from weaktie.campaign.network.actions import arriving, me, people
from weaktie.campaign.network.models import Identity, Organisation, Person
from weaktie.campaign.outreach import actions as outreach
from weaktie.campaign.targets import actions as targets
from weaktie.campaign.timeline.models import Step
from weaktie.core import rows

THREAD = (
    "From x Mon Jan  1 00:00:00 2024\nFrom: Ada Quill <ada@quill.example>\n"
    "To: omar@northwind.example, priya@harrow.example\nDate: Mon, 05 Oct 2026 09:00:00 +0000\n"
    "Message-ID: <t1@mail.example>\n\nx\n\n"
)
FAMILY = "".join(
    f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEMAIL:family@haddad.example\nEND:VCARD\n"
    for name in ("Omar Haddad", "Leila Haddad")
)


@pytest.fixture
def folder(tmp_path, settings):
    """A data folder of this test's own for what lies beside the database."""
    settings.HOME = tmp_path
    return tmp_path


def full(ada):
    return bring(ada, Connections_csv=CONNECTIONS, cards_vcf=CARDS, mail_mbox=MAILBOX + THREAD)


# Undo


def test_nothing_done_is_nothing_to_undo(ada):
    with pytest.raises(undo.NothingToUndo, match="nothing to undo"):
        undo.undo(by=ada, now=NOON)
    with pytest.raises(undo.NothingToRedo):
        undo.redo(by=ada, now=NOON)


def test_an_undo_says_what_it_took_back(ada):
    full(ada)
    people.tag([person(ada, "Priya Raman")], by=ada, word="grid", now=NOON)

    assert undo.undo(by=ada, now=NOON) == "Tagged Priya Raman “grid”"
    assert undo.redo(by=ada, now=NOON) == "Tagged Priya Raman “grid”"
    assert undo.undo(by=ada, now=NOON) == "Tagged Priya Raman “grid”"
    assert undo.undo(by=ada, now=NOON) == "Imported Connections.csv and more"


def test_an_earlier_import_is_undone_under_later_ones(ada):
    first = bring(ada, Connections_csv=CONNECTIONS)
    bring(ada, cards_vcf=CARDS)
    people.tag([person(ada, "Łucja Śliwińska")], by=ada, word="gone", now=NOON)
    people.tag([person(ada, "Priya Raman")], by=ada, word="stays", now=NOON)

    undo.undo_import(first.batch, by=ada, now=NOON)

    assert set(Person.objects.visible_to(ada).others().values_list("name", flat=True)) == {
        "Omar Haddad",
        "Priya Raman",
    }
    # What still stands can be undone; what went with the import is no longer in the way.
    assert [step.words for step in Step.objects.order_by("pk")][-1] == "Tagged Priya Raman “stays”"
    assert undo.undo(by=ada, now=NOON) == "Tagged Priya Raman “stays”"
    assert undo.undo(by=ada, now=NOON) == "Imported cards.vcf"
    assert not Person.objects.exists()


def test_an_import_is_undone_once(ada):
    brought = bring(ada, cards_vcf=CARDS)
    undo.undo_import(brought.batch, by=ada, now=NOON)

    brought.batch.refresh_from_db()
    with pytest.raises(undo.NothingToUndo, match="undone already"):
        undo.undo_import(brought.batch, by=ada, now=NOON)


def test_a_verdict_outlives_the_import_it_was_said_in(ada):
    brought = bring(ada, Connections_csv=CONNECTIONS)
    a, b = Person.objects.visible_to(ada).others().filter(name="Omar Haddad").order_by("pk")
    same.merge(a, b, by=ada, now=NOON)
    undo.undo_import(brought.batch, by=ada, now=NOON)

    bring(ada, Connections_csv=CONNECTIONS)

    assert Person.objects.visible_to(ada).others().filter(name="Omar Haddad").count() == 1


# Forgetting


def test_whoever_is_forgotten_leaves_no_row_and_no_word(ada, folder):
    full(ada)
    people.tag([person(ada, "Priya Raman")], by=ada, word="grid", now=NOON)
    priya = person(ada, "Priya Raman")

    assert forget.forget([priya], by=ada) == 1

    told = json.dumps(
        [*dump(ada), *map(str, Step.objects.values_list("words", "changes"))], ensure_ascii=False
    )
    for canary in ("Priya", "priya", "harrow.example"):
        assert canary not in told
    assert not Handle.objects.filter(value__icontains="priya").exists()
    assert not Organisation.objects.filter(name="Harrow Grid").exists()
    assert Tombstone.objects.exists()
    assert b"priya" not in (folder / forgetting.FILE).read_bytes()


def test_threads_stay_without_whoever_was_forgotten(ada, folder):
    full(ada)
    omar = Identity.objects.get(handle__value="omar@northwind.example").person

    forget.forget([person(ada, "Priya Raman")], by=ada)

    assert Encounter.objects.count() == 4
    assert Part.objects.filter(encounter__in=Encounter.objects.all()).count() == 8
    # A thread of two weighs more than one of three.
    assert Person.objects.get(pk=omar.pk).short > omar.short


@pytest.mark.parametrize(
    "contents",
    [
        {"Connections_csv": CONNECTIONS},
        {"cards_vcf": CARDS},
        {"mail_mbox": MAILBOX + THREAD},
        {"google_csv": "First Name,Last Name,E-mail 1 - Value\nPriya,Raman,priya@harrow.example\n"},
    ],
)
def test_no_file_brings_back_whoever_was_forgotten(ada, folder, contents):
    full(ada)
    forget.forget([person(ada, "Priya Raman")], by=ada)
    before = dump(ada)

    bring(ada, **contents)

    assert not Person.objects.filter(name__icontains="priya").exists()
    if "google_csv" not in contents:
        assert dump(ada) == before


def test_forgetting_first_and_importing_after_are_the_same_in_any_order(ada, folder):
    me.say_who_you_are(by=ada, name="Ada Quill", emails=("ada@quill.example",), today=TODAY)
    full(ada)
    forget.forget([person(ada, "Priya Raman")], by=ada)
    one = dump(ada)
    for batch in Import.objects.applied():
        undo.undo_import(batch, by=ada, now=NOON)

    full(ada)

    assert dump(ada) == one


def test_the_seeker_is_not_forgotten_and_nobody_with_them(ada, folder):
    full(ada)
    seeker = Person.objects.get(is_me=True)

    with pytest.raises(forget.CannotForgetYourself, match="That is you"):
        forget.forget([person(ada, "Priya Raman"), seeker], by=ada)

    assert Person.objects.filter(name="Priya Raman").exists()
    assert not (folder / forgetting.FILE).exists()


def test_a_shared_address_stays_with_whoever_stays(ada, folder):
    more = mail(7, "family@haddad.example", "ada@quill.example", "Mon, 06 May 2024", "Omar Haddad")
    bring(ada, cards_vcf=FAMILY, mail_mbox=MAILBOX + more)
    gone = Person.objects.get(
        identities__handle__kind="entry", identities__handle__records__facts__name="Omar Haddad"
    )

    forget.forget([gone], by=ada)

    leila = person(ada, "Leila Haddad")
    assert leila.identities.filter(handle__value="family@haddad.example").exists()
    assert "Omar Haddad" not in [record.facts.get("name") for record in Record.objects.filter(
        handle__value="family@haddad.example")]  # fmt: skip
    bring(ada, again_vcf=FAMILY, again_mbox=more)
    bring(ada, google_csv="First Name,Last Name,E-mail 1 - Value\nOmar,Haddad,family@haddad.example\n")
    told = Record.objects.filter(handle__value__contains="family").values_list("facts__name", flat=True)
    assert "Omar Haddad" not in set(told)
    assert person(ada, "Leila Haddad").pk == leila.pk


def test_what_can_be_undone_stays_for_the_others(ada, folder):
    full(ada)
    everybody = list(Person.objects.visible_to(ada).others())
    people.tag(everybody, by=ada, word="grid", now=NOON)

    forget.forget([person(ada, "Priya Raman")], by=ada)

    assert undo.undo(by=ada, now=NOON).startswith("Tagged")
    assert person(ada, "Łucja Śliwińska").tags.count() == 0
    assert undo.undo(by=ada, now=NOON).startswith("Imported")
    assert not Person.objects.exists()


def test_reports_do_not_name_whoever_was_forgotten(ada, folder):
    bring(ada, Priya_Raman_vcf=CARDS)
    File.objects.update(
        skipped=[{"where": "line 2", "reason": "Line 2 is about Priya Raman."}], note="of PRIYA RAMAN"
    )

    forget.forget([person(ada, "Priya Raman")], by=ada)

    told = str(list(File.objects.values_list("path", "note", "skipped", "error")))
    assert "priya" not in told.lower()


def test_files_that_wait_are_dropped_with_whoever_may_be_in_them(ada, folder, tmp_path):
    full(ada)
    path = tmp_path / "waiting.vcf"
    path.write_text(CARDS)
    with path.open("rb") as stream:
        waiting = arriving.receive([("waiting.vcf", stream)], by=ada, now=NOON)
    path.unlink()

    forget.forget([person(ada, "Priya Raman")], by=ada)

    assert not Import.objects.filter(pk=waiting.pk).exists()
    assert not [file for file in (folder / "spool").rglob("*") if file.is_file()]


def test_whoever_is_added_again_by_hand_is_back(ada, folder):
    full(ada)
    forget.forget([person(ada, "Priya Raman")], by=ada)

    people.add_person(by=ada, name="Priya Raman", emails=("priya@harrow.example",), now=NOON)
    bring(ada, mail_mbox=MAILBOX)

    assert person(ada, "Priya Raman").sent == 1
    assert forget.forget_again(by=ada) == 0


def test_digests_of_an_older_key_still_count(ada, folder):
    full(ada)
    forget.forget([person(ada, "Priya Raman")], by=ada)
    key = (folder / backup.FORGET_KEY).read_text()
    (folder / backup.FORGET_KEY).write_text(f"{'ab' * 32}\n{key}")

    bring(ada, cards_vcf=CARDS)

    assert not Person.objects.filter(name="Priya Raman").exists()


def test_everything_goes_at_once(ada, folder):
    full(ada)
    targets.add_targets(["Northwind"], by=ada, now=NOON)

    deleting.delete_everything(by=ada)

    assert dump(ada) == []
    assert not Import.objects.exists()
    assert not Identity.objects.exists()


# Out again


def test_everything_is_exported_hidden_people_too(ada):
    full(ada)
    people.hide([person(ada, "Łucja Śliwińska")], by=ada, now=NOON)
    people.edit_person(person(ada, "Priya Raman"), by=ada, now=NOON, note="met at a fair")
    targets.add_targets(["Tidewell"], by=ada, now=NOON)
    outreach.log_ask(person(ada, "Priya Raman"), by=ada, sent_on=TODAY, now=NOON)

    told = json.loads(export("json", by=ada, now=NOON))

    by_name = {one["name"]: one for one in told["people"]}
    assert by_name["Łucja Śliwińska"]["hidden"]
    assert by_name["Priya Raman"]["note"] == "met at a fair"
    assert by_name["Priya Raman"]["emails"] == ["priya@harrow.example"]
    assert (told["targets"][0]["name"], len(told["asks"])) == ("Tidewell", 1)
    assert export("vcard", by=ada, now=NOON).count(b"BEGIN:VCARD") == 4


def test_cards_come_back_through_our_own_reader(ada):
    added = people.add_person(
        by=ada, name="Nils Berg", emails=("nils@berg.example",), phone="21 000 0009",
        profile="https://www.linkedin.com/in/nils", organisation="A, B; C", title="Head\\", now=NOON,
    )  # fmt: skip
    people.edit_person(added, by=ada, now=NOON, name="Nils, of; Berg\\ " + "long " * 30)

    (again,) = read("export.vcf", export("vcard", by=ada, now=NOON).decode())

    (card,) = [row for row in again.rows if isinstance(row, rows.Contact)]
    assert card.name == Person.objects.get(pk=added.pk).name
    assert (card.emails, card.profile, card.phones) == (("nils@berg.example",), "nils", ("+351210000009",))
    assert (card.work[0].organisation, card.work[0].title) == ("A, B; C", "Head\\")


# Today


def test_today_tells_of_silence_news_and_pairs(ada):
    row = "Omar,Haddad,https://www.linkedin.com/in/omar,,Northwind,Planner,05 Jun 2021"
    moved = "Omar,Haddad,https://www.linkedin.com/in/omar,,Harrow Grid,Head,05 Jun 2021"
    late = "Zoe,Lund,https://www.linkedin.com/in/zoe,,Brannock,Clerk,01 Nov 2026"
    bring(ada, a_csv=connections(row))
    bring(ada, b_csv=connections(moved, late))
    outreach.log_ask(person(ada, "Zoe Lund"), by=ada, sent_on=TODAY - timedelta(days=20), now=NOON)

    page = today_page(by=ada, now=NOON)

    assert [(one.matter.what, one.matter.name) for one in page.due] == [("close", "Zoe Lund")]
    assert page.waiting == ()
    assert page.news_count == 1
    assert page.people == 2


def test_the_first_run_ticks_itself(ada):
    before = today_page(by=ada, now=NOON).steps

    full(ada)

    after = today_page(by=ada, now=later(hours=1)).steps
    assert [step.code for step in before if step.done] == []
    assert [step.code for step in after if step.done] == ["import", "mail"]


def test_whoever_is_forgotten_is_taken_out_of_what_was_written_about_others(ada):
    bring(ada, book_csv=CONNECTIONS)
    omar = Person.objects.present().filter(name="Omar Haddad").earliest("pk")
    people.edit_person(omar, by=ada, note="Sits beside priya raman; Raman-free otherwise", now=NOON)
    talk = Conversation.objects.create(
        owner=ada, person=omar, begun_at=NOON, uid="1", their_words="Ask Priya Raman"
    )
    talk.notes.create(key="1", text="Priya_Raman ran the move. Priyanka too.", written_at=NOON)
    Transcript.objects.create(
        conversation=talk, kind="srt", lines=[["Priya Raman", 3, "hello"]], brought_at=NOON, delete_on=TODAY
    )

    forget.forget([person(ada, "Priya Raman")], by=ada)

    talk.refresh_from_db()
    assert omar.edits.get(field="note").value == "Sits beside …; Raman-free otherwise"
    assert talk.their_words == "Ask …"
    assert talk.notes.get().text == "… ran the move. Priyanka too."
    assert talk.transcript.lines == [["…", 3, "hello"]]
