"""What a check says to whoever wrote the text, and what one press does about it."""

from __future__ import annotations

import pytest

from weaktie.core import check_words
from weaktie.core.check_words import in_one_press, mended

LETTER = "Hello Omar,\n\nWe met in 2024. What changed? I attach my CV.\n\nAda"


def pressed(code: str, text: str, passage: str = "") -> str:
    start = text.index(passage) if passage else None
    cut = in_one_press(code, text, start, start + len(passage) if start is not None else None)
    assert cut is not None
    return mended(text, cut)


def test_a_sentence_that_has_to_go_goes_whole_and_leaves_no_hole():
    assert (
        pressed("RESUME_ATTACHED", LETTER, "my CV") == "Hello Omar,\n\nWe met in 2024. What changed?\n\nAda"
    )
    assert pressed("GUILT", "You never wrote. What changed?", "never") == "What changed?"
    assert pressed("NUDGE", "Thank you.\n\nWill you answer?\n\nAda", "Will you") == "Thank you.\n\nAda"
    assert pressed("NUDGE", "Thank you. Please answer", "answer") == "Thank you."


def test_a_way_out_is_added_before_the_name_or_at_the_end():
    assert pressed("NO_WAY_OUT", LETTER).endswith(
        "I attach my CV.\n\nIf it is a bad time, no is fine.\n\nAda"
    )
    assert pressed("NO_WAY_OUT", "What changed?") == "What changed?\n\nIf it is a bad time, no is fine."


def test_what_needs_a_thought_is_mended_by_nobody_else():
    assert in_one_press("GOOGLEABLE", LETTER, 0, 5) is None
    assert in_one_press("RESUME_ATTACHED", LETTER, None, None) is None


def test_what_is_right_is_what_no_finding_spoils():
    assert check_words.right("outreach", ()) == tuple(words for words, _ in check_words.RIGHT["outreach"])
    left = check_words.right("outreach", {"RESUME_ATTACHED", "PLACEHOLDER_LEFT"})
    assert left == ("a small ask", "a way out", "short")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (1, "1 word, well under 100"),
        (95, "95 words, under 100"),
        (100, "100 words"),
        (130, "130 words, over 100"),
    ],
)
def test_the_length_is_told_beside_what_a_letter_holds(words, said):
    assert check_words.measure("outreach", words) == said


def test_a_note_on_linkedin_is_measured_in_characters():
    said = check_words.measure("outreach", 60, characters=412, on_linkedin=True)

    assert said == "60 words, 412 characters; does not fit a LinkedIn invitation (300)"
