"""Who is who: from files, from what the seeker says, and back again."""

from __future__ import annotations

from datetime import date

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
)

from weaktie.campaign.keeping.actions import same, undo
from weaktie.campaign.network.actions import bring as bringing
from weaktie.campaign.network.actions import me, people
from weaktie.campaign.network.actions.settle import settle
from weaktie.campaign.network.models import Identity, Person, Proposal, Verdict
from weaktie.campaign.network.queries import pairs
from weaktie.campaign.network.queries import people as queries
from weaktie.campaign.network.queries.seeker import guessed
from weaktie.core.ties import Context

OMAR = "Omar,Haddad,https://www.linkedin.com/in/omar,omar@northwind.example,Northwind,Planner,05 Jun 2021"
OMAR_LATER = (
    "Omar,Haddad,https://www.linkedin.com/in/omar,omar@northwind.example,Harrow Grid,Head,05 Jun 2021"
)
LATE_ROW = "Zoe,Lund,https://www.linkedin.com/in/zoe,,Brannock,Clerk,01 Nov 2026"
PROFILE = """First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code
Ada,Quill,,,,Engineer,,,
"""
EMAILS = "Email Address,Confirmed,Primary,Updated On\nada@home.example,Yes,Yes,1/2/20\n"
POSITIONS = """Company Name,Title,Description,Location,Started On,Finished On
Northwind,Engineer,,,Jan 2015,Dec 2019
"""


def work_mail(number: int, to: str = "omar@northwind.example") -> str:
    return mail(number, "ada@work.example", to, "Mon, 06 May 2024", "Ada Quill")


def jobs(someone: Person) -> list[tuple[str, str, date | None]]:
    stints = someone.stints.filter(kind="work").order_by("position")
    return [(stint.organisation, stint.title, stint.ended) for stint in stints]


def others(ada) -> set[str]:
    return set(Person.objects.visible_to(ada).others().values_list("name", flat=True))


# Who is who


def test_one_person_from_three_sources(ada):
    bring(ada, Connections_csv=CONNECTIONS, cards_vcf=CARDS, mail_mbox=MAILBOX)

    omar = Person.objects.get(identities__handle__value="omarhaddad")
    values = set(omar.identities.values_list("handle__value", flat=True))
    assert {"omarhaddad", "omar@northwind.example", "+351210000001"} <= values
    assert (omar.name, omar.organisation, omar.title) == ("Omar Haddad", "Northwind", "Grid planner")


def test_two_who_share_a_name_stay_two(ada):
    bring(ada, Connections_csv=CONNECTIONS, cards_vcf=CARDS)

    assert Person.objects.visible_to(ada).others().filter(name="Omar Haddad").count() == 2


def test_a_family_mailbox_makes_no_one_person_of_a_family(ada):
    cards = "".join(
        f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEMAIL:family@haddad.example\nEND:VCARD\n"
        for name in ("Omar Haddad", "Leila Haddad")
    )

    bring(ada, cards_vcf=cards)

    assert {"Omar Haddad", "Leila Haddad"} <= others(ada)


# The seeker


def test_the_seeker_is_whoever_profile_and_email_addresses_name(ada):
    bring(ada, Profile_csv=PROFILE, EmailAddresses_csv=EMAILS)

    seeker = Person.objects.get(owner=ada, is_me=True)
    assert seeker.name == "Ada Quill"
    assert guessed(by=ada) == ("Ada Quill", ("ada@home.example",))
    assert others(ada) == set()


def test_the_seeker_is_whoever_is_in_most_messages(ada):
    bring(ada, mail_mbox=MAILBOX)

    seeker = Person.objects.get(owner=ada, is_me=True)
    assert seeker.name == "Ada Quill"
    assert person(ada, "Omar Haddad").sent == 2


def test_each_mailbox_tells_an_address_of_the_seeker(ada):
    work = "".join(work_mail(number) for number in (21, 22))

    bring(ada, home_mbox=MAILBOX, work_mbox=work)

    assert set(guessed(by=ada)[1]) == {"ada@quill.example", "ada@work.example"}
    assert person(ada, "Omar Haddad").sent == 4


