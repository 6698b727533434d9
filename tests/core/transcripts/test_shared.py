"""Files from elsewhere: every one is imported, or refused with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from weaktie.core.refusal import Refused
from weaktie.core.transcripts import transcript

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "transcripts"

IMPORTED = {
    "captions_with_bom.vtt": ("webvtt", 1),
    "comments.vtt": ("webvtt", 5),
    "cue_tags.vtt": ("webvtt", 1),
    "google_meet_gemini.txt": ("meet", 4),
    "invalid.vtt": ("webvtt", 1),
    "invalid_timeframe.srt": ("srt", 1),
    "invalid_timeframe.vtt": ("webvtt", 1),
    "invalid_timeframe_in_cue_text.vtt": ("webvtt", 1),
    "metadata_headers.vtt": ("webvtt", 1),
    "metadata_headers_multiline.vtt": ("webvtt", 1),
    "missing_caption_text.srt": ("srt", 1),
    "missing_caption_text.vtt": ("webvtt", 1),
    "missing_timeframe.srt": ("srt", 1),
    "missing_timeframe.vtt": ("webvtt", 1),
    "netflix_chicas_del_cable.vtt": ("webvtt", 261),
    "non_padded_timestamps.vtt": ("teams", 3),
    "one_caption.srt": ("srt", 1),
    "one_caption.vtt": ("webvtt", 1),
    "otter.txt": ("otter", 3),
    "regions.vtt": ("webvtt", 2),
    "revgizmo__test_transcripts_biology_lab_session.vtt": ("webvtt", 69),
    "revgizmo__test_transcripts_computer_science_101_week1.vtt": ("webvtt", 38),
    "revgizmo__test_transcripts_english_literature_discussion.vtt": ("webvtt", 51),
    "revgizmo__test_transcripts_ideal_course_session1.vtt": ("zoom", 9),
    "revgizmo__test_transcripts_ideal_course_session2.vtt": ("zoom", 10),
    "revgizmo__test_transcripts_ideal_course_session3.vtt": ("zoom", 8),
    "revgizmo__test_transcripts_intro_statistics_week1.vtt": ("webvtt", 30),
    "revgizmo__test_transcripts_intro_statistics_week2.vtt": ("webvtt", 40),
    "sample.srt": ("srt", 1),
    "sample.vtt": ("webvtt", 1),
    "styles.vtt": ("webvtt", 1),
    "styles_colours.srt": ("srt", 3),
    "styles_colours.vtt": ("webvtt", 3),
    "styles_with_comments.vtt": ("webvtt", 1),
    "teams_voice_tags.vtt": ("teams", 3),
    "using_identifiers.vtt": ("webvtt", 1),
    "youtube_dl.vtt": ("webvtt", 1),
}
"""By name: kind, and how many turns."""

REFUSED = {
    "empty.vtt": ("no_words", "This file is empty"),
    "invalid_format1.srt": ("not_a_transcript", "Nothing in this file looks like a transcript"),
    "invalid_format2.srt": ("not_a_transcript", "Nothing in this file looks like a transcript"),
    "invalid_format3.srt": ("not_a_transcript", "Nothing in this file looks like a transcript"),
    "invalid_format4.srt": ("no_words", "Nothing is said in this transcript"),
    "no_captions.vtt": ("no_words", "Nothing is said in this transcript"),
}
"""By name: the code, and how the reason begins."""

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared transcripts are not here")


def test_every_file_is_listed():
    assert {path.name for path in SHARED.iterdir()} == IMPORTED.keys() | REFUSED.keys()


@pytest.mark.parametrize(("name", "expected"), IMPORTED.items())
def test_is_imported(name, expected):
    found = transcript((SHARED / name).read_bytes(), name=name)

    assert (found.kind, len(found.lines)) == expected


@pytest.mark.parametrize(("name", "expected"), REFUSED.items())
def test_is_refused_with_a_reason(name, expected):
    with pytest.raises(Refused) as refused:
        transcript((SHARED / name).read_bytes(), name=name)

    assert (refused.value.code, str(refused.value).partition(":")[0]) == expected


def test_the_speakers_of_each_platform_are_told():
    def speakers(name: str) -> set[str]:
        return {line.speaker for line in transcript((SHARED / name).read_bytes()).lines}

    assert speakers("teams_voice_tags.vtt") == {"Ada Quill", "Sam Okafor"}
    assert speakers("google_meet_gemini.txt") == {"Ada Quill", "Sam Okafor"}
    assert speakers("otter.txt") == {"Sidney", "", "Speaker 2"}
    assert "Sam Smith" in speakers("revgizmo__test_transcripts_ideal_course_session2.vtt")
    assert "Professor Williams" in speakers("revgizmo__test_transcripts_english_literature_discussion.vtt")
