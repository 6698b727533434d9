"""Right after: what was learnt, fit from both sides, desire, and an honourable end."""

from __future__ import annotations

import pytest
from tests.people import CONNECTIONS, NOON, TODAY, bring, later, person

from weaktie.campaign.conversations.actions import debriefing, live, noting
from weaktie.campaign.conversations.actions.debriefing import NoteSaid, Shown, Told
from weaktie.campaign.conversations.models import Conversation, Fit, Note, Opening, OwnWay
from weaktie.campaign.conversations.queries import debrief as queries
from weaktie.campaign.keeping.actions import undo
from weaktie.campaign.outreach import actions as outreach
from weaktie.campaign.outreach.models import Message
from weaktie.campaign.targets import actions as targets
from weaktie.campaign.timeline.models import Event
from weaktie.core.lint import ProtectedTrait

BOOK = CONNECTIONS.replace("Omar,Haddad,https://www.linkedin.com/in/omar-haddad-77", "Otto,Hale,")
EVENING = later(minutes=40)


@pytest.fixture
def talk(ada):
    bring(ada, Connections_csv=BOOK)
    begun = live.begin_now(person(ada, "Omar Haddad"), by=ada, now=NOON)
    live.end(begun, by=ada, now=later(minutes=21))
    return begun


@pytest.fixture
def northwind(ada):
    (target,) = targets.add_targets(["Northwind"], by=ada, now=NOON)
    return target


def all_of_it():
    tables = (Conversation, Note, Opening, Fit, OwnWay, Message, Event)
    return [list(table.objects.order_by("pk").values()) for table in tables]


def test_what_is_told_is_kept_and_what_is_not_told_stays(ada, talk):
    debriefing.debrief(
        talk,
        Told(desire="rather", desire_after_why="They decide in a day", their_words="Ring, don't email."),
        by=ada, now=EVENING,
    )  # fmt: skip
    debriefing.debrief(talk, Told(talked_little=True, seen_clear="nothing seen"), by=ada, now=later(days=1))

    talk.refresh_from_db()
    assert (talk.desire_after, talk.desire_after_why) == ("rather", "They decide in a day")
    assert (talk.their_words, talk.talked_little, talk.seen_clear) == (
        "Ring, don't email.",
        True,
        "nothing seen",
    )
    assert talk.debriefed_at == EVENING


def test_a_debrief_is_undone_exactly(ada, talk):
    note = noting.note(talk, "The rota first", by=ada, now=later(minutes=3))
    before = all_of_it()
    told = Told(
        desire="not",
        extended=5,
        closing_asked=True,
        notes=[NoteSaid(note.pk, kind="opening", text="A job"), NoteSaid(kind="quote", text="Ring")],
        fits=[Shown("pace", "Slow", "Fast", "differs")],
    )

    debriefing.debrief(talk, told, by=ada, now=EVENING)
    assert all_of_it() != before
    undo.undo(by=ada, now=EVENING)

    assert all_of_it() == before


def test_notes_are_settled_and_no_stale_copy_takes_that_back(ada, talk):
    note = noting.note(talk, "Maybe a planner in spring", by=ada, now=later(minutes=3))
    said = NoteSaid(note.pk, kind="opening", text="A planner in spring", first_hand=False, off_record=True)

    debriefing.debrief(talk, Told(notes=[said]), by=ada, now=EVENING)

    note.refresh_from_db()
    assert (note.kind, note.text, note.first_hand, note.off_record) == (
        "opening", "A planner in spring", False, True,
    )  # fmt: skip
    assert note.version == 2
    assert Opening.objects.get().first_hand is False


def test_an_emptied_text_leaves_the_note_and_a_foreign_one_is_left_alone(ada, talk):
    note = noting.note(talk, "The rota first", by=ada, now=later(minutes=3))

    debriefing.debrief(
        talk,
        Told(notes=[NoteSaid(note.pk, text=" "), NoteSaid(note.pk + 1000, text="x")]),
        by=ada,
        now=EVENING,
    )

    assert list(talk.notes.values_list("text", flat=True)) == ["The rota first"]


def test_words_on_private_life_are_refused_until_they_are_said_to_be_about_work(ada, talk):
    told = Told(fits=[Shown("hours", "Leaves at four because of the children")])

    with pytest.raises(ProtectedTrait, match="does not keep about people"):
        debriefing.debrief(talk, told, by=ada, now=EVENING)
    assert not Fit.objects.exists()

    debriefing.debrief(talk, told, by=ada, about_work=True, now=EVENING)
    debriefing.debrief(talk, told, by=ada, now=later(days=1))
    assert Fit.objects.get().theirs == "Leaves at four because of the children"


def test_a_note_typed_while_talking_is_asked_about_in_the_debrief(ada, talk):
    note = noting.note(talk, "Off sick with depression", by=ada, about_work=True, now=later(minutes=3))

    with pytest.raises(ProtectedTrait, match="health"):
        debriefing.debrief(talk, Told(notes=[NoteSaid(note.pk, text=note.text)]), by=ada, now=EVENING)
    (line,) = queries.debrief_page(talk, by=ada).notes
    assert "health" in line.asked


def test_a_conversation_that_nobody_started_here_can_be_written_down(ada, talk):
    held = Conversation.objects.create(
        owner=ada, person=person(ada, "Priya Raman"), begun_at=NOON, starts_at=NOON, uid="p", length=30
    )

    with pytest.raises(debriefing.NotHeld):
        debriefing.debrief(held, Told(), by=ada, now=later(minutes=-1))
    debriefing.debrief(held, Told(desire="very"), by=ada, now=later(days=1))

    held.refresh_from_db()
    assert (held.started_at, held.ended_at) == (NOON, later(minutes=30))
    assert Event.objects.filter(kind=Event.Kind.TALKED, person=held.person).count() == 1