def test_no_guess_where_an_address_of_the_seeker_is_there(ada):
    newsletter = "".join(
        mail(n, "omar@northwind.example", "ada@home.example, x@y.example", "Mon, 06 May 2024", "Omar Haddad")
        for n in range(30, 34)
    )

    bring(ada, EmailAddresses_csv=EMAILS, mail_mbox=newsletter)

    assert guessed(by=ada)[1] == ("ada@home.example",)
    assert person(ada, "Omar Haddad").received == 4


def test_an_address_said_later_makes_every_tie_anew(ada):
    bring(ada, home_mbox=MAILBOX)
    bring(ada, other_eml=mail(32, "omar@northwind.example", "quill@club.example", "Mon, 06 May 2024", "Omar"))
    before = person(ada, "Omar Haddad").received

    emails = ("ada@quill.example", "quill@club.example")
    me.say_who_you_are(by=ada, name="Ada Quill", emails=emails, today=TODAY)
    settle(by=ada)

    assert (before, person(ada, "Omar Haddad").received) == (1, 2)
    assert me.is_known(by=ada)


def test_refuses_what_is_no_address(ada):
    with pytest.raises(me.NoSuchAddress, match="not an e-mail address"):
        me.say_who_you_are(by=ada, name="Ada", emails=("ada",), today=TODAY)


def test_a_single_message_makes_nobody_the_seeker(ada):
    bring(
        ada, one_eml=mail(32, "omar@northwind.example", "zoe@lund.example", "Mon, 06 May 2024", "Omar Haddad")
    )

    assert not Person.objects.filter(is_me=True).exists()
    assert others(ada) == {"Omar Haddad", "zoe"}


# What a later file says


def test_a_later_export_shows_a_new_employer_and_keeps_the_old_one(ada):
    bring(ada, Connections_csv=connections(OMAR))

    bring(ada, Connections_csv=connections(OMAR_LATER, LATE_ROW))

    omar = person(ada, "Omar Haddad")
    assert (omar.organisation, omar.title, omar.changed_on) == ("Harrow Grid", "Head", date(2026, 11, 1))
    assert jobs(omar) == [("Harrow Grid", "Head", None), ("Northwind", "Planner", date(2026, 11, 1))]


def test_the_order_of_two_exports_changes_nothing(ada, db):
    old, new = connections(OMAR), connections(OMAR_LATER, LATE_ROW)
    bring(ada, a_csv=old)
    bring(ada, b_csv=new)
    right_way = dump(ada)
    undo.undo(by=ada, now=NOON)
    undo.undo(by=ada, now=NOON)

    bring(ada, b_csv=new)
    bring(ada, a_csv=old)

    assert dump(ada) == right_way


def test_a_second_mailbox_adds_to_the_ties_of_known_people(ada):
    bring(ada, a_mbox=MAILBOX)
    more = mail(41, "ada@quill.example", "priya@harrow.example", "Mon, 16 Nov 2026", "Ada Quill")

    bring(ada, b_mbox=more + mail(42, "priya@harrow.example", "ada@quill.example", "Tue, 17 Nov 2026"))

    priya = person(ada, "Priya Raman")
    assert (priya.sent, priya.received) == (2, 2)


def test_an_own_employment_known_later_shows_who_worked_there_too(ada):
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Omar Haddad\nORG:Northwind\nEND:VCARD\n"
    bring(ada, Profile_csv=PROFILE, cards_vcf=card)
    recommended = (
        "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
        "Omar,Haddad,Northwind,Planner,Good,05/06/21,VISIBLE\n"
    )
    bring(ada, Recommendations_Received_csv=recommended)

    bring(ada, Positions_csv=POSITIONS)

    seeker = Person.objects.get(owner=ada, is_me=True)
    assert jobs(seeker) == [("Northwind", "Engineer", date(2019, 12, 1))]


PRAISE = "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"


def praise(ada, folder, **rows: str) -> None:
    """Import connections, and recommendations whose direction is in the file's name."""
    bring(ada, Connections_csv=CONNECTIONS, Profile_csv=PROFILE)
    paths = [folder / f"Recommendations_{way}.csv" for way in rows]
    for path, text in zip(paths, rows.values(), strict=True):
        path.write_text(PRAISE + text)
    bringing.bring(paths, by=ada, now=NOON)


