"""What Today finds in the tables: what is due, what brings somebody back, what was put off, the calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar
from tests.people import CONNECTIONS, MAILBOX, NOON, TODAY, bring, dump, later, person
from tests.talks import NOTES, SECRET, talk

from weaktie.accounts.models import User
from weaktie.campaign.conversations.actions import booking
from weaktie.campaign.conversations.models import Note, Opening
from weaktie.campaign.followups.actions import promising, sending
from weaktie.campaign.followups.queries import writing
from weaktie.campaign.introductions.models import Introduction
from weaktie.campaign.keeping.actions import feeding, putting_off, same, undo
from weaktie.campaign.keeping.models import Feed, Later
from weaktie.campaign.keeping.queries import due, feed, lookback, memories
from weaktie.campaign.keeping.queries.today import today_page
from weaktie.campaign.outreach import actions as outreach
from weaktie.campaign.outreach.models import Ask, Message
from weaktie.campaign.targets import actions as targets
from weaktie.core.employers import employer_key

YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def book(ada):
    bring(ada, Connections_csv=CONNECTIONS, mail_mbox=MAILBOX)
    return ada


def found(by, now: datetime = NOON) -> list[tuple[str, str]]:
    """Return what is due but for whom to ask."""
    placed = due.everything(by=by, now=now)
    return [(one.matter.what, one.matter.name) for one in placed if one.matter.what != "ask"]


def matter(by, what: str, now: datetime = NOON):
    return next(one.matter for one in due.everything(by=by, now=now) if one.matter.what == what)


def asked(by, name: str, days: int, answer: str = "", *, answered: int = 0, **facts) -> Ask:
    on = TODAY - timedelta(days=answered) if answer else None
    return Ask.objects.create(
        owner=by, person=person(by, name), channel="weak", sent_on=TODAY - timedelta(days=days),
        answer=answer, answered_on=on, **facts,
    )  # fmt: skip


# Replies and conversations


def test_a_yes_waits_until_times_are_offered(book):
    asked(book, "Priya Raman", 3, "yes", words="Happy to")
    assert found(book) == [("offer", "Priya Raman")]

    begun = booking.begin(person(book, "Priya Raman"), by=book, now=NOON)
    assert found(book) == [("offer", "Priya Raman")]
    booking.offer(begun, [NOON + timedelta(days=1)], by=book, now=NOON)

    assert found(book) == []
    assert found(book, later(days=2)) == [("offer", "Priya Raman")]


def test_a_yes_of_long_ago_no_longer_waits(book):
    asked(book, "Priya Raman", 50, "yes", answered=40)

    assert found(book) == []


def test_whoever_named_somebody_waits_until_the_name_is_written_down(book):
    asked(book, "Priya Raman", 3, "redirected")
    assert found(book) == [("named", "Priya Raman")]

    Introduction.objects.create(
        owner=book, introducer=person(book, "Priya Raman"), person=person(book, "Łucja Śliwińska"),
        named_on=TODAY,
    )  # fmt: skip

    assert found(book) == []


def test_who_agreed_to_be_introduced_waits_for_times(book):
    Introduction.objects.create(
        owner=book, introducer=person(book, "Priya Raman"), person=person(book, "Łucja Śliwińska"),
        named_on=YESTERDAY, agreed_on=TODAY,
    )  # fmt: skip
    assert found(book) == [("agreed", "Łucja Śliwińska")]

    booking.begin(person(book, "Łucja Śliwińska"), by=book, now=NOON)

    assert ("agreed", "Łucja Śliwińska") not in found(book)


def test_a_booked_conversation_is_due_on_its_day_then_missed(book):
    begun = booking.begin(person(book, "Priya Raman"), by=book, now=NOON)
    booking.book(begun, NOON + timedelta(minutes=50), by=book, now=NOON)

    assert found(book) == [("talk", "Priya Raman")]
    assert found(book, later(hours=4)) == [("missed", "Priya Raman")]
    assert found(book, later(days=1)) == [("missed", "Priya Raman")]


def test_after_a_conversation_debrief_and_thanks_are_due_with_words_on_the_record(book):
    talk(book, person(book, "Priya Raman"), notes=NOTES)

    assert found(book) == [("debrief", "Priya Raman"), ("thanks", "Priya Raman")]
    assert matter(book, "thanks").quote == "Ring, don't email"


def test_an_answer_that_comes_later_is_not_known_earlier(book):
    asked(book, "Priya Raman", 3, "yes")

    assert found(book, later(days=-1)) == []


# Silence


def test_a_follow_up_is_due_after_seven_working_days_and_a_word_after_fourteen(book):
    asked(book, "Priya Raman", 12)
    asked(book, "Łucja Śliwińska", 20)

    assert found(book) == [("follow_up", "Priya Raman"), ("close", "Łucja Śliwińska")]


def test_a_follow_up_that_went_out_opens_the_window_anew(book):
    asked(book, "Priya Raman", 20, followed_up_on=TODAY - timedelta(days=5))

    assert found(book) == []


# Promises, reports, light words


def done(by, name: str, *kinds: str) -> None:
    held = writing.latest(person(by, name), by=by, now=NOON)
    for kind in kinds:
        sending.send(kind, held, by=by, letter=sending.Letter(), on=held.day(by), now=NOON)


def test_promises_and_reports_come_when_they_are_due(book):
    priya = person(book, "Priya Raman")
    for name, days in ((priya, 20), (person(book, "Łucja Śliwińska"), 10)):
        talk(book, name, ended=later(days=-days), debriefed_at=NOON)
        done(book, name.name, "thanks")
    promising.promise(priya, by=book, text="Send the paper", due_on=TODAY, now=later(days=-2))

    assert found(book) == [
        ("promise", "Priya Raman"), ("report", "Priya Raman"), ("report", "Łucja Śliwińska"),
    ]  # fmt: skip


def test_a_light_word_is_due_after_ninety_days_where_nothing_else_is(book):
    priya = person(book, "Priya Raman")
    talk(book, priya, ended=later(days=-120), debriefed_at=NOON)
    done(book, "Priya Raman", "thanks", "report")
    assert found(book) == [("touch", "Priya Raman")]

    promising.promise(priya, by=book, text="Send the paper", due_on=TODAY, now=NOON)

    assert found(book) == [("promise", "Priya Raman")]


# What brings somebody back


def posted(by, *, at: datetime = NOON, name: str = "Harrow Grid"):
    (aim,) = targets.add_targets([name], by=by, posting="We look for a forecaster.", now=at)
    return aim


def test_a_posting_brings_back_whoever_was_talked_to_there(book):
    talk(book, person(book, "Priya Raman"), ended=later(days=-20), notes=NOTES, debriefed_at=NOON)
    posted(book)

    one = matter(book, "memory")

    assert (one.name, one.quote, one.place) == ("Priya Raman", "Ring, don't email", "Harrow Grid")
    note = memories.remembered(person(book, "Priya Raman"), by=book, now=NOON)
    assert "“Ring, don't email”" in note.draft.text
    assert SECRET not in note.draft.text


def test_a_posting_that_was_known_before_brings_nobody_back(book):
    posted(book, at=later(days=-30))
    talk(book, person(book, "Priya Raman"), ended=later(days=-20))
    assert "memory" not in dict(found(book))

    (aim,) = targets.add_targets(["Harrow Grid"], by=book, posting="Another one.", now=NOON)

    assert dict(found(book))["memory"] == "Priya Raman"
    targets.change_target(aim, by=book, posting="Another one.", now=later(days=40))
    assert "memory" not in dict(found(book, later(days=40)))


def test_a_note_that_went_out_is_enough(book):
    talk(book, person(book, "Priya Raman"), ended=later(days=-20))
    posted(book)
    Message.objects.create(
        owner=book, person=person(book, "Priya Raman"), kind=Message.Kind.MEMORY, kept_at=NOON, sent_at=NOON
    )

    assert "memory" not in dict(found(book))


def test_a_no_is_not_brought_back(book):
    asked(book, "Priya Raman", 40, "no")
    talk(book, person(book, "Priya Raman"), ended=later(days=-20))
    posted(book)

    assert "memory" not in dict(found(book))


def test_an_opening_heard_off_the_record_brings_nobody_back(book):
    row = talk(book, person(book, "Łucja Śliwińska"), ended=later(days=-20))
    talk(book, person(book, "Priya Raman"), ended=later(days=-20))
    note = Note.objects.create(
        conversation=row, key="k", kind="opening", text=SECRET, off_record=True, written_at=NOON
    )
    heard = Opening.objects.create(
        owner=book, person=row.person, note=note, employer="Harrow Grid", role=SECRET,
        employer_key=employer_key("Harrow Grid"), heard_on=TODAY,
    )  # fmt: skip
    assert "memory" not in dict(found(book))

    Opening.objects.filter(pk=heard.pk).update(note=None)

    assert dict(found(book))["memory"] == "Priya Raman"


def test_words_that_were_also_said_off_the_record_are_not_shown(book):
    talk(
        book, person(book, "Priya Raman"), their_words="sings at midnight", notes=[("insight", SECRET, True)]
    )

    assert matter(book, "thanks").quote == ""


def test_a_note_that_goes_off_the_record_is_gone_from_today_at_once(book):
    row = talk(book, person(book, "Priya Raman"), notes=[("quote", "Ring first")])
    assert [one.matter.quote for one in today_page(by=book, now=NOON).due][-1] == "Ring first"

    row.notes.update(off_record=True)

    assert [one.matter.quote for one in today_page(by=book, now=NOON).due][-1] == ""


# Putting off


def test_what_is_put_off_is_gone_until_its_day_and_undone_exactly(book):
    asked(book, "Priya Raman", 3, "yes")
    before, key = dump(book), matter(book, "offer").key

    putting_off.put_off(key, by=book, until=TODAY + timedelta(days=1), now=NOON)

    assert found(book) == []
    assert found(book, later(days=1)) == [("offer", "Priya Raman")]
    undo.undo(by=book, now=NOON)
    assert (found(book), Later.objects.count()) == ([("offer", "Priya Raman")], 0)
    assert dump(book) == before


def test_putting_off_refuses_what_is_not_due_and_days_that_are_none(book):
    asked(book, "Priya Raman", 3, "yes")
    key = matter(book, "offer").key

    with pytest.raises(putting_off.NotDue):
        putting_off.put_off("thanks:1", by=book, until=TODAY + timedelta(days=1), now=NOON)
    for until in (TODAY, YESTERDAY, TODAY + timedelta(days=60)):
        with pytest.raises(putting_off.NotADay):
            putting_off.put_off(key, by=book, until=until, now=NOON)


def test_a_conversation_is_moved_and_not_put_off(book):
    begun = booking.begin(person(book, "Priya Raman"), by=book, now=NOON)
    booking.book(begun, NOON + timedelta(minutes=50), by=book, now=NOON)

    with pytest.raises(putting_off.CannotWait):
        putting_off.put_off(f"talk:{begun.pk}", by=book, until=TODAY + timedelta(days=1), now=NOON)


def test_whom_to_ask_this_week_is_put_off_at_once(book):
    assert any(one.matter.what == "ask" for one in due.everything(by=book, now=NOON))

    putting_off.put_off("ask:week", by=book, until=TODAY + timedelta(days=1), now=NOON)

    assert due.everything(by=book, now=NOON) == ()


# Who is who


def test_rows_of_a_merged_person_answer_under_the_one_who_stays(book):
    first, second = sorted(
        (one for one in due.Person.objects.visible_to(book).others() if one.name == "Omar Haddad"),
        key=lambda one: one.pk,
    )
    Ask.objects.create(
        owner=book, person=second, channel="weak", sent_on=YESTERDAY, answer="yes", answered_on=TODAY
    )
    same.merge(first, second, by=book, now=NOON)

    assert matter(book, "offer").person == first.pk


def test_nothing_of_somebody_elses_is_due(book):
    cleo = User.objects.create(username="cleo")
    somebody = due.Person.objects.create(owner=cleo, name="Somebody of Cleo's")
    talk(cleo, somebody)
    Ask.objects.create(owner=cleo, person=somebody, channel="weak", sent_on=YESTERDAY)

    assert found(book) == []
    assert [name for _, name in found(cleo)] == ["Somebody of Cleo's"] * 2


@pytest.mark.parametrize("zone", ["Pacific/Tongatapu", "Pacific/Niue"])
def test_days_are_those_of_the_seeker(book, zone):
    book.zone = zone
    book.save(update_fields=["zone"])
    day = datetime(2026, 11, 23, 23, 30, tzinfo=UTC).astimezone(book.timezone()).date()
    talk(book, person(book, "Priya Raman"), ended=datetime(2026, 11, 23, 23, 30, tzinfo=UTC))

    one = matter(book, "thanks", datetime(2026, 11, 24, 1, tzinfo=UTC))

    assert (one.since, one.by_day) == (day, day + timedelta(days=1))


def test_many_rows_ask_no_more_questions_than_few(book, django_assert_max_num_queries):
    for name in ("Priya Raman", "Łucja Śliwińska"):
        for days in range(2, 42):
            talk(book, person(book, name), ended=later(days=-days), notes=NOTES)
    posted(book)

    with django_assert_max_num_queries(40):
        due.in_order(due.matters(due.read(by=book, now=NOON)), by=book, now=NOON)


# The calendar


def test_the_calendar_has_what_is_booked_and_due_and_no_word_of_it(book):
    begun = booking.begin(person(book, "Priya Raman"), by=book, now=NOON)
    booking.book(begun, NOON + timedelta(days=2), by=book, now=NOON)
    talk(book, person(book, "Łucja Śliwińska"), notes=NOTES)

    content = feed.calendar(by=book, now=NOON).decode()

    titles = {str(one["summary"]) for one in Calendar.from_ical(content).walk("VEVENT")}
    assert titles == {
        "Conversation with Priya", "Thank Łucja", "Write down the conversation with Łucja",
        "Conversation with Łucja",
    }  # fmt: skip
    assert not any(text in content for text in (SECRET, "Raman", "Ring"))


def test_a_key_is_one_seekers_and_a_new_one_takes_its_place(book):
    first = feeding.open_feed(by=book, now=NOON).key
    cleo = User.objects.create(username="cleo")
    hers = feeding.open_feed(by=cleo, now=NOON).key

    assert (feed.whose(first), feed.whose(hers), feed.whose("0" * 64)) == (book, cleo, None)
    assert len(first) == 64
    second = feeding.open_feed(by=book, now=NOON).key
    assert (feed.whose(first), feed.whose(second)) == (None, book)
    feeding.close_feed(by=book, now=NOON)
    assert feed.whose(second) is None
    with pytest.raises(feeding.NoFeed):
        feeding.close_feed(by=book, now=NOON)
    undo.undo(by=book, now=NOON)
    assert Feed.objects.get(owner=book).key == second


# Looking back


def test_a_week_is_looked_back_on_with_what_was_said_on_the_record(book):
    monday = date(2026, 11, 16)
    outreach.log_ask(
        person(book, "Łucja Śliwińska"), by=book, channel="weak", sent_on=monday, now=later(days=-7)
    )
    talk(book, person(book, "Priya Raman"), ended=later(days=-3), notes=NOTES)

    page = lookback.look_back(lookback.last_week(TODAY), by=book, today=TODAY)

    assert (page.monday, page.sunday, page.after) == (monday, date(2026, 11, 22), None)
    assert page.sentences == (
        "You asked Łucja Śliwińska.", "You talked with Priya Raman: five things noted.",
    )  # fmt: skip
    assert [quote.words for quote in page.quotes] == ["Ring, don't email"]
