"""Names of employers and schools: which mean the same, which must stay two, which mean none."""

from __future__ import annotations

import json

import pytest

from weaktie.core.employers import (
    BadRegister,
    domain_employer,
    employer_key,
    read_register,
    same_employer,
)


@pytest.mark.parametrize(
    "names",
    [
        ("Meta", "Facebook", "Meta Platforms, Inc.", "META", "Facebook (now Meta)"),
        (
            "Larkspur Foods",
            "LARKSPUR FOODS LTD.",
            "Larkspur-Foods",
            "Larkspur Foods (UK) Limited",
            "The Larkspur Foods Co.",
        ),
        ("Müller", "Muller GmbH", "MÜLLER GmbH & Co. KG", "Müller AG"),
        (
            "Calder",
            "Calder S.A.",
            "Calder SpA",
            "Calder Sp. z o.o.",
            "Calder, S.A. de C.V.",
            "Calder A/S",
            "Calder Oyj",
        ),
        (
            "Calder",
            "Calder Pty Ltd",
            "Calder Pvt. Ltd.",
            "Calder Sdn Bhd",
            "PT Calder Tbk",
            "Calder d.o.o.",
            "株式会社Calder",
        ),
        ("JPMorgan Chase & Co.", "J.P. Morgan", "JP Morgan"),
        ("EY", "Ernst & Young LLP", "Ernst & Young (EY)"),
        ("Shell", "Royal Dutch Shell plc"),
        ("Equinor ASA", "Statoil"),
        ("A.P. Møller - Mærsk A/S", "Maersk"),
        ("McKinsey & Company", "McKinsey"),
        ("Merck & Co., Inc.", "MSD", "Merck Sharp & Dohme"),
        ("X (formerly Twitter)", "Twitter, Inc.", "X Corp."),
        ("Google", "Google LLC", "Google Ireland Ltd", "Google UK"),
        ("Amazon", "Amazon.com, Inc."),
        ("University of Cambridge", "Cambridge University"),
        ("University of Hamburg", "Universität Hamburg", "Univ. of Hamburg"),
        ("MIT", "Massachusetts Institute of Technology"),
        ("Technische Universität München", "TU München", "TUM"),
        ("King's College London", "King’s College London", "Kings College London"),
    ],
)
def test_names_of_one_employer_have_one_key(names):
    assert len({employer_key(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alphabet Inc.", "Google LLC"),
        ("HP Inc.", "Hewlett Packard Enterprise"),
        ("Bain & Company", "Bain Capital"),
        ("Merck & Co.", "Merck KGaA"),
        ("University of Washington", "Washington University"),
        ("University of York", "York University"),
        ("Bank of Ireland", "Bank of America"),
        ("Air France", "Air Canada"),
        ("Northwind Grid", "Northwind Foods"),
        ("The Independent", "Independent"),
        ("Harrow Grid Ireland", "Harrow Grid"),
        ("ガス社", "日本社"),
    ],
)
def test_different_employers_stay_two(one, other):
    assert not same_employer(one, other)


@pytest.mark.parametrize(
    "name",
    [
        "Self-employed",
        "Freelance",
        "FREELANCER",
        "Independent",
        "Retired",
        "Stealth Startup",
        "Selbstständig",
        "Indépendant",
    ]
    + ["", "   ", "!!!", "N/A", "Looking for new opportunities", "Open to work"],
)
def test_names_that_mean_no_employer_have_no_key_and_are_never_the_same(name):
    assert employer_key(name) == ""
    assert not same_employer(name, name)


def test_a_legal_form_alone_is_a_name():
    assert employer_key("The Limited") == "limited"
    assert employer_key("Group") == "group"
    assert employer_key("(EY)") == "ey"


def test_a_key_is_its_own_key():
    for name in (
        "Meta Platforms, Inc.",
        "Larkspur Foods (UK) Ltd.",
        "Universität Hamburg",
        "ООО Ромашка",
        "3M",
    ):
        assert employer_key(employer_key(name)) == employer_key(name)


@pytest.mark.parametrize(
    ("domain", "name"),
    [
        ("larkspur-foods.example", "Larkspur Foods"),
        ("mail.larkspurfoods.co.uk", "Larkspur Foods Ltd"),
        ("fb.com", "Meta"),
        ("eu.ey.com", "Ernst & Young"),
        ("EY.COM", "EY"),
        ("cl.cam.ac.uk", "University of Cambridge"),
        ("mit.edu", "MIT"),
        ("orange.com", "Orange"),
        ("amazon.co.uk", "Amazon"),
    ],
)
def test_a_mail_domain_says_the_employer(domain, name):
    assert domain_employer(domain) == employer_key(name) != ""


@pytest.mark.parametrize(
    "domain",
    [
        "gmail.com",
        "googlemail.com",
        "yahoo.co.uk",
        "hotmail.fr",
        "gmx.de",
        "qq.com",
        "163.com",
        "comcast.net",
        "orange.fr",
    ]
    + [
        "t-online.de",
        "proton.me",
        "privaterelay.appleid.com",
        "alumni.larkspur.example",
        "localhost",
        "",
        "..",
        "example.com",
    ],
)
def test_mail_providers_relays_and_nonsense_say_no_employer(domain):
    assert domain_employer(domain) == ""


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"legal_forms": []}, "legal_forms is a list"),
        ({"regions": ["uk", 3]}, "not a text"),
        ({"employers": {}}, "list of objects"),
        ({"employers": [{"names": [], "domains": []}]}, "has a name"),
        (
            {
                "employers": [
                    {"name": "A", "names": ["C"], "domains": []},
                    {"name": "B", "names": ["C"], "domains": []},
                ]
            },
            "two",
        ),
    ],
)
def test_refuses_a_register_that_breaks_the_schema(change, complaint):
    legal = ("legal_forms", "legal_prefixes", "legal_glued", "no_employer", "no_employer_openings")
    rest = ("regions", "mail_families", "mail_domains", "second_level", "university_words", "little_words")
    good = {name: ["x"] for name in (*legal, *rest)}

    with pytest.raises(BadRegister, match=complaint):
        read_register(json.dumps(good | {"employers": []} | change))