def test_a_recommendation_by_name_is_of_the_connection_of_that_name(ada, tmp_path):
    given = (
        "Priya,Raman,Brannock Logistics,Planner,Good,05/06/21,VISIBLE\n"
        "Omar,Haddad,Northwind,Driver,Good,05/06/21,VISIBLE\n"
    )

    praise(ada, tmp_path, Given=given)

    assert Person.objects.visible_to(ada).others().count() == 4
    assert not Proposal.objects.filter(owner=ada).exists()
    praised = [one for one in Person.objects.others() if one.contexts & Context.PRAISED]
    profiles = Identity.objects.filter(person__in=praised, handle__kind="profile")
    assert set(profiles.values_list("handle__value", flat=True)) == {"omarhaddad", "priyaraman"}
    assert {(one.sent, one.received) for one in praised} == {(0, 0)}


def test_a_name_that_several_have_is_asked_about_without_a_profile_against_it(ada, tmp_path):
    praise(ada, tmp_path, Given="Omar,Haddad,Calder Labs,Planner,Good,05/06/21,VISIBLE\n")

    assert Person.objects.visible_to(ada).others().filter(name="Omar Haddad").count() >= 3
    asked = [said for one in Proposal.objects.all() for said in one.evidence]
    assert "Different LinkedIn profiles" not in asked


def test_who_recommended_and_was_recommended_without_being_a_connection_is_one_person(ada, tmp_path):
    row = "Noor,Aziz,Quill Works,Planner,Good,05/06/21,VISIBLE\n"

    praise(ada, tmp_path, Given=row, Received=row.replace("05/06/21", "07/08/22"))

    both = int(Context.PRAISED | Context.PRAISED_BY)
    assert person(ada, "Noor Aziz").contexts & both == both


def test_undoing_an_import_weighs_anew_whom_it_leaves(ada):
    bring(ada, Connections_csv=CONNECTIONS, a_mbox=MAILBOX)
    before = dump(ada)
    more = mail(41, "ada@quill.example", "priya@harrow.example", "Mon, 16 Nov 2026", "Ada Quill")
    bring(ada, b_mbox=more, b_csv=connections(OMAR_LATER, LATE_ROW))

    undo.undo(by=ada, now=NOON)

    assert dump(ada) == before


# What the seeker says


def test_an_edit_wins_over_every_later_import(ada):
    bring(ada, Connections_csv=connections(OMAR))
    people.edit_person(
        person(ada, "Omar Haddad"),
        by=ada,
        now=NOON,
        name="Omar H.",
        organisation="Tidewell",
        note="met at fair",
    )

    bring(ada, Connections_csv=connections(OMAR_LATER, LATE_ROW))

    omar = person(ada, "Omar H.")
    assert (omar.organisation, omar.organisation_key) == ("Tidewell", "tidewell")
    assert queries.person_page(omar, by=ada, now=NOON).note == "met at fair"


def test_an_empty_edit_gives_the_field_back_to_the_sources(ada):
    bring(ada, Connections_csv=connections(OMAR))
    omar = people.edit_person(person(ada, "Omar Haddad"), by=ada, now=NOON, title="Boss")

    omar = people.edit_person(omar, by=ada, now=NOON, title="")

    assert omar.title == "Planner"


def test_a_corrected_tie_wins_over_later_messages(ada):
    bring(ada, mail_mbox=MAILBOX)
    people.correct_tie(person(ada, "Omar Haddad"), by=ada, tie="close", now=NOON)

    bring(ada, more_mbox=mail(51, "omar@northwind.example", "ada@quill.example", "Mon, 01 Jan 2024", "Omar"))

    page = queries.people(queries.Wanted(tie="close"), by=ada, now=NOON)
    assert [row.person.name for row in page.rows] == ["Omar Haddad"]
    with pytest.raises(people.NoSuchTie, match="Choose one of"):
        people.correct_tie(person(ada, "Omar Haddad"), by=ada, tie="friendly", now=NOON)


