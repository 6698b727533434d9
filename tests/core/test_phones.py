from __future__ import annotations

import pytest

from weaktie.core.phones import e164


@pytest.mark.parametrize(
    ("written", "country", "expected"),
    [
        ("+44 20 7946 0958", "", "+442079460958"),
        ("020 7946 0958", "GB", "+442079460958"),
        ("020 7946 0958", "gb", "+442079460958"),
        ("(0)20-7946-0958", "GB", "+442079460958"),
        ("0048 22 555 01 00", "PL", "+48225550100"),
        ("tel:+1-212-555-0100", "GB", "+12125550100"),
        ("212-555-0100 x12", "US", "+12125550100"),
        ("+1 212 555 0100;ext=9", "", "+12125550100"),
    ],
)
def test_writes_one_number_in_one_way(written, country, expected):
    assert e164(written, country) == expected


@pytest.mark.parametrize(
    ("written", "country"),
    [
        ("", "GB"),
        ("ask reception", "GB"),
        ("123", "GB"),
        ("020 7946 0958", ""),
        ("020 7946 0958", "XX"),
        ("+999 123 456 789", ""),
        ("1" * 60, "GB"),
    ],
)
def test_finds_no_number_where_none_is(written, country):
    assert e164(written, country) == ""
