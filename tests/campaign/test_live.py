"""The thirty minutes: whose minutes they are, and notes that are neither lost nor doubled."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.people import CONNECTIONS, NOON, bring, dump, later, person

from weaktie.campaign.conversations.actions import live, noting
from weaktie.campaign.conversations.models import Conversation, Note, Opening, Question
from weaktie.campaign.conversations.queries import live as queries
from weaktie.campaign.keeping.actions import forget, same, undo
from weaktie.campaign.timeline.models import Event, Step
from weaktie.core.copies import Copy
from weaktie.core.lint import ProtectedTrait

KEY = str(uuid.UUID(int=1))


@pytest.fixture
def omar(ada):
    bring(
        ada,
        Connections_csv=CONNECTIONS.replace(
            "Omar,Haddad,https://www.linkedin.com/in/omar-haddad-77", "Otto,Hale,"
        ),
    )
    return person(ada, "Omar Haddad")


@pytest.fixture
def talk(ada, omar):
    return live.begin_now(omar, by=ada, now=NOON)


def typed(text: str, version: int = 1, key: str = KEY, **more) -> Copy:
    return Copy(key, version, more.pop("kind", "insight"), text, more.pop("off_record", False), NOON, **more)


def told(talk) -> list[tuple[str, int]]:
    return list(talk.notes.order_by("pk").values_list("text", "version"))


# The clock


def test_somebody_rings_and_the_clock_runs(ada, omar):
    talk = live.begin_now(omar, by=ada, now=NOON)

    assert (talk.started_at, talk.starts_at, talk.length) == (NOON, NOON, 20)
    assert live.begin_now(omar, by=ada, now=later(minutes=3)) == talk


def test_a_booked_conversation_begins_early_when_they_ring_before(ada, omar):
    booked = Conversation.objects.create(
        owner=ada, person=omar, begun_at=NOON, starts_at=later(days=1), length=30, uid="u"
    )

    talk = live.begin_now(omar, by=ada, now=later(hours=1))

    assert (talk, talk.started_at, talk.starts_at) == (booked, later(hours=1), later(days=1))


def test_starting_again_changes_nothing(ada, talk):
    live.start(talk, by=ada, now=later(minutes=5))

    assert talk.started_at == NOON


def test_what_was_called_off_does_not_start(ada, omar):
    off = Conversation(owner=ada, person=omar, begun_at=NOON, uid="u", cancelled_at=NOON)

    with pytest.raises(live.OverAlready):
        live.start(off, by=ada, now=NOON)


def test_minutes_past_the_agreed_end_are_the_seekers_unless_they_gave_them(ada, talk):
    live.give_more(talk, by=ada, now=later(minutes=18))
    live.end(talk, by=ada, now=later(minutes=27, seconds=30))

    assert (talk.extended, talk.overrun()) == (5, 2)
    assert Event.objects.get(kind=Event.Kind.TALKED).word == "27 minutes"


def test_each_press_gives_five_and_one_takes_it_back(ada, talk):
    live.give_more(talk, by=ada, now=later(minutes=18))
    live.give_more(talk, by=ada, now=later(minutes=22))
    assert talk.extended == 10

    live.give_more(talk, by=ada, minutes=0, now=later(minutes=23))

    assert (talk.extended, talk.extended_at) == (0, None)


def test_whoever_forgets_to_press_is_stopped_at_thirty(ada, talk):
    live.end(talk, by=ada, now=later(hours=5))

    assert talk.ended_at == later(minutes=30)
    assert talk.overrun() == 10


def test_the_worker_stops_what_nobody_stopped_and_only_once(ada, talk):
    assert live.stop_next(now=later(minutes=29)) is None
    assert live.stop_next(now=later(hours=1)) == talk
    assert live.stop_next(now=later(hours=1)) is None

    talk.refresh_from_db()
    assert talk.ended_at == later(minutes=30)
    assert Event.objects.filter(kind=Event.Kind.TALKED).count() == 1


def test_the_worker_leaves_what_they_extended(ada, talk):
    live.give_more(talk, by=ada, minutes=25, at=later(minutes=19), now=later(minutes=19))

    assert live.stop_next(now=later(minutes=40)) is None
    assert live.stop_next(now=later(minutes=45)) == talk


def test_a_press_that_arrives_late_counts_when_it_was_pressed(ada, talk):
    live.ask_closing(talk, by=ada, at=later(minutes=16), now=later(minutes=40))
    live.end(talk, by=ada, at=later(minutes=19), now=later(minutes=40))

    assert (talk.closing_asked_at, talk.ended_at) == (later(minutes=16), later(minutes=19))


def test_a_press_cannot_lie_before_the_start_or_ahead_of_now(ada, talk):
    live.ask_closing(talk, by=ada, at=later(minutes=-9), now=later(minutes=1))
    live.end(talk, by=ada, at=later(days=9), now=later(minutes=2))

    assert (talk.closing_asked_at, talk.ended_at) == (NOON, later(minutes=2))


def test_nothing_is_given_or_ended_before_the_clock_runs(ada, omar):
    waits = Conversation.objects.create(owner=ada, person=omar, begun_at=NOON, uid="u")

    for press in (live.give_more, live.end):
        with pytest.raises(live.NotBegun):
            press(waits, by=ada, now=NOON)


def test_ticks_are_kept_and_the_closing_question_goes_its_own_way(ada, talk):
    first, second = (Question.objects.create(conversation=talk, text=text) for text in ("One?", "Two?"))
    last = Question.objects.create(conversation=talk, text="Who else?", phase="closing")

    live.tick(talk, [first.pk, last.pk], by=ada, now=later(minutes=4))
    live.ask_closing(talk, by=ada, now=later(minutes=16))

    asked = dict(talk.questions.values_list("text", "asked_at"))
    assert asked == {"One?": later(minutes=4), "Two?": None, "Who else?": later(minutes=16)}
    live.tick(talk, [second.pk], by=ada, now=later(minutes=5))
    assert talk.questions.get(text="One?").asked_at is None


def test_a_recording_needs_a_stated_consent_with_its_time(ada, talk):
    with pytest.raises(live.NotConsent):
        live.agree_to_record(talk, by=ada, basis="me", now=NOON)

    live.agree_to_record(talk, by=ada, basis="all", now=later(minutes=1))
    assert (talk.consent, talk.consented_at) == ("all", later(minutes=1))

    live.agree_to_record(talk, by=ada, basis="", now=later(minutes=2))
    assert (talk.consent, talk.consented_at) == ("", None)


@pytest.mark.parametrize(
    "press",
    [
        lambda talk, ada: live.end(talk, by=ada, now=later(minutes=20)),
        lambda talk, ada: live.give_more(talk, by=ada, now=later(minutes=20)),
        lambda talk, ada: live.ask_closing(talk, by=ada, now=later(minutes=20)),
        lambda talk, ada: live.agree_to_record(talk, by=ada, basis="all", now=later(minutes=20)),
        lambda talk, ada: noting.note(talk, "He starts with the rota", by=ada, now=later(minutes=3)),
        lambda talk, ada: noting.note(
            talk, "A job", by=ada, kind="opening", role="Planner", now=later(minutes=3)
        ),
        lambda talk, ada: noting.hear_of("Northwind", by=ada, on=NOON.date(), now=NOON),
    ],
)
def test_every_press_is_undone_exactly(ada, talk, press):
    def all_of_it():
        rows = [list(model.objects.order_by("pk").values()) for model in (Conversation, Note, Opening)]
        return [*rows, dump(ada)]

    before = all_of_it()
    press(talk, ada)
    assert all_of_it() != before

    undo.undo(by=ada, now=later(hours=1))

    assert all_of_it() == before


# Notes as they are typed


def test_the_same_note_twice_is_one(ada, talk):
    for _ in range(2):
        noting.keep_notes(talk, [typed("the night shift")], by=ada, now=NOON)

    assert told(talk) == [("the night shift", 1)]


def test_the_higher_version_stays_in_whatever_order_they_come(ada, talk):
    for copy in (typed("the n", 2), typed("the night shift knows", 5), typed("the night", 3)):
        noting.keep_notes(talk, [copy], by=ada, now=NOON)

    assert told(talk) == [("the night shift knows", 5)]


def test_two_texts_of_one_version_both_stay_once(ada, talk):
    noting.keep_notes(talk, [typed("day shift", 4)], by=ada, now=NOON)
    for _ in range(3):
        (kept,) = noting.keep_notes(talk, [typed("night shift", 4)], by=ada, now=NOON)

    assert told(talk) == [("day shift", 4), ("night shift", 4)]
    assert kept.now == talk.notes.get(text="night shift").key


def test_a_note_typed_letter_by_letter_is_one_step_and_undone_whole(ada, talk):
    steps = Step.objects.count()
    for version in range(1, 30):
        noting.keep_notes(
            talk, [typed("the night shift knows it first"[:version], version)], by=ada, now=NOON
        )
    assert Step.objects.count() == steps + 1

    undo.undo(by=ada, now=later(minutes=1))
    assert told(talk) == []
    undo.redo(by=ada, now=later(minutes=1))

    assert told(talk) == [("the night shift knows it firs", 29)]


def test_an_emptied_note_goes_and_comes_back_by_undo(ada, talk):
    noting.keep_notes(talk, [typed("wrong box", 2)], by=ada, now=NOON)

    noting.keep_notes(talk, [typed("  ", 3)], by=ada, now=NOON)
    assert told(talk) == []

    undo.undo(by=ada, now=NOON)
    assert told(talk) == [("wrong box", 2)]


def test_nothing_typed_is_refused_whatever_it_says(ada, talk):
    noting.keep_notes(talk, [typed("leaves at four for the kids\x00")], by=ada, now=NOON)

    assert told(talk) == [("leaves at four for the kids", 1)]


def test_a_note_given_whole_is_asked_about_first(ada, talk):
    with pytest.raises(ProtectedTrait, match="family") as refused:
        noting.note(talk, "leaves at four for the kids", by=ada, now=NOON)
    assert refused.value.code == "protected_trait"

    noting.note(talk, "leaves at four for the kids", by=ada, about_work=True, now=NOON)
    assert len(told(talk)) == 1


@pytest.mark.parametrize(
    ("words", "kind", "error"), [(" ", "insight", noting.NoWords), ("x", "gossip", noting.NotAKind)]
)
def test_a_note_has_words_and_a_kind(ada, talk, words, kind, error):
    with pytest.raises(error):
        noting.note(talk, words, by=ada, kind=kind, now=NOON)


def test_a_note_knows_when_in_the_talk_it_was_and_later_ones_do_not(ada, talk):
    noting.note(talk, "within", by=ada, now=later(minutes=3, seconds=5))
    live.end(talk, by=ada, now=later(minutes=20))
    noting.note(talk, "after", by=ada, now=later(minutes=25))

    assert dict(talk.notes.values_list("text", "at_second")) == {"within": 185, "after": None}


# Openings heard


def test_an_opening_heard_makes_a_row_that_needs_no_posting(ada, omar, talk):
    noting.note(
        talk,
        "They will look for a planner in spring",
        by=ada,
        kind="opening",
        role="Planner",
        first_hand=True,
        now=NOON,
    )

    heard = Opening.objects.get()
    assert (heard.employer, heard.role, heard.first_hand) == ("Northwind", "Planner", True)
    assert (heard.person, heard.conversation, heard.heard_on) == (omar, talk, NOON.date())
    assert heard.lead_days is None


def test_typing_on_changes_the_opening_and_another_kind_takes_it_away(ada, talk):
    heard = typed("a job", kind="opening", employer="Harrow")
    noting.keep_notes(talk, [heard], by=ada, now=NOON)
    noting.keep_notes(
        talk, [replace(heard, version=2, employer="Harrow Grid", role="Forecaster")], by=ada, now=NOON
    )
    assert list(Opening.objects.values_list("employer", "role")) == [("Harrow Grid", "Forecaster")]

    noting.keep_notes(talk, [replace(heard, version=3, kind="insight")], by=ada, now=NOON)

    assert not Opening.objects.exists()


def test_how_early_it_was_heard_of(ada):
    opening = noting.hear_of("Northwind", by=ada, role="Planner", on=NOON.date(), now=NOON)

    noting.settle_opening(
        opening, by=ada, posted_on=later(days=12).date(), outcome="Asked for an interview", now=NOON
    )
    assert opening.lead_days == 12

    noting.settle_opening(opening, by=ada, posted_on=later(days=-3).date(), now=NOON)
    assert (opening.lead_days, opening.outcome) == (-3, "Asked for an interview")


# Whose they are


def test_a_conversation_of_a_merged_person_is_theirs_still(ada, omar, talk):
    noting.note(talk, "The rota first", by=ada, now=NOON)
    kept = same.merge(person(ada, "Priya Raman"), omar, by=ada, now=NOON)

    assert queries.latest_with(kept, by=ada) == talk
    assert queries.live_page(talk, by=ada, now=NOON).person == kept
    assert [note.text for note in queries.every_note(by=ada, person=kept)] == ["The rota first"]


def test_the_newest_note_stands_first_and_what_came_after_on_top(ada, talk):
    noting.note(talk, "second", by=ada, now=later(minutes=9))
    noting.keep_notes(talk, [typed("first", at_second=5)], by=ada, now=later(minutes=10))
    live.end(talk, by=ada, now=later(minutes=20))
    noting.note(talk, "after", by=ada, now=later(minutes=21))

    assert [one.note.text for one in queries.notes_of(talk)] == ["after", "second", "first"]


def test_pages_learn_which_conversations_are_gone(ada, omar, talk):
    assert queries.standing([talk.uid, "x"], by=ada) == {talk.uid: talk.pk}

    forget.forget([omar], by=ada)

    assert queries.standing([talk.uid], by=ada) == {}
    assert not Step.objects.filter(words__contains="Omar").exists()
    assert not Note.objects.exists()


def test_without_a_conversation_there_is_nothing_to_note(ada, omar):
    with pytest.raises(queries.NoConversation):
        queries.latest_with(omar, by=ada)


def test_the_clock_of_the_model_says_what_the_page_says(ada, talk):
    assert talk.agreed_end() == NOON + timedelta(minutes=20)
    assert talk.overrun() == 0
