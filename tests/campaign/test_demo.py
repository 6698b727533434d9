"""The fictional seeker comes in by the real way, is understood, and leaves nothing."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from itertools import combinations

import pytest
from click.testing import CliRunner
from django.apps import apps
from django.conf import settings
from django.db import transaction
from tests.people import CONNECTIONS, bring, connections, files

from weaktie.accounts.actions import SomebodyElsesBook, local_seeker
from weaktie.accounts.models import User
from weaktie.adapters import home
from weaktie.campaign.conversations.models import Note
from weaktie.campaign.intake.models import File, Handle, Import
from weaktie.campaign.introductions.models import Referral
from weaktie.campaign.introductions.queries import lives
from weaktie.campaign.keeping.actions import demo
from weaktie.campaign.keeping.queries import due
from weaktie.campaign.network.actions import arriving
from weaktie.campaign.network.actions import bring as bringing
from weaktie.campaign.network.actions import people as by_hand
from weaktie.campaign.network.models import Identity, Person, Proposal
from weaktie.campaign.outreach.models import Ask
from weaktie.campaign.outreach.queries.asks import open_asks
from weaktie.campaign.targets import actions as targets
from weaktie.campaign.targets.models import Target
from weaktie.campaign.targets.queries import next as asking
from weaktie.cli.main import weaktie
from weaktie.core import due_words
from weaktie.core.fiction import SEED, fiction, stock

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def later(**delta: float) -> datetime:
    return NOON + timedelta(**delta)


@pytest.fixture(scope="module")
def mara(django_db_setup, django_db_blocker) -> Iterator[User]:
    """Return the seeker after the demo began; it is loaded once for all tests here and never kept."""
    with django_db_blocker.unblock(), transaction.atomic():
        seeker = local_seeker()
        seeker.zone = "Europe/London"
        seeker.save()
        demo.begin(by=seeker, now=NOON)
        yield seeker
        transaction.set_rollback(True)


def others() -> list[Person]:
    return list(Person.objects.others())


def truths() -> dict[int, int]:
    """Return the number of the person whom each handle really names."""
    truth = fiction(today=TODAY).truth
    found = {}
    for pk, kind, value in Handle.objects.values_list("pk", "kind", "value"):
        key = value.partition(":")[2] if kind == Handle.Kind.ENTRY else value
        if key in truth and kind != Handle.Kind.NAME:
            found[pk] = truth[key]
    return found


@pytest.mark.slow
def test_every_file_is_taken(mara):
    files = list(File.objects.filter(owner=mara))

    assert [file.path for file in files if file.error] == []
    assert len(files) >= 18
    assert {file.path for file in files if not file.needed} == {
        file.path for file in files if file.path.endswith(("Skills.csv", "Languages.csv"))
    }
    assert list(home.spool(settings.HOME).glob("demo-*")) == []


@pytest.mark.slow
def test_who_is_who_agrees_with_the_truth(mara):
    truth = truths()
    person_of = dict(Identity.objects.values_list("handle_id", "person_id"))
    by_person, by_truth = defaultdict(set), defaultdict(set)
    for handle, number in truth.items():
        if handle in person_of:
            by_person[person_of[handle]].add(handle)
            by_truth[number].add(handle)
    asked = {frozenset(pair) for pair in Proposal.objects.values_list("a_id", "b_id")}

    merged = [pair for group in by_person.values() for pair in combinations(group, 2)]
    same = [pair for group in by_truth.values() for pair in combinations(group, 2)]
    right = sum(truth[a] == truth[b] for a, b in merged)
    joined = sum(person_of[a] == person_of[b] for a, b in same)
    offered = sum(frozenset((person_of[a], person_of[b])) in asked for a, b in same)

    said = f"seed {SEED}: precision {right}/{len(merged)}, joined {joined}, asked {offered} of {len(same)}"
    assert len(same) > 5_000, said
    assert right >= 0.995 * len(merged), said
    assert joined >= 0.95 * len(same), said
    assert joined + offered >= 0.99 * len(same), said


@pytest.mark.slow
def test_some_pairs_are_asked_about_but_not_too_many(mara):
    assert 10 <= Proposal.objects.filter(owner=mara).count() <= 90


@pytest.mark.slow
def test_it_is_mara_who_seeks_and_two_thousand_people_whom_she_knows(mara):
    me = Person.objects.get(owner=mara, is_me=True)

    assert me.name == "Mara Lindqvist"
    assert 2_000 <= len(others()) <= 2_200
    assert mara.is_demo
    assert mara.welcomed_at == NOON


@pytest.mark.slow
def test_newsletters_are_nobody(mara):
    senders = [sender.address for sender in (*stock.NEWSLETTERS, *stock.PROGRAMS, stock.MAILING_LIST)]

    assert not Handle.objects.filter(value__in=senders).exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("tie", "fewest"), [("close", 5), ("active", 15), ("moderate", 50), ("dormant", 100), ("never", 800)]
)
def test_there_are_ties_of_every_kind(mara, tie, fewest):
    assert Person.objects.others().of_tie(tie, now=int(NOON.timestamp())).count() >= fewest


@pytest.mark.slow
def test_next_names_five_people_with_reasons_first_the_one_the_story_is_about(mara):
    answer = asking.whom_to_ask(by=mara, as_of=TODAY, today=TODAY)
    people = answer.answer.people

    assert len(people) == 5
    assert all(len(row.reasons) >= 2 and row.adds for row in people)
    assert people[0].name == "Yusuf Demirhan"
    assert any("New employer" in reason for reason in people[0].reasons)
    assert sum(row.this_week for row in people) <= 5 - answer.asks_used
    assert answer.answer.skipped_by_habit


@pytest.mark.slow
def test_where_she_knows_nobody_the_two_she_found_stand_first(mara):
    answer = asking.whom_to_ask(by=mara, target="Northmoor Interconnector", as_of=TODAY, today=TODAY)

    assert "You know nobody at Northmoor Interconnector." in answer.answer.note[0]
    first = [row for row in answer.answer.people if row.name != "Priya Raghavan"][:2]
    assert {row.name for row in first} == {"Eilidh Strathearn", "Vidar Norrby"}
    assert {row.route.kind for row in first} == {"stranger"}


@pytest.mark.slow
def test_whoever_was_introduced_comes_through_the_introducer(mara):
    answer = asking.whom_to_ask(by=mara, target="Senmark", count=12, as_of=TODAY, today=TODAY)
    rows = [row for row in answer.answer.people if row.route.kind == "introduced"]
    introduced = {row.name: Person.objects.get(pk=row.route.via).name for row in rows}

    assert introduced == {"Priya Raghavan": "Ingrid Halvorsen"}


@pytest.mark.slow
def test_whoever_was_asked_lately_is_not_named_again(mara):
    lately = set(Ask.objects.filter(sent_on__gt=TODAY - timedelta(30)).values_list("person", flat=True))
    answer = asking.whom_to_ask(by=mara, count=200, as_of=TODAY, today=TODAY)

    assert len(lately) >= 10
    assert {row.id for row in answer.answer.people}.isdisjoint(lately)
    assert [ask.person.name for ask in open_asks(by=mara)] == [
        "Owen Tregarthen", "Beatriz Fonseca", "Henrik Aspelund", "Rosalind Achterberg", "Samira Benhaddou",
    ]  # fmt: skip


@pytest.mark.slow
def test_every_state_of_a_search_is_there(mara):
    found = due.everything(by=mara, now=NOON)
    states = {life.state for life in lives.lives(by=mara, now=NOON)}

    assert {one.matter.what for one in found} == {
        "talk", "offer", "agreed", "named", "thanks", "promise", "report", "introducer", "memory", "ask",
        "follow_up", "close",
    }  # fmt: skip
    assert {"asked", "agreed", "made", "thanked", "declined", "met"} & {str(state) for state in states}
    assert set(Referral.objects.values_list("kind", flat=True)) == {"name", "referral"}
    assert set(Note.objects.values_list("kind", flat=True)) == set(Note.Kind.values)
    assert set(Ask.objects.values_list("answer", flat=True)) == {"", "yes", "no", "none", "redirected"}


@pytest.mark.slow
def test_nothing_said_off_the_record_stands_in_what_is_due(mara):
    off = list(Note.objects.filter(off_record=True).values_list("text", flat=True))
    told = [due_words.said(one.matter, NOON).reason for one in due.everything(by=mara, now=NOON)]

    assert len(off) >= 3
    assert not any(secret in text for secret in off for text in told)


@pytest.mark.slow
def test_who_married_between_the_exports_is_one_person(mara):
    gwenllian = Person.objects.others().get(name="Gwenllian Eynon")

    assert not Person.objects.others().filter(name="Gwenllian Bronhaul").exists()
    assert gwenllian.sent
    assert gwenllian.received


@pytest.mark.slow
def test_the_command_says_whom_to_talk_to_and_loads_nothing_twice(mara):
    said = CliRunner().invoke(weaktie, ["demo", "--json"])
    told = json.loads(said.stdout)

    assert said.exit_code == 0
    assert told["demo"] is True
    assert told["people"] == len(others())
    assert len(told["next"]["people"]) == 5


@pytest.mark.slow
def test_is_not_loaded_a_second_time(mara):
    with pytest.raises(demo.NotEmpty, match="here already"):
        demo.begin(by=mara, now=NOON)


@pytest.mark.slow
def test_the_end_leaves_an_empty_book(mara):
    here = transaction.savepoint()
    tables = list(apps.get_app_config("campaign").get_models())
    filled = {table.__name__ for table in tables if table._default_manager.exists()}

    demo.end(by=mara, now=NOON)

    left = {table.__name__ for table in tables if table._default_manager.exists()}
    mara.refresh_from_db()
    assert len(filled) > 12
    assert left == set()
    assert (mara.is_demo, mara.welcomed_at) == (False, None)
    transaction.savepoint_rollback(here)
    mara.refresh_from_db()


# Her people and one's own


@pytest.fixture
def hers(ada) -> User:
    """Return Ada looking around in a small book of somebody made up."""
    bring(
        ada,
        Connections_csv=connections(
            "Sunniva,Brandt,https://www.linkedin.com/in/sunniva,,Senmark,Planner,05 Jun 2021"
        ),
    )
    ada.is_demo, ada.welcomed_at = True, NOON
    ada.save()
    return ada


def test_nobody_real_comes_into_her_book(hers, tmp_path):
    (path,) = files(tmp_path, Connections_csv=CONNECTIONS)
    (target,) = targets.add_targets(["Tidewell"], by=hers, now=later(hours=1))

    for mix in (
        lambda: bringing.bring([path], by=hers, now=later(hours=1)),
        lambda: by_hand.add_person(by=hers, name="My Real Friend", now=later(hours=1)),
        lambda: targets.add_stranger(target, by=hers, name="Vera Stone", now=later(hours=1)),
    ):
        with pytest.raises(SomebodyElsesBook, match="weaktie demo --end"):
            mix()

    assert [person.name for person in others()] == ["Sunniva Brandt"]


def test_own_files_are_planned_for_a_book_without_her(hers, tmp_path):
    (path,) = files(tmp_path, Connections_csv=CONNECTIONS)

    planned = bringing.plan([path], by=hers, now=later(hours=1))

    assert (planned.people, planned.files[0].new) == (4, 4)
    assert [person.name for person in others()] == ["Sunniva Brandt"]


def test_own_files_are_stored_after_she_made_way(hers, tmp_path, settings):
    settings.HOME = tmp_path
    batch = arriving.receive(
        [("Connections.csv", BytesIO(CONNECTIONS.encode()))], by=hers, now=later(hours=1)
    )
    arriving.plan_next(now=later(hours=1))

    demo.make_way(batch, by=hers)
    arriving.go_ahead(batch)
    arriving.apply_next(now=later(hours=1))

    hers.refresh_from_db()
    assert not hers.is_demo
    assert {person.name for person in others()} == {"Omar Haddad", "Priya Raman", "Łucja Śliwińska"}
    assert Import.objects.get().pk == batch.pk


def test_leaving_asks_first_about_what_was_done_in_her_book(hers):
    targets.add_targets(["Northwind"], by=hers, now=later(hours=1))

    with pytest.raises(demo.NotAllHers, match="One thing was done here since she came.*Added Northwind"):
        demo.end(by=hers, now=later(hours=2))
    assert len(others()) == 1

    demo.end(by=hers, now=later(hours=2), surely=True)
    assert not Person.objects.exists()


def test_refuses_a_book_with_the_seekers_own_people(ada):
    by_hand.add_person(by=ada, name="Omar Haddad", now=NOON)

    with pytest.raises(demo.NotEmpty, match="Your own people are here"):
        demo.begin(by=ada, now=NOON)

    assert [person.name for person in Person.objects.all()] == ["Omar Haddad"]
    assert not ada.is_demo


def test_refuses_a_book_with_the_seekers_own_targets(ada):
    targets.add_targets(["Northwind"], by=ada, now=NOON)

    with pytest.raises(demo.NotEmpty, match="Your own people are here"):
        demo.begin(by=ada, now=NOON)

    assert Target.objects.count() == 1


def test_refuses_to_end_what_is_the_seekers_own(ada):
    by_hand.add_person(by=ada, name="Omar Haddad", now=NOON)

    with pytest.raises(demo.NoDemo, match="is not here"):
        demo.end(by=ada, now=NOON)

    assert Person.objects.filter(owner=ada).count() == 1