def test_what_was_called_off_has_no_debrief(ada, talk):
    off = Conversation(
        owner=ada, person=talk.person, begun_at=NOON, starts_at=NOON, cancelled_at=NOON, uid="o"
    )

    with pytest.raises(debriefing.NotHeld):
        debriefing.debrief(off, Told(), by=ada, now=later(days=1))


def test_minutes_given_that_nobody_pressed_are_theirs_after_all(ada, talk):
    assert talk.overrun() == 1

    debriefing.debrief(talk, Told(extended=5, closing_asked=True), by=ada, now=EVENING)
    assert (talk.overrun(), talk.extended_at, talk.closing_asked_at) == (0, later(minutes=20), talk.ended_at)

    debriefing.debrief(talk, Told(extended=0, closing_asked=False), by=ada, now=EVENING)
    assert (talk.overrun(), talk.extended_at, talk.closing_asked_at) == (1, None, None)


def test_desire_is_one_of_five_words(ada, talk):
    with pytest.raises(debriefing.NotADesire):
        debriefing.debrief(talk, Told(desire="totally"), by=ada, now=EVENING)


def test_promises_and_names_come_from_the_notes(ada, talk):
    for kind, words in (("mine", "Send the table"), ("theirs", "Ask Rosalind"), ("name", "Rosalind")):
        noting.note(talk, words, by=ada, kind=kind, now=later(minutes=5))

    page = queries.debrief_page(talk, by=ada)

    assert [[note.text for note in notes] for notes in (page.promised, page.promised_you, page.named)] == [
        ["Send the table"], ["Ask Rosalind"], ["Rosalind"],
    ]  # fmt: skip


# Fit


def test_ones_own_way_is_said_once_changed_and_taken_back(ada):
    debriefing.state_own_ways({"pace": "One thing a week", "hours": "No evenings"}, by=ada, now=NOON)
    debriefing.state_own_ways({"pace": "Two things a week", "hours": ""}, by=ada, now=NOON)

    assert queries.own_ways(by=ada) == {"pace": "Two things a week"}
    undo.undo(by=ada, now=NOON)
    assert queries.own_ways(by=ada) == {"pace": "One thing a week", "hours": "No evenings"}
    with pytest.raises(ProtectedTrait):
        debriefing.state_own_ways({"hours": "The school run at four"}, by=ada, now=NOON)


def test_the_target_sets_you_beside_what_its_people_showed(ada, talk, northwind):
    debriefing.state_own_ways({"feedback": "Weekly"}, by=ada, now=NOON)
    debriefing.debrief(
        talk, Told(desire="rather", fits=[Shown("feedback", "Every Friday, in writing", "", "agrees")]),
        by=ada, now=EVENING,
    )  # fmt: skip

    page = queries.target_talks(northwind, by=ada)

    feedback = next(line for line in page.fits if line.respect == "feedback")
    assert (feedback.you, feedback.agree, feedback.differ, feedback.not_heard) == ("Weekly", 1, 0, 0)
    assert [quote.words for quote in feedback.quotes] == ["Every Friday, in writing"]
    assert [(row.person.name, row.before, row.after) for row in page.talks] == [("Omar Haddad", "", "Rather")]


def test_says_so_where_the_reason_is_only_likeness(ada, talk):
    debriefing.debrief(talk, Told(desire_after_why="They are just like me"), by=ada, now=EVENING)

    assert queries.debrief_page(talk, by=ada).has_sameness


# The end of a target


def test_letting_go_lists_what_is_open_and_writes_what_takes_it_back(ada, talk, northwind):
    omar, priya = person(ada, "Omar Haddad"), person(ada, "Priya Raman")
    outreach.log_ask(omar, by=ada, channel="weak_active", sent_on=TODAY, now=NOON)
    outreach.log_ask(priya, by=ada, channel="weak_active", sent_on=TODAY, now=NOON)

    leaving = queries.leaving(northwind, by=ada)
    assert [ask.person for ask in leaving.asks] == [omar]
    assert leaving.thanks == (talk,)
    assert debriefing.let_go(northwind, by=ada, now=EVENING) == 1

    draft = Message.objects.get()
    assert (draft.person, draft.kind, draft.sent_at) == (omar, "withdrawal", None)
    assert "Hello Omar" in draft.text and "Northwind" in draft.text and "23 November" in draft.text
    assert queries.target_talks(northwind, by=ada).dropped_after == 1
    with pytest.raises(debriefing.DroppedAlready):
        debriefing.let_go(northwind, by=ada, now=EVENING)


def test_a_target_let_go_comes_back_and_then_the_drafts_go(ada, talk, northwind):
    outreach.log_ask(person(ada, "Omar Haddad"), by=ada, channel="weak_active", sent_on=TODAY, now=NOON)
    before = all_of_it()

    debriefing.let_go(northwind, by=ada, now=EVENING)
    undo.undo(by=ada, now=EVENING)
    northwind.refresh_from_db()
    assert northwind.dropped_at is None
    undo.undo(by=ada, now=EVENING)

    assert all_of_it() == before


def test_conversations_for_other_targets_do_not_count(ada, talk, northwind):
    (other,) = targets.add_targets(["Harrow Grid"], by=ada, now=NOON)
    Conversation.objects.filter(pk=talk.pk).update(target=other)

    assert queries.target_talks(northwind, by=ada).talks == ()
    assert len(queries.target_talks(other, by=ada).talks) == 1
