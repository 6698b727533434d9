"""LinkedIn's messages: who wrote to whom and when, and never what."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest

from weaktie.core.readers import Hints, linkedin
from weaktie.core.readers.linkedin_messages import names_in
from weaktie.core.rows import Encounter, Encounters, Party, Row, Skip

MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,"
    "CONTENT,FOLDER,ATTACHMENTS,IS MESSAGE DRAFT,IS CONVERSATION DRAFT\n"
)
OLD_MESSAGES = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n"
IN = "https://www.linkedin.com/in/"
WHEN = "2024-03-04 10:00:00 UTC"


def read(text: str) -> list[Row]:
    raw = text.encode()
    source = linkedin.recognise(raw, name="messages.csv")
    assert source is not None
    return list(linkedin.read(source, BytesIO(raw), Hints(today=date(2026, 11, 20))))


def skips(rows: list[Row]) -> list[tuple[str, str]]:
    return [(row.where, row.reason) for row in rows if isinstance(row, Skip)]


def spoken(rows: list[Row]) -> tuple[list[Party], list[Encounter]]:
    runs = [row for row in rows if isinstance(row, Encounters)]
    return [party for run in runs for party in run.parties], [one for run in runs for one in run.rows]


def test_a_message_is_who_and_when_and_never_what():
    text = (
        f'{MESSAGES}2-a,,Omar Haddad,{IN}omar,Ada Oduya,{IN}ada,{WHEN},secret,"secret\nsecret",INBOX,,No,No\n'
    )

    rows = read(text)

    parties, encounters = spoken(rows)
    assert parties == [Party("Omar Haddad", "", "omar"), Party("Ada Oduya", "", "ada")]
    assert [(one.at, one.author, one.to) for one in encounters] == [(1709546400, 0, (1,))]
    assert "secret" not in repr(rows)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (f"2-a,,Omar,{IN}o,Ada,{IN}a,{WHEN},,x,INBOX,,Yes,No", "A draft that was never sent."),
        (f"2-a,,Omar,{IN}o,Ada,{IN}a,{WHEN},,x,INBOX,,false,true", "A draft that was never sent."),
        (f"2-a,,Omar,{IN}o,Ada,{IN}a,{WHEN},,x,SPAM,,,", "It lies in the spam folder."),
        (f"2-a,,LinkedIn Member,,Ada,{IN}a,{WHEN},,x,INBOX,,,", "Its sender has left LinkedIn."),
        (f"2-a,,,,Ada,{IN}a,{WHEN},,x,INBOX,,,", "Its sender has left LinkedIn."),
        (f"2-a,,Omar,{IN}o,LinkedIn Member,,{WHEN},,x,INBOX,,,", "Its receiver has left LinkedIn."),
        (f"2-a,,Omar,{IN}o,Omar,{IN}o,{WHEN},,x,INBOX,,,", "It was sent to nobody else."),
        (
            f'2-a,,B,,Ada,{IN}a,{WHEN},,"<p class=""spinmail-quill-editor__x"">",INBOX,,,',
            "A sponsored message.",
        ),
        (f"2-a,,Omar,{IN}o,Ada,{IN}a,my secret,,x,INBOX,,,", "Line 2 has no date; the message is left out."),
    ],
)
def test_leaves_out_messages_that_tell_of_no_tie(row, reason):
    rows = read(f"{MESSAGES}{row}\n")

    assert skips(rows) == [("line 2", reason)]
    assert spoken(rows) == ([], [])


def test_a_round_of_several_names_each_once_and_never_the_author():
    listed = '"Omar Haddad, Li Wei, Ph.D., Omar Haddad, Ada Oduya"'
    urls = f'"{IN}omar, {IN}liwei, {IN}omar, {IN}ada"'
    text = (
        f"{MESSAGES}2-g,,Ada Oduya,{IN}ada,{listed},{urls},{WHEN},,x,INBOX,,,\n"
        f'2-b,,"Li Wei, Ph.D.",{IN}liwei,Ada Oduya,{IN}ada,{WHEN},,x,INBOX,,,\n'
    )

    parties, encounters = spoken(read(text))

    rounds = next(one for one in encounters if len(one.to) > 1)
    assert {parties[number].profile for number in rounds.to} == {"omar", "liwei"}


def test_takes_slugs_from_the_same_conversation_where_receivers_have_none():
    text = (
        f"{OLD_MESSAGES}2-a,,Omar Haddad,{IN}omar,Ada Oduya,{WHEN},,x,INBOX\n"
        f"2-a,,Ada Oduya,,Omar Haddad,2024-03-04 11:00:00 UTC,,x,INBOX\n"
        f"2-b,,Priya Rao,,Omar Haddad,2024-03-04 12:00:00 UTC,,x,INBOX\n"
    )

    parties, encounters = spoken(read(text))

    assert [parties[one.to[0]] for one in encounters] == [
        Party("Ada Oduya"),
        Party("Omar Haddad", "", "omar"),
        Party("Omar Haddad"),
    ]


def test_the_key_of_a_message_does_not_depend_on_what_it_says_or_on_the_layout():
    new = f"{MESSAGES}2-a,,Omar Haddad,{IN}omar,Ada,{IN}ada,{WHEN},,hello,INBOX,,,\n"
    old = f"{OLD_MESSAGES}2-a,,Omar Haddad,,Ada,{WHEN},,edited,ARCHIVE\n"

    assert spoken(read(new))[1][0].key == spoken(read(old))[1][0].key


def test_hands_on_messages_in_runs_whose_parties_go_on():
    rows = "".join(
        f"2-{n % 7},,Omar {n % 7},{IN}o{n % 7},Ada,{IN}ada,"
        f"2024-03-04 10:{n // 60 % 60:02}:{n % 60:02} UTC,,x,,,,\n"
        for n in range(2_500)
    )

    runs = [row for row in read(MESSAGES + rows) if isinstance(row, Encounters)]

    assert [len(run.rows) for run in runs] == [1000, 1000, 500]
    assert [len(run.parties) for run in runs] == [8, 0, 0]


@pytest.mark.parametrize(
    ("listed", "known", "names"),
    [
        ("Omar Haddad", (), ["Omar Haddad"]),
        ("Omar Haddad, Priya Rao", (), ["Omar Haddad", "Priya Rao"]),
        ("Omar Haddad,Li Wei, Ph.D.,Priya Rao", (), ["Omar Haddad", "Li Wei, Ph.D.", "Priya Rao"]),
        ("Omar Haddad, MBA, PMP, Priya Rao, Jr.", (), ["Omar Haddad, MBA, PMP", "Priya Rao, Jr."]),
        ("Rao, Priya, Omar", ("rao, priya",), ["Rao, Priya", "Omar"]),
        ("Omar, JAN", ("jan",), ["Omar", "JAN"]),
        (" , ,", (), []),
    ],
)
def test_splits_names_joined_by_commas(listed, known, names):
    assert names_in(listed, known) == names
