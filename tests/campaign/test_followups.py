"""What is owed after a conversation, the letters for it, and promises."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.people import CONNECTIONS, NOON, TODAY, bring, dump, later, person
from tests.talks import NOTES, SECRET, talk

from weaktie.campaign.followups.actions import promising, sending
from weaktie.campaign.followups.actions.sending import Letter
from weaktie.campaign.followups.models import FollowUp, Promise
from weaktie.campaign.followups.queries import due as owing
from weaktie.campaign.followups.queries import promises as promised
from weaktie.campaign.followups.queries import writing
from weaktie.campaign.keeping.actions import same, undo
from weaktie.campaign.keeping.queries import export
from weaktie.campaign.network.actions import me
from weaktie.campaign.network.models import Person
from weaktie.campaign.outreach import actions as outreach
from weaktie.campaign.outreach.models import Message
from weaktie.campaign.timeline.models import Event, Step
from weaktie.core import drafts

SENT = Letter("Thank you. You said “Ring, don't email”. I rang three yards today.", "Thanks")


@pytest.fixture
def priya(ada) -> Person:
    me.say_who_you_are(by=ada, name="Ada Quill", emails=("ada@quill.example",), today=TODAY)
    bring(ada, Connections_csv=CONNECTIONS)
    return person(ada, "Priya Raman")


@pytest.fixture
def held(ada, priya):
    return writing.find(talk(ada, priya, notes=NOTES), by=ada, now=NOON)


def owed(ada, **after: float) -> list[tuple[str, str, date]]:
    return [(one.kind, one.person.name, one.on) for one in owing.due(by=ada, now=later(**after))]


def named(ada, introducer: Person, other: Person, kind: str = "introduced", on: date = TODAY) -> None:
    Event.objects.create(owner=ada, kind=kind, at=NOON, person=introducer, other=other, word=on.isoformat())


# What is owed


def test_thanks_are_owed_from_the_end_of_the_conversation_for_a_day(ada, held):
    assert owed(ada) == [("thanks", "Priya Raman", TODAY + timedelta(days=1))]
    (one,) = owing.due(by=ada, now=NOON)
    assert one.since == TODAY
    assert "You talked today" in one.reason
    late = owing.due(by=ada, now=later(days=4))[0]
    assert "They were due on 24 November." in late.reason


def test_a_report_is_owed_a_week_later_and_is_in_time_for_fourteen_days(ada, held):
    sending.send("thanks", held, by=ada, letter=SENT, on=TODAY, now=NOON)

    assert owed(ada, days=6) == []
    assert owed(ada, days=7) == [("report", "Priya Raman", TODAY + timedelta(days=14))]


def test_whoever_introduced_hears_how_it_went_within_two_days(ada, priya):
    omar = Person.objects.filter(name="Omar Haddad").first()
    named(ada, omar, priya)
    talk(ada, priya)

    assert ("introducer", "Omar Haddad", TODAY + timedelta(days=2)) in owed(ada)


def test_a_declined_introduction_owes_nothing(ada, priya):
    omar = Person.objects.filter(name="Omar Haddad").first()
    named(ada, omar, priya, kind="declined")
    talk(ada, priya)

    assert [kind for kind, *_ in owed(ada)] == ["thanks"]


def test_after_ninety_days_of_silence_a_light_word_is_due(ada, held):
    sending.send("thanks", held, by=ada, letter=SENT, on=TODAY, now=NOON)
    at = later(days=10)
    held = writing.find(held.row, by=ada, now=at)
    sending.send("report", held, by=ada, letter=SENT, on=at.date(), now=at)

    assert owed(ada, days=99) == []
    assert owed(ada, days=100) == [("touch", "Priya Raman", TODAY + timedelta(days=100))]


def test_a_no_stops_the_light_word_but_never_thanks(ada, priya, held):
    ask = outreach.log_ask(priya, by=ada, sent_on=TODAY, now=later(hours=1))
    outreach.log_answer(ask, by=ada, answer="no", answered_on=TODAY, now=later(hours=2))

    assert {kind for kind, *_ in owed(ada, days=200)} == {"thanks", "report"}


def test_what_was_let_go_is_no_longer_due(ada, held):
    for kind in ("thanks", "report", "touch"):
        sending.let_go(kind, held, by=ada, on=TODAY, now=NOON)

    assert owed(ada, days=300) == []
    assert not Event.objects.filter(kind__in=("thanked", "reported", "touched")).exists()


def test_days_are_the_seekers_own(ada, priya):
    for zone, on in (("Pacific/Kiritimati", date(2026, 11, 25)), ("Pacific/Niue", date(2026, 11, 24))):
        ada.zone = zone
        ada.save(update_fields=["zone"])
        row = talk(ada, priya, ended=datetime(2026, 11, 23, 23, 30, tzinfo=UTC))

        assert owed(ada, days=1)[0][2] == on
        row.delete()


def test_what_happened_later_is_not_known_on_an_earlier_day(ada, held):
    sending.send("thanks", held, by=ada, letter=SENT, on=TODAY + timedelta(days=3), now=later(days=3))

    assert owed(ada, days=1) == [("thanks", "Priya Raman", TODAY + timedelta(days=1))]
    assert owed(ada, days=3) == []
    assert owing.due(by=ada, now=NOON - timedelta(hours=1)) == []


def test_what_is_owed_to_a_merged_person_is_owed_to_the_one_who_stayed(ada, priya):
    lucja = person(ada, "Łucja Śliwińska")
    talk(ada, lucja)

    kept = same.merge(priya, lucja, by=ada, now=NOON)

    assert [(one.kind, one.person) for one in owing.due(by=ada, now=NOON)] == [("thanks", kept)]


# Letters


def test_thanks_are_drafted_from_a_note_on_the_record(ada, held):
    letter = writing.writing("thanks", held, by=ada, now=NOON)

    assert "The desk stopped trusting the evening forecast in 2024." in letter.text
    assert drafts.gaps(letter.text)
    assert [note.kind for note in letter.notes] == ["insight", "quote"]
    quote = letter.notes[1]
    assert "“Ring, don't email.”" in writing.writing("thanks", held, by=ada, now=NOON, note=quote).text


def test_nothing_off_the_record_reaches_any_draft(ada, priya, held):
    omar = Person.objects.filter(name="Omar Haddad").first()
    named(ada, omar, priya)
    held = writing.find(held.row, by=ada, now=NOON)
    secret = held.row.notes.get(text=SECRET)

    for kind in FollowUp.Kind:
        letter = writing.writing(kind, held, by=ada, now=NOON, note=secret, reason="A posting")
        assert SECRET not in letter.text
        assert SECRET not in "".join(note.text for note in letter.notes)
    assert SECRET in "".join(
        note.text for note in writing.context(held, to=priya, by=ada, today=TODAY).notes or ()
    )


def test_a_letter_with_a_gap_is_not_noted_as_sent(ada, held):
    draft = writing.writing("thanks", held, by=ada, now=NOON)

    with pytest.raises(sending.GapLeft, match="what you did with it"):
        sending.send("thanks", held, by=ada, letter=Letter(draft.text), on=TODAY, now=NOON)

    assert not FollowUp.objects.exists()


def test_what_was_sent_is_kept_with_the_note_it_cites_and_undone_in_one_step(ada, priya, held):
    outreach.keep_draft(priya, by=ada, kind="thanks", text="Dear", now=NOON)
    before = dump(ada)
    insight = writing.citable(held.row)[0]

    done = sending.send("thanks", held, by=ada, letter=SENT, note=insight, on=TODAY, now=NOON)

    message = Message.objects.get()
    assert (message.text, message.sent_at, message.kind) == (SENT.text, NOON, "thanks")
    assert (done.note, done.message, done.person) == (insight, message, priya)
    assert Event.objects.get(kind="thanked").word == "2026-11-23"
    assert Step.objects.filter(verb="followup").count() == 1

    undo.undo(by=ada, now=NOON)

    assert dump(ada) == before
    assert Message.objects.get().sent_at is None
    assert owed(ada)[0][0] == "thanks"


def test_other_words_than_the_draft_are_sent_without_a_text(ada, held):
    sending.send("thanks", held, by=ada, letter=Letter(way="in_person"), on=TODAY, now=NOON)

    assert Message.objects.get().text == ""


def test_a_light_word_needs_a_real_reason(ada, held):
    with pytest.raises(sending.NeedsAReason):
        sending.send("touch", held, by=ada, letter=Letter(), on=TODAY, now=NOON)
    draft = writing.writing("touch", held, by=ada, now=NOON)
    with pytest.raises(sending.GapLeft):
        sending.send("touch", held, by=ada, letter=Letter(draft.text), on=TODAY, now=NOON)

    told = writing.writing("touch", held, by=ada, now=NOON, reason="You are at Northwind now")
    sending.send("touch", held, by=ada, letter=Letter(told.text), on=TODAY, now=NOON)

    assert "You are at Northwind now." in Message.objects.get().text


def test_a_new_employer_is_a_reason_to_write(ada, priya, held):
    moved = CONNECTIONS.replace("Harrow Grid,Forecaster", "Calder Labs,Forecaster")
    moved += "Zoe,Lund,https://www.linkedin.com/in/zoe,,Brannock,Clerk,01 Feb 2027\n"
    bring(ada, now=later(days=80), Connections_csv=moved)
    held = writing.find(held.row, by=ada, now=later(days=95))

    assert [reason.words for reason in writing.reasons(held, by=ada)] == [
        "I saw that you are at Calder Labs now."
    ]


@pytest.mark.parametrize("on", [TODAY - timedelta(days=1), TODAY + timedelta(days=1)])
def test_refuses_a_day_before_the_conversation_or_to_come(ada, held, on):
    with pytest.raises(sending.NotYet):
        sending.send("thanks", held, by=ada, letter=SENT, on=on, now=NOON)


def test_refuses_what_was_done_or_let_go_before_and_what_is_owed_to_nobody(ada, held):
    sending.send("thanks", held, by=ada, letter=SENT, on=TODAY, now=NOON)
    sending.let_go("report", held, by=ada, on=TODAY, now=NOON)

    with pytest.raises(sending.AlreadyDone, match="noted this as sent"):
        sending.send("thanks", held, by=ada, letter=SENT, on=TODAY, now=NOON)
    with pytest.raises(sending.AlreadyDone, match="let this go"):
        sending.send("report", held, by=ada, letter=SENT, on=TODAY, now=NOON)
    with pytest.raises(writing.NothingOwed, match="Nobody introduced Priya"):
        sending.let_go("introducer", held, by=ada, on=TODAY, now=NOON)
    with pytest.raises(sending.NoSuchKind):
        sending.let_go("flowers", held, by=ada, on=TODAY, now=NOON)


def test_refuses_thanks_for_a_conversation_that_was_not_held(ada, priya):
    row = talk(ada, priya, ended=later(days=1))

    with pytest.raises(writing.NothingOwed, match="You have not talked yet"):
        writing.find(row, by=ada, now=NOON)
    with pytest.raises(writing.NothingOwed, match="Priya Raman"):
        writing.latest(priya, by=ada, now=NOON)


# Promises


def test_notes_that_promise_become_promises_once(ada, held):
    made = promising.promises_from(held.row, by=ada, now=NOON)

    assert {(one.whose, one.due_on) for one in made} == {("mine", date(2026, 11, 30)), ("theirs", None)}
    assert promising.promises_from(held.row, by=ada, now=NOON) == []
    assert promised.noted(by=ada) == []
    page = promised.promises(by=ada)
    assert [one.text for one in page.theirs] == ["Look up the name of the planner"]


def test_a_promise_noted_off_the_record_says_so_and_no_more(ada, held):
    promising.promises_from(held.row, by=ada, now=NOON)

    texts = list(Promise.objects.values_list("text", flat=True))
    assert promising.OFF_RECORD in texts
    assert not any(SECRET in text for text in texts)
    assert not any(SECRET in one.reason for one in owing.due(by=ada, now=later(days=30)))


def test_the_export_leaves_out_what_was_said_off_the_record_unless_asked(ada, held):
    promising.promises_from(held.row, by=ada, now=NOON)

    plain = export.export("json", by=ada, now=NOON).decode()
    whole = export.export("json", by=ada, now=NOON, with_off_record=True).decode()

    assert SECRET not in plain
    assert "Send the load-curve paper" in plain
    assert SECRET in whole


def test_ones_own_promise_is_due_on_its_day_and_theirs_never_is(ada, priya):
    day = TODAY + timedelta(days=3)
    promising.promise(priya, by=ada, text="Send the paper", due_on=day, now=NOON)
    promising.promise(priya, by=ada, text="Name a planner", whose="theirs", due_on=day, now=NOON)

    assert owed(ada, days=2) == []
    assert owed(ada, days=60) == [("promise", "Priya Raman", day)]


def test_a_promise_is_kept_with_its_note_or_released(ada, priya):
    paper = promising.promise(priya, by=ada, text="Send the paper", due_on=TODAY, now=NOON)
    other = promising.promise(priya, by=ada, text="Call again", due_on=TODAY, now=NOON)
    before = dump(ada)

    promising.keep(paper, by=ada, on=TODAY, letter=Letter("Here it is."), now=NOON)
    promising.release(other, by=ada, on=TODAY, now=NOON)

    assert owed(ada) == []
    assert Message.objects.get().kind == "promise"
    assert Event.objects.get(kind="kept").word.startswith("2026-11-23")
    assert len(promised.promises(by=ada).done) == 2
    with pytest.raises(promising.NotStanding):
        promising.keep(paper, by=ada, on=TODAY, now=NOON)
    undo.undo(by=ada, now=NOON)
    undo.undo(by=ada, now=NOON)
    assert dump(ada) == before


def test_a_promise_is_moved_and_needs_words(ada, priya):
    one = promising.promise(priya, by=ada, text="Send the paper", due_on=TODAY, now=NOON)

    promising.move(one, by=ada, due_on=TODAY + timedelta(days=5), now=NOON)

    assert owed(ada) == []
    with pytest.raises(promising.NeedsWords):
        promising.promise(priya, by=ada, text="  ", now=NOON)
    with pytest.raises(promised.NoSuchPromise):
        promised.promise_of(one.pk, by=ada, person=person(ada, "Łucja Śliwińska"))


def test_somebody_elses_conversations_are_not_there(ada, priya, held):
    from weaktie.accounts.models import User

    cleo = User.objects.create(username="cleo")

    assert owing.due(by=cleo, now=later(days=100)) == []
    assert promised.promises(by=cleo).mine == ()