def test_somebody_added_by_hand_is_found_by_what_was_typed(ada):
    added = people.add_person(
        by=ada, name="Nils Berg", emails=("nils@berg.example",), phone="21 000 0009",
        organisation="Tidewell", title="Analyst", now=NOON,
    )  # fmt: skip

    assert (added.organisation, added.title, added.confirmed) == ("Tidewell", "Analyst", True)
    page = queries.people(queries.Wanted(text="nils tidewell"), by=ada, now=NOON)
    (row,) = queries.with_keys(page.rows, by=ada)
    assert (row.emails, row.phones) == (("nils@berg.example",), ("+351210000009",))


def test_refuses_to_add_somebody_whose_address_is_here(ada):
    bring(ada, cards_vcf=CARDS)

    with pytest.raises(people.AlreadyKnown, match="belongs to Omar Haddad"):
        people.add_person(by=ada, name="O. Haddad", emails=("omar@northwind.example",), now=NOON)
    with pytest.raises(people.NeedsAName):
        people.add_person(by=ada, name=" \u200b", now=NOON)


def test_somebody_added_by_hand_is_one_with_a_later_card(ada):
    added = people.add_person(by=ada, name="Omar Haddad", emails=("omar@northwind.example",), now=NOON)

    brought = bring(ada, cards_vcf=CARDS)

    omar = person(ada, "Omar Haddad")
    assert omar.pk == added.pk
    assert (brought.files[0].new, brought.files[0].known) == (1, 1)


def test_tags_hiding_and_confirming_hold_for_several(ada):
    bring(ada, Connections_csv=CONNECTIONS)
    some = list(Person.objects.visible_to(ada).others().order_by("pk")[:2])

    people.tag(some, by=ada, word=" Grid  People ", now=NOON)
    people.hide(some[:1], by=ada, now=NOON)
    people.confirm(some, by=ada, now=NOON)

    tagged = queries.people(queries.Wanted(tag="grid people"), by=ada, now=NOON)
    assert [row.person.pk for row in tagged.rows] == [some[1].pk]
    assert queries.people(queries.Wanted(unconfirmed=True), by=ada, now=NOON).total == 2
    people.unhide(some[:1], by=ada, now=NOON)
    people.untag(some, by=ada, word="Grid People", now=NOON)
    assert queries.people(queries.Wanted(), by=ada, now=NOON).total == 4
    assert queries.people(queries.Wanted(tag="grid people"), by=ada, now=NOON).total == 0


# Merging and parting


def two_omars(ada) -> list[Person]:
    bring(ada, Connections_csv=CONNECTIONS, mail_mbox=MAILBOX)
    return list(Person.objects.visible_to(ada).others().filter(name="Omar Haddad").order_by("pk"))


def test_a_merged_id_answers_for_its_successor(ada):
    a, b = two_omars(ada)

    kept = same.merge(b, a, by=ada, now=NOON)

    assert kept.pk == a.pk
    assert queries.successor(b.pk, by=ada) == kept
    assert queries.person_page(kept, by=ada, now=NOON).merged == (b.pk,)
    assert Person.objects.visible_to(ada).others().filter(name="Omar Haddad").count() == 1


def test_a_merge_holds_after_every_later_import(ada):
    a, b = two_omars(ada)
    same.merge(a, b, by=ada, now=NOON)

    bring(ada, now=later(days=1), Connections_csv=CONNECTIONS, cards_vcf=CARDS)

    assert Person.objects.visible_to(ada).others().filter(name="Omar Haddad").count() == 1
    assert queries.successor(b.pk, by=ada).pk == a.pk


def test_what_was_said_of_either_holds_for_the_one(ada):
    a, b = two_omars(ada)
    people.tag([b], by=ada, word="logistics", now=NOON)
    people.edit_person(b, by=ada, now=NOON, note="drives")
    people.correct_tie(b, by=ada, tie="close", now=NOON)

    kept = same.merge(a, Person.objects.get(pk=b.pk), by=ada, now=NOON)

    page = queries.person_page(kept, by=ada, now=NOON)
    assert (page.row.tags, page.note, page.row.tie) == (("logistics",), "drives", "close")
    assert queries.people(queries.Wanted(tag="logistics"), by=ada, now=NOON).total == 1


