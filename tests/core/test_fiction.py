"""The fictional seeker's files: the same for a seed, in real formats, of nobody who exists."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

import pytest

from weaktie.core.fiction import Fiction, fiction, stock
from weaktie.core.fiction.campaign import HAPPENINGS
from weaktie.core.fiction.casting import world
from weaktie.core.fiction.naming import PHONES
from weaktie.core.fiction.shapes import Course, Paper, Person
from weaktie.core.readers import HEAD, Hints, read, recognise
from weaktie.core.rows import Contact, Encounters, Kind, Owner, Row, Skip, Tally

TODAY = date(2026, 11, 24)
SEED = 1
ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+")
pytestmark = pytest.mark.slow


@lru_cache
def story() -> Fiction:
    return fiction(today=TODAY, seed=SEED)


@lru_cache
def people() -> tuple[Person, ...]:
    return world(SEED).people


def files() -> Iterator[tuple[str, bytes]]:
    """Yield every file by name, those inside the zips too."""
    for name, content in story().files.items():
        if name.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                yield from ((f"{name}!/{each}", archive.read(each)) for each in archive.namelist())
        else:
            yield name, content


def rows_of(name: str, content: bytes) -> list[Row]:
    source = recognise(content[:HEAD], name=name.rpartition("/")[2])
    return list(read(source, io.BytesIO(content), Hints(TODAY, "Europe/London", day_first=True)))


@pytest.fixture(scope="module")
def found() -> dict[str, list[Row]]:
    """Return what the real readers find in every file."""
    return {name: rows_of(name, content) for name, content in files()}


def connections(which: int) -> dict[str, tuple[str, str]]:
    """Return name and employer by profile, of the older (0) or the newer (1) export."""
    archive = sorted((n for n in story().files if n.endswith(".zip")), key=lambda name: name[-8:-4])[which]
    text = dict(files())[f"{archive}!/Connections.csv"].decode().partition("\n\n")[2]
    lines = csv.DictReader(io.StringIO(text))
    return {
        row["URL"]: (f"{row['First Name']} {row['Last Name']}", row["Company"]) for row in lines if row["URL"]
    }


def test_the_same_seed_on_the_same_day_writes_the_same_bytes():
    again = fiction(today=TODAY, seed=SEED)

    assert again.files == story().files


def test_another_seed_tells_of_other_people():
    first, second = ({person.name for person in some} for some in (people(), world(SEED + 1).people))

    assert len(first & second) < len(first) / 2


def test_on_a_later_day_the_same_people_have_written_as_long_ago():
    later = fiction(today=TODAY + timedelta(days=3650), seed=SEED)

    assert later.truth == story().truth
    years = [
        set(re.findall(rb"\nDate: .{7,8} \w{3} (\d{4})", each.files["All mail.mbox"]))
        for each in (story(), later)
    ]
    assert (min(years[0]), max(years[0])) == (b"2012", b"2026")
    assert (min(years[1]), max(years[1])) == (b"2022", b"2036")


def test_every_file_is_what_a_real_reader_recognises(found):
    kinds = {recognise(content[:HEAD], name=name.rpartition("/")[2]).kind for name, content in files()}

    assert {"mbox", "vcard", "calendar"} <= kinds
    assert {f"linkedin_{kind}" for kind in (
        "connections", "messages", "invitations", "profile", "positions", "education", "email_addresses",
        "recommendations_received", "endorsements_received", "company_follows", "saved_jobs",
        "job_applications", "imported_contacts",
    )} <= kinds  # fmt: skip
    assert all(isinstance(rows[-1], Tally) for rows in found.values())


def test_only_what_is_wrong_on_purpose_is_left_out(found):
    left_out = {name: [row.reason for row in rows if isinstance(row, Skip)] for name, rows in found.items()}
    spoilt = {name: reasons for name, reasons in left_out.items() if reasons}

    assert all(name.endswith("/Connections.csv") for name in spoilt)
    assert all(len(reasons) == 5 for reasons in spoilt.values())
    assert all(sum("no such day" in reason for reason in reasons) == 1 for reasons in spoilt.values())


def test_it_has_the_size_of_a_real_seekers_life(found):
    met = [row for rows in found.values() for run in rows if isinstance(run, Encounters) for row in run.rows]
    letters = story().files["All mail.mbox"].count(b"\nMessage-ID: ")

    assert 2_000 <= len(set(story().truth.values())) <= 2_200, f"seed {SEED}"
    assert 5_500 <= letters <= 7_000
    assert 600 <= sum(row.kind is Kind.MEETING for row in met) <= 800
    assert 400 <= sum(row.kind is Kind.MESSAGE for row in met) <= 900


def test_letters_reach_from_fourteen_years_ago_to_this_week_and_never_beyond(found):
    at = [
        row.at for rows in found.values() for run in rows if isinstance(run, Encounters) for row in run.rows
    ]
    days = [datetime.fromtimestamp(second, UTC).date() for second in (min(at), max(at))]

    assert TODAY - timedelta(days=15 * 365) < days[0] < TODAY - timedelta(days=13 * 365)
    assert TODAY - timedelta(days=8) < days[1] < TODAY


def test_newsletters_programs_and_lists_make_no_tie(found):
    parties = {
        party.email for run in found["All mail.mbox"] if isinstance(run, Encounters) for party in run.parties
    }
    senders = (*stock.NEWSLETTERS, *stock.PROGRAMS, stock.MAILING_LIST)

    assert all(sender.address.encode() in story().files["All mail.mbox"] for sender in senders)
    assert parties.isdisjoint(sender.address for sender in senders)


def test_every_letter_is_between_the_seeker_and_people_of_the_world(found):
    runs = [run for run in found["All mail.mbox"] if isinstance(run, Encounters)]
    emails = {party.email for run in runs for party in run.parties}

    assert emails - set(story().truth) <= set(story().seeker.emails)


def test_the_files_tell_who_their_owner_is(found):
    owners = [row for rows in found.values() for row in rows if isinstance(row, Owner)]

    assert "Mara Lindqvist" in {owner.name for owner in owners}
    assert set(story().seeker.emails) <= {email for owner in owners for email in owner.emails}
    assert story().seeker.slug in {owner.profile for owner in owners}


def test_nobody_can_be_reached():
    everything = b"\n".join(content for _, content in files()).decode().replace("\r\n ", "")
    phones = re.findall(r"(?:CELL:|,)(\+44[\d ]+)", everything)

    assert len(ADDRESS.findall(everything)) > 20_000
    assert {address for address in ADDRESS.findall(everything) if not address.endswith(".example")} == set()
    assert len(phones) > 500
    assert {phone for phone in phones if not phone.startswith(PHONES)} == set()


def test_some_have_changed_employer_and_name_between_the_two_exports():
    older, newer = connections(0), connections(1)
    known = older.keys() & newer.keys()
    moved = [link for link in known if older[link][1] and newer[link][1] and older[link][1] != newer[link][1]]
    renamed = [link for link in known if older[link][0] != newer[link][0]]

    assert len(newer) > len(older) > 800
    assert 50 <= len(moved) <= len(known) / 4
    assert any(newer[link][0] == "Gwenllian Eynon" for link in renamed)
    assert 3 <= len(renamed) <= 40


def test_namesakes_are_two_people_with_nothing_in_common():
    by_name: dict[str, list[int]] = {}
    for person in people():
        by_name.setdefault(person.name, []).append(person.number)
    namesakes = [numbers for numbers in by_name.values() if len(numbers) > 1]

    assert len(namesakes) >= 5
    for one, other in namesakes:
        assert {people()[one - 1].private, people()[one - 1].slug}.isdisjoint(
            {people()[other - 1].private, people()[other - 1].slug}
        )


def test_addresses_profiles_and_numbers_are_given_once():
    keys = [key for p in people() for key in (p.slug, p.private, *(address for _, address in p.offices))]
    phones = [person.phone for person in people() if person.phone]

    assert len(set(keys)) == len(keys)
    assert len(set(phones)) == len(phones)


def test_ties_have_taken_every_course():
    courses = {course: sum(person.course is course for person in people()) for course in Course}

    assert min(courses.values()) >= 5
    assert courses[Course.THEN] + courses[Course.THEN_LIGHT] > 100
    assert courses[Course.CLOSE] < 20


def test_people_stand_in_several_files_under_different_keys(found):
    in_both = [person for person in people() if {Paper.LINKEDIN, Paper.CARD} <= person.papers]
    cards = [row for row in found["contacts.vcf"] if isinstance(row, Contact)]
    behind: dict[int, set[str]] = {}
    for email in (email for card in cards for email in card.emails):
        behind.setdefault(story().truth[email], set()).add(email)

    assert len(in_both) > 200
    assert sum(bool(card.nickname) for card in cards) >= 5
    assert sum(len(emails) > 1 for emails in behind.values()) > 100


def test_where_she_knows_nobody_nobody_has_ever_worked():
    wanted = {found.target for found in story().strangers}
    worked_at = {job.employer.name for person in people() for job in person.jobs}

    assert wanted == {"Northmoor Interconnector"}
    assert worked_at.isdisjoint(wanted)
    assert {aim.name for aim in story().aims} - worked_at == wanted | {"Flexibility trader", "Energy storage"}


def test_what_she_did_is_told_in_order_and_with_people_of_the_story():
    names = set(story().slugs) | {"Piet Hoekstra"}
    days = [one.ago for one in HAPPENINGS]

    assert days == sorted(days, reverse=True)
    assert {one.text(word) for one in HAPPENINGS for word in ("who", "by") if one.text(word)} <= names


def test_she_asks_at_most_five_people_in_any_week():
    asks = [one.ago for one in HAPPENINGS if one.do in ("ask", "ask_for")]

    assert max(sum(start <= ago < start + 7 for ago in asks) for start in range(120)) <= 5


@pytest.mark.parametrize(("reader", "value"), [(stock.table, []), (stock.rows, {}), (stock.number, "7")])
def test_refuses_data_of_another_shape(reader, value):
    with pytest.raises(TypeError, match="needed here"):
        reader(value)


def test_an_unknown_member_of_the_cast_is_an_error():
    with pytest.raises(KeyError):
        world(SEED).named("Omar Haddad")
