"""Arranging a conversation: times, the booking, another time, called off; all of it can be taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from icalendar import Calendar
from tests.people import CARDS, CONNECTIONS, MAILBOX, NOON, TODAY, bring, later, person

from weaktie.accounts.models import User
from weaktie.campaign.conversations.actions import booking, preparing
from weaktie.campaign.conversations.models import Conversation, Question
from weaktie.campaign.conversations.queries import arranging, listing
from weaktie.campaign.keeping.actions import same, undo
from weaktie.campaign.network.actions import people as network
from weaktie.campaign.outreach import actions as outreach
from weaktie.campaign.outreach.models import Ask, Message
from weaktie.campaign.targets import actions as targets
from weaktie.campaign.timeline.models import Event

TOMORROW = datetime(2026, 11, 24, 10, tzinfo=UTC)


@pytest.fixture
def priya(ada):
    bring(ada, Connections_csv=CONNECTIONS, contacts_vcf=CARDS, all_mbox=MAILBOX)
    return person(ada, "Priya Raman")


@pytest.fixture
def begun(priya, ada):
    return booking.begin(priya, by=ada, now=NOON)


def rows() -> list[dict]:
    """Return every row that arranging touches."""
    return [
        *Conversation.objects.order_by("pk").values(),
        *Question.objects.order_by("pk").values(),
        *Message.objects.order_by("pk").values(),
        *Event.objects.order_by("pk").values(),
    ]


def asked(ada, who, answer: str) -> Ask:
    ask = outreach.log_ask(who, by=ada, channel="weak", sent_on=TODAY, now=NOON)
    if answer:
        outreach.log_answer(ask, by=ada, answer=answer, answered_on=TODAY, now=NOON)
    return ask


def test_a_conversation_begins_with_its_closing_question_its_ask_and_its_target(priya, ada):
    (aim,) = targets.add_targets(["Harrow Grid"], by=ada, now=NOON)
    ask = asked(ada, priya, "yes")

    found = booking.begin(priya, by=ada, now=NOON)

    assert (found.ask, found.target, found.length) == (ask, aim, 20)
    assert [one.phase for one in found.questions.all()] == ["closing"]
    assert booking.begin(priya, by=ada, now=later(days=1)) == found


def test_an_open_ask_is_answered_first(priya, ada):
    asked(ada, priya, "")

    with pytest.raises(booking.AnswerFirst, match="Note first"):
        booking.begin(priya, by=ada, now=NOON)


def test_the_times_offered_are_kept_with_a_reply_in_both_zones(begun, ada):
    near = arranging.arrangement(begun, by=ada, zone="Warsaw", now=NOON)

    draft = booking.offer(
        begun, [slot.at for slot in near.slots], by=ada, zone="Warsaw", name="Ada", now=NOON
    )

    begun.refresh_from_db()
    assert (len(begun.offered), begun.their_zone) == (3, "Europe/Warsaw")
    assert "Tuesday 24 November, 10:00 your time (Warsaw), 09:00 mine" in draft.text
    assert (draft.kind, draft.sent_at) == (Message.Kind.TIMES, None)


def test_offering_again_keeps_one_draft(begun, ada):
    for day in (1, 2):
        booking.offer(begun, [later(days=day)], by=ada, now=NOON)

    assert Message.objects.get().text.count("\n- ") == 1


@pytest.mark.parametrize("days", [[], [-1], [1, 2, 3, 4]])
def test_refuses_no_time_times_that_passed_and_more_than_three(begun, ada, days):
    with pytest.raises(booking.NoGoodTime):
        booking.offer(begun, [later(days=day) for day in days], by=ada, now=NOON)


def test_near_times_meet_nothing_that_is_booked(begun, ada):
    lucja = booking.begin(person(ada, "Łucja Śliwińska"), by=ada, now=NOON)
    first = arranging.arrangement(begun, by=ada, now=NOON).slots[1].at
    booking.book(lucja, first, by=ada, now=NOON)

    again = [slot.at for slot in arranging.arrangement(begun, by=ada, now=NOON).slots]

    assert len(again) == 3
    assert all(abs(at - first) >= timedelta(minutes=20) for at in again)


def test_the_zone_is_guessed_from_the_telephone_until_it_is_said(begun, priya, ada):
    assert arranging.guessed_zone(priya) == ""
    card = CARDS.replace("EMAIL:priya@harrow.example", "EMAIL:priya@harrow.example\nTEL:+48 22 123 45 67")
    bring(ada, more_vcf=card)

    near = arranging.arrangement(begun, by=ada, now=NOON)

    assert (near.zone, near.is_guessed) == ("Europe/Warsaw", True)


def test_booking_takes_the_reply_away_and_tells_the_timeline(begun, ada):
    booking.offer(begun, [TOMORROW], by=ada, now=NOON)

    booking.book(
        begun, TOMORROW, by=ada, agreed=booking.Agreed(length=30, way="phone", place="+48 22"), now=NOON
    )

    begun.refresh_from_db()
    assert (begun.starts_at, begun.length, begun.way, begun.place) == (TOMORROW, 30, "phone", "+48 22")
    assert not Message.objects.exists()
    assert Event.objects.get(kind=Event.Kind.BOOKED).word == "2026-11-24T10:00:00+00:00"
    with pytest.raises(booking.BookedAlready, match="move it"):
        booking.book(begun, TOMORROW, by=ada, now=NOON)


@pytest.mark.parametrize(
    ("agreed", "refusal"),
    [(booking.Agreed(length=4), booking.NoSuchLength), (booking.Agreed(length=121), booking.NoSuchLength),
     (booking.Agreed(zone="Northwind"), booking.NoSuchZone)],
)  # fmt: skip
def test_refuses_what_cannot_be_agreed(begun, ada, agreed, refusal):
    with pytest.raises(refusal):
        booking.book(begun, TOMORROW, by=ada, agreed=agreed, now=NOON)


def test_each_change_of_a_booking_raises_its_number_and_nothing_else_does(begun, ada):
    booking.book(begun, TOMORROW, by=ada, now=NOON)
    uid = begun.uid

    booking.move(begun, by=ada, at=TOMORROW, now=NOON)
    unchanged = begun.sequence
    booking.move(begun, by=ada, at=TOMORROW + timedelta(days=1), now=NOON)
    booking.move(begun, by=ada, agreed=booking.Agreed(place="Room 4"), now=NOON)

    assert (unchanged, begun.sequence, begun.uid) == (0, 2, uid)
    with pytest.raises(booking.NoGoodTime):
        booking.move(begun, by=ada, at=NOON - timedelta(days=3), now=NOON)


def test_what_is_called_off_is_no_longer_ahead_and_both_calendars_can_be_told(begun, priya, ada):
    booking.book(begun, TOMORROW, by=ada, now=NOON)

    booking.cancel(begun, by=ada, now=NOON)

    name, content = arranging.invitation_file(begun, by=ada, now=NOON)
    assert Calendar.from_ical(content)["METHOD"] == "CANCEL"
    assert name == "called-off-2026-11-24-1000.ics"
    with pytest.raises(listing.NoConversation):
        listing.ahead_with(priya, by=ada)
    with pytest.raises(booking.NotAhead):
        booking.move(begun, by=ada, at=later(days=3), now=NOON)
    assert booking.begin(priya, by=ada, now=NOON) != begun


def test_once_it_has_begun_nothing_of_the_booking_changes(begun, ada):
    booking.book(begun, TOMORROW, by=ada, now=NOON)
    Conversation.objects.update(started_at=TOMORROW)

    for change in (booking.cancel, booking.move):
        with pytest.raises(booking.NotAhead):
            change(begun, by=ada, now=NOON)


def test_the_invitation_has_the_agreed_minutes_and_the_questions_but_not_why(begun, ada):
    preparing.add_question(begun, by=ada, words="What changed in 2024?", why="Private reason", now=NOON)
    booking.book(begun, TOMORROW, by=ada, agreed=booking.Agreed(length=25), now=NOON)

    _, content = arranging.invitation_file(begun, by=ada, now=NOON)

    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=25)
    assert "What changed in 2024?" in event["DESCRIPTION"]
    assert "Private reason" not in content.decode()
    assert event["ATTENDEE"] == "mailto:priya@harrow.example"


def test_the_invitation_goes_to_the_address_at_the_present_employer(ada):
    known = ("omar@larkspur.example", "omar@post.example", "omar@northwind.example")
    omar = network.add_person(by=ada, name="Omar Said", emails=known, organisation="Northwind", now=NOON)
    begun = booking.begin(omar, by=ada, now=NOON)
    booking.book(begun, TOMORROW, by=ada, now=NOON)

    assert arranging.entry(begun, by=ada).other.email == "omar@northwind.example"


@pytest.mark.parametrize("what", ["begin", "offer", "book", "move", "cancel"])
def test_every_step_is_taken_back_whole(priya, ada, what):
    if what != "begin":
        begun = booking.begin(priya, by=ada, now=NOON)
        booking.offer(begun, [later(days=5)], by=ada, now=NOON)
    if what in ("move", "cancel"):
        booking.book(begun, TOMORROW, by=ada, now=NOON)
    before = rows()

    match what:
        case "begin":
            booking.begin(priya, by=ada, now=NOON)
        case "offer":
            booking.offer(begun, [later(days=2)], by=ada, length=30, zone="Warsaw", now=NOON)
        case "book":
            booking.book(begun, TOMORROW, by=ada, now=NOON)
        case "move":
            booking.move(begun, by=ada, at=later(days=4), now=NOON)
        case "cancel":
            booking.cancel(begun, by=ada, now=NOON)
    after = rows()
    undo.undo(by=ada, now=NOON)

    assert after != before
    assert rows() == before
    undo.redo(by=ada, now=NOON)
    assert rows() == after


def test_rows_of_a_merged_person_are_read_as_those_of_whoever_stayed(begun, priya, ada):
    booking.book(begun, TOMORROW, by=ada, now=NOON)
    lucja = person(ada, "Łucja Śliwińska")

    kept = same.merge(priya, lucja, by=ada, now=NOON)

    assert listing.ahead_with(kept, by=ada) == begun
    assert booking.begin(kept, by=ada, now=NOON) == begun
    (talk,) = listing.conversations_page(by=ada).ahead
    assert talk.person == kept


def test_what_is_ahead_comes_next_first_and_who_said_yes_waits_for_times(begun, ada):
    lucja = person(ada, "Łucja Śliwińska")
    asked(ada, lucja, "yes")
    booking.book(begun, TOMORROW, by=ada, now=NOON)

    page = listing.conversations_page(by=ada)

    assert [talk.person.name for talk in page.ahead] == ["Priya Raman"]
    assert [one.person for one in page.ready] == [lucja]
    booking.begin(lucja, by=ada, now=NOON)
    page = listing.conversations_page(by=ada)
    assert [talk.person.name for talk in page.ahead] == ["Priya Raman", "Łucja Śliwińska"]
    assert page.ready == ()


def test_nobody_sees_the_conversations_of_somebody_else(begun, priya):
    cleo = User.objects.create(username="cleo")

    assert listing.conversations_page(by=cleo).ahead == ()
    with pytest.raises(listing.NoConversation):
        listing.latest_with(priya, by=cleo)


# Desire before


def test_what_was_wanted_before_is_kept_until_the_conversation_begins(begun, ada):
    preparing.say_desire(begun, by=ada, desire="rather", why="The night desk", now=NOON)
    preparing.say_desire(begun, by=ada, desire="very", now=later(hours=1))

    begun.refresh_from_db()
    assert (begun.desire_before, begun.desire_before_why) == ("very", "")


def test_once_it_has_begun_what_was_wanted_is_refused_by_the_action_and_by_the_database(begun, ada):
    Conversation.objects.update(started_at=TOMORROW, starts_at=TOMORROW)

    with pytest.raises(preparing.Locked):
        preparing.say_desire(begun, by=ada, desire="very", now=TOMORROW + timedelta(minutes=1))

    for said_at in (None, TOMORROW + timedelta(seconds=1)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Conversation.objects.update(desire_before="very", desire_before_at=said_at)
    assert Conversation.objects.get().desire_before == ""


def test_what_was_wanted_cannot_be_taken_back_once_it_has_begun(begun, ada):
    preparing.say_desire(begun, by=ada, desire="rather", now=NOON)
    Conversation.objects.update(started_at=TOMORROW, starts_at=TOMORROW)

    with pytest.raises(Exception, match="rests on this"):
        undo.undo(by=ada, now=TOMORROW)

    assert Conversation.objects.get().desire_before == "rather"


def test_only_the_five_words_are_known(begun, ada):
    with pytest.raises(preparing.NoSuchDesire, match="very much"):
        preparing.say_desire(begun, by=ada, desire="87", now=NOON)
