"""The book by the command line: what programs are told of people, and that what is done is done."""

from __future__ import annotations

import pytest
from tests.cli.program import FLAG, ID, MAYBE, NUMBER, TEXT, N, fits, refused, run, told
from tests.people import CONNECTIONS, NOON

from weaktie.campaign.network.actions import people as network
from weaktie.campaign.network.models import Person, Proposal

PERSON = {
    "id": ID,
    "name": TEXT,
    "emails": [TEXT],
    "urls": [TEXT],
    "phones": [TEXT],
    "organisations": [{"name": TEXT, "title": TEXT}],
    "tie": {"class": TEXT, "strength": NUMBER, "last_contact": MAYBE, "two_way": FLAG},
    "sources": [{"path": TEXT, "where": TEXT}],
}
STINT = {
    "name": TEXT, "title": TEXT, "started": MAYBE, "ended": MAYBE, "first_seen": MAYBE, "last_seen": MAYBE,
}  # fmt: skip
ONE = {
    **PERSON,
    "work": [STINT],
    "schools": [STINT],
    "timeline": [{"on": TEXT, "what": TEXT}],
    "tags": [TEXT],
    "note": TEXT,
    "merged": [ID],
    "entries": [{"entry": ID, "path": TEXT, "where": TEXT, "says": TEXT}],
}
ME = {"name": TEXT, "emails": [TEXT], "confirmed": FLAG, "zone": TEXT, "country": TEXT}
CLASSES = ["close", "active", "moderate", "dormant", "never"]


def the(name: str) -> int:
    """Return the id of the first person who is called so."""
    return next(one["id"] for one in told("people")["people"] if one["name"] == name)


def omars() -> list[int]:
    return [one["id"] for one in told("people", "omar")["people"]]


def test_says_who_the_seeker_seems_to_be(book):
    answer = told("me")

    assert fits(answer, ME)
    assert (answer["emails"], answer["confirmed"]) == (["ada@quill.example"], False)


def test_keeps_who_the_seeker_says_she_is_without_a_question(book):
    answer = told("me", "--name", "Ada Quill", "--email", "ada@quill.example", "--email", "a@work.example",
                  "--zone", "Europe/Madrid", "--country", "es")  # fmt: skip

    assert fits(answer, ME)
    assert set(answer["emails"]) == {"ada@quill.example", "a@work.example"}
    assert {**answer, "emails": []} == {
        "name": "Ada Quill", "emails": [], "confirmed": True, "zone": "Europe/Madrid", "country": "ES",
    }  # fmt: skip


def test_refuses_a_zone_that_does_not_exist(ada):
    assert refused("me", "--zone", "Europe/Nowhere") == "unknown_zone"


@pytest.mark.parametrize("country", ["Portugal", "P1", "łł"])
def test_a_country_has_two_letters(ada, country):
    assert run("me", "--country", country, "--json").code == 2


def test_lists_people_in_the_documented_shape(book):
    answer = told("people")

    assert fits(answer, {"people": [PERSON], "total": N})
    assert (answer["total"], len(answer["people"])) == (4, 4)
    assert {one["tie"]["class"] for one in answer["people"]} <= set(CLASSES)
    omar = answer["people"][0]
    assert omar["emails"] == ["omar@northwind.example"]
    assert omar["organisations"] == [{"name": "Northwind", "title": "Grid planner"}]
    assert {"path": "contacts.vcf", "where": "card 1"} in omar["sources"]


def test_lists_the_strongest_tie_first_and_not_the_seeker(book):
    answer = told("people", "--as-of", "2026-11-23")

    strengths = [one["tie"]["strength"] for one in answer["people"]]
    assert strengths == sorted(strengths, reverse=True)
    assert strengths[0] > 0
    assert "ada@quill.example" not in str(answer)


def test_a_limit_leaves_the_total(book):
    answer = told("people", "--limit", 1)

    assert (len(answer["people"]), answer["total"]) == (1, 4)


def test_finds_people_by_employer(book):
    assert [one["name"] for one in told("people", "harrow")["people"]] == ["Priya Raman"]


def test_finds_nobody(book):
    assert told("people", "nobody") == {"people": [], "total": 0}


def test_a_day_in_the_past_knows_nothing_of_later(book):
    answer = told("people", "northwind", "--as-of", "2024-06-01")

    assert fits(answer, {"people": [PERSON], "total": N})
    assert [one["tie"]["last_contact"] for one in answer["people"]] == ["2024-05-07"]
    assert told("people", "northwind", "--as-of", "2024-06-01") == answer
    (omar,) = answer["people"]
    shown = told("person", omar["id"], "--as-of", "2024-06-01")
    assert shown["tie"] == omar["tie"]
    assert max(one["on"] for one in shown["timeline"]) < "2024-06-01"


def test_shows_one_person_by_number_or_name(book):
    answer = told("person", the("Priya Raman"))

    assert fits(answer, ONE)
    assert told("person", "Priya Raman") == answer
    assert len(answer["entries"]) == 3


@pytest.mark.parametrize("text", ["priya@harrow.example", "harrow.example"])
def test_finds_people_by_address_or_domain(book, text):
    assert [one["name"] for one in told("people", text)["people"]] == ["Priya Raman"]


def test_refuses_a_person_who_is_not_there_or_is_several(book):
    assert refused("person", 9999) == "no_such_person"
    assert refused("person", "Nobody Atall") == "no_such_person"
    assert refused("person", "Omar Haddad") == "several"


