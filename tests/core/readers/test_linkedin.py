"""LinkedIn's export: what is taken of each file, what is left out, and why."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from time import process_time

import pytest

from weaktie.core.readers import Hints, linkedin
from weaktie.core.readers.linkedin_forms import file_name
from weaktie.core.rows import (
    OWNER,
    Contact,
    Encounter,
    Encounters,
    Interest,
    Owner,
    Party,
    Problem,
    Row,
    Skip,
    Stint,
    Tally,
)

HINTS = Hints(today=date(2026, 11, 20))
SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "linkedin"

CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
MESSAGES = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER"
IN = "https://www.linkedin.com/in/"


def read(text: str, name: str, hints: Hints = HINTS) -> list[Row]:
    raw = text.encode()
    source = linkedin.recognise(raw, name=name)
    assert source is not None
    return list(linkedin.read(source, BytesIO(raw), hints))


def kind(text: str, name: str = "file.csv") -> str:
    source = linkedin.recognise(text.encode(), name=name)
    return source.kind if source else ""


def skips(rows: list[Row]) -> list[tuple[str, str]]:
    return [(row.where, row.reason) for row in rows if isinstance(row, Skip)]


def spoken(rows: list[Row]) -> tuple[list[Party], list[Encounter]]:
    runs = [row for row in rows if isinstance(row, Encounters)]
    return [party for run in runs for party in run.parties], [one for run in runs for one in run.rows]


# Telling files apart


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Jobs/Job Applications_10.csv", "jobapplications"),
        ("Shares_997361.csv", "shares"),
        ("Connections (1).csv", "connections"),
        ("Phone Numbers.csv", "phonenumbers"),
        ("C:\\export\\Messages.csv", "messages"),
        ("Ad_Targeting.csv.csv", "adtargeting"),
    ],
)
def test_knows_a_file_by_its_numbered_and_copied_names(written, meant):
    assert file_name(written) == meant


@pytest.mark.parametrize(
    ("header", "name", "expected"),
    [
        ("First Name,Connected On", "x.csv", "linkedin_connections"),
        ("Extension,Number,Type", "x.csv", "linkedin_phone_numbers"),
        ("Name", "Skills.csv", "linkedin_skills"),
        ("Name;", "Skills.csv", "linkedin_skills"),
        ("Supported Cause;", "x.csv", "linkedin_causes"),
        ("Question,Answer", "Job Applicant Saved Answers_1.csv", "linkedin_saved_answers"),
        (
            "Member Age,Buyer Groups,Company Names,Company Names,Job Titles,Member Schools",
            "x",
            "linkedin_ad_targeting",
        ),
        ("Ad clicked Date,Ad Title", "Ads Clicked.csv", "linkedin_ads_clicked"),
        ("Type of inference,Category", "Inferences_about_you.csv", "linkedin_inferences_about_you"),
        (MESSAGES, "messages.csv", "linkedin_messages"),
        (MESSAGES, "guide_messages.csv", "linkedin_messages_with_bots"),
        (MESSAGES, "learning_coach_messages.csv", "linkedin_messages_with_bots"),
        ("First Name,Last Name,Company", "Connections.csv", ""),
        ("Name", "friends.csv", ""),
        ("Question,Answer", "quiz.csv", ""),
        ("Name,Email,Organization", "Organizations.csv", ""),
        ("Date,Link", "links.csv", ""),
        ("From,To,Date,Subject", "mail.csv", ""),
        ("First Name,Last Name,Email", "people.csv", ""),
        ("", "Connections.csv", ""),
    ],
)
def test_tells_kinds_by_their_columns(header, name, expected):
    assert kind(header + "\n", name) == expected


def test_kinds_without_people_are_named_and_left_out():
    source = linkedin.recognise(b"Time,Search Query\n", name="SearchQueries.csv")

    assert source is not None
    assert (source.label, source.needed) == ("LinkedIn: search queries", False)
    assert list(linkedin.read(source, BytesIO(b""), HINTS)) == [Tally(0, "Not needed.")]


def test_a_list_of_skills_without_its_first_line_is_known_by_name():
    assert kind("Python\nSQL\n", "Skills.csv") == "linkedin_skills"
    assert kind("Python\nSQL\n", "list.csv") == ""


def test_refuses_connections_without_their_first_line():
    with pytest.raises(Problem, match="first line .* is missing. Put it back: First Name"):
        kind(f"Omar,Haddad,{IN}omar,,Northwind,Analyst,05 Jun 2024\n", "Connections.csv")


def test_another_program_may_call_its_table_connections():
    assert kind("Title,First Name,Last Name,Company,E-mail Address,Notes\n", "Connections.csv") == ""


def test_asks_which_way_recommendations_go():
    header = "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"

    assert kind(header, "Recommendations_Given.csv") == "linkedin_recommendations_given"
    with pytest.raises(Problem, match="given or received"):
        kind(header, "recommendations.csv")


# Connections


def test_reads_a_connection():
    rows = read(
        f'{CONNECTIONS}Li,"Wei, Ph.D.",{IN}L%C3%AD-wei,LI@X.example,"Acme, Inc.",VP,05 Jun 2024\n', "c.csv"
    )

    assert rows == [
        Contact(
            where="line 2",
            key="in:lí-wei",
            name="Li Wei, Ph.D.",
            given="Li",
            family="Wei, Ph.D.",
            emails=("li@x.example",),
            profile="lí-wei",
            work=(Stint("Acme, Inc.", "VP"),),
            connected=date(2024, 6, 5),
        ),
        Tally(1),
    ]


def test_closed_accounts_are_left_out_with_the_reason():
    rows = read(f"{CONNECTIONS},,,,,,03 Mar 2019\n", "c.csv")

    assert skips(rows) == [("line 2", "Only a date is left: the account was closed.")]
    assert rows[-1] == Tally(1)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("31 Feb 2021", "There is no such day"),
        ("05 Jun 1833", "That is before 1970"),
        ("05 Jun 2133", "That is in the future"),
        ("last summer", "That is not a date"),
    ],
)
def test_a_person_with_an_impossible_date_is_in_without_it(written, reason):
    rows = read(f"{CONNECTIONS}Omar,Haddad,{IN}omar,,,,{written}\n", "c.csv")

    sentence = f"Line 2 says {written}. {reason}; the person is in, without the date."
    assert skips(rows) == [("line 2", sentence)]
    assert isinstance(rows[1], Contact) and rows[1].connected is None


def test_a_connection_keeps_its_key_when_the_employer_changes():
    six = "First Name,Last Name,Email Address,Company,Position,Connected On\n"

    before = read(f"{six}Omar,Haddad,,Northwind,Analyst,05 Jun 2019\n", "c.csv")[0]
    after = read(
        f'{six}Omar,Haddad,,Contoso,Head,"6/5/19, 9:32 AM"\n',
        "c.csv",
    )[0]

    assert isinstance(before, Contact) and isinstance(after, Contact)
    assert before.key == after.key
    assert before.work != after.work


@pytest.mark.slow
def test_reads_thirty_thousand_connections_in_a_second():
    text = CONNECTIONS + "".join(
        f"É{n},F{n},{IN}n{n},,Northwind,Analyst,05 Jun 2024\n" for n in range(30_000)
    )

    began = process_time()
    rows = read(text, "c.csv")
    spent = process_time() - began

    # 0.4 s of one core in 2026; the room is for machines half as fast.
    assert rows[-1] == Tally(30_000)
    assert spent < 1.0


# Invitations, praise


def test_invitations_go_out_and_come_in_and_name_their_owner():
    text = (
        "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
        f'Ada Oduya,Omar,"6/4/24, 9:32 AM",Hi,OUTGOING,{IN}ada,{IN}omar\n'
        f'Priya,Ada Oduya,"6/3/24, 11:01\u202fPM",,INCOMING,{IN}priya,{IN}ada\n'
        f'Zed,Ada O.,"6/3/24, 11:01 PM",,INCOMING,{IN}zed,{IN}ada-old\n'
        f'Zed,Ada Oduya,"6/3/24, 11:01 PM",,SIDEWAYS,{IN}zed,{IN}ada\n'
        f'LinkedIn Member,Ada Oduya,"6/3/24, 11:01 PM",,INCOMING,,{IN}ada\n'
    )

    rows = read(text, "Invitations.csv")

    parties, encounters = spoken(rows)
    assert [party.profile for party in parties] == ["omar", "priya", "zed"]
    assert [(one.author, one.to) for one in encounters] == [(OWNER, (0,)), (1, (OWNER,)), (2, (OWNER,))]
    assert [row for row in rows if isinstance(row, Owner)] == [
        Owner("all lines", name="Ada Oduya", profile="ada")
    ]
    assert [reason.split(";")[0] for _, reason in skips(rows)] == [
        "It does not say who invited whom",
        "The other person has left LinkedIn",
    ]


def test_endorsing_several_skills_in_a_day_is_one_act():
    header = "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name,Endorser Public Url,"
    header += "Endorsement Status\n"
    row = "2024/02/01 15:0{}:55 UTC,SQL{},Omar,Haddad,www.linkedin.com/in/omar,{}\n"
    text = header + row.format(1, 1, "ACCEPTED") + row.format(2, 2, "PENDING") + row.format(3, 3, "REJECTED")

    rows = read(text + row.format(1, 1, "ACCEPTED").replace("02/01", "03/01"), "e.csv")

    assert len([row for row in rows if isinstance(row, Contact)]) == 1
    assert [(one.author, one.to) for one in spoken(rows)[1]] == [(0, (OWNER,)), (0, (OWNER,))]
    assert skips(rows) == [("line 4", "It was not given in the end; the row is left out.")]


def test_a_recommendation_with_an_unreadable_date_leaves_the_person():
    text = (
        "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
        "Omar,Haddad,Northwind,Analyst,secret,31 Feb 2021,VISIBLE\n"
    )

    rows = read(text, "Recommendations_Received.csv")

    assert isinstance(rows[0], Contact) and rows[0].work == (Stint("Northwind", "Analyst"),)
    assert skips(rows)[0][1] == (
        "Line 2 says 31 Feb 2021. There is no such day; the person is in, the recommendation is not."
    )
    assert spoken(rows)[1] == []


# The owner and their interests


def test_reads_what_the_export_says_of_its_owner():
    emails = read(
        "Email Address,Confirmed,Primary,Updated On\nADA@x.example,Yes,Yes,\na@y.example,No,No,\n", "e"
    )
    phones = read("Extension,Number,Type\n+44,20 5550 0100,Mobile\n,,Home\n", "p")
    positions = read(
        "Company Name,Title,Description,Location,Started On,Finished On\n"
        "Northwind,VP,x,,Jan 2022,\nX,,,,2019,soon\n",
        "j",
    )
    schools = read(
        "School Name,Start Date,End Date,Notes,Degree Name,Activities\nLagos,1965,Jun 1969,,BSc,\n", "s"
    )

    assert emails[0] == Owner("line 2", emails=("ada@x.example",))
    assert skips(emails) == [("line 3", "This address of yours was never confirmed; it is left out.")]
    assert phones[0] == Owner("line 2", phones=("+44 20 5550 0100",))
    assert positions[0] == Owner("line 2", work=(Stint("Northwind", "VP", started=date(2022, 1, 1)),))
    assert skips(positions)[0][1] == "Line 3 says soon. That is not a date; the job is in, without the date."
    assert schools[0] == Owner(
        "line 2", schools=(Stint("Lagos", "BSc", started=date(1965, 1, 1), ended=date(1969, 6, 1)),)
    )


def test_reads_employers_of_interest():
    rows = read(
        "Saved Date,Job Url,Job Title,Company Name\n"
        '"3/9/24, 9:32 AM",javascript:alert(1),Analyst,Contoso\n'
        '"3/9/24, 9:32 AM",http://www.linkedin.com/jobs/view/7,Analyst,\n',
        "Saved Jobs_3.csv",
    )

    assert rows[0] == Interest("line 2", "Contoso", "saved", title="Analyst", on=date(2024, 3, 9))
    assert skips(rows) == [("line 3", "It names no employer; the row is left out.")]


# Files of others


def shared_files() -> Iterator[tuple[str, bytes]]:
    """Yield every CSV of the shared folder and of its zips."""
    for path in sorted(SHARED.rglob("*.csv")):
        yield str(path.relative_to(SHARED)), path.read_bytes()
    for path in sorted(SHARED.glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for member in archive.namelist():
                if member.endswith(".csv"):
                    yield f"{path.name}!/{member}", archive.read(member)


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.is_dir(), reason="the folder of others' exports is not here")
def test_reads_or_names_every_file_of_others_exports():
    kinds: dict[str, int] = {}

    for name, raw in shared_files():
        source = linkedin.recognise(raw[: 64 * 1024], name=name)
        assert source is not None, name
        *_, tally = linkedin.read(source, BytesIO(raw), HINTS)
        assert isinstance(tally, Tally), name
        if source.needed:
            kinds[source.kind] = kinds.get(source.kind, 0) + tally.read

    assert kinds["linkedin_connections"] == 2_000 + 8 + 8
    assert kinds["linkedin_messages"] == 20_000 + 6 + 6
    assert len(kinds) == 16
