"""Address headers and encoded words, as programs really write them."""

from __future__ import annotations

import pytest

from weaktie.core.readers.mail_addresses import mailboxes, name_and_address
from weaktie.core.readers.mail_words import decoded


def people(value: str | bytes) -> list[tuple[str, str]]:
    raw = value.encode() if isinstance(value, str) else value
    return [name_and_address(mailbox) for mailbox in mailboxes(raw)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("omar@north.example", ("", "omar@north.example")),
        ("Omar Hassan <Omar@North.Example>", ("Omar Hassan", "omar@north.example")),
        ('"Hassan, Omar" <omar@north.example>', ("Hassan, Omar", "omar@north.example")),
        ("'Omar Hassan' <omar@north.example>", ("Omar Hassan", "omar@north.example")),
        ("\"'Omar Hassan'\" <omar@north.example>", ("Omar Hassan", "omar@north.example")),
        ('"omar@north.example" <omar@north.example>', ("", "omar@north.example")),
        ("omar@north.example (Omar Hassan)", ("Omar Hassan", "omar@north.example")),
        ("Omar Hassan (Sales) <omar@north.example>", ("Omar Hassan", "omar@north.example")),
        ("Omar Hassan omar@north.example", ("Omar Hassan", "omar@north.example")),
        ("Omar Hassan <omar@north.example", ("Omar Hassan", "omar@north.example")),
        ("<mailto:omar@north.example>", ("", "omar@north.example")),
        ("Omar <omar@xn--a.example>", ("Omar", "omar@xn--a.example")),
        ('"Omar \\"Om\\" Hassan" <omar@north.example>', ('Omar "Om" Hassan', "omar@north.example")),
        ("Shannon O'Hara <so@north.example>", ("Shannon O'Hara", "so@north.example")),
        ("Omar\n\tHassan\n <omar@north.example>", ("Omar Hassan", "omar@north.example")),
        ("Jörg Weiß <joerg@north.example>", ("Jörg Weiß", "joerg@north.example")),
        ("Omar <omar@xn--mnchen-3ya.example>", ("Omar", "omar@münchen.example")),
        ("Omar <omar@münchen.example>", ("Omar", "omar@münchen.example")),
        ("=?utf-8?Q?Omar_=3Comar=40north.example=3E?=", ("Omar", "omar@north.example")),
        ("=?utf-8?B?w5ZtZXIgSGFzc2Fu?= <o@north.example>", ("Ömer Hassan", "o@north.example")),
        ('"=?utf-8?Q?Hassan=2C_Omar?=" <o@north.example>', ("Hassan, Omar", "o@north.example")),
        ("root@localhost", ("", "")),
        ("/O=NORTH/OU=EX/CN=OMAR", ("", "")),
        ("", ("", "")),
    ],
)
def test_reads_one_mailbox_in_many_forms(value: str, expected: tuple[str, str]):
    assert people(value)[0] == expected


def test_a_route_in_front_of_an_address_does_not_hide_it():
    assert name_and_address(b"Omar <@relay.example:omar@north.example>") == ("Omar", "omar@north.example")


def test_latin_letters_without_a_charset_are_read():
    assert people("Jörg <joerg@north.example>".encode("latin-1")) == [("Jörg", "joerg@north.example")]


@pytest.mark.parametrize(
    "value",
    [
        "Omar <o@x.example>, Priya Raman <p@x.example>",
        "Omar <o@x.example>,\n\tPriya Raman <p@x.example>,",
        "Omar <o@x.example>; Priya Raman <p@x.example>",
        "Team: Omar <o@x.example>, Priya Raman <p@x.example>;",
        'Omar <o@x.example>, "Priya Raman" <p@x.example>',
        "Omar <o@x.example, Priya Raman <p@x.example>",
        'Omar" <o@x.example>, Priya Raman <p@x.example>',
        "o@x.example (Omar), p@x.example (Priya Raman)",
    ],
)
def test_cuts_lists_written_in_many_ways(value: str):
    assert [pair for pair in people(value) if pair[1]] == [
        ("Omar", "o@x.example"),
        ("Priya Raman", "p@x.example"),
    ]


def test_an_unquoted_comma_in_a_name_does_not_part_it_from_its_address():
    assert people("Hassan, Omar <o@x.example>, Raman, Priya <p@x.example>") == [
        ("Hassan, Omar", "o@x.example"),
        ("Raman, Priya", "p@x.example"),
    ]


def test_quoted_and_commented_commas_do_not_cut():
    assert people('"Hassan, Omar" <o@x.example>, p@x.example (Raman, Priya)') == [
        ("Hassan, Omar", "o@x.example"),
        ("Raman, Priya", "p@x.example"),
    ]


def test_undisclosed_recipients_are_nobody():
    assert [pair for pair in people("undisclosed-recipients:;") if pair[1]] == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b"plain", "plain"),
        (b"=?UTF-8?Q?Z=C3=B6e_Raman?=", "Zöe Raman"),
        (b"=?utf-8?b?WsO2ZQ==?= =?utf-8?b?IFJhbWFu?=", "Zöe Raman"),
        (b"=?utf-8?b?WsM?= =?utf-8?b?tmU=?=", "Zöe"),
        (b"=?utf-8?Q?Z=C3?=\n =?utf-8?Q?=B6e?=", "Zöe"),
        (b"=?iso-8859-1*en?Q?Z=F6e?= Raman", "Zöe Raman"),
        (b"Dr =?iso-8859-1?Q?Z=F6e?=", "Dr Zöe"),
        (b"=?windows-1252?Q?=93Z=94?=", "\u201cZ\u201d"),
        (b"=?gb2312?B?1cXPyMn6?=", "张先生"),
        (b"=?ISO-2022-JP?B?GyRCOzNFRBsoQg==?=", "山田"),
        (b"=?koi8-r?B?6dLJzsE=?=", "Ирина"),
        (b"=?never-heard-of?Q?Z=F6e?=", "Zöe"),
        (b"=?utf-8?Q?Z=F6e?=", "Zöe"),
        (b"=?utf-8?B?WsO2ZQ=?=", "Zöe"),
        (b"=?utf-8?B?W?=", ""),
        (b"=?utf-8?Q?Zoe Raman?=", "Zoe Raman"),
        (b"=?utf-8?X?Zoe?=", "=?utf-8?X?Zoe?="),
        (b"=?=?=?", "=?=?=?"),
    ],
)
def test_decodes_encoded_words_whole_and_broken(value: bytes, expected: str):
    assert decoded(value) == expected