def test_a_refusal_for_people_is_a_sentence_on_standard_error(book):
    answer = run("person", 9999)

    assert (answer.code, answer.out) == (1, "")
    assert answer.err == "There is no person 9999; see: weaktie people.\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("person",),
        ("people", "--limit", "0"),
        ("people", "--as-of", "May"),
        ("tie", "1", "warm"),
        ("import",),
        ("fly",),
    ],
)
def test_wrong_usage_ends_with_2_and_tells_programs_nothing(ada, arguments):
    answer = run(*arguments, "--json")

    assert (answer.code, answer.out) == (2, "")
    assert "Usage: " in answer.err


def test_adds_edits_tags_hides_and_corrects(book):
    added = told("add", "Cleo Marsh", "--email", "cleo@marsh.example", "--organisation", "Northwind")
    assert fits(added, {"id": ID, "name": TEXT})
    who = added["id"]

    assert told("edit", who, "--title", "Planner", "--note", "Met on a train") == added
    assert told("tag", "grid", who) == {"people": [who], "tag": "grid"}
    assert told("tie", who, "close") == {"id": who, "tie": "close"}

    shown = told("person", who)
    assert shown["organisations"][0] == {"name": "Northwind", "title": "Planner"}
    assert (shown["tags"], shown["note"], shown["tie"]["class"]) == (["grid"], "Met on a train", "close")
    assert [one["id"] for one in told("people", "--tag", "grid")["people"]] == [who]
    assert [one["id"] for one in told("people", "--tie", "close")["people"]] == [who]
    assert told("tie", who, "as-worked-out") == {"id": who, "tie": None}
    assert told("tag", "grid", who, "--remove") == {"people": [who], "tag": "grid"}
    assert told("hide", who) == {"people": [who], "hidden": True}
    assert who not in [one["id"] for one in told("people")["people"]]
    assert told("hide", who, "--show") == {"people": [who], "hidden": False}


def test_a_merged_number_answers_for_the_one_who_stays(book):
    one, other = omars()

    kept = told("merge", one, other)

    assert fits(kept, {"id": ID, "name": TEXT})
    gone = other if kept["id"] == one else one
    assert told("person", gone) == told("person", kept["id"])
    assert told("person", gone)["merged"] == [gone]
    assert told("people")["total"] == 3


def test_nobody_is_merged_with_themselves(book):
    assert refused("merge", the("Priya Raman"), the("Priya Raman")) == "not_two_people"


def test_parts_one_entry_into_somebody_of_their_own(book):
    priya = the("Priya Raman")
    card = next(one["entry"] for one in told("person", priya)["entries"] if one["path"] == "contacts.vcf")

    answer = told("split", priya, card)

    assert fits(answer, {"id": ID, "new": ID})
    assert answer["new"] != priya
    assert [one["entry"] for one in told("person", answer["new"])["entries"]] == [card]
    assert refused("split", priya, 999_999) == "nothing_to_part"


def test_asks_about_pairs_with_evidence_and_takes_no_for_an_answer(book):
    network.add_person(by=book, name="Priya Raman", organisation="Harrow Grid", now=NOON)
    a, b = Person.objects.visible_to(book).present().filter(name="Priya Raman").order_by("pk")
    Proposal.objects.filter(owner=book).delete()
    Proposal.objects.create(owner=book, a=a, b=b, probability=0.625, evidence=["Same name"])

    answer = told("duplicates")

    assert fits(answer, {"proposals": [{"a": ID, "b": ID, "probability": NUMBER, "evidence": [TEXT]}]})
    assert answer["proposals"] == [{"a": a.pk, "b": b.pk, "probability": 0.625, "evidence": ["Same name"]}]
    assert told("duplicates", "--not-same", a.pk, b.pk) == {"proposals": []}


def test_takes_back_and_does_again(book):
    before = told("people")
    told("merge", *omars())
    after = told("people")

    assert fits(told("undo"), {"undone": TEXT})
    assert told("people") == before
    assert fits(told("redo"), {"done": TEXT})
    assert told("people") == after


def test_refuses_to_redo_when_nothing_was_undone(book):
    assert refused("redo") == "nothing_to_redo"


def test_takes_back_a_whole_import_by_its_number(ada, tmp_path):
    export = tmp_path / "Connections.csv"
    export.write_text(CONNECTIONS)
    number = told("import", export)["import_id"]

    assert fits(told("undo", number), {"undone": TEXT})
    assert told("people") == {"people": [], "total": 0}
    assert refused("undo", 9999) == "no_such_import"


def test_programs_are_not_asked_before_somebody_is_forgotten(book):
    assert told("forget", the("Priya Raman")) == {"forgotten": 1}
    assert told("people", "priya") == {"people": [], "total": 0}


def test_people_are_asked_before_somebody_is_forgotten(book):
    priya = the("Priya Raman")

    assert run("forget", priya, says="n\n").code == 1
    assert told("person", priya)["name"] == "Priya Raman"
    assert run("forget", priya, "--yes").code == 0
    assert refused("person", priya) == "no_such_person"


@pytest.mark.parametrize(
    "value",
    [{}, {"id": "1"}, {"id": True}, {"id": 1, "age": 40}, {"id": None}, []],
)
def test_the_check_of_shapes_catches_what_is_planted(value):
    assert fits({"id": 1}, {"id": ID})
    assert not fits(value, {"id": ID})
    assert not fits([{"id": 1}, value], [{"id": ID}])
