"""Drafts cite one thing and leave a visible gap for what only the seeker knows."""

from __future__ import annotations

import pytest

from weaktie.core import drafts
from weaktie.core.drafts import Said, Talk

TALK = Talk("Priya", "Ada", "on 21 November")
RING = Said("Ring, don't email", is_quote=True)


def test_thanks_cite_one_insight_and_wait_for_what_was_done_with_it():
    draft = drafts.thanks(TALK, RING)

    assert "You said: “Ring, don't email.”" in draft.text
    assert drafts.gaps(draft.text) == ("[what you did with it, or will do and by when]",)
    assert draft.text.startswith("Hello Priya,\n\n")
    assert draft.text.endswith("\n\nAda")
    assert len(draft.text.split()) <= 120


def test_without_a_note_the_insight_is_a_gap_too():
    assert len(drafts.gaps(drafts.thanks(TALK, None).text)) == 2


def test_an_insight_in_the_seekers_words_gets_no_quotation_marks():
    text = drafts.thanks(TALK, Said("The desk stopped trusting the evening forecast")).text

    assert "One thing stays with me: The desk stopped trusting the evening forecast." in text
    assert "“" not in text


def test_whoever_introduced_is_thanked_in_passing():
    assert "I will let Omar know" in drafts.thanks(Talk("Priya", "Ada", "today", "Omar"), RING).text
    assert "I will let" not in drafts.thanks(TALK, RING).text


def test_a_long_note_is_cut():
    text = drafts.thanks(TALK, Said("word " * 300)).text

    assert text.count("word") == drafts.MOST_CITED
    assert "…" in text


def test_a_light_word_without_a_reason_is_a_gap():
    assert drafts.gaps(drafts.touch(TALK, RING, "").text)
    with_reason = drafts.touch(TALK, RING, "I saw that you are at Northwind now").text
    assert not drafts.gaps(with_reason)
    assert "I saw that you are at Northwind now." in with_reason


@pytest.mark.parametrize(
    "draft",
    [
        drafts.thanks(TALK, RING),
        drafts.report(TALK, RING),
        drafts.to_introducer(TALK, "Mei Lin", RING),
        drafts.promise_kept(TALK, "the load curve"),
        drafts.blurb(TALK, introducer="Omar"),
    ],
)
def test_no_draft_goes_out_as_it_comes(draft):
    assert drafts.gaps(draft.text)
    assert "!" not in draft.text
    assert len(draft.text.split()) <= 120


def test_asking_for_a_name_and_for_a_referral_are_never_the_same_words():
    name = drafts.ask_for_name(TALK, posting="Grid planner at Harrow Grid").text
    referral = drafts.ask_for_referral(TALK, posting="Grid planner", shown="The fault in the curve").text

    assert "I am not asking you to put me forward" in name
    assert "put me forward for this posting" in referral
    assert "The fault in the curve." in referral
    assert "No is a fine answer" in name
    assert "If not, that is fine" in referral


def test_the_introducer_is_asked_to_ask_first():
    text = drafts.ask_consent(TALK, name="Mei Lin", note="Hello Mei,\n\nA question.").text

    assert "Please give me no address before there is a yes." in text
    assert text.endswith("A question.")
