"""Each form of transcript, read from a fictional conversation."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.core.transcripts import forms

from weaktie.core.transcripts import Kind, transcript


def read(text: str, name: str = "") -> list[tuple[str, int | None, str]]:
    return [(line.speaker, line.at_seconds, line.text) for line in transcript(text.encode(), name=name).lines]


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        (forms.ZOOM, Kind.ZOOM),
        (forms.ZOOM_CAPTIONS, Kind.WEBVTT),
        (forms.TEAMS, Kind.TEAMS),
        (forms.STREAM, Kind.STREAM),
        (forms.SRT, Kind.SRT),
        (forms.BROADCAST, Kind.WEBVTT),
        (forms.ROLLING, Kind.WEBVTT),
        (forms.ZOOM_CHAT, Kind.ZOOM_CHAT),
        (forms.ZOOM_SAVED_CHAT, Kind.ZOOM_CHAT),
        (forms.OTTER, Kind.OTTER),
        (forms.OTTER_NAMELESS, Kind.OTTER),
        (forms.OTTER_ONE_LINE, Kind.OTTER),
        (forms.TEAMS_TEXT, Kind.OTTER),
        (forms.MEET, Kind.MEET),
        (forms.MEET_MARKDOWN, Kind.MEET),
        (forms.FATHOM, Kind.FATHOM),
        (forms.ORAL_HISTORY, Kind.ORAL_HISTORY),
    ],
)
def test_the_form_is_told_by_content_whatever_the_name(form, kind):
    assert transcript(form.encode(), name="notes.docx").kind is kind
    assert transcript(form.replace("\n", "\r\n").encode("utf-8-sig")).kind is kind


def test_zoom_writes_the_speaker_in_front_and_the_start_in_the_name():
    assert read(forms.ZOOM) == [
        ("Ada Quill", 1, "Thanks for making time."),
        ("Sam Okafor", 3, "Sure: ask away. I have the whole morning."),
        ("Ada Quill", 3723, "Who else should I talk to?"),
    ]
    found = transcript(forms.ZOOM.encode(), name="GMT20260304-140100_Recording.transcript.vtt")
    assert found.started_at == datetime(2026, 3, 4, 14, 1, tzinfo=UTC)
    assert transcript(forms.ZOOM.encode(), name="GMT20269904-140100_Recording.vtt").started_at is None


def test_captions_without_speakers_are_joined():
    assert read(forms.ZOOM_CAPTIONS) == [("", 1, "Thanks for making time. Sure, ask away.")]
    assert read(forms.STREAM) == [("", 1, "Thanks for making time. Sure, ask away.")]


def test_teams_writes_the_speaker_as_a_voice_last_name_first():
    assert read(forms.TEAMS) == [
        ("Ada Quill", 0, "Thanks for making time."),
        ("Sam Okafor", 3, "Sure — ask away."),
    ]


def test_dashes_begin_a_turn_each():
    assert read(forms.SRT) == [
        ("ADA", 1, "Thanks for making time."),
        ("SAM", 1, "Sure, ask away."),
        ("", 4, "[Laughter]"),
    ]


def test_behind_arrows_a_name_holds_until_the_next_arrows():
    assert read(forms.BROADCAST) == [
        ("ADA QUILL", 1, "Thanks for making time. It means a lot."),
        ("SAM OKAFOR", 5, "Sure, ask away."),
        ("", 5, "Hello?"),
        ("Ada", 8, "Hello."),
    ]


def test_rolling_captions_are_said_once():
    assert read(forms.ROLLING) == [("", 1, "thanks for making time sure ask away")]


def test_zooms_chat_has_times_since_the_start_and_the_saved_one_since_its_first_message():
    assert read(forms.ZOOM_CHAT) == [
        ("Ada Quill", 312, "Thanks for making time."),
        ("Sam Okafor", 362, "Sure: ask away. Whenever you like."),
    ]
    assert read(forms.ZOOM_SAVED_CHAT) == [
        ("Ada Quill", 0, "Thanks for making time."),
        ("Sam Okafor", 90, "Sure: ask away."),
    ]


def test_otter_writes_headings_also_without_names_or_line_ends():
    assert read(forms.OTTER) == [
        ("Ada Quill", 3, "Thanks for making time."),
        ("", 9, "Sure: it is 10:30 now."),
        ("Speaker 2", 3727, "Who else?"),
    ]
    assert read(forms.OTTER_NAMELESS) == [("", 15, "Thanks for making time."), ("", 31, "Sure, ask away.")]
    assert read(forms.OTTER_ONE_LINE) == [
        ("Ada Quill", 3, "Thanks for making time."),
        ("Sam Okafor", 9, "Sure. Ask away."),
        ("Ada Quill", 3727, "Who else?"),
    ]
    assert read(forms.TEAMS_TEXT) == [
        ("Ada Quill", 3, "Thanks for making time."),
        ("Sam Okafor", 9, "Sure, ask away."),
    ]


def test_meet_cuts_sentences_across_speakers_and_tells_its_start():
    assert read(forms.MEET) == [
        ("Ada Quill", 0, "Thanks for making time."),
        ("Sam Okafor", 0, "Sure. So: ask"),
        ("Ada Quill", 0, "I"),
        ("Sam Okafor", 312, "away. and take your time."),
    ]
    assert transcript(forms.MEET.encode()).started_at == datetime(2026, 3, 4, 14, 1, tzinfo=UTC)
    assert read(forms.MEET_MARKDOWN) == [
        ("Ada Quill", 0, "Thanks for making time."),
        ("Sam Okafor", 0, "Sure, ask away."),
    ]


def test_fathom_writes_headings_and_what_was_not_said():
    assert read(forms.FATHOM) == [
        ("Ada Quill", 3, "Thanks for making time."),
        ("Sam Okafor", 9, "Sure, ask away."),
    ]


def test_oral_history_is_a_table():
    assert read(forms.ORAL_HISTORY) == [("AQ", 3, "Thanks, Sam & all."), ("SO", 9, 'Sure; "ask" away.')]
