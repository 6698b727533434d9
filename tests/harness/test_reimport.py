"""CRASH-4: the same rows however often, in whatever order and in whatever files, count once; edits stay."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.harness.book import ROWS, THREAD
from tests.people import CARDS, NOON, bring, connections, dump, mail

from weaktie.accounts.models import User
from weaktie.campaign.intake.actions import store
from weaktie.campaign.intake.models import Encounter, Record
from weaktie.campaign.network.actions import people
from weaktie.campaign.network.models import Person, Tag

# Files of one life: whole, shuffled, halves, older and newer, each with an anchor so that its day is known.
EVERY = [ROWS[name] for name in ("zoe", "priya", "omar moved", "lucja", "omar's namesake")]
OLDER = [ROWS[name] for name in ("omar", "priya", "omar's namesake")]
MESSAGES = [
    mail(1, "ada@quill.example", "omar@northwind.example", "Mon, 06 May 2024", "Ada Quill"),
    mail(2, "omar@northwind.example", "ada@quill.example", "Tue, 07 May 2024", "Omar Haddad"),
    mail(3, "ada@quill.example", "priya@harrow.example", "Wed, 08 May 2019", "Ada Quill"),
    mail(4, "priya@harrow.example", "ada@quill.example", "Thu, 09 May 2019", "P. Raman"),
    mail(5, "priya@harrow.example", "ada@quill.example", "Thu, 10 May 2019", "Priya Raman"),
    mail(6, "ada@quill.example", "zoe@lund.example", "Mon, 02 Nov 2026", "Ada Quill"),
    mail(7, "ada@quill.example", "omar@northwind.example", "Mon, 02 Nov 2026", "Ada Quill"),
]
CARD = CARDS.split("END:VCARD\n")[:2]

FILES = {
    "connections": {"a_csv": connections(*EVERY)},
    "connections shuffled": {"b_csv": connections(*EVERY[::-1])},
    "first half": {"c_csv": connections(*EVERY[:3])},
    "second half": {"d_csv": connections(*EVERY[2:])},
    "older export": {"e_csv": connections(*OLDER)},
    "mail": {"f_mbox": "".join(MESSAGES) + THREAD},
    "mail shuffled": {"g_mbox": THREAD + "".join(MESSAGES[::-1])},
    "first messages": {"h_mbox": "".join(MESSAGES[:4])},
    "last messages": {"i_mbox": "".join(MESSAGES[3:]) + THREAD},
    "cards": {"j_vcf": CARDS},
    "cards shuffled": {"k_vcf": "".join(f"{card}END:VCARD\n" for card in CARD[::-1])},
    "one card": {"l_vcf": f"{CARD[0]}END:VCARD\n"},
}
EDITS = ("name", "title", "tag", "tie", "note")
SOME = st.lists(st.sampled_from(sorted(FILES)), min_size=1, max_size=4, unique=True)
TWO_ORDERS = SOME.flatmap(lambda names: st.tuples(st.permutations(names * 2), st.permutations(names * 2)))
QUIET = settings(
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def outcome(ada: User, order: list[str], edits: list[str]) -> list[str]:
    """Import files in this order with the edits made as soon as Omar is there, and return what counts."""
    with transaction.atomic():
        waiting = list(edits)
        for number, name in enumerate(order):
            brought = bring(ada, now=NOON + timedelta(minutes=number), **FILES[name])
            if name in order[:number]:
                assert [file.new for file in brought.files] == [0], f"{name} again: {brought.files}"
            omar = Person.objects.filter(identities__handle__value="omar@northwind.example").first()
            if omar is not None and waiting:
                for edit in waiting:
                    say(edit, omar, ada)
                waiting.clear()
        bring(ada, now=NOON + timedelta(hours=1), **FILES[order[0]])
        stays(ada, [] if waiting else edits)
        once(ada)
        lines = dump(ada)
        transaction.set_rollback(True)
    return lines


def say(edit: str, omar: Person, ada: User) -> None:
    if edit == "tag":
        people.tag([omar], by=ada, word="grid", now=NOON)
    elif edit == "tie":
        people.correct_tie(omar, by=ada, tie="close", now=NOON)
    else:
        people.edit_person(omar, by=ada, now=NOON, **{edit: f"my {edit}"})


def stays(ada: User, edits: list[str]) -> None:
    """Assert that no import touched what the seeker said."""
    for edit in edits:
        omar = Person.objects.get(identities__handle__value="omar@northwind.example")
        if edit in ("name", "title"):
            assert getattr(omar, edit) == f"my {edit}"
        elif edit == "note":
            assert omar.edits.get(field="note").value == "my note"
        elif edit == "tie":
            assert omar.tie_said == "close"
        else:
            assert Tag.objects.filter(person=omar, word="grid").count() == 1


def once(ada: User) -> None:
    """Assert that nothing is there twice."""
    for rows in (Record.objects.values_list("handle", "digest"), Encounter.objects.values_list("key")):
        found = list(rows)
        assert len(found) == len(set(found))
    present = Person.objects.visible_to(ada).present()
    named = list(present.values_list("name", "organisation_key"))
    assert len(named) == len(set(named)), named


@pytest.mark.slow
@given(orders=TWO_ORDERS, edits=st.lists(st.sampled_from(EDITS), unique=True, max_size=3))
@settings(QUIET, max_examples=60)
def test_files_in_any_order_and_number_end_the_same(ada, orders, edits):
    one, other = orders

    first = outcome(ada, one, edits)

    again = outcome(ada, other, edits)
    lost, left = set(first) - set(again), set(again) - set(first)
    assert first == again, (
        f"{one} and {other} differ:\n" + "\n".join(sorted(lost)) + "\n--\n" + "\n".join(sorted(left))
    )


@pytest.mark.parametrize("name", sorted(FILES))
def test_the_same_file_three_times_is_as_once(ada, name):
    bring(ada, **FILES[name])
    once_only = dump(ada)

    reports = [bring(ada, now=NOON + timedelta(minutes=n), **FILES[name]) for n in (1, 2)]

    assert [file.new for report in reports for file in report.files] == [0, 0]
    assert dump(ada) == once_only


def test_the_harness_catches_rows_without_a_natural_key(ada, monkeypatch):
    monkeypatch.setattr(store, "_known_encounters", lambda found, *, by: {})
    monkeypatch.setattr(store, "_is_between", lambda row, of_party: True)
    number = iter(range(10**6))
    whole = store._encounters

    def unkeyed(found, *rest, **by):
        whole([row._replace(key=next(number)) for row in found], *rest, **by)

    monkeypatch.setattr(store, "_encounters", unkeyed)

    with pytest.raises(AssertionError):
        assert outcome(ada, ["mail", "mail"], []) == outcome(ada, ["mail"], [])


def test_the_harness_catches_an_import_that_overwrites_an_edit(ada, monkeypatch):
    bring(ada, **FILES["connections"])
    whole = bring

    def careless(by, **contents):
        brought = whole(by, **contents)
        Person.objects.filter(name="my name").update(name="Omar Haddad")
        return brought

    monkeypatch.setitem(globals(), "bring", careless)

    with pytest.raises(AssertionError):
        outcome(ada, ["mail", "cards"], ["name"])
