"""What is due: in the order that matters, with its reason in words, and gone while it is put off."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from weaktie.core import due, due_words
from weaktie.core.due import Matter, Section, What

LISBON = ZoneInfo("Europe/Lisbon")
NOW = datetime(2026, 11, 24, 9, 12, tzinfo=LISBON)
TODAY = NOW.date()
YESTERDAY = date(2026, 11, 23)


def matter(what: What, row: str = "1", **facts) -> Matter:
    told = {"since": YESTERDAY, "person": 7, "name": "Omar Haddad", "called": "Omar"} | facts
    return Matter(what=what, row=row, **told)


def talk(hour: int, **facts) -> Matter:
    at = NOW.replace(hour=hour, minute=0)
    return matter(What.TALK, at=at, length=20, **facts)


def placed(*matters: Matter, **put_off: date):
    keys = {key.replace("__", ":"): until for key, until in put_off.items()}
    return [(one.matter.what, one.section) for one in due.arranged(matters, NOW, keys)]


def reason(one: Matter) -> str:
    return due_words.said(one, NOW).reason


def test_a_light_word_is_not_due_where_something_else_is():
    other = matter(What.TOUCH, "2", person=8)

    assert placed(matter(What.TOUCH), other, matter(What.MEMORY)) == [
        (What.MEMORY, Section.WEEK), (What.TOUCH, Section.WEEK),
    ]  # fmt: skip


def test_things_stand_in_the_order_that_matters():
    shuffled = [
        matter(What.TOUCH, person=8), matter(What.MEMORY), matter(What.THANKS), talk(10),
        matter(What.ASK, "9"),
        matter(What.PROMISE, by_day=TODAY), matter(What.OFFER), matter(What.DEBRIEF),
        matter(What.REPORT, by_day=TODAY + timedelta(days=3)), matter(What.FOLLOW_UP),
    ]  # fmt: skip

    assert [what for what, _ in placed(*shuffled)] == [
        What.OFFER, What.TALK, What.DEBRIEF, What.THANKS, What.PROMISE, What.REPORT, What.MEMORY,
        What.FOLLOW_UP, What.ASK, What.TOUCH,
    ]  # fmt: skip


def test_a_conversation_within_the_hour_is_now_and_a_later_one_today():
    assert placed(talk(10), talk(15)) == [(What.TALK, Section.NOW), (What.TALK, Section.TODAY)]


def test_a_conversation_right_after_midnight_is_now_before_it():
    late = NOW.replace(hour=23, minute=40)
    one = matter(What.TALK, at=late + timedelta(minutes=30), length=20)

    assert due.section_of(one, late) is Section.NOW


def test_a_conversation_of_another_day_is_not_due():
    tomorrow = matter(What.TALK, at=NOW + timedelta(days=1), length=20)

    assert placed(tomorrow) == []


@pytest.mark.parametrize(
    ("days", "section"), [(-3, Section.TODAY), (0, Section.TODAY), (6, Section.WEEK), (7, None)]
)
def test_what_has_a_last_day_comes_a_week_before_it(days, section):
    one = matter(What.REPORT, by_day=TODAY + timedelta(days=days))

    assert due.section_of(one, NOW) is section


def test_what_was_put_off_comes_back_on_its_day():
    thanks = matter(What.THANKS)

    assert placed(thanks, thanks__1=TODAY + timedelta(days=1)) == []
    assert placed(thanks, thanks__1=TODAY) == [(What.THANKS, Section.TODAY)]


def test_a_conversation_cannot_be_put_off():
    assert placed(talk(10), talk__1=TODAY + timedelta(days=5)) == [(What.TALK, Section.NOW)]


def test_whom_to_ask_is_put_off_at_once():
    two = (matter(What.ASK, "1"), matter(What.ASK, "2"))

    assert placed(*two, ask__week=TODAY + timedelta(days=1)) == []
    assert placed(*two, ask__1=TODAY + timedelta(days=1)) == [(What.ASK, Section.WEEK)]


@pytest.mark.parametrize("weekday", range(7))
def test_later_is_tomorrow_or_the_next_monday(weekday):
    today = date(2026, 11, 23) + timedelta(days=weekday)

    tomorrow, monday = due.later(today)

    assert tomorrow == today + timedelta(days=1)
    assert (monday.weekday(), 0 < (monday - today).days <= 7) == (0, True)


def test_every_thing_has_a_kind_minutes_and_words():
    kinds = {"reply", "conversation", "thanks", "promise", "report", "memory", "introducer", "touch", "ask"}
    moment = NOW - timedelta(hours=1)

    assert set(due.KINDS) == set(What) == set(due.MINUTES)
    assert set(due.KINDS.values()) == kinds
    for what in What:
        said = due_words.said(matter(what, at=moment, by_day=TODAY, quote="Ring first", text="A list"), NOW)
        assert said.eyebrow and said.reason and said.press, what
        assert "None" not in said.eyebrow + said.reason + said.press, what


def test_the_headline_is_honest_about_the_time():
    six = [matter(What.OFFER), talk(10), matter(What.THANKS), matter(What.PROMISE, by_day=TODAY)]
    found = due.arranged([*six, matter(What.REPORT, by_day=TODAY), matter(What.ASK)], NOW)

    assert due.minutes(found) == 80
    assert due_words.headline(len(found), due.minutes(found)) == "Six things, about an hour"
    assert due_words.headline(1, 1) == "One thing, a few minutes"
    assert due_words.duration(400) == "seven hours"


def test_a_reply_is_told_in_their_words():
    one = matter(What.OFFER, quote="Happy to. Thursday is easiest.")

    assert reason(one).startswith("Yesterday: “Happy to. Thursday is easiest.” Two concrete times")


def test_a_talk_says_in_how_many_minutes():
    words = due_words.said(talk(10), NOW)

    assert due_words.heading(talk(10), words) == "Omar Haddad at 10:00, in 48 minutes"
    assert due_words.said(talk(16), NOW).marked == ""


def test_late_is_said_once_in_words():
    friday = date(2026, 11, 20)

    assert due_words.said(matter(What.THANKS, by_day=friday), NOW).eyebrow == "Thanks, since Friday"
    assert due_words.until(TODAY, TODAY) == "by tonight"
    assert due_words.until(date(2027, 1, 11), TODAY) == "by 11 January 2027"


def test_thanks_are_due_by_the_hour_on_the_day_after():
    one = matter(What.THANKS, at=datetime(2026, 11, 23, 16, 20, tzinfo=LISBON), by_day=TODAY)

    assert due_words.said(one, NOW).eyebrow == "Thanks, by 16:20"


def test_what_the_seeker_noted_is_not_put_into_their_mouth():
    noted = matter(What.MEMORY, quote="They ring the control room", is_exact=False, place="Senmark", count=1)
    quoted = matter(What.MEMORY, quote="Ring first", place="Senmark", count=1)

    assert "and you noted “They ring the control room”" in reason(noted)
    assert "and Omar said: “Ring first”" in reason(quoted)


def test_a_long_quotation_ends_at_a_word():
    text = due_words.quoted("word " * 80)

    assert len(text) < 190
    assert text.endswith("word…”")
