"""The brief: what it knows, what it proposes, and what it never holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.people import CARDS, CONNECTIONS, MAILBOX, NOON, bring, later, person

from weaktie.campaign.conversations.actions import booking, preparing
from weaktie.campaign.conversations.models import Conversation, Note, Question
from weaktie.campaign.conversations.queries import behind
from weaktie.campaign.conversations.queries.brief import Brief, brief
from weaktie.campaign.keeping.actions import undo
from weaktie.campaign.network.actions import people as network
from weaktie.campaign.targets import actions as targets
from weaktie.campaign.targets.models import Material

TOMORROW = datetime(2026, 11, 24, 10, tzinfo=UTC)
CANARY = "the merger is called Heron"


@pytest.fixture
def book(ada):
    bring(ada, Connections_csv=CONNECTIONS, contacts_vcf=CARDS, all_mbox=MAILBOX)
    return ada


@pytest.fixture
def begun(book):
    return booking.begin(person(book, "Priya Raman"), by=book, now=NOON)


def of(conversation: Conversation, ada) -> Brief:
    conversation.refresh_from_db()
    return brief(conversation, by=ada, now=NOON)


def held_with(ada, name: str, *notes: str, off: str = "", hearsay: str = "") -> Conversation:
    """Return a conversation held with somebody at Harrow Grid, with notes."""
    who = network.add_person(by=ada, name=name, organisation="Harrow Grid", now=NOON)
    talk = booking.begin(who, by=ada, now=NOON)
    Conversation.objects.filter(pk=talk.pk).update(
        starts_at=NOON, started_at=NOON, ended_at=NOON + timedelta(minutes=20), their_words="Ring the stores."
    )
    told = [(text, False, True) for text in notes]
    told += [(off, True, True)] * bool(off) + [(hearsay, False, False)] * bool(hearsay)
    for number, (text, is_off, first) in enumerate(told):
        Note.objects.create(
            conversation=talk,
            key=str(number),
            text=text,
            off_record=is_off,
            first_hand=first,
            written_at=NOON,
        )
    return talk


def everything(page: Brief) -> str:
    return repr(page)


def test_the_phases_stand_on_the_clock_of_the_booking(begun, ada):
    booking.book(begun, TOMORROW, by=ada, agreed=booking.Agreed(length=30), now=NOON)

    page = of(begun, ada)

    assert [(f"{one.begins:%H:%M}", one.phase.minutes) for one in page.parts] == [
        ("10:00", 5), ("10:05", 20), ("10:25", 5),
    ]  # fmt: skip
    assert f"{page.end:%H:%M}" == "10:30"


def test_the_three_families_are_proposed_and_leave_once_they_are_asked(begun, ada):
    first = of(begun, ada).proposals

    preparing.add_question(begun, by=ada, words=first[0].text, why=first[0].why, now=NOON)

    page = of(begun, ada)
    assert {one.family for one in first} >= {"changed", "before", "separates"}
    assert first[0].text not in [one.text for one in page.proposals]
    assert [one.question.why for one in page.questions] == [first[0].why]


def test_the_closing_question_is_always_there_in_ones_own_words(begun, ada):
    closing = begun.questions.get()

    with pytest.raises(preparing.ClosingStays):
        preparing.drop_question(closing, by=ada, now=NOON)
    with pytest.raises(preparing.NeedsWords):
        preparing.close_with(begun, by=ada, words="  ", now=NOON)
    preparing.close_with(begun, by=ada, words="Whom would you ask next?", now=NOON)

    assert of(begun, ada).closing == "Whom would you ask next?"
    Question.objects.all().delete()
    assert of(begun, ada).closing == "Who else should I talk to?"
    preparing.close_with(begun, by=ada, words="Who is next?", now=NOON)
    assert of(begun, ada).closing == "Who is next?"


def test_questions_are_moved_changed_and_dropped_and_each_is_taken_back(begun, ada):
    a, b, c = (preparing.add_question(begun, by=ada, words=word, now=NOON) for word in "abc")

    preparing.move_question(c, by=ada, up=True, now=NOON)
    preparing.move_question(a, by=ada, up=True, now=NOON)
    assert [one.question.text for one in of(begun, ada).questions] == ["a", "c", "b"]
    preparing.move_question(Question.objects.get(pk=a.pk), by=ada, up=False, now=NOON)
    assert [one.question.text for one in of(begun, ada).questions] == ["c", "a", "b"]
    b.refresh_from_db()
    preparing.change_question(b, by=ada, words="bee", now=NOON)
    c.refresh_from_db()
    preparing.drop_question(c, by=ada, now=NOON)

    assert [one.question.text for one in of(begun, ada).questions] == ["a", "bee"]
    for _ in range(4):
        undo.undo(by=ada, now=NOON)
    assert [one.question.text for one in of(begun, ada).questions] == ["a", "b", "c"]


def test_eight_questions_are_enough(begun, ada):
    for number in range(8):
        preparing.add_question(begun, by=ada, words=f"Question {number}?", now=NOON)

    with pytest.raises(preparing.EnoughQuestions):
        preparing.add_question(begun, by=ada, words="One more?", now=NOON)


def test_the_opening_is_a_draft_until_it_is_written_and_is_checked(begun, ada):
    draft = of(begun, ada).opening
    preparing.write_opening(begun, by=ada, words="word " * 61, now=NOON)
    long = of(begun, ada).opening
    preparing.write_opening(begun, by=ada, words="", now=NOON)

    assert draft.is_draft and draft.words <= 60 and draft.findings == ()
    assert "20 minutes" in draft.text and "Harrow Grid" in draft.text
    assert not long.is_draft
    assert "TOO_LONG" in [one.code for one in long.findings]
    assert of(begun, ada).opening == draft


def test_a_question_that_cannot_be_spoken_shows_its_finding(begun, ada):
    preparing.add_question(begun, by=ada, words="why " * 46, now=NOON)

    (asked,) = of(begun, ada).questions

    assert [(one.code, one.severity) for one in asked.findings] == [("TOO_LONG", "error")]


def test_a_question_in_the_brief_is_held_to_all_that_the_checker_knows(begun, ada):
    preparing.add_question(begun, by=ada, words="Is your team hiring, and could you refer me?", now=NOON)

    (asked,) = of(begun, ada).questions

    assert "ASKS_FOR_JOB" in [one.code for one in asked.findings]


def test_their_exact_words_of_an_earlier_conversation_come_back(ada, book):
    earlier = held_with(ada, "Kofi Mensah")

    again = booking.begin(earlier.person, by=ada, now=later(days=30))

    memory = of(again, ada).memory
    assert memory is not None
    assert (memory.words, memory.is_quote) == ("Ring the stores.", True)


def test_what_earlier_conversations_left_open_is_shown_with_whom(begun, ada):
    kofi = held_with(ada, "Kofi Mensah", "Night shifts end after a year.", hearsay="The bonus was cut.")
    held_with(ada, "Ingrid Halvorsen", "Night shifts do not end after a year.")
    preparing.add_question(kofi, by=ada, words="Who decides at night?", now=NOON)

    left = of(begun, ada).left_open

    assert [(one.kind, one.who, one.other_who) for one in left] == [
        ("disagree", "Kofi", "Ingrid"), ("hearsay", "Kofi", ""), ("unasked", "Kofi", ""),
    ]  # fmt: skip


def test_what_was_said_elsewhere_is_not_left_open_here(begun, ada):
    other = held_with(ada, "Kofi Mensah", hearsay="The bonus was cut.")
    network.edit_person(other.person, by=ada, organisation="Tidewell Energy", now=NOON)

    assert of(begun, ada).left_open == ()


def test_what_was_said_off_the_record_is_in_no_brief(begun, ada):
    talk = held_with(ada, "Kofi Mensah", "The merger is not called anything.", off=CANARY)
    own = booking.begin(talk.person, by=ada, now=later(days=9))

    for conversation in (begun, own):
        assert CANARY not in everything(of(conversation, ada))
    assert CANARY in repr(behind.background(own, by=ada)), "the checker has to know what it may not repeat"


def test_public_pages_and_the_posting_are_named_and_left_out_of_what_is_asked(begun, ada):
    (aim,) = targets.add_targets(
        ["Harrow Grid"], by=ada, posting="Planner\n- Shift work as needed\n- SQL", now=NOON
    )
    Material.objects.create(
        owner=ada, target=aim, kind="about", title="About Harrow", text="Founded in 1990.", added_at=NOON
    )
    Conversation.objects.update(target=aim)

    page = brief(Conversation.objects.select_related("target").get(pk=begun.pk), by=ada, now=NOON)

    assert [(one.title, one.excerpt) for one in page.pages] == [("About Harrow", "Founded in 1990.")]
    assert page.posting == ("Shift work as needed", "SQL")
    assert any("Shift work as needed" in one.text for one in page.proposals)
    assert "“About Harrow”" in page.leave_out[1]


def test_what_one_means_to_show_is_kept(begun, ada):
    preparing.plan(begun, by=ada, clear="I ring first", sharp="", easy="I end on time", now=NOON)

    kept = of(begun, ada).talk.conversation
    assert (kept.plan_clear, kept.plan_sharp, kept.plan_easy) == ("I ring first", "", "I end on time")
