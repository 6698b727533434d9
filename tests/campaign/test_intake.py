"""What files bring is stored once, counted once, and taken away whole."""

from __future__ import annotations

import pytest
from tests.people import CARDS, CONNECTIONS, MAILBOX, NOON, bring, connections, dump, later, mail, person

from weaktie.campaign.intake.actions.withdraw import withdraw
from weaktie.campaign.intake.models import Encounter, File, Handle, Import, Interest, Part, Record
from weaktie.campaign.intake.queries import batches
from weaktie.campaign.keeping.actions.undo import undo_import
from weaktie.campaign.network.models import Identity, Person
from weaktie.campaign.targets.queries.listing import targets_page

SAVED = """Company Name,Job Title,Job Url,Saved Date
Northwind,Grid planner,https://jobs.example/1,1/2/26
"""


def report(file: File) -> tuple[str, int, int, int, int]:
    return (file.path, file.read, file.new, file.known, file.ties)


def test_the_report_counts_people_new_known_and_ties(ada):
    brought = bring(ada, Connections_csv=CONNECTIONS, cards_vcf=CARDS, mail_mbox=MAILBOX)

    assert [report(file) for file in brought.files] == [
        ("Connections.csv", 4, 4, 0, 0),
        ("cards.vcf", 2, 0, 2, 0),
        ("mail.mbox", 5, 0, 2, 2),
    ]
    assert brought.people == 4


def test_the_same_files_again_bring_nothing(ada):
    bring(ada, Connections_csv=CONNECTIONS, mail_mbox=MAILBOX)
    before = dump(ada)

    again = bring(ada, now=later(hours=1), Connections_csv=CONNECTIONS, mail_mbox=MAILBOX)

    assert [file.new for file in again.files] == [0, 0]
    assert [file.ties for file in again.files] == [0, 0]
    assert dump(ada) == before


def test_a_row_that_changed_is_another_content_of_the_same_entry(ada):
    bring(
        ada, a_csv=connections("Omar,Haddad,https://www.linkedin.com/in/omar,,Northwind,Planner,05 Jun 2021")
    )

    bring(ada, b_csv=connections("Omar,Haddad,https://www.linkedin.com/in/omar,,Northwind,Head,05 Jun 2021"))

    assert Person.objects.visible_to(ada).others().count() == 1
    assert Record.objects.filter(handle__value="omar").count() == 2


def test_two_cards_of_one_name_without_an_address_stay_two_people(ada):
    cards = "".join(
        f"BEGIN:VCARD\nVERSION:3.0\nFN:Jane Moss\nORG:{employer}\nEND:VCARD\n"
        for employer in ("Northwind", "Harrow Grid")
    )

    bring(ada, cards_vcf=cards)

    assert Person.objects.visible_to(ada).others().filter(name="Jane Moss").count() == 2


def test_a_message_counts_once_however_often_it_is_brought(ada):
    bring(ada, all_mbox=MAILBOX)
    once = person(ada, "Omar Haddad")

    bring(
        ada, sent_mbox=mail(1, "ada@quill.example", "omar@northwind.example", "Mon, 06 May 2024", "Ada Quill")
    )

    again = person(ada, "Omar Haddad")
    assert Encounter.objects.count() == 5
    assert (again.sent, again.received, again.short) == (once.sent, once.received, once.short)


def test_a_message_to_nobody_else_is_nothing_between_people(ada):
    bring(ada, note_mbox=mail(9, "ada@quill.example", "ada@quill.example", "Mon, 06 May 2024", "Ada Quill"))

    assert Encounter.objects.count() == 0


def test_a_name_is_the_fullest_whatever_the_order_of_the_messages(ada):
    short = mail(11, "omar@northwind.example", "ada@quill.example", "Mon, 06 May 2024", "Omar")
    full = mail(12, "omar@northwind.example", "ada@quill.example", "Tue, 07 May 2024", "Omar Haddad")

    answer = mail(13, "ada@quill.example", "priya@harrow.example", "Wed, 08 May 2024", "Ada Quill")
    bring(ada, first_mbox=MAILBOX)

    bring(ada, a_mbox=short + full + answer)
    bring(ada, b_mbox=answer + full + short)

    assert Record.objects.filter(handle__value="omar@northwind.example").count() == 1
    assert person(ada, "Omar Haddad").received == 3


def test_a_saved_job_counts_once_however_often_it_is_brought(ada):
    bring(ada, saved_csv=SAVED)
    bring(ada, saved_csv=SAVED, again_csv=SAVED)

    assert Interest.objects.exists()
    assert targets_page(by=ada).ideas == ("Northwind",)
    assert sum('"interest"' in line for line in dump(ada)) == 1


def test_a_withdrawn_import_leaves_nothing_of_its_own(ada):
    brought = bring(ada, Connections_csv=CONNECTIONS, cards_vcf=CARDS, mail_mbox=MAILBOX, saved_csv=SAVED)

    undo_import(brought.batch, by=ada, now=NOON)

    left = (Record, Encounter, Part, Handle, Identity, Person, Interest)
    assert [model.objects.count() for model in left] == [0] * len(left)
    assert Import.objects.get().state == Import.State.UNDONE
    assert [file.read for file in Import.objects.get().files.order_by("pk")] == [4, 2, 5, 1]


def test_what_a_later_import_also_holds_stays_with_its_day(ada):
    first = bring(ada, Connections_csv=CONNECTIONS, mail_mbox=MAILBOX)
    second = bring(ada, now=later(days=3), Connections_csv=CONNECTIONS, mail_mbox=MAILBOX, cards_vcf=CARDS)
    only_second = Import.objects.get(pk=second.batch.pk)

    touched = withdraw(first.batch)

    assert touched
    assert set(Record.objects.values_list("file__batch", flat=True)) == {only_second.pk}
    assert set(Encounter.objects.values_list("file__batch", flat=True)) == {only_second.pk}
    mailed = Record.objects.get(handle__value="priya@harrow.example")
    assert mailed.seen_on == mailed.file.exported_on


@pytest.mark.parametrize("first", [True, False])
def test_undoing_one_of_two_overlapping_imports_leaves_what_the_other_brings(ada, first):
    bring(ada, mail_mbox=MAILBOX)
    alone = dump(ada)
    undo_import(Import.objects.get(), by=ada, now=NOON)
    a, b = (bring(ada, mail_mbox=MAILBOX) for _ in range(2))

    undo_import((a if first else b).batch, by=ada, now=NOON)

    assert dump(ada) == alone


def test_imports_are_listed_the_latest_first(ada):
    a, b = bring(ada, cards_vcf=CARDS), bring(ada, mail_mbox=MAILBOX)

    assert [line.batch for line in batches(by=ada)] == [b.batch, a.batch]
