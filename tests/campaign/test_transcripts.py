"""A transcript that somebody already has: with consent, into notes, and its words gone after ninety days."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.people import NOON, TODAY, later

from weaktie.campaign.conversations.actions import live, transcribing
from weaktie.campaign.conversations.models import Transcript
from weaktie.campaign.conversations.queries.transcript import AT_ONCE, transcript_page
from weaktie.campaign.keeping.actions import undo
from weaktie.campaign.network.models import Person
from weaktie.campaign.timeline.models import Step
from weaktie.core.refusal import Refused

ZOOM = b"""WEBVTT

1
00:00:01.000 --> 00:00:04.000
Ada Quill: What did the desk stop doing when it moved?

2
00:00:05.000 --> 00:00:09.000
Omar Haddad: We stopped believing the weekly figure. The SECRETWORD was the worst hour.
"""


@pytest.fixture
def talk(ada):
    omar = Person.objects.create(owner=ada, name="Omar Haddad")
    return live.begin_now(omar, by=ada, now=NOON)


@pytest.fixture
def kept(ada, talk):
    return transcribing.bring(talk, ZOOM, by=ada, basis="all", name="call.vtt", now=NOON)


@pytest.mark.parametrize("basis", ["", "me", "yes"])
def test_without_a_stated_consent_it_is_refused(ada, talk, basis):
    with pytest.raises(transcribing.NoConsent):
        transcribing.bring(talk, ZOOM, by=ada, basis=basis, now=NOON)

    assert not Transcript.objects.exists()


def test_it_comes_in_line_by_line_with_the_consent_and_its_time(ada, talk, kept):
    assert [line[0] for line in kept.lines] == ["Ada Quill", "Omar Haddad"]
    assert (kept.kind, kept.file, kept.delete_on) == ("zoom", "call.vtt", TODAY + timedelta(days=90))
    assert (talk.consent, talk.consented_at) == ("all", NOON)


def test_what_is_no_transcript_is_refused_with_the_reason(ada, talk):
    with pytest.raises(Refused, match="looks like a transcript"):
        transcribing.bring(talk, b"Dear all, see you on Monday.", by=ada, basis="all", now=NOON)


def test_a_second_one_waits_until_the_first_is_deleted(ada, talk, kept):
    with pytest.raises(transcribing.HasTranscript):
        transcribing.bring(talk, ZOOM, by=ada, basis="all", now=NOON)

    transcribing.delete_words(kept, by=ada, now=NOON)
    again = transcribing.bring(talk, ZOOM, by=ada, basis="theirs", now=later(days=1))

    assert (again.pk, len(again.lines), again.deleted_at) == (kept.pk, 2, None)


def test_one_press_makes_a_line_a_note_and_another_kind_changes_it(ada, talk, kept):
    transcribing.take_line(kept, 1, by=ada, kind="quote", now=NOON)
    note = transcribing.take_line(kept, 1, by=ada, kind="insight", now=NOON)

    assert talk.notes.count() == 1
    assert (note.kind, note.at_second, note.text[:10]) == ("insight", 5, "We stopped")
    assert [bool(line.note) for line in transcript_page(kept).lines] == [False, True]


@pytest.mark.parametrize("number", [-1, 2, 10**9])
def test_there_is_no_line_beyond_the_last(ada, kept, number):
    with pytest.raises(transcribing.NoSuchLine):
        transcribing.take_line(kept, number, by=ada, kind="quote", now=NOON)


def test_the_words_go_after_ninety_days_and_the_notes_stay(ada, talk, kept):
    transcribing.take_line(kept, 0, by=ada, kind="quote", now=NOON)

    assert transcribing.drop_next(now=later(days=89)) is None
    assert transcribing.drop_next(now=later(days=90)) == kept
    assert transcribing.drop_next(now=later(days=91)) is None

    kept.refresh_from_db()
    assert (kept.lines, kept.deleted_at) == ([], later(days=90))
    assert talk.notes.count() == 1


def test_deleted_words_are_in_no_step_either(ada, kept):
    assert not any("SECRETWORD" in str(step.changes) for step in Step.objects.all())

    transcribing.delete_words(kept, by=ada, now=NOON)

    assert Transcript.objects.get().lines == []


def test_bringing_one_in_is_undone(ada, talk, kept):
    undo.undo(by=ada, now=NOON)

    talk.refresh_from_db()
    assert not Transcript.objects.exists()
    assert (talk.consent, talk.consented_at) == ("", None)


def test_a_long_one_is_shown_in_pages(ada, kept):
    kept.lines = [["", None, f"line {n}"] for n in range(AT_ONCE * 2 + 5)]

    first, second, last = (transcript_page(kept, start=start) for start in (0, AT_ONCE, AT_ONCE * 9))

    assert (first.before, first.after, len(first.lines)) == (None, AT_ONCE, AT_ONCE)
    assert (second.before, second.after) == (0, AT_ONCE * 2)
    assert (last.after, last.lines[0].words) == (None, f"line {AT_ONCE * 2 + 4}")
