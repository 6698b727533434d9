"""The checker of wording: what it says of texts that nobody trained it on, where it points, what it
cannot tell."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.wording import measure
from bench.wording_rows import is_held_back, rows

from weaktie.core.wording import KINDS, Code, Context, Note, check, learned, whole
from weaktie.core.wording.case import Case, Hit
from weaktie.core.wording.messages import WHY

PAGE = Path(__file__).resolve().parents[2] / "docs" / "wording.md"

CALL = "20 minutes by phone, a line in writing, or a plain no: all are fine."
MET = "Dear Ms Okoro, I sat behind you at the Lagos port day on 4 May."
ASK = "You moved the gate crew to nights in 2023; what did the drivers stop telling you?"


def codes(kind, text, **context):
    """Return the codes of the errors."""
    return {one.code for one in check(kind, text, Context(**context)).findings if one.severity == "error"}


@pytest.mark.parametrize(
    "text",
    [
        "Which habit from the old ward did your night team drop first?",
        "What surprised you in the first harvest after you sold the second tractor?",
        "Tell me what the Monday after the merger was like at your desk.",
        "I wonder what the drivers lost when the depot closed.",
        "What separates an apprentice who stays from one who leaves in spring?",
        "Worst shift this year?",
        "In my place, what would you try first, the evening class or the yard?",
        "Your team cut waiting times by 40% in 2022: what got worse?",
        "Which line of the job posting misleads people most once they do the work?",
        "When was you the last time wrong about a soil, and how you have noticed?",
        "You were attached to the flood unit in 2021. What did you stop packing?",
        "Is there somebody else who saw the move from the other side?",
        "What did the first job you gave a new clerk teach you about them?",
        "Rain or dust: which one broke more of your sensors last year?",
    ],
)
def test_a_good_question_passes(text):
    assert check("question", text).verdict == "good"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (Code.ASKS_FOR_JOB, "Are you hiring at the moment?"),
        (Code.ASKS_FOR_JOB, "Could you put in a good word for me with your manager?"),
        (Code.ASKS_FOR_JOB, "Is there a vacancy in your lab this summer?"),
        (
            Code.HIDDEN_PITCH,
            "Given that I cut processing time by 40%, where would someone like me add most value?",
        ),
        (Code.HIDDEN_PITCH, "May I show you the scheduling tool that I built?"),
        (Code.RESUME_ATTACHED, "What changed after the strike? I attach my CV."),
        (Code.GOOGLEABLE, "What does your company do?"),
        (Code.GOOGLEABLE, "When was your firm founded?"),
        (Code.NO_SPECIFIC_QUESTION, "May I pick your brain?"),
        (Code.NO_SPECIFIC_QUESTION, "What does a typical day look like for you?"),
        (Code.NO_SPECIFIC_QUESTION, "Can you tell me about your career?"),
        (
            Code.MANY_QUESTIONS,
            "How did you start, what do you earn by it, who trained you, and where do you live?",
        ),
        (Code.ASKS_FOR_FORECAST, "Where do you see the industry in five years?"),
        (Code.INVITES_JUDGEMENT, "Am I a good fit for nursing?"),
        (Code.INVITES_JUDGEMENT, "What do you think of my background?"),
        (Code.CONFIDENTIAL, "What is your salary?"),
        (Code.CONFIDENTIAL, "Which interview questions does your panel ask?"),
        (Code.PLACEHOLDER_LEFT, "What changed at [COMPANY] after the move?"),
        (Code.TOO_LONG, "What " + "very " * 45 + "old habit did you drop after the move?"),
        (Code.NOT_THEIR_SIGHT, "How do the pickers at your competitor get paid for wet days?"),
    ],
)
def test_a_question_with_a_fault_is_found(code, text):
    assert code in codes("question", text)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (Code.ASKS_FOR_JOB, f"{MET} {ASK} {CALL} If you have an opening in your team, please think of me."),
        (Code.RESUME_ATTACHED, f"{MET} {ASK} {CALL} My CV is attached."),
        (Code.ASK_TOO_LARGE, f"{MET} {ASK} Could I have 90 minutes by phone? A no is fine."),
        (Code.SECOND_RECIPIENT, f"Dear all, I heard your talk in Lagos on 4 May. {ASK} {CALL}"),
        (Code.SECOND_RECIPIENT, f"Hi Omar and Priya, we met in Lagos on 4 May. {ASK} {CALL}"),
        (Code.RECORDING_ASSUMED, f"{MET} {ASK} {CALL} I will record our call."),
        (Code.PLACEHOLDER_LEFT, f"Dear {{first_name}}, I heard your talk in Lagos on 4 May. {ASK} {CALL}"),
        (Code.NO_SPECIFIC_QUESTION, f"{MET} I would love to pick your brain. {CALL}"),
        (Code.TOO_LONG, f"{MET} {ASK} {CALL} " + "It was a fine day and the sea was calm. " * 12),
        (
            Code.NO_WAY_OUT,
            f"{MET} {ASK} I have put 20 minutes in your calendar for Friday, accept the invite today.",
        ),
    ],
)
def test_a_message_with_a_fault_is_found(code, text):
    assert code in codes("outreach", text)


@pytest.mark.parametrize(
    "text",
    [
        f"{MET} {ASK} {CALL}\nTunde",
        "Hi Priya, we shared a bench in Mr Adler's chemistry class until 2011. You left retail for the grain co-op "  # noqa: E501
        "in 2022. What turned out to be different about agreeing a price? 15 minutes by phone, a text, or no.",  # noqa: E501
        f"{MET} I am not looking for a referral. {ASK} {CALL}",
    ],
)
def test_a_good_message_passes(text):
    assert check("outreach", text).verdict == "good"


THANKS = (
    "Dear Mr Bello, you said ring, don't email. I rang three yards on Monday and two answered. Thank you! Ada"
)
NOTES = (Note("ring the yards, don't email"), Note("the yard in Warri will close in June", off_record=True))


def test_thanks_that_cite_a_note_and_say_what_was_done_are_good():
    assert check("thankyou", THANKS, Context(notes=NOTES)).verdict == "good"


def test_thanks_without_stored_notes_cannot_be_told():
    verdict = check("thankyou", THANKS)

    assert verdict.verdict == "cannot_tell"
    assert [(one.code, one.severity) for one in verdict.findings] == [(Code.WRONG_DETAIL, "unknown")]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (Code.BREACH_CONFIDENCE, THANKS + " I told a friend that the yard in Warri will close in June."),
        (Code.NEW_LARGE_ASK, THANKS + " Could we have another call next week, and would you review my plan?"),
        (Code.RESUME_ATTACHED, THANKS + " My CV is attached."),
        (
            Code.NO_SPECIFIC_INSIGHT,
            "Dear Mr Bello, thank you for your time, it was so inspiring and insightful. Ada",
        ),
    ],
)
def test_thanks_with_a_fault_are_found(code, text):
    assert code in codes("thankyou", text, notes=NOTES)


def test_an_application_makes_a_denial_untrue_and_none_makes_it_true():
    text = f"{MET} I have not applied at Northwind. {ASK} {CALL}"

    assert Code.DECEPTIVE in codes("outreach", text, applications=["Northwind Ltd."])
    assert Code.DECEPTIVE not in codes("outreach", text, applications=[])
    assert [one.severity for one in check("outreach", text).findings] == ["unknown"]


def test_a_third_message_is_one_too_many():
    assert Code.TOO_MANY_MESSAGES in codes(
        "outreach", f"{MET} {ASK} {CALL}", earlier=["Hello", "Hello again"]
    )


def test_an_opening_ends_with_a_question_or_is_told_to():
    opening = (
        "Hello Ms Okoro, Ada from the port day. You moved the gate crew to nights. Twenty minutes, as agreed."
    )

    assert check("opening", f"{opening} Shall we start with the first night?").verdict == "good"
    assert codes("opening", opening) == {Code.NO_HANDOVER}


def test_a_stored_passage_that_answers_is_shown():
    verdict = check(
        "question",
        "Why did you stop selling fresh tomatoes?",
        Context(
            public=[
                "We sold fresh tomatoes until 2017. We stopped because half of each truck rotted in the heat."
            ]
        ),
    )

    assert [one.code for one in verdict.findings] == [Code.GOOGLEABLE]
    assert "tomatoes" in verdict.findings[0].message


def test_advice_alone_leaves_a_text_good():
    long = " ".join(["It was a fine day by the sea."] * 9)
    verdict = check("outreach", f"{MET} {ASK} {CALL} {long}")

    assert 100 < verdict.words <= 125
    assert (verdict.verdict, {one.severity for one in verdict.findings}) == ("good", {"advice"})


def test_places_count_code_points_of_the_text_as_written():
    text = "👩‍🌾 Ärger… Are you hiring?"
    found = next(one for one in check("question", text).findings if one.code == Code.ASKS_FOR_JOB)

    assert text[found.start : found.end].startswith("Are you hiring")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "text", ["", " \n", "?", "😀", "x" * 3000, "Dear Omar,", "a. " * 300, "(((((", "İİİ ẞ"]
)
def test_no_text_is_too_odd(kind, text):
    for one in check(kind, text, Context((), (), (), (), "")).findings:
        assert one.start is None or 0 <= one.start <= one.end <= len(text)


def test_every_code_has_a_reason_a_mend_and_a_line_on_the_page():
    page = PAGE.read_text(encoding="utf-8")

    assert set(WHY) == set(Code)
    assert {code for code in Code if f"| {code} |" not in page} == set()


def test_the_development_rows_are_what_they_should_be():
    every = {kind: [*rows(kind, held=False), *rows(kind, held=True)] for kind in KINDS}

    assert all(len(found) >= 200 for found in every.values())
    assert {row.verdict for found in every.values() for row in found} == {"good", "revise", "cannot_tell"}
    assert {code for found in every.values() for row in found for code in row.codes} <= {
        str(code) for code in Code
    }
    assert 0.1 < sum(is_held_back(row.id) for row in every["question"]) / len(every["question"]) < 0.3


def test_the_weights_fit_what_is_weighed():
    case = Case("question", "What changed after the move?", Context())
    known = learned.stored()

    assert known["weights"].shape[1] == learned.features(case.sentences, case.vectors).shape[1]
    assert {len(known[f"whole_{kind}"]) for kind in KINDS} == {
        len(whole.features(case, [], whole.scores(case))) + 1
    }


def test_what_is_counted_needs_no_second_opinion():
    found = whole.settle(Case("question", "What changed?", Context()), [], [Hit(Code.TOO_LONG)])

    assert [(hit.code, hit.severity) for hit in found] == [(Code.TOO_LONG, "error")]


def test_a_rule_alone_in_a_harmless_message_gives_advice():
    case = Case("question", "Which habit from the old ward did your night team drop first?", Context())
    hit = Hit(Code.INVITES_JUDGEMENT, 0, 5)

    assert [one.severity for one in whole.settle(case, [hit], [hit])] == ["advice"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "floor"), [("question", 0.91), ("outreach", 0.90), ("thankyou", 0.92), ("opening", 0.95)]
)
def test_it_stays_as_good_as_it_is_on_the_development_rows(kind, floor):
    assert measure(kind, list(rows(kind, held=False))).two_way >= floor