def test_parting_gives_both_back_the_ids_they_had(ada):
    a, b = two_omars(ada)
    entries = list(b.identities.values_list("handle", flat=True))
    kept = same.merge(a, b, by=ada, now=NOON)

    parted = same.part(kept, entries, by=ada, now=NOON)

    assert parted.pk == b.pk
    assert queries.successor(b.pk, by=ada).pk == b.pk
    assert {p.organisation for p in Person.objects.filter(pk__in=(a.pk, b.pk))} == {
        "Northwind",
        "Brannock Logistics",
    }


def test_who_was_parted_keeps_the_new_id_and_what_was_said_after_every_later_import(ada):
    bring(ada, Connections_csv=CONNECTIONS, cards_vcf=CARDS, mail_mbox=MAILBOX)
    omar = Person.objects.get(identities__handle__value="omarhaddad")
    card = omar.identities.get(handle__value__startswith="vcard:").handle_id
    parted = same.part(omar, [card], by=ada, now=NOON)
    people.edit_person(parted, by=ada, now=NOON, note="his father")

    bring(ada, now=later(days=1), cards_vcf=CARDS, Connections_csv=CONNECTIONS)
    bring(ada, now=later(days=2), more_mbox=work_mail(61))

    again = Person.objects.get(identities__handle=card)
    assert again.pk == parted.pk
    assert queries.person_page(again, by=ada, now=NOON).note == "his father"
    assert Identity.objects.get(handle__value="omarhaddad").person_id == omar.pk


def test_refuses_to_part_all_or_nothing(ada):
    a, b = two_omars(ada)
    entries = list(a.identities.values_list("handle", flat=True))

    with pytest.raises(same.NothingToPart, match="some of the entries"):
        same.part(a, entries, by=ada, now=NOON)
    with pytest.raises(same.NothingToPart):
        same.part(a, [], by=ada, now=NOON)
    with pytest.raises(same.NotTwoPeople):
        same.merge(a, a, by=ada, now=NOON)


def test_who_was_kept_apart_is_not_asked_about_again(ada):
    a, b = two_omars(ada)
    same.keep_apart(a, b, by=ada, now=NOON)

    bring(ada, now=later(days=1), Connections_csv=CONNECTIONS, cards_vcf=CARDS)

    asked = [{pair.a.pk, pair.b.pk} for pair in pairs.proposals(by=ada)]
    assert {a.pk, b.pk} not in asked


def test_a_later_word_replaces_an_earlier_one(ada):
    a, b = two_omars(ada)
    same.keep_apart(a, b, by=ada, now=NOON)

    same.merge(a, b, by=ada, now=NOON)
    bring(ada, now=later(days=1), Connections_csv=CONNECTIONS)

    assert Person.objects.visible_to(ada).others().filter(name="Omar Haddad").count() == 1
    assert not Verdict.objects.filter(same=False).exists()


def test_whoever_is_merged_with_the_seeker_is_the_seeker(ada):
    bring(ada, home_mbox=MAILBOX, cards_vcf=CARDS)
    priya = person(ada, "Priya Raman")
    seeker = Person.objects.get(owner=ada, is_me=True)

    kept = same.merge(seeker, priya, by=ada, now=NOON)

    assert kept.is_me
    assert Person.objects.filter(owner=ada, is_me=True).count() == 1
    assert others(ada) == {"Omar Haddad"}
    before = undo.undo(by=ada, now=NOON)
    assert before.startswith("Merged")
    assert others(ada) == {"Omar Haddad", "Priya Raman"}


def test_proposals_of_a_merged_person_are_asked_of_the_one(ada):
    a, b = two_omars(ada)
    c = people.add_person(by=ada, name="Omar Haddad", emails=("omar@old.example",), now=NOON)
    Proposal.objects.filter(owner=ada).delete()
    Proposal.objects.create(owner=ada, a=b, b=c, probability=0.6, evidence=["Same name"])

    same.merge(a, b, by=ada, now=NOON)

    assert [(pair.a.pk, pair.b.pk) for pair in pairs.proposals(by=ada)] == [(a.pk, c.pk)]
