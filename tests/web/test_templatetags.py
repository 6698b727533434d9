"""What templates say and draw."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from weaktie.web import saying
from weaktie.web.templatetags import weaktie_web

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (None, "never"),
        (date(2026, 11, 24), "today"),
        (date(2026, 11, 23), "yesterday"),
        (date(2026, 11, 25), "tomorrow"),
        (date(2026, 11, 21), "Saturday"),
        (date(2026, 11, 18), "Wednesday"),
        (date(2026, 11, 30), "Monday"),
        (date(2026, 11, 17), "17 Nov"),
        (date(2026, 12, 1), "1 Dec"),
        (date(2026, 9, 9), "9 Sep"),
        (date(2025, 12, 31), "Dec 2025"),
        (date(2019, 6, 3), "Jun 2019"),
        (date(2027, 1, 4), "Jan 2027"),
    ],
)
def test_days_are_said_as_people_say_them(when, said):
    assert weaktie_web.said(when, TUESDAY) == said


def test_moments_have_an_hour_only_when_it_matters():
    hours = [-26 * 24, -24, 2, 22, 48]
    ten = datetime(2026, 11, 24, 10, 0)  # noqa: DTZ001

    said = [saying.moment(ten + timedelta(hours=hour), today=TUESDAY) for hour in hours]

    assert said == ["29 Oct", "yesterday, 10:00", "today, 12:00", "tomorrow, 08:00", "Thursday"]
    assert saying.moment(None, today=TUESDAY) == "never"


def test_moments_are_said_in_the_seekers_own_hours():
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)

    with timezone.override("Europe/Lisbon"):
        in_lisbon = weaktie_web.said(late, TUESDAY)
    with timezone.override("Asia/Tokyo"):
        in_tokyo = weaktie_web.said(late, TUESDAY)
        whole = weaktie_web.full_day(late)

    assert (in_lisbon, in_tokyo, whole) == ("today, 23:30", "tomorrow, 08:30", "Wednesday 25 November 2026")


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (1, "one day"),
        (6, "six days"),
        (13, "13 days"),
        (14, "two weeks"),
        (59, "eight weeks"),
        (61, "two months"),
        (335, "eleven months"),
        (365, "one year"),
        (2071, "five years and eight months"),
        (4750, "13 years"),
    ],
)
def test_lengths_of_time_are_said_in_words(days, said):
    assert weaktie_web.how_long(days) == said


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "no people"), (1, "one person"), (12, "twelve people"), (13, "13 people"), (1204, "1,204 people")],
)
def test_things_are_counted_in_words_up_to_twelve(count, said):
    assert weaktie_web.counted(count, "person,people") == said
    assert weaktie_web.in_words(count) == said.split()[0]


def test_figures_have_commas():
    assert [weaktie_web.figure(count) for count in (7, 1204, 2_148_000)] == ["7", "1,204", "2,148,000"]


@pytest.mark.parametrize(
    ("probability", "said"),
    [
        (0.0, "hardly anyone"),
        (0.004, "hardly anyone"),
        (0.01, "1 in 100"),
        (0.11, "1 in 10"),
        (0.125, "1 in 8"),
        (0.22, "1 in 5"),
        (0.33, "1 in 3"),
        (0.41, "2 in 5"),
        (0.5, "1 in 2"),
        (0.61, "3 in 5"),
        (0.77, "3 in 4"),
        (0.91, "9 in 10"),
        (1.0, "nearly everyone"),
    ],
)
def test_probabilities_are_said_as_simple_fractions(probability, said):
    assert weaktie_web.share(probability) == said


def test_an_estimate_begins_its_sentence():
    assert [saying.about(share) for share in (0.41, 0.001, 0.99)] == [
        "About 2 in 5",
        "Hardly anyone",
        "Nearly everyone",
    ]


def test_an_interval_that_is_one_fraction_is_said_once():
    assert saying.share_range(0.33, 0.34) == "1 in 3"
    assert saying.share_range(0.22, 0.61) == "1 in 5 to 3 in 5"


def drawn(html: str) -> ElementTree.Element:
    return ElementTree.fromstring(html.replace("<br>", "<br/>"))


@pytest.mark.parametrize("kind", ["close", "active", "moderate", "dormant", "never"])
def test_a_tie_is_never_only_a_drawing(kind):
    figure = drawn(weaktie_web.tie(kind))

    svg = figure.find("svg")
    assert svg is not None
    assert svg.get("aria-hidden") == "true"
    assert "".join(figure.itertext()).strip()


def test_ties_differ_in_their_stroke_and_only_the_unmet_end_is_hollow():
    drawings = {kind: drawn(weaktie_web.tie(kind)) for kind in weaktie_web.STROKES}

    strokes = [
        (
            path.get("stroke-width"),
            path.get("stroke-dasharray"),
            len(figure.findall(".//circle[@class='tie-hollow']")),
        )
        for figure in drawings.values()
        for path in figure.iter("path")
    ]

    assert len(set(strokes)) == 5
    assert [hollow for _, _, hollow in strokes] == [0, 0, 0, 0, 1]


def test_what_came_from_a_file_is_escaped_everywhere():
    hostile = "<script>alert(1)</script>"

    pieces = [
        weaktie_web.tie("close", hostile),
        weaktie_web.marked(hostile, "alert"),
        weaktie_web.marked(hostile, "<script>"),
        weaktie_web.marked(hostile, ""),
        weaktie_web.interval(0.2, 0.4, 0.6, hostile),
        weaktie_web.icon(hostile),
    ]

    assert [piece for piece in pieces if "<script" in piece] == []


@pytest.mark.parametrize(
    ("text", "sought", "marked"),
    [
        ("Omar Halvorsen", "halv", "Omar <mark>Halv</mark>orsen"),
        ("Omar Omar", "omar", "<mark>Omar</mark> <mark>Omar</mark>"),
        ("Priya", "", "Priya"),
        ("Priya", "x", "Priya"),
        ("C++ (R&D)", "c++ r&d", "<mark>C++</mark> (<mark>R&amp;D</mark>)"),
    ],
)
def test_what_was_sought_is_marked(text, sought, marked):
    assert weaktie_web.marked(text, sought) == marked


@pytest.mark.parametrize(
    ("low", "estimate", "high"), [(0.22, 0.41, 0.61), (0.0, 0.0, 0.0), (1.0, 1.0, 1.0), (0.0, 0.5, 1.0)]
)
def test_the_band_of_an_interval_lies_on_its_scale(low, estimate, high):
    figure = drawn(weaktie_web.interval(low, estimate, high))

    rects = {rect.get("class"): rect for rect in figure.iter("rect")}
    band, point = rects["band"], rects["point"]
    assert float(band.get("x", "")) == pytest.approx(min(100 * low, 99.1))
    assert float(band.get("width", "")) == pytest.approx(max(100 * (high - low), 0.9), abs=0.01)
    assert 0 <= float(point.get("x", "")) <= 100 - 0.9
    assert figure.find("svg").get("aria-label", "").startswith("Most likely ")


def test_no_drawing_carries_a_style_attribute():
    drawings = [*(weaktie_web.tie(kind) for kind in weaktie_web.STROKES), weaktie_web.interval(0.2, 0.4, 0.6)]

    assert [html for html in drawings if "style" in html] == []
