"""What a title says: the work, and how high up."""

from __future__ import annotations

import json

import pytest

from weaktie.core.titles import BadVocabulary, level, read_vocabulary, role_words


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Grid Planner", "below_senior"),
        ("Senior Grid Planner", "senior"),
        ("Head of Data", "senior"),
        ("Director of Operations", "senior"),
        ("Staff Engineer", "senior"),
        ("Staff Nurse", "below_senior"),
        ("Chief of Staff", "senior"),
        ("Chief Executive Officer", "executive"),
        ("Chief Technology Officer", "executive"),
        ("CTO & Co-founder", "executive"),
        ("VP Engineering", "executive"),
        ("Assistant Vice President", "senior"),
        ("Managing Director", "executive"),
        ("Partner, Audit", "executive"),
        ("HR Business Partner", "below_senior"),
        ("Partner Manager", "below_senior"),
        ("Owner", "executive"),
        ("Product Owner", "below_senior"),
        ("Executive Assistant", "below_senior"),
        ("Assistant to the CEO", "below_senior"),
        ("Associate", "below_senior"),
        ("Associate Director", "senior"),
        ("Junior Director's Assistant", "below_senior"),
        ("Geschäftsführerin", "executive"),
        ("Abteilungsleiter", "senior"),
        ("Directrice générale", "executive"),
        ("Product Manager", "below_senior"),
        ("General Manager", "senior"),
        ("", ""),
        ("---", ""),
    ],
)
def test_the_words_of_a_title_say_the_level(title, expected):
    assert level(title) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Senior Grid Planner", "Head of Grid Planning"),
        ("Recruiter", "Recruitment Specialist"),
        ("Data Analyst", "Head of Data Analytics"),
        ("Software Engineer II", "VP Software Engineering"),
        ("UX Designer", "User Experience Design Lead"),
        ("HR Manager", "Human Resources Manager"),
    ],
)
def test_titles_of_one_kind_of_work_share_their_words(one, other):
    assert set(role_words(one)) == set(role_words(other))


def test_a_title_of_nothing_but_a_level_is_told_by_it():
    assert set(role_words("CEO")) <= set(role_words("CEO and Founder"))
    assert role_words("Chief Executive Officer")
    assert role_words("") == ()


def test_levels_and_fillers_are_no_work():
    assert role_words("Senior Manager") == ("manag",)
    assert role_words("Head of Data") == ("data",)
    assert role_words("Director of the Grid, part-time (m/f/d)") == ("grid",)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"senior": []}, "senior is a list"),
        ({"empty": [1]}, "not a word"),
        ({"senior_pairs": ["general"]}, "two words"),
        ({"same_work": ["a"]}, "same_work"),
    ],
)
def test_refuses_a_vocabulary_that_breaks_the_schema(change, complaint):
    levels = ("executive", "senior", "below_anywhere", "below_at_the_start", "raised", "other_level_words")
    rest = ("owns_a_thing", "partner_is_a_role", "generic", "empty", "suffixes")
    good: dict[str, object] = {name: ["x"] for name in (*levels, *rest)}
    good |= {"executive_pairs": ["a b"], "senior_pairs": ["a b"], "same_work": {"a": "b"}}

    with pytest.raises(BadVocabulary, match=complaint):
        read_vocabulary(json.dumps(good | change))
